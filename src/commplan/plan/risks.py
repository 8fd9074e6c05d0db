"""`risks`: what may go wrong, what it would do, and what is done about it (风险管理与应对), after ISO 31000."""

from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from commplan.plan.engagement import EntryRef
from commplan.plan.goals import ObjectiveRef, Parameter
from commplan.plan.node import Node, many, maybe, need, part
from commplan.plan.numbers import Amount, Number, Positive, RiskScore, Score, Share
from commplan.plan.scalars import Id, OneOrMany, Refers, Scalar, Text, Who, Whos, fault
from commplan.plan.times import Day
from commplan.words import say

RiskRef = Annotated[Id, Refers(("risk",))]


def _five(value: object) -> object:
    if isinstance(value, tuple) and len(value) != 5:
        words = say("has {n} words; a scale has five", "这里有 {n} 项，量表须有五项", n=len(value))
        raise fault("bad-value", words, say("name what 1, 2, 3, 4 and 5 mean", "写出 1 至 5 各代表什么"))
    return value


def _chances(value: object) -> object:
    checked = _five(value)
    numbers = checked if isinstance(checked, tuple) else ()
    if any(isinstance(a, int | float) and isinstance(b, int | float) and a > b for a, b in pairwise(numbers)):
        words = say("the chances fall, and the scale rises", "概率在下降，而量表由低到高")
        raise fault("bad-value", words, say("write the lowest first", "请由低到高填写"))
    return checked


Labels = Annotated[tuple[Text, ...], Scalar(_five, {"minItems": 5, "maxItems": 5}, inner=True)]
Chances = Annotated[tuple[Share, ...], Scalar(_chances, {"minItems": 5, "maxItems": 5}, inner=True)]


class Scale(Node):
    """What 1 to 5 mean, lowest first."""

    likelihood: Labels | None = maybe("Five words or numbers for likelihood.")
    impact: Labels | None = maybe("Five words or numbers for impact.")
    probability: Chances | None = maybe(
        "Chance, 0 to 1, that each of the five likelihoods stands for over the plan (发生概率): [0.05, 0.1, 0.3, 0.6, 0.9]."
    )


class Appetite(Node):
    """What may be lived with, and who may say so."""

    acceptable: RiskScore = maybe("Highest score (likelihood times impact) that is accepted without more.", 5)
    high: RiskScore = maybe("Score from which a risk is high: owner, response and contingency are a must.", 12)
    accepted_by: Who | None = maybe("Who may accept a risk above the acceptable score.")


class Level(Node):
    """Likelihood and impact, 1 to 5."""

    likelihood: Score = need("1 to 5.")
    impact: Score = need("1 to 5.")

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


class Action(Node):
    """Something done about a risk."""

    KIND: ClassVar[str] = "risk-action"

    id: Id | None = maybe("Id, kebab-case; only needed when a budget line refers to it.")
    action: Text = need("What is done.")
    owner: Who | None = maybe("Who does it.")
    due: Day | None = maybe("By when.")
    entry: EntryRef | None = maybe("Calendar entry that carries it.")
    effort_hours: Positive | None = maybe("Hours of work.")
    cost: Amount | None = maybe("Cost.")
    done: Day | None = maybe("Day it was done.")


class Trigger(Node):
    """The early warning: a metric and a threshold."""

    metric: Id | None = maybe("Metric of the catalogue or of `evaluation.metrics`.")
    parameters: dict[str, Parameter] = maybe("Parameters of the metric.", make=dict)
    above: Number | None = maybe("Fires above this value.")
    below: Number | None = maybe("Fires below this value.")
    sign: Text | None = maybe("Or a sign to watch for, in words.")


class Risk(Node):
    """A risk: cause, event, effect on objectives."""

    KIND: ClassVar[str] = "risk"

    id: Id = need("Id, kebab-case.")
    title: Text | None = maybe("Name of the risk.")
    category: Id | None = maybe("Category of the risk catalogue: key-person-loss, data-privacy, spam-raid, ...")
    cause: Text | None = maybe("Because of ...")
    event: Text | None = maybe("... it may happen that ...")
    effect: Text | None = maybe("... which would lead to ...")
    objectives: OneOrMany[ObjectiveRef] = many("Objectives it endangers.")
    about: Whos = many("Whose loss or doing it is: people, roles, bodies; somebody else owns it.")
    likelihood: Score | None = maybe("Likelihood today, 1 to 5 (可能性).")
    impact: Score | None = maybe("Impact today, 1 to 5 (影响程度).")
    cost: Amount | None = maybe("What it would cost if it happened, in the plan's currency (预计损失).")
    score: RiskScore | None = maybe("Likelihood times impact; may be left out.")
    owner: Who | None = maybe("Who watches it.")
    response: Literal["avoid", "reduce", "transfer", "accept"] | None = maybe("What is done (规避/降低/转移/接受).")
    actions: tuple[Action, ...] = many("Dated actions.")
    trigger: Trigger | None = maybe("Early warning (预警指标).")
    contingency: Text | None = maybe("What is done when it happens (应急预案).")
    fallback: Text | None = maybe("What is done when that fails.")
    residual: Level | None = maybe("Likelihood and impact after the response (残余风险).")
    secondary: Text | None = maybe("New risks that the response brings.")
    counterparty: Text | None = maybe("For `transfer`: to whom, by which contract.")
    accepted_by: Who | None = maybe("For `accept`: who signed.")
    status: Literal["open", "watch", "materialised", "closed"] = maybe("State.", "open")
    reviewed: Day | None = maybe("Last review.")
    next_review: Day | None = maybe("Next review.")

    @property
    def inherent(self) -> int | None:
        """Likelihood times impact before the response; None when either is not stated."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None


class Waived(Node):
    """A category of the risk catalogue that does not apply here, and why."""

    category: Id = need("Category.")
    reason: Text = need("Why it does not apply.")
    by: Who | None = maybe("Who decided so.")
    until: Day | None = maybe("Until when.")


class Risks(Node):
    """Part 6 of six: risks."""

    scale: Scale = part(Scale, "What 1 to 5 mean.")
    appetite: Appetite = part(Appetite, "What may be lived with.")
    register: tuple[Risk, ...] = many("The risk register (风险登记册).")
    waived: tuple[Waived, ...] = many("Categories that do not apply, and why.")
