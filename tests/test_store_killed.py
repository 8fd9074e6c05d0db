"""Processes that are killed, and processes that write at the same time: the store opens, is sound, and comes to the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from commplan import collect
from commplan.activity import folder as folders
from commplan.activity.store import Store
from stored import EXPORTS, KEY, fresh, table

SOURCE = str(Path(collect.__file__).parent.parent)
SAMPLES = [
    EXPORTS / "slack-houston" / "slack-houston.zip",
    EXPORTS / "zulip-archive",
    EXPORTS / "git",
    EXPORTS / "mbox",
    EXPORTS / "irc" / "irssi",
]
# One process does everything in turn, over and over; `begun` says that it has started, so that a kill hits the work.
WORK = """
import random, sys
from pathlib import Path
from commplan import collect
from commplan.activity.store import Store
collect.known()
store, begun, chance, gone = Path(sys.argv[1]), Path(sys.argv[2]), random.Random(int(sys.argv[3])), sys.argv[4]
exports = [Path(name) for name in sys.argv[5:]]
begun.touch()
opened = Store.at(store)
while True:
    chance.shuffle(exports)
    for export in exports:
        collect.into(opened, [export])
        chance.choice([opened.compact, lambda: opened.forget([gone]), lambda: None])()
"""


def child(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": SOURCE, "COMMPLAN_LANG": "en"}
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _killed(store: Path, begun: Path, gone: str, chance: random.Random) -> None:
    """Begin the work in a process of its own and kill it at a random moment."""
    begun.unlink(missing_ok=True)
    running = child(WORK, store, begun, chance.randrange(10**6), gone, *SAMPLES)
    while not begun.exists():
        assert running.poll() is None, running.communicate()[1].decode()
        time.sleep(0.002)
    time.sleep(chance.random() ** 2 * 1.2)
    assert running.poll() is None, running.communicate()[1].decode()
    running.send_signal(signal.SIGKILL)
    running.communicate()


def _survives(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - moments to kill at, no secret
    calm, shaken = fresh(folder / "calm"), folder / "shaken"
    member = next(row[4] for row in table_of(calm, SAMPLES) if row[4])
    calm.forget([member])
    for number in range(kills):
        if number == 1:
            folders.make(shaken)
            (shaken / "key").write_text(KEY, encoding="ascii")
        _killed(shaken, folder / "begun", member, chance)
        if number == 0:
            assert folders.bare(shaken) or Store.open(shaken).faults() == ()
            _empty(shaken)
            continue
        found = Store.open(shaken)
        assert found.faults() == ()
        assert {row[0] for row in table(found)} <= {row[0] for row in table_of(calm, SAMPLES)} | _gone(found, member)
    found = Store.open(shaken)
    found.forget([member])
    collect.into(found, SAMPLES)
    found.compact()
    calm.compact()
    assert (table(found), found.leftovers, found.faults()) == (table(calm), (), ())
    assert found.manifest == calm.manifest


def _gone(store: Store, member: str) -> set[str]:
    return {row[0] for row in table(store) if row[4] == member}


def _empty(folder: Path) -> None:
    for file in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        file.unlink() if file.is_file() else file.rmdir()


def table_of(store: Store, exports: list[Path]) -> list[tuple[Any, ...]]:
    """The table after these exports, imported once."""
    if not store.manifest.imports:
        collect.into(store, exports)
    return table(store)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a matter of POSIX")
def test_a_few_kills_at_random_moments_do_no_harm(tmp_path: Path) -> None:
    _survives(tmp_path, 4, 1)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a matter of POSIX")
@pytest.mark.parametrize("seed", range(4))
def test_fifty_kills_at_random_moments_do_no_harm(tmp_path: Path, seed: int) -> None:
    _survives(tmp_path, 50, seed)


# --- at the same time -------------------------------------------------------------------------------------------------
IMPORT = """
import sys
from pathlib import Path
from commplan import cli, collect
collect.known()
while not Path(sys.argv[1]).exists():
    pass
cli.run(["import", *sys.argv[3:], "-o", sys.argv[2]])
"""


def test_of_two_imports_at_once_each_is_whole_or_refused_with_a_sentence(tmp_path: Path) -> None:
    store, both = tmp_path / "store", SAMPLES[:2]
    running = [child(IMPORT, tmp_path / "go", store, export) for export in both]
    time.sleep(1)
    (tmp_path / "go").touch()
    ended = [(one.communicate(timeout=120), one.returncode) for one in running]
    refused = f"commplan: another commplan is writing to '{store}': try again when it is done\n"
    assert {code for _, code in ended} <= {0, 2}
    assert any(code == 0 for _, code in ended)
    assert all(err.decode() == (refused if code else "") for (_, err), code in ended)
    found = Store.open(store)
    assert found.faults() == ()
    brought = {one.name for one in found.manifest.imports}
    assert brought == {export.name for export, (_, code) in zip(both, ended, strict=True) if code == 0}
    collect.into(found, both)
    alone = Store.create(tmp_path / "alone")
    (alone.path / "key").write_bytes((store / "key").read_bytes())
    alone = Store.open(alone.path)
    collect.into(alone, both)
    assert table(found) == table(alone)


def test_who_writes_while_another_does_is_refused_and_the_other_goes_on(tmp_path: Path) -> None:
    store = fresh(tmp_path / "store")
    with folders.alone(store.path):
        go = tmp_path / "go"
        go.touch()
        running = child(IMPORT, go, store.path, SAMPLES[1])
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out.decode(), err.decode()) == (
        2,
        "",
        f"commplan: another commplan is writing to '{store.path}': try again when it is done\n",
    )
    assert (store.manifest.imports, store.leftovers) == ((), ())
