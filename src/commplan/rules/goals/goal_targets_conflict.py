"""Two targets on different metrics that do not go together.

Whoever is active in a day is active in the week, in the four weeks, and is a member. So of two objectives for the same
people, due on the same day, the target for the shorter span cannot be the higher one: 800 active in a week and 600 in
four weeks mean that one of the two numbers was never thought about. (Two targets on one and the same metric are told by
rule goal-target-not-better.)

The higher target carries the lower one with it, so that one is no goal; or one of them is a slip.

Source: arithmetic; DAU, WAU and MAU count distinct people in windows that contain each other.

Bad::

    goals:
      objectives:
        - {id: weekly, metric: wau, target: 800, baseline: {value: 300, date: 2027-01-01}, due: 2027-12-15, owner: lead}
        - {id: monthly, metric: mau, target: 600, baseline: {value: 500, date: 2027-01-01}, due: 2027-12-15, owner: lead}
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat, tool: slack, metrics: [wau, mau], owner: lead, refresh: P1M}]

Good::

    goals:
      objectives:
        - {id: weekly, metric: wau, target: 400, baseline: {value: 300, date: 2027-01-01}, due: 2027-12-15, owner: lead}
        - {id: monthly, metric: mau, target: 600, baseline: {value: 500, date: 2027-01-01}, due: 2027-12-15, owner: lead}
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat, tool: slack, metrics: [wau, mau], owner: lead, refresh: P1M}]

---

不同指标的两个目标值互相矛盾。

一天内活跃的人，在那一周、那四周内也活跃，而且都是成员。因此，针对同一批人、同一截止日的两个目标，统计时段较短的目标值不可能更高：
每周活跃 800 人、每四周活跃 600 人，说明其中一个数没有想清楚。（同一指标的两个目标值由规则 goal-target-not-better 检查。）

高的目标达成时，低的自然达成，等于没有设；或者其中一个写错了。

来源：算术；DAU、WAU、MAU 统计的是时段依次包含的不重复人数。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.rule import rule
from commplan.words import quote, say

WIDER = ("dau", "wau", "mau", "members")
"""Each counts everybody whom the one before it counts."""


@rule("G118", part="goals", kind="A", severity="warning", level="draft")
def goal_targets_conflict(plan: Plan) -> Iterator[Outcome]:
    found = [o for o in plan.goals.objectives if o.metric in WIDER and o.direction in (None, "up")]
    counting = sorted(found, key=lambda o: WIDER.index(o.metric or ""))
    if len({o.metric for o in counting}) < 2:
        yield NotApplicable(
            say("no two objectives count people over different spans", "没有两个目标按不同时段统计人数")
        )
        return
    pairs = [
        (narrow, wide)
        for narrow, wide in combinations(counting, 2)
        if narrow.metric != wide.metric and set(narrow.audiences) == set(wide.audiences)
    ]
    for objective in {o.id: o for pair in pairs for o in pair}.values():
        unsaid = [f"`{key}`" for key in ("target", "due") if getattr(objective, key) is None]
        if unsaid:
            missing = say(
                "{k} of objective {o}",
                "目标 {o} 的 {z}",
                k=" and ".join(unsaid),
                z=" 与 ".join(unsaid),
                o=quote(objective.id),
            )
            yield Unknown(objective.at(), missing)
    for narrow, wide in pairs:
        if narrow.due == wide.due:
            yield from _judged(narrow, wide)


def _judged(narrow: Objective, wide: Objective) -> Iterator[Problem]:
    if narrow.target is None or wide.target is None or narrow.due is None or narrow.target <= wide.target:
        return
    words = say(
        "objective {a} wants {n} at {x}, and objective {b} only {y} of {w}, which counts all of these people and more",
        "目标 {a} 要求 {n} 达到 {x}，目标 {b} 却只要求 {w} 达到 {y}，而后者包含前者统计的所有人",
        a=quote(narrow.id),
        x=f"{narrow.target:g}" if narrow.target < 1e5 else f"{narrow.target:.0f}",
        n=quote(narrow.metric),
        b=quote(wide.id),
        y=f"{wide.target:g}" if wide.target < 1e5 else f"{wide.target:.0f}",
        w=quote(wide.metric),
    )
    hint = say(
        "lower the target of {a}, or raise that of {b}",
        "请调低 {a} 的目标值，或调高 {b} 的",
        a=quote(narrow.id),
        b=quote(wide.id),
    )
    yield Problem(
        narrow.at("target"), words, hint, (Related(wide.at("target"), say("the wider one", "范围更大的目标")),)
    )
