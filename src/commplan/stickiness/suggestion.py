"""What members may like next, from what people who do the same things also do; and how good such suggestions are.

The method is the plainest that can be explained to the member it is for: places (channels, events) are alike when the same
people take part in both, as the cosine of the two groups, less sure the fewer they share. A place is suggested for what
it has in common with each of the places that a member already takes part in. Whoever takes part in nothing yet is offered
what most have taken up lately.

What few take part in is never suggested nor given as a reason, since that would tell who they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from math import sqrt

LEAST = 5
"""How many must take part in a place, and in two places at once, for it to be spoken of."""
SHRINK = 10
"""A likeness that rests on n people counts n / (n + SHRINK): three who share a taste may do so by chance."""
COUNTED, ALIKE = 100, 200
"""Of one member count so many places, those they took part in last; and to one place so many others are alike, the likest. Few
go to more; but whoever is everywhere, as a bot that nobody knows for one, would make all places alike, and pairs of places
without end."""

_SQUARE95 = 3.841
"""What the square of the difference, by its variance, exceeds in one of twenty cases without any difference."""


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
    """How alike places are: by place, those like it with their likeness, and the reason that it is for each of them; and how
    many people each place has, the most first."""

    alike: Mapping[str, Mapping[str, tuple[float, Reason]]]
    people: Mapping[str, int]


def likeness(people: Mapping[str, int], shared: Iterable[tuple[str, str, int]]) -> Likeness:
    """From how many people each place has, and of each place how many it shares with each of those like it.

    Places of fewer than LEAST, and pairs that fewer than LEAST share, are left out.
    """
    alike: dict[str, dict[str, tuple[float, Reason]]] = defaultdict(dict)
    for a, b, n in shared:
        if n >= LEAST:
            alike[a][b] = n / sqrt(people[a] * people[b]) * n / (n + SHRINK), Reason(a, n, people[a])
    known = sorted((place for place, n in people.items() if n >= LEAST), key=lambda place: (-people[place], place))
    return Likeness(alike, {place: people[place] for place in known})


def counted(last: Mapping[str, int]) -> tuple[str, ...]:
    """The places of a member that count, by name, from the last day in each."""
    if len(last) <= COUNTED:
        return tuple(sorted(last))
    return tuple(sorted(sorted(last, key=lambda place: (-last[place], place))[:COUNTED]))


def suggested(
    known: Likeness, places: Sequence[str], most: int, withheld: Collection[str] = ()
) -> tuple[Suggestion, ...]:
    """What is suggested to somebody who takes part in these places, which are in order; the likeliest first, by name where
    two are equal. Nothing that is `withheld`: other places that they take part in."""
    scores: dict[str, float] = defaultdict(float)
    for own in places:
        for other, (close, _) in known.alike.get(own, {}).items():
            scores[other] += close
    for place in (*places, *withheld):
        scores.pop(place, None)
    best = nsmallest(most, scores, key=lambda place: (-scores[place], place))
    return tuple(
        Suggestion(place, scores[place], _reasons(known, places, place), known.people[place]) for place in best
    )


def _reasons(known: Likeness, places: Sequence[str], place: str) -> tuple[Reason, ...]:
    found = [known.alike[own][place] for own in places if place in known.alike.get(own, {})]
    found.sort(key=lambda one: (-one[0], one[1].place))
    return tuple(reason for _, reason in found)


def popular(people: Mapping[str, int], places: Collection[str], most: int) -> tuple[Suggestion, ...]:
    """What most take part in, of what one does not yet; `people`: the most first, as in a likeness."""
    free = (place for place, n in people.items() if n >= LEAST and place not in places)
    return tuple(Suggestion(place, 0.0, (), people[place]) for place in islice(free, most))


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


class Trial:
    """Suggestions made from what members did `before`, held against what the same members took up `later`, one after another."""

    def __init__(self, known: Likeness, k: int) -> None:
        self.known, self.k = known, k
        self.new = self.hits = self.favourites = self.members = self.ahead = self.behind = 0
        self.reached: set[str] = set()
        self.commonly: set[str] = set()

    def see(self, own: Sequence[Suggestion], before: Collection[str], later: Collection[str]) -> None:
        """One member, with what is suggested to them from `before`."""
        made = {s.place for s in own}
        common = {s.place for s in popular(self.known.people, before, self.k)}
        self.reached |= made
        self.commonly |= common
        self.members += bool(made)
        taken = [place for place in dict.fromkeys(later) if place not in before and place in self.known.people]
        hits, favourites = sum(place in made for place in taken), sum(place in common for place in taken)
        self.new += len(taken)
        self.hits += hits
        self.favourites += favourites
        self.ahead += hits > favourites
        self.behind += hits < favourites

    @property
    def quality(self) -> Quality:
        return Quality(
            self.k, self.members, self.new, self.hits, self.favourites, len(self.known.people), len(self.reached),
            len(self.commonly), self.ahead, self.behind,
        )  # fmt: skip
