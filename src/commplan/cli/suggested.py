"""What `commplan recommend` prints as JSON.

The result is one object: `version` 1; `plan`; `as_of`; `most`; `least_people` that a place is spoken of from; `days_ahead`;
`members` by hash, each with its places; `newcomers`: the places for those of whom nothing is known; `left_out`: how many;
`quality` or null, with `untold` why. A place has `place`, `score`, `people`, `because` (`place`, how many are in `both`, `of` how
many) and `next`, the `day` and `title` of what comes up there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from commplan.cli.speech import LANGUAGE
from commplan.plan import Plan
from commplan.stickiness.recommend import AHEAD, Suggested, comes_up
from commplan.stickiness.suggestion import LEAST, Quality, Suggestion


def as_json(plan: Plan, found: Suggested, most: int) -> Iterator[str]:
    """The whole in pieces, since there may be a hundred thousand members in it."""
    coming = _Coming(plan, found.as_of)
    told: dict[str, Any] = {
        "version": 1,
        "plan": {"id": plan.plan.id, "title": plan.plan.title},
        "as_of": str(found.as_of),
        "most": most,
        "least_people": LEAST,
        "days_ahead": AHEAD,
        "members": {},
        "newcomers": [_place(coming, s) for s in found.newcomers],
        "left_out": found.left_out,
        "quality": _measured(found.quality) if found.quality else None,
        "untold": found.untold.in_language(LANGUAGE) if found.untold else None,
    }
    before, after = json.dumps(told, ensure_ascii=False, indent=2).split('"members": {}', maxsplit=1)
    yield before + '"members": {'
    written = lru_cache(maxsize=2**14)(lambda own: _indented([_place(coming, s) for s in own]))
    members = iter(found.members.items())
    comma = ""
    while some := list(islice(members, 1000)):
        yield comma + ",".join(f"\n    {json.dumps(member)}: {written(own)}" for member, own in some)
        comma = ","
    yield ("\n  }" if comma else "}") + after + "\n"


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n    ")


class _Coming:
    """What comes up at a place next, looked up once for each."""

    def __init__(self, plan: Plan, as_of: date) -> None:
        self.plan, self.as_of = plan, as_of
        self.at = cache(self._at)

    def _at(self, place: str) -> tuple[date, str] | None:
        return comes_up(self.plan, place, self.as_of)


def _place(coming: _Coming, s: Suggestion) -> dict[str, Any]:
    next_ = coming.at(s.place)
    return {
        "place": s.place,
        "score": round(s.score, 6),
        "people": s.people,
        "because": [{"place": r.place, "both": r.both, "of": r.of} for r in s.reasons],
        "next": {"day": str(next_[0]), "title": next_[1]} if next_ else None,
    }


def _measured(q: Quality) -> dict[str, Any]:
    return {
        "k": q.k, "new": q.new, "hits": q.hits, "recall": q.recall, "popular_hits": q.popular_hits,
        "popular_recall": q.popular_recall, "places": q.places, "reached": q.reached, "coverage": q.coverage,
        "popular_reached": q.popular_reached, "popular_coverage": q.popular_coverage,
    }  # fmt: skip
