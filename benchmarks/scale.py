"""Whether the cost of `commplan check` grows with its input and no faster: many plans, and one plan that has grown long.

Prints CPU seconds and the most memory of each run, and by how much each costs more than the one before for each time that
its input is larger: 1.0 is linear. Run: python benchmarks/scale.py [PLANS [LINES]]
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from check import COMMPLAN, Taken, run
from corpus import long, write


def row(what: str, size: int, taken: Taken, before: tuple[int, Taken] | None) -> None:
    growth = f"{taken.seconds / before[1].seconds / (size / before[0]):5.2f}" if before else "     "
    print(f"{what:24} {size:7,} {taken.seconds:7.2f} s {taken.megabytes:5.0f} MB {growth}")


def main() -> None:
    plans = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    lines = int(sys.argv[2]) if len(sys.argv) > 2 else 50_000
    before: tuple[int, Taken] | None = None
    with TemporaryDirectory() as folder:
        for number in (plans // 10, plans // 2, plans):
            write(Path(folder) / str(number), number, 0)
            taken = run([COMMPLAN, "check", "--no-cache", f"{folder}/{number}"], one_core=True)
            row("plans, on one core", number, taken, before)
            before = number, taken
        before = None
        for wanted in (lines // 10, lines // 2, lines):
            file = Path(folder) / f"{wanted}.yaml"
            file.write_text(long(wanted), "utf-8")
            size = len(file.read_text("utf-8").splitlines())
            taken = run([COMMPLAN, "check", "--no-cache", str(file)])
            row("lines of one plan", size, taken, before)
            before = size, taken


if __name__ == "__main__":
    main()
