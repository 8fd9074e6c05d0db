"""A plan held against what happened: every objective measured and judged, the calendar compared, the series for charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta

from commplan import reality, venues
from commplan.activity.database import MOST
from commplan.activity.observed import Observed
from commplan.activity.store import Store
from commplan.catalogue import metric, metric_ids
from commplan.discover import discover
from commplan.evaluating import outlook
from commplan.localday import Window, local_day
from commplan.measuring import agenda, measure, months, observe
from commplan.measuring.agenda import Team
from commplan.measuring.measure import Connection, Measured, Session
from commplan.measuring.objectives import Appraised, Evidence, appraised, chosen_parameters
from commplan.metric import Metric
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.reality import Chapter, Ground, Look
from commplan.reckoning import execution, period, spoken
from commplan.reckoning.course import Season
from commplan.reckoning.execution import Execution
from commplan.schedule import festivals, recurrence
from commplan.schedule.festivals import Festival, Moved
from commplan.terms import term
from commplan.words import Words, quote, say

Connect = Callable[[Store, str], AbstractContextManager[Connection]]
SERIES = (
    "active-members",
    "member-growth",
    "conversion-ladder",
    "member-lifecycle",
    "retention-cohorts",
    "response-times",
    "participation-curve",
    "activity-by-hour",
)
"""Metrics whose rows the charts of a report are drawn from."""
_WEEK = 7 * 86_400 * 1_000_000


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A whole evaluation. `values`, `before` and `year` hold every scalar of the catalogue for the window, the one before it
    and the same dates a year before, with the parameters that the plan's objectives set; `festival` those of the window
    about a festival that has moved since then. `series`: the rows for the charts; `rhythm`: how far the week repeats.
    `unseen` says why the activity shows nothing of the window, None when it shows something. `doubts` are those of the notes
    that ask for a correction. `marked`: the festivals of the window.
    `happened`: what rules about what really happened are asked with, as of the window's last day; `chapters`: what else of
    the plan was held against it.
    """

    window: Window
    covers: Window | None
    zone: str
    as_of: date
    objectives: tuple[Appraised, ...]
    values: Mapping[str, Measured]
    before: Mapping[str, Measured]
    series: Mapping[str, Measured]
    execution: Execution
    capabilities: frozenset[str]
    unseen: Words | None
    notes: tuple[Words, ...]
    doubts: tuple[Words, ...] = ()
    year: Mapping[str, Measured] = field(default_factory=dict)
    festival: AboutFestival | None = None
    happened: Observed | Words | None = None
    chapters: tuple[Chapter, ...] = ()
    rhythm: Season | Words | None = None
    marked: tuple[Festival, ...] = ()


@dataclass(frozen=True, slots=True)
class AboutFestival:
    """How a festival lay a year before, and every scalar of the window that lay about it as this one does."""

    moved: Moved
    values: Mapping[str, Measured]


def _here(store: Store, memory: str) -> AbstractContextManager[Connection]:
    return store.connect(memory)


def plan(
    plan: Plan,
    store: Store,
    window: Window,
    today: date,
    *,
    forecast: bool = True,
    memory: str = MOST,
    connect: Connect = _here,
) -> Appraisal:
    """Evaluate a plan over a window of whole local days. ActivityError when the store cannot be read.

    Without a time zone that can be read, days are those of UTC, and a note says so. Without `forecast` verdicts are by the
    line from baseline to target alone. `memory`: what the engine may use of it ("4GB", "60%"). `connect` opens the engine.
    """
    with connect(store, memory) as connection:
        if forecast and store.span and not months.begun(store):
            outlook.load_ahead((store.span[1] - store.span[0]) // _WEEK)
        session = agenda.session(plan, store, connection)
        seen, team = agenda.channels(session), agenda.team(plan, store, connection)
        calendar = measure.calendar_execution(session, agenda.planned(plan, store, seen), today)
        evidence = Evidence(plan, session, window, calendar, today)
        objectives = tuple(
            _objective(evidence, o, forecast=forecast) for o in plan.goals.objectives
        )  # look back furthest
        values, before, year, festival = _scalars_of(plan, session, window)
        series = {id_: _series(session, id_, window) for id_ in SERIES}
        rhythm = outlook.rhythm(series["active-members"], session.kept) if forecast else None
        happened, chapters = _reality(evidence, store)
        notes = (*_notes(plan, session, team, venues.unlisted(plan, seen)), *_uneven(store, session, window))
        months.keep(session, store)
    return Appraisal(
        window,
        session.covers, session.zone.key, today, objectives, values, before, series, execution.within(calendar, window),
        store.capabilities, None if measure.seen_of(session, window) else measure.nothing_seen(session, window), notes,
        (agenda.handles_found(team),) if team.missing and session.covers else (),
        year, festival, happened, chapters, rhythm, festivals.marked(plan, window),
    )  # fmt: skip


def _scalars_of(
    plan: Plan, session: Session, window: Window
) -> tuple[Mapping[str, Measured], Mapping[str, Measured], Mapping[str, Measured], AboutFestival | None]:
    """Of the window, the one before it, the same dates a year before, and of that about a festival that has moved."""
    chosen, moved = chosen_parameters(plan), festivals.moved(plan, window)

    def every(of: Window) -> Mapping[str, Measured]:
        return {m.id: measure.compute(session, m, of, chosen.get(m.id)) for m in _scalars()}

    festival = AboutFestival(moved, every(moved.window)) if moved else None
    year, before, values = map(every, (period.year_before(window), period.previous(window), window))
    return values, before, year, festival


def _objective(evidence: Evidence, objective: Objective, *, forecast: bool) -> Appraised:
    found = appraised(evidence, objective)
    return outlook.foreseen(evidence, found) if forecast else found


def _reality(evidence: Evidence, store: Store) -> tuple[Observed | Words, tuple[Chapter, ...]]:
    """What a check would be given on the last day of the window, or today if that is earlier; and each look at the plan."""
    plan, session, window, today = evidence.plan, evidence.session, evidence.window, evidence.today
    day, first = min(today, window.end - timedelta(days=1)), plan.plan.period.start
    happened: Observed | Words = say("The plan begins on {d}.", "方案自{d}开始。", d=spoken.day(first or day))
    if first is None or day >= first:
        happened = observe.seen(session, plan, store, day)
    seen = measure.seen_of(session, window)
    ground = Ground(plan, store, session, window, seen, evidence.execution, today, happened)
    looks = sorted(discover(reality, Look).values(), key=lambda look: look.place)
    return happened, tuple(chapter for look in looks if (chapter := look.look(ground)) is not None)


def _scalars() -> list[Metric]:
    return [m for m in map(metric, metric_ids()) if m is not None and m.shape == "scalar"]


def _series(session: Session, id_: str, window: Window) -> Measured:
    """The rows of a series; cohorts begin a year before the window's end, since retention shows only in time."""
    known = metric(id_)
    if known is None:
        raise KeyError(id_)
    if id_ == "retention-cohorts":
        year_before = date(max(1, window.end.year - 1), window.end.month, 1)
        window = Window(min(year_before, window.first), window.end)
    return measure.compute(session, known, window)


def _notes(plan: Plan, session: Session, team: Team, unlisted: Words | None) -> list[Words]:
    notes, zoned = [], recurrence.zone(plan.plan.timezone) is not None
    if not zoned and plan.plan.timezone:
        notes.append(
            say(
                "The plan's time zone {z} is not known; days are counted in UTC.",
                "方案的时区 {z} 无法识别，按 UTC 计日。",
                z=quote(plan.plan.timezone),
            )
        )
    elif not zoned:
        notes.append(say("The plan names no time zone; days are counted in UTC.", "方案没有写明时区，按 UTC 计日。"))
    notes.append(
        say(
            "Active means having done one of: {k}.",
            "活跃指有过以下任一行为：{k}。",
            k=_kinds(plan.evaluation.active.kinds),
        )
    )
    notes.append(_team(plan, team, session))
    if team.handles and session.covers:
        notes.append(agenda.handles_found(team))
    if unlisted:
        notes.append(unlisted)
    if session.bots_untold:
        notes.append(measure.BOTS_UNTOLD)
    return notes


_LONG = 14
"""Days of silence of one source while another goes on that may mean that its export is older than the other's."""


def _uneven(store: Store, session: Session, window: Window) -> Iterator[Words]:
    """Which sources of what was written begin or end so that some of the days compared are counted without them."""
    told = [i for i in store.manifest.imports if "messages" in i.tells and i.first is not None and i.last is not None]
    seen, earlier = measure.seen_of(session, window), period.year_before(window)
    names = sorted({one.source for one in told})
    if seen is None or len(names) < 2:
        return
    for name in names:
        first = min(local_day(i.first or 0, session.zone) for i in told if i.source == name)
        last = max(local_day(i.last or 0, session.zone) for i in told if i.source == name)
        if (seen.end - last).days > _LONG:
            yield say(
                "The last that was imported from {s} is of {d}: if its export ends there, later days are counted without it.",
                "来自 {s} 的数据最晚为{d}：若导出到此为止，其后的日子均未计入这部分。", s=name, d=spoken.day(last),
            )  # fmt: skip
        if session.covers and (first - max(session.covers.first, earlier.first)).days > _LONG:
            yield say(
                "The first that was imported from {s} is of {d}: earlier days, and what is compared with them, are counted without it.",
                "来自 {s} 的数据最早为{d}：此前的日子，以及与其所作的对比，均未计入这部分。", s=name, d=spoken.day(first),
            )  # fmt: skip


def _kinds(kinds: Sequence[str]) -> Words:
    return Words(", ".join(term(kind).en for kind in kinds), "、".join(term(kind).zh for kind in kinds))


def _team(plan: Plan, team: Team, session: Session) -> Words:
    if plan.evaluation.exclude.staff and not team.handles:
        return say(
            "The team was to be left out, but the plan names no handles of theirs, so it is counted.",
            "方案要求不计团队成员，但未写明其账号，因此仍计入。",
        )
    if plan.evaluation.exclude.staff and session.covers and not team.found:
        return say(
            "The team was to be left out, but none of its handles was found in the activity: if it wrote there, it is counted.",
            "方案要求不计团队成员，但在活动数据中未找到其任何账号：若其有发言，仍会计入。",
        )
    if plan.evaluation.exclude.staff:
        return say(
            "What the team does is left out, except that it answers others.",
            "团队成员的行为不计入，但其对他人的回复算作回复。",
        )
    return say("The team counts like everybody else.", "团队成员与其他人一样计入。")
