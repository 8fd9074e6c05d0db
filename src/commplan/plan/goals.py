"""`goals`: what the community is for, for whom, and how anyone will see that it works (社群目标与定位)."""

from typing import Annotated, ClassVar, Literal

from commplan.plan.node import Node, many, maybe, need, own_id, part
from commplan.plan.numbers import Count, Number, Positive, Score, Share
from commplan.plan.scalars import Id, LanguageTag, OneOrMany, Refers, Text, Who
from commplan.plan.times import Day, Length

AudienceRef = Annotated[Id, Refers(("audience",))]
ObjectiveRef = Annotated[Id, Refers(("objective",))]
Spaces = Literal["support", "product", "acquisition", "content", "engagement", "success"]
Engagement = Literal["unaware", "resistant", "neutral", "supportive", "leading"]
Parameter = Count


class Theme(Node):
    """The theme the community gathers round, tied to a product, a brand or a project."""

    statement: Text | None = maybe("The theme in one sentence.", "用一句话写出主题。")
    serves: Literal["product", "brand", "project", "cause", "practice"] | None = maybe(
        "What the theme serves.", "主题服务于什么。"
    )
    goal: Text | None = maybe("The product, brand or project goal it is tied to.", "与之相连的产品、品牌或项目目标。")
    off_topic: Text | None = maybe("What happens to posts off the theme.", "离题的内容怎样处理。")


class Stage(Node):
    """Where the community stands in its life, with the evidence."""

    name: Literal["inception", "establishment", "maturity", "mitosis"] = need(
        "Life-cycle stage: members produce under 50%, 50-90%, over 90% of activity, or sub-groups form.",
        "生命周期阶段：成员产出的活动不到 50%、50–90%、超过 90%，或开始形成子群。",
    )
    evidence: Text | None = maybe("What shows it.", "凭什么这样判断。")
    next_steps: Text | None = maybe("What this stage asks for next.", "这一阶段接下来要做什么。")


class Attitude(Node):
    """Engagement of a stakeholder group on the unaware-resistant-neutral-supportive-leading scale."""

    now: Engagement | None = maybe("Today.", "现在。")
    wanted: Engagement | None = maybe("At the end of the plan.", "方案结束时。")


class Audience(Node):
    """A segment or stakeholder group that the plan speaks to."""

    KIND: ClassVar[str] = "audience"

    id: Id = own_id()
    name: Text | None = maybe("Name that readers know.", "读者熟悉的名称。")
    core: bool = maybe("Whether these are core members.", "是否为核心成员。", False)
    category: Literal["affected", "interested", "vulnerable", "internal", "members"] | None = maybe(
        "Affected party, other interested party, vulnerable group, internal, or plain members.",
        "受影响方、其他利益相关方、弱势群体、内部人员，或普通成员。",
    )
    description: Text | None = maybe("Who they are.", "他们是谁。")
    size: Count | None = maybe("How many people, estimated.", "大约多少人。")
    overlaps: bool = maybe(
        "Whether its people are also counted in another audience.", "其中的人是否也计入另一类受众。", False
    )
    interests: OneOrMany[Text] = many("What they care about.", "关心什么。")
    needs: OneOrMany[Text] = many("What they need from the community.", "对社群有什么需要。")
    languages: OneOrMany[LanguageTag] = many("Languages they read.", "能阅读的语言。")
    timezone: str | None = maybe("Where most of them live, IANA zone.", "多数人所在的 IANA 时区。")
    power: Score | None = maybe("Power over the goal, 1 to 5.", "对目标的权力，1 到 5。")
    interest: Score | None = maybe("Interest in the goal, 1 to 5.", "对目标的利益关切，1 到 5。")
    engagement: Attitude = part(Attitude, "Engagement now and wanted.", "参与态度：现状与期望。")
    minors: bool = maybe("Whether minors are among them.", "其中是否有未成年人。", False)
    guardian_consent: Text | None = maybe(
        "How the guardians of minors among them agree.", "其中未成年人的监护人怎样表示同意。"
    )
    measures: Text | None = maybe("How barriers of a vulnerable group are removed.", "怎样为弱势群体消除障碍。")
    representative: Who | None = maybe("Who speaks for them in the structure.", "谁在组织结构中代表他们。")
    max_contacts_per_week: Positive | None = maybe(
        "How often they may be contacted over all channels (fatigue limit).",
        "每周最多联系几次，所有渠道合计（防止打扰过多）。",
    )


class Baseline(Node):
    """Where the measured value stood, and when."""

    value: Number | None = maybe("Value at the start.", "起始时的数值。")
    date: Day | None = maybe("Day it was measured.", "测得的日期。")


class Growth(Node):
    """What a growth target takes for granted."""

    joins_per_month: Positive | None = maybe(
        "New members per month that the plan counts on.", "方案指望每月新增多少成员。"
    )
    monthly_churn: Share | None = maybe("Share of members lost each month, 0 to 1.", "每月流失的成员比例，0 到 1。")
    invites_per_member: Positive | None = maybe("Invites each new member sends.", "每名新成员发出多少邀请。")
    invite_conversion: Share | None = maybe("Share of invites that join, 0 to 1.", "受邀者中加入的比例，0 到 1。")


class Objective(Node):
    """One thing to reach: metric, baseline, target, due date, owner."""

    KIND: ClassVar[str] = "objective"

    id: Id = own_id()
    statement: Text | None = maybe("What shall be reached, in a sentence.", "要达到什么，用一句话写出。")
    spaces: Spaces | None = maybe("Business value served (CMX SPACES).", "服务的业务价值（CMX SPACES）。")
    metric: Id | None = maybe(
        "Metric of the catalogue (`commplan metrics`) or of `evaluation.metrics`.",
        "指标目录（`commplan metrics`）或 `evaluation.metrics` 中的指标。",
    )
    parameters: dict[str, Parameter] = maybe(
        "Parameters of the metric: {day: 30}.", "指标的参数：{day: 30}。", make=dict
    )
    window: Length | None = maybe(
        "Span that the metric is counted over, such as P3M for a goal per quarter: the last one of the evaluated period that the activity covers to its end; default is the whole period.",
        "指标统计的时间跨度，例如按季度的目标写 P3M：取评估期内活动记录完整覆盖的最后一段；不写则为整个评估期。",
    )
    baseline: Baseline = part(Baseline, "Value and day it starts from.", "起始的数值与日期。")
    target: Number | None = maybe("Value to reach.", "要达到的数值。")
    tolerance: Positive | None = maybe(
        "For `direction: keep`: how far from the target is still kept.",
        "用于 `direction: keep`：与目标相差多少仍算保持。",
    )
    unit: Text | None = maybe("Unit as readers know it.", "读者熟悉的单位。")
    direction: Literal["up", "down", "keep"] | None = maybe(
        "Which way is better; default is the metric's own.", "朝哪个方向算好；不写则用指标自己的方向。"
    )
    due: Day | None = maybe("Day by which it shall be reached.", "到哪一天要达到。")
    owner: Who | None = maybe("Who answers for it.", "由谁负责。")
    weight: Positive = maybe(
        "How much it counts in the community score, beside the others.",
        "在社群综合得分中占多少权重（相对其他目标）。",
        1,
    )
    audiences: OneOrMany[AudienceRef] = many("Audiences it is about.", "关于哪些受众。")
    review: Length | None = maybe("How often it is looked at.", "多久看一次。")
    growth: Growth = part(Growth, "Assumptions behind a growth target.", "增长目标背后的假设。")


class Goals(Node):
    """Part 1 of six: goals and positioning."""

    purpose: Text | None = maybe("Why the community exists, in one sentence.", "社群为什么存在，用一句话写出。")
    mission: Text | None = maybe("What it does, for whom.", "做什么，为谁做。")
    vision: Text | None = maybe("What the world looks like when it works.", "做成之后世界是什么样子。")
    positioning: Text | None = maybe(
        "What it is among all the places its people could go to.", "在大家可以去的各种地方中，它是什么。"
    )
    value_proposition: Text | None = maybe("What a member gets.", "成员能得到什么。")
    theme: Theme = part(Theme, "Bridge element 1: the theme.", "桥梁要素之一：主题。")
    out_of_scope: OneOrMany[Text] = many("What it is explicitly not for.", "明确不做什么。")
    stage: Stage | None = maybe("Life-cycle stage.", "生命周期阶段。")
    audiences: tuple[Audience, ...] = many("Segments and stakeholder groups.", "受众群体与利益相关方。")
    objectives: tuple[Objective, ...] = many("What shall be reached, measurably.", "要达到的、可衡量的目标。")
