"""Commands run within the process of the tests: to start one costs more than most of them."""

from __future__ import annotations

from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from commplan import cli


def within(*arguments: str, folder: Path) -> CompletedProcess[str]:
    """What a command says in a folder, in English, where it writes to no terminal."""
    out, err = StringIO(), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
        cli.run(arguments)
    return CompletedProcess(arguments, int(left.value.code or 0), out.getvalue(), err.getvalue())
