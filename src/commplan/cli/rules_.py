"""`commplan rules`."""

from __future__ import annotations

import json
from typing import Annotated, cast, get_args

import typer

import commplan.rules
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.discover import discover
from commplan.paint import columns
from commplan.plan.head import Profile
from commplan.rule import LEVELS, Level, Rule
from commplan.words import Refusal, Words, quote, say

HELP = tr(
    "List the rules of `check`, each with the gravest severity that it reports.",
    "列出 `check` 的规则，以及各自最高的严重程度。",
)
EXAMPLES = tr(
    "Examples: commplan rules --part goals | commplan rules --level draft",
    "示例：commplan rules --part goals | commplan rules --level draft",
)


def command(
    part: Annotated[str, typer.Option(help=tr("Only of this part of the plan.", "只看方案的这一部分。"))] = "",
    level: Annotated[
        str,
        typer.Option(
            help=tr(
                "Only up to this maturity: draft, basic, solid, exemplary.",
                "只看到此成熟度：draft、basic、solid、exemplary。",
            )
        ),
    ] = "",
    profile: Annotated[
        str, typer.Option(help=tr("Only those that are for plans of this profile alone.", "只看仅适用于此规范的规则。"))
    ] = "",
    format_: Annotated[str, typer.Option("--format", "-f", help=tr("text or json.", "text 或 json。"))] = "text",
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """List the rules."""
    rules = sorted(discover(commplan.rules, Rule).values(), key=lambda r: r.code)
    _known(part, sorted({r.part for r in rules}), say("no part is called {p}", "没有名为 {p} 的部分", p=quote(part)))
    _known(level, list(LEVELS), say("no level is called {p}", "没有名为 {p} 的成熟度", p=quote(level)))
    _known(profile, list(get_args(Profile)), say("no profile is called {p}", "没有名为 {p} 的规范", p=quote(profile)))
    reached = LEVELS[: LEVELS.index(cast("Level", level)) + 1] if level else LEVELS
    chosen = [
        r for r in rules if part in ("", r.part) and r.level in reached and (not profile or profile in r.profiles)
    ]
    if format_ == "json":
        rows = [
            {
                "code": r.code,
                "name": r.name,
                "part": r.part,
                "kind": r.kind,
                "severity": r.severity.value,
                "level": r.level,
                "profiles": list(r.profiles),
                "thresholds": {name: t.default for name, t in r.thresholds.items()},
                "title": r.page.title.in_language(LANGUAGE),
            }
            for r in chosen
        ]
        emit(json.dumps({"version": 1, "rules": rows}, ensure_ascii=False, indent=2) + "\n")
    else:
        emit(columns((r.code, r.name, r.severity.value, r.page.title.in_language(LANGUAGE)) for r in chosen))


def _known(given: str, known: list[str], words: Words) -> None:
    if given and given not in known:
        raise Refusal(words, say("there are: {n}", "可用：{n}", n=", ".join(known)))
