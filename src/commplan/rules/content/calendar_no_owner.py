"""Something in the calendar that nobody answers for.

Each entry that is still to be done names an `owner`, and there is somebody behind that name: a body has members or roles.
A live entry (event, meeting, workshop, consultation) is not on a day on which everybody behind its `host` and `owner` is on
leave, unless a deputy of the role is there.

What else can be wrong with an owner is told by other rules: a name that leads nowhere (ref-resolves), people who have left
(person-consistent), roles that are vacant or whose terms end (role-understaffed), and people on leave who have more work in that
week than hours (hours-over-capacity).

What is everybody's task is nobody's: entries without an owner are the ones that do not happen.

Source: SIGMA, criteria for action plans (a responsible body for each activity); editorial calendars.

Bad::

    content:
      calendar:
        - {id: newsletter, kind: push, start: 2027-03-02, effort_hours: 2}

Good::

    content:
      calendar:
        - {id: newsletter, kind: push, start: 2027-03-02, owner: lead, effort_hours: 2}

---

日历中的事项没有人负责。

每个尚未完成的条目都写明 `owner`，且其背后确有其人：机构须有成员或角色。现场类条目（event、meeting、workshop、consultation）不安排在
`host` 与 `owner` 背后的人全部休假的日子，除非该角色有替补在岗。

负责人的其他问题由别的规则提示：指向不存在（ref-resolves）、已离任（person-consistent）、角色空缺或任期届满（role-understaffed），
以及休假的那一周工时不够（hours-over-capacity）。

人人有责等于无人负责：没有负责人的事项，正是最后没做成的那些。

来源：SIGMA 行动计划标准（每项活动有责任单位）；编辑日历的通行做法。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import LIVE_KINDS, Entry
from commplan.rule import rule
from commplan.rules.content import nobody_in
from commplan.schedule import duty, recurrence
from commplan.schedule.workload import workload
from commplan.words import quote, say


@rule("C115", part="content", kind="X", severity="warning")
def calendar_no_owner(plan: Plan) -> Iterator[Outcome]:
    entries = [e for e in plan.content.calendar if e.status not in ("cancelled", "done")]
    if not entries:
        yield NotApplicable(say("nothing in the calendar is still to be done", "日历中没有尚待完成的事项"))
        return
    for entry in entries:
        if entry.owner is None:
            words = say("nobody answers for {e}", "{e} 没有负责人", e=quote(entry.id))
            yield Problem(entry.at(), words, say("write who does: `owner`", "请写明由谁负责：`owner`"))
        elif nobody_in(plan, entry.owner):
            words = say(
                "{o} answers for {e}, and nobody is in it",
                "{e} 由 {o} 负责，而其中没有任何人",
                o=quote(entry.owner),
                e=quote(entry.id),
            )
            hint = say("name its members, or another owner", "请写明其成员，或换一个负责人")
            yield Problem(entry.at("owner"), words, hint)
    yield from _away(plan, [e for e in entries if e.kind in LIVE_KINDS and (e.host or e.owner)])


def _away(plan: Plan, live: list[Entry]) -> Iterator[Outcome]:
    """Live entries on days on which those who hold them are on leave."""
    resting = {p.id for p in plan.structure.people if p.leave}
    asked = [e for e in live if resting and resting.intersection(p.id for w in _holding(e) for p in plan.people(w))]
    if asked and recurrence.period(plan) is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.period.at(), missing)
        return
    for entry in asked:
        days = [o.day for o in recurrence.occurrences(plan) if o.entry is entry] if asked else []
        dropped = {o.date for o in entry.outcomes if o.status == "cancelled"}
        alone = [day for day in days if day not in dropped and _nobody(plan, entry, day)]
        if alone:
            yield _absent(plan, entry, alone)


def _holding(entry: Entry) -> list[str]:
    return [who for who in (entry.host, entry.owner) if who]


def _nobody(plan: Plan, entry: Entry, day: date) -> bool:
    """Whether all of those who hold an entry are on leave on a day, and rule hours-over-capacity says nothing of it."""
    people = {person for who in _holding(entry) for person in duty.on_duty(plan, who, day, day)}
    if not people or any(duty.there(plan, who, day) for who in _holding(entry)):
        return False
    weeks = [w for w in workload(plan).weeks if w.person.id in people and 0 <= (day - w.monday).days < 7]
    return not any(week.over for week in weeks)


def _absent(plan: Plan, entry: Entry, days: list[date]) -> Problem:
    words = say(
        "{e} is on {d}{m}, when everybody behind {w} is on leave",
        "{e} 安排在 {d}{k}，而 {w} 背后的人当天都在休假",
        e=quote(entry.id),
        d=days[0],
        w=quote(entry.host or entry.owner),
        m=f" and {len(days) - 1} more {'days' if len(days) > 2 else 'day'}" if len(days) > 1 else "",
        k=f" 等 {len(days)} 天" if len(days) > 1 else "",
    )
    hint = say(
        "move it, name another `host`, or give the role a deputy who is there",
        "请改期、另定主持人（`host`），或为该角色安排在岗的替补",
    )
    resting = [p for who in _holding(entry) for p in plan.people(who) if duty.away(p, days[0])]
    related = tuple(Related(p.at("leave"), say("on leave", "在此期间休假")) for p in dict.fromkeys(resting))
    return Problem(entry.at("host") if entry.host else entry.at("owner"), words, hint, related)
