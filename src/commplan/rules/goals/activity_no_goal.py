"""An entry of the calendar that serves no objective.

In a calendar whose entries say which `objectives` they serve, every entry names at least one. Reviews are left out:
they serve all of them. The message adds up the hours and the money that the entry takes within the plan's period.

What serves no goal is not wrong, but it is the first thing to drop when hours are short, and nobody has decided so yet.

Source: OECD SIGMA action-plan criteria (each activity contributes to an objective).

Bad::

    goals:
      objectives: [{id: stay, statement: Newcomers stay, metric: retention, owner: lead}]
    content:
      calendar:
        - {id: open-hour, kind: event, start: 2027-01-12T19:00, owner: lead, objectives: [stay], effort_hours: 1}
        - {id: news, kind: post, start: 2027-01-13, rrule: FREQ=MONTHLY, owner: lead, effort_hours: 2}
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat, tool: slack, metrics: [retention], owner: lead, refresh: P1M}]

Good::

    goals:
      objectives: [{id: stay, statement: Newcomers stay, metric: retention, owner: lead}]
    content:
      calendar:
        - {id: open-hour, kind: event, start: 2027-01-12T19:00, owner: lead, objectives: [stay], effort_hours: 1}
        - {id: news, kind: post, start: 2027-01-13, rrule: FREQ=MONTHLY, owner: lead, objectives: [stay], effort_hours: 2}
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat, tool: slack, metrics: [retention], owner: lead, refresh: P1M}]

---

日历条目不服务于任何目标。

如果日历条目写明服务于哪些目标（`objectives`），那么每个条目都至少要写一个。复盘类条目除外，它服务于全部目标。
提示中会汇总该条目在方案期间耗费的工时与费用。

不服务于任何目标的事未必有错，但工时不够时最先该砍的就是它，而这一点还没有人决定。

来源：OECD SIGMA 行动计划评价标准（每项活动都服务于某个目标）。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from commplan import money
from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.rule import rule
from commplan.rules.goals import listed, standing
from commplan.schedule import recurrence
from commplan.words import Words, quote, say


@rule("G108", part="goals", kind="X", severity="warning", level="solid")
def activity_no_goal(plan: Plan) -> Iterator[Outcome]:
    entries = [e for e in standing(plan) if e.kind != "review"]
    if not plan.goals.objectives or not entries:
        yield NotApplicable(
            say("there are no objectives, or no calendar to serve them", "没有目标，或没有为之服务的日历")
        )
        return
    aimless = [e for e in entries if not e.objectives]
    if len(aimless) * 2 > len(entries):
        # most of them: nobody has linked the two parts yet, which is said once and not at each entry
        missing = say(
            "the `objectives` of {e}",
            "{e} 的 `objectives`",
            e=listed(e.id for e in aimless),
        )
        yield Unknown(plan.content.at("calendar"), missing)
        return
    times = Counter(o.entry.id for o in recurrence.occurrences(plan)) if aimless else Counter[str]()
    for entry in aimless:
        yield Problem(
            entry.at(),
            say(
                "entry {e} serves no objective{c}",
                "日历条目 {e} 不服务于任何目标{c}",
                e=quote(entry.id),
                c=_takes(plan, entry, times),
            ),
            say(
                "name under `objectives` what it is for, or drop it",
                "请在 `objectives` 中写明它服务于哪个目标，或取消它",
            ),
        )


def _takes(plan: Plan, entry: Entry, times: Counter[str]) -> Words:
    """What an entry takes within the plan's period, as far as that is stated."""
    count = times[entry.id]
    hours, cost = (entry.effort_hours or 0) * count, (entry.cost or Decimal(0)) * count
    en, zh = [], []
    if hours:
        shown = f"{hours:.1f}".removesuffix(".0")
        en.append(f"{shown} {'hour' if shown == '1' else 'hours'}")
        zh.append(f"{shown} 小时")
    if cost:
        currency = money.general_currency(plan)
        en.append(money.shown(cost, currency))
        zh.append(money.shown(cost, currency))
    return Words(f", and takes {' and '.join(en)}", f"，却要用 {'、'.join(zh)}") if en else Words("", "")
