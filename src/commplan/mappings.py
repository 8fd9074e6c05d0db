"""From a mapping as a plan declares it to one that the table source reads by."""

from __future__ import annotations

from commplan.activity.mapping import Mapping, When
from commplan.plan.evaluation import Source


def declared(source: Source) -> Mapping:
    """The mapping of a plan's source. ValueError when it has none."""
    told = source.mapping
    if told is None:
        raise ValueError(f"source {source.id} has no mapping")
    no_kind = told.kind or told.kinds
    return Mapping(
        time=told.time,
        time_of_day=told.time_of_day,
        member=told.member,
        id=told.id,
        kind=told.kind_is or (None if no_kind else "message"),
        kind_column=told.kind,
        kinds=tuple(When(c.kind, c.column, c.equals) for c in told.kinds),
        channel=told.channel,
        channel_constant=told.channel_is,
        thread=told.thread,
        reply_to=told.reply_to,
        text=told.text,
        size=told.size,
        bot=told.bot,
        time_format=told.time_format,
        zone=told.timezone or "UTC",
        delimiter=told.delimiter or ",",
        encoding=told.encoding,
        columns=told.columns,
        name=source.id,
    )
