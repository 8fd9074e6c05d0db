"""A check as it was asked for, and each plan that it asks of: read, loaded, with the policy that holds for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from commplan import load
from commplan.cli.plans import read_plan
from commplan.cli.rulebook import Rulebook
from commplan.load import Loaded
from commplan.policy.selection import Policy
from commplan.rule import Level


@dataclass(frozen=True, slots=True)
class Wish:
    """A check as asked for; `fail_on` is a severity, `unknown` or `never`, None as the configuration says."""

    paths: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    level: Level | None = None
    fail_on: str | None = None
    today: str | None = None
    stdin_filename: str = "stdin.yaml"
    quiet: bool = False
    colour: str = "auto"
    config: str | None = None
    isolated: bool = False
    baseline: str | None = None
    write_baseline: bool = False
    changed_since: str | None = None
    show_settings: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    fix_side: str | None = None
    diff: bool = False
    timings: bool = False
    no_cache: bool = False
    activity: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One plan to check: its file as shown, the plan as loaded, and the policy that holds for it; the bytes that it was read
    from, where its includes lie, and whether it came from standard input."""

    file: str
    loaded: Loaded
    policy: Policy
    raw: bytes
    folder: Path
    piped: bool


def case_of(file: str, wish: Wish, book: Rulebook) -> Case:
    """A plan, read and loaded, with the policy that holds for it."""
    raw, folder, shown = read_plan(file, wish.stdin_filename)
    loaded = load.plan(shown, raw, folder)
    return Case(shown, loaded, policy_of(loaded, wish, book), raw, folder, file == "-")


def policy_of(loaded: Loaded, wish: Wish, book: Rulebook) -> Policy:
    """The policy of a plan, as its text is now."""
    policy = book.policy(loaded.document.file)
    if wish.changed_since is not None:
        from commplan.cli.changes import changed_lines

        policy = replace(policy, changed=changed_lines(wish.changed_since, loaded))
    return policy
