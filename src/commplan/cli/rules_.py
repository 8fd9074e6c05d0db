"""`commplan rules`."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection
from datetime import date
from typing import Annotated, Optional, cast, get_args

import typer

from commplan.cli.rulebook import Rulebook
from commplan.cli.speech import LANG_HELP, LANGUAGE, colour, emit, tr
from commplan.cli.wish import Wish
from commplan.escape import visible
from commplan.paint import Piece, columns, paint
from commplan.plan.head import Profile
from commplan.rule import LEVELS, Level, Rule
from commplan.words import Refusal, Words, quote, say

HELP = tr(
    "List the rules of `check`, each with the gravest severity that it reports; those of your own are among them.",
    "列出 `check` 的规则（包括本组织自己的规则），以及各自最高的严重程度。",
)
EXAMPLES = tr(
    "Examples: commplan rules --part goals | commplan rules --level draft | commplan rules --test",
    "示例：commplan rules --part goals | commplan rules --level draft | commplan rules --test",
)
CONFIG = tr("Configuration file with rules of your own.", "含自定义规则的配置文件。")


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
    test: Annotated[
        bool,
        typer.Option(
            "--test",
            help=tr("Try the rules of your own on their examples.", "用例子试验本组织自己的规则。"),
        ),
    ] = False,
    config: Annotated[Optional[str], typer.Option(help=CONFIG)] = None,  # noqa: UP045
    format_: Annotated[str, typer.Option("--format", "-f", help=tr("text or json.", "text 或 json。"))] = "text",
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """List the rules."""
    known, own = Rulebook(Wish(config=config)).here()
    if test:
        raise typer.Exit(_tried(sorted(own.values(), key=lambda r: r.code)))
    rules = sorted(known.values(), key=lambda r: r.code)
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


def _tried(rules: Collection[Rule]) -> int:
    """Try each rule on its two examples, and say how it went."""
    from commplan.checking.trial import trials

    if not rules:
        words = say("there are no rules of your own to try", "没有可试验的自定义规则")
        raise Refusal(
            words, say("declare one as `[[rules]]` in commplan.toml", "请在 commplan.toml 中用 `[[rules]]` 声明")
        )
    names = {"bad": tr("bad", "不好"), "good": tr("good", "好")}
    pieces, wrong = list[Piece](), 0
    for trial in (t for rule in rules for t in trials(rule, date.today())):  # noqa: DTZ011 - the user's own day
        wrong += trial.fault is not None
        kept = say("found: {m}", "已查出：{m}", m=trial.shown) if trial.shown else say("kept", "符合")
        mark: Piece = ("✗ ", "red") if trial.fault else ("✓ ", "green")
        head = f"{trial.rule.code} {trial.rule.name}, {names[trial.which]}: "
        pieces += [mark, head, visible((trial.fault or kept).in_language(LANGUAGE)) + "\n"]
    told = say(
        "rules tried: {n}; examples that are not as they should be: {w}",
        "已试验 {n} 条规则，{w} 个例子不符",
        n=len(rules),
        w=wrong,
    )
    if not wrong:
        told = say("rules tried: {n}; each does what its examples say", "已试验 {n} 条规则，均与例子相符", n=len(rules))
    pieces.append(told.in_language(LANGUAGE) + "\n")
    emit(paint(pieces, colour("auto", sys.stdout)))
    return 1 if wrong else 0
