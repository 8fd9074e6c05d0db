"""Zulip's public archives and server exports."""

from __future__ import annotations

from pathlib import Path

from stored import EXPORTS, imported, query, said


def test_a_public_archive_of_zulip_is_read(tmp_path: Path) -> None:
    store, collected = imported(tmp_path / "a", EXPORTS / "zulip-archive")
    who = {store.member("zulip-archive", name): name for name in ("Member A", "成员乙", "Member C")}
    shape = (
        "SELECT e.us // 1000000 - 1700000000, e.kind, e.member, e.bot, e.channel, t.us // 1000000 - 1700000000, e.size"
    )
    rows = query(store, f"{shape} FROM events e LEFT JOIN events t ON e.thread = t.event_id ORDER BY e.us")
    assert [(at, kind, who.get(member), *rest) for at, kind, member, *rest in rows] == [
        (0, "message", "Member A", None, "general", 0, 19),
        (60, "reply", "成员乙", None, "general", 0, 2),
        (90, "message", "Member C", None, "help/how", 90, 20),
        (100, "reply", "Member A", None, "help/how", 90, 7),
        (120, "reply", "Member A", None, "general", 0, 6),
        (300, "reply", None, True, "general", 0, 43),
        (400, "reply", "Member C", None, "general", 0, 11),
    ]
    assert (collected.new, collected.duplicate) == (7, 1)
    place = "zulip_json/102-help/how/install.3F.json, record 3"
    assert said(collected) == [("it lacks an id, a sender or a time", 1, (place,))]
    assert store.capabilities == {"messages", "threads", "sizes"}


def test_the_export_of_a_zulip_server_is_read(tmp_path: Path) -> None:
    store, collected = imported(tmp_path / "a", EXPORTS / "zulip")
    who = {store.member("zulip", number): number for number in ("5", "11", "12", "13", "14")}
    rows = query(
        store,
        """SELECT e.us, e.kind, e.member, e.bot, e.channel, t.us, e.size, e.tags
           FROM events e LEFT JOIN events t ON e.thread = t.event_id ORDER BY e.us, e.kind""",
    )
    assert [(us / 1e6, kind, who.get(member), *rest) for us, kind, member, *rest in rows] == [
        (1690000000.25, "join", "11", False, None, None, None, None),
        (1690000100.0, "join", "12", False, None, None, None, None),
        (1690000200.0, "join", "13", True, None, None, None, None),
        (1700000000.5, "message", "11", False, "general", 1700000000500000, 9, None),
        (1700000000.5, "reaction", "12", False, "general", None, None, "undated"),
        (1700000060.0, "reply", "12", False, "general", 1700000000500000, 2, "edited"),
        (1700000080.0, "reply", None, True, "general", 1700000000500000, 8, None),
        (1700000090.0, "message", "13", True, "general", 1700000090000000, 5, None),
    ]
    assert said(collected) == [
        ("a direct message, which is read only when asked for", 1, ("messages-000001.json, message 3",)),
        ("it lacks an id, a sender or a time", 1, ("messages-000002.json, message 3",)),
        ("it reacts to a message that the export does not hold", 1, ("realm.json",)),
    ]
    assert collected.silent == ("reaction-times", "leaves", "attendance")
