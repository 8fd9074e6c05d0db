"""What people call the kinds of events in their own tables, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from commplan.activity.event import KINDS

_CALLED: Mapping[str, tuple[str, ...]] = {
    "message": (
        "message", "msg", "post", "posted", "text", "chat", "said", "question", "topic", "发言", "消息", "发帖", "文本", "提问", "主题",
    ),
    "reply": ("reply", "replied", "comment", "commented", "answer", "answered", "回复", "评论", "回答", "跟帖"),
    "reaction": ("reaction", "reacted", "like", "liked", "emoji", "upvote", "vote", "点赞", "表情", "回应", "投票"),
    "join": ("join", "joined", "member joined", "invited", "入群", "加入", "进群", "注册", "加入群聊"),
    "leave": ("leave", "left", "quit", "member left", "removed", "退群", "退出", "离开", "移出"),
    "attend": ("attend", "attended", "attendance", "check-in", "checkin", "checked in", "present", "签到", "到场", "参加", "出席"),
    "register": ("register", "registered", "registration", "sign-up", "signup", "signed up", "rsvp", "报名", "登记"),
    "purchase": (
        "purchase", "purchased", "order", "ordered", "paid", "payment", "donation", "购买", "下单", "付款", "缴费", "捐赠",
    ),
    "refund": ("refund", "refunded", "chargeback", "money back", "退款", "已退款", "退费"),
    "close": ("close", "closed", "resolve", "resolved", "solved", "done", "关闭", "已关闭", "解决", "已解决", "办结"),
    "reopen": ("reopen", "reopened", "重开", "重新打开"),
}  # fmt: skip
_KINDS = {word: kind for kind, words in _CALLED.items() for word in words}


def meant(value: str) -> str | None:
    """The kind of event that a value stands for."""
    plain = value.strip().lower().replace("_", " ")
    return _KINDS.get(plain) or _KINDS.get(plain.replace(" ", "-")) or (plain if plain in KINDS else None)


def by_kind(values: Iterable[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The distinct values for each kind, as they were met, and those that stand for none."""
    found: dict[str, list[str]] = {}
    others: list[str] = []
    for value in dict.fromkeys(values):
        kind = meant(value)
        if kind is None:
            others.append(value)
        else:
            found.setdefault(kind, []).append(value)
    return found, others
