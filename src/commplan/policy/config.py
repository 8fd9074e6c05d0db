"""The configuration: what `commplan.toml`, or `[tool.commplan]` in a `pyproject.toml`, may say.

Declared like a part of the plan, so that reading, the JSON Schema and the hints for slips come from the same lines. A module
that wants a table of its own declares its parts here; every other key is an error.
"""

from typing import ClassVar, Literal

from commplan.plan.head import Followed
from commplan.plan.node import Node, many, maybe, need
from commplan.plan.numbers import Number
from commplan.plan.scalars import OneOrMany
from commplan.plan.times import Day

Strength = Literal["error", "warning", "info", "off"]
FailOn = Literal["error", "warning", "info", "unknown", "never"]


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
    language: Literal["en", "zh"] | None = maybe("Language of messages, unless --lang or COMMPLAN_LANG says otherwise.")
    waivers: tuple[Waiver, ...] = many("Findings that somebody has decided to live with, until a day.")
