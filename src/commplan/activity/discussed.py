"""What Perceval fetched of places where something is asked or proposed, and answers and comments hang on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from commplan.activity.event import RawEvent, Skipped
from commplan.activity.fetched import Item, at, microseconds
from commplan.activity.posts import Post
from commplan.activity.reasons import NO_ID, NO_TIME
from commplan.activity.records import objects


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a discussion one is: ids of its beginning and of what is answered, None where there is neither."""

    item: Item
    channel: str
    root: str | None = None
    answered: str | None = None
    within: str = ""


def discussion(item: Item, post: Post) -> Iterator[RawEvent | Skipped]:
    """A post, reactions to it, all that hangs on it, and how it ended."""
    yield from _told(item.data, post, _Place(item, _channel(item, post)), "")


def _told(said: dict[str, Any], post: Post, here: _Place, number: str) -> Iterator[RawEvent | Skipped]:
    item, unused = here.item, post.unused(said)
    us = next((us for key in post.at if (us := microseconds(at(said, key))) is not None), None)
    own = _own(said, post, here, number)
    if not post.tag and not post.kind:
        within = _Place(item, here.channel, within=f"{own or ''}/")
    else:
        within = _Place(item, here.channel, here.root or own, own or here.answered, f"{own or ''}/")
    if unused is not None:
        yield Skipped(item.where, unused)
    elif own is None or (us is None and (post.tag or post.kind)):
        yield Skipped(item.where, NO_TIME if us is None else NO_ID)
    elif us is not None and (post.tag or post.kind):
        told = _event(said, post, here, own, us)
        yield told
        yield from _likes(item, said, post, told)
        yield from _ends(item, said, post, told)
    for key, part in post.hung:
        for place, one in enumerate(objects(at(said, key))):
            if place or key not in post.echo:
                yield from _told(one, part, within, str(place))


def _own(said: dict[str, Any], post: Post, here: _Place, number: str) -> str | None:
    """The id of a post, which one that has none of its own gets from its place in what it hangs on."""
    if not post.id:
        return f"{here.within}{post.ids}{number}" if here.within else None
    parts = [at(said, path) for path in post.id]
    if any(here.item.key(part) is None for part in parts):
        return None
    known = f"{post.ids}{'/'.join(map(str, parts))}"
    return f"{here.within}{known}" if post.kind else here.item.key(known)


def _event(said: dict[str, Any], post: Post, here: _Place, own: str, us: int) -> RawEvent:
    body = at(said, post.text) if post.text else None
    text = body if isinstance(body, str) else None
    member, bot = _author(here.item, said, post.who)
    talk = post.tag not in ("", "revision")
    return RawEvent(
        own,
        post.kind or ("reply" if here.answered else "message"),
        us,
        member,
        bot,
        here.channel,
        (here.root or own) if talk else None,
        here.answered,
        None if text is None else len(text),
        post.tag or None,
        here.item.where,
        text,
    )


def _likes(item: Item, said: dict[str, Any], post: Post, told: RawEvent) -> Iterator[RawEvent]:
    for like in objects(said.get(post.likes)):
        when, (whose, machine) = microseconds(like.get("created_at")), _author(item, like, (post.liker,))
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


def _ends(item: Item, said: dict[str, Any], post: Post, told: RawEvent) -> Iterator[RawEvent | Skipped]:
    for end in post.ends(said):
        us = microseconds(end.at)
        if us is None:
            yield Skipped(item.where, NO_TIME)
            continue
        own = f"{told.native_id}/{'closed' if end.kind == 'close' else 'reopened'}/{us}"
        who = item.who(end.who)
        yield RawEvent(
            own, end.kind, us, who, channel=told.channel, thread=told.native_id, tags=end.tags, where=told.where
        )


def _author(item: Item, said: dict[str, Any], paths: tuple[str, ...]) -> tuple[str | None, bool | None]:
    """Who it is, and whether a bot: GitHub says so, and only GitHub."""
    path = next((path for path in paths if item.who(at(said, path))), paths[0] if paths else "")
    login, kind = at(said, path), at(said, f"{path.partition('.')[0]}.type")
    bot = True if kind == "Bot" or str(login).endswith("[bot]") else False if kind == "User" else None
    return item.who(login), bot


def _channel(item: Item, post: Post) -> str:
    told = at(item.data, post.channel) if post.channel else None
    if isinstance(told, str) and told:
        return told
    return _PLACES[item.backend](item.place) if item.backend in _PLACES else item.place


_PLACES: dict[str, Callable[[str], str]] = {
    "github": lambda place: place.removeprefix("https://github.com/"),
    "gitlab": lambda place: place.removeprefix("https://gitlab.com/"),
}
