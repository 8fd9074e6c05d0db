"""Everybody who looks after a group is asleep when the people in it talk.

People are in their groups when work is over, and that evening comes at another hour where they live. For each audience of a
group, forum or list (`content.channels`), the hours from 18:00 to 22:00 of every day are taken on the clock of the audience,
else of the plan. They are held against those who could look: `rules.shifts` that watch one of these channels, and the hours from 08:00 to 23:00 in the
zones of the shifts and of the moderators (`rules.moderation`), in which these people are taken to be awake. When not one of
the 28 hours of a week is among them, that is told; clocks stand as in the middle of the plan. Once there is activity, rule
mod-timezone-gap holds the shifts against the hours in which members really are there.

A quarrel that begins at seven in the evening has gone on all night before anybody reads of it.

Source: Kubernetes, moderation (moderators in the time zones where members live); the hours of evening and of being awake are
our assumption.

Bad::

    goals:
      audiences: [{id: abroad, timezone: America/Los_Angeles}]
    content:
      channels: [{id: chat, platform: discord, audiences: [abroad]}]
    rules:
      shifts: [{who: lead, days: [MO, TU, WE, TH, FR], opens: '18:00', closes: '22:00', timezone: Europe/Berlin}]

Good::

    goals:
      audiences: [{id: abroad, timezone: America/Los_Angeles}]
    content:
      channels: [{id: chat, platform: discord, audiences: [abroad]}]
    rules:
      shifts:
        - {who: lead, days: [MO, TU, WE, TH, FR], opens: '18:00', closes: '22:00', timezone: Europe/Berlin}
        - {who: lead, days: [SA, SU], opens: '19:00', closes: '21:00', timezone: America/Los_Angeles}

---

成员在群里聊天时，看管的人都在睡觉。

大家下班后才在群里聊天，而各地的晚上不在同一钟点。对群、论坛或邮件列表（`content.channels`）中的每一类受众，取其所在地（未写明时按方案时区）
每天 18:00 至 22:00，与可能看管的人对照：看管这些渠道的值班（`rules.shifts`），以及值班与管理员（`rules.moderation`）所在时区的 08:00 至 23:00，
这段时间视为他们清醒。一周这 28 个小时中一个小时也对不上，就会报告；时差按方案期的中间一天计算。
有了活动数据之后，由规则 mod-timezone-gap 按成员真正在线的时段核对。

晚上七点吵起来的事，要吵上一整夜才有人看到。

来源：Kubernetes 社区的审核值守（管理员分布在成员所在的时区）；晚间与清醒的起止时刻为本工具的假设。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Place, Problem, Unknown
from commplan.localday import Window
from commplan.plan import Plan
from commplan.plan.content import Channel
from commplan.plan.goals import Audience
from commplan.platforms import as_meant, two_way
from commplan.rule import Threshold, rule
from commplan.schedule import recurrence
from commplan.schedule.watch import all_watches, watched
from commplan.words import Words, listed, quote, say

WATCHED = Threshold(
    1,
    say("the fewest hours of the evenings of a week in which somebody is awake", "一周的晚间至少有多少小时有人清醒"),
    most=28,
)
EVENING, SHOWN = (18, 22), 3
TALKING = frozenset(
    {"dingtalk-group", "discord", "discourse", "facebook-group", "feishu-group", "forum", "gitter", "irc", "line-group",
     "mailing-list", "matrix", "mattermost", "microsoft-teams", "qq-group", "reddit", "rocketchat", "signal-group", "slack",
     "telegram-group", "wechat-group", "wecom-all-staff-group", "wecom-external-group", "wecom-internal-group",
     "whatsapp-group", "zulip"}
)  # fmt: skip
"""Platforms where people talk with each other, and not with the team alone."""


@rule("M112", part="rules", kind="T", severity="warning", level="solid", thresholds={"least_watched": WATCHED})
def evenings_unwatched(plan: Plan, least_watched: float) -> Iterator[Outcome]:
    period = recurrence.period(plan)
    talking = {a.id: (a, channels) for a in plan.goals.audiences if (channels := _talks(plan, a))}
    if not talking:
        yield NotApplicable(say("no audience has a group or forum of its own to talk in", "没有受众在群或论坛中交流"))
    elif not plan.rules.shifts and not plan.rules.moderation.moderators:
        missing = say(
            "who watches when (`rules.shifts`, as `- {who: [...], days: [MO], opens: 18:00, closes: 22:00}`, or "
            "`rules.moderation`, as `{moderators: [{who: ..., hours_per_week: ...}]}`)",
            "何时由谁看管（`rules.shifts`，写作 `- {who: [...], days: [MO], opens: 18:00, closes: 22:00}`；或 "
            "`rules.moderation`，写作 `{moderators: [{who: ..., hours_per_week: ...}]}`）",
        )
        yield Unknown(plan.rules.at(), missing)
    elif period is None:
        yield Unknown(
            plan.plan.period.at(),
            say(
                "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
                "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
            ),
        )
    else:
        for audience, channels in talking.values():
            yield from _judged(plan, audience, channels, Window(*period), least_watched)


def _talks(plan: Plan, audience: Audience) -> list[Channel]:
    """The channels where people of an audience talk with each other."""
    reached = (c for c in plan.content.channels if audience.id in c.audiences and two_way(c))
    return [c for c in reached if as_meant(c.platform) in TALKING]


def _judged(plan: Plan, audience: Audience, channels: list[Channel], days: Window, least: float) -> Iterator[Outcome]:
    name, stated = quote(audience.id), audience.timezone or plan.plan.timezone
    zone = recurrence.zone(stated)
    if zone is None:
        if stated is None:
            missing = say(
                "in which time zone audience {a} lives (its `timezone: Europe/Berlin`, or that of the plan)",
                "受众 {a} 所在的时区（在该受众或方案中写 `timezone: Asia/Shanghai`）",
                a=name,
            )
            yield Unknown(audience.at(), missing)
        return  # of a zone that there is not, rule tz-missing speaks
    week = watched(list(all_watches(plan, frozenset(c.id for c in channels))), zone, days)
    seen = sum(sum(week[day * 24 + EVENING[0] : day * 24 + EVENING[1]]) for day in range(7))
    if seen < least and (nowhere := _nowhere(plan)):
        yield Unknown(
            nowhere,
            say(
                "in which time zone those who watch live (`timezone: Asia/Shanghai` for all under `plan`, or in each of them)",
                "看管的人所在的时区（在 `plan` 中统一写 `timezone: Asia/Shanghai`，或各自写明）",
            ),
        )
    elif seen < least:
        words = say(
            "audience {a} talks in {c}; of the 28 hours of its evenings in a week (18:00-22:00, {z}) somebody who watches is awake in {n}",
            "受众 {a} 在 {c} 中交流；其一周 28 个晚间小时（18:00–22:00，{z}）中，有看管的人清醒的为 {n} 小时",
            a=name, c=_named(channels), z=stated, n=seen,
        )  # fmt: skip
        hint = say(
            "put a shift into its evening, or find a moderator who lives in that time zone",
            "请在其晚间安排值班，或请处在该时区的人来看管",
        )
        yield Problem(_place(audience), words, hint)


def _nowhere(plan: Plan) -> Place | None:
    """A shift, or somebody who moderates, of whom no time zone is known."""
    if plan.plan.timezone:
        return None
    who = (p for m in plan.rules.moderation.moderators for p in plan.people(m.who) if p.status == "active")
    places = [shift.at() for shift in plan.rules.shifts if not shift.timezone]
    return next(iter(places), None) or next((person.at() for person in who if not person.timezone), None)


def _named(channels: list[Channel]) -> Words:
    shown, rest = listed(quote(c.id) for c in channels[:SHOWN]), len(channels) - SHOWN
    return Words(f"{shown.en} and {rest} more", f"{shown.zh} 等 {len(channels)} 个渠道") if rest > 0 else shown


def _place(audience: Audience) -> Place:
    return audience.at("timezone") if audience.timezone else audience.at("id")
