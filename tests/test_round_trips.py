"""Random conversations written as each tool writes them come back the same."""

from __future__ import annotations

import csv
import html
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan.activity.event import RawEvent
from commplan.activity.export import opened
from commplan.importing import collect
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


def whatsapp(posts: list[Post]) -> dict[str, str]:
    """As an iPhone does it in German; a text is no notice, and in no place of a file, by its first or last character."""
    marks = str.maketrans({"\u200e": "x", "<": "x"})
    lines = [
        f"[{datetime.fromtimestamp(p.second, UTC):%d.%m.%Y, %H:%M:%S}] {p.who}: {p.text.translate(marks)}\n"
        for p in posts
    ]
    return {"_chat.txt": "".join(lines)}


def slack(posts: list[Post]) -> dict[str, str]:
    days: dict[str, list[dict[str, Any]]] = {}
    for p in posts:
        pacific = datetime.fromtimestamp(p.second - 8 * 3600, UTC)
        thread = {} if p.root is None else {"thread_ts": f"{posts[p.root].second}.000000"}
        said = {"type": "message", "user": str(p.who), "text": p.text, "ts": f"{p.second}.000000", **thread}
        days.setdefault(f"talk/{pacific:%Y-%m-%d}.json", []).append(said)
    return {name: json.dumps(said, ensure_ascii=False) for name, said in days.items()}


def slack_dump(posts: list[Post]) -> dict[str, str]:
    def said(p: Post) -> dict[str, Any]:
        thread = {} if p.root is None else {"thread_ts": f"{posts[p.root].second}.000000"}
        return {"type": "message", "user": str(p.who), "text": p.text, "ts": f"{p.second}.000000", **thread}

    made = [
        {**said(p), "slackdump_thread_replies": [said(answer) for answer in posts if answer.root == n]}
        for n, p in enumerate(posts)
        if p.root is None
    ]
    return {"C0SAMPLE1.json": json.dumps({"name": "talk", "messages": made, "channel_id": "C0SAMPLE1"})}


def zulip(posts: list[Post]) -> dict[str, str]:
    made = [
        {"id": n + 1, "sender": p.who, "recipient": 31, "subject": f"topic {n if p.root is None else p.root}", "content": p.text,
         "date_sent": float(p.second)}
        for n, p in enumerate(posts)
    ]  # fmt: skip
    realm = {
        "zerver_realm": [{"id": 1}],
        "zerver_stream": [{"id": 21, "name": "general"}],
        "zerver_recipient": [{"id": 31, "type": 2, "type_id": 21}],
        "zerver_userprofile": [],
    }
    return {"realm.json": json.dumps(realm), "messages-000001.json": json.dumps({"zerver_message": made})}


def zulip_archive(posts: list[Post]) -> dict[str, str]:
    topics: dict[int, list[dict[str, Any]]] = {}
    for n, p in enumerate(posts):
        said = {"id": n + 1, "sender_full_name": str(p.who), "timestamp": p.second, "content": html.escape(p.text)}
        topics.setdefault(n if p.root is None else p.root, []).append(said)
    return {f"zulip_json/101-general/topic{n}.json": json.dumps(said) for n, said in topics.items()}


def gharchive(posts: list[Post]) -> dict[str, str]:
    def event(n: int, p: Post) -> dict[str, Any]:
        about = {"type": "IssuesEvent", "payload": {"action": "opened", "issue": {"number": n + 1, "body": p.text}}}
        comment = {"action": "created", "issue": {"number": (p.root or 0) + 1}, "comment": {"body": p.text}}
        if p.root is not None:
            about = {"type": "IssueCommentEvent", "payload": comment}
        who, where = {"id": p.who, "login": "a"}, {"id": 1, "name": "a/b"}
        return {"id": str(n), "actor": who, "repo": where, "created_at": iso(p.second), **about}

    return {"2015-01-01-0.json": "".join(json.dumps(event(n, p)) + "\n" for n, p in enumerate(posts))}


def github(posts: list[Post]) -> dict[str, str]:
    def said(n: int, p: Post, **more: Any) -> dict[str, Any]:
        about = {"id": n + 1, "user": {"id": p.who}, "author_association": "NONE", "created_at": iso(p.second)}
        return {**about, "body": p.text, **more}

    url = "https://api.github.com/repos/a/b/issues/{}"
    opened = [said(n, p, number=n + 1, title="x", url=url.format(n + 1)) for n, p in enumerate(posts) if p.root is None]
    comments = [said(n, p, issue_url=url.format(p.root + 1)) for n, p in enumerate(posts) if p.root is not None]
    return {"issues.json": json.dumps(opened), "comments.json": json.dumps(comments)}


def perceval(posts: list[Post]) -> dict[str, str]:
    def line(n: int, p: Post) -> str:
        data = {"id": f"m{n}", "sent": iso(p.second), "fromUser": {"id": p.who}, "text": p.text}
        data |= {} if p.root is None else {"parentId": f"m{p.root}"}
        about = {
            "backend_name": "perceval.backends.core.gitter.Gitter",
            "origin": "https://gitter.im/a",
            "uuid": str(n),
        }
        return json.dumps({**about, "data": data}) + "\n"

    return {"items.json": "".join(line(n, p) for n, p in enumerate(posts))}


def chatlab(posts: list[Post]) -> dict[str, str]:
    head = {
        "_type": "header",
        "chatlab": {"version": "0.0.2"},
        "meta": {"name": "x", "platform": "qq", "type": "group"},
    }
    made = [
        {"_type": "message", "platformMessageId": f"m{n}", "sender": str(p.who), "timestamp": p.second, "type": 0, "content": p.text,
         **({} if p.root is None else {"replyToMessageId": f"m{p.root}"})}
        for n, p in enumerate(posts)
    ]  # fmt: skip
    return {"x.jsonl": "".join(json.dumps(one) + "\n" for one in (head, *made))}


def wechat(posts: list[Post]) -> dict[str, str]:
    made = [
        {"localId": n, "platformMessageId": f"m{n}", "createTime": p.second, "type": "文本消息", "content": p.text,
         "isSend": 0, "senderUsername": str(p.who), **({} if p.root is None else {"replyToMessageId": f"m{p.root}"})}
        for n, p in enumerate(posts)
    ]  # fmt: skip
    return {"x.json": json.dumps({"session": {"wxid": "1@chatroom", "type": "群聊"}, "messages": made})}


def rows_of(heading: str, rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(heading.split(","))
    table.writerows(rows)
    return text.getvalue()


def memotrace(posts: list[Post]) -> dict[str, str]:
    heading = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender"
    rows = [(n, 7, 1, 0, 0, p.second, 2, p.text, "", "", "", p.who) for n, p in enumerate(posts)]
    return {"x_utf8.csv": "\ufeff" + rows_of(heading, rows)}


def pywxdump(posts: list[Post]) -> dict[str, str]:
    china = timezone(timedelta(hours=8))
    rows = [
        (
            n,
            n,
            "文本",
            0,
            p.who,
            "1@chatroom",
            p.text,
            "",
            f"{datetime.fromtimestamp(p.second, china):%Y-%m-%d %H:%M:%S}",
        )
        for n, p in enumerate(posts)
    ]
    return {"x.csv": rows_of("id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime", rows)}


def rocketchat(posts: list[Post]) -> dict[str, str]:
    made = [
        {"_id": f"m{n}", "rid": "r", "ts": iso(p.second), "u": {"username": str(p.who)}, "msg": p.text,
         **({} if p.root is None else {"tmid": f"m{p.root}"})}
        for n, p in enumerate(posts)
    ]  # fmt: skip
    return {"talk/1.json": json.dumps({"messages": made, "success": True})}


class Way(NamedTuple):
    """How a source's conversations are written. `who`: what goes before a member's number; `answers`: are they told?"""

    tool: str
    write: Callable[[list[Post]], dict[str, str]]
    who: str = ""
    answers: bool = True
    private: bool = False
    """Is a conversation of two asked for?"""
    beyond: int = 0
    """Characters that stand behind a text and count, but for the last."""


WAYS = {
    way.write.__name__: way
    for way in (
        Way("discord", discord), Way("discord-csv", discord_csv, answers=False), Way("telegram", telegram),
        Way("discourse", discourse), Way("mbox", mbox, beyond=1), Way("gitter", gitter), Way("matrix", matrix),
        Way("mattermost", mattermost), Way("stackexchange", stackexchange), Way("git", git, answers=False),
        Way("irc", irc, answers=False), Way("whatsapp", whatsapp, answers=False, private=True), Way("slack", slack), Way("slack", slack_dump), Way("zulip", zulip),
        Way("zulip-archive", zulip_archive), Way("gharchive", gharchive), Way("github", github),
        Way("perceval", perceval, "gitter/"), Way("chatlab", chatlab, "qq/"), Way("wechat", wechat),
        Way("wechat", memotrace, answers=False), Way("wechat", pywxdump, answers=False), Way("rocketchat", rocketchat),
    )
}  # fmt: skip
OF_THEIR_OWN = {"attendance", "meeting", "survey", "table"}
"""No conversations: their own tests write them."""


def test_every_source_is_tried() -> None:
    assert {way.tool for way in WAYS.values()} | OF_THEIR_OWN == set(collect.known())


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@settings(max_examples=12, deadline=None)
@given(talks())
def test_a_conversation_comes_back_the_same(way: Way, posts: list[Post]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in way.write(posts).items():
            file = Path(folder) / name
            file.parent.mkdir(exist_ok=True, parents=True)
            file.write_text(text, encoding="utf-8", newline="")
        with opened(Path(folder)) as export:
            assert [name for name, source in collect.known().items() if source.recognises(export)] == [way.tool]
            found = list(collect.known()[way.tool].read(export, Options(private=way.private)))
    events = [one for one in found if isinstance(one, RawEvent)]
    assert len(events) == len(found)
    at = {event.native_id: event.us for event in events}
    told = sorted((e.us, e.kind, e.member, e.size, at[_root(e)] if e.kind == "reply" else None) for e in events)
    wanted = []
    for n, p in enumerate(posts):
        root = None if p.root is None or not way.answers else posts[p.root].second * 1_000_000
        size = len(p.text) + (way.beyond if n < len(posts) - 1 else 0)
        wanted.append((p.second * 1_000_000, "reply" if root else "message", f"{way.who}{p.who}", size, root))
    assert told == wanted


def _root(reply: RawEvent) -> str:
    return reply.reply_to or reply.thread or ""


GUESTS = st.dictionaries(
    st.integers(1, 9), st.tuples(st.integers(1_400_000_000, 1_700_000_000), st.none() | st.integers(0, 9999))
)


@settings(max_examples=20, deadline=None)
@given(GUESTS.filter(bool))
def test_a_list_of_guests_comes_back_the_same(guests: dict[int, tuple[int, int | None]]) -> None:
    rows = [(who, iso(at), "" if later is None else iso(at + later)) for who, (at, later) in guests.items()]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "guests.csv"
        file.write_text(rows_of("User ID,Registered at,Checked in at", rows), encoding="utf-8", newline="")
        with opened(file) as export:
            assert [name for name, source in collect.known().items() if source.recognises(export)] == ["attendance"]
            found = list(collect.known()["attendance"].read(export, Options()))
    told = sorted((e.us // 1_000_000, e.kind, e.member) for e in found if isinstance(e, RawEvent))
    wanted = [(at, "register", str(who)) for who, (at, _) in guests.items()]
    wanted += [(at + later, "attend", str(who)) for who, (at, later) in guests.items() if later is not None]
    assert (told, len(found)) == (sorted(wanted), len(wanted))
