"""The configuration: what `commplan.toml`, or `[tool.commplan]` in a `pyproject.toml`, may say.

Declared like a part of the plan, so that reading, the JSON Schema and the hints for slips come from the same lines. A module
that wants a table of its own declares its parts here; every other key is an error.
"""

from typing import Annotated, ClassVar, Literal

from commplan.plan.head import Followed
from commplan.plan.node import Node, many, maybe, need
from commplan.plan.numbers import Number
from commplan.plan.scalars import Id, OneOrMany, pattern
from commplan.plan.times import Day
from commplan.words import say

Strength = Literal["error", "warning", "info", "off"]
Severities = Literal["error", "warning", "info"]
Levels = Literal["draft", "basic", "solid", "exemplary"]
FailOn = Literal["error", "warning", "info", "unknown", "never"]
OwnCode = Annotated[
    str,
    pattern(
        r"[A-Z]{1,6}[0-9]{1,4}",
        say("a code of a rule", "规则代码"),
        say("write capital letters and a number: X101", "写成大写字母加数字：X101"),
    ),
]


class Waiver(Node):
    """A finding that somebody has decided to live with, until a day."""

    HYPHENS: ClassVar[bool] = True

    rule: str = need("The rule that is waived: its code or name.", "被豁免的规则：代码或名称。")
    owner: str = need(
        "Who has decided this and answers for it: a role, a body or a person.", "由谁决定并负责：角色、机构或人。"
    )
    until: Day = need(
        "Last day on which the waiver holds, such as 2027-03-31.", "豁免有效的最后一天，例如 2027-03-31。"
    )
    reason: str | None = maybe(
        "Why the finding is accepted; a waiver without a reason is a finding itself.",
        "为什么接受这个问题；没有理由的豁免本身就是问题。",
    )
    path_: str | None = maybe(
        "Where in the plan: a path with ids or numbers, such as goals.objectives.answers; everywhere when left out.",
        "在方案的哪里：带 id 或序号的路径，例如 goals.objectives.answers；不写则处处适用。",
    )
    file: OneOrMany[str] = many(
        "Plans that the waiver is meant for, as patterns of file names; all plans of this configuration when left out.",
        "豁免针对哪些方案，写文件名的模式；不写则为此配置下的所有方案。",
    )


class OwnRule(Node):
    """A rule of an organisation's own: what must be true of each part of a plan of some kind."""

    HYPHENS: ClassVar[bool] = True

    name: Id = need(
        "Name of the rule in a-z, 0-9 and single hyphens; what is ignored, waived and selected by.",
        "规则的名称，只用 a-z、0-9 与单个短横线；忽略、豁免与选择时都用它。",
    )
    code: OwnCode = need(
        "Code of the rule: capital letters and a number, such as X101; none that commplan has itself.",
        "规则的代码：大写字母加数字，例如 X101；不能与 commplan 自带的重复。",
    )
    for_: str = need(
        "The parts of a plan that it looks at, by their keys: content.calendar, risks.register.actions, plan.",
        "它查看方案的哪些部分，按键写：content.calendar、risks.register.actions、plan。",
    )
    assert_: str = need(
        "What must be true: one expression over `item`, such as item.effort_hours <= 8.",
        "必须成立的条件：一个关于 `item` 的表达式，例如 item.effort_hours <= 8。",
    )
    when: str | None = maybe("Only of the items of which this is true.", "只查看使它成立的项。")
    message: str = need(
        "What a finding says; {item.id} puts in what the plan says.", "问题的说明；{item.id} 会换成方案中的内容。"
    )
    message_zh: str | None = maybe(
        "The same in Chinese; the other when left out.", "同一说明的中文；不写则用另一种语言的。"
    )
    hint: str | None = maybe("What to do about it.", "应当怎么做。")
    hint_zh: str | None = maybe("The same in Chinese.", "同一建议的中文。")
    severity: Severities = maybe(
        "How much it matters: error, warning or info.", "严重程度：error、warning 或 info。", "warning"
    )
    level: Levels = maybe(
        "From which maturity on it holds: draft, basic, solid or exemplary.",
        "从哪一级成熟度起适用：draft、basic、solid 或 exemplary。",
        "basic",
    )
    good: str | None = maybe(
        "A piece of a plan that keeps the rule; `commplan rules --test` tries it.",
        "遵守规则的一段方案；由 `commplan rules --test` 试验。",
    )
    bad: str | None = maybe(
        "A piece of a plan that breaks it; `commplan rules --test` tries it.",
        "违反规则的一段方案；由 `commplan rules --test` 试验。",
    )


class Config(Node):
    """Everything that a configuration may say."""

    HYPHENS: ClassVar[bool] = True

    select: OneOrMany[str] = many(
        "Only these rules: codes (G101), beginnings of codes (G), names, or parts (goals).",
        "只用这些规则：代码（G101）、代码前缀（G）、名称或部分（goals）。",
    )
    extend_select: OneOrMany[str] = many(
        "Also these rules, even where `select` or `ignore` leaves their part out.",
        "另外启用这些规则，即使 `select` 或 `ignore` 排除了它们的部分。",
    )
    ignore: OneOrMany[str] = many(
        "Not these rules; faults of the file itself are always told.", "不用这些规则；文件本身的错误总会告知。"
    )
    per_file_ignores: dict[str, OneOrMany[str]] = maybe(
        "Rules that are off for plans whose file matches a pattern, relative to this file: {'archive/**' = ['G', 'C101']}.",
        "对文件名符合某个模式的方案停用的规则，模式相对于此文件：{'archive/**' = ['G', 'C101']}。",
        make=dict,
    )
    severity: dict[str, Strength] = maybe(
        "How much the findings of a rule matter here: error, warning, info, or off.",
        "某条规则的问题在此有多严重：error、warning、info 或 off。",
        make=dict,
    )
    thresholds: dict[str, dict[str, Number]] = maybe(
        "Numbers of rules, set otherwise than by default: {hours-over-capacity = {most_lacking = 0.1}}.",
        "规则中改为非默认值的数字：{hours-over-capacity = {most_lacking = 0.1}}。",
        make=dict,
    )
    fail_on: FailOn | None = maybe(
        "Lowest severity that makes the check fail; `warning` when left out.",
        "使检查失败的最低严重程度；不写则为 `warning`。",
    )
    level: Literal["draft", "basic", "solid", "exemplary"] | None = maybe(
        "How mature plans must be: rules of higher levels are off, unless they are selected.",
        "方案须达到的成熟度：更高级别的规则停用，除非被选中。",
    )
    profiles: OneOrMany[Followed] = many(
        "Standards that all plans here follow, besides those that a plan names itself.",
        "此处所有方案都遵循的标准，另加方案自己写明的。",
    )
    exclude: OneOrMany[str] = many(
        "Files and folders that are no plans to check, as patterns in the way of .gitignore, relative to this file.",
        "不作为方案检查的文件与文件夹，模式写法同 .gitignore，相对于此文件。",
    )
    baseline: str | None = maybe(
        "File of findings that were there before, relative to this one; they do not fail.",
        "已有问题的清单文件，相对于此文件；其中的问题不会导致失败。",
    )
    activity: str | None = maybe(
        "Folder of the activity store (`commplan import`), relative to this file: plans are held against what it shows.",
        "活动记录文件夹（`commplan import`），相对于此文件：方案会与其中的实际情况对照。",
    )
    language: Literal["en", "zh"] | None = maybe(
        "Language of messages, unless --lang or COMMPLAN_LANG says otherwise.",
        "消息的语言，除非 --lang 或 COMMPLAN_LANG 另有指定。",
    )
    rules: tuple[OwnRule, ...] = many("Rules of an organisation's own.", "组织自己的规则。")
    plugins: OneOrMany[str] = many(
        "Installed packages of rules to load, by the name of their entry point in `commplan.rules`.",
        "要加载的已安装规则包，按其在 `commplan.rules` 中的入口点名称。",
    )
    waivers: tuple[Waiver, ...] = many(
        "Findings that somebody has decided to live with, until a day.", "已决定容忍的问题，各有期限。"
    )
