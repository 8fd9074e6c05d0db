"""A table of unknown make: what its columns are taken for, and the entry that a person may paste."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commplan.activity import columns, heading
from commplan.activity.excerpt import Excerpt, encoding_of, excerpt
from commplan.activity.export import opened
from commplan.importing.mappings import declared
from lived import planned
from stored import imported, query

DAY = "2027-01-31 21:37"

COLUMNS = [
    ("Date/Time,Sender Name,Group,Message Body,Msg ID", {"time": "Date/Time", "member": "Sender Name", "channel": "Group",
     "text": "Message Body", "id": "Msg ID"}),
    ("时间,发送人,群名称,消息内容,消息编号", {"time": "时间", "member": "发送人", "channel": "群名称", "text": "消息内容",
     "id": "消息编号"}),
    ("日期,群成员,群,内容,序号", {"time": "日期", "member": "群成员", "channel": "群", "text": "内容", "id": "序号"}),
    ("createdAt,userId,channelName,text,messageId", {"time": "createdAt", "member": "userId", "channel": "channelName",
     "text": "text", "id": "messageId"}),
    ("sent_at,from_username,room,content,id", {"time": "sent_at", "member": "from_username", "channel": "room", "text": "content",
     "id": "id"}),
    ("when,name,notes,score,x", {"time": "when", "member": "name"}),
    ("message_time,user.id,chat_id,message,uuid", {"time": "message_time", "member": "user.id", "channel": "chat_id",
     "text": "message", "id": "uuid"}),
]  # fmt: skip


@pytest.mark.parametrize(("header", "roles"), COLUMNS, ids=lambda value: value if isinstance(value, str) else "")
def test_columns_are_known_by_words_of_both_languages(header: str, roles: dict[str, str]) -> None:
    names = tuple(header.split(","))
    row = dict(zip(names, (DAY, "m1", "hall", "hello", "7"), strict=True))
    assert columns.roles(Excerpt("x.csv", names, (row,))) == roles


def test_a_column_without_values_plays_no_role() -> None:
    rows = tuple({"流水号": f"P{n}", "时间": DAY, "会员": "m1", "确认人": ""} for n in range(3))
    found = Excerpt("x.csv", ("流水号", "时间", "会员", "确认人"), rows)
    assert columns.roles(found) == {"time": "时间", "member": "会员", "id": "流水号"}


def test_columns_are_known_by_their_values() -> None:
    rows = tuple({"a": DAY, "b": "m1", "c": "So many words to say about so little.", "date": "x"} for _ in range(3))
    assert columns.roles(Excerpt("x.csv", ("a", "b", "c", "date"), rows)) == {"time": "a", "text": "c"}


def test_a_member_is_known_by_an_id_rather_than_a_name_and_links_are_no_text() -> None:
    link = "https://www.example.org/members/188962899/profile/"
    rows = tuple({"at": DAY, "member_name": "A", "site_user_id": str(n), "profile_url": link} for n in range(3))
    found = Excerpt("x.csv", ("at", "member_name", "site_user_id", "profile_url"), rows)
    assert columns.roles(found) == {"time": "at", "member": "site_user_id"}


def test_addresses_are_members_and_no_text_whatever_their_column_is_called() -> None:
    rows = tuple({"at": DAY, "namn": "A", "e_post": f"somebody.with.a.long.name{n}@example.org"} for n in range(3))
    found = Excerpt("x.csv", ("at", "namn", "e_post"), rows)
    assert columns.roles(found) == {"time": "at", "member": "e_post"}


ANSWERING = {
    "an id that answers name": (
        [{"id": "row-1", "mail": "a", "re": "", "thread": "t-1"}, {"id": "row-2", "mail": "b", "re": "a", "thread": "t-1"}],
        {"id": "mail", "reply_to": "re"},
    ),
    "ids of mails, of which none is answered here": (
        [{"id": "row-1", "mail": "<a@x>", "re": "", "thread": "t-1"}, {"id": "row-2", "mail": "<b@x>", "re": "<c@x>", "thread": "t-2"}],
        {"id": "mail", "reply_to": "re"},
    ),
    "threads called after what opened them": (
        [{"id": "1", "mail": "a", "re": "", "thread": "1"}, {"id": "2", "mail": "b", "re": "1", "thread": "1"}],
        {"id": "id", "thread": "thread", "reply_to": "re"},
    ),
    "answers that name nothing here": (
        [{"id": "1", "mail": "a", "re": "9", "thread": "9"}],
        {"id": "id", "reply_to": "re"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "roles"), ANSWERING.values(), ids=ANSWERING)
def test_the_id_is_what_answers_name_and_a_thread_what_opened_it(
    rows: list[dict[str, str]], roles: dict[str, str]
) -> None:
    timed = tuple({"time": DAY, "user": "m1"} | row for row in rows)
    assert columns.roles(Excerpt("x.csv", tuple(timed[0]), timed)) == {"time": "time", "member": "user"} | roles


ENTRIES: dict[str, tuple[str, bytes, str, str]] = {
    "day and month": (
        "a.csv",
        b"sent,author,note\n1/2/2027 21:37,m1,x\n",
        ('time: sent\ntime_format: "%d/%m/%Y %H:%M"  # these values do not tell day from month: "%m/%d/%Y %H:%M" if the month '
        "comes first\ntimezone: UTC  # where the clock stood, such as Asia/Shanghai\nmember: author\n"
        "# channel_is: general  # no channel column: name the one channel\n# other columns: \"note\"\n"),
        ('time: sent\ntime_format: "%d/%m/%Y %H:%M"  # 这些值分不清日与月：若月份在前，则为 "%m/%d/%Y %H:%M"\n'
        "timezone: UTC  # 时钟所在时区，如 Asia/Shanghai\nmember: author\n"
        '# channel_is: general  # 没有渠道列：写明是哪个渠道\n# 其他列："note"\n'),
    ),
    "semicolons in GBK": (
        "a.csv",
        "时间;发言人;频道;内容\n2027-01-31 21:37;小李;望江群;你好\n".encode("gbk"),
        ("time: 时间\ntimezone: UTC  # where the clock stood, such as Asia/Shanghai\nmember: 发言人\nchannel: 频道\ntext: 内容\n"
        'delimiter: ";"\nencoding: gbk\n'),
        ("time: 时间\ntimezone: UTC  # 时钟所在时区，如 Asia/Shanghai\nmember: 发言人\nchannel: 频道\ntext: 内容\n"
        'delimiter: ";"\nencoding: gbk\n'),
    ),
    "no header": (
        "a.tsv",
        b"2027-01-31T21:37:00Z\tm1\tThese are words enough to be a text.\n",
        ("time: column-1\n# member: ?  # which column says who it was?\n"
        "# channel_is: general  # no channel column: name the one channel\ntext: column-3\n"
        "columns: [column-1, column-2, column-3]  # no header line: names by place\n"
        "# first row looks like: '0000-00-00x00:00:00x', 'x0', 'xxxxx xxx xxxxx xxxxxx xx x…'\n"
        'delimiter: "\\t"\n'),
        ("time: column-1\n# member: ?  # 哪一列是发言人？\n# channel_is: general  # 没有渠道列：写明是哪个渠道\n"
        "text: column-3\ncolumns: [column-1, column-2, column-3]  # 没有表头：按位置命名\n"
        "# 第一行的样子：“0000-00-00x00:00:00x”、“x0”、“xxxxx xxx xxxxx xxxxxx xx x…”\n"
        'delimiter: "\\t"\n'),
    ),
    "a list of members, as Discourse exports it": (
        "a.csv",
        b"id,name,username,email,created_at,trust_level,topic_count,post_count\n1,A,a,a@x,2024-05-01 10:00:00 UTC,1,1,3\n",
        ('time: created_at\ntime_format: "%Y-%m-%d %H:%M:%S %Z"\nmember: username\n'
        "# channel_is: general  # no channel column: name the one channel\nid: id\n"
        "# kind_is: join  # if each row is somebody who joined: else each counts as a message\n"
        '# other columns: "name", "email", "trust_level", "topic_count", "post_count"\n'),
        ('time: created_at\ntime_format: "%Y-%m-%d %H:%M:%S %Z"\nmember: username\n'
        "# channel_is: general  # 没有渠道列：写明是哪个渠道\nid: id\n# kind_is: join  # 若每行是一位加入者；否则每行计为一条消息\n"
        '# 其他列："name", "email", "trust_level", "topic_count", "post_count"\n'),
    ),
    "a sheet that those who come write themselves into": (
        "Sign-in sheet.csv",
        b"Timestamp,Email Address,Company\n2024-05-01 18:00:00,a@x,A\n",
        ("time: Timestamp\ntimezone: UTC  # where the clock stood, such as Asia/Shanghai\nmember: Email Address\n"
        "# channel_is: general  # no channel column: name the one channel\n"
        "# kind_is: attend  # if each row is somebody who came (`register`: who signed up): else each counts as a message\n"
        '# other columns: "Company"\n'),
        ("time: Timestamp\ntimezone: UTC  # 时钟所在时区，如 Asia/Shanghai\nmember: Email Address\n"
        "# channel_is: general  # 没有渠道列：写明是哪个渠道\n"
        "# kind_is: attend  # 若每行是一位到场者（报名者写 `register`）；否则每行计为一条消息\n"
        '# 其他列："Company"\n'),
    ),
    "nested JSON lines": (
        "a.jsonl",
        b'{"ts": 1714550400, "user": {"id": "m1"}, "room": "x: #y", "body": "hey"}\n',
        "time: ts\ntime_format: unix\nmember: user.id\nchannel: room\ntext: body\n",
        "time: ts\ntime_format: unix\nmember: user.id\nchannel: room\ntext: body\n",
    ),
    "columns that YAML would misread": (
        "a.csv",
        b"at,who: #1,yes,no\n2027-01-31T21:37:00Z,m1,x,y\n",
        ('time: at\nmember: "who: #1"\n# channel_is: general  # no channel column: name the one channel\n'
        '# other columns: "yes", "no"\n'),
        'time: at\nmember: "who: #1"\n# channel_is: general  # 没有渠道列：写明是哪个渠道\n# 其他列："yes", "no"\n',
    ),
    "no time": (
        "a.csv",
        b"author,note\nm1,x\n",
        ("# time: ?  # which column holds the time? Or `time_is:` with the day of all\nmember: author\n"
        '# channel_is: general  # no channel column: name the one channel\n# other columns: "note"\n'),
        '# time: ?  # 哪一列是时间？或用 `time_is:` 写明日期\nmember: author\n# channel_is: general  # 没有渠道列：写明是哪个渠道\n# 其他列："note"\n',
    ),
}  # fmt: skip
ABOVE = "evaluation:\n  sources:\n    - id: chat\n      tool: table\n      mapping:\n"


def shown(path: Path) -> tuple[str, str]:
    with opened(path) as export:
        found = excerpt(export)
    assert found is not None
    words = heading.entry(found, "chat")
    return words.en, words.zh


@pytest.mark.parametrize(("name", "content", "en", "zh"), ENTRIES.values(), ids=ENTRIES)
def test_the_entry_to_paste_has_the_columns_of_the_file(
    tmp_path: Path, name: str, content: bytes, en: str, zh: str
) -> None:
    (tmp_path / name).write_bytes(content)
    indented = tuple("".join(f"        {line}\n" for line in text.splitlines()) for text in (en, zh))
    assert shown(tmp_path / name) == (ABOVE + indented[0], ABOVE + indented[1])


@pytest.mark.parametrize("case", ["semicolons in GBK", "no header", "nested JSON lines", "day and month"])
@pytest.mark.parametrize("language", [0, 1])
def test_the_entry_as_pasted_reads_the_file(tmp_path: Path, case: str, language: int) -> None:
    name, content, _, _ = ENTRIES[case]
    (tmp_path / name).write_bytes(content)
    text = "commplan: 1\nplan: {id: x, title: X, language: en}\n" + shown(tmp_path / name)[language]
    store, collected = imported(tmp_path / "a", tmp_path / name, declared(planned(text).evaluation.sources[0]))
    assert (collected.skipped, query(store, "SELECT count(*) FROM events")) == ((), [(1,)])


NO_TABLES = {
    "empty": ("a.csv", b""),
    "chat as text": (
        "a.txt",
        b"1/2/27, 21:37 - Member A: hello, you\n1/2/27, 21:38 - Member B: so\nit, is, so, late\n",
    ),
    "a picture": ("a.csv", b"\x89PNG\0\0\0"),
    "JSON of another kind": ("a.json", b'{"a": 1}'),
    "no Parquet": ("a.parquet", b"PAR1 not"),
}


@pytest.mark.parametrize(("name", "content"), NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table_has_no_entry(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with opened(tmp_path / name) as export:
        assert excerpt(export) is None


ZH = "你好，今天的会议几点开始？我们在望江群里等大家。"


@pytest.mark.parametrize(
    ("begun", "encoding"),
    [
        (b"a,b\n", "utf-8"),
        (ZH.encode(), "utf-8"),
        (ZH.encode()[:-1], "utf-8"),
        (ZH.encode("utf-8-sig"), "utf-8"),
        (ZH.encode("gbk"), "gbk"),
        (ZH.encode("gbk")[:-1], "gbk"),
        ((ZH + "😀").encode("gb18030"), "gb18030"),
        (ZH.encode("utf-16"), "utf-16"),
        (ZH.encode() + b"\xff," + ZH.encode(), None),
        ("Café à la crème".encode("latin-1"), None),
    ],
)
def test_an_encoding_is_known_by_its_bytes(begun: bytes, encoding: str | None) -> None:
    assert encoding_of(begun) == encoding


def test_an_entry_holds_any_column_name_on_one_line() -> None:
    names = ("time", "a\nb", 'x"y', "\u202e", "{{1}}")
    text = heading.entry(Excerpt("x.csv", names, ({"time": DAY},))).en
    listed = ", ".join(json.dumps(name, ensure_ascii=False) for name in names[1:])
    assert text.splitlines()[-1] == f"        # other columns: {listed}"
