"""Measuring what the rules about what really happened ask for: from an activity store, once for a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count

from commplan.activity.event import CAPABILITIES
from commplan.activity.observed import Answered, Dates, Gone, Observed, Reached, Written
from commplan.activity.store import Store
from commplan.catalogue import metric
from commplan.localday import day_date
from commplan.measuring import agenda, answering, formula, measure
from commplan.measuring.measure import Measured, Session, Window
from commplan.metric import Described, Metric, Tallied
from commplan.plan import Plan
from commplan.plan.risks import Trigger
from commplan.plan.structure import Person
from commplan.plan.times import Duration
from commplan.reckoning import execution, tally
from commplan.reckoning.execution import Execution, Line
from commplan.reckoning.layers import ensure
from commplan.reckoning.verdict import FLOOR
from commplan.schedule import recurrence
from commplan.words import Words, say


def plan(plan: Plan, store: Store, today: date) -> Observed | Words:
    """What the activity shows of a plan up to and including `today`; words when it shows nothing of it.

    Days are those of the plan's time zone, of UTC without one that can be read. ActivityError when the store cannot be
    read.
    """
    first = plan.plan.period.start
    if first is not None and today < first:
        return say("the plan begins on {d}: nothing of it has happened yet", "方案自 {d} 开始，尚未执行", d=first)
    with store.connect() as connection:
        return seen(agenda.session(plan, store, connection), plan, store, today)


def seen(session: Session, plan: Plan, store: Store, today: date) -> Observed | Words:
    """The same on a session that is open already."""
    wanted = _wanted(plan, session, today)
    window = measure.seen_of(session, wanted)
    if window is None:
        return measure.nothing_seen(session, wanted)
    calendar = _calendar(session, plan, store, window)
    return Observed(
        window=window,
        written=_written(session, plan, store, window),
        seen=_seen(session, plan, store, window),
        triggers=_triggers(session, plan, calendar, window),
        dates=_dates(calendar),
        hours=_untold(session, "messages") or answering.hours(session, window),
        promises=promises(session, plan, store, window),
        joined=_joined(session, window),
        gone=_gone(session, window),
    )


def _wanted(plan: Plan, session: Session, today: date) -> Window:
    """The days of the plan up to today; of a plan without a first day all that the activity covers."""
    covers, period = session.covers, plan.plan.period
    first = period.start or min(covers.first if covers else today, today)
    return Window(first, max(min(period.end or today, today), first) + timedelta(days=1))


def _untold(session: Session, need: str) -> Words | None:
    """Why the exports cannot tell something that a number needs."""
    if need in session.capabilities:
        return None
    return say("the imported activity does not tell {what}", "导入的数据没有说明：{what}", what=CAPABILITIES[need])


# -- the team --

_WRITTEN = """
WITH team_codes AS (
  SELECT DISTINCT {code} AS member FROM events AS ev WHERE ev.member IN (SELECT unnest(CAST(? AS VARCHAR[])))
), written AS (
  SELECT mdk.member, mdk.n, CASE WHEN team_codes.member IS NOT NULL THEN 1 ELSE 0 END AS ours
  FROM mdk LEFT JOIN team_codes ON team_codes.member = mdk.member
  WHERE mdk.kind IN ('message', 'reply') AND NOT mdk.undated AND mdk.day >= ? AND mdk.day < ?
)
SELECT written.ours, CAST(sum(written.n) AS BIGINT) AS n, CAST(count(DISTINCT written.member) AS BIGINT) AS people
FROM written GROUP BY written.ours
"""
_LAST = """
SELECT dated.member, max(dated.day) AS last_day FROM dated
WHERE NOT dated.undated AND dated.day < ? AND dated.member IN (SELECT unnest(CAST(? AS VARCHAR[]))) GROUP BY dated.member
"""


def _written(session: Session, plan: Plan, store: Store, window: Window) -> Written | Words:
    untold = _untold(session, "messages")
    if untold is not None:
        return untold
    team = agenda.team(plan, store, session.connection)
    if not team.found:
        return say(
            "none of the team's accounts (`handles`) is found in the activity, so nobody can tell the team from members",
            "活动数据中没有团队的任何账号（`handles`），无法区分团队与成员",
        )
    given = [sorted(agenda.staff(plan, store)), window.first_day, window.end_day]
    ensure(session, _WRITTEN)
    query = _WRITTEN.format(code=session.code)
    counts = {bool(ours): (n, people) for ours, n, people in session.connection.execute(query, given).fetchall()}
    (ours, _), (theirs, people) = counts.get(True, (0, 0)), counts.get(False, (0, 0))
    return Written(ours + theirs, ours, people)


def _seen(session: Session, plan: Plan, store: Store, window: Window) -> dict[str, date | Words]:
    accounts = {
        p.id: [h for handle in p.handles for h in agenda.hashes(plan, store, handle)] for p in plan.structure.people
    }
    everybody = sorted(hash_ for hashes in accounts.values() for hash_ in hashes)
    found = session.connection.execute(_LAST, [window.end_day, everybody]).fetchall() if everybody else ()
    last = dict(found)
    return {p.id: _last_of(p, [last[h] for h in accounts[p.id] if h in last]) for p in plan.structure.people}


def _last_of(person: Person, seen: list[int]) -> date | Words:
    if seen:
        return day_date(max(seen))
    if not person.handles:
        return say("no account in the plan (`handles`)", "方案未写明其账号（`handles`）")
    return say("no account that the activity knows (`handles`)", "其账号（`handles`）未出现在活动数据中")


# -- the calendar --


def _calendar(session: Session, plan: Plan, store: Store, window: Window) -> Execution:
    """What became of the dates of the calendar in the window."""
    planned = agenda.planned(plan, store, agenda.channels(session)) if plan.content.calendar else ()
    return execution.within(measure.calendar_execution(session, planned, window.end), window)


def _dates(calendar: Execution) -> dict[str, Dates]:
    lines: dict[str, list[Line]] = {}
    for line in calendar.lines:
        lines.setdefault(line.planned.id.partition("/")[0], []).append(line)
    return {entry: _dates_of(of_it) for entry, of_it in lines.items()}


def _dates_of(lines: Sequence[Line]) -> Dates:
    counts = Counter(line.outcome for line in lines)
    held = tuple(line.planned.day for line in lines if line.outcome in ("on-time", "late"))
    why = Counter(line.reason for line in lines if line.outcome == "unknown").most_common(1)
    return Dates(
        counts["on-time"], counts["late"], counts["skipped"], counts["unknown"], why[0][0] if why else None, held
    )


# -- the triggers of risks --

MONTH = Duration("P1M", 1, 0)
MOST_STRETCHES = 24


def _triggers(session: Session, plan: Plan, calendar: Execution, window: Window) -> dict[str, tuple[Reached, ...]]:
    found = {}
    for risk in plan.risks.register:
        trigger = risk.trigger
        known = formula.known(plan, trigger.metric) if trigger and trigger.metric else None
        if trigger is None or known is None or (isinstance(known, Metric) and not _takes(known, trigger)):
            continue  # nothing to count, or rule trigger-unmeasurable tells that it cannot be
        spans = list(_stretches(plan, _length(plan, trigger), window))[-MOST_STRETCHES:]
        reached = [_reached(session, plan, known, trigger, calendar, span) for span, whole in spans if whole]
        if trigger.above is not None and _only_grows(known):
            parts = (_reached(session, plan, known, trigger, calendar, span) for span, whole in spans if not whole)
            # what is counted of a stretch can only become more: past the limit already, it is past it
            reached += [part for part in parts if part.value is not None and part.value > trigger.above]
        found[risk.id] = tuple(sorted(reached, key=lambda r: r.window.first))
    return found


def _only_grows(known: Described) -> bool:
    """Whether a value is a count that adds up over the days of its stretch."""
    return isinstance(known, Metric) and known.over == "sum" and known.bounds is None


def _takes(metric: Metric, trigger: Trigger) -> bool:
    """Whether the metric has one value, and the parameters of the trigger."""
    try:
        metric.settled(trigger.parameters)
    except ValueError:
        return False
    return metric.shape == "scalar"


def _length(plan: Plan, trigger: Trigger) -> Duration:
    """Over how long the metric of a trigger is counted: as an objective counts it, else as often as the plan is evaluated."""
    same = (o.window for o in plan.goals.objectives if (o.metric, o.parameters) == (trigger.metric, trigger.parameters))
    return next((length for length in same if length), None) or plan.evaluation.cadence or MONTH


def _stretches(plan: Plan, length: Duration, window: Window) -> Iterator[tuple[Window, bool]]:
    """The spans of this length, one after the other from the first day of the plan on, as far as the window holds them, and
    whether it holds them whole. Each is counted from that day: months from the 31st on do not all end on the 28th."""
    begin = first = plan.plan.period.start or window.first
    for times in count(1):
        if first >= window.end:
            return
        end = max(recurrence.after(begin, length, times), first + timedelta(days=1))
        seen = Window(max(first, window.first), min(end, window.end))
        if seen.first < seen.end:
            yield seen, seen == Window(first, end)
        first = end


def _reached(
    session: Session, plan: Plan, known: Described, trigger: Trigger, calendar: Execution, span: Window
) -> Reached:
    if isinstance(known, Tallied):
        told = tally.measured(known, tally.written(plan, known.id), span)
        return Reached(span, told.value, told.reason)
    if not isinstance(known, Metric):
        found = execution.within(calendar, span)
        return Reached(span, found.rate, found.reason)
    measured = measure.compute(session, known, span, trigger.parameters)
    few = known.unit in measure.ESTIMATES and measured.n is not None and measured.n < FLOOR
    if measured.value is not None and few:
        return Reached(span, None, say("only {n} cases", "只有 {n} 例", n=measured.n))
    return Reached(span, measured.value, measured.reason)


# -- answers, comings and goings --


def promises(session: Session, plan: Plan, store: Store, window: Window) -> dict[str, Answered | Words]:
    """By id of a service level of first replies how often it was kept, or why nobody can say."""
    untold = _untold(session, "messages") or _untold(session, "threads")
    if untold is not None:
        return {level.id: untold for level in plan.rules.service_levels if level.kind == "first-reply" and level.target}
    return dict(answering.promises(session, plan, store, window))


def _joined(session: Session, window: Window) -> int | Words:
    found = _measured(session, "joins", window)
    return found if isinstance(found, Words) else int(found.value or 0)


def _gone(session: Session, window: Window) -> Gone | Words:
    """How many of those who were members on the day before the window are no longer; that day must be covered, too."""
    before = _measured(session, "members", Window(window.first - timedelta(days=1), window.first))
    if isinstance(before, Words):
        return before
    moves = _measured(session, "net-growth", window)
    if isinstance(moves, Words):
        return moves
    row = dict(zip(moves.columns, moves.rows[0], strict=True))
    return Gone(int(before.value or 0), int(row["departed"] or 0))


def _measured(session: Session, id_: str, window: Window) -> Measured | Words:
    known = metric(id_)
    if known is None:
        raise KeyError(id_)
    found = measure.compute(session, known, window)
    return found if found.value is not None else found.reason or Words("", "")
