"""`rules`: how people treat each other and how the place is kept (社群建设与维护)."""

from typing import Annotated, ClassVar, Literal

from commplan.plan.goals import ObjectiveRef
from commplan.plan.node import Node, many, maybe, need, own_id, part
from commplan.plan.numbers import Count, Positive, Share
from commplan.plan.scalars import Id, LanguageTag, OneOrMany, Refers, Text, Who, Whos
from commplan.plan.times import Clock, Length, Recurrence

StepRef = Annotated[Id, Refers(("consequence",))]
ChannelRef = Annotated[Id, Refers(("channel",))]
Weekday = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


class Norm(Node):
    """One rule of conduct, posting, reply or promotion."""

    KIND: ClassVar[str] = "norm"

    id: Id = own_id()
    kind: Literal["conduct", "posting", "reply", "promotion", "confidentiality", "conflict-of-interest", "other"] = (
        maybe("What it is about.", "内容关于什么。", "conduct")
    )
    statement: Text = need("The rule as members read it.", "成员读到的规则原文。")
    prohibits: bool = maybe(
        "Whether it forbids something; then it needs a consequence.", "是否禁止某种行为；若是，则须有后果。", False
    )
    consequence: StepRef | None = maybe(
        "The step of the ladder where a breach starts.", "违反时从处理阶梯的哪一步开始。"
    )
    channels: OneOrMany[ChannelRef] = many("Where it holds; everywhere when empty.", "在哪里适用；不写则处处适用。")


class Consequence(Node):
    """A step of the ladder of consequences, mildest first."""

    KIND: ClassVar[str] = "consequence"

    id: Id = own_id()
    name: Text | None = maybe("Name of the step.", "这一步的名称。")
    kind: Literal["correction", "warning", "mute", "temporary-ban", "permanent-ban", "other"] = maybe(
        "What is done.", "做什么。", "other"
    )
    action: Text | None = maybe("What happens, in words.", "用文字写出会发生什么。")
    duration: Length | None = maybe("How long; every temporary step has one.", "持续多久；凡临时措施都要写。")
    scope: Literal["message", "channel", "community", "all-communities"] | None = maybe(
        "Where it holds.", "在什么范围内有效。"
    )
    decided_by: Who | None = maybe("Who decides it.", "由谁决定。")


class Intake(Node):
    """A way in for reports, grievances or feedback."""

    KIND: ClassVar[str] = "intake"

    id: Id | None = maybe("Short name in a-z, 0-9 and single hyphens.", "短名称，只用 a-z、0-9 与单个短横线。")
    name: Text | None = maybe("Name that readers know.", "读者熟悉的名称。")
    contact: Text | None = maybe("Address, number or place.", "地址、号码或地点。")
    about: Literal["conduct", "security", "privacy", "other"] | None = maybe(
        "What is reported here; anything when empty.", "在此报告什么；不写则什么都可以。"
    )
    private: bool = maybe("Whether only the handlers read it.", "是否只有处理人能看到。", False)
    anonymous: bool = maybe("Whether it can be used without a name.", "能否匿名使用。", False)
    offline: bool = maybe("Whether it works without a computer or phone.", "没有电脑或手机能否使用。", False)
    languages: OneOrMany[LanguageTag] = many("Languages it understands.", "能用哪些语言。")
    handled_by: Whos = many("Who reads it.", "由谁查看。")


class Appeal(Node):
    """Where a decision can be appealed."""

    to: Who | None = maybe("Who hears it; not who decided.", "由谁审理；不能是作出决定的人。")
    within: Length | None = maybe("How long one has to appeal.", "多久之内可以申诉。")
    decided_within: Length | None = maybe("How long the answer takes.", "多久之内给出答复。")


class Reporting(Node):
    """Reporting of conduct."""

    intakes: tuple[Intake, ...] = many(
        "Ways to report, at least one of them private.", "报告的途径，至少一条是私密的。"
    )
    acknowledge_within: Length | None = maybe("Time to the first answer.", "多久之内首次回应。")
    decide_within: Length | None = maybe("Time to the decision.", "多久之内作出决定。")
    recusal: Text | None = maybe("Who steps aside when, and who takes over.", "谁在什么情况下回避，由谁接手。")
    appeal: Appeal = part(Appeal, "Appeal.", "申诉。")
    transparency: Length | None = maybe("How often numbers are published.", "多久公布一次数据。")
    emergency: Text | None = maybe("Who removes what at once, who documents it.", "由谁立即删除什么，由谁记录。")


class GrievanceStage(Node):
    """A stage of the grievance mechanism."""

    KIND: ClassVar[str] = "grievance-stage"

    id: Id = own_id()
    name: Text | None = maybe("Name of the stage.", "阶段的名称。")
    within: Length | None = maybe("Time limit of the stage.", "该阶段的时限。")
    owner: Who | None = maybe("Who acts.", "由谁行动。")


class Grievance(Node):
    """The grievance mechanism (申诉处理机制)."""

    intakes: tuple[Intake, ...] = many(
        "Ways in; several, also for those without a phone.", "受理途径；要有几种，也要顾及没有手机的人。"
    )
    stages: tuple[GrievanceStage, ...] = many(
        "From receipt to close, each with a time limit.", "从受理到结案的各阶段，各有时限。"
    )
    promised_total: Length | None = maybe("Total time promised in public.", "公开承诺的总时限。")
    sensitive_cases: Text | None = maybe(
        "Separate way for gender-based violence, harassment and similar cases.", "性别暴力、骚扰等敏感事件的专门途径。"
    )
    log: Text | None = maybe("Where grievances are written down.", "申诉记录在哪里。")
    external: Text | None = maybe(
        "Outside recourse, such as the lender's own mechanism or the courts.", "外部救济途径，例如贷款方的机制或法院。"
    )


class Hours(Node):
    """Hours of the week, on a wall clock."""

    days: OneOrMany[Weekday] = maybe("Days of the week.", "星期几。", ("MO", "TU", "WE", "TH", "FR"))
    opens: Clock = need("From, such as 09:00.", "开始时刻，例如 09:00。")
    closes: Clock = need(
        "To, such as 18:00; before `opens` means next morning.", "结束时刻，例如 18:00；早于 `opens` 则指次日。"
    )


class ServiceLevel(Node):
    """A promise of an answer in time (响应时限)."""

    KIND: ClassVar[str] = "service-level"

    id: Id = own_id()
    name: Text | None = maybe("Name that readers know.", "读者熟悉的名称。")
    kind: Literal["first-reply", "acknowledgement", "resolution"] = need("What is promised.", "承诺什么。")
    target: Length | None = maybe("Within which time.", "在多长时间内。")
    share: Share = maybe("In which share of cases.", "在多大比例的情况下做到。", 1.0)
    hours: tuple[Hours, ...] = many(
        "Hours in which the clock runs; none means day and night.", "计时的时段；不写则昼夜计时。"
    )
    timezone: str | None = maybe("Zone of those hours.", "这些时段的时区。")
    channels: OneOrMany[ChannelRef] = many("Where it holds; everywhere when empty.", "在哪里适用；不写则处处适用。")
    owner: Who | None = maybe("Who answers for it.", "由谁负责。")


class Shift(Hours):
    """Hours in which somebody is there."""

    KIND: ClassVar[str] = "shift"

    who: Whos = need("Who is there.", "谁在岗。")
    timezone: str | None = maybe("Zone of these hours.", "这些时段的时区。")
    channels: OneOrMany[ChannelRef] = many("Where they watch; everywhere when empty.", "照看哪些渠道；不写则全部渠道。")


class Moderator(Node):
    """Somebody who moderates, with the hours for it."""

    who: Who = need("Person, role or body.", "人、角色或机构。")
    hours_per_week: Positive | None = maybe("Hours a week for moderation, each holder.", "每人每周用于审核的小时数。")


class Moderation(Node):
    """The load of moderation and who carries it."""

    items_per_month: Positive | None = maybe("Posts or reports to look at in a month.", "每月要查看多少内容或举报。")
    minutes_per_item: Positive | None = maybe("Minutes each takes.", "每件要几分钟。")
    admin_hours_per_month: Positive | None = maybe(
        "Hours a month for reports, meetings, rota.", "每月用于报告、会议、排班的小时数。"
    )
    utilisation: Share = maybe(
        "Share of moderators' hours that can be planned.", "审核人员的工时中可以排满的比例。", 0.8
    )
    moderators: tuple[Moderator, ...] = many("Who moderates.", "由谁审核。")


class Routine(Node):
    """Daily or weekly operation (SOP)."""

    KIND: ClassVar[str] = "routine"

    id: Id = own_id()
    name: Text | None = maybe("What is done.", "做什么。")
    rrule: Recurrence | None = maybe(
        "How often (RFC 5545), such as FREQ=DAILY.", "多久一次（RFC 5545），例如 FREQ=DAILY。"
    )
    time: Clock | None = maybe("At what time of day.", "在几点。")
    owner: Who | None = maybe("Who does it.", "由谁做。")
    effort_hours: Positive | None = maybe("Hours each time.", "每次多少小时。")
    skills: OneOrMany[Text] = many(
        "Skills it takes; somebody who does it has each of them.", "所需技能；每项技能都要有做事的人具备。"
    )
    objectives: OneOrMany[ObjectiveRef] = many("Which objectives it serves.", "服务于哪些目标。")
    steps: OneOrMany[Text] = many("How it is done.", "怎样做。")


class Welcome(Node):
    """One step of a newcomer's first days."""

    day: Count = maybe("Days after joining.", "加入后第几天。", 0)
    action: Text = need("What happens.", "会发生什么。")
    owner: Who | None = maybe("Who sees to it.", "由谁照管。")


class Onboarding(Node):
    """From joining to first contribution."""

    owner: Who | None = maybe("Who answers for it.", "由谁负责。")
    steps: tuple[Welcome, ...] = many("What happens when.", "何时做什么。")
    inactive_after: Length | None = maybe(
        "After how long without activity a member counts as inactive.", "多久没有活动即算不活跃。"
    )
    inactive_action: Text | None = maybe("What happens then.", "之后怎么做。")


class QuietHours(Node):
    """When nothing is pushed (免打扰时段)."""

    start: Clock = need("From, such as 22:00.", "开始时刻，例如 22:00。")
    end: Clock = need("To, such as 08:00.", "结束时刻，例如 08:00。")
    timezone: str | None = maybe(
        "Zone; default is that of those whom it is about, else the plan's.",
        "时区；不写则用相关人员的时区，否则用方案的时区。",
    )


class Sustainability(Node):
    """Note 3: how the community outlives its founders and its funding (可持续发展)."""

    succession: Text | None = maybe("How roles and credentials are handed over.", "角色与登录凭证怎样交接。")
    handover: Text | None = maybe("Where the handover documents are.", "交接文件在哪里。")
    funding_until: Text | None = maybe("How long funding is secured, and what then.", "资金有保障到何时，之后怎么办。")
    review: Length | None = maybe("How often these rules are reviewed.", "这些规则多久检讨一次。")
    end_of_life: Text | None = maybe(
        "When and how the community, or a group in it, is closed.", "社群或其中某个群何时、怎样关停。"
    )


class Rules(Node):
    """Part 3 of six: building and maintenance."""

    principles: OneOrMany[Text] = many("Principles behind the rules.", "规则背后的基本原则。")
    consultation: Text | None = maybe(
        "How members were asked before the rules were adopted.", "规则通过之前怎样征求成员意见。"
    )
    minimum_age: Count | None = maybe("Age from which people may take part.", "可以参加的最低年龄。")
    norms: tuple[Norm, ...] = many("Rules of conduct, posting, reply, promotion.", "行为、发帖、回复、推广的规则。")
    ladder: tuple[Consequence, ...] = many("Consequences, mildest first.", "处理阶梯，从最轻的写起。")
    reporting: Reporting = part(Reporting, "How breaches are reported and decided.", "违规怎样报告、怎样裁定。")
    grievance: Grievance = part(Grievance, "The grievance mechanism.", "申诉处理机制。")
    service_levels: tuple[ServiceLevel, ...] = many("Promises of an answer in time.", "按时答复的承诺。")
    shifts: tuple[Shift, ...] = many("When who is there.", "谁在什么时候值守。")
    moderation: Moderation = part(Moderation, "Load and capacity of moderation.", "审核的工作量与人力。")
    routines: tuple[Routine, ...] = many("Daily and weekly operation.", "每日与每周的日常运营。")
    onboarding: Onboarding = part(Onboarding, "How newcomers arrive.", "新人怎样加入（新人引导）。")
    quiet_hours: QuietHours | None = maybe("When nothing is pushed.", "什么时候不推送。")
    sustainability: Sustainability = part(Sustainability, "Succession, review, end of life.", "交接、检讨与关停。")
