"""Figures of real exports that were counted independently of commplan (SOURCE.md) come out of import and catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from commplan.catalogue import metric
from commplan.localday import Window
from commplan.measuring import measure
from made_activity import connect
from stored import EXPORTS, imported, query

UTC_DAYS = {
    "slack-houston": Window(date(2015, 6, 6), date(2016, 7, 28)),
    "stackexchange-coffee": Window(date(2015, 1, 27), date(2015, 3, 8)),
}
COUNTED = "kind IN ('message', 'reply') AND member IS NOT NULL AND coalesce(tags, '') NOT LIKE '%comment%'"
"""Comments on files of Slack carry their author elsewhere; the independent count did not look there."""
PUBLISHED: dict[str, dict[str, float]] = {
    "slack-houston": {
        "events": 1025, "actors": 32, "calendar_days": 418, "active_days": 164, "mean_DAU_all_days": 0.818, "max_DAU": 6,
        "mean_of_daily_DAU_over_trailing30_MAU": 0.1059, "sumDAU_over_sumMAU30": 0.1147,
        "M1_retention_calendar": 0.2857, "M3_retention_calendar": 0.2, "gini_events_per_actor": 0.8056, "top1pct_share": 0.3044,
        "top10pct_share": 0.7834, "one_event_actors": 8,
    },
    "stackexchange-coffee": {
        "events": 552, "actors": 115, "calendar_days": 40, "active_days": 39, "mean_DAU_all_days": 8.0, "max_DAU": 44,
        "mean_of_daily_DAU_over_trailing30_MAU": 0.0424, "sumDAU_over_sumMAU30": 0.0411,
        "M1_retention_calendar": 0.3091, "gini_events_per_actor": 0.5846, "top1pct_share": 0.154, "top10pct_share": 0.4529,
        "one_event_actors": 50,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The catalogue, asked of all the days that an export covers."""

    session: measure.Session
    window: Window

    def rows(self, id_: str, **parameters: int) -> list[dict[str, Any]]:
        known = metric(id_)
        assert known
        found = measure.compute(self.session, known, self.window, parameters)
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

    def one(self, id_: str, **parameters: int) -> dict[str, Any]:
        return self.rows(id_, **parameters)[0]

    def retention(self, later: int) -> float:
        """The share of all members active again so many calendar months after their first, as far as the data reach."""
        cohorts = [row for row in self.rows("retention-cohorts") if row["age"] == later]
        active, people = (int(sum(row[key] for row in cohorts)) for key in ("active", "size"))
        return active / people

    def daily(self) -> list[tuple[int, int]]:
        """Who was active on each day from the thirtieth on, and in the thirty days that end with it: those that the stickiness of
        thirty days divides by, since a MAU of the catalogue is of 28 days."""
        active = [int(row["dau"]) for row in self.rows("active-members")][29:]
        stickiness = metric("stickiness")
        assert stickiness
        ends = [
            Window(day, day + timedelta(days=1))
            for n in range(len(active))
            if (day := self.window.first + timedelta(29 + n))
        ]
        months = [measure.compute(self.session, stickiness, end, {"days": 30}).n or 0 for end in ends]
        return list(zip(active, months, strict=True))

    def stick(self) -> float:
        return fmean(day / month for day, month in self.daily() if month)

    def pooled_stick(self) -> float:
        return sum(day for day, _ in self.daily()) / sum(month for _, month in self.daily())


FIGURES: dict[str, Callable[[Asked], float]] = {
    "events": lambda a: a.one("participation-gini")["events"],
    "actors": lambda a: a.one("participation-gini")["n"],
    "calendar_days": lambda a: len(a.rows("active-members")),
    "active_days": lambda a: sum(row["dau"] > 0 for row in a.rows("active-members")),
    "mean_DAU_all_days": lambda a: a.one("dau")["value"],
    "mean_of_daily_DAU_over_trailing30_MAU": lambda a: a.stick(),
    "sumDAU_over_sumMAU30": lambda a: a.pooled_stick(),
    "max_DAU": lambda a: max(row["dau"] for row in a.rows("active-members")),
    "M1_retention_calendar": lambda a: a.retention(1),
    "M3_retention_calendar": lambda a: a.retention(3),
    "gini_events_per_actor": lambda a: a.one("participation-gini")["value"],
    "top1pct_share": lambda a: a.one("top-share", percent=1)["value"],
    "top10pct_share": lambda a: a.one("top-share", percent=10)["value"],
    "one_event_actors": lambda a: sum(row["members"] for row in a.rows("participation-curve") if row["each"] == 1),
}


@pytest.mark.parametrize("export", PUBLISHED)
def test_the_figures_of_a_real_export_come_out_of_the_catalogue(export: str, tmp_path: Path) -> None:
    packed = EXPORTS / export / f"{export}.zip"
    store, _ = imported(tmp_path / "activity", packed if packed.is_file() else packed.parent)
    rows = query(store, f"SELECT * FROM events WHERE {COUNTED}")  # noqa: S608 - a constant
    session = measure.prepare(connect(rows), "UTC", measure.Exclusions(bots=False), ("message", "reply"))
    asked = Asked(session, UTC_DAYS[export])
    found = {name: FIGURES[name](asked) for name in PUBLISHED[export]}
    assert found == {
        name: pytest.approx(value, abs=0.0005 if name == "mean_DAU_all_days" else 0.00005)
        for name, value in PUBLISHED[export].items()
    }
