"""YAML text as data: what every scalar means, where every value stands, and what is said of a text that is none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from decimal import Decimal
from math import isnan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan.document import MAX_BYTES, Document, read, resolve
from commplan.document.nodes import MAX_DEPTH
from commplan.finding import Path, Place
from conftest import Golden
from told import catalogue, inside, told


def opened(raw: str | bytes) -> Document:
    document = read("plan.yaml", raw.encode() if isinstance(raw, str) else raw)
    resolve(document)
    return document


def data(raw: str | bytes) -> Any:
    document = opened(raw)
    assert document.faults == []
    return document.data


# -- what scalars mean --


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("no", "no"), ("NO", "NO"), ("yes", "yes"), ("on", "on"), ("Off", "Off"), ("y", "y"), ("n", "n")),
        *(("true", True), ("True", True), ("TRUE", True), ("tRUE", "tRUE"), ("false", False), ("False", False)),
        *(("FALSE", False), ("null", None), ("Null", None), ("NULL", None), ("nULL", "nULL"), ("~", None), ("", None)),
        *(("none", "none"), ("None", "None"), ("0", 0), ("-0", 0), ("+5", 5), ("7", 7), ("-12", -12), ("007", 7)),
        *(("010", 10), ("0o14", 12), ("0o18", "0o18"), ("0o", "0o"), ("0x1F", 31), ("0x1g", "0x1g"), ("0x", "0x")),
        *(("0X1F", "0X1F"), ("0b11", "0b11"), ("-0x1F", "-0x1F"), ("0x_1", "0x_1"), ("1_000", "1_000"), ("1,5", "1,5")),
        *(("1.10", 1.1), ("1.", 1.0), (".5", 0.5), ("-.5", -0.5), (".", "."), ("1e3", 1000.0), ("1.5E-2", 0.015)),
        *(("e3", "e3"), ("1e", "1e"), ("1.2.3", "1.2.3"), ("+", "+"), ("--1", "--1"), ("1 2", "1 2")),
        *((".inf", float("inf")), ("-.INF", float("-inf")), ("+.Inf", float("inf")), (".iNf", ".iNf")),
        *(("--.inf", "--.inf"), ("+.nan", "+.nan"), ("inf", "inf"), ("nan", "nan")),
        *(("14:30", "14:30"), ("18:30", "18:30"), ("9:05", "9:05"), ("190:20:30", "190:20:30"), ("2027-03-31", "2027-03-31")),
        *(("2027-03-31T19:30", "2027-03-31T19:30"), ("=", "="), ("<", "<"), ("<<", "<<"), ("'12'", "12"), ('"12"', "12")),
        *(("'no'", "no"), ('"true"', "true"), ("''", ""), ('""', ""), ("'~'", "~"), ("'it''s'", "it's"), ("１２", "１２")),
        *(('"a\\nb\\u4e2d"', "a\nb中"), ("中文：标题", "中文：标题"), ("a # c", "a"), ("a#c", "a#c"), ("😀", "😀")),
        *(("!!str 12", "12"), ("!!str", ""), ("!!int '3'", 3), ("!!int 0x10", 16), ("!!float 1", 1.0)),
        *(("!!bool 'true'", True), ("!!null ''", None), ("!!float '.inf'", float("inf")), ("!!str true", "true")),
        *(("|\n  a\n  b", "a\nb\n"), ("|-\n  no", "no"), (">-\n  a\n  b\n\n  c", "a b\nc"), ("|+\n  12\n", "12\n\n")),
        *(("a\n  b", "a b"), ("[1, no, [~]]", (1, "no", (None,))), ("{a: 1, 2: b}", {"a": 1, "2": "b"})),
        *(("[a, b,]", ("a", "b")), ("[]", ()), ("{}", {}), ("{a, b: }", {"a": None, "b": None})),
        ("9" * 100, int("9" * 100)),
    ],
)  # fmt: skip
def test_a_scalar_means_what_yaml_1_2_says(written: str, meant: Any) -> None:
    found = data(f"key: {written}\n")["key"]
    assert (found, type(found)) == (meant, type(meant))


def test_not_a_number_is_a_number() -> None:
    assert [isnan(v) for v in data("[.nan, .NaN, .NAN]")] == [True, True, True]


def test_keys_are_text_whatever_they_look_like() -> None:
    assert data("1: a\n1.0: b\ntrue: c\n~: d\n2027-01-01: e\n'': f\n<<: g\n") == {
        "1": "a", "1.0": "b", "true": "c", "~": "d", "2027-01-01": "e", "": "f", "<<": "g",
    }  # fmt: skip


def test_an_alias_repeats_its_anchor() -> None:
    assert data("a: &x {b: [1]}\nc: *x\nd: [*x, &y no, *y]\n") == {
        "a": {"b": (1,)}, "c": {"b": (1,)}, "d": ({"b": (1,)}, "no", "no"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("utf-8", "a: 中文\nb: [no]\n".encode()),
        ("utf-8 with a mark", "a: 中文\nb: [no]\n".encode("utf-8-sig")),
        ("utf-16 with a mark", "a: 中文\nb: [no]\n".encode("utf-16")),
        ("utf-16 the other way round", b"\xfe\xff" + "a: 中文\nb: [no]\n".encode("utf-16-be")),
        ("utf-16 without a mark", "a: 中文\nb: [no]\n".encode("utf-16-le")),
        ("utf-16 without a mark, the other way round", "a: 中文\nb: [no]\n".encode("utf-16-be")),
        ("utf-32", "a: 中文\nb: [no]\n".encode("utf-32")),
        ("utf-32 without a mark", "a: 中文\nb: [no]\n".encode("utf-32-be")),
        ("line ends of Windows", "a: 中文\r\nb: [no]\r\n".encode()),
        ("line ends of old Macs", "a: 中文\rb: [no]\r".encode()),
        ("no line end at all", "a: 中文\nb: [no]".encode()),
        ("blanks and comments", "\n# x\n\na: 中文   # y\n\nb:\n- no\n\n".encode()),
        ("tabs where they may be", "a:\t中文\t\nb: [\tno\t]\n".encode()),
        ("an explicit document", "%YAML 1.2\n---\na: 中文\nb: [no]\n...\n".encode()),
        ("YAML 1.1 means nothing more", "%YAML 1.1\n---\na: 中文\nb: [no]\n".encode()),
    ],
)
def test_the_same_text_in_another_dress_is_the_same_data(name: str, raw: bytes) -> None:
    document = opened(raw)
    assert (document.data, document.faults) == ({"a": "中文", "b": ("no",)}, [])
    if (
        "Mac" not in name
        and "blanks" not in name
        and "document" not in name
        and "1.1" not in name
        and "tabs" not in name
    ):
        span = document.span(Place(("b", 0)))
        assert (span.line, span.column, span.end_line, span.end_column) == (2, 5, 2, 7)


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_line_separator_pasted_into_text_ends_no_line(separator: str) -> None:
    document = opened(f"a: one{separator}two\nb: c\n")
    assert (document.data, document.span(Place(("b",))).line) == ({"a": "one two", "b": "c"}, 2)


# -- where values stand --

TEXT = st.text(alphabet="ab 中文：é😀—\t-#", min_size=1, max_size=8).map(str.strip).filter(bool)


def quoted(text: str) -> st.SearchStrategy[str]:
    single = "'" + text.replace("'", "''") + "'"
    double = '"' + text.replace("\t", "\\t") + '"'
    return st.sampled_from([single, double])


SCALARS = st.one_of(
    TEXT.flatmap(quoted),
    st.sampled_from(["plain", "中文 标题", "12", "1.5", "true", "no", "14:30", "😀 x", "&a no", "!!str 5", "a: b"[:1]]),
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> tuple[str, list[tuple[Path, str]]]:
    """A block of YAML, indented by nothing, with the path and source of each scalar in it."""
    lines: list[str] = []
    found: list[tuple[Path, str]] = []
    for i in range(draw(st.integers(1, 3))):
        key = draw(st.sampled_from(["k", "键", "a b", "😀", "'q'"]))
        name = f"{key.strip(chr(39))}{i}"
        shown = f"'{name}'" if key.startswith("'") else name
        kind = draw(st.sampled_from(["scalar", "flow", "list", "map", "items"][: 5 if depth < 2 else 3]))
        if kind == "scalar":
            text = draw(SCALARS)
            lines.append(f"{shown}:{draw(st.sampled_from([' ', '   ']))}{text}")
            found.append(((name,), text))
        elif kind == "flow":
            one, two = draw(SCALARS), draw(SCALARS)
            lines.append(f"{shown}: [{one}, {{x: {two}}}]")
            found += [((name, 0), one), ((name, 1, "x"), two)]
        elif kind == "list":
            items = draw(st.lists(SCALARS, min_size=1, max_size=3))
            lines += [f"{shown}:", *(f"  - {text}" for text in items)]
            found += [((name, n), text) for n, text in enumerate(items)]
        else:
            inner, places = draw(trees(depth + 1))
            first, *rest = inner.split("\n")
            head = "  - " if kind == "items" else "  "
            lines += [f"{shown}:", head + first, *(" " * len(head) + line for line in rest)]
            found += [((name, *((0,) if kind == "items" else ()), *path), text) for path, text in places]
    return "\n".join(lines), found


@given(trees(), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_the_span_of_every_value_is_its_source(
    tree: tuple[str, list[tuple[Path, str]]], end: str, encoding: str
) -> None:
    text, places = tree
    # an anchor may be given once; the others become other names
    while text.count("&a no") > 1:
        return
    document = opened((text.replace("\n", end) + end).encode(encoding))
    assert document.faults == []
    for path, source in places:
        span = document.span(Place(path))
        assert document.lines("plan.yaml")[span.line - 1][span.column - 1 : span.end_column - 1] == source
        assert span.end_line == span.line


def places(document: Document) -> Iterator[Path]:
    def below(value: Any, path: Path) -> Iterator[Path]:
        yield path
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
        for key, item in items:
            yield from below(item, (*path, key))

    return below(document.data, ())


SHAPES = """\
literal: |
  first
  second
folded: >-
  one
  two
plain: runs over
  two lines
"double": "runs
  over"
flow: {a: [1,
  2], b: c}
empty:
items:
- x: 1
  y: 2
- - deep
-
anchored: &here
  z: 1
again: *here
"""


@pytest.mark.parametrize(
    ("path", "on", "place", "source"),
    [
        (("literal",), "value", (1, 10), "|"),
        (("literal",), "key", (1, 1), "literal"),
        (("folded",), "value", (4, 9), ">-"),
        (("plain",), "value", (7, 8), "runs over"),
        (("double",), "value", (9, 11), '"runs'),
        (("double",), "key", (9, 1), '"double"'),
        (("flow",), "value", (11, 1), "flow"),
        (("flow", "a"), "value", (11, 8), "a"),
        (("flow", "a", 1), "value", (12, 3), "2"),
        (("flow", "b"), "value", (12, 10), "c"),
        (("empty",), "value", (13, 1), "empty"),
        (("items",), "value", (14, 1), "items"),
        (("items", 0), "value", (15, 3), "x: 1"),
        (("items", 0, "y"), "value", (16, 6), "2"),
        (("items", 1), "value", (17, 3), "- deep"),
        (("items", 1, 0), "value", (17, 5), "deep"),
        (("items", 2), "value", (18, 2), ""),
        (("again", "z"), "value", (20, 6), "1"),
        (("again", "z"), "key", (20, 3), "z"),
        (("flow", "zz"), "value", (11, 1), "flow"),
        (("items", 7), "key", (14, 1), "items"),
        (("plain", 0), "value", (7, 8), "runs over"),
        (("plain", 0, "person"), "value", (7, 8), "runs over"),
        (("flow", 0, "b"), "value", (12, 10), "c"),
        (("flow", 0), "key", (11, 8), "a"),
        (("nowhere", "at", "all"), "value", (1, 1), "literal: |"),
        ((), "key", (1, 1), "literal: |"),
    ],
)
def test_a_place_is_the_nearest_thing_that_is_there(path: Path, on: Any, place: tuple[int, int], source: str) -> None:
    document = opened(SHAPES)
    span = document.span(Place(path, on))
    assert (span.line, span.column) == place
    assert document.lines("plan.yaml")[span.line - 1][span.column - 1 : span.end_column - 1].rstrip() == source


def test_every_span_lies_in_the_file() -> None:
    document = opened(SHAPES)
    assert [path for path in places(document) if not inside(document, document.span(Place(path)))] == []


# -- faults --

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{key}: &{key} [{','.join(['*' + before] * 9)}]\n" for before, key in zip("abcdefgh", "bcdefghi", strict=True)
)
CHAIN = "k0: &k0 [x]\n" + "".join(f"k{i + 1}: &k{i + 1} [*k{i}]\n" for i in range(2000))

FAULTS: dict[str, str | bytes] = {
    "a second colon in a line": "a: b\ntitle: Plan: the second\n",
    "a key below text": "a:\n  text\n  b: c\n",
    "no space after the colon": "a: b\ntitle:text\nc: d\n",
    "no space after the colon of a time": "a: b\n12:30\nc: d\n",
    "a full-width colon": "a: b\n标题：文本\nc: d\n",
    "a full-width comma between two pairs": "a: {b: 一，c: 二，d: 三}\ne: {f: 一， g: 二}\n",
    "a full-width colon in a list": "a:\n  - 名称：文本\n    b: c\n",
    "neither key nor item": "a: b\nrunning text\nc: d\n",
    "a list beside its key": "a: - b\n",
    "a comma left out": 'a: [b, "c" "d"]\n',
    "a bracket not closed": "a: [b,\n  c\nd: e\n",
    "a brace not closed": "a: {b: c\nd: e\n",
    "a bracket not closed at the end": "a: [b\n",
    "a comma too many": "a: [,]\n",
    "an item out of line": "a:\n  - b\n - c\n",
    "an item out of line inwards": "- b\n c: d\n",
    "a key out of line": "a:\n  b: c\n d: e\n",
    "keys further out than the first": "  a: b\nc: d\n",
    "more after the end": "{a: b}\nc: d\n",
    "a tab as indentation": "a:\n\tb: c\n",
    "a tab after spaces": "a:\n  b: c\n\td: e\n",
    "text that starts with @": "a: @b\n",
    "text that starts with a backtick": "a: `b`\n",
    "text that starts with %": "a: %b\n",
    "text that starts with *": "a: *all of it*\n",
    "only a star": "a: *\nb: c\n",
    "text that starts with &": "a: & b\n",
    "text that starts with !": "a: b\nc: !!\n",
    "an anchor twice": "a: &x 1\nb: &x 2\n",
    "an unknown instruction": "%foo bar\na: b\n",
    "another YAML": "%YAML 9.1\n---\na: b\n",
    "YAML told twice": "%YAML 1.2\n%YAML 1.2\n---\na: b\n",
    "a quote not closed": "a: 'b\nc: d\n",
    "a quote not closed before ---": 'a: "b\n---\nc: d\n',
    "an apostrophe in single quotes": "a: 'it's here'\nb: c\n",
    "a backslash in double quotes": 'a: "C:\\data"\n',
    "half a character in double quotes": 'a: "\\ud800"\n',
    "text behind a bar": "a: | text\n",
    "a block that ends too early": "a: |\n  b\n c\n",
    "a second document": "a: b\n---\nc: d\n",
    "a control character": "a: b\nc: d\x1be\n",
    "a NUL behind an emoji": "a: 😀\x00\n",
    "a byte order mark inside": "a: b\n\ufeffc: d\n",
    "Latin-1": "a: b\nc: Caf\xe9 x\n".encode("latin-1"),
    "GBK": "a: 中文\n".encode("gbk"),
    "half of UTF-16": "a: b\n".encode("utf-16") + b"x",
    "nothing at all": b"",
    "only comments": "# nothing\n\n",
    "only the start of a document": "---\n",
    "a key twice": "a: 1\nb: 2\na: 3\n",
    "a key three times": "a: 1\na: 2\na: 3\n",
    "a key twice, in other dress": "a: {b: 1, 'b': 2}\n\"a\": 3\n1: x\n'1': y\n",
    "a key that is a list": "? [a, b]\n: c\nd: e\n",
    "a template that was never filled": "a: {{ name }}\nb: c\n",
    "a list item beside keys": "content:\n  channels: x\n  - every Monday\n",
    "a list item beside keys, of no part": "a:\n  b: x\n  - y\n",
    "a tag": "a: !!python/object/apply:os.system [ls]\nb: !secret x\nc: !!set {d}\n",
    "a value that is not what its tag says": "a: !!int abc\nb: !!bool 1\nc: !!null x\nd: !!int true\n",
    "a number without end": "a: " + "9" * 101 + "\n",
    "a hexadecimal number without end": "a: 0x" + "F" * 5000 + "\n",
    "an alias in its own anchor": "a: &a\n  - b\n  - *a\n",
    "an alias in its own anchor, by way of a key": "a: &a {b: {c: *a}}\n",
    "aliases that multiply": BOMB,
    "aliases of many scalars": "a: &a [" + "x," * 1000 + "]\nb: [" + "*a," * 1000 + "]\n",
    "aliases that nest": CHAIN,
    "a flow too deep": "a: " + "[" * 3000 + "]" * 3000,
    "a block too deep": "".join(" " * i + "k:\n" for i in range(3000)),
    "dashes too deep": "- " * 3000 + "x",
    "too large": b"# " + b"x" * MAX_BYTES,
    "several at once": "a: 1\na: 2\nb: !x y\nc: {d: 1, d: 2}\n? [e]\n: f\ng: " + "9" * 200 + "\nh: &h [*h]\n",
}


def test_what_is_said_of_every_fault(golden: Golden) -> None:
    golden("yaml-faults.txt", catalogue({name: opened(raw) for name, raw in FAULTS.items()}))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_at_once_and_lies_in_its_file(name: str) -> None:
    start = time.process_time()
    document = opened(FAULTS[name])
    assert time.process_time() - start < 0.5
    assert document.faults != []
    for fault in document.faults:
        for place in (fault.problem.place, *(r.place for r in fault.problem.related)):
            span = document.span(place)
            assert inside(document, span) or fault.name == "too-large"
        assert (fault.problem.message.zh, fault.problem.hint.zh if fault.problem.hint else "") != (
            fault.problem.message.en,
            fault.problem.hint.en if fault.problem.hint else "",
        )


def test_236_bytes_of_nested_aliases_end_in_a_finding_at_once() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{key}: &{key} [{','.join(['*' + before] * 9)}]\n" for before, key in zip("abcdef", "bcdefg", strict=True)
    )
    assert len(bomb) == 236
    start = time.process_time()
    document = opened(bomb)
    assert time.process_time() - start < 0.2
    assert told(document) == (
        "alias-bomb: aliases multiply to more than 20000 values\n"
        "  plan.yaml:5:1\n"
        "  | e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
        "  | ^\n"
        "  help: write the values out that are really meant\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "".join(" " * i + "k:\n" for i in range(MAX_DEPTH)),
        "[" * MAX_DEPTH + "]" * MAX_DEPTH,
        "a: '" + "[" * 100_000 + "'\n",
        "a: |\n  " + "- " * 100_000 + "\n",
        "a: &a [" + "x," * 100 + "]\nb: [" + "*a," * 180 + "]\n",
        "a: &a long text\nb: [" + "*a," * 19_000 + "]\n",
    ],
)
def test_what_only_looks_too_deep_or_too_much_is_read(text: str) -> None:
    assert opened(text).faults == []


def test_ten_megabytes_are_read_within_seconds_and_their_places_found() -> None:
    line = "  - {id: a, name: 中文 text of a line that is of ordinary length, size: 12}\n"
    raw = (
        ("items:\n" + line * (10_000_000 // len(line.encode()) // 20)).encode() + b"# " + b"x" * 9_000_000 + b"\nz: 1\n"
    )
    start = time.process_time()
    document = opened(raw)
    span = document.span(Place(("z",)))
    assert time.process_time() - start < 10
    assert (document.faults, document.lines("plan.yaml")[span.line - 1]) == ([], "z: 1")


def test_numbers_are_no_more_exact_than_they_are_written() -> None:
    assert [Decimal(str(v)) for v in data("[0.1, 19.99, 1200]")] == [Decimal("0.1"), Decimal("19.99"), Decimal(1200)]
