"""An evaluation finds the numbers by which a made-up community lives."""

from __future__ import annotations

import json
import random
from datetime import date
from math import sqrt
from pathlib import Path

import pytest

from commplan.activity.key import Key, member_hash
from commplan.catalogue import metric
from commplan.cli import build
from commplan.localday import Window
from commplan.measuring import measure
from made_activity import Row, connect
from simulated import COMES, END, FIRST, HOST, LEAVES, PLAN, RING, ZONE, Lived, live

SEEDS = range(20)


def rows(lived: Lived) -> list[Row]:
    return [
        (d.id, "x", d.what, int(d.when.timestamp()) * 1_000_000, d.who, False, "hall", None, d.to or None, 1, None)
        for d in lived.deeds
    ]


FEBRUARY = Window(date(2026, 2, 1), date(2026, 3, 1))
APRIL = Window(date(2026, 4, 1), date(2026, 5, 1))
ASKED: dict[str, tuple[Window, dict[str, int]]] = {
    "churn-rate": (FEBRUARY, {}),
    "retention": (Window(date(2026, 3, 4), date(2026, 3, 31)), {"day": 30}),
    "stickiness": (APRIL, {}),
}


def asked(lived: Lived) -> dict[str, measure.Measured]:
    """What each metric says of everybody but the host and the three, who come every day."""
    session = measure.prepare(
        connect(rows(lived)), str(ZONE), measure.Exclusions(staff=frozenset({HOST, *RING})), ("message", "reaction")
    )
    found = {}
    for id_, (window, parameters) in ASKED.items():
        known = metric(id_)
        assert known
        found[id_] = measure.compute(session, known, window, parameters)
    return found


def held(found: list[measure.Measured], truth: float) -> int:
    return sum(m.interval is not None and m.interval[0] <= truth <= m.interval[1] for m in found)


Worlds = list[tuple[Lived, dict[str, measure.Measured]]]


@pytest.fixture(scope="module")
def worlds() -> Worlds:
    return [(lived, asked(lived)) for lived in map(live, SEEDS)]


def test_churn_lies_within_its_interval_as_often_as_that_says(worlds: Worlds) -> None:
    """The last 28 days of a span that ends with February begin with it: between the spans lies the first of the month."""
    found = [told["churn-rate"] for _, told in worlds]
    # 95 of 100 intervals hold it; fewer than 17 of 20 would come about once in a hundred and forty such sets of worlds
    assert held(found, LEAVES) >= 17
    assert held(found, 2.2 * LEAVES) <= 10


def test_retention_lies_within_its_interval_as_often_as_that_says(worlds: Worlds) -> None:
    """Who came in February is a member on the thirtieth day after with the chance of one first of a month."""
    found = [told["retention"] for _, told in worlds]
    assert [m.reason for m in found] == [None] * len(found)
    assert held(found, (1 - LEAVES) * COMES) >= 17
    assert held(found, 1.5 * (1 - LEAVES) * COMES) <= 10


def test_stickiness_is_that_of_the_chance_to_come(worlds: Worlds) -> None:
    first = date(2026, 4, 3)
    for world, told in worlds:
        found, truth = told["stickiness"], world.stickiness(first, END)
        days = sum(m.days(first, END) for m in world.members)
        # the day of joining is certain, which adds some; four standard deviations of the rest
        certain = sum(first <= m.joined < END for m in world.members) * (1 - COMES) / days * truth / COMES
        assert found.value == pytest.approx(truth + certain, abs=4 * truth * sqrt((1 - COMES) / COMES / days))


def commplan(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        build(arguments)(args=list(arguments), standalone_mode=True)
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Lived]:
    folder, world = tmp_path_factory.mktemp("made-up"), live(7)
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    (folder / "chat.csv").write_text(world.csv(), "utf-8")
    assert (
        commplan("import", str(folder / "chat.csv"), "--plan", str(folder / "plan.yaml"), "-o", str(folder / "a")) == 0
    )
    return folder, world


def test_the_report_finds_what_was_skipped_and_late_and_what_was_kept(
    told: tuple[Path, Lived], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, world = told
    period = f"{FIRST}..{date(2026, 4, 30)}"
    capsys.readouterr()
    options = ("--period", period, "--today", "2026-05-01", "--no-forecast", "--format", "json")
    assert commplan("evaluate", str(folder / "plan.yaml"), "--activity", str(folder / "a"), *options) == 0
    found = json.loads(capsys.readouterr().out)
    lines = found["calendar"]["dates"]
    by_outcome = {o: {date.fromisoformat(x["day"]) for x in lines if x["outcome"] == o} for o in ("skipped", "late")}
    assert by_outcome == {"skipped": set(world.skipped), "late": set(world.late)}
    points = found["chapters"]["points-economy"]
    assert points["patterns"] == {"at-cap": 0, "burst": 0, "ring": 1, "self": 0}
    verdicts = {o["id"]: o["verdict"] for o in found["objectives"]}
    assert verdicts == {"often": "met", "faithful": "missed", "kept": "missed"}


def test_what_came_in_two_exports_in_any_order_and_twice_comes_to_the_same(
    told: tuple[Path, Lived], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, world = told
    head, *lines = world.csv().splitlines()
    random.Random(3).shuffle(lines)  # noqa: S311 - the same order each time
    half = len(lines) // 2
    for name, some in (("one", lines[: half + 200]), ("other", [*lines[half:], *lines[-300:]])):
        (tmp_path / f"{name}.csv").write_text("\n".join([head, *some, ""]), "utf-8")
        arguments = (str(tmp_path / f"{name}.csv"), "--plan", str(folder / "plan.yaml"), "-o", str(tmp_path / "a"))
        assert commplan("import", *arguments) == 0
    found = []
    for store in (folder / "a", tmp_path / "a"):
        options = (
            "--activity",
            str(store),
            "--period",
            "2026-Q1",
            "--today",
            "2026-05-01",
            "--no-forecast",
            "-f",
            "json",
        )
        capsys.readouterr()
        assert commplan("evaluate", str(folder / "plan.yaml"), *options) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0]["objectives"] == found[1]["objectives"]
    assert found[0]["chapters"] == found[1]["chapters"]
    assert found[0]["calendar"] == found[1]["calendar"]


def test_the_ledger_finds_the_ring_and_nobody_else(
    told: tuple[Path, Lived], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = told
    capsys.readouterr()
    assert commplan("points", str(folder / "plan.yaml"), "--activity", str(folder / "a"), "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)["suspicions"]
    key = Key(bytes.fromhex((folder / "a" / "key").read_text("ascii")))
    assert [(s["kind"], s["members"]) for s in found] == [
        ("ring", sorted(member_hash(key, "chat", name) for name in RING))
    ]
