"""JSON one record at a time: a broken one costs only itself, and memory holds one record, not the file."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from commplan.activity.event import Skipped
from commplan.activity.export import FAULTS, Export
from commplan.words import Words, say

LONGEST_RECORD = 16 * 2**20
"""Characters. The longest real records (a message with its embedded pages) stay below one megabyte."""

DAMAGED = say("the file is damaged or cut off and ends before its time", "文件损坏或被截断，提前结束")
NOT_JSON = say("it is not valid JSON", "不是有效的 JSON")
NOT_UTF8 = say("it is not valid UTF-8", "不是有效的 UTF-8")
NOT_A_LIST = say("the file holds no list of records", "文件内容不是记录列表")
NOT_AN_OBJECT = say("it is no JSON object", "不是 JSON 对象")
TOO_LONG = say(
    "it is longer than 16 million characters; the rest of its file is left out", "超过 1600 万字符；该文件余下部分未读"
)

_CHUNK = 2**18
_SMALL = 2**22
_BETWEEN = re.compile(r"[\s,]*")
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]]')
_OPENING = re.compile(r"[{\]]")
_DEPTH = {"{": 1, "[": 1, "}": -1, "]": -1}
_STRAY_BYTE = re.compile("[\udc80-\udcff]")
_DECODE = json.JSONDecoder(strict=False).raw_decode

Found = dict[str, Any] | Skipped


def items(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    """The objects of a file that is one JSON list, each with its place."""
    try:
        values = _all_at_once(export, name) or _list_items(_text(export, name))
        for number, found in enumerate(values, start=1):
            yield _placed(f"{name}, record {number}", found)
    except FAULTS:
        yield name, Skipped(name, DAMAGED)


def lines(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    """The objects of a file with one JSON object to a line, each with its place; empty lines do not count."""
    try:
        with export.open(name) as stream:
            for number, line in enumerate(iter(lambda: stream.readline(LONGEST_RECORD), b""), start=1):
                if line.strip():
                    yield _placed(f"{name}, line {number}", _line(line))
    except FAULTS:
        yield name, Skipped(name, DAMAGED)


def whole(export: Export, name: str, largest: int = 2**29) -> object:
    """The JSON value of a small file; None when it is absent, damaged or larger than `largest` bytes."""
    if name not in export.members:
        return None
    try:
        with export.open(name) as stream:
            data = stream.read(largest + 1)
        return json.loads(data) if len(data) <= largest else None
    except (*FAULTS, ValueError, RecursionError):
        return None


def objects(value: object) -> Iterator[dict[str, Any]]:
    """The objects in what should be a list of objects."""
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())


def _placed(where: str, found: object) -> tuple[str, Found]:
    if isinstance(found, Words):
        return where, Skipped(where, found)
    return where, found if isinstance(found, dict) else Skipped(where, NOT_AN_OBJECT)


def _line(line: bytes) -> object:
    if len(line) >= LONGEST_RECORD:
        return TOO_LONG
    try:
        return json.loads(line.decode("utf-8-sig"), strict=False)
    except UnicodeDecodeError:
        return NOT_UTF8
    except (ValueError, RecursionError):
        return NOT_JSON


def _all_at_once(export: Export, name: str) -> list[object] | None:
    """The items of a small and sound file, which most are, in a third of the time; None for any other."""
    if not 0 < (export.members[name].size or 0) <= _SMALL:
        return None
    try:
        with export.open(name) as stream:
            found = json.loads(stream.read())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _text(export: Export, name: str) -> Iterator[str]:
    """A file's text in pieces; bytes that are no UTF-8 come as lone surrogates, to be found in their record."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
    with export.open(name) as stream:
        while piece := stream.read(_CHUNK):
            yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _list_items(pieces: Iterator[str]) -> Iterator[object]:
    text, at, ended = "", 0, False
    while not ended and not text.strip():
        text, ended = _more(text, pieces)
    if ended and not text.strip():
        return
    at = _after(text, 0)
    if not text.startswith("[", at):
        yield NOT_A_LIST
        return
    at += 1
    while True:
        at = _after(text, at)
        if text.startswith("]", at):
            return
        end, value = _record(text, at)
        if end is None and not ended and len(text) - at < LONGEST_RECORD:
            (text, ended), at = _more(text[at:], pieces), 0
            continue
        if end is None:
            value, end = _broken(text, at, ended)
        yield value
        if end is None:
            return
        at = end


def _more(text: str, pieces: Iterator[str]) -> tuple[str, bool]:
    """Twice the text, if there is as much, so that a long record is tried only a few times."""
    grown = [text]
    for piece in pieces:
        grown.append(piece)
        if sum(map(len, grown)) >= 2 * len(text):
            return "".join(grown), False
    return "".join(grown), True


def _after(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _record(text: str, at: int) -> tuple[int | None, object]:
    try:
        value, end = _DECODE(text, at)
    except (ValueError, RecursionError):
        return None, None
    return end, NOT_UTF8 if not text.isascii() and _STRAY_BYTE.search(text, at, end) else value


def _broken(text: str, at: int, ended: bool) -> tuple[Words, int | None]:
    """Why a record could not be read, and where the next may begin: behind its last bracket, if that is found."""
    if not ended:
        return TOO_LONG, None
    if text[at : at + 1] not in ("{", "["):
        opening = _OPENING.search(text, at + 1)
        return (NOT_JSON, opening.start()) if opening else (DAMAGED, None)
    depth = 0
    for token in _TOKEN.finditer(text, at):
        depth += _DEPTH.get(token[0], 0)
        if depth == 0:
            return NOT_JSON, token.end()
    return DAMAGED, None
