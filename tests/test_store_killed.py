"""Processes that are killed, and processes that write at the same time: the store opens, is sound, and comes to the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from commplan.activity import folder as folders
from commplan.activity.manifest import ActivityError
from commplan.activity.store import Store
from commplan.importing import collect
from stored import EXPORTS, KEY, fresh, table

SOURCE = str(Path(collect.__file__).parent.parent)
SAMPLES = [
    EXPORTS / "slack-houston" / "slack-houston.zip",
    EXPORTS / "zulip-archive",
    EXPORTS / "git",
    EXPORTS / "mbox",
    EXPORTS / "irc" / "irssi",
]
# One process has everything loaded and begets, for each line it reads, one that does everything in turn, over and over;
# `begun` says that this has started, so that a kill hits the work. It tells who was born, and how it ended. Even the
# smallest export of many files is shared between processes, which end with the one that was killed: the store is free then.
NURSERY = """
import os, random, sys
from pathlib import Path
import duckdb
from commplan import crew
from commplan.importing import collect, gather
from commplan.activity.store import Store
collect.known()
crew.cores, gather._PAYS, gather._JOB = lambda: 2, 0, 2**16

def work(store, begun, seed, gone, *exports):
    chance, exports = random.Random(int(seed)), [Path(name) for name in exports]
    Path(begun).touch()
    opened = Store.at(Path(store))
    while True:
        chance.shuffle(exports)
        for export in exports:
            collect.into(opened, [export])
            chance.choice([opened.compact, lambda: opened.forget([gone]), lambda: None])()

for line in sys.stdin:
    born = os.fork()
    if not born:
        work(*line.rstrip("\\n").split("\\t"))
    print(born, flush=True)
    print(os.waitpid(born, 0)[1], flush=True)
"""


@pytest.fixture(scope="module")
def nursery() -> Iterator[subprocess.Popen[bytes]]:
    with child(NURSERY) as running:
        yield running
        os.killpg(running.pid, signal.SIGKILL)


def child(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": SOURCE, "COMMPLAN_LANG": "en"}
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _killed(nursery: subprocess.Popen[bytes], store: Path, begun: Path, gone: str, chance: random.Random) -> None:
    """Begin the work in a process of its own and kill it at a random moment."""
    assert nursery.stdin
    assert nursery.stdout
    begun.unlink(missing_ok=True)
    asked = "\t".join(map(str, (store, begun, chance.randrange(10**6), gone, *SAMPLES)))
    nursery.stdin.write(asked.encode() + b"\n")
    nursery.stdin.flush()
    born = int(nursery.stdout.readline())
    while not begun.exists():
        os.kill(born, 0)  # nobody is there to wait for any more: an error
        time.sleep(0.002)
    time.sleep(chance.random() ** 2 * 1.2)
    os.kill(born, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(int(nursery.stdout.readline())) == -signal.SIGKILL, "it ended before"
    if (store / "key").exists():
        _left_alone(store)


def _left_alone(store: Path) -> None:
    latest = time.monotonic() + 20
    while time.monotonic() < latest:
        with suppress(ActivityError), folders.alone(store):
            return
        time.sleep(0.002)
    raise AssertionError("the processes of one that was killed go on")


def _survives(nursery: subprocess.Popen[bytes], folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - moments to kill at, no secret
    calm, shaken = fresh(folder / "calm"), folder / "shaken"
    collect.into(calm, SAMPLES)
    member = next(row[4] for row in table(calm) if row[4])
    calm.forget([member])
    whole = {row[0] for row in table(calm)}
    for number in range(kills):
        if number == 1:
            folders.make(shaken)
            (shaken / "key").write_text(KEY, encoding="ascii")
        _killed(nursery, shaken, folder / "begun", member, chance)
        if number == 0:
            assert folders.bare(shaken) or Store.open(shaken).faults() == ()
            _empty(shaken)
            continue
        found = Store.open(shaken)
        assert found.faults() == ()
        assert {row[0] for row in table(found) if row[4] != member} <= whole
    found = Store.open(shaken)
    found.forget([member])
    collect.into(found, SAMPLES)
    found.compact()
    calm.compact()
    assert (table(found), found.leftovers, found.faults()) == (table(calm), (), ())
    assert found.manifest == calm.manifest


def _empty(folder: Path) -> None:
    for file in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        file.unlink() if file.is_file() else file.rmdir()


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a matter of POSIX")
def test_a_few_kills_at_random_moments_do_no_harm(nursery: subprocess.Popen[bytes], tmp_path: Path) -> None:
    _survives(nursery, tmp_path, 4, 1)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a matter of POSIX")
@pytest.mark.parametrize("seed", range(4))
def test_fifty_kills_at_random_moments_do_no_harm(nursery: subprocess.Popen[bytes], tmp_path: Path, seed: int) -> None:
    _survives(nursery, tmp_path, 50, seed)


# --- at the same time -------------------------------------------------------------------------------------------------
IMPORT = """
import sys, time
from pathlib import Path
from commplan import cli
from commplan.importing import collect
collect.known()
while not Path(sys.argv[1]).exists():
    time.sleep(0.001)
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
    alone = Store.at(tmp_path / "alone")
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
