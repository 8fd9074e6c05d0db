"""`commplan rules`."""

from __future__ import annotations

import json
from typing import Annotated

import typer

import commplan.rules
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.discover import discover
from commplan.paint import columns
from commplan.rule import Rule
from commplan.words import Refusal, quote, say

HELP = tr(
    "List the rules of `check`, each with the gravest severity that it reports.",
    "列出 `check` 的规则，以及各自最高的严重程度。",
)
EXAMPLES = tr("Example: commplan rules --part goals", "示例：commplan rules --part goals")


def command(
    part: Annotated[str, typer.Option(help=tr("Only of this part of the plan.", "只看方案的这一部分。"))] = "",
    format_: Annotated[str, typer.Option("--format", "-f", help=tr("text or json.", "text 或 json。"))] = "text",
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """List the rules."""
    rules = sorted(discover(commplan.rules, Rule).values(), key=lambda r: r.code)
    parts = sorted({r.part for r in rules})
    if part and part not in parts:
        words = say("no part is called {p}", "没有名为 {p} 的部分", p=quote(part))
        raise Refusal(words, say("there are: {n}", "可用：{n}", n=", ".join(parts)))
    chosen = [r for r in rules if part in ("", r.part)]
    if format_ == "json":
        rows = [
            {
                "code": r.code,
                "name": r.name,
                "part": r.part,
                "kind": r.kind,
                "severity": r.severity.value,
                "title": r.page.title.in_language(LANGUAGE),
            }
            for r in chosen
        ]
        emit(json.dumps({"version": 1, "rules": rows}, ensure_ascii=False, indent=2) + "\n")
    else:
        emit(columns((r.code, r.name, r.severity.value, r.page.title.in_language(LANGUAGE)) for r in chosen))
