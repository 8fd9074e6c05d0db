"""`evaluation`: how it will be known whether the plan works (评估与反馈), and what was learnt so far."""

from typing import Annotated, ClassVar, Literal

from commplan.plan.goals import ObjectiveRef
from commplan.plan.head import Period
from commplan.plan.node import Node, many, maybe, need, part
from commplan.plan.numbers import Count, DayCount, Number
from commplan.plan.scalars import Id, OneOrMany, Refers, Text, Who
from commplan.plan.structure import Handle
from commplan.plan.times import Day, Length

SourceRef = Annotated[Id, Refers(("source",))]
PartRef = Annotated[Id, Refers(("channel", "audience"))]
EventKind = Literal["message", "reply", "reaction", "join", "leave", "attend", "register", "answer", "purchase"]


class Active(Node):
    """What *active* means here. Without it no active-member figure means anything."""

    kinds: OneOrMany[EventKind] = maybe("Events that make a member active.", ("message", "reply", "reaction"))
    inactive_after_days: DayCount = maybe("Days without such an event after which a member counts as lapsed.", 28)


class Exclude(Node):
    """Who does not count."""

    bots: bool = maybe("Leave bots out.", True)
    staff: bool = maybe("Leave out the people of `structure.people`, as far as their handles are found.", False)
    accounts: tuple[Handle, ...] = many("Accounts that never count: test accounts, bots that no export marks.")


class Condition(Node):
    """A kind for the records whose column has one of these values."""

    column: str = need("Column or nested path.")
    equals: OneOrMany[str] = need("Values.")
    kind: EventKind = need("Kind of event.")


class Tagging(Node):
    """A word given to the events of the records that meet a condition."""

    column: str = need("Column or nested path.")
    equals: OneOrMany[str] = many("Values; any when left out.")
    tag: Id = need("Word: the outcome of an earn rule, a prize, `verified` or `reversal`.")


class Further(Condition):
    """A further event of the records that meet a condition."""

    equals: OneOrMany[str] = many("Values; without any, that the column is filled.")
    time: str | None = maybe("Column with its time; without one it is undated.")


class Question(Node):
    """A closed question of a survey, with its scale."""

    id: Id = need("Id, kebab-case, by which metrics name the question.")
    column: str = need("Column with the answers.")
    lowest: Count | None = maybe("Lowest number on the scale; the first label's, which is 1 unless said.")
    highest: Count | None = maybe("Highest number on the scale.")
    labels: OneOrMany[str] = many("Answers in words, the lowest first.")


class Mapping(Node):
    """How the columns of a CSV, JSONL or Parquet file become events."""

    format: Literal["csv", "jsonl", "parquet"] | None = maybe("Format; default is by the file's name.")
    delimiter: str | None = maybe("CSV: delimiter; default is a comma.")
    encoding: str = maybe("CSV: encoding, such as utf-8 or gbk.", "utf-8-sig")
    columns: OneOrMany[str] = many("CSV without a header line: names of its columns.")
    id: OneOrMany[str] = many("Column with an id that stays the same, or columns that make one together.")
    time: str | None = maybe("Column with the time.")
    time_is: Day | None = maybe("Or one day for all records.")
    time_of_day: str | None = maybe("Column with the time of day, when `time` holds only the date.")
    time_format: str = maybe("iso, unix, unix-ms, or a strptime format such as %d.%m.%Y %H:%M.", "iso")
    timezone: str | None = maybe("IANA zone of times that carry none.")
    member: str | None = maybe("Column with the member.")
    kind: str | None = maybe("Column with the kind of event.")
    kind_is: EventKind | None = maybe("Or one kind for all records.")
    kinds: tuple[Condition, ...] = many("Or a kind by condition, first match counts.")
    also: tuple[Further, ...] = many("Further events of a record, such as who signed up and came.")
    channel: str | None = maybe("Column with the channel.")
    channel_is: str | None = maybe("Or one channel for all records.")
    channel_from: Literal["folder", "file"] | None = maybe("Or the name of the file, or of its folder.")
    thread: str | None = maybe("Column with the thread.")
    reply_to: str | None = maybe("Column with the id of the record answered.")
    text: str | None = maybe("Column with the text; only its length is kept.")
    size: str | None = maybe("Or a column with the length.")
    bot: str | None = maybe("Column that is true for bots.")
    tags: tuple[Tagging, ...] = many("Words for events by condition, such as what came of them; all that match.")
    questions: tuple[Question, ...] = many("For `tool: survey`: the questions to read, each with its scale.")


class Source(Node):
    """Where the data for the metrics comes from."""

    KIND: ClassVar[str] = "source"

    id: Id = need("Id, kebab-case.")
    tool: str = need("Tool as in `commplan sources` (slack, zulip, table, ...), or survey, ledger, log, manual.")
    metrics: OneOrMany[Id] = many("Metrics it feeds.")
    owner: Who | None = maybe("Who fetches it.")
    refresh: Length | None = maybe("How often it is fetched.")
    export: Text | None = maybe("How the export is made.")
    available_from: Day | None = maybe("First day it has data of.")
    mapping: Mapping | None = maybe(
        "For `tool: table` and `survey`: what its columns mean; `commplan sources --try FILE` proposes one."
    )


class Counting(Node):
    """What is counted from activity, and of which events."""

    count: Literal["events", "members", "member-days", "values"] = maybe(
        "What is counted: events; distinct members; days of members, each once; or the values of answers, added up.",
        "events",
    )
    kinds: OneOrMany[EventKind] = many("Kinds of events; without any, those that count as active.")
    channels: OneOrMany[Text] = many("Channels: ids of the plan's, or names as the export has them.")
    tags: OneOrMany[Id] = many("Tags of which an event has one; the tag of an answer is its question.")
    at_least: Count | None = maybe(
        "Only events of this size or more: the value of an answer, the characters of a message."
    )
    at_most: Count | None = maybe("Only events of this size or less.")
    who: Literal["members", "team", "everybody"] = maybe(
        "Whose events; the team is told apart by `evaluation.exclude.staff`.", "members"
    )


class OwnMetric(Node):
    """A metric of this plan that the catalogue does not have: counted by a formula, or read by hand."""

    KIND: ClassVar[str] = "metric"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name that readers know.")
    definition: Text = need("What is counted, over what, in which window.")
    unit: Text | None = maybe("Unit.")
    direction: Literal["up", "down", "keep"] | None = maybe("Which way is better.")
    window_days: Count | None = maybe("Days from the thing counted until its value is known.")
    answers: Count | None = maybe("For a survey: how many answers are planned each time.")
    numerator: Counting | None = maybe("What is counted; without it the value is read by hand (`evaluation.readings`).")
    denominator: Counting | None = maybe("What it is divided by; without it the value is a count.")
    last_days: DayCount | None = maybe("Count only the last days of the evaluated period; default is all of it.")


class Reading(Node):
    """A value that people read off by hand: a survey, a ledger, a count."""

    metric: Id = need("Metric.")
    date: Day = need("Day of the value.")
    value: Number = need("Value.")
    answers: Count | None = maybe("For a survey: number of answers.")
    source: SourceRef | None = maybe("Where it comes from.")
    note: Text | None = maybe("What a reader should know.")


class Tally(Node):
    """The two numbers of a metric in some days, read off a platform's page or a register."""

    metric: Id = need("Metric.")
    start: Day = need("First day counted.")
    end: Day = need("Last day counted, included.")
    numerator: Count = need("What is counted of them; `commplan metrics ID` says what.")
    denominator: Count = need("What it is divided by.")
    of: PartRef | None = maybe("Channel or audience whose numbers these are; without it, of all.")
    source: SourceRef | None = maybe("Where they come from.")
    note: Text | None = maybe("What a reader should know.")


class Response(Node):
    """What is done when a metric leaves its way."""

    objective: ObjectiveRef = need("Objective.")
    when: Text = need("Threshold in words, such as 'off track two quarters running'.")
    action: Text = need("What is done.")
    owner: Who | None = maybe("Who does it.")


class Review(Node):
    """A review that was held: findings, lessons, changes."""

    date: Day = need("Day it was held.")
    period: Period = part(Period, "What was looked at.")
    findings: OneOrMany[Text] = many("What was found.")
    lessons: OneOrMany[Text] = many("What was learnt.")
    changes: OneOrMany[Text] = many("What was changed in the plan.")
    version: str | None = maybe("Version of the plan after it.")


class Evaluation(Node):
    """Note 4: evaluate and adjust."""

    active: Active = part(Active, "Definition of an active member.")
    exclude: Exclude = part(Exclude, "Who does not count.")
    cadence: Length | None = maybe("How often the plan is evaluated.")
    owner: Who | None = maybe("Who evaluates.")
    sources: tuple[Source, ...] = many("Where data comes from.")
    metrics: tuple[OwnMetric, ...] = many("Metrics of this plan's own.")
    readings: tuple[Reading, ...] = many("Values read by hand.")
    tallies: tuple[Tally, ...] = many("Pairs of numbers read by hand, which commplan adds up and divides.")
    responses: tuple[Response, ...] = many("Threshold to action.")
    reviews: tuple[Review, ...] = many("Reviews held, latest first.")
