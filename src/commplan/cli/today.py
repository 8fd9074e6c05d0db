"""Which day it is, as a command is told."""

from __future__ import annotations

from datetime import date

from commplan.words import Refusal, quote, say


def day(text: str | None) -> date:
    """The day that counts as today: as told, else the user's own."""
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011 - the user's own day is meant
    except ValueError:
        hint = say("write 2027-03-31", "写成 2027-03-31")
        raise Refusal(say("{t} is not a date", "{t} 不是日期", t=quote(text)), hint) from None
