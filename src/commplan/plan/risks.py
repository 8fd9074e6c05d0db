"""`risks`: what may go wrong, what it would do, and what is done about it (风险管理与应对), after ISO 31000."""

from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from commplan.plan.engagement import EntryRef
from commplan.plan.goals import ObjectiveRef, Parameter
from commplan.plan.node import Node, many, maybe, need, own_id, part
from commplan.plan.numbers import Amount, Number, Positive, RiskScore, Score, Share
from commplan.plan.scalars import Id, OneOrMany, Refers, Scalar, Text, Who, Whos, fault
from commplan.plan.times import Day
from commplan.words import say

RiskRef = Annotated[Id, Refers(("risk",))]


def _five(value: object) -> object:
    if isinstance(value, tuple) and len(value) != 5:
        words = say("has {n} words; a scale has five", "这里有 {n} 项，量表须有五项", n=len(value))
        raise fault("bad-value", words, say("name what 1, 2, 3, 4 and 5 mean", "写出 1 至 5 各代表什么"))
    return value


def _chances(value: object) -> object:
    checked = _five(value)
    numbers = checked if isinstance(checked, tuple) else ()
    if any(isinstance(a, int | float) and isinstance(b, int | float) and a > b for a, b in pairwise(numbers)):
        words = say("the chances fall, and the scale rises", "概率在下降，而量表由低到高")
        raise fault("bad-value", words, say("write the lowest first", "请由低到高填写"))
    return checked


Labels = Annotated[tuple[Text, ...], Scalar(_five, {"minItems": 5, "maxItems": 5}, inner=True)]
Chances = Annotated[tuple[Share, ...], Scalar(_chances, {"minItems": 5, "maxItems": 5}, inner=True)]


class Scale(Node):
    """What 1 to 5 mean, lowest first."""

    likelihood: Labels | None = maybe("Five words or numbers for likelihood.", "可能性五个等级的文字或数字说明。")
    impact: Labels | None = maybe("Five words or numbers for impact.", "影响程度五个等级的文字或数字说明。")
    probability: Chances | None = maybe(
        "Chance, 0 to 1, that each of the five likelihoods stands for over the plan: [0.05, 0.1, 0.3, 0.6, 0.9].",
        "可能性五个等级各自对应的方案期内发生概率，0 到 1：[0.05, 0.1, 0.3, 0.6, 0.9]。",
    )


class Appetite(Node):
    """What may be lived with, and who may say so."""

    acceptable: RiskScore = maybe(
        "Highest score (likelihood times impact) that is accepted without more.",
        "不必另行处理即可接受的最高分（可能性乘影响程度）。",
        5,
    )
    high: RiskScore = maybe(
        "Score from which a risk is high: owner, response and contingency are a must.",
        "从这个分数起算高风险：必须有责任人、应对策略与应急预案。",
        12,
    )
    accepted_by: Who | None = maybe(
        "Who may accept a risk above the acceptable score.", "谁可以接受超过可接受分数的风险。"
    )


class Level(Node):
    """Likelihood and impact, 1 to 5."""

    likelihood: Score = need("1 to 5.", "1 到 5。")
    impact: Score = need("1 to 5.", "1 到 5。")

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


class Action(Node):
    """Something done about a risk."""

    KIND: ClassVar[str] = "risk-action"

    id: Id | None = maybe(
        "Short name in a-z, 0-9 and single hyphens; only needed when a budget line refers to it.",
        "短名称，只用 a-z、0-9 与单个短横线；仅当预算科目引用它时才需要。",
    )
    action: Text = need("What is done.", "做什么。")
    owner: Who | None = maybe("Who does it.", "由谁做。")
    due: Day | None = maybe("By when.", "到哪一天完成。")
    entry: EntryRef | None = maybe("Calendar entry that carries it.", "承载它的日历条目。")
    effort_hours: Positive | None = maybe("Hours of work.", "所需工时。")
    cost: Amount | None = maybe("Cost.", "费用。")
    done: Day | None = maybe("Day it was done.", "完成的日期。")


class Trigger(Node):
    """The early warning: a metric and a threshold."""

    metric: Id | None = maybe(
        "Metric of the catalogue or of `evaluation.metrics`.", "指标目录或 `evaluation.metrics` 中的指标。"
    )
    parameters: dict[str, Parameter] = maybe("Parameters of the metric.", "指标的参数。", make=dict)
    above: Number | None = maybe("Fires above this value.", "高于此值时触发。")
    below: Number | None = maybe("Fires below this value.", "低于此值时触发。")
    sign: Text | None = maybe("Or a sign to watch for, in words.", "或用文字写出要留意的迹象。")


class Risk(Node):
    """A risk: cause, event, effect on objectives."""

    KIND: ClassVar[str] = "risk"

    id: Id = own_id()
    title: Text | None = maybe("Name of the risk.", "风险名称。")
    category: Id | None = maybe(
        "Category of the risk catalogue: key-person-loss, data-privacy, spam-raid, ...",
        "风险目录中的类别：key-person-loss、data-privacy、spam-raid 等。",
    )
    cause: Text | None = maybe("Because of ...", "起因：由于……")
    event: Text | None = maybe("... it may happen that ...", "事件：……可能发生……")
    effect: Text | None = maybe("... which would lead to ...", "后果：……从而导致……")
    objectives: OneOrMany[ObjectiveRef] = many("Objectives it endangers.", "危及哪些目标。")
    about: Whos = many(
        "Whose loss or doing it is: people, roles, bodies; somebody else owns it.",
        "因谁的离去或行为而起：人、角色、机构；责任人须另有其人。",
    )
    likelihood: Score | None = maybe("Likelihood today, 1 to 5.", "目前的可能性，1 到 5。")
    impact: Score | None = maybe("Impact today, 1 to 5.", "目前的影响程度，1 到 5。")
    cost: Amount | None = maybe(
        "What it would cost if it happened, in the plan's currency.", "一旦发生的预计损失，以方案货币计。"
    )
    score: RiskScore | None = maybe("Likelihood times impact; may be left out.", "可能性乘影响程度；可以不写。")
    owner: Who | None = maybe("Who watches it.", "由谁关注。")
    response: Literal["avoid", "reduce", "transfer", "accept"] | None = maybe(
        "What is done.", "应对策略：规避、降低、转移或接受。"
    )
    actions: tuple[Action, ...] = many("Dated actions.", "有日期的措施。")
    trigger: Trigger | None = maybe("Early warning.", "预警指标。")
    contingency: Text | None = maybe("What is done when it happens.", "发生时怎么做（应急预案）。")
    fallback: Text | None = maybe("What is done when that fails.", "应急预案失效时怎么做（备选方案）。")
    residual: Level | None = maybe(
        "Likelihood and impact after the response.", "应对之后的可能性与影响程度（残余风险）。"
    )
    secondary: Text | None = maybe("New risks that the response brings.", "应对本身带来的新风险。")
    counterparty: Text | None = maybe(
        "For `transfer`: to whom, by which contract.", "用于 `transfer`：转移给谁，凭哪份合同。"
    )
    accepted_by: Who | None = maybe("For `accept`: who signed.", "用于 `accept`：由谁签字。")
    status: Literal["open", "watch", "materialised", "closed"] = maybe("State.", "状态。", "open")
    reviewed: Day | None = maybe("Last review.", "上次评审。")
    next_review: Day | None = maybe("Next review.", "下次评审。")

    @property
    def inherent(self) -> int | None:
        """Likelihood times impact before the response; None when either is not stated."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None


class Waived(Node):
    """A category of the risk catalogue that does not apply here, and why."""

    category: Id = need("Category.", "类别。")
    reason: Text = need("Why it does not apply.", "为什么不适用。")
    by: Who | None = maybe("Who decided so.", "由谁决定。")
    until: Day | None = maybe("Until when.", "到哪一天为止。")


class Risks(Node):
    """Part 6 of six: risks."""

    scale: Scale = part(Scale, "What 1 to 5 mean.", "1 到 5 各代表什么。")
    appetite: Appetite = part(Appetite, "What may be lived with.", "可以承受什么（风险偏好）。")
    register: tuple[Risk, ...] = many("The risk register.", "风险登记册。")
    waived: tuple[Waived, ...] = many("Categories that do not apply, and why.", "不适用的类别及原因。")
