"""What the YAML parser complains of, in sentences for people who do not know YAML."""

from __future__ import annotations

from typing import Any

from commplan.words import Words, quote, say

_KNOWN: tuple[tuple[str, Words, Words], ...] = (
    (
        "mapping values are not allowed",
        say("a second ': ' in one line, or a key indented under text", "一行里出现了第二个“: ”，或键缩进到了文本之下"),
        say(
            "put text that holds ': ' in quotes, or line the key up with its neighbours",
            "含有“: ”的文本请加引号，或把键与相邻的键对齐",
        ),
    ),
    (
        "could not find expected ':'",
        say("a line that is neither `key: value` nor a list item", "这一行既不是“键: 值”，也不是列表项"),
        say("write `key: value`, or put running text in quotes", "写成“键: 值”，或给整段文本加引号"),
    ),
    (
        "did not find expected key",
        say("the indentation or a quote before here does not add up", "此处之前的缩进或引号不配对"),
        say("line keys of one list or mapping up; close quotes and brackets", "同级的键要对齐；引号与括号要成对"),
    ),
    (
        "did not find expected '-' indicator",
        say("a list item is out of line with its list", "列表项没有与所在列表对齐"),
        say("start every item of a list in the same column", "同一列表的每一项从同一列开始"),
    ),
    (
        "found character that cannot start any token",
        say("a tab or special character where a value starts", "值的开头是制表符或特殊字符"),
        say("indent with spaces; put values that start with @ ` % in quotes", "用空格缩进；以 @ ` % 开头的值加引号"),
    ),
    (
        "found a tab",
        say("a tab used for indentation", "用制表符缩进"),
        say("indent with spaces; YAML allows no tabs there", "请用空格缩进，YAML 不允许用制表符"),
    ),
    (
        "found undefined alias",
        say("an alias (*name) without its anchor (&name)", "别名（*名称）没有对应的锚点（&名称）"),
        say("put text that starts with * in quotes", "以 * 开头的文本请加引号"),
    ),
    (
        "found unexpected end of stream",
        say("a quote or bracket is opened here and never closed", "引号或括号有开头，没有结尾"),
        say("close it", "请补上结尾"),
    ),
    (
        "expected a single document",
        say("a second document starts here (`---`)", "这里开始了第二个文档（`---`）"),
        say("one file holds one plan; take the `---` out", "一个文件只放一份方案；请删去 `---`"),
    ),
    (
        "but found another document",
        say("a second document starts here (`---`)", "这里开始了第二个文档（`---`）"),
        say("one file holds one plan; take the `---` out", "一个文件只放一份方案；请删去 `---`"),
    ),
    (
        "did not find expected ',' or",
        say("a list or mapping in brackets is not closed here", "方括号或花括号没有结尾"),
        say("put a comma between items, and close the bracket", "各项之间加逗号，并补上括号"),
    ),
    (
        "control characters are not allowed",
        say("a control character that no text file should hold", "含有文本文件中不该有的控制字符"),
        say("delete it; it often comes along when pasting", "请删去，它常随粘贴而来"),
    ),
    (
        "special characters are not allowed",
        say("a control character that no text file should hold", "含有文本文件中不该有的控制字符"),
        say("delete it; it often comes along when pasting", "请删去，它常随粘贴而来"),
    ),
)


def describe(error: Any, text: str) -> tuple[int, int, Words, Words | None]:
    """Line and column (from 1) of a yaml.YAMLError in its text, with a sentence and a hint."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = " ".join(str(p) for p in (getattr(error, "problem", ""), getattr(error, "reason", ""), error) if p)
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
    else:
        position = min(getattr(error, "position", 0) or 0, len(text))
        before = text[:position]
        line, column = before.count("\n") + 1, position - before.rfind("\n")
    line = min(line, max(1, len(text.splitlines())))
    for fragment, words, hint in _KNOWN:
        if fragment in said:
            return line, column, words, hint
    problem = quote(getattr(error, "problem", None) or getattr(error, "reason", None) or type(error).__name__)
    return line, column, say("not readable as YAML: {p}", "无法按 YAML 读取：{p}", p=problem), None
