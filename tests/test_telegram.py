"""Telegram Desktop's result.json."""

from __future__ import annotations

import json
from pathlib import Path

from stored import EXPORTS, listing, recognised, unbroken

RESULT = EXPORTS / "telegram" / "result.json"
NAMED = "the export tells who was added or removed by a name only, and that is no one account's that did something here"


def test_the_data_of_an_account_is_read() -> None:
    assert recognised(RESULT) == ["telegram"]
    assert listing("telegram", RESULT) == (
        f"""\
2024-05-01T10:00:00 join user1 ? id=77/1
2024-05-01T10:01:00 message user1 ? #Sample group id=77/2 size=16 [edited file]
2024-05-01T10:03:00 reaction user2 ? #Sample group id=77/2/reaction/👍/user2 to=77/2
skipped 2: the export counts this reaction without saying whose it is (result.json, record 2)
2024-05-01T10:03:00 join user2 ? id=77/3
2024-05-01T10:04:00 reply user2 ? #Sample group id=77/4 to=77/2 size=2
skipped 1: {NAMED} (result.json, record 5)
2024-05-01T10:06:00 join user6 ? id=77/6/0
2024-05-01T10:07:00 message user4 ? #Sample group id=77/7 size=14
2024-05-01T10:08:00 message user8 ? #Sample group id=77/8 size=0
2024-05-01T10:09:00 leave user4 ? id=77/9/0
skipped 1: it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed \
(result.json, record 11)
2024-05-01T10:12:00 message user12 ? #Sample group id=77/12 size=12
2024-05-01T10:13:00 reply user13 ? #Sample group id=77/13 to=77/9999 size=15
2024-05-01T10:14:00 message channel77 ? #Sample group id=77/14 size=1
skipped 1: it is no message (result.json, record 15)
skipped 1: it has no readable time (result.json, record 16)
skipped 1: it lacks the id by which it is known (result.json, record 17)
2019-05-01T18:17:00 message user1 ? #Sample group id=77/18
skipped 1: {NAMED} (result.json, record 1)
2024-05-01T10:05:00 join user4 ? id=77/5/0
skipped 1: {NAMED} (result.json, record 5)
skipped 1: {NAMED} (result.json, record 5)
2024-05-01T10:10:00 leave user2 ? id=77/10/0
skipped 1: a private conversation, which is read only when asked for (result.json, record 19)
2024-05-01T11:00:00 message user1 ? #Old group id=5/2 size=3
"""
    )


def test_a_spoilt_file_costs_what_is_spoilt(tmp_path: Path) -> None:
    export = tmp_path / "result.json"
    export.write_bytes(RESULT.read_bytes())
    unbroken("telegram", export)


def test_control_characters_deep_in_a_large_file_cost_nothing(tmp_path: Path) -> None:
    posts = [
        {"id": n, "type": "message", "date_unixtime": str(1714557600 + n), "from_id": "user1", "text": "x" * 1000}
        for n in range(3000)
    ]
    posts[1500]["text"] = "MARK"
    chat = json.dumps({"name": "Large", "type": "public_supergroup", "id": 1, "messages": posts}).replace(
        "MARK", "\\x1F"
    )
    (tmp_path / "result.json").write_text(chat, encoding="utf-8")
    lines = listing("telegram", tmp_path / "result.json").splitlines()
    assert [line.split()[-1] for line in lines] == ["size=1" if n == 1500 else "size=1000" for n in range(3000)]
