"""The mutation audit: faults put into the complete plans by hand, and what the check must say of each."""

from mutations import content, content_times, engagement, evaluation, goals, plan, resources, risks, rules, structure
from mutations.form import Mutation

TABLE: tuple[Mutation, ...] = (
    *plan.TABLE,
    *goals.TABLE,
    *structure.TABLE,
    *rules.TABLE,
    *engagement.TABLE,
    *resources.TABLE,
    *risks.TABLE,
    *evaluation.TABLE,
    *content.TABLE,
    *content_times.TABLE,
)
