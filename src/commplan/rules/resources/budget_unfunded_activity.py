"""What costs money has no budget line, or a line pays for nothing.

Whatever states a cost (a calendar entry, a tool, an action against a risk) is named under `activities` of a budget
line, and the lines that name it hold at least what it costs: for a recurring entry, the cost of one occurrence times
the occurrences inside the plan's period. An action that a calendar entry carries is paid with that entry when the
entry states a cost of its own. Every line says which money pays it (`funding`) and what it pays for; what serves the
whole plan, such as an accountant, names the plan's id. Activities without money do not happen, and money without an
activity is the first to be cut.

Source: OECD SIGMA action-plan criteria (a financing source for every activity); World Bank ESS10 (a plan has a budget).

Bad::

    content:
      calendar:
        - {id: summit, owner: lead, title: Members' summit, kind: event, start: 2027-05-20, cost: 4000}

Good::

    content:
      calendar:
        - {id: summit, owner: lead, title: Members' summit, kind: event, start: 2027-05-20, cost: 4000}
    resources:
      funding:
        - {id: grant, amount: 4000}
      budget:
        total: 4000
        lines:
          - {id: venue, amount: 4000, funding: grant, activities: summit}

---

要花钱的事项没有对应的预算科目，或科目没有用途。

凡写明费用的事项（日历活动、工具、风险应对措施），都要在某个预算科目的 `activities` 中列出，且相关科目的金额不低于其费用：
重复活动按单次费用乘以方案期内的次数计算。由日历活动承载的应对措施，若该活动写有费用，则随该活动支付。
每个科目都要写明由哪笔资金支付（`funding`）以及用于什么；用于整个方案的（例如记账费）填写方案的 id。
没有钱的活动办不成，没有用途的钱最先被砍掉。

来源：OECD SIGMA 行动计划评价标准（每项活动都有资金来源）；世界银行 ESS10（参与计划须有预算）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Severity
from commplan.money import general_currency, shown
from commplan.plan import Plan
from commplan.plan.resources import Line
from commplan.rule import rule
from commplan.rules.resources import Cost, costs, shortfalls
from commplan.spelling import nearest
from commplan.words import quote, say


@rule("B102", part="resources", kind="X")
def budget_unfunded_activity(plan: Plan) -> Iterator[Outcome]:
    found = costs(plan)
    lines = plan.resources.budget.lines
    if not found and not lines:
        yield NotApplicable(
            say("nothing in the plan states a cost, and it has no budget", "方案没有写明费用，也没有预算")
        )
        return
    misspelt = [a for line in lines for a in line.activities if a not in plan.objects]
    for cost in found:
        if not cost.lines and not _near(cost.id, misspelt):
            yield _unnamed(plan, cost)
    yield from shortfalls(plan, found)
    yield from _without_money(plan, lines)
    yield from _without_purpose(plan, lines)


def _near(id_: str | None, misspelt: list[str]) -> bool:
    """Whether a line seems to mean this activity and misses its id, which rule ref-resolves already tells."""
    if not misspelt or not id_:
        return False
    return nearest(id_, misspelt, 0.7) is not None


def _unnamed(plan: Plan, cost: Cost) -> Problem:
    amount = shown(cost.each, general_currency(plan))
    if cost.id is None:
        hint = say(
            "give the action an `id`, and name it under `activities` of the line that pays it",
            "为该措施加上 `id`，并写入支付它的科目的 `activities`",
        )
    else:
        hint = say(
            "name {x} under `activities` of the line that pays it",
            "把 {x} 写入支付它的科目的 `activities`",
            x=f"`{cost.id}`",
        )
    return Problem(
        cost.node.at("cost"),
        say(
            "{x} costs {a}{each}, and no budget line names it",
            "{x} 的费用为{each}{a}，没有预算科目列出它",
            x=quote(cost.name),
            a=amount,
            each=say(" each time", "每次 ") if cost.recurs else say("", " "),
        ),
        hint,
    )


def _without_money(plan: Plan, lines: tuple[Line, ...]) -> Iterator[Outcome]:
    bare = [line for line in lines if line.funding is None and line.amount != 0]
    hint = say(
        "add `funding:`, the id of one of `resources.funding`", "加上 `funding:`，填写 `resources.funding` 中的 id"
    )
    if not plan.resources.funding:
        hint = say(
            "list the money under `resources.funding`, as `- {id: fund-1, name: ..., amount: ..., available: 2027-01-31}`, and write "
            "`funding: fund-1` here",
            "请在 `resources.funding` 中列出资金来源，写作 `- {id: fund-1, name: ..., amount: ..., available: 2027-01-31}`，并在这里写 "
            "`funding: fund-1`",
        )
    if len(bare) > 1 and len(bare) == len(lines):
        yield Problem(
            bare[0].at(),
            say(
                "none of the {n} budget lines says which money pays it",
                "{n} 个预算科目都没有写明由哪笔资金支付",
                n=len(lines),
            ),
            hint,
        )
        return
    for line in bare:
        words = say(
            "budget line {x} does not say which money pays it", "预算科目 {x} 没有写明由哪笔资金支付", x=quote(line.id)
        )
        yield Problem(line.at(), words, hint)


def _without_purpose(plan: Plan, lines: tuple[Line, ...]) -> Iterator[Outcome]:
    rewards = plan.engagement.rewards.budget_line if plan.engagement.rewards else None
    for line in lines:
        if not line.activities and line.id != rewards:
            yield Problem(
                line.at(),
                say(
                    "budget line {x} names no activity that it pays for",
                    "预算科目 {x} 没有写明用于哪项活动",
                    x=quote(line.id),
                ),
                say(
                    "add `activities:`; for what serves the whole plan, name `{p}`",
                    "加上 `activities:`；用于整个方案的填写 `{p}`",
                    p=plan.plan.id,
                ),
                severity=Severity.WARNING,
            )
