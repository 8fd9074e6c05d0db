"""The rows of a table as the events that a mapping makes of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from commplan.activity import clock
from commplan.activity.amounts import thousandths
from commplan.activity.event import CLOSINGS, KINDS, PAID, RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.mapping import Mapping
from commplan.activity.reasons import NO_TIME
from commplan.activity.tabular import Pick, Row, Table, picker, tables
from commplan.words import say

_LONGEST_SIZE = 2**31 - 1

NO_KIND = say("the mapping does not say what kind of event it is", "映射未说明它属于哪种事件")

Clock = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class _Columns:
    """A mapping made ready for one table: how each thing is taken from a row."""

    mapping: Mapping
    time: Pick
    time_of_day: Pick
    member: Pick
    channel: Pick
    id: Pick
    id_columns: tuple[Pick, ...]
    kind: Pick
    kinds: tuple[Pick, ...]
    also: tuple[tuple[Pick, Pick, Pick], ...]
    tags: tuple[Pick, ...]
    thread: Pick
    reply_to: Pick
    text: Pick
    size: Pick
    amount: Pick
    currency: Pick
    bot: Pick
    place: str | None


def events(export: Export, mapping: Mapping) -> Iterator[RawEvent | Skipped]:
    """What the tables of an export tell. ActivityError when the mapping cannot be theirs."""
    for table in tables(export, mapping):
        if isinstance(table, Skipped):
            yield table
        else:
            yield from of_table(table, mapping)


def of_table(table: Table, mapping: Mapping) -> Iterator[RawEvent | Skipped]:
    """What one table tells."""
    read, columns = reader(mapping), None
    for where, row in table.rows:
        if isinstance(row, Skipped):
            yield row
        else:
            columns = columns or _columns(table, mapping)
            yield from _events(where, row, columns, read)


def reader(mapping: Mapping) -> Clock:
    """How times are read. ActivityError for a format that could read none."""
    return clock.reader(mapping.time_format, mapping.zone)


def when(row: Row, time: Pick, time_of_day: Pick, mapping: Mapping, read: Clock) -> tuple[int | None, str | None]:
    """The time of a row, and what stood where it was to be read."""
    if mapping.time is None:
        said = mapping.time_constant
        return (clock.reader("iso", mapping.zone)(said) if said else None), said
    said = time(row)
    if mapping.time_of_day and (later := time_of_day(row)):
        said = f"{said} {later}" if said else later
    return (read(said) if said else None), said


def _columns(table: Table, mapping: Mapping) -> _Columns:
    def pick(column: str | None) -> Pick:
        return picker(column, table)

    path = PurePosixPath(table.name)
    named = {"folder": path.parent.name, "file": path.stem}
    return _Columns(
        mapping,
        time=pick(mapping.time),
        time_of_day=pick(mapping.time_of_day),
        member=pick(mapping.member),
        channel=pick(mapping.channel),
        id=pick(mapping.id),
        id_columns=tuple(map(pick, mapping.id_columns)),
        kind=pick(mapping.kind_column),
        kinds=tuple(pick(one.column) for one in mapping.kinds),
        also=tuple((pick(one.when.column), pick(one.time), pick(one.amount)) for one in mapping.also),
        tags=tuple(pick(one.column) for one in mapping.tags),
        thread=pick(mapping.thread),
        reply_to=pick(mapping.reply_to),
        text=pick(mapping.text),
        size=pick(mapping.size),
        amount=pick(mapping.amount),
        currency=pick(mapping.currency),
        bot=pick(mapping.bot),
        place=(named[mapping.channel_from] if mapping.channel_from else None) or mapping.channel_constant,
    )


def _events(where: str, row: Row, columns: _Columns, read: Clock) -> Iterator[RawEvent | Skipped]:
    mapping = columns.mapping
    us, said = when(row, columns.time, columns.time_of_day, mapping, read)
    if us is None:
        yield Skipped(where, NO_TIME, time=said)
        return
    kind = _kind(row, columns) if mapping.kinds or mapping.kind_column else mapping.kind
    main = _event(where, row, columns, us, kind or "")
    further = list(_further(row, main, columns, read)) if mapping.also else []
    if kind == "message" and any(one.when.kind in CLOSINGS for one in mapping.also):
        main = main._replace(tags=" ".join(sorted({"ticket", *(main.tags or "").split()})))
    if kind in KINDS:
        yield main
    elif kind or not further:
        yield Skipped(where, NO_KIND)
    yield from further


def _further(row: Row, main: RawEvent, columns: _Columns, read: Clock) -> Iterator[RawEvent | Skipped]:
    for one, (column, time, amount) in zip(columns.mapping.also, columns.also, strict=True):
        value = column(row)
        if value is not None and (not one.when.equals or value in one.when.equals):
            paid = _amount(row, amount, columns) if one.when.kind in PAID else None
            more = _one_more(main, one.when.kind, time(row), read, dated=one.time is not None)
            if paid is None or isinstance(more, Skipped):
                yield more
            elif paid:
                yield more._replace(size=abs(paid))


def _one_more(main: RawEvent, kind: str, said: str | None, read: Clock, *, dated: bool) -> RawEvent | Skipped:
    us = read(said) if said else None
    if us is None and said:
        return Skipped(main.where or "", NO_TIME, time=said)
    made = main._replace(
        native_id=f"{main.native_id}/{kind}", kind=kind, thread=None, reply_to=None, size=None, tags=None
    )
    if kind in CLOSINGS:  # who wrote the record is not who settled it
        made = made._replace(member=None, bot=None, thread=main.thread or main.native_id)
    return made._replace(us=us) if dated and us is not None else made._replace(tags="undated")


def _event(where: str, row: Row, columns: _Columns, us: int, kind: str) -> RawEvent:
    mapping = columns.mapping
    member = columns.member(row) or mapping.member_constant
    channel = columns.channel(row) or columns.place
    text = columns.text(row)
    size = _size(row, text, columns)
    if kind in PAID:
        size = _amount(row, columns.amount, columns)
        kind, size = ("refund", -size) if size is not None and size < 0 else (kind, size)
    native_id = columns.id(row) or _made_up(row, columns, (member, channel, str(us), kind, text))
    thread, reply_to = columns.thread(row), columns.reply_to(row)
    answers = kind == "message" and (reply_to is not None or thread not in {None, native_id})
    return RawEvent(
        native_id,
        "reply" if answers else kind,
        us,
        member,
        _bot(row, member, columns) if mapping.bot or mapping.bots else None,
        channel,
        thread,
        reply_to,
        size,
        _tags(row, columns) if mapping.tags else None,
        where,
        text,
    )


def _kind(row: Row, columns: _Columns) -> str | None:
    mapping = columns.mapping
    for one, column in zip(mapping.kinds, columns.kinds, strict=True):
        value = column(row)
        if value is not None and (not one.equals or value in one.equals):
            return one.kind
    return columns.kind(row) or mapping.kind


def _tags(row: Row, columns: _Columns) -> str | None:
    """The words of the mapping whose condition the row meets, sorted."""
    found = set()
    for one, column in zip(columns.mapping.tags, columns.tags, strict=True):
        value = column(row)
        if value is not None and (not one.equals or value in one.equals):
            found.add(one.word)
    return " ".join(sorted(found)) or None


def _made_up(row: Row, columns: _Columns, known: tuple[str | None, ...]) -> str:
    if columns.id_columns:
        known = tuple(column(row) for column in columns.id_columns)
    elif columns.mapping.amount:
        known = (*known, columns.amount(row))
    said = "\0".join(one or "" for one in known)
    return "row/" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _bot(row: Row, member: str | None, columns: _Columns) -> bool | None:
    mapping = columns.mapping
    if member in mapping.bots:
        return True
    if mapping.bot is None:
        return False if mapping.bots and member else None
    value = columns.bot(row)
    return value is not None and value.lower() in mapping.bot_values


def _amount(row: Row, column: Pick, columns: _Columns) -> int | None:
    """Thousandths of the plan's currency; None for what is no amount of it."""
    mapping, currency = columns.mapping, columns.currency(row)
    if mapping.currency and (currency is None or currency.upper() != mapping.money):
        return None
    return thousandths(column(row), mapping.decimals)


def _size(row: Row, text: str | None, columns: _Columns) -> int | None:
    if columns.mapping.size is None:
        return len(text or "") if columns.mapping.text else None
    value = columns.size(row)
    size = int(value) if value and value.isdecimal() and len(value) < 12 else None
    return size if size is not None and size <= _LONGEST_SIZE else None
