"""Opening the activity store that a command is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commplan.words import Refusal, quote, say

if TYPE_CHECKING:
    from commplan.activity.store import Store

ENOUGH = "300MB"
"""What the engine gets first for a ledger or for suggestions, which is enough for millions of events on a few cores; with many
cores it may ask for more."""


def open_store(path: Path, *, create: bool = False) -> Store:
    """The store in a folder, made first when asked for and not there."""
    from commplan.activity.manifest import ActivityError
    from commplan.activity.store import Store

    try:
        return Store.at(path) if create else Store.open(path)
    except ActivityError as error:
        hint = (
            None
            if create
            else say(
                "`commplan import EXPORT -o {p}` makes one", "`commplan import 导出文件 -o {p}` 可新建", p=quote(path)
            )
        )
        raise Refusal(error.words, hint) from None
