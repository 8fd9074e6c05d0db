"""A metric counts days in a community that meets by the week.

Daily active members (`dau`) and stickiness (DAU/MAU) say something where people have a reason to come every day. Where the
calendar has something on one day of the week, a member who misses nothing is active on one day in seven: a stickiness of
0.14 is everybody, and a target of 0.4 can be reached only by noise. The rule counts the days of the plan's period on which
the calendar has something. A target for stickiness above their share is told, unless the baseline shows that people come
more often anyway; so is a target for daily active members when there are fewer such days in a week than wanted.

Source: practitioners on DAU/MAU (it suits products used daily); the catalogue's own note on stickiness.

Bad::

    goals:
      objectives:
        - {id: sticky, statement: People come back, metric: stickiness, baseline: {value: 0.1, date: 2026-12-01}, target: 0.4}
    content:
      calendar:
        - {id: evening, title: Weekly evening, start: 2027-01-05T19:00, rrule: FREQ=WEEKLY, owner: lead}
    evaluation:
      active: {kinds: [message, reply], inactive_after_days: 28}
      exclude: {staff: true}
      sources:
        - {id: chat, tool: slack, metrics: [stickiness], owner: lead, refresh: P1M}

Good::

    goals:
      objectives:
        - {id: sticky, statement: People come back, metric: wau, baseline: {value: 10, date: 2026-12-01}, target: 15}
    content:
      calendar:
        - {id: evening, title: Weekly evening, start: 2027-01-05T19:00, rrule: FREQ=WEEKLY, owner: lead}
    evaluation:
      active: {kinds: [message, reply], inactive_after_days: 28}
      exclude: {staff: true}
      sources:
        - {id: chat, tool: slack, metrics: [wau], owner: lead, refresh: P1M}

---

以周为节奏的社群，用了按天计算的指标。

日活跃成员数（`dau`）与用户粘性（DAU/MAU），只有在人们天天有理由来时才说明问题。日历每周只有一天有安排时，场场不落的成员
每七天也只有一天活跃：粘性 0.14 已是全员参与，要达到 0.4 只能靠噪音。本规则统计方案期内日历有安排的天数：
粘性目标高于这些天数的占比时提示（基线表明大家本来就来得更勤的除外）；每周有安排的天数过少而以日活跃成员数为目标时也提示。

来源：从业者对 DAU/MAU 的讨论（适用于每天使用的产品）；指标库对用户粘性的说明。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.rule import Threshold, rule
from commplan.schedule import recurrence
from commplan.words import Words, quote, say

DAILY = ("dau", "stickiness", "stickiness-over-time")
FEWEST_DAYS = Threshold(
    3,
    say(
        "days of a week with something in the calendar, from which on daily active members are a measure",
        "日历每周至少几天有安排，才适合以日活跃成员数为指标",
    ),
    most=7,
)


@rule(
    "V104", part="evaluation", kind="X", severity="warning", level="exemplary", thresholds={"fewest_days": FEWEST_DAYS}
)
def kpi_wrong_cadence(plan: Plan, fewest_days: float) -> Iterator[Outcome]:
    own = {m.id for m in plan.evaluation.metrics}
    judged = [o for o in plan.goals.objectives if o.metric in DAILY and o.metric not in own and o.direction != "down"]
    if not judged:
        yield NotApplicable(say("no goal counts by the day", "没有按天计算的目标"))
        return
    bounds = recurrence.period(plan)
    if bounds is None:
        yield Unknown(
            plan.plan.at(), say("`plan.period`, to see how often something is on", "`plan.period`，用于判断日历的节奏")
        )
        return
    held = [e for e in plan.content.calendar if e.status != "cancelled"]
    if not held:
        missing = say(
            "what is on and when (`content.calendar`), to see whether people have a reason to come every day",
            "日历中有哪些安排（`content.calendar`），用于判断大家是否天天有理由来",
        )
        yield Unknown(judged[0].at("metric"), missing)
        return
    undated = next((e for e in held if e.start is None), None)
    days = len({o.day for o in recurrence.occurrences(plan)})
    week = 7 * days / ((bounds[1] - bounds[0]).days + 1)
    for objective in judged:
        wrong = _wrong(objective, week, fewest_days)
        if wrong and undated:
            yield Unknown(undated.at(), say("when {e} is (`start`)", "{e} 的时间（`start`）", e=quote(undated.id)))
            return
        if wrong:
            yield _told(objective, wrong)


def _wrong(objective: Objective, week: float, fewest_days: float) -> Words | None:
    """What does not fit, when something does not."""
    if objective.metric == "dau":
        if week >= fewest_days:
            return None
        return say(
            "objective {o} counts active members day by day, but the calendar has something on {w} days of a week",
            "目标 {o} 按天统计活跃成员，但日历平均每周只有 {w} 天有安排",
            o=quote(objective.id),
            w=f"{week:.2g}",
        )
    wanted, shown = 7 * (objective.target or 0), 7 * (objective.baseline.value or 0)
    if objective.target is None or objective.target > 1 or wanted <= week or shown >= week:
        return None
    return say(
        "objective {o} wants members active on {n} days of a week, but the calendar has something on {w}",
        "目标 {o} 要成员平均每周活跃 {n} 天，但日历平均每周只有 {w} 天有安排",
        o=quote(objective.id),
        n=f"{wanted:.2g}",
        w=f"{week:.2g}",
    )


def _told(objective: Objective, words: Words) -> Problem:
    return Problem(
        objective.at("metric"),
        words,
        say(
            "count by the rhythm that there is: `wau` for a weekly one, `mau` for a monthly one",
            "按社群实际的节奏统计：以周为节奏用 `wau`，以月为节奏用 `mau`",
        ),
    )
