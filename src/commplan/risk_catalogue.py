"""The kinds of risk that communities have met, from `data/risk-categories.toml`: each with its source, and when it was read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from commplan.words import Words

_DATA = Path(__file__).parent / "data" / "risk-categories.toml"


@dataclass(frozen=True, slots=True)
class RiskKind:
    """A kind of risk. `asks`: of which plans it is asked for, empty: of none; `as_of`: the month its source was read."""

    id: str
    name: Words
    asks: str
    as_of: str
    source: Words


@cache
def risk_kinds() -> dict[str, RiskKind]:
    """All of them by id, in the order of the data file."""
    found = {}
    for facts in tomllib.loads(_DATA.read_text(encoding="utf-8")).values():
        source = Words(**facts["source"])
        for id_, kind in facts["categories"].items():
            name = Words(kind["en"], kind["zh"])
            found[id_] = RiskKind(id_, name, kind.get("asks", ""), facts["as_of"], source)
    return found
