"""Discourse, as its API gives it."""

from __future__ import annotations

from pathlib import Path

from stored import EXPORTS, listing, recognised, unbroken


def test_posts_are_read_in_every_packing() -> None:
    assert recognised(EXPORTS / "discourse") == ["discourse"]
    for name in ("0000000060.json", "posts.json", "topic.json"):
        assert recognised(EXPORTS / "discourse" / name) == ["discourse"]
    unnamed = "the export counts this reaction without saying whose it is"
    private = "a private conversation, which is read only when asked for"
    assert listing("discourse", EXPORTS / "discourse") == (
        f"""\
2024-05-03T10:00:00 reply 6 ? #category-4 id=60/1714730400 in=50/1714644000 size=5
2024-05-01T10:00:00.500000 message 1 ? #category-3 id=11/1714557600 in=11/1714557600 size=4
skipped 2: {unnamed} (posts.json, record 1)
skipped 1: it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed \
(posts.json, record 2)
2024-05-01T10:03:00 reply 2 ? #category-3 id=13/1714557780 in=11/1714557600 to=12/1714557720 size=5 [edited]
skipped 3: {unnamed} (posts.json, record 3)
2024-05-01T10:02:00 reply 5 ? #category-3 id=12/1714557720 in=11/1714557600 to=11/1714557600 [deleted]
2024-05-01T11:00:00 reply 5 ? #category-3 id=20/1714561200 size=4
skipped 1: {private} (posts.json, record 6)
skipped 1: {private} (posts.json, record 7)
2024-05-01T13:00:00 message - bot #category-1 id=40/1714568400 in=40/1714568400 size=7
skipped 1: it has no readable time (posts.json, record 9)
skipped 1: it is no message (posts.json, record 10)
skipped 1: it is no JSON object (posts.json, record 11)
2024-05-02T10:00:00 message 1 ? id=50/1714644000 in=50/1714644000 size=3
2024-05-02T10:01:00 reply name member-d ? id=51/1714644060 in=50/1714644000 size=3
"""
    )


def test_a_spoilt_file_costs_what_is_spoilt(tmp_path: Path) -> None:
    export = tmp_path / "posts.json"
    export.write_bytes((EXPORTS / "discourse" / "posts.json").read_bytes())
    unbroken("discourse", export)
