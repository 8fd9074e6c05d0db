"""Whether a configuration speaks of rules that there are: a misspelt name must not quietly turn nothing on or off."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import inf

from commplan.finding import Path, Place, Problem
from commplan.policy.addresses import well_formed
from commplan.policy.config import Config
from commplan.policy.selection import names, spelt
from commplan.policy.settings import Settings, is_pattern
from commplan.rule import Rule, Threshold
from commplan.spelling import nearest
from commplan.words import Words, quote, say


def vet(settings: Settings, rules: Collection[Rule]) -> None:
    """Refusal when the configuration names rules or thresholds that there are not, or asks for what cannot be."""
    work = _Vet(settings, rules)
    found = [*work.words(), *work.severities(), *work.thresholds(), *work.waivers(), *work.patterns()]
    if found:
        raise settings.refusal(found)


def no_such_rule(word: str, rules: Collection[Rule]) -> tuple[Words, Words]:
    """That no rule has this name, and which is meant."""
    near = nearest(word.lower(), [r.name for r in rules])
    hint = (
        say("did you mean {n}?", "是否想写 {n}？", n=near)
        if near
        else say("`commplan rules` lists them", "`commplan rules` 可列出全部规则")
    )
    return say("no rule is called {w}", "没有名为 {w} 的规则", w=quote(word)), hint


class _Vet:
    def __init__(self, settings: Settings, rules: Collection[Rule]) -> None:
        self.settings, self.config, self.rules = settings, settings.config, rules

    def problem(self, path: Path, words: Words, hint: Words | None, on_key: bool = False) -> Problem:
        return Problem(Place((*self.settings.top, *path), "key" if on_key else "value"), words, hint)

    def named(self, word: str) -> list[Rule]:
        return [r for r in self.rules if names(spelt(word), r)]

    def words(self) -> Iterator[Problem]:
        for path, word in _words(self.config):
            found = self.named(word)
            if not found:
                yield self.problem(path, *no_such_rule(word, self.rules))
            elif path[0] in ("ignore", "per-file-ignores") and all(r.part == "file" for r in found):
                yield self.problem(path, *_FILE)

    def severities(self) -> Iterator[Problem]:
        for word in self.config.severity:
            found = self.named(word)
            if not found:
                yield self.problem(("severity", word), *no_such_rule(word, self.rules), on_key=True)
            elif all(r.part == "file" for r in found):
                yield self.problem(("severity", word), *_FILE, on_key=True)

    def thresholds(self) -> Iterator[Problem]:
        for word, numbers in self.config.thresholds.items():
            rule = self.one(word)
            if rule is None:
                yield self.problem(("thresholds", word), *no_such_rule(word, self.rules), on_key=True)
                continue
            for name, number in numbers.items():
                yield from self.threshold(("thresholds", word, name), rule, name, number)

    def threshold(self, path: Path, rule: Rule, name: str, number: float) -> Iterator[Problem]:
        threshold = rule.thresholds.get(name)
        if threshold is None:
            words = say("{r} has no threshold {n}", "{r} 没有名为 {n} 的阈值", r=rule.name, n=quote(name))
            yield self.problem(path, words, _choice(name, list(rule.thresholds)), on_key=True)
        elif not threshold.least <= number <= threshold.most or (_whole(threshold) and number != int(number)):
            words = say("{n} must be {w}", "{n} 应为 {w}", n=f"`{name}`", w=_wanted(threshold))
            default = say("by default it is {d}", "默认值为 {d}", d=threshold.default)
            yield self.problem(path, words, default)

    def waivers(self) -> Iterator[Problem]:
        for i, waiver in enumerate(self.config.waivers):
            rule = self.one(waiver.rule)
            if rule is None:
                yield self.problem(("waivers", i, "rule"), *no_such_rule(waiver.rule, self.rules))
            elif rule.part in ("file", "policy"):
                words = say("{r} cannot be waived", "不能豁免 {r}", r=rule.name)
                yield self.problem(("waivers", i, "rule"), words, _FILE[1] if rule.part == "file" else _TURN_OFF)
            if waiver.path_ is not None and not well_formed(waiver.path_):
                words = say("{p} is no path into a plan", "{p} 不是方案中的路径", p=quote(waiver.path_))
                hint = say("write it like goals.objectives.answers", "写法如 goals.objectives.answers")
                yield self.problem(("waivers", i, "path"), words, hint)

    def patterns(self) -> Iterator[Problem]:
        rows: list[tuple[Path, str]] = [(("exclude", i), p) for i, p in enumerate(self.config.exclude)]
        rows += [(("per-file-ignores", p), p) for p in self.config.per_file_ignores]
        rows += [
            (("waivers", i, "file", j), p) for i, w in enumerate(self.config.waivers) for j, p in enumerate(w.file)
        ]
        for path, pattern in rows:
            if not is_pattern(pattern):
                words = say("{p} is no pattern of file names", "{p} 不是文件名模式", p=quote(pattern))
                hint = say(
                    "write it like drafts/, *.old.yaml or archive/**", "写法如 drafts/、*.old.yaml 或 archive/**"
                )
                yield self.problem(path, words, hint, on_key=path[0] == "per-file-ignores")

    def one(self, word: str) -> Rule | None:
        """The rule that a word names by itself."""
        return next((r for r in self.rules if spelt(word) in (r.name, r.code)), None)


_FILE = (
    say("faults of the file itself are always told", "文件本身的错误总会报告"),
    say("they have to be mended", "这类错误必须改正"),
)
_TURN_OFF = say("turn it off with `ignore`", "请用 `ignore` 关闭")


def _words(config: Config) -> Iterator[tuple[Path, str]]:
    for key in ("select", "extend_select", "ignore"):
        yield from (((key.replace("_", "-"), i), word) for i, word in enumerate(getattr(config, key)))
    for pattern, words in config.per_file_ignores.items():
        yield from ((("per-file-ignores", pattern, i), word) for i, word in enumerate(words))


def _choice(name: str, known: list[str]) -> Words:
    near = nearest(name, known)
    if near:
        return say("did you mean {n}?", "是否想写 {n}？", n=near)
    if known:
        return say("it has: {n}", "可用：{n}", n=", ".join(known))
    return say("this rule has none", "这条规则没有阈值")


def _whole(threshold: Threshold) -> bool:
    return isinstance(threshold.default, int)


def _wanted(threshold: Threshold) -> Words:
    least, most = f"{threshold.least:g}", f"{threshold.most:g}"
    kind = say("a whole number", "整数") if _whole(threshold) else say("a number", "数字")
    if threshold.most == inf:
        return say("{k} of {a} or more", "{a} 或更大的{k}", k=kind, a=least)
    return say("{k} from {a} to {b}", "{a} 到 {b} 之间的{k}", k=kind, a=least, b=most)
