"""`evaluation`: how it will be known whether the plan works (评估与反馈), and what was learnt so far."""

from typing import Annotated, ClassVar, Literal

from commplan.plan.goals import ObjectiveRef
from commplan.plan.head import Period
from commplan.plan.mapping import EventKind, Mapping
from commplan.plan.node import Node, many, maybe, need, own_id, part
from commplan.plan.numbers import Count, DayCount, Number
from commplan.plan.scalars import Id, OneOrMany, Refers, Text, Who
from commplan.plan.structure import Handle
from commplan.plan.times import Day, Length

SourceRef = Annotated[Id, Refers(("source",))]
PartRef = Annotated[Id, Refers(("channel", "audience"))]


class Active(Node):
    """What *active* means here. Without it no active-member figure means anything."""

    kinds: OneOrMany[EventKind] = maybe(
        "Events that make a member active.", "哪些行为使成员算作活跃。", ("message", "reply", "reaction")
    )
    inactive_after_days: DayCount = maybe(
        "Days without such an event after which a member counts as lapsed.", "多少天没有这类行为即算流失。", 28
    )


class Exclude(Node):
    """Who does not count."""

    bots: bool = maybe("Leave bots out.", "不计机器人。", True)
    staff: bool = maybe(
        "Leave out the people of `structure.people`, as far as their handles are found.",
        "不计 `structure.people` 中的人，只要能对上他们的账号。",
        False,
    )
    accounts: tuple[Handle, ...] = many(
        "Accounts that never count: test accounts, bots that no export marks.",
        "从不计入的账号：测试账号、导出文件未标明的机器人。",
    )


class Source(Node):
    """Where the data for the metrics comes from."""

    KIND: ClassVar[str] = "source"

    id: Id = own_id()
    tool: str = need(
        "Tool as in `commplan sources` (slack, zulip, table, ...), or survey, ledger, log, manual.",
        "工具，名称见 `commplan sources`（slack、zulip、table 等），或 survey、ledger、log、manual。",
    )
    metrics: OneOrMany[Id] = many("Metrics it feeds.", "它为哪些指标提供数据。")
    owner: Who | None = maybe("Who fetches it.", "由谁取数。")
    refresh: Length | None = maybe("How often it is fetched.", "多久取一次。")
    export: Text | None = maybe("How the export is made.", "怎样导出。")
    available_from: Day | None = maybe("First day it has data of.", "从哪一天起有数据。")
    mapping: Mapping | None = maybe(
        "For `tool: table` and `survey`: what its columns mean; `commplan sources --try FILE` proposes one.",
        "用于 `tool: table` 与 `survey`：各列的含义；`commplan sources --try FILE` 会给出建议。",
    )


class Counting(Node):
    """What is counted from activity, and of which events."""

    count: Literal["events", "members", "member-days", "values"] = maybe(
        "What is counted: events; distinct members; days of members, each once; or the values of answers, or what was paid (less `refund`s if both are counted), added up.",
        "计什么：事件数；不同成员数；成员的活跃天数（每天计一次）；或答案数值之和、付款金额之和（同时计 `refund` 时减去退款）。",
        "events",
    )
    kinds: OneOrMany[EventKind] = many(
        "Kinds of events; without any, those that count as active.", "行为的种类；不写则为计作活跃的那些。"
    )
    channels: OneOrMany[Text] = many(
        "Channels: ids of the plan's, or names as the export has them.", "渠道：方案中的 id，或导出文件中的名称。"
    )
    tags: OneOrMany[Id] = many(
        "Tags of which an event has one; the tag of an answer is its question.",
        "标记，有其一即可；答案的标记是它的题目。",
    )
    at_least: Count | None = maybe(
        "Only events of this size or more: the value of an answer, the characters of a message, what was paid.",
        "只计不小于此数的：答案的数值，消息的字数，付款金额。",
    )
    at_most: Count | None = maybe("Only events of this size or less.", "只计不大于此数的。")
    who: Literal["members", "team", "everybody"] = maybe(
        "Whose events; the team is told apart by `evaluation.exclude.staff`.",
        "谁的行为；团队由 `evaluation.exclude.staff` 区分。",
        "members",
    )


class OwnMetric(Node):
    """A metric of this plan that the catalogue does not have: counted by a formula, or read by hand."""

    KIND: ClassVar[str] = "metric"

    id: Id = own_id()
    name: Text | None = maybe("Name that readers know.", "读者熟悉的名称。")
    definition: Text = need("What is counted, over what, in which window.", "计什么，除以什么，在哪段时间内。")
    unit: Text | None = maybe("Unit.", "单位。")
    direction: Literal["up", "down", "keep"] | None = maybe("Which way is better.", "朝哪个方向算好。")
    window_days: Count | None = maybe(
        "Days from the thing counted until its value is known.", "从被计的事发生到数值确定要多少天。"
    )
    answers: Count | None = maybe(
        "For a survey: how many answers are planned each time.", "用于问卷：每次计划收回多少份。"
    )
    numerator: Counting | None = maybe(
        "What is counted; without it the value is read by hand (`evaluation.readings`).",
        "计什么；没有它则由人工读数（`evaluation.readings`）。",
    )
    denominator: Counting | None = maybe(
        "What it is divided by; without it the value is a count.", "除以什么；没有它则数值为计数。"
    )
    last_days: DayCount | None = maybe(
        "Count only the last days of the evaluated period; default is all of it.",
        "只计评估期的最后若干天；不写则为整个评估期。",
    )


class Reading(Node):
    """A value that people read off by hand: a survey, a ledger, a count."""

    metric: Id = need("Metric.", "指标。")
    date: Day = need("Day of the value.", "该数值的日期。")
    value: Number = need("Value.", "数值。")
    answers: Count | None = maybe("For a survey: number of answers.", "用于问卷：收回的份数。")
    source: SourceRef | None = maybe("Where it comes from.", "数据出自哪里。")
    note: Text | None = maybe("What a reader should know.", "读者应知道的说明。")


class Tally(Node):
    """The two numbers of a metric in some days, read off a platform's page or a register."""

    metric: Id = need("Metric.", "指标。")
    start: Day = need("First day counted.", "统计的第一天。")
    end: Day = need("Last day counted, included.", "统计的最后一天，含当天。")
    numerator: Count = need(
        "What is counted of them; `commplan metrics ID` says what.",
        "其中计入的数目；`commplan metrics ID` 会说明计什么。",
    )
    denominator: Count = need("What it is divided by.", "除以什么。")
    of: PartRef | None = maybe(
        "Channel or audience whose numbers these are; without it, of all.", "这些数属于哪个渠道或受众；不写则为全部。"
    )
    source: SourceRef | None = maybe("Where they come from.", "数据出自哪里。")
    note: Text | None = maybe("What a reader should know.", "读者应知道的说明。")


class Response(Node):
    """What is done when a metric leaves its way."""

    objective: ObjectiveRef = need("Objective.", "目标。")
    when: Text = need(
        "Threshold in words, such as 'off track two quarters running'.",
        "用文字写的触发条件，例如“连续两个季度偏离目标”。",
    )
    action: Text = need("What is done.", "做什么。")
    owner: Who | None = maybe("Who does it.", "由谁做。")


class Review(Node):
    """A review that was held: findings, lessons, changes."""

    date: Day = need("Day it was held.", "召开的日期。")
    period: Period = part(Period, "What was looked at.", "回顾的是哪段时间。")
    findings: OneOrMany[Text] = many("What was found.", "发现了什么。")
    lessons: OneOrMany[Text] = many("What was learnt.", "得到什么教训。")
    changes: OneOrMany[Text] = many("What was changed in the plan.", "方案作了哪些修改。")
    version: str | None = maybe("Version of the plan after it.", "修改后方案的版本。")


class Evaluation(Node):
    """Note 4: evaluate and adjust."""

    active: Active = part(Active, "Definition of an active member.", "活跃成员的定义。")
    exclude: Exclude = part(Exclude, "Who does not count.", "哪些人不计。")
    cadence: Length | None = maybe("How often the plan is evaluated.", "多久评估一次。")
    owner: Who | None = maybe("Who evaluates.", "由谁评估。")
    sources: tuple[Source, ...] = many("Where data comes from.", "数据从哪里来。")
    metrics: tuple[OwnMetric, ...] = many("Metrics of this plan's own.", "本方案自己的指标。")
    readings: tuple[Reading, ...] = many("Values read by hand.", "人工读取的数值。")
    tallies: tuple[Tally, ...] = many(
        "Pairs of numbers read by hand, which commplan adds up and divides.",
        "人工读取的成对数字，由 commplan 相加后相除。",
    )
    responses: tuple[Response, ...] = many("Threshold to action.", "达到条件时采取的行动。")
    reviews: tuple[Review, ...] = many("Reviews held, latest first.", "已开过的复盘，最近的在前。")
