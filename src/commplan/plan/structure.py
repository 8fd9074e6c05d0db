"""`structure`: who does what, with which rights, and how decisions are made (社群组织结构)."""

from typing import Annotated, Any, ClassVar, Literal

from commplan.plan.goals import AudienceRef
from commplan.plan.head import Period
from commplan.plan.node import Node, many, maybe, need, own_id, part
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
        "Where the person has it: a tool (slack, zulip, ...) or the id of an `evaluation.sources` entry.",
        "此人的账号在哪里：工具名（slack、zulip 等），或 `evaluation.sources` 中的 id。",
    )
    id: str = need(
        "What stands for the person there, letter by letter: an id, or the value in the member column.",
        "那里代表此人的内容，逐字照写：id，或成员列中的值。",
    )


NOBODY = frozenset(
    {"independent", "none", "self", "self-employed", "freelance", "freelancer", "volunteer", "individual", "unaffiliated",
     "retired", "独立", "无", "个人", "自由职业", "自由职业者", "志愿者", "退休"}
)  # fmt: skip
"""What people write when they work for nobody."""


class Person(Node):
    """Somebody who holds a role or does work."""

    KIND: ClassVar[str] = "person"

    id: Id = own_id()
    name: Text | None = maybe("Name as it may be shown.", "可以公开的姓名。")
    affiliation: Text | None = maybe("Employer or organisation.", "雇主或所属组织。")
    timezone: str | None = maybe("IANA zone where the person works.", "此人工作所在的 IANA 时区。")
    languages: OneOrMany[LanguageTag] = many("Languages the person works in.", "此人工作使用的语言。")
    skills: OneOrMany[Text] = many("Skills others may count on.", "他人可以指望的技能。")
    hours_per_week: Positive | None = maybe(
        "Hours a week that the person has for this community.", "此人每周能为社群投入的小时数。"
    )
    leave: tuple[Period, ...] = many("Days away.", "不在的日子。")
    status: Literal["active", "alumni"] = maybe("Whether still at work here.", "是否仍在此工作。", "active")
    handles: tuple[Handle, ...] = many(
        "Ids in exports; only needed to tell staff from members.", "在导出文件中的账号；仅在区分团队与成员时需要。"
    )

    @property
    def employer(self) -> str | None:
        """Whom the person works for, as one word for all spellings; who works for nobody stands alone. None: unsaid."""
        name = " ".join((self.affiliation or "").casefold().split())
        alone = name in NOBODY or name.startswith("个人")
        return (f"\0{self.id}" if alone else name) or None


class Body(Node):
    """A group that holds authority or does work: board, committee, working group."""

    KIND: ClassVar[str] = "body"

    id: Id = own_id()
    name: Text | None = maybe("Name that readers know.", "读者熟悉的名称。")
    kind: Literal["board", "committee", "conduct-committee", "core-team", "working-group", "group"] = maybe(
        "What sort of body.", "哪一类机构。", "group"
    )
    purpose: Text | None = maybe("What it is for.", "用途。")
    parent: BodyRef | None = maybe("The body it reports to.", "向哪个机构汇报。")
    members: OneOrMany[PersonRef] = many("People in it, beside the holders of its roles.", "除其角色担任者之外的成员。")
    status: Literal["active", "superseded", "retired"] = maybe("Whether it still holds.", "是否仍然有效。", "active")


class Holder(Node):
    """Somebody in a role, with the term."""

    person: PersonRef = need("Who holds the role.", "由谁担任。")
    start: Day | None = maybe("First day in the role.", "任职的第一天。")
    end: Day | None = maybe("Last day of the term.", "任期的最后一天。")


def _holder(value: Any) -> Any:
    return {"person": value} if isinstance(value, str) else value


def _or_id(holder: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [ID_SCHEMA, holder]}


HolderOrPerson = Annotated[Holder, Scalar(_holder, {}, inner=True, also=_or_id)]


class Role(Node):
    """A role: what its holder does, may do, and how one comes and goes."""

    KIND: ClassVar[str] = "role"

    id: Id = own_id()
    name: Text | None = maybe("Name that readers know.", "读者熟悉的名称。")
    body: BodyRef | None = maybe("Body the role belongs to.", "角色所属的机构。")
    reports_to: RoleRef | None = maybe("Role it reports to; the escalation path.", "向哪个角色汇报；也是升级路径。")
    duties: OneOrMany[Text] = many("What the holder must do.", "必须做什么。")
    rights: OneOrMany[Text] = many("What the holder may do.", "可以做什么。")
    skills: OneOrMany[Text] = many("What the holder must be able to do.", "必须会什么。")
    headcount: Count = maybe("How many holders are needed.", "需要几人担任。", 1)
    holders: OneOrMany[HolderOrPerson] = many(
        "Who holds it: person ids, or with terms.", "由谁担任：人的 id，或附任期。"
    )
    deputies: OneOrMany[PersonRef] = many("Who stands in.", "由谁代理。")
    two_factor: bool | None = maybe("Whether its holders log in with a second factor.", "担任者登录时是否用双重验证。")
    critical: bool = maybe("Whether the community stops without it.", "缺了它社群是否停摆。", False)
    represents: OneOrMany[AudienceRef] = many("Audiences it speaks for.", "为哪些受众发声。")
    hours_per_week: Positive | None = maybe("Hours a week each holder gives to it.", "每位担任者每周投入的小时数。")
    term: Length | None = maybe("Length of a term.", "任期多长。")
    selection: Text | None = maybe("How holders are chosen.", "担任者怎样产生。")
    removal: Text | None = maybe(
        "How and when a holder is removed, inactivity included.", "何时、怎样免去职务，包括长期不活跃。"
    )
    status: Literal["active", "superseded", "retired"] = maybe("Whether it still holds.", "是否仍然有效。", "active")


class Raci(Node):
    """Who is responsible, accountable, consulted, informed. Roles rather than names."""

    responsible: Whos = many("R: does the work.", "R：执行者。")
    accountable: Whos = many("A: answers for it; exactly one.", "A：最终负责者；只能有一个。")
    consulted: Whos = many("C: is asked before.", "C：事先被咨询者。")
    informed: Whos = many("I: is told after.", "I：事后被告知者。")


class Quorum(Node):
    """How many must take part for a decision to count."""

    count: Count | None = maybe("Number of voters.", "投票人数。")
    share: Share | None = maybe("Or share of those eligible, 0 to 1.", "或有资格者中的比例，0 到 1。")


class Threshold(Node):
    """How many must agree."""

    share: Share | None = maybe("Share that must agree, 0 to 1.", "须同意的比例，0 到 1。")
    base: Literal["votes-cast", "eligible"] | None = maybe("Share of what.", "以什么为基数。")


class Decision(Node):
    """A kind of decision, or a standing activity, and who has which part in it."""

    KIND: ClassVar[str] = "decision"

    id: Id = own_id()
    name: Text | None = maybe("What is decided or done.", "决定什么，或做什么。")
    raci: Raci = part(Raci, "RACI of this decision or activity.", "此项决策或活动的 RACI 责任分配。")
    body: BodyRef | None = maybe("Body that decides.", "作出决定的机构。")
    channels: OneOrMany[ChannelRef] = many(
        "Where it is discussed, and the outcome written down.", "在哪里讨论并写下结果。"
    )
    proposer: Text | None = maybe("Who may propose.", "谁可以提议。")
    quorum: Quorum = part(Quorum, "Who must take part.", "谁必须参加（法定人数）。")
    threshold: Threshold = part(Threshold, "Who must agree.", "谁必须同意。")
    window: Length | None = maybe("How long votes or objections are open.", "投票或提出异议开放多久。")
    participation: Participation | None = maybe(
        "Promise to those concerned (IAP2 spectrum).", "对相关人员的承诺（IAP2 参与程度）。"
    )
    audiences: OneOrMany[AudienceRef] = many("Whom the promise is made to.", "承诺对谁作出。")
    discretion: Literal["fixed", "partial", "open"] | None = maybe(
        "How much is really still open.", "实际上还有多少余地。"
    )
    fixed: OneOrMany[Text] = many("What is fixed, and why.", "哪些已定，为什么。")
    delegated: bool | None = maybe(
        "Whether authority has been delegated in writing; `empower` needs it.",
        "是否已书面授权；`empower` 须有书面授权。",
    )
    report_back: Day | Length | None = maybe(
        "When those consulted hear what came of it: a date, or time after.",
        "被征询者何时得知结果：某个日期，或多久之后。",
    )
    appeal: Text | None = maybe("Where to appeal.", "向哪里申诉。")


class Level(Node):
    """A step of the member ladder (成员成长体系)."""

    KIND: ClassVar[str] = "level"

    id: Id = own_id()
    name: Text | None = maybe("Name of the step.", "这一步的名称。")
    entry: Text | None = maybe("What it takes to get there.", "怎样才能达到。")
    privileges: OneOrMany[Text] = many("What it brings.", "带来什么权益。")
    demotion: Text | None = maybe("When it is lost.", "何时失去。")


class Step(Node):
    """A step of escalation."""

    to: Who = need("Who takes it up.", "交给谁处理。")
    within: Length | None = maybe("Time limit at this step.", "这一步的时限。")


class Structure(Node):
    """Part 2 of six: organisation."""

    people: tuple[Person, ...] = many("Everybody named anywhere in the plan.", "方案中提到的所有人。")
    bodies: tuple[Body, ...] = many("Boards, committees, teams, groups.", "理事会、委员会、团队、小组。")
    roles: tuple[Role, ...] = many("Roles and their holders.", "角色及其担任者。")
    decisions: tuple[Decision, ...] = many("Decisions and standing activities with RACI.", "决策与常设事务，附 RACI。")
    levels: tuple[Level, ...] = many("The member ladder.", "成员成长阶梯。")
    escalation: tuple[Step, ...] = many(
        "Who takes up what is stuck, in order, with time limits.", "卡住的事依次由谁接手，各有时限。"
    )
    diversity: Text | None = maybe(
        "Note 1: how diversity and professionalism are kept.", "注意事项之一：怎样保持多样性与专业性。"
    )
