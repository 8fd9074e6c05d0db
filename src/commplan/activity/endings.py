"""When something asked or proposed was closed or opened again, as the tools that Perceval fetches from write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from commplan.activity.fetched import at
from commplan.activity.records import objects, word

Record = dict[str, Any]

DONE = ("Change has been successfully ", "Abandoned", "Restored")
_CLOSED = frozenset({"RESOLVED", "VERIFIED", "CLOSED"})
_SETTLED = frozenset({"resolved", "wontfix", "invalid", "duplicate", "declined", "spite"})


class End(NamedTuple):
    """That something was closed, or opened again. `at` as the tool writes it; `who` None where it does not say."""

    at: object
    who: object = None
    tags: str | None = None
    kind: Literal["close", "reopen"] = "close"


def never(_: Record) -> Iterator[End]:
    return iter(())


def merged(said: Record) -> Iterator[End]:
    """How the last round ended; who did it, and whether it was opened again, the record does not say."""
    merged, closed = said.get("merged_at"), said.get("closed_at")
    if merged or closed:
        yield End(closed or merged, None, "merged" if merged else None)


def closed(time: str, who: str = "") -> Callable[[Record], Iterator[End]]:
    def ended(said: Record) -> Iterator[End]:
        if at(said, time):
            yield End(at(said, time), at(said, who) if who else None)

    return ended


def of_gerrit(said: Record) -> Iterator[End]:
    for one in objects(said.get("comments")):
        told, who = str(one.get("message")), at(one, "reviewer.username") or at(one, "reviewer.email")
        if told.startswith(DONE):
            merged = "merged" if told.startswith(DONE[0]) else None
            yield End(one.get("timestamp"), who, merged, "reopen" if told.startswith(DONE[2]) else "close")


def of_bugzilla(said: Record) -> Iterator[End]:
    for one in objects(said.get("activity")):
        if one.get("What") in ("Status", "bug_status"):
            yield from _moved(End(one.get("When"), one.get("Who")), one.get("Removed"), one.get("Added"), _CLOSED)


def of_bugzilla_rest(said: Record) -> Iterator[End]:
    for one in objects(said.get("history")):
        for change in objects(one.get("changes")):
            if change.get("field_name") == "status":
                end = End(one.get("when"), one.get("who"))
                yield from _moved(end, change.get("removed"), change.get("added"), _CLOSED)


def of_phabricator(said: Record) -> Iterator[End]:
    for one in objects(said.get("transactions")):
        if one.get("transactionType") in ("status", "core:status"):
            end = End(one.get("dateCreated"), _named(one))
            yield from _moved(end, one.get("oldValue"), one.get("newValue"), _SETTLED)


def _named(said: Record) -> object:
    return at(said, "authorData.fields.username") or said.get("authorPHID")


def _moved(end: End, before: object, after: object, done: frozenset[str]) -> Iterator[End]:
    """An end where something came to be done or ceased to be; none between two that mean the same."""
    was, now = word(before) in done, word(after) in done
    if was != now:
        yield end if now else end._replace(kind="reopen")
