"""A check of many plans: what is known from an earlier one is not done again, the rest goes over all cores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from commplan import crew, load
from commplan.checking import lint
from commplan.cli.cache import Cache, cache_folder
from commplan.cli.observing import activity_of
from commplan.cli.plans import read_plan
from commplan.cli.rulebook import Rulebook
from commplan.cli.wish import Wish
from commplan.policy.selection import Policy
from commplan.report import Checked

_PAYS, _TOGETHER = 48, 16
"""From how many plans on a second process saves more than it costs to begin; and how many it is given at once."""


def checked(wish: Wish, files: Sequence[str], book: Rulebook, today: date) -> list[tuple[Checked, Policy]]:
    """The result of every plan, with the policy that held for it, in the order of the files."""
    policies = {file: book.policy(wish.stdin_filename if file == "-" else file) for file in files}
    cache = _cache(wish, book, today)
    known = {file: found for file in files if cache and (found := _known(cache, file, policies[file]))}
    left = [file for file in files if file not in known]

    def work(file: str) -> Checked:
        raw, folder, shown = read_plan(file, wish.stdin_filename)
        loaded, policy = load.plan(shown, raw, folder), policies[file]
        rules = book.rules_of(policy)
        found = lint.plan(loaded, rules, today, policy, activity_of(loaded, policy, rules.values(), None, today))
        if cache and _kept(file, policy):
            cache.put(file, raw, policy, found, loaded.document)
        return found

    hands = crew.hands(len(left) // (_PAYS // 2))
    done = dict(zip(left, crew.over(left, work, hands, together=_TOGETHER), strict=True))
    if cache and left:
        cache.sweep()
    return [(known.get(file) or done[file], policies[file]) for file in files]


def _known(cache: Cache, file: str, policy: Policy) -> Checked | None:
    return cache.get(file, read_plan(file)[0], policy) if _kept(file, policy) else None


def _kept(file: str, policy: Policy) -> bool:
    """Whether a result may be kept: of standard input there is no next time, what a plugin goes by nobody knows, and an
    activity store changes with every import."""
    config = policy.settings.config if policy.settings else None
    return file != "-" and not (config and (config.plugins or config.activity))


def _cache(wish: Wish, book: Rulebook, today: date) -> Cache | None:
    folder = None if wish.no_cache else cache_folder()
    return Cache(folder, f"{today} {asdict(book.selection)} {sorted(book.rules)}") if folder else None
