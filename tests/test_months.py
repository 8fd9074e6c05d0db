"""What is kept by month beside a store: the same answers with it as without, whatever happened to store and files since."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan import load
from commplan.activity import folder as folders
from commplan.activity.event import RawEvent
from commplan.activity.store import Store
from commplan.catalogue import metric, metric_ids
from commplan.localday import Window, day_number
from commplan.measuring import agenda, answering, deriving, measure, months
from commplan.plan import Plan
from commplan.reckoning import daily, layers
from stored import fresh
from test_store import add

START = 1_704_067_200_000_000
HOUR = 3_600_000_000
PEOPLE = ("ann", "bob", "cem", "dan")
KINDS = ("message", "message", "reply", "reply", "reaction", "join", "leave")
ZONES = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata")
WEEKS = tuple(Window(date(2024, 1, 1) + timedelta(days=n), date(2024, 1, 22) + timedelta(days=n)) for n in (0, 21, 70))
WINDOWS = (Window(date(2024, 2, 10), date(2024, 3, 1)), Window(date(2024, 3, 1), date(2024, 5, 1)))


def plan_in(zone: str) -> Plan:
    plan = load.plan(
        "plan.yaml", f"commplan: 1\nplan: {{id: a, title: A, owner: x, timezone: {zone}}}\n".encode(), None, None
    ).plan
    assert plan is not None
    return plan


@st.composite
def lives(draw: st.DrawFn) -> list[RawEvent]:
    """Four months of a small group, with a good deal at the turns of months."""
    hours = st.one_of(st.integers(0, 120 * 24), st.sampled_from([31 * 24 + h for h in range(-12, 12)]))
    found = []
    for number in range(draw(st.integers(5, 60))):
        kind = draw(st.sampled_from(KINDS))
        thread = f"{draw(st.integers(0, 59))}" if kind in ("reply", "reaction") else None
        found.append(RawEvent(f"{number}", kind, START + draw(hours) * HOUR, PEOPLE[number % 4], thread=thread))
    return found


def answers(plan: Plan, store: Store) -> dict[tuple[str, date], object]:
    """Every metric of the catalogue in each window."""
    with store.connect() as connection:
        session = agenda.session(plan, store, connection)
        found: dict[tuple[str, date], object] = {
            (id_, window.first): measure.compute(session, known, window)
            for window in WINDOWS
            for id_ in metric_ids()
            if (known := metric(id_)) is not None
        }
        found["channels", date.min] = agenda.channels(session)
        found["hours", date.min] = answering.hours(session, Window(date(2024, 1, 20), date(2024, 4, 10)))
        response = metric("first-response-time")
        assert response is not None
        measure.ready(session, response, WEEKS)
        for week in WEEKS:
            found["week", week.first] = measure.compute(session, response, week)
        months.keep(session, store)
    return found


def alike(plan: Plan, store: Store) -> None:
    """The answers with what is kept, then once more from it, are those of a store that keeps nothing; and so are those of a first
    evaluation, whether it goes on with the tables that it has made or reads them back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(months, "LEAST", 10**9)
        expected = answers(plan, store)
        patch.setattr(months, "LEAST", 0)
        for rows in (10, 10**9):
            patch.setattr(deriving, "AT_ONCE", rows)
            assert expected == answers(plan, store)
        there, aside = store.path / folders.DAILY, store.path.with_name("aside")
        there.rename(aside)
        for few in (0, 10**9):
            patch.setattr(deriving, "FEW", few)
            assert expected == answers(plan, store)
            shutil.rmtree(there)
        aside.rename(there)


def kept(store: Store) -> list[Path]:
    return sorted(file for file in (store.path / folders.DAILY).rglob("*") if file.is_file())


def _spoil(store: Store, chance: random.Random) -> None:
    files = kept(store)
    if files:
        file = chance.choice(files)
        file.write_bytes(file.read_bytes()[: chance.choice([0, 20])])


def _lose(store: Store, chance: random.Random) -> None:
    for file in kept(store):
        if chance.random() < 0.3:
            file.unlink()


def _lived(raws: list[RawEvent], zone: str, chance: random.Random, changes_made: int, days: int = 1) -> None:
    """It grows over so many evaluations, and meanwhile something else happens to it."""
    plan = plan_in(zone)
    with tempfile.TemporaryDirectory() as folder:
        store = fresh(Path(folder) / "store")
        later = sorted(raws, key=lambda raw: raw.us)
        add(store, later[: len(later) * 2 // 3])
        alike(plan, store)
        changes: list[Callable[[], object]] = [
            lambda: add(store, later),
            lambda: store.forget([store.account("made", "ann")]),
            lambda: store.alias([[store.account("made", who) for who in ("bob", "cem")]]),
            lambda: _spoil(store, chance),
            lambda: _lose(store, chance),
            store.compact,
        ]
        for day in range(1, days):
            add(store, later[: len(later) * (2 * days + day) // (3 * days)])
            alike(plan, store)
        for change in [changes[0], *chance.sample(changes[1:], changes_made)]:
            change()
            alike(plan, store)


LIVES = (lives(), st.sampled_from(ZONES), st.randoms(use_true_random=False))


@settings(max_examples=2)
@given(*LIVES)
def test_answers_are_the_same_with_what_is_kept(raws: list[RawEvent], zone: str, chance: random.Random) -> None:
    _lived(raws, zone, chance, 1, days=2)


@pytest.mark.slow
@settings(max_examples=5)
@given(*LIVES)
def test_answers_are_the_same_whatever_happens(raws: list[RawEvent], zone: str, chance: random.Random) -> None:
    _lived(raws, zone, chance, 4, days=4)


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three days in each of four months, of which all is kept."""
    made = fresh(tmp_path_factory.mktemp("evaluated") / "store")
    add(made, [_said(n) for n in range(12)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(months, "LEAST", 0)
        answers(plan_in("UTC"), made)
    return made.path


@pytest.fixture
def store(evaluated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(months, "LEAST", 0)
    return Store.open(Path(shutil.copytree(evaluated, tmp_path / "store")))


def _said(number: int) -> RawEvent:
    return RawEvent(f"{number}", "message", START + (number // 3 * 30 + number % 3 + 1) * 24 * HOUR, PEOPLE[number % 2])


def _on(day: int, hour: int = 0) -> RawEvent:
    return RawEvent(f"{day} {hour}", "message", (day * 24 + hour) * HOUR, "dan")


def test_another_day_leaves_the_months_before_it_alone(store: Store) -> None:
    before = {file: file.stat().st_ino for file in kept(store) if file.suffix == ".parquet"}
    add(store, [_said(12)])
    answers(plan_in("UTC"), store)
    after = {file: file.stat().st_ino for file in kept(store) if file.suffix == ".parquet"}
    assert before.items() <= after.items()
    assert len({file.parent for file in after}) == len({file.parent for file in before}) + 1


@pytest.mark.parametrize("zone", ZONES)
def test_where_a_month_ends_within_the_next_one_of_utc_another_day_leaves_it_alone_too(store: Store, zone: str) -> None:
    """In Los Angeles April goes on for seven hours of May in UTC; only what happens in these hours changes it."""
    first_of_may = day_number(date(2024, 5, 1))
    add(store, [_on(first_of_may, 5), _on(first_of_may, 20)])
    answers(plan_in(zone), store)
    before = {file.parent.name for file in kept(store) if file.suffix == ".parquet"}
    add(store, [_on(first_of_may + 2)])
    answers(plan_in(zone), store)
    after = {file.parent.name for file in kept(store) if file.suffix == ".parquet"}
    assert (len(after - before), before - after) == (1, set())
    add(store, [_on(first_of_may, 6)])
    alike(plan_in(zone), store)


def test_another_day_reads_no_day_that_is_as_it_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the month that goes on only new days; what happened on an old day after all is read from that day on."""
    spans: list[tuple[int | None, int | None]] = []
    only = layers.only

    def watched(session: layers.Session, first: int | None, end: int | None) -> AbstractContextManager[None]:
        spans.append((first, end))
        return only(session, first, end)

    monkeypatch.setattr(layers, "only", watched)

    def read(late: list[RawEvent]) -> list[tuple[int | None, int | None]]:
        add(store, late)
        spans.clear()
        with store.connect() as connection:
            agenda.session(plan_in("UTC"), store, connection)
        return list(spans)

    first, end, last = (day_number(day) for day in (date(2024, 4, 1), date(2024, 5, 1), date(2024, 4, 3)))
    may = [_on(day) for day in (end - 1, end + 1)]
    assert read([_on(last + 1)]) == [(first, end), (last + 1, end)]
    assert read([_on(last + 1, 5)]) == [(first, end), (last + 1, end)]
    assert read([_on(last + 3)]) == [(first, end), (last + 3, end)]
    assert read([_on(last, 5)]) == [(first, end), (last, end)]
    assert read(may) == [(first, end), (end - 1, end), (end, end + 31), (end, end + 31)]
    assert read([]) == []
    alike(plan_in("UTC"), store)


def test_a_community_in_its_first_month_goes_on_with_all_days_of_it(tmp_path: Path) -> None:
    made = fresh(tmp_path / "store")
    for day in (date(2024, 2, 11), date(2024, 2, 14)):
        add(made, [_on(day_number(day), hour) for hour in (1, 20)])
        alike(plan_in("UTC"), made)


def test_a_week_that_is_over_is_not_asked_again_when_its_month_goes_on(store: Store) -> None:
    known, plan = metric("active-members"), plan_in("UTC")
    assert known is not None
    weeks = [Window(date(2024, 3, 25) + timedelta(days=n), date(2024, 4, 1) + timedelta(days=n)) for n in (0, 2)]

    def asked() -> list[bool]:
        found = []
        for week in weeks:
            with store.connect() as connection:
                session = agenda.session(plan, store, connection)
                measure.compute(session, known, week)
                months.keep(session, store)
                found.append("win" in session.made)
        return found

    assert asked() == [True, True]
    for more in (_on(19_820), _said(12)):
        add(store, [more])
        assert asked() == [False, False]
    add(store, [_on(19_815, 5)])
    assert asked() == [False, True]


def test_another_day_asks_who_was_answered_only_where_nobody_knows_yet(store: Store) -> None:
    add(store, [RawEvent("99", "reply", START + 5 * 24 * HOUR, "cem", thread="0")])
    answers(plan_in("UTC"), store)
    add(store, [_said(12)])
    plan, known = plan_in("UTC"), metric("first-response-time")
    assert known is not None
    with store.connect() as connection:
        session = agenda.session(plan, store, connection)
        windows = [*WEEKS, Window(date(2024, 4, 1), date(2024, 5, 2))]
        measure.ready(session, known, windows)
        assert session.made["stretch"] == (windows[-1].first_day, windows[-1].end_day)
        measure.ready(session, known, WEEKS)
        assert session.made["stretch"] is None


def test_what_days_that_are_over_came_to_is_not_counted_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sums over a window are those of days: of the last, which may not have been over, and of those since."""
    plan, known, april = plan_in("UTC"), metric("content-yield"), Window(date(2024, 4, 1), date(2024, 5, 1))
    assert known is not None

    def counted(late: list[RawEvent]) -> int:
        add(store, late)
        with store.connect() as connection:
            session = agenda.session(plan, store, connection)
            found = measure.compute(session, known, april)
            months.keep(session, store)
        with pytest.MonkeyPatch.context() as patch, store.connect() as connection:
            patch.setattr(months, "LEAST", 10**9)
            assert measure.compute(agenda.session(plan, store, connection), known, april) == found
        return found.denominator or 0

    first = day_number(april.first)
    replies = [RawEvent(f"r{n}", "reply", ((first + n) * 24 + 1) * HOUR, "eve", thread="9") for n in range(12)]
    assert counted(replies[:4]) == 0
    assert counted(replies[4:8]) == 1
    assert counted(replies[8:10]) == 3
    asked, opened = list[Window](), layers.open_window

    def watched(session: layers.Session, seen: Window, sql: str) -> None:
        asked.append(seen)
        opened(session, seen, sql)

    monkeypatch.setattr(daily, "open_window", watched)
    counted(replies[10:])
    assert [window.first_day for window in asked] == [first + 9, first]  # the other keeps nothing


def test_another_day_looks_for_answers_only_among_what_is_new(store: Store) -> None:
    """Of messages that wait; on the day that was not over yet, and since. What happened before after all is found as well."""
    plan, known, april = plan_in("UTC"), metric("response-times"), Window(date(2024, 4, 1), date(2024, 5, 1))
    assert known is not None

    def reply(day: int, hour: int, to: str) -> RawEvent:
        return RawEvent(f"{day} {hour} {to}", "reply", (day * 24 + hour) * HOUR, "eve", thread=to)

    def answered(late: list[RawEvent]) -> tuple[int | None, list[int | None]]:
        add(store, late)
        with store.connect() as connection:
            session = agenda.session(plan, store, connection)
            found = measure.compute(session, known, april)
            rows = connection.execute("SELECT us, answered_us FROM asked WHERE us >= 1711929600000000 ORDER BY us")
            waits = [None if answer is None else (answer - us) // HOUR for us, answer in rows.fetchall()]
            months.keep(session, store)
        before = session.made["asked_before"]
        with pytest.MonkeyPatch.context() as patch, store.connect() as connection:
            patch.setattr(months, "LEAST", 10**9)
            assert measure.compute(agenda.session(plan, store, connection), known, april) == found
        return before.end_day if isinstance(before, layers.Asked) else None, waits

    first = day_number(april.first)
    assert answered([reply(first + 2, 3, "11")]) == (None, [None, None, 3])
    assert answered([reply(first + 4, 2, "9"), reply(first + 4, 3, "11")]) == (first + 2, [98, None, 3])
    assert answered([reply(first + 9, 0, "9"), reply(first + 9, 1, "10")]) == (first + 2, [98, 193, 3])
    assert answered([reply(first + 9, 0, "11")]) == (first + 9, [98, 193, 3])
    assert answered([reply(first + 2, 1, "11")]) == (first + 2, [98, 193, 1])


def test_what_has_not_changed_is_not_asked_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The days of the last month either, until more happens in it; and not for other people than those it was answered for."""
    plan, known, march = plan_in("UTC"), metric("elephant-factor"), Window(date(2024, 3, 20), date(2024, 5, 1))
    assert known is not None
    ann, bob = (store.account("made", who) for who in ("ann", "bob"))

    def asked(employers: dict[str, str]) -> tuple[object, bool]:
        monkeypatch.setattr(agenda, "employers", lambda *_: employers)
        with store.connect() as connection:
            session = agenda.session(plan, store, connection)
            found = measure.compute(session, known, march).rows
            months.keep(session, store)
            return found, "win" in session.made

    alone, together = {ann: "one", bob: "two"}, {ann: "one", bob: "one"}
    first, other = asked(alone), asked(together)
    assert first[0] != other[0]
    assert (first[1], other[1]) == (True, True)
    assert [asked(alone), asked(together)] == [(first[0], False), (other[0], False)]
    add(store, [_said(12)])
    assert asked(alone)[1]


def test_forgetting_leaves_nothing_that_was_kept(store: Store) -> None:
    left = store.path / folders.DAILY / ".new-killed"
    left.mkdir()
    (left / "md.parquet").write_bytes(b"half")
    store.forget([store.account("made", "bob")])
    assert kept(store) == []


def test_nothing_is_kept_while_somebody_writes(store: Store) -> None:
    before = kept(store)
    add(store, [_said(12)])
    with folders.alone(store.path):
        held = answers(plan_in("UTC"), store)
    assert kept(store) == before
    assert held == answers(plan_in("UTC"), store)


def test_what_was_kept_of_another_state_is_never_asked(store: Store) -> None:
    before = {file for file in kept(store) if file.suffix == ".parquet"}
    add(store, [RawEvent("99", "message", START + 5 * 24 * HOUR, "dan")])
    answers(plan_in("UTC"), store)
    after = {file for file in kept(store) if file.suffix == ".parquet"}
    assert len(after - before) == len(before)


def test_a_small_store_keeps_nothing(tmp_path: Path) -> None:
    made = fresh(tmp_path / "store")
    add(made, [_said(n) for n in range(12)])
    answers(plan_in("UTC"), made)
    assert kept(made) == []
