"""What GitHub's command line (`gh issue list --json …`) and its GraphQL interface write, turned into what its REST API does.

Both call things alike, otherwise than REST: `createdAt`, `author`, and lists that are lists or hold their `nodes`. Their
ids are texts that hold the number which REST writes.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

from commplan.activity.nested import Path
from commplan.activity.records import objects

Record = dict[str, Any]

_KINDS = ("issues", "pullRequests", "issue", "pullRequest")
LISTS: tuple[Path, ...] = tuple(
    ("data", *above, *end)
    for above in (*(("repository", kind) for kind in _KINDS), ("search",), ("node", "items"))
    for end in (("nodes",), ("edges",))
)
_NUMBER = re.compile(r"(?:issuecomment-|pullrequestreview-|discussion_r)(\d+)$")
_OLD = re.compile(r"\d+:[A-Za-z]+(\d+)")


def bare(found: Record) -> Record:
    """What an edge leads to, or the record itself."""
    node = found.get("node")
    return node if isinstance(node, dict) else found


def is_queried(found: Record) -> bool:
    return type(found.get("number")) is int and isinstance(found.get("createdAt"), str) and "author" in found


def as_rest(found: Record) -> Record:
    """An issue or pull request with what was said in it, as one record with a timeline."""
    pull = "headRefName" in found or "mergedAt" in found or "/pull/" in str(found.get("url"))
    opened = {
        "id": number_of(found),
        "number": found["number"],
        "url": found.get("url") or _address(found),
        "user": _user(found.get("author")),
        "created_at": found["createdAt"],
        "closed_at": found.get("closedAt") or found.get("mergedAt"),
        "body": found.get("body"),
        "reactions": _reactions(found),
        **({"merged_at": found.get("mergedAt")} if pull else {}),
    }
    events = [_said("commented", one) for one in _nodes(found.get("comments"))]
    events += [_said("reviewed", one) for one in _nodes(found.get("reviews"))]
    kind = "pull" if pull else "issue"
    return {"type": kind, kind: opened, "events": events}


def _said(event: str, said: Record) -> Record:
    return {
        "event": event,
        "id": number_of(said),
        "user": _user(said.get("author")),
        "created_at": said.get("createdAt"),
        "submitted_at": said.get("submittedAt"),
        "body": said.get("body"),
        "reactions": _reactions(said),
    }


def _nodes(value: object) -> Iterator[Record]:
    if isinstance(value, dict):
        yield from objects(value.get("nodes"))
        yield from map(bare, objects(value.get("edges")))
    else:
        yield from objects(value)


def _address(found: Record) -> str | None:
    """Where it is, as far as what was said in it tells."""
    said = [*_nodes(found.get("comments")), *_nodes(found.get("reviews"))]
    return next((one["url"] for one in said if isinstance(one.get("url"), str)), None)


def _user(author: object) -> Record | None:
    if not isinstance(author, dict) or not isinstance(author.get("login"), str):
        return None
    machine = author.get("is_bot") is True or author.get("__typename") == "Bot"
    person = author.get("is_bot") is False or author.get("__typename") == "User"
    kind = "Bot" if machine else "User" if person else None
    return {"id": author.get("databaseId"), "login": author["login"].removeprefix("app/"), "type": kind}


def _reactions(said: Record) -> Record:
    groups = (one.get("users") or one.get("reactors") for one in objects(said.get("reactionGroups")))
    counts = [
        group["totalCount"] for group in groups if isinstance(group, dict) and type(group.get("totalCount")) is int
    ]
    given = said.get("reactions")
    told = given.get("totalCount") if isinstance(given, dict) else None
    return {"total_count": told if type(told) is int else sum(counts)}


def number_of(said: Record) -> int | None:
    """The number that REST knows a record by: told, at the end of its address, or within its id."""
    told, address, known = said.get("databaseId"), said.get("url"), said.get("id")
    if type(told) is int:
        return told
    found = _NUMBER.search(address) if isinstance(address, str) else None
    if found:
        return int(found[1])
    return _packed(known) if isinstance(known, str) else None


def _packed(known: str) -> int | None:
    """The number in an id: of old `012:IssueComment34`, now a short list whose last number it is, both in base 64."""
    text = known.rpartition("_")[2] if re.match(r"[A-Z]+_", known) else known
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    old = _OLD.fullmatch(raw.decode("ascii", "replace"))
    if old:
        return int(old[1])
    for mark, size in ((0xCF, 8), (0xCE, 4), (0xCD, 2)):
        if raw[:1] == b"\x93" and len(raw) > size and raw[-size - 1] == mark:
            return int.from_bytes(raw[-size:], "big")
    return None
