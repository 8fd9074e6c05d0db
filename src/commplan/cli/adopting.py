"""`init --from`: the files that are taken over, the days of the plan that follow from them, and what is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from commplan import scaffold
from commplan.adopt import whole
from commplan.adopt.draft import Draft
from commplan.cli.speech import remark
from commplan.escape import terminal
from commplan.rendering import render
from commplan.scaffold import PLAN, Facts
from commplan.words import Refusal, Words, quote, say

LARGEST = 20_000_000
_TOLD = 12
_COUNTED = {
    "people": say("people", "人员"), "bodies": say("bodies", "组织"), "roles": say("roles", "角色"),
    "channels": say("channels", "渠道"), "calendar": say("calendar entries", "日历条目"), "register": say("risks", "风险"),
    "audiences": say("audiences", "受众"), "objectives": say("objectives", "目标"), "pillars": say("pillars", "栏目"),
}  # fmt: skip


def adopted(files: Sequence[Path], facts: Facts, *, bounded: bool) -> tuple[str, Draft, Facts]:
    """The text of a plan made of files, what was made of them, and the facts with the period that they ask for.

    `bounded`: the user has said when the plan begins, so that its days stay. Refusal for a file that cannot be taken over.
    """
    read = {path.name if len({p.name for p in files}) == len(files) else str(path): _read(path) for path in files}
    made = whole.draft(read, facts)
    if not bounded and (days := made.days):
        first = date.fromisoformat(days[0]).replace(day=1)
        facts = replace(facts, start=first, end=max(scaffold.last_day(first), date.fromisoformat(days[-1])))
    return whole.plan(made, list(read), facts, render.scalar), made, facts


def tell(made: Draft) -> None:
    """How much was taken over, and what was not, with its places."""
    speak = made.language
    counts = [
        f"{len(made.objects[name])} {words.in_language(speak)}"
        for name, words in _COUNTED.items()
        if made.objects[name]
    ]
    comma = say(", ", "、").in_language(speak)
    remark(say("taken over: {c}", "已纳入：{c}", c=comma.join(counts)).in_language(speak))
    if made.left:
        remark(say("to be seen to, {n}:", "待您处理 {n} 处：", n=len(made.left)).in_language(speak))
        for one in made.left[:_TOLD]:
            remark(terminal(f"  {one.place}: {one.words.in_language(speak)}"))
        if len(made.left) > _TOLD:
            remark(say("  all of them stand at the end of {p}", "  全部列在 {p} 末尾", p=PLAN).in_language(speak))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(_words(path, say("it is larger than 20 MB", "超过 20 MB")))
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refusal(_words(path, Words(reason, reason))) from None


def _words(path: Path, reason: Words) -> Words:
    return say("cannot read {p}: {r}", "无法读取 {p}：{r}", p=quote(path, 200), r=reason)
