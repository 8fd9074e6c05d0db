"""The catalogue: each metric is documented, portable, honest about nothing, and its example computes to its answer."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction
from typing import get_args

import pytest

import commplan.metrics
from commplan.activity.event import CAPABILITIES, KINDS
from commplan.catalogue import metric as by_id
from commplan.catalogue import metric_ids
from commplan.cli import metrics_
from commplan.discover import discover
from commplan.localday import Window, day_number, month_number
from commplan.measuring import measure
from commplan.metric import ACTIVITY, CHAPTERS, Better, Example, Metric, Shape, Unit, table
from commplan.reckoning.layers import window_facts
from commplan.words import LANGUAGES, Words
from made_activity import connect, rows_of

MODULES = discover(commplan.metrics, Metric)
CATALOGUE = {metric.id: metric for metric in MODULES.values()}
EVERY = [pytest.param(metric, id=name) for name, metric in CATALOGUE.items()]
EXAMPLES = [
    pytest.param(metric, example, id=f"{metric.id}-{number}")
    for metric in CATALOGUE.values()
    for number, example in enumerate(metric.examples, 1)
]
MARCH = Window(date(2026, 3, 1), date(2026, 4, 1))


def expected(column: str, cell: str | None) -> object:
    if cell is None:
        return None
    if cell in ("yes", "no"):
        return cell == "yes"
    if column == "day":
        return day_number(date.fromisoformat(cell))
    if column in ("month", "cohort"):
        return month_number(date.fromisoformat(f"{cell}-01"))
    if cell.startswith("~"):
        return pytest.approx(float(cell[1:]), abs=0.5 * 10 ** -len(cell.partition(".")[2]))
    if "/" in cell:
        return float(Fraction(cell))
    return int(cell) if cell.lstrip("-").isdigit() else cell


def answer(example: Example) -> list[dict[str, object]]:
    heading = example.answer.strip().splitlines()[0].split()
    return [{name: expected(name, line.get(name)) for name in heading} for line in table(example.answer)]


@pytest.mark.parametrize(("metric", "example"), EXAMPLES)
def test_the_example_computes_to_the_answer_worked_out_by_hand(metric: Metric, example: Example) -> None:
    rows = rows_of(example.events, example.timezone)
    session = measure.prepare(
        connect(rows), example.timezone, measure.Exclusions(staff=example.team), employers=example.employers
    )
    found = measure.compute(session, metric, example.window, example.parameters)
    lines = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    lines = [line for line in lines if example.only_nonzero is None or line[example.only_nonzero]]
    assert lines == answer(example)
    assert set(found.columns) == set(metric.columns), "every column that comes out is described"


def texts(metric: Metric) -> list[Words]:
    described = [metric.name, metric.definition, metric.edge_cases, metric.empty]
    described += [*metric.columns.values(), *(p.about for p in metric.parameters.values())]
    return described + [example.about for example in metric.examples]


@pytest.mark.parametrize("metric", EVERY)
def test_a_metric_is_documented_in_both_languages(metric: Metric) -> None:
    untold = [words for words in texts(metric) if not (words.en.strip() and words.zh.strip()) or words.en == words.zh]
    assert untold == []
    assert [w.zh for w in texts(metric) if not any("\u4e00" <= sign <= "\u9fff" for sign in w.zh)] == []
    assert metric.source
    assert metric.examples
    assert LANGUAGES == ("en", "zh")


@pytest.mark.parametrize("metric", EVERY)
def test_a_metric_uses_only_known_words(metric: Metric) -> None:
    assert metric.chapter in CHAPTERS
    assert metric.needs
    assert metric.needs <= {ACTIVITY, *CAPABILITIES}
    assert metric.gameable_kinds <= set(KINDS)
    assert metric.horizon_days({}) >= 1
    assert metric.history(metric.settled({}), 30) >= 0


def test_a_metric_is_found_by_its_id_alone() -> None:
    assert {name: by_id(name) for name in metric_ids()} == CATALOGUE
    assert {metric.id.replace("-", "_"): metric for metric in CATALOGUE.values()} == MODULES


def test_no_parameter_hides_a_column_of_the_window() -> None:
    session = measure.prepare(connect(rows_of("time kind member\n2026-03-02 message A")), "UTC", measure.Exclusions())
    taken = window_facts(session, MARCH, MARCH, {}).keys()
    assert [name for name, metric in CATALOGUE.items() if not taken.isdisjoint(metric.parameters)] == []


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"dya": 7}, "retention takes no parameter dya"),
        ({"day": 0}, "retention: day is below its minimum"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(parameters: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        CATALOGUE["retention"].settled(parameters)


HORIZONS = [
    ("retention", {"day": 30}, 31),
    ("retention", {"day": 30, "width": 7}, 37),
    ("mau", {}, 28),
    ("stickiness", {}, 28),
    ("sla-attainment", {"hours": 24}, 2),
    ("sla-attainment", {"hours": 25}, 3),
    ("dau", {}, 1),
]


@pytest.mark.parametrize(("name", "parameters", "days"), HORIZONS)
def test_the_days_until_a_value_can_be_known(name: str, parameters: dict[str, int], days: int) -> None:
    assert CATALOGUE[name].horizon_days(parameters) == days


def test_without_any_activity_nothing_is_measured() -> None:
    session = measure.prepare(connect([]), "Asia/Shanghai", measure.Exclusions())
    found = {name: measure.compute(session, metric, MARCH) for name, metric in CATALOGUE.items()}
    reason = Words("No activity was imported.", "尚未导入任何活动数据。")
    assert {name: (m.value, m.rows, m.reason) for name, m in found.items()} == dict.fromkeys(
        CATALOGUE, (None, (), reason)
    )


MILESTONES = [
    # first day, days apart, how many, and the orbit reached
    ("2026-01-01", 1, 30, 1), ("2026-01-01", 1, 29, 2), ("2026-01-01", 3, 30, 1), ("2026-02-15", 3, 30, 2),
    ("2026-01-01", 4, 7, 2), ("2026-01-01", 5, 7, 2), ("2026-01-02", 5, 7, 3), ("2026-01-05", 6, 2, 3), ("2026-01-05", 7, 9, 4),
    ("2025-03-31", 1, 9, None), ("2025-03-31", 1, 10, 4),
]  # fmt: skip


@pytest.mark.parametrize(("first", "apart", "count", "orbit"), MILESTONES)
def test_an_orbit_is_reached_on_its_milestone(first: str, apart: int, count: int, orbit: int | None) -> None:
    days = (date.fromisoformat(first) + timedelta(days=apart * n) for n in range(count))
    rows = rows_of("\n".join(["time member kind", *(f"{day}T09:00 A message" for day in days), "2026-07-01 B leave"]))
    session = measure.prepare(connect(rows), "UTC", measure.Exclusions())
    found = measure.compute(session, CATALOGUE["orbit-levels"], Window(date(2026, 4, 8), date(2026, 4, 9)))
    assert [row[0] for row in found.rows if row[2]] == ([orbit] if orbit else [])


QUIET = """
time             member kind
2026-02-01T09:00 A      message
2026-02-01T09:00 A      reaction
2026-02-02T09:00 A      join
2026-04-30T09:00 A      message
"""
KNOWN_ZERO = {
    "attendances": 0.0, "buyers": 0.0, "leave-rate": 0.0, "participation-rate": 0.0, "retention-unbounded": 0.0, "dau": 0.0, "wau": 0.0, "mau": 0.0, "joins": 0.0, "members": 1.0, "net-growth": 0.0, "retention": 0.0, "revenue": 0.0,
}  # fmt: skip


def test_a_window_in_which_nothing_happened_has_a_zero_only_where_zero_is_known() -> None:
    session = measure.prepare(connect(rows_of(QUIET)), "UTC", measure.Exclusions())
    scalars = {name: metric for name, metric in CATALOGUE.items() if metric.shape == "scalar"}
    found = {name: measure.compute(session, metric, MARCH) for name, metric in scalars.items()}
    values = {name: m.value for name, m in found.items() if m.reason is None}
    assert values == KNOWN_ZERO
    assert {name: m.reason for name, m in found.items() if m.value is None} == {
        name: metric.empty for name, metric in scalars.items() if name not in KNOWN_ZERO
    }


def test_metrics_are_explained_with_the_word_and_without(capsys: pytest.CaptureFixture[str]) -> None:
    pages = []
    for asked in (["stickiness"], ["explain", "stickiness"], ["mau"], ["explain", "stickiness", "mau"]):
        metrics_.command(asked)
        pages.append(capsys.readouterr().out)
    assert pages[1] == pages[0]
    assert pages[3] == f"{pages[0]}\n{pages[2]}"


def in_chinese(*asked: str) -> list[str]:
    told = [sys.executable, "-m", "commplan", "metrics", *asked, "--lang", "zh"]
    return subprocess.run(told, capture_output=True, check=True, encoding="utf-8").stdout.splitlines()


def test_units_ways_and_shapes_are_told_in_the_language_of_the_reader(capsys: pytest.CaptureFixture[str]) -> None:
    told = (metrics_._UNITS, metrics_.WAYS, metrics_._SHAPES)  # noqa: SLF001
    assert [set(words) for words in told] == [set(get_args(each)) for each in (Unit, Better, Shape)]
    metrics_.command(["stickiness"])
    assert capsys.readouterr().out.splitlines()[0] == "stickiness  Stickiness (DAU/MAU) (share; more is better)"
    assert in_chinese("stickiness")[0] == "stickiness  用户粘性（DAU/MAU）（比例；越高越好）"
    listed = {id_: rest for id_, _, rest in (line.partition(" ") for line in in_chinese())}
    assert listed["retention-cohorts"].split() == ["比例", "按同期群", "月度同期群留存"]
