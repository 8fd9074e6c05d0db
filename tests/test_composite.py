"""The community score: worked out by hand, and never raised by leaving something out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan import load
from commplan.localday import Window
from commplan.measuring import composite, measure
from commplan.measuring.measure import Goal, Measured
from commplan.measuring.objectives import Appraised
from commplan.reckoning.verdict import Direction

YEAR = Window(date(2026, 1, 1), date(2027, 1, 1))


def judged(
    id_: str, value: float | None, way: tuple[float | None, float | None], weight: float = 1, n: int | None = None,
    direction: Direction = "up", tolerance: float = 0,
) -> Appraised:  # fmt: skip
    text = f"commplan: 1\nplan: {{id: p, title: P}}\ngoals: {{objectives: [{{id: {id_}, weight: {weight}}}]}}\n"
    plan = load.plan("plan.yaml", text.encode()).plan
    assert plan is not None
    baseline, target = way
    goal = Goal(target=target, direction=direction, due=None, baseline=baseline, tolerance=tolerance, estimate=True)
    measured = Measured(metric="own", window=YEAR, parameters={}, value=value, n=n)
    verdict = measure.verdict(goal, measured)
    return Appraised(plan.goals.objectives[0], None, measured, None, goal, verdict, direction, elsewhere=False)


HALF, BEHIND, DONE = judged("half", 15, (10, 20)), judged("behind", 5, (10, 20)), judged("done", 30, (10, 20))
FEWER = judged("fewer", 2, (5, 1), direction="down")
BLANK, NO_START, FEW = (
    judged("blank", None, (10, 20)),
    judged("no-start", 15, (None, 20)),
    judged("few", 20, (10, 20), n=4),
)
KEPT, LEFT = (judged(i, v, (None, 10), direction="keep", tolerance=1) for i, v in (("kept", 11), ("left", 12)))
AT_LIMIT = judged("at-limit", 0.4, (None, 0.3), direction="keep", tolerance=0.1)
BY_HAND = [
    ([HALF], "Community score: 50%, by 1 of 1 objectives (100% of the weight). Furthest behind: 'half' (50%).",
     "社群综合得分：50%，依据 1 个目标中的 1 个（占权重 100%）。最落后的是“half”（50%）。"),
    ([HALF, BEHIND, DONE, FEWER], "Community score: 56.2%, by 4 of 4 objectives (100% of the weight). Furthest behind: 'behind' (0%).", None),
    ([judged("heavy", 15, (10, 20), 3), DONE], "Community score: 62.5%, by 2 of 2 objectives (100% of the weight). Furthest behind: 'heavy' (50%).", None),
    ([HALF, BLANK, NO_START, FEW], "Community score: 12.5% to 87.5%, by 1 of 4 objectives (25% of the weight). Furthest behind: 'half' (50%).",
     "社群综合得分：12.5% 至 87.5%，依据 4 个目标中的 1 个（占权重 25%）。最落后的是“half”（50%）。"),
    ([AT_LIMIT], "Community score: 100%, by 1 of 1 objectives (100% of the weight). Furthest behind: 'at-limit' (100%).", None),
    ([KEPT, LEFT], "Community score: 50%, by 2 of 2 objectives (100% of the weight). Furthest behind: 'left' (0%).", None),
    ([BLANK, judged("idle", 15, (10, 20), 0)],
     "Community score: unknown, for of no objective is it known how far it has come from its baseline to its target.",
     "社群综合得分：未知，因为没有一个目标能看出从基线到目标值走了多远。"),
]  # fmt: skip


@pytest.mark.parametrize(("objectives", "en", "zh"), BY_HAND)
def test_the_score_worked_out_by_hand(objectives: list[Appraised], en: str, zh: str | None) -> None:
    said = composite.sentence(composite.score(objectives))
    assert (said.en, said.zh) == (en, zh or said.zh)


VALUES = st.lists(st.tuples(st.floats(-50, 50), st.sampled_from([0.5, 1, 2, 7]), st.booleans()), min_size=1, max_size=6)


@given(VALUES)
def test_what_is_not_known_neither_raises_nor_lowers_what_is_said(drawn: list[tuple[float, float, bool]]) -> None:
    whole = [judged(f"o{n}", value, (0, 20), weight) for n, (value, weight, _) in enumerate(drawn)]
    part = [
        a if known else replace(a, measured=replace(a.measured, value=None))
        for a, (*_, known) in zip(whole, drawn, strict=True)
    ]
    truth, said = composite.score(whole), composite.score(part)
    assert truth is not None
    assert truth.low == truth.high
    assert truth.coverage == 1
    if said is None:
        assert not any(known for *_, known in drawn)
        return
    assert 0 <= said.low <= truth.low + 1e-9
    assert truth.high - 1e-9 <= said.high <= 1
    assert said.high - said.low == pytest.approx(1 - said.coverage)
