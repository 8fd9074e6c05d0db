"""Suggestions for the members of a plan: who takes part where by the activity, who is left out, and what comes up there.

Left out are bots, the team, those who have switched suggestions off, and minors. Who has done either only the community
knows: both are given as lists of accounts. Where the plan has minors among its audiences and nobody says who they are,
nothing is suggested to anybody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from commplan.localday import day_number
from commplan.measure import Session
from commplan.plan import Plan
from commplan.plan.content import Channel
from commplan.schedule import recurrence
from commplan.suggestion import LEAST, Likeness, Quality, Suggestion, likeness, popular, quality, suggested, tastes
from commplan.words import Words, quote, say

LOOKBACK, LATELY, HELD_BACK, AHEAD = 180, 28, 28, 14
"""Days of which taking part counts; of which what is popular is counted; that are held back to see how good suggestions
are; and in which what comes up at a suggested place is named."""
FEWEST = 30
"""Below so many times that something new was taken up, nothing is said of how good suggestions are."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What comes of it: `members` by their hash, `seen` being all who take part anywhere; `newcomers` what those are offered of whom nothing is known; `quality`
    None, with `untold` why, where too little was taken up to tell. `left_out`: how many were."""

    as_of: date
    members: dict[str, tuple[Suggestion, ...]]
    seen: frozenset[str]
    newcomers: tuple[Suggestion, ...]
    likeness: Likeness
    quality: Quality | None
    untold: Words | None
    left_out: int


def refused(plan: Plan, minors_known: bool) -> Words | None:
    """Why nothing may be suggested under this plan; None when it may."""
    if plan.engagement.recommendations is None:
        return say(
            "the plan recommends nothing (`engagement.recommendations`)",
            "方案没有个性化推荐（`engagement.recommendations`）",
        )
    if plan.engagement.recommendations.opt_out is None:
        return say(
            "the plan does not say how suggestions are switched off (`opt_out`)",
            "方案没有写明如何关闭推荐（`opt_out`）",
        )
    minors = [a for a in plan.goals.audiences if a.minors]
    if minors and not minors_known:
        return say(
            "{a} has minors, and nobody says who they are: name their accounts with --minors",
            "{a} 中有未成年人，但未说明是谁：请用 --minors 给出其账号",
            a=quote(minors[0].id),
        )
    return None


def suggestions(session: Session, as_of: date, most: int, left_out: Collection[str]) -> Suggested | Words:
    """Suggestions as of a day, from what was done before it; or why there are none."""
    end = day_number(as_of)
    now = _taking_part(session, end - LOOKBACK, end)
    now = {m: places for m, places in now.items() if m not in left_out}
    known = likeness(now)
    if not known.people:
        return say(
            "no place has {n} people who took part in it in the {d} days before {a}",
            "在 {a} 之前的 {d} 天内，没有任何渠道有 {n} 人参与",
            n=LEAST,
            d=LOOKBACK,
            a=as_of,
        )
    lately = _taking_part(session, end - LATELY, end)
    people = {p: sum(p in places for m, places in lately.items() if m not in left_out) for p in known.people}
    found, untold = _quality(session, end, most, left_out)
    return Suggested(
        as_of,
        {m: got for m, places in now.items() if (got := suggested(known, places, most))},
        frozenset(now),
        popular(people, (), most),
        known,
        found,
        untold,
        len(left_out),
    )


def _quality(session: Session, end: int, most: int, left_out: Collection[str]) -> tuple[Quality | None, Words | None]:
    split = end - HELD_BACK
    before = {m: p for m, p in _taking_part(session, split - LOOKBACK, split).items() if m not in left_out}
    found = quality(before, _taking_part(session, split, end), most)
    if found.new < FEWEST:
        words = say(
            "how good they are is unknown: in the last {d} days members took up something new {n} times, {f} are needed",
            "推荐质量未知：最近 {d} 天内成员新参与只有 {n} 次，至少需要 {f} 次",
            d=HELD_BACK,
            n=found.new,
            f=FEWEST,
        )
        return None, words
    return found, None


def _taking_part(session: Session, first: int, end: int) -> dict[str, frozenset[str]]:
    rows = session.connection.execute(_TAKING_PART, [first, end]).fetchall()
    return tastes(rows)


_TAKING_PART = """
SELECT DISTINCT ev.member, ev.channel FROM ev
WHERE NOT ev.staff AND ev.channel IS NOT NULL AND ev.kind IN ('message', 'reply', 'reaction', 'attend')
AND ev.day >= ? AND ev.day < ?
"""


def comes_up(plan: Plan, channel: Channel, as_of: date) -> tuple[date, str] | None:
    """What is next in the calendar of a channel of the plan, in the days ahead: the day and the title."""
    until = as_of + timedelta(days=AHEAD)
    for o in recurrence.occurrences(plan):
        if channel.id in o.entry.channels and as_of <= o.day < until and o.entry.status != "cancelled":
            return o.day, o.entry.title or o.entry.id
    return None
