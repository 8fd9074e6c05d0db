"""Stack Exchange's data dumps."""

from __future__ import annotations

from pathlib import Path

import pytest

from stored import EXPORTS, imported, listing, query, recognised, said, unbroken

DUMP = EXPORTS / "stackexchange"
ROWS = '<row Id="1" PostTypeId="1" CreationDate="2024-05-01T10:00:00.000" Body="x" OwnerUserId="2" />'


def test_the_tables_of_a_dump_are_read() -> None:
    assert recognised(DUMP) == ["stackexchange"]
    assert listing("stackexchange", DUMP) == (
        """\
skipped 1: it is the account of the site itself, which is no member (Users.xml, row 1)
2024-04-02T00:00:00 join 2 ? id=join/2/1712016000
skipped 1: it has no readable time (Users.xml, row 3)
2024-05-01T10:00:00.500000 message 2 ? id=post/1/1714557600 in=post/1/1714557600 size=10
2024-05-01T10:05:00 reply 3 ? id=post/2/1714557900 in=post/1/1714557600 to=post/1/1714557600 size=3 [edited]
2024-05-01T10:06:00 reply - ? id=post/3/1714557960 size=5
2024-05-01T10:07:00 message - bot id=post/4/1714558020 size=5
skipped 1: it is no question, answer or comment (wiki, tag page and the like) (Posts.xml, row 5)
skipped 1: it has no readable time (Posts.xml, row 6)
skipped 1: it lacks the id by which it is known (Posts.xml, row 7)
2024-05-01T10:10:00 reply 2 ? id=post/99999999999/1714558200 size=1
2024-05-01T11:00:00 reply 2 ? id=comment/1/1714561200 in=post/1/1714557600 to=post/2/1714557900 size=11 [comment]
2024-05-01T11:01:00 reply 2 ? id=comment/2/1714561260 size=1 [comment]
skipped 1: this table does not say what a member contributed and when (votes are without voters) (Votes.xml)
"""
    )


BOMB = '<!DOCTYPE posts [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"{BOMB}<posts>{ROWS}</posts>",
            "it declares what its words stand for (a document type), as no dump does and a trap would (Posts.xml)",
        ),
        (f"<posts>{ROWS}<row Id='2</posts>", "the file is damaged or cut off and ends before its time (Posts.xml)"),
        (f"<posts>{ROWS}", "the file is damaged or cut off and ends before its time (Posts.xml)"),
    ],
)
def test_a_table_that_is_a_trap_or_damaged_is_named(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "Posts.xml").write_text(text, encoding="utf-8")
    post = "" if "DOCTYPE" in text else "2024-05-01T10:00:00 message 2 ? id=post/1/1714557600 size=1\n"
    assert listing("stackexchange", tmp_path) == f"{post}skipped 1: {told}\n"


def test_a_table_that_only_names_a_document_type_is_read_and_what_it_names_is_not(tmp_path: Path) -> None:
    (tmp_path / "posts.dtd").write_text('<!ENTITY a "told">', encoding="utf-8")
    row = ROWS.replace('"x"', '"x&a;"')
    (tmp_path / "Posts.xml").write_text(f"<!DOCTYPE posts SYSTEM 'posts.dtd'><posts>{row}</posts>", encoding="utf-8")
    assert listing("stackexchange", tmp_path) == "2024-05-01T10:00:00 message 2 ? id=post/1/1714557600 size=1\n"


def test_a_table_of_another_make_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "Posts.xml").write_text("<feed><entry/></feed>", encoding="utf-8")
    assert recognised(tmp_path) == []


def test_a_spoilt_file_costs_what_is_spoilt(tmp_path: Path) -> None:
    export = tmp_path / "Posts.xml"
    export.write_bytes((DUMP / "Posts.xml").read_bytes())
    unbroken("stackexchange", export)


def test_a_real_site_has_the_figures_counted_independently(tmp_path: Path) -> None:
    """SOURCE.md: 552 questions and answers of 115 accounts, from 2015-01-27T20:09:32Z to 2015-03-07T00:21:07Z."""
    export = EXPORTS / "stackexchange-coffee"
    store, collected = imported(tmp_path / "a", export)
    assert (collected.record.kinds, collected.record.members) == ({"message": 225, "reply": 327}, 115)
    assert (collected.record.first // 1_000_000, collected.record.last // 1_000_000) == (1422389372, 1425687667)
    days = "SELECT count(DISTINCT member) AS n FROM events GROUP BY us // 86400000000"
    assert query(store, f"SELECT count(*), max(n) FROM ({days})") == [(39, 44)]  # noqa: S608 - a constant
    assert [(reason, count) for reason, count, _ in said(collected)] == [
        ("it is no question, answer or comment (wiki, tag page and the like)", 40)
    ]


def test_the_tables_of_a_real_site_are_put_together(tmp_path: Path) -> None:
    """SOURCE.md: 557 posts, 962 comments, 680 users, of which one is the site itself."""
    export = EXPORTS / "stackexchange-bicycles"
    store, collected = imported(tmp_path / "a", export)
    assert collected.record.kinds == {"join": 679, "message": 151, "reply": 406 + 962}
    lost = "kind = 'reply' AND NOT EXISTS (FROM events t WHERE t.event_id = e.thread AND t.kind = 'message')"
    assert query(store, f"SELECT count(*) FROM events e WHERE {lost}") == [(0,)]  # noqa: S608 - a constant
    assert collected.silent == ("reactions", "reaction-times", "leaves", "bots", "attendance")
