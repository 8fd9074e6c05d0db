"""Answers that lead nowhere, or round in a circle: what an export says of them is kept, and how many there are is told."""

# ruff: noqa: S608 - the SQL is put together from constants and quoted literals only

from __future__ import annotations

from dataclasses import dataclass

from commplan.activity.event import RawEvent
from commplan.activity.whose import Connection, literal
from commplan.words import say

ITSELF = say("it answers itself; it counts as what begins a conversation", "它回复自己，计为发起对话")

_HOPS = 24
"""Doublings: more steps than any conversation has."""


@dataclass(frozen=True, slots=True)
class Loose:
    """Of the answers (and reactions) of one source in a store: `lost` are to what is not in it, `ahead` to what was
    written later by its clock, `circle` answer each other round in a circle."""

    lost: int = 0
    ahead: int = 0
    circle: int = 0


def mended(event: RawEvent) -> RawEvent | None:
    """An event that answers itself as one that begins a conversation; None for any other."""
    if event.reply_to == event.native_id:
        alone = event.thread in (None, event.native_id)
        return event._replace(reply_to=None, kind="message" if alone and event.kind == "reply" else event.kind)
    if event.kind == "reply" and event.reply_to is None and event.thread == event.native_id:
        return event._replace(kind="message")
    return None


def loose(connection: Connection, events: str, source: str) -> Loose:
    """Count them in a table of events. Nothing of an event is changed for it: what is missing may come with the next import."""
    # 64 bits tell ids apart well enough to count them, and of numbers more fit into memory
    answers = (
        f"SELECT hash(reply_to) AS sought, us FROM {events} WHERE source = {literal(source)} AND reply_to IS NOT NULL"
        " AND kind IN ('reply', 'reaction')"
    )
    told = "count(*) FILTER (p.own IS NULL), count(*) FILTER (r.us < p.us), count(*) FILTER (r.us <= p.us)"
    [(lost, ahead, doubtful)] = connection.execute(
        f"SELECT {told} FROM ({answers}) AS r LEFT JOIN (SELECT hash(event_id) AS own, us FROM {events}) AS p"
        " ON own = sought"
    ).fetchall()
    return Loose(lost, ahead, _circle(connection, events, source) if doubtful else 0)


def _circle(connection: Connection, events: str, source: str) -> int:
    """Events from which answers lead back to themselves: where one is after more steps than there can be."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE hop AS SELECT r.event_id AS a, p.event_id AS b FROM {events} AS r
        JOIN {events} AS p ON p.event_id = r.reply_to WHERE r.source = {literal(source)} AND r.kind = 'reply'"""
    )
    for _ in range(_HOPS):
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE hop AS SELECT x.a, y.b FROM hop AS x JOIN hop AS y ON y.a = x.b"
        )
        if not connection.execute("SELECT count(*) FROM hop").fetchall()[0][0]:
            return 0
    count: int = connection.execute("SELECT count(DISTINCT b) FROM hop").fetchall()[0][0]
    return count
