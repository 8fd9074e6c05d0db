"""What `commplan points` prints for people."""

from __future__ import annotations

import shutil
from decimal import Decimal

from commplan.cli.speech import LANGUAGE
from commplan.escape import visible
from commplan.localday import day_date, month_label
from commplan.money import shown
from commplan.paint import columns, wrap
from commplan.reckoning.ledger import Flow
from commplan.stickiness.passbook import Said
from commplan.stickiness.suspicion import Suspicion
from commplan.words import Words, say

MOST = 10
"""How many places to look at are printed; JSON has all of them."""
_UNKNOWN = say("unknown", "未知")


def as_text(said: Said) -> str:
    room = max(40, min(shutil.get_terminal_size().columns, 100))
    blocks = [
        wrap(_head(said).in_language(LANGUAGE), room),
        _flows(said),
        wrap(_identity(said).in_language(LANGUAGE), room),
    ]
    blocks.append(_rules(said))
    if said.rewards.catalogue:
        blocks.append(_prizes(said))
    if said.rewards.levels:
        told = [f"{visible(id_)} {n:,}" for id_, n in said.reached.items()]
        words = say("members by level: {l}", "各等级人数：{l}", l=Words(", ".join(told), "，".join(told)))
        blocks.append(wrap(words.in_language(LANGUAGE), room))
    blocks.append(wrap(_cost(said).in_language(LANGUAGE), room))
    blocks += [wrap(note.in_language(LANGUAGE), room) for note in _notes(said)]
    blocks += _looks(said, room)
    return "\n".join(block.rstrip("\n") + "\n" for block in blocks if block)


def _head(said: Said) -> Words:
    first, last = day_date(said.found.first_day), day_date(said.found.end_day - 1)
    name = said.rewards.name or said.plan.plan.title
    return say("{n}: {a} to {b} ({z})", "{n}：{a} 至 {b}（{z}）", n=visible(name), a=first, b=last, z=said.zone)


def _flows(said: Said) -> str:
    heads = (
        *(say("month", "月份"), say("open", "期初"), say("issued", "发放"), say("redeemed", "兑换")),
        *(say("expired", "失效"), say("revoked", "撤销"), say("close", "期末")),
    )
    rows = [tuple(h.in_language(LANGUAGE) for h in heads)]
    rows += [(month_label(f.month), *_moved(said, f)) for f in said.found.ledger.flows]
    whole = say("in all", "合计").in_language(LANGUAGE)
    rows.append((whole, *_moved(said, said.whole)))
    return columns(rows)


def _moved(said: Said, flow: Flow) -> list[str]:
    """The numbers of a flow; of those that are not known whole, what is known of them and on which side it errs."""
    shown = []
    for key, value in said.cells(flow).items():
        bound = {
            "issued": "≥",
            "redeemed": "?",
            "open": "?" if flow.month == said.found.ledger.flows[0].month else said.bound,
        }
        sign = bound.get(key, said.bound)
        known = value is None and sign in ("≥", "≤")
        shown.append(f"{sign} {getattr(flow, key):,}" if known else _number(value))
    return shown


def _number(value: int | None) -> str:
    return f"{value:,}" if value is not None else _UNKNOWN.in_language(LANGUAGE)


def _identity(said: Said) -> Words:
    """Whether what was counted at the end is what went in and did not come out."""
    if not all(flow.holds for flow in said.found.ledger.flows):
        return say(
            "the ledger does not add up: open + issued - redeemed - expired - revoked is not close; please report it",
            "账目不平：期初 + 发放 − 兑换 − 失效 − 撤销 不等于期末，请反馈此问题",
        )
    words = say(
        "open + issued - redeemed - expired - revoked = close: holds", "期初 + 发放 − 兑换 − 失效 − 撤销 = 期末：成立"
    )
    if said.bound == "=":
        return words
    return say("{w} for what is known", "就已知部分而言，{w}", w=words)


def _rules(said: Said) -> str:
    heads = (say("rule", "规则"), say("times", "次数"), say("expected", "预计"), say("points", "积分"))
    more = (say("capped", "触顶次数"), say("held back", "扣下"), say("event", "事件"))
    rows = [tuple(h.in_language(LANGUAGE) for h in (*heads, *more))]
    for rule in said.rewards.earn:
        earned = said.found.ledger.earned[rule.id]
        told: tuple[int | None, ...] = (
            earned.times,
            said.expected(rule),
            earned.points,
            earned.capped,
            earned.held_back,
        )
        if rule.id in said.found.untold:
            told = (None, said.expected(rule), None, None, None)
        rows.append((visible(rule.id), *map(_number, told), visible(rule.event)))
    return columns(rows)


def _prizes(said: Said) -> str:
    heads = (
        say("prize", "兑换品"),
        say("redeemed", "兑换"),
        say("expected", "预计"),
        say("stock", "库存"),
        say("points", "积分"),
    )
    rows = [tuple(h.in_language(LANGUAGE) for h in heads)]
    for prize in said.rewards.catalogue:
        times = said.found.ledger.taken.get(prize.id, 0) if said.found.redemptions_told else None
        rows.append((visible(prize.id), *map(_number, (times, prize.expected_redemptions, prize.stock, prize.points))))
    return columns(rows)


def _cost(said: Said) -> Words:
    cost = said.cost
    if cost.worst is None:
        keys = ", ".join(f"`{key}`" for key in cost.missing)
        return say("what they cost is unknown: the plan does not say {k}", "成本未知：方案没有写明 {k}", k=keys)
    facts = {"p": f"{cost.points:,}", "w": shown(cost.worst, cost.currency)}
    words = say("{p} points are out; all redeemed, they cost {w}", "未兑积分 {p}；若全部兑换需 {w}", **facts)
    if said.bound != "=":
        words = say(
            "{p} points are out as far as is known; all redeemed, they cost {w}",
            "就已知部分，未兑积分 {p}；若全部兑换需 {w}",
            **facts,
        )
    if cost.expected is not None:
        words = say(
            "{t}; at the plan's rate {e}", "{t}；按方案兑换率需 {e}", t=words, e=shown(cost.expected, cost.currency)
        )
    if cost.held is None:
        return words
    short = max(Decimal(0), (cost.expected if cost.expected is not None else cost.worst) - cost.held)
    held = shown(cost.held, cost.currency)
    if short:
        more = shown(short, cost.currency)
        return say(
            "{t}; the budget line holds {h}, {m} too little", "{t}；预算科目为 {h}，缺 {m}", t=words, h=held, m=more
        )
    return say("{t}; the budget line holds {h}", "{t}；预算科目为 {h}", t=words, h=held)


def _notes(said: Said) -> list[Words]:
    found = said.found
    notes = [
        say("unknown, rule {r}: {w}", "未知，规则 {r}：{w}", r=visible(id_), w=why) for id_, why in found.untold.items()
    ]
    notes += [
        say(
            "rule {r}: {n} more, of which nobody knows when, are not counted",
            "规则 {r}：另有 {n} 次时间不明，未计入",
            r=visible(id_),
            n=f"{n:,}",
        )
        for id_, n in found.undated.items()
    ]
    if not said.opening_known:
        notes.append(
            say("unknown: the points out on the first day (`outstanding`)", "未知：首日未兑积分（`outstanding`）")
        )
    if not found.redemptions_told:
        words = (
            "unknown: redemptions; no event of the activity is tagged with the id of a prize",
            "未知：兑换情况；活动数据中没有带兑换品 id 标签的事件",
        )
        notes.append(say(*words))
    if found.ledger.overdrawn:
        words = (
            "{n} redemptions were of more points than anybody is known to have had",
            "有 {n} 次兑换超出已知积分",
        )
        notes.append(say(*words, n=found.ledger.overdrawn))
    if found.self_given:
        notes.append(say("{n} given by people to themselves, not paid", "给自己的 {n} 次，不计分", n=found.self_given))
    return notes


def _looks(said: Said, room: int) -> list[str]:
    if not (said.odd or said.usual):
        return []
    lines = [say("To look at (a pattern is no proof):", "值得核查（规律并不等于作弊）：").in_language(LANGUAGE)]
    lines += [wrap("- " + _look(one).in_language(LANGUAGE), room) for one in said.odd[:MOST]]
    if (more := len(said.odd) - MOST) > 0:
        lines.append(
            say("- and {n} more; --format json has all", "- 另有 {n} 项；--format json 列出全部", n=more).in_language(
                LANGUAGE
            )
        )
    lines += [wrap("- " + words.in_language(LANGUAGE), room) for words in said.common()]
    return ["\n".join(line.rstrip("\n") for line in lines)]


def _look(one: Suspicion) -> Words:
    facts = {
        "m": ", ".join(m[:8] for m in one.members),
        "r": ", ".join(map(visible, one.rules)),
        "p": f"{one.points:,}",
        "n": one.number,
        "a": day_date(one.first_day),
        "b": day_date(one.last_day),
    }
    if one.kind == "ring":
        return say(
            "members {m} gave to each other {n} times by {r}, {p} points, {a} to {b}; most of what each got came from them",
            "成员 {m} 按 {r} 互相给分 {n} 次，共 {p} 分，{a} 至 {b}；各自所得多半来自彼此",
            **facts,
        )
    if one.kind == "self":
        return say(
            "member {m} gave to themselves {n} times by {r}, {a} to {b}; none of it is paid",
            "成员 {m} 按 {r} 给自己 {n} 次，{a} 至 {b}；均不计分",
            **facts,
        )
    if one.kind == "burst":
        return say(
            "member {m} was paid {n} times within ten minutes by {r}, {p} points, on {a}",
            "成员 {m} 按 {r} 在十分钟内得分 {n} 次，共 {p} 分，{a}",
            **facts,
        )
    return say(
        "member {m} went beyond the cap of {r} on {n} days, {a} to {b}; {p} points were paid on these days",
        "成员 {m} 有 {n} 天超出 {r} 的上限，{a} 至 {b}；这些天实际发放 {p} 分",
        **facts,
    )
