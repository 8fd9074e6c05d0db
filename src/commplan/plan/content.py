"""`content`: channels, pillars, the calendar and the reports to stakeholders (信息共享与传递)."""

from typing import Annotated, ClassVar, Literal

from commplan.plan.goals import AudienceRef, ObjectiveRef
from commplan.plan.node import Node, many, maybe, need, own_id
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

    pushes: Count = need("Number of pushes.", "群发次数。")
    per: Literal["day", "week", "month"] = need("In which period.", "以什么周期计。")


class Channel(Node):
    """A place where people talk or are talked to."""

    KIND: ClassVar[str] = "channel"

    id: Id = own_id()
    name: Text | None = maybe("Name that readers know.", "读者熟悉的名称。")
    platform: str | None = maybe(
        "Tool, as in `commplan platforms`: slack, wechat-group, wecom-external-group, ...",
        "所用工具，名称见 `commplan platforms`：slack、wechat-group、wecom-external-group 等。",
    )
    entity: Text | None = maybe("Legal entity or account that holds it.", "持有它的法人主体或账号。")
    handle: str | None = maybe(
        "Its name in the tool's export, so that activity can be matched; default is its name or id.",
        "它在工具导出文件中的名称，用来对应活动记录；不写则用它的 name 或 id。",
    )
    purpose: Text | None = maybe("What it is for.", "用途。")
    reason: Text | None = maybe(
        "Bridge element 2: why this platform for these people.", "桥梁要素之二：为什么为这些人选这个平台。"
    )
    audiences: OneOrMany[AudienceRef] = many("Whom it reaches.", "触达哪些受众。")
    languages: OneOrMany[LanguageTag] = many("Languages spoken there.", "那里使用的语言。")
    owner: Who | None = maybe("Who runs it.", "由谁运营。")
    backup: Who | None = maybe(
        "Who runs it when the owner is away; holds credentials.", "负责人不在时由谁运营；此人也持有登录凭证。"
    )
    two_way: bool | None = maybe("Whether people can answer there.", "人们能否在那里回复。")
    visibility: Literal["public", "members", "private"] | None = maybe("Who can read it.", "谁能看到。")
    groups: Count = maybe("Number of parallel groups of this kind.", "这类并行的群有几个。", 1)
    members_planned: Count | None = maybe(
        "People expected in it at the most, all groups together.", "预计最多有多少人，所有群合计。"
    )
    capacity: Count | None = maybe(
        "Largest size of one group; default is the platform's.", "单个群的人数上限；不写则用平台的上限。"
    )
    quota: Quota | None = maybe("Pushes allowed; default is the platform's.", "允许群发的次数；不写则用平台的限额。")
    quiet_hours: QuietHours | None = maybe("Quiet hours of this channel.", "本渠道的免打扰时段。")
    archive: Text | None = maybe("Where what was said is kept.", "那里说过的话存档在哪里。")
    export: Text | None = maybe("How activity can be exported.", "活动记录怎样导出。")
    fallback: ChannelRef | None = maybe("Where people go when it is gone.", "它不能用时大家去哪里。")


class Pillar(Node):
    """A content pillar (内容栏目)."""

    KIND: ClassVar[str] = "pillar"

    id: Id = own_id()
    name: Text | None = maybe("Name that readers know.", "读者熟悉的名称。")
    purpose: Text | None = maybe("What it is for.", "用途。")
    share: Share | None = maybe("Target share of calendar entries.", "在日历条目中的目标占比。")
    member_made: Share | None = maybe("Share of it that members make (UGC).", "其中由成员产出的占比（UGC）。")
    promotional: bool = maybe("Whether it sells or advertises.", "是否用于销售或广告。", False)


class Outcome(Node):
    """What became of an occurrence, as far as the team wrote it down."""

    date: Day = need("Day of the occurrence.", "该次的日期。")
    status: Literal["done", "cancelled"] = maybe("Done, or cancelled.", "已完成，或已取消。", "done")
    done_on: Day | None = maybe("Day it was really done; default is its own day.", "实际完成的日期；不写则为当天。")
    attended: Count | None = maybe("How many came.", "到场人数。")
    registered: Count | None = maybe("How many had registered.", "报名人数。")
    link: Text | None = maybe("Where the result can be seen.", "成果在哪里可以看到。")
    reason: Text | None = maybe("Why it was cancelled.", "取消的原因。")


class Entry(Node):
    """An entry of the content calendar: one thing at one time, or a recurring one."""

    KIND: ClassVar[str] = "entry"

    id: Id = own_id()
    title: Text | None = maybe("Title.", "标题。")
    kind: EntryKind = maybe("What it is.", "属于哪一类。", "post")
    start: When | None = maybe(
        "First date, or date and wall-clock time: 2027-03-31T19:30.", "首次的日期，或日期加当地时刻：2027-03-31T19:30。"
    )
    duration: Length | None = maybe("How long it takes.", "持续多久。")
    timezone: str | None = maybe(
        "IANA zone of `start`; default is the plan's.", "`start` 的 IANA 时区；不写则用方案的时区。"
    )
    rrule: Recurrence | None = maybe("Recurrence (RFC 5545).", "重复规则（RFC 5545）。")
    except_dates: OneOrMany[Day] = many("Days on which a recurrence is left out.", "重复安排中跳过的日期。")
    channels: OneOrMany[ChannelRef] = many("Where.", "在哪里进行。")
    audiences: OneOrMany[AudienceRef] = many("For whom.", "面向谁。")
    pillar: PillarRef | None = maybe("Content pillar.", "内容栏目。")
    phase: OneOrMany[Text] = many(
        "Phases of the project it belongs to: preparation, construction, commissioning, operation, closure, or your own words.",
        "属于项目的哪些阶段：准备、施工、调试、运营、关闭，或自己的说法。",
    )
    objectives: OneOrMany[ObjectiveRef] = many("Which objectives it serves.", "服务于哪些目标。")
    owner: Who | None = maybe("Who makes it happen.", "由谁落实。")
    host: Who | None = maybe("Who hosts it live; default is the owner.", "由谁现场主持；不写则为负责人。")
    team: Whos = many(
        "Who works on it beside the owner; effort is shared equally.", "与负责人一起做事的人；工时平均分摊。"
    )
    helpers: Count | None = maybe(
        "How many help on the day beside those named: volunteers, coaches, stewards.",
        "当天除上述人员外有多少人帮忙：志愿者、教练、引导员。",
    )
    approver: Who | None = maybe("Who releases it.", "由谁审批放行。")
    sensitive: bool = maybe("Whether it needs an approver other than the author.", "是否需要作者以外的人审批。", False)
    venue: Text | None = maybe("Room or place.", "房间或地点。")
    language: LanguageTag | None = maybe("Language of it.", "使用的语言。")
    skills: OneOrMany[Text] = many(
        "Skills it takes; somebody who works on it has each of them.", "所需技能；每项技能都要有参与者具备。"
    )
    draft_due: Day | None = maybe("When the draft is due.", "初稿何时交。")
    effort_hours: Positive | None = maybe(
        "Hours of work for each occurrence, all people together.", "每次所需工时，所有人合计。"
    )
    cost: Amount | None = maybe("Cost of each occurrence.", "每次的费用。")
    expected_attendance: Count | None = maybe("How many are expected.", "预计多少人参加。")
    capacity: Count | None = maybe("How many fit.", "最多容纳多少人。")
    registration: Text | None = maybe("How to register.", "怎样报名。")
    agenda: Text | None = maybe("Agenda, or where it is.", "议程，或议程在哪里。")
    notes: Text | None = maybe("Where notes are kept.", "记录放在哪里。")
    recording: Text | None = maybe("Where the recording is.", "录像放在哪里。")
    call_to_action: Text | None = maybe("What readers shall do.", "希望读者做什么。")
    follow_up: Text | None = maybe("What happens after.", "之后的跟进。")
    cancel_rule: Text | None = maybe("When it is called off.", "什么情况下取消。")
    on_holidays: Literal["avoid", "intended"] = maybe(
        "Whether holding it on a holiday or in a freeze is meant so.", "在节假日或静默期举行是否有意为之。", "avoid"
    )
    status: Literal["planned", "drafted", "approved", "published", "done", "cancelled"] = maybe(
        "Editorial status.", "编辑状态。", "planned"
    )
    outcomes: tuple[Outcome, ...] = many("What became of its occurrences.", "各次的实际情况。")


class Report(Node):
    """A report to stakeholders: progress, results, value."""

    KIND: ClassVar[str] = "report"

    id: Id = own_id()
    name: Text | None = maybe("What is told.", "告知什么。")
    about: Literal["progress", "results", "value", "grievances", "finance"] = maybe(
        "What it is about.", "内容关于什么。", "progress"
    )
    audiences: OneOrMany[AudienceRef] = many("Who gets it.", "谁会收到。")
    channels: OneOrMany[ChannelRef] = many("Where it is published.", "在哪里发布。")
    rrule: Recurrence | None = maybe("How often.", "多久一次。")
    language: LanguageTag | None = maybe("Language.", "语言。")
    owner: Who | None = maybe("Who writes it.", "由谁撰写。")
    approver: Who | None = maybe("Who releases it.", "由谁审批放行。")


class Content(Node):
    """Part 4 of six: information sharing."""

    channels: tuple[Channel, ...] = many("Bridge element 2: platforms and channels.", "桥梁要素之二：平台与渠道。")
    pillars: tuple[Pillar, ...] = many("Content pillars.", "内容栏目。")
    calendar: tuple[Entry, ...] = many("The content calendar.", "内容日历。")
    reporting: tuple[Report, ...] = many("Reports to stakeholders.", "向利益相关方的汇报。")
    communication: Text | None = maybe(
        "Note 2: how communication works both ways.", "注意事项之二：双向的沟通与交流机制。"
    )
    backlog_weeks: Count | None = maybe("How many weeks of content are kept ready.", "备好多少周的内容。")
    most_promotional: Share | None = maybe(
        "Largest share of calendar entries that may sell or advertise.", "日历条目中销售或广告内容的占比上限。"
    )
