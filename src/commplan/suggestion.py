"""What members may like next, from what people who do the same things also do; and how good such suggestions are.

The method is the plainest that can be explained to the member it is for: places (channels, events) are alike when the same
people take part in both, as the cosine of the two groups, less sure the fewer they share. A place is suggested for what
it has in common with each of the places that a member already takes part in. Whoever takes part in nothing yet is offered
what most have taken up lately.

What few take part in is never suggested nor given as a reason, since that would tell who they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

LEAST = 5
"""How many must take part in a place, and in two places at once, for it to be spoken of."""
SHRINK = 10
"""A likeness that rests on n people counts n / (n + SHRINK): three who share a taste may do so by chance."""

_SQUARE95 = 3.841
"""What the square of the difference, by its variance, exceeds in one of twenty cases without any difference."""

Taste = Mapping[str, frozenset[str]]
"""The places that each member takes part in."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place is suggested: of those who take part in `place`, which the member does, `both` are in it too."""

    place: str
    both: int
    of: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place with its score (between 0 and the number of the member's places) and why, best reason first; no reason: many
    have taken part in it lately, `people` of them."""

    place: str
    score: float
    reasons: tuple[Reason, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike places are: by place, those like it with their likeness and how many take part in both; and how many
    people each place has."""

    alike: Mapping[str, Mapping[str, tuple[float, int]]]
    people: Mapping[str, int]


def likeness(tastes: Taste, withheld: Collection[str] = ()) -> Likeness:
    """Of all pairs of places that at least LEAST people share; `withheld` are places that are never suggested."""
    people = Counter(place for places in tastes.values() for place in places)
    known = {place for place, n in people.items() if n >= LEAST and place not in withheld}
    both: Counter[tuple[str, str]] = Counter()
    for places in tastes.values():
        own = sorted(places & known)
        both.update((a, b) for i, a in enumerate(own) for b in own[i + 1 :])
    alike: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
    for (a, b), n in both.items():
        if n >= LEAST:
            close = n / sqrt(people[a] * people[b]) * n / (n + SHRINK)
            alike[a][b] = alike[b][a] = (close, n)
    return Likeness(alike, {place: people[place] for place in sorted(known)})


def suggested(known: Likeness, places: Collection[str], most: int) -> tuple[Suggestion, ...]:
    """What is suggested to somebody who takes part in these places; the likeliest first, by name where two are equal."""
    scores: Counter[str] = Counter()
    reasons: dict[str, list[tuple[float, Reason]]] = defaultdict(list)
    for own in sorted(places):
        for other, (close, both) in known.alike.get(own, {}).items():
            if other not in places:
                scores[other] += close  # type: ignore[assignment] # scores are no counts
                reasons[other].append((close, Reason(own, both, known.people[own])))
    best = sorted(scores, key=lambda place: (-scores[place], place))[:most]
    return tuple(
        Suggestion(
            place,
            scores[place],
            tuple(reason for _, reason in sorted(reasons[place], key=lambda r: (-r[0], r[1].place))),
            known.people[place],
        )
        for place in best
    )


def popular(people: Mapping[str, int], places: Collection[str], most: int) -> tuple[Suggestion, ...]:
    """What most take part in, of what one does not yet."""
    best = sorted((p for p, n in people.items() if p not in places and n >= LEAST), key=lambda p: (-people[p], p))
    return tuple(Suggestion(place, 0.0, (), people[place]) for place in best[:most])


@dataclass(frozen=True, slots=True)
class Quality:
    """How suggestions would have done: of the `new` times that members took up a place in the weeks held back, how many
    were among the `k` suggested to them before (`hits`), and how many of all `places` were ever suggested to anybody; the
    same for simply what is popular. `members`: to how many something was suggested; `ahead` and `behind`: of how many
    suggestions found more of what they took up than what is popular, and of how many less."""

    k: int
    members: int
    new: int
    hits: int
    popular_hits: int
    places: int
    reached: int
    popular_reached: int
    ahead: int
    behind: int

    @property
    def lead(self) -> int:
        """1 when suggestions find more than what is popular, -1 when less, 0 when the difference may be chance.

        By the sign test over members, at 95 %: what one member takes up hangs together, members do not.
        """
        more, less = self.ahead, self.behind
        return (more > less) - (more < less) if (more - less) ** 2 > _SQUARE95 * (more + less) else 0

    @property
    def recall(self) -> float | None:
        return self.hits / self.new if self.new else None

    @property
    def popular_recall(self) -> float | None:
        return self.popular_hits / self.new if self.new else None

    @property
    def coverage(self) -> float | None:
        return self.reached / self.places if self.places else None

    @property
    def popular_coverage(self) -> float | None:
        return self.popular_reached / self.places if self.places else None


def quality(before: Taste, later: Taste, k: int, withheld: Collection[str] = ()) -> Quality:
    """Suggestions made from `before`, held against what the same members took up `later`."""
    known = likeness(before, withheld)
    new = hits = favourites = members = 0
    ahead = behind = 0
    reached: set[str] = set()
    commonly: set[str] = set()
    for member, places in sorted(before.items()):
        own = _places(suggested(known, places, k))
        common = _places(popular(known.people, places, k))
        reached |= own
        commonly |= common
        members += bool(own)
        taken = (later.get(member, frozenset()) - places) & known.people.keys()
        new += len(taken)
        hits += len(taken & own)
        favourites += len(taken & common)
        ahead += len(taken & own) > len(taken & common)
        behind += len(taken & own) < len(taken & common)
    return Quality(
        k, members, new, hits, favourites, len(known.people), len(reached), len(commonly), ahead, behind
    )  # fmt: skip


def _places(found: Sequence[Suggestion]) -> set[str]:
    return {s.place for s in found}


def tastes(rows: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """From pairs of member and place."""
    found: dict[str, set[str]] = defaultdict(set)
    for member, place in rows:
        found[member].add(place)
    return {member: frozenset(places) for member, places in sorted(found.items())}
