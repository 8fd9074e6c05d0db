"""Rules about part 3, building and maintenance; and how they write numbers and lengths of time."""

from __future__ import annotations

from commplan.words import Words, say


def figure(number: float, decimals: int = 1) -> str:
    """At most one decimal, or so many, thousands apart: 2,000 or 69.3."""
    return f"{number:,.{decimals}f}".rstrip("0").rstrip(".")


def length(minutes: float) -> Words:
    """A length of time as people say it, to the minute: '45 min', '9 h', '4 h 30 min', '2 days'."""
    hours, rest = divmod(round(minutes), 60)
    if hours > 24 and hours % 24 == 0 and not rest:
        return say("{n} days", "{n} 天", n=hours // 24)
    if not hours:
        return say("{n} min", "{n} 分钟", n=rest)
    if not rest:
        return say("{n} h", "{n} 小时", n=hours)
    return say("{n} h {m} min", "{n} 小时 {m} 分钟", n=hours, m=rest)
