"""A real Slack workspace against figures counted independently, and each thing Slack writes by itself."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

import json
import tarfile
import tempfile
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stored import EXPORTS, imported, query, said, table

HUMAN = "kind IN ('message', 'reply') AND bot IS NOT TRUE AND member IS NOT NULL"


def unzipped(export: Path, folder: Path) -> Path:
    with zipfile.ZipFile(export) as archive:
        archive.extractall(folder)  # noqa: S202 - a sample of ours
    return folder


@pytest.fixture(scope="module")
def houston(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return imported(tmp_path_factory.mktemp("houston") / "activity", EXPORTS / "slack-houston" / "slack-houston.zip")


def test_a_real_workspace_has_the_figures_counted_independently(houston: Any) -> None:
    """The figures of SOURCE.md are of messages that carry a `user`. Six comments on files carry their author inside
    `comment` instead: they are human messages too, tagged "comment", and the only difference."""
    store, _ = houston
    days = (
        f"SELECT us // 86400000000 AS day, count(DISTINCT member) AS dau FROM events WHERE {HUMAN} AND {{}} GROUP BY 1"
    )
    counted = "NOT contains(coalesce(tags, ''), 'comment')"
    figures = query(
        store,
        f"""SELECT count(*), count(DISTINCT member), min(us), max(us),
                   max(us) // 86400000000 - min(us) // 86400000000 + 1,
                   (SELECT count(*) FROM ({days.format(counted)})), (SELECT max(dau) FROM ({days.format(counted)})),
                   (SELECT count(*) FROM (SELECT member FROM events WHERE {HUMAN} AND {counted}
                                          GROUP BY member HAVING count(*) = 1))
            FROM events WHERE {HUMAN} AND {counted}""",
    )
    first = datetime(2015, 6, 6, 2, 44, 56, tzinfo=UTC)
    last = datetime(2016, 7, 27, 20, 21, 38, tzinfo=UTC)
    seconds = [(n, actors, a // 1_000_000, b // 1_000_000, *rest) for n, actors, a, b, *rest in figures]
    assert seconds == [(1025, 32, int(first.timestamp()), int(last.timestamp()), 418, 164, 6, 8)]


def test_the_six_comments_on_files_are_the_whole_difference(houston: Any) -> None:
    store, _ = houston
    written = [
        (1434772752000007, "UA362D89F", "datajam"),
        (1434772767000008, "UA362D89F", "datajam"),
        (1434774376000011, "UA362D89F", "datajam"),
        (1434774385000012, "UA362D89F", "datajam"),
        (1452745415000012, "UA101495F", "general"),
        (1452876787000018, "UBEC208FC", "general"),
    ]
    assert query(
        store, f"SELECT us, member, channel, tags FROM events WHERE {HUMAN} AND contains(tags, 'comment') ORDER BY us"
    ) == [(us, store.member("slack", who), channel, "comment file") for us, who, channel in written]


def test_a_real_workspace_says_what_it_holds_and_what_it_cannot_tell(houston: Any) -> None:
    store, collected = houston
    assert collected.record.kinds == {"join": 391, "leave": 3, "message": 1031, "reaction": 199}
    assert (collected.new, collected.duplicate, collected.record.members) == (1624, 0, 71)
    assert collected.silent == ("threads", "reaction-times", "leaves", "attendance")
    assert store.capabilities == {"messages", "reactions", "joins", "bots", "sizes"}
    places = (
        "tools/2015-06-09.json, record 2",
        "examples/2015-06-09.json, record 2",
        "examples/2015-06-09.json, record 3",
    )
    assert said(collected) == [
        (
            "it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed",
            28,
            places,
        )
    ]


def test_everybody_joins_once_and_on_the_day_of_the_general_channel(houston: Any) -> None:
    store, _ = houston
    joins = "SELECT member, min(us) FROM events WHERE kind = 'join' AND {} GROUP BY member ORDER BY 1"
    assert query(store, joins.format("tags IS NULL")) == query(store, joins.format("channel = 'general'"))
    assert query(store, "SELECT count(*), count(DISTINCT member) FROM events WHERE kind = 'join' AND tags IS NULL") == [
        (71, 71)
    ]


def test_a_folder_a_zip_and_a_tar_of_one_export_give_the_same_table(houston: Any, tmp_path: Path) -> None:
    folder = unzipped(EXPORTS / "slack-houston" / "slack-houston.zip", tmp_path / "export")
    with tarfile.open(tmp_path / "export.tar.gz", "w:gz") as archive:
        archive.add(folder, "houston")
    inside, _ = imported(tmp_path / "a", folder)
    packed, _ = imported(tmp_path / "b", tmp_path / "export.tar.gz")
    assert table(inside) == table(packed) == table(houston[0])


def test_bots_of_a_small_team_are_told_from_its_people(tmp_path: Path) -> None:
    store, collected = imported(tmp_path / "a", EXPORTS / "slack-viewer-fixture" / "slack-viewer-fixture.zip")
    assert query(store, "SELECT kind, bot, count(*), count(DISTINCT member) FROM events GROUP BY ALL ORDER BY ALL") == [
        ("join", False, 12, 4),
        ("message", False, 53, 4),
        ("message", True, 94, 3),
        ("reaction", False, 1, 1),
    ]
    assert collected.silent == ("threads", "reaction-times", "leaves", "attendance")


def slack(folder: Path, messages: dict[str, list[Any]], **lists: Any) -> Path:
    """A workspace export: the messages of each `channel/day`, and the lists beside the channels."""
    folder.mkdir()
    for name, rows in lists.items():
        (folder / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    for day, rows in messages.items():
        (folder / day).parent.mkdir(exist_ok=True)
        (folder / f"{day}.json").write_text(json.dumps(rows, indent=4), encoding="utf-8")
    return folder


def post(ts: str, user: str | None = "U1", **more: Any) -> dict[str, Any]:
    return {"type": "message", "ts": ts, "text": "four"} | ({"user": user} if user else {}) | more


PEOPLE = [{"id": "U1", "is_bot": False}, {"id": "U2", "is_bot": False}, {"id": "UB", "is_bot": True}]
DAY = "talk/2024-05-01"

READINGS: dict[str, tuple[list[Any], list[tuple[Any, ...]]]] = {
    "a message": ([post("1714550000.000100")], [("message", 1714550000000100, "U1", False, 4, None)]),
    "an edited message with a file": (
        [post("1714550000.0001", edited={"ts": "1"}, files=[{"id": "F1"}])],
        [("message", 1714550000000100, "U1", False, 4, "edited file")],
    ),
    "a message of an app": (
        [post("1714550000.0", None, subtype="bot_message", bot_id="B7")],
        [("message", 1714550000000000, "B7", True, 4, None)],
    ),
    "a message of a bot user": (
        [post("1714550000", "UB", bot_id="B7")],
        [("message", 1714550000000000, "UB", True, 4, None)],
    ),
    "a message that an app posts for a person": (
        [post("1714550000", bot_id="B7")],
        [("message", 1714550000000000, "U1", False, 4, None)],
    ),
    "a message of Slackbot": ([post("1714550000", "USLACKBOT")], [("message", 1714550000000000, None, True, 4, None)]),
    "a message of somebody from another workspace": (
        [post("1714550000", "UX")],
        [("message", 1714550000000000, "UX", None, 4, None)],
    ),
    "a deleted message that has replies": (
        [post("1714550000", "USLACKBOT", subtype="tombstone")],
        [("message", 1714550000000000, None, None, None, "deleted")],
    ),
    "a reply that is sent to the channel as well": (
        [post("1714550000", subtype="thread_broadcast", thread_ts="1714540000.1")],
        [("reply", 1714550000000000, "U1", False, 4, "broadcast")],
    ),
    "a reply to itself is the message that opens its thread": (
        [post("1714550000.5", thread_ts="1714550000.5")],
        [("message", 1714550000500000, "U1", False, 4, None)],
    ),
    "a reaction has the time of its message": (
        [post("1714550000", reactions=[{"name": "+1", "users": ["U2"], "count": 1}])],
        [
            ("message", 1714550000000000, "U1", False, 4, None),
            ("reaction", 1714550000000000, "U2", False, None, "undated"),
        ],
    ),
    "the same record twice": ([post("1714550000")] * 2, [("message", 1714550000000000, "U1", False, 4, None)]),
    "leaving a channel": (
        [post("1714550000", subtype="channel_leave")],
        [("leave", 1714550000000000, "U1", False, None, "channel")],
    ),
}


@pytest.mark.parametrize(("records", "rows"), READINGS.values(), ids=READINGS)
def test_what_slack_writes_is_read_as(tmp_path: Path, records: list[Any], rows: list[tuple[Any, ...]]) -> None:
    store, _ = imported(tmp_path / "a", slack(tmp_path / "export", {DAY: records}, users=PEOPLE))
    found = query(store, "SELECT kind, us, member, bot, size, tags FROM events ORDER BY us, kind")
    assert found == [(kind, us, who and store.member("slack", who), *rest) for kind, us, who, *rest in rows]


def joined(tmp_path: Path, messages: dict[str, list[Any]], **lists: Any) -> list[tuple[Any, ...]]:
    store, _ = imported(tmp_path / "a", slack(tmp_path / "export", messages, **lists))
    names = {store.member("slack", who): who for who in ("U1", "U2")}
    rows = query(store, "SELECT member, us FROM events WHERE kind = 'join' AND tags IS NULL ORDER BY us")
    return [(names[member], us // 1_000_000) for member, us in rows]


def join(ts: str, user: str) -> dict[str, Any]:
    return post(ts, user, subtype="channel_join")


def test_with_a_general_channel_the_join_there_is_the_join_of_the_community(tmp_path: Path) -> None:
    messages = {
        "talk/2024-05-01": [join("1714550000", "U1"), join("1714550005", "U2")],
        "all/2024-05-01": [join("1714550001", "U1"), join("1714560000", "U1")],
    }
    channels = [{"id": "C1", "name": "talk", "is_general": False}, {"id": "C2", "name": "all", "is_general": True}]
    assert joined(tmp_path, messages, channels=channels) == [("U1", 1714550001)]


def test_without_one_the_first_channel_joined_is_unless_the_member_was_there_before(tmp_path: Path) -> None:
    messages = {
        "talk/2024-05-01": [post("1714540000", "U2"), join("1714550000", "U1")],
        "more/2024-05-01": [join("1714550001", "U1"), join("1714550002", "U2")],
    }
    assert joined(tmp_path, messages) == [("U1", 1714550000)]


def test_private_conversations_are_read_only_when_asked_for(tmp_path: Path) -> None:
    messages = {
        f"{name}/2024-05-01": [post("1714550000")]
        for name in ("talk", "board", "D0ABCDEF12", "mpdm-member-a--member-b-1")
    }
    channels = {"channels": [{"id": "C1", "name": "talk"}], "groups": [{"id": "G1", "name": "board"}]}
    export = slack(tmp_path / "export", messages, **channels)
    store, collected = imported(tmp_path / "a", export)
    assert query(store, "SELECT channel FROM events") == [("talk",)]
    left_out = ("D0ABCDEF12", "board", "mpdm-member-a--member-b-1")
    assert said(collected) == [("a private conversation, which is read only when asked for", 3, left_out)]
    asked, collected = imported(tmp_path / "b", export, private=True)
    assert query(asked, "SELECT channel FROM events ORDER BY 1") == [(name,) for name in sorted([*left_out, "talk"])]
    assert said(collected) == []


def test_folders_may_be_called_by_the_ids_of_their_channels(tmp_path: Path) -> None:
    messages = {f"{folder}/2024-05-01": [join("1714550000.1", "U1")] for folder in ("C1", "C2", "G1")}
    channels = {"channels": [{"id": "C1", "name": "talk", "is_general": True}, {"id": "C2", "name": "more"}]}
    export = slack(tmp_path / "export", messages, **channels, groups=[{"id": "G1", "name": "board"}])
    store, collected = imported(tmp_path / "a", export)
    rows = query(store, "SELECT channel, tags FROM events WHERE kind = 'join' ORDER BY ALL")
    assert rows == [("more", "channel"), ("talk", "channel"), (None, None)]
    assert said(collected) == [("a private conversation, which is read only when asked for", 1, ("G1",))]


GOOD = [post("1714550000.1"), post("1714550002.1")]
BROKEN = {
    "no object": ("17", "it is no JSON object"),
    "no time": (json.dumps({"type": "message", "user": "U1"}), "it has no readable time"),
    "a time that is a word": (json.dumps(post("soon")), "it has no readable time"),
    "no message": (json.dumps({"type": "huddle", "ts": "1714550001.1"}), "it is no message"),
    "broken JSON": ('{"type": "message", "ts": 1714550001.1.1, "user": {"a": [1, 2]}}', "it is not valid JSON"),
    "half a string": ('{"type": "message",\n "text": "four,\n "ts": "1714550001.1"}', "it is not valid JSON"),
    "invalid UTF-8": (json.dumps(post("1714550001.1")).replace("four", "fo\udcffur"), "it is not valid UTF-8"),
    "a clock never set": (json.dumps(post("17.1")), "its clock says a time before 1980"),
    "a clock ahead": (json.dumps(post("1914550001.1")), "its clock says a time that has not come yet"),
    "deep nesting": ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "it is not valid JSON"),
}


@pytest.mark.parametrize(("record", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_record_costs_only_itself(tmp_path: Path, record: str, reason: str) -> None:
    export = slack(tmp_path / "export", {DAY: GOOD}, users=PEOPLE)
    before, after = (json.dumps(good, indent=4) for good in GOOD)
    text = f"[\n{before},\n{record},\n{after}\n]"
    (export / f"{DAY}.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    store, collected = imported(tmp_path / "a", export, now=1_714_600_000_000_000)
    assert query(store, "SELECT us FROM events ORDER BY us") == [(1714550000100000,), (1714550002100000,)]
    place = (
        "talk/1714550001.1" if "not come" in reason else "talk/17.1" if "1980" in reason else f"{DAY}.json, record 2"
    )
    place = place.replace("1714550001.1", "1914550001.1") if "not come" in reason else place
    assert said(collected) == [(reason, 1, (place,))]


def test_a_file_that_is_cut_off_gives_what_came_before(tmp_path: Path) -> None:
    export = slack(tmp_path / "export", {DAY: GOOD})
    whole = (export / f"{DAY}.json").read_bytes()
    (export / f"{DAY}.json").write_bytes(whole[:-20])
    store, collected = imported(tmp_path / "a", export)
    assert query(store, "SELECT us FROM events") == [(1714550000100000,)]
    cut = "the file is damaged or cut off and ends before its time"
    assert said(collected) == [(cut, 1, (f"{DAY}.json, record 2",))]


def test_reactions_that_nobody_is_named_for_are_counted_and_not_made_up(tmp_path: Path) -> None:
    record = post("1714550000", reactions=[{"name": "+1", "users": ["U2"], "count": 10**15}])
    _, collected = imported(tmp_path / "a", slack(tmp_path / "export", {DAY: [record]}))
    assert collected.record.kinds == {"message": 1, "reaction": 1}
    unnamed = "the export counts this reaction without saying whose it is"
    assert said(collected) == [(unnamed, 10**15 - 1, (f"{DAY}.json, record 1",))]


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)
# a few months of one year or another, each to the microsecond: a store has a file for each month
MOMENTS = st.builds(
    int.__add__, st.sampled_from([1_400_000_000_000_000, 1_700_000_000_000_000]), st.integers(0, 40 * 86_400_000_000)
)


@st.composite
def workspaces(draw: st.DrawFn) -> dict[tuple[str, int], dict[str, Any]]:
    """Messages by channel and time; some answer an earlier one of their channel."""
    messages: dict[tuple[str, int], dict[str, Any]] = {}
    for us in sorted(draw(st.sets(MOMENTS, min_size=1, max_size=12))):
        channel = draw(st.sampled_from(["general", "帮助"]))
        roots = [at for at, said in messages.items() if at[0] == channel and said["root"] is None]
        messages[channel, us] = {
            "who": draw(st.sampled_from(["U1", "U2", "UB"])),
            "text": draw(TEXT),
            "root": draw(st.sampled_from([None, *roots])),
            "edited": draw(st.booleans()),
            "liked": draw(st.sets(st.sampled_from(["U1", "U2"]))),
        }
    return messages


def _ts(us: int) -> str:
    return f"{us // 1_000_000}.{us % 1_000_000:06d}"


def as_slack(messages: dict[tuple[str, int], dict[str, Any]], folder: Path) -> Path:
    """The workspace as Slack would export it, cut into files at Pacific midnight."""
    days: dict[str, list[Any]] = {}
    for (channel, us), said_ in messages.items():
        day = datetime.fromtimestamp(us // 1_000_000, timezone(timedelta(hours=-8))).date()
        record = post(_ts(us), said_["who"], text=said_["text"])
        if said_["root"]:
            record["thread_ts"] = _ts(said_["root"][1])
        if said_["edited"]:
            record["edited"] = {"user": said_["who"], "ts": _ts(us)}
        if said_["liked"]:
            record["reactions"] = [{"name": "+1", "users": sorted(said_["liked"]), "count": len(said_["liked"])}]
        days.setdefault(f"{channel}/{day}", []).append(record)
    return slack(folder, days, users=PEOPLE)


@settings(max_examples=12, deadline=None)
@given(workspaces())
def test_any_workspace_written_as_slack_does_comes_back(messages: dict[tuple[str, int], dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, collected = imported(Path(folder) / "a", as_slack(messages, Path(folder) / "export"))
        found = query(
            store,
            """SELECT e.kind, e.us, e.member, e.bot, e.channel, t.us, r.us, e.size, e.tags FROM events e
               LEFT JOIN events t ON e.thread = t.event_id LEFT JOIN events r ON e.reply_to = r.event_id""",
        )
        wanted: list[tuple[Any, ...]] = []
        for (channel, us), one in messages.items():
            root, who = one["root"] and one["root"][1], store.member("slack", one["who"])
            tags = "edited" if one["edited"] else None
            kind = "reply" if root else "message"
            wanted.append((kind, us, who, one["who"] == "UB", channel, root, root, len(one["text"]), tags))
            for liker in one["liked"]:
                member = store.member("slack", liker)
                wanted.append(("reaction", us, member, False, channel, None, us, None, "undated"))
        assert sorted(found, key=repr) == sorted(wanted, key=repr)
        assert said(collected) == []
