"""Where objectives are going: courses, trends, forecasts with their back-tests, and the verdicts that follow."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import held_out
from commplan.catalogue import metric, metric_ids
from commplan.evaluating import outlook
from commplan.illustrate.courses import summed
from commplan.localday import Window
from commplan.measuring import measure
from commplan.measuring.objectives import Appraised, Evidence, appraised
from commplan.measuring.remembered import Answers
from commplan.metric import Measured, Metric
from commplan.plan import Plan
from commplan.reckoning import course as courses
from commplan.reckoning import forecasting, recalled, trending
from commplan.reckoning.course import Ahead, Band, Course, Forecast, Point, Season, Trend
from commplan.reckoning.execution import held
from commplan.reckoning.forecasting import Ranges, Scale, Task, foresee
from commplan.reckoning.foreseen import decided
from commplan.reckoning.verdict import Goal, Verdict, judge
from commplan.words import Words
from lived import planned
from made_activity import Row, connect
from stored import EXPORTS, imported

# --- verdicts -------------------------------------------------------------------------------------------------------
DUE, NOW = date(2026, 12, 31), Window(date(2026, 6, 1), date(2026, 7, 1))
Direction = Literal["up", "down", "keep"]


def looking(
    value: float, low: float, median: float, high: float, direction: Direction = "up", line: bool = True
) -> Verdict:
    """The verdict for a target of 100 by the end of the year, half of the way from 60 gone: the line stands at 80."""
    goal = Goal(
        target=100, direction=direction, due=DUE, baseline=60 if line else None,
        baseline_day=date(2025, 12, 28) if line else None, tolerance=5,
    )  # fmt: skip
    measured = Measured(metric="mau", window=NOW, parameters={}, value=value, seen=NOW)
    band = Band(0.8, low, high, 19, 24, False)
    forecast = Forecast(DUE, (Ahead(DUE, median, (low, high), (low, high)),), band, replace(band, share=0.95))
    return decided(goal, measured, judge(goal, measured), forecast)


@pytest.mark.parametrize(
    ("value", "low", "median", "high", "direction", "line", "status"),
    [
        pytest.param(90, 101, 110, 120, "up", True, "on-track", id="ahead of the line, and all of the range reaches"),
        pytest.param(90, 90, 95, 120, "up", True, "on-track", id="ahead of the line, the range is open"),
        pytest.param(90, 80, 90, 99, "up", True, "off-track", id="ahead of the line, but it leads nowhere"),
        pytest.param(70, 101, 110, 120, "up", True, "on-track", id="behind the line, but sure to arrive"),
        pytest.param(70, 90, 105, 120, "up", True, "on-track", id="behind the line, rather arriving than not"),
        pytest.param(70, 90, 95, 120, "up", True, "off-track", id="behind the line, rather not arriving"),
        pytest.param(70, 80, 90, 99, "up", True, "off-track", id="behind the line and short"),
        pytest.param(70, 101, 110, 120, "up", False, "on-track", id="no line, sure to arrive"),
        pytest.param(70, 90, 105, 120, "up", False, "on-track", id="no line, rather arriving"),
        pytest.param(70, 90, 95, 120, "up", False, "unknown", id="no line and a range that is open"),
        pytest.param(70, 80, 90, 99, "up", False, "off-track", id="no line and short"),
        pytest.param(110, 101, 120, 130, "down", False, "off-track", id="less is better, and it stays above"),
        pytest.param(110, 80, 95, 110, "down", False, "on-track", id="less is better, and it falls"),
        pytest.param(100, 96, 100, 104, "keep", True, "on-track", id="kept"),
        pytest.param(100, 110, 120, 130, "keep", True, "off-track", id="kept now, and drifting away"),
        pytest.param(100, 60, 100, 140, "keep", True, "on-track", id="kept now, the range wider than the tolerance"),
        pytest.param(100, 10, 20, 30, "up", True, "met", id="met stays met"),
    ],
)  # fmt: skip
def test_line_and_forecast_decide_together(
    value: float, low: float, median: float, high: float, direction: Direction, line: bool, status: str
) -> None:
    assert looking(value, low, median, high, direction, line).status == status


@pytest.mark.parametrize(
    ("low", "median", "high", "doubtful"),
    [(90, 95, 120, True), (90, 105, 120, False), (101, 110, 120, False), (80, 90, 99, False)],
)
def test_what_is_ahead_of_the_line_and_likelier_to_end_short_is_doubtful(
    low: float, median: float, high: float, doubtful: bool
) -> None:
    assert looking(90, low, median, high).doubtful == doubtful


def test_the_reason_says_both() -> None:
    assert looking(90, 80, 90, 99).reason == Words(
        "90 on 30 Jun 2026 keeps up with 80, on the way to 100 by 31 Dec 2026. Foreseen for 31 Dec 2026: 90, and four times of "
        "five 80 to 99; none of that keeps the goal.",
        "2026年6月30日为 90，跟上了应有的 80，目标为2026年12月31日达到 100。预测2026年12月31日为 90，八成把握在 80 至 99 之间；"
        "整个区间都不能达成目标。",
    )
    assert looking(70, 90, 105, 120).reason.en.endswith("90 to 120; it may turn out either way, so take care.")


def test_what_too_few_cases_tell_nothing_about_stays_unknown() -> None:
    goal = Goal(target=0.5, direction="up", due=DUE, unit="share", estimate=True)
    few = Measured(metric="csat", window=NOW, parameters={}, value=0.3, n=3, interval=(0.05, 0.8), seen=NOW)
    verdict = replace(judge(goal, few), open=False)
    band = Band(0.8, 0.6, 0.7, 9, 10, False)
    assert (
        decided(goal, few, verdict, Forecast(DUE, (Ahead(DUE, 0.65, (0.6, 0.7), (0.5, 0.8)),), band, band)) == verdict
    )


# --- courses --------------------------------------------------------------------------------------------------------
HALF = Window(date(2026, 1, 1), date(2026, 7, 1))
QUARTER, WEEKS = Window(date(2026, 4, 1), date(2026, 7, 1)), Window(date(2026, 6, 3), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("covers", "over", "length", "first", "count", "overlap"),
    [
        pytest.param(HALF, "window", WEEKS, "2026-06-01", 22, 4, id="four weeks, every week"),
        pytest.param(HALF, "window", QUARTER, "2026-03-30", 13, 13, id="a quarter, every week"),
        pytest.param(HALF, "sum", QUARTER, "2026-06-22", 25, 1, id="what adds up, week by week"),
        pytest.param(HALF, "end", QUARTER, "2026-06-01", 22, 4, id="the last four weeks, every week"),
        pytest.param(Window(date(2023, 6, 2), HALF.end), "window", QUARTER, "2026-04-01", 34, 3, id="months from three years on"),
        pytest.param(Window(date(2023, 6, 2), HALF.end), "sum", QUARTER, "2026-06-01", 36, 1, id="each month"),
    ],
)  # fmt: skip
def test_points_lie_one_step_apart_and_within_the_activity(
    covers: Window, over: Literal["window", "end", "sum"], length: Window, first: str, count: int, overlap: int
) -> None:
    step = courses.step_of(covers, covers.end)
    found = list(courses.windows(covers, covers.end, step, over, length, 28))
    end = date(2026, 6, 29) if step == "week" else HALF.end
    assert (str(found[0].first), found[0].end, len(found)) == (first, end, count)
    assert all(w.first >= covers.first for w in found)
    assert courses.overlap(over, length, 28, step) == overlap


def a_course(
    values: list[float | None], over: Literal["end", "sum"] = "end", lasts: float = 1.0, overlap: int = 1
) -> Course:
    first = date(2025, 1, 6)
    points = (
        Point(Window(first + timedelta(weeks=i), first + timedelta(weeks=i + 1)), v) for i, v in enumerate(values)
    )
    return Course("week", over, lasts, overlap, tuple(points))


def test_a_gap_ends_the_run_and_points_with_common_days_are_told_apart() -> None:
    course = a_course([1, 2, None, 4, 5, 6, 7, 8], overlap=2)
    assert [p.value for p in course.run] == [4, 5, 6, 7, 8]
    assert [p.value for p in course.apart] == [4, 6, 8]


@pytest.mark.parametrize(
    ("due", "steps", "last"),
    [("2026-07-01", 1, "2026-07-05"), ("2026-07-05", 1, "2026-07-05"), ("2026-07-06", 2, "2026-07-12")],
)
def test_the_last_step_holds_the_due_day(due: str, steps: int, last: str) -> None:
    assert courses.steps_to(HALF.end, date.fromisoformat(due), "week") == steps
    assert str(courses.forward(HALF.end, "week", steps)) == last


def test_months_ahead_end_with_the_month() -> None:
    assert courses.steps_to(date(2026, 7, 15), date(2026, 12, 5), "month") == 6
    assert courses.forward(date(2026, 7, 15), "month", 6) == date(2026, 12, 31)


# --- trends ---------------------------------------------------------------------------------------------------------
def test_a_trend_is_the_slope_for_a_month_whatever_a_few_weeks_do() -> None:
    values: list[float | None] = [float(n) for n in range(30)]
    values[7], values[20] = 500.0, -500.0
    found = trending.trend(a_course(values))
    assert found is not None
    assert (round(found.slope, 3), found.n) == (round(30 / 7, 3), 30)
    assert found.low <= found.slope <= found.high
    of_sums = trending.trend(a_course(values, "sum", lasts=13.0))
    assert of_sums is not None
    assert of_sums.slope == pytest.approx(13 * found.slope)
    assert trending.trend(a_course(values, overlap=5)) is None


def test_a_change_of_level_is_found_where_it_is_and_not_where_none_is() -> None:
    noise = random.Random(1)  # noqa: S311
    level: list[float | None] = [20 + noise.gauss(0, 2) + (12 if n >= 30 else 0) for n in range(50)]
    found = trending.shift(a_course(level))
    assert found is not None
    assert found.day == date(2025, 1, 6) + timedelta(weeks=31, days=-1)
    assert (round(found.before), round(found.since)) == (20, 32)
    alarms = sum(
        trending.shift(a_course([20 + noise.gauss(0, 2) for _ in range(50)])) is not None for _ in range(60)
    )  # fmt: skip
    assert alarms <= 6


def test_a_week_that_comes_back_is_a_season() -> None:
    noise = random.Random(2)  # noqa: S311
    busy = [(9 if n % 7 == 2 else 2 if n % 7 == 6 else 5) + noise.gauss(0, 0.5) for n in range(70)]
    found = trending.season(busy, 7, 0)
    assert found is not None
    assert (found.high, found.low, found.strength > 0.9) == (2, 6, True)
    plain = trending.season([noise.gauss(5, 1) for _ in range(70)], 7, 0)
    assert plain is not None
    assert plain.strength < 0.4
    assert trending.season(busy[:40], 7, 0) is None


def test_chance_is_no_season_even_in_three_years_and_a_season_is() -> None:
    noise = random.Random(3)  # noqa: S311
    strengths = []
    for _ in range(40):
        found = trending.season([noise.gauss(50, 5) for _ in range(36)], 12, 0)
        assert found is not None
        strengths.append(found.strength)
    assert sum(s >= 0.5 for s in strengths) <= 1
    assert sorted(strengths)[20] < 0.1
    year = [50 + 10 * math.sin(month / 12 * 2 * math.pi) + noise.gauss(0, 5) for month in range(36)]
    true = trending.season(year, 12, 0)
    assert true is not None
    assert (true.strength > 0.5, true.high in (2, 3, 4), true.low in (8, 9, 10)) == (True, True, True)


# --- forecasts ------------------------------------------------------------------------------------------------------
def a_task(values: list[float], steps: int = 8, scale: Scale = "root", **more: object) -> Task:
    return Task(values=values, cases=[None] * len(values), steps=steps, scale=scale, **more)  # type: ignore[arg-type]


def test_ranges_are_nested_lie_in_their_bounds_and_are_the_same_each_time() -> None:
    noise = random.Random(3)  # noqa: S311
    few = [float(noise.choice([0, 0, 1, 2])) for _ in range(45)]
    shares = [min(1.0, max(0.0, noise.gauss(0.93, 0.06))) for _ in range(45)]
    for task, low, high in (
        (a_task(few), 0.0, 50.0),
        (a_task(shares, scale="odds", bounds=(0, 1)), 0.0, 1.0),
        (a_task(few, scale="log"), 0.0, 500.0),
        (a_task(few, scale="plain", bounds=(0, 2)), 0.0, 2.0),
        (a_task([3.0] * 45), 3.0 - 1e-9, 3.0 + 1e-9),
    ):
        found = foresee(task)
        assert found is not None
        assert found == foresee(task)
        for step in found.steps:
            assert step is not None
            median, narrow, wide = step
            assert low <= wide[0] <= narrow[0] <= narrow[1] <= wide[1] <= high
            assert wide[0] <= median <= wide[1]


def test_what_was_worked_out_before_is_read_and_not_worked_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = random.Random(4)  # noqa: S311
    values = [20 + noise.gauss(0, 2) + (12 if n >= 30 else 0) for n in range(50)]
    course, few = a_course([*values]), a_course([*values[:5]])

    def every(kept: Answers | None) -> list[object]:
        return [
            recalled.trend(kept, course), recalled.trend(kept, few), recalled.shift(kept, course), recalled.season(kept, values + values, 7, 3),
            recalled.foresee(kept, a_task(values[:25], steps=1)), recalled.foresee(kept, a_task([4.0] * 30, steps=3, lasts=5.0)),
        ]  # fmt: skip

    expected, first = every(None), Answers(tmp_path, {1: "one", 2: "two"}, {}, "two")
    assert every(first) == expected
    assert list(first.written()) == ["two-notes.json"]
    (tmp_path / "two-notes.json").write_text(first.written()["two-notes.json"], "utf-8")
    with monkeypatch.context() as patch:
        for module, name in ((trending, "trend"), (trending, "shift"), (trending, "season"), (forecasting, "foresee")):
            patch.setattr(module, name, _never(name))
        again = Answers(tmp_path, {1: "one", 2: "two"}, {}, "two")
        assert (every(again), again.changed) == (expected, set())
    for notes in ({key: [1] for key in first.files["two-notes.json"]}, [1]):
        (tmp_path / "two-notes.json").write_text(json.dumps(notes), "utf-8")
        assert recalled.trend(Answers(tmp_path, {}, {}, "two"), course) == expected[0]


def test_methods_without_their_text_keep_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_text(_: object) -> str:
        raise OSError

    course, answers = a_course([float(n) for n in range(30)]), Answers(tmp_path, {1: "one"}, {}, "one")
    monkeypatch.setattr(recalled, "_methods", recalled._methods.__wrapped__)  # noqa: SLF001
    monkeypatch.setattr("inspect.getsource", no_text)
    assert recalled.trend(answers, course) == trending.trend(course)
    assert answers.changed == set()


def _never(name: str) -> Callable[..., object]:
    def method(*_: object) -> object:
        raise AssertionError(name)

    method.__name__ = name
    return method


def test_too_few_points_foresee_nothing() -> None:
    task = a_task([1.0, 2.0] * 15, steps=8)
    assert (task.needed, foresee(task)) == (16 + 8 + 8 - 1, None)
    assert foresee(replace(task, values=[1.0, 2.0, 1.0] * 11, cases=[None] * 33)) is not None


def test_a_sum_adds_what_is_known_to_what_is_foreseen() -> None:
    found = foresee(a_task([4.0] * 40, steps=10, lasts=13.5))
    assert found is not None
    assert [step and round(step[0], 6) for step in found.steps] == [54.0] * 10
    # a window longer than what is known has no value until the steps ahead complete it
    late = foresee(a_task([4.0] * 40, steps=30, lasts=45.0, train=1))
    assert late is None


@pytest.mark.parametrize("seed", range(3))
def test_what_back_tests_missed_widens_the_range(seed: int) -> None:
    """A level that jumps now and then: what smoothing says of its own errors between the jumps is far too sure."""
    noise, level, values = random.Random(seed), 50.0, []  # noqa: S311
    for n in range(70):
        level += noise.choice([-20, 20]) if n % 9 == 8 else 0
        values.append(max(0.0, level + noise.gauss(0, 0.5)))
    found = foresee(a_task(values, steps=6))
    assert found is not None
    assert found.tried == forecasting.MOST_ORIGINS
    assert found.widened[0] == (found.held[0] < 20)  # the 20th of 24 misses is the one that counts


# --- the whole way --------------------------------------------------------------------------------------------------
PLAN = """\
commplan: 1
plan: {id: p, title: P, language: en, period: {start: 2025-01-01, end: 2026-12-31}, timezone: Europe/Berlin}
goals:
  objectives:
    - {id: weekly, statement: Many each week., metric: wau, baseline: {value: 10, date: 2025-12-31}, target: 16, due: 2026-09-30}
    - {id: joiners, metric: joins, window: P3M, target: 20, due: 2026-09-30}
    - {id: quick, metric: unanswered-rate, target: 0.1, due: 2026-09-30}
    - {id: some-day, metric: mau, target: 12}
    - {id: by-hand, metric: liking, target: 4, due: 2026-09-30}
evaluation:
  metrics: [{id: liking, definition: Survey.}]
  readings: [{metric: liking, date: 2026-06-10, value: 3}]
"""
END = date(2026, 7, 1)


def _second(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def lively(last: date, seed: int = 1) -> list[Row]:
    """About ten of forty people a week, each week two that join, from 2025 on."""
    noise, rows = random.Random(seed), []  # noqa: S311
    day = date(2025, 1, 6)
    while day < last:
        us = (_second(day) + 43_200) * 1_000_000
        for n in range(noise.choice([1, 2, 3])):
            member = f"m{noise.randrange(40)}"
            kind = "join" if n == 2 else "message"
            rows.append((f"{day}-{n}", "x", kind, us + n, member, False, "hall", None, None, 5, None))
        day += timedelta(days=1)
    return rows  # type: ignore[return-value]


@lru_cache
def the_plan() -> Plan:
    """Read once: parts of a plan are the same only as one object."""
    return planned(PLAN)


def evaluated(rows: list[Row], capabilities: frozenset[str]) -> dict[str, Appraised]:
    plan = the_plan()
    session = measure.prepare(connect(rows), "Europe/Berlin", measure.Exclusions(), capabilities=capabilities)
    calendar = held((), measure._sightings(session, ()), END)  # noqa: SLF001
    evidence = Evidence(plan, session, QUARTER, calendar, END)
    return {o.id: outlook.foreseen(evidence, appraised(evidence, o)) for o in plan.goals.objectives}


TOLD = frozenset({"messages", "joins"})


def test_objectives_have_an_outlook_or_the_reason_why_not() -> None:
    found = evaluated(lively(END), TOLD)
    weekly, joiners = found["weekly"], found["joiners"]
    assert weekly.outlook is not None
    assert joiners.outlook is not None
    assert isinstance(weekly.outlook.trend, Trend)
    assert isinstance(weekly.outlook.forecast, Forecast)
    assert isinstance(joiners.outlook.forecast, Forecast)
    assert weekly.outlook.forecast.due == date(2026, 9, 30)
    assert weekly.verdict.reason.en.count("Foreseen for 30 Sep 2026") == 1
    # the goal is about a quarter, and so is what is foreseen, though the course is told by the week
    low, high = joiners.outlook.forecast.wide.low, joiners.outlook.forecast.wide.high
    assert joiners.outlook.course is not None
    assert joiners.outlook.course.lasts == 13
    assert low < (joiners.measured.value or 0) < high
    reasons = {
        id_: o.outlook.forecast.en for id_, o in found.items() if o.outlook and isinstance(o.outlook.forecast, Words)
    }
    assert reasons == {
        "quick": "The imported activity does not tell which messages belong to one conversation.",
        "some-day": "The objective has no due day to look ahead to.",
        "by-hand": "It is read by hand, and single readings are no course to continue.",
    }
    assert found["quick"].verdict.status == "unknown"


def test_people_are_foreseen_as_whole_numbers_that_hold_the_range_and_the_verdict_goes_by_them() -> None:
    course = replace(a_course([3.0, 4.0]), whole=True)
    ranges = Ranges(
        ((41.7, (38.2, 45.00000001), (36.9, 47.1)), (42.4, (38.0, 45.3), (-0.5, 47.0))), (19, 23), 24, (False, False)
    )
    seen = Window(date(2025, 1, 6), date(2025, 1, 20))
    found = outlook._dated(ranges, course, seen, date(2025, 2, 2))  # noqa: SLF001
    assert [(a.median, a.narrow, a.wide) for a in found.ahead] == [
        (42, (38, 45), (36, 48)),
        (42, (38, 46), (-1, 47)),
    ]
    # 45.3 alone falls short of 46, and 46 does not: what is said and what is decided are the same numbers
    goal = Goal(target=46, direction="up", due=DUE, unit="members")
    measured = Measured(metric="wau", window=NOW, parameters={}, value=40, seen=NOW)
    verdict = decided(goal, measured, judge(goal, measured), found)
    assert verdict.reason.en.endswith("42, and four times of five 38 to 46; it may turn out either way, so take care.")
    kept = outlook._dated(ranges, a_course([3.0, 4.0]), seen, date(2025, 2, 2))  # noqa: SLF001
    assert kept.median == 42.4


@pytest.mark.parametrize(
    ("name", "values", "whole"),
    [
        ("wau", [3.0, None, 4.0], True),
        ("attendances", [3.0], True),
        ("messages-per-member", [3.0, 4.5], False),
        ("unanswered-rate", [0.0, 1.0], False),
        ("revenue", [3.0, 4.0], False),
        ("first-response-time", [3600.0], False),
    ],
)
def test_only_what_is_counted_is_whole(name: str, values: list[float | None], whole: bool) -> None:
    assert outlook._whole(metric(name), a_course(values).points) == whole  # noqa: SLF001


def test_a_window_that_is_no_whole_number_of_weeks_has_no_part_of_a_person() -> None:
    course = replace(a_course([7.0, 3.0, 3.0], "sum", lasts=1.5), whole=True)
    assert [value for _, value in summed(course)] == [6, 4]


def test_without_the_libraries_the_line_alone_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook, "find_spec", lambda _: None)
    found = evaluated(lively(END), TOLD)["weekly"]
    assert found.outlook is not None
    assert (found.outlook.forecast, found.outlook.trend) == (outlook.MISSING, outlook.MISSING)
    assert found.verdict == judge(found.goal, found.measured)
    daily = Measured(metric="active-members", window=NOW, parameters={}, columns=("day", "dau"), rows=((20_000, 1),))
    assert outlook.rhythm(daily) == outlook.MISSING


@pytest.mark.parametrize(("weeks", "there", "loaded"), [(8, True, True), (7, True, False), (8, False, False)])
def test_libraries_are_loaded_ahead_where_they_will_be_used(
    weeks: int, there: bool, loaded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(outlook, "find_spec", lambda _: there or None)
    monkeypatch.setattr(outlook, "import_module", asked.append)
    thread = outlook.load_ahead(weeks)
    if thread is not None:
        thread.join()
    assert asked == ([*trending.LIBRARIES, *forecasting.LIBRARIES] if loaded else [])


def test_what_comes_after_the_period_changes_nothing_of_its_outlook() -> None:
    assert evaluated(lively(END), TOLD) == evaluated(lively(date(2026, 8, 20)), TOLD)


def test_the_week_of_an_outlook() -> None:
    days = tuple((20_000 + n, 9 if (20_000 + n + 3) % 7 == 1 else 3) for n in range(70))
    daily = Measured(metric="active-members", window=NOW, parameters={}, columns=("day", "dau"), rows=days)
    found = outlook.rhythm(daily)
    assert isinstance(found, Season)
    assert found.high == 1


@pytest.mark.slow
def test_ranges_hold_on_a_real_history(tmp_path: Path) -> None:
    """As often as they say, less what chance may take from so few and so related cuts; `held_out.py` takes more exports.

    A Stack Exchange of sixteen months, by the week.
    """
    export = EXPORTS / "stackexchange-bicycles"
    found = held_out.total(list(held_out.of(imported(tmp_path / "store", export)[0], 6)))
    assert found.cuts >= 40
    assert found.narrow / found.cuts >= 0.7
    assert found.wide / found.cuts >= 0.88
    assert found.narrow / found.cuts > found.own_narrow / found.cuts - 0.02


# --- later events ---------------------------------------------------------------------------------------------------
MARCH = Window(date(2026, 3, 1), date(2026, 4, 1))
_MEMBERS, _KINDS = (
    st.integers(0, 5),
    st.sampled_from(["message", "reply", "reaction", "join", "leave", "attend", "purchase"]),
)
_ACTS = st.lists(st.tuples(st.integers(0, 24 * 89), _MEMBERS, _KINDS, st.integers(0, 30)), min_size=5, max_size=40)
_LATER = st.lists(st.tuples(st.integers(0, 24 * 60), _MEMBERS, _KINDS, st.integers(0, 60)), max_size=20)
SCALARS = [m for m in map(metric, metric_ids()) if isinstance(m, Metric) and m.shape == "scalar"]


def _rows(acts: list[tuple[int, int, str, int]], begin: date, prefix: str) -> list[Row]:
    start = _second(begin)
    rows = []
    for n, (hour, member, kind, target) in enumerate(acts):
        answered = f"early{target}" if kind == "reply" else None
        us = (start + hour * 3600 + n) * 1_000_000
        rows.append((f"{prefix}{n}", "x", kind, us, f"m{member}", False, "hall", answered, answered, 3, None))
    return rows  # type: ignore[return-value]


def _measured(rows: list[Row], end: date) -> dict[str, tuple[object, ...]]:
    first, last = (_second(day) * 1_000_000 for day in (date(2026, 1, 1), end))
    session = measure.prepare(connect(rows), "UTC", measure.Exclusions(), observed=(first, last - 1))
    found = {m.id: measure.compute(session, m, MARCH) for m in SCALARS}
    return {id_: (m.value, m.numerator, m.denominator, m.n, m.interval, m.reason, m.seen) for id_, m in found.items()}


def _later_events_change_nothing(acts: list[tuple[int, int, str, int]], later: list[tuple[int, int, str, int]]) -> None:
    """All of the catalogue: also a late answer, somebody who leaves, or an act of somebody who seemed gone."""
    early = _rows(acts, date(2026, 1, 1), "early")
    assert _measured(early, MARCH.end) == _measured(early + _rows(later, MARCH.end, "later"), date(2026, 6, 1))


@given(_ACTS, _LATER)
@example([(24 * 52, 0, "message", 0)] * 5, [(0, 0, "message", 0)])  # its days end when nothing else happens any more
@settings(max_examples=5, deadline=None)
def test_later_events_change_no_value_of_a_period(
    acts: list[tuple[int, int, str, int]], later: list[tuple[int, int, str, int]]
) -> None:
    _later_events_change_nothing(acts, later)


@pytest.mark.slow
@given(_ACTS, _LATER)
@settings(max_examples=25, deadline=None)
def test_later_events_change_no_value_of_a_period_however_they_come(
    acts: list[tuple[int, int, str, int]], later: list[tuple[int, int, str, int]]
) -> None:
    _later_events_change_nothing(acts, later)
