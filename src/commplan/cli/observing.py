"""What really happened, for the rules that a check asks of it: from the store that the options or the configuration name.

Without either nothing of it is loaded, since start-up time is a feature.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from commplan.words import Refusal, Words, say

if TYPE_CHECKING:
    from datetime import date

    from commplan.activity.observed import Observed
    from commplan.activity.store import Store
    from commplan.load import Loaded
    from commplan.policy.selection import Policy
    from commplan.rule import Rule


def vet(activity: str | None, plans: Iterable[str]) -> None:
    """Refusal when one store is to be held against several plans."""
    if activity is not None and len(set(plans)) > 1:
        words = say("--activity belongs to one plan, and here are several", "--activity 只对应一份方案，而这里有多份")
        hint = say(
            "name that plan, or write `activity = ...` into a commplan.toml beside each",
            "请指明是哪一份，或在各方案旁的 commplan.toml 中写明 `activity = ...`",
        )
        raise Refusal(words, hint)


def activity_of(
    loaded: Loaded, policy: Policy, rules: Iterable[Rule], named: str | None, today: date
) -> Observed | Words | None:
    """What happened with a plan, or why nothing is seen of it; None without a store, or when no rule asks for it.

    A store that the options name must be there; one that the configuration names is there on some machines only, and a
    remark tells when it is not.
    """
    path = _store(policy, named)
    if path is None or loaded.plan is None:
        return None
    if not any(rule.asks_activity and policy.decide(rule, loaded.document.file).on for rule in rules):
        return None
    if named is None and not path.exists():
        _told(path)
        return None
    from commplan.measuring import observe

    return observe.plan(loaded.plan, _opened(path, Path.cwd()), today)


def _store(policy: Policy, named: str | None) -> Path | None:
    if named is not None:
        return Path(named)
    settings = policy.settings
    return settings.folder / settings.config.activity if settings and settings.config.activity else None


@cache
def _opened(path: Path, _: Path) -> Store:
    """The store, once for all plans; a path means another store in another folder."""
    from commplan.cli.activity import open_store

    return open_store(path)


@cache
def _told(path: Path) -> None:
    from commplan.cli.settings import shown
    from commplan.cli.speech import remark, tr
    from commplan.escape import terminal

    name = terminal(shown(str(path)))
    remark(
        tr(
            f"commplan: the configuration names the activity store {name}, which is not here: checked without it",
            f"commplan：配置中指定的活动数据仓 {name} 不在此处，检查时未使用",
        )
    )
