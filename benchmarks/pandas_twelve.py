"""Twelve metrics as they are commonly written in pandas, from the Parquet files of a store: answers as JSON. For `evaluate.py`.

Rolling actives are counted as people write them first, over the days that a window holds; with `gaps` by the days until a
member's next one, which is how commplan counts them. All else is the same.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

COLUMNS = ["event_id", "kind", "us", "member", "thread", "reply_to"]


def main() -> None:
    files = sorted(Path(sys.argv[1]).glob("events/*/*.parquet"))
    events = pd.concat([pd.read_parquet(file, columns=COLUMNS) for file in files], ignore_index=True)
    local = pd.to_datetime(events["us"], unit="us", utc=True).dt.tz_convert(sys.argv[2])
    events["day"] = local.dt.tz_localize(None).dt.normalize()
    events["hour"], events["dow"] = local.dt.hour, local.dt.day_of_week
    act = events[~events["kind"].isin(["join", "leave"])]
    days = act[["member", "day"]].drop_duplicates().sort_values(["member", "day"])
    last = events["day"].max()
    found: dict[str, float] = {}
    found["active-members"] = (by_gaps if "gaps" in sys.argv else rolling)(days)
    recent = days[days["day"] > last - pd.Timedelta(days=28)]
    found["stickiness"] = len(recent) / (recent["member"].nunique() * 28)
    found["member-lifecycle"] = lifecycle(days)
    found["retention-cohorts"] = cohorts(days)
    response(events, found)
    totals = act.groupby("member").size().sort_values(ascending=False)
    inequality(totals, found)
    found["contribution-types"] = act.groupby("kind")["member"].agg(["size", "nunique"])["nunique"].sum()
    found["activity-by-hour"] = act.groupby(["dow", "hour"])["member"].agg(["size", "nunique"])["nunique"].sum()
    gaps = np.diff(act["us"].sort_values().to_numpy()) // 1_000_000
    found["burstiness"] = (gaps.std() - gaps.mean()) / (gaps.std() + gaps.mean())
    print(json.dumps({name: float(value) for name, value in found.items()}))


def rolling(days: pd.DataFrame) -> float:
    """DAU, WAU and MAU of every day; -> the sum of WAU."""
    days.groupby("day").size()
    by_day = days.set_index("day")["member"].sort_index()
    sums = []
    for width in (7, 28):
        before = pd.Timedelta(days=width - 1)
        sums.append(sum(by_day.loc[day - before : day].nunique() for day in by_day.index.unique()))
    return sums[0]


def by_gaps(days: pd.DataFrame) -> float:
    """The same: the days until a member's next one, counted and summed."""
    sums, seen = {}, days["day"].unique()
    until = (days.groupby("member")["day"].shift(-1) - days["day"]).dt.days.fillna(28).clip(upper=28)
    for width in (1, 7, 28):
        comes = days.groupby("day").size()
        goes = (days["day"] + pd.to_timedelta(until.clip(upper=width), unit="D")).value_counts()
        sums[width] = comes.sub(goes, fill_value=0).sort_index().cumsum().loc[seen].sum()
    return sums[7]


def lifecycle(days: pd.DataFrame) -> float:
    """-> how often somebody was new or came back"""
    month = days["day"].dt.year * 12 + days["day"].dt.month
    monthly = pd.DataFrame({"member": days["member"], "month": month}).drop_duplicates()
    before = monthly.groupby("member")["month"].shift()
    after = monthly.groupby("member")["month"].shift(-1)
    state = np.where(before.isna(), "new", np.where(before == monthly["month"] - 1, "returning", "resurrected"))
    counts = monthly.assign(state=state).groupby(["month", "state"]).size().unstack(fill_value=0)
    monthly[after.isna() | (after > monthly["month"] + 1)].groupby("month").size()
    return counts[["new", "resurrected"]].to_numpy().sum()


def cohorts(days: pd.DataFrame) -> float:
    """-> the sum of the triangle"""
    month = days["day"].dt.year * 12 + days["day"].dt.month
    cohort = month.groupby(days["member"]).transform("min")
    frame = pd.DataFrame({"member": days["member"], "cohort": cohort, "age": month - cohort})
    triangle = frame.pivot_table(index="cohort", columns="age", values="member", aggfunc="nunique")
    return np.nansum(triangle.to_numpy())


def response(events: pd.DataFrame, found: dict[str, float]) -> None:
    asked = events.loc[events["kind"] == "message", ["event_id", "member", "us"]]
    answers = events.loc[events["kind"] == "reply", ["member", "us"]].assign(
        event_id=events["thread"].fillna(events["reply_to"])
    )
    both = asked.merge(answers, on="event_id", suffixes=("", "_answer"))
    both = both[(both["member_answer"] != both["member"]) & (both["us_answer"] >= both["us"])]
    first = both.groupby("event_id")["us_answer"].min()
    took = (asked["event_id"].map(first) - asked["us"]) // 1_000_000
    found["first-response-time"] = took.median()
    took.quantile(0.9)
    due = asked["us"] + 48 * 3_600_000_000 <= events["us"].max()
    found["unanswered-rate"] = (took.isna() & due).sum() / due.sum()


def inequality(totals: pd.Series, found: dict[str, float]) -> None:
    rising = totals.to_numpy()[::-1].astype("float64")
    n, ranks = len(rising), np.arange(1, len(rising) + 1)
    found["participation-gini"] = (2 * (ranks * rising).sum() - (n + 1) * rising.sum()) / (n * rising.sum())
    top = int(np.ceil(n * 0.10))
    found["top-share"] = totals.iloc[:top].sum() / totals.sum()
    found["absence-factor"] = int((2 * (totals.cumsum() - totals) < totals.sum()).sum())


main()
