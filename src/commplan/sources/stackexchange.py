"""Stack Exchange: the XML tables of a site's data dump (Posts.xml, Comments.xml, Users.xml).

What follows from how they are written:

- A question starts a conversation, answers and comments are replies in it. A comment on an answer whose post is not in
  the table belongs to no known conversation.
- A post is known by its number and its second, since every site counts from one; members by their number, so that
  two sites in one store are mixed up.
- An account's creation is its join. Who deleted the account has left no number: such posts have no member. The
  account -1 is the site itself.
- Votes do not say whose they are; badges, links, tags and old versions of posts are not what a member said.
- Tables are read as a stream. One that declares entities of its own (a document type), which dumps never do, is refused, since
  that is how XML is made to blow up.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.parsers import expat

from commplan.activity import clock
from commplan.activity.cursor import DAMAGED
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.activity.reasons import EMPTY_FILE, NO_ID, NO_TIME, OTHER_FILE
from commplan.source import Options, Source
from commplan.words import say

_TABLES = ("Users", "Posts", "Comments")
_OTHERS = frozenset({"Votes", "Badges", "PostHistory", "PostLinks", "Tags"})
_ROOT = re.compile(rb"<(users|posts|comments)[\s>]")
_TAG = re.compile(r"<[^>]*>")
_QUESTION, _ANSWER, _SYSTEM = "1", "2", "-1"
_CHUNK, _LONGEST, _AHEAD = 2**16, 2**26, 2**12
_MOST = 2**27
"""Post numbers beyond this are not remembered; the largest site has reached 80 million."""
_TIME = clock.reader("iso", "UTC")

DOCTYPE = say(
    "it declares what its words stand for (a document type), as no dump does and a trap would",
    "文件自行声明实体（文档类型），正常的导出不会如此，疑似陷阱",
)
SITE = say("it is the account of the site itself, which is no member", "这是站点自身的账号，不是成员")
NO_POST = say(
    "it is no question, answer or comment (wiki, tag page and the like)", "不是提问、回答或评论（如标签说明页）"
)
UNUSED = say(
    "this table does not say what a member contributed and when (votes are without voters)",
    "该表不含成员的贡献（投票没有投票人）",
)


@dataclass(frozen=True, slots=True)
class _Posts:
    """By number of a post: the second in which it was made, and the question it belongs to; 0 for unknown."""

    seconds: array[int] = field(default_factory=lambda: array("I"))
    questions: array[int] = field(default_factory=lambda: array("I"))

    def remember(self, number: int, second: int, question: int) -> None:
        if not (0 < number < _MOST and 0 < second < 2**32 and 0 <= question < _MOST):
            return
        if len(self.seconds) <= number:
            for column in (self.seconds, self.questions):
                column.extend(bytes(number + _AHEAD - len(column)))
        self.seconds[number], self.questions[number] = second, question

    def native(self, number: int) -> str | None:
        second = self.seconds[number] if 0 < number < len(self.seconds) else 0
        return f"post/{number}/{second}" if second else None

    def opener(self, number: int) -> str | None:
        """The question of a post, which may be itself."""
        return self.native(self.questions[number]) if 0 < number < len(self.questions) else None


def recognises(export: Export) -> bool:
    return any(_table(export, name) for name in export.names() if PurePosixPath(name).stem in _TABLES)


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:  # noqa: ARG001 - the shape of all sources
    for folder in sorted({str(PurePosixPath(name).parent) for name in export.names()}):
        posts = _Posts()
        for table in _TABLES:
            name = str(PurePosixPath(folder) / f"{table}.xml")
            if name in export.members and not _table(export, name):
                yield Skipped(name, EMPTY_FILE if export.members[name].size == 0 else OTHER_FILE)
            elif name in export.members:
                yield from _rows(export, name, table, posts)
    for name in export.names():
        if name.endswith(".xml") and PurePosixPath(name).stem in _OTHERS:
            yield Skipped(name, UNUSED)


def _table(export: Export, name: str) -> bool:
    if not name.endswith(".xml"):
        return False
    try:
        begun = _ROOT.search(start(export, name))
    except FAULTS:
        return False
    return bool(begun) and begun is not None and begun[1].decode() == PurePosixPath(name).stem.lower()


def _rows(export: Export, name: str, table: str, posts: _Posts) -> Iterator[RawEvent | Skipped]:
    site = PurePosixPath(name).parent.name or None
    read_one = {"Users": _join, "Posts": _post, "Comments": _comment}[table]
    for number, row in enumerate(_attributes(export, name), start=1):
        if isinstance(row, Skipped):
            yield row
        else:
            yield read_one(f"{name}, row {number}", row, site, posts)


def _attributes(export: Export, name: str) -> Iterator[dict[str, str] | Skipped]:
    """The attributes of each row; what comes behind a fault cannot be read."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, values: found.append(values) if tag == "row" else None
    parser.StartDoctypeDeclHandler = _refuse
    quiet = 0
    try:
        with export.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
                quiet = 0 if found else quiet + len(chunk)
                yield from found
                found.clear()
                if quiet > _LONGEST:
                    yield Skipped(name, DAMAGED)
                    return
            parser.Parse(b"", True)
    except _DoctypeError:
        yield Skipped(name, DOCTYPE)
    except (*FAULTS, expat.ExpatError):
        yield from found
        yield Skipped(name, DAMAGED)


class _DoctypeError(ValueError):
    """The table declares entities, or may do so."""


def _refuse(_name: str, _system: str | None, _public: str | None, declares: bool) -> None:
    """A name of a document type alone is harmless, since what it points to is never opened."""
    if declares:
        raise _DoctypeError


def _join(where: str, row: dict[str, str], _site: str | None, _posts: _Posts) -> RawEvent | Skipped:
    us, number = _us(row), _number(row.get("Id"))
    if us is None:
        return Skipped(where, NO_TIME)
    if number is None or number < 0:
        return Skipped(where, SITE if row.get("Id") == _SYSTEM else NO_ID)
    return RawEvent(f"join/{number}/{us // 1_000_000}", "join", us, str(number), where=where)


def _post(where: str, row: dict[str, str], site: str | None, posts: _Posts) -> RawEvent | Skipped:
    us, number, kind = _us(row), _number(row.get("Id")), row.get("PostTypeId")
    if us is None:
        return Skipped(where, NO_TIME)
    if number is None or number < 1:
        return Skipped(where, NO_ID)
    if kind not in (_QUESTION, _ANSWER):
        return Skipped(where, NO_POST)
    question = number if kind == _QUESTION else _number(row.get("ParentId")) or 0
    second = us // 1_000_000
    posts.remember(number, second, question)
    talked = kind == _ANSWER or row.get("AnswerCount", "0") != "0" or row.get("CommentCount", "0") != "0"
    opener = posts.native(question) if talked else None
    member, bot = _who(row.get("OwnerUserId"))
    body = row.get("Body")
    text = None if body is None else html.unescape(_TAG.sub("", body))
    return RawEvent(
        f"post/{number}/{second}",
        "message" if kind == _QUESTION else "reply",
        us,
        member,
        bot,
        site,
        opener,
        opener if kind == _ANSWER and question != number else None,
        None if text is None else len(text),
        "edited" if row.get("LastEditDate") else None,
        where,
        text,
    )


def _comment(where: str, row: dict[str, str], site: str | None, posts: _Posts) -> RawEvent | Skipped:
    us, number, on = _us(row), _number(row.get("Id")), _number(row.get("PostId")) or 0
    if us is None:
        return Skipped(where, NO_TIME)
    if number is None or number < 1:
        return Skipped(where, NO_ID)
    who = _who(row.get("UserId"))
    return RawEvent(
        native_id=f"comment/{number}/{us // 1_000_000}",
        kind="reply",
        us=us,
        member=who[0],
        bot=who[1],
        channel=site,
        thread=posts.opener(on),
        reply_to=posts.native(on),
        size=len(row["Text"]) if "Text" in row else None,
        text=row.get("Text"),
        tags="comment",
        where=where,
    )


def _who(number: str | None) -> tuple[str | None, bool | None]:
    return (None, True) if number == _SYSTEM else (number or None, None)


def _number(said: str | None) -> int | None:
    return int(said) if said and len(said) < 12 and said.removeprefix("-").isdecimal() else None


def _us(row: dict[str, str]) -> int | None:
    return _TIME(row.get("CreationDate", ""))


STACKEXCHANGE = Source(
    name="stackexchange",
    title=say("Stack Exchange", "Stack Exchange"),
    about=say(
        "the XML tables of a site's data dump: Posts.xml, and beside it Comments.xml and Users.xml",
        "站点数据导出的 XML 表：Posts.xml，以及同一文件夹中的 Comments.xml 和 Users.xml",
    ),
    notes=say(
        "A question is one conversation with its answers and comments. Users.xml tells the joins. Votes do "
        "not say whose they are, and nothing tells who left or which accounts are bots. Keep the dumps of "
        "two sites in two stores, since their members' numbers are the same. Unpack the .7z first.",
        "一个提问与其回答、评论即一段对话。加入时间来自 Users.xml。投票没有投票人；导出内容不含退出和机器人标记。"
        "不同站点的成员编号会重复，请分别导入不同的数据仓。请先解压 .7z。",
    ),
    tells=frozenset({"messages", "threads", "joins", "sizes"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
)
