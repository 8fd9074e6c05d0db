"""Somebody holds a role and has not been seen for long.

With `--activity` each holder of an active role is looked for by the accounts that the plan gives (`handles`): the last day on
which the person wrote, reacted or came. Silent for longer than `evaluation.active.inactive_after_days` (28 days unless stated),
counted up to the last day that the activity covers, is told; days of `leave` and days before the term began do not count.
Holders whose term is over and alumni are not looked for. Whoever has no account in the plan, or none that the activity knows,
is *unknown*: somebody who cannot be seen is not inactive.

Where a role stands empty everybody can see it. Where its holder has quietly stopped, everybody waits for the other.

Source: Kubernetes, inactivity rules of its groups; contributor absence factor (CHAOSS).

Bad::

    plan: {period: {start: 2026-10-01}}
    structure:
      people: [{id: member-b, handles: [{source: chat, id: B}]}]
      roles: [{id: host, holders: [member-b]}]

Good::

    plan: {period: {start: 2026-10-01}}
    structure:
      people: [{id: member-b, handles: [{source: chat, id: B}], leave: [{start: 2026-12-01, end: 2026-12-31}]}]
      roles: [{id: host, holders: [member-b]}]

Activity::

    time              member kind
    2026-11-20T09:00  B      message
    2027-01-10T09:00  A      message

---

担任角色的人已很久没有出现。

使用 `--activity` 时，按方案中的账号（`handles`）查找每个在任角色的任职者，看其最近一次发言、回应或到场在哪一天。截至活动数据的最后一天，沉默超过
`evaluation.active.inactive_after_days`（未写明时为 28 天）即报告；请假（`leave`）的日子和任期开始之前的日子不计。任期已满者和离任成员不检查。方案没有写账号、或账号未出现在数据中的，
结果为*未知*：看不到不等于不活跃。

角色空缺，人人看得见；任职者悄悄停下来，人人都在等别人。

来源：Kubernetes 各小组的不活跃规则；贡献者缺席因子（CHAOSS）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Holder, Person, Role
from commplan.rule import rule
from commplan.schedule.duty import away
from commplan.words import Words, listed, quote, say

if TYPE_CHECKING:
    from commplan.activity.observed import Observed

Held = tuple[Role, int, Holder]
"""A role, and who holds it, as which of its holders."""


@rule("S130", part="structure", kind="D", severity="warning", level="exemplary")
def role_inactive(plan: Plan, activity: Observed) -> Iterator[Outcome]:
    held: dict[str, list[Held]] = {}
    for role in plan.structure.roles:
        for number, holder in enumerate(role.holders if role.status == "active" else ()):
            if (holder.end or date.max) >= activity.last and (holder.start or date.min) <= activity.last:
                held.setdefault(holder.person, []).append((role, number, holder))
    people = [p for p in plan.structure.people if p.id in held and p.status == "active"]
    if not people:
        yield NotApplicable(say("nobody holds a role", "没有人担任角色"))
    unseen: dict[Words, list[Person]] = {}
    for person in people:
        seen = activity.seen.get(person.id)
        if isinstance(seen, date):
            yield from _silent(plan, person, held[person.id], seen, activity.last)
        elif seen is not None:
            unseen.setdefault(seen, []).append(person)
    for why, whom in unseen.items():
        names = [quote(p.id) for p in whom]
        missing = say(
            "whether {p}, who hold roles, are still there: {w}"
            if len(names) > 1
            else "whether {p}, who holds a role, is still there: {w}",
            "担任角色的 {p} 是否仍在活动：{w}",
            p=listed(names),
            w=why,
        )
        yield Unknown(whom[0].at(), missing)


def _silent(plan: Plan, person: Person, held: list[Held], seen: date, last: date) -> Iterator[Problem]:
    limit = plan.evaluation.active.inactive_after_days
    begun = min((h.start or date.min) for _, _, h in held)
    since = max(seen, begun)
    away_days = (
        sum(away(person, since + timedelta(days=n + 1)) for n in range((last - since).days)) if person.leave else 0
    )
    silent = (last - since).days - away_days
    if silent <= limit:
        return
    role, number, _ = held[0]
    roles = [quote(r.id) for r, _, _ in held]
    yield Problem(
        role.at("holders", number),
        say(
            "{p} holds {r} and was last seen on {s}, {n} days before {e}{a}; after {l} days a member "
            "counts as inactive",
            "{p} 担任 {r}，最近一次出现在 {s}，到 {e} 已有 {n} 天{a}；超过 {l} 天即算不活跃",
            p=quote(person.id),
            r=listed(roles),
            s=seen,
            e=last,
            n=(last - seen).days,
            a=say(" ({d} of them on leave)", "（其中请假 {d} 天）", d=away_days) if away_days else "",
            l=limit,
        ),
        say(
            "talk to them; then let the deputy take over, end the term, or state their `leave`",
            "请与本人沟通；然后由替补接任、结束任期，或写明 `leave`",
        ),
        (Related(person.at("id"), say("the person", "此人")),),
    )
