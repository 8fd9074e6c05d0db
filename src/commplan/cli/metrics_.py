"""`commplan metrics`."""

from __future__ import annotations

import shutil
from typing import Annotated

import typer

from commplan.activity.event import CAPABILITIES
from commplan.catalogue import described, measurable_ids
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.metric import ACTIVITY, Better, Described, Metric, Shape, Tallied, Unit
from commplan.paint import columns, wrap
from commplan.reckoning import beside
from commplan.reckoning.spoken import listed
from commplan.spelling import nearest
from commplan.words import Refusal, Words, quote, say

HELP = tr("List the metrics, or explain one.", "列出指标，或解释其中一个。")
EXAMPLES = tr(
    "Examples: commplan metrics | commplan metrics stickiness", "示例：commplan metrics | commplan metrics stickiness"
)
_UNITS: dict[Unit, Words] = {
    "members": Words("members", "人数"),
    "share": Words("share", "比例"),
    "seconds": Words("seconds", "秒"),
    "count": Words("count", "数量"),
    "index": Words("index", "指数"),
    "days": Words("days", "天"),
    "amount": Words("amount", "金额"),
}
_SHAPES: dict[Shape, Words] = {
    "scalar": Words("one value", "单个数值"),
    "series": Words("over time", "随时间变化"),
    "triangle": Words("by cohort", "按同期群"),
    "histogram": Words("spread", "分布"),
}
WAYS: dict[Better, Words] = {
    "up": Words("more is better", "越高越好"),
    "down": Words("less is better", "越低越好"),
    "neither": Words("neither way is better", "高低无所谓好坏"),
}
_LISTED = say("`commplan metrics` lists them", "`commplan metrics` 可列出全部指标")


def command(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]",
            help=tr("Metrics to explain; `explain` may stand before them.", "要解释的指标；前面可加 explain。"),
        ),
    ] = None,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """List or explain metrics."""
    asked = ids[ids[0] == "explain" :] if ids else []
    if asked:
        limit = min(shutil.get_terminal_size().columns, 100)
        emit("\n".join([_page(_named(id_), limit) for id_ in asked]))
        return
    found = [m for m in map(described, measurable_ids()) if m is not None]
    rows = [(_UNITS[m.unit], _SHAPES[m.shape if isinstance(m, Metric) else "scalar"], m.name) for m in found]
    emit(columns((m.id, *(words.in_language(LANGUAGE) for words in row)) for m, row in zip(found, rows, strict=True)))


def _named(id_: str) -> Described:
    one = described(id_)
    if one is None:
        near = nearest(id_, measurable_ids())
        hint = say("did you mean {n}?", "是否想写 {n}？", n=near) if near else _LISTED
        raise Refusal(say("no metric is called {m}", "没有名为 {m} 的指标", m=quote(id_)), hint)
    return one


def _page(one: Described, limit: int) -> str:
    colon, unit, way = "：" if LANGUAGE == "zh" else ": ", _UNITS[one.unit], WAYS[one.better]
    parts = [
        f"{one.id}  {one.name.in_language(LANGUAGE)}" + tr(f" ({unit.en}; {way.en})", f"（{unit.zh}；{way.zh}）"),
        wrap(one.definition.in_language(LANGUAGE), limit),
        wrap(tr("Edge cases", "边界情况") + colon + one.edge_cases.in_language(LANGUAGE), limit),
    ]
    if isinstance(one, Metric):
        parts += _counted(one, limit, colon)
    if isinstance(one, Tallied):
        parts += _written_down(one, limit, colon)
    parts.append(wrap(tr("Source", "来源") + colon + one.source, limit))
    return "\n\n".join(parts) + "\n"


def _written_down(one: Tallied, limit: int, colon: str) -> list[str]:
    """What only a metric has whose two numbers people write down."""
    told = {"numerator": one.numerator, "denominator": one.denominator}
    rows = columns((f"  {key}", words.in_language(LANGUAGE)) for key, words in told.items())
    return [
        tr("Written down under `evaluation.tallies`", "写入 `evaluation.tallies`") + "\n" + rows.rstrip("\n"),
        wrap(tr("Found in", "数据见") + colon + one.found.in_language(LANGUAGE), limit),
    ]


def _counted(one: Metric, limit: int, colon: str) -> list[str]:
    """What only a metric that is counted from events has."""
    parts = []
    if one.parameters:
        rows = columns((f"  {n} = {p.default}", p.about.in_language(LANGUAGE)) for n, p in one.parameters.items())
        parts.append(tr("Parameters", "参数") + "\n" + rows.rstrip("\n"))
    if aside := beside.columns(one):
        parts.append(wrap(tr("Told beside it", "旁列") + colon + listed(aside).in_language(LANGUAGE), limit))
    told = {**CAPABILITIES, ACTIVITY: say("something that counts as active", "计为活跃的行为")}
    needs = listed([told[need] for need in sorted(one.needs)]).in_language(LANGUAGE)
    parts.append(wrap(tr("The exports must tell", "导出文件须说明") + colon + needs, limit))
    return parts
