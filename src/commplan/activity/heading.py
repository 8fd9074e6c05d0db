"""What the columns of a table of unknown make may mean, as an entry of `evaluation.sources` to be corrected by a person."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from commplan.activity import clock
from commplan.activity.excerpt import Excerpt
from commplan.words import Words, quote, say

ROLES = ("time", "member", "channel", "text", "id")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "time": (
        "time", "timestamp", "datetime", "date", "created", "createdat", "sent", "sentat", "posted", "at", "ts", "when",
        "时间", "日期", "时间戳", "发送时间", "创建时间", "发布时间", "消息时间",
    ),
    "member": (
        "member", "user", "userid", "username", "author", "sender", "from", "nickname", "nick", "who", "participant", "person",
        "speaker", "成员", "用户", "发送人", "发送者", "发言人", "发件人", "昵称", "姓名", "作者", "账号", "群成员", "群昵称", "用户名",
    ),
    "channel": (
        "channel", "room", "group", "chat", "conversation", "topic", "forum", "board", "space", "stream", "where", "server",
        "群", "群名", "群聊", "群组", "群名称", "频道", "渠道", "版块", "板块", "话题", "会话",
    ),
    "text": (
        "text", "message", "content", "body", "msg", "comment", "post", "what",
        "内容", "消息", "正文", "文本", "留言", "消息内容", "发言内容", "聊天内容",
    ),
    "id": ("id", "uuid", "guid", "messageid", "msgid", "编号", "消息编号", "消息id", "序号", "记录编号"),
}  # fmt: skip
_WEAK = {"member": ("name", "名称", "名字", "人")}
_OF_A_ROW = frozenset({"id", "message", "msg", "row", "record", "event", "post"})
_PLAIN = re.compile(r"[^\W\d](?:[\w ./()（）-]*[\w)）])?")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_EXAMPLE = Excerpt(
    "chat.csv",
    ("sent", "author", "room", "message", "message_id"),
    ({"sent": "31/01/2027 21:37", "author": "Member A", "room": "General", "message": "Hello", "message_id": "m1"},),
)


def roles(found: Excerpt) -> dict[str, str]:
    """For each role the column that most likely plays it, by its name and its values; a role may have none."""
    timed = {column for column in found.columns if _times(found, column)}
    scores = {
        (role, column): _score(role, column) + (5 if role == "time" and column in timed else 0)
        for role in ROLES
        for column in found.columns
        if role == "time" or column not in timed
    }
    chosen: dict[str, str] = {}
    for (role, column), score in sorted(scores.items(), key=lambda item: -item[1]):
        if score > 0 and role not in chosen and column not in chosen.values():
            chosen[role] = column
    free = [column for column in found.columns if column not in (*timed, *chosen.values())]
    longest = max(free, key=lambda column: _length(found, column), default="")
    if "text" not in chosen and _length(found, longest) > 20:
        chosen["text"] = longest
    return {role: chosen[role] for role in ROLES if role in chosen}


def _score(role: str, column: str) -> float:
    """How much a column's name speaks for a role."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    words = re.findall(r"[a-z]+|[^\W\da-z_]+", spaced.lower())
    whole = "".join(words)
    if whole in _NAMES[role]:
        return 4
    if role == "id":
        return 3.5 if "id" in words and _OF_A_ROW.issuperset(words) else 0
    met = [1 + len(name) / 4 for name in _NAMES[role] if not name.isascii() and name in whole]
    met += [2.0 for name in _NAMES[role] if name in words]
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


def scalar(text: str) -> str:
    """A text as YAML writes it: plain where that is safe, else quoted."""
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return json.dumps(text, ensure_ascii=False)


def entry(found: Excerpt, source: str = "activity") -> Words:
    """The entry that reads this table, as far as can be guessed; what cannot be is said in comments."""
    chosen = roles(found)
    head = f"evaluation:\n  sources:\n    - id: {source}\n      tool: table\n      mapping:\n"
    lines = [line for role in ROLES for line in _lines(found, role, chosen.get(role))]
    if found.headless:
        listed = ", ".join(map(scalar, found.columns))
        lines.append(_said(f"columns: [{listed}]", "no header line: names by place", "没有表头：按位置命名"))
        first = ", ".join(quote(value, 30) for value in found.rows[0].values())
        lines.append(_said("", f"first row: {first}", f"第一行：{first}"))
    if found.delimiter != ",":
        lines.append(_said(f"delimiter: {json.dumps(found.delimiter)}"))
    if found.encoding != "utf-8":
        lines.append(_said(f"encoding: {found.encoding}"))
    left = [json.dumps(column, ensure_ascii=False) for column in found.columns if column not in chosen.values()]
    rest = ", ".join(left)
    if rest and not found.headless:
        lines.append(_said("", f"other columns: {rest}", f"其他列：{rest}"))
    return Words(head + "".join(one.en for one in lines), head + "".join(one.zh for one in lines))


def _lines(found: Excerpt, role: str, column: str | None) -> list[Words]:
    if role == "time":
        return _time_lines(found, column)
    if column is not None:
        return [_said(f"{role}: {scalar(column)}")]
    if role == "member":
        return [_said("# member: ?", "which column says who it was?", "哪一列是发言人？")]
    if role == "channel":
        return [_said("# channel_is: general", "no channel column: name the one channel", "没有渠道列：写明是哪个渠道")]
    return []


def _time_lines(found: Excerpt, column: str | None) -> list[Words]:
    if column is None:
        return [_said("time: ?", "which column holds the time?", "哪一列是时间？")]
    guess = clock.guessed(found.values(column))
    made = [_said(f"time: {scalar(column)}")]
    if guess and guess.format != "iso":
        note = clock.either_way(guess) if guess.other else Words("", "")
        made.append(_said(f"time_format: {clock.shown(guess.format)}", note.en, note.zh))
    if guess and not guess.zoned:
        made.append(
            _said("timezone: UTC", "where the clock stood, such as Asia/Shanghai", "时钟所在时区，如 Asia/Shanghai")
        )
    return made


def _said(line: str, en: str = "", zh: str = "") -> Words:
    """One line of a mapping, with a comment where there is one to make."""
    gap = "  " if line else ""
    return Words(*(f"        {line}{f'{gap}# {note}' if note else ''}\n" for note in (en, zh)))


def example() -> Words:
    """The entry for a table as chats are often exported."""
    return entry(_EXAMPLE)


def undeclared(path: object, found: Excerpt, source: str = "activity") -> tuple[Words, Words]:
    """What is said when a table comes without a mapping, and the entry to paste."""
    return (
        say(
            "'{path}' is a table, and only the plan's evaluation.sources can say which column holds what",
            "“{path}” 是表格，须由方案的 evaluation.sources 说明各列的含义",
            path=path,
        ),
        say(
            "put this into the plan, correct what is guessed wrong, and import it with --plan PLAN:\n\n{entry}",
            "请把以下内容写入方案，改正猜错之处，再用 --plan 方案 导入：\n\n{entry}",
            entry=entry(found, source),
        ),
    )
