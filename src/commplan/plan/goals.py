"""`goals`: what the community is for, for whom, and how anyone will see that it works (社群目标与定位)."""

from typing import Annotated, ClassVar, Literal

from commplan.plan.node import Node, many, maybe, need, part
from commplan.plan.numbers import Count, Number, Positive, Score, Share
from commplan.plan.scalars import Id, LanguageTag, OneOrMany, Refers, Text, Who
from commplan.plan.times import Day, Length

AudienceRef = Annotated[Id, Refers(("audience",))]
ObjectiveRef = Annotated[Id, Refers(("objective",))]
Spaces = Literal["support", "product", "acquisition", "content", "engagement", "success"]
Engagement = Literal["unaware", "resistant", "neutral", "supportive", "leading"]
Parameter = Count


class Theme(Node):
    """The theme the community gathers round, tied to a product, a brand or a project."""

    statement: Text | None = maybe("The theme in one sentence.")
    serves: Literal["product", "brand", "project", "cause", "practice"] | None = maybe("What the theme serves.")
    goal: Text | None = maybe("The product, brand or project goal it is tied to.")
    off_topic: Text | None = maybe("What happens to posts off the theme.")


class Stage(Node):
    """Where the community stands in its life, with the evidence."""

    name: Literal["inception", "establishment", "maturity", "mitosis"] = need(
        "Life-cycle stage: members produce under 50 %, 50-90 %, over 90 % of activity, or sub-groups form."
    )
    evidence: Text | None = maybe("What shows it.")
    next_steps: Text | None = maybe("What this stage asks for next.")


class Attitude(Node):
    """Engagement of a stakeholder group on the unaware-resistant-neutral-supportive-leading scale."""

    now: Engagement | None = maybe("Today.")
    wanted: Engagement | None = maybe("At the end of the plan.")


class Audience(Node):
    """A segment or stakeholder group that the plan speaks to."""

    KIND: ClassVar[str] = "audience"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name that readers know.")
    core: bool = maybe("Whether these are core members (核心成员).", False)
    category: Literal["affected", "interested", "vulnerable", "internal", "members"] | None = maybe(
        "Affected party, other interested party, vulnerable group, internal, or plain members."
    )
    description: Text | None = maybe("Who they are.")
    size: Count | None = maybe("How many people, estimated.")
    overlaps: bool = maybe("Whether its people are also counted in another audience.", False)
    interests: OneOrMany[Text] = many("What they care about.")
    needs: OneOrMany[Text] = many("What they need from the community.")
    languages: OneOrMany[LanguageTag] = many("Languages they read.")
    timezone: str | None = maybe("Where most of them live, IANA zone.")
    power: Score | None = maybe("Power over the goal, 1 to 5.")
    interest: Score | None = maybe("Interest in the goal, 1 to 5.")
    engagement: Attitude = part(Attitude, "Engagement now and wanted.")
    minors: bool = maybe("Whether minors are among them.", False)
    guardian_consent: Text | None = maybe("How the guardians of minors among them agree.")
    measures: Text | None = maybe("How barriers of a vulnerable group are removed.")
    representative: Who | None = maybe("Who speaks for them in the structure.")
    max_contacts_per_week: Positive | None = maybe("How often they may be contacted over all channels (fatigue limit).")


class Baseline(Node):
    """Where the measured value stood, and when."""

    value: Number | None = maybe("Value at the start.")
    date: Day | None = maybe("Day it was measured.")


class Growth(Node):
    """What a growth target takes for granted."""

    joins_per_month: Positive | None = maybe("New members per month that the plan counts on.")
    monthly_churn: Share | None = maybe("Share of members lost each month, 0 to 1.")
    invites_per_member: Positive | None = maybe("Invites each new member sends.")
    invite_conversion: Share | None = maybe("Share of invites that join, 0 to 1.")


class Objective(Node):
    """One thing to reach: metric, baseline, target, due date, owner."""

    KIND: ClassVar[str] = "objective"

    id: Id = need("Id, kebab-case.")
    statement: Text | None = maybe("What shall be reached, in a sentence.")
    spaces: Spaces | None = maybe("Business value served (CMX SPACES).")
    metric: Id | None = maybe("Metric of the catalogue (`commplan metrics`) or of `evaluation.metrics`.")
    parameters: dict[str, Parameter] = maybe("Parameters of the metric: {day: 30}.", make=dict)
    window: Length | None = maybe(
        "Span that the metric is counted over, such as P3M for a goal per quarter: the last one of the evaluated period that "
        "the activity covers to its end; default is the whole period."
    )
    baseline: Baseline = part(Baseline, "Value and day it starts from.")
    target: Number | None = maybe("Value to reach.")
    tolerance: Positive | None = maybe("For `direction: keep`: how far from the target is still kept.")
    unit: Text | None = maybe("Unit as readers know it.")
    direction: Literal["up", "down", "keep"] | None = maybe("Which way is better; default is the metric's own.")
    due: Day | None = maybe("Day by which it shall be reached.")
    owner: Who | None = maybe("Who answers for it.")
    audiences: OneOrMany[AudienceRef] = many("Audiences it is about.")
    review: Length | None = maybe("How often it is looked at.")
    growth: Growth = part(Growth, "Assumptions behind a growth target.")


class Goals(Node):
    """Part 1 of six: goals and positioning."""

    purpose: Text | None = maybe("Why the community exists, in one sentence.")
    mission: Text | None = maybe("What it does, for whom.")
    vision: Text | None = maybe("What the world looks like when it works.")
    positioning: Text | None = maybe("What it is among all the places its people could go to.")
    value_proposition: Text | None = maybe("What a member gets.")
    theme: Theme = part(Theme, "Bridge element 1: the theme.")
    out_of_scope: OneOrMany[Text] = many("What it is explicitly not for.")
    stage: Stage | None = maybe("Life-cycle stage.")
    audiences: tuple[Audience, ...] = many("Segments and stakeholder groups.")
    objectives: tuple[Objective, ...] = many("What shall be reached, measurably.")
