"""`commplan import` against only parsing the same bytes, in one run: Slack JSON, mbox, Stack Exchange XML, CSV and git logs.

The floor of each format is the fastest well-kept parser for it: orjson for JSON, the standard library's header parser for
mail, expat for XML, DuckDB's own reader for CSV, which is also imported into a store of format 1. Each command is a whole process with all that it begins: what counts is the
ratio of the medians of the time, beside it that of CPU time, and the most memory at once. Where GrimoireLab Perceval is on the PATH (`perceval`), it reads the
same mbox and the same git log once (Slack it reads over the network only).
Run: python benchmarks/import.py [MESSAGES [ROUNDS [FORMAT...]]]
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from commplan.activity import folder, manifest
from commplan.activity.key import Key

WORDS = [
    "so",
    "the",
    "thing",
    "is",
    "that",
    "we",
    "could",
    "meet",
    "on",
    "monday",
    "and",
    "talk",
    "about",
    "how",
    "it",
    "went",
    "我们",
    "周一",
    "见面",
    "聊聊",
    "这件事",
    "怎么样",
]
START = datetime(2020, 1, 1, tzinfo=UTC)
PEOPLE = 5_000
FIELDS = ("id", "sent", "author", "room", "answers", "message")
PLAN = """\
commplan: 1
plan: {id: x, title: X, owner: x, period: {start: 2020-01-01, end: 2020-12-31}, timezone: UTC}
evaluation:
  sources:
    - id: chat
      tool: table
      mapping: {id: id, time: sent, member: author, channel: room, reply_to: answers, text: message}
"""

FLOORS = {
    "slack": """
import orjson, sys
from pathlib import Path
for file in Path(sys.argv[1]).rglob("*.json"):
    orjson.loads(file.read_bytes())
""",
    "mbox": """
import sys
from email.parser import BytesHeaderParser
from pathlib import Path
parse = BytesHeaderParser().parsebytes
for file in Path(sys.argv[1]).rglob("*.mbox"):
    head, inside = [], False
    for line in file.open("rb"):
        if line.startswith(b"From "):
            head, inside = [], True
        elif inside and line == b"\\n":
            parse(b"".join(head))
            inside = False
        elif inside:
            head.append(line)
""",
    "stackexchange": """
import sys
from pathlib import Path
from xml.parsers import expat
for file in Path(sys.argv[1]).rglob("*.xml"):
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, values: None
    with file.open("rb") as stream:
        parser.ParseFile(stream)
""",
    "csv": """
import duckdb, sys
duckdb.execute("SET threads = 2")
duckdb.execute(f"CREATE TABLE t AS SELECT * FROM read_csv('{sys.argv[1]}/chat.csv', all_varchar = true)")
""",
}

ALONE = {
    "csv": """
import duckdb, sys
def hashed(column): return f"left(sha256(unhex('000102030405060708090a0b0c0d0e0f') || encode({column})), 32)"
duckdb.execute("SET threads = 2")
duckdb.execute("SET preserve_insertion_order = false")
duckdb.execute(
    f"CREATE TABLE t AS SELECT {hashed('id')} AS event_id, epoch_us(CAST(sent AS TIMESTAMPTZ)) AS us, author, room,"
    f" {hashed('answers')} AS reply_to, length(message) AS size FROM read_csv('{sys.argv[1]}/chat.csv', all_varchar = true)"
)
file = f"{sys.argv[1]}/../alone.parquet"
how = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1"
duckdb.execute(f"COPY (SELECT * FROM t ORDER BY us, event_id) TO '{file}' ({how})")
""",
}
"""The least that an import does with a table, by the engine alone: ids hashed, times read, sorted, written, and nothing looked at."""


class Said(NamedTuple):
    number: int
    at: datetime
    who: int
    room: int
    answers: int | None
    text: str


def talk(many: int) -> Iterator[Said]:
    chance = random.Random(7)
    step = timedelta(days=700) / many
    for number in range(many):
        text = " ".join(chance.choices(WORDS, k=chance.randint(4, 24)))
        who = int(chance.paretovariate(1.1)) % PEOPLE
        root = number - chance.randint(1, min(number, 40)) if number and chance.random() < 0.5 else None
        yield Said(number, START + number * step, who, number * 7919 % 20, root, text)


def slack(folder: Path, many: int) -> None:
    (folder / "users.json").write_text(json.dumps([{"id": f"U{n:08}", "is_bot": False} for n in range(PEOPLE)]))
    (folder / "channels.json").write_text(json.dumps([{"id": f"C{n}", "name": f"room-{n}"} for n in range(20)]))
    made: list[str] = []
    for day, posts in groupby(talk(many), lambda said: f"{said.at - timedelta(hours=8):%Y-%m-%d}"):
        rooms: dict[int, list[dict[str, object]]] = {}
        for said in posts:
            made.append(f"{said.at.timestamp():.6f}")
            message = {
                "client_msg_id": f"{said.number:032x}", "type": "message", "text": said.text, "user": f"U{said.who:08}",
                "ts": made[-1], "team": "T0SAMPLE1", "user_team": "T0SAMPLE1", "source_team": "T0SAMPLE1",
                "user_profile": {"real_name": "Member A", "display_name": "member-a", "is_restricted": False},
                "blocks": [{"type": "rich_text", "elements": [{"type": "text", "text": said.text}]}],
            }  # fmt: skip
            if said.answers is not None:
                message["thread_ts"] = made[said.answers]
            rooms.setdefault(said.room, []).append(message)
        for room, messages in rooms.items():
            (folder / f"room-{room}").mkdir(exist_ok=True)
            (folder / f"room-{room}" / f"{day}.json").write_text(json.dumps(messages, indent=4, ensure_ascii=False))


def mbox(folder: Path, many: int) -> None:
    with (folder / "list.mbox").open("w", encoding="utf-8") as stream:
        for said in talk(many):
            answers = "" if said.answers is None else f"In-Reply-To: <{said.answers}@example.org>\n"
            stream.write(
                f"From a at example.org  {said.at:%a %b %d %H:%M:%S %Y}\nFrom: member-{said.who} at example.org (Member A)\n"
                f"Date: {format_datetime(said.at)}\nSubject: [list] {said.text[:40]}\n{answers}"
                f"Message-ID: <{said.number}@example.org>\nContent-Type: text/plain; charset=utf-8\n\n{said.text}\n\n"
            )


def stackexchange(folder: Path, many: int) -> None:
    with (folder / "Posts.xml").open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="utf-8"?>\n<posts>\n')
        for said in talk(many):
            kind = "1" if said.answers is None else f'2" ParentId="{said.answers + 1}'
            stream.write(
                f'  <row Id="{said.number + 1}" PostTypeId="{kind}" CreationDate="{said.at:%Y-%m-%dT%H:%M:%S}.000" Score="3" '
                f'ViewCount="10" Body="&lt;p&gt;{said.text}&lt;/p&gt;&#xA;" OwnerUserId="{said.who + 1}" '
                f'LastActivityDate="{said.at:%Y-%m-%dT%H:%M:%S}.000" CommentCount="0" />\n'
            )
        stream.write("</posts>\n")


def table(folder: Path, many: int) -> None:
    with (folder / "chat.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(FIELDS)
        rows.writerows(
            (said.number, said.at.isoformat(), f"member-{said.who}", f"room-{said.room}", said.answers, said.text)
            for said in talk(many)
        )
    (folder.parent / "plan.yaml").write_text(PLAN)


def git(folder: Path, many: int) -> None:
    before = ""
    with (folder / "project.log").open("w", encoding="utf-8") as stream:
        for said in talk(many):
            own = hashlib.sha1(str(said.number).encode(), usedforsecurity=False).hexdigest()
            who, at = f"Member A <member-{said.who}@example.org>", f"{said.at:%a %b %d %H:%M:%S %Y} +0000"
            stream.write(
                f"commit {own}{before}\nAuthor:     {who}\nAuthorDate: {at}\nCommit:     {who}\nCommitDate: {at}\n\n"
                f"    {said.text}\n\n:100644 100644 {own} {own} M\troom-{said.room}.py\n3\t1\troom-{said.room}.py\n\n"
            )
            before = f" {own}"


WRITERS: dict[str, Callable[[Path, int], None]] = {
    "slack": slack, "mbox": mbox, "stackexchange": stackexchange, "csv": table, "git": git,
}  # fmt: skip
PEERS = {
    "mbox": ("mbox", "http://lists.example.org", "{export}"),
    "git": ("git", "http://git.example.org/project", "--git-log", "{export}/project.log"),
}
"""What Perceval is asked."""


class Run(NamedTuple):
    """Seconds of wall clock and of CPU, and the most memory (MB) at once, of a command with all its processes."""

    wall: float
    cpu: float
    memory: float


def run(command: list[str]) -> Run:
    quiet = subprocess.DEVNULL if command[0] != sys.executable else None
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=quiet) as process:
        most = 0.0
        while not (ended := os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG)):
            most = max(most, memory(process.pid))
            time.sleep(0.02)
        wall = time.perf_counter() - begun
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = ended.si_status
    if process.returncode:
        raise SystemExit(f"{command[:4]} failed with {process.returncode}")
    return Run(wall, used.ru_utime + used.ru_stime, max(most, used.ru_maxrss / 1024))


def memory(process: int) -> float:
    """MB of a process and all that it began, what they share counted once; 0 where the system does not tell."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
        begun = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)
    return own / 1024 + sum(memory(int(child)) for child in begun)


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    formats = sys.argv[3:] or list(WRITERS)
    print(
        f"{many:,} messages, {rounds} rounds; medians of seconds (and of CPU seconds), largest memory of all processes"
    )
    for name in formats:
        with TemporaryDirectory() as scratch:
            export = Path(scratch) / name
            export.mkdir()
            writer = get_context("spawn").Process(
                target=WRITERS[name], args=(export, many)
            )  # its memory is not to count
            writer.start()
            writer.join()
            size = sum(file.stat().st_size for file in export.rglob("*")) / 2**20
            options = ["--plan", str(Path(scratch) / "plan.yaml")] if name == "csv" else []
            floors, imports, alone = [], [], []
            for number in range(rounds):
                if name in FLOORS:
                    floors.append(run([sys.executable, "-c", FLOORS[name], str(export)]))
                if name in ALONE:
                    alone.append(run([sys.executable, "-c", ALONE[name], str(export)]))
                store = str(Path(scratch) / f"store{number}")
                imports.append(run([sys.executable, "-m", "commplan", "import", str(export), "-o", store, *options]))
            taken = middle(imports)
            told = [f"{name:14} {size:6.0f} MB: import {taken.wall:6.2f} s ({taken.cpu:6.2f})"]
            if floors:
                floor = middle(floors)
                told.append(f"parsing {floor.wall:6.2f} s ({floor.cpu:6.2f})")
                told.append(f"{taken.wall / floor.wall:4.1f} times ({taken.cpu / floor.cpu:4.1f})")
            if alone:
                least = middle(alone)
                told.append(f"engine alone {least.wall:6.2f} s ({least.cpu:6.2f})")
                told.append(f"{taken.wall / least.wall:4.1f} times ({taken.cpu / least.cpu:4.1f})")
            told.append(f"{max(one.memory for one in imports):4.0f} MB of memory")
            if name == "csv":
                first = begun(Path(scratch) / "first")
                slow = run([sys.executable, "-m", "commplan", "import", str(export), "-o", str(first), *options])
                told.append(f"into format 1 {slow.wall:6.2f} s ({slow.cpu:6.2f}), {slow.memory:4.0f} MB")
                told.append(f"{slow.wall / taken.wall:4.1f} times ({slow.cpu / taken.cpu:4.1f}) the import")
            if name in PEERS and (perceval := shutil.which("perceval")):
                asked = [part.format(export=export) for part in PEERS[name]]
                theirs = run([perceval, *asked, "-o", os.devnull])
                told.append(f"Perceval {theirs.wall:6.2f} s ({theirs.cpu:6.2f})")
                told.append(f"{theirs.wall / taken.wall:4.1f} times ({theirs.cpu / taken.cpu:4.1f})")
            print("; ".join(told), flush=True)


def begun(store: Path) -> Path:
    """An empty store of the first format."""
    folder.make(store)
    manifest.write(store, manifest.Manifest(Key(folder.key(store), 1).check, format=1))
    return store


def middle(runs: list[Run]) -> Run:
    return Run(*(statistics.median(one) for one in zip(*runs, strict=True)))


if __name__ == "__main__":
    main()
