"""What a value that cannot be read means: the one thing that it can mean where it stands, and nothing where there are two."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from commplan.meant import Around, Meant, meant
from commplan.meant.days import span
from commplan.plan.content import EntryKind
from commplan.plan.head import Profile
from commplan.plan.numbers import Amount, Count, Positive, RiskScore, Share
from commplan.plan.scalars import CurrencyCode, LanguageTag
from commplan.plan.times import Clock, Day, Length, Recurrence, When
from commplan.spelling import Near, distance, only_near

DURATIONS = {
    "3 hours": "PT3H", "3h": "PT3H", "3-hour": "PT3H", "90 min": "PT90M", "1h30m": "PT1H30M", "1.5 hours": "PT90M",
    "half an hour": "PT30M", "半小时": "PT30M", "3小时": "PT3H", "3 个小时": "PT3H", "1小时30分钟": "PT1H30M", "２ days": "P2D",
    "2 days": "P2D", "两天": "P2D", "a week": "P1W", "2周": "P2W", "3个月": "P3M", "每月一次": "P1M", "半年一次": "P6M", "once a quarter": "P3M", "1 year 6 months": "P1Y6M", "半年": "P6M",
    "pt4h": "PT4H", "P3H": "PT3H", "PT2D": "P2D",
    "3m": None, "48": None, "3 working days": None, "3个工作日": None, "2-3 days": None, "about 2 days": None, "1.5 days": None,
    "半天": None, "30 minutes 2 hours": None, "2 hours 3 hours": None, "1 week 2 days": None, "soon": None, "PT": None,
}  # fmt: skip
DAYS = {
    "2027/3/5": "2027-03-05", "2027-3-5": "2027-03-05", "2027.03.05": "2027-03-05", "2027年3月5日": "2027-03-05",
    "2027 年 3 月 5 日": "2027-03-05", "20270305": "2027-03-05", "25/3/2027": "2027-03-25", "3/25/2027": "2027-03-25",
    "5.5.2027": "2027-05-05", "25.3.2027": "2027-03-25", "5 March 2027": "2027-03-05", "March 5th, 2027": "2027-03-05",
    "5 Sep 2027": "2027-09-05", "２０２７/３/５": "2027-03-05",
    "5/3/2027": None, "5.3.2027": None, "5-3-27": None, "2027/13/5": None, "2027-02-30": None, "2027/3": None,
    "5 Marz 2027": None, "March 2027": None, "next Friday": None, "1027/3/5": None,
}  # fmt: skip
CLOCKS = {
    "9:30": "09:30", "9：30": "09:30", "9:30 am": "09:30", "9pm": "21:00", "12am": "00:00", "12 pm": "12:00",
    "下午3点半": "15:30", "晚上8点": "20:00", "早上9:15": "09:15", "19点": "19:00", "19时30分": "19:30",
    "930": None, "25:00": None, "9:75": None, "13pm": None, "晚上12点": None, "noon": None,
}  # fmt: skip
MOMENTS = {
    "2027/3/5 9:30": "2027-03-05T09:30", "2027年3月5日19:30": "2027-03-05T19:30", "2027-3-5": "2027-03-05",
    "5 March 2027 9:30pm": "2027-03-05T21:30", "2027-03-05T9:30": "2027-03-05T09:30", "2027/3/5，19：30": "2027-03-05T19:30",
    "5/3/2027 9:30": None, "2027/3/5 in the evening": None,
}  # fmt: skip
RECURRENCES = {
    "monthly": "FREQ=MONTHLY", "Every week": "FREQ=WEEKLY", "每天": "FREQ=DAILY", "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "每周一次": "FREQ=WEEKLY", "Once a month": "FREQ=MONTHLY", "每月最后一个周六": "FREQ=MONTHLY;BYDAY=-1SA",
    "每个月第二个星期天": "FREQ=MONTHLY;BYDAY=2SU", "the third Thursday of each month": "FREQ=MONTHLY;BYDAY=3TH",
    "every Tuesday": "FREQ=WEEKLY;BYDAY=TU", "weekly on sunday": "FREQ=WEEKLY;BYDAY=SU", "每周二": "FREQ=WEEKLY;BYDAY=TU",
    "每星期天": "FREQ=WEEKLY;BYDAY=SU", "biweekly": None, "bimonthly": None, "twice a week": None, "每周两次": None,
    "first Tuesday": None, "often": None,
}  # fmt: skip
AMOUNTS = {
    "1,200": 1200, "12,345,678.50": Decimal("12345678.50"), "1 200": 1200, "1'200": 1200, "1_200": 1200, "12,00,000": 1200000,
    "1.200,50": Decimal("1200.50"), "１２００": 1200, "１，２００": 1200, "￥1,200": 1200, "¥1200": 1200, "1200元": 1200,
    "CNY 1200": 1200, "1200 RMB": 1200, "1.2万": 12000, "3万元": 30000, "2亿": 200000000, "10k": 10000, "12": 12,
    "$5": None, "5 USD": None, "€5": None, "1,20": None, "12,3456": None, "~12": None, "12+": None, "10-12": None,
    "九百元": 900, "三千零五十元": 3050, "一万五元": None, "半元": None, "ten": None, "5%": None, "CNY 5 CNY": None, "1.2.3": None, "5 元 RMB": None,
}  # fmt: skip
SHARES = {
    "50%": "0.5",
    "５０％": "0.5",
    "12.5 %": "0.125",
    "百分之三十": None,
    "百分之30": "0.3",
    "0.4": "0.4",
    "150%": None,
    "50": None,
}
KINDS = {
    "Event": ("event", True), "evnt": ("event", True), "meetings": ("meeting", True), "活动": ("event", True),
    "内容发布": ("post", True), "evvnnt": ("event", False), "works hop": ("workshop", True), "pst": ("post", False),
    "xx": None, "": None, "e": None,
}  # fmt: skip


SPANS = {
    "2027年2月到7月": ("2027-02-01", "2027-07-31"), "2027.2-2027.7": ("2027-02-01", "2027-07-31"),
    "从2027年9月～2028年1月": ("2027-09-01", "2028-01-31"), "2026年9月1日—2027年1月15日": ("2026-09-01", "2027-01-15"),
    "September to December 2026": ("2026-09-01", "2026-12-31"), "Sept 2026 - Feb 2028": ("2026-09-01", "2028-02-29"),
    "2026-09-01 to 2027-01-31": ("2026-09-01", "2027-01-31"), "all of 2027": ("2027-01-01", "2027-12-31"),
    "from March to June 2027": ("2027-03-01", "2027-06-30"), "2027/2/1-2027/7/31": ("2027-02-01", "2027-07-31"),
    "2027": ("2027-01-01", "2027-12-31"), "one term": None, "从2月到7月": None, "13月到14月": None, "July to June 2027": None,
}  # fmt: skip


def one(value: object, annotation: Any, around: Around) -> object:
    found = meant(value, annotation, around)
    return found.value if found else None


@pytest.mark.parametrize(
    ("annotation", "rows"),
    [(Length, DURATIONS), (Day, DAYS), (Clock, CLOCKS), (When, MOMENTS), (Recurrence, RECURRENCES)],
    ids=["durations", "days", "clocks", "moments", "recurrences"],
)
def test_times(annotation: Any, rows: dict[str, str | None]) -> None:
    assert {text: one(text, annotation, Around("due")) for text in rows} == rows


def test_spans() -> None:
    assert {text: span(text) for text in SPANS} == SPANS


def test_amounts_and_shares() -> None:
    around = Around("amount", "zh", "CNY")
    assert {text: one(text, Amount, around) for text in AMOUNTS} == AMOUNTS
    assert {text: one(text, Share, Around("share")) for text in SHARES} == {
        text: Decimal(share) if share else None for text, share in SHARES.items()
    }


@pytest.mark.parametrize(
    ("value", "annotation", "around", "expected"),
    [
        ("1,200", Amount, Around("amount", "de", "EUR"), None),
        ("1,5", Amount, Around("amount", "de", "EUR"), Decimal("1.5")),
        ("1,200", Count, Around("size", "de"), Decimal(1200)),
        ("$5", Amount, Around("amount", "en", "AUD"), Decimal(5)),
        ("1200元", Amount, Around("amount", "zh"), None),
        ("$5", Count, Around("size", "en", "USD"), None),
        ("30 people", Count, Around("capacity"), Decimal(30)),
        ("30人", Count, Around("capacity"), Decimal(30)),
        ("3 hours", Positive, Around("effort_hours"), Decimal(3)),
        ("半小时", Positive, Around("effort_hours"), Decimal("0.5")),
        ("15 min", Positive, Around("effort_hours"), Decimal("0.25")),
        ("10 min", Positive, Around("effort_hours"), None),
        ("15 min", Positive, Around("minutes_per_item"), None),
        ("3h / week", Positive, Around("hours_per_week"), Decimal(3)),
        ("3 hours", Positive, Around("expected_per_month"), None),
        ("12.5", Count, Around("size"), None),
        ("30", RiskScore, Around("score"), None),
        (20270305, Day, Around("due"), "2027-03-05"),
        (930, Clock, Around("time"), None),
        (None, Day, Around("due"), None),
        (True, Day, Around("due"), None),
        ("yes", bool, Around("critical"), True),
        ("否", bool, Around("critical"), False),
        ("maybe", bool, Around("critical"), None),
        ("usd", CurrencyCode, Around("currency"), "USD"),
        ("人民币", CurrencyCode, Around("currency"), "CNY"),
        ("dollars", CurrencyCode, Around("currency"), None),
        ("zh_CN", LanguageTag, Around("language"), "zh-CN"),
        ("OSS", Profile, Around("profiles"), "oss"),
        ("2 days", Day | Length | None, Around("report_back"), "P2D"),
        ("2027/3/5", Day | Length | None, Around("report_back"), "2027-03-05"),
    ],
)
def test_what_stands_around_a_value_counts(value: object, annotation: Any, around: Around, expected: object) -> None:
    assert one(value, annotation, around) == expected


def test_words() -> None:
    expected = {text: Meant(*pair) if pair else None for text, pair in KINDS.items()}
    assert {text: meant(text, EntryKind, Around("kind")) for text in KINDS} == expected


@pytest.mark.parametrize(
    ("a", "b", "n"),
    [("", "", 0), ("ab", "ba", 1), ("titel", "title", 1), ("cost", "cots", 1), ("abc", "", 3), ("ab", "xy", 2)],
)
def test_distance_is_symmetric_and_counts_swaps_once(a: str, b: str, n: int) -> None:
    assert (distance(a, b), distance(b, a)) == (n, n)


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("titel", ["title", "id"], Near("title", 1)),
        ("rol", ["role", "rule"], Near("role", 1)),
        ("rle", ["role", "rule"], None),
        ("durattoin", ["duration"], Near("duration", 2)),
        ("owner", ["due"], None),
    ],
)
def test_only_one_word_may_be_near(word: str, known: list[str], expected: Near | None) -> None:
    assert only_near(word, known) == expected
