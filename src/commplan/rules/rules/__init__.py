"""Rules about part 3, building and maintenance; and how they write numbers and lengths of time."""

from __future__ import annotations

from commplan.words import Words, say


def figure(number: float) -> str:
    """At most one decimal, thousands apart: 2,000 or 69.3."""
    return f"{number:,.1f}".removesuffix(".0")


def length(minutes: float) -> Words:
    """A length of time as people say it: '45 min', '9 h', '2 days'."""
    if minutes < 60:
        return say("{n} min", "{n} 分钟", n=figure(minutes))
    if minutes % 1440 == 0 and minutes > 1440:
        return say("{n} days", "{n} 天", n=figure(minutes / 1440))
    return say("{n} h", "{n} 小时", n=figure(minutes / 60))
