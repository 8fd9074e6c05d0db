"""One row of the activity table: that somebody did something, when and where; not what they said, nor who they are."""

from __future__ import annotations

import base64
from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from commplan.words import Words, say

KINDS = MappingProxyType(
    {
        "message": say("wrote something that starts a conversation or stands alone", "发言：发起对话，或单独成条"),
        "reply": say("wrote something inside a conversation that was there already", "回复：在已有的对话中发言"),
        "reaction": say("reacted to a message with an emoji, a like or a vote", "回应：用表情、点赞或投票回应一条消息"),
        "join": say(
            'became a member; tagged "channel" when of one channel only',
            "加入：成为成员；仅加入某频道时带 channel 标签",
        ),
        "leave": say(
            'stopped being a member; tagged "channel" when of one channel only, "removed" when somebody else saw to it',
            "退出：不再是成员；仅退出某频道时带 channel 标签，由他人移出时带 removed 标签",
        ),
        "register": say("signed up for an event", "报名：登记参加一次活动"),
        "attend": say("was present at an event", "到场：出席了一次活动"),
        "answer": say("answered a question of a survey with a value on its scale", "作答：在问卷中按量表回答了一道题"),
        "purchase": say("paid for something: an order, a fee, a donation", "付费：下单、缴费或捐赠"),
        "refund": say("got money back for something paid", "退款：退回已付的款项"),
        "close": say("closed an issue, a request or a ticket", "关闭：结束一项议题、请求或工单"),
        "reopen": say("opened a closed one again", "重开：重新打开已关闭的一项"),
    }
)

CAPABILITIES = MappingProxyType(
    {
        "messages": say("what was written, and when", "发了哪些消息、何时发的"),
        "threads": say("which messages belong to one conversation", "哪些消息属于同一段对话"),
        "reactions": say("who reacted to what", "谁回应了什么"),
        "reaction-times": say("when a reaction was given", "回应发生的时间"),
        "joins": say("who became a member, and when", "谁在何时加入"),
        "leaves": say("who stopped being a member, and when", "谁在何时退出"),
        "bots": say("which members are bots", "哪些成员是机器人"),
        "sizes": say("how long a message is", "消息有多长"),
        "attendance": say("who came to an event", "谁出席了活动"),
        "answers": say("what was answered in a survey", "问卷中的回答"),
        "purchases": say("who paid for something, and when", "谁在何时付了费"),
        "amounts": say("what was paid, in the currency of the plan", "付了多少钱（按方案的币种）"),
        "closings": say("which issues, requests or tickets were closed, and when", "哪些议题、请求或工单在何时关闭"),
    }
)
APART = frozenset({"answers", "purchases", "amounts", "closings"})
"""What only exports of its own sort tell, so that of any other it is not worth saying that it does not."""
PAID = frozenset({"purchase", "refund"})
"""Kinds of events whose `size` is an amount of money."""
CLOSINGS = frozenset({"close", "reopen"})
"""Kinds of events that say how things stand with the message in their `thread`."""

EARLIEST = 315_532_800_000_000
"""1980-01-01: no community export is older, while clocks that were never set say 1970 or less."""
LATEST = 253_402_300_799_999_999
"""The last moment of the year 9999, behind which no calendar of ours goes."""
DAY = 86_400_000_000
LONGEST_NAME = 200


class RawEvent(NamedTuple):
    """What a source reads: an event with its tool's own ids, which are hashed before anything is kept.

    `native_id`, `thread` and `reply_to` are ids of events; they hold what makes them unique within their tool
    (workspace, channel) and never a text. `us` is UTC microseconds since the epoch. `bot` None: cannot be told. `where` is
    its place in the export, where a person would look for it. `text` is what was written; it is dropped at once unless the
    user asked to keep texts.
    (A tuple and not a dataclass, as is `Event`: an import makes millions, and tuples are made in a fifth of the time.)
    """

    native_id: str
    kind: str
    us: int
    member: str | None = None
    bot: bool | None = None
    channel: str | None = None
    thread: str | None = None
    reply_to: str | None = None
    size: int | None = None
    tags: str | None = None
    where: str | None = None
    text: str | None = None


LONGEST_TEXT = 2**18
"""Characters of one text that are kept at most: more than any chat allows, less than a mail with a picture in it."""


def packed_text(raw: RawEvent) -> str | None:
    """What is kept of a text on request, in a form in which no character of it can do harm: that of a message itself only."""
    if not raw.text or raw.size is None or raw.kind not in ("message", "reply"):
        return None
    return base64.b64encode(raw.text[:LONGEST_TEXT].encode("utf-8", "replace")).decode("ascii")


class Event(NamedTuple):
    """A row of the table. `event_id`, `thread` and `reply_to` are 32 hex digits, `member` 16, None for the system.

    `thread` is the event that opened the conversation, also on that event itself when the export says that a
    conversation hangs on it; `size` counts characters; `tags` are sorted words with spaces between.

    An `answer` is one value given to one question of a survey: `source` is the id of the survey in the plan's
    `evaluation.sources`, `tags` the id of the question and nothing else, `size` the whole number on its declared scale (the
    lowest label counts 1 unless the plan says otherwise), `thread` the response, which all answers given at once share,
    and `member` who answered, None in an anonymous survey. A question left open has no event. Answers make nobody a
    member, nor active unless the plan says so.

    The `size` of a `purchase` and a `refund` is its amount, in thousandths of the unit of the plan's currency, None where
    that is not known; an amount is never below zero.

    A `close` and a `reopen` are of the message in `thread`, which opened what is closed and has the tag `issue`,
    `pull-request` or `ticket`; `member` is who did it, None where nobody says. They make nobody active unless the plan
    says so.
    """

    event_id: str
    source: str
    kind: str
    us: int
    member: str | None
    bot: bool | None
    channel: str | None
    thread: str | None
    reply_to: str | None
    size: int | None
    tags: str | None


class Kept(NamedTuple):
    """The text of an event, packed, on its way into the store."""

    event_id: str
    us: int
    text: str


def untold(tells: Collection[str], could: Collection[str] = ()) -> tuple[str, ...]:
    """What exports that tell this leave open, as far as the tool `could` tell it when that is of surveys, events or payments
    alone: of a sign-in sheet it is not worth saying that nobody wrote anything in it."""
    apart = {*APART, "attendance"}
    whole = could if could and apart.issuperset(could) else tells
    if whole and apart.issuperset(whole):
        return tuple(name for name in CAPABILITIES if name in {*whole}.difference(tells))
    return tuple(name for name in CAPABILITIES if name not in {*tells, *APART})


@dataclass(frozen=True, slots=True)
class Skipped:
    """Records that could not be used. `reason` is a constant sentence that quotes nothing of the export.

    `time`: what stood where a time was to be read; it is shown once and never kept.
    """

    where: str
    reason: Words
    count: int = 1
    time: str | None = None


CLOCK_UNSET = say("its clock says a time before 1980", "时间早于 1980 年，时钟有误")
CLOCK_AHEAD = say("its clock says a time that has not come yet", "时间晚于现在，时钟有误")


def clock_fault(us: int) -> Words:
    """Why a time that is not from EARLIEST to now cannot be right; a DAY ahead is forgiven, since exporters write local
    times too."""
    return CLOCK_UNSET if us < EARLIEST else CLOCK_AHEAD


def printable(name: str | None) -> str | None:
    """A channel's name without what could harm a terminal, a table or an encoder, and not endless."""
    if name is None or (name.isprintable() and len(name) <= LONGEST_NAME):
        return name or None
    return "".join(c if c.isprintable() else " " for c in name[:LONGEST_NAME]).strip() or None
