"""A table of more than a hundred months in one import: the same rows and the same told, whichever way it is read and written."""

from __future__ import annotations

from pathlib import Path

import pytest

from commplan.activity.answers import Loose
from commplan.activity.mapping import Mapping
from commplan.activity.store import Store
from commplan.importing import collect
from commplan.importing.collect import Collected
from stored import fresh, table

MONTHS = 121
MAPPING = Mapping(time="at", id="id", member="who", channel="room", reply_to="re", name="chat")


def rows() -> list[str]:
    """Two a month, the latest first: what is first in one month answers what is second in the month before."""
    told = []
    for number in range(2 * MONTHS):
        month, second = divmod(number, 2)
        at = f"{2010 + month // 12}-{month % 12 + 1:02}-{28 * second or 1:02}T03:04:05Z"
        told.append(f"{number},{at},m{number % 7},r{number % 3},{number - 1 if number and not second else ''}")
    return told[::-1]


def brought(store: Store, path: Path) -> Collected:
    (one,) = collect.into(store, [path], mapping=MAPPING)
    return one


def written(store: Store) -> list[tuple[str, int, int, int]]:
    return [(part.path.split("/")[1], part.rows, part.first, part.last) for part in store.manifest.parts]


@pytest.mark.parametrize("shared", [0, 122_880])
def test_many_months_are_written_alike(shared: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commplan.activity.parts._SHARED", shared)
    lost, ahead = "x1,2012-01-05T00:00:00Z,m1,r1,nobody", "x2,2010-01-02T00:00:00Z,m2,r1,241"
    (tmp_path / "chat.csv").write_text("\n".join(["id,at,who,room,re", *rows(), lost, ahead]) + "\n")
    (tmp_path / "more.csv").write_text("\n".join(["id,at,who,room,re", *rows()[:20], f"x3{lost[2:]}"]) + "\n")
    engine = fresh(tmp_path / "engine")
    slow = fresh(tmp_path / "slow")
    told = [brought(engine, tmp_path / name) for name in ("chat.csv", "more.csv")]
    assert len(engine.manifest.parts) == MONTHS
    assert [(one.new, one.duplicate, one.loose) for one in told] == [
        (2 * MONTHS + 2, 0, Loose(lost=1, ahead=1)),
        (1, 20, Loose(lost=2, ahead=1)),
    ]
    monkeypatch.setattr(collect, "_wholesale", lambda *_: None)
    assert [brought(slow, tmp_path / name) for name in ("chat.csv", "more.csv")] == told
    assert written(slow) == written(engine)
    assert table(slow) == table(engine)
