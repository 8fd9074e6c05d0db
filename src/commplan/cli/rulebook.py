"""The rules of a run, and which policy holds for each plan: options, the nearest configuration, its baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import commplan.rules
from commplan.cli.settings import settings_for
from commplan.discover import discover
from commplan.os_errors import why
from commplan.policy.selection import Policy, Selection, spelt
from commplan.rule import Level, Rule
from commplan.words import Refusal, quote, say

if TYPE_CHECKING:
    from commplan.policy.baseline import Baseline
    from commplan.policy.settings import Settings


class Options(Protocol):
    """What of a check's options makes its policy."""

    @property
    def select(self) -> tuple[str, ...]: ...
    @property
    def extend_select(self) -> tuple[str, ...]: ...
    @property
    def level(self) -> Level | None: ...
    @property
    def ignore(self) -> tuple[str, ...]: ...
    @property
    def config(self) -> str | None: ...
    @property
    def isolated(self) -> bool: ...
    @property
    def baseline(self) -> str | None: ...
    @property
    def write_baseline(self) -> bool: ...


class Rulebook:
    """All rules, and the policy of each plan; each configuration and baseline is read once."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.rules = _loaded()
        self.selection = Selection(
            _words(options.select), _words(options.ignore), _words(options.extend_select), options.level
        )
        self._vetted: set[int] = set()
        self._baselines: dict[Path, Baseline] = {}
        self._policies: dict[int, Policy] = {}
        self._own: dict[int, dict[str, Rule]] = {}

    @property
    def every(self) -> dict[str, Rule]:
        """All rules that any of the plans so far is held to."""
        return {**self.rules, **{name: rule for own in self._own.values() for name, rule in own.items()}}

    def rules_of(self, policy: Policy) -> dict[str, Rule]:
        """The rules that a plan of this policy is held to: commplan's own, and those that the configuration adds."""
        own = self._own.get(id(policy.settings))
        return {**self.rules, **own} if own else self.rules

    def here(self) -> tuple[dict[str, Rule], dict[str, Rule]]:
        """All rules for a plan in this folder, and those among them that are the organisation's own."""
        own = self._own.get(id(self.settings("plan.yaml")), {})
        return {**self.rules, **own}, own

    def settings(self, file: str) -> Settings | None:
        """The configuration of a plan. Refusal when it cannot be used."""
        found = settings_for(file, self.options.config, self.options.isolated)
        if found is not None and id(found) not in self._vetted:
            from commplan.policy.vocabulary import vet

            if found.config.rules or found.config.plugins:
                from commplan.checking import own

                self._own[id(found)] = own.rules(found, self.rules)
            vet(found, {**self.rules, **self._own.get(id(found), {})}.values())
            self._vetted.add(id(found))
        return found

    def excluded(self, stdin_filename: str) -> Callable[[str], bool]:
        """Whether the configuration of a file says that it is no plan to check."""

        def told(file: str) -> bool:
            file = stdin_filename if file == "-" else file
            settings = self.settings(file)
            return settings is not None and settings.takes(settings.config.exclude, file)

        return told

    def policy(self, file: str) -> Policy:
        """The policy of a plan; Refusal when it leaves nothing to check."""
        settings = self.settings(file)
        policy = self._policies.get(id(settings))
        if policy is None:
            policy = self._policies[id(settings)] = Policy(self.selection, settings, self._baseline(settings))
            for word in self.selection.unknown(list(self.rules_of(policy).values())):
                from commplan.policy.vocabulary import no_such_rule

                raise Refusal(*no_such_rule(word, self.rules_of(policy).values()))
        if not any(rule.check and policy.decide(rule, file).on for rule in self.rules_of(policy).values()):
            words = say(
                "no rule is left by these options: nothing was checked", "这些选项没有留下任何规则，未做任何检查"
            )
            if settings is not None:
                words = say(
                    "no rule is left for {p} by the options and {c}: nothing was checked",
                    "选项与 {c} 没有为 {p} 留下任何规则，未做任何检查",
                    p=quote(file, 200),
                    c=settings.file,
                )
            raise Refusal(words, say("`commplan rules` lists them", "`commplan rules` 可列出全部规则"))
        return policy

    def _baseline(self, settings: Settings | None) -> Baseline | None:
        if self.options.write_baseline:
            return None
        path = baseline_path(self.options.baseline, settings)
        if path is None:
            return None
        if path not in self._baselines:
            self._baselines[path] = read_baseline(path)
        return self._baselines[path]


def _loaded() -> dict[str, Rule]:
    """All rules. Refusal when one cannot be loaded: a check without it would look greener than it is."""
    try:
        return discover(commplan.rules, Rule)
    except (ImportError, SyntaxError, NameError, AttributeError, TypeError, ValueError) as error:
        words = say(
            "a rule cannot be loaded, so nothing was checked: {e}",
            "有规则无法加载，未做任何检查：{e}",
            e=quote(error, 200),
        )
        raise Refusal(words, say("install commplan anew", "请重新安装 commplan")) from error


def baseline_path(named: str | None, settings: Settings | None) -> Path | None:
    """The baseline file: the one named in the options, else the one that the configuration names."""
    if named is not None:
        return Path(named)
    return settings.folder / settings.config.baseline if settings and settings.config.baseline else None


def read_baseline(path: Path) -> Baseline:
    from commplan.cli.settings import shown
    from commplan.policy.baseline import read

    file = shown(str(path))
    try:
        raw = path.read_bytes()
    except OSError as error:
        words = say("cannot read the baseline {p}: {e}", "无法读取基线 {p}：{e}", p=quote(file, 200), e=why(error))
        raise Refusal(words, say("`--write-baseline` writes it", "用 `--write-baseline` 写成")) from None
    return read(file, raw, path.parent)


def _words(given: Sequence[str]) -> tuple[str, ...]:
    """Names of rules as people give them: one by one or with commas, codes in small letters too."""
    return tuple(spelt(word.strip()) for many in given for word in many.split(",") if word.strip())
