"""`engagement`: what makes people come back (提升用户粘性): activities, rewards, recommendations, feedback."""

from typing import Annotated, ClassVar, Literal

from commplan.plan.node import Node, many, maybe, need, part
from commplan.plan.numbers import Amount, Count, Positive, Share
from commplan.plan.rules import ChannelRef, Intake
from commplan.plan.scalars import Id, OneOrMany, Refers, Text, Who
from commplan.plan.times import Length

LineRef = Annotated[Id, Refers(("budget-line",))]
EntryRef = Annotated[Id, Refers(("entry",))]


class Cap(Node):
    """The most that one member can earn by a rule in a period."""

    points: Count | None = maybe("Points.")
    times: Count | None = maybe("Or times.")
    per: Literal["day", "week", "month"] = need("In which period.")


class Earn(Node):
    """How points are earned."""

    KIND: ClassVar[str] = "earn-rule"

    id: Id = need("Id, kebab-case.")
    event: str = need("What earns: message, reply, reaction, attend, or an outcome of your own.")
    description: Text | None = maybe("In words members understand.")
    points: Count = need("Points each time.")
    verified: bool | None = maybe("Whether only a verified outcome counts (upheld, accepted, checked in).")
    distinct_givers: Count | None = maybe("How many different people must have given it.")
    cap: Cap | None = maybe("The most one member can earn by it.")
    expected_per_month: Positive | None = maybe("How often it will happen in a month, all members together.")
    for_sharing: bool = maybe("Whether it rewards sharing or inviting.", False)
    depth: Count | None = maybe("For inviting: levels of invited people it pays for; 1 is whom a member invited.")


class Prize(Node):
    """Something points buy."""

    KIND: ClassVar[str] = "prize"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name that members see.")
    points: Count = need("Price in points.")
    unit_cost: Amount | None = maybe("What one costs the community.")
    stock: Count | None = maybe("How many there are.")
    expected_redemptions: Count | None = maybe("How many will be asked for in the plan period.")


class DrawPrize(Node):
    """One kind of prize of a lucky draw."""

    name: Text | None = maybe("Name that members see.")
    value: Amount | None = maybe("What one is worth at its market price, in the plan's currency.")
    count: Count = maybe("How many of it can be won.", 1)


class Draw(Node):
    """A lucky draw (抽奖): chance decides who wins."""

    KIND: ClassVar[str] = "draw"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name that members see.")
    how: Text | None = maybe("How one takes part.")
    prizes: tuple[DrawPrize, ...] = many("What can be won.")
    wins_each: Count | None = maybe("How often one ticket or one purchase can win at the most.")


class RewardLevel(Node):
    """A level reached by points."""

    KIND: ClassVar[str] = "reward-level"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name that members see.")
    points: Count = need("Points to reach it.")
    keep_share: Share = maybe("Share of those points under which it is lost (hysteresis).", 0.9)
    benefits: OneOrMany[Text] = many("What it brings.")


class Ranking(Node):
    """A board on which members stand by their points."""

    where: Text | None = maybe("Where it is shown.")
    public: bool | None = maybe("Whether others see who stands where.")
    opt_out: Text | None = maybe("How one stays out of it.")


class Rewards(Node):
    """Method 2 of four: interaction rewards (互动奖励)."""

    name: Text | None = maybe("What the points are called.")
    cost_per_point: Amount | None = maybe("What one redeemed point costs, in the plan's currency.")
    redemption_rate: Share | None = maybe("Share of issued points that will be redeemed.")
    outstanding: Count | None = maybe("Points already out at the start of the plan.")
    active_earners: Count | None = maybe("Members expected to earn; needed for the worst case.")
    earn: tuple[Earn, ...] = many("How points are earned.")
    expiry: Length | None = maybe("When points lapse.")
    catalogue: tuple[Prize, ...] = many("What points buy.")
    draws: tuple[Draw, ...] = many("Lucky draws, for points or for nothing.")
    levels: tuple[RewardLevel, ...] = many("Levels.")
    budget_line: LineRef | None = maybe("Budget line that pays for redemptions.")
    entry_fee: Amount | None = maybe("What one must pay or buy before one can earn, in the plan's currency.")
    ranking: Ranking | None = maybe("How members are ranked by points (榜单).")
    fraud: Text | None = maybe("How farming, rings and self-dealing are found and undone.")


class Recommendations(Node):
    """Method 3 of four: personalised recommendation (个性化推荐)."""

    basis: OneOrMany[Text] = many("Data it is based on.")
    consent: Text | None = maybe("How consent is asked.")
    retention: Length | None = maybe("How long that data is kept.")
    opt_out: Text | None = maybe("How one switches it off.")
    cold_start: Text | None = maybe("What those get of whom nothing is known.")
    excludes_minors: bool | None = maybe("Whether minors are left out.")
    measured_by: Text | None = maybe("How its use is measured, against what.")
    owner: Who | None = maybe("Who answers for it.")


class Feedback(Node):
    """Method 4 of four: user feedback (用户反馈)."""

    intakes: tuple[Intake, ...] = many("Ways in.")
    channels: OneOrMany[ChannelRef] = many("Channels where feedback is collected.")
    categories: OneOrMany[Text] = many("Triage categories.")
    owner: Who | None = maybe("Who sorts it.")
    answer_within: Length | None = maybe("Time to an answer.")
    publication: Text | None = maybe("Where what came of it is published, how often.")
    decision_log: Text | None = maybe("Where decisions taken from it are recorded.")


class Regular(Node):
    """Method 1 of four: regular activities (定期活动)."""

    entries: OneOrMany[EntryRef] = many("The recurring entries of the calendar that carry it.")
    promise: Text | None = maybe("What members can count on.")


class Engagement(Node):
    """The four stickiness methods."""

    regular: Regular = part(Regular, "Regular activities.")
    rewards: Rewards | None = maybe("Interaction rewards.")
    recommendations: Recommendations | None = maybe("Personalised recommendation.")
    feedback: Feedback = part(Feedback, "User feedback.")
