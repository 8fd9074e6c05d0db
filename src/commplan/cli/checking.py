"""What `commplan check` does, apart from how its options are spelt.

Without typer: a check of plain paths is what editors and hooks run on every save, and comes here directly.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import commplan.rules
from commplan import __version__, lint, load
from commplan.cli.plans import find_plans, read_plan
from commplan.cli.speech import LANGUAGE, colour, emit
from commplan.discover import discover
from commplan.finding import Severity
from commplan.report import Checked, Report
from commplan.rule import Rule
from commplan.spelling import nearest
from commplan.words import Refusal, quote, say


@dataclass(frozen=True, slots=True)
class Wish:
    """A check as asked for; `fail_on` is a severity, `unknown` or `never`."""

    paths: tuple[str, ...] = ()
    format: str = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "warning"
    today: str | None = None
    stdin_filename: str = "stdin.yaml"
    quiet: bool = False
    colour: str = "auto"


def run(wish: Wish) -> int:
    """Check, write the result, and return the exit code. Refusal for what the user must mend."""
    rules = discover(commplan.rules, Rule)
    write = writer(wish.format)
    selection = lint.Selection(_words(wish.select), _words(wish.ignore))
    _known(selection, rules)
    today = day(wish.today)
    results = []
    for file in find_plans(wish.paths):
        raw, folder, shown = read_plan(file, wish.stdin_filename)
        results.append(lint.plan(load.plan(shown, raw, folder), rules, today, selection))
    if not wish.quiet:
        emit(write(Report(tuple(results), rules, __version__, LANGUAGE, colour(wish.colour, sys.stdout))))
    return _exit_code(results, wish.fail_on)


def plain(arguments: Sequence[str]) -> bool:
    """Whether these arguments are a check without any option."""
    return arguments[:1] == ["check"] and all(a == "-" or not a.startswith("-") for a in arguments[1:])


def day(text: str | None) -> date:
    """The day that counts as today: as told, else the user's own."""
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011 - the user's own day is meant
    except ValueError:
        hint = say("write 2027-03-31", "写成 2027-03-31")
        raise Refusal(say("{t} is not a date", "{t} 不是日期", t=quote(text)), hint) from None


def writer(name: str) -> Callable[[Report], str]:
    """The function of the format of this name."""
    import importlib
    import pkgutil

    from commplan import formats
    from commplan.format import Format

    names = sorted(i.name for i in pkgutil.iter_modules(formats.__path__))
    if name not in names:
        words = say("no format is called {f}", "没有名为 {f} 的格式", f=quote(name))
        raise Refusal(words, say("there are: {n}", "可用：{n}", n=", ".join(names)))
    module = importlib.import_module(f"commplan.formats.{name}")
    return next(v for v in vars(module).values() if isinstance(v, Format)).write


def _exit_code(results: list[Checked], fail_on: str) -> int:
    if fail_on == "never":
        return 0
    if fail_on == "unknown":
        return int(any(r.findings or r.undecided or r.not_run for r in results))
    return int(any(r.at_least(Severity(fail_on)) or r.not_run for r in results))


def _words(given: Sequence[str]) -> tuple[str, ...]:
    """Names of rules as people give them: one by one or with commas, codes in small letters too."""
    words = [word.strip() for many in given for word in many.split(",") if word.strip()]
    return tuple(word.upper() if re.fullmatch(r"[a-z]\d*", word) else word for word in words)


def _known(selection: lint.Selection, rules: dict[str, Rule]) -> None:
    for word in selection.unknown(list(rules.values())):
        near = nearest(word, [r.name for r in rules.values()])
        hint = (
            say("did you mean {n}?", "是否想写 {n}？", n=near)
            if near
            else say("`commplan rules` lists them", "`commplan rules` 可列出全部规则")
        )
        raise Refusal(say("no rule is called {w}", "没有名为 {w} 的规则", w=quote(word)), hint)
    if not any(selection.takes(rule) for rule in rules.values()):
        words = say("no rule is left by these options: nothing was checked", "这些选项没有留下任何规则，未做任何检查")
        raise Refusal(words, say("`commplan rules` lists them", "`commplan rules` 可列出全部规则"))
