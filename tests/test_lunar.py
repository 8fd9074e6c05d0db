"""Lunar festivals: their dates against those that Hong Kong and China make holidays of, and the texts that name them."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from commplan.schedule import lunar

BY_NAME = {festival.name.zh: festival for festival in lunar.FESTIVALS}
YEARS = range(2000, 2050)


@pytest.mark.parametrize(
    ("name", "holiday"),
    [("春节", "春节"), ("端午节", "端午节"), ("中秋节", "中秋节")],
)
def test_days_are_those_that_china_celebrates(name: str, holiday: str) -> None:
    given = holidays.country_holidays("CN", years=range(2008, 2050), language="zh_CN")
    first: dict[int, date] = {}
    for day, names in sorted(given.items()):
        if holiday in names.split("; ") and "休息日" not in names:
            first.setdefault(day.year, day)
    assert {year: BY_NAME[name].dates(year) for year in first} == {year: (day,) for year, day in first.items()}
    assert len(first) == 42


def test_the_double_ninth_is_the_one_that_hong_kong_celebrates() -> None:
    given = holidays.country_holidays("HK", years=YEARS, language="en_US")
    days = {day.year: day for day, name in given.items() if "Double Ninth Festival" in name.split("; ")}
    assert {year: BY_NAME["重阳节"].dates(year) for year in days} == {year: (day,) for year, day in days.items()}
    assert sorted(days) == list(YEARS)


def test_days_of_one_month_stay_together_and_those_of_the_next_are_a_moon_away() -> None:
    for year in YEARS:
        (qixi,), (zhongyuan,), (autumn,) = (BY_NAME[n].dates(year) for n in ("七夕", "中元节", "中秋节"))
        assert (zhongyuan - qixi).days == 8
        assert (autumn - zhongyuan).days in (29, 30, 58, 59, 60)  # twice as long with a leap month between
        (new_year,), (dragon,) = BY_NAME["春节"].dates(year), BY_NAME["龙抬头"].dates(year)
        assert (dragon - new_year).days in (30, 31)


def test_lantern_and_eve_stand_by_the_new_year_whatever_the_year() -> None:
    for year in YEARS:
        (new_year,) = BY_NAME["春节"].dates(year)
        assert BY_NAME["除夕"].dates(year) == (new_year - timedelta(days=1),)
        assert BY_NAME["元宵节"].dates(year) == (new_year + timedelta(days=14),)
        assert date(year, 1, 21) <= new_year <= date(year, 2, 21)


def test_the_nearest_day_may_lie_in_another_year_and_is_unknown_outside_of_the_tables() -> None:
    laba = BY_NAME["腊八节"]
    assert laba.nearest(date(2026, 12, 31)) == date(2027, 1, 15)
    assert [laba.nearest(date(y, 6, 1)) is None for y in (1901, 1902, 2099, 2100, 2199)] == [
        True,
        False,
        False,
        True,
        True,
    ]


NAMED = [
    ("中秋灯会", ["中秋节"]),
    ("mid-autumn", ["中秋节"]),
    ("Midautumn party", ["中秋节"]),
    ("除夕直播", ["除夕"]),
    ("Lunar New Year’s Eve greeting", ["除夕"]),
    ("Chinese New Year greeting", ["春节"]),
    ("lunar-new-year", ["春节"]),
    ("从春节到元宵", ["春节", "元宵节"]),
    ("Double Ninth walk", ["重阳节"]),
    ("Spring Festival", ["春节"]),
    ("Autumn review", []),
    ("New year, new plan", []),
    ("正月里来", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_festivals_are_known_by_their_names(text: str, expected: list[str]) -> None:
    assert [f.name.zh for f in lunar.named(text, chinese=True)] == expected
    assert lunar.may_name_one(text) or not expected


def test_elsewhere_a_spring_festival_is_but_a_festival_in_spring() -> None:
    for text in ("Spring festival of the library", "Lantern festival", "Dragon boat day", "Moon festival"):
        assert lunar.named(text, chinese=False) == []
        assert len(lunar.named(text, chinese=True)) == 1
