"""`commplan platforms`."""

from __future__ import annotations

from typing import Annotated

import typer

from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.paint import columns
from commplan.platforms import platforms

HELP = tr("List the platforms that a plan can name, with their limits.", "列出方案可用的平台及其限制。")
EXAMPLES = tr("Example: commplan platforms", "示例：commplan platforms")


def command(lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE) -> None:  # noqa: ARG001
    """List platforms."""
    emit(columns((p.id, p.name.in_language(LANGUAGE)) for p in platforms().values()))
