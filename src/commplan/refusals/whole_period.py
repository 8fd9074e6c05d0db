"""The period of a plan as a whole, for who writes its first and last day, or how long it is, by themselves."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from commplan.meant.days import days, span
from commplan.meant.times import durations
from commplan.refusals.synonyms import words_for
from commplan.words import Words, listed, quote, say

_ALWAYS = 28
"""A day that every month has."""


def period(key: str, known: list[str], around: dict[str, Any]) -> Words | None:
    """The period as a whole, for who writes its start or end by itself, or both in words; one key for all that tell of it."""
    told = [k for k in around if _tells_period(k)]
    if "period" not in known or key not in told:
        return None
    first = next((d for k in told if "start" in (k, *words_for(k)) for d in days(str(around[k]))), None)
    last = next((d for k in told if "end" in (k, *words_for(k)) for d in days(str(around[k]))), None)
    spans = [found for k in told if (found := span(str(around[k])))]
    start, end = spans[0] if spans else (first or "2027-01-01", last)
    lengths = [str(around[k]) for k in told if "duration" in (k, *words_for(k))]
    shown = f"period: {{start: {start}, end: {end or _after(start, lengths)}}}"
    if len(told) == 1:
        return say("write it as `{s}`", "请写成 `{s}`", s=shown)
    return say("write {k} together as `{s}`", "{k} 合写成 `{s}`", k=listed(map(quote, told)), s=shown)


def _tells_period(key: str) -> bool:
    return bool({key, *words_for(key)[:1]} & {"start", "end", "duration"})


def _after(start: str, texts: list[str]) -> str:
    """The last day of what begins on a day and goes on as long as one of the texts says, else for a year."""
    found = next((m for t in texts for d in durations(t) if (m := re.fullmatch(r"P(\d{1,2})([YM])", d))), None)
    months = int(found[1]) * (12 if found[2] == "Y" else 1) if found else 12
    first = date.fromisoformat(start)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if year > date.max.year:
        return date.max.isoformat()
    return (date(year, month + 1, min(first.day, _ALWAYS)) - timedelta(days=1)).isoformat()
