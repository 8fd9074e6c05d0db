"""A game's server on Discord."""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import Place, Unknown
from commplan.plan import Plan
from commplan.plan.content import LIVE_KINDS
from commplan.platforms import ids, platform
from commplan.profile import PLATFORMS, Lack, Profile, Requirement, seats
from commplan.words import quote, say

_YOUNGEST = 13
"""The age that Discord's terms of service ask for in most countries; 14 to 16 in some."""
_PAUSES = ("mute", "temporary-ban")


def _server(plan: Plan) -> Iterator[Lack | Unknown]:
    channels, place = plan.content.channels, Place(("content", "channels"), "key")
    if any(id_.startswith("discord") for c in channels for id_ in ids(c.platform)):
        return
    if any(platform(c.platform) is None for c in channels):
        yield Unknown(place, PLATFORMS)
    else:
        yield Lack(place, say("no channel states `platform: discord`", "没有渠道写明 `platform: discord`"))


def _age(plan: Plan) -> Iterator[Lack | Unknown]:
    age = plan.rules.minimum_age
    if age is None:
        yield Lack(Place(("rules", "minimum_age")))
    elif age < _YOUNGEST:
        found = say("it is {n}, and Discord asks for {y}", "写的是 {n} 岁，而 Discord 要求 {y} 岁", n=age, y=_YOUNGEST)
        yield Lack(Place(("rules", "minimum_age")), found)


def _moderators(plan: Plan) -> Iterator[Lack | Unknown]:
    who = [m.who for m in plan.rules.moderation.moderators] + [w for s in plan.rules.shifts for w in s.who]
    people = {p.id for w in who for p in plan.people(w) if p.status == "active"}
    planned = sum(seats(plan, w) for w in dict.fromkeys(who))
    if not who:
        missing = say("who moderates (`moderators`)", "由谁管理（`moderators`）")
        yield Unknown(plan.rules.moderation.at(), missing)
    elif len(people) < 2 and planned < 2:
        yield Lack(plan.rules.moderation.at(), say("there are {n}", "现有 {n} 位", n=len(people)))


def _weekend(plan: Plan) -> Iterator[Lack | Unknown]:
    days = {d for s in plan.rules.shifts for d in s.days}
    if not plan.rules.shifts:
        yield Unknown(Place(("rules", "shifts")), say("when somebody is there (`shifts`)", "何时有人值班（`shifts`）"))
    elif missing := [d for d in ("SA", "SU") if d not in days]:
        found = say("nobody is there on {d}", "{d} 无人值班", d=missing[0])
        yield Lack(Place(("rules", "shifts"), "key"), found)


def _raid(plan: Plan) -> Iterator[Lack | Unknown]:
    risks = [r for r in plan.risks.register if r.category == "spam-raid"]
    if not risks:
        yield Lack(
            Place(("risks", "register"), "key"),
            say("no risk is of category `spam-raid`", "没有类别为 `spam-raid` 的风险"),
        )
    for risk in risks:
        if not risk.contingency:
            found = say("{r} has no `contingency`", "{r} 没有 `contingency`", r=quote(risk.id))
            yield Lack(risk.at("id"), found)


def _pause(plan: Plan) -> Iterator[Lack | Unknown]:
    if not any(step.kind in _PAUSES for step in plan.rules.ladder):
        found = say("no step is of kind `mute` or `temporary-ban`", "没有类型为 `mute` 或 `temporary-ban` 的一级")
        yield Lack(Place(("rules", "ladder"), "key"), found)


def _two_factor(plan: Plan) -> Iterator[Lack | Unknown]:
    """Each role that moderates; where no role is said to, there is at least one with a second factor."""
    who = {m.who for m in plan.rules.moderation.moderators}
    roles = [r for r in plan.structure.roles if r.status == "active" and who & {r.id, r.body}]
    if not roles and not any(r.two_factor for r in plan.structure.roles):
        found = say("no role states `two_factor: true`", "没有角色写明 `two_factor: true`")
        yield Lack(Place(("structure", "roles"), "key"), found)
    for role in roles:
        if not role.two_factor:
            found = (
                say("{r} does not state `two_factor`", "{r} 没有写明 `two_factor`", r=quote(role.id))
                if role.two_factor is None
                else say("holders of {r} log in without", "{r} 的任职者没有启用", r=quote(role.id))
            )
            yield Lack(role.at("id"), found)


def _bots(plan: Plan) -> Iterator[Lack | Unknown]:
    tools = plan.resources.tools
    if not tools:
        yield Lack(Place(("resources", "tools")))
    for tool in tools:
        if not tool.owner:
            yield Lack(tool.at("id"), say("{t} has no `owner`", "{t} 没有 `owner`", t=quote(tool.id)))


def _beats(plan: Plan) -> Iterator[Lack | Unknown]:
    calendar = [e for e in plan.content.calendar if e.status != "cancelled"]
    place = Place(("content", "calendar"), "key")
    if not any(e.kind == "release" for e in calendar):
        yield Lack(place, say("no entry is of kind `release`", "没有类型为 `release` 的条目"))
    if not any(e.kind in LIVE_KINDS and e.rrule for e in calendar):
        yield Lack(place, say("no event recurs", "没有定期活动"))


GAMING_DISCORD = Profile(
    "gaming-discord",
    1,
    say("Game community on Discord", "Discord 游戏社群"),
    say(
        "For a game's Discord server: young members, raids at night and on weekends, patches that set the rhythm.",
        "适用于游戏的 Discord 服务器：成员年轻，夜间与周末易遭刷屏，版本更新决定节奏。",
    ),
    say(
        "Discord: community server guidelines, terms of service (minimum age).",
        "Discord 社区服务器指南与服务条款（最低年龄）。",
    ),
    (
        Requirement("server", say("a channel on Discord", "设在 Discord 上的渠道"), "content.channels[].platform", _server),
        Requirement("age-limit", say("a minimum age", "最低年龄"), "rules.minimum_age", _age),
        Requirement(
            "two-moderators", say("two moderators or more", "两位以上的管理员"), "rules.moderation.moderators", _moderators
        ),
        Requirement(
            "weekend-cover", say("somebody there on both days of the weekend", "周末两天都有人值班"), "rules.shifts", _weekend
        ),
        Requirement("raid-plan", say("a plan for raids and spam", "应对刷屏与突袭的预案"), "risks.register[].contingency", _raid),
        Requirement(
            "pause-before-ban", say("a mute or a temporary ban among the consequences", "处理措施中有禁言或临时封禁"),
            "rules.ladder[].kind", _pause,
        ),
        Requirement(
            "patch-calendar", say("releases and recurring events in the calendar", "日历中有版本更新与定期活动"),
            "content.calendar[].kind", _beats,
        ),
        Requirement(
            "two-factor", say("two-factor login for those with moderator rights", "有管理权限者启用双重验证"),
            "structure.roles[].two_factor", _two_factor, "should",
        ),
        Requirement(
            "bot-list", say("a list of bots and tools, each with an owner", "机器人与工具清单，每项有负责人"),
            "resources.tools[].owner", _bots, "should",
        ),
    ),
)  # fmt: skip
