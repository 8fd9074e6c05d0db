"""No text, name or address is stored, of any sample; `import --keep-text` is the only way, and forgetting takes texts too."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from commplan import cli
from commplan.activity.event import LONGEST_TEXT, RawEvent
from commplan.activity.export import Export, opened
from commplan.activity.store import Store
from commplan.importing import collect
from commplan.source import Options
from stored import EXPORTS, fresh, query, recognised, table
from test_activity import cells
from test_store import ORIGIN

JANUARY = 1_704_067_200_000_000
MAIL = re.compile(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _samples(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every export among the samples that one source calls its own, with that source."""
    for path in sorted(folder.iterdir()):
        try:
            tools = [name for name in recognised(path) if name not in collect.DECLARED]
        except OSError:
            continue
        if len(tools) == 1:
            yield tools[0], path
        elif path.is_dir():
            yield from _samples(path)


SAMPLES = dict(sorted({str(path.relative_to(EXPORTS)): (tool, path) for tool, path in _samples(EXPORTS)}.items()))


def raws(tool: str, path: Path) -> list[RawEvent]:
    with opened(path) as export:
        found = collect.known()[tool].read(export, Options(private=True, text=True))
        return [one for one in found if isinstance(one, RawEvent)]


def _mails(export: Export, name: str) -> set[str]:
    with export.open(name) as stream:
        return {found.decode() for found in MAIL.findall(stream.read())}


def words(text: str) -> set[str]:
    return {word for word in re.split(r"[^\w@.+-]+", text) if len(word) >= 8 and not re.fullmatch(r"[\d.+-]+", word)}


def everything(store: Store) -> str:
    """All bytes of all files but the key, and all values that they decode to, without the sentences that are ours."""
    files = [file for file in sorted(store.path.rglob("*")) if file.is_file() and file.name != "key"]
    raw = b"\n".join(file.read_bytes() for file in files).decode("utf-8", "replace")
    return re.sub(r'"(en|zh)": ".*"', "", raw) + "\n".join(str(v) for row in table(store) for v in row)


def test_the_samples_are_those_of_most_sources() -> None:
    assert {tool for tool, _ in SAMPLES.values()} >= {
        "discord", "discord-csv", "discourse", "gharchive", "git", "github", "gitter", "irc", "mattermost", "matrix", "mbox",
        "perceval", "slack", "stackexchange", "telegram", "whatsapp", "zulip", "zulip-archive",
    }  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_that_names_or_quotes_anybody_is_stored(tmp_path: Path, name: str) -> None:
    tool, path = SAMPLES[name]
    store = fresh(tmp_path / "a")
    collect.into(store, [path], private=True, source=tool)
    found = raws(tool, path)
    with opened(path) as export:
        mails = {mail for inner in export.names() for mail in _mails(export, inner)}
    secrets = mails | {who for raw in found if (who := raw.member) and len(who) >= (9 if who.isdecimal() else 5)}
    secrets |= {word for raw in found for word in words(raw.text or "")}
    kept = " ".join(
        {raw.channel or "" for raw in found} | {raw.tags or "" for raw in found} | {tool, path.name, *ours(store)}
    )
    secrets = {secret for secret in secrets if secret.lower() not in kept.lower()}
    stored = everything(store).lower()
    assert sorted(secret for secret in secrets if secret.lower() in stored) == []


def ours(store: Store) -> set[str]:
    """The words of the manifest's own keys."""
    return set(re.findall(r'"(\w+)":', (store.path / "manifest.json").read_text("utf-8")))


def texts(store: Store) -> dict[str, str]:
    return dict(query(store, "SELECT event_id, text FROM texts"))


@pytest.mark.parametrize("name", SAMPLES)
def test_texts_are_kept_on_request_as_they_were_written_and_forgotten(tmp_path: Path, name: str) -> None:
    tool, path = SAMPLES[name]
    plain, store = fresh(tmp_path / "plain"), fresh(tmp_path / "a")
    collect.into(plain, [path], private=True, source=tool)
    collect.into(store, [path], private=True, text=True, source=tool)
    assert (table(plain), texts(plain)) == (table(store), {})
    kept = texts(store)
    sized = dict(query(store, "SELECT event_id, size FROM events WHERE size > 0 AND kind IN ('message', 'reply')"))
    assert {id_: len(kept.get(id_, "")) for id_ in sized} == sized
    assert store.faults() == ()
    busiest = query(
        store, "SELECT member FROM events WHERE member IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    )
    for (member,) in busiest:
        theirs = {id_ for (id_,) in query(store, f"SELECT event_id FROM events WHERE member = '{member}'")}  # noqa: S608
        store.forget([member])
        assert texts(store) == {id_: text for id_, text in kept.items() if id_ not in theirs}
        assert (store.faults(), store.leftovers) == ((), ())
        collect.into(store, [path], private=True, text=True, source=tool)
        assert texts(store) == {id_: text for id_, text in kept.items() if id_ not in theirs}


TEXT = st.one_of(
    st.none(), st.text(max_size=20), st.sampled_from(["", 'a "quoted", text\r\n', "\x00", "\ud800", "=1+1", "，"])
)


@settings(max_examples=10, phases=[phase for phase in Phase if phase is not Phase.shrink])
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 60), TEXT), max_size=30), st.randoms(use_true_random=False)
)
def test_texts_are_the_same_whatever_order_they_come_in(
    rows: list[tuple[int, int, str | None]], chance: random.Random
) -> None:
    made = [
        RawEvent(str(n), "message", JANUARY + day * 86_400_000_000, "mno"[n % 3], size=len(text or ""), text=text)
        for n, day, text in rows
    ]
    with tempfile.TemporaryDirectory() as folder:
        once, often = fresh(Path(folder) / "once"), fresh(Path(folder) / "often")
        _add(once, made)
        middle = len(made) // 2
        shuffled = chance.sample(made, len(made))
        for part in (shuffled[middle:], shuffled, shuffled[:middle], made):
            _add(often, part)
        assert (texts(often), table(often)) == (texts(once), table(once))
        known = {id_: text for raw in made if (id_ := once.event("made", raw).event_id) and (text := raw.text)}
        assert texts(once).keys() == known.keys()
        often.compact()
        assert (texts(often), often.faults()) == (texts(once), ())


def _add(store: Store, made: list[RawEvent]) -> None:
    rows = [row for raw in made for row in (store.event("made", raw), store.text("made", raw)) if row is not None]
    store.add(rows, ORIGIN, {})


@pytest.mark.parametrize("text", ["plain", 'a "quoted", text\r\nof lines\n', "a\x00b", "=1+1", "帮我🍵", "x" * 70_000])
def test_a_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    store = fresh(tmp_path / "a")
    _add(store, [RawEvent("1", "message", JANUARY, size=len(text), text=text)])
    assert list(texts(store).values()) == [text]


def test_a_very_long_text_is_cut_and_reactions_and_joins_have_none(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    long = "茶" * (LONGEST_TEXT + 5)
    more = [RawEvent(kind, kind, JANUARY, size=2, text="no") for kind in ("reaction", "join")]
    _add(
        store,
        [
            RawEvent("1", "message", JANUARY, size=len(long), text=long),
            RawEvent("2", "reply", JANUARY, text="no"),
            *more,
        ],
    )
    assert list(texts(store).values()) == [long[:LONGEST_TEXT]]


def test_the_command_keeps_texts_only_when_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    fresh(tmp_path / "activity")
    for options in ((), ("--keep-text",)):
        with pytest.raises(SystemExit):
            cli.run(("import", str(EXPORTS / "zulip-archive"), *options))
        assert len(texts(Store.open(Path("activity")))) == (7 if options else 0)
    capsys.readouterr()
    with pytest.raises(SystemExit):
        cli.run(("activity", "--export", "e.csv"))
    assert sorted(row["text"] for row in cells("e.csv")) == sorted(texts(Store.open(Path("activity"))).values())
    with pytest.raises(SystemExit):
        cli.run(("activity",))
    assert "\nthe text of 7 of them is kept\n" in capsys.readouterr().out
