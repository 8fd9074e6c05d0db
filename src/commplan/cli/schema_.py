"""`commplan schema`."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr

HELP = tr(
    "Print the JSON Schema of plan files, or of the configuration, for editors.",
    "输出方案文件或配置文件的 JSON Schema，供编辑器使用。",
)
EXAMPLES = tr(
    "Examples: commplan schema > plan.schema.json | commplan schema --config > config.schema.json",
    "示例：commplan schema > plan.schema.json | commplan schema --config > config.schema.json",
)


def command(
    config: Annotated[
        bool, typer.Option("--config", help=tr("That of commplan.toml.", "输出 commplan.toml 的。"))
    ] = False,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001 - read before typer was there
) -> None:
    """Print the JSON Schema."""
    from commplan.schema import config_schema, json_schema

    if config:
        import commplan.rules
        from commplan.discover import discover
        from commplan.rule import Rule

        made = config_schema(discover(commplan.rules, Rule).values(), LANGUAGE)
    else:
        made = json_schema(LANGUAGE)
    emit(json.dumps(made, ensure_ascii=False, indent=2) + "\n")
