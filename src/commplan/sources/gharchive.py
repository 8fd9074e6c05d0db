"""GitHub, as GH Archive records it: one public event to a line, an hour to a file, since 2011.

What follows from how it is written:

- Opening an issue or a pull request starts a conversation, known by repository and number; comments and reviews are
  replies in it. A push and a release are messages of their own, with the tags "push" and "release"; giving a star is a
  reaction with the tag "star".
- An event is known by its id; before 2015 it had none, and is known by who did what when, to which repository.
- What a comment before 2015 answers is told by its address alone (`.../issues/7#issuecomment-1`).
- A member is an account's number; before 2015 only its name is there, so that an account is two members across that year.
- Closing and reopening are events of their own, the tag "merged" says that a pull request was taken.
- Labelling, forking, creating and deleting branches, and the like are not what a member said.
- An account whose name ends in `[bot]` is a bot; of the others most events do not say what they are.
- The hours hold all of GitHub: cut out the repositories of your community before importing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from commplan.activity import clock
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.reasons import NO_TIME
from commplan.activity.records import begins, of_files, values
from commplan.source import Options, Source, by_file
from commplan.words import say

_ENDINGS = frozenset({".json", ".jsonl", ".ndjson"})
_OPENING = {"IssuesEvent": "issue", "PullRequestEvent": "pull_request"}
_REPLIES = {
    "IssueCommentEvent": "comment",
    "PullRequestReviewCommentEvent": "comment",
    "PullRequestReviewEvent": "review",
    "CommitCommentEvent": "comment",
}
_FIRST = ("opened", "created", "submitted", "published", "started", None)
_CLOSINGS = {"closed": "close", "merged": "close", "reopened": "reopen"}
_ALONE = {"PushEvent": ("message", "push"), "ReleaseEvent": ("message", "release"), "WatchEvent": ("reaction", "star")}
_NUMBERED = re.compile(r"https?://github\.com/[^/\s]+/[^/\s]+/(?:issues|pull)/(\d{1,9})(?:[#?/].*)?")
_ISO = clock.reader("iso", "UTC")
_SLASHES = clock.reader("%Y/%m/%d %H:%M:%S %z", "UTC")

NOT_SAID = say(
    "it tells what was done to a repository (labelled, forked, branched and the like), not what a member said",
    "它记录的是对仓库的操作（打标签、复刻、分支等），不是成员的发言",
)
NO_EVENT = say("it is no event of GitHub", "不是 GitHub 事件")


@dataclass(frozen=True, slots=True)
class _Deed:
    """What all events tell."""

    native_id: str
    kind: str
    us: int
    member: str | None
    bot: bool | None
    place: str | None
    payload: dict[str, Any]
    where: str
    url: str = ""

    def event(self, kind: str, tags: str | None = None, **more: Any) -> RawEvent:
        return RawEvent(
            more.pop("native_id", self.native_id),
            kind,
            self.us,
            self.member,
            self.bot,
            self.place,
            tags=tags,
            where=self.where,
            **more,
        )


def recognises(export: Export) -> bool:
    return begins(export, _ENDINGS, values, _is_event)


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:  # noqa: ARG001 - the shape of all sources
    for where, found in of_files(export, _ENDINGS, values):
        if isinstance(found, Skipped):
            yield found
        else:
            yield _event(where, found) if _is_event(found) else Skipped(where, NO_EVENT)


def _is_event(found: dict[str, Any]) -> bool:
    kind = found.get("type")
    told = isinstance(found.get("payload"), dict) and isinstance(found.get("created_at"), str) and "actor" in found
    return told and isinstance(kind, str) and kind.endswith("Event")


def _event(where: str, found: dict[str, Any]) -> RawEvent | Skipped:
    us = _us(found["created_at"])
    if us is None:
        return Skipped(where, NO_TIME)
    deed = _deed(where, found, us)
    told = _opening(deed) or _closing(deed) or _reply(deed)
    if told is None and deed.kind in _ALONE and deed.payload.get("action") in _FIRST:
        kind, tag = _ALONE[deed.kind]
        told = deed.event(kind, tag)
    return told or Skipped(where, NOT_SAID)


def _deed(where: str, found: dict[str, Any], us: int) -> _Deed:
    member, bot = _account(found.get("actor"))
    repository = found.get("repo") or found.get("repository")
    place = _name(repository) if isinstance(repository, dict) else None
    known = found.get("id")
    if not isinstance(known, str | int):
        said = json.dumps([found["type"], found["created_at"], member, place, found["payload"]], sort_keys=True)
        known = "made/" + hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
    url = found.get("url")
    shown = url if isinstance(url, str) else ""
    return _Deed(str(known), found["type"], us, member, bot, place, found["payload"], where, shown)


def _name(repository: dict[str, Any]) -> str | None:
    name, owner = repository.get("name"), repository.get("owner")
    if not isinstance(name, str):
        return None
    return name if "/" in name or not isinstance(owner, str) else f"{owner}/{name}"


def _account(actor: object) -> tuple[str | None, bool | None]:
    """Since 2015 an object with a number, before that only the name."""
    known = actor if isinstance(actor, dict) else {"login": actor}
    login, number = known.get("login"), known.get("id")
    bot = True if isinstance(login, str) and login.endswith("[bot]") else None
    if type(number) is int:
        return str(number), bot
    return (f"name {login}", bot) if isinstance(login, str) and login else (None, bot)


def _opening(deed: _Deed) -> RawEvent | None:
    part = _OPENING.get(deed.kind)
    if part is None or deed.payload.get("action") != "opened":
        return None
    about = deed.payload.get(part)
    body = about.get("body") if isinstance(about, dict) else None
    opener = _opener(deed)
    tags, native_id = part.replace("_", "-"), opener or deed.native_id
    return deed.event("message", tags, native_id=native_id, thread=opener, **_said(body))


def _closing(deed: _Deed) -> RawEvent | None:
    part, kind = _OPENING.get(deed.kind), _CLOSINGS.get(str(deed.payload.get("action")))
    opener = _opener(deed)
    if part is None or kind is None or opener is None:
        return None
    about = deed.payload.get(part)
    taken = isinstance(about, dict) and about.get("merged") is True
    merged = kind == "close" and (taken or deed.payload["action"] == "merged")
    return deed.event(kind, "merged" if merged else None, thread=opener)


def _reply(deed: _Deed) -> RawEvent | None:
    part = _REPLIES.get(deed.kind)
    if part is None or deed.payload.get("action") not in _FIRST:
        return None
    said = deed.payload.get(part)
    body = said.get("body") if isinstance(said, dict) else None
    opener = _opener(deed)
    return deed.event("reply", part, thread=opener, reply_to=opener, **_said(body))


def _said(body: object) -> dict[str, Any]:
    return {"size": len(body), "text": body} if isinstance(body, str) else {}


def _opener(deed: _Deed) -> str | None:
    """What opened the conversation: repository and number of the issue or pull request."""
    numbers = [deed.payload.get("number")]
    for part in ("issue", "pull_request"):
        about = deed.payload.get(part)
        numbers.append(about.get("number") if isinstance(about, dict) else None)
    shown = _NUMBERED.fullmatch(deed.url)
    number = next((one for one in numbers if type(one) is int), int(shown[1]) if shown else None)
    return f"{deed.place}#{number}" if number is not None and deed.place else None


def _us(said: str) -> int | None:
    at = _ISO(said)
    return _SLASHES(said) if at is None else at


GHARCHIVE = Source(
    name="gharchive",
    title=say("GitHub, from GH Archive", "GitHub（GH Archive）"),
    about=say(
        "the hourly files of gharchive.org, one JSON event to a line, gzipped or not, best cut to your repositories",
        "gharchive.org 的每小时文件，每行一个 JSON 事件，可为 gzip 压缩；最好先筛选出自己的仓库",
    ),
    notes=say(
        "An issue or pull request is one conversation with its comments and reviews. Pushes, releases and stars "
        "count too, each with its tag, and so does closing and reopening. Files from before 2015 know accounts by name only. Nothing tells emoji "
        "reactions, or who joined or left; only accounts that call themselves [bot] are known as bots.",
        "一个 issue 或 pull request 与其评论、评审即一段对话。推送、发布、加星、关闭与重开也计入，各带标签。2015 年以前的文件"
        "只有账号名。不含表情回应、加入与退出；仅能识别自称 [bot] 的机器人。",
    ),
    tells=frozenset({"messages", "threads", "reactions", "reaction-times", "sizes", "closings"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
    pieces=by_file(read),
)
