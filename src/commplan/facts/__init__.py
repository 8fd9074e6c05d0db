"""What documents are told about a plan beyond what it says itself: plain frozen values, so that templates compute nothing.

Each is worked out when a template first asks for it, and only then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from commplan.facts import calendar, duties, money, points, risks
from commplan.facts import people as staff
from commplan.plan import PARTS, Plan
from commplan.plan.content import LIVE_KINDS, Entry
from commplan.plan.goals import Audience
from commplan.plan.node import Node
from commplan.plan.rules import Norm
from commplan.plan.structure import Role
from commplan.schedule import recurrence
from commplan.words import Language

KINDS = ("conduct", "posting", "reply", "promotion", "confidentiality", "other")


@dataclass(frozen=True, slots=True)
class NormKind:
    """The rules about one thing."""

    kind: str
    norms: tuple[Norm, ...]


CATEGORIES = ("affected", "vulnerable", "interested", "members", "internal", None)
"""Kinds of audiences in the order in which ESS10 and good manners name them."""


@dataclass(frozen=True, slots=True)
class AudienceKind:
    """The audiences of one kind; None is not said."""

    category: str | None
    audiences: tuple[Audience, ...]


@dataclass(frozen=True)
class Facts:
    """All there is to know of one plan in one language; `subject` is what the document is for, if it is for one thing."""

    plan: Plan
    language: Language
    subject: Node | None = None
    today: date | None = None

    @cached_property
    def reach(self) -> int | None:
        """How many people the plan reaches; None when an audience does not say how many it is."""
        sizes = [a.size for a in self.plan.goals.audiences if not a.overlaps]
        return sum(s for s in sizes if s is not None) if sizes and None not in sizes else None

    @cached_property
    def blank(self) -> frozenset[str]:
        """The parts, and the pieces of parts under a heading of their own, that the plan says nothing in."""
        plan = self.plan
        pieces: dict[str, Node] = {part: getattr(plan, part) for part in PARTS}
        pieces |= {"reporting": plan.rules.reporting, "grievance": plan.rules.grievance}
        pieces |= {"onboarding": plan.rules.onboarding, "regular": plan.engagement.regular}
        pieces |= {"sustainability": plan.rules.sustainability, "feedback": plan.engagement.feedback}
        return frozenset({*(name for name, node in pieces.items() if _blank(node))})

    @cached_property
    def represented(self) -> tuple[str, ...]:
        return tuple(a.id for a in self.plan.goals.audiences if a.representative)

    @cached_property
    def deputised(self) -> tuple[str, ...]:
        return tuple(r.id for r in self.plan.structure.roles if r.deputies)

    @cached_property
    def two_way(self) -> tuple[str, ...]:
        return tuple(c.id for c in self.plan.content.channels if c.two_way)

    @cached_property
    def recurring(self) -> tuple[str, ...]:
        return tuple(e.id for e in self.plan.content.calendar if e.rrule)

    @cached_property
    def measured(self) -> int:
        """How many objectives have a metric."""
        return sum(o.metric is not None for o in self.plan.goals.objectives)

    @cached_property
    def occurrences(self) -> int:
        """How many dates the calendar has."""
        return len(recurrence.occurrences(self.plan))

    @cached_property
    def unrated(self) -> int:
        return sum(r.inherent is None for r in self.plan.risks.register)

    @cached_property
    def high_risks(self) -> int:
        high = self.plan.risks.appetite.high
        return sum(r.inherent is not None and r.inherent >= high for r in self.plan.risks.register)

    @cached_property
    def audience_kinds(self) -> tuple[AudienceKind, ...]:
        found = ((c, tuple(a for a in self.plan.goals.audiences if a.category == c)) for c in CATEGORIES)
        return tuple(AudienceKind(category, audiences) for category, audiences in found if audiences)

    @cached_property
    def norms(self) -> tuple[NormKind, ...]:
        found = ((kind, tuple(n for n in self.plan.rules.norms if n.kind == kind)) for kind in KINDS)
        return tuple(NormKind(kind, norms) for kind, norms in found if norms)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """The roles that still hold."""
        return tuple(r for r in self.plan.structure.roles if r.status == "active")

    @cached_property
    def vacant(self) -> tuple[str, ...]:
        """The roles with fewer holders than they need."""
        return tuple(r.id for r in self.roles if len(r.holders) < r.headcount)

    @cached_property
    def people(self) -> tuple[staff.Seated, ...]:
        return staff.seated(self.plan)

    @cached_property
    def with_hours(self) -> int:
        """How many of the people say how many hours they have."""
        return sum(p.person.hours_per_week is not None for p in self.people)

    @cached_property
    def decided(self) -> int:
        """How many decisions somebody answers for."""
        return sum(bool(d.body or d.raci.accountable) for d in self.plan.structure.decisions)

    @cached_property
    def hours(self) -> tuple[staff.Hours, ...]:
        return staff.hours(self.plan)

    @cached_property
    def points(self) -> points.Points:
        return points.points(self.plan)

    @cached_property
    def disclosures(self) -> tuple[calendar.Engagement, ...]:
        """What people are told."""
        return calendar.engagement(self.plan, ("disclosure", "post", "push", "release", "campaign"))

    @cached_property
    def consultations(self) -> tuple[calendar.Engagement, ...]:
        """Where people are asked and heard."""
        return calendar.engagement(self.plan, LIVE_KINDS)

    @cached_property
    def gatherings(self) -> tuple[Entry, ...]:
        """What members can come to again and again."""
        return tuple(
            e for e in self.plan.content.calendar if e.rrule and e.kind in LIVE_KINDS and e.status != "cancelled"
        )

    @cached_property
    def duties(self) -> duties.Duties | None:
        """What the role carries that the document is for."""
        return duties.duties(self.plan, self.subject, self.today) if isinstance(self.subject, Role) else None

    @cached_property
    def leading_roles(self) -> tuple[Role, ...]:
        """The roles that the community stops without; all of them when none is said to be one."""
        return tuple(r for r in self.roles if r.critical) or self.roles

    @cached_property
    def other_roles(self) -> tuple[str, ...]:
        leading = {r.id for r in self.leading_roles}
        return tuple(r.id for r in self.roles if r.id not in leading)

    @cached_property
    def money(self) -> money.Money:
        return money.money(self.plan)

    @cached_property
    def risks(self) -> risks.Register:
        return risks.register(self.plan)

    @cached_property
    def months(self) -> tuple[calendar.Month, ...]:
        return calendar.months(self.plan, self.language)

    @cached_property
    def closures(self) -> tuple[calendar.Closed, ...]:
        return calendar.closures(self.plan, self.language)

    @cached_property
    def milestones(self) -> tuple[calendar.Milestone, ...]:
        return calendar.milestones(self.plan)


def _blank(node: Node) -> bool:
    """Whether the plan says nothing in this part: defaults and empty lists are nothing said."""
    values = ((key, getattr(node, key)) for key in node.FIELDS)
    return all(
        _blank(value) if isinstance(value, Node) else value in (None, "", ()) or not node.says(key)
        for key, value in values
    )
