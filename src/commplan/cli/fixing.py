"""What `commplan check --fix` and `--diff` do: plans are mended, shown or written, and checked as they are then."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path

from commplan import load
from commplan.checking import lint
from commplan.checking.mend import Contents, Mended, mend
from commplan.cli.observing import activity_of
from commplan.cli.rulebook import Rulebook
from commplan.cli.speech import emit, remark, spoken
from commplan.cli.wish import Case, Wish, policy_of
from commplan.document.decode import decoded, encoding_of
from commplan.escape import terminal, visible
from commplan.files import ChangedMeanwhileError, Rewrite, rewrite_all
from commplan.finding import Finding, Repair
from commplan.load import Loaded
from commplan.os_errors import why
from commplan.report import Checked
from commplan.words import Language, Refusal, quote, say

SIDES = ("total", "lines")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One plan mended: its files before and after, and how it is then."""

    case: Case
    before: Contents
    mended: Mended


def vet(wish: Wish) -> None:
    """Refusal for options that do not go together."""
    if not (wish.fix or wish.diff) and (wish.unsafe_fixes or wish.fix_side):
        words = say(
            "--unsafe-fixes and --fix-side need --fix or --diff",
            "--unsafe-fixes 与 --fix-side 须与 --fix 或 --diff 同用",
        )
        raise Refusal(words, say("--diff shows what --fix would change", "--diff 可预览 --fix 的修改"))
    if wish.fix_side and wish.fix_side not in SIDES:
        words = say("--fix-side cannot be {s}", "--fix-side 不能是 {s}", s=quote(wish.fix_side))
        raise Refusal(words, say("it can be: total, lines", "可用：total、lines"))
    if (wish.fix or wish.diff) and wish.write_baseline:
        raise Refusal(say("--fix and --write-baseline do not go together", "--fix 与 --write-baseline 不能同用"))


def fixed(wish: Wish, book: Rulebook, cases: Sequence[Case], today: date) -> list[Checked]:
    """Mend the plans, and give them as they are then. With --diff shows what would change, and writes nothing."""
    found: list[Checked] = []
    ours: set[str] = set()
    for case in cases:
        settings = case.policy.settings
        outcome = _mended(wish, book, case, today, ours)
        if not wish.quiet:
            _told(outcome, spoken(settings.config.language if settings else None), made=not wish.diff)
        if wish.diff:
            shown = _diff(outcome)
            emit(terminal(shown) if sys.stdout.isatty() else shown)
        else:
            _write(outcome)
            ours |= {f for f, raw in outcome.before.items() if raw != outcome.mended.contents[f]}
        found.append(outcome.mended.checked)
    return found


def _mended(wish: Wish, book: Rulebook, case: Case, today: date, ours: set[str]) -> Outcome:
    before = _contents(case, ours)

    def reload(contents: Contents) -> Loaded:
        return load.plan(case.file, contents[case.file], case.folder, held=contents)

    def check(loaded: Loaded) -> Checked:
        policy = policy_of(loaded, wish, book)
        rules = book.rules_of(policy)
        return lint.plan(
            loaded, rules, today, policy, activity_of(loaded, policy, rules.values(), wish.activity, today)
        )

    def wanted(finding: Finding) -> Repair | None:
        repair = finding.fix or next((c for c in finding.choices if c.choice == wish.fix_side), None)
        if repair is None or not (repair.safe or wish.unsafe_fixes or repair.choice):
            return None
        return repair if all(e.span.file in before for e in repair.edits) else None

    return Outcome(case, before, mend(before, reload, check, wanted))


def _contents(case: Case, ours: set[str]) -> dict[str, bytes]:
    """The files of a plan, byte for byte; of a plan from standard input only that itself, for only it can be given back.

    `ours` are files that this run has rewritten already, for a plan that shares them.
    """
    found = {case.file: case.raw}
    for file, text in {} if case.piped else case.loaded.document.texts.items():
        try:
            found[file] = case.raw if file == case.file else Path(file).read_bytes()
        except OSError as error:
            raise _unwritable(file, error) from None
        if file not in ours and decoded(found[file])[0] != text:
            raise _changed(file)
    return found


def _told(outcome: Outcome, language: Language, *, made: bool) -> None:
    """On standard error: what was mended, and what could not be."""
    by_repair = {done.repair: done for done in reversed(outcome.mended.applied)} if made else {}
    for done in reversed(by_repair.values()):
        remark(f"{_where(done.finding)} {visible(done.repair.about.in_language(language))} ({done.finding.name})")
    for refused in outcome.mended.refused:
        words = say("not fixed: {w}", "未修改：{w}", w=refused.why)
        remark(f"{_where(refused.finding)} {visible(words.in_language(language))} ({refused.finding.name})")


def _where(finding: Finding) -> str:
    span = finding.span
    return f"{visible(span.file)}:{span.line}:{span.column}:"


def _diff(outcome: Outcome) -> str:
    parts: list[str] = []
    for file, raw in outcome.before.items():
        after = outcome.mended.contents[file]
        if raw != after:
            old, new = (_lines(b.decode(encoding_of(raw))) for b in (raw, after))
            lines = unified_diff(old, new, visible(file), visible(file))
            parts += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
    return "".join(parts)


def _lines(text: str) -> list[str]:
    """Lines as patch counts them: only a line feed ends one."""
    return [line + "\n" for line in text.split("\n")[:-1]] + [line for line in text.split("\n")[-1:] if line]


def _write(outcome: Outcome) -> None:
    before, after = outcome.before, outcome.mended.contents
    if outcome.case.piped:
        emit(after[outcome.case.file])
        return
    try:
        rewrite_all([Rewrite(Path(f), raw, after[f]) for f, raw in before.items() if raw != after[f]])
    except ChangedMeanwhileError as error:
        raise _changed(next((f for f in before if Path(f).resolve() == error.target), str(error.target))) from None
    except OSError as error:
        raise _unwritable(outcome.case.file, error) from None


def _changed(file: str) -> Refusal:
    words = say(
        "{p} was changed by somebody else while it was being mended: nothing was written",
        "{p} 在修改期间被他人改动，未写入任何内容",
        p=quote(file, 200),
    )
    return Refusal(words, say("run the command again", "请重新运行该命令"))


def _unwritable(file: str, error: OSError) -> Refusal:
    return Refusal(say("cannot write {p}: {e}", "无法写入 {p}：{e}", p=quote(file, 200), e=why(error)))
