"""Suggestions for an audience of the plan as a whole: what those who take part in its channels also take part in, what is
about something that the plan says they care about, and which dates of the calendar are for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from commplan import venues
from commplan.plan import Plan
from commplan.plan.goals import Audience
from commplan.schedule import recurrence
from commplan.stickiness.recommend import AHEAD, Suggested, called_off
from commplan.stickiness.suggestion import Suggestion, suggested
from commplan.words import Words, quote, say


@dataclass(frozen=True, slots=True)
class Interest:
    """A place that is about something they care about, by the plan's own words for both."""

    place: str
    interest: str
    people: int


@dataclass(frozen=True, slots=True)
class Segment:
    """`places`: the channels of the audience in the activity that enough take part in; `also`: what people there take part in
    too; `about`: what is about their interests; `dates`: what comes up for them."""

    audience: Audience
    places: tuple[str, ...]
    also: tuple[Suggestion, ...]
    about: tuple[Interest, ...]
    dates: tuple[tuple[date, str], ...]


def segment(plan: Plan, audience: Audience, found: Suggested, most: int) -> Segment | Words:
    """What is suggested to an audience; or why nothing is."""
    if audience.minors:
        return say("{a} has minors", "{a} 中有未成年人", a=quote(audience.name or audience.id))
    people = found.likeness.people
    own = {n for c in plan.content.channels if audience.id in c.audiences for n in venues.names_of(c, people)}
    also = suggested(found.likeness, sorted(own), most)
    taken = own | {s.place for s in also}
    about = _about(plan, audience, {p: n for p, n in people.items() if p not in taken})[:most]
    return Segment(audience, tuple(sorted(own)), also, about, _dates(plan, audience, found.as_of)[:most])


def _about(plan: Plan, audience: Audience, people: dict[str, int]) -> tuple[Interest, ...]:
    told = []
    for place, n in people.items():
        words = [w for c in plan.content.channels if venues.names_of(c, (place,)) for w in (c.name, c.purpose, c.id)]
        text = " ".join(w for w in (place, *words) if w).casefold()
        told += [Interest(place, i, n) for i in audience.interests if i.casefold() in text][:1]
    return tuple(told)


def _dates(plan: Plan, audience: Audience, as_of: date) -> tuple[tuple[date, str], ...]:
    until, ours = as_of + timedelta(days=AHEAD), set[tuple[date, str]]()
    for o in recurrence.occurrences(plan):
        if as_of <= o.day < until and audience.id in o.entry.audiences and not called_off(o):
            ours.add((o.day, o.entry.title or o.entry.id))
    return tuple(sorted(ours))
