"""Promises of a first reply in time, held against what happened: counted in the promised hours, over weekends and changes of clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from commplan.activity.event import CAPABILITIES
from commplan.activity.observed import Answered
from commplan.localday import Window
from commplan.measuring import agenda, observe
from commplan.words import Words
from happened import Lived
from test_reality import HEAD, data, planned, seen

PROMISES = (
    HEAD
    + """
rules:
  service_levels:
    - id: office
      name: Office
      kind: first-reply
      target: PT4H
      share: 0.5
      hours: [{days: [MO, TU, WE, TH, FR], opens: "09:00", closes: "17:00"}]
    - {id: day-and-night, kind: first-reply, target: PT24H, share: 0.9}
    - {id: confirm, kind: acknowledgement, target: PT24H}
    - {id: sometime, kind: first-reply}
"""
)


def begun(answers: Sequence[tuple[str, str | None]]) -> str:
    """A table of questions with the time of their answer; what comes before and after says that the days are covered."""
    rows = ["time kind member id thread", "2026-11-05T09:00 message X before -"]
    for n, (begun, answered) in enumerate(answers):
        rows.append(f"{begun} message X q{n} -")
        rows += [f"{answered} reply Y a{n} q{n}"] if answered else []
    return "\n".join([*rows, "2027-02-09T09:00 message X after -"])


FRIDAY, MONDAY = "2027-01-08T16:00", "2027-01-11T11:59"
LEVELS = [
    pytest.param([(FRIDAY, MONDAY)] * 10, "kept", (10, 10), ("missed", 10, 0), id="an hour on Friday and three on Monday"),
    pytest.param([(FRIDAY, "2027-01-11T12:01")] * 10, "missed", (10, 0), ("missed", 10, 0), id="a minute more"),
    pytest.param([(FRIDAY, "2027-01-08T17:30")] * 9 + [(FRIDAY, None)], "kept", (10, 9), ("kept", 10, 9), id="one never"),
    pytest.param([(FRIDAY, MONDAY)] * 4 + [(FRIDAY, None)] * 6, "open", (10, 4), ("missed", 10, 0), id="by chance perhaps"),
    pytest.param([(FRIDAY, MONDAY)] * 9, "unknown", (None, None), ("unknown", None, None), id="too few"),
    pytest.param([("2027-01-30T10:00", "2027-01-30T11:00")] * 10, "unknown", (None, None), ("kept", 10, 10), id="not over on Sunday night"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "state", "counted", "always"), LEVELS)
def test_a_promise_is_kept_within_its_hours(
    answers: list[tuple[str, str | None]],
    state: str,
    counted: tuple[int | None, int | None],
    always: tuple[str, int | None, int | None],
) -> None:
    found = {level["id"]: level for level in data(seen(PROMISES, begun(answers), "service-levels"))["levels"]}
    assert (found["office"]["state"], (found["office"]["due"], found["office"]["in_time"])) == (state, counted)
    night = found["day-and-night"]
    assert (night["state"], night["due"], night["in_time"]) == always
    assert (found["confirm"]["state"], found["sometime"]["why"]) == ("unknown", "the plan states no time")


def test_a_promise_that_is_not_kept_needs_a_decision_in_both_languages() -> None:
    chapter = seen(PROMISES, begun([(FRIDAY, None)] * 12), "service-levels")
    assert chapter.decide[0] == Words(
        "A promise is not kept: Office, 0 of 12 messages in time; promised is first reply within 4 h of service hours, in 50% of cases.",
        "一项承诺没有做到：“Office”，12 条消息中 0 条按时（承诺：50% 的情况在服务时段的 4 小时内首次回复）。",
    )


def test_without_threads_nobody_knows_whether_a_promise_is_kept() -> None:
    found = data(seen(PROMISES, begun([(FRIDAY, MONDAY)] * 10), "service-levels", untold=frozenset({"threads"})))
    assert {level["state"] for level in found["levels"]} == {"unknown"}


def test_day_and_night_goes_by_the_time_that_passes_and_not_by_the_wall() -> None:
    berlin = PROMISES.replace("timezone: UTC", "timezone: Europe/Berlin").replace("2026-11-01", "2026-01-01")
    clocks_back = [("2026-10-24T12:00", "2026-10-25T11:30")] * 10  # 24 and a half hours, and 23 and a half by the wall
    plan = planned(berlin)
    store = Lived(begun(clocks_back).replace("2026-11-05", "2026-09-05"), "Europe/Berlin", frozenset(CAPABILITIES))
    with store.connect() as connection:
        session = agenda.session(plan, store, connection)
        promised = observe.promises(session, plan, store, Window(date(2026, 10, 1), date(2026, 11, 1)))
    assert promised["day-and-night"] == Answered(10, 0)
