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

    rule: str = need("The rule that is waived: its code or name.")
    owner: str = need("Who has decided this and answers for it: a role, a body or a person.")
    until: Day = need("Last day on which the waiver holds, such as 2027-03-31.")
    reason: str | None = maybe("Why the finding is accepted; a waiver without a reason is a finding itself.")
    path_: str | None = maybe(
        "Where in the plan: a path with ids or numbers, such as goals.objectives.answers; everywhere when left out."
    )
    file: OneOrMany[str] = many(
        "Plans that the waiver is meant for, as patterns of file names; all plans of this configuration when left out."
    )


class OwnRule(Node):
    """A rule of an organisation's own: what must be true of each part of a plan of some kind."""

    HYPHENS: ClassVar[bool] = True

    name: Id = need("Name of the rule, kebab-case; what is ignored, waived and selected by.")
    code: OwnCode = need("Code of the rule: capital letters and a number, such as X101; none that commplan has itself.")
    for_: str = need(
        "The parts of a plan that it looks at, by their keys: content.calendar, risks.register.actions, plan."
    )
    assert_: str = need("What must be true: one expression over `item`, such as item.effort_hours <= 8.")
    when: str | None = maybe("Only of the items of which this is true.")
    message: str = need("What a finding says; {item.id} puts in what the plan says.")
    message_zh: str | None = maybe("The same in Chinese; the other when left out.")
    hint: str | None = maybe("What to do about it.")
    hint_zh: str | None = maybe("The same in Chinese.")
    severity: Severities = maybe("How much it matters: error, warning or info.", "warning")
    level: Levels = maybe("From which maturity on it holds: draft, basic, solid or exemplary.", "basic")
    good: str | None = maybe("A piece of a plan that keeps the rule; `commplan rules --test` tries it.")
    bad: str | None = maybe("A piece of a plan that breaks it; `commplan rules --test` tries it.")


class Config(Node):
    """Everything that a configuration may say."""

    HYPHENS: ClassVar[bool] = True

    select: OneOrMany[str] = many("Only these rules: codes (G101), beginnings of codes (G), names, or parts (goals).")
    extend_select: OneOrMany[str] = many("Also these rules, even where `select` or `ignore` leaves their part out.")
    ignore: OneOrMany[str] = many("Not these rules; faults of the file itself are always told.")
    per_file_ignores: dict[str, OneOrMany[str]] = maybe(
        "Rules that are off for plans whose file matches a pattern, relative to this file: {'archive/**' = ['G', 'C101']}.",
        make=dict,
    )
    severity: dict[str, Strength] = maybe(
        "How much the findings of a rule matter here: error, warning, info, or off.", make=dict
    )
    thresholds: dict[str, dict[str, Number]] = maybe(
        "Numbers of rules, set otherwise than by default: {hours-over-capacity = {most_lacking = 0.1}}.", make=dict
    )
    fail_on: FailOn | None = maybe("Lowest severity that makes the check fail; `warning` when left out.")
    level: Literal["draft", "basic", "solid", "exemplary"] | None = maybe(
        "How mature plans must be: rules of higher levels are off, unless they are selected."
    )
    profiles: OneOrMany[Followed] = many(
        "Standards that all plans here follow, besides those that a plan names itself."
    )
    exclude: OneOrMany[str] = many(
        "Files and folders that are no plans to check, as patterns in the way of .gitignore, relative to this file."
    )
    baseline: str | None = maybe("File of findings that were there before, relative to this one; they do not fail.")
    activity: str | None = maybe(
        "Folder of the activity store (`commplan import`), relative to this file: plans are held against what it shows."
    )
    language: Literal["en", "zh"] | None = maybe("Language of messages, unless --lang or COMMPLAN_LANG says otherwise.")
    rules: tuple[OwnRule, ...] = many("Rules of an organisation's own.")
    plugins: OneOrMany[str] = many(
        "Installed packages of rules to load, by the name of their entry point in `commplan.rules`."
    )
    waivers: tuple[Waiver, ...] = many("Findings that somebody has decided to live with, until a day.")
