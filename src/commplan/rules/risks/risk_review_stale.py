"""A risk that nobody has looked at again, or an action for it that is late.

The `next_review` of an open risk lies ahead. Where a risk has none it is looked at when the plan is (`evaluation.cadence`);
rule plan-review-overdue sees to that. An action whose `due` day has passed was `done`, or the calendar entry that carries
it was recorded as done by then. Both may be written down some days late: two weeks count as time for that. A plan that is
over, or was replaced by another, is asked for nothing more.

A register that is not looked at any more describes the fears of last year.

Source: PMI, risk register (monitoring); ISO 31000 (monitoring and review).

Bad::

    plan:
      period: {start: 2026-07-01, end: 2027-12-31}
    risks:
      register:
        - {id: spam, title: Flood of spam, likelihood: 2, impact: 2, next_review: 2026-12-16}

Good::

    plan:
      period: {start: 2026-07-01, end: 2027-12-31}
    risks:
      register:
        - {id: spam, title: Flood of spam, likelihood: 2, impact: 2, reviewed: 2026-12-16, next_review: 2027-04-15}

---

风险没有按期复查，或应对措施逾期。

未关闭的风险，其下次复查日（`next_review`）应在今天之后。没有写的，随方案一起复盘（`evaluation.cadence`），由规则
plan-review-overdue 检查。期限（`due`）已过的措施，应写明完成日（`done`），或承载它的日历条目已记录为完成。
补记可能晚几天，因此留出两周。已结束或已被取代的方案不再检查。

不再翻看的风险登记册，写的只是去年的担忧。

来源：PMI 风险登记册（监控）；ISO 31000（监测与评审）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.risks import Action, Risk
from commplan.rule import Threshold, rule
from commplan.rules.risks import over, standing
from commplan.words import quote, say

# what was looked at or done is written down some days later, as with reviews of the plan
GRACE_DAYS = Threshold(
    14, say("days after which a risk's review or action that is due is late", "复查或措施到期后多少天算逾期")
)


@rule("R105", part="risks", kind="T", severity="warning", level="solid", thresholds={"grace_days": GRACE_DAYS})
def risk_review_stale(plan: Plan, today: date, grace_days: float) -> Iterator[Outcome]:
    if over(plan, today):
        yield NotApplicable(say("the plan is over, or replaced by another", "方案已结束，或已被取代"))
        return
    if not standing(plan):
        yield NotApplicable(say("the plan has no open risks", "方案没有未关闭的风险"))
    last = today - timedelta(days=grace_days)
    for risk in standing(plan):
        if risk.next_review is None and plan.evaluation.cadence is None:
            missing = say(
                "when risk {r} is looked at again (`next_review`)",
                "风险 {r} 下次复查的日期（`next_review`）",
                r=quote(risk.id),
            )
            yield Unknown(risk.at(), missing)
        elif risk.next_review and risk.next_review < last:
            yield _stale(risk, risk.next_review, today)
        for action in risk.actions:
            if action.due and action.due < last and not _done(plan, action):
                yield _late(risk, action, action.due, today)


def _done(plan: Plan, action: Action) -> bool:
    entry = plan.objects.get(action.entry or "")
    held = isinstance(entry, Entry) and any(outcome.status == "done" for outcome in entry.outcomes)
    return action.done is not None or held


def _stale(risk: Risk, due: date, today: date) -> Problem:
    related = (Related(risk.at("reviewed"), say("the last review", "上次复查")),) if risk.reviewed else ()
    return Problem(
        risk.at("next_review"),
        say(
            "risk {r} was to be looked at again on {d}, {n} days ago",
            "风险 {r} 应在 {d} 复查，已过去 {n} 天",
            r=quote(risk.id),
            d=due,
            n=(today - due).days,
        ),
        say(
            "look whether it still stands as it is written, then set `reviewed` and `next_review`, or `status: closed`",
            "看看它是否仍如所写，再更新 `reviewed` 与 `next_review`，或写 `status: closed`",
        ),
        related,
    )


def _late(risk: Risk, action: Action, due: date, today: date) -> Problem:
    return Problem(
        action.at("due"),
        say(
            "{a}, for risk {r}, was due on {d}, {n} days ago, and is not recorded as done",
            "风险 {r} 的措施 {a} 应在 {d} 完成，已过去 {n} 天，却没有完成记录",
            a=quote(action.action),
            r=quote(risk.id),
            d=due,
            n=(today - due).days,
        ),
        say("add `done:` with the day it was done, or a new `due:` day", "加上完成日 `done:`，或改写期限 `due:`"),
    )
