"""Where the result of a check goes: one format to standard output, others to files, all of one run."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from commplan import formats
from commplan.format import Format
from commplan.os_errors import why
from commplan.report import Report
from commplan.words import Refusal, quote, say


@dataclass(frozen=True, slots=True)
class Output:
    """A format, and the file it goes to; None is standard output."""

    name: str
    write: Callable[[Report], str]
    file: Path | None = None


def outputs(given: Sequence[str]) -> tuple[Output, ...]:
    """What `--format` asks for: `text`, `sarif:result.sarif`. Refusal before anything is checked when it cannot be done."""
    found = [_output(text) for text in given or ("text",)]
    if sum(one.file is None for one in found) > 1:
        raise Refusal(
            say("only one format can go to standard output", "标准输出只能有一种格式"),
            say("send the others to files: --format sarif:result.sarif", "其余请写入文件：--format sarif:result.sarif"),
        )
    files = [one.file for one in found if one.file]
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice:
        raise Refusal(say("two formats go to {f}", "两种格式写入同一文件 {f}", f=quote(str(twice), 200)))
    return tuple(found)


def names() -> list[str]:
    """The formats that there are; read from the file names alone."""
    return sorted(info.name for info in pkgutil.iter_modules(formats.__path__))


def _output(text: str) -> Output:
    name, colon, file = text.partition(":")
    if name not in names():
        words = say("no format is called {f}", "没有名为 {f} 的格式", f=quote(name))
        raise Refusal(words, say("there are: {n}", "可用：{n}", n=", ".join(names())))
    if colon and not file:
        raise Refusal(
            say("{t} names no file", "{t} 没有写明文件", t=quote(text)),
            say("write {n}:FILE", "写成 {n}:文件名", n=name),
        )
    target = Path(file) if file else None
    if target and (target.is_dir() or not target.parent.is_dir()):
        words = say("cannot write {f}: it is a folder", "无法写入 {f}：它是文件夹", f=quote(file, 200))
        if not target.is_dir():
            words = say(
                "there is no folder {d} for {f}",
                "没有文件夹 {d}，无法写入 {f}",
                d=quote(str(target.parent), 200),
                f=quote(target.name),
            )
        raise Refusal(words)
    return Output(name, _writer(name), target)


def _writer(name: str) -> Callable[[Report], str]:
    module = importlib.import_module(f"commplan.formats.{name}")
    return next(v for v in vars(module).values() if isinstance(v, Format)).write


def to_files(found: Sequence[Output], report: Report) -> None:
    """The formats that go to files, each whole or not at all; and the job summary where annotations for GitHub are made."""
    for one in found:
        if one.file is not None:
            _put(one.file, one.write(report))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and any(one.name == "github" for one in found):
        try:
            with Path(summary).open("a", encoding="utf-8", newline="\n") as stream:
                stream.write(_writer("markdown")(report))
        except OSError as error:
            raise _unwritable(summary, error) from None


def _put(file: Path, text: str) -> None:
    from commplan.files import write_all

    try:
        write_all(file.parent, {file.name: text})
    except OSError as error:
        raise _unwritable(str(file), error) from None


def _unwritable(file: str, error: OSError) -> Refusal:
    return Refusal(say("cannot write {f}: {e}", "无法写入 {f}：{e}", f=quote(file, 200), e=why(error)))
