"""Slips of typing in the marks that part a plan into keys and values, and a text as it is meant without them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from commplan.words import Words, say


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """The marks in a line from `column` on (from 1), `length` of them, in whose place `to` belongs.

    `sure`: no text can be meant; else only where a text cannot stand.
    """

    line: int
    column: int
    length: int
    to: str
    kind: str
    mark: str = ""
    sure: bool = True


_WORDS = {
    "colon": (
        say("a full-width colon (：) after the key", "键后面用了全角冒号（：）"),
        say("write `key: value`, with a colon and a space", "写成 `键: 值`，用半角冒号加空格"),
    ),
    "tight": (
        say("no space after the colon", "冒号后面缺少空格"),
        say("write `key: value`, with a colon and a space", "写成 `键: 值`，用半角冒号加空格"),
    ),
    "comma": (
        say("a full-width comma (，) between two items", "两项之间用了全角逗号（，）"),
        say("put a half-width comma and a space between items", "各项之间请用半角逗号加空格"),
    ),
    "dash": (
        say("a list item begins with {m}", "列表项以 {m} 开头"),
        say("begin it with a half-width hyphen and a space: `- `", "请用半角短横线加空格开头：`- `"),
    ),
    "comment": (
        say("a comment begins with a full-width ＃", "注释以全角 ＃ 开头"),
        say("begin it with a half-width #", "请用半角 # 开头"),
    ),
    "space": (
        say("a full-width or non-breaking space outside of a text", "文本之外有全角空格或不换行空格"),
        say("indent and part with ordinary spaces", "缩进与间隔请用普通空格"),
    ),
    "bracket": (
        say("a full-width bracket ({m}) around a list or mapping", "列表或键值表用了全角括号（{m}）"),
        say("use half-width brackets: `[a, b]` or `{key: value}`", "请用半角括号：`[a, b]` 或 `{键: 值}`"),
    ),
    "quote": (
        say("Chinese or curly quotes ({m}), which are no quotes to YAML", "用了中文引号（{m}），YAML 不认作引号"),
        say('use half-width quotes ("…"), or none', '请用半角引号（"…"），或不加引号'),
    ),
    "block": (
        say("a full-width {m} before a text of several lines", "多行文本之前用了全角 {m}"),
        say("use the half-width mark: | or >", "请用半角符号：| 或 >"),
    ),
}


def told(slip: Slip) -> tuple[Words, Words]:
    """What is wrong at a slip, and how to write it."""
    words, hint = _WORDS[slip.kind]
    return say(words.en, words.zh, m=slip.mark), say(hint.en, hint.zh)


_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True)
class AsMeant:
    """A text with some of its slips to be mended, and the way back from its places as it is meant to those as it is."""

    text: str
    mended: frozenset[Slip] = frozenset()

    @property
    def meant(self) -> str:
        lines = _LINES.findall(self.text)
        for number, some in self._by_line.items():
            line = lines[number - 1]
            for slip in reversed(some):
                line = line[: slip.column - 1] + slip.to + line[slip.column - 1 + slip.length :]
            lines[number - 1] = line
        return "".join(lines)

    @cached_property
    def _by_line(self) -> dict[int, list[Slip]]:
        found: dict[int, list[Slip]] = {}
        for slip in sorted(self.mended):
            found.setdefault(slip.line, []).append(slip)
        return found

    def back(self, line: int, column: int) -> int:
        """The column in the text as it is, for one in the text as it is meant."""
        moved = 0
        for slip in self._by_line.get(line, ()):
            start = slip.column + moved
            if column < start + len(slip.to):
                return min(column - moved, slip.column)
            moved += len(slip.to) - slip.length
        return column - moved
