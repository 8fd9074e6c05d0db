"""Discord as DiscordChatExporter writes it, JSON and CSV."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commplan.activity.cursor import LONGEST_RECORD
from commplan.importing import collect
from stored import EXPORTS, imported, listing, recognised, said, unbroken

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
        "2024-05-01T11:00:00 message 1 person id=201 size=4"
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


# --- CSV --------------------------------------------------------------------------------------------------------------
def row_id(channel: str, *values: str, number: int = 1) -> str:
    return f"row/{hashlib.sha256(chr(0).join((channel, *values)).encode()).hexdigest()}/{number}"


def test_the_csv_of_a_server_is_read() -> None:
    assert recognised(EXPORTS / "discord-csv") == ["discord-csv"]
    name = "Sample - help - general [100] [part 2].csv"
    hello = row_id("100", "1", "2024-05-01T18:00:00.5000000+08:00", 'hello, "all"\n帮我')
    hi = row_id("100", "2", "2024-05-01T10:00:01.0000000+00:00", "hi")
    news = [row_id("100", "9", "2024-05-01T10:00:02.0000000+00:00", "", number=n) for n in (1, 2)]
    there = row_id("talk", "1", "05-Dec-19 03:15 PM", "hi; there")
    night = row_id("talk", "1", "05-Dec-19 12:15 AM", "hi")
    assert listing("discord-csv", EXPORTS / "discord-csv") == (
        f"2024-05-01T10:00:00.500000 message 1 ? #general id={hello} size=15 [file]\n"
        f"skipped 5: the export counts this reaction without saying whose it is ({name}, line 3)\n"
        f"2024-05-01T10:00:01 message 2 ? #general id={hi} size=2\n"
        f"2024-05-01T10:00:02 message 9 bot #general id={news[0]} size=0\n"
        f"2024-05-01T10:00:02 message 9 bot #general id={news[1]} size=0\n"
        f"skipped 1: it has no readable time ({name}, line 7)\n"
        f"skipped 1: it lacks columns ({name}, line 8)\n"
        f"2019-12-05T15:15:00 message 1 ? #talk id={there} size=9\n"
        f"2019-12-05T00:15:00 message 1 ? #talk id={night} size=2\n"
        "skipped 1: the export counts this reaction without saying whose it is (archive/talk/1.csv, line 3)\n"
        "skipped 1: the file is empty (archive/talk/2.csv)\n"
        "skipped 1: the file is not of this tool (other.csv)\n"
    )


CHANNELS = {
    "Sample - help - general [12].csv": ("general", "12"),
    "Sample - general [12] (after 2020-01-01).csv": ("general", "12"),
    "Sample - help - how - to - ask [12] [part 3].csv": ("ask", "12"),
    "talk/1.csv": ("talk", "talk"),
    "1.csv": (None, ""),
    "talk.csv": ("talk", "talk"),
}


@pytest.mark.parametrize(("name", "channel"), CHANNELS.items())
def test_the_channel_of_a_csv_is_in_its_name(tmp_path: Path, name: str, channel: tuple[str | None, str]) -> None:
    file = tmp_path / "export" / name
    file.parent.mkdir(parents=True)
    file.write_text(
        'AuthorID,Author,Date,Content,Attachments,Reactions\n"1","a","2024-05-01T10:00:00Z","x","",""\n', "utf-8"
    )
    shown, known = channel
    place = f"#{shown} " if shown else ""
    assert listing("discord-csv", tmp_path / "export") == (
        f"2024-05-01T10:00:00 message 1 ? {place}id={row_id(known, '1', '2024-05-01T10:00:00Z', 'x')} size=1\n"
    )


def test_overlapping_csv_files_count_a_message_once(tmp_path: Path) -> None:
    rows = [f'"1","a","0{day}-Dec-19 03:15 PM","same","",""\n' for day in (1, 2, 2, 3)]
    for number, part in ((1, rows[:3]), (2, rows[1:])):
        file = tmp_path / "export" / "talk" / f"{number}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("AuthorID,Author,Date,Content,Attachments,Reactions\n" + "".join(part), "utf-8")
    _, collected = imported(tmp_path / "a", tmp_path / "export")
    assert (collected.new, collected.duplicate, said(collected)) == (4, 2, [])


def test_a_spoilt_csv_costs_what_is_spoilt(tmp_path: Path) -> None:
    export = tmp_path / "1.csv"
    export.write_bytes((EXPORTS / "discord-csv" / "archive" / "talk" / "1.csv").read_bytes())
    unbroken("discord-csv", export)


def snowflake(at: str, number: int = 0) -> int:
    ms = int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() * 1000) - 1_420_070_400_000
    return (ms << 22) + number


FIRST, SECOND, THIRD, FOURTH, NOTICE, NEW = (snowflake(f"2024-05-01T10:0{n}:00.500") for n in range(6))
OPENING = "<html><head><style>.chatlog__message-group{}</style></head><body>"
MINIFIED = f"""{OPENING}<div class=preamble><div class=preamble__entry>Sample</div><div class=preamble__entry>help / general</div></div>
<div class="chatlog">
<div class=chatlog__message-group><div id=c-{FIRST} class=chatlog__message-container data-message-id={FIRST}><div class=chatlog__header>\
<span class=chatlog__author title="data-user-id=9 > b" data-user-id=1>A &lt;b&gt;</span> <span class=chatlog__timestamp title="Wednesday, May 1, 2024 3:00 AM">3:00</span></div>\
<div class="chatlog__content chatlog__markdown"><span class=chatlog__markdown-preserve>hello <strong>all</strong> &lt;div data-message-id=7&gt;</span> \
<span class=chatlog__edited-timestamp title=x>(edited)</span></div><div class=chatlog__reactions><div class=chatlog__reaction title=smile>\
<img class=chatlog__emoji alt=x> <span class=chatlog__reaction-count>2</span></div></div></div><div id=c-{SECOND} class=chatlog__message-container data-message-id={SECOND}>\
<div class=chatlog__attachment><a href=x>file</a></div></div></div>
<div class=chatlog__message-group><div class=chatlog__message-container data-message-id={THIRD}><div class=chatlog__reply><div class=chatlog__reply-content>\
<span class=chatlog__reply-link onclick="scrollToMessage(event,&#39;{FIRST}&#39;)">hello</span></div></div><span class=chatlog__author title=b data-user-id=2>B</span>\
<div class="chatlog__content"><span>well <img class=chatlog__emoji alt="🍉"></span></div></div></div>
<div class=chatlog__message-group><div class=chatlog__message-container data-message-id={FOURTH}><span class=chatlog__author title=m data-user-id=9>M</span> \
<span class=chatlog__author-tag>BOT</span><div class="chatlog__content"><span>beep</span></div></div></div>
<div class=chatlog__message-group><div class=chatlog__message-container data-message-id={NOTICE}><span class=chatlog__system-notification-author data-user-id=1>A</span>\
<span class=chatlog__system-notification-content> <span>started a thread.</span> </span></div><div class=chatlog__message-container data-message-id={NEW}>\
<span class=chatlog__system-notification-author data-user-id=3>C</span> <span class=chatlog__system-notification-content> <span>joined the server.</span> </span></div></div></div>
<div class=postamble><div class=postamble__entry>Exported 6 message(s)</div></div></body></html>"""


def test_the_pages_of_a_server_are_read_as_its_json_is(tmp_path: Path) -> None:
    (tmp_path / "Sample - general [100].html").write_text(MINIFIED, "utf-8")
    assert recognised(tmp_path) == ["discord"]
    assert listing("discord", tmp_path).replace("Sample - general [100].html", "PAGE") == (
        f"""\
2024-05-01T10:00:00.500000 message 1 person #general id={FIRST} size=33 [edited]
skipped 2: the export counts this reaction without saying whose it is (PAGE, record 1)
2024-05-01T10:01:00.500000 message 1 person #general id={SECOND} size=0 [file]
2024-05-01T10:02:00.500000 reply 2 person #general id={THIRD} to={FIRST} size=6
2024-05-01T10:03:00.500000 message 9 bot #general id={FOURTH} size=4
skipped 1: it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed (PAGE, record 5)
2024-05-01T10:05:00.500000 join 3 person id={NEW}
"""
    )


@pytest.mark.parametrize(
    "tag",
    ["<div ", "<span ", '<span class="chatlog__author" "', "<span class=chatlog__edited-timestamp ", "<span class=chatlog__edited-timestamp>",
     "<img ", '<span class="chatlog__reply-link" ', '<div class="chatlog__reaction" title="', "<", f"<div data-message-id={SECOND}>",
     f"<div data-message-id={SECOND}><span class=chatlog__system-notification-author data-user-id=1>"],
)  # fmt: skip
def test_a_page_made_up_to_hold_up_the_reading_is_read_in_one_pass(tmp_path: Path, tag: str) -> None:
    """Each of these took time by the square of how often it stands there, and would not end."""
    head, group, _ = MINIFIED.partition("<div class=chatlog__message-group>")
    first = (
        f"<div data-message-id={FIRST}><span class=chatlog__author data-user-id=1>A</span><div class=chatlog__content>"
    )
    (tmp_path / "page.html").write_text(f"{head}{group}{first}hello{tag * 40_000}", "utf-8")
    assert listing("discord", tmp_path).startswith(
        f"2024-05-01T10:00:00.500000 message 1 person #general id={FIRST} size="
    )


def test_what_is_passed_on_is_not_what_was_said(tmp_path: Path) -> None:
    content = '<div class="chatlog__content chatlog__markdown"><span>look</span></div>'
    passed = '<div class=chatlog__forwarded><div class="chatlog__forwarded-content chatlog__markdown">a long text of somebody else</div></div>'
    head = MINIFIED.partition("<div class=chatlog__message-group>")[0]
    group = f"<div class=chatlog__message-group><div data-message-id={FIRST}><span class=chatlog__author data-user-id=1>A</span>"
    (tmp_path / "page.html").write_text(f"{head}{group}{content}{passed}</div></div>", "utf-8")
    assert listing("discord", tmp_path) == (f"2024-05-01T10:00:00.500000 message 1 person #general id={FIRST} size=4\n")


ENDLESS = {
    "a text": "<div class=chatlog__content>" + "x" * (LONGEST_RECORD + 2**18),
    "what stands between two messages": f"<!--{'x' * (2**26 + 2**19)}-->",
}


@pytest.mark.parametrize("more", ENDLESS.values(), ids=ENDLESS)
def test_what_has_no_end_costs_the_rest_of_its_page(tmp_path: Path, more: str) -> None:
    head, group, rest = MINIFIED.partition("<div class=chatlog__message-group>")
    one = f"<div data-message-id={FIRST}><span class=chatlog__author data-user-id=1>A</span>{more}"
    (tmp_path / "page.html").write_text(f"{head}{group}{one}{group}{rest}", "utf-8")
    assert listing("discord", tmp_path) == (
        "skipped 1: it is longer than 16 million characters; the rest of its file is left out (page.html, record 1)\n"
    )


OLDER = f"""{OPENING}<div class="preamble__entry">Sample</div><div class="preamble__entry">help / general / A question</div><div class="chatlog">
<div class="chatlog__message-group"><div class="chatlog__messages"><span class="chatlog__author-name" title="A#0001" data-user-id="1">A</span>
<span class="chatlog__bot-tag">BOT</span> <span class="chatlog__timestamp">01-May-24 03:00 AM</span>
<div class="chatlog__message" data-message-id="{FIRST}" id="message-{FIRST}"><div class="chatlog__content"><div class="markdown">hello</div></div></div>
<div class="chatlog__message" data-message-id="{SECOND}"><div class="chatlog__content"><div class="markdown">again</div></div></div></div></div>
<div class="chatlog__message-group"><span class="chatlog__author-name" title="B#0002">B</span><div class="chatlog__message" data-message-id="{THIRD}">
<div class="chatlog__content"><span>cut of"""


def test_older_pages_name_the_author_above_the_messages_and_a_thread_is_a_conversation(tmp_path: Path) -> None:
    (tmp_path / "thread.html").write_text(OLDER, "utf-8")
    assert listing("discord", tmp_path) == (
        f"2024-05-01T10:00:00.500000 message 1 bot #general id={FIRST} in={FIRST} size=5\n"
        f"2024-05-01T10:01:00.500000 reply 1 bot #general id={SECOND} in={FIRST} size=5\n"
        f"2024-05-01T10:02:00.500000 reply B#0002 person #general id={THIRD} in={FIRST} size=6\n"
    )


def test_private_pages_are_left_out_and_other_pages_are_not_claimed(tmp_path: Path) -> None:
    (tmp_path / "direct.html").write_text(MINIFIED.replace(">Sample<", ">Direct Messages<"), "utf-8")
    assert listing("discord", tmp_path) == (
        "skipped 1: a private conversation, which is read only when asked for (direct.html)\n"
    )
    (tmp_path / "direct.html").write_text(MINIFIED.replace("preamble__entry", "entry"), "utf-8")
    assert recognised(tmp_path) == []


@pytest.mark.parametrize("names", [("9.csv", "10.csv"), ("G - talk [1].csv", "G - talk [1] [part 2].csv")])
def test_what_is_said_twice_in_the_minute_in_which_a_part_ends_is_said_twice(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    """DiscordChatExporter cuts a channel into parts of so many messages each."""
    heading, row = (
        "AuthorID;Author;Date;Content;Attachments;Reactions;\n",
        '"1";"A#1";"05-Dec-19 03:15 PM";"gm";"";"";\n',
    )
    later = '"1";"A#1";"05-Dec-19 03:16 PM";"gm";"";"";\n'
    folder = tmp_path / "talk"
    folder.mkdir()
    (folder / names[0]).write_text(heading + row + row + row.replace('"1"', '"2"'), "utf-8")
    (folder / names[1]).write_text(heading + row + later, "utf-8")
    store, collected = imported(tmp_path / "a", tmp_path / "talk")
    assert (collected.new, collected.duplicate) == (5, 0)
    again = collect.into(store, [tmp_path / "talk"])[0]
    assert (again.new, again.duplicate) == (0, 5)
