"""`commplan explain`."""

from __future__ import annotations

import shutil
import sys
from difflib import get_close_matches
from typing import Annotated, Optional

import typer

from commplan.cli.rulebook import Rulebook
from commplan.cli.specimens import in_chinese
from commplan.cli.speech import LANG_HELP, LANGUAGE, colour, emit, tr
from commplan.cli.wish import Wish
from commplan.paint import Piece, paint, wrap
from commplan.rule import Rule
from commplan.spelling import only_near
from commplan.words import Refusal, Words, quote, say

HELP = tr("Explain a rule: what, why, and how it looks.", "解释一条规则：查什么、为什么、什么样。")
EXAMPLES = tr(
    "Examples: commplan explain G101 | commplan explain goal-no-kpi",
    "示例：commplan explain G101 | commplan explain goal-no-kpi",
)
_SHOWN = 5


def command(
    code: Annotated[str, typer.Argument(help=tr("Code or name of a rule.", "规则的代码或名称。"))],
    config: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=tr("Configuration file with rules of your own.", "含自定义规则的配置文件。")),
    ] = None,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """Explain a rule."""
    known, _ = Rulebook(Wish(config=config)).here()
    rules = sorted(known.values(), key=lambda r: r.code)
    found = next((r for r in rules if code.upper() == r.code or code.lower() == r.name), None)
    if found is None:
        likely = near(code, rules)
        hint = (
            say("did you mean {n}?", "是否想写 {n}？", n=Words(", ".join(likely), "、".join(likely)))
            if likely
            else say("`commplan rules` lists them", "`commplan rules` 可列出全部规则")
        )
        raise Refusal(say("no rule is called {c}", "没有名为 {c} 的规则", c=quote(code)), hint)
    emit(paint(_page(found, min(shutil.get_terminal_size().columns, 100)), colour("auto", sys.stdout)))


def near(word: str, rules: list[Rule]) -> list[str]:
    """The names of the rules that a word most likely means: by code, by a piece of the name, by likeness, by title."""
    plain = "-".join(word.lower().replace("_", " ").replace("-", " ").split())
    if sure := only_near(plain, [r.name for r in rules]):
        return [sure.word]
    long = len(plain) > (1 if not plain.isascii() else 2)
    pieces = [piece for rule in rules for piece in rule.name.split("-")]
    piece = next(iter(get_close_matches(plain, pieces, 1, 0.8)), plain)
    looks = (
        [r.name for r in rules if plain and r.code.startswith(plain.upper())],
        [r.name for r in rules if long and plain in r.name],
        get_close_matches(plain, [r.name for r in rules], 3),
        [r.name for r in rules if piece in r.name.split("-")],
        [r.name for r in rules if long and (word in r.page.title.zh or word.lower() in r.page.title.en.lower())],
    )
    return next((found for found in looks if found), [])[:_SHOWN]


def _page(rule: Rule, limit: int) -> list[Piece]:
    page = rule.page

    def block(text: str) -> str:
        text = in_chinese(text) if LANGUAGE == "zh" else text
        return "\n".join("    " + line if line else "" for line in text.rstrip().splitlines()) + "\n\n"

    return [
        (f"{rule.code} {rule.name}", "bold"),
        f"  {', '.join((rule.severity.value, rule.part, rule.level, *rule.profiles))}\n\n",
        (wrap(page.title.in_language(LANGUAGE), limit) + "\n\n", "bold"),
        wrap(page.body.in_language(LANGUAGE), limit) + "\n\n",
        (tr("Bad", "不好") + "\n", "red"),
        block(page.bad),
        (tr("Good", "好") + "\n", "green"),
        block(page.good),
        *_happened(page.activity, block(page.activity)),
        *_settings(rule),
        (wrap(tr("Source: ", "来源：") + page.source.in_language(LANGUAGE), limit) + "\n", "dim"),
    ]


def _happened(table: str, shown: str) -> list[Piece]:
    """What both examples are held against, of a rule about what really happened."""
    if not table:
        return []
    only = tr("Asked only by `commplan check --activity DIR`.", "仅在使用 `commplan check --activity DIR` 时检查。")
    return [(tr("What both are held against", "两个例子所对照的实际活动") + "\n", "cyan"), shown, only + "\n\n"]


def _settings(rule: Rule) -> list[Piece]:
    """What an organisation may set of a rule, as it stands in commplan.toml."""
    if not rule.thresholds:
        return []
    lines = [f"    {name} = {t.default}  # {t.about.in_language(LANGUAGE)}" for name, t in rule.thresholds.items()]
    head = tr("To be set in commplan.toml", "可在 commplan.toml 中设置")
    return [(head + "\n", "cyan"), f"    [thresholds.{rule.name}]\n" + "\n".join(lines) + "\n\n"]
