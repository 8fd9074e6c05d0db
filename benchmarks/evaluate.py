"""`commplan evaluate` on made-up stores of 1, 10 and 100 million events, held against what it cannot do without, in one run.

For each size: the first evaluation of a month against the same SQL run by hand and against the evaluation after one more
day of events; twelve metrics over the whole three years against the one distinct (member, local day) that none of them
can do without, and against the same twelve in idiomatic pandas; the retention triangle against that of retentioneering;
rolling actives against the cross join of days and members that is often written. Every figure is of a whole process: CPU
seconds of all its threads, wall seconds, largest memory, and how many times the CPU and the wall seconds of another. pandas
works on one processor, DuckDB on all: by the clock means something only on a machine that does nothing else. pandas is asked
with --peers, from an environment of its own; retentioneering with --retentioneering PYTHON, an interpreter that
`retentioneering_cohorts.py` says how to make.

The twelve are what the catalogue has of the twelve things that were asked of engines at first: daily, weekly and monthly
actives with their stickiness, lifecycle, cohorts, answers and their absence, inequality by index and by share, the absence
factor, kinds of contributions, hours of the week, and burstiness. Not in it: sessions, which are no metric here; the ledger of
points and suggestions, which are commands of their own (`commplan points`, `commplan recommend`) that say more than sums.

Run: python benchmarks/evaluate.py [--peers] [--folder DIR] [EVENTS...]      (default 1000000 10000000; 100000000 takes a while)
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import crowd

from commplan.activity.store import MOST

HERE = Path(__file__).parent
ZONE = "Europe/Berlin"
PLAN = f"""\
commplan: 1
plan: {{id: crowd, title: A crowd, owner: member-a, period: {{start: 2023-01-01, end: 2025-12-31}}, timezone: {ZONE}}}
goals:
  objectives:
    - {{id: active, statement: More members are active, metric: mau, target: 100000, due: 2025-12-31}}
    - {{id: answers, statement: Questions are answered soon, metric: first-response-time, target: 3600, direction: down}}
"""
TWELVE = (
    "active-members", "stickiness", "member-lifecycle", "retention-cohorts", "first-response-time", "unanswered-rate",
    "participation-gini", "top-share", "absence-factor", "contribution-types", "activity-by-hour", "burstiness",
)  # fmt: skip

FLOOR = """
import duckdb, sys
duckdb.execute("SET enable_progress_bar = false")
files = f"read_parquet('{sys.argv[1]}/events/*/*.parquet', hive_partitioning = false)"
day = "CAST(timezone('Europe/Berlin', to_timestamp(us / 1000000)) AS DATE)"
print(duckdb.execute(f"SELECT count(*) FROM (SELECT DISTINCT member, {day} FROM {files})").fetchall()[0][0])
"""
OURS = """
import json, sys
from datetime import date
from pathlib import Path
from commplan import load
from commplan.measuring import agenda, measure, months
from commplan.activity.store import Store
from commplan.catalogue import metric
months.LEAST = 10**12
plan = load.plan("plan.yaml", Path(sys.argv[2]).read_bytes(), None, None).plan
store, window = Store.open(Path(sys.argv[1])), measure.Window(date(2023, 1, 1), date(2026, 1, 1))
with store.connect() as connection:
    session = agenda.session(plan, store, connection)
    found = {name: measure.compute(session, metric(name), window) for name in sys.argv[3].split(",")}
def told(one):
    if one.value is not None:
        return one.value
    chosen = [n for n, column in enumerate(one.columns) if column in sys.argv[4].split(",")]
    return sum(row[n] for row in one.rows for n in (chosen or [one.columns.index("members" if "members" in one.columns else "active")]))
print(json.dumps({name: told(one) for name, one in found.items()}))
"""
SUMS = "wau,newcomers,resurrected"
"""Columns of tables whose sums are held against those of pandas; of other tables their members, or who was active."""
COHORTS = """
import json, sys, time
from datetime import date
from pathlib import Path
from commplan import load
from commplan.measuring import agenda, measure, months
from commplan.activity.store import Store
from commplan.catalogue import metric
from commplan.reckoning.layers import ensure
months.LEAST = 10**12
plan = load.plan("plan.yaml", Path(sys.argv[2]).read_bytes(), None, None).plan
store, window = Store.open(Path(sys.argv[1])), measure.Window(date(2023, 1, 1), date(2026, 1, 1))
with store.connect() as connection:
    session = agenda.session(plan, store, connection)
    session.bots_untold
    ensure(session, "md")
    begun = time.process_time()
    found = measure.compute(session, metric("retention-cohorts"), window)
    print(json.dumps({"beyond": time.process_time() - begun, "cohorts": len({row[0] for row in found.rows})}))
"""
# What was written for many months at once is moved into place between queries: that is recorded as well.
RECORDED = """
import json, sys
from datetime import date
from pathlib import Path
from commplan import load
from commplan.evaluating import appraise
from commplan.measuring import measure
from commplan.activity.store import Store
said, opened = [], Store.connect
class Told:
    def __init__(self, inner): self.inner = inner
    __class__ = property(lambda self: self.inner.__class__)
    def execute(self, sql, *given):
        said.append([sql, *given])
        return self.inner.execute(sql, *given)
    def __enter__(self): return self
    def __exit__(self, *_): self.inner.close()
    def __getattr__(self, name): return getattr(self.inner, name)
Store.connect = lambda self, *given, **named: Told(opened(self, *given, **named))
moved = Path.replace
def replace(self, target):
    if ".months/" in str(self):
        said.append(["MOVE", str(self), str(target)])
    return moved(self, target)
Path.replace = replace
from commplan.activity import parts, people
for module in (parts, people):
    module.show = lambda connection, *given, show=module.show, **named: show(Told(connection), *given, **named)
plan = load.plan("plan.yaml", Path(sys.argv[2]).read_bytes(), None, None).plan
window = measure.Window(date(2025, 12, 1), date(2026, 1, 1))
appraise.plan(plan, Store.open(Path(sys.argv[1])), window, date(2025, 12, 24), memory=sys.argv[4])
Path(sys.argv[3]).write_text(json.dumps(said))
"""
BY_HAND = """
import duckdb, json, re, sys
from pathlib import Path
connection = duckdb.connect(":memory:", config={"temp_directory": sys.argv[2], "memory_limit": sys.argv[3]})
connection.execute("SET enable_progress_bar = false")
for sql, *given in json.loads(Path(sys.argv[1]).read_text()):
    if sql == "MOVE":
        Path(given[1]).parent.mkdir(parents=True, exist_ok=True)
        Path(given[0]).replace(given[1])
        continue
    written = re.search(r"\\) TO '([^']+)'", sql)
    if written:
        Path(written[1]).parent.mkdir(parents=True, exist_ok=True)
    connection.execute(sql, *given).fetchall()
"""
CROSSED = """
import duckdb, sys
duckdb.execute("SET enable_progress_bar = false")
files = f"read_parquet('{sys.argv[1]}/events/*/*.parquet', hive_partitioning = false)"
duckdb.execute(f"CREATE TABLE md AS SELECT DISTINCT member, us // 86400000000 AS day FROM {files} WHERE kind NOT IN ('join', 'leave')")
print(duckdb.execute('''SELECT sum(n) FROM (SELECT days.day, count(DISTINCT md.member) AS n
  FROM (SELECT DISTINCT day FROM md) AS days JOIN md ON md.day > days.day - 28 AND md.day <= days.day GROUP BY days.day)''').fetchall()[0][0])
"""
GAPS = """
import duckdb, sys
duckdb.execute("SET enable_progress_bar = false")
files = f"read_parquet('{sys.argv[1]}/events/*/*.parquet', hive_partitioning = false)"
duckdb.execute(f"CREATE TABLE md AS SELECT DISTINCT member, us // 86400000000 AS day FROM {files} WHERE kind NOT IN ('join', 'leave')")
print(duckdb.execute('''WITH gaps AS (SELECT day, least(coalesce(lead(day) OVER (PARTITION BY member ORDER BY day) - day, 28), 28) AS gap FROM md),
  steps AS (SELECT day, count(*) AS n FROM gaps GROUP BY day UNION ALL SELECT day + gap, -count(*) FROM gaps GROUP BY day + gap
            UNION ALL SELECT DISTINCT day, 0 FROM md),
  changes AS (SELECT day, sum(n) AS n FROM steps GROUP BY day),
  levels AS (SELECT day, sum(n) OVER (ORDER BY day) AS n FROM changes)
  SELECT sum(n) FROM levels WHERE day IN (SELECT day FROM md)''').fetchall()[0][0])
"""
TABLE_ONLY = """
import duckdb, sys
duckdb.execute("SET enable_progress_bar = false")
files = f"read_parquet('{sys.argv[1]}/events/*/*.parquet', hive_partitioning = false)"
duckdb.execute(f"CREATE TABLE md AS SELECT DISTINCT member, us // 86400000000 AS day FROM {files} WHERE kind NOT IN ('join', 'leave')")
"""


class Taken(NamedTuple):
    cpu: float
    wall: float
    megabytes: float
    said: str

    def __str__(self) -> str:
        return f"{self.cpu:8.2f} s CPU {self.wall:8.2f} s wall {self.megabytes:7.0f} MB"


def run(*command: str | Path, python: str = sys.executable) -> Taken:
    begun = time.perf_counter()
    with subprocess.Popen(
        [python, *map(str, command)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "COMMPLAN_LANG": "en", "PYTHONDONTWRITEBYTECODE": ""},
    ) as process:
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{[str(one)[:60] for one in command]} failed with {process.returncode}")
    return Taken(used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss / 1024, said)


def row(what: str, taken: Taken, than: Taken | None = None, bar: str = "") -> None:
    ratio = f"{taken.cpu / than.cpu:8.3f} times CPU, {taken.wall / than.wall:8.3f} wall" if than else " " * 14
    print(f"  {what:42} {taken} {ratio} {bar}", flush=True)


def evaluations(store: Path, plan: Path, events: int, memory: str) -> Taken:
    """The first evaluation, the same SQL by hand, the evaluations after another day each."""
    asked = ["-m", "commplan", "evaluate", plan, "--activity", store]
    evaluate = [*asked, "--today", "2025-12-24", "--period", "2025-12", "-f", "json"]
    evaluate += ["--memory", memory]
    shutil.rmtree(store / "daily", ignore_errors=True)
    first = run(*evaluate)
    row("first evaluation of a month", first)
    shutil.rmtree(store / "daily", ignore_errors=True)
    row("the same without forecast", run(*evaluate, "--no-forecast"), first)
    shutil.rmtree(store / "daily", ignore_errors=True)
    with TemporaryDirectory(dir=store) as scratch:
        run("-c", RECORDED, store, plan, Path(scratch) / "said.json", memory)
        hand = run("-c", BY_HAND, Path(scratch) / "said.json", scratch, memory)
    row("the same SQL by hand", hand)
    row("= first evaluation against it", first, hand, "(at most 1.15)")
    for left in (store / "daily").glob(".new-*"):
        shutil.rmtree(left)
    for days, what in (1, "a Sunday: a week is over"), (2, "a Monday"):
        crowd.write(store, events, days_more=days)
        row(f"one more day ({what})", run(*evaluate), first, "(below 0.05)")
    row("and no more", run(*evaluate), first)
    row("and no more, without forecast", run(*evaluate, "--no-forecast"), first)
    return first


def twelve(store: Path, plan: Path, peers: str | None) -> None:
    floor = run("-c", FLOOR, store)
    row("distinct (member, local day)", floor)
    ours = run("-c", OURS, store, plan, ",".join(TWELVE), SUMS)
    row("twelve metrics over three years", ours, floor, "(at most 12)")
    if peers:
        theirs = run(HERE / "pandas_twelve.py", store, ZONE, python=peers)
        row("the same in pandas", theirs, ours, "(at least 5)")
        tuned = run(HERE / "pandas_twelve.py", store, ZONE, "gaps", python=peers)
        row("the same, rolling actives by gaps", tuned, ours)
        if theirs.said != tuned.said:
            raise SystemExit(f"pandas differs from itself: {theirs.said} {tuned.said}")
        agree(json.loads(ours.said.splitlines()[-1]), json.loads(theirs.said.splitlines()[-1]))
    table, gaps, crossed = (run("-c", code, store) for code in (TABLE_ONLY, GAPS, CROSSED))
    if gaps.said != crossed.said:
        raise SystemExit(f"rolling actives differ: {gaps.said} {crossed.said}")
    above = (max(one.cpu - table.cpu, 0.01) for one in (crossed, gaps))
    high, low = above
    print(
        f"  {'rolling actives: cross join / gaps':42} {high:8.2f} / {low:.2f} s CPU beyond the member-days{high / low:12.1f} times (at least 40)"
    )


def cohorts(store: Path, plan: Path, python: str) -> None:
    """Whole processes, and what each takes when the events (theirs) or member-days (ours) are there."""
    ours, theirs = run("-c", COHORTS, store, plan), run(HERE / "retentioneering_cohorts.py", store, python=python)
    row("retention cohorts", ours)
    row("the same in retentioneering", theirs, ours)
    mine, other = (json.loads(one.said.splitlines()[-1]) for one in (ours, theirs))
    if mine["cohorts"] != other["cohorts"]:
        raise SystemExit(f"cohorts: {mine} {other}")
    print(
        f"  {'of it the cohorts alone':42} {other['beyond']:8.2f} / {mine['beyond']:.2f} s CPU"
        f"{other['beyond'] / mine['beyond']:12.1f} times (at least 20)"
    )


def agree(ours: dict[str, float], theirs: dict[str, float]) -> None:
    if theirs.keys() != ours.keys():
        raise SystemExit(f"asked of one only: {theirs.keys() ^ ours.keys()}")
    for name, value in theirs.items():
        if abs(ours[name] - value) > 1e-9 * max(1.0, abs(value)):
            raise SystemExit(f"{name}: {ours[name]} here, {value} in pandas")
    print(f"  {len(theirs)} answers agree with pandas")


def peers_python(folder: Path) -> str:
    home = folder / "peers"
    if not home.exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin/pip", "install", "-q", "pandas", "pyarrow"], check=True)
    return str(home / "bin/python")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="*", type=int, default=[1_000_000, 10_000_000])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--retentioneering", metavar="PYTHON", help="an interpreter that has retentioneering 3.3")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--memory", help="limit for evaluate, such as 4GB; then only evaluate is run")
    given = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        plan = folder / "plan.yaml"
        plan.write_text(PLAN, "utf-8")
        peers = peers_python(folder) if given.peers else None
        before: tuple[int, Taken] | None = None
        for events in given.events:
            store = folder / f"events-{events}"
            shutil.rmtree(store, ignore_errors=True)
            crowd.write(store, events)
            print(f"{events:,} events, {sum(p.stat().st_size for p in store.rglob('*.parquet')) / 2**20:.0f} MB")
            first = evaluations(store, plan, events, given.memory or MOST)
            if before:
                growth = first.cpu / before[1].cpu / (events / before[0])
                print(
                    f"  {'growth of the first evaluation':42} {growth:8.2f} for each time that there are more events (1 is linear)"
                )
            before = events, first
            if not given.memory:
                twelve(store, plan, peers)
            if given.retentioneering and not given.memory:
                cohorts(store, plan, given.retentioneering)
            elif not given.memory:
                print(f"  {'retentioneering':42} not asked (--retentioneering PYTHON)")


if __name__ == "__main__":
    main()
