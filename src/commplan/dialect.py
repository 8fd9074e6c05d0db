"""A query in the words of another engine; only home of sqlglot.

Queries are written in DuckDB's dialect and keep to what engines have in common, but for two forms that `common` knows.
Values stand in the text as literals, escaped as the engine wants it, because engines differ in what they take for a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import sqlglot
from sqlglot import exp

Dialect = Literal["spark", "clickhouse"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. `table`: what it creates, unless it is only a query; `kept`: its rows are to be worked out once, and for
    Spark, which has no tables that go with a session, the text is only the query for them."""

    text: str
    table: str | None
    kept: bool


def spoken(query: str, values: Sequence[Any], dialect: Dialect) -> Statement:
    """A query of ours as an engine of that dialect understands it; values are texts, whole numbers, and lists of them.

    sqlglot.errors.UnsupportedError when the dialect has no words for it.
    """
    return _spoken(query, tuple(tuple(v) if isinstance(v, list) else v for v in values), dialect)


def common(query: str) -> exp.Expr:
    """The syntax tree of a query without what only DuckDB understands, and what is quicker there than elsewhere."""
    return sqlglot.parse_one(query, read="duckdb").transform(_common)


@lru_cache(maxsize=512)
def _spoken(query: str, values: tuple[Any, ...], dialect: Dialect) -> Statement:
    tree = sqlglot.parse_one(_numbered(query), read="duckdb")
    for mark in list(tree.find_all(exp.Placeholder)):
        value = values[int(str(mark.this)) - 1]
        mark.replace(exp.Array(expressions=list(map(_literal, value))) if isinstance(value, tuple) else _literal(value))
    tree = tree.transform(_common)
    if dialect == "clickhouse":
        tree = tree.transform(_for_clickhouse)
    if not isinstance(tree, exp.Create):
        return Statement(_said(tree, dialect), None, kept=False)
    body, name, table = tree.expression, tree.this.name, tree.kind == "TABLE"
    kept = table and body.find(exp.Table) is not None
    head = "" if kept and dialect == "spark" else _head(dialect, name, table=table)
    return Statement(head + _said(body, dialect), name, kept)


def _said(tree: exp.Expr, dialect: Dialect) -> str:
    return str(tree.sql(dialect=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE))


def _numbered(query: str) -> str:
    """Its placeholders with their numbers: a tree is not walked in the order in which they were written."""
    marks = [token.start for token in sqlglot.tokenize(query, read="duckdb") if token.token_type.name == "PLACEHOLDER"]
    for number, place in reversed(list(enumerate(marks, 1))):
        query = f"{query[:place]}${number}{query[place + 1 :]}"
    return query


def _literal(value: str | int) -> exp.Expr:
    return exp.Literal.number(value) if isinstance(value, int) else exp.Literal.string(value)


def _head(dialect: Dialect, name: str, *, table: bool) -> str:
    if dialect == "spark":
        return f"CREATE OR REPLACE TEMPORARY VIEW {name} AS "
    return f"CREATE OR REPLACE TABLE {name} ENGINE = Memory AS " if table else f"CREATE OR REPLACE VIEW {name} AS "


def _common(node: exp.Expr) -> exp.Expr:
    """`x IN (SELECT unnest(CAST(? AS VARCHAR[])))` as `x IN (...)`, and a member's number as the name that it is made of."""
    query = node.args.get("query") if isinstance(node, exp.In) else None
    given = query.find(exp.Unnest, exp.Explode) if query else None
    if given is not None:
        (cast,) = given.expressions or [given.this]
        values = cast.this.expressions if isinstance(cast.this, exp.Array) else [cast.this]
        return exp.In(this=node.this, expressions=values or [exp.Null()])
    if isinstance(node, exp.Cast) and node.is_type(exp.DataType.Type.UBIGINT) and isinstance(node.this, exp.DPipe):
        name: exp.Expr = node.this.expression
        return name
    return node


def _for_clickhouse(node: exp.Expr) -> exp.Expr:
    """What would else lose digits, or become a union of as many queries as there are rows, or lose the name of a column."""
    if isinstance(node, exp.Select):
        named = [exp.alias_(e, e.name) if isinstance(e, exp.Column) and not e.is_star else e for e in node.expressions]
        node.set("expressions", named)
    if isinstance(node, exp.IntDiv):
        return exp.Anonymous(this="intDiv", expressions=[node.this, node.expression])
    if isinstance(node, exp.Values) and node.alias:
        names, rows = node.alias_column_names, node.expressions
        kinds = [_kind([row.expressions[place] for row in rows]) for place in range(len(names))]
        shape = ", ".join(f"{name} {kind}" for name, kind in zip(names, kinds, strict=True))
        table = exp.Anonymous(this="values", expressions=[exp.Literal.string(shape), *(row.copy() for row in rows)])
        return exp.Table(this=table, alias=exp.TableAlias(this=exp.to_identifier(node.alias)))
    return node


def _kind(cells: Sequence[exp.Expr]) -> str:
    texts = any(isinstance(cell, exp.Literal) and cell.is_string for cell in cells)
    return "Nullable(String)" if texts else "Nullable(Int64)"
