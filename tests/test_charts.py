"""Every chart says what it shows, keeps its words apart and inside, and can be read in both schemes."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan import charts
from commplan.chart import Chart, Figure, day, number, percent, short
from commplan.charts import (
    active_members,
    audience_channels,
    budget,
    budget_by_month,
    calendar_execution,
    cohorts,
    funnel,
    gantt,
    goal_course,
    goals,
    hour_of_week,
    lifecycle,
    lorenz,
    member_growth,
    month_calendar,
    organisation,
    points_economy,
    power_interest,
    raci,
    response_times,
    return_visits,
    risk_matrix,
    staff_load,
    staff_seen,
    year_calendar,
)
from commplan.drawing import canvas, palette, plot
from commplan.reckoning import spoken
from commplan.words import LANGUAGES, Language

CHARTS: list[Chart[Any]] = [
    importlib.import_module(f"commplan.charts.{found.name}").CHART for found in pkgutil.iter_modules(charts.__path__)
]
EVERY = [pytest.param(chart, language, id=f"{chart.name}-{language}") for chart in CHARTS for language in LANGUAGES]
SVG = "{http://www.w3.org/2000/svg}"

NAMES = st.sampled_from(
    [
        "",
        "A",
        "Newsletter",
        "Community lead",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "A rather long name of a working group that nobody would ever want to read aloud",
        "社群",
        "一个名字非常长而且没有任何空格的中文岗位名称用来测试换行与省略是否正确",
        "核心维护者，流失（风险）。",
        "<script>alert('x')</script>",
        "W" * 40,
        "🙂🙂🙂 \u202e reversed",
    ]
)
COUNTS = st.integers(0, 2_000_000)
LEVELS = st.none() | st.integers(1, 5)
FIRST = date(2026, 1, 1)


@pytest.mark.parametrize(("chart", "language"), EVERY)
def test_an_example_has_a_title_a_description_and_a_table_as_wide_as_its_rows(
    chart: Chart[Any], language: Language
) -> None:
    figure = chart.draw(chart.example(language), language)
    assert figure.id == chart.name
    assert figure.title == chart.title.in_language(language)
    assert figure.description
    assert (figure.svg is None) != (figure.html is None)
    assert {len(row) for row in figure.table.rows} == {len(figure.table.columns)}
    if figure.svg:
        root = ET.fromstring(figure.svg)  # noqa: S314
        assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (figure.title, figure.description)


@pytest.mark.parametrize(("chart", "language"), EVERY)
def test_an_example_cuts_no_word_off(chart: Chart[Any], language: Language) -> None:
    figure = chart.draw(chart.example(language), language)
    assert [of.text for of in _texts(figure) if "…" in _shown(of)] == []


@pytest.mark.parametrize(("chart", "language"), EVERY)
def test_the_texts_of_an_example_stay_apart_and_inside(chart: Chart[Any], language: Language) -> None:
    assert _faults(chart.draw(chart.example(language), language)) == []


@pytest.mark.parametrize(("chart", "language"), EVERY)
def test_a_drawing_writes_every_colour_as_a_light_value_and_as_a_class(chart: Chart[Any], language: Language) -> None:
    figure = chart.draw(chart.example(language), language)
    for tag in re.findall(r"<[^/][^>]*>", figure.svg or ""):
        painted = {f"{kind[0]}-{value}" for kind, value in re.findall(r'(fill|stroke)="(#[0-9a-f]+)"', tag)}
        named = (re.findall(r'class="([^"]+)"', tag) or [""])[0].split()
        assert painted == {f"{name[0]}-{palette.LIGHT[name[2:]]}" for name in named}


def _names(most: int = 60) -> st.SearchStrategy[list[str]]:
    return st.lists(NAMES, max_size=most)


def _organisation(names: list[str], numbers: list[int]) -> organisation.Organisation:
    boxes = [
        organisation.Box(
            str(i),
            name,
            "body" if n % 3 == 0 else "role",
            # Some answer to nobody, some to a later one, some to themselves, some to one who is not there.
            None if n % 5 == 0 else str(n % (len(names) + 1)),
            tuple(names[: n % 5]),
            n % 2 == 0,
        )
        for i, (name, n) in enumerate(zip(names, numbers, strict=False))
    ]
    return organisation.Organisation(tuple(boxes))


def _level(n: int) -> int | None:
    return None if n % 7 == 0 else n % 5 + 1


def _signed(n: int) -> float | None:
    return None if n % 6 == 0 else float(n) if n % 4 else -float(n)


def _months(count: int) -> list[date]:
    return [date(2025 + i // 12, i % 12 + 1, 1) for i in range(count)]


_Maker = Callable[[list[str], list[int]], object]
MAKERS: dict[str, _Maker] = {
    "organisation": _organisation,
    "return-visits": lambda names, ns: return_visits.ReturnVisits(
        tuple(
            return_visits.Visit(name, n, (n % 201 - 100) / 100, (n % 201 - 120) / 120, (n % 201 - 80) / 120)
            for name, n in zip(names, ns, strict=False)
        )
    ),
    "risk-matrix": lambda names, ns: risk_matrix.RiskMatrix(
        tuple(
            risk_matrix.Risk(name, _level(n), _level(n // 3), _level(n // 7), _level(n // 11))
            for name, n in zip(names, ns, strict=False)
        ),
        tuple((names * 5)[:5]) if len(names) > 3 else (),
        tuple((names * 4)[:4]) if len(names) > 5 else (),
    ),
    "power-interest": lambda names, ns: power_interest.PowerInterest(
        tuple(
            power_interest.Audience(name, _level(n), _level(n // 3), name if n % 2 else "", name if n % 3 else "")
            for name, n in zip(names, ns, strict=False)
        )
    ),
    "budget": lambda names, ns: budget.Budget(
        "CNY", tuple(budget.Line(name, _signed(n), name, n % 9 == 0) for name, n in zip(names, ns, strict=False))
    ),
    "budget-by-month": lambda names, ns: budget_by_month.BudgetByMonth(
        "EUR",
        tuple(
            budget_by_month.Month(first, _signed(n), _signed(n // 2), _signed(n // 5))
            for first, n, _ in zip(_months(60), ns, names, strict=False)
        ),
    ),
    "points-economy": lambda names, ns: points_economy.PointsEconomy(
        tuple(
            points_economy.Month(first, _signed(n), _signed(n // 2), _signed(n // 5), _signed(n // 3))
            for first, n, _ in zip(_months(60), ns, names, strict=False)
        )
    ),
    "year-calendar": lambda names, ns: year_calendar.YearCalendar(
        FIRST,
        FIRST + timedelta(days=sum(ns) % 900),
        tuple(year_calendar.Item(FIRST + timedelta(days=n % 900), name) for name, n in zip(names, ns, strict=False)),
        ((FIRST + timedelta(days=10), FIRST + timedelta(days=30)),),
    ),
    "gantt": lambda names, ns: gantt.Gantt(
        FIRST,
        FIRST + timedelta(days=sum(ns) % 900),
        tuple(
            gantt.Row(name, name, tuple(FIRST + timedelta(days=i * 9) for i in range(n % 70)), n % 7 == 0)
            for name, n in zip(names, ns, strict=False)
        ),
        ((FIRST + timedelta(days=10), FIRST + timedelta(days=30)),),
    ),
    "staff-load": lambda names, ns: staff_load.StaffLoad(
        tuple(date(2026, 1, 5) + timedelta(weeks=i) for i in range(len(ns))),
        tuple(
            staff_load.Person(name, None if n % 5 == 0 else n % 40, tuple(None if m % 9 == 0 else m % 60 for m in ns))
            for name, n in zip(names, ns, strict=False)
        ),
    ),
    "goals": lambda names, ns: goals.Goals(
        tuple(
            goals.Goal(
                *(name, _signed(n), _signed(n // 2), _signed(n // 3)),
                ("met", "on-track", "off-track", "missed", "unknown")[n % 5],
                (name, name, name),
                _signed(n // 5),
            )
            for name, n in zip(names, ns, strict=False)
        )
    ),
    "active-members": lambda names, ns: active_members.ActiveMembers(
        tuple(FIRST + timedelta(days=i) for i in range(len(ns))),
        tuple(active_members.Series(name, tuple(_signed(n) for n in ns)) for name in names[:7]),
        float(ns[0]) if ns and ns[0] % 2 else None,
        tuple(
            active_members.Band(FIRST + timedelta(days=n % 60), FIRST + timedelta(days=n % 60 + 5), name)
            for name, n in zip(names, ns, strict=False)
        ),
    ),
    "goal-course": lambda names, ns: goal_course.GoalCourse(
        names[0] if names else "",
        tuple((FIRST + timedelta(weeks=i), _signed(n)) for i, n in enumerate(ns)),
        float(ns[0]) if ns and ns[0] % 2 else None,
        ((FIRST, 0.0), (FIRST + timedelta(weeks=70), float(ns[0]))) if ns and ns[0] % 3 else None,
        tuple(
            goal_course.Step(FIRST + timedelta(weeks=len(ns) + i), n, (n / 2, n * 2), (n / 3, n * 3))
            for i, n in enumerate(ns[:20])
        ),
        tuple(
            goal_course.Band(FIRST + timedelta(days=n % 60), FIRST + timedelta(days=n % 60 + 5), name)
            for name, n in zip(names, ns, strict=False)
        ),
        unit=names[-1] if names else "",
    ),
    "member-growth": lambda names, ns: member_growth.MemberGrowth(
        tuple(
            member_growth.Month(first, n, None if n % 6 == 0 else n // 2)
            for first, n, _ in zip(_months(60), ns, names, strict=False)
        )
    ),
    "funnel": lambda names, ns: funnel.Funnel(
        tuple(funnel.Step(name, n, (n % 101) / 100 if n % 3 else None) for name, n in zip(names, ns, strict=False))
    ),
    "staff": lambda names, ns: staff_seen.StaffSeen(
        tuple(
            staff_seen.Month(first, None if n % 6 == 0 else float(n), n / 3)
            for first, n, _ in zip(_months(60), ns, names, strict=False)
        )
    ),
    "lifecycle": lambda names, ns: lifecycle.Lifecycle(
        tuple(
            lifecycle.Month(first, n, n // 2, n // 3, n // 4)
            for first, n, _ in zip(_months(60), ns, names, strict=False)
        )
    ),
    "cohorts": lambda names, ns: cohorts.Cohorts(
        tuple(
            cohorts.Cohort(name, n, tuple(None if (n + i) % 5 == 0 else (n + i) % 101 / 100 for i in range(n % 40)))
            for name, n in zip(names, ns, strict=False)
        )
    ),
    "response-times": lambda names, ns: response_times.ResponseTimes(
        tuple(
            response_times.Bin(None if i == len(names[:12]) - 1 else 60 * 4**i, n)
            for i, n in enumerate(ns[: len(names[:12])])
        ),
        sum(ns[:1]),
        sum(ns[1:2]),
        *(sum(ns[2:3]) or None, sum(ns[3:4]) or None),
    ),
    "hour-of-week": lambda _names, ns: hour_of_week.HourOfWeek(
        tuple(tuple((ns * 24)[row : row + 24] or [0] * 24) for row in range(7)), "America/Argentina/Buenos_Aires"
    ),
    "lorenz": lambda _names, ns: lorenz.Lorenz(
        tuple((i / max(len(ns) - 1, 1), (i / max(len(ns) - 1, 1)) ** 3) for i in range(len(ns))), None, 0.004
    ),
    "calendar-execution": lambda names, ns: calendar_execution.CalendarExecution(
        tuple(
            calendar_execution.Item(
                name,
                tuple(
                    calendar_execution.Occurrence(
                        FIRST + timedelta(days=m % 700),
                        ("done", "late", "skipped", "cancelled", "unknown")[m % 5],
                    )
                    for m in ns[: n % 61]
                ),
            )
            for name, n in zip(names, ns, strict=False)
        )
    ),
    "raci": lambda names, ns: raci.Raci(
        tuple(names),
        tuple(raci.Task(name, tuple("RACI"[n % 5 : n % 7] for n in ns[: len(names)])) for name in names),
    ),
    "audience-channels": lambda names, ns: audience_channels.AudienceChannels(
        tuple(names),
        tuple(
            audience_channels.Audience(name, tuple((None, "both", "out")[n % 3] for n in ns[: len(names)]))
            for name in names
        ),
    ),
    "month-calendar": lambda names, ns: month_calendar.MonthCalendar(
        (date(2026, 1, 1), date(2026, 2, 1)),
        tuple(
            month_calendar.Entry(FIRST + timedelta(days=n % 70), name, name, "09:00" if n % 2 else "", n % 5 == 0)
            for name, n in zip(names, ns, strict=False)
        ),
        tuple(month_calendar.Mark(FIRST + timedelta(days=n % 70), name) for name, n in zip(names, ns, strict=False)),
    ),
}


@pytest.mark.parametrize("chart", [pytest.param(chart, id=chart.name) for chart in CHARTS])
@given(names=_names(), numbers=st.lists(COUNTS, max_size=60), language=st.sampled_from(LANGUAGES))
@settings(max_examples=25, deadline=None)
def test_whatever_the_rows_texts_stay_apart_and_inside_and_markup_stays_text(
    chart: Chart[Any], names: list[str], numbers: list[int], language: Language
) -> None:
    figure = chart.draw(MAKERS[chart.name](names, numbers), language)
    assert _faults(figure) == []
    drawn = f"{figure.svg}{figure.html}"
    assert "<script" not in drawn
    assert "\u202e" not in drawn


def test_a_goal_at_the_top_is_told_below_its_line_where_the_names_of_holidays_are_not() -> None:
    days = tuple(FIRST + timedelta(days=n) for n in range(60))
    line = active_members.Series("MAU", tuple(1.0 for _ in days))
    band = active_members.Band(days[2], days[4], "Newsletter")
    assert _faults(active_members.draw(active_members.ActiveMembers(days, (line,), 1_000_000.0, (band,)), "en")) == []


def test_a_festival_of_one_day_is_not_told_as_from_that_day_to_itself() -> None:
    bands = (goal_course.Band(FIRST, FIRST, "Double 11"), goal_course.Band(FIRST, FIRST + timedelta(days=2), "Eid"))
    points = ((FIRST, 1.0), (FIRST + timedelta(days=9), 2.0))
    figure = goal_course.draw(goal_course.GoalCourse("x", points, bands=bands), "en")
    assert figure.table is not None
    assert [row[:2] for row in figure.table.rows[-2:]] == [
        (day(FIRST, "en"), "Double 11"),
        (f"{day(FIRST, 'en')}–{day(FIRST + timedelta(days=2), 'en')}", "Eid"),
    ]


EMPTY: tuple[tuple[object, str], ...] = (
    (organisation.Organisation(()), "The plan names no bodies or roles."),
    (risk_matrix.RiskMatrix(()), "No risks registered."),
    (return_visits.ReturnVisits(()), "Nothing can be told yet."),
    (budget.Budget("EUR", ()), "The plan has no budget lines."),
    (budget_by_month.BudgetByMonth("EUR", ()), "The plan dates no spending."),
    (active_members.ActiveMembers((), ()), "No activity has been measured."),
    (goal_course.GoalCourse("", ()), "Nothing of it has been measured."),
    (cohorts.Cohorts(()), "No cohort has been observed yet."),
    (funnel.Funnel(()), "No steps have been measured."),
    (staff_seen.StaffSeen(()), "No whole week has been measured."),
    (lifecycle.Lifecycle(()), "No month has been measured."),
    (member_growth.MemberGrowth(()), "No joins or leaves have been measured."),
    (lorenz.Lorenz((), None, None), "No contributions have been measured."),
    (response_times.ResponseTimes((), 0), "No questions have been measured."),
    (goals.Goals(()), "The plan states no measurable goals."),
    (calendar_execution.CalendarExecution(()), "No planned date has come yet."),
    (year_calendar.YearCalendar(FIRST, FIRST, ()), "The calendar has no dates."),
    (points_economy.PointsEconomy(()), "The plan does not say how many points are earned."),
    (gantt.Gantt(FIRST, FIRST, ()), "The plan has no dates to draw."),
    (staff_load.StaffLoad((), ()), "The plan gives nobody hours."),
    (power_interest.PowerInterest(()), "The plan names no audiences."),
    (raci.Raci((), ()), "The plan assigns no tasks or decisions."),
    (audience_channels.AudienceChannels((), ()), "The plan names no audiences or no channels."),
)


@pytest.mark.parametrize(("data", "sentence"), [pytest.param(*row, id=type(row[0]).__name__) for row in EMPTY])
def test_a_chart_without_rows_says_so(data: object, sentence: str) -> None:
    chart = next(c for c in CHARTS if type(c.example("en")) is type(data))
    figure = chart.draw(data, "en")
    assert sentence in (figure.svg or figure.html or "")


def test_an_unknown_amount_is_neither_zero_nor_left_out_of_the_total() -> None:
    figure = budget.draw(budget.Budget("EUR", (budget.Line("People", 80), budget.Line("Swag", None))), "en")
    assert figure.table.rows == (
        ("People", "–", "80", "100%"),
        ("Swag", "–", "unknown", "unknown"),
        ("Total", "", "80 + 1 unknown", ""),
    )


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_bar_of_a_month_stands_over_its_name(count: int) -> None:
    months = tuple(lifecycle.Month(date(2026, n + 1, 1), 4, 3, 2, 1) for n in range(count))
    svg = lifecycle.draw(lifecycle.Lifecycle(months), "en").svg or ""
    bars = [
        float(x) + float(w) / 2
        for x, w in re.findall(r'<rect x="([\d.]+)"[^>]*? width="([\d.]+)"[^>]*><title>new', svg)
    ]
    names = [float(x) for x in re.findall(r'<text x="([\d.]+)" y="304"[^>]*text-anchor="middle"', svg)]
    assert len(bars) == count
    assert names
    assert [min(abs(name - bar) for bar in bars) for name in names] == pytest.approx([0] * len(names), abs=1)


@pytest.mark.parametrize("seconds", [0, 1, 59, 60, 90, 3599, 3600, 1987, 86_400, 90_061, 800_000])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_tells_a_time_as_the_text_does(seconds: int, language: Language) -> None:
    assert response_times.duration(seconds, language) == spoken.quantity(seconds, "seconds").in_language(language)


@pytest.mark.parametrize(("gini", "share"), [(0.723, 0.6849), (0.5, 0.7), (0.0004, 0.99951), (1.0, 1.0)])
def test_a_picture_tells_an_index_and_a_share_as_the_text_does(gini: float, share: float) -> None:
    svg = lorenz.draw(lorenz.Lorenz(((0.0, 0.0), (1.0, 1.0)), gini, share), "en").svg or ""
    assert f">{spoken.quantity(gini, 'index').en}</text>" in svg
    assert f">{spoken.quantity(share, 'share').en}</text>" in svg


def test_a_funnel_tells_each_step_and_its_share_of_the_one_before() -> None:
    figure = funnel.draw(funnel.Funnel((funnel.Step("a", 40), funnel.Step("b", 10, 0.25), funnel.Step("c", 2))), "en")
    assert figure.table.rows == (("a", "40", "–"), ("b", "10", "25%"), ("c", "2", "–"))
    widths = [float(w) for w in re.findall(r'<rect[^>]*? width="([\d.]+)"', figure.svg or "")]
    assert widths[1] == pytest.approx(widths[0] / 4, abs=0.1)


def test_a_day_without_a_measure_breaks_the_line() -> None:
    days = tuple(FIRST + timedelta(days=n) for n in range(5))
    series = active_members.Series("DAU", (1, 2, None, 4, 5))
    figure = active_members.draw(active_members.ActiveMembers(days, (series,)), "en")
    assert (figure.svg or "").count("<polyline") == 2
    assert figure.table.rows[2] == ("3 Jan 2026", "unknown")


def test_boxes_that_answer_to_each_other_in_a_ring_are_all_drawn() -> None:
    ring = (organisation.Box("a", "First", parent="b"), organisation.Box("b", "Second", parent="a"))
    figure = organisation.draw(organisation.Organisation(ring), "en")
    assert [_shown(of) for of in _texts(figure)] == ["Second", "First"]


def test_staff_load_over_more_than_half_a_year_is_told_by_month() -> None:
    mondays = tuple(date(2026, 12, 28) + timedelta(weeks=n) for n in range(53))
    hours = (8.0, 8.0, 12.0, *[6.0] * 50)
    people = (staff_load.Person("Member A", 10, hours), staff_load.Person("Member B", None, (None, *[1.0] * 52)))
    figure = staff_load.draw(staff_load.StaffLoad(mondays, people), "en")
    months = ("Jan 2027", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    assert figure.table.columns == ("Person", "Hours available a week", *months, "Total")
    assert figure.table.rows == (
        ("Member A", "10", "40", "24", "24", "24", "30", "24", "24", "30", "24", "30", "24", "30", "328"),
        ("Member B", "unknown", "unknown", "4", "4", "4", "5", "4", "4", "5", "4", "5", "4", "5", "unknown"),
    )
    shown = [_shown(of) for of in _texts(figure)]
    assert ("1 week over" in shown, shown.count("6"), shown.count("8")) == (True, 11, 1)
    # The same on a page, as a table: a person to a row, the month that asks for too much marked.
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in (figure.html or "").split("<tr>")[2:]]
    six = ["6"] * 11
    assert cells == [
        ['Member A <b class="gap">1 week over</b>', "10", '<b class="a">8</b>', *six, "328"],
        ["Member B", "unknown", "–", *["1"] * 11, "unknown"],
    ]


def test_a_quiet_period_is_named_once_a_month_and_each_day_of_it_is_marked() -> None:
    days = (date(2027, 1, 30), date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 2))
    marks = tuple(month_calendar.Mark(d, "New year", "freeze") for d in days)
    data = month_calendar.MonthCalendar((date(2027, 1, 1), date(2027, 2, 1)), (), marks)
    html = month_calendar.draw(data, "en").html or ""
    told = ["New year", "quiet period", "New year", "quiet period"]
    assert re.findall(r'<span class="day freeze">([^<]*)</span>', html) == told


def test_a_cell_of_the_risk_matrix_counts_those_who_find_no_room() -> None:
    risks = tuple(risk_matrix.Risk(f"risk {n}", 3, 3) for n in range(9))
    figure = risk_matrix.draw(risk_matrix.RiskMatrix(risks), "en")
    assert [_shown(of) for of in _texts(figure) if _shown(of).startswith("+")] == ["+4"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (1234567, "1,234,567"), (-12, "−12"), (3.14159, "3.1"), (0.123, "0.12"), (12.34, "12.3"), (2834.0000001, "2,834"), (-0.0, "0"),
     (None, "unknown")],
)  # fmt: skip
def test_numbers_are_written_with_no_more_decimals_than_they_need(value: float | None, shown: str) -> None:
    assert number(value, "en") == shown


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [(900, "900", "900"), (12_000, "12k", "1.2万"), (2_500_000, "2.5M", "250万"), (-30_000, "−30k", "−3万")],
)
def test_axis_numbers_are_short_in_the_way_of_each_language(value: float, english: str, chinese: str) -> None:
    assert (short(value, "en"), short(value, "zh")) == (english, chinese)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "0%"), (0.001, "<1%"), (0.5, "50%"), (0.999, ">99%"), (1.0, "100%")]
)
def test_a_share_never_rounds_something_to_nothing_or_to_all(value: float, shown: str) -> None:
    assert percent(value) == shown


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 3, [0, 1, 2, 3]), (0, 2379, [0, 1000, 2000, 3000]), (-140, 246, [-200, -100, 0, 100, 200, 300]),
     (0, 0, [0, 0.25, 0.5, 0.75, 1.0]), (0, 1, [0, 0.25, 0.5, 0.75, 1.0])],
)  # fmt: skip
def test_ticks_are_round_and_enclose_the_values(low: float, high: float, expected: list[float]) -> None:
    assert plot.ticks(low, high) == expected


@given(wanted=st.lists(st.floats(0, 100), max_size=6))
def test_spread_labels_keep_their_order_and_their_distance(wanted: list[float]) -> None:
    places = plot.spread(wanted, 17, 0, 100)
    in_order = [places[i] for i in sorted(range(len(wanted)), key=lambda i: wanted[i])]
    assert all(b - a > 16.99 for a, b in itertools.pairwise(in_order))


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("Community lead", 200, ["Community lead"]),
        ("Community lead", 80, ["Community", "lead"]),
        ("审核与安全，申诉复核", 62, ["审核与安", "全，申诉…"]),
        ("审核与安全组", 40, ["审核与", "安全组"]),
        ("一二三，四", 36, ["一二", "三，四"]),
        ("社群管家（群主）", 64, ["社群管家", "（群主）"]),
        ("", 40, [""]),
    ],
)
def test_wrapping_breaks_at_spaces_and_between_ideographs_but_not_before_a_mark(
    text: str, width: float, rows: list[str]
) -> None:
    assert canvas.wrap(text, width, 12) == rows


@pytest.mark.parametrize("scheme", [pytest.param(palette.LIGHT, id="light"), pytest.param(palette.DARK, id="dark")])
def test_every_ink_on_its_ground_holds_wcag_aa(scheme: dict[str, str]) -> None:
    pairs = [*palette.TEXT_PAIRS, *((f"on-heat-{n}", f"heat-{n}") for n in range(palette.HEAT_BINS))]
    weak = {(ink, ground) for ink, ground in pairs if _contrast(scheme[ink], scheme[ground]) < 4.5}
    weak |= {(ink, ground) for ink, ground in palette.LINE_PAIRS if _contrast(scheme[ink], scheme[ground]) < 3}
    assert weak == set()


@pytest.mark.parametrize("chart", [pytest.param(chart, id=chart.name) for chart in CHARTS])
def test_a_drawing_sets_text_only_in_inks_that_the_contrast_test_knows(chart: Chart[Any]) -> None:
    inks = {ink for ink, _ in palette.TEXT_PAIRS} | {f"on-heat-{n}" for n in range(palette.HEAT_BINS)}
    figure = chart.draw(chart.example("en"), "en")
    assert {of.attrib["class"][2:] for of in _texts(figure)} <= inks


def test_both_schemes_name_the_same_colours() -> None:
    assert list(palette.LIGHT) == list(palette.DARK)


def _contrast(one: str, other: str) -> float:
    # Relative luminance and contrast ratio as WCAG 2.2 defines them.
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _texts(figure: Figure) -> list[ET.Element]:
    if not figure.svg:
        return []
    root = ET.fromstring(figure.svg)  # noqa: S314
    for group in [*root.iter(f"{SVG}g"), root]:
        for of in group.iter(f"{SVG}text"):
            of.attrib.update({name: value for name, value in group.attrib.items() if name not in of.attrib})
    return list(root.iter(f"{SVG}text"))


def _shown(of: ET.Element) -> str:
    return (of.text or "") + "".join(child.tail or "" for child in of)


def _box(of: ET.Element) -> tuple[float, float, float, float]:
    size = float(of.attrib["font-size"])
    width = canvas.text_width(_shown(of), size, bold="font-weight" in of.attrib)
    left = float(of.attrib["x"]) - width * {"start": 0, "middle": 0.5, "end": 1}[of.get("text-anchor", "start")]
    base = float(of.attrib["y"])
    return left, base - size * 0.85, left + width, base + size * 0.22


def _faults(figure: Figure) -> list[str]:
    """Texts outside the picture, and pairs of texts that lie over each other."""
    if figure.svg is None:
        return []
    _, _, width, height = map(float, ET.fromstring(figure.svg).attrib["viewBox"].split())  # noqa: S314
    boxes = [(_shown(of), _box(of)) for of in _texts(figure)]
    out = [
        f"outside: {shown}"
        for shown, (left, top, right, bottom) in boxes
        if left < -0.5 or top < -0.5 or right > width + 0.5 or bottom > height + 0.5
    ]
    for i, (one, a) in enumerate(boxes):
        for other, b in boxes[i + 1 :]:
            across, along = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            if across > 0.5 and along > 1:
                out.append(f"{one} over {other}")
    return out
