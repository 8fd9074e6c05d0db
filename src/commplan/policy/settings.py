"""A configuration file, read: what it says, and where it says so; whatever is wrong with it is refused with its places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from os.path import relpath
from pathlib import Path as FilePath
from typing import Any

from pydantic_core import ValidationError

from commplan.document.decode import decoded, lines_of
from commplan.finding import Path, Place, Problem, Span
from commplan.plan.node import validator
from commplan.policy.config import Config
from commplan.policy.places import Places, places
from commplan.refusals.complaints import complaints
from commplan.words import Refusal, Words, quote, say

PYPROJECT = ("tool", "commplan")
"""Where the configuration stands in a `pyproject.toml`."""


@dataclass(frozen=True)
class Settings:
    """One configuration file. `file` is its name as messages show it, `folder` what its patterns and files are relative
    to; `top` is the path of the configuration within the file."""

    file: str
    folder: FilePath
    text: str
    top: Path
    config: Config

    @cached_property
    def places(self) -> Places:
        return places(self.file, self.text)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(lines_of(self.text))

    def span(self, *path: str | int, on_key: bool = False) -> Span:
        """Where the configuration says this."""
        return self.places.span(Place((*self.top, *path), "key" if on_key else "value"))

    def takes(self, patterns: Iterable[str], file: str) -> bool:
        """Whether one of the patterns, in the way of .gitignore and relative to this file, names a plan."""
        wanted = tuple(patterns)
        return bool(wanted) and bool(_spec(wanted).match_file(self.relative(file)))

    def relative(self, file: str) -> str:
        """A file as seen from the folder of this configuration, parted by slashes."""
        return re.sub(r"^(\.\./)+", "", FilePath(relpath(file, self.folder)).as_posix())

    def refusal(self, found: Iterable[Problem]) -> Refusal:
        """Problems of the configuration, in the order of its text, as one refusal; each place is one within the file."""
        spans = [(self.places.span(p.place), p) for p in found]
        return _refusal(sorted(spans, key=lambda s: (s[0], s[1].message.en)))


@cache
def _spec(patterns: tuple[str, ...]) -> Any:
    """Patterns, made ready; ValueError or re.error when one means nothing."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def is_pattern(pattern: str) -> bool:
    """Whether a pattern of file names, in the way of .gitignore, can match anything."""
    try:
        return bool(pattern.strip()) and bool(_spec((pattern,)))
    except (ValueError, re.error):
        return False


def holds(raw: bytes) -> bool:
    """Whether a `pyproject.toml` speaks of commplan at all: only then does it matter to us that it can be read."""
    return re.search(rb"tool.{0,4}\.[^\n]{0,4}commplan|^\s*\[\s*tool\s*\]", raw, re.MULTILINE) is not None


def read(file: str, raw: bytes, folder: FilePath) -> Settings | None:
    """A configuration from the bytes of its file; None when it is a `pyproject.toml` without a part of ours.

    Refusal for whatever is wrong with it.
    """
    text = _text(file, raw)
    data = _plain(_parsed(file, text))
    top: Path = PYPROJECT if FilePath(file).name == "pyproject.toml" else ()
    for key in top:
        data = data.get(key) if isinstance(data, dict) else None
    if data is None:
        return None
    if not isinstance(data, dict):
        span = places(file, text).span(Place(top))
        hint = say("write a table: [tool.commplan]", "请写成表：[tool.commplan]")
        problem = Problem(Place(top), say("this is no table of settings", "这里不是设置表"), hint)
        raise _refusal([(span, problem)])
    try:
        config: Config = validator(Config).validate_python(data)
    except ValidationError as error:
        found = [f.problem for f in complaints(error, data, set(), Config)]
        raise Settings(file, folder, text, top, Config.empty()).refusal(_below(top, found)) from None
    return Settings(file, folder, text, top, config.settled())


def _below(top: Path, found: Iterable[Problem]) -> Iterator[Problem]:
    for problem in found:
        yield Problem(Place((*top, *problem.place.path), problem.place.on), problem.message, problem.hint)


def _text(file: str, raw: bytes) -> str:
    text, misfit = decoded(raw)
    if misfit is None:
        return text.replace("\r\n", "\n")
    before = lines_of(misfit.before + "|")
    words = say("this byte is not {e}", "这个字节不是 {e}", e=misfit.encoding)
    hint = say("save the file as UTF-8 in your editor", "请在编辑器中把文件另存为 UTF-8")
    span = Span(file, len(before), len(before[-1]), len(before), len(before[-1]) + 1)
    raise _refusal([(span, Problem(Place(()), words, hint))])


def _plain(value: Any) -> Any:
    """TOML's values as the plan's: lists as tuples, days and times as text."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return tuple(_plain(v) for v in value)
    return value.isoformat() if hasattr(value, "isoformat") else value


_SYNTAX = (
    (
        ("Expected '='",),
        say("a setting is written `key = value`", "设置写成 `键 = 值`"),
        say("put `=` after the key; names with blanks or dots go in quotes", "键后写 `=`；含空格或点的名称请加引号"),
    ),
    (
        ("Invalid value",),
        say("this is no value", "这不是一个值"),
        say('text goes in quotes: "warning"; lists in brackets: ["G101"]', '文本加引号："warning"；列表加方括号：["G101"]'),
    ),
    (
        ("Cannot overwrite a value", "Duplicate inline table key", "Cannot mutate immutable namespace"),
        say("this is set a second time", "这里第二次设置了同一项"),
        say("keep one of the two", "两处只留一处"),
    ),
    (
        ("Cannot declare",),
        say("this table is begun a second time", "这个表第二次出现"),
        say("put all of it under one heading", "请合并到同一个标题之下"),
    ),
    (
        ("Unclosed array", "Unclosed inline table", "Expected ']"),
        say("a bracket is opened and not closed", "括号没有结尾"),
        say("put a comma between items, and close the bracket", "各项之间加逗号，并补上右括号"),
    ),
    (
        ("Unterminated string", "Illegal character '\\n'", "Expected \"'\"", "Expected '\"\"\"'", "Expected \"'''\""),
        say("a quote is opened and never closed", "引号没有结尾"),
        say("close it on the same line", "请在同一行补上结尾"),
    ),
    (
        ("Expected newline or end of document",),
        say("something follows the value on the same line", "值后面还有别的内容"),
        say("one setting to a line; several values go in brackets", "每行一项设置；多个值请放在方括号中"),
    ),
    (
        ("Invalid date",),
        say("this is no date", "这不是日期"),
        say("write a date like 2027-03-31, or put text in quotes", "日期写成 2027-03-31；文本请加引号"),
    ),
    (
        ("Invalid initial character for a key part", "Invalid statement"),
        say("no setting can start like this", "设置不能这样开头"),
        say("names with other characters than a-z, 0-9, - and _ go in quotes", "含 a-z、0-9、-、_ 以外字符的名称请加引号"),
    ),
    (
        ("Unescaped '\\'", "Invalid hex", "Escaped character"),
        say("a backslash in double quotes starts an escape, and this is none", "双引号里的反斜杠表示转义，而这里不是有效的转义"),
        say("use single quotes, or write \\\\ for a backslash", "改用单引号，或把反斜杠写成 \\\\"),
    ),
)  # fmt: skip


def _parsed(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refusal([(_spot(file, text, str(error)), _syntax(str(error)))]) from None
    except RecursionError:
        words = say("brackets within brackets without end", "括号嵌套过深")
        raise _refusal([(Span(file, 1, 1, 1, 1), Problem(Place(()), words))]) from None


def _syntax(told: str) -> Problem:
    for fragments, words, hint in _SYNTAX:
        if any(fragment in told for fragment in fragments):
            return Problem(Place(()), words, hint)
    own = re.sub(r" \(at .*\)$", "", told)
    return Problem(Place(()), say("not readable as TOML: {p}", "无法按 TOML 读取：{p}", p=quote(own)))


def _spot(file: str, text: str, told: str) -> Span:
    """Where the parser stopped, which it tells in its sentence only."""
    found = re.search(r"\(at line (\d+), column (\d+)\)$", told)
    lines = lines_of(text)
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    if "Unescaped" in told:  # told behind the backslash and what follows it
        column = max(1, column - 2)
    elif "Cannot overwrite" in told or "Cannot declare" in told:  # told at the end of what is there again
        column = len(lines[line - 1]) - len(lines[line - 1].lstrip()) + 1
    return Span(file, line, column, line, column + 1)


def _refusal(found: Iterable[tuple[Span, Problem]]) -> Refusal:
    refusals = [Refusal(_placed(span, problem.message), problem.hint) for span, problem in found]
    return Refusal(refusals[0].words, refusals[0].hint, tuple(refusals[1:]))


def _placed(span: Span, words: Words) -> Words:
    return say(
        "{f}:{l}:{c}: {w}", "{f}:{l}:{c}：{w}", f=span.file, l=span.line, c=span.column, w=words
    )  # fmt: skip
