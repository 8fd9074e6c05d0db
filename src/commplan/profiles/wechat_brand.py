"""A brand's groups on WeChat and WeCom."""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import Place, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel
from commplan.platforms import as_meant, ids, platform
from commplan.profile import PLATFORMS, Lack, Profile, Requirement
from commplan.schedule import rrule
from commplan.words import listed, quote, say

_GROUPS = ("wechat-group", "wecom-external-group")
_DAYS = 5


def _channels(plan: Plan) -> list[Channel]:
    return [c for c in plan.content.channels if any(i.startswith(("wechat-", "wecom-")) for i in ids(c.platform))]


def _groups(plan: Plan) -> list[Channel]:
    return [c for c in plan.content.channels if as_meant(c.platform) in _GROUPS]


def _entity(plan: Plan) -> Iterator[Lack | Unknown]:
    channels = _channels(plan)
    if not channels and any(platform(c.platform) is None for c in plan.content.channels):
        yield Unknown(Place(("content", "channels"), "key"), PLATFORMS)
    elif not channels:
        yield Lack(
            Place(("content", "channels"), "key"), say("no channel is on WeChat or WeCom", "没有微信或企业微信渠道")
        )
    for channel in channels:
        if not channel.entity:
            found = say("{c} has none (`entity`)", "{c} 没有（`entity`）", c=quote(channel.id))
            yield Lack(channel.at("id"), found)


def _keepers(plan: Plan) -> Iterator[Lack | Unknown]:
    """Each group has an owner and a second person, not the same one, who can hand it on."""
    for group in _groups(plan):
        if not group.owner or not group.backup:
            missing = [f"`{k}`" for k, v in {"owner": group.owner, "backup": group.backup}.items() if not v]
            found = say("{c} does not name {k}", "{c} 没有写明 {k}", c=quote(group.id), k=listed(missing))
            yield Lack(group.at("id"), found)
        elif group.owner == group.backup:
            found = say("{c} names {o} for both", "{c} 两者都是 {o}", c=quote(group.id), o=quote(group.owner))
            yield Lack(group.at("backup"), found)


def _quiet(plan: Plan) -> Iterator[Lack | Unknown]:
    for group in _groups(plan):
        if not (group.quiet_hours or plan.rules.quiet_hours):
            yield Lack(
                group.at("id"), say("{c} has none (`quiet_hours`)", "{c} 没有（`quiet_hours`）", c=quote(group.id))
            )


def _sharing(plan: Plan) -> Iterator[Lack | Unknown]:
    if not any(n.kind == "promotion" and n.prohibits for n in plan.rules.norms):
        found = say(
            "no rule of kind `promotion` says `prohibits: true`",
            "没有类型为 `promotion` 且写明 `prohibits: true` 的规则",
        )
        yield Lack(Place(("rules", "norms"), "key"), found)


def _daily(plan: Plan) -> Iterator[Lack | Unknown]:
    """A routine on five days of the week or more, that somebody owns."""
    for routine in plan.rules.routines:
        parts = rrule.parts(routine.rrule) if routine.rrule and routine.owner else {}
        days = parts.get("BYDAY", "").split(",")
        if parts.get("INTERVAL", "1") == "1" and (
            (parts.get("FREQ") == "DAILY" and "BYDAY" not in parts)
            or (parts.get("FREQ") in ("DAILY", "WEEKLY") and len(days) >= _DAYS)
        ):
            return
    found = say(
        "none with an `owner` has an `rrule` such as FREQ=DAILY or FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "没有写明 `owner` 且 `rrule` 为 FREQ=DAILY 或 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 之类的条目",
    )
    yield Lack(Place(("rules", "routines"), "key"), found)


def _elsewhere(plan: Plan) -> Iterator[Lack | Unknown]:
    """A group's way out is no group of the same kind: what closes one may close them all."""
    platforms = {c.id: as_meant(c.platform) for c in plan.content.channels}
    for group in _groups(plan):
        if not group.fallback:
            yield Lack(group.at("id"), say("{c} has none (`fallback`)", "{c} 没有（`fallback`）", c=quote(group.id)))
        elif platforms.get(group.fallback) == platforms[group.id]:
            found = say(
                "{c} falls back on {f}, which is on the same platform",
                "{c} 的备用渠道 {f} 在同一平台",
                c=quote(group.id),
                f=quote(group.fallback),
            )
            yield Lack(group.at("fallback"), found)


def _off_switch(plan: Plan) -> Iterator[Lack | Unknown]:
    found = plan.engagement.recommendations
    if found and not (found.consent and found.opt_out):
        missing = [f"`{k}`" for k, v in {"consent": found.consent, "opt_out": found.opt_out}.items() if not v]
        words = say("recommendations do not state {k}", "个性化推荐没有写明 {k}", k=listed(missing))
        yield Lack(found.at(), words)


WECHAT_BRAND = Profile(
    "wechat-brand",
    1,
    say("Brand community on WeChat", "微信品牌社群"),
    say(
        "For brands that keep their customers in groups on WeChat and WeCom: who is liable for a group, when nothing is sent, "
        "what is done each day, and where people go when a group is closed.",
        "适用于在微信与企业微信群内运营客户的品牌：群由谁负责，什么时候不打扰，每天做什么，群被封后去哪里。",
    ),
    say(
        "Provisions on internet group information services of China (in force 8 October 2017: who creates and who manages a "
        "group is responsible); WeChat rules on external links; Personal Information Protection Law, articles 13 and 24.",
        "《互联网群组信息服务管理规定》（2017 年 10 月 8 日起施行：谁建群谁负责、谁管理谁负责）；《微信外部链接内容管理规范》；《个人信息保护法》"
        "第十三条、第二十四条。",
    ),
    (
        Requirement(
            "account-entity",
            say("the legal entity that holds each account and group", "每个账号与群的主体"),
            "content.channels[].entity",
            _entity,
        ),
        Requirement(
            "group-owner",
            say("an owner and another person as backup for each group", "每个群都有群主与另一位后备管理员"),
            "content.channels[].backup",
            _keepers,
        ),
        Requirement(
            "quiet-hours", say("quiet hours for each group", "每个群的免打扰时段"), "rules.quiet_hours", _quiet
        ),
        Requirement(
            "promotion-rule",
            say("a rule that forbids certain promotion", "禁止某些推广行为的群规"),
            "rules.norms[].prohibits",
            _sharing,
        ),
        Requirement(
            "daily-routine",
            say("a routine on five days a week or more, with an owner", "每周五天以上、有负责人的日常 SOP"),
            "rules.routines[].rrule",
            _daily,
        ),
        Requirement(
            "backup-channel",
            say("another platform to fall back on for each group", "每个群在另一平台上的备用渠道"),
            "content.channels[].fallback",
            _elsewhere,
        ),
        Requirement(
            "recommendation-consent",
            say("consent and an off switch for recommendations", "个性化推荐的同意与关闭方式"),
            "engagement.recommendations.consent",
            _off_switch,
        ),
    ),
)
