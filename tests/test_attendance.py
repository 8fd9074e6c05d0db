"""Who signed up and who came: columns by their names, days from a list of events, mappings that take precedence."""

from __future__ import annotations

from pathlib import Path

import pytest

from commplan.activity.mapping import Also, Mapping, When
from commplan.importing import collect
from stored import EXPORTS, imported, query, recognised, said

LAYOUTS: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "Meetup in Spanish": (
        "Meetup Name,Nombre,Identificador del usuario,Inscribirse,Respondió el,Attended?\nTe,A,user 1,Sí,2024-05-01 10:00:00,Yes\n",
        [("attend", "2024-05-01 10:00:00", "Te"), ("register", "2024-05-01 10:00:00", "Te")],
    ),
    "in Chinese": (
        "姓名;报名时间;签到时间\n成员甲;2024/05/01 10:00;2024/05/09 18:00\n成员乙;2024/05/02 10:00;\n",
        [("register", "2024-05-01 10:00:00", "sheet"), ("register", "2024-05-02 10:00:00", "sheet"),
         ("attend", "2024-05-09 18:00:00", "sheet")],
    ),
    "a ticket shop": (
        ("Order #,Order Date,Email,Event Name,Attendee Status\n1,2024-05-01 10:00:00,a@example.org,Fair,Attending\n"
        "2,2024-05-01 11:00:00,b@example.org,Fair,Checked In\n3,2024-05-01 12:00:00,c@example.org,Fair,Deleted\n"),
        [("register", "2024-05-01 10:00:00", "Fair"), ("attend", "2024-05-01 11:00:00", "Fair"),
         ("register", "2024-05-01 11:00:00", "Fair")],
    ),
    "a ticket shop that tells the event's day": (
        ('Order Date,Email,Event Name,Attendee Status,Date Attending\n2024-05-01 10:00:00,a@example.org,Fair,Checked In,"May 10, 2024 at 7:00 PM"\n'
        '2024-05-01 11:00:00,b@example.org,Fair,Attending,"May 10, 2024 at 7:00 PM"\n'),
        [("register", "2024-05-01 10:00:00", "Fair"), ("register", "2024-05-01 11:00:00", "Fair"), ("attend", "2024-05-10 19:00:00", "Fair")],
    ),
    "a chapter of Google's developer groups": (
        ("Order number,Email,Ticket title,Paid date (UTC),Checkin Date (UTC)\n1,a@example.org,Seat,2024-05-01 10:00:00+00:00,\n"
        "2,b@example.org,Seat,2024-05-01 11:00:00+00:00,2024-05-09 18:00:00+00:00\n"),
        [("register", "2024-05-01 10:00:00", "sheet"), ("register", "2024-05-01 11:00:00", "sheet"), ("attend", "2024-05-09 18:00:00", "sheet")],
    ),
    "times of checking in only": (
        "Name,Checked in at\nA,2024-05-09T18:00:00Z\n",
        [("attend", "2024-05-09 18:00:00", "sheet")],
    ),
    "a sign-in desk's list": (
        "Name,Email,Registered,Checked in at\nA,a@example.org,2024-05-01 10:00,2024-05-09 18:00\nB,b@example.org,2024-05-02 10:00,\n",
        [("register", "2024-05-01 10:00:00", "sheet"), ("register", "2024-05-02 10:00:00", "sheet"),
         ("attend", "2024-05-09 18:00:00", "sheet")],
    ),
    "a state and a time of checking in, and people by their telephones": (
        ("报名ID,活动标题,姓名,手机,审核状态,签到状态,报名时间,签到时间\n1,茶会,成员甲,13800000001,审核通过,已签到,2024-05-01 10:00:00,2024-05-09 18:00:00\n"
        "2,茶会,成员甲,13800000002,审核通过,未签到,2024-05-02 10:00:00,\n3,茶会,成员乙,13800000003,未通过,未签到,2024-05-03 10:00:00,\n"),
        [("register", "2024-05-01 10:00:00", "茶会"), ("register", "2024-05-02 10:00:00", "茶会"), ("attend", "2024-05-09 18:00:00", "茶会")],
    ),
    "what a site of events writes for those who did not come": (
        ("Username,Email,Status,Registered At,Checked In At\na,a@example.org,confirmed,2024-05-01 10:00:00,2024-05-09 18:00:00\n"
        "b,b@example.org,confirmed,2024-05-02 10:00:00,Not checked in\n"),
        [("register", "2024-05-01 10:00:00", "sheet"), ("register", "2024-05-02 10:00:00", "sheet"), ("attend", "2024-05-09 18:00:00", "sheet")],
    ),
    "a shop whose states are those of payments, before the day": (
        ("Purchase Date,Name,Email,Order No,Ticket Type,Status,Checked In,Mobile No\n2024-05-01,A,a@example.org,1,Seat,completed,,\n"
        "2024-05-02,B,b@example.org,2,Seat,completed,,\n"),
        [("register", "2024-05-01 00:00:00", "sheet"), ("register", "2024-05-02 00:00:00", "sheet")],
    ),
    "states in words that nobody knows": (
        "Email,Registered at,Status,Checked in at\na@example.org,2024-05-01 10:00,erledigt,2024-05-09 18:00\n",
        [("register", "2024-05-01 10:00:00", "sheet"), ("attend", "2024-05-09 18:00:00", "sheet")],
    ),
    "a day and crosses": (
        "Name,Event,Event date,Present\nA,Fair,09.05.2024,x\nB,Fair,09.05.2024,\n",
        [("attend", "2024-05-09 00:00:00", "Fair")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), LAYOUTS.values(), ids=LAYOUTS)
def test_columns_are_known_by_their_names(tmp_path: Path, text: str, told: list[tuple[str, str, str]]) -> None:
    (tmp_path / "sheet.csv").write_text(text, "utf-8")
    assert recognised(tmp_path / "sheet.csv") == ["attendance"]
    store, _ = imported(tmp_path / "a", tmp_path / "sheet.csv")
    assert (
        query(store, "SELECT kind, CAST(make_timestamp(us) AS VARCHAR), channel FROM events ORDER BY us, kind") == told
    )


def test_who_has_no_time_of_checking_in_did_not_come(tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_text("Name,Checked in at\nA,2024-05-09 18:00\nB,\nC,soon\n", "utf-8")
    _, collected = imported(tmp_path / "a", tmp_path / "sheet.csv")
    assert said(collected) == [
        ("it has no readable time", 1, ("sheet.csv, line 4",)),
        ("it is of somebody who declined, cancelled or did not come", 1, ("sheet.csv, line 3",)),
    ]


def test_a_list_of_guests_before_the_event_lacks_who_came_and_no_chat(tmp_path: Path) -> None:
    rows = "Name,Email,Registered at,Checked in at\nA,a@example.org,2024-05-01 10:00,\n"
    (tmp_path / "sheet.csv").write_text(rows, "utf-8")
    store, collected = imported(tmp_path / "a", tmp_path / "sheet.csv")
    assert (collected.record.kinds, collected.silent) == ({"register": 1}, ("attendance",))
    assert query(store, "SELECT bot FROM events") == [(False,)]


def test_a_list_of_guests_that_is_downloaded_again_is_of_the_same_event(tmp_path: Path) -> None:
    guests = (EXPORTS / "attendance" / "guests.csv").read_bytes()
    for stamp in ("2026-03-20-18-17-47", "2026-03-21-09-00-00 (1)"):
        (tmp_path / f"Tea - Guests - {stamp}.csv").write_bytes(guests)
    store, first = imported(tmp_path / "a", tmp_path / "Tea - Guests - 2026-03-20-18-17-47.csv")
    again = collect.into(store, [tmp_path / "Tea - Guests - 2026-03-21-09-00-00 (1).csv"])[0]
    assert (again.new, again.duplicate) == (0, first.new)
    assert query(store, "SELECT DISTINCT channel FROM events") == [("Tea",)]


OTHERS = {
    "a chat": "name,date,message\nA,2024-05-01,hi\n",
    "a table without people": "event,date,attended\nFair,2024-05-09,17\n",
    "a table without times": "name,attended\nA,yes\n",
    "a status of something else": "name,status\nA,active\n",
    "the orders of a shop": "Order Date,Email,Status,Total\n2024-05-01,a@example.org,completed,10\n",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_what_does_not_say_who_came_is_not_claimed(tmp_path: Path, text: str) -> None:
    (tmp_path / "sheet.csv").write_text(text, "utf-8")
    assert recognised(tmp_path / "sheet.csv") == []


def test_what_a_plan_says_of_the_columns_takes_precedence(tmp_path: Path) -> None:
    mapping = Mapping(
        "created_at", member="api_id", kind="register", also=(Also(When("attend", "checked_in_at"), "checked_in_at"),)
    )
    store, collected = imported(tmp_path / "a", EXPORTS / "attendance" / "guests.csv", mapping)
    assert (collected.source.name, collected.record.kinds) == ("table", {"attend": 1, "register": 3})
    assert query(store, "SELECT DISTINCT channel FROM events") == [(None,)]


def test_a_sheet_of_events_gives_the_day_and_the_name(tmp_path: Path) -> None:
    """As the publishers of a group of meetups put them: registrations with the event's number, events with a day."""
    export = tmp_path / "export"
    export.mkdir()
    rows = "meetup_id,user_id,rsvp_date,attended\n1,10,2018-12-07 20:48:00,1\n1,11,2018-12-08 09:00:00,0\n2,10,2019-01-20 09:00:00,1\n"
    (export / "attendance.csv").write_text(rows, "utf-8")
    (export / "meetups.csv").write_text("meetup_id,name,date\n1,Tea,2018-12-13\n", "utf-8")
    store, collected = imported(tmp_path / "a", export)
    found = query(
        store, "SELECT kind, CAST(make_timestamp(us) AS VARCHAR), channel, tags FROM events ORDER BY us, kind"
    )
    assert found == [
        ("register", "2018-12-07 20:48:00", "Tea", None),
        ("register", "2018-12-08 09:00:00", "Tea", None),
        ("attend", "2018-12-13 00:00:00", "Tea", None),
        ("attend", "2019-01-20 09:00:00", "2", "undated"),
        ("register", "2019-01-20 09:00:00", "2", None),
    ]
    assert said(collected) == []
