"""`commplan activity`.

Exit codes: 0 shown, sound, compacted, exported; 1 when `--verify` finds a fault; 2 when there is no store, it cannot be
read, somebody is writing to it, or an option makes no sense.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from commplan.activity import takeout
from commplan.activity.store import Store
from commplan.cli import accounts, inventory
from commplan.cli.activity import open_store
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, remark, tr
from commplan.escape import terminal
from commplan.os_errors import remedy, why
from commplan.words import Refusal, Words, quote, say

HELP = tr(
    "Show what is in an activity store; verify, compact or export it.",
    "查看活动数据仓的内容；校验、压缩或导出。",
)
EXAMPLES = tr(
    "Examples: commplan activity | commplan activity activity/ --verify | commplan activity --export events.csv",
    "示例：commplan activity | commplan activity activity/ --verify | commplan activity --export events.csv",
)
FORMATS = ("text", "json")


def command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help=tr("The activity store.", "活动数据仓。"))] = Path(
        "activity"
    ),
    verify: Annotated[
        bool,
        typer.Option(
            "--verify", help=tr("Check every file and row against the manifest.", "对照清单校验每个文件和每一行。")
        ),
    ] = False,
    compact: Annotated[
        bool,
        typer.Option("--compact", help=tr("Pack it tightly and remove what is left over.", "压缩体积并清除残留文件。")),
    ] = False,
    export: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            help=tr("Write all events to a .csv or .jsonl file.", "把全部事件写入 .csv 或 .jsonl 文件。"),
        ),
    ] = None,
    aliases: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            help=tr(
                "Take the accounts that a CSV or YAML file lists for each person as one member; replaces the list before.",
                "按 CSV 或 YAML 文件，把同一人的多个账号视为一名成员；取代之前的列表。",
            ),
        ),
    ] = None,
    format_: Annotated[str, typer.Option("--format", "-f", help=tr("text or json.", "text 或 json。"))] = "text",
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """Look after an activity store."""
    _one_at_a_time(
        {"--verify": verify, "--compact": compact, "--export": export is not None, "--aliases": aliases is not None}
    )
    if format_ not in FORMATS:
        raise Refusal(
            say("--format cannot be {f}", "--format 不能是 {f}", f=quote(format_)),
            say("it can be: {n}", "可用：{n}", n=", ".join(FORMATS)),
        )
    store = open_store(folder)
    if export is not None:
        _export(store, export)
    elif aliases is not None:
        _alias(store, aliases)
    elif compact:
        _compact(store)
    elif verify:
        sys.exit(_verify(store, format_))
    else:
        _say(inventory.as_json(store) if format_ == "json" else inventory.as_text(store))


def _one_at_a_time(options: dict[str, bool]) -> None:
    given = [name for name, wanted in options.items() if wanted]
    if len(given) > 1:
        raise Refusal(
            say("{a} and {b} are two things", "{a} 与 {b} 是两件事", a=given[0], b=given[1]),
            say("give one, then the other", "请分两次运行"),
        )


def _say(text: str) -> None:
    emit(text if text.endswith("\n") else text + "\n")


def _verify(store: Store, format_: str) -> int:
    faults, leftovers = store.faults(), store.leftovers
    if format_ == "json":
        emit(inventory.verdict_as_json(store, faults, leftovers))
        return int(bool(faults))
    for fault in faults:
        _say(terminal(fault.in_language(LANGUAGE)))
    if leftovers:
        remark(terminal(_left(store, len(leftovers)).in_language(LANGUAGE)))
    if not faults:
        _say(terminal(_sound(store).in_language(LANGUAGE)))
    return int(bool(faults))


def _sound(store: Store) -> Words:
    parts = store.manifest.parts
    return say(
        "{p} is sound: {n} events in {f} files, all as they were written",
        "{p} 完好：{f} 个文件共 {n} 个事件，均与写入时一致",
        p=store.path,
        n=f"{sum(part.rows for part in parts):,}",
        f=len(parts),
    )


def _left(store: Store, count: int) -> Words:
    return say(
        "files that the table no longer needs: {n}; `commplan activity {p} --compact` removes them, as the next import does",
        "数据表已不再需要的文件：{n} 个；可用 `commplan activity {p} --compact` 清除，下次导入也会清除",
        n=count,
        p=store.path,
    )


def _compact(store: Store) -> None:
    before, after = store.compact()
    told = say(
        "{p}: {b} before, {a} now",
        "{p}：压缩前 {b}，现为 {a}",
        p=store.path,
        b=inventory.size(before),
        a=inventory.size(after),
    )
    _say(terminal(told.in_language(LANGUAGE)))


def _alias(store: Store, file: Path) -> None:
    given = accounts.groups(store, file)
    removed = store.alias(given)
    named = {hash_ for group in given for hash_ in group}
    missing = len(named) - len(store.present(named))
    told = say(
        "{a} accounts of {m} people: each person is one member now",
        "{m} 人的 {a} 个账号：现在每人视为一名成员",
        a=len(named),
        m=len(given),
    )
    _say(terminal(told.in_language(LANGUAGE)))
    if missing:
        remark(
            tr(
                f"accounts among them that did nothing in the activity so far: {missing}",
                f"其中尚未在活动数据中出现的账号：{missing} 个",
            )
        )
    if removed:
        remark(
            tr(
                f"events removed, since they are of people to be forgotten: {removed:,}",
                f"因属于应遗忘的人而删除的事件：{removed:,} 个",
            )
        )


def _export(store: Store, file: Path) -> None:
    """The table as a file, whole or not at all."""
    if file.suffix not in takeout.ENDINGS:
        raise Refusal(
            say("{f} names no format", "{f} 没有指明格式", f=quote(str(file), 200)),
            say("end it with .csv or .jsonl", "请以 .csv 或 .jsonl 结尾"),
        )
    if file.is_dir() or not file.parent.is_dir():
        words = say("cannot write {f}: it is a folder", "无法写入 {f}：它是文件夹", f=quote(str(file), 200))
        if not file.is_dir():
            words = say("there is no folder {d}", "没有文件夹 {d}", d=quote(str(file.parent), 200))
        raise Refusal(words)
    fresh = file.with_name(f".{file.stem}.{os.getpid()}{file.suffix}")
    try:
        fresh.touch()
        store.write_to(fresh)
        fresh.replace(file)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise Refusal(
            say("cannot write {f}: {e}", "无法写入 {f}：{e}", f=quote(str(file), 200), e=why(error)), remedy(error)
        ) from None
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    remark(terminal(tr(f"wrote {file}", f"已写入 {file}")))
