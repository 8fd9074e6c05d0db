"""A role with fewer holders than it needs.

Every role in force needs as many holders as its `headcount` says (one when it says nothing). A holder counts who is
still active and whose term touches the plan's period: alumni do not, nor does a term that ended before the plan
starts or that begins after it ends. A role without any such holder is vacant, an error. Too few holders are a
warning, and so is a term that ends within the plan when nobody follows the day after. One person counts once,
whatever number of terms.

Duties of a vacant role are done by nobody, or by whoever cannot look away; both end badly, and neither shows in the
plan.

Source: kubernetes/community, SIG governance (leads must be named); CNCF governance review of KubeEdge (2024), groups
without chairs.

Bad::

    structure:
      roles:
        - id: moderator
          headcount: 3
          holders: [member-a]

Good::

    structure:
      people:
        - {id: member-b, hours_per_week: 4}
        - {id: member-c, hours_per_week: 4}
      roles:
        - id: moderator
          headcount: 3
          holders: [member-a, member-b, member-c]

---

角色的任职人数不足。

每个有效角色的任职人数都应达到 `headcount`（未写则为一人）。只有仍在岗、且任期与方案期间有交集的人才算：已离任者不算，任期在方案开始前
已结束或在方案结束后才开始的也不算。一个这样的人都没有，即为空缺，属于错误；人数不足为警告；任期在方案期间届满而次日无人接任的，
也为警告。同一个人无论有几段任期，只算一人。

空缺角色的职责，要么没人做，要么由看不下去的人代劳；两者都难以持久，而且在方案里看不出来。

来源：kubernetes/community 的 SIG 治理要求（必须写明负责人）；CNCF 对 KubeEdge 的治理评审（2024，有工作组没有主席）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from commplan.finding import NotApplicable, Outcome, Problem, Related, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Holder, Role
from commplan.rule import rule
from commplan.words import Words, listed, quote, say

_DAY = timedelta(days=1)


@rule("S102", part="structure", kind="A")
def role_understaffed(plan: Plan) -> Iterator[Outcome]:
    roles = [r for r in plan.structure.roles if r.status == "active" and r.headcount]
    if not roles:
        yield NotApplicable(say("the plan has no roles in force", "方案没有有效的角色"))
    alumni = {p.id for p in plan.structure.people if p.status == "alumni"}
    period, open_ = plan.plan.period, list[Words]()
    for role in roles:
        here = [h for h in role.holders if h.person not in alumni]
        if _terms_matter(role, here) and not (period.start and period.end):
            open_.append(quote(role.id))
        else:
            # without a period no term matters any more, so that any will do
            yield from _judged(role, here, period.start or date.min, period.end or date.max)
    if open_:
        yield Unknown(period.at(), _no_period(open_))


def _no_period(roles: list[Words]) -> Words:
    rest = len(roles) - 3
    return say(
        "first and last day of the plan (`plan.period: {{start: ..., end: ...}}`), which the terms of {w} {r}{m} must be held against",
        "方案的起止日期（`plan.period: {{start: ..., end: ...}}`），据以判断角色 {z} 的任期{k}",
        w="roles" if len(roles) > 1 else "role",
        r=listed(roles[:3]),
        z=listed(roles[:3]),
        m=f" and {rest} more" if rest > 0 else "",
        k=f"（另有 {rest} 个角色）" if rest > 0 else "",
    )


def _terms_matter(role: Role, here: list[Holder]) -> bool:
    """Whether the answer hangs on terms: enough holders in all, not enough of them without a term."""
    lasting = {h.person for h in here if not (h.start or h.end)}
    return len(lasting) < role.headcount and len(here) > len(lasting)


def _judged(role: Role, here: list[Holder], first: date, last: date) -> Iterator[Outcome]:
    counting = [h for h in here if max(first, h.start or first) <= min(last, h.end or last)]
    most = max((len(_on(counting, max(first, h.start or first))) for h in counting), default=0)
    others = tuple(
        Related(h.at("person"), _why_not(h, first, last, h in here)) for h in role.holders if h not in counting
    )
    facts = {"r": quote(role.id), "n": role.headcount, "has": most}
    hint = say(
        "name who holds it under `holders`, by ids of `structure.people`",
        "请在 `holders` 中写明任职人员，用 `structure.people` 中的 id",
    )
    place = role.at("headcount") if role.says("headcount") else role.at()
    if not counting:
        words = say("role {r} is vacant: it needs {n}, has 0", "角色 {r} 空缺：需要 {n} 人，现有 0 人", **facts)
        yield Problem(place, words, hint, others)
    elif most < role.headcount:
        words = say("role {r} needs {n} holders, has {has}", "角色 {r} 需要 {n} 人，现有 {has} 人", **facts)
        fewer = say(
            "{h}, or lower `headcount` to {has} if that will do",
            "{h}；若现有人手足够，可将 `headcount` 改为 {has}",
            h=hint,
            has=most,
        )
        yield Problem(place, words, fewer, others, Severity.WARNING)
    for end in sorted({h.end for h in counting if h.end and first <= h.end < last}):
        yield from _ending(role, counting, end)


def _on(holders: list[Holder], day: date) -> set[str]:
    """The people who hold the role on a day."""
    return {h.person for h in holders if (h.start or day) <= day <= (h.end or day)}


def _ending(role: Role, counting: list[Holder], end: date) -> Iterator[Outcome]:
    """The problem of a term that ends when nobody follows, unless enough others stay."""
    stay = _on(counting, end + _DAY)
    gone = [h for h in counting if h.end == end and h.person not in stay]
    if not gone or len(stay) >= min(role.headcount, len(_on(counting, end))):
        return
    next_ = min((h.start for h in counting if h.start and h.start > end + _DAY), default=None)
    follows = say("before {d}", "，直到 {d}", d=next_) if next_ else None
    words = say(
        "role {r} has {has} of {n} holders from {day} on: the term of {who} ends and nobody follows{before}",
        "角色 {r} 自 {day} 起只有 {has}/{n} 人：{who} 任期届满，无人接任{before}",
        r=quote(role.id),
        has=len(stay),
        n=role.headcount,
        day=end + _DAY,
        who=_names(gone),
        before=Words(f" {follows.en}", follows.zh) if follows else "",
    )
    hint = say(
        "name who follows, with `start: {d}`, or prolong the term",
        "请写明接任者并注明 `start: {d}`，或延长任期",
        d=end + _DAY,
    )
    others = tuple(Related(h.at("end"), say("ends too", "同日届满")) for h in gone[1:])
    yield Problem(gone[0].at("end"), words, hint, others, Severity.WARNING)


def _names(holders: list[Holder]) -> Words:
    return listed((quote(h.person) for h in holders), " and ")


def _why_not(holder: Holder, first: date, last: date, active: bool) -> Words:
    who = quote(holder.person)
    if not active:
        return say("{w} is alumni", "{w} 已离任", w=who)
    if holder.start and holder.end and holder.end < holder.start:
        return say("the term of {w} ends before it begins", "{w} 的任期先止后起", w=who)
    if holder.end and holder.end < first:
        return say("the term of {w} ended {d}", "{w} 的任期已于 {d} 结束", w=who, d=holder.end)
    return say(
        "the term of {w} begins {d}, after {l}", "{w} 的任期 {d} 才开始，晚于 {l}", w=who, d=holder.start, l=last
    )
