"""Marks of Chinese typing where YAML's own belong: found all at once, each with its place and what should stand there.

YAML knows `:`, `-`, `#`, `,`, brackets and quotes in their half-width form alone; with the others a whole part of a plan
becomes one long text, or the file cannot be read. Marks within a text are no slips: what stands in quotes, after `|`, in
comments, or goes on from the line above is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from commplan.document.decode import lines_of
from commplan.document.slips import Slip

MARKS = "：，；、“”„「」『』‘’［］｛｝＃－　\u00a0—–•｜＞"
_QUOTES = {"“": "”", "”": "”", "「": "」", "『": "』", "‘": "’"}
_BRACKETS = {"［": "[", "］": "]", "｛": "{", "｝": "}"}


def may_hold(text: str) -> bool:
    """Whether a text has any mark that could be a slip."""
    return any(mark in text for mark in MARKS) or _TIGHT.search(text) is not None


_TIGHT = re.compile(r"^ *[a-z_]+:[^\s:/\\]", re.MULTILINE)


def slips(text: str, wide: bool = True) -> list[Slip]:
    """All slips of a text, in its order; `wide`: a full-width mark takes up two columns where lines are lined up."""
    return list(_Scan(lines_of(text), 2 if wide else 1).all())


_KEY = re.compile(
    r"(?P<key>[A-Za-z_][A-Za-z0-9_-]{0,60}|[\u4e00-\u9fff]{1,10})(?P<gap>[ \u3000\u00a0]*)(?P<colon>[:：])"
)
_PAIR = re.compile(r"[\s\u3000]*(?:(?:[A-Za-z_]+|[\u4e00-\u9fff]{1,10})\s*[:：]|[}｝#]|$)")
"""What follows the comma behind a pair: the next pair, or the end of the mapping or line."""
_INDENT = re.compile(r"[ \t\u3000\u00a0]*")
_DASH = re.compile(r"-(?=[ \u3000\u00a0]|$)|[－—–•](?=\S)|[－—–•]")
_BLOCK = re.compile(r"([|>｜＞])[+-]?\d?[+-]?\s*(?:#.*)?$")
_COMMENT = re.compile(r"[ \t\u3000\u00a0]+(?:#|(?P<wide>＃))")


class _Scan:
    """The walk over the lines: what is open where a line begins."""

    def __init__(self, lines: list[str], width: int) -> None:
        self.lines, self.width = lines, width
        self.number, self.line = 0, ""
        self.block: int | None = None  # a text after | or > goes on in all lines indented deeper than this
        self.quote = ""  # the quote that is open
        self.flow: list[str] = []  # the brackets that are open
        self.runs: int | None = None  # a plain text goes on in all lines indented deeper than this

    def all(self) -> Iterator[Slip]:
        for number, line in enumerate(self.lines, 1):
            self.number, self.line = number, line
            yield from self._one()

    def _slip(self, at: int, length: int, to: str, kind: str, sure: bool = True) -> Slip:
        return Slip(self.number, at + 1, length, to, kind, self.line[at : at + length], sure)

    def _one(self) -> Iterator[Slip]:
        found = _INDENT.match(self.line)
        at = found.end() if found else 0
        indent = self._width(self.line[:at])
        if self.quote:
            yield from self._within(0)
            return
        if at == len(self.line) or (self.block is not None and indent > self.block):
            if self.block is None:
                yield from self._spaces(0, at)
            return
        self.block = None
        if self.flow:
            yield from self._within(at)
            return
        if self.runs is not None and indent > self.runs and self.line[at] not in "#＃":
            return
        yield from self._spaces(0, at)
        yield from self._begun(at, indent)

    def _width(self, before: str) -> int:
        """In which column a line goes on behind what stands before."""
        return len(before) + (self.width - 1) * len(re.findall("[\u3000－—–•]", before))

    def _spaces(self, at: int, end: int) -> Iterator[Slip]:
        for found in re.compile("[\u3000\u00a0]+").finditer(self.line, at, end):
            yield self._slip(found.start(), len(found[0]), " " * self._width(found[0]), "space")

    def _begun(self, at: int, indent: int) -> Iterator[Slip]:
        """A line that begins something: dashes, a key, a comment."""
        while found := _DASH.match(self.line, at):
            after = _INDENT.match(self.line, found.end())
            end = after.end() if after else found.end()
            if found[0] != "-":
                yield self._slip(at, 1, "- " if self.width > 1 or end == found.end() < len(self.line) else "-", "dash")
            yield from self._spaces(found.end(), end)
            at = end
        self.runs = indent
        if self.line[at : at + 1] in ("#", "＃"):
            if self.line[at] == "＃":
                yield self._slip(at, 1, "#", "comment")
            return
        home = self._width(self.line[:at])
        found = _KEY.match(self.line, at)
        if found and (found["colon"] == "：" or self._parts(found)):
            yield from self._colon(found)
            self.runs, at = home, found.end()
            after = _INDENT.match(self.line, at)
            at = after.end() if after else at
            yield from self._spaces(found.end(), at)
        yield from self._value(at, home)

    def _parts(self, found: re.Match[str]) -> bool:
        """Whether a half-width colon parts a key from its value, or is meant to."""
        rest = self.line[found.end() :]
        return not rest or rest[0] in " \t\u3000\u00a0" or (rest[0] not in ":/\\" and not found["gap"])

    def _colon(self, found: re.Match[str]) -> Iterator[Slip]:
        at, rest = found.start("colon"), self.line[found.end() :]
        close = bool(rest) and rest[0] not in " \t\u3000\u00a0"
        if found["colon"] == "：":
            yield self._slip(at, 1, ": " if close else ":", "colon", self._leads(found))
        elif close:
            yield self._slip(at, 1, ": ", "tight", self._leads(found))

    def _leads(self, found: re.Match[str]) -> bool:
        """Whether what stands before a colon must be a key: an item of a list may as well be a text with a colon in it."""
        before = self.line[: found.start()]
        if not before.strip() or found["key"] == "id":
            return True
        home, below = (
            self._width(before),
            next((b for b in islice(self.lines, self.number, self.number + 5) if b.strip()), ""),
        )
        indent = _INDENT.match(below)
        end = indent.end() if indent else 0
        return self._width(below[:end]) == home and _KEY.match(below, end) is not None

    def _value(self, at: int, home: int) -> Iterator[Slip]:
        rest = self.line[at:]
        if not rest:
            self.runs = None
        elif block := _BLOCK.match(rest):
            if block[1] in "｜＞":
                yield self._slip(at, 1, {"｜": "|", "＞": ">"}[block[1]], "block")
            self.block, self.runs = home, None
        elif rest[0] in "\"'[{" or self._bracketed(rest):
            self.runs = None
            yield from self._within(at)
        elif rest[0] in _QUOTES:
            yield from self._quoted(at)
        else:
            yield from self._comment(at)

    def _bracketed(self, rest: str) -> bool:
        """Whether a text begins and ends with full-width brackets, as lists and mappings do."""
        bare = _COMMENT.split(rest)[0].rstrip()
        return rest[0] in "［｛" and (bare[-1] in "］｝]}" or len(bare) == 1)

    def _comment(self, at: int) -> Iterator[Slip]:
        found = _COMMENT.search(self.line, at)
        if found and found["wide"]:
            wide = found.start("wide")
            bare = (
                re.fullmatch(r"[A-Za-z0-9.:+/_-]+", self.line[at : found.start()])
                and self.line[wide + 1 :][:1] in " \u3000"
            )
            yield self._slip(found.start(), wide + 1 - found.start(), " #", "comment", sure=bool(bare))

    def _quoted(self, at: int) -> Iterator[Slip]:
        """A whole value in Chinese quotes."""
        end = self.line.rfind(_QUOTES[self.line[at]])
        after = self.line[end + 1 :].strip(" \t\u3000\u00a0")
        if end > at and (not after or after[0] in "#＃") and '"' not in self.line[at:end]:
            yield self._slip(at, 1, '"', "quote", sure=False)
            yield self._slip(end, 1, '"', "quote", sure=False)
            yield from self._comment(end + 1)

    # -- within quotes and brackets --

    def _within(self, at: int) -> Iterator[Slip]:
        """A line from where a quote or bracket begins, or goes on from the line above."""
        while at < len(self.line):
            mark = self.line[at]
            if self.quote:
                at = self._past_quote(at) - 1
            elif mark in "\"'" and self._fresh(at):
                self.quote = mark
            elif mark == "#" and (at == 0 or self.line[at - 1] in " \t"):
                return
            elif mark in "[{":
                self.flow.append(mark)
            elif mark in "]}" and self.flow:
                self.flow.pop()
            elif mark in MARKS:
                yield from self._wide(at, mark)
            at += 1
            if not (self.flow or self.quote):
                yield from self._comment(at)
                return

    def _past_quote(self, at: int) -> int:
        if self.quote == '"' and self.line[at] == "\\":
            return at + 2
        if self.line[at] != self.quote:
            return at + 1
        if self.quote == "'" and self.line[at + 1 : at + 2] == "'":
            return at + 2
        self.quote = ""
        return at + 1

    def _fresh(self, at: int) -> bool:
        """Whether a value begins here, and not amid a text."""
        before = self.line[:at].rstrip(" \t\u3000\u00a0")
        return not before or before[-1] in "[{,:：，［｛-－"

    def _wide(self, at: int, mark: str) -> Iterator[Slip]:
        tight = self.line[at + 1 : at + 2] not in ("", " ", "\u3000", "\u00a0")
        mapping = bool(self.flow) and self.flow[-1] == "{"
        if mark in "［｛":
            self.flow.append(_BRACKETS[mark])
            yield self._slip(at, 1, _BRACKETS[mark], "bracket")
        elif mark in "］｝" and self.flow:
            self.flow.pop()
            yield self._slip(at, 1, _BRACKETS[mark], "bracket")
        elif mark == "：" and mapping and re.search(r"[{,，｛]\s*[A-Za-z_]+\s*$", self.line[:at]):
            yield self._slip(at, 1, ": " if tight else ":", "colon")
        elif mark in "，、；":
            rest = self.line[at + 1 :]
            key = mapping and mark == "，" and re.match(r"[\s\u3000]*[A-Za-z_]+\s*[:：]", rest)
            if not mapping or _PAIR.match(rest):  # else two pairs cannot be meant: it is a mark within a value
                yield self._slip(at, 1, ", " if tight else ",", "comma", sure=bool(key))
        elif mark in "\u3000\u00a0" and self._fresh(at):
            yield self._slip(at, 1, " ", "space")
        elif mark in _QUOTES and self._fresh(at):
            yield from self._quoted_item(at)

    def _quoted_item(self, at: int) -> Iterator[Slip]:
        end = self.line.find(_QUOTES[self.line[at]], at + 1)
        if end > at and re.match(r"\s*[,，\]}］｝]", self.line[end + 1 :]) and '"' not in self.line[at:end]:
            yield self._slip(at, 1, '"', "quote", sure=False)
            yield self._slip(end, 1, '"', "quote", sure=False)
