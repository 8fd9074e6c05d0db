"""The complete plans and what is said of them: untouched once, mutated once for each mutation."""

from __future__ import annotations

import atexit
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import commplan.rules
from commplan import load
from commplan.activity.store import Store
from commplan.checking import lint
from commplan.discover import discover
from commplan.finding import Span
from commplan.importing import collect
from commplan.load import Loaded
from commplan.measuring import observe
from commplan.report import Checked
from commplan.rule import Rule
from commplan.words import Words
from happened import measured
from mutations.form import HOUSTON, POWER, TEA, Edit, Mutation, edited, line_and_column
from test_pieces import TODAY

RULES = discover(commplan.rules, Rule)
PLAN_RULES = {r.code: r for r in sorted(RULES.values(), key=lambda r: r.code) if r.check}
PLANS = (HOUSTON, POWER, TEA)
FOLDER = Path(__file__).parents[2] / "plans"
LIVED = date(2016, 7, 27)
"""The last day of the real export, taken for today where a plan is held against it."""


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """A finding or an unknown, as far as the audit compares it."""

    file: str
    line: int
    column: int
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column} {self.code} {self.text}"


@cache
def texts(plan: str) -> dict[str, str]:
    """The files of a complete plan by name."""
    return {p.name: p.read_text("utf-8") for p in sorted((FOLDER / plan).glob("*.yaml"))}


@cache
def untouched(plan: str) -> Loaded:
    return loaded(texts(plan))


@cache
def said_of_untouched(plan: str, lived: bool | str = False) -> Checked:
    return checked(untouched(plan), lived)


def loaded(files: dict[str, str]) -> Loaded:
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            Path(folder, name).write_text(text, "utf-8", newline="")
        return load.plan("plan.yaml", files["plan.yaml"].encode(), Path(folder))


def checked(plan: Loaded, lived: bool | str = False) -> Checked:
    if not lived:
        return lint.plan(plan, RULES, TODAY)
    assert plan.plan is not None
    asking = {name: r for name, r in RULES.items() if r.asks_activity}
    if isinstance(lived, str):
        return lint.plan(plan, asking, LIVED, activity=measured(plan.plan, lived, LIVED))
    return lint.plan(plan, asking, LIVED, activity=observe.plan(plan.plan, export(), LIVED))


@cache
def export() -> Store:
    """The one real export that lies beside a complete plan, imported."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    store = Store.at(Path(folder.name, "activity"))
    collect.into(store, [FOLDER / HOUSTON / "export" / "slack-export.zip"])
    return store


def mutated(plan: str, edits: Iterable[Edit], file: str = "plan.yaml") -> dict[str, str]:
    files = dict(texts(plan))
    for edit in edits:
        name = edit.file or file
        files[name] = edited(files[name], edit)
    return files


def told(result: Checked, zh: bool = False) -> list[Told]:
    """Everything that a check found, or found unknown (`C101?`), in the order of the text."""

    def line(span: Span, code: str, words: Words) -> Told:
        return Told(span.file, span.line, span.column, code, words.zh if zh else words.en)

    found = [line(f.span, f.code, f.message) for f in result.findings]
    return sorted([*found, *(line(u.span, u.code + "?", u.missing) for u in result.undecided)])


def news(plan: str, result: Checked, lived: bool | str = False) -> list[Told]:
    """What is said of a mutated plan and not, in the same words under the same code, of the untouched one."""
    known = Counter((t.code, t.text) for t in told(said_of_untouched(plan, lived)))
    new = []
    for item in told(result):
        if known[item.code, item.text]:
            known[item.code, item.text] -= 1
        else:
            new.append(item)
    return new


def expected(mutation: Mutation, files: dict[str, str]) -> list[Told]:
    lines = []
    for said in mutation.said:
        name = said.file or mutation.file
        place = line_and_column(files[name], said.at, said.after)
        lines.append(Told(name, *place, said.code + ("?" if said.unknown else ""), said.en))
    return sorted(lines)


def report(mutation: Mutation) -> tuple[list[str], list[str], list[str]]:
    """What a mutation must make the check say, what it says, and the Chinese of it that the table asks for and misses."""
    files = mutated(mutation.plan, mutation.edits, mutation.file)
    result = checked(loaded(files), mutation.lived)
    wanted, found = expected(mutation, files), news(mutation.plan, result, mutation.lived)
    chinese = {t.text for t in told(result, zh=True)}
    missing = [s.zh for s in mutation.said if s.zh and s.zh not in chinese]
    return [str(t) for t in wanted], [str(t) for t in found], missing
