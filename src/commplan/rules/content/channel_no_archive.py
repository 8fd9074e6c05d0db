"""Decisions, consultations or reports in a channel that keeps nothing, or decisions that only a few can read.

Whatever people will want to look up later happens in at least one channel that keeps it: decisions
(`structure.decisions`, their `channels`), consultations of the calendar that have no `notes` and no `recording`, and the
reports to stakeholders. A channel keeps what was said when it says where (`archive`), or when its platform does: a forum, a
mailing list, an issue tracker. In a WeChat group it lies on the members' own phones, and what is said in a room, on the
radio or on the telephone is gone.

And a decision is not discussed in private channels alone (`visibility: private`). Those of a conduct committee, about people,
are: they are left alone.

Who was not there cannot object, and in a year nobody can say what was promised.

Source: Apache project maturity model, CS20 and CS50 (decisions are recorded on the main channel, in writing, and private
ones are few).

Bad::

    goals:
      audiences: [{id: members}]
    content:
      channels: [{id: chat, platform: wechat-group, members_planned: 90, audiences: [members], two_way: true}]
    structure:
      decisions:
        - {id: new-rules, raci: {responsible: lead, accountable: lead}, channels: [chat]}

Good::

    goals:
      audiences: [{id: members}]
    content:
      channels:
        - {id: chat, platform: wechat-group, members_planned: 90, audiences: [members], two_way: true}
        - {id: letter, platform: mailing-list, audiences: [members], two_way: true}
    structure:
      decisions:
        - {id: new-rules, raci: {responsible: lead, accountable: lead}, channels: [chat, letter]}

---

决策、磋商或报告所在的渠道什么都不留存，或只有少数人看得到决策。

日后有人要查的事，至少要有一个渠道留存：决策（`structure.decisions` 的 `channels`），日历中没有 `notes`（记录）也没有
`recording`（录音录像）的磋商，以及给利益相关方的报告。渠道写明留存在哪里（`archive`），或其平台本身会留存（论坛、邮件列表、议题系统），
即为留存。微信群的内容只在各成员自己的手机上；会场、广播、电话里说的话，说过就没有了。

决策也不能只在私密渠道（`visibility: private`）里讨论。行为准则委员会涉及个人的决定除外，这里不查。

不在场的人无从提出异议；过了一年，谁也说不清当初答应过什么。

来源：Apache 项目成熟度模型 CS20、CS50（决定以书面形式记录在主渠道，私下决定只是少数）。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel, Entry, Report
from commplan.plan.structure import Body, Decision
from commplan.platforms import platform
from commplan.rule import rule
from commplan.words import Words, quote, say

LISTED = 3


@dataclass(frozen=True, slots=True)
class Use:
    """Something that will be looked up, what it is, and the channels in which it happens."""

    node: Decision | Entry | Report
    what: Words
    channels: tuple[Channel, ...]
    noted: bool = False


@rule("C121", part="content", kind="X", severity="warning", level="solid")
def channel_no_archive(plan: Plan) -> Iterator[Outcome]:
    uses = list(_uses(plan))
    if not uses:
        words = say("no decision, consultation or report names a channel", "没有决策、磋商或报告写明所在的渠道")
        yield NotApplicable(words)
    gone: dict[str, list[Use]] = {}
    unsaid: dict[str, list[Use]] = {}
    for use in uses:
        kept = [_keeps(channel) for channel in use.channels]
        if True not in kept and not use.noted:
            first = use.channels[kept.index(None) if None in kept else 0]
            (unsaid if None in kept else gone).setdefault(first.id, []).append(use)
    for channel in plan.content.channels:
        if channel.id in gone:
            yield _lost(channel, gone[channel.id])
        if channel.id in unsaid:
            yield _asked(channel, unsaid[channel.id])
    yield from _private(plan, uses)


def _uses(plan: Plan) -> Iterator[Use]:
    by_id = {channel.id: channel for channel in plan.content.channels}
    for decision in plan.structure.decisions:
        yield from _use(by_id, decision, say("decision {x}", "决策 {x}", x=quote(decision.id)))
    for entry in plan.content.calendar:
        if entry.kind == "consultation" and entry.status != "cancelled":
            what = say("consultation {x}", "磋商 {x}", x=quote(entry.id))
            yield from _use(by_id, entry, what, bool(entry.notes or entry.recording))
    for report in plan.content.reporting:
        yield from _use(by_id, report, say("report {x}", "报告 {x}", x=quote(report.id)))


def _use(by_id: dict[str, Channel], node: Decision | Entry | Report, what: Words, noted: bool = False) -> Iterator[Use]:
    channels = tuple(by_id[id_] for id_ in node.channels if id_ in by_id)
    if channels:
        yield Use(node, what, channels, noted)


def _keeps(channel: Channel) -> bool | None:
    if channel.archive:
        return True
    known = platform(channel.platform)
    return known.keeps.yes if known and known.keeps else None


def _lost(channel: Channel, uses: list[Use]) -> Problem:
    known = platform(channel.platform)
    where = known.name if known else Words("", "")
    dated = known.keeps.as_of if known and known.keeps else ""
    words = say(
        "channel {c} keeps nothing of what is said there ({p}{d}), and nothing else keeps {w}",
        "渠道 {c} 不留存其中的内容（{p}{e}），也没有别处留存{w}",
        c=quote(channel.id),
        p=where,
        d=f", as of {dated}" if dated else "",
        e=f"，截至 {dated}" if dated else "",
        w=_listed(uses),
    )
    hint = say(
        "say under `archive` where it is written down, or name a channel that keeps it as well, such as a mailing list",
        "在 `archive` 中写明记录在哪里，或再写一个会留存的渠道，例如邮件列表",
    )
    return Problem(channel.at("id"), words, hint, _related(uses))


def _asked(channel: Channel, uses: list[Use]) -> Unknown:
    missing = say(
        "where what is said in {c} is kept (`archive`); nothing else is said to keep {w}",
        "{c} 中的内容留存在哪里（`archive`）；没有写明别处留存{w}",
        c=quote(channel.id),
        w=_listed(uses),
    )
    return Unknown(channel.at(), missing)


def _private(plan: Plan, uses: list[Use]) -> Iterator[Problem]:
    for use in uses:
        if isinstance(use.node, Decision) and all(c.visibility == "private" for c in use.channels):
            body = plan.objects.get(use.node.body or "")
            if isinstance(body, Body) and body.kind == "conduct-committee":
                continue
            first = use.channels[0]
            words = say(
                "{w} is discussed in {c}, which is private: others learn of it when it is over",
                "{w} 在私密渠道 {c} 中讨论：别人知道时已成定局",
                w=use.what,
                c=quote(first.id),
            )
            hint = say(
                "write proposal and outcome where those concerned can read them, and name that channel too",
                "请把提案与结果写在相关的人看得到的地方，并加上该渠道",
            )
            related = (Related(first.at("visibility"), say("who can read it", "谁能看到")),)
            yield Problem(use.node.at("channels"), words, hint, related)


def _listed(uses: list[Use]) -> Words:
    rest = len(uses) - LISTED
    shown = uses[:LISTED] if rest > 0 else uses
    more = Words(f" and {rest} more", f" 等 {len(uses)} 项") if rest > 0 else Words("", "")
    return Words(", ".join(u.what.en for u in shown) + more.en, "、".join(u.what.zh for u in shown) + more.zh)


def _related(uses: list[Use]) -> tuple[Related, ...]:
    return tuple(Related(use.node.at("channels"), say("happens there", "在这里进行")) for use in uses[:LISTED])
