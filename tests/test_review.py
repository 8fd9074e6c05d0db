"""`evaluate --write-review`: the draft goes into the plan, wherever it has room, and nothing else changes there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import lived
from commplan import load
from commplan.cli import build
from commplan.localday import Window
from commplan.reckoning.period import window_of
from commplan.words import Refusal

HELD = "  reviews:\n    - date: 2026-01-05  # in the hall\n      findings: [few came]\n\n# the end\n"


@pytest.fixture
def corner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lived.imported(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def evaluate(*more: str) -> int:
    arguments = ["evaluate", "plan.yaml", "--period", "2026-03", "--today", "2026-04-02", "--write-review", *more]
    try:
        build(["evaluate"])(args=arguments, standalone_mode=False)
    except SystemExit as left:
        return int(left.code or 0)
    return 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("behind those that are there", lived.PLAN + HELD),
        ("the first one", lived.PLAN),
        ("where nothing is evaluated yet", lived.PLAN[: lived.PLAN.index("evaluation:")] + "# the end\n"),
    ],
)
def test_the_draft_is_added_and_every_other_line_stays(corner: Path, name: str, text: str) -> None:
    (corner / "plan.yaml").write_text(text, encoding="utf-8")
    before = load.plan("plan.yaml", text.encode())
    assert evaluate() == 0
    now = (corner / "plan.yaml").read_text("utf-8")
    after = load.plan("plan.yaml", now.encode())
    assert before.plan is not None
    assert after.plan is not None
    old, new = before.plan.evaluation.reviews, after.plan.evaluation.reviews
    assert [r.date for r in new] == [*(r.date for r in old), date(2026, 4, 2)]
    assert (new[-1].period.start, new[-1].period.end, new[-1].changes) == (date(2026, 3, 1), date(2026, 3, 31), ())
    rest = iter(now.splitlines())
    assert all(line in rest for line in text.splitlines()), "a line is gone, or not in its place"


def test_it_goes_into_the_file_that_holds_the_reviews(corner: Path) -> None:
    where = lived.PLAN.index("evaluation:")
    (corner / "plan.yaml").write_text(lived.PLAN[:where] + "include: more.yml\n", encoding="utf-8")
    (corner / "more.yml").write_text(lived.PLAN[where:] + HELD, encoding="utf-8")
    before = (corner / "plan.yaml").read_bytes()
    assert evaluate() == 0
    assert (corner / "plan.yaml").read_bytes() == before
    assert "- date: 2026-04-02" in (corner / "more.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (lived.PLAN + HELD.replace("2026-01-05", "2026-04-02"), "the plan holds a review of 2026-04-02 already"),
        (lived.PLAN + "  reviews: []\n", "'plan.yaml' has no sure place for the review"),
        (lived.PLAN + "  reviews: [{date: 2026-01-05}]\n", "'plan.yaml' has no sure place for the review"),
    ],
)
def test_where_there_is_no_place_for_it_nothing_is_written(corner: Path, text: str, why: str) -> None:
    (corner / "plan.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        evaluate()
    assert refused.value.words.en == why
    assert (corner / "plan.yaml").read_text("utf-8") == text


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("last-28-days", Window(date(2026, 3, 5), date(2026, 4, 2))),
        ("last 1 day", Window(date(2026, 4, 1), date(2026, 4, 2))),
        ("最近28天", Window(date(2026, 3, 5), date(2026, 4, 2))),
        ("过去 7 天", Window(date(2026, 3, 26), date(2026, 4, 2))),
        ("last-0-days", None),
        ("最近0天", None),
        ("last-days", None),
    ],
)
def test_the_last_days_end_with_yesterday(text: str, window: Window | None) -> None:
    assert window_of(text, date(2026, 4, 2)) == window
