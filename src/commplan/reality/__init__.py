"""A plan against what happened: one module for each thing that a plan takes for granted and an evaluation can look at.

To add one, write a module with a single `Look`: a function that is given the `Ground` (plan, store, the shared tables, the
window) and answers with a `Chapter`, or with None when the plan says nothing of the thing. What nobody can know is said in
words (`Words`) where a number would stand; it is never left out and never zero. `data` is the JSON form: numbers, texts,
dates, windows and words, in lists and mappings. `well` and `decide` are sentences that may stand on the first page of a report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from commplan.activity.observed import Observed
from commplan.activity.store import Store
from commplan.chart import Figure
from commplan.localday import Window
from commplan.measuring.measure import Session
from commplan.plan import Plan
from commplan.reckoning import spoken
from commplan.reckoning.execution import Execution
from commplan.reckoning.layers import ensure, looking
from commplan.words import Language, Words, say

FEWEST = 5
"""Of fewer people nothing is shown that is worked out from what they did: it could tell who they are."""
Text = Words | str
"""A cell: words of ours, or the plan's own text."""
UNKNOWN = Words("unknown", "未知")
Tone = Literal["good", "fair", "bad", "unknown"]


@dataclass(frozen=True, slots=True)
class Ground:
    """All there is to look at. `window`: the days evaluated; `seen`: those of them that the activity covers; `calendar`: what
    became of every date of the plan; `happened`: what the type D rules of a check are given, as of the window's last day.
    """

    plan: Plan
    store: Store
    session: Session
    window: Window
    seen: Window | None
    calendar: Execution
    today: date
    happened: Observed | Words


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `figures`: the columns that hold numbers, by place."""

    heads: tuple[Words, ...]
    rows: tuple[tuple[Text, ...], ...]
    figures: frozenset[int] = frozenset()
    title: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What was seen of one thing, as data and as it is told. `tones`: words that stand as a chip where they fill a cell."""

    id: str
    title: Words
    data: Mapping[str, object]
    facts: tuple[Words, ...] = ()
    grids: tuple[Grid, ...] = ()
    well: tuple[Words, ...] = ()
    decide: tuple[Words, ...] = ()
    tones: Mapping[Words, Tone] = field(default_factory=dict)
    figure: Callable[[Language], Figure | None] | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at; chapters stand in the order of `place`."""

    place: int
    look: Callable[[Ground], Chapter | None] = field(compare=False)


def rows(ground: Ground, seen: Window, sql: str, *given: object) -> list[tuple[Any, ...]]:
    """What a query finds that looks only at the days seen, which its first two placeholders take."""
    ensure(ground.session, sql, (seen.first_day, seen.end_day))
    with looking(ground.session, sql, seen, 0):
        found: list[tuple[Any, ...]] = ground.session.connection.execute(
            sql, [seen.first_day, seen.end_day, *given]
        ).fetchall()
    return found


def count(value: float) -> Words:
    return spoken.quantity(value, "count")


def share(value: float) -> Words:
    return spoken.quantity(value, "share")


def shown(value: float | None) -> Words:
    return UNKNOWN if value is None else count(value)


def nothing_of(window: Window) -> Words:
    """Why something that only activity can tell is unknown."""
    return say("The activity covers nothing of {w}.", "活动数据不含{w}的任何一天。", w=spoken.span(window))


def sentence(words: Words) -> Words:
    """A reason as it stands within a sentence, made one of its own."""
    en, zh = words.en.strip(), words.zh.strip()
    return Words(en[:1].upper() + en[1:] + ("" if en.endswith(".") else "."), zh + ("" if zh.endswith("。") else "。"))
