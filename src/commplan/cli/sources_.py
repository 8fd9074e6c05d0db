"""`commplan sources`."""

from __future__ import annotations

from typing import Annotated

import typer

from commplan import sources
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.discover import discover
from commplan.paint import columns
from commplan.source import Source

HELP = tr("List the exports that `import` reads.", "列出 `import` 能读取的导出。")
EXAMPLES = tr("Example: commplan sources", "示例：commplan sources")
_EVIDENCE = {
    "read from real exports": "依真实导出验证",
    "written from its documentation": "依文档编写",
}


def command(lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE) -> None:  # noqa: ARG001
    """List sources."""
    found = discover(sources, Source).values()
    emit(columns((s.name, tr(s.evidence, _EVIDENCE[s.evidence]), s.title.in_language(LANGUAGE)) for s in found))
