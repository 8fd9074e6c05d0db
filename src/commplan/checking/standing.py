"""How a plan stands: what each of its parts comes to, its score, and the maturity that it has reached.

Honest means that leaving something out never helps: a rule that has nothing to judge, or cannot decide, is no rule that the
plan keeps; a finding that somebody has answered for is still one; and a part that says nothing is missing, not flawless.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from commplan.finding import Finding, Path, Span, Undecided
from commplan.plan import PARTS, Plan
from commplan.plan.node import Node
from commplan.rule import LEVELS, Level, Rule
from commplan.words import Words

State = Literal["complete", "partial", "missing", "unknown"]
Fate = Literal["failed", "unknown", "passed", "idle"]
ROWS = ("plan", "goals", "structure", "rules", "content", "resources", "risks", "engagement", "evaluation")
"""The six parts of a plan, after what is about all of it and before what is asked besides."""
ENOUGH = 50
"""The share of a part's rules, in percent, that must have something to judge before it is called complete, and a plan
exemplary. Not asked of `engagement`: a plan may well do without rewards, and most of its rules are about them."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rules found a fault, could not decide, found none, or had nothing to judge."""

    failed: int = 0
    unknown: int = 0
    passed: int = 0
    idle: int = 0

    @property
    def all(self) -> int:
        return self.failed + self.unknown + self.passed + self.idle

    @property
    def decided(self) -> int:
        """The share of the rules that could judge something, in whole percent, never rounded up."""
        return (self.failed + self.passed) * 100 // self.all if self.all else 0

    @property
    def score(self) -> int:
        """The share of the rules that the plan is seen to keep, in whole percent, never rounded up."""
        return self.passed * 100 // self.all if self.all else 0


@dataclass(frozen=True, slots=True)
class PartStanding:
    """A part of the plan. complete: all that is asked for is said, and nothing is wrong with it; partial: something is
    wrong, or cannot be decided, or most of its rules have nothing to judge yet; missing: nothing is said; unknown: nothing of
    it could be judged."""

    part: str
    state: State
    tally: Tally


@dataclass(frozen=True, slots=True)
class Need:
    """A rule that stands between the plan and its next level: how often, and where first; `why` is that it found a fault,
    could not decide, or was not asked."""

    code: str
    name: str
    why: Literal["failed", "unknown", "off"]
    count: int
    span: Span | None
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A part that is too thin for the next level, whatever the rules find in the little that it says. `missing` and
    `unknown` as its state; `thin`: of its rules, only the share `decided`, in percent, had something to judge. `silent`: what the
    others had to say instead, each reason once."""

    part: str
    why: Literal["missing", "unknown", "thin"]
    decided: int
    silent: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """The highest level that the plan has reached, None below the first; what it takes to reach the next, None when there
    is no higher one, or none is asked for: rules to be kept, and parts of which more must be said."""

    level: Level | None
    next: Level | None
    needs: tuple[Need, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Each rule counts once in `whole`. Those about the plan as a whole count in each part that they find something in,
    else in the row `plan`; all others in their own part."""

    parts: tuple[PartStanding, ...]
    whole: Tally
    reach: Reach


def standing(
    plan: Plan | None,
    rules: Collection[Rule],
    asked: Collection[Rule],
    findings: Iterable[Finding],
    undecided: Iterable[Undecided],
    idle: Mapping[str, Words],
    limit: Level | None = None,
) -> Standing:
    """How the plan stands after `asked` of all `rules`; `findings` with those that have been answered for, `idle` the rules
    that had nothing to judge, with why. No level beyond `limit` is asked for."""
    known = {r.name: r for r in rules}
    told: dict[str, list[Finding]] = {}
    open_: dict[str, list[Undecided]] = {}
    for finding in findings:
        if known[finding.name].part != "policy":
            told.setdefault(finding.name, []).append(finding)
    for item in undecided:
        open_.setdefault(item.name, []).append(item)
    fates: dict[str, Fate] = {r.name: "idle" if r.name in idle else "passed" for r in asked}
    fates |= dict.fromkeys(open_, "unknown")
    fates |= dict.fromkeys(told, "failed")
    rows = _rows(known, fates, told, open_)
    parts = tuple(_part(plan, row, fates_in) for row, fates_in in rows.items() if fates_in)
    needs = _needs(known, fates, told, open_)
    silent = {row: _reasons(idle, rules_in) for row, rules_in in rows.items()}
    gaps = {level: tuple(replace(g, silent=silent[g.part]) for g in _gaps(level, parts)) for level in LEVELS}
    return Standing(parts, _tally(fates.values()), _reach(needs, gaps, limit))


def _rows(
    rules: Mapping[str, Rule],
    fates: Mapping[str, Fate],
    told: Mapping[str, list[Finding]],
    open_: Mapping[str, list[Undecided]],
) -> dict[str, list[tuple[Rule, Fate]]]:
    """The rules that count in each row, with what became of them there."""
    rows: dict[str, list[tuple[Rule, Fate]]] = {row: [] for row in ROWS}
    for name, fate in fates.items():
        rule = rules[name]
        if rule.part in PARTS:
            rows[rule.part].append((rule, fate))
        elif fate in ("passed", "idle"):
            rows["plan"].append((rule, fate))
        else:
            failed = {_row(f.path) for f in told.get(name, ())}
            for row in failed:
                rows[row].append((rule, "failed"))
            for row in {_row(u.path) for u in open_.get(name, ())} - failed:
                rows[row].append((rule, "unknown"))
    return rows


def _row(path: Path) -> str:
    return str(path[0]) if path and path[0] in PARTS else "plan"


def _part(plan: Plan | None, row: str, rules: list[tuple[Rule, Fate]]) -> PartStanding:
    tally = _tally(fate for _, fate in rules)
    state: State = "partial"
    if row != "plan" and plan is not None and silent(getattr(plan, row)):
        state = "missing"
    elif not tally.failed and not tally.passed:
        state = "unknown"
    elif not tally.failed and not tally.unknown and (row == "engagement" or tally.decided >= ENOUGH):
        state = "complete"
    return PartStanding(row, state, tally)


def _tally(fates: Iterable[Fate]) -> Tally:
    all_ = list(fates)
    return Tally(all_.count("failed"), all_.count("unknown"), all_.count("passed"), all_.count("idle"))


def silent(node: Node) -> bool:
    """Whether the plan says nothing here, whatever empty keys it has."""
    values = (value for key, value in node.__dict__.items() if node.says(key))
    return all(silent(v) if isinstance(v, Node) else v in (None, "", (), {}) for v in values)


def _reach(needs: Mapping[Level, list[Need]], gaps: Mapping[Level, tuple[Gap, ...]], limit: Level | None) -> Reach:
    reached: Level | None = None
    for level in LEVELS[: LEVELS.index(limit) + 1] if limit else LEVELS:
        if needs[level] or gaps[level]:
            return Reach(reached, level, tuple(needs[level]), gaps[level])
        reached = level
    return Reach(reached, None)


def _reasons(idle: Mapping[str, Words], rules: Iterable[tuple[Rule, Fate]]) -> tuple[Words, ...]:
    """Why rules of a part had nothing to judge, in the order of their codes."""
    own = sorted((rule for rule, fate in rules if fate == "idle"), key=lambda r: r.code)
    return tuple(dict.fromkeys(idle[rule.name] for rule in own))


def _gaps(level: Level, parts: Iterable[PartStanding]) -> tuple[Gap, ...]:
    """The parts that say too little for a level. A solid plan says something that can be judged in each; of `engagement`
    only an exemplary one must, and it says enough in all others."""
    if level not in ("solid", "exemplary"):
        return ()
    top = level == "exemplary"
    asked = [p for p in parts if p.part != "plan" and (top or p.part != "engagement")]
    gaps = (_gap(p, enough=top and p.part != "engagement") for p in asked)
    return tuple(gap for gap in gaps if gap)


def _gap(part: PartStanding, *, enough: bool) -> Gap | None:
    decided = part.tally.decided
    if part.state in ("missing", "unknown"):
        return Gap(part.part, part.state, decided)
    return Gap(part.part, "thin", decided) if enough and decided < ENOUGH else None


def _needs(
    rules: Mapping[str, Rule],
    fates: Mapping[str, Fate],
    told: Mapping[str, list[Finding]],
    open_: Mapping[str, list[Undecided]],
) -> dict[Level, list[Need]]:
    """The rules that stand between the plan and each level."""
    needs: dict[Level, list[Need]] = {level: [] for level in LEVELS}
    for rule in sorted(rules.values(), key=lambda r: r.code):
        if need := _need(rule, told.get(rule.name, ()), open_.get(rule.name, ()), rule.name in fates):
            # nothing is wrong with what is only not said; but it cannot be carried out
            later = need.why == "unknown" and rule.level == "draft"
            needs["basic" if later else rule.level].append(need)
    return needs


def _need(rule: Rule, told: Sequence[Finding], open_: Sequence[Undecided], asked: bool) -> Need | None:
    # what nobody can say yet holds up no plan, though nothing is known of it either
    found: list[Finding | Undecided] = [*told, *(item for item in open_ if not item.early)]
    if not found:
        return None if asked or rule.check is None else Need(rule.code, rule.name, "off", 0, None)
    first = min(found, key=lambda f: f.span)
    return Need(rule.code, rule.name, "failed" if told else "unknown", len(found), first.span, first.path)
