"""What `commplan check` does, apart from how its options are spelt.

Without typer: a check of plain paths is what editors and hooks run on every save, and comes here directly.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from commplan import __version__
from commplan.checking import lint
from commplan.cli.observing import activity_of, vet
from commplan.cli.outputs import Output, outputs, to_files
from commplan.cli.plans import find_plans
from commplan.cli.rulebook import Rulebook
from commplan.cli.speech import colour, emit, spoken, tell
from commplan.cli.today import day
from commplan.cli.wish import Case, Wish, case_of
from commplan.finding import Severity
from commplan.policy.selection import Policy
from commplan.report import Checked, Report
from commplan.words import Refusal, quote, say

MANY = 8
"""From this many plans on it is asked what is known of them from earlier; fewer are checked as fast."""


@dataclass(frozen=True, slots=True)
class Result:
    """What is kept of a case when it has been checked."""

    checked: Checked
    policy: Policy
    piped: bool


def run(wish: Wish) -> int:
    """Check, write the result, and return the exit code. Refusal for what the user must mend."""
    book = Rulebook(wish)
    if wish.show_settings:
        from commplan.cli.showing import shown_settings

        emit(shown_settings(wish, book))
        return 0
    if wish.fix or wish.diff or wish.unsafe_fixes or wish.fix_side:
        from commplan.cli import fixing

        fixing.vet(wish)
    if wish.write_baseline and wish.changed_since is not None:
        words = (
            "--write-baseline and --changed-since do not go together",
            "--write-baseline 与 --changed-since 不能同用",
        )
        raise Refusal(say(*words), say("a baseline holds all findings of a plan", "基线记录方案的全部问题"))
    wanted = outputs(wish.formats)
    # what is loaded now stays, and what a plan leaves behind is few cycles: the collector need not look at it all the time
    gc.freeze()
    today = day(wish.today)
    files = find_plans(wish.paths, book.excluded(wish.stdin_filename))
    vet(wish.activity, files)
    if wish.write_baseline:
        from commplan.cli.baselines import renew

        return renew(wish, book, (case_of(f, wish, book) for f in files), today)
    results = _fixed(wish, book, files, today) if wish.fix or wish.diff else _checked(wish, files, book, today)
    if wish.diff:
        closed = [r.checked.file for r in results if r.checked.not_run]
        if closed and not wish.quiet:
            told = say(
                "{p} cannot be read yet; without --diff is told why",
                "{p} 尚无法读取；去掉 --diff 可查看原因",
                p=quote(", ".join(closed), 200),
            )
            tell(told.in_language(spoken(None)) + "\n")
        return int(bool(closed) or any(r.checked.mended for r in results))
    _deliver(wish, wanted, book, results)
    return max(_exit_code(r.checked, wish.fail_on or _fail_on(r.policy)) for r in results)


def _deliver(wish: Wish, wanted: Sequence[Output], book: Rulebook, results: list[Result]) -> None:
    settings = results[0].policy.settings
    language = spoken(settings.config.language if settings else None)
    report = Report(tuple(r.checked for r in results), book.every, __version__, language)
    to_files(wanted, report)
    here = next((one for one in wanted if one.file is None), None)
    if here and not wish.quiet:
        # with --fix, standard output belongs to the mended text
        say_it, stream = (tell, sys.stderr) if wish.fix and results[0].piped else (emit, sys.stdout)
        say_it(here.write(replace(report, colour=colour(wish.colour, stream))))


def _checked(wish: Wish, files: Sequence[str], book: Rulebook, today: date) -> list[Result]:
    """The plans, checked: what is kept of each is little, what it takes to check it is much."""
    if len(files) >= MANY and not wish.timings and wish.changed_since is None:
        from commplan.cli.crowd import checked

        found = checked(wish, files, book, today)
        return [Result(one, policy, file == "-") for file, (one, policy) in zip(files, found, strict=True)]
    watch = None
    if wish.timings:
        from commplan.cli.timing import Stopwatch

        watch = Stopwatch()

    def check(case: Case) -> Result:
        rules = book.rules_of(case.policy)
        activity = activity_of(case.loaded, case.policy, rules.values(), wish.activity, today)
        one = lint.plan(case.loaded, watch.over(rules) if watch else rules, today, case.policy, activity)
        return Result(one, case.policy, case.piped)

    results = [check(case_of(file, wish, book)) for file in files]
    if watch:
        tell(watch.table())
    return results


def _fixed(wish: Wish, book: Rulebook, files: Sequence[str], today: date) -> list[Result]:
    from commplan.cli.fixing import fixed

    cases = [case_of(file, wish, book) for file in files]
    return [Result(r, c.policy, c.piped) for r, c in zip(fixed(wish, book, cases, today), cases, strict=True)]


def plain(arguments: Sequence[str]) -> bool:
    """Whether these arguments are a check without any option."""
    return arguments[:1] == ["check"] and all(a == "-" or not a.startswith("-") for a in arguments[1:])


def _fail_on(policy: Policy) -> str:
    return (policy.settings.config.fail_on if policy.settings else None) or "warning"


def _exit_code(result: Checked, fail_on: str) -> int:
    if fail_on == "never":
        return 0
    if fail_on == "unknown":
        return int(bool(result.findings or result.undecided or result.not_run))
    return int(bool(result.at_least(Severity(fail_on)) or result.not_run))
