"""Asking on the terminal, and reading what people answer or give as an option."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from commplan.cli.speech import LANGUAGE, remark
from commplan.escape import terminal
from commplan.scaffold import PROFILES
from commplan.words import LANGUAGES, Language, Refusal, Words, quote, say

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions put on standard error, answered on standard input; none when `wanted` is false."""

    wanted: bool
    language: Language = LANGUAGE

    def tell(self, words: Words) -> None:
        """Something people need to know to answer."""
        if self.wanted:
            remark(words.in_language(self.language))

    def __call__(
        self, question: Words, read: Callable[[str], T], given: str | None, default: str | None = None
    ) -> T | None:
        """What was given, else the answer, else the default, read; None when there is none of them.

        An answer that cannot be read is asked for again; an option that cannot raises Refusal.
        """
        if given is not None and given.strip():
            return read(given)
        while self.wanted:
            answer = self._line(question, default)
            if not answer:
                break
            try:
                return read(answer)
            except Refusal as refusal:
                self._again(refusal)
        return read(default) if default else None

    def _line(self, question: Words, default: str | None) -> str:
        offered = f" [{default}]" if default else ""
        sys.stderr.write(f"{question.in_language(self.language)}{offered} ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stderr.write("\n")
            raise Refusal(
                say("the answers ended; nothing was written", "输入已结束，未写入任何文件"),
                say("--yes takes what is offered", "--yes 表示全部采用默认值"),
            )
        return line.strip()

    def _again(self, refusal: Refusal) -> None:
        for words in (refusal.words, refusal.hint):
            if words:
                remark("  " + terminal(words.in_language(self.language)))


def text(given: str) -> str:
    """Any text that a file can hold. Refusal when bytes of it are no text."""
    try:
        given.encode()
    except UnicodeEncodeError:
        raise Refusal(say("{t} is not UTF-8 text", "{t} 不是 UTF-8 文本", t=quote(given))) from None
    return given.strip()


def language(given: str) -> Language:
    """One of the languages that plans can be begun in."""
    wanted = given.strip().replace("_", "-").lower()
    for known in LANGUAGES:
        if wanted == known or wanted.startswith(f"{known}-"):
            return known
    raise Refusal(
        say("a plan can be begun in en or zh, not in {g}", "方案初稿可用 en 或 zh，没有 {g}", g=quote(given)),
        say("begin in one of them, and change `language:` and the texts", "先选其一，再修改 `language:` 与文本"),
    )


def profiles(given: str) -> tuple[str, ...]:
    """The profiles named, with commas or spaces between."""
    names = re.split(r"[\s,，、]+", given.strip().lower())
    for name in names:
        if name not in PROFILES:
            words = say("no profile is called {n}", "没有名为 {n} 的类型", n=quote(name))
            raise Refusal(words, say("there are: {n}", "可用：{n}", n=", ".join(PROFILES)))
    return tuple(names)


def day(given: str) -> date:
    """A day of the calendar in ISO 8601, in a year that leaves room for a plan."""
    try:
        found = date.fromisoformat(given.strip())
    except ValueError:
        found = None
    if found is None or not 1970 <= found.year < 9000:
        words = say("{t} is not a date", "{t} 不是日期", t=quote(given))
        raise Refusal(words, say("write it as 2027-03-31", "写成 2027-03-31"))
    return found


def timezone(given: str) -> str:
    """The name of an IANA time zone: an area and a place, or UTC."""
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    known = {name.lower(): name for name in available_timezones() if "/" in name or name == "UTC"}
    wanted = given.strip().replace(" ", "_").lower()
    if wanted in known:
        return known[wanted]
    places = {name.rpartition("/")[2]: name for name in sorted(known)}
    near = get_close_matches(wanted, known, 1, 0.8) or [places[p] for p in get_close_matches(wanted, places, 1, 0.8)]
    hint = (
        say("did you mean {n}?", "是否想写 {n}？", n=known[near[0]])
        if near
        else say("write it like Europe/Berlin or Asia/Shanghai", "写成 Asia/Shanghai 这样的形式")
    )
    raise Refusal(say("no time zone is called {z}", "没有名为 {z} 的时区", z=quote(given)), hint)


def guessed_timezone() -> str | None:
    """The zone of this machine: what TZ says, else its own setting unless that is UTC, as on most servers."""
    told = os.environ.get("TZ", "").removeprefix(":")
    for name in (told, *_machine_zones()):
        try:
            found = timezone(name)
        except Refusal:
            continue
        if name == told or not found.lower().endswith(("utc", "uct", "gmt", "universal", "zulu")):
            return found
    return None


def _machine_zones() -> list[str]:
    names = []
    for file in (Path("/etc/localtime"), Path("/etc/timezone")):
        try:
            linked = str(file.resolve()).partition("/zoneinfo/")[2] if file.is_symlink() else file.read_text("utf-8")
        except (OSError, ValueError):
            continue
        names.append(linked.strip())
    return [name for name in names if name]
