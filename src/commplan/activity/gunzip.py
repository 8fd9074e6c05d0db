"""Reading gzip at any place, in constant memory, and never more of it than a limit.

`gzip.open` starts from the first byte for each step back, and unpacks all that lies between for each step forward, which
makes reading the members of a large tar.gz in another order than theirs quadratic. Here the state of the decompressor is kept
at as many places as there is room for, to go on from.
"""

from __future__ import annotations

import io
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, BinaryIO

from commplan.words import Words, say

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STEP = 2**19
"""Bytes, unpacked, between two places at first; each time there are MOST of them, every other one goes."""
MOST = 512
"""Each place takes some 40 KB."""
_CHUNK = 16 * 2**10


SPOILT = say("damaged gzip", "gzip 数据已损坏")
CUT = say("the gzip is cut off", "gzip 文件不完整")
SWOLLEN = say("a gzip far larger unpacked than packed", "gzip 解压后远大于压缩前")


class SpoiltError(OSError):
    """What is packed cannot be had; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place to go on from: bytes given so far, bytes taken so far, and the decompressor there."""

    given: int
    taken: int
    inflate: zlib._Decompress


class Gunzip(io.RawIOBase):
    """A gzip stream as a seekable one. Not a value like other classes here: `io` asks for this shape.

    SpoiltError when the data is damaged, cut off, or longer than `limit` bytes.
    """

    def __init__(self, packed: BinaryIO, limit: int) -> None:
        self._packed, self._limit = packed, limit
        self._marks, self._step = [_Mark(0, 0, zlib.decompressobj(wbits=31))], STEP
        self._go_to(self._marks[0])

    def _go_to(self, mark: _Mark) -> None:
        self._packed.seek(mark.taken)
        self._inflate = mark.inflate.copy()
        self._given = self._at = mark.given
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        self._packed.close()
        super().close()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            raise io.UnsupportedOperation("the end of a gzip is not known before it is reached")
        target = offset + (self._at if whence == io.SEEK_CUR else 0)
        if target < 0:
            raise ValueError("a place before the beginning")
        mark = self._marks[bisect_right(self._marks, target, key=attrgetter("given")) - 1]
        if target < self._at or mark.given > self._given:
            self._go_to(mark)
        while self._at < target and self._fill():
            self._take(target - self._at)
        return self._at

    def readinto(self, into: WriteableBuffer) -> int:
        room = memoryview(into).cast("B")
        if not self._fill():
            return 0
        piece = self._take(len(room))
        room[: len(piece)] = piece
        return len(piece)

    def _take(self, count: int) -> memoryview:
        piece, self._ready = self._ready[:count], self._ready[count:]
        self._at += len(piece)
        return piece

    def _fill(self) -> bool:
        while not self._ready:
            chunk = self._next_chunk()
            if not chunk:
                return False
            try:
                self._ready = memoryview(self._inflate.decompress(chunk))
            except zlib.error as fault:
                raise SpoiltError(SPOILT) from fault
            self._given += len(self._ready)
            if self._given > self._limit:
                raise SpoiltError(SWOLLEN)
        return True

    def _next_chunk(self) -> bytes:
        if self._inflate.eof:
            rest = self._inflate.unused_data.lstrip(b"\0")
            chunk = rest or self._packed.read(_CHUNK)
            # at the very end the finished one stays, so that whoever reads on meets the end again
            self._inflate = zlib.decompressobj(wbits=31) if chunk else self._inflate
            return chunk
        if self._given - self._marks[-1].given >= self._step:
            self._mark()
        chunk = self._packed.read(_CHUNK)
        if not chunk:
            raise SpoiltError(CUT)
        return chunk

    def _mark(self) -> None:
        self._marks.append(_Mark(self._given, self._packed.tell(), self._inflate.copy()))
        if len(self._marks) >= MOST:
            self._marks, self._step = self._marks[::2], 2 * self._step
