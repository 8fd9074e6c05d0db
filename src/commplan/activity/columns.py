"""What the columns of a table of unknown make may mean, by their names and by their values."""

from __future__ import annotations

import re
from collections.abc import Mapping

from commplan.activity import clock, kind_words
from commplan.activity.excerpt import Excerpt

ROLES = ("time", "time_of_day", "member", "channel", "text", "id", "kind", "thread", "reply_to", "bot")
_MAIN = ("time", "member", "channel", "text", "id")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "time": (
        "time", "timestamp", "datetime", "date", "created", "createdat", "sent", "sentat", "posted", "at", "ts", "when",
        "时间", "日期", "时间戳", "发送时间", "创建时间", "发布时间", "消息时间",
    ),
    "member": (
        "member", "user", "userid", "username", "author", "sender", "from", "nickname", "nick", "who", "participant", "person", "email",
        "speaker", "邮箱", "电子邮箱", "成员", "用户", "发送人", "发送者", "发言人", "发件人", "昵称", "姓名", "作者", "账号", "群成员", "群昵称", "用户名", "会员", "会员编号", "顾客", "客户",
        "用户id", "用户编号", "会员id", "openid",
    ),
    "channel": (
        "channel", "room", "group", "chat", "conversation", "topic", "forum", "board", "space", "stream", "where", "server",
        "群", "群名", "群聊", "群组", "群名称", "频道", "渠道", "版块", "板块", "话题", "会话",
    ),
    "text": (
        "text", "message", "content", "body", "msg", "comment", "post", "what",
        "内容", "消息", "正文", "文本", "留言", "消息内容", "发言内容", "聊天内容",
    ),
    "id": ("id", "uuid", "guid", "messageid", "msgid", "编号", "消息编号", "消息id", "序号", "记录编号", "流水号", "单号"),
}  # fmt: skip
_WEAK = {"member": ("name", "名称", "名字", "人")}
_OF_A_ROW = frozenset({"id", "message", "msg", "row", "record", "event", "post"})
_EXACT: Mapping[str, tuple[str, ...]] = {
    "kind": (
        "type", "kind", "event", "action", "activity", "eventtype", "messagetype", "msgtype", "类型", "事件", "动作", "行为",
        "事件类型", "消息类型",
    ),
    "thread": ("thread", "threadid", "threadts", "conversationid", "topicid", "rootid", "主题编号", "话题编号", "会话编号"),
    "reply_to": (
        "replyto", "replytoid", "replyid", "inreplyto", "parent", "parentid", "parentmessageid", "re", "quoted", "回复",
        "回复编号", "被回复编号", "父编号", "上级编号",
    ),
    "bot": ("bot", "isbot", "机器人", "是否机器人"),
}  # fmt: skip
"""Roles that only a name of their own gives: a part of a name says too little."""
_OF_DAY = re.compile(r"\d{1,2}[:：时]\d{2}.*")
_LINK, _ADDRESS = re.compile(r"https?://\S+"), re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SENTENCE = 6
"""A name of more words is a question, whatever words it has."""
_DAY_FORMAT = re.compile(r"%[HIX]|unix")


def roles(found: Excerpt) -> dict[str, str]:
    """For each role the column that most likely plays it, by its name and its values; a role may have none."""
    timed = {column for column in found.columns if _times(found, column)}
    scores = {
        (role, column): _score(role, column) + (5 if role == "time" and column in timed else 0)
        for role in _MAIN
        for column in found.columns
        if (role == "time" or column not in timed) and (not found.rows or _speaks(found, column, role, timed))
    }
    scores |= {(role, column): 5 for role in _EXACT for column in found.columns if _named(found, role, column)}
    chosen: dict[str, str] = {}
    for (role, column), score in sorted(scores.items(), key=lambda item: -item[1]):
        if score > 0 and role not in chosen and column not in chosen.values():
            chosen[role] = column
    free = [column for column in found.columns if column not in (*timed, *chosen.values())]
    addresses = [
        column for column in free if found.values(column) and all(map(_ADDRESS.fullmatch, found.values(column)))
    ]
    if "member" not in chosen and addresses:
        chosen["member"] = addresses[0]
    written = [
        column for column in free if not all(map(_LINK.fullmatch, found.values(column))) and column not in addresses
    ]
    longest = max(written, key=lambda column: _length(found, column), default="")
    if "text" not in chosen and _length(found, longest) > 20:
        chosen["text"] = longest
    later = _time_of_day(found, chosen)
    if later:
        chosen["time_of_day"] = later
    _matched(found, chosen)
    return {role: chosen[role] for role in ROLES if role in chosen}


def _speaks(found: Excerpt, column: str, role: str, timed: set[str]) -> bool:
    """Whether the values of a column let it play a role: a box that is ticked says its own name, and a time has digits."""
    met = set(found.values(column))
    if role == "time" and column not in timed and not any(map(re.compile(r"\d").search, met)):
        return False
    if role in ("text", "channel") and all(map(_ADDRESS.fullmatch, met)):
        return False
    return bool(met) and met != {column.strip()}


def _matched(found: Excerpt, chosen: dict[str, str]) -> None:
    """Take for the id what the answers name, and no thread whose values are no ids: every row of it would be an answer."""
    answered = found.values(chosen.get("reply_to", ""))
    if not answered:
        return
    free = [chosen.get("id", ""), *(column for column in found.columns if column not in chosen.values())]
    named = [column for column in free if not set(answered).isdisjoint(found.values(column))]
    alike = [column for column in free if _mailed(found.values(column)) and _mailed(answered)]
    chosen["id"] = [*named, *alike, chosen.get("id", "")][0]
    own, thread = chosen["id"], chosen.get("thread", "")
    if not any(row.get(own) and row[own] == row.get(thread) for row in found.rows):
        chosen.pop("thread", None)
    if not own:
        del chosen["id"]


def _mailed(values: list[str]) -> bool:
    """Whether all are ids as mails have them."""
    return bool(values) and all(value.startswith("<") and value.endswith(">") and "@" in value for value in values)


def is_called(column: str, role: str) -> bool:
    """Whether a column is called just as what plays this role is."""
    return _score(role, column) >= 4


def _score(role: str, column: str) -> float:
    """How much a column's name speaks for a role."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    words = re.findall(r"[a-z]+|[^\W\da-z_]+", spaced.lower())
    whole = "".join(words)
    if whole in _NAMES[role] or (role == "id" and column.strip() == "#"):
        return 4.5 if role == "member" and "id" in words else 4
    if role == "time" and not {"zone", "timezone", "时区"}.isdisjoint(words):
        return 0
    if len(words) > _SENTENCE or column.rstrip().endswith(("?", "？")):
        return 0
    if role != "time" and not {"nps", "count", "counts"}.isdisjoint(words):
        return 0
    if role == "id":
        return 3.5 if "id" in words and _OF_A_ROW.issuperset(words) else 0
    met = [1 + len(name) / 4 for name in _NAMES[role] if not name.isascii() and name in whole]
    met += [2.0 for name in _NAMES[role] if name in words]
    if role == "member" and met and "id" in words:
        met = [max(met) + 0.5]  # a name may change, and two may have it
    if not met and any(name in words or (not name.isascii() and name in whole) for name in _WEAK.get(role, ())):
        return 1
    return max(met, default=0)


def _times(found: Excerpt, column: str) -> bool:
    """Whether a column holds times: bare numbers only do when its name says so too."""
    values = found.values(column)
    guess = clock.guessed(values)
    return guess is not None and (not guess.format.startswith("unix") or _score("time", column) > 0)


def _length(found: Excerpt, column: str) -> float:
    values = found.values(column)
    return sum(map(len, values)) / len(values) if values else 0


def _named(found: Excerpt, role: str, column: str) -> bool:
    if "".join(re.findall(r"[^\W_]+", column.lower())) not in _EXACT[role]:
        return False
    return role != "kind" or any(kind_words.meant(value) for value in found.values(column))


def _time_of_day(found: Excerpt, chosen: Mapping[str, str]) -> str | None:
    """The column with the time of day, where that of the time holds nothing but dates."""
    time = chosen.get("time")
    guess = clock.guessed(found.values(time)) if time else None
    if time is None or guess is None or _DAY_FORMAT.search(guess.format):
        return None
    if guess.format == "iso" and any(len(value) > 10 for value in found.values(time)):
        return None
    free = [column for column in found.columns if column not in chosen.values() or column == chosen.get("text")]
    return next((c for c in free if (told := found.values(c)) and all(map(_OF_DAY.fullmatch, told))), None)


def moments(found: Excerpt, chosen: Mapping[str, str]) -> list[str]:
    """The times of the rows, put together where date and time of day are apart."""
    time, later = chosen.get("time", ""), chosen.get("time_of_day")
    if later is None:
        return found.values(time)
    rows = ((row.get(time, "").strip(), row.get(later, "").strip()) for row in found.rows)
    return [" ".join(filter(None, pair)) for pair in rows if any(pair)]
