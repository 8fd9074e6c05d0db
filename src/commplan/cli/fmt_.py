"""`commplan fmt`.

Exit codes: 0 everything is, or now is, in order; 1 with `--check` or `--diff` when something is not; 2 when a plan cannot be
read or written. A plan that cannot be read is left as it is, and so are all others then.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Annotated, Optional

import typer

from commplan import load
from commplan.checking.tidying import tidied
from commplan.cli.plans import find_plans, read_plan
from commplan.cli.settings import settings_for
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, remark, tr
from commplan.document.decode import decoded, encoding_of
from commplan.escape import terminal, visible
from commplan.files import ChangedMeanwhileError, Rewrite, rewrite_all
from commplan.os_errors import why
from commplan.words import Refusal, quote, say

HELP = tr("Put the keys of plans in the order of the format.", "按格式规定的顺序排列方案的键。")
EXAMPLES = tr(
    "Examples: commplan fmt plan.yaml | commplan fmt plans/ --check | commplan fmt - < plan.yaml",
    "示例：commplan fmt plan.yaml | commplan fmt plans/ --check | commplan fmt - < plan.yaml",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of a plan: as it is, and as it should be."""

    file: str
    before: bytes
    after: bytes


def command(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Argument(
            metavar="[PATH]...",
            help=tr(
                "Plans, or folders with plans; - reads standard input and writes standard output.",
                "方案文件或其所在文件夹；- 读取标准输入并写到标准输出。",
            ),
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help=tr("Write nothing; exit code 1 when something would change.", "不写入，有改动则返回 1。")
        ),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=tr("Show what would change; write nothing.", "显示将要改动之处，不写入。"))
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=tr("Only the exit code.", "只返回退出码。"))] = False,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """Put keys in order."""
    if "-" in (paths or ()):
        _piped(paths or [], check=check, diff=diff)
    files = find_plans(paths or (), _excluded)
    found = {sheet.file: sheet for file in files for sheet in _sheets(file)}
    changed = [s for s in found.values() if s.before != s.after]
    if diff and not quiet:
        shown = "".join(map(_diff, changed))
        emit(terminal(shown) if sys.stdout.isatty() else shown)
    if not (check or diff):
        _write(changed)
    if not quiet:
        _tell(changed, len(found), made=not (check or diff))
    sys.exit(int(bool(changed) and (check or diff)))


def _excluded(file: str) -> bool:
    settings = settings_for(file)
    return settings is not None and settings.takes(settings.config.exclude, file)


def _piped(paths: list[str], *, check: bool, diff: bool) -> None:
    if paths != ["-"] or diff:
        words = say("- cannot be combined with other plans or --diff", "- 不能与其他方案或 --diff 同用")
        raise Refusal(words, say("pipe one plan at a time", "每次只传入一份方案"))
    raw = sys.stdin.buffer.read()
    after = _tidied("stdin.yaml", raw)
    if not check:
        emit(after)
    sys.exit(int(check and raw != after))


def _sheets(file: str) -> list[Sheet]:
    """The files of a plan, its includes too."""
    raw, folder, shown = read_plan(file)
    found = [Sheet(shown, raw, _tidied(shown, raw))]
    for name in load.plan(shown, raw, folder).document.texts:
        if name != shown:
            try:
                inner = Path(name).read_bytes()
            except OSError as error:
                raise _unwritable(name, error) from None
            found.append(Sheet(name, inner, _tidied(name, inner)))
    return found


def _tidied(file: str, raw: bytes) -> bytes:
    text, misfit = decoded(raw)
    after = None if misfit else tidied(text)
    if after is None:
        words = say("{p} cannot be read yet: nothing was written", "{p} 尚无法读取，未写入任何内容", p=quote(file, 200))
        raise Refusal(words, say("`commplan check` shows why", "`commplan check` 会列出原因"))
    written = raw.decode(encoding_of(raw))
    mark = "\ufeff" if written.startswith("\ufeff") else ""
    # a text with line ends that only some programs take for one is not what was read, and so is left alone
    return raw if after == text or mark + text != written else f"{mark}{after}".encode(encoding_of(raw))


def _diff(sheet: Sheet) -> str:
    old, new = (b.decode(encoding_of(sheet.before)).splitlines(keepends=True) for b in (sheet.before, sheet.after))
    lines = unified_diff(old, new, visible(sheet.file), visible(sheet.file))
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _write(changed: list[Sheet]) -> None:
    try:
        rewrite_all([Rewrite(Path(s.file), s.before, s.after) for s in changed])
    except ChangedMeanwhileError as error:
        words = say(
            "{p} was changed meanwhile: nothing was written", "{p} 期间被他人改动，未写入任何内容", p=error.target
        )
        raise Refusal(words, say("run the command again", "请重新运行该命令")) from None
    except OSError as error:
        raise _unwritable(changed[0].file, error) from None


def _unwritable(file: str, error: OSError) -> Refusal:
    return Refusal(say("cannot write {p}: {e}", "无法写入 {p}：{e}", p=quote(file, 200), e=why(error)))


def _tell(changed: list[Sheet], number: int, *, made: bool) -> None:
    for sheet in changed:
        words = say("put in order: {p}", "已整理：{p}", p=visible(sheet.file))
        remark(
            (words if made else say("not in order: {p}", "尚未整理：{p}", p=visible(sheet.file))).in_language(LANGUAGE)
        )
    same = number - len(changed)
    remark(say("files in order already: {n}", "原已整理好的文件：{n} 个", n=same).in_language(LANGUAGE))
