"""Core members in a place out of which nothing can be taken.

Audiences marked `core: true` are reached by at least one channel whose members and history can be got out: it says how
(`export`), or its platform is known to let its keepers do so (`commplan platforms NAME`). A channel whose `fallback` can be
taken along counts too; a website or a notice board, which nobody is a member of, does not count. Where a plan uses several platforms and an audience is on one of them only, rule segment-one-platform
tells that first.

A place that nobody can leave with anything sets the price, the rules and the date of its own end; the community begins
again from nothing.

Source: risk catalogues of communities (platform lock-in); CHAOSS, practitioner guide on sunsetting.

Bad::

    goals:
      audiences: [{id: members, core: true}]
    content:
      channels:
        - {id: server, platform: discord, audiences: [members], two_way: true}

Good::

    goals:
      audiences: [{id: members, core: true}]
    content:
      channels:
        - {id: server, platform: discord, audiences: [members], two_way: true,
           export: "DiscordChatExporter, JSON, by the lead on the first of each quarter"}

---

核心成员所在的地方，什么都带不走。

标为 `core: true` 的受众，至少要有一个触达它的渠道能把成员与历史内容导出：渠道写明怎样导出（`export`），或其平台允许管理者导出
（见 `commplan platforms 平台名`）。其 `fallback`（备用渠道）能导出的也算；
网站、公示栏之类没有成员的渠道不计。方案使用多个平台、而某受众只在其中一个平台上的，由规则
segment-one-platform 先行提示。

什么都带不走的地方，价格、规则和哪天关停都由它说了算；到时社群只能从零开始。

来源：社群风险目录（平台锁定）；CHAOSS 关停指南。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel
from commplan.plan.goals import Audience
from commplan.platforms import platform
from commplan.rule import rule
from commplan.words import Words, listed, quote, say

LISTED = 3


@rule("C122", part="content", kind="X", severity="warning", level="solid")
def channel_no_export(plan: Plan) -> Iterator[Outcome]:
    reached = [(audience, channels) for audience in plan.goals.audiences if (channels := _of(plan, audience))]
    if not reached:
        words = say(
            "no core audience is reached by a channel whose platform is said", "没有核心受众由写明平台的渠道触达"
        )
        yield NotApplicable(words)
    several = len({c.platform for c in plan.content.channels if c.platform}) > 1
    for audience, channels in reached:
        places = {c.platform for c in channels}
        if several and len(places) == 1:
            continue  # told by rule segment-one-platform
        ways = [_exports(channel) for channel in channels]
        if True in ways:
            continue
        if None in ways:
            first = channels[ways.index(None)]
            missing = say(
                "how members and history get out of {c} (`export`)",
                "怎样把成员与历史内容从 {c} 导出（`export`）",
                c=quote(first.id),
            )
            yield Unknown(first.at(), missing)
        else:
            yield _locked(audience, channels)


def _of(plan: Plan, audience: Audience) -> list[Channel]:
    """The channels by which a core audience is reached, and those behind them, as far as their platform is said."""
    by_id = {c.id: c for c in plan.content.channels}
    near = [c for c in plan.content.channels if audience.core and audience.id in c.audiences]
    behind = [by_id[c.fallback] for c in near if c.fallback in by_id]
    return [c for c in dict.fromkeys((*near, *behind)) if c.platform and _has_members(c)]


def _has_members(channel: Channel) -> bool:
    """Whether anybody is in a channel at all: a website or a radio programme is left by nobody."""
    known = platform(channel.platform)
    return bool(channel.export) or known is None or known.two_way is not False or known.export is not None


def _exports(channel: Channel) -> bool | None:
    known = platform(channel.platform)
    return True if channel.export else known.exports.yes if known and known.exports else None


def _locked(audience: Audience, channels: list[Channel]) -> Problem:
    named = [_named(c) for c in channels[:LISTED]]
    words = say(
        "core audience {a} is reached only where nothing can be taken along: {c}",
        "核心受众 {a} 所在之处什么都带不走：{c}",
        a=quote(audience.id),
        c=listed(named),
    )
    hint = say(
        "say under `export` how you get members and history out, such as a list kept by hand each month, or reach them in "
        "a second place whose addresses are yours, such as a mailing list",
        "在 `export` 中写明怎样导出成员与历史内容，例如每月手工登记名单；或在地址归自己掌握的地方（例如邮件列表）另设渠道",
    )
    related = tuple(Related(c.at("platform"), say("this platform", "这个平台")) for c in channels[:LISTED])
    return Problem(audience.at("core"), words, hint, related)


def _named(channel: Channel) -> Words:
    known = platform(channel.platform)
    if known is None or known.exports is None:
        return quote(channel.id)
    return say(
        "{c} ({p} offers no export, as of {d})",
        "{c}（{p}：不提供导出，截至 {d}）",
        c=quote(channel.id),
        p=known.name,
        d=known.exports.as_of,
    )
