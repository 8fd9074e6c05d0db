"""Random conversations written as each tool writes them come back the same."""

from __future__ import annotations

import csv
import html
import io
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan import collect
from commplan.activity.event import RawEvent
from commplan.activity.export import opened
from commplan.source import Options


class Post(NamedTuple):
    """Something said at a second; `root`: the place in the list of what it answers."""

    second: int
    who: int
    text: str
    root: int | None


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), max_size=12)


@st.composite
def talks(draw: st.DrawFn) -> list[Post]:
    posts: list[Post] = []
    for second in sorted(draw(st.sets(st.integers(1_400_000_000, 1_700_000_000), min_size=1, max_size=12))):
        roots = [number for number, post in enumerate(posts) if post.root is None]
        posts.append(Post(second, draw(st.integers(1, 4)), draw(TEXT), draw(st.sampled_from([None, *roots]))))
    return posts


def iso(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat()


def discord(posts: list[Post]) -> dict[str, str]:
    messages = [
        {"id": str(100 + n), "type": "Default" if p.root is None else "Reply", "timestamp": iso(p.second), "content": p.text,
         "author": {"id": str(p.who)}, **({} if p.root is None else {"reference": {"messageId": str(100 + p.root)}})}
        for n, p in enumerate(posts)
    ]  # fmt: skip
    head = {"guild": {"id": "1"}, "channel": {"id": "2", "type": "GuildTextChat"}}
    return {"a.json": json.dumps({**head, "messages": messages}, indent=2)}


def discord_csv(posts: list[Post]) -> dict[str, str]:
    rows = io.StringIO()
    table = csv.writer(rows, quoting=csv.QUOTE_ALL)
    table.writerows([str(p.who), "a", iso(p.second), p.text, "", ""] for p in posts)
    return {"talk/1.csv": "AuthorID,Author,Date,Content,Attachments,Reactions\n" + rows.getvalue()}


def telegram(posts: list[Post]) -> dict[str, str]:
    messages = [
        {"id": n + 1, "type": "message", "date_unixtime": str(p.second), "from_id": str(p.who), "text": [p.text[:3], {"text": p.text[3:]}],
         **({} if p.root is None else {"reply_to_message_id": p.root + 1})}
        for n, p in enumerate(posts)
    ]  # fmt: skip
    return {"result.json": json.dumps({"name": "x", "type": "private_group", "id": 1, "messages": messages})}


def discourse(posts: list[Post]) -> dict[str, str]:
    numbers: list[tuple[int, int]] = []
    for n, p in enumerate(posts):
        topic = n if p.root is None else p.root
        numbers.append((topic, 1 + sum(one == topic for one, _ in numbers)))
    made = [
        {"id": n + 1, "topic_id": topic, "post_number": number, "username": "a", "user_id": p.who, "created_at": iso(p.second),
         "raw": p.text, "reply_to_post_number": None if p.root is None else 1}
        for n, (p, (topic, number)) in enumerate(zip(posts, numbers, strict=True))
    ]  # fmt: skip
    return {"posts.json": json.dumps({"latest_posts": made[::-1]})}


def mbox(posts: list[Post]) -> dict[str, str]:
    mails = []
    for n, p in enumerate(posts):
        at = datetime.fromtimestamp(p.second, UTC)
        answers = "" if p.root is None else f"In-Reply-To: <{p.root}@x>\n"
        mails.append(
            f"From a {at:%a %b %d %H:%M:%S %Y}\nFrom: {p.who}\nDate: {format_datetime(at)}\nMessage-ID: <{n}@x>\n{answers}\n{p.text}"
        )
    return {"list.mbox": "\n".join(mails)}


def gitter(posts: list[Post]) -> dict[str, str]:
    made = [
        {"id": f"m{n}", "sent": iso(p.second), "text": p.text, "fromUser": {"id": str(p.who)},
         **({} if p.root is None else {"parentId": f"m{p.root}"})}
        for n, p in enumerate(posts)
    ]  # fmt: skip
    return {"room.json": json.dumps(made)}


def matrix(posts: list[Post]) -> dict[str, str]:
    made = [
        {"type": "m.room.message", "event_id": f"${n}", "sender": str(p.who), "origin_server_ts": p.second * 1000,
         "content": {"body": p.text, "m.relates_to": {} if p.root is None else {"m.in_reply_to": {"event_id": f"${p.root}"}}}}
        for n, p in enumerate(posts)
    ]  # fmt: skip
    return {"export.json": json.dumps({"room_name": "x", "exported_by": "a", "messages": made})}


def mattermost(posts: list[Post]) -> dict[str, str]:
    def said(p: Post) -> dict[str, Any]:
        return {"user": str(p.who), "message": p.text, "create_at": p.second * 1000}

    made = [
        {"team": "a", "channel": "b", **said(p), "replies": [said(answer) for answer in posts if answer.root == n]}
        for n, p in enumerate(posts)
        if p.root is None
    ]
    lines = [{"type": "version", "version": 1}, *({"type": "post", "post": post} for post in made)]
    return {"import.jsonl": "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)}


def stackexchange(posts: list[Post]) -> dict[str, str]:
    rows = [
        f'<row Id="{n + 1}" PostTypeId="{1 if p.root is None else 2}" CreationDate="{iso(p.second)[:19]}.000" OwnerUserId="{p.who}"'
        + ("" if p.root is None else f' ParentId="{p.root + 1}"')
        + f' Body="{html.escape(html.escape(p.text))}" />'
        for n, p in enumerate(posts)
    ]
    return {"Posts.xml": f"<posts>{chr(10).join(rows)}</posts>"}


def git(posts: list[Post]) -> dict[str, str]:
    commits = [
        f"commit {n:040x}\nAuthor: A <{p.who}>\nDate:   {p.second} +0200\n\n    {p.text}\n" for n, p in enumerate(posts)
    ]
    return {"sample.log": "\n".join(commits)}


def irc(posts: list[Post]) -> dict[str, str]:
    lines = [f"{iso(p.second)[:19].replace('T', ' ')}\t{p.who}\t{p.text}\n" for p in posts]
    return {"irc.#sample.weechatlog": "".join(lines)}


WRITERS = (discord, discord_csv, telegram, discourse, mbox, gitter, matrix, mattermost, stackexchange, git, irc)
ANSWERS_UNTOLD = {"discord-csv", "git", "irc"}
NOTHING_BEYOND = {"mbox": 1}  # the end of the line


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=12, deadline=None)
@given(talks())
def test_a_conversation_comes_back_the_same(write: Callable[[list[Post]], dict[str, str]], posts: list[Post]) -> None:
    tool = write.__name__.replace("_", "-")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in write(posts).items():
            file = Path(folder) / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        with opened(Path(folder)) as export:
            assert [name for name, source in collect.known().items() if source.recognises(export)] == [tool]
            found = list(collect.known()[tool].read(export, Options()))
    events = [one for one in found if isinstance(one, RawEvent)]
    assert len(events) == len(found)
    at = {event.native_id: event.us for event in events}
    told = sorted((e.us, e.kind, e.member, e.size, e.reply_to and at[e.reply_to]) for e in events)
    wanted = []
    for n, p in enumerate(posts):
        root = None if p.root is None or tool in ANSWERS_UNTOLD else posts[p.root].second * 1_000_000
        size = len(p.text) + (NOTHING_BEYOND.get(tool, 0) if n < len(posts) - 1 else 0)
        wanted.append((p.second * 1_000_000, "reply" if root else "message", str(p.who), size, root))
    assert told == wanted
