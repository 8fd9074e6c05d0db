"""What WhatsApp itself writes into a chat: notices, and what stands in the place of files, of deleted and of edited messages.

Notices are told apart in English and Chinese. On Android they have no author; an iPhone writes them as if by whom they are about,
or by the group, behind a mark that cannot be seen.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from commplan.activity.phone_dates import MARKS

_LONGEST = 500
"""Characters of a notice: a group's name has a hundred at most, and one may tell of several people."""
_MARK = "\u200e"
_UNSEEN = dict.fromkeys(map(ord, MARKS)) | dict.fromkeys(map(ord, "\u00a0\u2009\u202f\t"), " ")
_SAID = re.compile(r"(?P<who>[^:\n]{1,120}?):(?:[ \u00a0\u202f]|$)(?P<text>.*)", re.DOTALL)
_GROUP = re.compile(
    r"\b(?:group|grupo|gruppe|groupe|gruppo|groep|grup|community)\b|групп|群|社区|グループ|그룹|مجموعة|קבוצ",
    re.IGNORECASE,
)
_ENCRYPTED = re.compile(
    r"\A.{,200}(?:end-to-end|extremo a extremo|ponta a ponta|ende-zu-ende|bout en bout|uçtan uca|сквозн|端到端|端對端|エンドツーエンド|종단간|الطرفين|מקצה לקצה)",
    re.IGNORECASE,
)
_NAMES = re.compile(r",? and |, |、|，| 和 | 及 ")
_OTHERS = re.compile(r"\d+ others?\b.*")
REMOVED = "removed"
"""In the place of `leave`, for whom somebody else made leave."""
_MEMBERSHIP: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("join", re.compile(r"(?P<who>[^:]+?) joined(?: (?:using|from|via|the|this) .*)?\.?")),
    ("join", re.compile(r"(?P<who>[^:]+?) (?:was|were) added(?: by .*)?\.?")),
    ("join", re.compile(r"[^:]+? added (?P<who>[^:]+?)(?: to the (?:group|community))?\.?")),
    ("leave", re.compile(r"(?P<who>[^:]+?) left(?: (?:the|this) (?:group|community))?\.?")),
    (REMOVED, re.compile(r"(?P<who>[^:]+?) (?:was|were) removed(?: .*)?\.?")),
    (REMOVED, re.compile(r"[^:]+? removed (?P<who>[^:]+?)(?: from the (?:group|community))?\.?")),
    ("join", re.compile(r"(?P<who>[^：:]+?) ?已?(?:(?:使用|通过|透過|经由|經由).{1,20}(?:链接|連結).{0,4})?加入了?(?:此|本|该)?(?:群组|群組|社群)。?")),
    ("join", re.compile(r"[^：:]+? ?(?:已?添加了|已新增|新增了) ?(?P<who>[^：:]+?)。?")),
    ("leave", re.compile(r"(?P<who>[^：:]+?) ?已?(?:退出|离开|離開)了?(?:群组|群組|社群)。?")),
    (REMOVED, re.compile(r"[^：:]+? ?已?移除了? ?(?P<who>[^：:]+?)。?")),
)  # fmt: skip
_CREATED = re.compile(r"(?P<who>[^:\n]+?)(?: created (?:this )?group\b.*| ?(?:创建|建立)了(?:此|该)?(?:群组|群組).*)")
_ABOUT = re.compile(
    r"(?:messages (?:and calls|to this (?:chat|group))|.+? (?:created (?:this )?group|changed (?:the (?:subject|group|settings)|this group|to |their phone|from )"
    r"|turned o(?:n|ff) |pinned a message|updated the message timer|started a call|requested to join|is now an admin|added a community)"
    r"|(?:missed )?(?:group )?(?:voice|video) call\b|your security code|you(?:'re now an admin| joined| were added| left| created)"
    r"|.*(?:端到端加密|端對端加密|(?:创建|建立)了(?:此)?群|(?:更改|變更)了?本?群|限时消息|限時訊息)).*",
    re.IGNORECASE | re.DOTALL,
)
_EDITED = re.compile(r"\s?(?:\u200e<[^<>:：]{3,60}>|<This message was edited>|<(?:此|这条)消息已(?:被)?编辑>)\s?\Z")
_OMITTED = re.compile(
    r"<[^<>\n]{3,80}>|(?:[^\n]*\W)?(?:image|video|audio|GIF|sticker|document|video note|contact card) omitted"
    r"|[^\n]{1,80}\.\w{2,5} \([^()\n]{3,40}\)|(?:圖片|影片|音訊|貼圖|文件|GIF|图像|视频|音频|表情包|文档) ?已?(?:略去|忽略|省略)",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"[^\n]*\u200e[^\n:<>]{3,60}")
_ATTACHED = re.compile(r"\s?\u200e?<[^<>\n]{2,20}[:：] ?[^<>\n]{1,120}\.\w{2,5}>\s?\Z")
_DELETED = re.compile(
    r"(?:this message was deleted|you deleted this message|(?:这条|此)消息已(?:被)?删除|[你您]已?删除了?(?:此|这条)消息|此訊息已(?:被)?刪除|你已刪除此訊息"
    r"|se eliminó este mensaje|eliminaste este mensaje|(?:esta )?mensagem (?:foi )?apagada|você apagou esta mensagem|diese nachricht wurde gelöscht"
    r"|ce message a été supprimé|questo messaggio è stato eliminato|dit bericht is verwijderd|pesan ini dihapus|bu mesaj silindi"
    r"|du hast diese nachricht gelöscht|vous avez supprimé ce message|hai eliminato questo messaggio|je hebt dit bericht verwijderd|bu mesajı sildiniz|anda menghapus pesan ini)(?: by admin .*)?[.。]?",
    re.IGNORECASE,
)


class Text(NamedTuple):
    """A message without what WhatsApp puts in the place of a file, or behind it when it was edited."""

    text: str
    file: bool
    edited: bool


def plain(text: str) -> str:
    return text.translate(_UNSEEN).strip()


def told(text: str, subject: str) -> tuple[str, str]:
    """Who wrote, and what; a notice is nobody's. An iPhone writes it as if by whom it is about, or by the group, behind a mark."""
    said = _SAID.match(text)
    who = plain(said["who"]) if said else ""
    if said is None or _about(who):
        return "", plain(text)
    bare, theirs = plain(said["text"]), said["text"]
    if who in bare or who == subject:
        own = theirs.startswith(_MARK) or _about(bare) or membership(bare) is not None
    else:
        own = theirs.startswith(_MARK) and _about(bare)  # who joins or leaves is named before the colon too
    return ("", bare) if own else (who, theirs)


def membership(text: str) -> tuple[str, list[str]] | None:
    """Who joined, left or was removed by a notice."""
    if created := _CREATED.fullmatch(text[:_LONGEST]):
        return "join", [created["who"]]
    if len(text) > _LONGEST or _about(text):
        return None
    found = ((kind, pattern.fullmatch(text)) for kind, pattern in _MEMBERSHIP)
    return next(((kind, _names(match["who"])) for kind, match in found if match), None)


def _names(listed: str) -> list[str]:
    """Those whom a notice lists, where it names them."""
    *names, last = _NAMES.split(listed)
    names += last.split("和", 1) if names and "、" in listed else [last]
    return [name for name in names if not _OTHERS.fullmatch(name)] + [""] * any(map(_OTHERS.fullmatch, names))


def group(text: str) -> bool:
    """Whether a notice is one that only groups have."""
    return bool(_GROUP.search(text)) or membership(text) is not None


def subject(text: str) -> str:
    """Whom an iPhone's first notice, of encryption, is by: the group's name, or who the other one is."""
    said = _SAID.match(text)
    return plain(said["who"]) if said and _ENCRYPTED.match(said["text"]) else ""


def notice(text: str) -> bool:
    """Whether this was written by WhatsApp, by the mark before it or by its words."""
    return text.startswith(_MARK) or _about(plain(text))


def _about(text: str) -> bool:
    return len(text) <= _LONGEST and _ABOUT.fullmatch(text) is not None


def deleted(text: str) -> bool:
    return _DELETED.fullmatch(plain(text)) is not None


def message(text: str) -> Text:
    """What a member wrote."""
    edited = _EDITED.search(text)
    text = text[: edited.start()] if edited else text
    attached = _ATTACHED.search(text)
    if attached:
        return Text(text[: attached.start()], file=True, edited=edited is not None)
    first, _, rest = text.partition("\n")
    if _OMITTED.fullmatch(plain(first)) or (not rest and _IN_PLACE.fullmatch(first)):
        return Text(rest, file=True, edited=edited is not None)
    return Text(text, file=False, edited=edited is not None)
