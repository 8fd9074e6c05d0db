"""Members count as inactive although they take part, because nobody looks there.

A rule on inactive members (`rules.onboarding.inactive_after`) goes by what `evaluation.active` counts: messages, replies,
reactions. Held against it is what the plan itself asks of members: coming to the events in the calendar (but for those of
an internal audience alone), and what earns points, as far as these are kinds of events that an export can tell. When one of
them is not counted, or when none of the `evaluation.sources` tells it, whoever takes part only in this way is counted as gone. Lists kept
by hand (`survey`, `ledger`, `log`, `manual`) may hold anything, and nothing is said against those.

People who come to every evening and never write get the letter that asks whether they are still there. They were the
ones who cared most.

Source: kubernetes/community, inactive members (its own warning: the statistics miss whatever is not code); CHAOSS, types of
contributions.

Bad::

    rules:
      onboarding: {inactive_after: P60D, inactive_action: Asked whether they want to stay}
    content:
      channels: [{id: hall, platform: in-person}]
      calendar:
        - {id: evening, kind: event, start: 2027-03-02T19:00, channels: [hall], owner: lead, effort_hours: 1}
    evaluation:
      active: {kinds: [message, reply]}
      sources: [{id: chat, tool: slack, owner: lead, refresh: P1M}]

Good::

    rules:
      onboarding: {inactive_after: P60D, inactive_action: Asked whether they want to stay}
    content:
      channels: [{id: hall, platform: in-person}]
      calendar:
        - {id: evening, kind: event, start: 2027-03-02T19:00, channels: [hall], owner: lead, effort_hours: 1}
    evaluation:
      active: {kinds: [message, reply, attend]}
      sources:
        - {id: chat, tool: slack, owner: lead, refresh: P1M}
        - {id: list-at-the-door, tool: log, owner: lead, refresh: P1M}

---

成员明明在参与，却因为没人看那里而被算作不活跃。

不活跃成员的规则（`rules.onboarding.inactive_after`）以 `evaluation.active` 所计的行为为准：发言、回复、回应。与之核对的是方案自己请成员做的
事：参加日历中的活动（只面向内部受众的除外），以及能得积分的行为，以导出数据能反映的种类为限。其中某一种没有计入，或没有任何 `evaluation.sources`
能提供，只以这种方式参与的人就会被当作已经离开。手工记录的来源（`survey`、`ledger`、`log`、`manual`）什么都可能记，不作判断。

每次聚会都到、却从不发言的人，会收到一封“您还在吗”的信。他们本来是最在意的人。

来源：kubernetes/community 不活跃成员规定（其自己的提醒：统计看不到代码以外的贡献）；CHAOSS 贡献类型指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.catalogue import COUNTED_FROM, source_tells, table_kinds
from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import LIVE_KINDS
from commplan.plan.evaluation import Source
from commplan.plan.node import Node
from commplan.rule import rule
from commplan.rules.rules import length
from commplan.words import quote, say

_DOING = {
    "message": say("writes", "发言"),
    "reply": say("replies", "回复"),
    "reaction": say("reacts", "回应"),
    "join": say("joins", "加入"),
    "leave": say("leaves", "退出"),
    "attend": say("comes to events", "参加活动"),
    "register": say("registers", "报名"),
    "answer": say("answers a survey", "填写问卷"),
    "purchase": say("pays for something", "付费"),
    "refund": say("gets money back", "退款"),
    "close": say("closes something", "关闭事项"),
    "reopen": say("opens something again", "重新打开事项"),
}


@rule("M110", part="rules", kind="X", severity="warning", level="solid")
def inactive_rule_blind(plan: Plan) -> Iterator[Outcome]:
    evaluation, limit = plan.evaluation, plan.rules.onboarding.inactive_after
    if limit is None:
        yield NotApplicable(say("the plan has no rule on inactive members", "方案没有关于不活跃成员的规则"))
        return
    asked = _asked(plan)
    if not asked:
        yield NotApplicable(
            say(
                "the plan asks members neither to events nor rewards what an export can tell",
                "方案没有请成员参加活动，也没有以导出数据能反映的行为计积分",
            )
        )
        return
    if not evaluation.active.says("kinds"):
        yield Unknown(
            evaluation.active.at(),
            say(
                "what makes a member active (`kinds` of `evaluation.active`)",
                "怎样算活跃（`evaluation.active` 的 `kinds`）",
            ),
        )
    elif not evaluation.sources:
        yield Unknown(
            evaluation.at(),
            say(
                "where activity is read from (`sources` of `evaluation`)",
                "活动数据从哪里来（`evaluation` 的 `sources`）",
            ),
        )
    else:
        told = _told(evaluation.sources)
        for kind, where in asked.items():
            counted = kind in evaluation.active.kinds
            if not counted or (told is not None and COUNTED_FROM[kind] not in told):
                yield _blind(plan, kind, where, counted)


def _asked(plan: Plan) -> dict[str, Node]:
    """What the plan asks of members, by kind of event, with the first part that asks it."""
    internal = {a.id for a in plan.goals.audiences if a.category == "internal"}
    found: dict[str, Node] = {}
    for entry in plan.content.calendar:
        if (
            entry.kind in LIVE_KINDS
            and entry.status != "cancelled"
            and not (entry.audiences and set(entry.audiences) <= internal)
        ):
            found["attend"] = entry
            break
    for earn in plan.engagement.rewards.earn if plan.engagement.rewards else ():
        if earn.event in _DOING:
            found.setdefault(earn.event, earn)
    return found


def _told(sources: tuple[Source, ...]) -> frozenset[str] | None:
    """What the exports tell; None when one of the sources may tell anything, or is unknown (rule kpi-no-source)."""
    found = frozenset[str]()
    for source in sources:
        kinds = table_kinds(source)
        tells = source_tells(source.tool) if kinds is None else {COUNTED_FROM[kind] for kind in kinds}
        if tells is None or (source.tool == "table" and source.mapping is None):
            return None
        found |= tells
    return found


def _blind(plan: Plan, kind: str, where: Node, counted: bool) -> Problem:
    onboarding, active = plan.rules.onboarding, plan.evaluation.active
    days = onboarding.inactive_after.days if onboarding.inactive_after else 0
    facts = {"d": _DOING[kind], "n": length(days * 1440), "k": kind, "e": quote(getattr(where, "id", ""))}
    if counted:
        words = say(
            "who only {d}, as {e} asks, counts as inactive after {n}: no data source tells `{k}`",
            "只{d}（{e} 所请）的人满 {n}即算不活跃：没有任何数据来源提供 `{k}`",
            **facts,
        )
        hint = say(
            "add a source that tells it to `evaluation.sources`, such as a list kept by hand (`tool: log`)",
            "请在 `evaluation.sources` 中增加能提供它的来源，例如手工名单（`tool: log`）",
        )
    else:
        words = say(
            "who only {d}, as {e} asks, counts as inactive after {n}: `evaluation.active` does not count `{k}`",
            "只{d}（{e} 所请）的人满 {n}即算不活跃：`evaluation.active` 没有计入 `{k}`",
            **facts,
        )
        hint = say(
            "add `{k}` to `kinds` of `evaluation.active`, with a source that tells it",
            "请在 `evaluation.active` 的 `kinds` 中加上 `{k}`，并写明能提供它的来源",
            k=kind,
        )
    related = (
        Related(where.at("id"), say("what is asked of members", "请成员做的事")),
        Related(active.at("kinds"), say("what counts", "计入的行为")),
    )
    return Problem(onboarding.at("inactive_after"), words, hint, related)
