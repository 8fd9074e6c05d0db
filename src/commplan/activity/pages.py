"""Web pages of exports, shown to a reader tag by tag as libxml2 finds them.

No tree is made of a page: one of a whole server takes no more memory than its longest message, and one that somebody has
made up, of tags within tags without end, is passed through once like any other.
"""

from __future__ import annotations

import codecs
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import BinaryIO

from commplan.activity.cursor import LONGEST_RECORD

_CHUNK, _LONGEST = 2**18, 2**26
_NUMBER = 9
"""Digits of a number that can be one of things counted."""


@lru_cache(maxsize=1024)
def _classes(written: str) -> frozenset[str]:
    return frozenset(written.split())


class TooLongError(Exception):
    """A text, or what stands between two messages, is longer than anything that the tool writes."""


@dataclass(slots=True)
class _Ear:
    """What hears the text of an element, and of those within it unless it is `shallow`; `then` is told all of it at the end."""

    depth: int
    then: Callable[[str], None]
    shallow: bool
    heard: list[str] = field(default_factory=list)
    size: int = 0


@dataclass(slots=True)
class Reader(ABC):
    """What a page says; what it means is for those that are made from this to know, in `opened`.

    `records`: the messages that were begun, counted by who makes them, since no page may go on without any. `too_long`: the
    last one has a text without end; the page is closed within it.
    """

    records: int = 0
    too_long: bool = False
    _depth: int = 0
    _deaf: int | None = None
    _ears: list[_Ear] = field(default_factory=list)

    @abstractmethod
    def opened(self, tag: str, classes: frozenset[str], attributes: dict[str, str]) -> None:
        """Called for each element when it begins."""

    def hear(self, then: Callable[[str], None], *, shallow: bool = False) -> None:
        """Call `then` with the text of the element that begins, once it has ended: the innermost that is heard has it alone."""
        self._ears.append(_Ear(self._depth, then, shallow))

    def skip(self) -> None:
        """Hear nothing of the element that begins."""
        self._deaf = self._depth if self._deaf is None else self._deaf

    def settle(self) -> None:
        """Hear no more of what has not ended yet."""
        self._deaf = None
        while self._ears:
            self._stop()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._ears and self._ears[-1].shallow:
            self._stop()
        self._depth += 1
        self.opened(tag, _classes(attributes.get("class", "")), attributes)

    def data(self, text: str) -> None:
        if self._ears and self._deaf is None:
            ear = self._ears[-1]
            ear.heard.append(text)
            ear.size += len(text)
            if ear.size > LONGEST_RECORD:
                self.too_long = True
                raise TooLongError

    def end(self, _tag: str) -> None:
        if self._deaf is not None and self._depth <= self._deaf:
            self._deaf = None
        while self._ears and self._ears[-1].depth >= self._depth:
            self._stop()
        self._depth -= 1

    def close(self) -> None:
        self.settle()

    def _stop(self) -> None:
        ear = self._ears.pop()
        ear.then("".join(ear.heard))


def show(stream: BinaryIO, reader: Reader) -> Iterator[None]:
    """Show a page to a reader, and stop after each piece of it for who wants what was found so far.

    TooLongError; what reading the stream raises.
    """
    from lxml.etree import HTMLParser

    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    parser = HTMLParser(target=reader, encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.feed(b"<html>")  # of a page of nothing libxml2 would not say that it has ended
    known = since = 0
    while chunk := stream.read(_CHUNK):
        parser.feed(decoder.decode(chunk).replace("\0", "\ufffd").encode())
        since = 0 if reader.records > known else since + len(chunk)
        known = reader.records
        yield
        if since > _LONGEST:
            reader.too_long = True
            raise TooLongError
    parser.close()
    yield


def counted(text: str) -> int | None:
    """A number of things as it stands in a page."""
    bare = text.strip()
    return int(bare) if bare.isdecimal() and bare.isascii() and len(bare) <= _NUMBER else None
