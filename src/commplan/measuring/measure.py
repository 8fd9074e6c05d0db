"""Measuring: what a metric comes to in a window, whether a goal is kept, and whether the calendar was.

A metric is computed only where the imported exports tell what it needs; otherwise the answer is the reason why not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from commplan.activity.event import CAPABILITIES
from commplan.localday import Window
from commplan.metric import ACTIVITY, Cell, Measured, Metric
from commplan.reckoning import daily, spoken, standing
from commplan.reckoning.execution import Execution, Planned, Sightings, held
from commplan.reckoning.interval import wilson
from commplan.reckoning.layers import (
    DEFAULT_ACTIVE,
    Connection,
    Exclusions,
    Rows,
    Session,
    bound,
    ensure,
    looking,
    open_window,
    prepare,
    window_facts,
)
from commplan.reckoning.verdict import FLOOR, Goal, Verdict, judge
from commplan.words import Words, say

__all__ = [
    "DEFAULT_ACTIVE", "FLOOR", "Connection", "Exclusions", "Execution", "Goal", "Measured", "Planned", "Session", "Verdict", "Window",
    "calendar_execution", "compute", "prepare", "verdict",
]  # fmt: skip

FEW = 10
"""A share, a median or an index that rests on fewer cases says so; a count is what it is."""
ESTIMATES = ("share", "seconds", "index", "amount")
"""Units of values that are worked out from cases."""

TOLD_BY = {
    "message": "messages", "reply": "messages", "reaction": "reaction-times", "join": "joins", "leave": "leaves",
    "attend": "attendance", "register": "attendance", "answer": "answers", "purchase": "purchases",
    "refund": "purchases", "close": "closings", "reopen": "closings",
}  # fmt: skip
"""What an export must tell before what is done of each kind can be counted."""


def compute(session: Session, metric: Metric, window: Window, parameters: Mapping[str, int] | None = None) -> Measured:
    """The metric in the window. Parameters it does not take are a ValueError: check a plan's before.

    What one session was asked before it does not compute again.
    """
    settled = metric.settled(parameters or {})
    asked = (metric.id, metric.sql, metric.binds, window, *settled.items())
    known = session.answers.get(asked)
    if not isinstance(known, Measured):
        known = session.answers[asked] = _computed(session, metric, window, settled)
    return known


def _computed(session: Session, metric: Metric, window: Window, settled: Mapping[str, int]) -> Measured:
    answer = Measured(metric=metric.id, window=window, parameters=settled)
    reason = _untold(session, metric) if session.covers else None
    if reason is not None:
        return replace(answer, reason=reason)
    seen = seen_of(session, window)
    if session.covers is None or seen is None:
        return replace(answer, reason=nothing_seen(session, window), partial=True)
    columns, rows = _asked(session, metric, (window, seen), settled)
    short = _short_history(session.covers, metric, window, settled)
    answer = replace(
        answer, columns=columns, rows=rows, seen=seen, partial=seen != window or short is not None,
        notes=tuple(_notes(session, metric, window, seen)) + ((short,) if short else ()),
    )  # fmt: skip
    found = _scalar(metric, answer) if metric.shape == "scalar" else _table(metric, answer)
    if found.reason is None or not _threadless(session, metric):
        return found
    return replace(found, reason=spoken.sentences((found.reason, _left_out(session.threadless))))


def _asked(session: Session, metric: Metric, days: tuple[Window, Window], settled: Mapping[str, int]) -> Rows:
    """Columns and rows of a metric's query, from an evaluation before this one where nothing has changed since."""
    window, seen = days
    facts, reach = window_facts(session, window, seen, settled), metric.reach(settled)
    if metric.standing:
        facts |= standing.stood(session, metric.standing, seen, facts)
    if metric.daily:
        facts |= daily.summed(session, metric.daily, days, settled, reach)
    query = bound(metric.sql, facts)
    if (known := _answered(session, metric, seen, query)) is not None:
        return known
    open_window(session, seen, metric.sql)
    ensure(session, metric.sql, None if reach is None else (seen.first_day - reach, seen.end_day))
    with looking(session, metric.sql, seen, reach):
        cursor = session.connection.execute(query, list(metric.binds))
        columns = tuple(column[0] for column in cursor.description)
        rows = tuple(tuple(row) for row in cursor.fetchall())
    if session.kept:
        session.kept.put(seen, query, _given(session, metric), (columns, rows))
    return columns, rows


def _answered(session: Session, metric: Metric, seen: Window, query: str) -> Rows | None:
    """What an evaluation before this one answered and nothing has changed since."""
    return session.kept.get(seen, query, _given(session, metric)) if session.kept else None


def _given(session: Session, metric: Metric) -> tuple[object, ...]:
    """What a query is given; what the plan says of its people is no part of the name under which answers are kept."""
    return (*metric.binds, session.employers) if "employers" in metric.sql else metric.binds


def ready(
    session: Session, metric: Metric, windows: Iterable[Window], parameters: Mapping[str, int] | None = None
) -> bool:
    """Say that a metric will be counted for many windows, so that what it needs is made at once for all that are not known.

    -> whether there are any
    """
    settled = metric.settled(parameters or {})
    reach = metric.reach(settled)
    parts = [(window, seen) for window in windows if (seen := seen_of(session, window))]
    new = [
        seen
        for window, seen in parts
        if _answered(session, metric, seen, bound(metric.sql, window_facts(session, window, seen, settled))) is None
    ]
    session.made["stretch"] = (
        (min(seen.first_day for seen in new) - reach, max(seen.end_day for seen in new))
        if new and reach is not None
        else None
    )
    return bool(new)


def _scalar(metric: Metric, answer: Measured) -> Measured:
    facts: dict[str, Cell] = dict(zip(answer.columns, answer.rows[0], strict=True)) if answer.rows else {}
    value, numerator, denominator = facts.get("value"), _whole(facts, "numerator"), _whole(facts, "denominator")
    n = _whole(facts, "n") if "n" in facts else denominator
    answer = replace(answer, numerator=numerator, denominator=denominator, n=n)
    if value is None:
        return replace(answer, reason=metric.empty)
    if metric.unit in ESTIMATES and n is not None and n < FEW:
        answer = replace(answer, notes=(*answer.notes, few_cases(n)))
    interval = _bounds(facts)
    if metric.proportion and numerator is not None and denominator is not None:
        interval = wilson(numerator, denominator)
    return replace(answer, value=float(value), interval=interval)


def _bounds(facts: Mapping[str, Cell]) -> tuple[float, float] | None:
    """The interval that a metric works out by itself."""
    low, high = facts.get("low"), facts.get("high")
    return None if low is None or high is None else (float(low), float(high))


def few_cases(n: int) -> Words:
    """The note that a value carries which rests on few cases."""
    return say("Few cases ({n}): read it with care.", "样本较少（{n} 个），请谨慎解读。", n=n)


def _table(metric: Metric, answer: Measured) -> Measured:
    return answer if answer.rows else replace(answer, reason=metric.empty)


def _whole(facts: Mapping[str, Cell], name: str) -> int | None:
    fact = facts.get(name)
    return None if fact is None else int(fact)


def _untold(session: Session, metric: Metric) -> Words | None:
    """Why the imported exports cannot answer this metric."""
    for need in sorted(metric.needs - {ACTIVITY}):
        if need not in session.capabilities:
            return _does_not_tell(need)
    if ACTIVITY in metric.needs and not any(TOLD_BY[kind] in session.capabilities for kind in session.active_kinds):
        return _does_not_tell(TOLD_BY[session.active_kinds[0]]) if session.active_kinds else NOTHING_COUNTS
    return None


NOTHING_COUNTS = Words("The plan counts nothing as active.", "方案没有把任何行为计为活跃。")
BOTS_UNTOLD = Words(
    "The imported activity does not tell for everybody whether they are a bot: bots may be counted as members.",
    "导入的数据无法判断每个账号是否为机器人：可能有机器人被计作成员。",
)


def _does_not_tell(need: str) -> Words:
    return say("The imported activity does not tell {what}.", "导入的数据没有说明：{what}。", what=CAPABILITIES[need])


def seen_of(session: Session, window: Window) -> Window | None:
    """The part of a window that the activity covers."""
    if session.covers is None:
        return None
    first, end = max(window.first, session.covers.first), min(window.end, session.covers.end)
    return Window(first, end) if first < end else None


def nothing_seen(session: Session, window: Window) -> Words:
    """Why a window of which the activity covers no day has no values."""
    if session.covers is None:
        return Words("No activity was imported.", "尚未导入任何活动数据。")
    return say(
        "The activity covers {covers}; nothing of {window}.",
        "活动数据覆盖{covers}，不含{window}的任何一天。",
        covers=spoken.span(session.covers), window=spoken.span(window),
    )  # fmt: skip


def _notes(session: Session, metric: Metric, window: Window, seen: Window) -> list[Words]:
    notes = []
    if seen != window:
        notes.append(say(
            "The activity covers only {seen} of this period.",
            "在该时段中，活动数据只覆盖{seen}。", seen=spoken.span(seen)))  # fmt: skip
    if session.bots_untold:
        notes.append(BOTS_UNTOLD)
    if _threadless(session, metric):
        notes.append(_left_out(session.threadless))
    if ACTIVITY in metric.needs:
        untold = sorted({TOLD_BY[kind] for kind in session.active_kinds} - session.capabilities)
        notes += [say(
            "{sentence} What counts as active includes it, but it could not be counted.",
            "{sentence}按定义应计为活跃，但无法计入。", sentence=_does_not_tell(need)) for need in untold]  # fmt: skip
    return notes


def _threadless(session: Session, metric: Metric) -> bool:
    return bool(session.threadless) and "threads" in metric.needs


def _left_out(sources: Sequence[str]) -> Words:
    en, zh = "What came from {s} is left out: it does not tell {what}.", "未计入来自 {s} 的消息：其中没有说明{what}。"
    return say(en, zh, s=Words(", ".join(sources), "、".join(sources)), what=CAPABILITIES["threads"])


def _short_history(covers: Window, metric: Metric, window: Window, settled: Mapping[str, int]) -> Words | None:
    wanted = metric.history(settled, window.end_day - window.first_day)
    known = max(0, window.first_day - covers.first_day)
    if known >= wanted:
        return None
    return say(
        "{m}: it looks back {wanted} days before the window, and the activity covers {known} of them.",
        "{m}：需要回看时段开始前 {wanted} 天，而活动数据只覆盖其中 {known} 天。", m=metric.name, wanted=wanted, known=known,
    )  # fmt: skip


def verdict(goal: Goal, measured: Measured) -> Verdict:
    """Whether a goal is met, on track, off track or missed, as of the last day measured; unknown when nobody can say."""
    return judge(goal, measured)


def calendar_execution(session: Session, planned: Sequence[Planned], today: date) -> Execution:
    """What became of each planned occurrence before `today`."""
    return held(planned, _sightings(session, planned), today)


def _sightings(session: Session, planned: Sequence[Planned]) -> Sightings:
    connection = session.connection
    channels = sorted({channel for item in planned for channel in item.channels})
    owners = sorted({owner for item in planned for owner in item.owners})
    tagged: dict[str, list[int]] = defaultdict(list)
    spoke: dict[tuple[str, str], list[int]] = defaultdict(list)
    wanted = {item.id for item in planned}
    for tags, day in connection.execute(_TAGGED).fetchall() if wanted else ():
        for tag in wanted.intersection(tags.split(" ")):
            tagged[tag].append(day)
    ensure(session, _KNOWN_CHANNELS)
    for channel, member, day in (
        connection.execute(_SPOKE, [channels, owners]).fetchall() if channels and owners else ()
    ):
        spoke[channel, member].append(day)
    known_channels = connection.execute(_KNOWN_CHANNELS, [channels]).fetchall() if channels else ()
    known_members = connection.execute(_KNOWN_MEMBERS, [owners]).fetchall() if owners else ()
    return Sightings(
        covers=session.covers,
        tagged=tagged,
        spoke=spoke,
        channels=frozenset(row[0] for row in known_channels),
        members=frozenset(row[0] for row in known_members),
    )


# Owners are often staff and may be excluded from every metric, so these look at `dated`, which leaves nobody out.
_TAGGED = "SELECT DISTINCT tags, day FROM dated WHERE tags IS NOT NULL"
_SPOKE = """
SELECT DISTINCT channel, member, day FROM dated WHERE kind IN ('message', 'reply')
AND channel IN (SELECT unnest(CAST(? AS VARCHAR[]))) AND member IN (SELECT unnest(CAST(? AS VARCHAR[])))
"""
_KNOWN_CHANNELS = (
    "SELECT DISTINCT channels.channel FROM channels WHERE channels.channel IN (SELECT unnest(CAST(? AS VARCHAR[])))"
)
_KNOWN_MEMBERS = "SELECT DISTINCT member FROM dated WHERE member IN (SELECT unnest(CAST(? AS VARCHAR[])))"
