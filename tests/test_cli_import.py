"""`commplan import` by a newcomer: a table of one's own, times of one's own, and what is said when nothing fits."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from commplan import cli, venues
from commplan.activity.answers import ITSELF
from commplan.activity.manifest import ActivityError
from commplan.activity.mapping import Mapping
from commplan.activity.store import Store
from commplan.activity.watched import Passed
from commplan.importing import collect
from commplan.words import Words
from lived import planned
from stored import fresh, imported

CHAT = """\
Date/Time,Sender,Group,Body
31/1/2027 21:37,Priya,WhatsApp,hello all
1/2/2027 9:05,Tom,WhatsApp,hi
2/2/2027 9:05,Ana,Forum,hi
"""
PLAN = """\
commplan: 1
plan: {id: x, title: X, language: en, period: {start: 2027-01-01, end: 2027-12-31}, timezone: Europe/London}
content:
  channels:
    - {id: wa, name: "#whatsapp"}
    - {id: board, name: Notice board}
evaluation:
  sources:
    - id: activity
      tool: table
      mapping: {time: Date/Time, time_format: "%d/%m/%Y %H:%M", member: Sender, channel: Group, text: Body}
"""
SILENT = (
    "  this export cannot tell: which messages belong to one conversation; who reacted to what; when a reaction was given; who "
    "became a member, and when; who stopped being a member, and when; which members are bots; who came to an event\n"
)
KNOWN = ", ".join(collect.known())
FORMAT = '"%d/%m/%Y %H:%M"'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a chat and a plan that reads it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "chat.csv").write_text(CHAT, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    """Exit code, standard output and standard error of one command, run within this process."""
    with pytest.raises(SystemExit) as caught:
        cli.run(arguments)
    out, err = capsys.readouterr()
    return caught.value.code or 0, out, err


def changed(folder: Path, *changes: tuple[str, str]) -> None:
    text = PLAN
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")


IMPORT = ("import", "chat.csv", "--plan", "plan.yaml", "-o", "activity")


# --- a mapping to paste -----------------------------------------------------------------------------------------------
ENTRY = f"""\
evaluation:
  sources:
    - id: activity
      tool: table
      mapping:
        time: Date/Time
        time_format: {FORMAT}
        timezone: UTC  # where the clock stood, such as Asia/Shanghai
        member: Sender
        channel: Group
        text: Body

"""


@pytest.mark.parametrize(
    "arguments", [(), ("--tool", "table"), ("--plan", "plan.yaml"), ("--plan", "plan.yaml", "--source", "activity")]
)
def test_a_table_without_a_mapping_is_answered_with_one_to_paste(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    changed(folder, (PLAN[PLAN.index("      mapping") :], ""))
    assert said(capsys, "import", "chat.csv", *arguments) == (
        2,
        "",
        "commplan: 'chat.csv' is a table, and only the plan's evaluation.sources can say which column holds what\n"
        "  put this into the plan, correct what is guessed wrong, and import it with --plan PLAN:\n\n" + ENTRY,
    )


def test_the_answer_is_in_chinese_too(folder: Path) -> None:
    known = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES")}
    done = subprocess.run(
        [sys.executable, "-m", "commplan", "import", "chat.csv"],
        cwd=folder, env={**known, "COMMPLAN_LANG": "zh", "PYTHONIOENCODING": "utf-8"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    entry = ENTRY.replace("where the clock stood, such as Asia/Shanghai", "时钟所在时区，如 Asia/Shanghai")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "commplan: “chat.csv” 是表格，须由方案的 evaluation.sources 说明各列的含义\n"
        "  请把以下内容写入方案，改正猜错之处，再用 --plan 方案 导入：\n\n" + entry,
    )


def test_sources_tells_of_one_source(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert said(capsys, "sources", "table") == (
        0,
        """\
table  any table (read from real exports)

CSV, JSON lines, a JSON list or Parquet, by a mapping declared in the plan's evaluation.sources

Say at least which column holds the time; `commplan sources --try FILE` proposes a mapping. Without
an id column, the same row twice counts once. A message that answers another counts as a reply.
Texts are read for their length only and are not kept.

For a table with the columns sent, author, room, message and message_id the plan says:

evaluation:
  sources:
    - id: activity
      tool: table
      mapping:
        time: sent
        time_format: "%d/%m/%Y %H:%M"
        timezone: UTC  # where the clock stood, such as Asia/Shanghai
        member: author
        channel: room
        text: message
        id: message_id

`commplan sources --try FILE` shows the same with the columns of your own file, and its first rows.
""",
        "",
    )
    assert said(capsys, "sources", "icq") == (
        2, "", f"commplan: no source is called 'icq'\n  there are: {KNOWN}\n",
    )  # fmt: skip
    assert "slack          read from real exports          Slack" in said(capsys, "sources")[1].splitlines()


def test_what_is_neither_an_export_nor_a_table_is_a_question(tmp_path: Path) -> None:
    (tmp_path / "chat.bin").write_bytes(b"\0\1\2")
    (tmp_path / "none.csv").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "chat.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    for name, en, zh in (
        ("none.csv", "'{path}' is empty", "“{path}” 是空文件"),
        (
            "chat.bin",
            "'{path}' is an export of no tool that is read, and no table (CSV, JSON lines, Parquet)",
            "“{path}” 不是任何可读取工具的导出，也不是表格（CSV、JSON Lines、Parquet）",
        ),
        (
            "chat.xlsx",
            "'{path}' is an Excel workbook: save its sheet as CSV (UTF-8) and import that",
            "“{path}” 是 Excel 工作簿：请把工作表另存为 CSV（UTF-8）后再导入",
        ),
    ):
        path = tmp_path / name
        with pytest.raises(ActivityError) as caught:
            imported(tmp_path / f"{name}-a", path)
        assert (caught.value.words.en, caught.value.words.zh) == (
            en.format(path=path, known=KNOWN),
            zh.format(path=path, known=KNOWN),
        )


IT_IS_A_CHAT = "'{name}' is a chat as {tool} exports it, which is not read: bring it into a CSV with a column each for time, author and text, and import that"
OF_ELEMENT = (
    "'{}' is a plain text of Element, which leaves out the ids of members and messages: export again as JSON, or HTML"
)
UNREAD = {
    "Posts.xml": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
        "'Posts.xml' is a mere pointer of Git LFS: fetch the file with `git lfs pull`, and import it then",
    ),
    "dump.7z": (
        b"7z\xbc\xaf\x27\x1c\0\4",
        "'dump.7z' is an archive that is not opened here: unpack it, and import the folder",
    ),
    "chat.db": (
        b"SQLite format 3\0",
        "'chat.db' is a database: export the table of messages from it as CSV or JSON Lines, and import that",
    ),
    "old.xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "'old.xls' is an Excel workbook: save its sheet as CSV (UTF-8) and import that",
    ),
    "rocketchat_message.bson": (
        b"\x16\0\0\0\2a\0\2\0\0\0b\0\0",
        "'rocketchat_message.bson' is a dump of MongoDB: turn it into JSON Lines with `bsondump`, and import those",
    ),
    "latest.json": (
        b'{"users": [], "topic_list": {"can_create_topic": false, "topics": [{"id": 1}]}}',
        (
            "'latest.json' is a list of topics of Discourse, which holds no posts: fetch the topics (/t/ID.json) or the latest "
            "posts (/posts.json), and import those"
        ),
    ),
    "messages.html": (
        b"<!DOCTYPE html><html><body>hi</body></html>",
        (
            "'messages.html' is a web page, from which nothing is read (those of Telegram Desktop, DiscordChatExporter and Element are): "
            "export again as JSON, which most tools offer beside HTML"
        ),
    ),
    "matrix-Sample-export-Oct-16-2021.txt": (
        b"10/15/2021, 3:14:15 PM - Member A: hello\n",
        OF_ELEMENT.format("matrix-Sample-export-Oct-16-2021.txt"),
    ),
    "export.txt": (
        b"10/15/2021, 3:14:15 PM - Member A: hello\n10/15/2021, 3:15:15 PM - Member B joined the room\n",
        OF_ELEMENT.format("export.txt"),
    ),
    "messages-000001.json": (
        b'{\n    "zerver_message": [],\n    "zerver_usermessage": []\n}\n',
        (
            "'messages-000001.json' is a part of a server export of Zulip: import the whole folder, in which realm.json names "
            "channels and members"
        ),
    ),
    "general.txt": (
        b"==============\nGuild: G\nChannel: Text / general\n==============\n\n[22-Dec-19 09:08 AM] a#1\nhi\n",
        (
            "'general.txt' is a text of DiscordChatExporter, which leaves out the ids of members and messages: export again as "
            "JSON, or as HTML or CSV"
        ),
    ),
    "line.txt": (b"[LINE] Chat history with G\n\n10:00\tA\thi\n", IT_IS_A_CHAT.format(name="line.txt", tool="LINE")),
    "kakao.txt": ("G 님과 카카오톡 대화\n".encode(), IT_IS_A_CHAT.format(name="kakao.txt", tool="KakaoTalk")),
}


@pytest.mark.parametrize(("name", "told"), UNREAD.items(), ids=UNREAD)
def test_what_is_of_a_known_make_but_not_read_says_what_to_do(
    tmp_path: Path, name: str, told: tuple[bytes, str]
) -> None:
    (tmp_path / name).write_bytes(told[0])
    with pytest.raises(ActivityError) as caught:
        imported(tmp_path / "a", tmp_path / name)
    assert caught.value.words.en == told[1]


def test_pages_with_what_lies_beside_them_say_what_to_do(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "matrix - Sample - Chat Export - 2021.zip", "w") as archive:
        archive.writestr("css/style.css", "body{}")
        archive.writestr("js/script.js", "0")
        archive.writestr("messages.html", "\n  <!DOCTYPE html><html><body>hi</body></html>")
    with pytest.raises(ActivityError) as caught:
        imported(tmp_path / "a", tmp_path / "matrix - Sample - Chat Export - 2021.zip")
    assert caught.value.words.en == UNREAD["messages.html"][1]


def test_an_export_that_a_tool_recognises_is_read_as_its_own_beside_a_mapping(folder: Path) -> None:
    (folder / "talk").mkdir()
    (folder / "talk" / "2027-01-31.json").write_text(
        '[{"type": "message", "user": "U1", "ts": "1801432800.1"}]', "utf-8"
    )
    export = folder / "export"
    export.mkdir()
    (folder / "talk").rename(export / "talk")
    _, collected = imported(folder / "a", export, Mapping("Date/Time"))
    assert (collected.source.name, collected.record.kinds) == ("slack", {"message": 1})


# --- times ------------------------------------------------------------------------------------------------------------
def test_times_of_another_format_bring_no_event_and_the_right_format(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(folder, (f", time_format: {FORMAT}", ""))
    assert said(capsys, *IMPORT) == (
        1,
        (
            "chat.csv: any table\n"
            "  0 new events, 0 seen before; 0 members\n"
            "  skipped 3: it has no readable time (chat.csv, line 2; chat.csv, line 3; chat.csv, line 4)\n"
        ),
        f"commplan: 'chat.csv' brought no event: could not read '31/1/2027 21:37' as iso; try time_format: {FORMAT}\n",
    )


def test_a_few_times_of_another_format_are_skipped_with_advice(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "chat.csv").write_text(CHAT + "2027-02-03 10:00,Ana,Forum,hi\n", encoding="utf-8")
    changed(folder, ("    - {id: board, name: Notice board}", "    - {id: forum}"))
    assert said(capsys, *IMPORT, "--today", "2027-12-31") == (
        0,
        "chat.csv: any table\n"
        "  3 new events, 0 seen before; 3 members\n"
        "  message 3\n"
        "  from 2027-01-31 to 2027-02-02 (UTC)\n"
        "  skipped 1: it has no readable time (chat.csv, line 5)\n"
        f"    could not read '2027-02-03 10:00' as {FORMAT}; try time_format: iso\n" + SILENT,
        "",
    )


def test_a_time_format_in_other_letters_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(folder, (FORMAT, "DD/MM/YYYY hh:mm"))
    assert said(capsys, *IMPORT) == (
        2,
        "",
        f"commplan: time_format 'DD/MM/YYYY hh:mm' is no format that can be read; write time_format: {FORMAT}\n",
    )


@pytest.mark.parametrize(
    ("place", "chinese"),
    [
        ("a, b.json, record 12", "a, b.json 第 12 条记录"),
        ("list.mbox, mail 7", "list.mbox 第 7 封邮件"),
        ("talk, message 3", "talk 第 3 条消息"),
        ("guests.xlsx, row 2", "guests.xlsx 第 2 行"),
        ("abc0123", "abc0123"),
    ],
)
def test_a_place_is_counted_as_chinese_counts(place: str, chinese: str) -> None:
    assert Passed(ITSELF, 2, (place, place)).where == Words(f"{place}; {place}", f"{chinese}；{chinese}")


def test_rows_after_today_are_skipped_by_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, *IMPORT, "--today", "2027-01-31")
    assert (code, err) == (0, "")
    assert out.splitlines()[1:5] == [
        "  1 new event, 0 seen before; 1 member",
        "  message 1",
        "  from 2027-01-31 to 2027-01-31 (UTC)",
        "  skipped 2: its clock says a time that has not come yet (chat.csv, line 3; chat.csv, line 4)",
    ]
    assert said(capsys, *IMPORT, "--today", "soon") == (
        2, "", "commplan: 'soon' is not a date\n  write 2027-03-31\n",
    )  # fmt: skip


@pytest.mark.parametrize(("plan", "kept"), [((), 2), (("--plan", "plan.yaml"), 1)])
def test_today_ends_in_the_zone_of_the_plan_or_last_of_all(
    folder: Path, capsys: pytest.CaptureFixture[str], plan: tuple[str, ...], kept: int
) -> None:
    talk = folder / "export" / "talk"
    talk.mkdir(parents=True)
    times = ("1801439999", "1801440000", "1801483200")  # 23:59:59 in London, midnight there, midnight in UTC-12
    posts = ", ".join(f'{{"type": "message", "user": "U1", "ts": "{ts}"}}' for ts in times)
    (talk / "2027-01-31.json").write_text(f"[{posts}]", encoding="utf-8")
    code, out, _ = said(capsys, "import", "export", "-o", "activity", "--today", "2027-01-31", *plan)
    assert (code, out.splitlines()[2]) == (0, f"  message {kept}")


# --- nothing in it ----------------------------------------------------------------------------------------------------
def test_the_wrong_tool_brings_nothing_and_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "import", "chat.csv", "--tool", "slack", "-o", "activity") == (
        1,
        "chat.csv: Slack\n  0 new events, 0 seen before; 0 members\n",
        (
            "commplan: 'chat.csv' brought no event: nothing in it is as slack writes it. Without --tool, commplan looks for the tool "
            "itself\n"
        ),
    )


BARREN = {
    "wrong tool": (
        CHAT, {"source": "slack"},
        "'chat.csv' brought no event: nothing in it is as slack writes it. Without --tool, commplan looks for the tool itself",
        "“chat.csv” 没有带来任何事件：其中没有 slack 格式的内容。不写 --tool 时，commplan 会自行识别",
    ),
    "times": (
        CHAT, {"mapping": Mapping("Date/Time")},
        f"'chat.csv' brought no event: could not read '31/1/2027 21:37' as iso; try time_format: {FORMAT}",
        f"“chat.csv” 没有带来任何事件：无法按 iso 读取 “31/1/2027 21:37”；请试 time_format: {FORMAT}",
    ),
    "kinds": (
        CHAT, {"mapping": Mapping("Date/Time", time_format="%d/%m/%Y %H:%M", kind=None)},
        "'chat.csv' brought no event: all in it was skipped (the mapping does not say what kind of event it is)",
        "“chat.csv” 没有带来任何事件：其内容均被跳过（映射未说明它属于哪种事件）",
    ),
    "only a header": (CHAT.splitlines()[0] + "\n", {"mapping": Mapping("Date/Time")}, None, None),
    "some": (CHAT, {"mapping": Mapping("Date/Time", time_format="%d/%m/%Y %H:%M")}, None, None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "options", "en", "zh"), BARREN.values(), ids=BARREN)
def test_an_export_without_an_event_says_why(
    tmp_path: Path, text: str, options: dict[str, object], en: str | None, zh: str | None
) -> None:
    (tmp_path / "chat.csv").write_text(text, encoding="utf-8")
    found = collect.into(fresh(tmp_path / "a"), [tmp_path / "chat.csv"], **options)[0].barren  # type: ignore[arg-type]
    assert (found and found.en, found and found.zh) == (en, zh)


@pytest.mark.parametrize(("encoding", "shown"), [("gbk", "GBK"), ("utf-16", "UTF-16")])
def test_a_table_in_another_encoding_is_told_which(tmp_path: Path, encoding: str, shown: str) -> None:
    text = "时间,发送人,内容\n2027-01-31 21:37,小李,你好\n"
    (tmp_path / "chat.csv").write_text(text, encoding=encoding)
    with pytest.raises(ActivityError) as caught:
        imported(tmp_path / "a", tmp_path / "chat.csv", Mapping("时间", member="发送人"))
    assert (caught.value.words.en, caught.value.words.zh) == (
        f"'chat.csv' is not UTF-8; it looks like {shown}: add `encoding: {encoding}` to its mapping",
        f"“chat.csv” 不是 UTF-8，看起来是 {shown}：请在其映射中加上 `encoding: {encoding}`",
    )
    _, collected = imported(tmp_path / "b", tmp_path / "chat.csv", Mapping("时间", member="发送人", encoding=encoding))
    assert (collected.record.kinds, collected.skipped) == ({"message": 1}, ())


# --- channels ---------------------------------------------------------------------------------------------------------
def test_channels_that_the_plan_does_not_know_are_named_after_an_import(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, *IMPORT, "--today", "2027-12-31")
    assert (code, out.splitlines()[-1], err) == (
        0,
        (
            "The activity has channels that the plan does not know: 'Forum'. If one of them is 'board', add to it "
            "`handle: Forum`."
        ),
        "",
    )


CHANNELS = [
    ("{id: a, handle: Forum}, {id: b, handle: WhatsApp}", ("WhatsApp", "Forum"), None),
    ('{id: a, name: " #FORUM"}, {id: whatsapp}', ("WhatsApp", "Forum"), None),
    ("{id: a, name: Forum}", ("WhatsApp", "Forum"),
     ("The activity has channels that the plan does not know: 'WhatsApp'.", "活动数据中有方案未列出的渠道：“WhatsApp”。")),
    ("{id: a, name: WhatsApp, handle: wa-1}", ("WhatsApp", "a: b"),
     (("The activity has channels that the plan does not know: 'WhatsApp', 'a: b'. If one of them is 'a', add to it "
      "`handle: NAME`, or correct the handle that it has."),
      "活动数据中有方案未列出的渠道：“WhatsApp”、“a: b”。若其中之一就是 “a”，请在该渠道中加上 `handle: 名称`，已写的请改正。")),
    ("{id: a}, {id: b}", ("x: #y", "mpdm-m1--m2-1", "D0123456789"),
     (("The activity has channels that the plan does not know: 'x: #y'. If one of them is 'a' or 'b', add to it "
      '`handle: "x: #y"`.'),
      "活动数据中有方案未列出的渠道：“x: #y”。若其中之一就是 “a”或“b”，请在该渠道中加上 `handle: \"x: #y\"`。")),
    ("{id: c3}", tuple(f"c{n}" for n in range(8)),
     ("The activity has channels that the plan does not know: 'c0', 'c1', 'c2', 'c4', 'c5' and 2 more.",
      "活动数据中有方案未列出的渠道：“c0”、“c1”、“c2”、“c4”、“c5” 等 7 个。")),
]  # fmt: skip


@pytest.mark.parametrize(("channels", "seen", "told"), CHANNELS)
def test_a_channel_is_known_by_its_handle_or_else_its_name(
    channels: str, seen: tuple[str, ...], told: tuple[str, str] | None
) -> None:
    text = f"commplan: 1\nplan: {{id: x, title: X, language: en}}\ncontent:\n  channels: [{channels}]\n"
    words = venues.unlisted(planned(text), seen)
    assert (words and (words.en, words.zh)) == told


# --- the plan of a folder, and languages ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "command",
    [("render",), ("evaluate", "--activity", "activity"), ("import", "chat.csv", "--today", "2027-12-31", "--plan")],
)
def test_a_folder_means_the_one_plan_in_it(
    folder: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    Store.at(folder / "activity")
    (folder / "none").mkdir()
    assert said(capsys, *command, ".")[0] == 0
    assert said(capsys, *command, "none") == (
        2,
        "",
        (
            "commplan: no plan found in 'none'\n"
            "  a plan is a YAML file with `commplan: 1` on top; `commplan init` writes one\n"
        ),
    )
    (folder / "second.yaml").write_text(PLAN, encoding="utf-8")
    assert said(capsys, *command, ".") == (
        2, "", "commplan: there are several plans in '.'\n  name one of: plan.yaml, second.yaml\n",
    )  # fmt: skip


@pytest.mark.parametrize("tag", ["de", "", "english", "zho-CN"])
def test_a_language_that_is_not_spoken_is_refused(capsys: pytest.CaptureFixture[str], tag: str) -> None:
    for arguments in (("check", "--lang", tag), ("sources", f"--lang={tag}")):
        assert said(capsys, *arguments) == (2, "", f"commplan: --lang cannot be '{tag}'\n  it can be: en, zh\n")


@pytest.mark.parametrize("tag", ["en", "zh", "en-GB", "zh_CN", "zh-Hans-CN", "ZH"])
def test_a_tag_of_a_spoken_language_is_taken(capsys: pytest.CaptureFixture[str], tag: str) -> None:
    assert said(capsys, "sources", "--lang", tag)[0] == 0


@pytest.mark.parametrize("path", ["chat.csv", "nothing.zip"])
def test_what_is_refused_leaves_no_store_behind(folder: Path, capsys: pytest.CaptureFixture[str], path: str) -> None:
    assert said(capsys, "import", path, "-o", "new-store")[0] == 2
    assert not Path("new-store").exists()
