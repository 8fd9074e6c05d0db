"""A draft is due when it is too late for it.

The draft of a calendar entry (`draft_due`) is due on the day on which it is published at the latest; and, when somebody
releases it (`approver`), a day before. For a series that is the draft of the first of them.

A draft that is due on the day of publication is not read by anybody who could still change it.

Source: editorial calendars (draft, release and publication are three dates, in this order).

Bad::

    content:
      calendar:
        - {id: letter, kind: push, start: 2027-03-01T10:00, draft_due: 2027-03-02, owner: lead, effort_hours: 1}

Good::

    content:
      calendar:
        - {id: letter, kind: push, start: 2027-03-01T10:00, draft_due: 2027-02-26, owner: lead, effort_hours: 1}

---

初稿截止日太晚。

日历条目的初稿（`draft_due`）最迟在发布当天完成；需要他人审核放行的（`approver`），至少提前一天。重复条目指第一次的初稿。

发布当天才交的初稿，没有人来得及修改。

来源：编辑日历的通行做法（初稿、审核、发布是三个先后有序的日期）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.rule import rule
from commplan.words import quote, say


@rule("C110", part="content", kind="T", severity="warning", level="draft")
def draft_after_publish(plan: Plan) -> Iterator[Outcome]:
    entries = [e for e in plan.content.calendar if e.draft_due and e.status != "cancelled"]
    if not entries:
        yield NotApplicable(say("no entry says when its draft is due", "没有条目写明初稿截止日"))
        return
    for entry in entries:
        if entry.start is None:
            yield Unknown(entry.at(), say("when {e} happens (`start`)", "{e} 何时进行（`start`）", e=quote(entry.id)))
        elif problem := _late(entry):
            yield problem


def _late(entry: Entry) -> Problem | None:
    if entry.draft_due is None or entry.start is None or entry.draft_due < entry.start.day:
        return None
    facts = {"e": quote(entry.id), "d": entry.draft_due, "s": entry.start.day}
    hint = say("let the draft be due earlier", "请提前初稿截止日")
    if entry.draft_due > entry.start.day:
        words = say(
            "the draft of {e} is due on {d}, after it is published on {s}",
            "{e} 的初稿截止日 {d} 晚于发布日 {s}",
            **facts,
        )
        related = Related(entry.at("start"), say("published here", "在此发布"))
        return Problem(entry.at("draft_due"), words, hint, (related,))
    if entry.approver is None:
        return None
    words = say(
        "the draft of {e} is due on {d}, the day on which it is published, and {a} has to release it before",
        "{e} 的初稿截止日 {d} 就是发布当天，而发布前还要由 {a} 审核放行",
        a=quote(entry.approver),
        **facts,
    )
    return Problem(entry.at("draft_due"), words, hint, (Related(entry.at("approver"), say("releases it", "由其放行")),))
