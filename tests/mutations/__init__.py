"""The mutation audit: faults put into the complete plans by hand, and what the check must say of each."""

from mutations import (
    content,
    content_times,
    engagement,
    evaluation,
    goals,
    goals_audiences,
    goals_links,
    plan,
    plan_people,
    resources,
    risks,
    risks_responses,
    rules,
    rules_breaches,
    rules_newcomers,
    structure,
    structure_holders,
    structure_power,
)
from mutations.form import Mutation

TABLE: tuple[Mutation, ...] = (
    *plan.TABLE,
    *plan_people.TABLE,
    *goals.TABLE,
    *goals_links.TABLE,
    *goals_audiences.TABLE,
    *structure.TABLE,
    *structure_power.TABLE,
    *structure_holders.TABLE,
    *rules.TABLE,
    *rules_breaches.TABLE,
    *rules_newcomers.TABLE,
    *engagement.TABLE,
    *resources.TABLE,
    *risks.TABLE,
    *risks_responses.TABLE,
    *evaluation.TABLE,
    *content.TABLE,
    *content_times.TABLE,
)
