"""The channels of a plan in the activity: what each is called there, and which of the activity the plan does not know."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from commplan.activity.heading import scalar
from commplan.activity.whose import Connection
from commplan.plan import Plan
from commplan.plan.content import Channel
from commplan.words import Words, listed, quote, say

MOST = 5
"""How many names a sentence lists."""
_DIRECT = re.compile(r"D[A-Z0-9]{8,}|mpdm-.*")
"""Conversations between few, which some tools call after the people in them."""
_CHANNELS = """
WITH told AS (
  SELECT channel, CAST(count(*) AS BIGINT) AS total FROM events
  WHERE channel IS NOT NULL AND kind IN ('message', 'reply', 'attend', 'register') GROUP BY channel
)
SELECT told.channel FROM told ORDER BY told.total DESC, told.channel
"""


def spoken_in(connection: Connection) -> tuple[str, ...]:
    """The channels of the activity, of its view `events`, the one with the most in it first."""
    return tuple(row[0] for row in connection.execute(_CHANNELS).fetchall())


def names_of(channel: Channel, seen: Collection[str]) -> tuple[str, ...]:
    """What a channel is called in the activity, by its handle, or without one by its name or id; nothing if it is not."""
    called = [channel.handle] if channel.handle else [channel.name or "", channel.id]
    folded = {_bare(name) for name in called if name}
    return tuple(n for n in seen if n in called) or tuple(n for n in seen if _bare(n) in folded)


def _bare(name: str) -> str:
    return name.strip().lstrip("#").casefold()


def folded(name: str) -> str:
    """The name of an event as it is compared: whatever its case and blanks."""
    return " ".join(name.casefold().split())


def unspoken(plan: Plan, seen: Collection[str]) -> frozenset[str]:
    """What of the activity is not for everybody's ears: private channels of the plan, and conversations between few."""
    private = (n for c in plan.content.channels if c.visibility == "private" for n in names_of(c, seen))
    return frozenset(private) | {name for name in seen if _DIRECT.fullmatch(name)}


def unlisted(plan: Plan, seen: Sequence[str]) -> Words | None:
    """Which channels of the activity are none of the plan, and what to write so that they are; None when all are."""
    matched = {c.id: names_of(c, seen) for c in plan.content.channels}
    listed = {name for names in matched.values() for name in names}
    others = [name for name in seen if name not in listed and not _DIRECT.fullmatch(name)]
    if not others:
        return None
    words = say(
        "The activity has channels that the plan does not know: {names}.",
        "活动数据中有方案未列出的渠道：{names}。",
        names=some_of([quote(name) for name in others]),
    )
    free = [id_ for id_, names in matched.items() if not names]
    if not free:
        return words
    other = any(c.handle and c.id in free for c in plan.content.channels)
    hint = say(
        "If one of them is {free}, add to it `handle: {name}`{other}.",
        "若其中之一就是 {free}，请在该渠道中加上 `handle: {name}`{other}。",
        other=Words(", or correct the handle that it has", "，已写的请改正") if other else Words("", ""),
        free=some_of([quote(id_) for id_ in free], " or ", "或"),
        name=scalar(others[0]) if len(others) == 1 else Words("NAME", "名称"),
    )
    return Words(f"{words.en} {hint.en}", f"{words.zh}{hint.zh}")


def some_of(names: Sequence[str | Words], en: str = ", ", zh: str = "、") -> Words:
    """Some names, and how many more there are."""
    rest = len(names) - MOST
    more = Words(f" and {rest} more", f" 等 {len(names)} 个") if rest > 0 else Words("", "")
    shown = listed(names[:MOST], en, zh)
    return Words(shown.en + more.en, shown.zh + more.zh)
