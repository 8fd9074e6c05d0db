"""`commplan check` of a thousand plans against yamllint and against the floor, in one run.

The floor only parses with libyaml and builds the typed plan: what no check can go below. Each command is a whole process,
taken in turn; what counts is the ratio of the medians of CPU time. Run: python benchmarks/check.py [ROUNDS [PLANS]]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import write

BIN = Path(sys.executable).parent
FLOOR = """
import gc, sys
from pathlib import Path
from commplan import load
gc.disable()
for file in sorted(Path(sys.argv[1]).glob("*.yaml")):
    assert load.plan(file.name, file.read_bytes()).plan
"""


def seconds(command: list[str]) -> float:
    """CPU seconds of one run, children included."""
    before = os.times()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with TemporaryDirectory() as folder:
        bad = write(Path(folder), number, round(number * 0.084))
        commands = {
            "floor": [sys.executable, "-c", FLOOR, folder],
            "commplan check": [str(BIN / "commplan"), "check", folder],
            "yamllint": [str(BIN / "yamllint"), folder],
        }
        times = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(seconds(command))
    print(f"{number} plans, {len(bad)} with a fault, {rounds} rounds; medians of CPU seconds")
    floor = statistics.median(times["floor"])
    for name, taken in times.items():
        print(f"{name:16} {statistics.median(taken):7.2f} s = {statistics.median(taken) / floor:5.1f} times the floor")


if __name__ == "__main__":
    main()
