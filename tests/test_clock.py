"""Times as exports write them: what is read, what is guessed, and what is said of formats that are none."""

from __future__ import annotations

from datetime import datetime
from email.utils import mktime_tz, parsedate_tz
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan.activity import clock, mail
from commplan.activity.clock import Guess
from commplan.activity.manifest import ActivityError

GUESSED = [
    (["2027-01-02T10:00:00Z"], Guess("iso", zoned=True)),
    (["2027-01-02 10:00:00"], Guess("iso")),
    (["2027-01-02 9:05"], Guess("%Y-%m-%d %H:%M")),
    (["1/2/2027 21:37"], Guess("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M")),
    (["1/2/2027 21:37", "13/2/2027 1:00"], Guess("%d/%m/%Y %H:%M")),
    (["1/2/2027 21:37", "2/13/2027 1:00"], Guess("%m/%d/%Y %H:%M")),
    (["1/2/27, 9:37 PM"], Guess("%m/%d/%y, %I:%M %p", "%d/%m/%y, %I:%M %p")),
    (["31.1.2027 21:37", "soon"], Guess("%d.%m.%Y %H:%M")),
    (["2027/1/2 9:05:01"], Guess("%Y/%m/%d %H:%M:%S")),
    (["2027年1月2日 21:37"], Guess("%Y年%m月%d日 %H:%M")),
    (["2027年1月2日 21时37分"], Guess("%Y年%m月%d日 %H时%M分")),
    (["02 Jan 2027 10:00:00 +0800"], Guess("%d %b %Y %H:%M:%S %z", zoned=True)),
    (["2020/10/07 8:58:26 AM PST"], Guess("%Y/%m/%d %I:%M:%S %p %Z", zoned=True)),
    (["2021/06/18 3:24:19 下午 GMT+8"], Guess("%Y/%m/%d %I:%M:%S %p %Z", zoned=True)),
    (["2021/6/18 下午 3:24:19"], Guess("%Y/%m/%d %p %I:%M:%S")),
    (["2021/6/18 3:24:19 XYZ"], None),
    (["Fri Nov 27 14:00:50 UTC 2026"], Guess("%a %b %d %H:%M:%S %Z %Y", zoned=True)),
    (["Fri Nov 27 14:00:50 XYZ 2026"], None),
    (["Fri Nov 27 14:00:50 GMT+99 2026"], None),
    (["1714550400"], Guess("unix", zoned=True)),
    (["1714550400123"], Guess("unix-ms", zoned=True)),
    (["soon"], None),
    (["soon", "later", "31.1.2027"], None),
    (["0001-01-01"], None),
    ([], None),
]


@pytest.mark.parametrize(("values", "guess"), GUESSED, ids=lambda value: repr(value)[:60])
def test_a_format_is_guessed_from_values(values: list[str], guess: Guess | None) -> None:
    assert clock.guessed(values) == guess


DAYS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y年%m月%d日",
    "%d.%m.%Y",
    "%m/%d/%y",
    "%d %B %Y",
    "%b %d, %Y",
    "%a, %d %b %Y",
    "%d-%b-%Y",
)
HOURS = ("", " %H:%M", " %H:%M:%S", "T%H:%M:%S.%f", ", %I:%M %p", " at %I:%M:%S %p", " %p%I:%M", " %H时%M分%S秒")


@given(
    st.sampled_from(DAYS),
    st.sampled_from(HOURS),
    st.sampled_from(("", "%z", " %z")),
    st.integers(700_000_000, 2_000_000_000),
)
def test_a_time_is_read_by_what_is_guessed_from_it(day: str, hour: str, zone: str, second: int) -> None:
    written = day + hour + (zone if hour else "")
    value = datetime.fromtimestamp(second, ZoneInfo("Asia/Kolkata")).strftime(written)
    guess = clock.guessed([value])
    assert guess is not None
    ways = [clock.reader(one, "UTC")(value) for one in (guess.format, guess.other) if one]
    assert clock.reader(written, "UTC")(value) in ways
    assert guess.zoned == written.endswith("z")


NAMED_ZONES = [
    ("2020/10/07 8:58:26 AM PST", "2020-10-07T16:58:26"),
    ("2018/05/15 7:07:45 PM GMT+1", "2018-05-15T18:07:45"),
    ("2018/05/15 7:07:45 PM GMT-3:30", "2018-05-15T22:37:45"),
    ("2018/05/15 7:07:45 PM GMT+0530", "2018-05-15T13:37:45"),
    ("2021/06/18 3:24:19 下午 GMT+8", "2021-06-18T07:24:19"),
    ("2021/06/18 3:24:19 오전 GMT+9", "2021-06-17T18:24:19"),
    ("2021/06/18 3:24:19 PM UTC", "2021-06-18T15:24:19"),
    ("2021/06/18 3:24:19 PM GMT+99", None),
    ("2021/06/18 3:24:19 PM CHINA", None),
    ("2021/06/18 3:24:19 PM", None),
]


@pytest.mark.parametrize(("said", "utc"), NAMED_ZONES)
def test_the_zone_that_a_form_writes_behind_a_time_counts(said: str, utc: str | None) -> None:
    us = None if utc is None else int(datetime.fromisoformat(f"{utc}Z").timestamp()) * 1_000_000
    assert clock.reader("%Y/%m/%d %I:%M:%S %p %Z", "Asia/Shanghai")(said) == us


@pytest.mark.parametrize(
    ("said", "time_format", "utc"),
    [
        ("Fri Nov 27 14:00:50 UTC 2026", "%a %b %d %H:%M:%S %Z %Y", "2026-11-27T14:00:50"),
        ("Fri Nov 27 14:00:50 PST 2026", "%a %b %d %H:%M:%S %Z %Y", "2026-11-27T22:00:50"),
        ("Fri Nov 27 14:00:50 GMT+8 2026", "%a %b %d %H:%M:%S %Z %Y", "2026-11-27T06:00:50"),
        ("2026-11-27 14:00:50 (CEST)", "%Y-%m-%d %H:%M:%S (%Z)", "2026-11-27T12:00:50"),
        ("2026-11-27 14:00:50UTC", "%Y-%m-%d %H:%M:%S%Z", "2026-11-27T14:00:50"),
        ("Fri Nov 27 14:00:50 2026", "%a %b %d %H:%M:%S %Z %Y", None),
    ],
)
def test_a_zone_counts_wherever_it_stands_in_a_time_on_every_machine(
    said: str, time_format: str, utc: str | None
) -> None:
    us = None if utc is None else int(datetime.fromisoformat(f"{utc}Z").timestamp()) * 1_000_000
    assert clock.reader(time_format, "Asia/Shanghai")(said) == us


def test_blanks_about_a_time_are_no_part_of_it() -> None:
    for time_format, said in (("unix", "1714550400"), ("unix-ms", "1714550400000"), ("iso", "2024-05-01T08:00:00Z")):
        assert clock.reader(time_format, "UTC")(f" {said} ") == 1_714_550_400_000_000


ADVICE = [
    (
        ["31/1/2027 21:37"],
        "iso",
        "could not read '31/1/2027 21:37' as iso; try time_format: \"%d/%m/%Y %H:%M\"",
        "无法按 iso 读取 “31/1/2027 21:37”；请试 time_format: \"%d/%m/%Y %H:%M\"",
    ),
    (
        ["1/2/2027"],
        "iso",
        ("could not read '1/2/2027' as iso; try time_format: \"%d/%m/%Y\" (these values do not tell day from month: "
        '"%m/%d/%Y" if the month comes first)'),
        "无法按 iso 读取 “1/2/2027”；请试 time_format: \"%d/%m/%Y\"（这些值分不清日与月：若月份在前，则为 \"%m/%d/%Y\"）",
    ),
    (
        ["2027-01-31"],
        "%d/%m/%Y",
        "could not read '2027-01-31' as \"%d/%m/%Y\"; try time_format: iso",
        "无法按 \"%d/%m/%Y\" 读取 “2027-01-31”；请试 time_format: iso",
    ),
    (
        ["soon"],
        "iso",
        "could not read 'soon' as iso; time_format can be iso, unix, unix-ms, or one such as \"%d/%m/%Y %H:%M\"",
        "无法按 iso 读取 “soon”；time_format 可写 iso、unix、unix-ms，或如 \"%d/%m/%Y %H:%M\" 的格式",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("values", "declared", "en", "zh"), ADVICE, ids=lambda value: repr(value)[:30])
def test_what_was_not_read_is_shown_with_the_format_that_reads_it(
    values: list[str], declared: str, en: str, zh: str
) -> None:
    words = clock.advice(values, declared)
    assert (words.en, words.zh) == (en, zh)


MEANT = [
    ("DD/MM/YYYY", '"%d/%m/%Y"'),
    ("dd/mm/yyyy hh:mm", '"%d/%m/%Y %H:%M"'),
    ("YYYY-MM-DD HH:MM:SS", '"%Y-%m-%d %H:%M:%S"'),
    ("DD.MM.YYYY hh:mm A", '"%d.%m.%Y %I:%M %p"'),
    ("M/D/YY, h:mm a", '"%m/%d/%y, %I:%M %p"'),
    ("ddd, D MMM YYYY", '"%a, %d %b %Y"'),
    ("YYYY-MM-DDTHH:mm:ss.SSSZ", '"%Y-%m-%dT%H:%M:%S.%f%z"'),
    ("yyyy年MM月dd日 HH时mm分", '"%Y年%m月%d日 %H时%M分"'),
    ("%-d/%-m/%Y", '"%d/%m/%Y"'),
    ("ISO 8601", "iso"),
    ("timestamp", "unix"),
    ("unix_ms", "unix-ms"),
]


@pytest.mark.parametrize(("given", "meant"), MEANT)
def test_a_format_in_other_letters_is_refused_with_the_right_one(given: str, meant: str) -> None:
    with pytest.raises(ActivityError) as caught:
        clock.reader(given, "UTC")
    assert (caught.value.words.en, caught.value.words.zh) == (
        f"time_format '{given}' is no format that can be read; write time_format: {meant}",
        f"time_format “{given}” 不是可用的格式；请写 time_format: {meant}",
    )


@pytest.mark.parametrize("given", ["", "custom", "%", "%d/%m/%Y %Q", "%H:%M", "mm:ss", "the day"])
def test_a_format_that_can_read_no_time_is_refused(given: str) -> None:
    with pytest.raises(ActivityError) as caught:
        clock.reader(given, "UTC")
    assert (caught.value.words.en, caught.value.words.zh) == (
        f"time_format '{given}' is no time format; it can be iso, unix, unix-ms, or one such as \"%d/%m/%Y %H:%M\"",
        f'time_format “{given}” 不是时间格式；可写 iso、unix、unix-ms，或如 "%d/%m/%Y %H:%M" 的格式',
    )


_OF_MAIL = st.builds(
    "{}{} {} {} {:02}:{:02}:{:02} {}{}{}".format,
    st.sampled_from(["Mon, ", "sun, ", ""]),
    st.integers(0, 40),
    st.sampled_from(["Jan", "feb", "DEC"]),
    st.integers(1000, 2999),
    *[st.integers(0, 99)] * 3,
    st.sampled_from("+-"),
    st.sampled_from(["0000", "0530", "9999", "0060", "01"]),
    st.sampled_from(["", " (UTC)", " (a b)"]),
)
_OF_ENVELOPES = st.builds(
    "{} {} {:>2} {:02}:{:02}:{:02} {}".format,
    st.sampled_from(["Mon", "thu"]),
    st.sampled_from(["Jan", "feb", "DEC"]),
    st.integers(0, 40),
    *[st.integers(0, 99)] * 3,
    st.integers(1000, 2999),
)


@given(_OF_MAIL, _OF_ENVELOPES)
def test_the_quick_way_of_reading_times_of_mail_reads_what_the_slow_one_does(said: str, above: str) -> None:
    def slowly(date: str) -> int | None:
        parts = parsedate_tz(date)
        return mktime_tz(parts) * 1_000_000 if parts else None

    assert (mail.seconds(said), mail.came(above)) == (slowly(said), slowly(above))
