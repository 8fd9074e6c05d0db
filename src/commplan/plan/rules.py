"""`rules`: how people treat each other and how the place is kept (社群建设与维护)."""

from typing import Annotated, ClassVar, Literal

from commplan.plan.goals import ObjectiveRef
from commplan.plan.node import Node, many, maybe, need, part
from commplan.plan.numbers import Count, Positive, Share
from commplan.plan.scalars import Id, LanguageTag, OneOrMany, Refers, Text, Who, Whos
from commplan.plan.times import Clock, Length, Recurrence

StepRef = Annotated[Id, Refers(("consequence",))]
ChannelRef = Annotated[Id, Refers(("channel",))]
Weekday = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


class Norm(Node):
    """One rule of conduct, posting, reply or promotion."""

    KIND: ClassVar[str] = "norm"

    id: Id = need("Id, kebab-case.")
    kind: Literal["conduct", "posting", "reply", "promotion", "confidentiality", "conflict-of-interest", "other"] = (
        maybe("What it is about.", "conduct")
    )
    statement: Text = need("The rule as members read it.")
    prohibits: bool = maybe("Whether it forbids something; then it needs a consequence.", False)
    consequence: StepRef | None = maybe("The step of the ladder where a breach starts.")
    channels: OneOrMany[ChannelRef] = many("Where it holds; everywhere when empty.")


class Consequence(Node):
    """A step of the ladder of consequences, mildest first."""

    KIND: ClassVar[str] = "consequence"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name of the step.")
    kind: Literal["correction", "warning", "mute", "temporary-ban", "permanent-ban", "other"] = maybe(
        "What is done.", "other"
    )
    action: Text | None = maybe("What happens, in words.")
    duration: Length | None = maybe("How long; every temporary step has one.")
    scope: Literal["message", "channel", "community", "all-communities"] | None = maybe("Where it holds.")
    decided_by: Who | None = maybe("Who decides it.")


class Intake(Node):
    """A way in for reports, grievances or feedback."""

    KIND: ClassVar[str] = "intake"

    id: Id | None = maybe("Id, kebab-case.")
    name: Text | None = maybe("Name that readers know.")
    contact: Text | None = maybe("Address, number or place.")
    about: Literal["conduct", "security", "privacy", "other"] | None = maybe(
        "What is reported here; anything when empty."
    )
    private: bool = maybe("Whether only the handlers read it.", False)
    anonymous: bool = maybe("Whether it can be used without a name.", False)
    offline: bool = maybe("Whether it works without a computer or phone.", False)
    languages: OneOrMany[LanguageTag] = many("Languages it understands.")
    handled_by: Whos = many("Who reads it.")


class Appeal(Node):
    """Where a decision can be appealed."""

    to: Who | None = maybe("Who hears it; not who decided.")
    within: Length | None = maybe("How long one has to appeal.")
    decided_within: Length | None = maybe("How long the answer takes.")


class Reporting(Node):
    """Reporting of conduct."""

    intakes: tuple[Intake, ...] = many("Ways to report, at least one of them private.")
    acknowledge_within: Length | None = maybe("Time to the first answer.")
    decide_within: Length | None = maybe("Time to the decision.")
    recusal: Text | None = maybe("Who steps aside when, and who takes over.")
    appeal: Appeal = part(Appeal, "Appeal.")
    transparency: Length | None = maybe("How often numbers are published.")
    emergency: Text | None = maybe("Who removes what at once, who documents it.")


class GrievanceStage(Node):
    """A stage of the grievance mechanism."""

    KIND: ClassVar[str] = "grievance-stage"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name of the stage.")
    within: Length | None = maybe("Time limit of the stage.")
    owner: Who | None = maybe("Who acts.")


class Grievance(Node):
    """The grievance mechanism (申诉处理机制)."""

    intakes: tuple[Intake, ...] = many("Ways in; several, also for those without a phone.")
    stages: tuple[GrievanceStage, ...] = many("From receipt to close, each with a time limit.")
    promised_total: Length | None = maybe("Total time promised in public.")
    sensitive_cases: Text | None = maybe("Separate way for gender-based violence, harassment and similar cases.")
    log: Text | None = maybe("Where grievances are written down.")
    external: Text | None = maybe("Outside recourse, such as the lender's own mechanism or the courts.")


class Hours(Node):
    """Hours of the week, on a wall clock."""

    days: OneOrMany[Weekday] = maybe("Days of the week.", ("MO", "TU", "WE", "TH", "FR"))
    opens: Clock = need("From, such as 09:00.")
    closes: Clock = need("To, such as 18:00; before `opens` means next morning.")


class ServiceLevel(Node):
    """A promise of an answer in time (响应时限)."""

    KIND: ClassVar[str] = "service-level"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name that readers know.")
    kind: Literal["first-reply", "acknowledgement", "resolution"] = need("What is promised.")
    target: Length | None = maybe("Within which time.")
    share: Share = maybe("In which share of cases.", 1.0)
    hours: tuple[Hours, ...] = many("Hours in which the clock runs; none means day and night.")
    timezone: str | None = maybe("Zone of those hours.")
    channels: OneOrMany[ChannelRef] = many("Where it holds; everywhere when empty.")
    owner: Who | None = maybe("Who answers for it.")


class Shift(Hours):
    """Hours in which somebody is there."""

    KIND: ClassVar[str] = "shift"

    who: Whos = need("Who is there.")
    timezone: str | None = maybe("Zone of these hours.")
    channels: OneOrMany[ChannelRef] = many("Where they watch; everywhere when empty.")


class Moderator(Node):
    """Somebody who moderates, with the hours for it."""

    who: Who = need("Person, role or body.")
    hours_per_week: Positive | None = maybe("Hours a week for moderation, each holder.")


class Moderation(Node):
    """The load of moderation and who carries it."""

    items_per_month: Positive | None = maybe("Posts or reports to look at in a month.")
    minutes_per_item: Positive | None = maybe("Minutes each takes.")
    admin_hours_per_month: Positive | None = maybe("Hours a month for reports, meetings, rota.")
    utilisation: Share = maybe("Share of moderators' hours that can be planned.", 0.8)
    moderators: tuple[Moderator, ...] = many("Who moderates.")


class Routine(Node):
    """Daily or weekly operation (SOP)."""

    KIND: ClassVar[str] = "routine"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("What is done.")
    rrule: Recurrence | None = maybe("How often (RFC 5545), such as FREQ=DAILY.")
    time: Clock | None = maybe("At what time of day.")
    owner: Who | None = maybe("Who does it.")
    effort_hours: Positive | None = maybe("Hours each time.")
    skills: OneOrMany[Text] = many("Skills it takes; somebody who does it has each of them.")
    objectives: OneOrMany[ObjectiveRef] = many("Which objectives it serves.")
    steps: OneOrMany[Text] = many("How it is done.")


class Welcome(Node):
    """One step of a newcomer's first days."""

    day: Count = maybe("Days after joining.", 0)
    action: Text = need("What happens.")
    owner: Who | None = maybe("Who sees to it.")


class Onboarding(Node):
    """From joining to first contribution."""

    owner: Who | None = maybe("Who answers for it.")
    steps: tuple[Welcome, ...] = many("What happens when.")
    inactive_after: Length | None = maybe("After how long without activity a member counts as inactive.")
    inactive_action: Text | None = maybe("What happens then.")


class QuietHours(Node):
    """When nothing is pushed (免打扰时段)."""

    start: Clock = need("From, such as 22:00.")
    end: Clock = need("To, such as 08:00.")
    timezone: str | None = maybe("Zone; default is that of those whom it is about, else the plan's.")


class Sustainability(Node):
    """Note 3: how the community outlives its founders and its funding (可持续发展)."""

    succession: Text | None = maybe("How roles and credentials are handed over.")
    handover: Text | None = maybe("Where the handover documents are.")
    funding_until: Text | None = maybe("How long funding is secured, and what then.")
    review: Length | None = maybe("How often these rules are reviewed.")
    end_of_life: Text | None = maybe("When and how the community, or a group in it, is closed.")


class Rules(Node):
    """Part 3 of six: building and maintenance."""

    principles: OneOrMany[Text] = many("Principles behind the rules.")
    consultation: Text | None = maybe("How members were asked before the rules were adopted.")
    minimum_age: Count | None = maybe("Age from which people may take part (最低年龄).")
    norms: tuple[Norm, ...] = many("Rules of conduct, posting, reply, promotion.")
    ladder: tuple[Consequence, ...] = many("Consequences, mildest first.")
    reporting: Reporting = part(Reporting, "How breaches are reported and decided.")
    grievance: Grievance = part(Grievance, "The grievance mechanism.")
    service_levels: tuple[ServiceLevel, ...] = many("Promises of an answer in time.")
    shifts: tuple[Shift, ...] = many("When who is there.")
    moderation: Moderation = part(Moderation, "Load and capacity of moderation.")
    routines: tuple[Routine, ...] = many("Daily and weekly operation.")
    onboarding: Onboarding = part(Onboarding, "How newcomers arrive.")
    quiet_hours: QuietHours | None = maybe("When nothing is pushed.")
    sustainability: Sustainability = part(Sustainability, "Succession, review, end of life.")
