"""What commplan keeps up to date within a file that people write: the rest stays as it is, to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan.kept import merged
from commplan.words import Refusal
from test_cli import ended

MADE = "# Governance\n\nWho decides.\n"
BLOCK = "<!-- commplan: begin G.md -->\nWho decides.\n<!-- commplan: end G.md -->"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, f"# Governance\n\n{BLOCK}\n"),
        ("", f"{BLOCK}\n"),
        ("# Ours\n\nBy hand.\n", f"# Ours\n\nBy hand.\n\n{BLOCK}\n"),
        (f"before\n{BLOCK.replace('decides', 'decided')}\nafter", f"before\n{BLOCK}\nafter"),
        ("by hand\r\n", f"by hand\r\n\r\n{BLOCK}\n".replace("\r", "").replace("\n", "\r\n")),
    ],
)
def test_only_what_stands_between_the_marks_changes(before: str | None, after: str) -> None:
    assert merged("G.md", before, MADE) == after
    assert merged("G.md", after, MADE) == after


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n<!-- commplan: begin G.md -->\n", "2"),
        ("<!-- commplan: end G.md -->\n<!-- commplan: begin G.md -->\n", "1, 2"),
        (f"{BLOCK}\n{BLOCK}", "1, 3, 4, 6"),
    ],
)
def test_marks_that_make_no_pair_are_refused_with_their_lines(text: str, lines: str) -> None:
    with pytest.raises(Refusal) as caught:
        merged("G.md", text, MADE)
    assert caught.value.words.en == f"the marks of the kept part in 'G.md' do not make one pair (lines {lines})"


@given(above=st.text(), below=st.text())
def test_whatever_stands_around_it_stays(above: str, below: str) -> None:
    kept = merged("G.md", f"{above}{BLOCK}{below}", "# Governance\n\nNew.\n")
    assert kept.startswith(f"{above}<!-- commplan: begin G.md -->")
    assert kept.endswith(f"<!-- commplan: end G.md -->{below}")


def test_a_rerun_changes_only_its_own_part_of_a_file(tmp_path: Path) -> None:
    plan = str(Path(__file__).parent / "plans" / "choir.yaml")
    file = tmp_path / "CONTRIBUTING.md"
    file.write_text("# Ours\n\nBy hand.\n", "utf-8")
    assert ended("render", plan, "--doc", "oss", "-o", str(tmp_path)) == 0
    first = file.read_text("utf-8")
    file.write_text(first.replace("By hand.", "By another hand."), "utf-8")
    assert ended("render", plan, "--doc", "oss", "-o", str(tmp_path)) == 0
    assert first.startswith("# Ours\n\nBy hand.\n\n<!-- commplan: begin CONTRIBUTING.md -->\n")
    assert file.read_text("utf-8") == first.replace("By hand.", "By another hand.")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "GOVERNANCE.md"]


def test_no_final_document_while_errors_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(Path(__file__).parent / "plans" / "choir.yaml")
    assert ended("render", plan, "--final", "-o", str(tmp_path / "out")) == 1
    assert "errors stand: no final document" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
