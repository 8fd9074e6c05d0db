"""GrimoireLab Perceval: whatever it fetched, as it writes it, as JSON lines (`--json-line`) or in one list.

A record is an item of one backend: its name, where it was fetched from (`origin`), and the tool's own record (`data`).
What is told of a tool is what its records say, in the same meaning as when commplan reads that tool's own export:

- chats (Slack, Mattermost, Gitter, Rocket.Chat, Telegram): a message each, replies by the thread or the message named;
- mail (mbox, pipermail, HyperKitty, Groups.io, NNTP): a mail each, replies by their headers;
- git: a commit each; GitHub and GitLab: issues and pull (merge) requests with comments, reviews, reactions and the last
  closing; Gerrit: changes with comments and how they ended; Jira, Bugzilla, Phabricator, Redmine, Launchpad, Pagure:
  issues with comments and closings, where they are told; Discourse: topics with their posts; Supybot: a line of IRC each;
- Stack Exchange, Askbot, Kitsune: questions with answers and comments; MediaWiki, Confluence: a version of a page each,
  tagged "revision"; Meetup: comments, and who said yes to an event, which does not tell who came.

Ids are those of the tool within the origin. A member is an e-mail address in git and mail, elsewhere an account.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from commplan.activity import mail
from commplan.activity.discussed import discussion
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.fetched import Item, at, is_item, item, microseconds
from commplan.activity.posts import POSTS
from commplan.activity.reasons import NO_ID, NO_TIME, NOT_ACTIVITY
from commplan.activity.records import begins, objects, of_files, values
from commplan.source import Options, Source, by_file
from commplan.words import say

_ENDINGS = frozenset({".json", ".jsonl", ".ndjson", ""})
_SYSTEM = "USLACKBOT"
_SAID = (None, "bot_message", "me_message", "file_share", "thread_broadcast")

OTHER_ITEM = say("it is an item of a backend or category that is not read", "不读取该后端或类别的条目")
NO_ITEM = say("it is no item of Perceval", "不是 Perceval 条目")

Found = Iterator[RawEvent | Skipped]


@dataclass(frozen=True, slots=True)
class _Chat:
    """Where in a record of a chat what stands; dots lead inwards."""

    id: str
    at: str
    who: str
    text: str
    channel: str
    root: str
    bot: str = ""
    within: str = ""


_CHATS = {
    "slack": _Chat("ts", "ts", "user", "text", "channel_info.name", "thread_ts", "user_data.is_bot"),
    "mattermost": _Chat("id", "create_at", "user_id", "message", "channel_data.name", "root_id"),
    "gitter": _Chat("id", "sent", "fromUser.id", "text", "room_info.name", "parentId"),
    "rocketchat": _Chat("_id", "ts", "u._id", "msg", "channel_info.name", "tmid"),
    "telegram": _Chat(
        "message.message_id", "message.date", "message.from.id", "message.text", "message.chat.title",
        "message.reply_to_message.message_id", "message.from.is_bot", "message.chat.id",
    ),
}  # fmt: skip
_MAIL = ("mbox", "pipermail", "gmane", "hyperkitty", "groupsio", "nntp")


def recognises(export: Export) -> bool:
    return begins(export, _ENDINGS, values, is_item)


def read(export: Export, options: Options) -> Found:  # noqa: ARG001 - the shape of all sources
    for where, found in of_files(export, _ENDINGS, values):
        if isinstance(found, Skipped):
            yield found
        elif is_item(found):
            yield from _events(item(where, found))
        else:
            yield Skipped(where, NO_ITEM)


def _events(item: Item) -> Found:
    read_one = _READERS.get(item.backend)
    if read_one is None:
        yield Skipped(item.where, OTHER_ITEM)
    else:
        yield from read_one(item)


def _chat(item: Item) -> Found:
    shape, data = _CHATS[item.backend], item.data
    within = f"{at(data, shape.within)}/" if shape.within else ""
    us, number, root = microseconds(at(data, shape.at)), at(data, shape.id), at(data, shape.root)
    if us is None or item.key(number) is None:
        yield Skipped(item.where, NO_TIME if us is None else NO_ID)
        return
    if item.backend == "slack" and data.get("subtype") not in _SAID:
        yield Skipped(item.where, OTHER_ITEM)
        return
    bot, text, channel = at(data, shape.bot), at(data, shape.text), at(data, shape.channel)
    opener = item.key(f"{within}{root}") if root and root != number else None
    who, native_id = at(data, shape.who), item.key(f"{within}{number}") or ""
    event = RawEvent(
        native_id=native_id,
        kind="reply" if opener else "message",
        us=us,
        member=None if who == _SYSTEM else item.who(who),
        bot=bot if isinstance(bot, bool) else None,
        channel=channel if isinstance(channel, str) else None,
        thread=None if shape.within else opener,
        reply_to=opener,
        size=len(text) if isinstance(text, str) else None,
        text=text if isinstance(text, str) else None,
        where=item.where,
    )
    yield event
    yield from _reactions(item, event)


def _reactions(item: Item, target: RawEvent) -> Found:
    about = target._replace(
        kind="reaction", bot=None, thread=None, reply_to=target.native_id, size=None, tags="undated"
    )
    for reaction in objects(item.data.get("reactions")):
        users = reaction.get("users")
        for user in users if isinstance(users, list) else []:
            sign = f"{target.native_id}/reaction/{reaction.get('name')}/{user}"
            yield about._replace(native_id=sign, member=item.who(user))


def _mail(item: Item) -> Found:
    head = {key.lower(): value for key, value in item.data.items() if isinstance(value, str)}
    written = mail.seconds(head.get("date", ""))
    own = mail.ids(head.get("message-id", ""))
    if written is None or not own:
        yield Skipped(item.where, NO_TIME if written is None else NO_ID)
        return
    references = [one for one in mail.ids(head.get("references", "")) if one != own[0]]
    answered = [one for one in mail.ids(head.get("in-reply-to", "")) if one != own[0]] or references[-1:]
    body = item.data.get("body")
    text = body.get("plain") if isinstance(body, dict) else body
    yield RawEvent(
        native_id=own[0],
        kind="reply" if answered else "message",
        us=written,
        member=mail.address(head.get("from", "")),
        channel=PurePosixPath(item.place).name or None,
        thread=next(iter(references or answered), None),
        reply_to=answered[0] if answered else None,
        size=len(text) if isinstance(text, str) else None,
        text=text if isinstance(text, str) else None,
        where=item.where,
    )


def _irc(item: Item) -> Found:
    """A line of a log of Supybot, which has no number but the hash that Perceval makes of it."""
    nick, us, text = item.data.get("nick"), microseconds(item.data.get("timestamp")), item.data.get("body")
    if item.data.get("type") != "comment" or not isinstance(nick, str) or us is None:
        yield Skipped(item.where, NO_TIME if us is None else NOT_ACTIVITY)
        return
    told = text if isinstance(text, str) else None
    native_id, size = item.key(item.uuid) or "", len(told) if told is not None else None
    yield RawEvent(native_id, "message", us, item.who(nick.lower()), size=size, text=told, where=item.where)


def _git(item: Item) -> Found:
    data = item.data
    us, author, sha = mail.seconds(str(data.get("AuthorDate", ""))), data.get("Author"), data.get("commit")
    if us is None or not isinstance(sha, str):
        yield Skipped(item.where, NO_TIME if us is None else NO_ID)
        return
    who = mail.address(author) if isinstance(author, str) else None
    message, parents = data.get("message"), data.get("parents")
    yield RawEvent(
        native_id=sha,
        kind="message",
        us=us,
        member=who,
        bot=True if who and who.partition("@")[0].endswith("[bot]") else None,
        channel=PurePosixPath(item.place).name.removesuffix(".git") or None,
        size=len(message) if isinstance(message, str) else None,
        text=message if isinstance(message, str) else None,
        tags="merge" if isinstance(parents, list) and len(parents) > 1 else None,
        where=item.where,
    )


def _discussion(item: Item) -> Found:
    post = POSTS.get((item.backend, item.category or _unnamed(item)))
    yield from [Skipped(item.where, OTHER_ITEM)] if post is None else discussion(item, post)


def _unnamed(item: Item) -> str:
    """The category of an item of a Perceval that did not tell it yet."""
    known = [category for backend, category in POSTS if backend == item.backend]
    if len(known) == 1:
        return known[0]
    return "pull_request" if "merged_at" in item.data or "base" in item.data else "issue"


def _discourse(item: Item) -> Found:
    opener = item.key(f"{item.data.get('id')}/1")
    for post in objects(at(item.data, "post_stream.posts")):
        us, number, text, user = (
            microseconds(post.get("created_at")),
            post.get("post_number"),
            post.get("raw"),
            post.get("user_id"),
        )
        native_id = item.key(f"{item.data.get('id')}/{number}") if type(number) is int else None
        if us is None or native_id is None:
            yield Skipped(item.where, NO_TIME if us is None else NO_ID)
            continue
        system, answered = type(user) is int and user < 0, post.get("reply_to_post_number")
        yield RawEvent(
            native_id=native_id,
            kind="message" if number == 1 else "reply",
            us=us,
            member=None if system else item.who(user),
            bot=True if system else None,
            thread=opener,
            reply_to=item.key(f"{item.data.get('id')}/{answered}") if answered and answered != number else None,
            size=len(text) if isinstance(text, str) else None,
            text=text if isinstance(text, str) else None,
            where=item.where,
        )


_READERS: dict[str, Callable[[Item], Found]] = {
    **dict.fromkeys(_CHATS, _chat),
    **dict.fromkeys(_MAIL, _mail),
    "git": _git,
    **dict.fromkeys((backend for backend, _ in POSTS), _discussion),
    "supybot": _irc,
    "discourse": _discourse,
}

PERCEVAL = Source(
    name="perceval",
    title=say("GrimoireLab Perceval", "GrimoireLab Perceval"),
    about=say(
        "what Perceval fetched as JSON: from git, GitHub, GitLab, Gerrit; from Jira, Bugzilla, Phabricator, Redmine, "
        "Launchpad, Pagure; from Stack Exchange, Askbot, Kitsune, Discourse, MediaWiki, Confluence, Meetup; from mailing "
        "lists, Slack, Mattermost, Gitter, Rocket.Chat, Telegram and logs of IRC",
        "Perceval 取得的 JSON 数据：来自 git、GitHub、GitLab、Gerrit，Jira、Bugzilla、Phabricator、Redmine、Launchpad、Pagure，"
        "Stack Exchange、Askbot、Kitsune、Discourse、MediaWiki、Confluence、Meetup，以及邮件列表、Slack、Mattermost、Gitter、"
        "Rocket.Chat、Telegram 和 IRC 日志",
    ),
    notes=say(
        "What the items can tell depends on the tool behind them; joins and leaves none does. "
        "Importing the same data from the tool's own export as well counts it twice.",
        "条目能说明什么取决于背后的工具；均不含加入与退出。若同时导入该工具自己的导出，会重复计数。",
    ),
    tells=frozenset({"messages", "threads", "reactions", "reaction-times", "bots", "sizes", "closings"}),
    evidence="written from its documentation",
    recognises=recognises,
    read=read,
    pieces=by_file(read),
)
