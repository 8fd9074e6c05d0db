"""Whether the cost of `commplan points` and `commplan recommend` grows with the activity and no faster, in time and in memory.

Stores as `crowd` makes them, one size after another: three rules with caps by day and by week and one that two others have to
give for, two levels, and suggestions to everybody. "spent and taken back": every tenth event is also a redemption, and every
fiftieth takes another back, so that each single thing has to be looked at. Prints CPU seconds, the most memory, and by how much each
run costs more than the one before for each time that there are more events: 1 is linear.
Run: python benchmarks/ledger.py [EVENTS...]      (default 1000000 10000000)
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import crowd
from check import COMMPLAN, Taken, run

PLAN = """\
commplan: 1
plan: {id: crowd, title: A crowd, owner: member-a, period: {start: 2023-01-01, end: 2025-12-31}, timezone: Europe/Berlin}
engagement:
  rewards:
    outstanding: 0
    expiry: P1Y
    earn:
      - {id: posts, event: message, points: 5, cap: {times: 2, per: day}}
      - {id: answers, event: reply, points: 3, cap: {points: 30, per: week}}
      - {id: liked, event: reaction, points: 2, distinct_givers: 2}
    catalogue: [{id: mug, points: 20}]
    levels: [{id: bronze, points: 100}, {id: silver, points: 1000, keep_share: 0.8}]
  recommendations: {basis: [channels], opt_out: by a word to the host}
"""
TAGGED = "CASE WHEN i % 10 = 7 THEN 'mug' WHEN i % 50 = 9 THEN 'reversal' END"


def row(what: str, events: int, taken: Taken, before: tuple[int, Taken] | None) -> None:
    growth = f"{taken.seconds / before[1].seconds / (events / before[0]):5.2f}" if before else ""
    print(f"{what:28} {events:11,} {taken.seconds:8.2f} s CPU {taken.megabytes:5.0f} MB {growth}", flush=True)


def main() -> None:
    sizes = [int(n) for n in sys.argv[1:]] or [1_000_000, 10_000_000]
    before: dict[str, tuple[int, Taken]] = {}
    for events in sizes:
        for tagged in (False, True):
            with TemporaryDirectory() as folder:
                plan, store = Path(folder) / "plan.yaml", Path(folder) / "activity"
                plan.write_text(PLAN, "utf-8")
                crowd.write(store, events, tags=TAGGED if tagged else crowd.UNTAGGED)
                for command in ("points",) if tagged else ("points", "recommend"):
                    what = f"{command}, spent and taken back" if tagged else command
                    asked = [COMMPLAN, command, str(plan), "--activity", str(store), "-f", "json"]
                    taken = run(asked)
                    row(what, events, taken, before.get(what))
                    before[what] = events, taken


if __name__ == "__main__":
    main()
