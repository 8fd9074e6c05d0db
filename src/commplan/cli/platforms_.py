"""`commplan platforms`."""

from __future__ import annotations

import shutil
from typing import Annotated

import typer

from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.paint import columns, wrap
from commplan.platforms import Capacity, Fact, Platform, PushQuota, meant, platforms
from commplan.words import Refusal, Words, quote, say

HELP = tr(
    "List the platforms that a plan can name, with their limits, or tell all of one.",
    "列出方案可用的平台及其限制，或查看其中一个。",
)
EXAMPLES = tr(
    "Examples: commplan platforms | commplan platforms wechat-group",
    "示例：commplan platforms | commplan platforms wechat-group",
)
_PERIODS = {"day": say("a day", "每天"), "week": say("a week", "每周"), "month": say("a month", "每月")}
_UNKNOWN = say("unknown", "未知")


def command(
    id_: Annotated[
        str | None, typer.Argument(metavar="[ID]", help=tr("Platform to tell of.", "要查看的平台。"))
    ] = None,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """List platforms, or tell of one."""
    if id_ is None:
        head = (
            tr("id", "写法"),
            tr("group size (as of)", "群人数上限（截至）"),
            tr("pushes (as of)", "推送次数（截至）"),
            tr("name", "名称"),
        )
        emit(columns([head, *(_row(p) for p in platforms().values())]))
        return
    one = platforms().get(id_)
    if one is None:
        near = meant(id_)
        hint = (
            say("did you mean {n}?", "是否想写 {n}？", n=Words(" or ".join(near), " 或 ".join(near)))
            if near
            else say("`commplan platforms` lists them", "`commplan platforms` 可列出全部平台")
        )
        raise Refusal(say("no platform is called {p}", "没有名为 {p} 的平台", p=quote(id_)), hint)
    emit(_page(one, min(shutil.get_terminal_size().columns, 100)))


def _row(one: Platform) -> tuple[str, ...]:
    """`-` where a platform has no groups or no limit to them, or pushes are not counted."""
    size = _UNKNOWN.in_language(LANGUAGE) if one.capacity is None else "-"
    if one.capacity and one.capacity.people is not None:
        size = f"{one.capacity.people:,} ({one.capacity.as_of})"
    pushes = f"{_pushes(one.push).in_language(LANGUAGE)} ({one.push.as_of})" if one.push else "-"
    return one.id, size, pushes, one.name.in_language(LANGUAGE)


def _pushes(push: PushQuota) -> Words:
    return say("{n} {p}", "{p} {n} 次", n=push.pushes, p=_PERIODS[push.per])


def _page(one: Platform, limit: int) -> str:
    facts = _size(one.capacity)
    if one.push:
        facts += _stated(say("Pushes", "推送次数"), _pushes(one.push), one.push)
    if one.two_way is not None:
        answer = say("yes", "可以") if one.two_way else say("no", "不可以")
        facts.append((say("People can answer there", "成员能否回应"), answer))
    if one.export:
        facts.append((say("Export", "导出方式"), one.export))
    facts += _fact(say("Its keepers can export it", "管理者能否导出"), one.exports if one.export else None)
    facts += _fact(say("What was said can be looked up later", "说过的话能否回查"), one.keeps)
    if one.also:
        facts.append((say("Also called", "也叫"), Words(", ".join(one.also), "、".join(one.also))))
    colon = "：" if LANGUAGE == "zh" else ": "
    lines = [wrap(name.in_language(LANGUAGE) + colon + what.in_language(LANGUAGE), limit) for name, what in facts]
    if (one.capacity and one.capacity.people is not None) or one.push:
        own = tr(
            "Platforms change their limits; a channel of the plan can state its own as `capacity` and `quota`.",
            "平台的限制会变；方案中的渠道可用 `capacity` 与 `quota` 写明自己的数值。",
        )
        lines.append(wrap(own, limit))
    return "\n".join([f"{one.id}  {one.name.in_language(LANGUAGE)}", *lines]) + "\n"


def _size(capacity: Capacity | None) -> list[tuple[Words, Words]]:
    name = say("Group size", "群人数上限")
    if capacity is None:
        return [(name, _UNKNOWN)]
    if capacity.people is None:
        return [(name, say("no limit, or no groups", "不限，或没有群"))]
    return _stated(name, say("{n} people at the most", "{n} 人", n=f"{capacity.people:,}"), capacity)


def _fact(name: Words, fact: Fact | None) -> list[tuple[Words, Words]]:
    """What is so on a platform; a yes that nobody doubts is told by how it is done."""
    if fact is None or (fact.yes and not fact.source):
        return []
    answer = say("yes", "能") if fact.yes else say("no", "不能")
    return _stated(name, answer, fact) if fact.source else [(name, answer)]


def _stated(name: Words, what: Words, by: Capacity | PushQuota | Fact) -> list[tuple[Words, Words]]:
    """A number with its date, and where it was stated."""
    dated = say("{w} (as of {d})", "{w}（截至 {d}）", w=what, d=by.as_of)
    return [(name, dated), (say("Source", "来源"), Words(by.source, by.source))]
