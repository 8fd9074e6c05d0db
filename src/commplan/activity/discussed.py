"""What Perceval fetched of places where something is asked or proposed, and answers and comments hang on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from commplan.activity.event import RawEvent, Skipped
from commplan.activity.fetched import Item, at, microseconds
from commplan.activity.reasons import NO_ID, NO_TIME, NOT_ACTIVITY
from commplan.activity.records import objects


@dataclass(frozen=True, slots=True)
class Post:
    """How a tool writes one sort of post, and in which lists of it others hang on it; dots lead inwards.

    `ids`: what goes before the number, so that numbers of several sorts stay apart.
    """

    tag: str
    id: str
    who: str
    text: str = "body"
    at: tuple[str, ...] = ("created_at",)
    ids: str = ""
    likes: str = ""
    sign: str = ""
    liker: str = ""
    hung: tuple[tuple[str, Post], ...] = ()


_GITHUB_LIKES = ("reactions_data", "content", "user.login")
_TOLD = ("submitted_at", "created_at")
_GITHUB = tuple(
    (f"{part}_data", Post(tag, "id", "user.login", "body", _TOLD, f"{part}/", *_GITHUB_LIKES))
    for part, tag in (("comments", "comment"), ("reviews", "review"), ("review_comments", "comment"))
)
_GITLAB_LIKES = ("award_emoji_data", "name", "user.username")
_NOTES = (("notes_data", Post("comment", "id", "author.username", "body", ("created_at",), "notes/", *_GITLAB_LIKES)),)
_SINCE = ("creation_date",)
_COMMENTS = (("comments", Post("comment", "comment_id", "owner.user_id", "body", _SINCE, "comments/")),)
_ANSWER = Post("answer", "answer_id", "owner.user_id", "body", _SINCE, hung=_COMMENTS)

POSTS = {
    ("github", "issue"): Post("issue", "number", "user.login", "body", _TOLD, "", *_GITHUB_LIKES, _GITHUB),
    ("github", "pull_request"): Post(
        "pull-request", "number", "user.login", "body", _TOLD, "", *_GITHUB_LIKES, _GITHUB
    ),
    ("gitlab", "issue"): Post(
        "issue", "iid", "author.username", "description", ("created_at",), "issues/", *_GITLAB_LIKES, _NOTES
    ),
    ("gitlab", "merge_request"): Post(
        "pull-request",
        "iid",
        "author.username",
        "description",
        ("created_at",),
        "merge_requests/",
        *_GITLAB_LIKES,
        _NOTES,
    ),
    ("stackexchange", "question"): Post(
        "question", "question_id", "owner.user_id", "body", _SINCE, hung=(*_COMMENTS, ("answers", _ANSWER))
    ),
}
"""By backend and category."""


def discussion(item: Item, post: Post) -> Iterator[RawEvent | Skipped]:
    """A post, reactions to it, and all that hangs on it."""
    yield from _told(item, item.data, post, None, None)


def _told(
    item: Item, said: dict[str, Any], post: Post, root: str | None, answered: str | None
) -> Iterator[RawEvent | Skipped]:
    us = next((us for key in post.at if (us := microseconds(said.get(key))) is not None), None)
    number, body = at(said, post.id), at(said, post.text)
    own = item.key(f"{post.ids}{number}") if item.key(number) else None
    root, hung = root or own, post.hung
    if said.get("system") is True:
        yield Skipped(item.where, NOT_ACTIVITY)
    elif us is None or own is None:
        yield Skipped(item.where, NO_TIME if us is None else NO_ID)
    else:
        member, bot = _author(item, said, post.who)
        told = RawEvent(
            own,
            "reply" if answered else "message",
            us,
            member,
            bot,
            _channel(item),
            root,
            answered,
            len(body) if isinstance(body, str) else None,
            post.tag,
            item.where,
            body if isinstance(body, str) else None,
        )
        yield told
        yield from _likes(item, said, post, told)
        if not answered:
            yield from _closing(said, told)
    for key, part in hung:
        for one in objects(said.get(key)):
            yield from _told(item, one, part, root, own or answered)


def _likes(item: Item, said: dict[str, Any], post: Post, told: RawEvent) -> Iterator[RawEvent]:
    for like in objects(said.get(post.likes)):
        when, (whose, machine) = microseconds(like.get("created_at")), _author(item, like, post.liker)
        yield RawEvent(
            f"{told.native_id}/reaction/{like.get(post.sign)}/{whose}",
            "reaction",
            told.us if when is None else when,
            whose,
            machine,
            told.channel,
            reply_to=told.native_id,
            tags=None if when is not None else "undated",
            where=item.where,
        )


def _closing(said: dict[str, Any], told: RawEvent) -> Iterator[RawEvent]:
    """How the last round ended; who did it, and whether it was opened again, the record does not say."""
    merged, closed = microseconds(said.get("merged_at")), microseconds(said.get("closed_at"))
    ended = merged if closed is None else closed
    if ended is not None:
        tags = None if merged is None else "merged"
        own = f"{told.native_id}/closed/{ended}"
        yield RawEvent(own, "close", ended, channel=told.channel, thread=told.native_id, tags=tags, where=told.where)


def _author(item: Item, said: dict[str, Any], path: str) -> tuple[str | None, bool | None]:
    """Who it is, and whether a bot: GitHub says so, and only GitHub."""
    login, kind = at(said, path), at(said, f"{path.partition('.')[0]}.type")
    bot = True if kind == "Bot" or str(login).endswith("[bot]") else False if kind == "User" else None
    return item.who(login), bot


def _channel(item: Item) -> str:
    return _PLACES[item.backend](item.place) if item.backend in _PLACES else item.place


_PLACES: dict[str, Callable[[str], str]] = {
    "github": lambda place: place.removeprefix("https://github.com/"),
    "gitlab": lambda place: place.removeprefix("https://gitlab.com/"),
}
