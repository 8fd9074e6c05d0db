"""The most important group hears least, or the least important most.

Power and interest (1 to 5) say how closely a group is to be looked after. The rule counts how often each rated audience
gets something in the calendar. A group with much of both (4 or 5) that gets less than each of the others, or a group with
little of both (1 or 2) that gets more than each of the others, stands where it should not. At least three groups must
be rated, of which one gets something.

Attention goes by habit to those who are easy to reach. Those who can stop the whole thing are often not among them.

Source: Mendelow, power-interest grid (1991); PMBOK, stakeholder engagement.

Bad::

    goals:
      audiences:
        - {id: council, power: 5, interest: 5}
        - {id: neighbours, power: 2, interest: 4}
        - {id: passers-by, power: 3, interest: 1}
    content:
      channels: [{id: hall, platform: in-person, audiences: [council, neighbours, passers-by]}, {id: box, platform: email, audiences: [council]}]
      calendar:
        - {id: talk, kind: meeting, start: 2027-01-12T19:00, rrule: FREQ=MONTHLY, audiences: [neighbours, passers-by], owner: lead, effort_hours: 1}
        - {id: hearing, kind: meeting, start: 2027-03-01T19:00, rrule: FREQ=MONTHLY;INTERVAL=3, audiences: [council], owner: lead, effort_hours: 1}

Good::

    goals:
      audiences:
        - {id: council, power: 5, interest: 5}
        - {id: neighbours, power: 2, interest: 4}
        - {id: passers-by, power: 3, interest: 1}
    content:
      channels: [{id: hall, platform: in-person, audiences: [council, neighbours, passers-by]}, {id: box, platform: email, audiences: [council]}]
      calendar:
        - {id: talk, kind: meeting, start: 2027-01-12T19:00, rrule: FREQ=MONTHLY, audiences: [council, neighbours, passers-by], owner: lead, effort_hours: 1}

---

最重要的群体联系最少，或最不重要的联系最多。

权力与利益（1 至 5）说明一个群体该受到多少关照。本规则统计日历中面向每个已评分受众的次数。两者都高（4 或 5）的群体，次数却比其他各群体都少；
或两者都低（1 或 2）的群体，次数却比其他各群体都多，即为错位。至少要有三个已评分的受众，且其中有受众安排了内容。

人们习惯于联系容易联系的人，而能让整件事停下来的人往往不在其中。

来源：Mendelow 权力—利益矩阵（1991）；PMBOK 利益相关方参与。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Audience
from commplan.rule import rule
from commplan.rules.goals import contacts, misnamed
from commplan.schedule import recurrence
from commplan.words import Words, quote, say

MUCH, LITTLE = 4, 2
"""The upper and the lower two of five; in the middle nothing is said."""
FEWEST_GROUPS = 3


@rule("G115", part="goals", kind="A", severity="warning", level="solid")
def stakeholder_quadrant_mismatch(plan: Plan) -> Iterator[Outcome]:
    rated = [a for a in plan.goals.audiences if a.power is not None and a.interest is not None]
    for audience in plan.goals.audiences:
        unsaid = [key for key in ("power", "interest") if getattr(audience, key) is None]
        if rated and unsaid:
            keys = [f"`{key}`" for key in unsaid]
            missing = say(
                "{k} of audience {a}",
                "受众 {a} 的 {z}",
                k=" and ".join(keys),
                z=" 与 ".join(keys),
                a=quote(audience.id),
            )
            yield Unknown(audience.at(), missing)
    if len(rated) < FEWEST_GROUPS or not plan.content.calendar:
        yield NotApplicable(
            say("fewer than three audiences are rated, or there is no calendar", "已评分的受众不足三个，或没有日历")
        )
    elif recurrence.period(plan) is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.period.at(), missing)
    elif not any(misnamed(plan, a.id) for a in rated):
        yield from _judged(plan, rated)


def _judged(plan: Plan, rated: list[Audience]) -> Iterator[Problem]:
    times = contacts(plan)
    counted = sorted(rated, key=lambda a: times[a.id])
    least, second, runner_up, most = counted[0], counted[1], counted[-2], counted[-1]
    if times[least.id] < times[second.id] and min(least.power or 0, least.interest or 0) >= MUCH:
        words = say(
            "audience {a} has much power and interest, but gets the least: {n} in the plan period, while {b} gets {m}",
            "受众 {a} 权力与利益都高，安排的内容却最少：方案期间 {n} 次，而 {b} 有 {m} 次",
            **_facts(plan, least, second),
        )
        hint = say(
            "name it in more of the calendar, or correct `power` and `interest`",
            "请在更多日历条目中写上它，或更正 `power` 与 `interest`",
        )
        yield _told(least, second, words, hint)
    if times[most.id] > times[runner_up.id] and max(most.power or 5, most.interest or 5) <= LITTLE:
        words = say(
            "audience {a} has little power and interest, but gets the most: {n} in the plan period, while {b} gets {m}",
            "受众 {a} 权力与利益都低，安排的内容却最多：方案期间 {n} 次，而 {b} 有 {m} 次",
            **_facts(plan, most, runner_up),
        )
        hint = say(
            "let it have less, or correct `power` and `interest`", "请减少面向它的安排，或更正 `power` 与 `interest`"
        )
        yield _told(most, runner_up, words, hint)


def _facts(plan: Plan, audience: Audience, other: Audience) -> dict[str, object]:
    times = contacts(plan)
    return {"a": quote(audience.id), "n": times[audience.id], "b": quote(other.id), "m": times[other.id]}


def _told(audience: Audience, other: Audience, words: Words, hint: Words) -> Problem:
    return Problem(audience.at("power"), words, hint, (Related(other.at(), say("compared with this", "与此相比")),))
