"""The pages that Element writes of a room, read as its JSON is."""

from __future__ import annotations

from pathlib import Path

import pytest

from commplan.activity.cursor import LONGEST_RECORD
from commplan.importing import collect
from stored import imported, listing, recognised

HEAD = (
    '<!DOCTYPE html><html lang="en"><body><div class="mx_MatrixChat"><div dir="auto" class="mx_RoomHeader_nametext" title="Sample">\n'
    " Sample &amp; room\n</div><ol>"
)
A, B = "@member-a:example.org", "@member-b:example.org"


def tile(number: int, at: str, sender: str | None, inner: str, kind: str = "") -> str:
    picture = (
        f'<div class="mx_EventTile_avatar"><span class="mx_BaseAvatar"><img title="{sender}" alt=""></span></div>'
        if sender
        else ""
    )
    return (
        f'<div class="mx_Export_EventWrapper" id="$event{number}"><li class="mx_EventTile{kind}">{picture}<div class="mx_EventTile_line">'
        f'<a href="#"><span class="mx_MessageTimestamp" title="{at}">14:38</span></a>{inner}</div></li></div>'
    )


def said(text: str) -> str:
    return (
        f'<div class="mx_MTextBody mx_EventTile_content" dir="auto"><span class="mx_EventTile_body">{text}</span></div>'
    )


def words(text: str) -> str:
    return f'<div class="mx_TextualEvent">{text}</div>'


ANSWER = '<p class="mx_ReplyChain_Export"><span>In reply to <a class="mx_reply_anchor" href="#$event2" data-scroll-to="$event2"> this message </a></span></p>'
FILE = '<div class="mx_MImageBody"><img src="x.png" alt="picture.png"></div>'
INFO, MORE = " mx_EventTile_info", " mx_EventTile_continuation"
PAGE = HEAD + "".join(
    [
        tile(1, "Sun, Mar 6 2022 14:38:17", A, words("Member A joined the room"), INFO),
        tile(2, "Sun, Mar 6 2022 14:39:00", A, said('5 &lt; 6 <img class="mx_Emoji" alt="🍉"> <b>all</b>')),
        tile(3, "Sun, Mar 6 2022 14:40:00", None, said(f'<a class="mx_Pill" title="{B}">more</a>'), MORE),
        tile(4, "Mon, Mar 7, 2022, 2:41:00 PM", B, ANSWER + said("well")),
        tile(5, "Mon, Mar 7, 2022, 14:42", None, FILE, MORE),
        tile(6, "Mon, Mar 7, 2022, 14:43:00", A, '<div class="mx_RedactedBody">Message deleted</div>'),
        tile(7, "Mon, Mar 7, 2022, 14:44:00", A, words("Member A changed the room name to Sample."), INFO),
        tile(8, "Mon, Mar 7, 2022, 14:45:00", B, words("Member B left the room: bye"), INFO),
        tile(9, "yesterday", A, said("when?")),
        tile(10, "Tue, Mar 8, 2022, 00:00:01", A, said("cut")).partition("cut")[0],
    ]
)


def test_the_pages_of_a_room_are_read_as_its_json_is(tmp_path: Path) -> None:
    (tmp_path / "messages.html").write_text(PAGE, "utf-8")
    assert recognised(tmp_path) == ["matrix"]
    assert listing("matrix", tmp_path) == (
        f"""\
2022-03-06T14:38:17 join {A} ? id=$event1
2022-03-06T14:39:00 message {A} ? #Sample & room id=$event2 size=11
2022-03-06T14:40:00 message {A} ? #Sample & room id=$event3 size=4
2022-03-07T14:41:00 reply {B} ? #Sample & room id=$event4 to=$event2 size=4
2022-03-07T14:42:00 message {B} ? #Sample & room id=$event5 size=0 [file]
2022-03-07T14:43:00 message {A} ? #Sample & room id=$event6 [deleted]
skipped 1: it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed \
(messages.html, record 7)
2022-03-07T14:45:00 leave {B} ? id=$event8
skipped 1: it has no readable time (messages.html, record 9)
2022-03-08T00:00:01 message {A} ? #Sample & room id=$event10 size=0
"""
    )


TIMES = {
    "Nd, 6 Mar 2022 14:38:17": "2022-03-06T14:38:17",
    "Pon, 17 Paź 2022 14:38:17": "2022-10-17T14:38:17",
    "So., 5. März 2022, 14:38:17": "2022-03-05T14:38:17",
    "sam. 5 févr. 2022 14:38:17": "2022-02-05T14:38:17",
    "сб, 5 мая 2022 г., 14:38:17": "2022-05-05T14:38:17",
    "2022年3月6日周日 14:38:17": "2022-03-06T14:38:17",
    "2022年3月6日 周日 下午2:38:17": "2022-03-06T14:38:17",
    "2022年十二月6日 周日 上午12:38": "2022-12-06T00:38:00",
    "2022년 3월 6일 (일) 14:38": "2022-03-06T14:38:00",
    "Sun, 6 Mar 2022, 12:05 am": "2022-03-06T00:05:00",
    "Sun, Mar 36 2022 14:38:17": None,
    "Sun, Mar 6 2022": None,
    "6 lip 2022 14:38:17": None,
}


@pytest.mark.parametrize(("at", "read"), TIMES.items(), ids=TIMES)
def test_times_are_read_in_the_words_of_their_language(tmp_path: Path, at: str, read: str | None) -> None:
    """`lip` alone is July in Polish and June in Croatian."""
    (tmp_path / "messages.html").write_text(HEAD + tile(1, at, A, said("hello")), "utf-8")
    assert listing("matrix", tmp_path) == (
        f"{read} message {A} ? #Sample & room id=$event1 size=5\n"
        if read
        else "skipped 1: it has no readable time (messages.html, record 1)\n"
    )


def test_all_pages_together_tell_the_language_and_go_by_their_numbers(tmp_path: Path) -> None:
    for name, at in (
        ("messages10", "6 gru 2022 14:38"),
        ("messages2", "6 lip 2022 14:38"),
        ("messages", "6 cze 2022 14:38"),
    ):
        (tmp_path / f"{name}.html").write_text(HEAD + tile(len(name), f"Pon, {at}", A, said("hi")), "utf-8")
    assert listing("matrix", tmp_path) == (
        f"2022-06-06T14:38:00 message {A} ? #Sample & room id=$event8 size=2\n"
        f"2022-07-06T14:38:00 message {A} ? #Sample & room id=$event9 size=2\n"
        f"2022-12-06T14:38:00 message {A} ? #Sample & room id=$event10 size=2\n"
    )


def test_chinese_joins_and_leaves_are_known(tmp_path: Path) -> None:
    at = "2022年3月6日 14:38:17"
    page = tile(1, at, A, words("成员甲加入了房间"), INFO) + tile(2, at, A, words("成员甲离开了房间"), INFO)
    (tmp_path / "messages.html").write_text(HEAD + page, "utf-8")
    assert listing("matrix", tmp_path) == (
        f"2022-03-06T14:38:17 join {A} ? id=$event1\n2022-03-06T14:38:17 leave {A} ? id=$event2\n"
    )


def test_what_json_and_pages_both_have_counts_once(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "messages.html").write_text(PAGE, "utf-8")
    (tmp_path / "export.json").write_text(
        '{"room_name": "Sample & room", "exported_by": "x", "messages": [{"type": "m.room.message", "event_id": "$event2",'
        f' "sender": "{A}", "origin_server_ts": 1646577540000, "content": {{"body": "5 < 6 🍉 all"}}}}]}}',
        "utf-8",
    )
    store, collected = imported(tmp_path / "a", tmp_path / "html")
    assert (collected.new, collected.duplicate) == (8, 0)
    again = collect.into(store, [tmp_path / "export.json"])[0]
    assert (again.new, again.duplicate) == (0, 1)


def test_a_text_without_end_costs_the_rest_of_its_page(tmp_path: Path) -> None:
    at = "Sun, Mar 6 2022 14:38:17"
    page = (
        HEAD
        + tile(1, at, A, said("hello"))
        + tile(2, at, B, said("x" * (LONGEST_RECORD + 1)))
        + tile(3, at, A, said("hi"))
    )
    (tmp_path / "messages.html").write_text(page, "utf-8")
    assert listing("matrix", tmp_path) == (
        f"2022-03-06T14:38:17 message {A} ? #Sample & room id=$event1 size=5\n"
        "skipped 1: it is longer than 16 million characters; the rest of its file is left out (messages.html, record 2)\n"
    )


@pytest.mark.parametrize(
    "tag", ["<div>", "<", '<div class="mx_Export_EventWrapper">', '<div class="mx_EventTile_content">', "<img "]
)
def test_a_page_made_up_to_hold_up_the_reading_is_read_in_one_pass(tmp_path: Path, tag: str) -> None:
    page = HEAD + tile(1, "Sun, Mar 6 2022 14:38:17", A, said("hello")) + tag * 40_000
    (tmp_path / "messages.html").write_text(page, "utf-8")
    assert listing("matrix", tmp_path).startswith(
        f"2022-03-06T14:38:17 message {A} ? #Sample & room id=$event1 size=5\n"
    )
