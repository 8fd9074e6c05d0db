"""GitHub, as its API gives it: issues and pull requests with their timelines, or lists of issues, comments and reviews.

What follows from how it is written:

- An issue or a pull request starts a conversation; comments and reviews are replies in it. It is known by repository
  and number where an address says so, by its own id where none does.
- A comment of a review may answer another; a review without a text and its comments count once each.
- Closing and reopening are events of their own, known by what was closed and the second; the tag "merged" says that a
  pull request was taken. Without a timeline only the last closing is there, by the time in `closed_at`.
- What else a timeline holds (labelled, mentioned, committed and the like) is not what a member said.
- A member is an account's number; a deleted account has none. The type of an account says whether it is a bot.
- Reactions are counted without saying whose they are.
- What GitHub's command line and its GraphQL interface write tells the same by other names; accounts have no number there
  but their login, which may be changed: import one or the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from commplan.activity import clock, queried
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.activity.nested import inside
from commplan.activity.reasons import NO_ID, NO_TIME, OTHER_FILE, UNNAMED
from commplan.activity.records import Found, begins, items, lines, objects, of_files, whole, word
from commplan.source import Options, Source, by_file
from commplan.words import say

_ENDINGS = frozenset({".json", ".jsonl", ".ndjson", ""})
_LINES = frozenset({".jsonl", ".ndjson"})
_ONE = 2**26
_WRAPPED = ("issue", "pull")
_ADDRESSES = ("url", "html_url", "issue_url", "pull_request_url")
_MARK = re.compile(
    rb'^\s*\{\s*"(?:type|issue|pull|events|url|id|comments|additions|assignees|author|body|closed|closedAt|createdAt|number|title)"'
)
_QUERY = re.compile(rb'^\s*\{\s*"data"')
_PLACE = re.compile(r"https?://[^/]+/(?:api/v3/)?(?:repos/)?([^/]+/[^/]+)/(?:issues|pulls?)/(\d+)(?:[/#?].*)?")
_SAID = {"commented": "comment", "reviewed": "review", "line-commented": "comment", "commit-commented": "comment"}
_CLOSINGS = {"closed": "close", "reopened": "reopen"}
_API = re.compile(r"https?://[^/]+/(?:api/v3/)?repos/")
"""Whose API it is: what was fetched before 2017 does not say how its author belongs to the repository."""
_ISO = clock.reader("iso", "UTC")

NOT_SAID = say(
    "it tells what was done to an issue (merged, labelled, mentioned, committed and the like), not what a member said",
    "它记录的是对 issue 的操作（合并、打标签、提及、提交等），不是成员的发言",
)


@dataclass(frozen=True, slots=True)
class _Talk:
    """A conversation: its place, and the id of what opened it."""

    channel: str | None
    opener: str | None


def recognises(export: Export) -> bool:
    return begins(export, _ENDINGS, _records, _shape)


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:  # noqa: ARG001 - the shape of all sources
    for where, found in of_files(export, _ENDINGS, _records):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from _events(where, found)


def _records(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    try:
        begins = start(export, name)
    except FAULTS:
        begins = b""
    single = _MARK.match(begins)
    if PurePosixPath(name).suffix.lower() in _LINES:
        yield from lines(export, name)
    elif single and isinstance(one := whole(export, name, _ONE), dict):
        yield name, one
    elif _QUERY.match(begins):
        for where, _, found in inside(export, name, queried.LISTS):
            yield where, found if isinstance(found, Skipped) else queried.bare(found)
    else:
        yield from items(export, name)


def _shape(found: dict[str, Any]) -> str | None:
    """wrapped, queried, opened (an issue or pull request), comment or review; None for what is none of GitHub's."""
    if (
        found.get("type") in _WRAPPED
        and isinstance(found.get(found["type"]), dict)
        and isinstance(found.get("events"), list)
    ):
        return "wrapped"
    if queried.is_queried(found):
        return "queried"
    if type(found.get("id")) is not int or "user" not in found:
        return None
    if "author_association" not in found and not _API.match(str(found.get("url"))):
        return None
    if type(found.get("number")) is int and "title" in found:
        return "opened"
    if "submitted_at" in found or ("state" in found and "pull_request_url" in found):
        return "review"
    return "comment" if isinstance(found.get("issue_url") or found.get("pull_request_url"), str) else None


def _events(where: str, found: dict[str, Any]) -> Iterator[RawEvent | Skipped]:
    shape = _shape(found)
    if shape is None:
        yield Skipped(where, OTHER_FILE)
    elif shape in {"wrapped", "queried"}:
        yield from _wrapped(where, queried.as_rest(found) if shape == "queried" else found)
    elif shape == "opened":
        talk = _talk(found)
        yield from _opened(where, found, talk)
        yield from _closed(where, found, talk)
    else:
        yield from _said(where, found, shape, _talk(found))


def _wrapped(where: str, found: dict[str, Any]) -> Iterator[RawEvent | Skipped]:
    about = found[found["type"]]
    talk = _talk(about)
    yield from _opened(where, about, talk)
    merged = False
    for number, happened in enumerate(objects(found["events"]), start=1):
        place, kind = f"{where}, event {number}", word(happened.get("event"))
        merged |= kind == "merged"
        if kind in _CLOSINGS:
            yield _moved(place, happened, _CLOSINGS[kind], talk, "merged" if merged else None)
        elif kind not in _SAID or (kind == "line-commented" and "comments" not in happened):
            yield Skipped(place, NOT_SAID)
        elif isinstance(happened.get("comments"), list):
            for said in objects(happened["comments"]):
                yield from _said(place, said, "comment", talk)
        else:
            yield from _said(place, happened, _SAID[kind], talk)
    if not any(happened.get("event") == "closed" for happened in objects(found["events"])):
        yield from _closed(where, about, talk)
    for number, said in enumerate(objects(found.get("comments")), start=1):
        yield from _said(f"{where}, comment {number}", said, "comment", talk)


def _talk(found: dict[str, Any]) -> _Talk:
    for name in _ADDRESSES:
        place = _PLACE.fullmatch(found[name]) if isinstance(found.get(name), str) else None
        if place:
            return _Talk(place[1], f"{place[1]}#{place[2]}")
    known = type(found.get("id")) is int and type(found.get("number")) is int
    return _Talk(None, f"opened/{found['id']}" if known else None)


def _opened(where: str, found: dict[str, Any], talk: _Talk) -> Iterator[RawEvent | Skipped]:
    us = _us(found.get("created_at"))
    if us is None or talk.opener is None:
        yield Skipped(where, NO_TIME if us is None else NO_ID)
        return
    member, bot = _account(found.get("user"))
    tag = "pull-request" if "merged_at" in found or "pull_request" in found or "head" in found else "issue"
    yield RawEvent(
        talk.opener,
        "message",
        us,
        member,
        bot,
        talk.channel,
        talk.opener,
        size=_size(found),
        tags=tag,
        text=_body(found),
        where=where,
    )
    yield from _reactions(where, found)


def _closed(where: str, found: dict[str, Any], talk: _Talk) -> Iterator[RawEvent | Skipped]:
    """That it is closed, of what has no timeline."""
    if found.get("closed_at"):
        happened = {"created_at": found["closed_at"], "actor": found.get("closed_by")}
        inner = found.get("pull_request")
        merged = found.get("merged_at") or (inner.get("merged_at") if isinstance(inner, dict) else None)
        yield _moved(where, happened, "close", talk, "merged" if merged else None)


def _moved(where: str, happened: dict[str, Any], kind: str, talk: _Talk, tags: str | None) -> RawEvent | Skipped:
    """Closed or opened again. What was merged cannot be opened again, so that its last closing was the merge."""
    us = _us(happened.get("created_at"))
    if us is None or talk.opener is None:
        return Skipped(where, NO_TIME if us is None else NO_ID)
    member, bot = _account(happened.get("actor"))
    native_id = f"{kind}/{talk.opener}/{us // 1_000_000}"
    return RawEvent(native_id, kind, us, member, bot, talk.channel, talk.opener, tags=tags, where=where)


def _said(where: str, found: dict[str, Any], tag: str, talk: _Talk) -> Iterator[RawEvent | Skipped]:
    us, number, answered = (
        _us(found.get("submitted_at") or found.get("created_at")),
        found.get("id"),
        found.get("in_reply_to_id"),
    )
    if us is None or type(number) is not int:
        yield Skipped(where, NO_TIME if us is None else NO_ID)
        return
    member, bot = _account(found.get("user") or found.get("actor"))
    inner = type(answered) is int and answered != number
    # numbers of review comments, of other comments and of reviews are counted apart
    kind = "line" if "pull_request_review_id" in found or "path" in found else tag
    yield RawEvent(
        native_id=f"{kind}/{number}",
        kind="reply",
        us=us,
        member=member,
        bot=bot,
        channel=talk.channel,
        thread=talk.opener,
        reply_to=f"line/{answered}" if inner else talk.opener,
        size=_size(found),
        text=_body(found),
        tags=tag,
        where=where,
    )
    yield from _reactions(where, found)


def _reactions(where: str, found: dict[str, Any]) -> Iterator[Skipped]:
    given = found.get("reactions")
    count = given.get("total_count") if isinstance(given, dict) else None
    if type(count) is int and count > 0:
        yield Skipped(where, UNNAMED, count)


def _account(user: object) -> tuple[str | None, bool | None]:
    known = user if isinstance(user, dict) else {}
    number, login, kind = known.get("id"), known.get("login"), known.get("type")
    named = isinstance(login, str) and login.endswith("[bot]")
    bot = True if named or kind == "Bot" else False if kind == "User" else None
    return (str(number) if type(number) is int else f"name {login}" if isinstance(login, str) else None), bot


def _body(found: dict[str, Any]) -> str | None:
    body = found.get("body")
    return body if isinstance(body, str) else None


def _size(found: dict[str, Any]) -> int | None:
    body = _body(found)
    return None if body is None else len(body)


def _us(said: object) -> int | None:
    return _ISO(said) if isinstance(said, str) else None


GITHUB = Source(
    name="github",
    title=say("GitHub, from its API", "GitHub（API）"),
    about=say(
        "issues and pull requests as GitHub's REST API gives them: a file each with its timeline, or lists of issues, pull "
        "requests, comments and reviews; also as `gh issue list --json` and GraphQL queries write them",
        "GitHub REST API 给出的 issue 与 pull request：每个一个文件并带时间线，或 issue、pull request、评论、评审的列表；也可读取"
        " `gh issue list --json` 与 GraphQL 查询的结果",
    ),
    notes=say(
        "An issue or pull request is one conversation with its comments and reviews, and is closed and opened again. "
        "Labelling and other acts are left out. Reactions are counted without saying whose they are; nothing tells who "
        "joined or left. Lists without timelines know the last closing only.",
        "一个 issue 或 pull request 与其评论、评审即一段对话，并记录关闭与重开。打标签等操作不计入。回应只有数量而没有"
        "回应者；不含加入与退出。没有时间线的列表只有最后一次关闭。",
    ),
    tells=frozenset({"messages", "threads", "bots", "sizes", "closings"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
    pieces=by_file(read),
)
