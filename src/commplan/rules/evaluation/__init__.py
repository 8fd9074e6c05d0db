"""Rules about evaluation; and where the plan names metrics."""

from __future__ import annotations

from collections.abc import Iterator

from commplan.catalogue import measurable_ids
from commplan.finding import Place
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.plan.risks import Risk


def uses(plan: Plan) -> Iterator[tuple[str, Objective | Risk, Place]]:
    """Every metric that the plan wants to know: its id, the objective or open risk, and where that names it."""
    for objective in plan.goals.objectives:
        if objective.metric:
            yield objective.metric, objective, objective.at("metric")
    for risk in plan.risks.register:
        if risk.status != "closed" and risk.trigger and risk.trigger.metric:
            yield risk.trigger.metric, risk, risk.trigger.at("metric")


def known_metrics(plan: Plan) -> list[str]:
    """The ids of all that commplan can measure by itself, and of the plan's own metrics."""
    return [*measurable_ids(), *(m.id for m in plan.evaluation.metrics)]
