"""Any table, by a declared mapping: CSV and its kin, JSON lines, a JSON list, Parquet.

Nobody can guess which column means what, so a table is read only where the plan's `evaluation.sources` (or the
command) says it; see `commplan.activity.mapping`. What holds for every table:

- Files that are no tables by their names are left alone, and named (see `commplan.activity.tabular`).
- A message that names a message it answers, or a thread other than itself, is a reply.
- Without an id column a row is known by its member, channel, time, kind, text and amount: the same row twice is one event.
- A row can tell more than one event (somebody signed up, and came): the further ones are declared under `also`.
- A time that a clock showed twice (when summer time ends) is the first of the two.
- What is paid is an amount of the plan's currency: those of another, and what is no amount, are not known. A purchase
  of less than nothing is a refund.
- A row that is not valid in its encoding, has no readable time, or is of no known kind is skipped and counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.activity import mapped
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.manifest import ActivityError
from commplan.source import Options, Source
from commplan.words import say


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    if options.mapping is None:
        raise ActivityError(
            say(
                "'{name}' is read as a table only when the plan's evaluation.sources says which column holds what",
                "要将 “{name}” 作为表格读取，请先在方案的 evaluation.sources 中说明各列的含义",
                name=export.name,
            )
        )
    yield from mapped.events(export, options.mapping)


TABLE = Source(
    name="table",
    title=say("any table", "任意表格"),
    about=say(
        "CSV, JSON lines, a JSON list or Parquet, by a mapping declared in the plan's evaluation.sources",
        "CSV、JSON Lines、JSON 列表或 Parquet，按方案 evaluation.sources 中声明的映射读取",
    ),
    notes=say(
        "Say at least which column holds the time; `commplan sources --try FILE` proposes a mapping. Without an id "
        "column, the same row twice counts once. A message that answers another counts as a reply. Texts are read for "
        "their length only and are not kept.",
        "至少须指明哪一列是时间；`commplan sources --try 文件` 会给出一份映射。没有编号列时，重复的行只计一次。回复其他"
        "消息的消息计为回复。文本仅用于计算长度，不予保存。",
    ),
    tells=frozenset(
        {
            "messages",
            "threads",
            "reactions",
            "reaction-times",
            "joins",
            "leaves",
            "bots",
            "sizes",
            "attendance",
            "purchases",
            "amounts",
            "closings",
        }
    ),
    evidence="read from real exports",
    recognises=lambda export: False,  # noqa: ARG005 - the shape of all sources
    read=read,
)
