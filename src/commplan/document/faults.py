"""What the YAML parser complains of, in sentences for people who do not know YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from commplan.document.decode import lines_of
from commplan.words import Words, quote, say

Where = tuple[int, int, int, int]  # line, column, end line, end column; from 1, the end exclusive


@dataclass(frozen=True, slots=True)
class Told:
    """A complaint: where, what, how to mend it; and where the thing was opened that does not end."""

    at: Where
    words: Words
    hint: Words | None = None
    opened: Where | None = None
    opener: Words | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """Fragments of the parser's own sentences, and ours; `where` the parser starts or where it stops reading."""

    fragments: tuple[str, ...]
    words: Words
    hint: Words
    where: str = "problem"
    opener: Words | None = None


_OPENED = say("opened here", "从这里开始")
_QUOTES = say("put the text in quotes", "给这段文本加引号")
_KNOWN = (
    _Known(
        ("mapping values are not allowed", "found unexpected ':'"),
        say("a second ': ' in one line, or a key indented under text", "一行里出现了第二个“: ”，或键缩进到了文本之下"),
        say(
            "put text that holds ': ' in quotes, or line the key up with its neighbours",
            "含有“: ”的文本请加引号，或把键与相邻的键对齐",
        ),
    ),
    _Known(
        ("could not find expected ':'",),
        say("this is neither `key: value` nor a list item", "这里既不是“键: 值”，也不是列表项"),
        say("write `key: value`, or put running text in quotes", "写成“键: 值”，或给整段文本加引号"),
        where="context",
    ),
    _Known(
        ("block sequence entries are not allowed",),
        say("a list item where none can stand", "列表项出现在不能出现的位置"),
        say(
            "start a list on the line after its key; put text that starts with '- ' in quotes",
            "列表从键的下一行开始；以“- ”开头的文本请加引号",
        ),
    ),
    _Known(
        ("did not find expected ',' or",),
        say("a comma or a closing bracket is missing before here", "此处之前缺少逗号或右括号"),
        say("put a comma between items, and close the bracket", "各项之间加逗号，并补上右括号"),
        opener=_OPENED,
    ),
    _Known(
        ("did not find expected '-' indicator",),
        say("a list item is out of line with its list", "列表项没有与所在列表对齐"),
        say("start every item of a list in the same column", "同一列表的每一项从同一列开始"),
        opener=say("the list starts here", "列表从这里开始"),
    ),
    _Known(
        ("did not find expected key", "mapping keys are not allowed"),
        say("the indentation or a quote before here does not add up", "此处之前的缩进或引号不配对"),
        say("line keys of one mapping up; close quotes and brackets", "同级的键要对齐；引号与括号要成对"),
        opener=say("the keys it should line up with start here", "应与之对齐的键从这里开始"),
    ),
    _Known(
        ("did not find expected node content", "while parsing a node"),
        say("a value is missing or cannot start like this", "缺少值，或值不能这样开头"),
        say("write the value, or put it in quotes", "请写出值，或给它加引号"),
    ),
    _Known(
        ("did not find expected <document start>",),
        say("this stands outside of everything before it", "这里的内容不属于前面的任何一项"),
        say(
            "a plan is one mapping: start all its top keys in the first column",
            "方案是一个键值表：最外层的键都从第一列开始",
        ),
    ),
    _Known(
        ("found a tab",),
        say("a tab used for indentation", "用制表符缩进"),
        say("indent with spaces; YAML allows no tabs there", "请用空格缩进，YAML 不允许用制表符"),
    ),
    _Known(
        ("found undefined alias", "did not find expected alphabetic or numeric character"),
        say(
            "text that starts with * or & is an alias or an anchor, and this one has no other half",
            "以 * 或 & 开头的文本是别名或锚点，而这里没有与之对应的另一半",
        ),
        say("put text that starts with * or & in quotes", "以 * 或 & 开头的文本请加引号"),
    ),
    _Known(
        ("found duplicate anchor",),
        say("this anchor (&name) is given a second time", "这个锚点（&名称）第二次出现"),
        say("use another name; put text that starts with & in quotes", "请换一个名称；以 & 开头的文本请加引号"),
        opener=say("first given here", "首次出现在这里"),
    ),
    _Known(
        ("while scanning a tag", "while parsing a tag", "undefined tag handle", "while scanning a directive", "%TAG"),
        say(
            "text that starts with ! or % is an instruction to YAML, and not one it knows",
            "以 ! 或 % 开头的文本是给 YAML 的指令，而它不认识这一条",
        ),
        say("put text that starts with ! or % in quotes", "以 ! 或 % 开头的文本请加引号"),
    ),
    _Known(
        ("found unexpected end of stream", "found unexpected document indicator"),
        say("a quote is opened here and never closed", "引号从这里开始，没有结尾"),
        say("close it; double an apostrophe inside '...'", "请补上结尾；单引号文本里的撇号要写两次"),
        where="context",
    ),
    _Known(
        (
            "found unknown escape character",
            "hexdecimal number",
            "hexadecimal number",
            "invalid Unicode character escape",
        ),
        say(
            "in double quotes a backslash starts an escape, and this is none",
            "双引号里的反斜杠表示转义，而这里不是有效的转义",
        ),
        say("use single quotes, or write \\\\ for a backslash", "改用单引号，或把反斜杠写成 \\\\"),
    ),
    _Known(
        ("expected a single document", "but found another document"),
        say("a second document starts here (`---`)", "这里开始了第二个文档（`---`）"),
        say("one file holds one plan; take the `---` out", "一个文件只放一份方案；请删去 `---`"),
    ),
    _Known(
        ("incompatible YAML document", "%YAML"),
        say("a YAML version that is not known", "未知的 YAML 版本"),
        say("take the line that starts with % out", "请删去以 % 开头的那一行"),
    ),
    _Known(
        ("indentation indicator", "expected comment or line break", "while scanning a block scalar"),
        say("text after | or > starts on the next line", "| 或 > 之后的文本从下一行开始"),
        say("put text that starts with | or > in quotes", "以 | 或 > 开头的文本请加引号"),
    ),
)

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def describe(error: Any, text: str, lines: list[str]) -> Told:
    """A yaml.YAMLError of a text, told; `lines` are those of the text."""
    problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if problem is None and context is None:
        return _unreadable(error, text)
    problem = problem or context
    context = context or problem
    at = _where(problem, lines)
    character = lines[at[0] - 1][at[1] - 1 : at[1]]
    if "\ufeff" in (character, lines[at[0] - 1][at[1] - 2 : at[1] - 1]):
        words = say("a byte order mark (U+FEFF) inside the file", "文件中间有字节顺序标记（U+FEFF）")
        return Told(at, words, say("delete it; it comes from joining files", "请删去，它来自文件的拼接"))
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    if "found character that cannot start any token" in said:
        return _cannot_start(at, character)
    slip = _slip(said, at, _where(context, lines), lines)
    if slip is not None:
        return slip
    known = next((k for k in _KNOWN if any(fragment in said for fragment in k.fragments)), None)
    if known is None:
        told = quote(getattr(error, "problem", None) or type(error).__name__)
        return Told(at, say("not readable as YAML: {p}", "无法按 YAML 读取：{p}", p=told))
    started = _where(context, lines)
    if known.where == "context":
        return Told(started, known.words, known.hint)
    opened = started if known.opener and (started[0] != at[0] or "anchor" in said) else None
    return Told(at, known.words, known.hint, opened, known.opener)


_NO_SPACE = re.compile(r"\s*(?:- +)*[^\s:：#'\"{\[&*!|>%@`-][^\s:：]*(?P<colon>:(?=[^\s:/\\])|：)")
_LISTS = {"goals": "objectives", "structure": "people", "content": "calendar", "risks": "register"}
"""Where the items of a part most often belong, when they stand beside its keys."""
_WIDE_COMMA = re.compile(r"，\s*[A-Za-z_]+\s*$")  # the key that the parser stumbles over follows


def _slip(said: str, at: Where, started: Where, lines: list[str]) -> Told | None:
    """Slips that make the parser complain of something else: a colon without a space, a quote that ends too early."""
    if "mapping values are not allowed" in said or "could not find expected ':'" in said:
        before = next((n for n in range(at[0] - 1, 0, -1) if lines[n - 1].strip()), at[0])
        for line in dict.fromkeys((at[0], started[0], before)):
            if found := _NO_SPACE.match(lines[line - 1]):
                column = found.start("colon") + 1
                wide = found["colon"] == "："
                words = (
                    say("a full-width colon (：) after the key", "键后面用了全角冒号（：）")
                    if wide
                    else say("no space after the colon", "冒号后面缺少空格")
                )
                hint = say("write `key: value`, with a colon and a space", "写成 `键: 值`，用半角冒号加空格")
                return Told((line, column, line, column + 1), words, hint)
    if "did not find expected ',' or" in said and (found := _WIDE_COMMA.search(lines[at[0] - 1][: at[1] - 1])):
        column = found.start() + 1
        words = say("a full-width comma (，) between two items", "两项之间用了全角逗号（，）")
        hint = say("put a half-width comma and a space between items", "各项之间请用半角逗号加空格")
        return Told((at[0], column, at[0], column + 1), words, hint)
    if "did not find expected key" in said and lines[at[0] - 1][at[1] - 1 :].startswith("- "):
        return _item_among_keys(at, started, lines)
    if "did not find expected key" in said and at[1] > 1 and lines[at[0] - 1][at[1] - 2] in "'\"":
        words = say("text goes on after its closing quote", "引号已经结束，后面还有文本")
        hint = say(
            "double an apostrophe inside '...', or use the other quotes", "单引号文本里的撇号要写两次，或改用另一种引号"
        )
        return Told(at, words, hint)
    return None


def _item_among_keys(at: Where, started: Where, lines: list[str]) -> Told:
    above = (re.split("[:：]", line)[0].strip() for line in reversed(lines[: at[0]]) if line[:1].isalpha())
    key = _LISTS.get(next(above, ""), "")
    words = say("a list item stands among keys", "列表项与键写在了同一层")
    hint = say(
        "give the list a key of its own{eg}, and indent its items below it",
        "请给这个列表单独写一个键{eg}，各项缩进写在它下面",
        eg=say(" (such as `{key}:`)", "（例如 `{key}:`）", key=key) if key else "",
    )
    return Told(at, words, hint, started, say("the keys start here", "键从这里开始"))


def _where(mark: Any, lines: list[str]) -> Where:
    """The character at a mark; where the text ends there, the end of its last line."""
    line, column = mark.line + 1, mark.column + 1
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    return line, column, line, min(column + 1, len(lines[line - 1]) + 1)


def _unreadable(error: Any, text: str) -> Told:
    found = _FORBIDDEN.search(text)
    if found is None:
        told = quote(getattr(error, "reason", None) or type(error).__name__)
        return Told((1, 1, 1, 1), say("not readable as YAML: {p}", "无法按 YAML 读取：{p}", p=told))
    before = lines_of(text[: found.start()] + "|")
    line, column = len(before), len(before[-1])
    words = say(
        "a control character (U+{c:04X}) that no text file should hold",
        "含有文本文件中不该有的控制字符（U+{c:04X}）",
        c=ord(found[0]),
    )
    hint = say("delete it; it often comes along when pasting", "请删去，它常随粘贴而来")
    return Told((line, column, line, column + 1), words, hint)


def _cannot_start(at: Where, character: str) -> Told:
    if character == "\t":
        words = say("a tab used for indentation", "用制表符缩进")
        return Told(
            at, words, say("indent with spaces; YAML allows no tabs there", "请用空格缩进，YAML 不允许用制表符")
        )
    return Told(at, say("text cannot start with {c}", "文本不能以 {c} 开头", c=character), _QUOTES)
