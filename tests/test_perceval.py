"""What Perceval fetched, backend by backend, in the layout of the tools that it asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from commplan.activity.fetched import microseconds
from stored import listing, recognised

DONE = "it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed"
TIME = "it has no readable time"
OTHER = "it is an item of a backend or category that is not read"
AT = "2024-05-01T10:00:0"
BY_A, BY_B = {"username": "member-a"}, {"username": "member-b"}
LIKE = {"name": "thumbsup", "user": BY_B, "created_at": f"{AT}1Z"}
NOTES = [
    {"id": 5, "author": BY_B, "created_at": f"{AT}2Z", "body": "+1", "system": False},
    {"id": 6, "author": BY_B, "created_at": f"{AT}3Z", "body": "closed", "system": True},
    {"id": 7, "author": BY_B, "created_at": "soon"},
]
SINCE = 1714557600
COMMENT = {"comment_id": 5, "owner": {"user_id": 2}, "creation_date": SINCE + 3, "body": "so"}
ANSWERS = [{"answer_id": 4, "owner": {}, "creation_date": SINCE + 2, "body": "no", "comments": [COMMENT]}]
SAID = {"type": "comment", "nick": "MemberA", "timestamp": f"{AT}0+0000", "body": "hi"}
MAIL = {"Message-ID": "<a@x>", "From": "a@example.org", "Date": "Wed, 1 May 2024 10:00:00 +0000"}
ISSUE = {"author": BY_A, "created_at": f"{AT}0Z", "description": "why", "award_emoji_data": [LIKE]}
G, S, L, M = "https://gitlab.com/sample/project", "stackoverflow", "https://irc.example.org/talk", "gmane.sample"
R, J, B, BUG_AT = "review.example.org", "https://j.example.org", "https://b.example.org", "2024-05-01 12:00:0"
BUG = {"bug_id": "5", "reporter": "a@x", "creation_ts": f"{BUG_AT}0 +0200", "product": "Sample"}
FETCHED: dict[str, tuple[str, str, str, Mapping[str, object], str]] = {
    "an issue of GitLab": (
        "GitLab",
        "issue",
        G,
        {**ISSUE, "iid": 3, "notes_data": NOTES},
        (
            f"{AT}0 message gitlab/member-a ? #sample/project id={G}/issues/3 in={G}/issues/3 size=3 [issue]\n"
            f"{AT}1 reaction gitlab/member-b ? #sample/project id={G}/issues/3/reaction/thumbsup/gitlab/member-b to={G}/issues/3\n"
            f"{AT}2 reply gitlab/member-b ? #sample/project id={G}/notes/5 in={G}/issues/3 to={G}/issues/3 size=2 [comment]\n"
            f"skipped 1: {DONE} (items.json, line 1)\nskipped 1: {TIME} (items.json, line 1)\n"
        ),
    ),
    "a merge request of the same number": (
        "GitLab",
        "merge_request",
        G,
        {**ISSUE, "iid": 3, "award_emoji_data": [], "merged_at": f"{AT}8Z", "closed_at": None},
        (
            f"{AT}0 message gitlab/member-a ? #sample/project id={G}/merge_requests/3 in={G}/merge_requests/3 size=3 [pull-request]\n"
            f"{AT}8 close - ? #sample/project id={G}/merge_requests/3/closed/1714557608000000 in={G}/merge_requests/3 [merged]\n"
        ),
    ),
    "a question of Stack Exchange, by a Perceval without categories": (
        "StackExchange",
        "",
        S,
        {"question_id": 3, "owner": {"user_id": 1}, "creation_date": SINCE, "body": "how", "answers": ANSWERS},
        (
            f"{AT}0 message stackexchange/1 ? #{S} id={S}/3 in={S}/3 size=3 [question]\n"
            f"{AT}2 reply - ? #{S} id={S}/4 in={S}/3 to={S}/3 size=2 [answer]\n"
            f"{AT}3 reply stackexchange/2 ? #{S} id={S}/comments/5 in={S}/3 to={S}/4 size=2 [comment]\n"
        ),
    ),
    "a line of Supybot": ("Supybot", "message", L, SAID, f"{AT}0 message supybot/membera ? id={L}/u size=2\n"),
    "a coming of Supybot": (
        "Supybot",
        "message",
        L,
        {**SAID, "type": "server"},
        f"skipped 1: {DONE} (items.json, line 1)\n",
    ),
    "a mail of Gmane": ("Gmane", "", M, MAIL, f"{AT}0 message a@example.org ? #{M} id=a@x\n"),
    "a change in Gerrit": (
        "Gerrit",
        "review",
        "review.example.org",
        {
            "number": "3",
            "project": "sample",
            "owner": {"username": "a"},
            "createdOn": SINCE,
            "commitMessage": "Why",
            "comments": [
                {"timestamp": SINCE, "reviewer": {"username": "a"}, "message": "Uploaded patch set 1."},
                {"timestamp": SINCE + 1, "reviewer": {"email": "b@x"}, "message": "Patch Set 1: Code-Review+2"},
                {"timestamp": SINCE + 2, "reviewer": {"name": "Gerrit Code Review"}, "message": "Rebased"},
                {
                    "timestamp": SINCE + 3,
                    "reviewer": {"email": "b@x"},
                    "message": "Change has been successfully merged",
                },
            ],
        },
        (
            f"{AT}0 message gerrit/a ? #sample id={R}/3 in={R}/3 size=3 [pull-request]\n"
            f"{AT}3 close gerrit/b@x ? #sample id={R}/3/closed/1714557603000000 in={R}/3 [merged]\n"
            f"skipped 1: {DONE} (items.json, line 1)\n"
            f"{AT}1 reply gerrit/b@x ? #sample id={R}/3/comments/1 in={R}/3 to={R}/3 size=26 [comment]\n"
            f"skipped 1: {DONE} (items.json, line 1)\nskipped 1: {DONE} (items.json, line 1)\n"
        ),
    ),
    "an issue of Jira": (
        "Jira",
        "",
        J,
        {
            "key": "S-1",
            "fields": {
                "creator": {"name": "a"},
                "created": "2024-05-01T12:00:00.000+0200",
                "description": "Why",
                "project": {"key": "S"},
                "resolutiondate": "2024-05-01T12:00:05.000+0200",
            },
            "comments_data": [
                {"id": "9", "author": {"accountId": "5:b"}, "created": "2024-05-01T12:00:01.000+0200", "body": "no"}
            ],
        },
        (
            f"{AT}0 message jira/a ? #S id={J}/S-1 in={J}/S-1 size=3 [issue]\n"
            f"{AT}5 close - ? #S id={J}/S-1/closed/1714557605000000 in={J}/S-1\n"
            f"{AT}1 reply jira/5:b ? #S id={J}/comments/9 in={J}/S-1 to={J}/S-1 size=2 [comment]\n"
        ),
    ),
    "a bug of Bugzilla": (
        "Bugzilla",
        "bug",
        B,
        {
            **{key: [{"__text__": told}] for key, told in BUG.items()},
            "long_desc": [
                {
                    key: [{"__text__": told}]
                    for key, told in zip(("who", "bug_when", "commentid", "thetext"), one, strict=True)
                }
                for one in (("a@x", f"{BUG_AT}0 +0200", "7", "Why"), ("b@x", f"{BUG_AT}1 +0200", "8", "no"))
            ],
            "activity": [
                {"What": "Status", "Removed": "NEW", "Added": "RESOLVED", "When": f"{BUG_AT}2 CEST", "Who": "b@x"},
                {"What": "Status", "Removed": "RESOLVED", "Added": "VERIFIED", "When": f"{BUG_AT}3 CEST", "Who": "a@x"},
                {"What": "Status", "Removed": "VERIFIED", "Added": "REOPENED", "When": f"{BUG_AT}4 XYZ", "Who": "a@x"},
            ],
        },
        (
            f"{AT}0 message bugzilla/a@x ? #Sample id={B}/5 in={B}/5 size=3 [issue]\n"
            f"{AT}2 close bugzilla/b@x ? #Sample id={B}/5/closed/1714557602000000 in={B}/5\n"
            f"skipped 1: {TIME} (items.json, line 1)\n"
            f"{AT}1 reply bugzilla/b@x ? #Sample id={B}/comments/8 in={B}/5 to={B}/5 size=2 [comment]\n"
        ),
    ),
    "a bug of Bugzilla's newer interface": (
        "BugzillaREST",
        "bug",
        B,
        {
            "id": 5,
            "creator": "a@x",
            "creation_time": f"{AT}0Z",
            "product": "Sample",
            "comments": [
                {"id": 7, "text": "Why"},
                {"id": 8, "creator": "b@x", "creation_time": f"{AT}1Z", "text": "no"},
            ],
            "history": [
                {
                    "when": f"{AT}2Z",
                    "who": "b@x",
                    "changes": [{"field_name": "status", "removed": "NEW", "added": "RESOLVED"}],
                },
                {
                    "when": f"{AT}3Z",
                    "who": "a@x",
                    "changes": [{"field_name": "status", "removed": "RESOLVED", "added": "REOPENED"}],
                },
            ],
        },
        (
            f"{AT}0 message bugzillarest/a@x ? #Sample id={B}/5 in={B}/5 size=3 [issue]\n"
            f"{AT}2 close bugzillarest/b@x ? #Sample id={B}/5/closed/1714557602000000 in={B}/5\n"
            f"{AT}3 reopen bugzillarest/a@x ? #Sample id={B}/5/reopened/1714557603000000 in={B}/5\n"
            f"{AT}1 reply bugzillarest/b@x ? #Sample id={B}/comments/8 in={B}/5 to={B}/5 size=2 [comment]\n"
        ),
    ),
    "a question of Askbot": (
        "Askbot",
        "question",
        B,
        {
            "id": 5,
            "author": {"id": "1"},
            "added_at": str(SINCE),
            "summary": "How",
            "answers": [
                {
                    "id": "6",
                    "answered_by": {"id": "2"},
                    "added_at": f"{SINCE + 1}.0",
                    "summary": "So",
                    "comments": [
                        {"id": 7, "user_id": 1, "comment_added_at": "2024-05-01 04:00:02 -0600", "html": "ok"}
                    ],
                }
            ],
        },
        (
            f"{AT}0 message askbot/1 ? #{B} id={B}/5 in={B}/5 size=3 [question]\n"
            f"{AT}1 reply askbot/2 ? #{B} id={B}/answers/6 in={B}/5 to={B}/5 size=2 [answer]\n"
            f"{AT}2 reply askbot/1 ? #{B} id={B}/comments/7 in={B}/5 to={B}/answers/6 size=2 [comment]\n"
        ),
    ),
    "a task of Phabricator": (
        "Phabricator",
        "task",
        B,
        {
            "id": 5,
            "fields": {"authorPHID": "U1", "dateCreated": SINCE, "description": {"raw": "Why"}},
            "transactions": [
                {
                    "transactionType": "status",
                    "oldValue": "open",
                    "newValue": "resolved",
                    "dateCreated": str(SINCE + 2),
                    "authorPHID": "U1",
                },
                {
                    "transactionID": "9",
                    "transactionType": "core:comment",
                    "comments": "no",
                    "dateCreated": str(SINCE + 1),
                    "authorPHID": "U2",
                },
            ],
        },
        (
            f"{AT}0 message phabricator/U1 ? #{B} id={B}/5 in={B}/5 size=3 [issue]\n"
            f"{AT}2 close phabricator/U1 ? #{B} id={B}/5/closed/1714557602000000 in={B}/5\n"
            f"skipped 1: {DONE} (items.json, line 1)\n"
            f"{AT}1 reply phabricator/U2 ? #{B} id={B}/comments/9 in={B}/5 to={B}/5 size=2 [comment]\n"
        ),
    ),
    "an issue of Redmine": (
        "Redmine",
        "issue",
        B,
        {
            "id": 5,
            "author": {"id": 1},
            "created_on": f"{AT}0Z",
            "description": "Why",
            "project": {"name": "Sample"},
            "closed_on": f"{AT}2Z",
            "journals": [{"id": 8, "user": {"id": 2}, "created_on": f"{AT}1Z", "notes": "no"}, {"id": 9, "notes": ""}],
        },
        (
            f"{AT}0 message redmine/1 ? #Sample id={B}/5 in={B}/5 size=3 [issue]\n"
            f"{AT}2 close - ? #Sample id={B}/5/closed/1714557602000000 in={B}/5\n"
            f"{AT}1 reply redmine/2 ? #Sample id={B}/journals/8 in={B}/5 to={B}/5 size=2 [comment]\n"
            f"skipped 1: {DONE} (items.json, line 1)\n"
        ),
    ),
    "a bug of Launchpad": (
        "Launchpad",
        "issue",
        B,
        {
            "bug_data": {"id": 5, "date_created": f"{AT}0+00:00", "description": "Why"},
            "owner_data": {"name": "a"},
            "messages_data": [
                {"content": "Why"},
                {"content": "no", "owner_data": {"name": "b"}, "date_created": f"{AT}1+00:00"},
            ],
        },
        (
            f"{AT}0 message launchpad/a ? #{B} id={B}/5 in={B}/5 size=3 [issue]\n"
            f"{AT}1 reply launchpad/b ? #{B} id={B}/5/messages/1 in={B}/5 to={B}/5 size=2 [comment]\n"
        ),
    ),
    "an issue of Pagure": (
        "Pagure",
        "issue",
        B,
        {
            "id": 5,
            "user": {"name": "a"},
            "date_created": str(SINCE),
            "content": "Why",
            "closed_at": str(SINCE + 2),
            "closed_by": {"name": "b"},
            "comments": [
                {"id": 8, "user": {"name": "b"}, "date_created": str(SINCE + 1), "comment": "no"},
                {"id": 9, "notification": True},
            ],
        },
        (
            f"{AT}0 message pagure/a ? #{B} id={B}/5 in={B}/5 size=3 [issue]\n"
            f"{AT}2 close pagure/b ? #{B} id={B}/5/closed/1714557602000000 in={B}/5\n"
            f"{AT}1 reply pagure/b ? #{B} id={B}/comments/8 in={B}/5 to={B}/5 size=2 [comment]\n"
            f"skipped 1: {DONE} (items.json, line 1)\n"
        ),
    ),
    "an event of Meetup": (
        "Meetup",
        "event",
        B,
        {
            "id": "5",
            "name": "Evening",
            "time": (SINCE + 9) * 1000,
            "comments": [{"id": 8, "member": {"id": 1}, "created": SINCE * 1000, "comment": "ok"}],
            "rsvps": [
                {"member": {"id": 1}, "created": SINCE * 1000, "response": "yes"},
                {"member": {"id": 2}, "response": "no"},
            ],
        },
        (
            f"{AT}0 message meetup/1 ? #Evening id={B}/comments/8 in={B}/comments/8 size=2 [comment]\n"
            f"{AT}0 register meetup/1 ? #Evening id={B}/5/rsvps/1\n"
            "skipped 1: it is of somebody who declined, cancelled or did not come (items.json, line 1)\n"
        ),
    ),
    "a page of MediaWiki": (
        "MediaWiki",
        "page",
        B,
        {
            "pageid": 5,
            "timestamp": f"{AT}1Z",
            "revisions": [{"revid": 8, "user": "A", "timestamp": f"{AT}0Z", "comment": "typo"}],
        },
        f"{AT}0 message mediawiki/A ? #{B} id={B}/revisions/8 [revision]\n",
    ),
    "a version of a page of Confluence": (
        "Confluence",
        "historical content",
        B,
        {"id": "5", "version": {"number": 2, "when": f"{AT}0.000Z", "by": {"username": "a"}}},
        f"{AT}0 message confluence/a ? #{B} id={B}/5/2 [revision]\n",
    ),
    "a question of Kitsune": (
        "Kitsune",
        "question",
        B,
        {
            "id": 5,
            "creator": {"username": "a"},
            "created": f"{AT}0Z",
            "content": "How",
            "answers_data": [{"id": 6, "creator": {"username": "b"}, "created": f"{AT}1Z", "content": "So"}],
        },
        (
            f"{AT}0 message kitsune/a ? #{B} id={B}/5 in={B}/5 size=3 [question]\n"
            f"{AT}1 reply kitsune/b ? #{B} id={B}/answers/6 in={B}/5 to={B}/5 size=2 [answer]\n"
        ),
    ),
    "a repository of GitHub": ("GitHub", "repository", G, {"id": 3}, f"skipped 1: {OTHER} (items.json, line 1)\n"),
}


@pytest.mark.parametrize(("backend", "category", "origin", "data", "told"), FETCHED.values(), ids=FETCHED)
def test_perceval_fetched(
    tmp_path: Path, backend: str, category: str, origin: str, data: Mapping[str, object], told: str
) -> None:
    item = {"backend_name": backend, "category": category, "origin": origin, "uuid": "u", "data": data}
    (tmp_path / "items.json").write_text(json.dumps(item), "utf-8")
    assert recognised(tmp_path) == ["perceval"]
    assert listing("perceval", tmp_path) == told


@pytest.mark.parametrize(
    "said",
    [
        1714557600.5,
        "1714557600.5",
        1714557600500,
        "1714557600500",
        "2024-05-01T10:00:00.5Z",
        "2024-05-01T12:00:00.5+02:00",
    ],
)
def test_a_time_is_the_same_as_a_number_and_as_a_text(said: object) -> None:
    assert microseconds(said) == 1_714_557_600_500_000
