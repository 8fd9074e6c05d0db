"""What the option parser itself says, in the language of this run: it speaks English alone.

Its help and its refusals are put into Chinese as they come out of it, phrase by phrase.
"""

from __future__ import annotations

import io
import re
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from commplan.cli.speech import LANGUAGE

_NAMES = {
    "str": "文本",
    "list[str]": "文本",
    "path": "路径",
    "list[Path]": "路径",
    "int": "整数",
    "float": "数字",
    "file": "文件",
    "directory": "文件夹",
}
_CHINESE = tuple(
    (re.compile(english, re.MULTILINE), chinese)
    for english, chinese in (
        (r"^Usage: ", "用法："),
        (r"\[OPTIONS\]", "[选项]"),
        (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
        (r"^Arguments:$", "参数："),
        (r"^Options:$", "选项："),
        (r"^Commands:$", "命令："),
        (r"\[default: ?", "[默认："),
        (r"\[required\]", "[必填]"),
        (r"Show this message and exit\.", "显示本说明并退出。"),
        (r"^Try '(.*)' for help\.$", r"用“\1”查看说明。"),
        (r"^Error: ", "错误："),
        (r"No such option: (\S+)", r"没有 \1 这个选项"),
        (r" ?\(Possible options: (.*)\)", r"（相近的选项：\1）"),
        (r"No such command ('.*?')\.?", r"没有 \1 这个命令。"),
        (r" ?Did you mean (.*)\?$", r"是否想写 \1？"),
        (r"Missing command\.", "缺少命令。"),
        (r"Missing argument ('.*')\.", r"缺少参数 \1。"),
        (r"Missing option ('.*')\.", r"缺少选项 \1。"),
        (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", r"多出的参数：\1"),
        (r"Option '(.*)' requires an argument\.", r"选项 \1 后面要有值。"),
        (r"Option '(.*)' does not take a value\.", r"选项 \1 后面不能有值。"),
        (r"Invalid value for ('.*?'): (?:Value error, )?", r"\1 的值无效："),
        (r"('.*?') is not one of (.*)\.$", r"\1 不在可用值之中：\2。"),
        (r"Input should be a valid integer.*", "应为整数"),
        (r"Input should be a valid number.*", "应为数字"),
        (r"Input should be greater than or equal to (\S+)", r"应不小于 \1"),
        (r"Input should be less than or equal to (\S+)", r"应不大于 \1"),
    )
)
_SAID = re.compile(r"^错误：.*$", re.MULTILINE)


def spoken(text: str) -> str:
    """A text of the option parser in the language of this run."""
    if LANGUAGE != "zh":
        return text
    for english, chinese in _CHINESE:
        text = english.sub(chinese, text)
    text = _SAID.sub(lambda line: re.sub(r"'([^']*)'", r"“\1”", line[0]).replace("”, “", "”、“"), text)
    return re.sub(r"<([\w\[\]]+)>( *)", _kind, text)


def _kind(found: re.Match[str]) -> str:
    """A kind of value; columns stay in line, for a Chinese character is as wide as two letters."""
    name = _NAMES.get(found[1])
    if name is None:
        return found[0]
    blanks = len(found[2]) + len(found[1]) - 2 * len(name)
    return f"<{name}>{' ' * (max(blanks, 1) if found[2] else 0)}"


class Command(TyperCommand):
    """A command whose help is in the language of this run."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [argument(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help(self, ctx: Any) -> str:
        return spoken(super().get_help(ctx))


class Group(TyperGroup):
    """All commands together, likewise."""

    def get_help(self, ctx: Any) -> str:
        return spoken(super().get_help(ctx))


_ARGUMENT = re.compile(r"(\[\[|\{)(\w+)\]?(?:\.\.\.)?[\]}](\.\.\.)?")


def argument(piece: str) -> str:
    """An argument in a line of usage: `{plan}...` of the parser is PLAN..., and `[[ID]]` is [ID]."""
    found = _ARGUMENT.fullmatch(piece)
    if found is None:
        return piece
    name = f"[{found[2]}]" if found[1] == "[[" else found[2]
    return name.upper() + (found[3] or "")


def refusal(error: TyperException) -> str:
    """What the parser says of arguments that it does not take."""
    told = io.StringIO()
    error.show(told)  # type: ignore[attr-defined] # all that it raises itself have it
    return spoken(told.getvalue())
