"""How often the ranges of forecasts hold on real histories: `python tests/held_out.py STORE…`.

Each store is what `commplan import` made. Of each metric's course, forecasts are made from all points before a cut and held
against what came after it, which they knew nothing of; the back-tests that widen a range lie before the cut as well. A line
for each metric and distance, and one for all: how often the ranges of 80% and 95% held, and how often those of the model
would have that no back-test has widened.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from commplan.activity.store import Store
from commplan.cli.activity import open_store
from commplan.evaluating import outlook
from commplan.localday import Window
from commplan.measuring import agenda, measure
from commplan.measuring.objectives import Evidence, appraised
from commplan.reckoning.course import Step
from commplan.reckoning.execution import held
from commplan.reckoning.forecasting import TRAIN, Task, foresee
from lived import planned

PLAN = """\
commplan: 1
plan: {id: held-out, title: Held out, language: en, period: {start: 2000-01-01, end: 2030-12-31}, timezone: UTC}
goals:
  objectives:
    - {id: week, metric: wau, target: 1, due: 2030-12-31}
    - {id: month, metric: mau, target: 1, due: 2030-12-31}
    - {id: new-in-a-month, metric: new-members, window: P1M, target: 1, due: 2030-12-31}
    - {id: new-in-a-quarter, metric: new-members, window: P3M, target: 1, due: 2030-12-31}
    - {id: joined, metric: joins, window: P1M, target: 1, due: 2030-12-31}
"""
AHEAD: dict[Step, tuple[int, ...]] = {"week": (4, 8, 13), "month": (3, 6)}


@dataclass(frozen=True, slots=True)
class Held:
    """Of `cuts`: how often both ranges held; `own`: for how many the model's own would have, by their back-tests."""

    what: str
    cuts: int
    narrow: int
    wide: int
    own_narrow: float
    own_wide: float

    def __str__(self) -> str:
        shares = (x / self.cuts for x in (self.narrow, self.wide, self.own_narrow, self.own_wide))
        return (
            f"{self.what:34} cuts {self.cuts:4}  80%: {{:.0%}}  95%: {{:.0%}}  model alone: {{:.0%}}, {{:.0%}}".format(
                *shares
            )
        )


def of(store: Store, most: int) -> Iterator[Held]:
    """For each objective that has a long enough course, and each distance; at most so many cuts, evenly spread."""
    plan = planned(PLAN)
    with store.connect() as connection:
        session = agenda.session(plan, store, connection)
        if session.covers is None:
            return
        end = session.covers.end
        evidence = Evidence(plan, session, Window(end - timedelta(days=35), end), held((), _nothing(session), end), end)
        for objective in plan.goals.objectives:
            found = appraised(evidence, objective)
            if found.measured.value is None or found.measured.seen is None:
                continue
            course = outlook._course(evidence, found, session.covers, found.measured.seen)  # noqa: SLF001
            for steps in AHEAD[course.step]:
                bounds = outlook._bounds(found.metric)  # noqa: SLF001
                task = Task(
                    values=[p.value for p in course.run if p.value is not None], cases=[p.n for p in course.run], steps=steps,
                    scale=outlook._scale(found.metric, bounds), bounds=bounds, lasts=course.lasts,  # noqa: SLF001
                    season=course.step == "month", train=max(TRAIN, 3 * course.overlap),
                )  # fmt: skip
                yield from _cut(f"{objective.id}, {steps} {course.step}s ahead", task, most)


def _nothing(session: measure.Session):  # type: ignore[no-untyped-def]
    return measure._sightings(session, ())  # noqa: SLF001


def _cut(what: str, task: Task, most: int) -> Iterator[Held]:
    n, narrow, wide, own = len(task.values), 0, 0, [0.0, 0.0]
    cuts = (
        sorted({round(c) for c in np.linspace(task.needed, n - task.steps, most)})
        if n >= task.needed + task.steps
        else []
    )
    for cut in cuts:
        found = foresee(replace(task, values=task.values[:cut], cases=task.cases[:cut]))
        if found is None or (last := found.steps[-1]) is None:
            raise AssertionError(what)
        came = _came(task, cut)
        narrow += last[1][0] - 1e-9 <= came <= last[1][1] + 1e-9
        wide += last[2][0] - 1e-9 <= came <= last[2][1] + 1e-9
        own = [own[i] + found.held[i] / found.tried for i in (0, 1)]
    if cuts:
        yield Held(what, len(cuts), narrow, wide, own[0], own[1])


def _came(task: Task, cut: int) -> float:
    """What really came of the value foreseen."""
    whole, rest = int(task.lasts), task.lasts - int(task.lasts)
    latest = task.values[: cut + task.steps][::-1]
    return sum(latest[:whole]) + (latest[whole] * rest if rest > 1e-6 else 0.0)


def total(found: list[Held], what: str = "all") -> Held:
    sums = [sum(getattr(h, name) for h in found) for name in ("cuts", "narrow", "wide", "own_narrow", "own_wide")]
    return Held(what, int(sums[0]), int(sums[1]), int(sums[2]), sums[3], sums[4])


def main() -> None:
    everything: list[Held] = []
    for folder in sys.argv[1:]:
        sys.stdout.write(f"{folder}\n")
        for line in of(open_store(Path(folder)), 30):
            sys.stdout.write(f"  {line}\n")
            everything.append(line)
    if everything:
        sys.stdout.write(f"{total(everything)}\n")


if __name__ == "__main__":
    main()
