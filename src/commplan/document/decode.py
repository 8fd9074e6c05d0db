"""From the bytes of a file to its text: which encoding it is in, and where it is in none."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKS = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xff\xfe", "utf-16-le"),
)
_UNMARKED = (  # two characters of ASCII, as every plan begins; YAML 1.2.2 section 5.2 asks for one
    (re.compile(rb"\x00\x00\x00[^\x00]\x00\x00\x00[^\x00]"), "utf-32-be"),
    (re.compile(rb"[^\x00]\x00\x00\x00[^\x00]\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00[^\x00]\x00[^\x00]"), "utf-16-be"),
    (re.compile(rb"[^\x00]\x00[^\x00]\x00"), "utf-16-le"),
)
# line ends in YAML 1.1 and so in libyaml, but part of the text in YAML 1.2; an editor shows them as no line end either
_NO_LINE_ENDS = {0x85: " ", 0x2028: " ", 0x2029: " "}


@dataclass(frozen=True, slots=True)
class Misfit:
    """The first byte that does not fit the encoding; `before` is the text up to it, `number` counts from 1."""

    encoding: str
    number: int
    byte: int
    before: str


def encoding_of(raw: bytes) -> str:
    """The Python name of the encoding that the first bytes speak for; UTF-8 when they speak for no other."""
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    return marked or next((name for form, name in _UNMARKED if form.match(raw)), "utf-8")


def decoded(raw: bytes) -> tuple[str, Misfit | None]:
    """The text without byte order mark; where a byte fits badly, with U+FFFD in its place and the first such byte."""
    encoding = encoding_of(raw)
    try:
        return _whole(raw.decode(encoding)), None
    except UnicodeDecodeError as error:
        before = _whole(raw[: error.start].decode(encoding, "replace"))
        shown = {"utf-8": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32"}[
            encoding.removesuffix("-le").removesuffix("-be")
        ]
        return _whole(raw.decode(encoding, "replace")), Misfit(shown, error.start + 1, raw[error.start], before)


def _whole(text: str) -> str:
    text = text.removeprefix("\ufeff")
    return text.translate(_NO_LINE_ENDS) if any(chr(c) in text for c in _NO_LINE_ENDS) else text


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML 1.2 counts them, at least one: LF, CR LF or CR ends a line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] or len(lines) == 1 else lines[:-1]
