"""`commplan fmt`: lines are moved and nothing else; what it would not understand it leaves as it was."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan.checking.tidying import tidied
from commplan.cli import build
from commplan.document import read, resolve
from commplan.document.decode import lines_of
from commplan.words import Refusal

PLANS = sorted((Path(__file__).parents[1] / "plans").rglob("*.yaml"))

ORDERED = """\
# a plan
commplan: 1
include: more.yaml

# its title page
plan:
  id: a
  title: A
goals:
  purpose: B
  audiences:
    # the first
    - id: one
      name: One  # beside
      # above the size
      size: 3

    - {size: 4, id: two}
"""

CASES = {
    "already in order": (ORDERED, ORDERED),
    "parts": ("plan:\n  title: A\n  id: a\ncommplan: 1\n", "commplan: 1\nplan:\n  id: a\n  title: A\n"),
    "comments above a key go with it, those of the file stay": (
        "# a plan\n\n# its purpose\ngoals:\n  purpose: B\n# the version\ncommplan: 1\n",
        "# a plan\n\n# its purpose\n# the version\ncommplan: 1\ngoals:\n  purpose: B\n",
    ),
    "a blank line stands before what it parts": (
        "goals:\n  mission: M\n\n  # whom\n  purpose: P\n  vision: V\n",
        "goals:\n  # whom\n  purpose: P\n\n  mission: M\n  vision: V\n",
    ),
    "comments beside a value go with it": (
        "goals:\n  mission: M  # m\n  purpose: P  # p\n",
        "goals:\n  purpose: P  # p\n  mission: M  # m\n",
    ),
    "items of a list keep their order, their dash stands first": (
        "goals:\n  audiences:\n    - name: Two\n      id: two\n    - size: 1\n      # why\n      name: One\n      id: one\n",
        "goals:\n  audiences:\n    - id: two\n      name: Two\n    - id: one\n      # why\n      name: One\n      size: 1\n",
    ),
    "a comment has no place above the dash": (
        "goals:\n  audiences:\n    - name: Two\n      # why\n      id: two\n",
        "goals:\n  audiences:\n    - name: Two\n      # why\n      id: two\n",
    ),
    "mappings in braces stay": ("plan: {title: A, id: a}\n", "plan: {title: A, id: a}\n"),
    "keys that nobody knows stay": ("plan:\n  titel: A\n  id: a\n", "plan:\n  titel: A\n  id: a\n"),
    "a part that stands for another stays": (
        "goals: &g\n  purpose: P\ncommplan: 1\nplan: *g\n",
        "goals: &g\n  purpose: P\ncommplan: 1\nplan: *g\n",
    ),
    "blanks at the end of lines go": ("commplan: 1  \nplan:\t\n  id: a \n\n \n", "commplan: 1\nplan:\n  id: a\n"),
    "blanks in a text of several lines stay": (
        "goals:\n  purpose: |\n    one  \n    two\n",
        "goals:\n  purpose: |\n    one  \n    two\n",
    ),
    "a text of several lines goes whole": (
        "goals:\n  mission: |\n    one\n\n    # two\n  purpose: >-\n    three\n",
        "goals:\n  purpose: >-\n    three\n  mission: |\n    one\n\n    # two\n",
    ),
    "a last line without an end gets one": ("plan:\n  id: a\ncommplan: 1", "commplan: 1\nplan:\n  id: a\n"),
    "line ends stay": ("plan:\r\n  id: a\r\ncommplan: 1\r\n", "commplan: 1\r\nplan:\r\n  id: a\r\n"),
    "quotes and numbers stay": (
        "goals:\n  mission: 'M'\n  purpose: \"P\"\n",
        "goals:\n  purpose: \"P\"\n  mission: 'M'\n",
    ),
    "an included file": ("goals:\n  mission: M\n  purpose: P\n", "goals:\n  purpose: P\n  mission: M\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_moved_and_what_stays(name: str) -> None:
    before, after = CASES[name]
    assert tidied(before) == after
    assert tidied(after) == after


@pytest.mark.parametrize("text", ["plan: [", "a: 1\na: 2\n", "", "\tplan: 1\n"])
def test_what_cannot_be_read_is_not_touched(text: str) -> None:
    assert tidied(text) in (None, text)


def data(text: str) -> object:
    document = read("plan.yaml", text.encode())
    resolve(document)
    return document.data


@pytest.mark.parametrize("file", PLANS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_real_plan_says_what_it_said_with_every_line_it_had(file: Path) -> None:
    before = file.read_text("utf-8")
    after = tidied(before)
    assert after is not None
    assert data(after) == data(before)
    assert sorted(lines_of(after)) == sorted(lines_of(before))
    assert tidied(after) == after


@pytest.mark.parametrize("file", PLANS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_our_own_plans_are_in_order(file: Path) -> None:
    assert tidied(file.read_text("utf-8")) == file.read_text("utf-8")


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([p for p in PLANS if p.stat().st_size < 20_000]))
def test_however_its_keys_are_shuffled_a_plan_comes_out_the_same(rng: random.Random, file: Path) -> None:
    whole = tidied(file.read_text("utf-8"))
    assert whole is not None
    assert data(tidied(shuffled(whole, rng)) or "") == data(whole)


def shuffled(text: str, rng: random.Random) -> str:
    """The keys at the top of a file in another order, each with all that stands below it."""
    blocks: list[list[str]] = []
    for line in text.splitlines():
        if line[:1].isalpha() or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    head, rest = (blocks[:1], blocks[1:]) if blocks[0][0].startswith("#") else ([], blocks)
    rng.shuffle(rest)
    return "\n".join(line for block in [*head, *rest] for line in block) + "\n"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="abid:-# \n\t'\"|>&*{}[],1é中", max_size=60))
def test_no_text_is_ever_changed_in_what_it_says(text: str) -> None:
    after = tidied(text)
    if after is not None:
        assert data(after) == data(text)


# -- as its users meet it --


def fmt(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        build(["fmt"])(args=["fmt", *arguments], standalone_mode=True)
    return int(left.value.code or 0)


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(
        "plan:\n  title: A\n  id: a\ncommplan: 1\ninclude: more.yml\n", encoding="utf-8"
    )
    (tmp_path / "more.yml").write_text("goals:\n  mission: M\n  purpose: P\n", encoding="utf-8")
    return tmp_path / "plan.yaml"


def test_a_plan_and_what_it_includes_are_put_in_order(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (fmt("--check"), fmt(), fmt("--check")) == (1, 0, 0)
    assert plan.read_text("utf-8") == "commplan: 1\ninclude: more.yml\nplan:\n  id: a\n  title: A\n"
    assert (plan.parent / "more.yml").read_text("utf-8") == "goals:\n  purpose: P\n  mission: M\n"
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        *("not in order: plan.yaml", "not in order: more.yml", "files in order already: 0"),
        *("put in order: plan.yaml", "put in order: more.yml", "files in order already: 0"),
        "files in order already: 2",
    ]


def test_a_diff_shows_and_writes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    assert fmt("plan.yaml", "--diff") == 1
    assert plan.read_bytes() == before
    assert capsys.readouterr().out.startswith("--- plan.yaml\n+++ plan.yaml\n@@ ")


def test_nothing_is_written_when_one_of_them_cannot_be_read(plan: Path) -> None:
    before = plan.read_bytes()
    (plan.parent / "more.yml").write_text("goals: [\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        build(["fmt"])(args=["fmt"], standalone_mode=False)
    assert refused.value.words.en == "'more.yml' cannot be read yet: nothing was written"
    assert plan.read_bytes() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_file_keeps_its_encoding_and_its_mark(plan: Path, encoding: str) -> None:
    plan.write_bytes("plan:\n  title: 社群\n  id: a\ncommplan: 1\n".encode(encoding))
    assert fmt("plan.yaml", "-q") == 0
    assert plan.read_bytes() == "commplan: 1\nplan:\n  id: a\n  title: 社群\n".encode(encoding)


def test_standard_input_goes_to_standard_output() -> None:
    given_ = b"plan:\n  title: A\n  id: a\ncommplan: 1\n"
    command = [sys.executable, "-m", "commplan", "fmt", "-"]
    made = subprocess.run(command, input=given_, capture_output=True, check=True)
    assert made.stdout == b"commplan: 1\nplan:\n  id: a\n  title: A\n"
    assert subprocess.run([*command, "--check"], input=given_, capture_output=True, check=False).returncode == 1


def test_standard_input_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(Refusal) as refused:
        build(["fmt"])(args=["fmt", "-", "plan.yaml"], standalone_mode=False)
    assert refused.value.words.en == "- cannot be combined with other plans or --diff"
