"""Files that no source reads, but whose make is plain: what they are, and what to do instead."""

from __future__ import annotations

import re

from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.words import Words, say

_FILES, _LINES = 50, 40
"""Files of an export, and lines of a text, that are looked at."""
_POINTER = b"version https://git-lfs.github.com/spec/"
_TOPICS = re.compile(rb'^\s*\{(?=.*"topic_list")(?=.*"(?:more_topics_url|can_create_topic|draft_key)")', re.DOTALL)
_LINE = re.compile(r"\[LINE\] ")
_KAKAO = re.compile(r".*(?:카카오톡 대화|KakaoTalk Chats with)")
_DISCORD = re.compile(r"=+\s+Guild: .*\s+Channel: ")
_PART = re.compile(rb'\s*\{\s*"zerver_(?:user)?message"\s*:')
_PAGE = re.compile(r"\s*<(?:!doctype html|html)", re.IGNORECASE)
_BESIDE = (".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
"""What lies beside the pages of an export."""
_ELEMENT = re.compile(r"(?:.*/)?(?:matrix-.*-export-|.* - Chat Export - )[^/]*\.txt", re.IGNORECASE)
_ROOM = re.compile(
    r"[^-]*\d:\d\d:\d\d[^-]* - .* (?:joined|left|created|invited .* to|removed .* from) th(?:e|is) room\b"
)


def unread(export: Export) -> Words | None:
    """What is said of the first file whose make is known, one that was never fetched before all others."""
    found = [(name, _begun(export, name)) for name in export.names()[:_FILES]]
    pointer = next((name for name, begun in found if begun.startswith(_POINTER)), None)
    if pointer is not None:
        return say(
            "'{name}' is a mere pointer of Git LFS: fetch the file with `git lfs pull`, and import it then",
            "“{name}” 只是 Git LFS 的指针：请先用 `git lfs pull` 取得文件本身，再导入",
            name=pointer,
        )
    pages = [(name, begun) for name, begun in found if not name.lower().endswith(_BESIDE)]
    if pages and all(_PAGE.match(begun.decode("utf-8-sig", "replace")) for _, begun in pages):
        return say(
            "'{name}' is a web page, from which nothing is read (those of Telegram Desktop, DiscordChatExporter and Element are): export "
            "again as JSON, which most tools offer beside HTML",
            "“{name}” 是网页，无法读取（Telegram Desktop、DiscordChatExporter 与 Element 的网页除外）：请重新导出为 JSON（多数工具在 HTML 之外均提供）",
            name=pages[0][0],
        )
    return next((words for name, begun in found if (words := _made(name, begun))), None)


def _begun(export: Export, name: str) -> bytes:
    try:
        return start(export, name)
    except FAULTS:
        return b""


def _made(name: str, begun: bytes) -> Words | None:
    if begun.startswith((b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")):
        return say(
            "'{name}' is an archive that is not opened here: unpack it, and import the folder",
            "“{name}” 是此处无法打开的压缩包：请先解压，再导入文件夹",
            name=name,
        )
    if begun.startswith(b"SQLite format 3\0"):
        return say(
            "'{name}' is a database: export the table of messages from it as CSV or JSON Lines, and import that",
            "“{name}” 是数据库：请先将其中的消息表导出为 CSV 或 JSON Lines，再导入",
            name=name,
        )
    if name.lower().endswith(".bson"):
        return say(
            "'{name}' is a dump of MongoDB: turn it into JSON Lines with `bsondump`, and import those",
            "“{name}” 是 MongoDB 的转储文件：请先用 `bsondump` 转为 JSON Lines，再导入",
            name=name,
        )
    if _TOPICS.search(begun):
        return say(
            "'{name}' is a list of topics of Discourse, which holds no posts: fetch the topics (/t/ID.json) or the latest "
            "posts (/posts.json), and import those",
            "“{name}” 是 Discourse 的主题列表，不含帖子：请获取各主题（/t/ID.json）或最新帖子（/posts.json）后再导入",
            name=name,
        )
    if _PART.match(begun):
        return say(
            "'{name}' is a part of a server export of Zulip: import the whole folder, in which realm.json names channels and members",
            "“{name}” 是 Zulip 服务器导出的一部分：请导入整个文件夹，其中的 realm.json 含频道与成员",
            name=name,
        )
    if begun.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return say(
            "'{name}' is an Excel workbook: save its sheet as CSV (UTF-8) and import that",
            "“{name}” 是 Excel 工作簿：请把工作表另存为 CSV（UTF-8）后再导入",
            name=name,
        )
    return _text(name, begun.decode("utf-8-sig", "replace"))


def is_of_element(name: str, lines: list[str]) -> bool:
    """Whether a text is what Element exports as plain text, by its name or what it says of a room; WhatsApp's looks like it."""
    return bool(_ELEMENT.fullmatch(name)) or any(map(_ROOM.match, lines))


def _text(name: str, begun: str) -> Words | None:
    if is_of_element(name, begun.splitlines()[:_LINES]):
        return say(
            "'{name}' is a plain text of Element, which leaves out the ids of members and messages: export again as JSON, "
            "or HTML",
            "“{name}” 是 Element 的纯文本导出，不含成员与消息的编号：请重新导出为 JSON 或 HTML",
            name=name,
        )
    if _DISCORD.match(begun):
        return say(
            "'{name}' is a text of DiscordChatExporter, which leaves out the ids of members and messages: export again as JSON, or "
            "as HTML or CSV",
            "“{name}” 是 DiscordChatExporter 的纯文本，不含成员与消息的编号：请重新导出为 JSON，或 HTML、CSV",
            name=name,
        )
    lines = [line for line in begun.splitlines()[:_LINES] if line.strip()]
    tool = "LINE" if lines and _LINE.match(lines[0]) else "KakaoTalk" if lines and _KAKAO.match(lines[0]) else None
    if tool is None:
        return None
    return say(
        "'{name}' is a chat as {tool} exports it, which is not read: bring it into a CSV with a column each for time, author "
        "and text, and import that",
        "“{name}” 是 {tool} 导出的聊天记录，无法直接读取：请先整理为含时间、发言人、内容三列的 CSV，再导入",
        name=name,
        tool=tool,
    )
