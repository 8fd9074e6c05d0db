"""`commplan render`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Optional

import typer

from commplan import files, load
from commplan.checking import lint
from commplan.cli.plans import read_plan
from commplan.cli.rulebook import Rulebook
from commplan.cli.speech import emit, remark, tr
from commplan.cli.today import day
from commplan.cli.wish import Wish
from commplan.files import write_all
from commplan.finding import Severity
from commplan.kept import merged
from commplan.os_errors import why
from commplan.plan import Plan
from commplan.policy.selection import Policy
from commplan.rendering import documents, portrait
from commplan.report import Checked
from commplan.words import Language, Refusal, nearest_language, quote, say

HELP = tr("Make documents of a plan.", "把方案生成文档。")
EXAMPLES = tr(
    "Example: commplan render plan.yaml --to html,md -o documents/",
    "示例：commplan render plan.yaml --to html,md -o documents/",
)
PAGES = ("html", "md", "pdf", "docx")
LISTS = ("xlsx", "csv", "ics")
FORMATS = (*PAGES, *LISTS)
_HOW: dict[files.Difference, str] = {"missing": "缺少", "stale": "过期", "leftover": "多余"}


def command(
    plan: Annotated[str, typer.Argument(help=tr("The plan, or the folder it lies in.", "方案文件或其所在文件夹。"))],
    to: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            help=tr(
                f"Formats, with commas. Documents: {', '.join(PAGES)}. Tables: xlsx, csv. Calendar: ics. [default: html; md for what is kept within files of a repository]",
                f"格式，用逗号隔开。文档：{'、'.join(PAGES)}；表格：xlsx、csv；日历：ics。[默认：html；仓库文件中自动维护的部分为 md]",
            )
        ),
    ] = None,
    doc: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            help=tr(
                "Which documents, with commas or again and again; `all` for every one; a wrong name lists them. [default: plan]",
                "哪些文档，用逗号隔开或重复该选项；`all` 为全部；写错名称会列出可用的文档。[默认：plan]",
            )
        ),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help=tr("Folder to write to.", "输出文件夹。"))] = Path(
        "documents"
    ),
    lang: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            help=tr(
                "Language of the document: en or zh; default is the plan's.", "文档语言：en 或 zh，默认与方案相同。"
            )
        ),
    ] = None,
    templates: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help=tr("Folder with own templates, searched first.", "自有模板文件夹，优先使用。")),
    ] = None,
    final: Annotated[
        bool, typer.Option("--final", help=tr("Refuse while errors stand.", "仍有错误时拒绝生成。"))
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help=tr(
                "Write nothing; list the files that are missing, stale or made no more, and end with 1 if there are any.",
                "不写文件；列出缺少、过期或不再生成的文件，有则以 1 退出。",
            ),
        ),
    ] = False,
    today: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="YYYY-MM-DD", help=tr("Render as if today were this day.", "按这一天作为今天来生成。")),
    ] = None,
) -> None:
    """Make documents."""
    wanted = [f.strip() for f in (to or "html").split(",") if f.strip()]
    for name in wanted:
        if name not in FORMATS:
            raise Refusal(
                say("no format is called {f}", "没有名为 {f} 的格式", f=quote(name)),
                say("there are: {n}", "可用：{n}", n=", ".join(FORMATS)),
            )
    if templates is not None and not templates.is_dir():
        raise Refusal(say("there is no folder {d}", "没有文件夹 {d}", d=quote(str(templates), 200)))
    asked = [name.strip() for given in doc or ["plan"] for name in given.split(",") if name.strip()]
    docs = documents.chosen(asked, templates)
    raw, folder, shown = read_plan(plan)
    loaded = load.plan(shown, raw, folder, lang)
    book = Rulebook(Wish())
    policy = Policy(settings=book.settings(shown))  # without the baseline: what it holds is open still
    checked = lint.plan(loaded, book.rules_of(policy), day(today), policy)
    if loaded.plan is None:
        raise unreadable(shown, checked)
    if final and (errors := checked.at_least(Severity.ERROR)):
        remark(
            tr(
                f"commplan: {len(errors)} errors stand: no final document\n  see `commplan check {shown}`",
                f"commplan：仍有 {len(errors)} 个错误，不能生成定稿\n  见 `commplan check {shown}`",
            )
        )
        raise typer.Exit(1)
    language: Language = nearest_language(lang or loaded.plan.plan.language)
    contents: dict[str, str | bytes] = {}
    contents |= lists(loaded.plan, checked, language, wanted)
    pages = [name for name in wanted if name in PAGES]
    for made in (p for d in docs for p in portrait.portraits(d, loaded.plan, checked, language, templates, day(today))):
        told = ["md"] if made.kept and to is None else pages
        texts = portrait.written(made.document, told, made.stem, templates)
        if made.kept and "md" in told:
            contents[made.kept] = merged(made.kept, standing(output / made.kept), texts.pop(f"{made.stem}.md"))
        contents |= texts
        contents |= portrait.printed(made.document, told, made.stem, templates)
    if check:
        ours = portrait.names(docs, loaded.plan, language, wanted)
        raise typer.Exit(current(output, contents, files.leftover(output, contents, ours)))
    for path in write_all(output, contents):
        remark(tr(f"wrote {path}", f"已写入 {path}"))


def standing(file: Path) -> str | None:
    """What a file holds now; None when it is not there. Refusal for one that is no UTF-8 text."""
    try:
        return file.read_bytes().decode()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = why(error) if isinstance(error, OSError) else say("it is not UTF-8", "不是 UTF-8 编码")
        raise Refusal(say("cannot read {p}: {e}", "无法读取 {p}：{e}", p=quote(file, 200), e=reason)) from None


def current(folder: Path, contents: Mapping[str, str | bytes], leftover: Sequence[Path] = ()) -> int:
    """Say which of these files are not in a folder as they would be written, and which are no longer; the exit code."""
    differing = files.differing(folder, contents)
    gone: dict[Path, files.Difference] = dict.fromkeys(leftover, "leftover")
    for path, how in (differing | gone).items():
        emit(f"{tr(how, _HOW[how])} {path}\n")
    count, of = len(differing), len(contents)
    if differing:
        remark(
            tr(
                f"{count} of {of} files are not current: run the same command without --check",
                f"{of} 个文件中有 {count} 个不是最新：去掉 --check 重新运行同一命令",
            )
        )
    if leftover:
        remark(
            tr(
                f"{len(leftover)} of an earlier state of the plan are made no more: delete them",
                f"{len(leftover)} 个文件属于方案的旧状态，不再生成：请删除",
            )
        )
    if not differing and not leftover:
        remark(tr(f"all files are current: {of}", f"{of} 个文件均为最新"))
    return 1 if differing or leftover else 0


def lists(plan: Plan, checked: Checked, language: Language, wanted: Collection[str]) -> dict[str, str | bytes]:
    """What is made of a plan itself and not of a document of it: the files by name."""
    made: dict[str, str | bytes] = {}
    if "ics" in wanted:
        from commplan.rendering import subscription

        made[f"{plan.plan.id}-calendar-{language}.ics"] = subscription.calendar(plan, language)
    if not {"xlsx", "csv"}.isdisjoint(wanted):
        from commplan.rendering import worksheets

        made |= worksheets.written(plan, checked, language, wanted)
    return made


def unreadable(shown: str, checked: Checked) -> Refusal:
    """The plan has faults that keep it from being read at all."""
    return Refusal(
        say(
            "{p} cannot be read yet: " + ("one fault" if len(checked.findings) == 1 else "{n} faults"),
            "{p} 尚无法读取：{n} 处问题",
            p=shown,
            n=len(checked.findings),
        ),
        say("`commplan check {p}` shows them", "`commplan check {p}` 会列出", p=shown),
    )
