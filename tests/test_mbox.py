"""Mailing lists as mbox files."""

from __future__ import annotations

import gzip
import re
import zipfile
from pathlib import Path

import pytest

from stored import EXPORTS, imported, listing, recognised, table

ID = re.compile(r"<([^<>\s]+)>")
LIST = EXPORTS / "mbox" / "sample-list"


def test_the_archive_of_a_list_is_read_in_the_order_of_its_months() -> None:
    assert recognised(EXPORTS / "mbox") == ["mbox"]
    assert listing("mbox", EXPORTS / "mbox") == (
        """\
2024-01-01T10:00:00 message member-a@example.org ? #sample-list id=a1@example.org size=17
2024-01-02T10:00:00 reply member-b@example.org ? #sample-list id=b1@example.org in=a1@example.org to=a1@example.org size=23
2024-01-02T10:00:00 reply member-b@example.org ? #sample-list id=b1@example.org in=a1@example.org to=a1@example.org size=21
2024-01-03T10:00:00 reply member-a@example.org ? #sample-list id=a2@example.org in=a1@example.org to=b1@example.org size=8
2024-01-04T15:00:00 reply member-c@example.org ? #sample-list id=c0@example.org in=gone1@example.org to=gone2@example.org size=3
2024-01-05T10:00:00 message member-c@example.org ? #sample-list id=c2@example.org size=12
skipped 1: it has no header that a mail has (sample-list/2024-January.txt, mail 7)
2024-02-02T10:00:00 reply member-c@example.org ? #sample-list id=c1@example.org in=c2@example.org size=55
2024-02-03T10:00:00 message member-d@example.org ? #sample-list id=d1@example.org
"""
    )


ADDRESSES = {
    "member-a at example.org (Member A)": "member-a@example.org",
    "member-a @end|ng |rom example.org (Member A)": "member-a@example.org",
    "Member A <Member-A@Example.org>": "member-a@example.org",
    '"Member A, at home" <member-a@example.org>': "member-a@example.org",
    "member-a(at)example.org": "member-a@example.org",
    "member-a [at] example.org": "member-a@example.org",
    "=?iso-8859-1?q?M=E9mbre?= <member-a at example.org>": "member-a@example.org",
    "=?no-such-charset?q?M=E9mbre?= <member-a@example.org>": "member-a@example.org",
    "Member A": "member a",
}


@pytest.mark.parametrize(("sender", "member"), ADDRESSES.items())
def test_an_address_is_known_however_it_is_written(tmp_path: Path, sender: str, member: str) -> None:
    export = tmp_path / "list.mbox"
    date = "Mon, 1 Jan 2024 10:00:00 +0000"
    export.write_text(
        f"From x Mon Jan  1 10:00:00 2024\nFrom: {sender}\nDate: {date}\nMessage-ID: <1@x>\n\nx\n", "utf-8"
    )
    assert listing("mbox", export) == f"2024-01-01T10:00:00 message {member} ? #list id=1@x size=2\n"


ANSWERED = {
    "In-Reply-To: <1@x>": "in=1@x to=1@x",
    "In-Reply-To: Message from <a@example.org> of Monday\n <1@x>": "in=1@x to=1@x",
    "In-Reply-To: <1@x> (Member A's message)\nReferences: <1@x>": "in=1@x to=1@x",
    "In-Reply-To: <1@x> <a@example.org>\nReferences: <1@x>": "in=1@x to=1@x",
    "In-Reply-To: 1@x": "in=1@x to=1@x",
    "References: 0@x 1@x": "in=1@x to=1@x",
    "References: <0@x> <1@x> <lost@x>": "in=1@x to=lost@x",
    "In-Reply-To: <lost@\n x>": "in=lost@x to=lost@x",
    "In-Reply-To: 0": "",
}


@pytest.mark.parametrize(("head", "place"), ANSWERED.items())
def test_what_a_mail_answers_is_known_however_it_is_written(tmp_path: Path, head: str, place: str) -> None:
    export = tmp_path / "list.mbox"
    begun = "From a Mon Jan  1 10:00:00 2024\nFrom: a@example.org\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n"
    export.write_text(f"{begun}Message-ID: <1@x>\n\n{begun}Message-ID: <2@x>\n{head}\n\n", "utf-8")
    kind = "reply" if place else "message"
    second = f"{kind} a@example.org ? #list id=2@x {place}".rstrip()
    assert listing("mbox", export) == (
        f"2024-01-01T10:00:00 message a@example.org ? #list id=1@x size=0\n2024-01-01T10:00:00 {second} size=0\n"
    )


DATES = {
    "Mon, 1 Jan 2024 10:00:00 +0000": "2024-01-01T10:00:00",
    "Mon, 1 Jan 2024 10:00:00 +0800 (CST)": "2024-01-01T02:00:00",
    "1 Jan 24 10:00 EST": "2024-01-01T15:00:00",
    "Mon, 32 Foo 2024 99:00:00": "2024-01-03T10:00:00",
    "Mon, 1 Jan 1970 10:00:00 +0000": "2024-01-03T10:00:00",
    "Mon, 1 Jan 2044 10:00:00 +0000": "2024-01-03T10:00:00",
    "": "2024-01-03T10:00:00",
}


@pytest.mark.parametrize(("date", "at"), DATES.items())
def test_a_wrong_clock_gives_way_to_the_time_of_arrival(tmp_path: Path, date: str, at: str) -> None:
    export = tmp_path / "list.mbox"
    export.write_text(f"From x Wed Jan  3 10:00:00 2024\nFrom: a@x\nDate: {date}\nMessage-ID: <1@x>\n\nx\n", "utf-8")
    assert listing("mbox", export) == f"{at} message a@x ? #list id=1@x size=2\n"


def test_a_spoilt_file_costs_what_is_spoilt(tmp_path: Path) -> None:
    export = tmp_path / "2024-January.txt"
    export.write_bytes((LIST / "2024-January.txt").read_bytes())
    for cut in (1, 100, 500, 1500):
        export.write_bytes((LIST / "2024-January.txt").read_bytes()[:-cut])
        assert len(listing("mbox", export).splitlines()) <= 7
    export.write_bytes((LIST / "2024-January.txt").read_bytes().replace(b"How does", b"\xff\xfe\x00"))
    assert "size=12" in listing("mbox", export).splitlines()[0]


def test_gzipped_months_in_a_folder_give_the_same_table(tmp_path: Path) -> None:
    packed = tmp_path / "sample-list"
    packed.mkdir()
    for month in LIST.glob("*.txt"):
        (packed / f"{month.name}.gz").write_bytes(gzip.compress(month.read_bytes()))
    plain, _ = imported(tmp_path / "a", LIST)
    inside, _ = imported(tmp_path / "b", packed)
    assert table(plain) == table(inside)


def test_months_given_as_a_folder_or_an_archive_are_of_the_list_that_it_is_called_after(tmp_path: Path) -> None:
    month = "From x Wed Jan  3 10:00:00 2024\nFrom: a@x\nDate: Wed, 3 Jan 2024 10:00:00 +0000\nMessage-ID: <1@x>\n\nx\n"
    (tmp_path / "r-help.d").mkdir()
    (tmp_path / "r-help.d" / "2024q1.txt").write_text(month, "utf-8")
    (tmp_path / "2024q1.txt").write_text(month, "utf-8")
    with zipfile.ZipFile(tmp_path / "r-help.zip", "w") as archive:
        archive.writestr("2024q1.txt", month)
    with zipfile.ZipFile(tmp_path / "updates.zip", "w") as archive:
        archive.writestr("messages.mbox", month)
    given = ("r-help.d", "r-help.zip", "updates.zip", "2024q1.txt")
    told = {name: listing("mbox", tmp_path / name).split(" #")[1:] for name in given}
    assert {name: one[0].split()[0] if one else None for name, one in told.items()} == {
        "r-help.d": "r-help.d", "r-help.zip": "r-help", "updates.zip": "updates", "2024q1.txt": None,
    }  # fmt: skip


def test_an_archive_is_found_among_the_pages_about_it(tmp_path: Path) -> None:
    """Also one that was put together by hand, with the date of the mail in the line above it."""
    for number in range(30):
        (tmp_path / f"{number:06}.html").write_text("<html></html>", "utf-8")
    (tmp_path / "1999-June.txt").write_text(
        "From member-a@example.org Sat, 12 Jun 1999 02:55:14 -0400 (EDT)\nDate: Sat, 12 Jun 1999 02:55:14 -0400 (EDT)\n"
        "From: Member A member-a@example.org\nMessage-ID: <a1@x>\n\nhi\n\n"
        "From member-b@example.org Sat, 12 Jun 1999 03:55:14 -0400 (EDT)\nDate: soon\n"
        "From: Member B <member-b@example.org>\nMessage-ID: <b1@x>\n\nhello\n",
        "utf-8",
    )
    assert recognised(tmp_path) == ["mbox"]
    assert [line.split() for line in listing("mbox", tmp_path).splitlines()] == [
        ["1999-06-12T06:55:14", "message", "member-a@example.org", "?", f"#{tmp_path.name}", "id=a1@x", "size=4"],
        ["1999-06-12T07:55:14", "message", "member-b@example.org", "?", f"#{tmp_path.name}", "id=b1@x", "size=6"],
    ]


@pytest.mark.parametrize("names", [["mails/second.eml", "mails/first.eml"], ["mails/1", "mails/2"],
                                   ["second.eml", "first.eml"], ["Maildir/.mails/cur/1714557600.M1P1.host:2,S", "Maildir/.mails/new/1714557601.M1P1.host"]])  # fmt: skip
def test_mails_that_are_a_file_each_are_read_by_their_dates(tmp_path: Path, names: list[str]) -> None:
    answer, first = names
    for name, hour, more in (
        (answer, 11, "Message-ID: <b@x>\nIn-Reply-To: <a@x>\n"),
        (first, 10, "Message-ID: <a@x>\n"),
    ):
        path = tmp_path / "mails" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        sender = "member-b" if name == answer else "member-a"
        head = f"Received: from host\n\tby host\nFrom: {sender}@example.org\nDate: Wed, 1 May 2024 {hour}:00:00 +0000\n{more}"
        path.write_text(f"{head}\nhello\nFrom x Mon Jan  1 10:00:00 2024\n", "utf-8")
    assert recognised(tmp_path / "mails") == ["mbox"]
    assert listing("mbox", tmp_path / "mails") == (
        "2024-05-01T10:00:00 message member-a@example.org ? #mails id=a@x size=38\n"
        "2024-05-01T11:00:00 reply member-b@example.org ? #mails id=b@x in=a@x to=a@x size=38\n"
    )


def test_a_text_with_a_sender_and_a_date_is_no_mail(tmp_path: Path) -> None:
    (tmp_path / "notes.mail").write_text("From: member-a\nDate: today\n\nhello\n", "utf-8")
    (tmp_path / "letter.eml").write_text("Dear member-a,\nMessage-ID: <a@x>\nFrom: b\nDate: today\n\nhello\n", "utf-8")
    assert recognised(tmp_path) == []
