"""How to read a table of unknown make: which column says what. Declared in a plan's `evaluation.sources`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

From = Literal["folder", "file"]


@dataclass(frozen=True, slots=True)
class When:
    """One line of a list of conditions: a row whose `column` equals one of `equals` is of this kind.

    An empty `equals` means that the column is filled at all.
    """

    kind: str
    column: str
    equals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Also:
    """A further event of the rows that meet the condition, at the time in a column of its own or, undated, the row's;
    `amount`: the column with what was paid or given back by it."""

    when: When
    time: str | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A word for the events of rows whose `column` equals one of `equals`, or with an empty `equals` is filled at all."""

    word: str
    column: str
    equals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A closed question of a survey: answers are whole numbers from `lowest` to `highest`, or `labels`, lowest first."""

    id: str
    column: str
    lowest: int
    highest: int
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """Columns by name; in JSON lines a name with dots is a path into nested objects (`user.id`, `tags.0`).

    `time` None: every row is of `time_constant`. `time_of_day`: the column behind `time`, when that holds only the date.
    `time_format`: "iso", "unix", "unix-ms" or a strptime format. `zone`: IANA name for times that carry none.
    `kind`: the kind of every row that no line of `kinds` (first match wins) and no `kind_column` decides; None
    skips such rows. `also`: what else such rows tell; `tags`: words that its events bear. No word of a table itself becomes one. `id` None: the id is made of `id_columns`, or without those of
    member, channel, time and text. `member_constant` and `channel_constant` serve exports of one person or one channel;
    `channel_from` takes the channel from the name of the file or of its folder. `text` is read for its length only.
    `amount` is the column with what was paid, `currency` that with its currency: `money` is the plan's, with as many
    `decimals`, and amounts in another are not taken.
    `columns` names the columns of a CSV without a header line. `bot_values` are the (lower case) texts that mean yes.
    With `questions` a row is a response to a survey.
    """

    time: str | None
    time_of_day: str | None = None
    time_constant: str | None = None
    member: str | None = None
    member_constant: str | None = None
    id: str | None = None
    id_columns: tuple[str, ...] = ()
    kind: str | None = "message"
    kind_column: str | None = None
    kinds: tuple[When, ...] = ()
    also: tuple[Also, ...] = ()
    channel: str | None = None
    channel_constant: str | None = None
    channel_from: From | None = None
    thread: str | None = None
    reply_to: str | None = None
    text: str | None = None
    size: str | None = None
    amount: str | None = None
    currency: str | None = None
    money: str | None = None
    decimals: int = 2
    bot: str | None = None
    bot_values: frozenset[str] = field(default=frozenset({"true", "t", "yes", "y", "1", "bot", "是"}))
    bots: frozenset[str] = frozenset()
    tags: tuple[Tag, ...] = ()
    questions: tuple[Question, ...] = ()
    time_format: str = "iso"
    zone: str = "UTC"
    delimiter: str = ","
    encoding: str = "utf-8"
    columns: tuple[str, ...] = ()
    name: str = "table"

    def named(self) -> tuple[str, ...]:
        """Every column that it names."""
        single = (self.time, self.time_of_day, self.member, self.id, self.kind_column, self.channel, self.thread)
        found = [*single, *self.id_columns, self.reply_to, self.text, self.size, self.bot, self.amount, self.currency]
        found += [when.column for when in self.kinds]
        found += [tag.column for tag in self.tags]
        found += [column for one in self.also for column in (one.when.column, one.time, one.amount)]
        return tuple(column for column in (*found, *(q.column for q in self.questions)) if column is not None)
