"""A change of the plan becomes edits of the text: of the right file, in the layout that is there, or none at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commplan.document import Document, read, resolve
from commplan.document.edits import offsets, repair, written
from commplan.finding import Change, Edit, Fix, Path, Place
from commplan.words import Words

ABOUT = Words("", "")


def document(text: str) -> Document:
    made = read("plan.yaml", text.encode())
    resolve(made)
    assert not made.faults
    return made


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    starts = offsets(text)
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        start = starts[edit.span.line - 1] + edit.span.column - 1
        end = starts[edit.span.end_line - 1] + edit.span.end_column - 1
        text = text[:start] + edit.text + text[end:]
    return text


def changed(text: str, *changes: Change) -> str | None:
    made = repair(document(text), Fix(changes, True, ABOUT))
    return applied(text, made.edits) if made else None


def at(*path: str | int) -> Place:
    return Place(path)


SET = [
    ("block", "a: 3 hours\nb: 1\n", ("a",), "PT3H", "a: PT3H\nb: 1\n"),
    ("comment behind", "a: 3 hours   # as agreed\n", ("a",), "PT3H", "a: PT3H   # as agreed\n"),
    ("single quotes", "a: '3 hours'\n", ("a",), "PT3H", "a: 'PT3H'\n"),
    ("double quotes", 'a: "3 hours" # c\n', ("a",), "PT3H", 'a: "PT3H" # c\n'),
    ("flow", "a: {b: 3 hours, c: 1}\n", ("a", "b"), "PT3H", "a: {b: PT3H, c: 1}\n"),
    ("CRLF", "a: 3 hours\r\nb: 1\r\n", ("a",), "PT3H", "a: PT3H\r\nb: 1\r\n"),
    ("item", "a:\n- 3 hours\n- x\n", ("a", 0), "PT3H", "a:\n- PT3H\n- x\n"),
    ("one word for a list", "a: My Role\n", ("a", 0), "my-role", "a: my-role\n"),
    ("over two lines", "a: 3\n  hours\nb: 1\n", ("a",), "PT3H", "a: PT3H\nb: 1\n"),
    ("anchor", "a: &x 3 hours\nb: *x\n", ("a",), "PT3H", "a: &x PT3H\nb: *x\n"),
    ("number loses quotes", "a: '1,200'\n", ("a",), 1200, "a: 1200\n"),
    ("amount", "a: 1.200,50\n", ("a",), Decimal("1200.50"), "a: 1200.50\n"),
    ("truth", 'a: "yes"\n', ("a",), True, "a: true\n"),
    ("text that needs quotes", "a: x\n", ("a",), "12:30 #1: y", "a: '12:30 #1: y'\n"),
    ("text that looks like a number", "a: x\n", ("a",), "12", "a: '12'\n"),
    ("text with a comma in brackets", "a: [x]\n", ("a", 0), "y, z", "a: ['y, z']\n"),
    ("text with a comma in no brackets", "a: x\n", ("a",), "y, z", "a: y, z\n"),
    ("text block", "a: |\n  3 hours\n", ("a",), "PT3H", None),
    ("tag", "a: !!str 3 hours\n", ("a",), "PT3H", None),
    ("collection", "a: [1]\n", ("a",), "PT3H", None),
    ("nothing there", "a: 1\n", ("b",), "PT3H", None),
]


@pytest.mark.parametrize(("text", "path", "to", "expected"), [r[1:] for r in SET], ids=[r[0] for r in SET])
def test_a_value_is_set_in_the_style_that_is_there(
    text: str, path: Path, to: str | int | Decimal | bool, expected: str | None
) -> None:
    assert changed(text, Change(Place(path), "set", to)) == expected


OTHERS = [
    ("rename", "a: 1 # c\nb: 2\n", Change(at("a"), "rename", "z"), "z: 1 # c\nb: 2\n"),
    ("rename in quotes", "'a': 1\n", Change(at("a"), "rename", "z"), "'z': 1\n"),
    ("rename in braces", "x: {a: 1, b: 2}\n", Change(at("x", "a"), "rename", "z"), "x: {z: 1, b: 2}\n"),
    ("delete item", "a:\n  - x\n  - y\n  - x\nb: 1\n", Change(at("a", 2), "delete"), "a:\n  - x\n  - y\nb: 1\n"),
    (
        "delete item, comment stays",
        "a:\n  - x\n  - x  # twice?\n  - y\n",
        Change(at("a", 1), "delete"),
        "a:\n  - x\n  # twice?\n  - y\n",
    ),
    ("delete last line", "a:\n- x\n- x", Change(at("a", 1), "delete"), "a:\n- x\n"),
    ("delete in brackets", "a: [x, y, x] # c\n", Change(at("a", 2), "delete"), "a: [x, y] # c\n"),
    ("delete first in brackets", "a: [x, y]\n", Change(at("a", 0), "delete"), "a: [y]\n"),
    (
        "delete mapping",
        "a:\r\n- b: 1\r\n  c: [2]\r\n- d: 3\r\n",
        Change(at("a", 0), "delete"),
        "a:\r\n- d: 3\r\n",
    ),
    ("delete pair", "a: 1\nb:\n  c: 2\nd: 3\n", Change(at("b"), "delete"), "a: 1\nd: 3\n"),
    ("delete alias", "a: &x [1]\nb:\n- *x\n- 2\n", Change(at("b", 0), "delete"), None),
    ("delete with a comment inside", "a:\n- b: 1\n  # why\n  c: 2\n- d: 3\n", Change(at("a", 0), "delete"), None),
    ("delete the only one", "a:\n- b\n", Change(at("a", 0), "delete"), None),
    ("delete nested", "a:\n- - x\n  - y\n", Change(at("a", 0, 0), "delete"), None),
    ("after", "a: 1 # c\nb: 2\n", Change(at("a"), "after", "z: 3"), "a: 1 # c\nz: 3\nb: 2\n"),
    ("after, deeper", "x:\n  a: 1\n", Change(at("x", "a"), "after", "z: 3"), "x:\n  a: 1\n  z: 3\n"),
    ("after, first of an item", "- a: 1\n  b: 2\n", Change(at(0, "a"), "after", "z: 3"), "- a: 1\n  z: 3\n  b: 2\n"),
    ("after in braces", "x: {a: 1}\n", Change(at("x", "a"), "after", "z: 3"), "x: {a: 1, z: 3}\n"),
    ("before", "x:\r\n  a: 1\r\n", Change(at("x", "a"), "before", "z: 3"), "x:\r\n  z: 3\r\n  a: 1\r\n"),
    ("item after", "a:\n  - x\n  - y\n", Change(at("a", 0), "after", "z"), "a:\n  - x\n  - z\n  - y\n"),
]


@pytest.mark.parametrize(("text", "change", "expected"), [r[1:] for r in OTHERS], ids=[r[0] for r in OTHERS])
def test_keys_and_items_are_changed_in_the_layout_that_is_there(
    text: str, change: Change, expected: str | None
) -> None:
    assert changed(text, change) == expected


def test_what_two_places_share_is_edited_once() -> None:
    text = "a: &x 3 hours\nb: *x\n"
    assert changed(text, *(Change(at(k), "set", "PT3H") for k in "ab")) == "a: &x PT3H\nb: *x\n"


@pytest.mark.parametrize(
    "word", ["", "a", "12", "true", "~", "- a", "a: b", "a #b", "it's", 'a"b', "a\nb", " a", "é 中"]
)
@pytest.mark.parametrize("style", [None, "'", '"'])
def test_written_text_is_read_as_it_was(word: str, style: str | None) -> None:
    assert document(f"k: {written(word, style)}\n").data == {"k": word}
    assert document(f"[{written(word, style, in_flow=True)}]\n").data == (word,)
