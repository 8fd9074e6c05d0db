"""What `commplan points` says, and prints as JSON.

As JSON the result is one object: `version` 1; `plan`; `timezone`; `period` with `first` and `last` day; `flows` by month and
`whole`, each with `open`, `issued`, `redeemed`, `expired`, `revoked`, `close` and whether the identity `holds`; `open` and `close`
are null where the plan does not say what was out on its first day, `redeemed` and `close` where the activity tells of no
redemption; `rules` with `times`, `points`, `capped` (times that a cap held something back), `held_back`, `expected` (times by
the plan up to now), or null and `why` the activity cannot say, and `undated`, how many more there were of which nobody knows
when; `prizes` by id; `levels` by id with `members`; `overdrawn`;
`self_given`; `liability` with `points`, `expected`, `worst`, `budget` and `missing` keys; `suspicions` with `kind`, `members`
(hashes), `rules`, `points`, `number`, `first`, `last`; `usual`: patterns that so many `members` show `of` all who earn by a `rule`
that they say more of it than of them, with their `kind`.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from commplan.cli.speech import LANGUAGE
from commplan.localday import day_date, month_label
from commplan.plan.engagement import Earn
from commplan.stickiness.passbook import Said

# -- for programs --


def as_json(said: Said) -> str:
    found, cost = said.found, said.cost
    whole: dict[str, Any] = {
        "version": 1,
        "plan": {"id": said.plan.plan.id, "title": said.plan.plan.title},
        "timezone": said.zone,
        "period": {"first": str(day_date(found.first_day)), "last": str(day_date(found.end_day - 1))},
        "flows": [{"month": month_label(f.month), **said.cells(f), "holds": f.holds} for f in found.ledger.flows],
        "whole": {**said.cells(said.whole), "holds": said.whole.holds},
        "rules": [_rule(said, rule) for rule in said.rewards.earn],
        "prizes": {
            p.id: found.ledger.taken.get(p.id, 0) if found.redemptions_told else None for p in said.rewards.catalogue
        },
        "levels": said.reached,
        "overdrawn": found.ledger.overdrawn,
        "self_given": found.self_given,
        "liability": {
            "points": cost.points,
            "expected": _text(cost.expected),
            "worst": _text(cost.worst),
            "budget": _text(cost.held),
            "currency": cost.currency,
            "missing": list(cost.missing),
        },
        "usual": [{"kind": u.kind, "rule": u.rule, "members": u.members, "of": u.of} for u in said.usual],
        "suspicions": [
            {
                "kind": s.kind,
                "members": list(s.members),
                "rules": list(s.rules),
                "points": s.points,
                "number": s.number,
                "first": str(day_date(s.first_day)),
                "last": str(day_date(s.last_day)),
            }
            for s in said.found.suspicions
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _rule(said: Said, rule: Earn) -> dict[str, Any]:
    earned, why = said.found.ledger.earned[rule.id], said.found.untold.get(rule.id)
    told = {"times": earned.times, "points": earned.points, "capped": earned.capped, "held_back": earned.held_back}
    return {
        "id": rule.id,
        "event": rule.event,
        **(dict.fromkeys(told) if why else told),
        "expected": said.expected(rule),
        "undated": said.found.undated.get(rule.id, 0),
        "why": why.in_language(LANGUAGE) if why else None,
    }
