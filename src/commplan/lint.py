"""From a loaded plan to a Report: runs the rules, and is the only home of policy (selection, severity, order)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commplan.finding import Finding, Idle, NotApplicable, Outcome, Problem, Spot, Undecided, Unknown
from commplan.load import Loaded
from commplan.plan import Plan
from commplan.report import Checked
from commplan.rule import Rule
from commplan.words import say


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules run: codes, code prefixes, names or parts; everything when `select` is empty."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, rule: Rule) -> bool:
        def named(words: tuple[str, ...]) -> bool:
            return any(rule.code.startswith(w) or w in (rule.name, rule.part) for w in words)

        return (not self.select or named(self.select)) and not named(self.ignore)

    def unknown(self, rules: Sequence[Rule]) -> list[str]:
        """Words of the selection that name no rule: a misspelt name must not quietly select nothing."""
        known = [*(r.name for r in rules), *(r.part for r in rules), *(r.code for r in rules)]
        return [w for w in (*self.select, *self.ignore) if not any(w == k or _prefix(w, k) for k in known)]


def _prefix(word: str, code: str) -> bool:
    return word[:1].isupper() and code[:1].isupper() and code.startswith(word)


def plan(loaded: Loaded, rules: Mapping[str, Rule], today: date, selection: Selection | None = None) -> Checked:
    """Everything that the rules have to say of one plan, in the order of its text.

    `rules` by name as `discover` gives them, keyed by module; when the plan cannot be read, the rules that need it are
    reported as not run.
    """
    selection = selection or Selection()
    chosen = [r for r in rules.values() if selection.takes(r)]
    by_name = {r.name: r for r in rules.values()}
    document = loaded.document
    # what is wrong with the file itself is always told: whoever could deselect it would check nothing and see green
    findings = [_finding(loaded, by_name[f.name], f.problem) for f in document.faults]
    undecided: list[Undecided] = []
    idle: list[Idle] = []
    given: dict[str, object] = {"plan": loaded.plan, "document": document, "today": today}
    ran = 0
    for rule in chosen:
        if rule.check is None or loaded.plan is None:
            continue
        ran += 1
        for outcome in _outcomes(rule, loaded.plan, given):
            if isinstance(outcome, Problem):
                findings.append(_finding(loaded, rule, outcome))
            elif isinstance(outcome, Unknown):
                place = outcome.place
                undecided.append(Undecided(rule.code, rule.name, document.span(place), place.path, outcome.missing))
            elif isinstance(outcome, NotApplicable):
                idle.append(Idle(rule.code, rule.name, outcome.reason))
    waiting = [r for r in chosen if r.check is not None]
    return Checked(
        file=document.file,
        findings=tuple(sorted(set(findings), key=lambda f: f.order)),
        undecided=tuple(sorted(dict.fromkeys(undecided), key=lambda u: (u.span, u.code))),
        idle=tuple(idle),
        ran=ran,
        not_run=0 if loaded.plan is not None else len(waiting),
        lines={f: tuple(document.lines(f)) for f in document.texts},
    )


def _outcomes(rule: Rule, plan: Plan, given: Mapping[str, object]) -> Iterable[Outcome]:
    """What a rule says; of a plan that follows none of the rule's profiles, only that."""
    if rule.profiles and not set(rule.profiles) & set(plan.plan.profiles):
        names = ", ".join(rule.profiles)
        return [NotApplicable(say("only for plans of profile {p}", "只适用于采用 {p} 规范的方案", p=names))]
    if rule.thresholds:
        given = {**given, **{name: threshold.default for name, threshold in rule.thresholds.items()}}
    return rule.check(**{need: given[need] for need in rule.needs}) if rule.check else []


def _finding(loaded: Loaded, rule: Rule, problem: Problem) -> Finding:
    document = loaded.document
    return Finding(
        rule.code,
        rule.name,
        problem.severity or rule.severity,
        document.span(problem.place),
        problem.place.path,
        problem.message,
        problem.hint,
        tuple(Spot(document.span(r.place), r.message) for r in problem.related),
    )
