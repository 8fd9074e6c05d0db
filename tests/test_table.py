"""Tables of any make, by a declared mapping."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan.activity.event import KINDS, RawEvent
from commplan.activity.manifest import ActivityError
from commplan.activity.mapping import Also, Mapping, When
from commplan.importing import collect
from commplan.measuring import measure
from commplan.metrics.time_to_close import METRIC as TIME_TO_CLOSE
from stored import EXPORTS, fresh, imported, query, said

GITTER = Mapping(
    name="gitter",
    columns=("room_id", "room_uri", "sent_at", "from_userid", "from_username", "message_id", "text"),
    delimiter="\t",
    id="message_id",
    time="sent_at",
    member="from_username",
    channel="room_uri",
    text="text",
    bots=frozenset({"camperbot"}),
)


def test_a_real_table_without_a_header_is_read(tmp_path: Path) -> None:
    store, collected = imported(tmp_path / "a", EXPORTS / "gitter", GITTER)
    assert query(
        store, "SELECT channel, count(*), count(DISTINCT member), min(us), max(us) FROM events GROUP BY 1 ORDER BY 1"
    ) == [
        ("FreeCodeCamp/Aarhus", 4, 4, 1438237536454000, 1474110256074000),
        ("FreeCodeCamp/Accra", 28, 13, 1437113448670000, 1474109881692000),
    ]
    assert said(collected) == [("by its name it is no table", 2, ("LICENSE", "SOURCE.md"))]
    assert store.capabilities == {"messages", "bots", "sizes"}


def test_a_source_called_as_a_tool_has_the_accounts_of_that_tool(tmp_path: Path) -> None:
    """So that a points ledger that goes by the ids of a chat is of the same people; under any other name it is not."""
    chat = "Time,SenderName,Sender,TalkerName,Talker,Content\n2026-01-01 12:00:00,A,wxid_a,Hall,1@chatroom,hi\n"
    (tmp_path / "chat.csv").write_text(chat, "utf-8")
    (tmp_path / "points.csv").write_text("no,at,member\n1,2026-01-02T10:00:00,wxid_a\n", "utf-8")
    for name, people in (("wechat", 1), ("points", 2)):
        store, _ = imported(tmp_path / name, tmp_path / "chat.csv")
        collect.into(store, [tmp_path / "points.csv"], mapping=Mapping("at", id="no", member="member", name=name))
        assert query(store, "SELECT count(*), count(DISTINCT member) FROM events") == [(2, people)]


ROW = {
    "when": "2024-05-01T10:00:00+02:00",
    "who": "m1",
    "what": "four",
    "where": "hall",
    "id": "e1",
    "re": "",
    "bot": "no",
}
COLUMNS = Mapping("when", member="who", id="id", channel="where", reply_to="re", text="what", bot="bot")


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return path


MAPPED: dict[str, tuple[dict[str, str], Mapping, tuple[Any, ...]]] = {
    "a row": ({}, COLUMNS, ("message", 1714550400000000, "m1", False, "hall", None, 4)),
    "an answer": ({"re": "e0"}, COLUMNS, ("reply", 1714550400000000, "m1", False, "hall", "e0", 4)),
    "a bot": ({"bot": "Yes"}, COLUMNS, ("message", 1714550400000000, "m1", True, "hall", None, 4)),
    "a time without zone": (
        {"when": "2024-05-01 10:00"},
        Mapping("when", member="who", zone="Asia/Shanghai"),
        ("message", 1714528800000000, "m1", None, None, None, None),
    ),
    "a time that the clock showed twice": (
        {"when": "2024-10-27 02:30"},
        Mapping("when", zone="Europe/Berlin"),
        ("message", 1729989000000000, None, None, None, None, None),
    ),
    "seconds of Unix": (
        {"when": "1714550400.25"},
        Mapping("when", time_format="unix"),
        ("message", 1714550400250000, None, None, None, None, None),
    ),
    "milliseconds of Unix": (
        {"when": "1714550400250"},
        Mapping("when", time_format="unix-ms"),
        ("message", 1714550400250000, None, None, None, None, None),
    ),
    "a time as one writes it": (
        {"when": "1.5.2024 10:00"},
        Mapping("when", time_format="%d.%m.%Y %H:%M"),
        ("message", 1714557600000000, None, None, None, None, None),
    ),
    "a kind for all rows": (
        {},
        Mapping("when", member_constant="all", channel_constant="meetup", kind="attend"),
        ("attend", 1714550400000000, "all", None, "meetup", None, None),
    ),
    "a kind by condition": (
        {"what": "came"},
        Mapping(
            "when", kind=None, kinds=(When("register", "what", ("signed",)), When("attend", "what", ("came", "late")))
        ),
        ("attend", 1714550400000000, None, None, None, None, None),
    ),
    "a kind by column": (
        {"what": "join"},
        Mapping("when", kind_column="what"),
        ("join", 1714550400000000, None, None, None, None, None),
    ),
}


@pytest.mark.parametrize(("change", "mapping", "row"), MAPPED.values(), ids=MAPPED)
def test_a_mapping_says_how_a_row_is_read(
    tmp_path: Path, change: dict[str, str], mapping: Mapping, row: tuple[Any, ...]
) -> None:
    store, collected = imported(tmp_path / "a", written(tmp_path / "rows.csv", [ROW | change]), mapping)
    kind, us, who, bot, channel, answered, size = row
    found = query(store, "SELECT kind, us, member, bot, channel, reply_to, size FROM events")
    answer = store.event("table", RawEvent(answered, "message", 0)).event_id if answered else None
    assert found == [(kind, us, who and store.member("table", who), bot, channel, answer, size)]
    assert said(collected) == []


UNREADABLE = {
    "no time": ({"when": ""}, COLUMNS, "it has no readable time"),
    "a time of another make": ({"when": "soon"}, COLUMNS, "it has no readable time"),
    "a time beyond all calendars": ({"when": "99999999999999"}, Mapping("when", time_format="unix"), None),
    "a kind that is none": (
        {"what": "purr"},
        Mapping("when", kind_column="what"),
        "the mapping does not say what kind of event it is",
    ),
}


@pytest.mark.parametrize(("change", "mapping", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_row_that_cannot_be_read_is_named(
    tmp_path: Path, change: dict[str, str], mapping: Mapping, reason: str | None
) -> None:
    export = written(tmp_path / "rows.csv", [ROW | change])
    _, collected = imported(tmp_path / "a", export, mapping, now=1_714_600_000_000_000)
    if reason:
        assert said(collected) == [(reason, 1, ("rows.csv, line 2",))]
    else:
        [(told, count, _)] = said(collected)
        assert (told, count) == ("its clock says a time that has not come yet", 1)


def test_bytes_that_are_no_text_cost_their_row(tmp_path: Path) -> None:
    export = tmp_path / "rows.csv"
    export.write_bytes(
        b"when,who\n2024-05-01,m1\n2024-05-02,m\xff2\n2024-05-03,\xe6\x88\x90,,extra\n2024-05-04,\xe6\x88\x90\n"
    )
    store, collected = imported(tmp_path / "a", export, Mapping("when", member="who"))
    assert query(store, "SELECT member FROM events ORDER BY us") == [
        (store.member("table", "m1"),),
        (store.member("table", "成"),),
    ]
    assert said(collected) == [
        ("it has more columns than the table", 1, ("rows.csv, line 4",)),
        ("it is not valid UTF-8", 1, ("rows.csv, line 3",)),
    ]


def test_nested_json_lines_and_lists_are_read_by_path(tmp_path: Path) -> None:
    rows = [{"at": 1714550400, "user": {"id": 7, "tags": ["x", "ops"]}}, {"at": 1714550401, "user": None}]
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n{", encoding="utf-8")
    (tmp_path / "list.json").write_text(json.dumps(rows), encoding="utf-8")
    mapping = Mapping("at", time_format="unix", member="user.id", channel="user.tags.1")
    wanted = [(1714550400000000, "7", "ops"), (1714550401000000, None, None)]
    for name in ("lines.jsonl", "list.json"):
        store, collected = imported(tmp_path / name.partition(".")[0], tmp_path / name, mapping)
        found = query(store, "SELECT us, member, channel FROM events ORDER BY us")
        assert found == [(us, who and store.member("table", who), channel) for us, who, channel in wanted]
    assert said(collected) == []
    _, collected = imported(tmp_path / "again", tmp_path / "lines.jsonl", mapping)
    assert said(collected) == [("it is not valid JSON", 1, ("lines.jsonl, line 3",))]


def test_parquet_is_read_by_the_same_mapping(tmp_path: Path) -> None:
    with fresh(tmp_path / "maker").connect() as connection:
        connection.execute(
            f"""COPY (SELECT TIMESTAMPTZ '2024-05-01 10:00:00+02' AS at, 7 AS who, true AS bot)
                TO '{tmp_path / "rows.parquet"}' (FORMAT parquet)"""
        )
    store, _ = imported(tmp_path / "a", tmp_path / "rows.parquet", Mapping("at", member="who", bot="bot"))
    assert query(store, "SELECT us, member, bot FROM events") == [(1714550400000000, store.member("table", "7"), True)]


def test_what_is_wrong_with_a_mapping_is_said(tmp_path: Path) -> None:
    export = written(tmp_path / "rows.csv", [ROW])
    (tmp_path / "rows.parquet").write_bytes(b"PAR1 not")
    wrong = [
        (
            export,
            Mapping("time"),
            "'rows.csv' has no column 'time'; it has: 'when', 'who', 'what', 'where', 'id', 're', 'bot'",
        ),
        (export, Mapping("when", zone="Mars/Base"), "'Mars/Base' is no IANA time zone"),
        (export, Mapping("when", zone="../../etc/passwd"), "'../../etc/passwd' is no IANA time zone"),
        (export, Mapping("when", encoding="morse"), "'morse' is no text encoding"),
        (export, Mapping("when", delimiter="||"), "the delimiter must be one character, not '||'"),
        (tmp_path / "rows.parquet", Mapping("when"), "'rows.parquet' is no readable Parquet file"),
    ]
    for number, (path, mapping, sentence) in enumerate(wrong):
        with pytest.raises(ActivityError) as caught:
            imported(tmp_path / str(number), path, mapping)
        assert caught.value.words.en == sentence


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)
DAY = 86_400_000_000
# a few months of one year or another, each to the microsecond: a table has a file for each month
MOMENTS = st.builds(
    int.__add__, st.sampled_from([1_400_000_000_000_000, 1_700_000_000_000_000]), st.integers(0, 40 * DAY)
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(MOMENTS, st.sampled_from(sorted(KINDS)), TEXT, TEXT), min_size=1, max_size=20))
def test_any_table_written_as_csv_comes_back(rows: list[tuple[int, str, str, str]]) -> None:
    stream = io.StringIO(newline="")
    table_ = csv.writer(stream)
    table_.writerow(("id", "at", "kind", "who", "text"))
    for number, (us, kind, who, text) in enumerate(rows):
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
        local = at.astimezone(timezone(timedelta(hours=number % 24 - 12)))
        table_.writerow((number, local.isoformat(), kind, who, text))
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "rows.csv"
        export.write_text(stream.getvalue(), encoding="utf-8", newline="")
        mapping = Mapping("at", id="id", kind_column="kind", member="who", text="text")
        store, collected = imported(Path(folder) / "a", export, mapping)
        found = query(store, "SELECT us, kind, member, size FROM events")
        wanted = [(us, kind, store.member("table", who) if who else None, len(text)) for us, kind, who, text in rows]
        assert sorted(found, key=repr) == sorted(wanted, key=repr)
        assert said(collected) == []


def test_a_table_that_names_only_what_is_answered_tells_conversations(tmp_path: Path) -> None:
    rows = [ROW | {"id": "1", "re": ""}, ROW | {"id": "2", "re": "1"}]
    _, collected = imported(tmp_path / "a", written(tmp_path / "rows.csv", rows), COLUMNS)
    assert "threads" in collected.record.tells
    _, alone = imported(tmp_path / "b", written(tmp_path / "alone.csv", rows[:1]), COLUMNS)
    assert "threads" not in alone.record.tells


def test_a_date_and_a_time_of_day_in_two_columns_are_one_time(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Day,Hour,Who\n05.03.2027,19:30,a\n06.03.2027,,b\n", "utf-8")
    mapping = Mapping("Day", time_of_day="Hour", time_format="%d.%m.%Y %H:%M", member="Who", zone="Asia/Shanghai")
    store, one = imported(tmp_path / "a", tmp_path / "t.csv", mapping)
    assert query(store, "SELECT us FROM events") == [
        (int(datetime(2027, 3, 5, 11, 30, tzinfo=UTC).timestamp()) * 10**6,)
    ]
    assert said(one) == [("it has no readable time", 1, ("t.csv, line 3",))]


WHO_CAME = Mapping(
    "signed",
    member="who",
    kind="register",
    also=(Also(When("attend", "came"), "came"), Also(When("purchase", "paid", ("yes",)))),
)
SHEET = "who,signed,came,paid\na,2024-05-01,2024-05-09T18:00:00,yes\nb,2024-05-02,,no\nc,2024-05-03,late,\n"


def test_a_row_can_tell_more_than_one_event(tmp_path: Path) -> None:
    (tmp_path / "guests.csv").write_text(SHEET, "utf-8")
    store, collected = imported(tmp_path / "a", tmp_path / "guests.csv", WHO_CAME)
    names = {store.member("table", who): who for who in "abc"}
    found = query(
        store, "SELECT kind, strftime(make_timestamp(us), '%m-%d %H'), member, tags FROM events ORDER BY us, kind"
    )
    assert [(kind, at, names[who], tags) for kind, at, who, tags in found] == [
        ("purchase", "05-01 00", "a", "undated"),
        ("register", "05-01 00", "a", None),
        ("register", "05-02 00", "b", None),
        ("register", "05-03 00", "c", None),
        ("attend", "05-09 18", "a", None),
    ]
    assert said(collected) == [("it has no readable time", 1, ("guests.csv, line 4",))]
    assert store.capabilities == {"attendance", "purchases"}


LOG = Mapping("reported", id="case", member="by", channel="place", also=(Also(When("close", "decided"), "decided"),))
CASES = """case,reported,by,place,decided
1,2026-03-02T09:00,a,hall,2026-03-02T11:00
2,2026-03-02T09:00,,hall,2026-03-02T13:00
3,2026-03-03T09:00,b,yard,2026-03-06T09:00
4,2026-03-20T09:00,b,yard,
"""


def test_a_log_of_reports_tells_how_long_decisions_take(tmp_path: Path) -> None:
    """Two, four and seventy-two hours; one report has no name, and one waits."""
    (tmp_path / "reports.csv").write_text(CASES, "utf-8")
    store, _ = imported(tmp_path / "a", tmp_path / "reports.csv", LOG)
    assert store.capabilities == {"messages", "closings"}
    by_kind = "SELECT kind, count(*), count(member), count(thread), max(tags) FROM events GROUP BY 1 ORDER BY 1"
    assert query(store, by_kind) == [("close", 3, 0, 3, None), ("message", 4, 3, 0, "ticket")]
    with store.connect() as connection:
        session = measure.prepare(connection, "UTC", measure.Exclusions(), capabilities=store.capabilities)
        found = measure.compute(session, TIME_TO_CLOSE, measure.Window(date(2026, 3, 1), date(2026, 4, 1)))
    assert dict(zip(found.columns, found.rows[0], strict=True)) == {
        "value": 4 * 3600, "n": 3, "mean": 26 * 3600, "p90": pytest.approx(58.4 * 3600), "still_open": 1, "reopened": 0,
    }  # fmt: skip


def test_an_id_can_be_made_of_columns(tmp_path: Path) -> None:
    """Two orders of one day by one customer are two when what they cost tells them apart, as in the tables of CDNOW."""
    (tmp_path / "orders.txt").write_text(
        " 00004 19970101  2   29.33\n 00004 19970101  1   14.96\n 00004 19970101  2   29.33\n", "utf-8"
    )
    columns = ("customer", "day", "items", "dollars")
    orders = Mapping(
        "day",
        time_format="%Y%m%d",
        member="customer",
        kind="purchase",
        columns=columns,
        id_columns=columns,
        delimiter=" ",
    )
    store, collected = imported(tmp_path / "a", tmp_path / "orders.txt", orders)
    assert (collected.record.kinds, collected.duplicate, said(collected)) == ({"purchase": 2}, 1, [])
    assert query(store, "SELECT DISTINCT us, member FROM events") == [(852076800000000, store.member("table", "00004"))]


def test_a_folder_of_channels_is_read_by_its_names(tmp_path: Path) -> None:
    """As a bot writes the days of a server: a folder for each channel, a thread's channel under `parent`."""
    said_ = {"author": "a", "created_at": "2024-05-01T10:00:00.000000+00:00", "content": "hi", "parent": ""}
    (tmp_path / "export" / "talk").mkdir(parents=True)
    (tmp_path / "export" / "talk" / "2024-05-01.json").write_text(
        json.dumps([said_, said_ | {"parent": "help"}]), "utf-8"
    )
    day = Mapping("created_at", member="author", text="content", channel="parent", channel_from="folder")
    store, collected = imported(tmp_path / "a", tmp_path / "export", day)
    assert query(store, "SELECT channel, size FROM events ORDER BY 1") == [("help", 2), ("talk", 2)]
    assert said(collected) == []


def test_a_list_of_who_came_has_the_day_that_the_mapping_gives(tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_text("姓名\n成员甲\n成员乙\n", "utf-8")
    came = Mapping(
        None, time_constant="2027-03-01", member="姓名", kind="attend", zone="Asia/Shanghai", channel_from="file"
    )
    store, _ = imported(tmp_path / "a", tmp_path / "sheet.csv", came)
    assert query(store, "SELECT kind, us, channel, count(*) FROM events GROUP BY ALL") == [
        ("attend", 1803830400000000, "sheet", 2)
    ]
