"""`engagement`: what makes people come back (提升用户粘性): activities, rewards, recommendations, feedback."""

from typing import Annotated, ClassVar, Literal

from commplan.plan.node import Node, many, maybe, need, own_id, part
from commplan.plan.numbers import Amount, Count, Positive, Share
from commplan.plan.rules import ChannelRef, Intake
from commplan.plan.scalars import Id, OneOrMany, Refers, Text, Who
from commplan.plan.times import Length

LineRef = Annotated[Id, Refers(("budget-line",))]
EntryRef = Annotated[Id, Refers(("entry",))]


class Cap(Node):
    """The most that one member can earn by a rule in a period."""

    points: Count | None = maybe("Points.", "积分。")
    times: Count | None = maybe("Or times.", "或次数。")
    per: Literal["day", "week", "month"] = need("In which period.", "以什么周期计。")


class Earn(Node):
    """How points are earned."""

    KIND: ClassVar[str] = "earn-rule"

    id: Id = own_id()
    event: str = need(
        "What earns: message, reply, reaction, attend, or an outcome of your own.",
        "什么行为得分：message、reply、reaction、attend，或自定义的成果。",
    )
    description: Text | None = maybe("In words members understand.", "用成员能懂的话说明。")
    points: Count = need("Points each time.", "每次得多少分。")
    verified: bool | None = maybe(
        "Whether only a verified outcome counts (upheld, accepted, checked in).",
        "是否只有经核实的成果才计分（举报成立、被采纳、已签到）。",
    )
    distinct_givers: Count | None = maybe("How many different people must have given it.", "须由多少个不同的人给出。")
    cap: Cap | None = maybe("The most one member can earn by it.", "一名成员由此最多能得多少。")
    expected_per_month: Positive | None = maybe(
        "How often it will happen in a month, all members together.", "一个月预计发生多少次，所有成员合计。"
    )
    for_sharing: bool = maybe("Whether it rewards sharing or inviting.", "是否奖励分享或邀请。", False)
    depth: Count | None = maybe(
        "For inviting: levels of invited people it pays for; 1 is whom a member invited.",
        "邀请奖励计到第几级；1 指成员直接邀请的人。",
    )


class Prize(Node):
    """Something points buy."""

    KIND: ClassVar[str] = "prize"

    id: Id = own_id()
    name: Text | None = maybe("Name that members see.", "成员看到的名称。")
    points: Count = need("Price in points.", "所需积分。")
    unit_cost: Amount | None = maybe("What one costs the community.", "每件花费社群多少钱。")
    stock: Count | None = maybe("How many there are.", "有多少件。")
    expected_redemptions: Count | None = maybe(
        "How many will be asked for in the plan period.", "方案期内预计有多少次兑换。"
    )


class DrawPrize(Node):
    """One kind of prize of a lucky draw."""

    name: Text | None = maybe("Name that members see.", "成员看到的名称。")
    value: Amount | None = maybe(
        "What one is worth at its market price, in the plan's currency.", "每件按市场价值多少，以方案货币计。"
    )
    count: Count = maybe("How many of it can be won.", "可抽中多少件。", 1)


class Draw(Node):
    """A lucky draw (抽奖): chance decides who wins."""

    KIND: ClassVar[str] = "draw"

    id: Id = own_id()
    name: Text | None = maybe("Name that members see.", "成员看到的名称。")
    how: Text | None = maybe("How one takes part.", "怎样参加。")
    prizes: tuple[DrawPrize, ...] = many("What can be won.", "可以抽中什么。")
    wins_each: Count | None = maybe(
        "How often one ticket or one purchase can win at the most.", "一张券或一次购买最多能中几次。"
    )


class RewardLevel(Node):
    """A level reached by points."""

    KIND: ClassVar[str] = "reward-level"

    id: Id = own_id()
    name: Text | None = maybe("Name that members see.", "成员看到的名称。")
    points: Count = need("Points to reach it.", "达到它所需的积分。")
    keep_share: Share = maybe(
        "Share of those points under which it is lost (hysteresis).",
        "低于上述积分的这一比例即失去等级（防止来回升降）。",
        0.9,
    )
    benefits: OneOrMany[Text] = many("What it brings.", "带来什么权益。")


class Ranking(Node):
    """A board on which members stand by their points."""

    where: Text | None = maybe("Where it is shown.", "在哪里展示。")
    public: bool | None = maybe("Whether others see who stands where.", "其他人能否看到名次。")
    opt_out: Text | None = maybe("How one stays out of it.", "怎样不参加排名。")


class Rewards(Node):
    """Method 2 of four: interaction rewards (互动奖励)."""

    name: Text | None = maybe("What the points are called.", "积分叫什么名字。")
    cost_per_point: Amount | None = maybe(
        "What one redeemed point costs, in the plan's currency.", "每兑换一分的成本，以方案货币计。"
    )
    redemption_rate: Share | None = maybe("Share of issued points that will be redeemed.", "已发积分中会被兑换的比例。")
    outstanding: Count | None = maybe("Points already out at the start of the plan.", "方案开始时尚未兑换的积分。")
    active_earners: Count | None = maybe(
        "Members expected to earn; needed for the worst case.", "预计得分的成员数；计算最坏情况时要用。"
    )
    earn: tuple[Earn, ...] = many("How points are earned.", "怎样获得积分。")
    expiry: Length | None = maybe("When points lapse.", "积分何时失效。")
    catalogue: tuple[Prize, ...] = many("What points buy.", "积分能换什么。")
    draws: tuple[Draw, ...] = many("Lucky draws, for points or for nothing.", "抽奖，用积分或免费。")
    levels: tuple[RewardLevel, ...] = many("Levels.", "等级。")
    budget_line: LineRef | None = maybe("Budget line that pays for redemptions.", "支付兑换费用的预算科目。")
    entry_fee: Amount | None = maybe(
        "What one must pay or buy before one can earn, in the plan's currency.",
        "要先付多少钱或买多少才能得分，以方案货币计。",
    )
    ranking: Ranking | None = maybe("How members are ranked by points.", "按积分怎样排名（榜单）。")
    fraud: Text | None = maybe(
        "How farming, rings and self-dealing are found and undone.", "怎样发现并撤销刷分、互刷与自我交易。"
    )


class Recommendations(Node):
    """Method 3 of four: personalised recommendation (个性化推荐)."""

    basis: OneOrMany[Text] = many("Data it is based on.", "依据的数据。")
    consent: Text | None = maybe("How consent is asked.", "怎样征得同意。")
    retention: Length | None = maybe("How long that data is kept.", "这些数据保存多久。")
    opt_out: Text | None = maybe("How one switches it off.", "怎样关闭推荐。")
    cold_start: Text | None = maybe("What those get of whom nothing is known.", "对尚无数据的人推荐什么。")
    excludes_minors: bool | None = maybe("Whether minors are left out.", "是否排除未成年人。")
    measured_by: Text | None = maybe("How its use is measured, against what.", "怎样衡量它的效果，与什么对照。")
    owner: Who | None = maybe("Who answers for it.", "由谁负责。")


class Feedback(Node):
    """Method 4 of four: user feedback (用户反馈)."""

    intakes: tuple[Intake, ...] = many("Ways in.", "受理途径。")
    channels: OneOrMany[ChannelRef] = many("Channels where feedback is collected.", "收集反馈的渠道。")
    categories: OneOrMany[Text] = many("Triage categories.", "分类。")
    owner: Who | None = maybe("Who sorts it.", "由谁分拣。")
    answer_within: Length | None = maybe("Time to an answer.", "多久之内答复。")
    publication: Text | None = maybe("Where what came of it is published, how often.", "处理结果在哪里公布，多久一次。")
    decision_log: Text | None = maybe("Where decisions taken from it are recorded.", "据此作出的决定记录在哪里。")


class Regular(Node):
    """Method 1 of four: regular activities (定期活动)."""

    entries: OneOrMany[EntryRef] = many(
        "The recurring entries of the calendar that carry it.", "承载它的日历重复条目。"
    )
    promise: Text | None = maybe("What members can count on.", "成员可以期待什么。")


class Engagement(Node):
    """The four stickiness methods."""

    regular: Regular = part(Regular, "Regular activities.", "定期活动。")
    rewards: Rewards | None = maybe("Interaction rewards.", "互动奖励。")
    recommendations: Recommendations | None = maybe("Personalised recommendation.", "个性化推荐。")
    feedback: Feedback = part(Feedback, "User feedback.", "用户反馈。")
