"""The risk register in the order of its scores, and what is to be done about it by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from commplan.plan import Plan
from commplan.plan.risks import Action, Risk

WORST = 4
"""As many risks stand on a page that tells of the worst ones."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A risk with its scores before and after the response; None is not rated. `band`: how it stands to the appetite."""

    risk: Risk
    score: int | None
    residual: int | None
    band: Literal["high", "medium", "low", "unrated"]


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done about a risk."""

    risk: Risk
    action: Action
    day: date | None


@dataclass(frozen=True, slots=True)
class Register:
    """Open risks, highest score first, those without one at the end; what is to be done, by day; what is closed."""

    rated: tuple[Rated, ...]
    closed: tuple[Risk, ...]
    actions: tuple[Due, ...]
    done: tuple[Due, ...]

    @property
    def worst(self) -> tuple[Rated, ...]:
        return self.rated[:WORST]

    @property
    def rest(self) -> int:
        return max(0, len(self.rated) - WORST)

    @property
    def bands(self) -> dict[str, int]:
        """How many there are of each band."""
        return {band: sum(r.band == band for r in self.rated) for band in ("high", "medium", "low", "unrated")}


def register(plan: Plan) -> Register:
    risks = plan.risks.register
    rated = [_rated(plan, risk) for risk in risks if risk.status != "closed"]
    rated.sort(key=lambda r: (r.score is None, -(r.score or 0), -(r.residual or 0), r.risk.id))
    due = [Due(risk, a, a.due) for risk in risks if risk.status != "closed" for a in risk.actions]
    due.sort(key=lambda d: (d.day is None, d.day or date.max, d.risk.id))
    return Register(
        tuple(rated),
        tuple(risk for risk in risks if risk.status == "closed"),
        tuple(d for d in due if d.action.done is None),
        tuple(d for d in due if d.action.done is not None),
    )


def _rated(plan: Plan, risk: Risk) -> Rated:
    appetite, score = plan.risks.appetite, risk.inherent
    residual = risk.residual.score if risk.residual else None
    if score is None:
        return Rated(risk, None, residual, "unrated")
    band: Literal["high", "medium", "low"] = "medium"
    if score >= appetite.high:
        band = "high"
    elif score <= appetite.acceptable:
        band = "low"
    return Rated(risk, score, residual, band)
