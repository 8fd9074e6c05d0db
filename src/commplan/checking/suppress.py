"""Which findings somebody has answered for: by a comment in the plan, a waiver, the baseline; and what is wrong with that.

A finding is only ever suppressed by what names its rule and its place; faults of the file itself never are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from commplan.finding import Finding, Fix, Means, Place, Problem, Related, Span, Suppressed, Undecided
from commplan.load import Loaded
from commplan.policy.selection import Policy
from commplan.rule import Rule
from commplan.spelling import nearest
from commplan.words import Words, quote, say

if TYPE_CHECKING:  # nearly every check does without them, and start-up time is a feature
    from commplan.policy.baseline import Baseline, Entry
    from commplan.policy.config import Waiver
    from commplan.policy.ignores import Ignore
    from commplan.policy.settings import Settings

Complaint = tuple[str, Problem]
"""The name of the rule about policy that is broken, and how."""

_LISTED = 5


@dataclass
class Answers:
    """The findings of a plan that are left, those that are answered for, and what is wrong with the answers.

    `judged`: the rules that could find something here; of all others nobody can say whether an answer is needed.
    """

    loaded: Loaded
    left: list[Finding]
    rules: Mapping[str, Rule]
    judged: AbstractSet[str]
    undecided: Sequence[Undecided]
    today: date
    suppressed: list[Suppressed] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)

    def hear(self, policy: Policy) -> None:
        """Take everything into account that the plan, the configuration and the baseline say."""
        if self.loaded.plan is None:
            return
        self._ignores()
        if policy.settings:
            for number, waiver in enumerate(policy.settings.config.waivers):
                if not waiver.file or policy.settings.takes(waiver.file, self.loaded.document.file):
                    self._waiver(policy.settings, number, waiver)
        if policy.baseline:
            configured = policy.settings is not None and policy.settings.config.baseline is not None
            self._baseline(policy.baseline, "" if configured else f" --baseline {quoted(policy.baseline.file)}")

    def complain(
        self,
        name: str,
        span: Span,
        words: Words,
        hint: Words,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        self.complaints.append((name, Problem(Place((), span=span), words, hint, related, fix=fix)))

    def take(self, rule: Rule, of: Callable[[Finding], bool], made: Callable[[Finding], Suppressed]) -> list[Finding]:
        """Suppress the findings of a rule that are meant, and return them."""
        found = [f for f in self.left if f.name == rule.name and of(f)]
        self.suppressed += [made(f) for f in found]
        if found:
            gone = set(found)
            self.left = [f for f in self.left if f not in gone]
        return found

    def decidable(self, rule: Rule, of: Callable[[Undecided], bool]) -> bool:
        """Whether the rule could say something of a place: it ran, and lacked nothing there."""
        return rule.name in self.judged and not any(u.name == rule.name and of(u) for u in self.undecided)

    def named(self, word: str) -> Rule | None:
        return self.rules.get(word) or next((r for r in self.rules.values() if r.code == word.upper()), None)

    # -- comments in the plan --

    def _ignores(self) -> None:
        texts = self.loaded.document.texts
        if not any(t.count("commplan") > t.startswith("commplan:") + t.count("\ncommplan:") for t in texts.values()):
            return
        from commplan.policy.ignores import ignores

        found, slips = ignores(texts)
        for slip in slips:
            self.complain("unknown-ignore", slip.span, slip.message, slip.hint)
        for ignore in found:
            known = False
            for word, span in ignore.words:
                rule = self.named(word)
                if rule is None or rule.part in ("file", "policy"):
                    self._unknown(word, span, rule)
                    continue
                known = True
                self._ignore(ignore, rule, span)
            if known and not ignore.reason:
                words = say("findings are ignored here without a reason", "这里忽略了问题，却没有写明原因")
                hint = say(
                    "write why behind the bracket: whoever reads it next year will ask",
                    "请在括号后写明原因，以便日后查阅",
                )
                self.complain("ignore-without-reason", ignore.span, words, hint)

    def _ignore(self, ignore: Ignore, rule: Rule, span: Span) -> None:
        def made(finding: Finding) -> Suppressed:
            return Suppressed(finding, Means.IGNORE, ignore.reason, ignore.span)

        used = self.take(rule, lambda f: ignore.covers(f.span), made)
        if used or not self.decidable(rule, lambda u: ignore.covers(u.span)):
            return
        other = next((f for f in self.left if f.name == rule.name and f.span.file == span.file), None)
        hint = (
            say(
                "it is found on line {l}: put the comment at the end of that line, or alone on the line above",
                "问题出现在第 {l} 行：请把注释放在那一行末尾，或单独放在它的上一行",
                l=other.span.line,
            )
            if other and ignore.lines
            else say("take it out of the comment", "请从注释中删去")
        )
        self.complain(
            "unused-ignore",
            span,
            say("{r} finds nothing to ignore here", "这里没有 {r} 的问题可忽略", r=rule.name),
            hint,
            fix=None if other and ignore.lines else ignore.without(span, self.loaded.document.lines(span.file)),
        )

    def _unknown(self, word: str, span: Span, rule: Rule | None) -> None:
        if rule is not None:
            words = say("{r} cannot be ignored", "不能忽略 {r}", r=rule.name)
            hint = (
                say("faults of the file itself have to be mended", "文件本身的错误必须改正")
                if rule.part == "file"
                else say("turn it off in the configuration: `ignore`", "请在配置中用 `ignore` 关闭")
            )
        else:
            words = say("no rule is called {w}", "没有名为 {w} 的规则", w=quote(word))
            near = nearest(word.lower(), [r.name for r in self.rules.values() if r.part not in ("file", "policy")])
            several = any(word in (r.part, r.code[: len(word)]) for r in self.rules.values())
            hint = (
                say("name single rules, such as goal-no-kpi", "请逐条写明规则，例如 goal-no-kpi")
                if several
                else say("did you mean {n}?", "是否想写 {n}？", n=near)
                if near
                else say("`commplan rules` lists them", "`commplan rules` 可列出全部规则")
            )
        self.complain("unknown-ignore", span, words, hint)

    # -- waivers --

    def _waiver(self, settings: Settings, number: int, waiver: Waiver) -> None:
        from commplan.policy.addresses import at

        rule, data = self.named(waiver.rule), self.loaded.document.data
        if rule is None:
            return  # the configuration as a whole is refused for that

        def within(found: Finding | Undecided) -> bool:
            return waiver.path_ is None or at(data, found.path, waiver.path_)

        where = settings.span("waivers", number, "rule")
        if self.today > waiver.until:
            late = [f for f in self.left if f.name == rule.name and within(f)]
            if late:
                self._expired(settings, number, waiver, rule, late)
            elif self.decidable(rule, within):
                self._unused(where, waiver, rule)
            return
        used = self.take(
            rule,
            within,
            lambda f: Suppressed(f, Means.WAIVER, waiver.reason or "", where, waiver.owner, waiver.until),
        )
        if not used and self.decidable(rule, within):
            self._unused(where, waiver, rule)
        elif used and not (waiver.reason or "").strip():
            words = say(
                "{r} is waived by {o} without a reason",
                "{o} 豁免了 {r}，却没有写明原因",
                r=rule.name,
                o=quote(waiver.owner),
            )
            hint = say("add `reason = ...`: whoever reads it next year will ask", "请加上 `reason = ...`，以便日后查阅")
            self.complain("waiver-without-reason", where, words, hint)

    def _expired(self, settings: Settings, number: int, waiver: Waiver, rule: Rule, late: list[Finding]) -> None:
        words = say(
            "the waiver of {r} by {o} ended on {d}, and what it waived is still there",
            "{o} 对 {r} 的豁免已于 {d} 到期，而问题仍在",
            r=rule.name,
            o=quote(waiver.owner),
            d=waiver.until,
        )
        hint = say(
            "mend the plan, or agree on another day with {o}",
            "请修改方案，或与 {o} 商定新的日期",
            o=quote(waiver.owner),
        )
        spots = tuple(
            Related(Place((), span=f.span), say("found here", "问题在这里")) for f in late[:_LISTED]
        )  # fmt: skip
        self.complain("waiver-expired", settings.span("waivers", number, "until"), words, hint, spots)

    def _unused(self, where: Span, waiver: Waiver, rule: Rule) -> None:
        from commplan.policy.addresses import missing

        lost = missing(self.loaded.document.data, waiver.path_) if waiver.path_ else None
        hint = say(
            "delete the waiver, or say with `file = ...` which plan it is meant for",
            "请删去这项豁免，或用 `file = ...` 写明针对哪份方案",
        )
        if lost is None:
            words = say("{r} finds nothing to waive", "没有 {r} 的问题可豁免", r=rule.name)
            if waiver.path_:
                words = say(
                    "{r} finds nothing to waive at {p}",
                    "{p} 处没有 {r} 的问题可豁免",
                    r=rule.name,
                    p=quote(waiver.path_),
                )
        else:
            part, known = lost
            words = say(
                "the plan has nothing at {p}: there is no {x}",
                "方案中没有 {p}：找不到 {x}",
                p=quote(waiver.path_),
                x=quote(part),
            )
            near = nearest(part, known)
            hint = say("did you mean {n}?", "是否想写 {n}？", n=near) if near else hint
        self.complain("unused-waiver", where, words, hint)

    # -- the baseline --

    def _baseline(self, baseline: Baseline, option: str) -> None:
        from commplan.policy.addresses import address

        data, plan = self.loaded.document.data, self.loaded.document.file
        open_ = baseline.entries(plan)
        for finding in list(self.left):
            entry = (finding.name, address(data, finding.path))
            if open_[entry] > 0 and self.rules[finding.name].part not in ("file", "policy"):
                open_[entry] -= 1
                self.left.remove(finding)
                self.suppressed.append(Suppressed(finding, Means.BASELINE, span=baseline.span(plan, entry)))
        unknown = {u.name for u in self.undecided}
        gone = sorted(e for e in open_.elements() if e[0] not in self.rules or e[0] in self.judged - unknown)
        if gone:
            self._outdated(baseline, plan, gone, option)

    def _outdated(self, baseline: Baseline, plan: str, gone: list[Entry], option: str) -> None:
        listed = ", ".join(f"{rule} ({where})" if where else rule for rule, where in gone[:_LISTED])
        more = f", … ({len(gone)})" if len(gone) > _LISTED else ""
        words = say(
            "the baseline is out of date: no longer found in {p}: {l}",
            "基线已过时：{p} 中不再有 {l}",
            p=quote(plan),
            l=listed + more,
        )
        hint = say(
            "well done; renew it with `commplan check {p}{o} --write-baseline`",
            "问题已解决；请用 `commplan check {p}{o} --write-baseline` 更新基线",
            p=quoted(plan),
            o=option,
        )
        self.complain("baseline-outdated", baseline.span(plan, gone[0]), words, hint)


def quoted(file: str) -> str:
    """A file as one types it into a shell."""
    from shlex import quote as shell

    return shell(file)
