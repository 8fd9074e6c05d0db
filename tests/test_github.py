"""GitHub: GH Archive, and what its API gives."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from stored import EXPORTS, imported, listing, query, recognised, said, table, unbroken

ARCHIVE, API = EXPORTS / "gharchive", EXPORTS / "github"
HOUR = ARCHIVE / "2024-05-01-10.json"
NOT_SAID = "it tells what was done to a repository (labelled, forked, branched and the like), not what a member said"


def test_an_hour_of_the_archive_is_read_old_and_new() -> None:
    assert recognised(ARCHIVE) == ["gharchive"]
    listed = re.sub("made/[0-9a-f]{64}", "made", listing("gharchive", ARCHIVE))
    assert listed == (
        """\
2012-03-11T08:00:00 message name member-a ? #sample/project id=sample/project#7 in=sample/project#7 [issue]
2012-03-11T08:01:00 reply name member-b ? #sample/project id=made [comment]
2024-05-01T10:00:00 message 1 ? #sample/project id=sample/project#7 in=sample/project#7 size=2 [issue]
2024-05-01T10:01:00 reply 2 ? #sample/project id=2 in=sample/project#7 to=sample/project#7 size=3 [comment]
2024-05-01T10:02:00 message 49 bot #sample/project id=sample/project#8 in=sample/project#8 [pull-request]
2024-05-01T10:03:00 reply 1 ? #sample/project id=4 in=sample/project#8 to=sample/project#8 size=2 [review]
2024-05-01T10:04:00 message 1 ? #sample/project id=5 [push]
2024-05-01T10:05:00 reaction 3 ? #sample/project id=6 [star]
2024-05-01T10:06:00 close 1 ? #sample/project id=7 in=sample/project#7
2024-05-01T10:07:00 reply 1 ? #sample/project id=8 size=4 [comment]
skipped 1: it has no readable time (2024-05-01-10.json, line 9)
skipped 1: it is no event of GitHub (2024-05-01-10.json, line 10)
skipped 1: it is not valid JSON (2024-05-01-10.json, line 11)
"""
    )


def test_before_2015_the_address_of_a_comment_tells_what_it_answers(tmp_path: Path) -> None:
    def told(n: int, kind: str, address: str, **payload: object) -> dict[str, object]:
        about = {"name": "project", "owner": "sample"}
        at = f"2013-09-22T10:00:0{n}-07:00"
        return {"type": kind, "actor": "a", "repository": about, "payload": payload, "url": address, "created_at": at}

    at = "https://github.com/sample/project"
    rows = [
        told(0, "IssuesEvent", f"{at}/issues/7", action="opened", issue=123, number=7),
        told(1, "IssueCommentEvent", f"{at}/issues/7#issuecomment-4", issue_id=123, comment_id=4),
        told(2, "PullRequestReviewCommentEvent", f"{at}/pull/8#discussion_r6", comment={"body": "So."}),
        told(3, "CommitCommentEvent", f"{at}/commit/abc#commitcomment-5", comment_id=5),
    ]
    (tmp_path / "2013-09-22-17.json").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    found = re.sub("made/[0-9a-f]{64}", "made", listing("gharchive", tmp_path / "2013-09-22-17.json"))
    assert found == (
        "2013-09-22T17:00:00 message name a ? #sample/project id=sample/project#7 in=sample/project#7 [issue]\n"
        "2013-09-22T17:00:01 reply name a ? #sample/project id=made in=sample/project#7 to=sample/project#7 [comment]\n"
        "2013-09-22T17:00:02 reply name a ? #sample/project id=made in=sample/project#8 to=sample/project#8 size=3 [comment]\n"
        "2013-09-22T17:00:03 reply name a ? #sample/project id=made [comment]\n"
    )


@pytest.mark.parametrize("between", ["", " "])
def test_the_oldest_hours_have_their_events_in_a_row(tmp_path: Path, between: str) -> None:
    lines = HOUR.read_text("utf-8").splitlines()[:8]
    (tmp_path / "a.json").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "b.json").write_text(between.join(lines), "utf-8")
    assert recognised(tmp_path / "b.json") == ["gharchive"]
    assert listing("gharchive", tmp_path / "b.json") == listing("gharchive", tmp_path / "a.json")


def test_gzipped_hours_in_a_folder_give_the_same_table(tmp_path: Path) -> None:
    (tmp_path / "hours").mkdir()
    (tmp_path / "hours" / f"{HOUR.name}.gz").write_bytes(gzip.compress(HOUR.read_bytes()))
    plain, _ = imported(tmp_path / "a", HOUR)
    packed, collected = imported(tmp_path / "b", tmp_path / "hours")
    assert table(plain) == table(packed)
    assert collected.silent == ("joins", "leaves", "bots", "attendance")


def test_spoilt_files_cost_what_is_spoilt(tmp_path: Path) -> None:
    for tool, file in (("gharchive", HOUR), ("github", API / "wrapped" / "7.json")):
        export = tmp_path / file.name
        export.write_bytes(file.read_bytes())
        unbroken(tool, export)


def test_real_events_are_counted_as_their_kinds_say(tmp_path: Path) -> None:
    """SOURCE.md: 561 pushes, 101 + 8 + 5 comments, 65 stars, 1 release; of 52 and 46 events 31 and 25 open something, 21 and 20 close it, 1 opens it again."""
    store, collected = imported(tmp_path / "a", EXPORTS / "gharchive-2015")
    assert query(store, "SELECT kind, tags, count(*) FROM events GROUP BY ALL ORDER BY ALL") == [
        ("close", "merged", 16),
        ("close", None, 25),
        ("message", "issue", 31),
        ("message", "pull-request", 25),
        ("message", "push", 561),
        ("message", "release", 1),
        ("reaction", "star", 65),
        ("reopen", None, 1),
        ("reply", "comment", 114),
    ]
    assert [(reason, count) for reason, count, _ in said(collected)] == [(NOT_SAID, 203 - 42)]


# --- what the API gives -----------------------------------------------------------------------------------------------
DONE = (
    "it tells what was done to an issue (merged, labelled, mentioned, committed and the like), not what a member said"
)


def test_issues_with_their_timelines_are_read() -> None:
    assert recognised(API / "wrapped") == ["github"]
    assert listing("github", API / "wrapped") == (
        f"""\
2024-05-01T10:00:00 message 1 person id=opened/5 in=opened/5 size=2 [issue]
skipped 2: the export counts this reaction without saying whose it is (7.json)
2024-05-01T10:01:00 reply 2 person id=comment/30 in=opened/5 to=opened/5 size=3 [comment]
2024-05-01T10:02:00 close 1 person id=close/opened/5/1714557720 in=opened/5
2024-05-01T10:03:00 reply - ? id=comment/32 in=opened/5 to=opened/5 size=4 [comment]
2024-05-01T10:04:00 reopen - ? id=reopen/opened/5/1714557840 in=opened/5
skipped 1: it has no readable time (7.json, event 5)
skipped 1: it lacks the id by which it is known (7.json, event 6)
2024-05-01T11:00:00 message 49 bot id=opened/6 in=opened/6 [pull-request]
2024-05-01T11:01:00 reply 1 person id=review/40 in=opened/6 to=opened/6 size=2 [review]
skipped 1: {DONE} (8.json, event 2)
skipped 1: {DONE} (8.json, event 3)
2024-05-01T12:00:01 close 2 person id=close/opened/6/1714564801 in=opened/6 [merged]
2024-05-01T11:01:00 reply 1 person id=line/40 in=opened/6 to=opened/6 size=4 [comment]
2024-05-01T11:02:00 reply 2 person id=line/41 in=opened/6 to=line/40 size=4 [comment]
"""
    )


def test_lists_of_issues_comments_and_reviews_are_read() -> None:
    assert recognised(API / "lists") == ["github"]
    assert listing("github", API / "lists") == (
        """\
2024-05-01T10:01:00 reply 2 person #sample/project id=comment/30 in=sample/project#7 to=sample/project#7 size=3 [comment]
skipped 1: the file is not of this tool (comments.json, record 2)
2024-05-01T10:00:00 message 1 person #sample/project id=sample/project#7 in=sample/project#7 size=3 [issue]
2024-05-01T11:00:00 message 2 person #sample/project id=sample/project#8 in=sample/project#8 [pull-request]
2024-05-01T12:00:01 close - ? #sample/project id=close/sample/project#8/1714564801 in=sample/project#8 [merged]
2024-05-01T11:01:00 reply 1 person #sample/project id=review/40 in=sample/project#8 to=sample/project#8 size=0 [review]
"""
    )


def test_what_was_fetched_before_2017_is_read_too(tmp_path: Path) -> None:
    """It does not say how an author belongs to the repository; issues of another forge are none of GitHub's."""
    lists = tmp_path / "lists"
    lists.mkdir()
    for file in (API / "lists").iterdir():
        old = (
            file.read_text("utf-8")
            .replace('"author_association"', '"x"')
            .replace('"id"', '"url":"https://api.github.com/repos/s/p/","id"')
        )
        (lists / file.name).write_text(old, "utf-8")
    assert recognised(lists) == ["github"]
    assert listing("github", lists) == listing("github", API / "lists")
    (tmp_path / "forge.json").write_text(old.replace("api.github.com/repos", "example.org/api/v1/repos"), "utf-8")
    assert recognised(tmp_path / "forge.json") == []


ASKED = {
    "number": 7,
    "url": "https://github.com/sample/project/issues/7",
    "createdAt": "2024-05-01T10:00:00Z",
    "closedAt": "2024-05-02T10:00:00Z",
    "author": {"id": "MDQ6VXNlcjE=", "is_bot": False, "login": "member-a", "name": "A"},
    "body": "Why",
    "reactionGroups": [{"content": "THUMBS_UP", "users": {"totalCount": 2}}],
    "comments": [
        {
            "id": "IC_kwDORIrGY87-vERl",
            "author": {"login": "member-b"},
            "createdAt": "2024-05-01T11:00:00Z",
            "body": "no",
            "url": "https://github.com/sample/project/issues/7#issuecomment-4273751141",
        },
        {"id": "MDEyOklzc3VlQ29tbWVudDEyMw==", "author": None, "createdAt": "2024-05-01T12:00:00Z"},
        {"id": "IC_", "createdAt": "2024-05-01T12:00:00Z"},
    ],
}
PULLED = {
    "number": 8,
    "createdAt": "2024-05-01T10:00:00Z",
    "mergedAt": "2024-05-01T12:00:00Z",
    "url": "https://github.com/sample/project/pull/8",
    "author": {"__typename": "Bot", "login": "helper"},
    "reviews": {
        "edges": [
            {
                "node": {
                    "id": "PRR_kwDORIrGY872bov3",
                    "author": {"login": "member-a"},
                    "submittedAt": "2024-05-01T11:00:00Z",
                }
            }
        ]
    },
}
TOLD_LIST = """\
2024-05-01T10:00:00 message name member-a person #sample/project id=sample/project#7 in=sample/project#7 size=3 [issue]
skipped 2: the export counts this reaction without saying whose it is ({where})
2024-05-01T11:00:00 reply name member-b ? #sample/project id=comment/4273751141 in=sample/project#7 to=sample/project#7 size=2 [comment]
2024-05-01T12:00:00 reply - ? #sample/project id=comment/123 in=sample/project#7 to=sample/project#7 [comment]
skipped 1: it lacks the id by which it is known ({where}, event 3)
2024-05-02T10:00:00 close - ? #sample/project id=close/sample/project#7/1714644000 in=sample/project#7
"""
TOLD_QUERY = """\
2024-05-01T10:00:00 message name helper bot #sample/project id=sample/project#8 in=sample/project#8 [pull-request]
2024-05-01T11:00:00 reply name member-a ? #sample/project id=review/4134439927 in=sample/project#8 to=sample/project#8 [review]
2024-05-01T12:00:00 close - ? #sample/project id=close/sample/project#8/1714564800 in=sample/project#8 [merged]
"""
WRITTEN = {
    "a list of the command line": ([ASKED], TOLD_LIST.format(where="in.json, record 1")),
    "one issue of the command line": ({key: ASKED[key] for key in sorted(ASKED)}, TOLD_LIST.format(where="in.json")),
    "an answer of GraphQL": ({"data": {"repository": {"pullRequests": {"nodes": [PULLED]}}}}, TOLD_QUERY),
    "edges of GraphQL": ({"data": {"search": {"edges": [{"node": PULLED}]}}}, TOLD_QUERY),
}


@pytest.mark.parametrize(("written", "told"), WRITTEN.values(), ids=WRITTEN)
def test_the_command_line_and_graphql_tell_the_same_by_other_names(tmp_path: Path, written: object, told: str) -> None:
    (tmp_path / "in.json").write_text(json.dumps(written), "utf-8")
    assert recognised(tmp_path) == ["github"]
    assert listing("github", tmp_path) == told
