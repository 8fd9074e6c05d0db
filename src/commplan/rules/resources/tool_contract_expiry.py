"""A tool's contract ends before the plan does.

For each tool with a `contract_end` inside the plan's period, or before it, a budget line pays the tool (names it under
`activities`) beyond that day: to the end of the line's `period`, or of the plan when it states none. A tool that costs money
says when its contract ends.

Nobody notices a licence until the day on which it is gone, and with it the archive, the members' list and the bot that
welcomed newcomers.

Source: continuity planning (contracts and licences end on days that are known, and are renewed before them).

Bad::

    resources:
      tools: [{id: forum, name: Hosted forum, cost: 600, contract_end: 2027-06-30}]
      funding: [{id: dues, amount: 600, available: 2027-01-01}]
      budget:
        total: 600
        lines: [{id: hosting, amount: 600, funding: dues, activities: forum, period: {start: 2027-01-01, end: 2027-06-30}}]

Good::

    resources:
      tools: [{id: forum, name: Hosted forum, cost: 1200, contract_end: 2027-06-30}]
      funding: [{id: dues, amount: 1200, available: 2027-01-01}]
      budget:
        total: 1200
        lines: [{id: hosting, amount: 1200, funding: dues, activities: forum, period: {start: 2027-01-01, end: 2027-12-31}}]

---

工具的合同在方案结束之前到期。

凡 `contract_end` 在方案期内（或更早）的工具，都要有预算科目在该日之后继续支付它（在 `activities` 中写明该工具）：付到科目 `period`
的末日，没有写时段的付到方案末日。要花钱的工具要写明合同何时到期。

没有人会留意软件授权，直到它失效的那一天：存档、成员名单和迎新机器人也随之消失。

来源：业务连续性规划（合同与授权的到期日是已知的，应在到期前续约）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.resources import Line, Tool
from commplan.rule import rule
from commplan.words import quote, say


@rule("B105", part="resources", kind="T", severity="warning", level="solid")
def tool_contract_expiry(plan: Plan) -> Iterator[Outcome]:
    tools = [tool for tool in plan.resources.tools if tool.contract_end or tool.cost]
    if not tools:
        yield NotApplicable(say("no tool has a contract or costs money", "没有签合同或要花钱的工具"))
        return
    for tool in tools:
        if tool.contract_end is None:
            missing = say(
                "when the contract of tool {t} ends (`contract_end`)",
                "工具 {t} 的合同何时到期（`contract_end`）",
                t=quote(tool.id),
            )
            yield Unknown(tool.at(), missing)
    end = plan.plan.period.end
    if end is None:
        yield Unknown(
            plan.plan.period.at(), say("the last day of the plan (`period.end`)", "方案的末日（`period.end`）")
        )
        return
    for tool in tools:
        if tool.contract_end and tool.contract_end < end:
            lines = [line for line in plan.resources.budget.lines if tool.id in line.activities]
            if not any((line.period.end or end) > tool.contract_end for line in lines):
                yield _ends(tool, tool.contract_end, end, lines)


def _ends(tool: Tool, last: date, end: date, lines: list[Line]) -> Problem:
    days = (end - last).days
    words = say(
        "the contract of tool {t} ends on {d}, {n} {s} before the plan does, and no budget line pays it after that",
        "工具 {t} 的合同 {d} 到期，比方案早 {n} 天，此后没有预算科目支付它",
        t=quote(tool.id),
        d=last,
        n=days,
        s="day" if days == 1 else "days",
    )
    hint = say(
        "let a budget line pay its renewal, state the new `contract_end`, or plan what comes in its place",
        "请为续约安排预算科目，或更新 `contract_end`，或安排替代工具",
    )
    related = tuple(Related(line.at(), say("pays it until then", "此科目支付到那时")) for line in lines)
    return Problem(tool.at("contract_end"), words, hint, related)
