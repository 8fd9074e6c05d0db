"""`commplan forget`: nothing of a member stays, nothing of them comes back, whatever happens on the way."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan import cli
from commplan.activity import folder as folders
from commplan.activity import manifest as manifests
from commplan.activity.event import RawEvent
from commplan.activity.manifest import ActivityError
from commplan.activity.store import Store
from commplan.importing import collect
from stored import EXPORTS, fresh, query, table
from test_store import DAY, ORIGIN, add

SLACK = EXPORTS / "slack-houston" / "slack-houston.zip"
JANUARY, MARCH = 1_704_067_200_000_000, 1_709_251_200_000_000
PEOPLE = ("ann", "bob", "cem")


@st.composite
def lives(draw: st.DrawFn) -> list[RawEvent]:
    """What people did: an event is always of the same member, as it is in exports of one tool."""
    numbers = draw(st.lists(st.integers(0, 40), max_size=50))
    days = st.integers(0, 90)
    who = (None, *PEOPLE)
    return [
        RawEvent(str(n), "message", JANUARY + draw(days) * DAY, who[n % 4], size=draw(st.sampled_from([None, 7])))
        for n in numbers
    ]


def everything(store: Store) -> bytes:
    """All bytes of all files."""
    return b"\n".join(file.read_bytes() for file in sorted(store.path.rglob("*")) if file.is_file())


def without_names(store: Store) -> list[object]:
    return [replace(part, path="", sha256="") for part in store.manifest.parts]


@settings(max_examples=10)
@given(lives(), st.sets(st.sampled_from(PEOPLE), max_size=2), st.randoms(use_true_random=False))
def test_when_somebody_is_forgotten_leaves_no_trace(
    raws: list[RawEvent], gone: set[str], chance: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        never, later = fresh(Path(folder) / "never"), fresh(Path(folder) / "later")
        never.forget([never.account("made", who) for who in gone])
        add(never, raws)
        steps: list[str | list[RawEvent]] = [chance.sample(raws, len(raws) // 2), raws, *gone, *gone]
        chance.shuffle(steps)
        for step in [*steps, raws]:
            if isinstance(step, str):
                later.forget([later.account("made", step)])
            else:
                add(later, step)
        assert table(later) == table(never)
        assert without_names(later) == without_names(never)
        assert later.manifest.imports == never.manifest.imports
        assert {row[4] for row in table(later)} <= {None, *(later.member("made", who) for who in {*PEOPLE} - gone)}
        assert (later.faults(), later.leftovers) == ((), ())


def test_of_the_forgotten_only_a_hash_is_remembered(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    collect.into(store, [SLACK])
    [(member, count)] = query(store, "SELECT member, count(*) FROM events GROUP BY member ORDER BY 2 DESC LIMIT 1")
    others = query(store, f"SELECT * FROM events WHERE member <> '{member}' OR member IS NULL ORDER BY us, event_id")  # noqa: S608
    found = store.forget([member])
    assert (sorted(found.accounts), found.removed) == ([member], count)
    assert table(store) == others
    assert everything(store).count(member.encode()) == 1
    assert store.manifest.forgotten == (member,)
    record = store.manifest.imports
    again = collect.into(store, [SLACK])[0]
    assert (again.new, again.forgotten, again.duplicate) == (0, count, 1624 - count)
    assert (table(store), store.manifest.imports) == (others, record)


def test_only_the_months_of_the_forgotten_are_written_again(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    add(store, [RawEvent("1", "message", JANUARY, "ann"), RawEvent("2", "message", MARCH, "bob")])
    add(store, [RawEvent("3", "message", MARCH, "ann")])
    before = {part.path for part in store.manifest.parts}
    assert store.forget([store.account("made", "bob")]).removed == 1
    assert [part.path.split("/")[1] for part in store.manifest.parts if part.path in before] == ["month=2024-01"]
    store.forget([store.account("made", "ann")])
    assert (store.manifest.parts, list((store.path / "events").iterdir())) == ((), [])


def test_all_accounts_of_one_address_are_forgotten_together(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    for source, name in {"git": "ann@example.org", "mbox": "Ann@Example.org", "slack": "U1"}.items():
        event = store.event(source, RawEvent(source, "message", JANUARY, name))
        store.add([event], replace(ORIGIN, source=source), {})
    assert store.member("git", "ann@example.org") == store.member("mbox", "ann@example.org ")
    store.forget([store.account("git", "ann@example.org")])
    assert query(store, "SELECT source FROM events") == [("slack",)]


def test_who_is_linked_to_the_forgotten_by_a_later_export_goes_too(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    add(store, [RawEvent("1", "message", JANUARY, "ann"), RawEvent("2", "message", JANUARY, "bob")])
    mail, ann = store.account("mail", "ann@example.org"), store.account("made", "ann")
    store.forget([mail])
    assert len(table(store)) == 2
    store.add([store.event("made", RawEvent("3", "join", MARCH, "ann"))], ORIGIN, {}, [(ann, mail)])
    assert query(store, "SELECT member FROM events") == [(store.account("made", "bob"),)]
    assert store.manifest.forgotten == tuple(sorted((mail, ann)))
    assert list(store.leftovers) == []


# --- what happens on the way ------------------------------------------------------------------------------------------
class KilledError(Exception):
    """Stands for the end of the process."""


def killed(*_: object) -> None:
    raise KilledError


def test_who_is_stopped_before_the_manifest_is_written_has_forgotten_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = fresh(tmp_path / "a")
    add(store, [RawEvent("1", "message", JANUARY, "ann"), RawEvent("2", "message", JANUARY, "bob")])
    before = table(store), store.manifest
    with monkeypatch.context() as patched:
        patched.setattr(manifests, "write", killed)
        with pytest.raises(KilledError):
            store.forget([store.account("made", "ann")])
    assert ((table(store), store.manifest), store.faults()) == (before, ())
    assert len(store.leftovers) == 1
    assert store.forget([store.account("made", "ann")]).removed == 1
    assert list(store.leftovers) == []


def test_who_is_stopped_after_it_has_forgotten_and_the_next_command_removes_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = fresh(tmp_path / "a")
    add(store, [RawEvent("1", "message", JANUARY, "ann"), RawEvent("2", "message", JANUARY, "bob")])
    old = store.path / store.manifest.parts[0].path
    with monkeypatch.context() as patched:
        patched.setattr(manifests, "sync_folder", lambda folder: killed() if folder == store.path else None)
        with pytest.raises(KilledError):
            store.forget([store.account("made", "ann")])
    assert (old.exists(), query(store, "SELECT count(*) FROM events")) == (True, [(1,)])
    assert list(store.leftovers) == [old]
    assert store.forget([store.account("made", "ann")]).removed == 0
    assert (old.exists(), list(store.leftovers), store.faults()) == (False, [], ())


def test_nobody_is_forgotten_while_somebody_writes(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    with folders.alone(store.path), pytest.raises(ActivityError) as caught:
        store.forget(["0" * 16])
    assert caught.value.words.zh == f"另一个 commplan 正在写入 “{store.path}”：请等它完成后再试"


# --- the command ------------------------------------------------------------------------------------------------------
@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a store of three people."""
    monkeypatch.chdir(tmp_path)
    store = fresh(tmp_path / "activity")
    raws = [RawEvent(str(n), "message", JANUARY + n, PEOPLE[n % 3]) for n in range(7)]
    store.add((store.event("slack", raw) for raw in raws), replace(ORIGIN, source="slack"), {})
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as caught:
        cli.run(("forget", *arguments))
    out, err = capsys.readouterr()
    return caught.value.code or 0, out, err


def test_members_are_forgotten_by_account_address_or_hash(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store.open(Path("activity"))
    bob = store.member("slack", "bob")
    assert said(capsys, "slack:ann", bob, "dee@example.org") == (
        0,
        (
            "'slack:ann' is forgotten: 3 events removed from 'activity', and kept out of later imports\n"
            f"'{bob}' is forgotten: 2 events removed from 'activity', and kept out of later imports\n"
            "nothing of 'dee@example.org' is in 'activity'; it is kept out of later imports\n"
        ),
        "",
    )
    assert said(capsys, bob)[:2] == (
        0,
        f"nothing of '{bob}' is in 'activity'; it is kept out of later imports\n",
    )
    assert query(store, "SELECT DISTINCT member FROM events") == [(store.member("slack", "cem"),)]


REFUSED = {
    "no source": (("slak:ann",), "commplan: no source is called 'slak'\n  did you mean slack?\n"),
    "no account": (("ann",), "commplan: 'ann' names no account\n  write SOURCE:NAME, such as slack:U0123ABCD\n"),
    "no name": (("slack:",), "commplan: 'slack:' names no account\n  write SOURCE:NAME, such as slack:U0123ABCD\n"),
    "no such hash": (
        ("slack:ann", "00000000deadbeef"),
        (
            "commplan: no member '00000000deadbeef' is in 'activity'\n"
            "  `commplan activity --export FILE.csv` shows the hashes\n"
        ),
    ),
    "no store": (
        ("slack:ann", "--activity", "nope"),
        "commplan: there is no folder 'nope'\n  `commplan import EXPORT -o nope` makes one\n",
    ),
}


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED.values(), ids=REFUSED)
def test_who_cannot_be_meant_is_refused_and_nobody_forgotten(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    assert said(capsys, *arguments) == (2, "", sentence)
    assert query(Store.open(Path("activity")), "SELECT count(*) FROM events") == [(7,)]


def test_an_import_says_how_much_it_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    store = fresh(tmp_path / "activity")
    collect.into(store, [SLACK])
    [(member, count)] = query(store, "SELECT member, count(*) FROM events GROUP BY member ORDER BY 2 DESC LIMIT 1")
    said(capsys, member)
    with pytest.raises(SystemExit):
        cli.run(("import", str(SLACK)))
    assert f"  left out {count}: of members who are forgotten\n" in capsys.readouterr().out


@pytest.mark.parametrize("later", [-1, 0, 1])
@pytest.mark.parametrize("named_first", [True, False])
def test_an_event_that_one_export_names_and_another_does_not_goes_with_its_member(
    tmp_path: Path, later: int, named_first: bool
) -> None:
    """Whichever of the two says an earlier time, and in whatever order they come."""
    store = fresh(tmp_path / "a")
    named = RawEvent("1", "message", JANUARY, "ann", size=7)
    nameless = named._replace(member=None, us=JANUARY + later * DAY)
    for raw in (named, nameless) if named_first else (nameless, named):
        add(store, [raw])
    assert store.forget([store.account("made", "ann")]).removed == 1
    assert table(store) == []


@pytest.mark.parametrize("steps", list(permutations(("named", "nameless", "forget"))), ids="-".join)
def test_what_the_forgotten_wrote_does_not_come_back_without_their_name(tmp_path: Path, steps: tuple[str, ...]) -> None:
    """An export made after they closed their account holds it still, and says not whose it is. What others wrote stays."""
    store = fresh(tmp_path / "a")
    named = RawEvent("1", "message", JANUARY, "ann", size=5, text="hello")
    others = [RawEvent("2", "reply", JANUARY, "bob", reply_to="1"), RawEvent("3", "message", MARCH)]
    exports = {"named": named, "nameless": named._replace(member=None, us=JANUARY + DAY)}
    for step in (*steps, "nameless"):
        if step == "forget":
            store.forget([store.account("made", "ann")])
        else:
            kept = store.text("made", exports[step])
            rows = [store.event("made", one) for one in (exports[step], *others)]
            store.add([*rows, *([kept] if kept else [])], ORIGIN, {})
    assert [row[2:5] for row in table(store)] == [
        ("reply", JANUARY, store.account("made", "bob")),
        ("message", MARCH, None),
    ]
    assert query(store, "SELECT * FROM texts") == []
    assert store.faults() == ()
    assert store.manifest.withdrawn == (store.event("made", named).event_id[:16],)
