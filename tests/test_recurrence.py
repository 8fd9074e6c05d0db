"""Expansion of recurrences across clock changes, month ends and holidays."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import islice, takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commplan import load
from commplan.checking.trial import SMALLEST, laid_over, plain_data
from commplan.plan import Plan
from commplan.plan.times import Duration
from commplan.schedule import recurrence, rrule

PERIOD = (date(2027, 1, 1), date(2027, 12, 31))


def plan_with(fragment: str) -> Plan:
    import yaml

    whole = laid_over(plain_data(SMALLEST), plain_data(fragment))
    loaded = load.plan("example.yaml", yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).encode())
    assert loaded.plan is not None, loaded.document.faults
    return loaded.plan


def entry(text: str, head: str = "") -> list[str]:
    """The occurrences of one entry: local day and time, and both instants in UTC."""
    lines = f"plan: {{{head}}}\n" if head else ""
    plan = plan_with(f"{lines}content:\n  calendar:\n    - {{id: call, kind: meeting, {text}}}\n")
    shown = []
    for o in recurrence.occurrences(plan):
        clock = o.clock.strftime(" %H:%M") if o.clock else ""
        span = f" = {o.start:%d %H:%M}-{o.end:%d %H:%M} UTC" if o.start and o.end else ""
        shown.append(f"{o.day}{clock}{span}")
    return shown


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "start: 2027-03-27T02:30, rrule: FREQ=DAILY;COUNT=3, duration: PT1H",
            [
                "2027-03-27 02:30 = 27 01:30-27 02:30 UTC",
                "2027-03-28 03:30 = 28 01:30-28 02:30 UTC",
                "2027-03-29 02:30 = 29 00:30-29 01:30 UTC",
            ],
            id="a time that the clock change skips moves forward by the gap, once",
        ),
        pytest.param(
            "start: 2027-10-30T02:30, rrule: FREQ=DAILY;COUNT=3, duration: PT1H",
            [
                "2027-10-30 02:30 = 30 00:30-30 01:30 UTC",
                "2027-10-31 02:30 = 31 00:30-31 01:30 UTC",
                "2027-11-01 02:30 = 01 01:30-01 02:30 UTC",
            ],
            id="a time that comes twice means the first",
        ),
        pytest.param(
            "start: 2027-03-21T19:00, rrule: FREQ=WEEKLY;COUNT=3",
            [
                "2027-03-21 19:00 = 21 18:00-21 18:00 UTC",
                "2027-03-28 19:00 = 28 17:00-28 17:00 UTC",
                "2027-04-04 19:00 = 04 17:00-04 17:00 UTC",
            ],
            id="a wall-clock time stays where it is when the clocks change",
        ),
        pytest.param(
            "start: 2027-01-31, rrule: FREQ=MONTHLY;COUNT=4",
            ["2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"],
            id="months without a 31st are left out and not counted",
        ),
        pytest.param(
            "start: 2027-01-31, rrule: FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3",
            ["2027-01-31", "2027-02-28", "2027-03-31"],
            id="the last day of each month",
        ),
        pytest.param(
            "start: 2026-12-30, rrule: FREQ=DAILY;COUNT=4",
            ["2027-01-01", "2027-01-02"],
            id="COUNT begins at the start, also before the period",
        ),
        pytest.param(
            "start: 2027-03-01T07:00, timezone: Asia/Shanghai, rrule: FREQ=DAILY;UNTIL=20270302T230000Z",
            [
                "2027-03-01 07:00 = 28 23:00-28 23:00 UTC",
                "2027-03-02 07:00 = 01 23:00-01 23:00 UTC",
                "2027-03-03 07:00 = 02 23:00-02 23:00 UTC",
            ],
            id="UNTIL in UTC is an instant and included",
        ),
        pytest.param(
            "start: 2027-03-01T19:30, rrule: FREQ=DAILY;UNTIL=20270302",
            ["2027-03-01 19:30 = 01 18:30-01 18:30 UTC", "2027-03-02 19:30 = 02 18:30-02 18:30 UTC"],
            id="an UNTIL that is a date includes that day",
        ),
        pytest.param(
            "start: 2027-03-01T12:00Z, timezone: Asia/Shanghai, rrule: FREQ=DAILY;COUNT=2",
            ["2027-03-01 20:00 = 01 12:00-01 12:00 UTC", "2027-03-02 20:00 = 02 12:00-02 12:00 UTC"],
            id="an offset behind the start is converted to the zone",
        ),
        pytest.param(
            "start: 2027-03-01T23:30-05:00, timezone: Mars/Olympus",
            ["2027-03-01 23:30 = 02 04:30-02 04:30 UTC"],
            id="an offset makes an instant even where no zone can be read",
        ),
        pytest.param(
            "start: 2027-03-01T09:00, timezone: CST", ["2027-03-01 09:00"], id="an abbreviation is no zone: no instant"
        ),
        pytest.param(
            "start: 2027-03-01T09:00, rrule: 'FREQ=DAILY;BYHOUR=9,17;COUNT=3'",
            [
                "2027-03-01 09:00 = 01 08:00-01 08:00 UTC",
                "2027-03-01 17:00 = 01 16:00-01 16:00 UTC",
                "2027-03-02 09:00 = 02 08:00-02 08:00 UTC",
            ],
            id="each occurrence has the hour of its own",
        ),
        pytest.param(
            "start: 2027-03-01, rrule: 'FREQ=DAILY;BYHOUR=9,17;COUNT=4'",
            ["2027-03-01", "2027-03-02"],
            id="an entry without a time happens once on a day",
        ),
        pytest.param(
            "start: 2027-03-01, rrule: FREQ=DAILY;COUNT=3, except_dates: [2027-03-02]",
            ["2027-03-01", "2027-03-03"],
            id="excepted dates are left out",
        ),
        pytest.param(
            "start: 2027-03-01, rrule: FREQ=SOMETIMES", ["2027-03-01"], id="a rule that cannot be read: the first only"
        ),
        pytest.param("start: 2027-03-01, status: cancelled", [], id="a cancelled entry does not happen"),
        pytest.param("start: 2028-03-01", [], id="after the period"),
        pytest.param("rrule: FREQ=DAILY", [], id="without a start there is nothing to count from"),
        pytest.param(
            "start: 2027-02-01, rrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", [], id="a day that never comes ends soon"
        ),
        pytest.param("start: 2027-01-01, rrule: FREQ=DAILY;BYSETPOS=-200", [], id="nor does a place beyond the last"),
    ],
)
def test_occurrences(text: str, wanted: list[str]) -> None:
    assert entry(text) == wanted


def test_a_clock_change_at_midnight_moves_the_time_within_the_day() -> None:
    assert entry("start: 2027-04-30T00:15, timezone: Africa/Cairo") == ["2027-04-30 01:15 = 29 22:15-29 22:15 UTC"]


def test_without_a_period_nothing_is_expanded() -> None:
    assert entry("start: 2027-03-01", head="period: {end: 2026-01-01}") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,-1FR", None),
        ("FREQ=DAILY;UNTIL=20271231T225959Z", None),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ is given twice"),
        (
            "FREQ=HOURLY",
            "FREQ=HOURLY is more often than a plan can hold; several times a day are FREQ=DAILY;BYHOUR=9,17",
        ),
        ("FREQ=FORTNIGHTLY", "FREQ='FORTNIGHTLY' is none of YEARLY, MONTHLY, WEEKLY, DAILY"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL cannot be '0'"),
        ("FREQ=DAILY;INTERVAL=1,2", "INTERVAL cannot be '1,2'"),
        ("FREQ=DAILY;COUNT=0", "COUNT cannot be '0'"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,32", "BYMONTHDAY cannot be '32'"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY cannot be '0'"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH cannot be '13'"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR cannot be '24'"),
        ("FREQ=WEEKLY;BYDAY=DI", "BYDAY cannot be 'DI'"),
        ("FREQ=WEEKLY;WKST=SUN", "WKST cannot be 'SUN'"),
        ("FREQ=DAILY;UNTIL=2027-12-31", "UNTIL cannot be '2027-12-31'"),
        ("FREQ=DAILY;UNTIL=20270231", "UNTIL cannot be '20270231'"),
        (
            "FREQ=YEARLY;RSCALE=CHINESE",
            "RSCALE (a lunar or other calendar) is not supported; write the dates out as entries of their own",
        ),
        ("FREQ=DAILY;BYEASTER=1", "'BYEASTER' is not a part of an RFC 5545 rule"),
    ],
)
def test_what_is_wrong_with_a_rule(text: str, wanted: str | None) -> None:
    found = rrule.fault(text)
    assert (found.en if found else None) == wanted
    assert recurrence.readable(text) == (wanted is None)


def _some(low: int, high: int) -> st.SearchStrategy[str]:
    numbers = st.integers(low, high).filter(lambda n: n != 0 or low == 0)
    return st.lists(numbers, min_size=1, max_size=3, unique=True).map(lambda found: ",".join(map(str, found)))


_PARTS = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(rrule.FREQUENCIES)},
    optional={
        "INTERVAL": st.integers(1, 5).map(str),
        "COUNT": st.integers(1, 60).map(str),
        "BYMONTH": _some(1, 12),
        "BYMONTHDAY": _some(-31, 31),
        "BYYEARDAY": _some(-366, 366),
        "BYWEEKNO": _some(2, 51),  # dateutil miscounts the weeks of a year that began late
        "BYDAY": st.sampled_from(["MO", "TU,SU", "2TU", "-1FR,1MO", "SA,SU,MO", "5WE"]),
        "BYHOUR": _some(0, 23),
        "BYMINUTE": _some(0, 59),
        "BYSETPOS": _some(-3, 3),
        "WKST": st.sampled_from(rrule.WEEKDAYS),
    },
)


@settings(max_examples=80, deadline=None)
@given(_PARTS, st.dates(date(2025, 1, 1), date(2027, 9, 1)))
def test_every_rule_gives_what_dateutil_gives(stated: dict[str, str], day: date) -> None:
    assume("BYSETPOS" not in stated or stated["FREQ"] != "WEEKLY")  # dateutil's first week begins on the start's day
    start = datetime.combine(day, time(9, 30))
    uncounted = ";".join(f"{k}={v}" for k, v in stated.items() if k != "COUNT")
    later = rrule.moments(uncounted, start, datetime(2028, 1, 1), datetime(2036, 1, 1))  # noqa: DTZ001 - wall clock
    assume(next(later, None) is not None)  # else dateutil would look until the year 9999
    theirs = takewhile(
        lambda m: m.year <= 2027, islice(rrulestr(uncounted, dtstart=start), int(stated.get("COUNT", 10**6)))
    )
    ours = recurrence.expand(start, ";".join(f"{k}={v}" for k, v in stated.items()), *PERIOD)
    assert ours == [m for m in theirs if m.year == 2027]


@pytest.mark.parametrize("week", [1, 2, 52, 53])
def test_week_numbers_are_those_of_iso_8601(week: int) -> None:
    first, last = date(2019, 12, 1), date(2033, 1, 31)
    found = recurrence.expand(datetime(2019, 12, 1), f"FREQ=DAILY;BYWEEKNO={week}", first, last)  # noqa: DTZ001
    days = [date.fromordinal(o) for o in range(first.toordinal(), last.toordinal() + 1)]
    assert [m.date() for m in found] == [d for d in days if d.isocalendar().week == week]


def test_the_last_week_counts_from_the_end_of_its_year() -> None:
    found = recurrence.expand(datetime(2027, 1, 1), "FREQ=DAILY;BYWEEKNO=-1", *PERIOD)  # noqa: DTZ001
    assert [m.date().isoformat()[5:] for m in found] == [
        "01-01",
        "01-02",
        "01-03",
        "12-27",
        "12-28",
        "12-29",
        "12-30",
        "12-31",
    ]


@pytest.mark.parametrize("start", ["1900-01-02T00:00", "2199-12-30T23:59"])
@pytest.mark.parametrize("tz", ["Asia/Shanghai", "America/New_York"])
@pytest.mark.parametrize("offset", ["", "+14:00", "-12:00"])
def test_the_ends_of_time_are_no_fault(start: str, tz: str, offset: str) -> None:
    ages = "period: {start: 1900-01-01, end: 2199-12-31}"
    assert len(entry(f"start: '{start}{offset}', timezone: {tz}, duration: P36500D", head=ages)) == 1


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Asia/Shanghai", True),
        ("UTC", True),
        ("CST", False),
        ("PRC", False),
        ("UTC+8", False),
        ("right/Asia/Shanghai", False),
        ("Asia/../Asia/Shanghai", False),
        ("../../etc/passwd", False),
        ("Asia/", False),
        ("Asia/\0", False),
        (None, False),
    ],
)
def test_zones(name: str | None, known: bool) -> None:
    assert (recurrence.zone(name) is not None) == known


NEW_YEAR = [date(2026, 2, day) for day in range(14, 24)]


def test_chinese_holidays_of_2026_with_the_days_worked_in_exchange() -> None:
    plan = plan_with("plan: {holidays: CN, period: {start: 2026-01-01, end: 2026-12-31}}")
    assert {day.day: name for day, name in recurrence.free_days(plan, NEW_YEAR).items()} == {
        16: "Chinese New Year's Eve",
        17: "Chinese New Year (Spring Festival)",
        18: "Chinese New Year (Spring Festival)",
        19: "Chinese New Year (Spring Festival)",
        20: "Day off (substituted from 02/14/2026)",
        23: "Day off (substituted from 02/28/2026)",
    }
    assert recurrence.make_up_days(plan, NEW_YEAR) == [date(2026, 2, 14)]


def test_holidays_have_the_wanted_language_whatever_the_machine_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "th")
    day = [date(2027, 10, 3)]
    china, germany = plan_with("plan: {holidays: CN}"), plan_with("plan: {holidays: DE}")
    assert recurrence.free_days(china, day) == {day[0]: "National Day"}
    assert recurrence.free_days(china, day, "zh") == {day[0]: "国庆节"}
    assert recurrence.free_days(germany, day) == {day[0]: "German Unity Day"}
    assert recurrence.free_days(germany, day, "zh") == {day[0]: "German Unity Day"}


@pytest.mark.parametrize(
    ("country", "known"),
    [("CN", True), ("US-TX", True), ("US-ZZ", False), ("XX", False), ("HolidayBase", False), ("cn", False)],
)
def test_countries(country: str, known: bool) -> None:
    plan = plan_with(f"plan: {{holidays: {country}}}")
    assert recurrence.holidays_known(plan) == known
    assert bool(recurrence.free_days(plan, [date(2027, 1, 1)])) == known


@pytest.mark.parametrize(
    ("day", "text", "months", "seconds", "wanted"),
    [
        (date(2027, 1, 31), "P1M", 1, 0, date(2027, 2, 28)),
        (date(2028, 1, 31), "P1M", 1, 0, date(2028, 2, 29)),
        (date(2027, 11, 30), "P1M", 1, 0, date(2027, 12, 30)),
        (date(2027, 10, 31), "P1M", 1, 0, date(2027, 11, 30)),
        (date(2027, 12, 31), "P2M", 2, 0, date(2028, 2, 29)),
        (date(2028, 2, 29), "P1Y", 12, 0, date(2029, 2, 28)),
        (date(2027, 1, 31), "P1M1D", 1, 86400, date(2027, 3, 1)),
        (date(2027, 1, 1), "PT36H", 0, 129600, date(2027, 1, 2)),
        (date(2027, 1, 1), "P9999Y", 119988, 0, date.max),
        (date(2027, 1, 1), "P999999999999D", 0, 999999999999 * 86400, date.max),
    ],
)
def test_the_day_after_a_duration(day: date, text: str, months: int, seconds: int, wanted: date) -> None:
    assert recurrence.after(day, Duration(text, months, seconds)) == wanted


def test_weeks_and_months_that_touch_a_span() -> None:
    assert recurrence.weeks(date(2027, 1, 1), date(2027, 1, 11)) == [
        date(2026, 12, 28),
        date(2027, 1, 4),
        date(2027, 1, 11),
    ]
    assert recurrence.months(date(2026, 11, 30), date(2027, 2, 1)) == [(2026, 11), (2026, 12), (2027, 1), (2027, 2)]


def test_several_durations_are_counted_from_the_first_day() -> None:
    """One after the other they would stay on the 28th for good."""
    ends = [recurrence.after(date(2027, 1, 31), Duration("P1M", 1, 0), times) for times in range(4)]
    assert ends == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
