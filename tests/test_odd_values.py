"""A value of another sort than a tool writes, anywhere in an export of JSON: it costs its record at most, and never the import."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export, Member, Meter
from commplan.activity.key import Key
from commplan.activity.pen import pen
from commplan.activity.watched import Tally, watched
from commplan.importing import collect
from commplan.source import Options
from stored import EXPORTS
from test_perceval import FETCHED

ODD: tuple[Any, ...] = ([], {}, None, -1.5, 10**30, float("nan"), "\ud800")
NOW = 1_900_000_000_000_000
Path = tuple[str | int, ...]
Records = list[Any]


def paths(value: Any, above: Path = ()) -> Iterator[Path]:
    """Where in a record there is a value; of a list some of the first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value[:8]) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*above, key)
        yield from paths(one, (*above, key))


def put(value: Any, path: Path, odd: Any) -> Any:
    if not path:
        return odd
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], odd)
    return copy


def records(text: str) -> Records:
    """What a file holds: one value, or one to a line. (Telegram writes control characters as JSON does not.)"""
    sound = re.sub(r"\\+x1F", " ", text)
    try:
        return [json.loads(sound)]
    except ValueError:
        return [json.loads(line) for line in sound.splitlines() if line.startswith("{") and line.endswith("}")]


def spoilt(found: Records) -> Iterator[bytes]:
    """The text of a file, each time with another value in another place."""
    for place, record in enumerate(found[:20]):
        for path in paths(record):
            for odd in ODD:
                whole = [*found[:place], put(record, path, odd), *found[place + 1 :]]
                yield "\n".join(map(json.dumps, whole)).encode()


def member(content: bytes) -> Member:
    return Member(len(content), lambda: io.BytesIO(content))


def read(tool: str, export: Export) -> None:
    """All that an import does with an export before it reaches the store."""
    source, write = collect.known()[tool], pen(Key(b"\x5a" * 32), tool)
    assert source.recognises(export) in (True, False)
    assert all(isinstance(text, str) for pair in source.addresses(export) for text in pair)
    found: list[RawEvent | Skipped] = list(source.read(export, Options(private=True, text=True)))
    for raws in watched(iter(found), (Tally(), Tally()), NOW, None, Meter(0)):
        write(raws).encode("utf-8", "replace")


FILES = {
    "chatlab": "chatlab", "discord": "discord", "discourse": "discourse", "gharchive": "gharchive", "github": "github",
    "gitter": "gitter-json", "matrix": "matrix", "mattermost": "mattermost", "perceval": "perceval",
    "rocketchat": "rocketchat", "slack": "slack-dump", "telegram": "telegram", "wechat": "wechat", "zulip": "zulip",
    "zulip-archive": "zulip-archive",
}  # fmt: skip


@pytest.mark.parametrize("tool", FILES)
def test_a_value_of_another_sort_costs_its_record_at_most(tool: str) -> None:
    root = EXPORTS / FILES[tool]
    files = {f.relative_to(root).as_posix(): f.read_bytes() for f in sorted(root.rglob("*")) if f.is_file()}
    members = {name: member(content) for name, content in files.items()}
    tried = 0
    for name, content in files.items():
        for text in spoilt(records(content.decode("utf-8-sig"))) if name.endswith((".json", ".jsonl")) else ():
            read(tool, Export("export", members | {name: member(text)}))
            tried += 1
    assert tried > 100


@pytest.mark.parametrize(
    ("backend", "category", "data"), [(b, c, data) for b, c, _, data, _ in FETCHED.values()], ids=FETCHED
)
def test_a_value_of_another_sort_in_what_perceval_fetched(backend: str, category: str, data: dict[str, Any]) -> None:
    item = {"backend_name": backend, "category": category, "origin": "x", "uuid": "u", "data": data}
    for text in spoilt([item]):
        read("perceval", Export("export", {"items.json": member(text)}))
