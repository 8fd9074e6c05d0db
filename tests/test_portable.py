"""All SQL that an evaluation asks keeps to what engines have in common, and can be said in their dialects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from commplan.activity.store import Store
from commplan.catalogue import metric, metric_ids
from commplan.dialect import Dialect, spoken
from commplan.evaluating import appraise
from commplan.localday import Window
from commplan.measuring.measure import Connection
from lived import PLAN, imported, planned
from portable import EMBEDDED, METRICS, faults, filled, written

GUARDED = [
    ("SELECT t.a FROM t WHERE t.a > 1", []),
    ("SELECT median(t.x) AS x FROM t", ["MEDIAN(t.x): function"]),
    ("SELECT quantile_cont(t.x, 0.5) AS x FROM t", ["QUANTILE_CONT(t.x, 0.5): function"]),
    ("SELECT approx_count_distinct(t.x) AS x FROM t", ["APPROX_COUNT_DISTINCT(t.x): function"]),
    ("SELECT date_trunc('month', t.x) AS x FROM t", ["DATE_TRUNC('MONTH', t.x): function"]),
    ("SELECT timezone('UTC', t.x) AS x FROM t", ["TIMEZONE('UTC', t.x): function"]),
    ("SELECT t.x FROM t WHERE t.x > current_date", ["CURRENT_DATE: function"]),
    ("SELECT t.x + INTERVAL 1 DAY AS x FROM t", ["INTERVAL '1' DAY: interval"]),
    ("SELECT CAST(t.x AS DATE) AS x FROM t", ["CAST(t.x AS DATE): type"]),
    ("SELECT unnest(t.x) AS x FROM t", ["UNNEST(t.x): function", "UNNEST(t.x): unnest"]),
    ("SELECT t.x FROM t QUALIFY t.x = 1", ["QUALIFY t.x = 1: QUALIFY"]),
    ("SELECT least(count(*), t.x) AS x FROM t", ["COUNT(*): neither cast nor only compared, and signed on one engine alone"]),
    ("SELECT CASE WHEN count(*) > 0 THEN 1 END AS x FROM t", []),
    ("WITH u AS (SELECT row_number() OVER (ORDER BY t.x) AS n FROM t) SELECT u.n FROM u",
     ["ROW_NUMBER(): neither cast nor only compared, and signed on one engine alone"]),
    ("SELECT sum(CAST(t.x AS DOUBLE)) AS x FROM t", ["SUM(CAST(t.x AS DOUBLE)): a sum of fractions depends on their order"]),
    ("SELECT sum(t.x * 0.5e0) AS x FROM t", ["SUM(t.x * 0.5e0): a sum of fractions depends on their order"]),
    ("SELECT CAST(sqrt(t.x) AS BIGINT) AS x FROM t", ["CAST(SQRT(t.x) AS BIGINT): a fraction is rounded here and cut off there"]),
    ("SELECT lag(t.x) OVER (PARTITION BY t.y) AS x FROM t",
     ["LAG(t.x) OVER (PARTITION BY t.y): an order of rows that nobody has given"]),
    ("SELECT TRY_CAST(t.x AS BIGINT) AS x FROM t", ["TRY_CAST(t.x AS BIGINT): TRY_CAST"]),
    ("SELECT t.x FROM t WHERE t.x GLOB 'a*'", ["t.x GLOB 'a*': GLOB"]),
    ("SELECT t.x FROM t OFFSET 5", ["OFFSET 5: OFFSET"]),
    ("SELECT t.x FROM t GROUP BY t.x ORDER BY sum(t.y)", ["SUM(t.y): an order by what is no column"]),
    ("SELECT t.x / t.y AS z FROM t", ["t.x / t.y: division"]),
    ("SELECT t.x > 1 AS z FROM t", ["t.x > 1: a number on one engine, unless cast to BOOLEAN"]),
    ("SELECT t.x z FROM t", ["alias without AS"]),
    ("SELECT * FROM t", ["*: star"]),
    ("SELECT t.x IN (SELECT u.y FROM u) AS z FROM t WHERE t.x IN (SELECT u.y FROM u)",
     ["t.x IN (SELECT u.y FROM u): IN outside of WHERE",
      "t.x IN (SELECT u.y FROM u): a number on one engine, unless cast to BOOLEAN"]),
    ("SELECT t.x FROM t SEMI JOIN u ON u.x = t.x", ["SEMI JOIN u ON u.x = t.x: join"]),
    ("SELECT t.x FROM t WHERE t.y IS NOT TRUE", ["t.y IS TRUE: IS TRUE"]),
    ("WITH n AS (SELECT t.x AS n FROM t) SELECT n.n FROM n", ["n: a query and a column of one name"]),
    ("SELECT t.x FROM t GROUP BY ALL", ["GROUP BY ALL: GROUP BY ALL"]),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "wanted"), GUARDED)
def test_the_guard_finds_what_does_not_carry_over(sql: str, wanted: list[str]) -> None:
    assert sorted(found.strip() for found in faults(sql)) == sorted(wanted)


def test_the_sql_of_every_metric_carries_over() -> None:
    found = {
        id_: [fault for sql in (known.sql, known.standing, known.daily) if sql for fault in faults(sql)]
        for id_ in metric_ids()
        if (known := metric(id_))
    }
    assert found == {id_: [] for id_ in metric_ids()}


def test_no_sql_stands_where_nobody_looks() -> None:
    """Whatever command or plan it is for: parts of queries too, put into the form of a whole one."""
    texts = [(module, text) for module, text in written() if not module.startswith((*EMBEDDED, METRICS))]
    assert {
        "measuring/formula.py",
        "stickiness/points.py",
        "stickiness/earnings.py",
        "stickiness/suspicion.py",
        "stickiness/tastes.py",
        "reality/feedback.py",
        "reality/regular.py",
    } <= {m for m, _ in texts}
    read = [(module, text, filled(text)) for module, text in texts]
    assert [(module, text) for module, text, query in read if query is None] == []
    found = [(module, text, faults(query)) for module, text, query in read if query]
    assert [one for one in found if one[2]] == []


@dataclass
class Recorder:
    """A connection that remembers what it was asked."""

    connection: Any
    asked: list[tuple[str, list[Any]]] = field(default_factory=list)

    def execute(self, query: str, parameters: Any = (), /) -> Any:
        self.asked.append((query, list(parameters)))
        return self.connection.execute(query, list(parameters))


OWN = """\
    - id: help
      definition: Answers of the team among all.
      numerator: {kinds: reply, who: team}
      denominator: {kinds: [message, reply], channels: [hall], tags: [a, b], at_least: 1, at_most: 9}
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, list[Any]]]:
    """Everything that the evaluation of a plan asks its engine."""
    store, recorders = imported(tmp_path_factory.mktemp("lived")), list[Recorder]()

    @contextmanager
    def connect(store: Store, memory: str) -> Iterator[Connection]:
        with store.connect(memory) as connection:
            recorders.append(Recorder(connection))
            store.show(recorders[0])
            yield recorders[0]

    plan = planned(PLAN.replace("metric: liking", "metric: help").replace("  metrics:\n", "  metrics:\n" + OWN))
    march = Window(date(2026, 3, 1), date(2026, 4, 1))
    found = appraise.plan(plan, store, march, date(2026, 5, 1), connect=connect)
    assert found.objectives[3].measured.metric == "help"
    return recorders[0].asked


def test_whatever_an_evaluation_asks_carries_over(asked: list[tuple[str, list[Any]]]) -> None:
    queries = {query for query, _ in asked}
    assert len(queries) > len(metric_ids()), "all metrics, and the tables that they are asked of"
    assert {query: found for query in sorted(queries) if (found := faults(query))} == {}


@pytest.mark.parametrize("dialect", ["spark", "clickhouse"])
def test_whatever_an_evaluation_asks_can_be_said_in_other_dialects(
    asked: list[tuple[str, list[Any]]], dialect: Dialect
) -> None:
    said = [spoken(query, values, dialect).text for query, values in asked]
    assert [text for text in said if len(sqlglot.parse(text, read=dialect)) != 1] == []


@pytest.mark.parametrize("dialect", ["spark", "clickhouse"])
@given(values=st.lists(st.text(max_size=20) | st.integers(0, 2**62), min_size=2, max_size=4))
def test_a_value_is_only_ever_a_value(dialect: Dialect, values: list[str | int]) -> None:
    marks = ", ".join("?" * (len(values) - 1))
    query = f"WITH u AS (SELECT t.x FROM t WHERE t.x IN ({marks})) SELECT u.x FROM u WHERE u.x > ?"  # noqa: S608 - no value in it
    tree = sqlglot.parse_one(spoken(query, values, dialect).text, read=dialect)
    assert [node.to_py() for node in tree.find_all(exp.Literal)] == [values[-1], *values[:-1]]
