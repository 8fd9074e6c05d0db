"""A meeting takes place again and again, and nobody who was not there can read what was said.

With `--activity` the recurring meetings and consultations of the calendar are looked at: those dates, in the days of the plan
that the activity covers, on which they took place (by an outcome in the plan, or as the activity shows it). Each needs notes that
can be followed up: the outcome of the date has a `link`, or `notes` or `recording` of the entry is an address. Where these only say
in words that notes are kept, nobody can see from the plan whether they are, and the answer is *unknown*; so it is where nobody
can say whether a meeting took place.

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
           owner: member-a, notes: 'https://wiki.example/circle'}

Activity::

    time              member kind    channel
    2026-12-02T18:00  A      message hall
    2026-12-09T18:00  A      message hall
    2027-01-10T09:00  A      message hall

---

会议一次次开，没到场的人却无从知道说了什么。

使用 `--activity` 时，查看日历中定期举行的会议与意见征询：在活动数据覆盖的方案期内，确实举行过的各次（以方案中记录的结果为准，或由活动数据看出）。每次都要有可以查到的记录：
该次的结果附有链接（`link`），或条目的 `notes` 或 `recording` 是一个地址。只用文字写明有记录的，从方案中看不出是否真有，结果为*未知*；
无从得知是否举行的，也为*未知*。

没有记录的会议，等于只由到场的人作决定，事后各说各话。

来源：Kubernetes 对各小组的要求（每次会议公开记录）；CNCF 治理评审。
"""

from __future__ import annotations

import re
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
_ADDRESS = re.compile(r"https?://|www\.|[\w-]+\.[a-z]{2,}(?:/|$)|^/|\w/\w", re.IGNORECASE)
"""What can be followed up: an address on the web, or the path of a file or folder."""


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
        if any(_ADDRESS.search(text) for text in (entry.notes, entry.recording) if text):
            continue
        linked = {outcome.date for outcome in entry.outcomes if outcome.link}
        lacking = [day for day in dates.held if day not in linked]
        if lacking and (entry.notes or entry.recording):
            yield _in_words(entry, len(lacking), len(dates.held), activity.days)
        elif lacking:
            yield _without(entry, lacking, len(dates.held), activity.days)
        elif not dates.held and dates.why:
            yield Unknown(
                entry.at("id"),
                say("whether {e} took place: {w}", "{e} 是否举行过：{w}", e=quote(entry.id), w=dates.why),
            )


def _in_words(entry: Entry, lacking: int, held: int, days: Words) -> Unknown:
    facts = {"e": quote(entry.id), "k": lacking, "n": held, "d": days, "w": "notes" if entry.notes else "recording"}
    part = say(" (of {k} of them)", "其中 {k} 次", **facts) if lacking < held else Words("", "")
    words = say(
        "whether there are notes of {e}, which took place {n} times from {d}{p}: `{w}` only says so in words; an address there, or "
        "a `link` in the outcome of each date, shows them",
        "{e} 在 {d} 举行了 {n} 次，{p}是否有记录：`{w}` 只有文字说明；请在那里写地址，或在每次的结果中附上 `link`",
        p=part,
        **facts,
    )
    return Unknown(entry.at("notes" if entry.notes else "recording"), words)


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
        "give the address where notes are kept (`notes`), or the outcome of each date a `link`",
        "写明记录存放处的地址（`notes`），或在每次的结果中附上 `link`",
    )
    return Problem(entry.at("id"), words, hint)
