"""The same dates a year before, and the same festival where it has moved since."""

from __future__ import annotations

import json
from datetime import date

import pytest

from commplan.activity.store import Store
from commplan.cli import evaluation
from commplan.evaluating import account, appraise
from commplan.localday import Window
from commplan.reckoning import period
from commplan.schedule import festivals
from lived import PLAN, imported, planned

CHINA = PLAN.replace("timezone: Asia/Shanghai", "timezone: Asia/Shanghai\n  holidays: CN")


def window(text: str) -> Window:
    found = period.window_of(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2026-Q1", "2025-Q1"),
        ("2024-02-29..2024-03-05", "2023-02-28..2023-03-05"),
        ("2025-02-01..2025-02-28", "2024-02-01..2024-02-29"),
        ("2024-02-01..2024-02-28", "2023-02-01..2023-02-28"),
        ("2024-02-28..2024-02-28", "2023-02-28..2023-02-28"),
        ("2024-02", "2023-02"),
        ("2026", "2025"),
    ],
)
def test_a_year_before_is_the_same_dates(text: str, before: str) -> None:
    assert period.year_before(window(text)) == window(before)


@pytest.mark.parametrize(
    ("holidays", "text", "name", "before"),
    [
        pytest.param("CN", "2026-02", "Chinese New Year (Spring Festival)", "2025-01-13..2025-02-09", id="19 days earlier"),
        pytest.param("CN", "2027-02-06..2027-02-06", "Chinese New Year (Spring Festival)", "2026-02-17..2026-02-17", id="later"),
        pytest.param("CN", "2026-06", "Dragon Boat Festival", "2025-05-13..2025-06-11", id="a day of its own"),
        pytest.param("DE", "2026-04", "Easter Monday", "2025-04-16..2025-05-15", id="Easter"),
        pytest.param("CN", "2025-02", "Chinese New Year (Spring Festival)", "2024-02-13..2024-03-11", id="days off of it only"),
        pytest.param("TR", "2025-04", "Eid al-Fitr", "2024-04-12..2024-05-11", id="its last day only"),
        pytest.param("CN", "2023-10", None, None, id="a day of another festival before, in one run of free days"),
        pytest.param("CN", "9999-12-01..9999-12-30", None, None, id="the end of the calendar"),
        pytest.param("CN", "2026-11", None, None, id="Double 11 never moves: a year before is its window"),
        pytest.param("US", "2026-02", None, None, id="the third Monday has not moved"),
        pytest.param("CN", "2026-H1", None, None, id="too long for it to matter"),
        pytest.param("XX", "2026-02", None, None, id="no such country"),
    ],
)  # fmt: skip
def test_the_window_follows_the_festival(holidays: str, text: str, name: str | None, before: str | None) -> None:
    found = festivals.moved(planned(CHINA.replace("holidays: CN", f"holidays: {holidays}")), window(text))
    assert (found and found.festival.name.en, found and found.window) == (name, before and window(before))


def test_charts_mark_long_holidays_freezes_and_sales() -> None:
    plan = planned(
        CHINA.replace("holidays: CN", "holidays: CN\n  freezes: [{start: 2026-11-25, end: 2026-11-26, reason: Move}]")
    )
    marked = [(f.name.zh, str(f.first), str(f.last)) for f in festivals.marked(plan, window("2026-H2"))]
    assert marked == [
        ("国庆节", "2026-10-01", "2026-10-07"),
        ("双十一", "2026-11-11", "2026-11-11"),
        ("Move", "2026-11-25", "2026-11-26"),
        ("双十二", "2026-12-12", "2026-12-12"),
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return imported(tmp_path_factory.mktemp("lived"))


def test_an_evaluation_is_held_against_both(store: Store) -> None:
    plan, today = planned(CHINA), date(2027, 5, 1)
    found = appraise.plan(plan, store, window("2027-03"), today)
    assert (found.festival, found.year["mau"].value, found.objectives[0].year) == (None, 4, found.year["mau"])
    found = appraise.plan(plan, store, window("2027-02"), today)
    assert found.festival is not None
    # 12 February to 11 March 2026, of which the table knows those from the 20th
    assert (found.festival.values["joins"].value, found.festival.values["joins"].partial) == (2, True)
    told = json.loads(evaluation.as_json(plan, found))
    assert told["earlier"]["festival"]["metrics"]["joins"] == 2
    assert told["earlier"]["festival"] | {"metrics": (), "partial": ()} == {
        "name": "Chinese New Year (Spring Festival)", "day": "2027-02-06", "before": "2026-02-17",
        "window": {"first": "2026-02-12", "last": "2026-03-11"}, "metrics": (), "partial": (),
    }  # fmt: skip
    assert told["objectives"][0]["earlier"]["festival"]["value"] == found.objectives[0].festival.value  # type: ignore[union-attr]


def test_a_report_says_what_each_period_is_and_what_is_only_a_part(store: Store) -> None:
    plan = planned(PLAN)
    found = appraise.plan(plan, store, window("2026-04"), date(2026, 5, 1))
    text = account.report(plan, found, "en").text.partition("## Compared with other periods")[2].partition("##")[0]
    assert text.splitlines()[2:4] == [
        "- The period before: 1 Mar 2026 to 31 Mar 2026.",
        "- A year before: 1 Apr 2025 to 30 Apr 2025. Unknown: no activity is there.",
    ]
    assert "| Five people write in four weeks. | 5\u00a0(part) | 4 | – |" in text.splitlines()
