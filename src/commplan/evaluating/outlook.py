"""Where the value of each objective is going: its course so far, the trend in it, and what it will be when it is due.

Nothing here looks at what happened after the last day that counts for the objective, so that the outlook of a period is
the same whenever it is asked for. What the libraries for it are missing for is unknown, with the command that brings them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from math import ceil, floor
from threading import Thread

from commplan.localday import Window
from commplan.measuring import measure
from commplan.measuring.measure import FLOOR, Measured
from commplan.measuring.objectives import Appraised, Evidence, counted
from commplan.metric import Bounds, Described, Metric
from commplan.reckoning import course as courses
from commplan.reckoning import forecasting, recalled, spoken, trending
from commplan.reckoning.course import Ahead, Band, Course, Forecast, Outlook, Point, Season
from commplan.reckoning.forecasting import SHARES, TRAIN, Ranges, Scale, Task
from commplan.reckoning.foreseen import decided
from commplan.reckoning.layers import Kept
from commplan.reckoning.trending import LEAST
from commplan.words import Words, say

_Limits = tuple[float, float]
LIBRARIES = ("statsmodels", "ruptures")
_STEPS: dict[courses.Step, tuple[Words, Words]] = {
    "week": (Words("weekly", "周度"), Words("weeks", "周")),
    "month": (Words("monthly", "月度"), Words("months", "个月")),
}
_TRAIN_WINDOWS = 3
"""Windows without common days that a model is fitted to at least."""
MISSING = Words(
    "Unknown: it needs libraries that are not installed; they come with: pip install 'commplan[forecast]'",
    "未知：所需的程序库尚未安装，安装命令：pip install 'commplan[forecast]'",
)


def load_ahead(weeks: int) -> Thread | None:
    """Load the libraries, which takes a second, while the engine is at work and Python has nothing to do.

    -> what does so; None where there are none, or so few weeks tell nothing that they would be used for
    """
    if weeks < LEAST or not all(map(find_spec, LIBRARIES)):
        return None
    thread = Thread(target=_load)
    thread.start()
    return thread


def _load() -> None:
    with suppress(Exception):  # what is wrong with a library, whoever uses it meets again
        for name in (*trending.LIBRARIES, *forecasting.LIBRARIES):
            import_module(name)


def foreseen(evidence: Evidence, found: Appraised) -> Appraised:
    """The objective with its outlook, and the verdict that follows from both."""
    outlook = of(evidence, found)
    if isinstance(outlook.forecast, Words):
        return replace(found, outlook=outlook)
    verdict = decided(found.goal, found.measured, found.verdict, outlook.forecast)
    return replace(found, outlook=outlook, verdict=verdict)


def of(evidence: Evidence, found: Appraised) -> Outlook:
    covers, seen = evidence.session.covers, found.measured.seen
    if found.measured.value is None or covers is None or seen is None:
        return _unknown(None, found.measured.reason or _NO_COURSE)
    if counted(evidence, found.objective, found.metric, seen) is None:
        return _unknown(None, _BY_HAND)
    if any(find_spec(name) is None for name in LIBRARIES):
        return _unknown(None, MISSING)
    course, kept = _course(evidence, found, covers, seen), evidence.session.kept
    return Outlook(
        course,
        recalled.trend(kept, course) or _too_short_for_trend(course, LEAST),
        recalled.shift(kept, course),
        _season(course, kept),
        _forecast(found, course, seen, kept),
    )


def rhythm(daily: Measured, kept: Kept | None = None) -> Season | Words:
    """How much of what happens each day follows the week, from the rows of daily active members."""
    if not daily.rows:
        return daily.reason or _NO_COURSE
    if any(find_spec(name) is None for name in LIBRARIES):
        return MISSING
    rows = [dict(zip(daily.columns, row, strict=True)) for row in daily.rows]
    days = [(int(row["day"] or 0), float(row["dau"] or 0)) for row in rows]
    found = recalled.season(kept, [value for _, value in days], 7, (days[0][0] + 3) % 7)
    return found or Words("It needs eight weeks of activity.", "需要至少八周的活动数据。")


def _unknown(course: Course | None, why: Words) -> Outlook:
    return Outlook(course, why, None, why, why)


_NO_COURSE = Words("There is no value to begin with.", "没有可作为起点的数值。")
_BY_HAND = Words(
    "It is read by hand, and single readings are no course to continue.", "由人工记录，零散的读数不足以推算走势。"
)


def _course(evidence: Evidence, found: Appraised, covers: Window, seen: Window) -> Course:
    step = courses.step_of(covers, seen.end)
    over = found.metric.over if isinstance(found.metric, Metric) else "window"
    window = found.measured.window
    looks_back = 1
    if isinstance(found.metric, Metric):
        looks_back += found.metric.history(found.metric.settled(found.objective.parameters), 1)
    stretch = list(courses.windows(covers, seen.end, step, over, window, looks_back))
    if isinstance(found.metric, Metric):
        new = measure.ready(evidence.session, found.metric, stretch, found.objective.parameters)
        load_ahead(len(stretch) if new else 0)
    points = [
        _point(found.metric, w, counted(evidence, found.objective, found.metric, w), adds=over == "sum")
        for w in stretch
    ]
    lasts = courses.lasts(window, step) if over == "sum" else 1.0
    overlap = courses.overlap(over, window, looks_back, step)
    return Course(step, over, lasts, overlap, tuple(reversed(points)), _whole(found.metric, points))


def _whole(metric: Described | None, points: Sequence[Point]) -> bool:
    """Whether people or things are counted: a mean of them has a value between two whole numbers somewhere."""
    counts = metric is not None and metric.unit in ("members", "count")
    return counts and all(p.value is None or p.value.is_integer() for p in points)


def _point(metric: Described | None, window: Window, measured: Measured | None, *, adds: bool) -> Point:
    """Estimates from too few cases are no points: chance would steer the course, and they might tell who they are.

    Where values add up, a step that is known as a whole and in which nothing was counted adds nothing.
    """
    if measured is None or measured.partial:
        return Point(window, None)
    if measured.value is None:
        told = [cell for row in measured.rows for cell in row if cell is not None]
        nothing = adds and measured.seen == window and told and not any(told)
        return Point(window, 0.0 if nothing else None)
    n = measured.n
    rests = metric is not None and metric.unit in measure.ESTIMATES
    return Point(window, None if rests and n is not None and n < FLOOR else measured.value, n)


def _too_short_for_trend(course: Course, least: int) -> Words:
    return say(
        "It needs {l} values without common days and there are {n}.",
        "需要 {l} 个互不重叠的数值，现有 {n} 个。",
        l=least,
        n=len(course.apart),
    )


def _season(course: Course, kept: Kept | None) -> Season | Words:
    values = [p.value for p in course.run if p.value is not None]
    found = None
    if course.step == "month" and values:
        found = recalled.season(kept, values, 12, (course.run[0].window.end - timedelta(days=1)).month - 1)
    return found or Words("It needs three years of activity without a gap.", "需要至少连续三年的活动数据。")


def _forecast(found: Appraised, course: Course, seen: Window, kept: Kept | None) -> Forecast | Words:
    due = found.objective.due
    if due is None:
        return Words("The objective has no due day to look ahead to.", "目标没有截止日期，无从预测。")
    if due < seen.end:
        return Words("It is due already.", "已到截止日期。")
    steps = courses.steps_to(seen.end, due, course.step)
    points = course.run
    bounds = _bounds(found.metric)
    task = Task(
        values=[p.value for p in points if p.value is not None],
        cases=[p.n for p in points],
        steps=steps,
        scale=_scale(found.metric, bounds),
        bounds=bounds,
        lasts=course.lasts,
        season=course.step == "month",
        train=max(TRAIN, _TRAIN_WINDOWS * course.overlap),
    )
    ranges = recalled.foresee(kept, task) if len(points) >= task.needed else None
    return _too_short(task, course) if ranges is None else _dated(ranges, course, seen, due)


def _too_short(task: Task, course: Course) -> Words:
    each, unit = _STEPS[course.step]
    words = say(
        "To look {h} {unit} ahead, and to test such a forecast, takes {need} {each} values without a gap; there are {n}.",
        "要预测未来 {h} {unit}并加以回测，需要连续 {need} 个{each}数值，现有 {n} 个。",
        h=task.steps,
        unit=unit,
        each=each,
        need=task.needed,
        n=len(course.run),
    )
    if course.over == "window" and course.overlap > 5:
        hint = Words(
            "An objective with a shorter `window` of its own asks for less.",
            "为目标写明较短的 `window`，所需数据会更少。",
        )
        return spoken.sentences((words, hint))
    return words


def _dated(ranges: Ranges, course: Course, seen: Window, due: date) -> Forecast:
    ahead = [
        Ahead(courses.forward(seen.end, course.step, i + 1), *(_counted(*known) if course.whole else known))
        for i, known in enumerate(ranges.steps)
        if known is not None
    ]
    bands = [
        Band(share, *limits, ranges.held[i], ranges.tried, ranges.widened[i])
        for i, (share, limits) in enumerate(zip(SHARES, (ahead[-1].narrow, ahead[-1].wide), strict=True))
    ]
    return Forecast(due, tuple(ahead), bands[0], bands[1])


def _counted(median: float, narrow: _Limits, wide: _Limits) -> tuple[float, _Limits, _Limits]:
    """Whole numbers that hold all of the ranges; what fitting leaves behind the sixth place is none of them."""

    def around(limits: _Limits) -> _Limits:
        return float(floor(round(limits[0], 6))), float(ceil(round(limits[1], 6)))

    return float(round(median)), around(narrow), around(wide)


def _bounds(metric: Described | None) -> Bounds:
    if isinstance(metric, Metric) and metric.bounds is not None:
        return metric.bounds
    if metric is None or metric.unit == "index":
        return (None, None)
    return (0, 1) if metric.unit == "share" else (0, None)


def _scale(metric: Described | None, bounds: Bounds) -> Scale:
    if bounds == (0, 1) and metric is not None and metric.unit == "share":
        return "odds"
    if bounds == (0, None):
        return "log" if metric is not None and metric.unit == "seconds" else "root"
    return "plain"
