"""Metrics of the catalogue that come to a table and to no picture: by kind, by number of days, by answer.

Only such as look no further back than the window and a few weeks, so that they cost little however long a community has lived.
A table, or a part of it, that rests on too few people is not shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from commplan import chart
from commplan.catalogue import metric as catalogue_metric
from commplan.localday import month_first, month_label
from commplan.measuring import measure
from commplan.metric import Cell, Measured, Metric
from commplan.reality import FEWEST, Chapter, Grid, Ground, Look, Text, count, share
from commplan.terms import term
from commplan.words import Words, say

_Row = dict[str, Cell]


def _look(ground: Ground) -> Chapter | None:
    found = [(m, measure.compute(ground.session, m, ground.window)) for id_ in _TABLES if (m := catalogue_metric(id_))]
    tables = [(m, told, rows) for m, told in found if (rows := _kept(m, told))]
    if not tables:
        return None
    return Chapter(
        id="spreads",
        title=Words("How it is spread", "构成与分布"),
        facts=tuple(say("{m}: {d}", "{m}：{d}", m=m.name, d=m.definition) for m, _, _ in tables),
        data={"metrics": [_data(m, rows) for m, _, rows in tables]},
        grids=tuple(_grid(m, told, rows) for m, told, rows in tables),
    )  # fmt: skip


def _kept(metric: Metric, told: Measured) -> list[_Row]:
    """The rows that may be shown."""
    return _TABLES[metric.id]([dict(zip(told.columns, row, strict=True)) for row in told.rows])


def _enough(rows: list[_Row], key: str) -> bool:
    return sum(_whole(row[key]) for row in rows) >= FEWEST


def _whole(cell: Cell) -> int:
    return int(cell or 0)


def _if_enough(rows: list[_Row]) -> list[_Row]:
    """All or none, by everybody in them."""
    return rows if _enough(rows, "people") else []


def _months(rows: list[_Row]) -> list[_Row]:
    """Several months, for one alone has nothing to be compared with; of one with too few people only that it was."""
    few = dict.fromkeys(("member_days", "members", "value"))
    kept = [row if _whole(row["members"]) >= FEWEST else {**row, **few} for row in rows]
    return kept if len(_by_members(rows)) > 1 else []


def _by_members(rows: list[_Row]) -> list[_Row]:
    return [row for row in rows if _whole(row["members"]) >= FEWEST]


def _answers(rows: list[_Row]) -> list[_Row]:
    asked = Counter[tuple[Cell, Cell]]()
    for row in rows:
        asked[row["survey"], row["question"]] += _whole(row["answers"])
    return [row for row in rows if asked[row["survey"], row["question"]] >= FEWEST]


_TABLES: Mapping[str, Callable[[list[_Row]], list[_Row]]] = {
    "participation-levels": _if_enough,
    "contribution-types": _by_members,
    "active-days": _if_enough,
    "stickiness-over-time": _months,
    "repeat-purchases": _if_enough,
    "survey-answers": _answers,
}
_APART = {"place", "whole"}
"""Columns that put rows in order or mark them, and say nothing by themselves."""
_LEVELS = {"creators": Words("creators", "创作者"), "participants": Words("participants", "参与者"), "silent": Words("silent", "沉默成员")}  # fmt: skip


def _data(metric: Metric, rows: list[_Row]) -> dict[str, object]:
    said = [{**row, "month": month_label(_whole(row["month"]))} if "month" in row else row for row in rows]
    return {"id": metric.id, "rows": [{key: row[key] for key in metric.columns if key != "place"} for row in said]}


def _grid(metric: Metric, told: Measured, rows: list[_Row]) -> Grid:
    keys = [key for key in metric.columns if key not in _APART]
    numbers = frozenset(n for n, key in enumerate(keys) if key not in ("kind", "level", "survey", "question", "month"))
    heads = tuple(_capital(metric.columns[key]) for key in keys)
    return Grid(
        heads,
        tuple(tuple(_cell(key, row[key]) for key in keys) for row in rows),
        numbers,
        metric.called(told.parameters),
    )


def _capital(words: Words) -> Words:
    return Words(words.en[:1].upper() + words.en[1:], words.zh)


def _cell(key: str, cell: Cell) -> Text:
    if cell is None:
        return "–"
    if key in ("share", "value"):
        return share(float(cell))
    if key == "month":
        first = month_first(int(cell))
        return Words(chart.month(first, "en"), chart.month(first, "zh"))
    if isinstance(cell, str):
        return _LEVELS.get(cell) or (term(cell) if key == "kind" else cell)
    return count(cell)


LOOK = Look(85, _look)
