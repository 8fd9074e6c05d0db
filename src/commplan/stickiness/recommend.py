"""Suggestions for the members of a plan: who takes part where by the activity, who is left out, and what comes up there.

Left out are bots, the team, those who have switched suggestions off, and minors. Who has done either only the community
knows: both are given as lists of accounts. Where the plan has minors among its audiences and nobody says who they are,
nothing is suggested to anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from commplan import venues
from commplan.localday import day_number
from commplan.measuring.measure import Session
from commplan.plan import Plan
from commplan.schedule import recurrence
from commplan.stickiness.suggestion import LEAST, Likeness, Quality, Suggestion, Trial, counted, popular, suggested
from commplan.stickiness.tastes import Taste, tastes
from commplan.words import Words, quote, say

LOOKBACK, LATELY, HELD_BACK, AHEAD = 180, 28, 28, 14
"""Days of which taking part counts; of which what is popular is counted; that are held back to see how good suggestions
are; and in which what comes up at a suggested place is named."""
FEWEST = 30
"""Below so many times that something new was taken up, nothing is said of how good suggestions are."""
KEPT = 2**14
"""Of so many sets of places it is kept what is suggested to those who take part in just them."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What comes of it. `members`: what is suggested to whom, by their hash, of those that were asked for, `seen` being those
    of them who take part anywhere; `given`: to how many something is; `places`: to how many each place; `newcomers` what those
    are offered of whom nothing is known; `quality` None, with `untold` why, where too little was taken up to tell. `left_out`:
    how many were."""

    as_of: date
    members: Mapping[str, tuple[Suggestion, ...]]
    seen: Collection[str]
    given: int
    places: Mapping[str, int]
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


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan says of suggestions: places that are never spoken of, and for how many days data may be used, None for no limit."""

    unspoken: frozenset[str] = frozenset()
    kept: int | None = None


def rules(plan: Plan, session: Session) -> Rules:
    """Nobody is told of private channels, nor of conversations between few; and no data is used for longer than it is promised to
    be kept for that."""
    kept = plan.engagement.recommendations.retention if plan.engagement.recommendations else None
    unspoken = venues.unspoken(plan, venues.spoken_in(session.connection))
    return Rules(unspoken, None if kept is None else max(1, int(kept.days)))


def suggestions(
    session: Session,
    as_of: date,
    most: int,
    left_out: Collection[str],
    whose: Collection[str] | None = (),
    rules: Rules = Rules(),
) -> Suggested | Words:
    """Suggestions as of a day, from what was done before it; or why there are none. `whose` are told, None for all; those of
    all others are counted."""
    end, back = day_number(as_of), min(LOOKBACK, rules.kept or LOOKBACK)
    split, since = end - HELD_BACK, None if rules.kept is None else end - rules.kept
    found = tastes(session, max(split - back, since or 0), split, end, left_out, rules.unspoken, since)
    known = found.likeness("last_day", end - back)
    if not known.people:
        return say(
            "no place has {n} people who took part in it in the {d} days before {a}",
            "在 {a} 之前的 {d} 天内，没有任何渠道有 {n} 人参与",
            n=LEAST,
            d=back,
            a=as_of,
        )
    lately = found.people("last_day", end - LATELY)
    people = {p: lately[p] for p in known.people if p in lately}
    round_ = _Round(known, Trial(found.likeness("day_before", split - back), most), most, whose)
    for taste in found.members():
        round_.take(taste, end - back, split)
    quality, untold = _told(round_.trial.quality)
    return Suggested(
        as_of,
        round_.members,
        frozenset(round_.seen),
        round_.given,
        round_.places,
        popular(dict(sorted(people.items(), key=lambda one: (-one[1], one[0]))), (), most),
        known,
        quality,
        untold,
        len(left_out),
    )


class _Round:
    """Goes from member to member. Many take part in the same places, so that what they come to is kept for a while."""

    def __init__(self, known: Likeness, trial: Trial, most: int, whose: Collection[str] | None) -> None:
        self.trial, self.whose = trial, whose
        self.members: dict[str, tuple[Suggestion, ...]] = {}
        self.seen: list[str] = []
        self.given, self.places = 0, Counter[str]()
        keep = lru_cache(maxsize=KEPT)
        self._now = keep(lambda own, others: suggested(known, own, most, others))
        self._then = keep(lambda own, others: suggested(trial.known, own, most, others))

    def take(self, taste: Taste, since: int, split: int) -> None:
        now = taste.said | {place: day for place, day in taste.last_day.items() if day >= since}
        if now:
            own = self._now(*_parted(now, taste.left))
            self.given += bool(own)
            self.places.update(s.place for s in own)
            if self.whose is None or taste.member in self.whose:
                self.seen.append(taste.member)
                if own:
                    self.members[taste.member] = own
        before = {place: day for place, day in taste.said.items() if day < split} | taste.day_before
        if before:
            later = sorted(
                place for told in (taste.last_day, taste.said) for place, day in told.items() if day >= split
            )
            self.trial.see(self._then(*_parted(before)), before, later)


def _parted(last: Mapping[str, int], left: Collection[str] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The places of a member that count, and those that do not since there are more, or since they have left them."""
    own = counted(last)
    return own, tuple(sorted((last.keys() | set(left)) - set(own))) if left or len(own) < len(last) else ()


def _told(found: Quality) -> tuple[Quality | None, Words | None]:
    if found.new < FEWEST:
        words = say(
            "How good they are is unknown: in the last {d} days members took up something new {n} times, {f} are needed.",
            "推荐质量未知：最近 {d} 天内成员新参与只有 {n} 次，至少需要 {f} 次。",
            d=HELD_BACK,
            n=found.new,
            f=FEWEST,
        )
        return None, words
    return found, None


def comes_up(plan: Plan, place: str, as_of: date) -> tuple[date, str] | None:
    """What is next in the calendar at a place, a channel or an event of the plan, in the days ahead: the day and the title."""
    until = as_of + timedelta(days=AHEAD)
    channels = {c.id for c in plan.content.channels if venues.names_of(c, (place,))}
    for o in recurrence.occurrences(plan):
        there = channels.intersection(o.entry.channels) or venues.folded(place) in (
            venues.folded(o.entry.title or ""),
            o.entry.id,
        )
        if there and as_of <= o.day < until and not called_off(o):
            return o.day, o.entry.title or o.entry.id
    return None


def called_off(o: recurrence.Occurrence) -> bool:
    """Whether a date of the calendar is not held, as far as the plan says."""
    return o.entry.status == "cancelled" or any(r.date == o.day and r.status == "cancelled" for r in o.entry.outcomes)
