"""The calendar is made of other things than the pillars say.

Each date of the calendar within the plan's period counts once. For each content pillar with a `share`, its part of all dates is
within 10 points of it, or at most one date away; all shares together are no more than the whole. And pillars that sell or
advertise (`promotional: true`) together are no more than `most_promotional`, where the plan sets such a limit.

Dates without a pillar count as none; where they could make up for what is missing, nobody can tell. A pillar that no entry
names is told by rule id-unused, one that pauses by rule calendar-gap.

The mix of a calendar drifts to what is easily made. Whoever promised to teach and sells every second time is muted.

Source: content operations (a share for each pillar, and a limit for promotion).

Bad::

    content:
      channels: [{id: chat, platform: discourse}]
      pillars: [{id: learn, share: 0.5}, {id: meet, share: 0.5}]
      calendar:
        - {id: evening, start: 2027-01-12T19:00, rrule: FREQ=WEEKLY, channels: [chat], pillar: meet, owner: lead, effort_hours: 1}
        - {id: course, start: 2027-02-09, rrule: FREQ=MONTHLY, channels: [chat], pillar: learn, owner: lead, effort_hours: 1}

Good::

    content:
      channels: [{id: chat, platform: discourse}]
      pillars: [{id: learn, share: 0.5}, {id: meet, share: 0.5}]
      calendar:
        - {id: evening, start: 2027-01-12T19:00, rrule: FREQ=WEEKLY, channels: [chat], pillar: meet, owner: lead, effort_hours: 1}
        - {id: course, start: 2027-01-14, rrule: FREQ=WEEKLY, channels: [chat], pillar: learn, owner: lead, effort_hours: 1}

---

日历的实际构成与栏目占比不符。

方案期内日历的每一次各计一次。写有 `share` 的内容栏目，其在全部场次中的占比与目标相差不超过 10 个百分点，或至多相差一次；所有占比之和
不超过 100%。写明推广上限（`most_promotional`）的，推广类栏目（`promotional: true`）合计不超过上限。

没有写栏目的场次不计入任何栏目；如果它们可能补上所缺的占比，则无法判断。没有条目的栏目由规则 id-unused 提示，中断的栏目由规则
calendar-gap 提示。

内容配比总会滑向容易做的东西。说好教人、却每隔一条就推销，用户会选择免打扰。

来源：内容运营的通行做法（各栏目有占比，推广有上限）。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Pillar
from commplan.rule import Threshold, rule
from commplan.schedule import recurrence
from commplan.words import Words, quote, say

# half of the smallest share that is worth a pillar of its own, one in five
TOLERANCE = Threshold(
    0.1, say("by how much a pillar may miss its share of the calendar", "栏目占比可偏离目标多少"), most=1
)
SHOWN = 3
WHOLE = 1.005
"""What shares that are rounded to whole percents may come to."""


@rule("C117", part="content", kind="A", severity="warning", level="solid", thresholds={"tolerance": TOLERANCE})
def pillar_share_off_target(plan: Plan, tolerance: float) -> Iterator[Outcome]:
    content = plan.content
    wanted = [p for p in content.pillars if p.share is not None]
    if not wanted and content.most_promotional is None:
        yield NotApplicable(say("no content pillar states its share of the calendar", "没有内容栏目写明占比"))
        return
    whole = sum(p.share or 0 for p in wanted)
    if whole > WHOLE:
        yield _too_much(wanted, whole)
        return
    entries = [e for e in content.calendar if e.status != "cancelled"]
    if entries and recurrence.period(plan) is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.period.at(), missing)
        return
    counts = _counts(plan)
    if not counts:
        yield NotApplicable(say("no entry lies within the plan's period", "方案期内没有日历条目"))
        return
    found = [*_shares(wanted, counts, tolerance), *_promotion(plan, counts)]
    undated = [e for e in entries if e.start is None]
    if undated and any(isinstance(outcome, Problem) for outcome in found):
        yield Unknown(
            undated[0].at(), say("when {e} happens (`start`)", "{e} 何时进行（`start`）", e=quote(undated[0].id))
        )
        return
    yield from found


def _counts(plan: Plan) -> Counter[str]:
    """How many dates each pillar has; '' stands for those without any."""
    dropped = {(id(e), o.date) for e in plan.content.calendar for o in e.outcomes if o.status == "cancelled"}
    return Counter(o.entry.pillar or "" for o in recurrence.occurrences(plan) if (id(o.entry), o.day) not in dropped)


def _shares(wanted: list[Pillar], counts: Counter[str], tolerance: float) -> Iterator[Outcome]:
    """One finding for all pillars that miss their share, since what one has too much another has too little."""
    all_, spare = counts.total(), counts[""]
    borne = max(tolerance * all_, 1) + 1e-9
    off = [(p, counts[p.id] - (p.share or 0) * all_) for p in wanted if counts[p.id]]
    off = sorted(((p, by) for p, by in off if abs(by) > borne), key=lambda item: -abs(item[1]))
    if not off:
        return
    if all(by < 0 and by + spare >= -borne for _, by in off):
        missing = say(
            "to which pillar {n} dates of the calendar belong (`pillar`), to tell whether {p} has its share",
            "日历中 {n} 次安排属于哪个栏目（`pillar`），据以判断 {p} 的占比",
            n=spare,
            p=quote(off[0][0].id),
        )
        yield Unknown(off[0][0].at("share"), missing)
        return
    first, *others = [p for p, _ in off]
    words = say(
        "of {n} dates of the calendar {l}",
        "日历共 {n} 次：{l}",
        n=all_,
        l=Words(
            ", ".join(_told(p, counts).en for p, _ in off[:SHOWN]),
            "；".join(_told(p, counts).zh for p, _ in off[:SHOWN]),
        ),
    )
    hint = say("plan more of the one and less of the other, or correct the shares", "请增减相应内容，或更正占比")
    related = tuple(Related(p.at("share"), say("misses its share too", "占比也不符")) for p in others)
    yield Problem(first.at("share"), words, hint, related)


def _told(pillar: Pillar, counts: Counter[str]) -> Words:
    return say(
        "{c} belong to pillar {p}, {a:.0%} instead of {s:.0%}",
        "栏目 {p} 有 {c} 次，占 {a:.0%}，目标为 {s:.0%}",
        c=counts[pillar.id],
        p=quote(pillar.id),
        a=counts[pillar.id] / counts.total(),
        s=pillar.share,
    )


def _promotion(plan: Plan, counts: Counter[str]) -> Iterator[Outcome]:
    content = plan.content
    if content.most_promotional is None:
        return
    selling = [p.id for p in content.pillars if p.promotional]
    if not selling:
        missing = say(
            "which content pillars sell or advertise (`promotional: true`), to hold them against `most_promotional`",
            "哪些内容栏目属于推广（`promotional: true`），据以与 `most_promotional` 比较",
        )
        yield Unknown(content.at("most_promotional"), missing)
        return
    count, all_ = sum(counts[id_] for id_ in selling), counts.total()
    if count <= content.most_promotional * all_ + 1e-9:
        return
    words = say(
        "{c} of {n} dates of the calendar sell or advertise, {a:.0%}; at most {s:.0%} may",
        "日历 {n} 次中有 {c} 次属于推广，占 {a:.0%}，上限为 {s:.0%}",
        c=count,
        n=all_,
        a=count / all_,
        s=content.most_promotional,
    )
    yield Problem(
        content.at("most_promotional"), words, say("plan less of them, or raise the limit", "请减少推广，或提高上限")
    )


def _too_much(wanted: list[Pillar], whole: float) -> Problem:
    words = say("the shares of the pillars come to {w:.0%} together", "各栏目占比合计为 {w:.0%}", w=whole)
    related = tuple(Related(p.at("share"), say("counted in", "计入")) for p in wanted[1:])
    return Problem(wanted[0].at("share"), words, say("let them come to 100% at most", "合计不应超过 100%"), related)
