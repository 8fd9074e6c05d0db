"""Communities that govern a treasury by vote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from commplan.finding import Place, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Decision
from commplan.profile import Lack, Profile, Requirement, seats, stated
from commplan.words import Words, quote, say

_SHARES = ("participation-gini", "absence-factor", "top-share")


def _votes(plan: Plan) -> list[Decision]:
    """The decisions that are put to a vote: those that state how many must take part or agree."""
    return [d for d in plan.structure.decisions if d.quorum.count or d.quorum.share or d.threshold.share]


def _proposals(plan: Plan) -> Iterator[Lack | Unknown]:
    votes = _votes(plan)
    if not votes:
        yield Lack(Place(("structure", "decisions"), "key"), say("no decision is put to a vote", "没有付诸表决的决策"))
    for vote in votes:
        missing = [key for key, value in _asked(vote).items() if not value]
        if missing:
            keys = ", ".join(f"`{key}`" for key in missing)
            found = say(
                "{d} does not state {k}", "{d} 没有写明 {k}", d=quote(vote.id), k=Words(keys, keys.replace(", ", "、"))
            )
            yield Lack(vote.at("id"), found)


def _asked(vote: Decision) -> dict[Literal["proposer", "quorum", "threshold", "base", "window"], object]:
    quorum, threshold = vote.quorum, vote.threshold
    return {
        "proposer": vote.proposer,
        "quorum": quorum.count or quorum.share,
        "threshold": threshold.share,
        "base": threshold.base or not threshold.share,
        "window": vote.window,
    }


def _charters(plan: Plan) -> Iterator[Lack | Unknown]:
    deciding = {d.body for d in plan.structure.decisions if d.body}
    for body in plan.structure.bodies:
        if body.id in deciding and not body.purpose:
            yield Lack(body.at("id"), say("{b} has no `purpose`", "{b} 没有 `purpose`", b=quote(body.id)))


def _treasury(plan: Plan) -> Iterator[Lack | Unknown]:
    """A budget, and two people or more who can spend it."""
    budget = plan.resources.budget
    if budget.total is None and not budget.lines:  # of lines without a total, rule budget-sum asks for it
        yield Lack(budget.at("total"), say("the budget has no `total`", "预算没有 `total`"))
    for line in budget.lines:
        if not line.owner:
            yield Unknown(line.at(), say("who may spend {l} (`owner`)", "{l} 由谁支出（`owner`）", l=quote(line.id)))
        elif seats(plan, line.owner) < 2:
            found = say("{l} is spent by one person alone", "{l} 由一人单独支出", l=quote(line.id))
            yield Lack(line.at("owner"), found)


def _conflicts(plan: Plan) -> Iterator[Lack | Unknown]:
    if not any(n.kind == "conflict-of-interest" for n in plan.rules.norms):
        found = say("no rule is of kind `conflict-of-interest`", "没有类型为 `conflict-of-interest` 的规则")
        yield Lack(Place(("rules", "norms"), "key"), found)


def _concentration(plan: Plan) -> Iterator[Lack | Unknown]:
    named = {o.metric for o in plan.goals.objectives} | {r.trigger.metric for r in plan.risks.register if r.trigger}
    if not named & set(_SHARES):
        names = ", ".join(f"`{m}`" for m in _SHARES)
        found = say("nothing names {m}", "没有用到 {m}", m=Words(names, names.replace(", ", "、")))
        yield Lack(Place(("goals", "objectives"), "key"), found)


DAO = Profile(
    "dao",
    1,
    say("Decentralised organisation", "去中心化自治组织（DAO）"),
    say(
        "For communities that vote on a common treasury: what may be proposed, how it is voted on, who signs, and how much rests "
        "on a few.",
        "适用于以投票管理共同资金的社群：可以提出什么、如何表决、由谁签署，以及权力是否集中在少数人手里。",
    ),
    say("Optimism: operating manual (proposal types, quorum, veto, cycles).", "Optimism 运作手册（提案类型、法定人数、否决、周期）。"),
    (
        Requirement("constitution-version", say("the version of the rules that is in force", "现行规则的版本"), "plan.version", stated("plan.version")),
        Requirement(
            "proposal-types", say("proposer, quorum, threshold with its base, and window of each vote", "每种表决的提案人、法定人数、通过门槛及其基数、期限"),
            "structure.decisions[].proposer", _proposals,
        ),
        Requirement("council-charter", say("what each deciding body is for", "每个决策机构的职责"), "structure.bodies[].purpose", _charters),
        Requirement("treasury-signers", say("a treasury that no single person can spend", "任何个人不得单独动用的资金"), "resources.budget.lines[].owner", _treasury),
        Requirement("conflict-disclosure", say("a rule on conflicts of interest", "关于利益冲突的规则"), "rules.norms[].kind", _conflicts),
        Requirement(
            "emergency-path", say("somebody who acts at once in an emergency", "紧急情况下立即处理的人"), "rules.reporting.emergency",
            stated("rules.reporting.emergency", "structure.escalation"),
        ),
        Requirement(
            "concentration-watched", say("a metric for how much rests on a few", "衡量集中程度的指标"), "goals.objectives[].metric",
            _concentration, "should",
        ),
    ),
)  # fmt: skip
