"""Where the rows of a large import lie while it works at them: in a file, since of what is in memory some always stays there.

Of a table in memory the engine keeps about 2 MB for each million rows, whatever else it spills: of thirty million nothing that
an import has was left. A file costs some time to begin, which small imports need not take.
"""

from __future__ import annotations

import os
from pathlib import Path

from commplan.activity.whose import Connection, literal

_MUCH = 2**29
"""Bytes of an export, about five million rows of a chat."""
_NAME = "outsize"


def make_room(connection: Connection, work: Path, size: int) -> None:
    """Have all tables that are made from now on in a file in a folder, when so many bytes are going to come in.

    Where the engine would not take a path for what it is, they stay in memory.
    """
    file = str(work / f"{_NAME}.duckdb")
    misread = "?" in file or (os.sep == "/" and "\\" in file)
    if size < _MUCH or misread or connection.execute("SELECT current_database()").fetchall() == [(_NAME,)]:
        return
    connection.execute(f"ATTACH {literal(file)} AS {_NAME}")
    connection.execute("PRAGMA force_compression = 'uncompressed'")  # packing takes twice the time that writing does
    connection.execute(f"USE {_NAME}")
