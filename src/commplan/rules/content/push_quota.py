"""More pushes in the calendar than the account may send.

For each channel that has a push quota, its own (`quota`) or that of its platform (given with the date it was stated),
the occurrences of the calendar are counted by day, by week from Monday, or by calendar month, and held against it. A push
is an entry of kind `push`; on an account that its platform meters (WeChat subscription and service accounts, WeCom
customer broadcast) an entry of kind `campaign` is one too. A push goes to every group of a channel, and the quota holds
for each of them, so the number of `groups` changes nothing. Days are those of the entry's own time zone. What is planned
beyond the quota simply cannot be sent, and it is the last message of the month that falls away.

Source: WeChat Official Accounts documentation (subscription account 1 a day, service account 4 a calendar month); WeCom
developer documentation on broadcasts to customers.

Bad::

    content:
      channels:
        - {id: news, platform: wechat-service-account}
      calendar:
        - {id: weekly, kind: push, channels: [news], start: 2027-01-05T10:00, rrule: FREQ=WEEKLY, owner: lead}

Good::

    content:
      channels:
        - {id: news, platform: wechat-service-account}
      calendar:
        - {id: fortnightly, kind: push, channels: [news], start: 2027-01-05T10:00, rrule: FREQ=WEEKLY;INTERVAL=2, owner: lead}

---

日历中的推送超过账号的次数上限。

凡有推送次数上限的渠道（自己的 `quota`，或其平台的上限，并注明该数字的时间），按日、按周（周一起）或按自然月统计日历中的次数，
与上限比较。`push` 类条目算推送；在平台限次的账号上（微信订阅号、服务号，企业微信客户群发），`campaign` 类条目也算。
一次推送会发到渠道的每个群，而上限对每个群各自成立，所以 `groups` 的数目不影响结果。日期按条目自己的时区。
超出上限的内容根本发不出去，落空的往往是月底最后一条。

来源：微信公众平台文档（订阅号每天 1 次，服务号每自然月 4 次）；企业微信开发者文档中关于客户群发的说明。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel, Entry
from commplan.platforms import platform
from commplan.rule import rule
from commplan.rules.content import which
from commplan.schedule import recurrence
from commplan.words import Words, listed, quote, say

SHOWN = 4
PER = {
    "day": (say("a day", "每天"), say("day", "天")),
    "week": (say("a week", "每周"), say("week", "周")),
    "month": (say("a calendar month", "每个自然月"), say("month", "个月")),
}


@dataclass(frozen=True, slots=True)
class _Quota:
    pushes: int
    per: Literal["day", "week", "month"]
    origin: Words
    kinds: tuple[str, ...]


@rule("C102", part="content", kind="T", severity="error")
def push_quota(plan: Plan) -> Iterator[Outcome]:
    judged = False
    for channel in plan.content.channels:
        quota = _quota(channel)
        pushes = [e for e in plan.content.calendar if channel.id in e.channels and e.status != "cancelled"]
        if quota is None:
            if any(e.kind == "push" for e in pushes) and platform(channel.platform) is None:
                judged = True
                yield from _no_quota(channel)
            continue
        judged = True
        yield from _counted(plan, channel, quota, [e for e in pushes if e.kind in quota.kinds])
    if not judged:
        yield NotApplicable(say("no channel has a push quota", "没有渠道限制推送次数"))


def _no_quota(channel: Channel) -> Iterator[Unknown]:
    missing = which(channel) or say(
        "how many pushes channel {c} allows (`quota`)", "渠道 {c} 允许的推送次数（`quota`）", c=quote(channel.id)
    )
    yield Unknown(channel.at("platform"), missing)


def _quota(channel: Channel) -> _Quota | None:
    known = platform(channel.platform)
    metered = known.push if known else None
    kinds = ("push", "campaign") if metered else ("push",)
    if channel.quota:
        return _Quota(channel.quota.pushes, channel.quota.per, say("", ""), kinds)
    if known is None or metered is None:
        return None
    origin = say(" ({p}, as of {d})", "（{p}，截至 {d}）", p=known.name, d=metered.as_of)
    return _Quota(metered.pushes, metered.per, origin, kinds)


def _counted(plan: Plan, channel: Channel, quota: _Quota, entries: list[Entry]) -> Iterator[Outcome]:
    for entry in entries:
        if entry.start is None:
            yield Unknown(
                entry.at("start"), say("when {e} is sent (`start`)", "{e} 何时发送（`start`）", e=quote(entry.id))
            )
    if entries and recurrence.period(plan) is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.at("period"), missing)
        return
    sent: dict[date, Counter[int]] = {}
    wanted = {id(e) for e in entries}
    for o in recurrence.occurrences(plan):
        if id(o.entry) in wanted:
            sent.setdefault(_bucket(o.day, quota.per), Counter())[id(o.entry)] += 1
    over = [begin for begin, counts in sent.items() if counts.total() > quota.pushes]
    if over:
        worst = max(over, key=lambda begin: (sent[begin].total(), -begin.toordinal()))
        names = [(e, sent[worst][id(e)]) for e in entries if sent[worst][id(e)]]
        names.sort(key=lambda named: -named[1])
        yield _too_many(channel, quota, worst, names, len(over) - 1)


def _bucket(day: date, per: Literal["day", "week", "month"]) -> date:
    """The first day of the period that a day lies in."""
    if per == "day":
        return day
    return day.replace(day=1) if per == "month" else day - timedelta(days=day.weekday())


def _too_many(channel: Channel, quota: _Quota, begin: date, names: list[tuple[Entry, int]], more: int) -> Problem:
    when = {
        "day": say("on {d}", "{d} 当天", d=begin),
        "week": say("in the week of {d}", "{d} 起的一周", d=begin),
        "month": say("in {d:%Y-%m}", "{d:%Y-%m}", d=begin),
    }[quota.per]
    each, unit = PER[quota.per]
    dates = [say("{e} {n}", "{e} {n}", e=quote(e.id), n=n) for e, n in names[:SHOWN]]
    rest = len(names) - SHOWN
    words = say(
        "channel {c} sends {n} pushes {w}, its quota is {q} {p}{o}: {l}{r}{m}",
        "渠道 {c} 在 {w} 推送 {n} 次，上限为{p} {q} 次{o}：{l}{r}{m}",
        c=quote(channel.id),
        n=sum(n for _, n in names),
        w=when,
        q=quota.pushes,
        p=each,
        o=quota.origin,
        l=listed(dates),
        r=say(" and {n} more entries", "等，另有 {n} 个条目", n=rest) if rest > 0 else say("", ""),
        m=say("; over in {n} more {u}{s} too", "；另有 {n} {u}也超限", n=more, u=unit, s="s" if more > 1 else "")
        if more
        else say("", ""),
    )
    hint = say(
        "send less, or state the account's own `quota` if it is another",
        "请减少推送；若该账号的实际上限不同，请写明 `quota`",
    )
    related = [Related(e.at("id"), say("sends {n} of them", "其中 {n} 次", n=n)) for e, n in names[:SHOWN]]
    return Problem(channel.at("quota" if channel.quota else "platform"), words, hint, tuple(related))
