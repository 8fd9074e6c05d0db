"""Comments in a plan by which somebody answers for findings: `# commplan: ignore[goal-no-kpi] counted by hand until May`.

At the end of a line such a comment speaks of that line; alone on a line, of all that begins on the next; and
`ignore-file[...]` speaks of the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from commplan.document.comments import Comment, comments, reach
from commplan.finding import Change, Fix, Place, Span
from commplan.words import Words, quote, say

_SIGN = re.compile(r"#\s*commplan\s*[:：]\s*(?=ign|disable|noqa|skip|waive|allow)", re.IGNORECASE)
_FORM = re.compile(r"#\s*commplan:\s*(ignore|ignore-file)\[([^\]]*)\](.*)")
_WORD = re.compile(r"[^,，、\s]+")
_SEPARATORS = " \t:：-–—,，.。;；"


@dataclass(frozen=True, slots=True)
class Ignore:
    """One such comment: the words between its brackets with their places, its reason, and the lines it speaks of, both
    ends included; None for the whole file."""

    span: Span
    words: tuple[tuple[str, Span], ...]
    reason: str
    lines: tuple[int, int] | None

    def covers(self, span: Span) -> bool:
        return span.file == self.span.file and (self.lines is None or self.lines[0] <= span.line <= self.lines[1])

    def without(self, word: Span, lines: Sequence[str]) -> Fix:
        """The comment without one of its words; without its last word there is no comment."""
        line = lines[word.line - 1]
        spans = [span for _, span in self.words]
        number = spans.index(word)
        if len(spans) == 1:
            before = line[: self.span.column - 1].rstrip()
            gone = replace(self.span, column=len(before) + 1, end_column=len(line) + 1)
            if not before and word.line < len(lines):
                gone = replace(self.span, column=1, end_line=word.line + 1, end_column=1)
        elif number:
            gone = replace(word, column=spans[number - 1].end_column)
        else:
            gone = replace(word, end_column=spans[1].column)
        about = say("{w} is no longer ignored here", "此处不再忽略 {w}", w=line[word.column - 1 : word.end_column - 1])
        return Fix((Change(Place((), span=gone), "comment"),), True, about)


@dataclass(frozen=True, slots=True)
class Slip:
    """A comment that means to be one and is not: what is wrong, and what to write."""

    span: Span
    message: Words
    hint: Words


def ignores(texts: Mapping[str, str]) -> tuple[list[Ignore], list[Slip]]:
    """All such comments of the files of a plan, those that speak of least first, and those that are misspelt."""
    found: list[Ignore] = []
    slips: list[Slip] = []
    for file, text in texts.items():
        alone: dict[int, int] | None = None
        for comment in comments(text, _SIGN):
            if comment.beside is None and alone is None:
                alone = reach(text)
            one = _read(file, comment, text, alone or {})
            found.append(one) if isinstance(one, Ignore) else slips.append(one)
    return sorted(found, key=_breadth), slips


def _breadth(ignore: Ignore) -> tuple[bool, int, Span]:
    first, last = ignore.lines or (0, 0)
    return ignore.lines is None, last - first, ignore.span


def _read(file: str, comment: Comment, text: str, begins: Mapping[int, int]) -> Ignore | Slip:
    form = _FORM.match(comment.text)
    if form is None:
        return _misspelt(_span(file, comment, 0, len(comment.text)), comment.text)
    span = _span(file, comment, 0, form.end(2) + 1)
    words = tuple(_words(file, comment, form))
    if not words:
        message = say("this comment names no rule to ignore", "这条注释没有写明忽略哪条规则")
        return Slip(span, message, say("write `# commplan: ignore[goal-no-kpi] why`", _EXAMPLE))
    reason = form[3].strip(_SEPARATORS)
    if form[1] == "ignore-file":
        return Ignore(span, words, reason, None)
    if comment.beside is not None:
        return Ignore(span, words, reason, comment.beside)
    return Ignore(span, words, reason, _below(comment, text, begins))


_EXAMPLE = "写成 `# commplan: ignore[goal-no-kpi] 原因`"


def _words(file: str, comment: Comment, form: re.Match[str]) -> Iterator[tuple[str, Span]]:
    for word in _WORD.finditer(form[2]):
        start = form.start(2) + word.start()
        yield word[0], _span(file, comment, start, start + len(word[0]))


def _span(file: str, comment: Comment, start: int, end: int) -> Span:
    return Span(file, comment.line, comment.column + start, comment.line, comment.column + end)


def _below(comment: Comment, text: str, begins: Mapping[int, int]) -> tuple[int, int]:
    """The lines of what begins below a comment of its own; none when it is followed by nothing, a blank line, or by what
    stands further out and so is no part of what the comment stands in."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    number = comment.line + 1
    while number <= len(lines) and lines[number - 1].lstrip().startswith("#"):
        number += 1
    line = lines[number - 1] if number <= len(lines) else ""
    if not line.strip() or len(line) - len(line.lstrip()) < comment.indent:
        return (0, -1)
    return (number, begins.get(number, number))


def _misspelt(span: Span, text: str) -> Slip:
    shown = quote(text)
    if re.search("[［］【】：]", text.split("]", maxsplit=1)[0]):
        message = say("{t} holds full-width marks where half-width ones belong", "{t} 应使用半角符号", t=shown)
    elif re.match(r"#\s*commplan\s*:\s*ignore(-file)?\b", text) and "[" not in text:
        message = say("{t} does not say in brackets which rules to ignore", "{t} 没有用方括号写明忽略哪些规则", t=shown)
    else:
        message = say("{t} is no comment that commplan knows", "commplan 不认识注释 {t}", t=shown)
    hint = say("write `# commplan: ignore[goal-no-kpi] why`, or ignore-file[...] for the whole file", _EXAMPLE_FILE)
    return Slip(span, message, hint)


_EXAMPLE_FILE = "写成 `# commplan: ignore[goal-no-kpi] 原因`；针对整个文件写 ignore-file[...]"
