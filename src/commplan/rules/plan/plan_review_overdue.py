"""A review of the plan that is overdue.

`evaluation.cadence` says how often the plan is evaluated. The next review is due that long after the latest one under
`evaluation.reviews`, or the latest calendar entry of kind `review` that was recorded as done; where none has been held
since the plan began, that long after its beginning. Two weeks later it is overdue. A plan that is over, or was replaced by another, is
asked for no more reviews.

A plan that nobody looks at is still followed for a while, and then it is not; nobody can name the day.

Source: kubernetes/community, annual reports of groups; DAC evaluation practice (reviews have dates).

Bad::

    plan:
      period: {start: 2026-07-01, end: 2027-12-31}
    evaluation:
      cadence: P3M
      reviews:
        - {date: 2026-09-02, findings: Evenings are full}

Good::

    plan:
      period: {start: 2026-07-01, end: 2027-12-31}
    evaluation:
      cadence: P3M
      reviews:
        - {date: 2027-01-08, findings: Evenings are full}
        - {date: 2026-09-02, findings: Evenings are full}

---

方案的复盘已逾期。

`evaluation.cadence` 写明多久评估一次。下一次复盘应在最近一次（`evaluation.reviews`，或记录为已完成的 `review` 类日历条目）
之后隔这么久进行；方案开始之后还没有复盘过的，从方案起始日算起。超过两周即为逾期。已结束或已被取代的方案不再要求复盘。

没人看的方案，大家还会照着做一阵，然后就不做了，而且谁也说不清是从哪天开始的。

来源：kubernetes/community 的小组年度报告；发展项目评估的通行做法（复盘有固定日期）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from commplan.finding import NotApplicable, Outcome, Place, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.rule import Threshold, rule
from commplan.schedule import recurrence
from commplan.words import say

# reviews are held on the next meeting day, and written down some days later
GRACE_DAYS = Threshold(14, say("days after which a review that is due is overdue", "复盘到期后多少天算逾期"))


@rule("P207", part="plan", kind="T", severity="warning", level="solid", thresholds={"grace_days": GRACE_DAYS})
def plan_review_overdue(plan: Plan, today: date, grace_days: float) -> Iterator[Outcome]:
    evaluation, period = plan.evaluation, plan.plan.period
    held = _held(plan)
    if plan.plan.status == "superseded" or (period.end and period.end < today):
        yield NotApplicable(say("the plan is over, or replaced by another", "方案已结束，或已被取代"))
    elif not plan.says("evaluation"):
        yield NotApplicable(say("the plan has no part on evaluation", "方案没有评估部分"))
    elif evaluation.cadence is None:
        missing = say(
            "how often the plan is evaluated (`evaluation.cadence`, each quarter is `cadence: P3M`)",
            "多久评估一次方案（`evaluation.cadence`，每季度写作 `cadence: P3M`）",
        )
        yield Unknown(evaluation.at(), missing)
    elif period.start is None:
        missing = say(
            "when the plan begins (`plan.period: {start: ..., end: ...}`)",
            "方案的起始日（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(period.at(), missing)
    else:
        last, place = max((*held, (period.start, period.at("start"))), key=lambda pair: pair[0])
        due = recurrence.after(last, evaluation.cadence)
        if today > due + timedelta(days=grace_days):
            yield _overdue(plan, last != period.start, last, due, today, place)


def _held(plan: Plan) -> list[tuple[date, Place]]:
    """The days on which reviews were held, as far as somebody wrote that down."""
    found = [(review.date, review.at("date")) for review in plan.evaluation.reviews]
    for entry in plan.content.calendar:
        if entry.kind == "review":
            found += [(o.done_on or o.date, o.at("date")) for o in entry.outcomes if o.status == "done"]
    return found


def _overdue(plan: Plan, held: bool, last: date, due: date, today: date, place: Place) -> Problem:
    cadence = plan.evaluation.cadence.text if plan.evaluation.cadence else ""
    facts = {"c": cadence, "d": due, "n": (today - due).days, "l": last}
    if held:
        words = say(
            "the plan was last reviewed on {l}; by `cadence: {c}` the next review was due on {d}, {n} days ago",
            "方案上次复盘是 {l}；按 `cadence: {c}`，下一次应在 {d} 进行，已过去 {n} 天",
            **facts,
        )
    else:
        words = say(
            "the plan began on {l} and has not been reviewed since; by `cadence: {c}` a review was due on {d}, {n} days ago",
            "方案自 {l} 开始，此后没有复盘过；按 `cadence: {c}`，应在 {d} 进行，已过去 {n} 天",
            **facts,
        )
    hint = say(
        "hold it and write it down under `evaluation.reviews`; `commplan evaluate` prepares the figures; or state a longer cadence",
        "请复盘并写入 `evaluation.reviews`（数据可用 `commplan evaluate` 准备），或改用更长的 `cadence`",
    )
    related = Related(
        place, say("the last review", "上次复盘") if held else say("the plan begins here", "方案从这里开始")
    )
    return Problem(plan.evaluation.at("cadence"), words, hint, (related,))
