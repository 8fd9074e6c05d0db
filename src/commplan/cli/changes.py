"""What has changed in the files of a plan since a git revision; git is asked for the old texts, nothing is checked out."""

from __future__ import annotations

import os
import subprocess
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from commplan.document.decode import decoded, lines_of
from commplan.load import Loaded
from commplan.words import Refusal, quote, say


def changed_lines(revision: str, loaded: Loaded) -> dict[str, frozenset[int]]:
    """The changed lines of each file of a plan since the revision, or since this branch has left it.

    Where lines have been deleted, those before and after the gap count. Refusal when git cannot tell.
    """
    return {file: _changed(revision, file, text) for file, text in loaded.document.texts.items()}


def _changed(revision: str, file: str, text: str) -> frozenset[int]:
    folder = os.path.realpath(Path(file).parent)
    base = _base(folder, revision)
    old = _git(folder, "show", f"{base}:./{Path(file).name}")
    new = lines_of(text)
    if old.returncode:
        return frozenset(range(1, len(new) + 1))
    before = lines_of(decoded(old.stdout)[0])
    changed: set[int] = set()
    if before == new:
        return frozenset()
    for kind, _, _, first, stop in SequenceMatcher(None, before, new, autojunk=False).get_opcodes():
        if kind in ("replace", "insert"):
            changed |= set(range(first + 1, stop + 1))
        elif kind == "delete":
            changed |= {first, first + 1}
    return frozenset(changed)


@cache
def _base(folder: str, revision: str) -> str:
    """The commit to compare with: where this branch has left the revision, so that others' work is not laid to it."""
    if _git(folder, "rev-parse", "--is-inside-work-tree").returncode:
        words = say("{f} is in no git repository", "{f} 不在 git 仓库中", f=quote(os.path.relpath(folder), 200))
        hint = say("--changed-since compares with a revision of git", "--changed-since 要与 git 的某个版本比较")
        raise Refusal(words, hint)
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    if found.returncode:
        words = say("git knows no revision {r}", "git 中没有版本 {r}", r=quote(revision))
        hint = say(
            "name a branch, a tag or a commit; in CI, fetch the history first",
            "请写分支、标签或提交；在 CI 中请先取回历史记录",
        )
        raise Refusal(words, hint)
    commit = found.stdout.decode().strip()
    fork = _git(folder, "merge-base", commit, "HEAD")
    return commit if fork.returncode else fork.stdout.decode().strip()


def _git(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, and nothing of the user's is taken for an option
            ["git", "-C", folder, *arguments],  # noqa: S607 - whatever git the user has
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError:
        words = say("git cannot be run", "无法运行 git")
        raise Refusal(words, say("--changed-since needs it", "--changed-since 需要 git")) from None
