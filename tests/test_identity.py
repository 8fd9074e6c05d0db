"""Who is who: accounts of one member count once, whatever order they come to be known in, and bots are known."""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from commplan import cli
from commplan.activity import bots
from commplan.activity.event import RawEvent
from commplan.activity.export import opened
from commplan.activity.identity import Identity, account, groups, with_all_of_theirs
from commplan.activity.store import Store
from commplan.evaluating import appraise
from commplan.importing import collect
from commplan.localday import Window
from lived import PLAN, planned
from lived import imported as lived
from stored import EXPORTS, fresh, query, table
from test_store import DAY, ORIGIN, contents

JANUARY = 1_704_067_200_000_000
ACCOUNTS = ("a", "b", "c", "d", "e", "f")
LINK = st.lists(st.sampled_from(ACCOUNTS), min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("source", "name", "known"),
    [
        ("git", "Ann@Example.org", ("mail", "ann@example.org")),
        ("mbox", "ann@example.org", ("mail", "ann@example.org")),
        ("git", "583231+octocat@users.noreply.github.com", ("github", "583231")),
        ("gharchive", "583231", ("github", "583231")),
        ("discord-csv", "42", ("discord", "42")),
        ("matrix", "@ann:example.org", ("matrix", "@ann:example.org")),
        ("irc", "ann@home", ("irc", "ann@home")),
        ("slack", "U1", ("slack", "U1")),
    ],
)
def test_an_account_is_known_by_its_tool_and_name_or_by_its_address(
    source: str, name: str, known: tuple[str, str]
) -> None:
    assert account(source, name) == known


@given(st.lists(LINK, max_size=8), st.randoms(use_true_random=False))
def test_groups_are_the_same_in_any_order_and_however_they_were_put_together(
    links: list[list[str]], chance: random.Random
) -> None:
    known = groups(links)
    shuffled = [chance.sample(link, len(link)) for link in chance.sample(links, len(links))]
    middle = len(links) // 2
    assert groups(shuffled) == groups([*groups(links[:middle]), *links]) == groups([*known, *known]) == known
    assert sorted({one for group in known for one in group}) == [
        one for group in sorted(sum(known, ())) for one in group
    ]
    identity = Identity.by(links)
    for link in links:
        assert len({identity.of(one) for one in link}) == 1
    assert all(identity.of(one) == min(group) for group in known for one in group)
    assert with_all_of_theirs(["a"], links) == next((frozenset(g) for g in known if "a" in g), frozenset("a"))


def told(store: Store, source: str, names: str) -> None:
    """One message of each of these accounts."""
    raws = [RawEvent(name, "message", JANUARY + ord(name) * DAY, name) for name in names]
    store.add((store.event(source, raw) for raw in raws), replace(ORIGIN, source=source), {})


CHANGES = (
    st.lists(st.tuples(st.just("import"), st.text(ACCOUNTS, min_size=1, max_size=6)), min_size=1, max_size=3),
    st.lists(st.tuples(st.just("same"), LINK), max_size=3),
    st.lists(st.tuples(st.just("forget"), st.sampled_from(ACCOUNTS)), max_size=2),
    st.lists(LINK, max_size=2),
    st.randoms(use_true_random=False),
)


def alike_in_two_orders(
    imports: list[tuple[str, str]],
    same: list[tuple[str, list[str]]],
    forgotten: list[tuple[str, str]],
    aliases: list[list[str]],
    chance: random.Random,
) -> None:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("one", "two"):
            store = fresh(Path(folder) / name)
            for what, given_ in chance.sample(steps := [*imports, *same, *forgotten, ("alias", "")], len(steps)):
                hashes = [store.account("made", one) for one in given_]
                if what == "import":
                    told(store, "made", str(given_))
                elif what == "same":
                    store.add([], replace(ORIGIN, name="links"), {}, [tuple(hashes)])
                elif what == "forget":
                    store.forget(hashes)
                else:
                    store.alias([[store.account("made", one) for one in group] for group in aliases])
            manifest = store.manifest
            found.append((table(store), manifest.forgotten, manifest.same, manifest.aliases, store.faults()))
    assert found[0] == found[1]
    assert found[0][4] == ()


@settings(max_examples=5, phases=[p for p in Phase if p is not Phase.shrink])
@given(*CHANGES)
def test_imports_links_and_forgetting_come_to_the_same_in_any_order(
    imports: list[tuple[str, str]],
    same: list[tuple[str, list[str]]],
    forgotten: list[tuple[str, str]],
    aliases: list[list[str]],
    chance: random.Random,
) -> None:
    alike_in_two_orders(imports, same, forgotten, aliases, chance)


@pytest.mark.slow
@settings(max_examples=30, phases=[p for p in Phase if p is not Phase.shrink])
@given(*CHANGES)
def test_they_come_to_the_same_in_many_more_orders(
    imports: list[tuple[str, str]],
    same: list[tuple[str, list[str]]],
    forgotten: list[tuple[str, str]],
    aliases: list[list[str]],
    chance: random.Random,
) -> None:
    alike_in_two_orders(imports, same, forgotten, aliases, chance)


def test_nothing_that_is_kept_is_written_anew_for_an_alias_and_a_new_list_replaces_the_old(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    told(store, "made", "abc")
    before = contents(store)
    a, b, c = (store.account("made", name) for name in "abc")
    store.alias([[a, b]])
    assert query(store, "SELECT count(DISTINCT member) FROM events") == [(2,)]
    assert {store.member("made", "a"), store.member("made", "b")} == {min(a, b)}
    store.alias([[b, c]])
    assert query(store, "SELECT DISTINCT member FROM events ORDER BY 1") == sorted([(a,), (min(b, c),)])
    store.alias([])
    assert query(store, "SELECT DISTINCT member FROM events ORDER BY 1") == sorted([(a,), (b,), (c,)])
    assert contents(store) == before


def test_an_export_that_tells_addresses_links_its_accounts_to_those_of_other_tools(tmp_path: Path) -> None:
    channel = {"ok": [{"type": "message", "user": f"U{n}", "text": "x", "ts": f"170000000{n}.000001"} for n in (1, 2)]}
    users = [
        {"id": "U1", "profile": {"email": "Ann@example.org"}},
        {"id": "U2", "profile": {"email": "none"}},
        {"id": "U3"},
    ]
    (tmp_path / "slack" / "general").mkdir(parents=True)
    (tmp_path / "slack" / "users.json").write_text(json.dumps(users))
    (tmp_path / "slack" / "general" / "2023-11-14.json").write_text(json.dumps(channel["ok"]))
    (tmp_path / "x.log").write_text(
        f"commit {'a' * 40}\nAuthor: Ann <ann@example.org>\nDate:   Tue Nov 14 10:00:00 2023 +0000\n\n    Text\n"
    )
    one, other = fresh(tmp_path / "one"), fresh(tmp_path / "other")
    collect.into(one, [tmp_path / "slack", tmp_path / "x.log"])
    collect.into(other, [tmp_path / "x.log", tmp_path / "slack"])
    assert table(one) == table(other)
    assert len({row[4] for row in table(one)}) == 2
    assert one.member("slack", "U1") == one.member("git", "ann@example.org") != one.member("slack", "U2")


def test_addresses_beside_accounts_are_told(tmp_path: Path) -> None:
    with opened(EXPORTS / "mattermost") as export:
        assert list(collect.known()["mattermost"].addresses(export)) == [("member-a", "member-a@example.org")]
    realm = json.loads((EXPORTS / "zulip" / "realm.json").read_text("utf-8"))
    for number, person in enumerate(realm["zerver_userprofile"]):
        person.update(
            {"email": f"user{person['id']}@zulip"} | ({"delivery_email": "A@example.org"} if not number else {})
        )
    (tmp_path / "realm.json").write_text(json.dumps(realm))
    for messages in (EXPORTS / "zulip").glob("messages-*.json"):
        (tmp_path / messages.name).write_bytes(messages.read_bytes())
    with opened(tmp_path) as export:
        told = list(collect.known()["zulip"].addresses(export))
    assert told[:2] == [("11", "A@example.org"), ("12", "user12@zulip")]


# --- bots and accounts that do not count ------------------------------------------------------------------------------
def test_listed_bots_are_known_whatever_the_export_says(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    raws = [RawEvent("1", "message", JANUARY, "chanserv"), RawEvent("2", "message", JANUARY, "ann")]
    store.add((store.event("irc", raw) for raw in raws), replace(ORIGIN, source="irc"), {})
    assert dict(query(store, "SELECT member, bot FROM events")) == {
        store.member("irc", "chanserv"): True,
        store.member("irc", "ann"): None,
    }
    assert store.census().bots == 1


def test_the_lists_of_bots_are_dated_and_say_where_they_are_from() -> None:
    import tomllib

    lists = tomllib.loads((Path(bots.__file__).parents[1] / "data" / "bots.toml").read_text("utf-8"))["lists"]
    assert {one["source"] for one in lists} <= {*collect.known(), "mail"}
    assert all(date.fromisoformat(one["as_of"] + "-01") and one["stated"] and one["accounts"] for one in lists)
    assert len(set(bots.known())) == len(bots.known())


def test_accounts_that_the_plan_leaves_out_never_count(tmp_path: Path) -> None:
    store, march = lived(tmp_path), Window(date(2026, 3, 1), date(2026, 4, 1))
    out = PLAN.replace("evaluation:\n", "evaluation:\n  exclude: {accounts: [{source: chat, id: Bob}]}\n")
    values = [
        appraise.plan(plan, store, march, date(2026, 5, 1)).values["mau"].value for plan in (planned(), planned(out))
    ]
    assert values == [4, 3]


# --- the list of the user ---------------------------------------------------------------------------------------------
@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    told(store := fresh(tmp_path / "activity"), "slack", "ab")
    told(store, "irc", "c")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], file: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as caught:
        cli.run(("activity", "--aliases", file))
    out, err = capsys.readouterr()
    return caught.value.code or 0, out, err


LISTS = {
    "people.csv": "person,account\nAnn,slack:a\nAnn,irc:c\nBob,slack:b\nBob,bob@example.org\n",
    "excel.csv": "\ufeff成员,备注,账号\nAnn,x,slack:a\n,,\nAnn,,irc:c\nBob,,slack:b\nBob,,bob@example.org\n",
    "people.yaml": "- [slack:a, irc:c]\n- [slack:b, bob@example.org]\n",
    "named.yml": "ann: [slack:a, 'irc:c']\nbob:\n  - slack:b\n  - bob@example.org\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_who_is_who_in_csv_or_yaml(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (folder / name).write_text(LISTS[name], encoding="utf-8")
    assert said(capsys, name) == (
        0,
        "4 accounts of 2 people: each person is one member now\n",
        "accounts among them that did nothing in the activity so far: 1\n",
    )
    store = Store.open(Path("activity"))
    assert query(store, "SELECT count(DISTINCT member) FROM events") == [(2,)]
    assert store.member("slack", "a") == store.member("irc", "c")
    everything = b"".join(file.read_bytes() for file in store.path.rglob("*") if file.is_file())
    assert b"Ann" not in everything
    assert b"bob@" not in everything


def test_an_empty_list_takes_the_aliases_away(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "people.csv").write_text(LISTS["people.csv"], encoding="utf-8")
    said(capsys, "people.csv")
    (folder / "none.csv").write_text("person,account\n", encoding="utf-8")
    assert said(capsys, "none.csv") == (0, "0 accounts of 0 people: each person is one member now\n", "")
    assert Store.open(Path("activity")).manifest.aliases == ()


SHAPE = "  write CSV with the columns person,account, or YAML with a list of accounts for each person\n"
WRONG = {
    "nope.csv": (None, "commplan: cannot read 'nope.csv': there is no such file\n"),
    "head.csv": ("name;account\nAnn;slack:a\n", "commplan: head.csv:1: it has no columns person and account\n" + SHAPE),
    "gap.csv": ("person,account\nAnn,\n", "commplan: gap.csv:2: person or account is missing\n" + SHAPE),
    "source.csv": (
        "person,account\nAnn,slack:a\nAnn,slak:b\n",
        "commplan: source.csv:3: no source is called 'slak'\n  did you mean slack?\n",
    ),
    "scalar.yaml": ("ann\n", "commplan: scalar.yaml:1: it is no list\n" + SHAPE),
    "deep.yaml": (
        "- [slack:a, irc:c]\n- slack:b\n",
        "commplan: deep.yaml:2: here should stand a list of accounts\n" + SHAPE,
    ),
    "place.yaml": (
        "ann:\n  - slack:a\n  - nobody\n",
        "commplan: place.yaml:3: 'nobody' names no account\n  write SOURCE:NAME, such as slack:U0123ABCD\n",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_list_that_is_wrong_is_refused_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    text, sentence = WRONG[name]
    if text is not None:
        (folder / name).write_text(text, encoding="utf-8")
    assert said(capsys, name) == (2, "", sentence)
    assert Store.open(Path("activity")).manifest.aliases == ()
