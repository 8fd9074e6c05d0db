"""The points that the plan promises: what was issued, redeemed and is out, what that will cost, what looks like farming."""

from __future__ import annotations

from collections import Counter

from commplan.chart import Figure
from commplan.charts import points_economy
from commplan.localday import day_date, month_first, month_number
from commplan.money import shown as money
from commplan.plan.engagement import Earn
from commplan.reality import UNKNOWN, Chapter, Grid, Ground, Look, Text, count, sentence, shown
from commplan.reckoning import spoken
from commplan.reckoning.ledger import Flow
from commplan.stickiness import points
from commplan.stickiness.passbook import Said
from commplan.stickiness.points import Account, Liability
from commplan.words import Language, Words, say

TITLE = Words("Points", "积分")
PATTERNS = {
    "at-cap": Words("somebody at a cap day after day", "人连日触及上限"),
    "burst": Words("many rewards within minutes", "处短时间内密集获得积分"),
    "ring": Words("a few people who reward each other", "组少数人互相奖励"),
    "self": Words("somebody who rewards themselves", "人给自己奖励"),
}
_FLOWS = {
    "open": Words("out at the beginning", "期初"),
    "issued": Words("issued", "发放"),
    "redeemed": Words("redeemed", "兑换"),
    "expired": Words("lapsed", "失效"),
    "revoked": Words("taken back", "撤销"),
    "close": Words("out at the end", "期末"),
}


def _look(ground: Ground) -> Chapter | None:
    rewards = ground.plan.engagement.rewards
    if rewards is None or not rewards.earn:
        return None
    found = points.account(ground.plan, rewards, ground.session)
    if isinstance(found, Words):
        return _blind(found)
    said = Said(ground.plan, rewards, found, ground.session.zone.key)
    first, last = month_number(ground.window.first), month_number(day_date(ground.window.end_day - 1))
    flow = found.ledger.span(first, last)
    if flow is None:
        covered = Words("the activity covers no month of the period", "活动数据未覆盖该时段的任何月份")
        return _blind(covered)
    if len(found.untold) == len(rewards.earn):
        return _blind(next(iter(found.untold.values())))
    cost = points.liability(ground.plan, rewards, flow.close)
    patterns = Counter[str](s.kind for s in said.odd if s.last_day >= ground.window.first_day)
    return Chapter(
        id="points-economy",
        title=TITLE,
        data=_data(said, flow, cost, patterns),
        facts=(*_cost(said, cost), _patterns(patterns), *said.common(), *_held(flow), *_self_given(found)),
        grids=(_flows(said, flow), _rules(said)),
        decide=tuple(_decide(cost, patterns)),
        figure=lambda language: _figure(said, last, language),
    )


def _blind(why: Words) -> Chapter:
    words = say("Planned but not measured: {w}", "已计划但未能统计：{w}", w=sentence(why))
    return Chapter(id="points-economy", title=TITLE, data={"why": why}, facts=(words,))


def _cost(said: Said, cost: Liability) -> list[Words]:
    if cost.expected is None or cost.worst is None:
        keys = ", ".join(cost.missing)
        return [
            say(
                "What the points will cost is unknown: the plan does not say {k}.",
                "积分成本未知：方案未写明 {k}。",
                k=keys,
            )
        ]
    facts = {"e": money(cost.expected, cost.currency), "w": money(cost.worst, cost.currency)}
    held = say("what the budget line for them holds is unknown", "对应预算未知")
    if cost.held is not None:
        held = say("the budget line holds {h}", "对应预算为 {h}", h=money(cost.held, cost.currency))
    bound = {"=": Words("", ""), "≥": Words("at least ", "至少 "), "≤": Words("at most ", "至多 ")}.get(
        said.bound, Words("about ", "约 ")
    )
    return [
        say(
            "The points that are out will cost {b}{e} as the plan reckons, {w} if all are redeemed; {h}.",
            "未兑换的积分按方案估计将花费{b}{e}，全部兑换则为 {w}；{h}。",
            b=bound, h=held, **facts,
        )
    ]  # fmt: skip


def _patterns(patterns: Counter[str]) -> Words:
    if not patterns:
        return Words("No pattern looks like farming.", "未发现刷分迹象。")
    found = [(patterns[kind], words) for kind, words in PATTERNS.items() if patterns[kind]]
    told = Words(
        spoken.counted(found).en, "，".join(f"{n} {words.zh}" for n, words in found)
    )  # "人" or "组" begins them
    return say(
        "Patterns that somebody should look at: {t}. Whose they are, `commplan points` tells those who may know.",
        "需要有人查看的异常模式：{t}。涉及何人，由有权知悉者用 `commplan points` 查看。",
        t=told,
    )


def _held(flow: Flow) -> list[Words]:
    if flow.holds:
        return []
    return [Words("The ledger does not add up: this is a fault of commplan.", "积分账目不平：这是 commplan 的错误。")]


def _self_given(found: Account) -> list[Words]:
    if not found.self_given:
        return []
    return [
        say("Given by people to themselves, and not paid: {n}.", "自己给自己的（不计分）：{n} 次。", n=found.self_given)
    ]


def _flows(said: Said, flow: Flow) -> Grid:
    cells = said.cells(flow)
    heads = (Words("Points", "积分"), Words("In the period", "本时段"))
    least = {"open": said.bound, "issued": "≥", "expired": said.bound, "close": said.bound}
    lines = tuple(
        (words, _bounded(cells[key], least.get(key, "?"), getattr(flow, key))) for key, words in _FLOWS.items()
    )
    return Grid(heads, lines, frozenset({1}))


def _bounded(known: int | None, bound: str, counted: int) -> Text:
    """What is known of a flow: the number, or where some of it cannot be seen what it is at least or at most."""
    return shown(known) if known is not None or bound not in "≥≤" or not counted else f"{bound} {count(counted).en}"


def _rules(said: Said) -> Grid:
    heads = (
        Words("Rule", "规则"), Words("Times paid", "发放次数"), Words("As planned", "计划次数"), Words("Points", "积分"),
        Words("Held back by a cap", "因上限未发"), Words("Why unknown", "未知原因"),
    )  # fmt: skip
    title = Words("By rule, since the plan began", "按规则（自方案开始）")
    return Grid(heads, tuple(_rule(said, rule) for rule in said.rewards.earn), frozenset({1, 2, 3, 4}), title)


def _rule(said: Said, rule: Earn) -> tuple[Text, ...]:
    name, planned = rule.description or rule.id, said.expected(rule)
    expected: Text = "–" if planned is None else count(planned)
    why = said.found.untold.get(rule.id)
    if why is not None:
        return name, UNKNOWN, expected, UNKNOWN, UNKNOWN, why
    earned = said.found.ledger.earned.get(rule.id)
    if earned is None:
        return name, count(0), expected, count(0), count(0), "–"
    return name, count(earned.times), expected, count(earned.points), count(earned.held_back), "–"


def _decide(cost: Liability, patterns: Counter[str]) -> list[Words]:
    found = []
    if cost.expected is not None and cost.held is not None and cost.expected > cost.held:
        found.append(
            say(
                "Points: those that are out will cost {e}, and the budget line holds {h}.",
                "积分：未兑换的积分将花费 {e}，而对应预算只有 {h}。",
                e=money(cost.expected, cost.currency), h=money(cost.held, cost.currency),
            )
        )  # fmt: skip
    if patterns:
        looks = "patterns look" if patterns.total() > 1 else "pattern looks"
        zh = "积分：有 {n} 处疑似刷分，待核查。"
        found.append(say("Points: {n} {looks} like farming.", zh, n=patterns.total(), looks=looks))
    return found


def _figure(said: Said, last: int, language: Language) -> Figure | None:
    """Running totals by month, as far as they are known."""
    rows, issued, redeemed, lapsed = list[points_economy.Month](), 0, 0, 0
    for flow in said.found.ledger.flows:
        if flow.month > last:
            break
        cells = said.cells(flow)
        issued, redeemed, lapsed = issued + flow.issued, redeemed + flow.redeemed, lapsed + flow.expired
        rows.append(
            points_economy.Month(
                month_first(flow.month),
                None if cells["issued"] is None else issued,
                None if cells["redeemed"] is None else redeemed,
                None if cells["expired"] is None else lapsed,
                cells["close"],
            )
        )
    if all(m.issued is None for m in rows):
        return None
    return points_economy.CHART.draw(points_economy.PointsEconomy(tuple(rows), happened=True), language)


def _data(said: Said, flow: Flow, cost: Liability, patterns: Counter[str]) -> dict[str, object]:
    return {
        "why": None,
        "flow": said.cells(flow),
        "holds": flow.holds,
        "liability": {"points": cost.points, "expected": cost.expected, "worst": cost.worst, "budget": cost.held, "currency": cost.currency},
        "rules": [_rule_data(said, rule) for rule in said.rewards.earn],
        "patterns": {kind: patterns[kind] for kind in PATTERNS},
    }  # fmt: skip


def _rule_data(said: Said, rule: Earn) -> dict[str, object]:
    earned, why = said.found.ledger.earned.get(rule.id), said.found.untold.get(rule.id)
    times = None if why else earned.times if earned else 0
    return {"id": rule.id, "times": times, "expected": said.expected(rule), "why": why}


LOOK = Look(60, _look)
