"""Opening the activity store that a command is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commplan.activity.store import Store

ENOUGH = "300MB"
"""What the engine gets first for a ledger or for suggestions, which is enough for millions of events on a few cores; with many
cores it may ask for more."""


def open_store(path: Path, *, create: bool = False) -> Store:
    """The store in a folder, made first when asked for and not there."""
    from commplan.activity.store import Store

    return Store.at(path) if create else Store.open(path)
