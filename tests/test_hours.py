"""A clock that runs only in some hours of the week, against minutes counted one by one."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commplan.plan.node import validator
from commplan.plan.rules import Hours
from commplan.schedule.hours import WEEKDAYS, Clock

MOMENTS = st.datetimes(datetime(2027, 1, 1), datetime(2027, 1, 20)).map(lambda d: d.replace(second=0, microsecond=0))  # noqa: DTZ001
CLOCKS = st.times().map(lambda t: f"{t.hour:02d}:{t.minute:02d}")
STATED = st.fixed_dictionaries(
    {
        "days": st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True),
        "opens": CLOCKS,
        "closes": CLOCKS,
    }
)


def hours(stated: dict[str, object]) -> Hours:
    read: Hours = validator(Hours).validate_python({**stated, "days": tuple(stated["days"])})  # type: ignore[arg-type]
    return read


def runs(moment: datetime, some: list[Hours]) -> bool:
    """Whether the clock runs in the minute that begins then."""
    today, yesterday = WEEKDAYS[moment.weekday()], WEEKDAYS[moment.weekday() - 1]
    now = moment.time()
    for one in some:
        if one.closes > one.opens:
            if today in one.days and one.opens <= now < one.closes:
                return True
        elif (today in one.days and now >= one.opens) or (yesterday in one.days and now < one.closes):
            return True
    return not some


@given(st.lists(STATED, max_size=3), MOMENTS, st.integers(0, 3000))
def test_the_minutes_between_two_moments(stated: list[dict[str, object]], start: datetime, length: int) -> None:
    some = [hours(one) for one in stated]
    counted = sum(runs(start + timedelta(minutes=n), some) for n in range(length))
    assert Clock.of(some).between(start, start + timedelta(minutes=length)) == counted


@given(st.lists(STATED, max_size=3), MOMENTS, MOMENTS, MOMENTS)
def test_the_way_is_as_long_as_its_parts(
    stated: list[dict[str, object]], a: datetime, b: datetime, c: datetime
) -> None:
    clock = Clock.of(hours(one) for one in stated)
    assert clock.between(a, c) == clock.between(a, b) + clock.between(b, c)


def test_seconds_count_and_until_midnight_is_24_00() -> None:
    clock = Clock.of([hours({"days": ["SU"], "opens": "23:00", "closes": "24:00"})])
    sunday = datetime(2027, 1, 3, 23, 59, 30)  # noqa: DTZ001
    assert clock.between(sunday, sunday + timedelta(hours=1)) == 0.5
    assert clock.between(sunday - timedelta(days=7), sunday) == 60
