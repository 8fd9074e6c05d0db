"""JSON text read in pieces, one value at a time: memory holds one value, and a broken one costs only itself."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from commplan.activity.export import Export
from commplan.words import say

LONGEST_RECORD = 16 * 2**20
"""Characters. The longest real records (a message with its embedded pages) stay below one megabyte."""

DAMAGED = say("the file is damaged or cut off and ends before its time", "文件损坏或被截断，提前结束")
NOT_JSON = say("it is not valid JSON", "不是有效的 JSON")
NOT_UTF8 = say("it is not valid UTF-8", "不是有效的 UTF-8")
TOO_LONG = say(
    "it is longer than 16 million characters; the rest of its file is left out", "超过 1600 万字符；该文件余下部分未读"
)

BEHIND = say("something follows behind the end of what is read", "所读内容之后还有其他内容，未读取")

_CHUNK = 2**18
_CUT = 16
"""An error this close to the end of what was read so far may be a word that is cut in two."""
_BETWEEN = re.compile(r"[\s,]*")
_TOKEN = re.compile(r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|[{}\[\]]')
_OPENING = re.compile(r"[{\]]")
_DEPTH = {"{": 1, "[": 1, "}": -1, "]": -1}
_STRAY_BYTE = re.compile("[\udc80-\udcff]")
_HEX = re.compile(r"(\\++)x([0-9A-Fa-f]{2})")
_DECODER = json.JSONDecoder(strict=False)
_DECODE = _DECODER.raw_decode


def pieces(export: Export, name: str) -> Iterator[str]:
    """A file's text in pieces; bytes that are no UTF-8 come as lone surrogates, to be found in their record."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
    with export.open(name) as stream:
        while piece := stream.read(_CHUNK):
            yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


@dataclass(slots=True)
class Cursor:
    """A place in JSON text. Not a value: it moves on, and `pieces` is used up by it. `longest`: of a value, in characters."""

    pieces: Iterator[str]
    text: str = ""
    at: int = 0
    ended: bool = False
    longest: int = LONGEST_RECORD

    def peek(self) -> str:
        """The character that comes next, blanks and commas passed over; empty at the end."""
        while True:
            between = _BETWEEN.match(self.text, self.at)
            self.at = between.end() if between else self.at
            if self.at < len(self.text) or self.ended:
                return self.text[self.at : self.at + 1]
            self._grow()

    def step(self) -> None:
        """Past the character that `peek` told."""
        self.at += 1

    def value(self) -> object:
        """The value that comes next; Words, which say why, for one that cannot be read."""
        while True:
            end, value, broken = _record(self.text, self.at)
            if end is not None and (end < len(self.text) or self.ended):
                self.at = end
                return value
            if broken or (self.ended and end is None):
                value, end = _broken(self.text, self.at)
                if end is not None or self.ended:
                    return self._past(value, end)
            if len(self.text) - self.at >= self.longest:
                return self._past(TOO_LONG, None)
            self._grow()

    def _past(self, value: object, end: int | None) -> object:
        """Go on behind a value that could not be read; without knowing where that is, nothing more comes."""
        if end is None:
            self.text, self.at, self.ended = "", 0, True
        else:
            self.at = end
        return value

    def _grow(self) -> None:
        """Twice the text that is left, if there is as much, so that a long value is tried only a few times."""
        left = self.text[self.at :]
        grown, size = [left], len(left)
        for piece in self.pieces:
            grown.append(piece)
            size += len(piece)
            if piece and size >= 2 * len(left):
                break
        else:
            self.ended = True
        self.text, self.at = "".join(grown), 0


def _record(text: str, at: int) -> tuple[int | None, object, bool]:
    """Where the value ends, the value, and whether it is broken, however much text may follow."""
    try:
        value, end = _DECODE(text, at)
    except json.JSONDecodeError as fault:
        return None, None, not fault.msg.startswith("Unterminated") and fault.pos < len(text) - _CUT
    except (ValueError, RecursionError):
        return None, None, True
    return end, NOT_UTF8 if not text.isascii() and _STRAY_BYTE.search(text, at, end) else value, False


def _broken(text: str, at: int) -> tuple[object, int | None]:
    """Why a record could not be read, and where the next may begin: behind its last bracket, if that is found."""
    if text[at : at + 1] not in ("{", "["):
        opening = _OPENING.search(text, at + 1)
        return (NOT_JSON, opening.start()) if opening else (DAMAGED, None)
    depth = 0
    for token in _TOKEN.finditer(text, at):
        depth += _DEPTH.get(token[0], 0)
        if depth == 0:
            return _mended(text[at : token.end()]), token.end()
    return DAMAGED, None


def _escaped(found: re.Match[str]) -> str:
    r"""\x1F as JSON writes it; a backslash that is itself written (\\x1F) stays."""
    return f"{found[1]}u00{found[2]}" if len(found[1]) % 2 else found[0]


def _mended(text: str) -> object:
    r"""A record with control characters written as \x1F, as Telegram does; NOT_JSON when that is not what is wrong."""
    mended = _HEX.sub(_escaped, text)
    if mended == text or _STRAY_BYTE.search(mended):
        return NOT_JSON
    try:
        value: object = _DECODER.decode(mended)
    except (ValueError, RecursionError):
        return NOT_JSON
    return value
