"""Where the mails of an export lie: in an mbox, one behind the other, or in a file each (.eml, a Maildir, public-inbox)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from commplan.activity.cursor import DAMAGED
from commplan.activity.event import LONGEST_TEXT, Skipped
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export

_ENVELOPE = re.compile(
    rb"From .*?((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s+(?:\w{3}\s+\d{1,2}\s+\d{1,2}:\d\d(?::\d\d)?\s+(?:\S+\s+){0,2}?\d{4}"
    rb"|\d{1,2}\s+\w{3}\s+\d{4}\s+\d{1,2}:\d\d:\d\d(?:\s+[+-]\d{4})?(?:\s+\(\w+\))?))\s*"
)
_HEADER = re.compile(rb"[!-9;-~]+:")
_LINE = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]+\S")
_BLANK = re.compile(rb"\r?\n\r?\n")
_NEEDED = tuple(re.compile(rb"^" + name + rb"[ \t]*:", re.IGNORECASE | re.MULTILINE) for name in (rb"From", rb"Date"))
_SENT = re.compile(rb"^(?:Message-ID|Received|MIME-Version|Delivered-To|X-[\w-]+):", re.IGNORECASE | re.MULTILINE)
_FILED = frozenset({"cur", "new", "tmp"})
"""The folders within one of a Maildir."""
_ALONE = frozenset({"", ".eml", ".mail", ".msg", ".mime"})
_F = ord("F")
_LONGEST_HEAD, _LONGEST_LINE, _LONGEST_MAIL = 2**18, 2**20, 2**26


class Mail(NamedTuple):
    """A mail as it lies there. `envelope`: the time in the line above it; `size`: the characters of the body."""

    where: str
    envelope: bytes
    head: bytes
    size: int
    text: str | None = None


def is_mbox(export: Export, name: str) -> bool:
    begun = _begun(export, name).splitlines()
    return len(begun) > 1 and bool(_ENVELOPE.match(begun[0])) and bool(_HEADER.match(begun[1]))


def is_mail(export: Export, name: str) -> bool:
    """Whether a file is one mail: its first lines are a head. One that is not called so must have been sent, too."""
    path = PurePosixPath(name)
    called = path.suffix.lower() == ".eml"
    if path.suffix.lower() not in _ALONE and path.parent.name not in _FILED:
        return False
    head = head_of(export, name)
    plain = head.splitlines()[:1] if called else head.splitlines()
    needed = _NEEDED if called else (*_NEEDED, _SENT)
    return bool(plain) and all(map(_LINE.match, plain)) and all(one.search(head) for one in needed)


def folder_of(name: str) -> str | None:
    """The folder in which a mail lies that is a file of its own."""
    folder = PurePosixPath(name).parent
    called = folder.parent.name if folder.name in _FILED else folder.name
    return called.lstrip(".") or None


def head_of(export: Export, name: str) -> bytes:
    """The head of a file that is one mail, without the line above it that some programs leave in."""
    begun = _begun(export, name)
    if begun.startswith(b"From "):
        begun = begun.partition(b"\n")[2]
    return _BLANK.split(begun, maxsplit=1)[0]


def _begun(export: Export, name: str) -> bytes:
    try:
        return start(export, name).removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    except FAULTS:
        return b""


def alone(export: Export, name: str, keep: bool) -> Mail | Skipped:
    """The mail that a file is; of one beyond 64 MiB, which attachments alone make so large, the beginning."""
    try:
        with export.open(name) as stream:
            body = _BLANK.split(stream.read(_LONGEST_MAIL), maxsplit=1)[1:]
    except FAULTS:
        return Skipped(name, DAMAGED)
    text = body[0].decode("utf-8", "replace") if body else ""
    return Mail(name, b"", head_of(export, name), len(text), text[:LONGEST_TEXT] if keep else "")


def mails(export: Export, name: str, keep: bool) -> Iterator[Mail | Skipped]:
    """The mails of an mbox. A line of a body that happens to begin with "From" starts none: it lacks the time."""
    number, envelope, head, size, within = 0, b"", bytearray(), 0, True
    body: list[str] = []
    try:
        with export.open(name) as stream:
            while line := stream.readline(_LONGEST_LINE):
                begun = _ENVELOPE.fullmatch(line) if line[0] == _F and line.startswith(b"From ") else None
                if begun:
                    if number:
                        yield Mail(f"{name}, mail {number}", envelope, bytes(head), size, "".join(body))
                    body.clear()
                    number, envelope, head, size, within = number + 1, begun[1], bytearray(), 0, True
                elif within and line not in {b"\n", b"\r\n"}:
                    head += line if len(head) < _LONGEST_HEAD else b""
                elif within:
                    within = not head
                elif not keep and line.isascii():
                    size += len(line)
                else:
                    text = line.decode("utf-8", "replace")
                    if keep and size < LONGEST_TEXT:
                        body.append(text)
                    size += len(text)
    except FAULTS:
        yield Skipped(name, DAMAGED)
    if number:
        yield Mail(f"{name}, mail {number}", envelope, bytes(head), size, "".join(body))
