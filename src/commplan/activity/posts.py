"""How the tools that Perceval fetches from write what is asked, proposed or written there, and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from commplan.activity import endings
from commplan.activity.endings import Record
from commplan.activity.fetched import at
from commplan.activity.reasons import NOT_ACTIVITY, NOT_THERE
from commplan.words import Words


def _given_by(_: Record) -> Words | None:
    return None


@dataclass(frozen=True, slots=True)
class Post:
    """How a tool writes one sort of post, and in which lists of it others hang on it; dots lead inwards.

    `tag` empty: it is nobody's own words, and what hangs on it stands alone. Of several paths the first that leads anywhere
    counts for who and when; all make up the `id`, and without any it is the place in its list. `ids`: what goes before the
    id, so that those of several sorts stay apart. `echo`: lists whose first record repeats the post itself. `unused`: why a
    record is no contribution, if it is none. `ends`: when it was closed or opened again.
    """

    tag: str
    id: tuple[str, ...]
    who: tuple[str, ...]
    text: str = "body"
    at: tuple[str, ...] = ("created_at",)
    ids: str = ""
    likes: str = ""
    sign: str = ""
    liker: str = ""
    hung: tuple[tuple[str, Post], ...] = ()
    kind: Literal["", "register"] = ""
    channel: str = ""
    echo: frozenset[str] = frozenset()
    unused: Callable[[Record], Words | None] = _given_by
    ends: Callable[[Record], Iterator[endings.End]] = endings.never


# --- what is no contribution ---------------------------------------------------------------------------------------------
def _by_system(said: Record) -> Words | None:
    return NOT_ACTIVITY if said.get("system") is True or said.get("notification") is True else None


def _by_gerrit(said: Record) -> Words | None:
    """Gerrit says itself that a change was uploaded or merged, in the name of who did it."""
    told = str(said.get("message"))
    own = at(said, "reviewer.name") == "Gerrit Code Review" or told.startswith(("Uploaded patch set", *endings.DONE))
    return NOT_ACTIVITY if own else None


def _unwritten(said: Record) -> Words | None:
    return None if said.get("notes") else NOT_ACTIVITY


def _uncommented(said: Record) -> Words | None:
    return None if said.get("transactionType") in ("comment", "core:comment") and said.get("comments") else NOT_ACTIVITY


def _not_coming(said: Record) -> Words | None:
    return None if said.get("response") == "yes" else NOT_THERE


# --- the tools -----------------------------------------------------------------------------------------------------------
_GITHUB_LIKES = ("reactions_data", "content", "user.login")
_TOLD = ("submitted_at", "created_at")
_LOGIN = ("user.login",)
_GITHUB = tuple(
    (f"{part}_data", Post(tag, ("id",), _LOGIN, "body", _TOLD, f"{part}/", *_GITHUB_LIKES))
    for part, tag in (("comments", "comment"), ("reviews", "review"), ("review_comments", "comment"))
)
_ON_GITHUB = ("body", _TOLD, "", *_GITHUB_LIKES, _GITHUB)
_GITLAB_LIKES = ("award_emoji_data", "name", "user.username")
_IN_GITLAB = (("author.username",), "description", ("created_at",))
_NOTE = Post("comment", ("id",), _IN_GITLAB[0], "body", _IN_GITLAB[2], "notes/", *_GITLAB_LIKES, unused=_by_system)
_NOTES = (("notes_data", _NOTE),)
_SINCE = ("creation_date",)
_COMMENTS = (("comments", Post("comment", ("comment_id",), ("owner.user_id",), "body", _SINCE, "comments/")),)
_ANSWER = Post("answer", ("answer_id",), ("owner.user_id",), "body", _SINCE, hung=_COMMENTS)

_IN_ASKBOT = (
    ("comments", Post("comment", ("id",), ("user_id",), "html", ("comment_added_at",), "comments/")),
)  # fmt: skip
_ANSWERED = Post("answer", ("id",), ("answered_by.id",), "summary", ("added_at",), "answers/", hung=_IN_ASKBOT)
_CHANGED = Post(
    "comment",
    (),
    ("reviewer.username", "reviewer.email", "reviewer.name"),
    "message",
    ("timestamp",),
    "comments/",
    unused=_by_gerrit,
)
_ATLASSIAN = ("accountId", "name", "key")
_IN_JIRA = Post("comment", ("id",), tuple(f"author.{key}" for key in _ATLASSIAN), "body", ("created",), "comments/")
_DESCRIBED = Post(
    "comment",
    ("commentid.0.__text__",),
    ("who.0.__text__",),
    "thetext.0.__text__",
    ("bug_when.0.__text__",),
    "comments/",
)
_IN_BUGZILLA = Post("comment", ("id",), ("creator", "author"), "text", ("creation_time", "time"), "comments/")
_TRANSACTION = Post(
    "comment",
    ("transactionID",),
    ("authorData.fields.username", "authorPHID"),
    "comments",
    ("dateCreated",),
    "comments/",
    unused=_uncommented,
)
_JOURNAL = Post("comment", ("id",), ("user.id",), "notes", ("created_on",), "journals/", unused=_unwritten)
_IN_LAUNCHPAD = Post("comment", (), ("owner_data.name",), "content", ("date_created",), "messages/")
_IN_PAGURE = Post("comment", ("id",), ("user.name",), "comment", ("date_created",), "comments/", unused=_by_system)
_REPLY = Post("answer", ("id",), ("creator.username",), "content", ("created",), "answers/")
_RSVP = Post(
    "", ("member.id",), ("member.id",), "", ("created",), "rsvps/", kind="register", unused=_not_coming
)  # fmt: skip
_MEETUP = (
    ("comments", Post("comment", ("id",), ("member.id",), "comment", ("created",), "comments/")),
    ("rsvps", _RSVP),
)
_REVISION = Post("revision", ("revid",), ("user",), "", ("timestamp",), "revisions/")

POSTS = MappingProxyType(
    {
        ("github", "issue"): Post("issue", ("number",), _LOGIN, *_ON_GITHUB, ends=endings.merged),
        ("github", "pull_request"): Post("pull-request", ("number",), _LOGIN, *_ON_GITHUB, ends=endings.merged),
        ("gitlab", "issue"): Post(
            "issue", ("iid",), *_IN_GITLAB, "issues/", *_GITLAB_LIKES, _NOTES, ends=endings.merged
        ),
        ("gitlab", "merge_request"): Post(
            "pull-request", ("iid",), *_IN_GITLAB, "merge_requests/", *_GITLAB_LIKES, _NOTES, ends=endings.merged
        ),
        ("stackexchange", "question"): Post(
            "question",
            ("question_id",),
            ("owner.user_id",),
            "body",
            _SINCE,
            hung=(*_COMMENTS, ("answers", _ANSWER)),
        ),
        ("askbot", "question"): Post(
            "question",
            ("id",),
            ("author.id",),
            "summary",
            ("added_at",),
            hung=(*_IN_ASKBOT, ("answers", _ANSWERED)),
        ),
        ("kitsune", "question"): Post(
            "question", ("id",), ("creator.username",), "content", ("created",), hung=(("answers_data", _REPLY),)
        ),
        ("gerrit", "review"): Post(
            "pull-request",
            ("number",),
            ("owner.username", "owner.email", "owner.name"),
            "commitMessage",
            ("createdOn",),
            hung=(("comments", _CHANGED),),
            channel="project",
            ends=endings.of_gerrit,
        ),
        ("jira", "issue"): Post(
            "issue",
            ("key",),
            tuple(f"fields.{role}.{key}" for role in ("creator", "reporter") for key in _ATLASSIAN),
            "fields.description",
            ("fields.created",),
            hung=(("comments_data", _IN_JIRA), ("fields.comment.comments", _IN_JIRA)),
            channel="fields.project.key",
            ends=endings.closed("fields.resolutiondate"),
        ),
        ("bugzilla", "bug"): Post(
            "issue",
            ("bug_id.0.__text__",),
            ("reporter.0.__text__",),
            "long_desc.0.thetext.0.__text__",
            ("creation_ts.0.__text__",),
            hung=(("long_desc", _DESCRIBED),),
            channel="product.0.__text__",
            echo=frozenset({"long_desc"}),
            ends=endings.of_bugzilla,
        ),
        ("bugzillarest", "bug"): Post(
            "issue",
            ("id",),
            ("creator",),
            "comments.0.text",
            ("creation_time",),
            hung=(("comments", _IN_BUGZILLA),),
            channel="product",
            echo=frozenset({"comments"}),
            ends=endings.of_bugzilla_rest,
        ),
        ("phabricator", "task"): Post(
            "issue",
            ("id",),
            ("fields.authorData.fields.username", "fields.authorPHID"),
            "fields.description.raw",
            ("fields.dateCreated",),
            hung=(("transactions", _TRANSACTION),),
            ends=endings.of_phabricator,
        ),
        ("redmine", "issue"): Post(
            "issue",
            ("id",),
            ("author.id",),
            "description",
            ("created_on",),
            hung=(("journals", _JOURNAL),),
            channel="project.name",
            ends=endings.closed("closed_on"),
        ),
        ("launchpad", "issue"): Post(
            "issue",
            ("bug_data.id",),
            ("owner_data.name",),
            "bug_data.description",
            ("bug_data.date_created", "date_created"),
            hung=(("messages_data", _IN_LAUNCHPAD),),
            echo=frozenset({"messages_data"}),
            ends=endings.closed("date_closed"),
        ),
        ("pagure", "issue"): Post(
            "issue",
            ("id",),
            ("user.name",),
            "content",
            ("date_created",),
            hung=(("comments", _IN_PAGURE),),
            ends=endings.closed("closed_at", "closed_by.name"),
        ),
        ("meetup", "event"): Post("", ("id",), (), at=("time",), hung=_MEETUP, channel="name"),
        ("mediawiki", "page"): Post("", ("pageid",), (), at=("timestamp",), hung=(("revisions", _REVISION),)),
        ("confluence", "historical content"): Post(
            "revision",
            ("id", "version.number"),
            ("version.by.username", "version.by.accountId", "version.by.userKey"),
            "",
            ("version.when",),
        ),
    }
)
"""By backend and category."""
