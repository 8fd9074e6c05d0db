"""Which rules are on, how much their findings matter, and why: what the options say, over what the configuration says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from commplan.finding import Severity, Span
from commplan.rule import LEVELS, Level, Rule
from commplan.words import Words, quote, say

if TYPE_CHECKING:  # a check without a configuration has no use for what reads one
    from commplan.policy.baseline import Baseline
    from commplan.policy.settings import Settings


def names(word: str, rule: Rule) -> int:
    """How exactly a word names a rule: 3 by itself, 2 by the beginning of its code, 1 by its part, 0 not at all."""
    if word in (rule.name, rule.code):
        return 3
    if rule.code.startswith(word) and word:
        return 1 if len(word) == 1 else 2
    return int(word == rule.part)


def spelt(word: str) -> str:
    """A word as people give it: a code, or its beginning, in small letters too."""
    return word.upper() if re.fullmatch(r"[a-z]\d*", word) else word


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules run: codes, code prefixes, names or parts; everything when `select` is empty, up to `level`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    level: Level | None = None

    def takes(self, rule: Rule) -> bool:
        return Policy(self).decide(rule, "").on

    def unknown(self, rules: Sequence[Rule]) -> list[str]:
        """Words of the selection that name no rule: a misspelt name must not quietly select nothing."""
        words = (*self.select, *self.ignore, *self.extend_select)
        return [w for w in words if not any(names(w, r) for r in rules)]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a rule is on for a plan, and the gravest severity its findings have there; each with the reason, and with
    the place where the configuration says so."""

    on: bool
    why: Words
    span: Span | None
    severity: Severity
    severity_span: Span | None = None


_DEFAULT = say("on unless said otherwise", "默认启用")
_ALWAYS = say("faults of the file itself are always told", "文件本身的错误总会报告")


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for one plan: the options of this run; the configuration and the baseline, if there are; and, when only
    what has changed is asked for, the changed lines of each of its files."""

    selection: Selection = Selection()
    settings: Settings | None = None
    baseline: Baseline | None = None
    changed: Mapping[str, frozenset[int]] | None = None
    _known: dict[str, Decision] = field(default_factory=dict, compare=False, repr=False)

    @property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """The lines of the files that findings about the policy itself lie in."""
        return {f.file: f.lines for f in (self.settings, self.baseline) if f is not None}

    def decide(self, rule: Rule, file: str) -> Decision:
        """Whether the rule is on for the plan in this file, and how much it matters."""
        found = self._known.get(rule.name)
        if found is None:
            found = self._known[rule.name] = self._decided(rule)
        if found.on and rule.part != "file" and self.settings and self.settings.config.per_file_ignores:
            return self._by_file(self.settings, rule, file, found)
        return found

    def _decided(self, rule: Rule) -> Decision:
        """What holds for the rule in whatever file."""
        if rule.part == "file":
            return Decision(True, _ALWAYS, None, rule.severity)
        on, why, span = True, _DEFAULT, None
        severity, severity_span = rule.severity, None
        if self.settings:
            on, why, span = self._configured(self.settings, rule)
            word = _nearest(self.settings.config.severity, rule)
            if word:
                severity_span = self.settings.span("severity", word)
                strength = self.settings.config.severity[word]
                if strength == "off":
                    on, why, span = False, say("`severity` turns it off", "被 `severity` 关闭"), severity_span
                else:
                    severity = Severity(strength)
        on, why, span = self._asked(rule, on, why, span)
        return Decision(on, why, span, severity, severity_span)

    @property
    def profiles(self) -> frozenset[str]:
        """The standards that all plans here follow."""
        return frozenset(self.settings.config.profiles if self.settings else ())

    @property
    def level(self) -> Level | None:
        """The level beyond which nothing is asked for."""
        return self.selection.level or (self.settings.config.level if self.settings else None)

    def thresholds(self, rule: Rule) -> Mapping[str, float]:
        """The numbers of a rule as they hold here."""
        found = {name: threshold.default for name, threshold in rule.thresholds.items()}
        if self.settings and found:
            for word in (rule.code, rule.name):
                found |= self.settings.config.thresholds.get(word, {})
        return {name: int(n) if isinstance(rule.thresholds[name].default, int) else n for name, n in found.items()}

    def _configured(self, settings: Settings, rule: Rule) -> tuple[bool, Words, Span | None]:
        config = settings.config
        on, why, span = True, _DEFAULT, None
        if config.select:
            word = _nearest(config.select, rule)
            on = word is not None
            span = _place(settings, "select", word) if word else settings.span("select", on_key=True)
            why = _in("select", word) if word else say("`select` leaves it out", "不在 `select` 之列")
        elif config.level and not self.selection.level and _beyond(rule, config.level):
            on, span = False, settings.span("level")
            why = say("level {r}, beyond {c}", "属于 {r} 级，高于 {c}", r=rule.level, c=config.level)
        against, also = _nearest(config.ignore, rule), _nearest(config.extend_select, rule)
        if against:
            on, why, span = False, _in("ignore", against), _place(settings, "ignore", against)
        if also and not on and (not against or names(spelt(also), rule) > names(spelt(against), rule)):
            on, why, span = True, _in("extend-select", also), _place(settings, "extend-select", also)
        return on, why, span

    def _asked(self, rule: Rule, on: bool, why: Words, span: Span | None) -> tuple[bool, Words, Span | None]:
        if self.selection.select:
            word = _nearest(self.selection.select, rule)
            on, span = word is not None, None
            why = _in("--select", word) if word else say("`--select` leaves it out", "不在 `--select` 之列")
        elif on and self.selection.level and _beyond(rule, self.selection.level):
            on, span = False, None
            why = say("level {r}, beyond {c}", "属于 {r} 级，高于 {c}", r=rule.level, c=self.selection.level)
        if not on and (word := _nearest(self.selection.extend_select, rule)):
            on, why, span = True, _in("--extend-select", word), None
        if word := _nearest(self.selection.ignore, rule):
            on, why, span = False, _in("--ignore", word), None
        return on, why, span

    def _by_file(self, settings: Settings, rule: Rule, file: str, found: Decision) -> Decision:
        for pattern, words in settings.config.per_file_ignores.items():
            word = _nearest(words, rule)
            if word and settings.takes([pattern], file):
                place = settings.span("per-file-ignores", pattern, words.index(word))
                told = say("`per-file-ignores` for {p}", "`per-file-ignores` 中的 {p}", p=quote(pattern))
                return Decision(False, told, place, found.severity, found.severity_span)
        return found


def _nearest(words: Iterable[str], rule: Rule) -> str | None:
    """The word that names the rule most exactly, None when none does."""
    best = max(words, key=lambda w: names(spelt(w), rule), default="")
    return best if names(spelt(best), rule) else None


def _beyond(rule: Rule, level: Level) -> bool:
    return LEVELS.index(rule.level) > LEVELS.index(level)


def _in(key: str, word: str) -> Words:
    return say("`{k}` names {w}", "`{k}` 中有 {w}", k=key, w=quote(word))


def _place(settings: Settings, key: str, word: str) -> Span:
    words: tuple[str, ...] = getattr(settings.config, key.replace("-", "_"))
    return settings.span(key, words.index(word))
