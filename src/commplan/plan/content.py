"""`content`: channels, pillars, the calendar and the reports to stakeholders (信息共享与传递)."""

from typing import Annotated, ClassVar, Literal

from commplan.plan.goals import AudienceRef, ObjectiveRef
from commplan.plan.node import Node, many, maybe, need
from commplan.plan.numbers import Amount, Count, Positive, Share
from commplan.plan.rules import ChannelRef, QuietHours
from commplan.plan.scalars import Id, LanguageTag, OneOrMany, Refers, Text, Who, Whos
from commplan.plan.times import Day, Length, Recurrence, When

PillarRef = Annotated[Id, Refers(("pillar",))]
EntryKind = Literal[
    "post",
    "push",
    "event",
    "meeting",
    "workshop",
    "consultation",
    "disclosure",
    "campaign",
    "review",
    "release",
    "other",
]
LIVE_KINDS = ("event", "meeting", "workshop", "consultation")


class Quota(Node):
    """How many pushes a channel allows or bears."""

    pushes: Count = need("Number of pushes.")
    per: Literal["day", "week", "month"] = need("In which period.")


class Channel(Node):
    """A place where people talk or are talked to."""

    KIND: ClassVar[str] = "channel"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name that readers know.")
    platform: str | None = maybe("Tool, as in `commplan platforms`: slack, wechat-group, wecom-external-group, ...")
    entity: Text | None = maybe("Legal entity or account that holds it.")
    handle: str | None = maybe(
        "Its name in the tool's export, so that activity can be matched; default is its name or id."
    )
    purpose: Text | None = maybe("What it is for.")
    reason: Text | None = maybe("Bridge element 2: why this platform for these people.")
    audiences: OneOrMany[AudienceRef] = many("Whom it reaches.")
    languages: OneOrMany[LanguageTag] = many("Languages spoken there.")
    owner: Who | None = maybe("Who runs it.")
    backup: Who | None = maybe("Who runs it when the owner is away; holds credentials.")
    two_way: bool | None = maybe("Whether people can answer there.")
    visibility: Literal["public", "members", "private"] | None = maybe("Who can read it.")
    groups: Count = maybe("Number of parallel groups of this kind.", 1)
    members_planned: Count | None = maybe("People expected in it at the most, all groups together.")
    capacity: Count | None = maybe("Largest size of one group; default is the platform's.")
    quota: Quota | None = maybe("Pushes allowed; default is the platform's.")
    quiet_hours: QuietHours | None = maybe("Quiet hours of this channel.")
    archive: Text | None = maybe("Where what was said is kept.")
    export: Text | None = maybe("How activity can be exported.")
    fallback: ChannelRef | None = maybe("Where people go when it is gone.")


class Pillar(Node):
    """A content pillar (内容栏目)."""

    KIND: ClassVar[str] = "pillar"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name that readers know.")
    purpose: Text | None = maybe("What it is for.")
    share: Share | None = maybe("Target share of calendar entries.")
    member_made: Share | None = maybe("Share of it that members make (UGC).")
    promotional: bool = maybe("Whether it sells or advertises.", False)


class Outcome(Node):
    """What became of an occurrence, as far as the team wrote it down."""

    date: Day = need("Day of the occurrence.")
    status: Literal["done", "cancelled"] = maybe("Done, or cancelled.", "done")
    done_on: Day | None = maybe("Day it was really done; default is its own day.")
    attended: Count | None = maybe("How many came.")
    registered: Count | None = maybe("How many had registered.")
    link: Text | None = maybe("Where the result can be seen.")
    reason: Text | None = maybe("Why it was cancelled.")


class Entry(Node):
    """An entry of the content calendar: one thing at one time, or a recurring one."""

    KIND: ClassVar[str] = "entry"

    id: Id = need("Id, kebab-case.")
    title: Text | None = maybe("Title.")
    kind: EntryKind = maybe("What it is.", "post")
    start: When | None = maybe("First date, or date and wall-clock time: 2027-03-31T19:30.")
    duration: Length | None = maybe("How long it takes.")
    timezone: str | None = maybe("IANA zone of `start`; default is the plan's.")
    rrule: Recurrence | None = maybe("Recurrence (RFC 5545).")
    except_dates: OneOrMany[Day] = many("Days on which a recurrence is left out.")
    channels: OneOrMany[ChannelRef] = many("Where.")
    audiences: OneOrMany[AudienceRef] = many("For whom.")
    pillar: PillarRef | None = maybe("Content pillar.")
    phase: OneOrMany[Text] = many(
        "Phases of the project it belongs to: preparation, construction, commissioning, operation, closure, or your own words."
    )
    objectives: OneOrMany[ObjectiveRef] = many("Which objectives it serves.")
    owner: Who | None = maybe("Who makes it happen.")
    host: Who | None = maybe("Who hosts it live; default is the owner.")
    team: Whos = many("Who works on it beside the owner; effort is shared equally.")
    helpers: Count | None = maybe("How many help on the day beside those named: volunteers, coaches, stewards.")
    approver: Who | None = maybe("Who releases it.")
    sensitive: bool = maybe("Whether it needs an approver other than the author.", False)
    venue: Text | None = maybe("Room or place.")
    language: LanguageTag | None = maybe("Language of it.")
    skills: OneOrMany[Text] = many("Skills it takes; somebody who works on it has each of them.")
    draft_due: Day | None = maybe("When the draft is due.")
    effort_hours: Positive | None = maybe("Hours of work for each occurrence, all people together.")
    cost: Amount | None = maybe("Cost of each occurrence.")
    expected_attendance: Count | None = maybe("How many are expected.")
    capacity: Count | None = maybe("How many fit.")
    registration: Text | None = maybe("How to register.")
    agenda: Text | None = maybe("Agenda, or where it is.")
    notes: Text | None = maybe("Where notes are kept.")
    recording: Text | None = maybe("Where the recording is.")
    call_to_action: Text | None = maybe("What readers shall do.")
    follow_up: Text | None = maybe("What happens after.")
    cancel_rule: Text | None = maybe("When it is called off.")
    on_holidays: Literal["avoid", "intended"] = maybe(
        "Whether holding it on a holiday or in a freeze is meant so.", "avoid"
    )
    status: Literal["planned", "drafted", "approved", "published", "done", "cancelled"] = maybe(
        "Editorial status.", "planned"
    )
    outcomes: tuple[Outcome, ...] = many("What became of its occurrences.")


class Report(Node):
    """A report to stakeholders: progress, results, value."""

    KIND: ClassVar[str] = "report"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("What is told.")
    about: Literal["progress", "results", "value", "grievances", "finance"] = maybe("What it is about.", "progress")
    audiences: OneOrMany[AudienceRef] = many("Who gets it.")
    channels: OneOrMany[ChannelRef] = many("Where it is published.")
    rrule: Recurrence | None = maybe("How often.")
    language: LanguageTag | None = maybe("Language.")
    owner: Who | None = maybe("Who writes it.")
    approver: Who | None = maybe("Who releases it.")


class Content(Node):
    """Part 4 of six: information sharing."""

    channels: tuple[Channel, ...] = many("Bridge element 2: platforms and channels.")
    pillars: tuple[Pillar, ...] = many("Content pillars.")
    calendar: tuple[Entry, ...] = many("The content calendar.")
    reporting: tuple[Report, ...] = many("Reports to stakeholders.")
    communication: Text | None = maybe("Note 2: how communication works both ways (沟通与交流机制).")
    backlog_weeks: Count | None = maybe("How many weeks of content are kept ready.")
    most_promotional: Share | None = maybe("Largest share of calendar entries that may sell or advertise.")
