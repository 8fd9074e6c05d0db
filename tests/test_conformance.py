"""Every engine gives the answers that DuckDB gives, to the last bit: the whole catalogue, a plan's own formulas, a report.

Spark is asked unless ENGINES names others: `ENGINES="spark chdb"`. What is asked must be installed. MASTER is whom Spark asks,
else this process: `MASTER=local-cluster[2,1,1024]` is a master and two workers with an executor each, processes of their own.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from commplan import load
from commplan.activity.event import CAPABILITIES, Event, RawEvent
from commplan.activity.manifest import Import
from commplan.activity.store import Store
from commplan.catalogue import metric, metric_ids
from commplan.cli import evaluation
from commplan.engine import Engine, engine_called
from commplan.evaluating import appraise
from commplan.importing import collect
from commplan.localday import Window
from commplan.measuring import measure
from commplan.plan import Plan
from commplan.reckoning import layers
from stored import fresh
from test_formula import COUNTED, own

pytestmark = pytest.mark.slow
ENGINES = os.environ.get("ENGINES", "spark").split()
MASTER = os.environ.get("MASTER", "local[2]")
HOUSTON = Path(__file__).parents[1] / "plans" / "houston-dataviz"
ZONE = "Europe/Berlin"
WINDOW = Window(date(2026, 3, 10), date(2026, 4, 20))
HOSTILE = ["it's", 'a "quoted" one', "back\\slash", "%_?{}[]*", "line\nbreak", "中文", "-- ; DROP", "\\' OR 1", "😀"]
KINDS = (
    "message",
    "reply",
    "reaction",
    "join",
    "leave",
    "register",
    "attend",
    "answer",
    "purchase",
    "refund",
    "close",
    "reopen",
)
TAGS = (None, None, None, "undated", "channel", "nps", "csat-june", "file edited", "issue")


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine; Spark with a session for small tables, which the engine then takes as it would a user's."""
    if request.param != "spark":
        yield engine_called(request.param)
        return
    from pyspark.sql import SparkSession

    parts = "1" if MASTER.startswith("local[") else "4"  # on a cluster, rows that belong together are to be sent about
    made = SparkSession.builder.master(MASTER).config("spark.ui.enabled", "false")
    made = made.config("spark.sql.shuffle.partitions", parts).config("spark.sql.adaptive.enabled", "false")
    session = made.config("spark.sql.codegen.wholeStage", "false").getOrCreate()
    yield engine_called("spark")
    session.stop()


def happened() -> list[RawEvent]:
    """Ties, the change to summer time, bots, people without a name, threads, and names that mean something in SQL."""
    chance, begin = random.Random(6), datetime(2026, 2, 10, tzinfo=UTC)  # noqa: S311 - the same table each time
    members = [*"ABCDEFGHI", "S", "X", "R"]
    moments = [begin + timedelta(minutes=15 * chance.randrange(96 * 75)) for _ in range(120)]
    moments += [datetime(2026, 3, 29, 0, 30, tzinfo=UTC) + timedelta(minutes=15 * n) for n in range(8)]
    raws: list[RawEvent] = []
    for number in range(700):
        kind, asked = chance.choice(KINDS), chance.choice(raws).native_id if raws else None
        who = None if kind == "answer" and chance.random() < 0.5 else chance.choice(members)
        answers = kind in ("reply", "reaction", "close", "reopen")
        raws.append(RawEvent(
            native_id=str(number), kind=kind, us=int(chance.choice(moments).timestamp()) * 1_000_000, member=who,
            bot={"R": True, "H": None}.get(who or "", False), channel=chance.choice([None, "help", "hall", *HOSTILE]),
            thread=asked if answers and chance.random() < 0.7 else None, reply_to=asked if answers else None,
            size=chance.choice([None, 1, 4, 5, 9, 10, 40]), tags=chance.choice(TAGS),
        ))  # fmt: skip
    return raws


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = fresh(tmp_path_factory.mktemp("it's [a] {made} one") / "activity")
    origin = Import("made", "made", "0" * 64, {}, 0, None, None, tuple(CAPABILITIES))
    events: list[Event] = [store.event("made", raw) for raw in happened()]
    store.add(iter(events), origin, {})
    store.alias([[store.account("made", "A"), store.account("made", "I")]])
    return store


@pytest.fixture(scope="module")
def houston(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Store]:
    store = fresh(tmp_path_factory.mktemp("houston") / "activity")
    collect.into(store, [HOUSTON / "export" / "slack-export.zip"])
    loaded = load.plan("plan.yaml", (HOUSTON / "plan.yaml").read_bytes(), HOUSTON)
    assert loaded.plan is not None
    return loaded.plan, store


def answers(engine: Engine, store: Store) -> dict[str, str]:
    """By metric or formula its columns, types and rows; `repr` tells 1 from 1.0 and True, and every bit of a float."""
    left_out = measure.Exclusions(
        staff=frozenset({store.member("made", "S")}), members=frozenset({store.member("made", "X")})
    )
    catalogue = [known for id_ in metric_ids() if (known := metric(id_))]
    formulas = [replace(own(text), id=text) for text, *_ in COUNTED]
    with engine.connect(store, "1GB") as connection:
        session = measure.prepare(connection, ZONE, left_out, capabilities=CAPABILITIES)
        found = [measure.compute(session, known, WINDOW) for known in (*catalogue, *formulas)]
        values = [str(value) for value in HOSTILE]
        query = f"SELECT {', '.join(f'? AS v{n}' for n in range(len(values)))}"
        told = connection.execute(query, values).fetchall()
        channels = connection.execute(
            "SELECT DISTINCT channel FROM events WHERE channel IN (SELECT unnest(CAST(? AS VARCHAR[]))) ORDER BY channel",
            [HOSTILE],
        )
        return {m.metric: repr((m.columns, m.rows)) for m in found} | {
            "values": repr([tuple(row) for row in told]), "channels": repr([tuple(row) for row in channels.fetchall()]),
        }  # fmt: skip


def test_the_whole_catalogue_and_formulas_have_the_same_answers(engine: Engine, made: Store) -> None:
    wanted = answers(engine_called("duckdb"), made)
    assert len(wanted) >= len(metric_ids()) + len(COUNTED)
    assert wanted["values"] == repr([tuple(HOSTILE)])
    assert len([told for told in wanted.values() if "((" in told]) > len(metric_ids()), "most of them have rows"
    found = answers(engine, made)
    assert {name: told for name, told in found.items() if told != wanted[name]} == {}


def test_a_table_stays_what_it_was_when_it_was_made(engine: Engine, made: Store) -> None:
    """Also while single events are limited to some days. Spark would look through the views that are there now, and forget what it
    has worked out: on a large table every query would read all events anew."""
    counted = "SELECT CAST(sum(mdk.n) AS BIGINT) AS n FROM mdk"

    def rows(connection: measure.Connection) -> list[tuple[int]]:
        return [tuple(row) for row in connection.execute(counted).fetchall()]

    with engine.connect(made, "1GB") as connection:
        session = measure.prepare(connection, ZONE, measure.Exclusions(), capabilities=CAPABILITIES)
        layers.ensure(session, counted)
        before = rows(connection)
        with layers.only(session, WINDOW.first_day, WINDOW.first_day + 1):
            assert rows(connection) == before
        assert before > [(500,)]


def test_a_whole_evaluation_says_the_same(engine: Engine, houston: tuple[Plan, Store]) -> None:
    plan, store = houston

    def told(engine: Engine) -> list[str]:
        quarter = Window(date(2016, 4, 1), date(2016, 7, 1))
        found = appraise.plan(plan, store, quarter, date(2016, 7, 28), forecast=False, connect=engine.connect)
        series = [f"{id_} {m.columns} {row}" for id_, m in found.series.items() for row in m.rows]
        return evaluation.as_json(plan, found).splitlines() + series

    wanted = told(engine_called("duckdb"))
    assert len(wanted) > 1000
    assert [pair for pair in zip(told(engine), wanted, strict=True) if pair[0] != pair[1]] == []
