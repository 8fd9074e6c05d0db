"""A meeting takes place again and again, and nobody who was not there can read what was said.

With `--activity` the recurring meetings and consultations of the calendar are looked at: those dates, in the days of the plan
that the activity covers, on which they took place (by an outcome in the plan, or as the activity shows it). Each needs notes: the
entry says where they are kept (`notes`) or where the recording is (`recording`), or the outcome of the date has a `link`. Where
nobody can say whether a meeting took place, and it has no notes either, the answer is *unknown*.

What is decided in a meeting without notes is decided by those who were there, and told differently by each.

Source: Kubernetes, requirements of its groups (public notes of every meeting); CNCF, governance review.

Bad::

    plan: {period: {start: 2026-12-01}}
    content:
      channels: [{id: hall, handle: hall, owner: lead}]
      calendar:
        - {id: circle, kind: meeting, start: 2026-12-02T18:00, rrule: FREQ=WEEKLY;UNTIL=20261209T180000Z, channels: [hall],
           owner: member-a}

Good::

    plan: {period: {start: 2026-12-01}}
    content:
      channels: [{id: hall, handle: hall, owner: lead}]
      calendar:
        - {id: circle, kind: meeting, start: 2026-12-02T18:00, rrule: FREQ=WEEKLY;UNTIL=20261209T180000Z, channels: [hall],
           owner: member-a, notes: one page for each in the wiki}

Activity::

    time              member kind    channel
    2026-12-02T18:00  A      message hall
    2026-12-09T18:00  A      message hall
    2027-01-10T09:00  A      message hall

---

会议一次次开，没到场的人却无从知道说了什么。

使用 `--activity` 时，查看日历中定期举行的会议与意见征询：在活动数据覆盖的方案期内，确实举行过的各次（以方案中记录的结果为准，或由活动数据看出）。每次都要有记录：
条目写明记录存放在哪里（`notes`）或录像在哪里（`recording`），或该次的结果附有链接（`link`）。无从得知是否举行、又没有记录的，结果为*未知*。

没有记录的会议，等于只由到场的人作决定，事后各说各话。

来源：Kubernetes 对各小组的要求（每次会议公开记录）；CNCF 治理评审。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.rule import rule
from commplan.words import Words, quote, say

if TYPE_CHECKING:
    from commplan.activity.observed import Observed

KINDS = ("meeting", "consultation")


@rule("C132", part="content", kind="D", severity="warning", level="solid")
def notes_missing(plan: Plan, activity: Observed) -> Iterator[Outcome]:
    meetings = [
        (entry, dates)
        for entry in plan.content.calendar
        if entry.rrule and entry.kind in KINDS and (dates := activity.dates.get(entry.id))
    ]
    if not any(dates.held or dates.unknown for _, dates in meetings):
        yield NotApplicable(say("no recurring meeting was to take place", "没有应举行的定期会议"))
        return
    for entry, dates in meetings:
        if entry.notes or entry.recording:
            continue
        linked = {outcome.date for outcome in entry.outcomes if outcome.link}
        lacking = [day for day in dates.held if day not in linked]
        if lacking:
            yield _without(entry, lacking, len(dates.held), activity.days)
        elif not dates.held and dates.why:
            yield Unknown(
                entry.at("id"),
                say("whether {e} took place: {w}", "{e} 是否举行过：{w}", e=quote(entry.id), w=dates.why),
            )


def _without(entry: Entry, lacking: list[date], held: int, days: Words) -> Problem:
    facts = {"e": quote(entry.id), "n": held, "k": len(lacking), "d": days, "l": lacking[-1]}
    if len(lacking) == held:
        words = say(
            "{e} took place {n} times from {d}, last on {l}, and there are no notes of it",
            "{e} 在 {d} 举行了 {n} 次（最近一次为 {l}），却没有记录",
            **facts,
        )
    else:
        words = say(
            "{e} took place {n} times from {d}, and of {k} there are no notes, last of {l}",
            "{e} 在 {d} 举行了 {n} 次，其中 {k} 次没有记录（最近一次为 {l}）",
            **facts,
        )
    hint = say(
        "say where notes are kept (`notes`), or give the outcome of each date a `link`",
        "写明记录存放处（`notes`），或在每次的结果中附上 `link`",
    )
    return Problem(entry.at("id"), words, hint)
