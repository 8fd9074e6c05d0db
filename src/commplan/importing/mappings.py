"""From a mapping as a plan declares it to one that the table source reads by."""

from __future__ import annotations

from commplan import money
from commplan.activity.mapping import Also, Mapping, Question, Tag, When
from commplan.plan import mapping
from commplan.plan.evaluation import Source


def declared(source: Source, currency: str | None = None) -> Mapping:
    """The mapping of a plan's source, whose amounts are in `currency`. ValueError when it has none."""
    told = source.mapping
    if told is None:
        raise ValueError(f"source {source.id} has no mapping")
    no_kind = told.kind or told.kinds
    return Mapping(
        time=told.time,
        time_of_day=told.time_of_day,
        time_constant=told.time_is.isoformat() if told.time_is else None,
        member=told.member,
        id=told.id[0] if len(told.id) == 1 else None,
        id_columns=told.id if len(told.id) > 1 else (),
        kind=told.kind_is or (None if no_kind else "message"),
        kind_column=told.kind,
        kinds=tuple(When(c.kind, c.column, c.equals) for c in told.kinds),
        also=tuple(Also(When(c.kind, c.column, c.equals), c.time, c.amount) for c in told.also),
        tags=tuple(Tag(tag.tag, tag.column, tag.equals) for tag in told.tags),
        channel=told.channel,
        channel_constant=told.channel_is,
        channel_from=told.channel_from,
        thread=told.thread,
        reply_to=told.reply_to,
        text=told.text,
        size=told.size,
        amount=told.amount,
        currency=told.currency,
        money=currency,
        decimals=money.decimals(currency),
        bot=told.bot,
        questions=tuple(map(_question, told.questions)),
        time_format=told.time_format,
        zone=told.timezone or "UTC",
        delimiter=told.delimiter or ",",
        encoding=told.encoding,
        columns=told.columns,
        name=source.id,
    )


def _question(told: mapping.Question) -> Question:
    """A scale without an end of its own ends where it begins, so that nothing is read of it."""
    lowest = told.lowest if told.lowest is not None else 1
    highest = lowest + len(told.labels) - 1 if told.labels else told.highest
    return Question(told.id, told.column, lowest, lowest - 1 if highest is None else highest, told.labels)
