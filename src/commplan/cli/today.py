"""Which day it is, as a command is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo

from commplan.words import Refusal, quote, say


def day(text: str | None) -> date:
    """The day that counts as today: as told, else the user's own."""
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011 - the user's own day is meant
    except ValueError:
        hint = say("write 2027-03-31", "写成 2027-03-31")
        raise Refusal(say("{t} is not a date", "{t} 不是日期", t=quote(text)), hint) from None


def end_of(today: date, zone: tzinfo | None) -> int:
    """What to give as now (UTC microseconds) so that all of a day counts: in a zone, or else as long as it lasts anywhere."""
    midnight = datetime(min(today.year, 9000), today.month, today.day, tzinfo=zone or timezone(timedelta(hours=-12)))
    return int(midnight.timestamp() * 1_000_000) - 1
