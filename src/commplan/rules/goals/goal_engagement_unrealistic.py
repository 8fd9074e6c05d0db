"""More active people than there are, or than such a community ever had.

For objectives on the number of active members (`dau`, `wau`, `mau`) the target is held against the size of the
objective's audiences; those whose people are counted in another audience too (`overlaps`) count only when there are no
others. More active people than people is an error of arithmetic, and a warning, unless a growth target of the plan
brings as many; the people it brings are counted in.

In large communities one in ten takes part and one in a hundred makes most of what there is; small groups do better. So
from 150 people on, a target of more than three in ten is told as a note, unless the baseline shows that at least two
thirds of it have been reached before.

Source: Nielsen, Participation Inequality (2006): 90-9-1; higher in small groups.

Bad::

    goals:
      audiences: [{id: members, size: 2000}]
      objectives:
        - id: active
          statement: A thousand people take part every week
          metric: wau
          baseline: {value: 150, date: 2027-01-01}
          target: 1000
          due: 2027-12-15
          audiences: [members]
    content:
      channels: [{id: chat, platform: slack, audiences: [members], two_way: true}]
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat-export, tool: slack, metrics: [wau], owner: lead, refresh: P1M}]

Good::

    goals:
      audiences: [{id: members, size: 2000}]
      objectives:
        - id: active
          statement: Three hundred people take part every week
          metric: wau
          baseline: {value: 150, date: 2027-01-01}
          target: 300
          due: 2027-12-15
          audiences: [members]
    content:
      channels: [{id: chat, platform: slack, audiences: [members], two_way: true}]
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat-export, tool: slack, metrics: [wau], owner: lead, refresh: P1M}]

---

活跃人数目标高于总人数，或高于同类社群的一般水平。

以活跃人数为指标的目标（`dau`、`wau`、`mau`），其目标值与该目标各受众的人数对照；人员已计入其他受众的（`overlaps`），只在没有别的
受众时才计入。活跃的人比总人数还多，是算术错误，为警告；方案的增长目标会带来的人也计算在内。

大社群里大约十人中一人参与，百人中一人产出大部分内容；小群体会高一些。因此 150 人以上时，目标高于十分之三的给出提示；
若基线已达到目标的三分之二，则不提示。

来源：Nielsen“参与不均”（2006）：90-9-1 法则；小群体参与率更高。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Audience, Objective
from commplan.rule import Threshold, rule
from commplan.rules.goals import listed
from commplan.words import quote, say

ACTIVE = ("dau", "wau", "mau")
SMALL = 150
"""Up to so many people know each other (Dunbar), and the prior says nothing."""
# three times the ten in a hundred that Nielsen found
MOST_ACTIVE = Threshold(
    0.3, say("share of active people above which a target needs evidence", "活跃比例目标高于多少须有依据"), most=1
)
SHOWN = 2 / 3
"""The share of the target that the baseline must have reached to count as evidence."""


@rule("G110", part="goals", kind="A", severity="warning", level="exemplary", thresholds={"most_active": MOST_ACTIVE})
def goal_engagement_unrealistic(plan: Plan, most_active: float) -> Iterator[Outcome]:
    judged = [o for o in plan.goals.objectives if o.metric in ACTIVE and o.target is not None and o.direction != "down"]
    if not judged or not plan.goals.audiences:
        yield NotApplicable(say("no objective is about how many are active", "没有以活跃人数为指标的目标"))
        return
    for objective in judged:
        if plan.dangling.intersection(objective.audiences):
            continue  # one of them is told by rule ref-resolves
        counted = _counted(plan, objective)
        unsized = [a for a in counted if a.size is None]
        for audience in unsized:
            missing = say("how many people {a} are (`size`)", "{a} 有多少人（`size`）", a=quote(audience.id))
            yield Unknown(audience.at(), missing)
        if counted and not unsized:
            yield from _judged(plan, objective, counted, most_active)


def _counted(plan: Plan, objective: Objective) -> list[Audience]:
    """The audiences whose people an objective is about, nobody twice as far as the plan says so."""
    meant = [a for a in plan.goals.audiences if not objective.audiences or a.id in objective.audiences]
    return [a for a in meant if not a.overlaps] or meant


def _judged(plan: Plan, objective: Objective, counted: list[Audience], most_active: float) -> Iterator[Problem]:
    people, target = sum(a.size or 0 for a in counted), objective.target or 0
    grown = [o.target or 0 for o in plan.goals.objectives if o.metric == "members"]
    grown += [people + (o.target or 0) for o in plan.goals.objectives if o.metric == "net-growth"]
    most = round(max(people, *grown, 0))
    if target > most:
        yield _told(objective, counted, most, Severity.WARNING)
    elif most >= SMALL and target > most_active * most and (objective.baseline.value or 0) < SHOWN * target:
        yield _told(objective, counted, most, Severity.INFO)


def _told(objective: Objective, counted: list[Audience], people: int, severity: Severity) -> Problem:
    target = objective.target or 0
    facts = {
        "o": quote(objective.id),
        "t": f"{target:g}" if target < 1e5 else f"{target:.0f}",
        "n": people,
        "a": listed(a.id for a in counted),
        "p": f"{100 * target / people:.0f}" if people else "",
    }
    if severity is Severity.WARNING:
        words = say(
            "objective {o} wants {t} active people, but with {a} there are only {n}",
            "目标 {o} 要 {t} 人活跃，但 {a} 一共只有 {n} 人",
            **facts,
        )
        hint = say(
            "correct `target` or `size`, or name all audiences that the objective is about",
            "请更正 `target` 或 `size`，或写全该目标涉及的受众",
        )
    else:
        words = say(
            "objective {o} wants {t} of {n} people active, {p}%; in most communities about 10% are",
            "目标 {o} 要 {n} 人中 {t} 人活跃（{p}%），多数社群约为 10%",
            **facts,
        )
        hint = say(
            "aim lower, unless a `baseline` near the target shows that so many take part here already",
            "请调低目标；除非实测的 `baseline` 表明现在就有接近目标的人数参与",
        )
    sizes = tuple(Related(a.at("size"), say("the size", "人数")) for a in counted[:3])
    return Problem(objective.at("target"), words, hint, sizes, severity)
