"""`commplan schema`."""

from __future__ import annotations

import json

from commplan.cli.speech import emit, tr

HELP = tr("Print the JSON Schema of plan files, for editors.", "输出方案文件的 JSON Schema，供编辑器使用。")
EXAMPLES = tr("Example: commplan schema > plan.schema.json", "示例：commplan schema > plan.schema.json")


def command() -> None:
    """Print the JSON Schema."""
    from commplan.schema import json_schema

    emit(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
