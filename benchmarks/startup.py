"""Start-up against yamllint: `commplan --version`, and `commplan check` of one plan of about 200 lines.

Both tools run in turn, as whole processes, many times in one run; what counts is the ratio of their medians, of CPU
time (less troubled by whatever else the machine does) and of wall time. With options the check goes through the option
parser, without them (as hooks and editors call it) it does not. Run: python benchmarks/startup.py [ROUNDS]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
PLAN = HERE / "plan.yaml"
PAIRS: dict[str, tuple[list[str], list[str], float | None]] = {
    "--version": ([str(BIN / "commplan"), "--version"], [str(BIN / "yamllint"), "--version"], 0.6),
    "check, one plan": (
        [str(BIN / "commplan"), "check", str(PLAN)],
        [str(BIN / "yamllint"), "-d", "relaxed", str(PLAN)],
        2.5,
    ),
    "check --fail-on": (
        [str(BIN / "commplan"), "check", "--fail-on", "error", str(PLAN)],
        [str(BIN / "yamllint"), "-d", "relaxed", str(PLAN)],
        None,
    ),
}


def timed(command: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of one run."""
    # byte code is kept, as on any machine that was not told otherwise; the first round writes it
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = os.times()
    start = time.perf_counter()
    subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return wall, cpu


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    lines = len(PLAN.read_text("utf-8").splitlines())
    print(f"{rounds} rounds, plan of {lines} lines; medians in ms")
    for name, (ours, theirs, goal) in PAIRS.items():
        timed(ours), timed(theirs)
        rows = [(timed(ours), timed(theirs)) for _ in range(rounds)]
        wall, peer_wall = (statistics.median(r[i][0] for r in rows) * 1000 for i in (0, 1))
        cpu, peer_cpu = (statistics.median(r[i][1] for r in rows) * 1000 for i in (0, 1))
        print(
            f"{name:18} wall {wall:6.0f} / yamllint {peer_wall:6.0f} = {wall / peer_wall:4.2f}"
            f"   cpu {cpu:6.0f} / {peer_cpu:6.0f} = {cpu / peer_cpu:4.2f}   goal {goal or 'none'}"
        )


if __name__ == "__main__":
    main()
