"""A holder whose term has run out by the role's own rule.

Where a role has a `term`, each holder's time counts from `start`. When that time is over and the plan states neither an
`end`, nor a new term, nor anybody who follows, the term has run out and nobody has noticed. And an `end` that lies later than
`term` allows is a longer term than the role's: one of the two is wrong (a month more counts as a handover). Holders who
have left are not judged, nor is a plan that is over; a term whose stated `end` passes without anybody to follow is told by
rule role-understaffed.

An election that is not held is seldom decided on: it is only never called. Whoever stays on without one decides without
a mandate.

Source: CNCF, governance review (elections that really happen); SIG governance of Kubernetes.

Bad::

    structure:
      people: [{id: member-b, hours_per_week: 2}]
      roles: [{id: speaker, term: P1Y, holders: [{person: member-b, start: 2025-10-01}]}]

Good::

    structure:
      people: [{id: member-b, hours_per_week: 2}]
      roles: [{id: speaker, term: P1Y, holders: [{person: member-b, start: 2025-10-01, end: 2026-09-30},
                                                 {person: member-b, start: 2026-10-01}]}]

---

任职者的任期按角色的规定已经届满。

角色写有任期（`term`）的，从任职者的 `start` 起算。任期已满，而方案既没有写明 `end`，也没有新的任期或接任的人，就是届满了而无人察觉。
`end` 晚于 `term` 所允许的日期，则实际任期长于角色的规定：两者必有一误（多出一个月视为交接）。已离任者不检查，已结束的方案不检查；
写明的 `end` 已过而无人接任的，由规则 role-understaffed 检查。

没有举行的选举，很少是谁决定取消的：只是一直没有人召集。未经选举而留任的人，作决定时并没有得到授权。

来源：CNCF 治理评审（选举是否真正举行）；Kubernetes SIG 治理要求。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Holder, Role
from commplan.plan.times import Duration
from commplan.rule import Threshold, rule
from commplan.schedule import recurrence
from commplan.words import listed, quote, say

HANDOVER_DAYS = Threshold(31, say("days that a term may be longer, for the handover", "任期可因交接延长多少天"))


@rule(
    "S109", part="structure", kind="T", severity="warning", level="solid", thresholds={"handover_days": HANDOVER_DAYS}
)
def role_term_expired(plan: Plan, today: date, handover_days: float) -> Iterator[Outcome]:
    end = plan.plan.period.end
    if plan.plan.status == "superseded" or (end and end < today):
        yield NotApplicable(say("the plan is over, or replaced by another", "方案已结束，或已被取代"))
        return
    limited = [(r, r.term) for r in plan.structure.roles if r.term and r.status == "active" and r.holders]
    if not limited:
        yield NotApplicable(say("no role that somebody holds has a `term`", "没有写明任期（`term`）且有人任职的角色"))
    alumni = {p.id for p in plan.structure.people if p.status == "alumni"} if limited else set[str]()
    for role, term in limited:
        here = [holder for holder in role.holders if holder.person not in alumni]
        yield from _unsaid(role, here)
        for holder in here:
            if holder.start:
                found = _judged(role, here, holder, _last(holder.start, term), today, timedelta(days=handover_days))
                yield from (found,) if found else ()


def _unsaid(role: Role, here: list[Holder]) -> Iterator[Unknown]:
    names = [quote(h.person) for h in here if h.start is None and h.end is None]
    if names:
        missing = say(
            "since when {p} {v} role {r} (`start`), which has a term",
            "{p} 何时起担任有任期的角色 {r}（`start`）",
            p=listed(names),
            v="hold" if len(names) > 1 else "holds",
            r=quote(role.id),
        )
        yield Unknown(role.at("term"), missing)


def _last(start: date, term: Duration) -> date:
    return recurrence.after(start, term) - timedelta(days=1)


def _judged(role: Role, here: list[Holder], holder: Holder, last: date, today: date, more: timedelta) -> Problem | None:
    facts = {
        "p": quote(holder.person),
        "r": quote(role.id),
        "t": role.term.text if role.term else "",
        "s": holder.start,
        "l": last,
        "e": holder.end,
    }
    related = (Related(role.at("term"), say("the term", "任期")),)
    if holder.end is None:
        followed = any(h is not holder and (h.start or date.min) > (holder.start or date.min) for h in here)
        if last >= today or followed:
            return None
        words = say(
            "the term of {p} in role {r} ran out on {l} ({t} from {s}), and no new one is stated",
            "{p} 担任角色 {r} 的任期已于 {l} 届满（自 {s} 起 {t}），没有写明新的任期",
            **facts,
        )
        hint = say(
            "hold the election, then add the `end` and a holder with the new `start`",
            "举行选举，然后写明 `end`，并加上新任期的任职者与 `start`",
        )
        return Problem(holder.at("start"), words, hint, related)
    if holder.end - last <= more:
        return None
    words = say(
        "{p} holds role {r} from {s} to {e}, longer than its term of {t}, which ends on {l}",
        "{p} 担任角色 {r} 的时间为 {s} 至 {e}，长于其任期 {t}（至 {l} 届满）",
        **facts,
    )
    return Problem(holder.at("end"), words, say("correct the `end`, or the `term`", "请更正 `end` 或 `term`"), related)
