"""Whether those who hold a role are there: by the accounts that the plan gives them, told by role and never by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from commplan.activity.observed import Observed
from commplan.plan import Plan
from commplan.plan.structure import Person, Role
from commplan.reality import UNKNOWN, Chapter, Grid, Ground, Look, count, sentence
from commplan.reckoning import spoken
from commplan.schedule.duty import away
from commplan.words import Words, say

_HEADS = (
    Words("Role", "角色"), Words("What is known", "说明"), Words("Needed", "需要"), Words("Seen lately", "近期活跃"),
    Words("Silent", "沉默"), Words("Unknown", "未知"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """The holders of a role on the last day: seen within the days of `inactive_after_days`, silent for longer, unknown; and
    the longest silence."""

    role: Role
    seen: int
    silent: int
    unknown: int
    longest: int


def _look(ground: Ground) -> Chapter | None:
    roles = [r for r in ground.plan.structure.roles if r.status == "active"]
    if not roles:
        return None
    title = Words("Roles and who fills them", "角色与任职情况")
    if isinstance(ground.happened, Words):
        return Chapter(
            id="roles", title=title, data={"roles": None, "why": ground.happened}, facts=(sentence(ground.happened),)
        )
    found = [_held(ground.plan, r, ground.happened) for r in roles]
    limit = ground.plan.evaluation.active.inactive_after_days
    open_ = [h for h in found if h.seen < h.role.headcount]
    filled = say(
        "Of {n} roles {k} have as many holders as they need who were seen lately{m}.",
        "{n} 个角色中，{k} 个有足够且近期活跃的任职者{m}。",
        n=len(found), k=len(found) - len(open_), m=_OTHERS if open_ else "",
    )  # fmt: skip
    how = say(
        "Silent: without a trace in the activity for more than {n} days up to {d}, leave not counted. Who has no account in the "
        "plan, or none that the activity knows, is unknown: not to be seen is not to be gone.",
        "沉默：截至{d}，超过 {n} 天在活动数据中没有任何踪迹（请假不计）。方案未写明账号，或账号未出现在数据中的，为未知：看不到不等于不在。",
        n=limit, d=spoken.day(ground.happened.last),
    )  # fmt: skip
    return Chapter(
        id="roles",
        title=title,
        data={"roles": [_data(h) for h in found], "why": None},
        facts=(filled, how),
        grids=(Grid(_HEADS, tuple(_row(h) for h in open_), frozenset({2, 3, 4, 5})),) if open_ else (),
        decide=tuple(_decide(h) for h in found if h.silent and not h.seen and not h.unknown),
    )


_OTHERS = Words("; the others follow", "；其余如下")


def _held(plan: Plan, role: Role, seen: Observed) -> Held:
    people = {p.id: p for p in plan.structure.people if p.status == "active"}
    now = {h.person: h.start for h in role.holders if (h.start or date.min) <= seen.last <= (h.end or date.max)}
    silence = [_silence(people[p], since, seen) for p, since in now.items() if p in people]
    known = [days for days in silence if days is not None]
    limit = plan.evaluation.active.inactive_after_days
    return Held(
        role,
        sum(days <= limit for days in known),
        sum(days > limit for days in known),
        len(silence) - len(known),
        max(known, default=0),
    )


def _silence(person: Person, begun: date | None, seen: Observed) -> int | None:
    last = seen.seen.get(person.id)
    if not isinstance(last, date):
        return None
    since = max(last, begun or date.min)
    days = (seen.last - since).days
    return days - sum(away(person, since + timedelta(days=n + 1)) for n in range(days)) if person.leave else days


def _row(h: Held) -> tuple[Words | str, ...]:
    numbers = [count(n) for n in (h.role.headcount, h.seen, h.silent, h.unknown)]
    return (h.role.name or h.role.id, _said(h), *numbers)


def _said(h: Held) -> Words:
    if not h.seen + h.silent + h.unknown:
        return Words("nobody holds it", "无人担任")
    if h.silent:
        return say("silent, up to {n} days", "沉默，最长 {n} 天", n=h.longest)
    if h.unknown:
        return UNKNOWN if not h.seen else Words("partly unknown", "部分未知")
    return Words("too few holders", "人数不足")


def _decide(h: Held) -> Words:
    return say(
        "Nobody who holds the role {r} has been seen for {n} days.", "担任“{r}”的人均已 {n} 天没有出现。",
        r=h.role.name or h.role.id, n=h.longest,
    )  # fmt: skip


def _data(h: Held) -> dict[str, object]:
    return {
        "role": h.role.id, "needed": h.role.headcount, "seen": h.seen, "silent": h.silent, "unknown": h.unknown,
        "longest_silence_days": h.longest if h.seen + h.silent else None,
    }  # fmt: skip


LOOK = Look(35, _look)
