"""What really happened, made of a readable table: events in a store of their own, measured as `check --activity` does it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from commplan import load
from commplan.activity.database import MOST
from commplan.activity.event import CAPABILITIES, RawEvent
from commplan.activity.key import Key
from commplan.activity.observed import Observed
from commplan.activity.store import Store
from commplan.checking import lint
from commplan.checking.lint import Selection
from commplan.checking.trial import SMALLEST, laid_over, plain_data
from commplan.finding import dotted
from commplan.measuring import observe
from commplan.plan import Plan
from commplan.report import Checked
from commplan.words import Language, Words
from made_activity import Row, connect, rows_of
from test_pieces import RULES, TODAY


@dataclass(frozen=True, slots=True)
class Case:
    """A fragment laid over the smallest plan, what happened, and what the export cannot tell."""

    plan: str
    happened: str
    untold: frozenset[str] = frozenset()
    today: date = TODAY


SOURCE = "chat"
"""Where the members of a table have their accounts."""


class Lived(Store):
    """A store with the events of a table, whose times are local to the zone; nowhere on disk, since disks are slow.

    `tells` is what its export can tell.
    """

    def __init__(self, table: str, timezone: str = "UTC", tells: Iterable[str] = tuple(CAPABILITIES)) -> None:
        super().__init__(Path("nowhere"), Key(b"k" * 32))
        object.__setattr__(self, "told", frozenset(tells))
        object.__setattr__(self, "rows", [self.event(SOURCE, raw) for raw in map(_raw, rows_of(table, timezone))])

    @property
    def capabilities(self) -> frozenset[str]:
        return self.told  # type: ignore[attr-defined, no-any-return]

    def connect(self, memory: str = MOST) -> Any:  # noqa: ARG002 - as the store has it
        return nullcontext(connect([tuple(row) for row in self.rows]))  # type: ignore[attr-defined]


def _raw(row: Row) -> RawEvent:
    id_, _, kind, us, member, bot, channel, thread, reply_to, size, tags = row
    return RawEvent(id_, kind, us, member, bot, channel, thread, reply_to, size, tags)


def measured(
    plan: Plan, table: str, today: date = TODAY, tells: Iterable[str] = tuple(CAPABILITIES)
) -> Observed | Words:
    return observe.plan(plan, Lived(table, plan.plan.timezone or "UTC", tells), today)


def held_against(
    fragment: str,
    table: str,
    codes: Iterable[str] = (),
    today: date = TODAY,
    tells: Iterable[str] = tuple(CAPABILITIES),
) -> Checked:
    """The check of a fragment, laid over the smallest plan, by some rules or all, with what happened."""
    whole = laid_over(plain_data(SMALLEST), plain_data(fragment)) if fragment else plain_data(SMALLEST)
    loaded = load.plan("example.yaml", yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).encode())
    assert loaded.plan is not None, [f.problem.message.en for f in loaded.document.faults]
    activity = measured(loaded.plan, table, today, tells)
    return lint.plan(loaded, RULES, today, Selection(select=tuple(codes)), activity)


def said(result: Checked, language: Language) -> list[str]:
    """As `outcomes.outcomes`, of rules about what happened; hints follow a finding, after an arrow."""
    return [
        *(
            f"{dotted(f.path)}: {f.message.in_language(language)}"
            + (f" -> {f.hint.in_language(language)}" if f.hint else "")
            for f in result.findings
        ),
        *(f"{dotted(u.path)}? {u.missing.in_language(language)}" for u in result.undecided),
        *(f"- {i.reason.in_language(language)}" for i in result.idle),
    ]
