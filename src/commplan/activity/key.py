"""What stands in a store for the ids that a tool gives: keyed hashes, from which nobody without the key can guess an id."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from typing import Protocol, Self

from commplan.activity.manifest import FORMAT

DIGITS = 32
"""Hex digits of an event's id."""
_PREFIX = 16


class Hash(Protocol):
    """What hashlib makes."""

    def copy(self) -> Self: ...

    def update(self, data: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Key:
    """The secret of a store, 32 bytes, and the format of the store, which says how ids of events are hashed by it.

    Format 1: BLAKE2b with the secret as its key, over source, NUL and id. Format 2: SHA-256 over `prefix` and id, of which
    the second half is never told, so that no more can be put behind it; this one the engine knows as well.
    """

    secret: bytes = field(repr=False)
    format: int = FORMAT

    @property
    def check(self) -> str:
        """By which a manifest knows its key again, and which tells nothing of it."""
        return hmac.digest(self.secret, b"commplan activity", "sha256").hex()[:16]

    def prefix(self, source: str) -> bytes:
        """What goes before each id of a source (format 2): so short that most ids are hashed in one round."""
        text = f"commplan event\0{source}".encode("utf-8", "surrogatepass")
        return hmac.digest(self.secret, text, "sha256")[:_PREFIX]

    def begun(self, source: str) -> Hash:
        """A hash that has taken in all that ids of a source share; with an id it has the digits of the event's id first."""
        if self.format == 1:
            text = f"{source}\0".encode("utf-8", "surrogatepass")
            return blake2b(text, digest_size=DIGITS // 2, key=self.secret)
        return sha256(self.prefix(source))


def event_hash(key: Key, source: str, native_id: str) -> str:
    """32 hex digits: the same event of the same tool has the same id in every import of one store.

    Keyed, because ids like "this member, this minute" could otherwise be guessed back into a name.
    """
    digest = key.begun(source)
    digest.update(native_id.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:DIGITS]


def member_hash(key: Key, source: str, native_id: str) -> str:
    """16 hex digits of HMAC-SHA256 over "source:native id", in every format."""
    text = f"{source}:{native_id}".encode("utf-8", "surrogatepass")
    return hmac.digest(key.secret, text, "sha256").hex()[:16]
