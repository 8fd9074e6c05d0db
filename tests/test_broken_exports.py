"""Broken and hostile exports, for every format: what is wrong is named and counted, the rest is read, memory stays bounded."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import opened
from commplan.activity.mapping import Mapping
from commplan.activity.store import Store
from commplan.cli import import_
from commplan.importing import collect
from commplan.source import Options
from stored import EXPORTS, imported, query, said
from test_round_trips import WAYS, Post, Way

SAMPLES = {
    "attendance": "attendance/meetup.csv",
    "chatlab": "chatlab/group.json",
    "discord": "discord/Sample - help - general [100].json",
    "discord-csv": "discord-csv/archive/talk/1.csv",
    "discourse": "discourse/posts.json",
    "gharchive": "gharchive/2024-05-01-10.json",
    "git": "git/sample.log",
    "github": "github/lists/issues.json",
    "gitter": "gitter-json/Sample.json",
    "irc": "irc/irssi/sample.log",
    "matrix": "matrix/room/export.json",
    "mattermost": "mattermost/import.jsonl",
    "meeting": "meeting/webinar.csv",
    "mbox": "mbox/sample-list/2024-January.txt",
    "perceval": "perceval/items.json",
    "rocketchat": "rocketchat/talk/page_1.json",
    "slack": "slack-dump/C0SAMPLE1.json",
    "stackexchange": "stackexchange/Posts.xml",
    "telegram": "telegram/result.json",
    "wechat": "wechat/json/sample.json",
    "whatsapp": "whatsapp/WhatsApp Chat with Sample Club.txt",
    "zulip-archive": "zulip-archive/zulip_json/101-general/welcome.20thread.json",
}
"""One file of every tool whose export can be one file."""


def test_every_tool_is_tried() -> None:
    assert SAMPLES.keys() | {"zulip", "survey", "table"} == set(collect.known())


def found_in(tool: str, path: Path) -> list[RawEvent | Skipped]:
    with opened(path) as export:
        return [*export.refused, *collect.known()[tool].read(export, Options(private=True))]


def laid(folder: Path, tool: str, content: bytes) -> Path:
    """The sample's file with this content, where the tool would lay it."""
    inner = Path("101-general") / "welcome.20thread.json" if tool == "zulip-archive" else Path(SAMPLES[tool]).name
    file = folder / inner
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return folder


# --- archives ----------------------------------------------------------------------------------------------------------
REFUSED = [
    ("../evil.json", "its path leads outside of the export"),
    ("/etc/evil.json", "its path leads outside of the export"),
    ("C:\\evil.json", "its path leads outside of the export"),
    ("a/../../evil.json", "its path leads outside of the export"),
    ("bomb.json", "it is far larger unpacked than packed, as a trap would be"),
    ("link.json", "it is a link, and links are not followed"),
]


def zipped(path: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        for evil, _ in REFUSED[:4]:
            archive.writestr(zipfile.ZipInfo(evil), b"[]")
        archive.writestr("bomb.json", b"\0" * 20_000_000)
        link = zipfile.ZipInfo("link.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")


def tarred(path: Path, name: str, content: bytes) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for evil in (name, *(evil for evil, _ in REFUSED[:4])):
            info = tarfile.TarInfo(evil)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        info = tarfile.TarInfo("link.json")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)


@pytest.mark.parametrize("tool", SAMPLES)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_what_an_archive_should_not_hold_is_refused_by_name(
    tmp_path: Path, tool: str, pack: Callable[[Path, str, bytes], None]
) -> None:
    content = (EXPORTS / SAMPLES[tool]).read_bytes()
    alone = laid(tmp_path / "alone", tool, content)
    inner = next(file.relative_to(alone).as_posix() for file in alone.rglob("*") if file.is_file())
    pack(tmp_path / "alone.zip", inner, content)
    refused = sorted(
        (one.where, one.reason.en)
        for one in found_in(tool, tmp_path / "alone.zip")[: len(REFUSED)]
        if isinstance(one, Skipped)
    )
    wanted = [(name, reason) for name, reason in REFUSED if pack is zipped or name != "bomb.json"]
    assert [one for one in refused if one in wanted] == sorted(wanted)
    with opened(tmp_path / "alone.zip") as export:
        read = list(collect.known()[tool].read(export, Options(private=True)))
    assert [one._replace(where=None) for one in read if isinstance(one, RawEvent)] == [
        one._replace(where=None) for one in found_in(tool, alone) if isinstance(one, RawEvent)
    ]


# --- spoilt files ------------------------------------------------------------------------------------------------------
JSON_OR_XML = {tool for tool, name in SAMPLES.items() if name.endswith((".json", ".xml"))} - {"gharchive", "perceval"}
"""Formats whose end is seen, so that a cut or what follows behind the end is."""
DEEP = b"[" * 100_000


def _middle(content: bytes, what: bytes) -> bytes:
    at = content.rfind(b"\n", 0, len(content) * 2 // 3) + 1
    return content[:at] + what + b"\n" + content[at:]


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "nothing at all": lambda _content: b"",
    "cut off": lambda content: content[: len(content) * 3 // 4],
    "bytes that are no UTF-8": lambda content: _middle(content, b"\xff\xfe\x80"),
    "another encoding halfway": lambda content: (
        content[: len(content) // 2] + "帮我看看".encode("gbk") + content[len(content) // 2 :]
    ),
    "UTF-16": lambda content: content.decode("utf-8-sig").encode("utf-16"),
    "NUL bytes": lambda content: _middle(content, b"\0\0\0\0"),
    "nested without end": lambda content: _middle(content, DEEP),
    "more behind the end": lambda content: content + b"\n<<<<<<< ours\n" + content,
    "a byte order mark twice": lambda content: b"\xef\xbb\xbf\xef\xbb\xbf" + content.removeprefix(b"\xef\xbb\xbf"),
    "line ends of Windows": lambda content: content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
}
TOLD_WHERE_SEEN = {"cut off", "more behind the end"}
HARMLESS = {"line ends of Windows"}
UNSEEN = {
    # a text that goes on is the text of its mail, commit or log, and no text ends in a way that is seen
    "git", "irc", "mbox", "whatsapp",
}  # fmt: skip


def sorts(found: list[RawEvent | Skipped]) -> tuple[set[str], set[tuple[str, str]]]:
    return (
        {one.native_id for one in found if isinstance(one, RawEvent)},
        {(one.where, one.reason.en) for one in found if isinstance(one, Skipped)},
    )


@pytest.mark.parametrize("spoil", SPOILT)
@pytest.mark.parametrize("tool", SAMPLES)
def test_nothing_is_lost_without_a_word(tmp_path: Path, tool: str, spoil: str) -> None:
    content = (EXPORTS / SAMPLES[tool]).read_bytes()
    whole, known = sorts(found_in(tool, laid(tmp_path / "sound", tool, content)))
    kept, told = sorts(found_in(tool, laid(tmp_path / "spoilt", tool, SPOILT[spoil](content))))
    seen = tool not in UNSEEN and (spoil not in TOLD_WHERE_SEEN or tool in JSON_OR_XML)
    if whole - kept and seen:
        assert told - known, (whole - kept, told)
    if spoil in HARMLESS:
        assert len(kept) == len(whole)


BIG = 4_000_000


@pytest.mark.parametrize("tool", SAMPLES)
def test_a_record_without_end_costs_its_file_at_most_and_no_memory(tmp_path: Path, tool: str) -> None:
    content = (EXPORTS / SAMPLES[tool]).read_bytes()
    folder = laid(tmp_path / "export", tool, _middle(content, b'"' + b"x" * BIG + b'"'))
    tracemalloc.start()
    try:
        found = found_in(tool, folder)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10 * BIG + 40_000_000  # what reading in pieces takes, however long a record is
    kept, told = sorts(found)
    whole, known = sorts(found_in(tool, laid(tmp_path / "sound", tool, content)))
    if whole - kept and tool not in UNSEEN:
        assert told - known


def test_many_files_packed_twice_over_are_not_unpacked(tmp_path: Path) -> None:
    """An archive within an archive is a file of no known make; a gzip of a gzip is unpacked once."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.json", b"\0" * 50_000_000)
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("room.json", (EXPORTS / SAMPLES["gitter"]).read_bytes())
    assert [one for one in found_in("gitter", tmp_path / "outer.zip") if isinstance(one, RawEvent)] == [
        one._replace(channel="room", where=(one.where or "").replace("Sample", "room"))
        for one in found_in("gitter", EXPORTS / SAMPLES["gitter"])
        if isinstance(one, RawEvent)
    ]
    (tmp_path / "twice.json.gz").write_bytes(gzip.compress(gzip.compress(b"[]")))
    assert [one.reason.en for one in found_in("gitter", tmp_path / "twice.json.gz") if isinstance(one, Skipped)] == [
        "the file is not of this tool"
    ]


# --- clocks and ids ----------------------------------------------------------------------------------------------------
NOW = 1_900_000_000_000_000
CLOCKS = {
    "never set": (1_000, "its clock says a time before 1980"),
    "far ahead": (4_100_000_000, "its clock says a time that has not come yet"),
}


def written(folder: Path, way: Way, posts: list[Post]) -> Path:
    for name, text in way.write(posts).items():
        file = folder / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.mark.parametrize(("second", "reason"), CLOCKS.values(), ids=CLOCKS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_clock_that_cannot_be_right_is_named(tmp_path: Path, way: Way, second: int, reason: str) -> None:
    posts = [Post(second, 1, "odd", None), Post(1_600_000_000, 1, "hello", None), Post(1_600_000_060, 2, "hi", 1)]
    _, collected = imported(tmp_path / "a", written(tmp_path / "export", way, posts), now=NOW, private=way.private)
    assert sum(collected.record.kinds.values()) == 2
    assert [(told, count) for told, count, _ in said(collected)] == [(reason, 1)]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_same_ids_again_are_counted_and_change_nothing(tmp_path: Path, way: Way) -> None:
    posts = [Post(1_600_000_000, 1, "hello", None), Post(1_600_000_060, 2, "hi", 0)]
    export = written(tmp_path / "export", way, posts)
    store, _ = imported(tmp_path / "a", export, source=way.tool, private=way.private)
    before = query(store, "SELECT * FROM events ORDER BY event_id")
    again = collect.into(Store.open(tmp_path / "a"), [export], source=way.tool, private=way.private)[0]
    assert (again.new, again.duplicate) == (0, 2)
    assert query(store, "SELECT * FROM events ORDER BY event_id") == before


# --- answers that lead nowhere -----------------------------------------------------------------------------------------
ANSWERS = """\
id,at,who,re
1,2024-05-01 10:00,a,
2,2024-05-01 10:01,b,1
3,2024-05-01 10:02,c,3
4,2024-05-01 10:03,d,99
5,2024-05-01 10:04,e,6
6,2024-05-01 10:05,f,7
7,2024-05-01 10:06,g,5
8,2024-05-01 10:07,h,5
"""
TALK = Mapping("at", id="id", member="who", reply_to="re", name="talk")


def test_answers_that_lead_nowhere_are_kept_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "talk.csv").write_text(ANSWERS, "utf-8")
    store, collected = imported(tmp_path / "a", tmp_path / "talk.csv", TALK)
    assert collected.record.kinds == {"message": 2, "reply": 6}
    assert query(store, "SELECT count(*) FROM events WHERE reply_to = event_id") == [(0,)]
    assert (collected.loose.lost, collected.loose.ahead, collected.loose.circle) == (1, 2, 3)
    assert import_.summary(collected).splitlines()[4:8] == [
        "  corrected 1: it answers itself; it counts as what begins a conversation (talk.csv, line 4)",
        "  1 answers or reactions in the store are to messages that are not in it",
        "  2 answers or reactions are older than what they answer: a clock was wrong",
        "  3 answers answer each other in a circle",
    ]
    monkeypatch.setattr(import_, "LANGUAGE", "zh")
    monkeypatch.setattr(import_, "tr", lambda _en, zh: zh)
    assert import_.summary(collected).splitlines()[4:8] == [
        "  修正 1 条：它回复自己，计为发起对话（talk.csv 第 4 行）",
        "  仓中有 1 条回复或回应所指的消息不在仓中",
        "  有 2 条回复或回应早于其所指的消息：时钟有误",
        "  有 3 条回复互相循环指向",
    ]


def test_what_was_missing_and_comes_later_is_no_longer_missed(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("id,at,who,re\n2,2024-05-01 10:01,b,1\n", "utf-8")
    (tmp_path / "two.csv").write_text("id,at,who,re\n1,2024-05-01 10:00,a,\n", "utf-8")
    store, collected = imported(tmp_path / "a", tmp_path / "one.csv", TALK)
    assert collected.loose.lost == 1
    assert collect.into(store, [tmp_path / "two.csv"], mapping=TALK)[0].loose.lost == 0


@pytest.mark.parametrize(
    "name",
    ["discord", "telegram", "gitter", "matrix", "mbox", "stackexchange", "wechat", "chatlab", "rocketchat", "slack"],
)
def test_whoever_answers_themselves_begins_a_conversation(tmp_path: Path, name: str) -> None:
    posts = [Post(1_600_000_000, 1, "hello", None), Post(1_600_000_060, 2, "me", 1)]
    store, _ = imported(tmp_path / "a", written(tmp_path / "export", WAYS[name], posts))
    assert query(store, "SELECT kind, reply_to FROM events") == [("message", None), ("message", None)]
