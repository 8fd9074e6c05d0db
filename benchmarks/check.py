"""`commplan check` of a thousand plans against its peers and against the floor, in one run.

The floor only parses with libyaml and builds the typed plan: what no check can go below. Each command is a whole process,
taken in turn; what counts is the ratio of the medians of CPU time, children included. "cold, one core" keeps nothing and has
one core; "cold" keeps nothing and has all; "warm" is a second check of the same plans. check-jsonschema has commplan's own
schema; Spectral, where `spectral` is on the path (npm install -g @stoplight/spectral-cli), has the twenty rules of
`spectral.yaml` beside this file. Run: python benchmarks/check.py [ROUNDS [PLANS]]
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from typing import NamedTuple

import yaml
from corpus import write

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
COMMPLAN = str(BIN / "commplan")
SCHEMA = HERE.parent / "schema/commplan-1.schema.json"
ONCE = "Spectral, rules and schema"
FLOOR = """
import gc, sys
from pathlib import Path
from commplan import load
gc.disable()
for file in sorted(Path(sys.argv[1]).glob("*.yaml")):
    assert load.plan(file.name, file.read_bytes()).plan
"""


class Taken(NamedTuple):
    """CPU seconds of a process and its children, and the most memory that one of them held at once, in MB."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], env: Mapping[str, str] | None = None, one_core: bool = False) -> Taken:
    """One run, to its end."""

    def pin() -> None:
        if one_core:
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    process = Popen(command, env={**os.environ, **(env or {})}, stdout=DEVNULL, stderr=DEVNULL, preexec_fn=pin)  # noqa: PLW1509 - no threads here
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return Taken(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def commands(plans: str, kept: str) -> dict[str, tuple[list[str], dict[str, str], bool]]:
    """What is compared: command, environment, and whether it has one core only."""
    files = sorted(str(p) for p in Path(plans).glob("*.yaml"))
    found = {
        "floor": ([sys.executable, "-c", FLOOR, plans], {}, False),
        "commplan, cold, one core": ([COMMPLAN, "check", "--no-cache", plans], {}, True),
        "commplan, cold": ([COMMPLAN, "check", "--no-cache", plans], {}, False),
        "commplan, warm": ([COMMPLAN, "check", plans], {"COMMPLAN_CACHE_DIR": kept}, False),
        "check-jsonschema": (
            [str(BIN / "check-jsonschema"), "--schemafile", str(SCHEMA), *files],
            {},
            False,
        ),
        "yamllint": ([str(BIN / "yamllint"), plans], {}, False),
    }
    if spectral := shutil.which("spectral"):
        glob = f"{plans}/*.yaml"
        lint = [spectral, "lint", "--ruleset"]
        found["Spectral, twenty rules"] = ([*lint, str(HERE / "spectral.yaml"), glob], {}, False)
        found[ONCE] = ([*lint, str(with_schema(Path(kept))), glob], {}, False)
    return found


def with_schema(folder: Path) -> Path:
    """The twenty rules and the schema as one more, inlined: a `$ref` to its file is passed over in silence."""
    ruleset = yaml.safe_load((HERE / "spectral.yaml").read_text("utf-8"))
    options = {"schema": json.loads(SCHEMA.read_text("utf-8"))}
    ruleset["rules"]["schema"] = {"given": "$", "then": {"function": "schema", "functionOptions": options}}
    file = folder / "spectral-with-schema.json"
    file.write_text(json.dumps(ruleset), "utf-8")
    return file


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with TemporaryDirectory() as folder, TemporaryDirectory() as kept:
        bad = write(Path(folder), number, round(number * 0.084))
        compared = commands(folder, kept)
        run(*compared["commplan, warm"])
        taken: dict[str, list[Taken]] = {name: [] for name in compared}
        for turn in range(rounds):
            for name, command in compared.items():
                if name != ONCE or not turn:
                    taken[name].append(run(*command))
    print(
        f"{number} plans, {len(bad)} with a fault, {rounds} rounds; medians of CPU seconds; most memory of one process"
    )
    floor = statistics.median(t.seconds for t in taken["floor"])
    for name, each in taken.items():
        seconds = statistics.median(t.seconds for t in each)
        memory = max(t.megabytes for t in each)
        print(f"{name:27} {seconds:7.2f} s = {seconds / floor:5.2f} times the floor {memory:6.0f} MB")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
