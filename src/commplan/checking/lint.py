"""From a loaded plan to a Report: runs the rules, and is the only home of policy (selection, severity, order)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from commplan.checking.standing import standing
from commplan.checking.suppress import Answers
from commplan.document import Document
from commplan.document.edits import repair
from commplan.finding import (
    Finding,
    Idle,
    Means,
    NotApplicable,
    Outcome,
    Problem,
    Spot,
    Suppressed,
    Undecided,
    Unknown,
)
from commplan.load import Loaded
from commplan.plan import Plan
from commplan.plan.head import followed
from commplan.policy.addresses import address
from commplan.policy.selection import Decision, Policy, Selection
from commplan.report import Checked
from commplan.rule import Rule
from commplan.words import Words, say

if TYPE_CHECKING:
    from commplan.activity.observed import Observed

__all__ = ["Policy", "Selection", "plan"]


Wish: TypeAlias = Selection | Policy | None
Activity: TypeAlias = "Observed | Words | None"
"""What really happened, or why nothing is seen of it; None when nobody has looked."""


def plan(
    loaded: Loaded, rules: Mapping[str, Rule], today: date, wish: Wish = None, activity: Activity = None
) -> Checked:
    """Everything that the rules have to say of one plan, in the order of its text.

    `rules` as `discover` gives them; those that need a plan that cannot be read are reported as not run. Without
    `activity` the rules about what really happened are not asked, which is no fault of the plan's and counts nowhere.
    """
    policy = wish if isinstance(wish, Policy) else Policy(wish or Selection())
    document, by_name = loaded.document, {r.name: r for r in rules.values()}
    decided = {r.name: policy.decide(r, document.file) for r in rules.values()}
    able = [r for r in rules.values() if activity is not None or not r.asks_activity]
    chosen = [r for r in able if r.check is not None and decided[r.name].on]
    ran = chosen if loaded.plan is not None else []
    said = list(_said(ran, loaded, policy, today, activity))
    undecided = dict.fromkeys(_undecided(loaded, r, o) for r, o in said if isinstance(o, Unknown))
    # what is wrong with the file itself is always told: whoever could deselect it would check nothing and see green
    findings = {_finding(loaded, by_name[f.name], f.problem) for f in document.faults}
    findings |= {_finding(loaded, r, o, decided[r.name]) for r, o in said if isinstance(o, Problem)}
    answers = Answers(loaded, sorted(findings, key=_order), by_name, {r.name for r in ran}, tuple(undecided), today)
    left = _left(loaded, answers, by_name, decided, policy)
    old = _unchanged(loaded, left, by_name, policy)
    suppressed = [*answers.suppressed, *(Suppressed(f, Means.UNCHANGED) for f in old)]
    idle = tuple(_idle(r.code, r.name, o.reason) for r, o in said if isinstance(o, NotApplicable))
    shown, stands = bool(left or suppressed or undecided), None
    if loaded.plan is not None and not policy.selection.select:  # of some rules alone nothing is seen of the whole
        whole = [*left, *(s.finding for s in answers.suppressed)]
        stands = standing(loaded.plan, able, ran, whole, undecided, {i.name: i.reason for i in idle}, policy.level)
    return Checked(
        document.file,
        findings=tuple(sorted(left - old, key=_order)),
        undecided=tuple(sorted(undecided, key=lambda u: (u.span, u.code))),
        idle=idle,
        ran=len(ran),
        not_run=len(chosen) - len(ran),
        not_asked=_not_asked(rules, decided, activity),
        lines=policy.lines | (_lines(document, [*left, *(s.finding for s in suppressed)], undecided) if shown else {}),
        suppressed=tuple(sorted(suppressed, key=lambda s: s.finding.order)),
        standing=stands,
    )


def _not_asked(
    rules: Mapping[str, Rule], decided: Mapping[str, Decision], activity: Activity
) -> tuple[tuple[str, str], ...]:
    """Code and name of the rules that are chosen and want to see what happened, when nobody has looked."""
    if activity is not None:
        return ()
    return tuple(sorted((r.code, r.name) for r in rules.values() if r.asks_activity and decided[r.name].on))


def _left(
    loaded: Loaded, answers: Answers, rules: Mapping[str, Rule], decided: Mapping[str, Decision], policy: Policy
) -> set[Finding]:
    """The findings that nothing answers for, and what is wrong with the answers themselves."""
    answers.hear(policy)
    left = set(answers.left)
    for name, problem in answers.complaints:
        if name in decided and decided[name].on:
            left.add(_finding(loaded, rules[name], problem, decided[name]))
    return left


def _order(finding: Finding) -> tuple[object, ...]:
    return finding.order


def _said(
    ran: Iterable[Rule], loaded: Loaded, policy: Policy, today: date, activity: Activity
) -> Iterator[tuple[Rule, Outcome]]:
    """What each rule says, after the other."""
    if loaded.plan is None:
        return
    profiles = (*sorted(policy.profiles), *loaded.plan.plan.profiles)
    given: dict[str, object] = {
        "plan": loaded.plan,
        "document": loaded.document,
        "today": today,
        "profiles": profiles,
        "activity": activity,
    }
    follows = followed(profiles).keys()
    for rule in ran:
        for outcome in _outcomes(rule, loaded.plan, policy, follows, given):
            yield rule, outcome


def _outcomes(
    rule: Rule, plan: Plan, policy: Policy, follows: Collection[str], given: Mapping[str, object]
) -> Iterable[Outcome]:
    """What a rule says; of a plan that follows none of the rule's profiles, or of which the activity shows nothing, only that."""
    if rule.check is None:
        return []
    if rule.profiles and not any(p in follows for p in rule.profiles):
        names = ", ".join(rule.profiles)
        return [NotApplicable(say("only for plans of profile {p}", "只适用于采用 {p} 规范的方案", p=names))]
    if rule.asks_activity and isinstance(activity := given["activity"], Words):
        return [Unknown(plan.plan.at("period"), activity)]
    if rule.thresholds:
        given = {**given, **policy.thresholds(rule)}
    return rule.check(**{need: given[need] for need in rule.needs})


def _unchanged(loaded: Loaded, found: Iterable[Finding], rules: Mapping[str, Rule], policy: Policy) -> set[Finding]:
    """The findings that the changes since a revision have nothing to do with; never a fault of the file itself, nor what
    is wrong with the configuration or the baseline."""
    changed = policy.changed
    if changed is None:
        return set()
    from commplan.document.extent import untouched

    plain = (f for f in found if rules[f.name].part != "file" and f.span.file in loaded.document.texts)
    return {f for f in plain if untouched(loaded.document, f, changed)}


def _lines(document: Document, told: Iterable[Finding], undecided: Iterable[Undecided]) -> dict[str, tuple[str, ...]]:
    """The lines of each file that something is said of, all others empty: of thousands of plans little shall be held."""
    spans = [u.span for u in undecided]
    for finding in told:
        repairs = (finding.fix, *finding.choices)
        spans += [finding.span, *(s.span for s in finding.related), *(e.span for r in repairs if r for e in r.edits)]
    wanted = {(s.file, line) for s in spans for line in (s.line, s.end_line)}
    return {
        file: tuple(line if (file, i) in wanted else "" for i, line in enumerate(document.lines(file), 1))
        for file in document.texts
    }


@lru_cache(4096)
def _idle(code: str, name: str, reason: Words) -> Idle:
    """Thousands of plans have nothing to judge for the same few reasons: each is kept once."""
    return Idle(code, name, reason)


def _undecided(loaded: Loaded, rule: Rule, unknown: Unknown) -> Undecided:
    place = unknown.place
    return Undecided(rule.code, rule.name, loaded.document.span(place), place.path, unknown.missing, unknown.early)


def _finding(loaded: Loaded, rule: Rule, problem: Problem, decision: Decision | None = None) -> Finding:
    """A problem as the world sees it; as grave as the policy says, or milder where the rule itself finds it so."""
    document, gravest = loaded.document, decision.severity if decision else rule.severity
    return Finding(
        rule.code,
        rule.name,
        max(gravest, problem.severity or gravest, key=lambda s: s.rank),
        document.span(problem.place),
        problem.place.path,
        problem.message,
        problem.hint,
        tuple(Spot(document.span(r.place), r.message) for r in problem.related),
        repair(document, problem.fix),
        tuple(made for made in (repair(document, c) for c in problem.choices) if made),
        address(document.data, problem.place.path),
    )
