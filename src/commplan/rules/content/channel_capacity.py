"""More people in a channel than its groups hold.

The people planned for a channel (`members_planned`, all groups together), divided by the number of its `groups`, must
fit the largest size of one group: the channel's own `capacity`, or that of its platform, which is given with the date
it was stated, because platforms change it. Where `members_planned` is missing, the sizes of the channel's audiences are
added up (those whose people `overlaps` another are left out, for they are counted there); not everybody comes to every
channel, so this finding is only a warning. Channels on platforms without such a limit are not judged.

Source: group sizes of WeChat and WeCom by vendors' help pages, of Telegram by its own; `commplan platforms` shows each.

Bad::

    content:
      channels:
        - {id: fans, platform: wechat-group, groups: 2, members_planned: 1200}

Good::

    content:
      channels:
        - {id: fans, platform: wechat-group, groups: 3, members_planned: 1200}

---

渠道人数超过群的容量。

渠道的计划人数（`members_planned`，所有群合计）除以群数 `groups`，不得超过单个群的人数上限：先看渠道自己的
`capacity`，否则用平台的上限；平台会调整上限，因此注明该数字的时间。没有写 `members_planned` 时，把渠道各受众的
`size` 相加（标明 `overlaps` 的不计，因为那些人已算在别的受众里）；并非每个人都会进每个渠道，所以这时只给警告。
没有人数上限的平台不作判断。

来源：微信与企业微信的群人数上限据服务商帮助页，Telegram 据其官网；各项出处见 `commplan platforms`。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commplan.finding import NotApplicable, Outcome, Place, Problem, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel
from commplan.plan.goals import Audience
from commplan.platforms import platform
from commplan.rule import rule
from commplan.rules.content import which
from commplan.words import Words, listed, quote, say


@dataclass(frozen=True, slots=True)
class _Crowd:
    """How many people are planned for a channel, and where the plan says so."""

    people: int
    place: Place
    guessed: bool


@rule("C101", part="content", kind="A", severity="error")
def channel_capacity(plan: Plan) -> Iterator[Outcome]:
    judged = False
    for channel in plan.content.channels:
        known = platform(channel.platform)
        if channel.capacity is None and known and known.capacity and known.capacity.people is None:
            continue
        judged = True
        if channel.capacity is not None:
            limit = channel.capacity
            source = say("its `capacity` is {l:,}", "其 `capacity` 为 {l:,}", l=limit)
        elif known and known.capacity and known.capacity.people is not None:
            limit = known.capacity.people
            source = say(
                "a {p} holds {l:,} (as of {d})",
                "{p}容纳 {l:,} 人（截至 {d}）",
                p=known.name,
                l=limit,
                d=known.capacity.as_of,
            )
        else:
            yield Unknown(channel.at("platform"), _no_limit(channel))
            continue
        crowd = _crowd(plan, channel)
        if isinstance(crowd, Unknown):
            yield crowd
        elif crowd and crowd.people > limit * channel.groups:
            yield _too_many(channel, crowd, limit, source)
    if not judged:
        yield NotApplicable(say("no channel has a limit of group size", "没有渠道存在群人数上限"))


def _no_limit(channel: Channel) -> Words:
    if channel.platform is None:
        return say(
            "the `platform` (as in `commplan platforms`) or the `capacity` of channel {c}",
            "渠道 {c} 的 `platform`（写法见 `commplan platforms`）或 `capacity`",
            c=quote(channel.id),
        )
    if known_as := which(channel):
        return known_as
    return say(
        "how many people a group on {p} holds (`capacity` of channel {c})",
        "{p} 的单群人数上限（渠道 {c} 的 `capacity`）",
        p=quote(channel.platform),
        c=quote(channel.id),
    )


def _crowd(plan: Plan, channel: Channel) -> _Crowd | Unknown | None:
    """None where an audience is not there: rule ref-resolves speaks of it."""
    if channel.members_planned is not None:
        return _Crowd(channel.members_planned, channel.at("members_planned"), guessed=False)
    audiences = [a for a in plan.goals.audiences if a.id in channel.audiences]
    if len(audiences) < len(set(channel.audiences)):
        return None
    counted = [a for a in audiences if not a.overlaps]
    sizes = [a.size for a in counted if a.size is not None]
    if not counted or len(sizes) < len(counted):
        return Unknown(channel.at("id"), _no_crowd(channel, counted))
    return _Crowd(sum(sizes), channel.at("audiences"), guessed=True)


def _no_crowd(channel: Channel, counted: list[Audience]) -> Words:
    nameless = [a.id for a in counted if a.size is None]
    if not nameless:
        return say("`members_planned` of channel {c}", "渠道 {c} 的 `members_planned`", c=quote(channel.id))
    return say(
        "`members_planned` of channel {c}, or the `size` of {a}",
        "渠道 {c} 的 `members_planned`，或 {a} 的 `size`",
        c=quote(channel.id),
        a=listed(quote(n) for n in nameless),
    )


def _too_many(channel: Channel, crowd: _Crowd, limit: int, source: Words) -> Problem:
    groups, people = channel.groups, say("{n:,} people", " {n:,} 人", n=crowd.people)
    if crowd.guessed:
        people = say("the {n:,} people of its audiences", "其受众共 {n:,} 人", n=crowd.people)
    each = say(", {n:,} in each", "，每群 {n:,} 人", n=-(-crowd.people // groups)) if groups > 1 else say("", "")
    words = say(
        "channel {c} plans {p} in {g} {w}{e}; {s}",
        "渠道 {c} 计划{p}、{g} 个群{e}；{s}",
        c=quote(channel.id),
        p=people,
        g=groups,
        w="group" if groups == 1 else "groups",
        e=each,
        s=source,
    )
    severity = Severity.WARNING if crowd.guessed else None
    return Problem(crowd.place, words, _remedy(crowd, limit), severity=severity)


def _remedy(crowd: _Crowd, limit: int) -> Words:
    if not limit:
        return say("state a `capacity` above zero", "请写明大于零的 `capacity`")
    wanted = -(-crowd.people // limit)
    if crowd.guessed:
        return say(
            "state `members_planned` if not all of them will join; otherwise plan `groups: {k}`",
            "若不是所有人都会加入，请写明 `members_planned`；否则请计划 `groups: {k}`",
            k=wanted,
        )
    return say("plan `groups: {k}`, or fewer people", "请计划 `groups: {k}`，或减少人数", k=wanted)
