"""Files that people and commplan write together: what commplan keeps up to date stands between two comments.

    <!-- commplan: begin GOVERNANCE.md -->
    ...
    <!-- commplan: end GOVERNANCE.md -->

Whatever stands outside of them is never touched.
"""

from __future__ import annotations

import re

from commplan.words import Refusal, quote, say

_MARK = "<!-- commplan: {which} {name} -->"


def merged(name: str, before: str | None, made: str) -> str:
    """The file of this name with what was made as its kept part: in the place of the old one, else at the end.

    A file that is not there yet begins with the title of what was made. Refusal when the marks in it do not make one pair.
    """
    title, body = _parted(made)
    begin, end = (_MARK.format(which=which, name=name) for which in ("begin", "end"))
    block = f"{begin}\n{body}\n{end}"
    if before is None:
        return f"{title}\n\n{block}\n"
    line_end = "\r\n" if "\r\n" in before else "\n"
    block = block.replace("\n", line_end)
    starts, ends = ([m.start() for m in re.finditer(re.escape(mark), before)] for mark in (begin, end))
    if not starts and not ends:
        return f"{before.rstrip()}{line_end * 2}{block}{line_end}" if before.strip() else f"{block}{line_end}"
    if len(starts) != 1 or len(ends) != 1 or ends[0] < starts[0]:
        raise _broken(name, before, [*starts, *ends], begin, end)
    return before[: starts[0]] + block + before[ends[0] + len(end) :]


def _parted(made: str) -> tuple[str, str]:
    """The title, and what stands below it."""
    title, _, body = made.partition("\n")
    return title, body.strip()


def _broken(name: str, text: str, found: list[int], begin: str, end: str) -> Refusal:
    lines = ", ".join(str(text.count("\n", 0, at) + 1) for at in sorted(found))
    return Refusal(
        say(
            "the marks of the kept part in {f} do not make one pair (lines {n})",
            "{f} 中自动维护部分的标记不成对（第 {n} 行）",
            f=quote(name, 200),
            n=lines,
        ),
        say(
            "leave one {b} and below it one {e}, or neither",
            "保留一个 {b}，其下方一个 {e}，或两个都删去",
            b=begin,
            e=end,
        ),
    )
