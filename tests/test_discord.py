"""Discord as DiscordChatExporter writes it, JSON and CSV."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stored import EXPORTS, SHARED, imported, listing, query, recognised, said, unbroken

GENERAL = "Sample - help - general [100].json"


def test_the_json_of_a_server_is_read(tmp_path: Path) -> None:
    assert recognised(EXPORTS / "discord") == ["discord"]
    assert listing("discord", EXPORTS / "discord") == (
        """\
skipped 1: a private conversation, which is read only when asked for (Direct Messages - Member A [200].json)
2024-05-01T10:20:00 message 1 person #general id=120 in=120 size=4
2024-05-01T10:21:00 reply 2 person #general id=121 in=120 to=120 size=7
2024-05-01T10:22:00 reply 1 person #general id=122 in=120 size=2
skipped 1: it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed \
(Sample - general - Hung on a message [103].json, record 1)
2024-05-01T10:31:00 reply 1 person #general id=131 in=103 size=6
2024-05-01T10:00:00.500000 join 1 person id=101
2024-05-01T10:01:00 message 1 person #general id=102 size=4 [edited file]
2024-05-01T10:01:00 reaction 2 person #general id=102/reaction/👍/2 to=102 [undated]
2024-05-01T10:01:00 reaction 9 bot #general id=102/reaction/👍/9 to=102 [undated]
skipped 1: the export counts this reaction without saying whose it is (GENERAL, record 2)
2024-05-01T10:03:00 reply 2 person #general id=103 to=102 size=4
2024-05-01T10:04:00 message 2 person #general id=104 size=9
2024-05-01T10:05:00 message 2 person #general id=105 size=0
2024-05-01T10:06:00 message 9 bot #general id=106 size=4
skipped 1: it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed (GENERAL, record 7)
skipped 1: it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed (GENERAL, record 8)
2024-05-01T10:09:00 message 1 person #general id=109 size=9
skipped 1: it has no readable time (GENERAL, record 10)
skipped 1: it lacks the id by which it is known (GENERAL, record 11)
skipped 1: it is no JSON object (GENERAL, record 12)
2024-05-01T10:12:00 message - ? #general id=112
"""
    ).replace("GENERAL", GENERAL)


def test_direct_messages_are_read_when_asked_for() -> None:
    assert listing("discord", EXPORTS / "discord", private=True).splitlines()[0] == (
        "2024-05-01T11:00:00 message 1 person #Member A id=201 size=4"
    )


def server(folder: Path, files: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]], **head: Any) -> Path:
    folder.mkdir()
    for name, (channel, messages) in files.items():
        whole = {"guild": {"id": "10"}, "channel": channel, **head, "messages": messages}
        (folder / f"{name}.json").write_text(json.dumps(whole), encoding="utf-8")
    return folder


def post(number: int, **more: Any) -> dict[str, Any]:
    return {"id": str(number), "type": "Default", "timestamp": f"2024-05-01T10:00:{number % 60:02}+00:00", **more}


THREAD = {"id": "70", "type": "GuildPublicThread", "category": "forum", "name": "How?"}
PART = {"dateRange": {"after": "2024-05-01T10:00:00+00:00", "before": None}}
THREADS: dict[str, tuple[dict[str, list[dict[str, Any]]], dict[str, Any], str]] = {
    "a post of a forum": ({"a": [post(70), post(71)]}, {}, "message 70 in 70, reply 71 in 70"),
    "parts of one thread": ({"a": [post(71)], "b": [post(72)]}, {}, "message 71 in 71, reply 72 in 71"),
    "a later part of a thread": ({"a": [post(72)]}, PART, "reply 72 in 70"),
    "a part that begins with a post": ({"a": [post(100)], "b": [post(72)]}, {}, "reply 100 in 72, message 72 in 72"),
    "an empty thread": ({"a": []}, {}, ""),
}


@pytest.mark.parametrize(("parts", "head", "told"), THREADS.values(), ids=THREADS)
def test_what_opens_a_thread(
    tmp_path: Path, parts: dict[str, list[dict[str, Any]]], head: dict[str, Any], told: str
) -> None:
    export = server(tmp_path / "export", {name: (THREAD, messages) for name, messages in parts.items()}, **head)
    assert recognised(export) == ["discord"]
    words = [line.split() for line in listing("discord", export).splitlines()]
    assert told == ", ".join(f"{one[1]} {one[5][3:]} in {one[6][3:]}" for one in words)


def test_a_file_of_something_else_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    export = server(tmp_path / "export", {"b": ({"id": "1", "type": "GuildTextChat", "name": "talk"}, [post(5)])})
    (export / "a.json").write_text('{"messages": [{"id": 1}]}', encoding="utf-8")
    (export / "empty.json").write_text("", encoding="utf-8")
    assert listing("discord", export) == (
        "skipped 1: the file is not of this tool (a.json)\nskipped 1: the file is not of this tool (empty.json)\n"
        "2024-05-01T10:00:05 message - ? #talk id=5\n"
    )


def test_a_spoilt_file_costs_what_is_spoilt(tmp_path: Path) -> None:
    export = tmp_path / GENERAL
    export.write_bytes((EXPORTS / "discord" / GENERAL).read_bytes())
    unbroken("discord", export)


def test_real_exports_are_read_whole(tmp_path: Path) -> None:
    """SOURCE.md: general 35 (3 joins, 1 thread created), thread 5, chill talk 6 and, without the deleted one, 5; and a
    channel of 5 edited by hand, of which two carry an id that another file has too."""
    export = SHARED / "discord-dce-json-examples"
    if not export.is_dir():
        pytest.skip("../shared/data is absent")
    store, collected = imported(tmp_path / "a", export / "dcef-example-guild")
    assert collected.record.kinds == {"join": 3, "message": 35, "reply": 7}
    assert (collected.new, collected.duplicate, collected.record.members) == (45, 5, 4)
    assert query(
        store, "SELECT channel, count(*), count(thread), count(reply_to) FROM events GROUP BY 1 ORDER BY 1"
    ) == [
        ("chill talk", 6, 0, 1),
        ("general", 36, 5, 4),
        (None, 3, 0, 0),
    ]
    counted = [(reason, count) for reason, count, _ in said(collected)]
    assert counted == [
        ("it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed", 1),
        ("the export counts this reaction without saying whose it is", 6),
    ]
    assert collected.silent == ("reactions", "reaction-times", "leaves", "attendance")
