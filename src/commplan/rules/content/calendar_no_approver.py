"""Something sensitive that nobody else releases.

Whatever could do harm once it is out has an `approver` who is not its only author. Sensitive is, by what the plan itself
says:

- an entry marked `sensitive: true`, and every disclosure;
- what is sent or posted (post, push, campaign, release) to an audience with minors in it (`minors: true`);
- a report about grievances or finance.

What is marked, or goes to minors, is released by somebody else than the one person who makes it (`owner`, or alone behind a name
in `team`). An approver is a body with people in it, and is there on some day between `draft_due` and the day itself, or has a deputy who is. Told elsewhere: approvers who have
left (person-consistent), vacant roles (role-understaffed), and who releases their own spending (role-conflict-of-duty).

A second pair of eyes finds the sentence that the author can no longer see; and without a name beside it, release means that
nobody objected in time.

Source: editorial calendars (a reviewer who is not the author); PMBOK, communications management (who authorises release).

Bad::

    content:
      calendar:
        - {id: layoffs, title: What the layoffs mean for us, sensitive: true, start: 2027-03-02, owner: lead, effort_hours: 2}

Good::

    structure:
      people: [{id: member-b, hours_per_week: 2}]
    content:
      calendar:
        - {id: layoffs, title: What the layoffs mean for us, sensitive: true, start: 2027-03-02, owner: lead, approver: member-b,
           effort_hours: 2}

---

敏感内容没有他人审核放行。

一旦发出可能造成损害的内容，要有 `approver`，且不能就是唯一的作者。哪些属于敏感内容，以方案自身所写为准：

- 标明 `sensitive: true` 的条目，以及所有信息公开（disclosure）；
- 发给含未成年人的受众（`minors: true`）的内容（post、push、campaign、release）；
- 关于申诉或财务的报告。

标明敏感或面向未成年人的，审核人不能就是制作的那一个人（`owner`，或 `team` 中某一名称背后唯一的人）。审核人若是机构，其中须有人；从 `draft_due` 到当天至少有一天在岗，
或有替补在岗。其他规则负责的：审核人已离任（person-consistent）、角色空缺（role-understaffed）、自己审批自己的支出（role-conflict-of-duty）。

旁人一眼能看出作者已经看不见的问题；没有写明由谁放行，就等于“没人来得及反对”。

来源：编辑日历的通行做法（审核人不是作者）；PMBOK 沟通管理（由谁授权发布）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry, Report
from commplan.rule import rule
from commplan.rules.content import addressed, nobody_in
from commplan.schedule import duty
from commplan.words import Words, quote, say

SENT = ("post", "push", "campaign", "release")
DELICATE = ("grievances", "finance")
LONGEST = 62
"""Days before the day itself that are looked at for an approver who is there."""
_OTHER = say("let somebody else release it", "请由其他人审核放行")


@rule("C116", part="content", kind="X", severity="warning", level="solid")
def calendar_no_approver(plan: Plan) -> Iterator[Outcome]:
    minors = {a.id for a in plan.goals.audiences if a.minors}
    open_ = [e for e in plan.content.calendar if e.status not in ("cancelled", "done", "published")]
    found: list[tuple[Entry | Report, Words]] = [
        (e, why) for e in open_ if (why := _sensitive(plan, e, minors)) is not None
    ]
    found += [(r, _about(r)) for r in plan.content.reporting if r.about in DELICATE]
    if not found:
        yield NotApplicable(say("nothing in the calendar or the reports is sensitive", "日历与报告中没有敏感内容"))
        return
    for item, why in found:
        yield from _judged(plan, item, why)


def _sensitive(plan: Plan, entry: Entry, minors: set[str]) -> Words | None:
    """Why an entry is sensitive; None when it is not."""
    if entry.sensitive:
        return say("is marked as sensitive", "标为敏感内容")
    if entry.kind == "disclosure":
        return say("is a disclosure", "属于信息公开")
    if minors and entry.kind in SENT and not minors.isdisjoint(addressed(plan, entry)):
        return say("goes to minors", "面向未成年人")
    return None


def _about(report: Report) -> Words:
    if report.about == "finance":
        return say("is a report on finance", "是财务报告")
    return say("is a report on grievances", "是申诉情况报告")


def _judged(plan: Plan, item: Entry | Report, why: Words) -> Iterator[Outcome]:
    facts = {"e": quote(item.id), "y": why}
    if item.approver is None:
        words = say("{e} {y}, and nobody releases it", "{e} {y}，却没有人审核放行", **facts)
        yield Problem(item.at(), words, say("write who does: `approver`", "请写明由谁审核放行：`approver`"))
        return
    facts["a"] = quote(item.approver)
    if nobody_in(plan, item.approver):
        words = say(
            "{e} {y}, and nobody is in {a}, which releases it", "{e} {y}，由 {a} 审核放行，而其中没有任何人", **facts
        )
        yield Problem(
            item.at("approver"), words, say("name its members, or another approver", "请写明其成员，或换一个审核人")
        )
        return
    releasing = _alone(plan, item.approver)
    makers = (item.owner, *(item.team if isinstance(item, Entry) else ()))
    if item.owner is None:
        missing = say(
            "who makes {e} (`owner`), to tell whether somebody else releases it",
            "{e} 由谁制作（`owner`），据以判断是否由他人放行",
            **facts,
        )
        yield Unknown(item.at(), missing)
    elif _strict(item) and releasing and releasing in {_alone(plan, who) for who in makers} and not _told(plan, item):
        words = say(
            "{e} {y}, and {p} both makes and releases it", "{e} {y}，而制作与放行都是 {p}", p=quote(releasing), **facts
        )
        made = Related(item.at("owner"), say("made by", "制作"))
        yield Problem(item.at("approver"), words, _OTHER, (made,))
    elif isinstance(item, Entry):
        yield from _away(plan, item)


def _strict(item: Entry | Report) -> bool:
    """Whether two people are asked for: for what is marked, or goes to minors."""
    return isinstance(item, Entry) and (item.sensitive or item.kind != "disclosure")


def _alone(plan: Plan, who: str | None) -> str | None:
    """The one person behind an id; None when there are more, or none."""
    people = plan.people(who)
    return people[0].id if len(people) == 1 else None


def _told(plan: Plan, item: Entry | Report) -> bool:
    """Whether rule role-conflict-of-duty says that somebody releases what they spend."""
    spends = isinstance(item, Entry) and bool(item.cost) and not item.sensitive
    return spends and _alone(plan, item.owner) == _alone(plan, item.approver)


def _away(plan: Plan, entry: Entry) -> Iterator[Problem]:
    """An approver who is on leave from the day the draft is due to the day itself."""
    if entry.start is None or entry.draft_due is None or not any(p.leave for p in plan.people(entry.approver)):
        return
    first, last = max(entry.draft_due, entry.start.day - timedelta(days=LONGEST)), entry.start.day
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    in_office = any(duty.on_duty(plan, entry.approver, day, day) for day in days)
    if not in_office or any(duty.there(plan, entry.approver, day) for day in days):
        return
    words = say(
        "{a} is to release {e}, and is on leave from {x} to {s}, from the draft to the day itself",
        "{e} 由 {a} 审核放行，而从初稿截止到当天（{x} 至 {s}）其一直在休假",
        a=quote(entry.approver),
        e=quote(entry.id),
        x=entry.draft_due,
        s=last,
    )
    hint = say("let the draft be due before the leave, or name a deputy", "请把初稿截止日提前到休假之前，或安排替补")
    yield Problem(entry.at("approver"), words, hint)
