"""How to read a table of unknown make: which column says what. Declared in a plan's `evaluation.sources`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class When:
    """One line of a list of conditions: a row whose `column` equals one of `equals` is of this kind.

    An empty `equals` means that the column is filled at all.
    """

    kind: str
    column: str
    equals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """Columns by name; in JSON lines a name with dots is a path into nested objects (`user.id`, `tags.0`).

    `time_of_day`: the column behind `time`, when that holds only the date. `time_format`: "iso", "unix", "unix-ms" or a strptime format. `zone`: IANA name for times that carry none.
    `kind`: the kind of every row that no line of `kinds` (first match wins) and no `kind_column` decides; None
    skips such rows. `id` None: the id is made of member, channel, time and text. `member_constant` and
    `channel_constant` serve exports of one person or one channel. `text` is read for its length only.
    `columns` names the columns of a CSV without a header line. `bot_values` are the (lower case) texts that mean yes.
    """

    time: str
    time_of_day: str | None = None
    member: str | None = None
    member_constant: str | None = None
    id: str | None = None
    kind: str | None = "message"
    kind_column: str | None = None
    kinds: tuple[When, ...] = ()
    channel: str | None = None
    channel_constant: str | None = None
    thread: str | None = None
    reply_to: str | None = None
    text: str | None = None
    size: str | None = None
    bot: str | None = None
    bot_values: frozenset[str] = field(default=frozenset({"true", "t", "yes", "y", "1", "bot", "是"}))
    bots: frozenset[str] = frozenset()
    time_format: str = "iso"
    zone: str = "UTC"
    delimiter: str = ","
    encoding: str = "utf-8"
    columns: tuple[str, ...] = ()
    name: str = "table"
