"""Mailing lists: mbox files, as Mailman and its pipermail archives keep them, one file or one for each month, or a file for each mail.

What follows from how mail is written:

- A mail is known by its Message-ID: archives repeat mails, and a mail to two lists is one. Without one it is known by
  sender, date and subject.
- A mail with `In-Reply-To` or `References` is a reply, also where what it answers is not in the archive. The first of
  its references opened the conversation. A mail without both whose subject begins with "Re:" is a reply too, and
  belongs to the latest conversation of that subject in 60 days, if there is one.
- A member is an address in small letters, whether written out or disguised (`name at host`): somebody with two
  addresses is two members. No joins, leaves, reactions or bots.
- The time is that of `Date`. Where that cannot be read, is before 1980, or lies more than two days behind the time at
  which the mail is said to have come, the latter counts.
- Sizes count the body as it stands, with what it quotes; of mails in several parts they are unknown.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.header import decode_header
from pathlib import PurePosixPath
from typing import TypeVar

from commplan.activity import mail
from commplan.activity.event import EARLIEST, RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.mailbox import Mail, alone, folder_of, head_of, is_mail, is_mbox, mails
from commplan.activity.reasons import EMPTY_FILE, NO_TIME, OTHER_FILE
from commplan.activity.records import a_few
from commplan.source import Options, Source
from commplan.words import say

_ANSWER = re.compile(r"\s*(?:(?:re|aw|sv|antw|回复|答复)(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE)
_LABEL = re.compile(r"\[[^\]]*\]")
_ENDINGS = frozenset({".mbox", ".mbx", ".txt", ".eml"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PERIOD = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:-?q(?P<quarter>[1-4])|-?(?P<month>\d\d|[A-Za-z]{3,9}))?(?:-?\d\d)?", re.ASCII
)
_DULL = frozenset({"messages", "mbox", "topics", "archive"})
"""How groups.io, Mailman and Google's Takeout call the file of any list."""
_TWO_DAYS, _SIXTY_DAYS = 2 * 86_400_000_000, 60 * 86_400_000_000
_REMEMBERED = 200_000
_FOLDED = re.compile(rb"\r?\n[ \t]+")
_FIELDS = frozenset(
    {
        b"from", b"subject", b"date", b"list-id", b"message-id", b"references", b"in-reply-to", b"content-type",
        b"content-transfer-encoding",
    }
)  # fmt: skip
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

NO_HEAD = say("it has no header that a mail has", "没有邮件应有的信头")


_PACKED = re.compile(r"\.(?:zip|tar|tgz|tar\.\w+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Threads:
    """What opened the conversations of the latest mails: by Message-ID, and by list and subject."""

    roots: OrderedDict[str, str] = field(default_factory=OrderedDict)
    subjects: OrderedDict[tuple[str | None, str], tuple[str, int]] = field(default_factory=OrderedDict)


def recognises(export: Export) -> bool:
    likely = a_few(sorted(export.names(), key=lambda name: PurePosixPath(name).suffix.lower() not in _ENDINGS))
    return any(is_mbox(export, name) for name in likely) or any(is_mail(export, name) for name in likely)


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    threads, single = _Threads(), list[str]()
    for name in sorted(export.names(), key=_in_time):
        if is_mbox(export, name):
            named = _list_of(name, export.name)
            for one in mails(export, name, options.text):
                yield one if isinstance(one, Skipped) else _event(one, named, threads)
        elif is_mail(export, name):
            single.append(name)
        elif PurePosixPath(name).suffix.lower() in _ENDINGS:
            yield Skipped(name, EMPTY_FILE if export.members[name].size == 0 else OTHER_FILE)
    for name in _by_date(export, single):
        found = alone(export, name, options.text)
        yield (
            found
            if isinstance(found, Skipped)
            else _event(found, folder_of(name) or _around(name, export.name), threads)
        )


def _by_date(export: Export, names: list[str]) -> list[str]:
    """Mails that are a file each, in the order in which they were written: their names have none."""
    if len(names) < 2:
        return names
    dates = {name: _us(_text(_fields(head_of(export, name)), b"date"), b"") or 0 for name in names}
    return sorted(names, key=lambda name: (dates[name], name))


def _in_time(name: str) -> tuple[str, str, int, str]:
    """An order of the files in which answers come after what they answer: by folder, then by the month in the name."""
    path = PurePosixPath(name)
    period = _PERIOD.fullmatch(path.stem)
    if not period:
        return str(path.parent), "", 0, name
    month = (period["month"] or "").lower()[:3]
    number = int(month) if month.isdecimal() else _MONTHS.index(month) + 1 if month in _MONTHS else 0
    return str(path.parent), period["year"], number or 3 * int(period["quarter"] or 0), name


def _list_of(name: str, export: str) -> str | None:
    """The list's name: that of the file, or that of its folder when the file is called after a month or year, or as any list's is.

    `export`: what the export is called, which may be that folder, or the archive made of it.
    """
    path = PurePosixPath(name)
    if not _PERIOD.fullmatch(path.stem) and path.stem.lower() not in _DULL:
        return path.stem.removesuffix(".mbox") or None
    return path.parent.name or _around(name, export)


def _around(name: str, export: str) -> str | None:
    """What the folder or archive is called that holds a file; None for a file that was given itself."""
    return None if export == name else _PACKED.sub("", export) or None


def _event(one: Mail, named: str | None, threads: _Threads) -> RawEvent | Skipped:
    head = _fields(one.head)
    sender, subject, date = _text(head, b"from"), _text(head, b"subject"), _text(head, b"date")
    if not (sender or subject or head.get(b"date")):
        return Skipped(one.where, NO_HEAD)
    us = _us(date, one.envelope)
    if us is None:
        return Skipped(one.where, NO_TIME)
    listed = mail.ids(_text(head, b"list-id"))
    channel = listed[0].split(".")[0] if listed else named
    native_id = _own_id(head, sender, subject)
    kind, thread, reply_to = _place(head, native_id, (channel, subject), us, threads)
    parted = _text(head, b"content-type").lower().startswith("multipart/")
    parts = parted or _text(head, b"content-transfer-encoding").lower() == "base64"
    return RawEvent(
        native_id=native_id,
        kind=kind,
        us=us,
        member=mail.address(sender),
        channel=channel,
        thread=thread,
        reply_to=reply_to,
        size=None if parts else one.size,
        where=one.where,
        text=one.text or None,
    )


def _fields(head: bytes) -> dict[bytes, bytes]:
    """The headers that are read, by name in small letters; of several with one name the first.

    The parser of the standard library knows much more of a mail, and that took as long as the rest of an import.
    """
    found: dict[bytes, bytes] = {}
    if b"\n " in head or b"\n\t" in head:
        head = _FOLDED.sub(b" ", head)
    for line in head.splitlines():
        name, mark, value = line.partition(b":")
        key = name.rstrip().lower()
        if mark and key in _FIELDS and key not in found:
            found[key] = value.strip()
    return found


def _text(head: dict[bytes, bytes], name: bytes) -> str:
    """A header as one line, its encoded words decoded; bytes of no known encoding are replaced."""
    if name not in head:
        return ""
    value = head[name].decode("utf-8", "replace")
    if "=?" not in value:
        return " ".join(value.split())
    try:
        decoded = "".join(
            part.decode(charset or "latin-1", "replace") if isinstance(part, bytes) else part
            for part, charset in decode_header(value)
        )
    except (LookupError, ValueError):
        decoded = value
    return " ".join(decoded.split())


def _own_id(head: dict[bytes, bytes], sender: str, subject: str) -> str:
    found = mail.ids(_text(head, b"message-id"))
    if found:
        return found[0]
    return (
        "mail/"
        + hashlib.sha256("\0".join((sender, _text(head, b"date"), subject)).encode("utf-8", "replace")).hexdigest()
    )


def _place(
    head: dict[bytes, bytes], own: str, about: tuple[str | None, str], us: int, threads: _Threads
) -> tuple[str, str | None, str | None]:
    """Kind, thread and what is answered.

    Mailers once wrote whose mail it was before its id ("Message from <a@b> of … <id>"): of several the one that is among
    the references is meant, else the last. Where the archive lacks the first mail and the one that is answered, the nearest
    that it has tells the conversation.
    """
    references = [one for one in mail.ids(_text(head, b"references")) if one != own]
    answered = [one for one in mail.ids(_text(head, b"in-reply-to")) if one != own]
    bare = _LABEL.sub("", about[1]) if "[" in about[1] else about[1]
    answers = None
    if ":" in bare or "：" in bare:
        answers, bare = _ANSWER.match(bare), _ANSWER.sub("", bare, count=1)
    key = about[0], bare.strip().casefold()
    root: str | None = own
    last = (answered or references)[-1] if answered or references else None
    reply_to = next((one for one in answered if one in references), last)
    if reply_to is not None:
        first = references[0] if references else reply_to
        known = (threads.roots.get(one) for one in (first, reply_to, *reversed(references)))
        root = next(filter(None, known), first)
    elif answers:
        root, since = threads.subjects.get(key, (None, 0))
        root = root if root != own and us - since < _SIXTY_DAYS else None
    _remember(threads.roots, own, root or own)
    _remember(threads.subjects, key, (root or own, us))
    if reply_to is None and not answers:
        return "message", None, None
    return "reply", root, reply_to


def _remember(memory: OrderedDict[_Key, _Value], key: _Key, value: _Value) -> None:
    memory[key] = value
    if len(memory) > _REMEMBERED:
        memory.popitem(last=False)


def _us(date: str, envelope: bytes) -> int | None:
    written, came = mail.seconds(date), mail.came(envelope.decode("latin-1"))
    if written is not None and written >= EARLIEST and (came is None or written <= came + _TWO_DAYS):
        return written
    return came


MBOX = Source(
    name="mbox",
    title=say("mailing lists (mbox, Mailman)", "邮件列表（mbox、Mailman）"),
    about=say(
        "mbox files of a mailing list, such as the monthly text files of Mailman's pipermail archives, gzipped or not; "
        "also a folder with a file for each mail (.eml, Maildir)",
        "邮件列表的 mbox 文件，例如 Mailman（pipermail）存档的每月文本文件，可为 gzip 压缩；也可读取每封邮件一个文件的文件夹"
        "（.eml、Maildir）",
    ),
    notes=say(
        "A member is an address, also when disguised as 'name at host', so somebody who writes from two "
        "addresses is two. Conversations follow In-Reply-To and References, or else the subject. Repeated "
        "mails count once. Nothing tells who subscribed or left, or which senders are machines.",
        "成员以邮件地址识别（包括伪装成 “name at host” 的地址），使用两个地址的人会被视为两人。对话依 "
        "In-Reply-To 与 References 判断，没有时依主题判断。重复的邮件只计一次。不含订阅、退订记录，"
        "也不标明机器发信。",
    ),
    tells=frozenset({"messages", "threads", "sizes"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
)
