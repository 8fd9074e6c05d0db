"""`commplan metrics`."""

from __future__ import annotations

import shutil
from difflib import get_close_matches
from typing import Annotated

import typer

from commplan.catalogue import metric, metric_ids
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.metric import Metric
from commplan.paint import columns, wrap
from commplan.words import Refusal, quote, say

HELP = tr("List the metrics, or explain one.", "列出指标，或解释其中一个。")
EXAMPLES = tr(
    "Examples: commplan metrics | commplan metrics stickiness", "示例：commplan metrics | commplan metrics stickiness"
)


def command(
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help=tr("Metric to explain.", "要解释的指标。"))] = None,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """List or explain metrics."""
    if id_ is None:
        found = [m for m in map(metric, metric_ids()) if m is not None]
        emit(columns((m.id, m.unit, m.shape, m.name.in_language(LANGUAGE)) for m in found))
        return
    one = metric(id_)
    if one is None:
        near = get_close_matches(id_, metric_ids(), 1)
        hint = say("did you mean {n}?", "是否想写 {n}？", n=near[0]) if near else None
        raise Refusal(say("no metric is called {m}", "没有名为 {m} 的指标", m=quote(id_)), hint)
    emit(_page(one, min(shutil.get_terminal_size().columns, 100)))


def _page(one: Metric, limit: int) -> str:
    def line(label: str, text: str) -> str:
        return wrap(f"{label}{text}", limit) + "\n\n"

    colon = "：" if LANGUAGE == "zh" else ": "
    parameters = "".join(
        f"  {name} = {p.default}  {p.about.in_language(LANGUAGE)}\n" for name, p in one.parameters.items()
    )
    return (
        f"{one.id}  {one.name.in_language(LANGUAGE)} ({one.unit})\n\n"
        + line("", one.definition.in_language(LANGUAGE))
        + line(tr("Edge cases", "边界情况") + colon, one.edge_cases.in_language(LANGUAGE))
        + (tr("Parameters", "参数") + f"\n{parameters}\n" if parameters else "")
        + line(tr("Needs", "所需数据") + colon, ", ".join(sorted(one.needs)) or tr("nothing", "无"))
        + wrap(tr("Source", "来源") + colon + one.source, limit)
        + "\n"
    )
