"""Pictures of where each objective is going: one for each that has a course."""

from __future__ import annotations

from datetime import date, timedelta

from commplan.chart import Figure
from commplan.charts import goal_course
from commplan.charts.goal_course import Band, GoalCourse, Step
from commplan.evaluating.appraise import Appraisal
from commplan.localday import Window
from commplan.measuring.objectives import Appraised
from commplan.metric import Described
from commplan.plan import Plan
from commplan.reckoning.course import Course, Forecast, Trend
from commplan.schedule import festivals
from commplan.words import Language, Words

PREFIX = "course-"
_HOURS = Words("hours", "小时")


def drawable(appraisal: Appraisal) -> list[str]:
    """The ids of the pictures that have something to show."""
    return [PREFIX + a.objective.id for a in appraisal.objectives if _course(a)]


def figure(plan: Plan, appraisal: Appraisal, id_: str, language: Language) -> Figure | None:
    """The picture of an objective by its id; None for another id, or when it has no course."""
    found = next((a for a in appraisal.objectives if PREFIX + a.objective.id == id_), None)
    course = _course(found) if found else None
    if found is None or found.outlook is None or course is None:
        return None
    size = 3600.0 if found.metric is not None and found.metric.unit == "seconds" else 1.0
    points = summed(course)
    forecast = found.outlook.forecast
    ahead = _ahead(forecast, size) if isinstance(forecast, Forecast) else ()
    first, last = points[0][0], max(points[-1][0], ahead[-1].day if ahead else date.min)
    data = GoalCourse(
        (found.objective.statement or found.objective.id).rstrip(" .。"),
        tuple((day, None if value is None else value / size) for day, value in points),
        None if found.objective.target is None else found.objective.target / size,
        _way(found, size),
        ahead,
        tuple(
            Band(f.first, f.last, f.name.in_language(language))
            for f in festivals.marked(plan, Window(first, last + timedelta(days=1)))
        ),
        share=_is_share(found.metric),
        unit=_HOURS.in_language(language) if size > 1 else "",
        id=id_,
    )
    return goal_course.CHART.draw(data, language)


def summed(course: Course) -> list[tuple[date, float | None]]:
    """The last day of each point and the value that the goal is about: of what adds up, that of the goal's whole window."""
    whole, rest = int(course.lasts), course.lasts - int(course.lasts)
    found: list[tuple[date, float | None]] = []
    for i, point in enumerate(course.points):
        part = [p.value for p in course.points[max(0, i + 1 - whole - (rest > 0)) : i + 1]][::-1]
        known = [value for value in part if value is not None]
        value = None
        if len(known) == len(part) == whole + (rest > 0):
            value = sum(known[:whole]) + (known[whole] * rest if rest > 0 else 0)
        rounded = value if value is None or not course.whole else float(round(value))
        found.append((point.window.end - timedelta(days=1), rounded))
    begin = next((i for i, (_, value) in enumerate(found) if value is not None), len(found))
    return found[begin:]


def _course(found: Appraised) -> Course | None:
    """One that leads somewhere: with a trend or a forecast. Without them the value itself says enough."""
    outlook = found.outlook
    if outlook is None or outlook.course is None:
        return None
    leads = isinstance(outlook.trend, Trend) or isinstance(outlook.forecast, Forecast)
    return outlook.course if leads and any(value is not None for _, value in summed(outlook.course)) else None


def _ahead(forecast: Forecast, size: float) -> tuple[Step, ...]:
    def scaled(limits: tuple[float, float]) -> tuple[float, float]:
        return limits[0] / size, limits[1] / size

    return tuple(Step(a.last, a.median / size, scaled(a.narrow), scaled(a.wide)) for a in forecast.ahead)


def _way(found: Appraised, size: float) -> tuple[tuple[date, float], tuple[date, float]] | None:
    goal = found.goal
    if goal.target is None or goal.due is None or goal.baseline is None or goal.baseline_day is None:
        return None
    if goal.baseline_day >= goal.due:
        return None
    return (goal.baseline_day, goal.baseline / size), (goal.due, goal.target / size)


def _is_share(metric: Described | None) -> bool:
    return metric is not None and metric.unit == "share"
