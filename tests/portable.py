"""What SQL may hold that has to give the same answer on every engine, looked for in its syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import sqlglot
from sqlglot import exp

import commplan
from commplan.dialect import common

FUNCTIONS = (
    exp.And, exp.Or, exp.Case, exp.If, exp.Cast, exp.Coalesce, exp.Nullif, exp.Greatest, exp.Least, exp.Exists, exp.Count,
    exp.Sum, exp.Min, exp.Max, exp.Lag, exp.Lead, exp.FirstValue, exp.RowNumber, exp.Sqrt, exp.StrPosition, exp.Substring,
)  # fmt: skip
"""Everything else is unknown, differs (dates, zones, rounding), or is an estimate somewhere (median, quantile, approx)."""
CLAUSES = {
    exp.Interval: "interval", exp.AtTimeZone: "time zone", exp.Qualify: "QUALIFY", exp.Filter: "FILTER", exp.Limit: "LIMIT",
    exp.Unnest: "unnest", exp.Explode: "unnest", exp.Lateral: "LATERAL", exp.Array: "list", exp.Struct: "struct",
    exp.Lambda: "lambda", exp.Bracket: "subscript", exp.Pivot: "PIVOT", exp.TableSample: "sample", exp.RegexpLike: "regexp",
    exp.Distinct: "DISTINCT ON", exp.Join: "join", exp.Is: "IS TRUE", exp.Star: "star", exp.ILike: "ILIKE", exp.Div: "division",
    exp.Group: "GROUP BY ALL", exp.Literal: "fraction", exp.In: "IN outside of WHERE", exp.Except: "EXCEPT",
    exp.TryCast: "TRY_CAST", exp.Fetch: "FETCH", exp.Offset: "OFFSET", exp.Glob: "GLOB", exp.SimilarTo: "SIMILAR TO",
    exp.GroupingSets: "GROUPING SETS", exp.Rollup: "ROLLUP", exp.Cube: "CUBE", exp.IgnoreNulls: "IGNORE NULLS",
}  # fmt: skip
KINDS = ("BIGINT", "BOOLEAN", "DECIMAL(38, 0)", "DOUBLE", "VARCHAR", "TEXT")
ORDERED = (exp.Lag, exp.Lead, exp.FirstValue, exp.RowNumber)
WHOLE = ("BIGINT", "DECIMAL(38, 0)")
JOINS = {("", ""), ("LEFT", ""), ("", "CROSS"), ("", "INNER")}


def faults(sql: str) -> list[str]:
    """What in a statement does not carry over to every engine; empty when all of it does."""
    tree = common(sql)
    found = [fault for node in tree.walk() for fault in _faults(node)]
    names = {cte.alias for cte in tree.find_all(exp.CTE)} & {
        column.name for column in tree.find_all(exp.Column, exp.Alias)
    }
    found += [f"{name}: a query and a column of one name" for name in sorted(names)]
    # DuckDB 2 and others want the AS of an alias; the tree does not say whether it was there.
    aliases = (exp.Alias, exp.TableAlias, exp.Cast, exp.Create)
    written = sum(token.token_type.name == "ALIAS" for token in sqlglot.tokenize(sql, read="duckdb"))
    return found + ["alias without AS"] * (
        len(list(sqlglot.parse_one(sql, read="duckdb").find_all(*aliases))) - written
    )


def _faults(node: exp.Expr) -> Iterator[str]:
    for fault in (
        *_differs(node),
        *_left_open(node),
    ):  # hardly ever any, and writing every node out again takes longer than all else
        yield f"{node.sql('duckdb')}: {fault}"


def _differs(node: exp.Expr) -> Iterator[str]:
    if isinstance(node, exp.Func) and not isinstance(node, FUNCTIONS):
        yield "function"
    for clause, name in CLAUSES.items():
        if isinstance(node, clause) and not _fine(node):
            yield name
    if isinstance(node, exp.Cast) and node.to.sql("duckdb") not in KINDS:
        yield "type"
    if isinstance(node, exp.Count | exp.RowNumber) and _bare(node):
        yield "neither cast nor only compared, and signed on one engine alone"
    if isinstance(node, exp.AggFunc) and isinstance(node.find_ancestor(exp.Order, exp.Select, exp.Window), exp.Order):
        yield "an order by what is no column"
    if isinstance(node, exp.Sum) and _broken(node):
        yield "a sum of fractions depends on their order"
    if isinstance(node, exp.Predicate | exp.And | exp.Or | exp.Not) and _projected(node):
        yield "a number on one engine, unless cast to BOOLEAN"


def _left_open(node: exp.Expr) -> Iterator[str]:
    """What each engine decides for itself."""
    if isinstance(node, exp.Window) and isinstance(node.this, ORDERED) and not node.args.get("order"):
        yield "an order of rows that nobody has given"
    if isinstance(node, exp.Cast) and node.to.sql("duckdb") in WHOLE and _broken(node.this):
        yield "a fraction is rounded here and cut off there"
    if isinstance(node, exp.With) and node.args.get("recursive"):
        yield "RECURSIVE"


def _fine(node: exp.Expr) -> bool:
    """Whether a clause that differs between engines stands here in the form that does not."""
    match node:
        case exp.Distinct():
            return node.args.get("on") is None
        case exp.Join():
            return (node.side, node.kind) in JOINS and not node.args.get("method") and not node.args.get("using")
        case exp.Is():
            return isinstance(node.expression, exp.Null)
        case exp.Star():
            return isinstance(node.parent, exp.Count | exp.Column) and not any(
                node.args.get(k) for k in ("except_", "replace")
            )
        case exp.Div():  # of whole numbers it may be a whole number, a decimal or a fraction
            return any("DOUBLE" in side.sql("duckdb") or _fraction(side) for side in (node.this, node.expression))
        case exp.Limit():  # without an order, it may take any row
            columns = node.parent.expressions if isinstance(node.parent, exp.Select) else []
            return node.expression.name == "0" or (
                bool(columns) and all(isinstance(e.unalias(), exp.Literal) for e in columns)
            )
        case exp.Group():
            return not node.args.get("all")
        case exp.Literal():
            return node.is_string or node.is_int or "." in node.name
        case exp.In():
            return node.args.get("query") is None or isinstance(node.find_ancestor(exp.Where, exp.Select), exp.Where)
        case _:
            return False


def _fraction(node: exp.Expr) -> bool:
    """Whether it is written as a floating-point number; 3.6 is a decimal on some engines, 3.6e0 on none."""
    return isinstance(node, exp.Literal) and not node.is_string and "e" in node.name.lower()


def _broken(node: exp.Expr) -> bool:
    """Whether a fraction can be seen in it."""
    return (
        node.find(exp.Div, exp.Sqrt) is not None
        or "DOUBLE" in node.sql("duckdb")
        or any(map(_fraction, node.find_all(exp.Literal)))
    )


def _bare(node: exp.Expr) -> bool:
    whole = node.parent if isinstance(node.parent, exp.Window) and node.parent.this is node else node
    above = whole.parent
    if _projected(whole):
        return False
    if isinstance(above, exp.Predicate):
        return not any(isinstance(side, exp.Literal) for side in (above.this, above.expression))
    return not isinstance(above, exp.Cast)


def _projected(node: exp.Expr) -> bool:
    """Whether it is a column of the answer."""
    above = node.parent
    outer = above.parent if isinstance(above, exp.Alias) else above
    return isinstance(outer, exp.Select) and outer.parent is None and node in {e.unalias() for e in outer.expressions}


# --- every text of it that there is -----------------------------------------------------------------------------------
HOME = Path(commplan.__file__).parent
EMBEDDED = (
    "activity/",
    "engines/",
    "measuring/deriving.py",
    "measuring/holding.py",
    "measuring/month_to_date.py",
    "measuring/months.py",
    "measuring/questions.py",
    "measuring/remembered.py",
)
"""Where SQL is asked of the embedded DuckDB alone: the store and what is kept beside it; and of one engine alone."""
METRICS = "metrics/"
"""Guarded one by one, with what they are made from."""
TABLES = "ev|marks|deeds|mdk|md|act|done|asked|asked_by|dated|arrivals|moves|channels|win|days|months|team|counted"
_SQL = re.compile(r"\b(SELECT|FROM|JOIN)\b|^[^.]*\b(" + TABLES + r")\.[a-z_]+( |$)")
_HOLE = re.compile(r"\{([^{}]*)\}")
HOLES = {
    "md": "md", "moves": "moves", "arrivals": "arrivals", "rows": "SELECT t.event_id, t.member, t.us, t.day, t.answered_us FROM t", "states": "SELECT NULL AS member, 1 AS first_seen, 1 AS first_month, 1 AS last_day, 1 AS last_month, 1 AS moved, 1 AS moved_day, 1 AS came",
    "code": "ev.member", "_CODE_OF": "WHEN 'message' THEN 0", "_KIND_OF": "WHEN whats.what < 8 THEN 'message'", "answers": " AND dated.kind <> 'answer'", "kinds": "'message'", "mdk": "mdk", "staff": "FALSE", "joined": "", "kept": "", "where": "ev.us > 0",
    "n": "CAST(count(*) AS BIGINT)", "what": "CAST(count(*) AS BIGINT)", "sign": ">=", "limit": "1000", "refund": "0 - done.size", "told": ", above.n AS numerator", "query": "SELECT 1 AS n",
    "top": "SELECT 1 AS n", "below": "SELECT 1 AS n", "columns": "CAST(1 AS BIGINT) AS x", "heads": "given.x",
    "', '.join(columns)": "x", "values": "(1)", "known": "(SELECT 1 AS x) AS ev",
    "by": "m.member, m.channel, ", "tables.QUESTIONS[name]": "SELECT 1 AS us", "who": "daily.owner < 'a'", "' UNION ALL '.join(queries)": "SELECT 1 AS owner, 1 AS member",
    "name": "placed", "end_day": "win.seen_end_day", "day": "last_day", "first": "20000", "split": "20152", "end": "20180",
    "least": "5", "counted": "100", "shrink": "10", "alike": "200", "rule": "0", "givers": "2", "has": "ev.us > 0", "HAS": "ev.us > 0",
    "earned": "SELECT met.owner, met.rule, met.us, met.event_id, met.day FROM met", "period": "known_days.week",
    "whose": "busy ON busy.owner = earned.owner", "moved": "SELECT 1 AS owner", "worth": "5", "lowest": "100", "numbered": "SELECT 1 AS owner",
    "over": "daily.n > 2", "days": "5", "before": "27", "paid": "numbered.nth <= 3", "dated": "NOT ev.undated", "done": "0, 1", "burst": "10", "span": "600000000", "often": "5", "ties": "SELECT 1 AS giver",
    "' UNION ALL '.join(gave)": "SELECT 1 AS giver", "first_ones": "counted.nth <= 2", "done_with": "gave", "' UNION ALL '.join(met)": "SELECT 1 AS owner",
}  # fmt: skip
"""What stands for what is put into a text; each that may be put there is a text of its own, or written out of whole numbers."""
SHAPES = (
    "{}", "SELECT 1 AS y FROM ev WHERE 1 = 1 AND {}", "SELECT 1 AS y FROM ev WHERE 1 = 1 {}", "SELECT {} AS y FROM done",
    "WITH {} SELECT 1 AS y FROM t", "{} SELECT 1 AS y FROM span", "WITH span AS (SELECT 1 AS x) {}", "SELECT 1 AS y FROM {}", "SELECT 1 AS y FROM dated{}",
    "SELECT 1 AS y FROM ev WHERE {} 1 = 1",
)  # fmt: skip
"""How a part of a query can stand in one."""


def written() -> Iterator[tuple[str, str]]:
    """Every text in the package that is SQL or a part of it, with its module."""
    for file in sorted(HOME.rglob("*.py")):
        tree, module = ast.parse(file.read_text("utf-8")), file.relative_to(HOME).as_posix()
        within = {id(v) for j in ast.walk(tree) if isinstance(j, ast.JoinedStr) for v in ast.walk(j) if v is not j}
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            text = None if id(node) in within | told else _text(node)
            if text and _SQL.search(text):
                yield module, text


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        parts = (v.value if isinstance(v, ast.Constant) else f"{{{ast.unparse(v.value)}}}" for v in node.values)  # type: ignore[attr-defined]
        return "".join(map(str, parts))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def filled(text: str) -> str | None:
    """The text as a whole query, its holes filled; None when it is none that can be read."""
    if any(hole not in HOLES for hole in _HOLE.findall(text)):
        return None
    whole = _HOLE.sub(lambda hole: HOLES[hole[1]], text).strip()
    return next((query for shape in SHAPES if _reads(query := shape.replace("{}", whole))), None)


def _reads(query: str) -> bool:
    try:
        return isinstance(sqlglot.parse_one(query, read="duckdb"), exp.Query | exp.Create)
    except sqlglot.errors.SqlglotError:
        return False
