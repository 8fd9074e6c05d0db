"""Matrix, Gitter and Mattermost as they export, and what Perceval fetched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Golden
from stored import EXPORTS, listing, recognised, unbroken

DONE = "it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed"
LATER = "it is a later version of a message that counts already"
TIME = "it has no readable time"
ID = "it lacks the id by which it is known"
A, B, C = (f"@{who}:example.org" for who in "abc")
ALL = {
    "matrix": "matrix",
    "gitter-json": "gitter",
    "mattermost": "mattermost",
    "perceval": "perceval",
}  # fmt: skip

MATRIX = f"""\
2024-05-01T10:00:00 message {A} ? #talk id=$20 size=2
2024-05-01T10:00:01 reply {B} ? #talk id=$21 to=$20 size=3
skipped 1: {TIME} (bot/talk/2024-05-01.json, record 3)
2024-05-01T10:00:00.500000 join {A} ? id=$1
skipped 1: {DONE} (room/export.json, record 2)
2024-05-01T10:01:00 message {A} ? #Sample room id=$3 size=2
2024-05-01T10:02:00 reply {B} ? #Sample room id=$4 to=$3 size=3
2024-05-01T10:03:00 reply {C} ? #Sample room id=$5 in=$3 size=5 [file]
skipped 1: {LATER} (room/export.json, record 6)
2024-05-01T10:05:00 reaction {B} ? #Sample room id=$7 to=$3
2024-05-01T10:06:00 message {B} ? #Sample room id=$8 [deleted]
skipped 1: {DONE} (room/export.json, record 9)
2024-05-01T10:08:00 leave {B} ? id=$10 [removed]
skipped 1: {DONE} (room/export.json, record 11)
2024-05-01T10:10:00 message {A} ? #Sample room id=$12 size=1
skipped 1: {TIME} (room/export.json, record 13)
skipped 1: {ID} (room/export.json, record 14)
2024-05-01T10:12:00 message - ? #Sample room id=$15 [deleted]
"""

GITTER = f"""\
2024-05-01T10:00:00.500000 message a1 ? #Sample id=5e78 in=5e78 size=4
2024-05-01T10:01:00 reply b1 ? #Sample id=5e79 in=5e78 to=5e78 size=3 [edited]
2024-05-01T10:03:00 message - ? #Sample id=5e7a size=0
skipped 1: {TIME} (Sample.json, record 4)
skipped 1: {ID} (Sample.json, record 5)
skipped 1: it is no message (Sample.json, record 6)
"""

POST = "sample/talk/member-a/1714557660000"
MATTERMOST = f"""\
2024-05-01T10:00:00.500000 join member-a ? id=sample/talk/member-a/1714557600500
2024-05-01T10:00:01 join member-a ? #talk id=sample/talk/member-a/1714557601000 [channel]
2024-05-01T10:01:00 message member-a ? #talk id={POST} in={POST} size=2 [edited]
2024-05-01T10:01:40 reaction member-b ? #talk id={POST}/reaction/+1/member-b to={POST}
skipped 1: {TIME} (import.jsonl, line 7)
2024-05-01T10:02:00 reply member-b ? #talk id=sample/talk/member-b/1714557720000/reply in={POST} to={POST} size=3 [file]
skipped 1: {TIME} (import.jsonl, line 7, reply 2)
2024-05-01T10:03:00 message helper bot #talk id=sample/talk/helper/1714557780000 size=4
skipped 1: {DONE} (import.jsonl, line 9)
skipped 1: {TIME} (import.jsonl, line 10)
skipped 1: {TIME} (import.jsonl, line 10)
skipped 1: a private conversation, which is read only when asked for (import.jsonl, line 11)
skipped 1: it is no message (import.jsonl, line 12)
skipped 1: it is not valid JSON (import.jsonl, line 13)
"""

SLACK, PROJECT, FORUM = "https://slack.com/C1", "https://github.com/sample/project", "https://d.example.org/12"
ROOT = f"{SLACK}/1714557600.000500"
OTHER = "it is an item of a backend or category that is not read"
PERCEVAL = f"""\
2024-05-01T10:00:00.000500 message slack/U1 person #talk id={ROOT} size=2
2024-05-01T10:00:00.000500 reaction slack/U2 ? #talk id={ROOT}/reaction/+1/U2 to={ROOT} [undated]
2024-05-01T10:01:00 reply slack/U2 person #talk id={SLACK}/1714557660.000000 in={ROOT} to={ROOT} size=3
skipped 1: {OTHER} (items.json, line 3)
2024-05-01T10:02:00 reply mattermost/u1 ? #talk id=https://m.example.org/c1/p2 in=https://m.example.org/c1/p1 \
to=https://m.example.org/c1/p1 size=3
2024-05-01T10:03:00 message gitter/f1 ? id=https://gitter.im/sample/room/g1 size=2
2024-05-01T10:04:00 message rocketchat/123 ? #talk id=https://r.example.org/talk/r1 size=2
2024-05-01T10:05:00 reply telegram/5 person #Sample group id=https://telegram.org/bot/-7/31 to=https://telegram.org/bot/-7/30 size=2
2024-05-01T10:06:00 reply member-a@example.org ? #sample-list id=a1@example.org in=r0@example.org to=r1@example.org size=4
2024-05-01T10:07:00 message member-a@example.org ? #sample id={"1" * 40} size=5 [merge]
2024-05-01T10:08:00 message github/member-a person #sample/project id={PROJECT}/7 in={PROJECT}/7 size=3 [issue]
2024-05-01T11:00:00 reaction github/member-b person #sample/project id={PROJECT}/7/reaction/+1/github/member-b to={PROJECT}/7
2024-05-01T10:09:00 reply github/helper[bot] bot #sample/project id={PROJECT}/comments/30 in={PROJECT}/7 to={PROJECT}/7 size=3 [comment]
skipped 1: {TIME} (items.json, line 10)
2024-05-01T10:10:00 message - ? #sample/project id={PROJECT}/8 in={PROJECT}/8 [pull-request]
2024-05-01T10:20:00 close - ? #sample/project id={PROJECT}/8/closed/1714558800000000 in={PROJECT}/8 [merged]
2024-05-01T10:11:00 reply github/member-a person #sample/project id={PROJECT}/reviews/30 in={PROJECT}/8 to={PROJECT}/8 size=2 [review]
2024-05-01T10:12:00 reply github/member-a person #sample/project id={PROJECT}/review_comments/30 in={PROJECT}/8 to={PROJECT}/8 \
size=4 [comment]
2024-05-01T10:13:00 message discourse/1 ? id={FORUM}/1 in={FORUM}/1 size=4
2024-05-01T10:14:00 reply - bot id={FORUM}/2 in={FORUM}/1 to={FORUM}/1
skipped 1: {TIME} (items.json, line 12)
skipped 1: {OTHER} (items.json, line 13)
skipped 1: {TIME} (items.json, line 14)
skipped 1: {ID} (items.json, line 15)
skipped 1: it is no item of Perceval (items.json, line 16)
skipped 1: it is not valid JSON (items.json, line 17)
"""
TOLD = dict(zip(ALL, (MATRIX, GITTER, MATTERMOST, PERCEVAL), strict=True))


@pytest.mark.parametrize(("folder", "tool"), ALL.items())
def test_an_export_is_read_as_the_tool_means_it(folder: str, tool: str) -> None:
    assert recognised(EXPORTS / folder) == [tool]
    assert listing(tool, EXPORTS / folder) == TOLD[folder]


LAID_OUT = {
    "one list": json.dumps,
    "a list over several lines": lambda found: json.dumps(found, indent=1),
    "each over several lines": lambda found: "".join(json.dumps(one, indent=4) + "\n" for one in found),
    "behind a mark of order": lambda found: "\ufeff" + "".join(json.dumps(one, indent=4) + "\n" for one in found),
}


@pytest.mark.parametrize("written", LAID_OUT.values(), ids=LAID_OUT)
def test_items_of_perceval_may_follow_each_other_in_any_way(
    tmp_path: Path, written: Callable[[list[object]], str]
) -> None:
    """Without --json-line Perceval spreads an item over lines; scripts that call it write one list."""
    found = [json.loads(line) for line in (EXPORTS / "perceval" / "items.json").read_text("utf-8").splitlines()[:-1]]
    (tmp_path / "items.json").write_text(written(found), "utf-8")
    assert recognised(tmp_path) == ["perceval"]
    told = listing("perceval", tmp_path).replace(", record ", ", line ")
    assert told + PERCEVAL.splitlines()[-1] + "\n" == PERCEVAL


LISTED = {
    "export-attendance.txt": ("attendance", "attendance"),
    "export-chatlab.txt": ("chatlab", "chatlab"),
    "export-rocketchat.txt": ("rocketchat", "rocketchat"),
    "export-slack-dump.txt": ("slack-dump", "slack"),
    "export-wechat-json.txt": ("wechat/json", "wechat"),
    "export-wechat-memotrace.txt": ("wechat/memotrace", "wechat"),
    "export-wechat-pywxdump.txt": ("wechat/pywxdump", "wechat"),
}


@pytest.mark.parametrize(("told", "folder", "tool"), [(told, *export) for told, export in LISTED.items()])
def test_what_is_found_is_as_it_was_read_and_agreed_to(told: str, folder: str, tool: str, golden: Golden) -> None:
    assert recognised(EXPORTS / folder) == [tool]
    golden(told, listing(tool, EXPORTS / folder))


AT = "2024-05-01T10:00:0"
ROOM = {"talker": "1@chatroom", "talkerName": "样例群", "isChatRoom": True, "isSelf": False}
QUOTED = {"refer": {"seq": 1714528800000, "sender": "wxid_a"}}
CHATLOG = [
    {**ROOM, "seq": 1714528800000, "time": "2024-05-01T10:00:00+08:00", "sender": "wxid_a", "type": 1, "subType": 0, "content": "大家好"},
    {**ROOM, "seq": 1714528801000, "time": "2024-05-01T10:00:01+08:00", "sender": "wxid_b", "type": 49, "subType": 57,
     "content": "好", "contents": QUOTED},
    {**ROOM, "seq": 1714528802000, "time": "2024-05-01T10:00:02+08:00", "sender": "系统消息", "type": 10000, "content": "x"},
    {**ROOM, "seq": 1, "time": "2024-05-01T10:00:03+08:00", "talker": "wxid_c", "isChatRoom": False, "sender": "wxid_c", "type": 1},
]  # fmt: skip
AT_10, SEQ, PRIVACY = (
    "2024-05-01T02:00:0",
    "id=1@chatroom/171452880",
    "a private conversation, which is read only when asked for",
)
TOLD_JSON = (
    f"{AT_10}0 message wxid_a ? #样例群 {SEQ}0000 size=3\n{AT_10}1 reply wxid_b ? #样例群 {SEQ}1000 to=1@chatroom/1714528800000 size=1\n"
    f"skipped 1: {DONE} (in.json, record 3)\nskipped 1: {PRIVACY} (in.json, record 4)\n"
)
WECHAT: dict[str, tuple[str, str, str]] = {
    "chatlog, a list": ("in.json", json.dumps(CHATLOG), TOLD_JSON),
    "chatlog, counted": ("in.json", json.dumps({"total": 4, "items": CHATLOG}), TOLD_JSON),
    "chatlog, a table": (
        "in.csv",
        ("MessageID,Time,SenderName,Sender,TalkerName,Talker,Content\n1714528800000,2024-05-01 10:00:00,甲,wxid_a,样例群,1@chatroom,大家好\n"
        "1,2024-05-01 10:00:03,丙,wxid_c,丙,wxid_c,hi\n"),
        f"{AT_10}0 message wxid_a ? #样例群 {SEQ}0000 size=3\nskipped 1: {PRIVACY} (in.csv, line 3)\n",
    ),
    "MemoTrace, newer": (
        "样例群.csv",
        ("\ufeff消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n77,文本,成员甲,2024-05-01 10:00:00,大家好,,,more\n"
        "78,引用消息,成员乙,2024-05-01 10:00:01,好,,,more\n79,系统消息,,2024-05-01 10:00:02,x,,,more\n"),
        (f"{AT_10}0 message 成员甲 ? #样例群 id=样例群/77 size=3\n{AT_10}1 reply 成员乙 ? #样例群 id=样例群/78 size=1\n"
        f"skipped 1: {DONE} (样例群.csv, line 4)\n"),
    ),
    "PyWxDump, a list": (
        "in.json",
        json.dumps([{"MsgSvrID": "9", "type_name": "文本", "talker": "wxid_a", "room_name": "1@chatroom", "msg": "hi",
                     "CreateTime": "2024-05-01 10:00:00"}]),
        f"{AT_10}0 message wxid_a ? #1@chatroom id=1@chatroom/9 size=2\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "told"), WECHAT.values(), ids=WECHAT)
def test_what_reads_wechat_writes_it_in_many_ways(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert recognised(tmp_path / name) == ["wechat"]
    assert listing("wechat", tmp_path / name) == told


def test_the_room_that_rocketchat_exports_says_who_wrote_what_when(tmp_path: Path) -> None:
    said = {"msg": "hi", "username": "member-a", "ts": "2024-05-01T10:00:00.000Z"}
    rows = [
        said,
        said,
        {**said, "msg": "x", "type": "uj"},
        {**said, "type": "r"},
        {**said, "attachments": [{"type": "file"}]},
    ]
    (tmp_path / "talk.json").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    made = [
        hashlib.sha256("\0".join(("talk", said["ts"], "member-a", text)).encode()).hexdigest() for text in ("hi", "x")
    ]
    assert recognised(tmp_path) == ["rocketchat"]
    assert listing("rocketchat", tmp_path) == (
        f"2024-05-01T10:00:00 message member-a ? #talk id=row/{made[0]}/1 size=2\n"
        f"2024-05-01T10:00:00 message member-a ? #talk id=row/{made[0]}/2 size=2\n"
        f"2024-05-01T10:00:00 join member-a ? #talk id=row/{made[1]}/1 [channel]\n"
        f"skipped 1: {DONE} (talk.json, line 4)\n"
        f"2024-05-01T10:00:00 message member-a ? #talk id=row/{made[0]}/4 size=2 [file]\n"
    )


PRIVATE = [("chatlab", "chatlab"), ("slack-dump", "slack"), ("wechat/json", "wechat"), ("wechat/pywxdump", "wechat")]


@pytest.mark.parametrize(("folder", "tool"), PRIVATE)
def test_a_private_conversation_is_read_when_asked_for(folder: str, tool: str) -> None:
    asked, unasked = (listing(tool, EXPORTS / folder, private=private) for private in (True, False))
    assert asked.count(" size=4\n") == 1 + unasked.count(" size=4\n")
    assert ("private conversation" in asked, "private conversation" in unasked) == (False, True)


def test_direct_posts_are_read_when_asked_for() -> None:
    asked = listing("mattermost", EXPORTS / "mattermost", private=True)
    assert "2024-05-01T10:03:20 message member-a ? id=direct/member-a,member-b/member-a/1714557800000 size=4\n" in asked


def test_old_exports_of_mattermost_tell_the_system_by_its_words_and_private_channels_by_their_type(
    tmp_path: Path,
) -> None:
    def posted(n: int, message: str, **more: str) -> dict[str, object]:
        post = {"team": "t", "channel": "talk", "user": "a", "message": message, "create_at": 1714557600000 + n * 1000}
        return {"type": "post", "post": post | more}

    rows: list[dict[str, object]] = [
        {"type": "version", "version": 1},
        {"type": "channel", "channel": {"team": "t", "name": "talk", "type": "O"}},
        {"type": "channel", "channel": {"team": "t", "name": "board", "type": "P"}},
        posted(0, "a joined the team."),
        posted(1, "a joined the channel."),
        posted(2, "b joined the channel."),
        posted(3, "b added to the channel by a."),
        posted(4, "a left the channel.", type=""),
        posted(5, "a left the team."),
        posted(6, "secret", channel="board"),
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    told = listing("mattermost", tmp_path / "in.jsonl")
    assert told == (
        f"{AT}0 join a ? id=t/talk/a/1714557600000\n"
        f"{AT}1 join a ? #talk id=t/talk/a/1714557601000 [channel]\n"
        f"skipped 1: {DONE} (in.jsonl, line 6)\n"
        f"{AT}3 join b ? #talk id=t/talk/a/1714557603000/b [channel]\n"
        f"{AT}4 message a ? #talk id=t/talk/a/1714557604000 size=19\n"
        f"{AT}5 leave a ? id=t/talk/a/1714557605000\n"
        f"skipped 1: {PRIVACY} (in.jsonl, line 10)\n"
    )
    assert listing("mattermost", tmp_path / "in.jsonl", private=True).endswith(
        f"{AT}6 message a ? #board id=t/board/a/1714557606000 size=6\n"
    )


def test_whom_somebody_added_or_removed_is_who_joins_or_leaves_and_the_list_of_bots_of_a_server_counts(
    tmp_path: Path,
) -> None:
    """As a server of 2026 writes it: whoever did it is the author, whom it was done to stands in `props`."""

    def posted(n: int, kind: str, who: str, **props: str) -> dict[str, object]:
        post = {
            "team": "t",
            "channel": "talk",
            "user": who,
            "type": kind,
            "message": "x",
            "create_at": 1714557600000 + n * 1000,
        }
        return {
            "type": "post",
            "post": post | {"props": props, "edit_at": 0, "flagged_by": [], "reactions": [], "replies": None},
        }

    rows: list[dict[str, object]] = [
        {"type": "version", "version": 1, "info": {"generator": "mattermost-server", "version": "11.1.0"}},
        {"type": "role", "role": {"name": "run_admin", "permissions": []}},
        {"type": "bot", "bot": {"username": "ticket", "owner": "a", "display_name": "Tickets", "delete_at": 0}},
        posted(0, "system_add_to_team", "a", addedUsername="b", username="a"),
        posted(0, "system_add_to_team", "a", addedUsername="ticket", username="a"),
        posted(1, "system_add_to_channel", "a", addedUsername="b", username="a"),
        posted(2, "", "ticket"),
        posted(3, "system_remove_from_channel", "a", removedUserId="u1", removedUsername="b"),
        posted(4, "system_remove_from_team", "a"),
        posted(5, "system_purpose_change", "a", username="a"),
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert listing("mattermost", tmp_path / "in.jsonl") == (
        f"{AT}0 join b ? id=t/talk/a/1714557600000/b\n"
        f"{AT}0 join ticket bot id=t/talk/a/1714557600000/ticket\n"
        f"{AT}1 join b ? #talk id=t/talk/a/1714557601000/b [channel]\n"
        f"{AT}2 message ticket bot #talk id=t/talk/ticket/1714557602000 size=1\n"
        f"{AT}3 leave b ? #talk id=t/talk/a/1714557603000/b [channel removed]\n"
        f"skipped 1: {DONE} (in.jsonl, line 9)\nskipped 1: {DONE} (in.jsonl, line 10)\n"
    )


SINGLE = {
    "matrix": "matrix/room/export.json",
    "gitter": "gitter-json/Sample.json",
    "mattermost": "mattermost/import.jsonl",
    "perceval": "perceval/items.json",
    "chatlab": "chatlab/group.json",
    "rocketchat": "rocketchat/talk/page_1.json",
    "slack": "slack-dump/C0SAMPLE1.json",
    "wechat": "wechat/json/sample.json",
}


@pytest.mark.parametrize(("tool", "name"), SINGLE.items())
def test_a_spoilt_file_costs_what_is_spoilt(tmp_path: Path, tool: str, name: str) -> None:
    export = tmp_path / Path(name).name
    export.write_bytes((EXPORTS / name).read_bytes())
    unbroken(tool, export)
