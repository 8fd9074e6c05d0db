"""Telegram Desktop's result.json."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

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
2024-05-01T10:10:00 leave user2 ? id=77/10/0 [removed]
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


HEAD = '<html><body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">\n{title}\n</div></div></div>'
SERVICE = '<div class="message service" id="message{id}">\n<div class="body details">\n{words}\n</div>\n</div>\n'
SAID = '<div class="message default clearfix{joined}" id="message{id}">\n<div class="body">\n<div class="pull_right date details" title="{at}">\n0\n</div>\n{more}</div>\n</div>\n'
OTHERS = '<div class="from_name">\n{name}\n  </div>\n'


def said(number: int, at: str, name: str = "", more: str = "", text: str = "hello") -> str:
    named = OTHERS.format(name=name) if name else ""
    return SAID.format(
        id=number, at=at, joined="" if name else " joined", more=f'{named}{more}<div class="text">\n{text}\n</div>'
    )


PAGES = {
    "messages.html": HEAD.format(title="Sample &amp; group")
    + SERVICE.format(id=-1, words="1 May 2024")
    + SERVICE.format(id=1, words="Member A invited Member B, Deleted Account, Member C")
    + said(2, "01.05.2024 18:00:00 UTC+08:00", "Member A", text='5 &lt; 6<br><a href="x">a &lt;div class="text"&gt; link</a>')
    + said(3, "01.05.2024 18:01:00 UTC+08:00", more='<div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left" href="p"></a></div>')
    + said(4, "01.05.2024 18:02:00 UTC+08:00", "Member B via @samplebot",
           '<div class="reply_to details">\nIn reply to <a href="#go_to_message2" onclick="x">this message</a>\n</div>')
    + said(5, "01.05.2024 18:03:00 UTC+08:00", "Deleted Account", '<div class="forwarded body">\n' + OTHERS.format(name="Member Z <span>x</span>"))
    + '<a class="pagination block_link" href="messages2.html">\nNext messages\n</a></body></html>',
    "messages2.html": HEAD.format(title="Sample &amp; group")
    + SERVICE.format(id=-2, words="2 May 2024")
    + SERVICE.format(id=6, words="Member D joined group by link from Member A")
    + SERVICE.format(id=7, words="Member A removed Member C")
    + SERVICE.format(id=8, words="Member D pinned <a>this message</a>")
    + said(9, "02.05.2024 09:00:00 UTC+08:00", "Member D",
           '<div class="reply_to details">\nIn reply to <a href="messages.html#go_to_message4">this message</a>\n</div>'
           '<span class="reactions"><span class="reaction"><span class="emoji">\n👍\n</span><span class="count">\n3\n</span></span></span>'),
}  # fmt: skip


def test_pages_are_read_as_the_json_is_by_names(tmp_path: Path) -> None:
    for name, page in PAGES.items():
        (tmp_path / name).write_text(page, "utf-8")
    assert recognised(tmp_path) == ["telegram"]
    assert listing("telegram", tmp_path) == (
        """\
2024-04-30T16:00:00 join name Member B ? id=Sample & group/1/0
2024-04-30T16:00:00 join name Member C ? id=Sample & group/1/1
2024-05-01T10:00:00 message name Member A ? #Sample & group id=Sample & group/2 size=31
2024-05-01T10:01:00 message name Member A ? #Sample & group id=Sample & group/3 size=5 [file]
2024-05-01T10:02:00 reply name Member B ? #Sample & group id=Sample & group/4 to=Sample & group/2 size=5
2024-05-01T10:03:00 message - ? #Sample & group id=Sample & group/5 size=5
2024-05-01T16:00:00 join name Member D ? id=Sample & group/6
2024-05-01T16:00:00 leave name Member C ? id=Sample & group/7/0 [removed]
skipped 1: it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed \
(messages2.html, record 3)
2024-05-02T01:00:00 reply name Member D ? #Sample & group id=Sample & group/9 to=Sample & group/4 size=5
skipped 3: the export counts this reaction without saying whose it is (messages2.html, record 4)
"""
    )


@pytest.mark.parametrize(
    "tag",
    ['<div class="text">', '<div class="from_name">  ', '<span class="reaction ', '<span class="reaction"><span class="emoji">', '<div class="message default ',
     '<div class="reply_to details">', '<div class="media ', "<", "<br", "  "],
)  # fmt: skip
def test_a_page_made_up_to_hold_up_the_reading_is_read_in_one_pass(tmp_path: Path, tag: str) -> None:
    """Each of these took time by the square of how often it stands there, and would not end."""
    at = "01.05.2024 18:00:00 UTC+08:00"
    page = (
        HEAD.format(title="Sample")
        + "".join(said(n, at, f"Member {n}") for n in range(1, 4))
        + said(4, at, text=tag * 60_000)
    )
    (tmp_path / "messages.html").write_text(page, "utf-8")
    told = [line for line in listing("telegram", tmp_path).splitlines() if " message " in line]
    assert [re.search(r"id=Sample/(\d+)", line)[1] for line in told] == ["1", "2", "3", "4"]  # type: ignore[index]


def test_a_page_of_two_people_is_private_and_one_of_a_channel_is_not(tmp_path: Path) -> None:
    page = tmp_path / "chats" / "chat_01" / "messages.html"
    page.parent.mkdir(parents=True)
    at, private = (
        "01.05.2024 18:00:00",
        "skipped 1: a private conversation, which is read only when asked for (chats/chat_01/messages.html)\n",
    )
    page.write_text(HEAD.format(title="Member B") + said(1, at, "Member A") + said(2, at, "Member B"), "utf-8")
    assert listing("telegram", tmp_path) == private
    page.write_text(HEAD.format(title="Member B") + said(1, at, "Member A"), "utf-8")
    assert listing("telegram", tmp_path) == private
    passed = '<div class="forwarded body">\n' + OTHERS.format(name="Member C")
    page.write_text(HEAD.format(title="Member B") + said(1, at, "Member A", passed) + said(2, at, "Member B"), "utf-8")
    assert listing("telegram", tmp_path) == private
    page.write_text(HEAD.format(title="Sample") + said(1, at, "Sample"), "utf-8")
    assert listing("telegram", tmp_path) == "2024-05-01T18:00:00 message name Sample ? #Sample id=Sample/1 size=5\n"
