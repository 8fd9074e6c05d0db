"""A channel that only one person can run.

Each channel has a second person who can run it: several people behind its `owner` (a role with two holders or with a
deputy, a body of several), or a `backup` who is somebody else. Somebody else means another person and not only another
name: a role as owner and another role as backup, both held by the same person, are one. Where the plan names one person
only, nobody could be the backup. Groups of plans that follow wechat-brand must name both by that profile, and are looked
at here once they do.

On the day the only admin loses a phone, nobody can let newcomers in, take down spam, or say where everybody should go.

Source: CHAOSS, absence factor; common practice of private-domain communities (two administrators for each group).

Bad::

    structure:
      people: [{id: member-b, hours_per_week: 2}]
      roles: [{id: host, holders: [member-a]}, {id: scribe, holders: [member-b]}]
    content:
      channels:
        - {id: chat, platform: zulip, owner: lead, backup: host}

Good::

    structure:
      people: [{id: member-b, hours_per_week: 2}]
      roles: [{id: host, holders: [member-b]}]
    content:
      channels:
        - {id: chat, platform: zulip, owner: lead, backup: host}

---

只有一个人能管理的渠道。

每个渠道都要有第二个能管理它的人：`owner` 背后不止一人（角色有两位任职者或有副手，机构有多名成员），或另有 `backup`（后备负责人）。
第二个人须是另一个人，而不只是另一个名称：负责人与后备写的是两个角色，任职者却是同一人，就只算一个人。方案只写了一个人的，没有人可以
作后备，不作判断。采用 wechat-brand 规范的方案，各群须按该规范写明两者，写明之后再在这里检查。

唯一的管理员丢了手机，那一天就没有人能放新人进来、清理垃圾广告，或告诉大家该去哪里。

来源：CHAOSS 缺席因子指标；私域社群的通行做法（每群两名管理员）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel
from commplan.plan.head import followed
from commplan.plan.structure import Role
from commplan.rule import rule
from commplan.schedule.duty import on_duty
from commplan.words import Words, listed, quote, say

_GROUPS = ("wechat-group", "wecom-external-group")
LISTED = 4


@rule("C120", part="content", kind="X", severity="warning", level="solid")
def channel_no_backup_owner(plan: Plan, profiles: tuple[str, ...]) -> Iterator[Outcome]:
    channels = plan.content.channels
    if not channels or sum(p.status == "active" for p in plan.structure.people) < 2:
        yield NotApplicable(
            say("the plan has no channel, or names one person at the most", "方案没有渠道，或至多写明一个人")
        )
        return
    by_profile = _GROUPS if "wechat-brand" in followed(profiles) else ()
    ownerless = [c for c in channels if not c.owner and c.platform not in by_profile]
    if ownerless:
        names = [quote(c.id) for c in ownerless[:LISTED]]
        rest = len(ownerless) - LISTED
        missing = say(
            "who runs {x}{m} (`owner`, and a `backup`)",
            "{z}{k}由谁管理（`owner`，以及后备 `backup`）",
            x=listed(names),
            z=listed(names),
            m=f" and {rest} more" if rest > 0 else "",
            k=f" 等 {len(ownerless)} 个渠道" if rest > 0 else " ",
        )
        yield Unknown(ownerless[0].at(), missing)
    for channel in channels:
        told_by_profile = channel.platform in by_profile and channel.backup in (None, channel.owner)
        if channel.owner and channel.owner not in plan.dangling and not told_by_profile:
            yield from _judged(plan, channel, channel.owner)


def _judged(plan: Plan, channel: Channel, owner: str) -> Iterator[Problem]:
    runs, role = _people(plan, owner), plan.objects.get(owner)
    to_come = isinstance(role, Role) and not runs and role.headcount > 1  # told by role-understaffed
    if len(runs | _deputies(plan, owner)) > 1 or to_come or channel.backup in plan.dangling:
        return
    facts = {"c": quote(channel.id), "o": quote(owner), "b": quote(channel.backup or "")}
    facts["p"] = quote(next(iter(runs), owner))
    if channel.backup is None:
        alone = say("{p} alone", " {p} 一人", **facts) if runs else say("{o}", " {o}", **facts)
        words = say(
            "channel {c} rests on {a}: it has no `backup`", "渠道 {c} 只系于{a}：没有 `backup`", a=alone, **facts
        )
        yield Problem(channel.at("owner"), words, _hint())
    elif channel.backup == owner:
        words = say("channel {c} names {o} as owner and as backup", "渠道 {c} 的负责人与后备都是 {o}", **facts)
        yield Problem(channel.at("backup"), words, _hint())
    elif runs and _people(plan, channel.backup) == runs:
        words = say(
            "owner {o} and backup {b} of channel {c} are the same person, {p}",
            "渠道 {c} 的负责人 {o} 与后备 {b} 是同一人 {p}",
            **facts,
        )
        yield Problem(channel.at("backup"), words, _hint(), (Related(channel.at("owner"), say("the owner", "负责人")),))


def _people(plan: Plan, who: str) -> set[str]:
    """The people behind an id who are in office on some day of the plan."""
    return set(on_duty(plan, who, plan.plan.period.start or date.min, plan.plan.period.end or date.max))


def _deputies(plan: Plan, who: str) -> set[str]:
    node = plan.objects.get(who)
    alumni = {p.id for p in plan.structure.people if p.status == "alumni"}
    return set(node.deputies) - alumni - plan.dangling if isinstance(node, Role) else set()


def _hint() -> Words:
    return say(
        "name somebody else who can let people in as `backup:`, or under `deputies:` of the role; hand over the passwords too",
        "请在 `backup:` 中写明另一位能拉人进群、开通权限的人，或在该角色的 `deputies:` 中写明副手；账号密码也要一并交接",
    )
