"""`structure`: who does what, with which rights, and how decisions are made (社群组织结构)."""

from typing import Annotated, Any, ClassVar, Literal

from commplan.plan.goals import AudienceRef
from commplan.plan.head import Period
from commplan.plan.node import Node, many, maybe, need, part
from commplan.plan.numbers import Count, Positive, Share
from commplan.plan.rules import ChannelRef
from commplan.plan.scalars import ID_SCHEMA, Id, LanguageTag, OneOrMany, Refers, Scalar, Text, Who, Whos
from commplan.plan.times import Day, Length

PersonRef = Annotated[Id, Refers(("person",))]
BodyRef = Annotated[Id, Refers(("body",))]
RoleRef = Annotated[Id, Refers(("role",))]
Participation = Literal["inform", "consult", "involve", "collaborate", "empower"]


class Handle(Node):
    """A name that a person goes by in an export, so that staff can be told from members."""

    source: str = need(
        "Where the person has it: a tool (slack, zulip, ...) or the id of an `evaluation.sources` entry."
    )
    id: str = need("What stands for the person there, letter by letter: an id, or the value in the member column.")


class Person(Node):
    """Somebody who holds a role or does work."""

    KIND: ClassVar[str] = "person"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name as it may be shown.")
    affiliation: Text | None = maybe("Employer or organisation.")
    timezone: str | None = maybe("IANA zone where the person works.")
    languages: OneOrMany[LanguageTag] = many("Languages the person works in.")
    skills: OneOrMany[Text] = many("Skills others may count on.")
    hours_per_week: Positive | None = maybe("Hours a week that the person has for this community.")
    leave: tuple[Period, ...] = many("Days away.")
    status: Literal["active", "alumni"] = maybe("Whether still at work here.", "active")
    handles: tuple[Handle, ...] = many("Ids in exports; only needed to tell staff from members.")


class Body(Node):
    """A group that holds authority or does work: board, committee, working group."""

    KIND: ClassVar[str] = "body"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name that readers know.")
    kind: Literal["board", "committee", "conduct-committee", "core-team", "working-group", "group"] = maybe(
        "What sort of body.", "group"
    )
    purpose: Text | None = maybe("What it is for.")
    parent: BodyRef | None = maybe("The body it reports to.")
    members: OneOrMany[PersonRef] = many("People in it, beside the holders of its roles.")
    status: Literal["active", "superseded", "retired"] = maybe("Whether it still holds.", "active")


class Holder(Node):
    """Somebody in a role, with the term."""

    person: PersonRef = need("Who holds the role.")
    start: Day | None = maybe("First day in the role.")
    end: Day | None = maybe("Last day of the term.")


def _holder(value: Any) -> Any:
    return {"person": value} if isinstance(value, str) else value


def _or_id(holder: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [ID_SCHEMA, holder]}


HolderOrPerson = Annotated[Holder, Scalar(_holder, {}, inner=True, also=_or_id)]


class Role(Node):
    """A role: what its holder does, may do, and how one comes and goes."""

    KIND: ClassVar[str] = "role"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name that readers know.")
    body: BodyRef | None = maybe("Body the role belongs to.")
    reports_to: RoleRef | None = maybe("Role it reports to; the escalation path.")
    duties: OneOrMany[Text] = many("What the holder must do.")
    rights: OneOrMany[Text] = many("What the holder may do.")
    skills: OneOrMany[Text] = many("What the holder must be able to do.")
    headcount: Count = maybe("How many holders are needed.", 1)
    holders: OneOrMany[HolderOrPerson] = many("Who holds it: person ids, or with terms.")
    deputies: OneOrMany[PersonRef] = many("Who stands in.")
    two_factor: bool | None = maybe("Whether its holders log in with a second factor (双重验证).")
    critical: bool = maybe("Whether the community stops without it.", False)
    represents: OneOrMany[AudienceRef] = many("Audiences it speaks for.")
    hours_per_week: Positive | None = maybe("Hours a week each holder gives to it.")
    term: Length | None = maybe("Length of a term.")
    selection: Text | None = maybe("How holders are chosen.")
    removal: Text | None = maybe("How and when a holder is removed, inactivity included.")
    status: Literal["active", "superseded", "retired"] = maybe("Whether it still holds.", "active")


class Raci(Node):
    """Who is responsible, accountable, consulted, informed. Roles rather than names."""

    responsible: Whos = many("R: does the work.")
    accountable: Whos = many("A: answers for it; exactly one.")
    consulted: Whos = many("C: is asked before.")
    informed: Whos = many("I: is told after.")


class Quorum(Node):
    """How many must take part for a decision to count."""

    count: Count | None = maybe("Number of voters.")
    share: Share | None = maybe("Or share of those eligible, 0 to 1.")


class Threshold(Node):
    """How many must agree."""

    share: Share | None = maybe("Share that must agree, 0 to 1.")
    base: Literal["votes-cast", "eligible"] | None = maybe("Share of what.")


class Decision(Node):
    """A kind of decision, or a standing activity, and who has which part in it."""

    KIND: ClassVar[str] = "decision"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("What is decided or done.")
    raci: Raci = part(Raci, "RACI of this decision or activity.")
    body: BodyRef | None = maybe("Body that decides.")
    channels: OneOrMany[ChannelRef] = many("Where it is discussed, and the outcome written down.")
    proposer: Text | None = maybe("Who may propose.")
    quorum: Quorum = part(Quorum, "Who must take part.")
    threshold: Threshold = part(Threshold, "Who must agree.")
    window: Length | None = maybe("How long votes or objections are open.")
    participation: Participation | None = maybe("Promise to those concerned (IAP2 spectrum).")
    audiences: OneOrMany[AudienceRef] = many("Whom the promise is made to.")
    discretion: Literal["fixed", "partial", "open"] | None = maybe("How much is really still open.")
    fixed: OneOrMany[Text] = many("What is fixed, and why.")
    delegated: bool | None = maybe("Whether authority has been delegated in writing; `empower` needs it.")
    report_back: Day | Length | None = maybe("When those consulted hear what came of it: a date, or time after.")
    appeal: Text | None = maybe("Where to appeal.")


class Level(Node):
    """A step of the member ladder (成员成长体系)."""

    KIND: ClassVar[str] = "level"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name of the step.")
    entry: Text | None = maybe("What it takes to get there.")
    privileges: OneOrMany[Text] = many("What it brings.")
    demotion: Text | None = maybe("When it is lost.")


class Step(Node):
    """A step of escalation."""

    to: Who = need("Who takes it up.")
    within: Length | None = maybe("Time limit at this step.")


class Structure(Node):
    """Part 2 of six: organisation."""

    people: tuple[Person, ...] = many("Everybody named anywhere in the plan.")
    bodies: tuple[Body, ...] = many("Boards, committees, teams, groups.")
    roles: tuple[Role, ...] = many("Roles and their holders.")
    decisions: tuple[Decision, ...] = many("Decisions and standing activities with RACI.")
    levels: tuple[Level, ...] = many("The member ladder.")
    escalation: tuple[Step, ...] = many("Who takes up what is stuck, in order, with time limits.")
    diversity: Text | None = maybe("Note 1: how diversity and professionalism are kept (多样性与专业性).")
