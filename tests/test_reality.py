"""A plan against what happened, thing by thing: small communities whose answers are counted by hand."""

from __future__ import annotations

import json
import random
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from commplan import load, reality
from commplan.activity.event import CAPABILITIES
from commplan.activity.observed import Reached
from commplan.catalogue import tallied
from commplan.checking.trial import SMALLEST, laid_over, plain_data
from commplan.discover import discover
from commplan.evaluating import account, appraise, recount
from commplan.localday import Window
from commplan.measuring import formula
from commplan.plan import Plan
from commplan.reality import Chapter, Look
from commplan.reality.by_group import lines
from commplan.reality.regular import Case, effect
from commplan.reality.triggers import _begun
from commplan.reckoning.spread import gini, half_by, stopped
from commplan.rendering.render import as_html, as_markdown
from commplan.words import LANGUAGES, Words
from happened import Lived

JANUARY = Window(date(2027, 1, 1), date(2027, 2, 1))


def planned(fragment: str) -> Plan:
    whole = laid_over(plain_data(SMALLEST), plain_data(fragment))
    loaded = load.plan("plan.yaml", yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).encode())
    assert loaded.plan is not None, [f.problem.message.en for f in loaded.document.faults]
    assert [f.problem.message.en for f in loaded.document.faults] == []
    return loaded.plan


def seen(
    fragment: str, table: str, id_: str, *, untold: frozenset[str] = frozenset(), today: date = date(2027, 2, 10)
) -> Chapter:
    plan = planned(fragment)
    store = Lived(table, plan.plan.timezone or "UTC", frozenset(CAPABILITIES) - untold)
    with (
        pytest.MonkeyPatch.context() as patched
    ):  # the metrics that are listed beside the chapters take most of the time
        patched.setattr(appraise, "_scalars", list)
        found = {c.id: c for c in appraise.plan(plan, store, JANUARY, today).chapters}
    return found[id_]


def data(chapter: Chapter) -> Any:
    return recount.plain(chapter.data, "en")


def decisions(chapter: Chapter) -> list[str]:
    return recount.told(chapter.decide, "en")


def test_every_look_has_a_place_of_its_own_and_says_why_it_looks() -> None:
    looks = discover(reality, Look)
    assert len({look.place for look in looks.values()}) == len(looks)
    assert all(look.look.__module__.endswith(name) for name, look in looks.items())


HEAD = "plan: {period: {start: 2026-11-01, end: 2027-12-31}, timezone: UTC}\n"
TALK = """
time              member kind    channel
2026-11-05T09:00  A      message hall
2027-01-05T09:00  A      message hall
2027-01-06T09:00  B      message hall
2027-02-09T09:00  A      message hall
"""

# -- risk triggers --

QUIET = (
    HEAD
    + """
risks:
  register:
    - {id: quiet, title: Nobody writes, likelihood: 2, impact: 3, trigger: {metric: wau, below: 3}}
    - {id: loud, title: Too many write, likelihood: 2, impact: 3, trigger: {metric: wau, above: 30}}
    - {id: sign, title: A sign, likelihood: 2, impact: 3, trigger: {sign: Somebody says so.}}
    - {id: poll, title: Nobody is glad, likelihood: 2, impact: 3, trigger: {metric: joy, below: 3}}
    - {id: count, title: Own formula, likelihood: 2, impact: 3, trigger: {metric: said, above: 1}}
    - {id: past, title: Over, likelihood: 2, impact: 3, status: closed, trigger: {metric: wau, below: 3}}
evaluation:
  metrics:
    - {id: joy, definition: Joy of members.}
    - {id: said, definition: Messages., numerator: {kinds: [message]}}
  readings: [{metric: joy, date: 2026-12-20, value: 2}, {metric: joy, date: 2027-01-20, value: 4}, {metric: joy, date: 2027-02-05, value: 1}]
"""
)


def test_triggers_that_were_given_since_when_and_which_are_unknown() -> None:
    chapter = seen(QUIET, TALK, "triggers")
    states = {t["risk"]: (t["state"], t["since"], t["value"]) for t in data(chapter)["triggers"]}
    assert states == {
        "quiet": ("fired", "2026-12-01", 0.0),
        "loud": ("quiet", None, 0.0),
        "poll": ("earlier", "2026-12-20", 4.0),
        "count": ("fired", "2027-01-01", 2.0),
    }
    assert data(chapter)["signs"] == 1
    assert decisions(chapter)[0] == (
        "Risk “Nobody writes”: Weekly active members (WAU) is 0, below 3; the warning stands since 1 Dec 2026, and the register "
        "says open."
    )


def test_a_value_from_before_the_plan_does_not_say_that_no_warning_was_given() -> None:
    first = QUIET.index("  readings: ")
    text = (
        QUIET[:first].replace("Joy of members.", "Joy of members., unit: '%'")
        + "  readings: [{metric: joy, date: 2026-10-20, value: VALUE}]\n"
    )
    calm, loud = (seen(text.replace("VALUE", value), TALK, "triggers") for value in ("4", "2"))
    told = {
        value: next(t for t in data(c)["triggers"] if t["risk"] == "poll") for value, c in (("4", calm), ("2", loud))
    }
    assert (told["4"]["state"], told["4"]["value"]) == ("unknown", None)
    assert told["4"]["why"] == "the last value written down, of 20 Oct 2026, is from before the plan began"
    assert (told["2"]["state"], told["2"]["value"]) == ("fired", 2.0)
    assert "Risk “Nobody is glad”: joy is 2%, below 3%; the warning stands since 20 Oct 2026" in " ".join(
        decisions(loud)
    )


def test_a_warning_stands_since_no_stretch_of_which_nobody_knows() -> None:
    def month(number: int, value: float | None) -> Reached:
        return Reached(Window(date(2027, number, 1), date(2027, number + 1, 1)), value)

    trigger = next(r.trigger for r in planned(QUIET).risks.register if r.trigger and r.trigger.below == 3)
    assert _begun(trigger, [month(1, 1), month(2, None), month(3, 2), month(4, 0)]).first == date(2027, 3, 1)
    assert _begun(trigger, [month(1, 1), month(2, 2), month(3, 9), month(4, None)]).first == date(2027, 1, 1)


def test_a_trigger_is_unknown_where_the_metric_is() -> None:
    chapter = seen(QUIET, TALK, "triggers", untold=frozenset({"messages", "joins", "reaction-times", "attendance"}))
    found = {t["risk"]: (t["state"], t["why"]) for t in data(chapter)["triggers"]}
    assert found["quiet"][0] == "unknown"
    assert found["quiet"][1].startswith("The imported activity does not tell")
    assert not any(word.startswith("Risk “Nobody writes”") for word in decisions(chapter))


# -- money --

BUDGET = """
resources:
  budget:
    total: 1400
    currency: EUR
    {until}
    lines:
      - {{id: room, category: Room, amount: 1200, period: {{start: 2027-01-01, end: 2027-12-31}}, spent: [{room}]}}
      - {{id: cake, category: Cake, amount: 50, period: {{start: 2027-01-01, end: 2027-01-31}}, spent: [{{date: 2027-01-10, amount: 60}}]}}
      - {{id: trip, category: Trip, amount: 150, period: {{start: 2027-05-01, end: 2027-05-31}}}}
"""


def test_what_was_spent_is_unknown_until_somebody_says_that_it_is_all_entered() -> None:
    chapter = seen(HEAD + BUDGET.format(until="", room=""), TALK, "budget-by-month")
    assert data(chapter)["as_of"] is None
    assert chapter.facts[0].en.startswith("What was spent is unknown: the plan does not say up to which day")
    assert chapter.grids == ()


def test_lines_are_held_against_what_is_planned_up_to_the_day() -> None:
    text = HEAD + BUDGET.format(
        until="spent_until: 2027-03-31", room="{date: 2027-01-05, amount: 110}, {date: 2027-02-03, amount: 1500}"
    )
    chapter = seen(text, TALK, "budget-by-month")
    lines = {li["line"]: (li["planned"], li["spent"], li["state"]) for li in data(chapter)["lines"]}
    assert lines == {"room": (100.0, 110.0, "within"), "cake": (50.0, 60.0, "over"), "trip": (0.0, 0.0, "within")}
    assert (data(chapter)["planned"], data(chapter)["spent"]) == (150.0, 170.0)
    assert decisions(chapter) == ["Budget line Cake: 60 EUR spent, 50 EUR planned for the whole of it."]
    assert [m["spent"] for m in data(chapter)["months"]][:5] == [0.0, 0.0, 170.0, None, None]


def test_money_of_a_currency_without_a_rate_is_unknown_and_not_nothing() -> None:
    text = HEAD + BUDGET.format(until="spent_until: 2027-03-31", room="{date: 2027-01-05, amount: 110, currency: USD}")
    chapter = seen(text, TALK, "budget-by-month")
    assert [data(chapter)["lines"][0][key] for key in ("spent", "state")] == [None, "unknown"]
    assert data(chapter)["spent"] is None


# -- the team --

TEAM = (
    HEAD
    + """
structure:
  people:
    - {id: lead, hours_per_week: 4, handles: [{source: chat, id: L}]}
    - {id: second, hours_per_week: 4, handles: [{source: chat, id: M}]}
    - {id: third}
  roles:
    - {id: host, name: Host, holders: [lead], hours_per_week: 1}
    - {id: scribe, name: Scribe, holders: [second], hours_per_week: 0}
    - {id: guard, name: Guard, holders: [third]}
    - {id: empty, name: Empty}
rules:
  shifts: [{who: lead, days: [TU], opens: '09:00', closes: '10:00'}]
  moderation: {items_per_month: 4, minutes_per_item: 5, moderators: [{who: host, hours_per_week: 1}]}
"""
)
WORK = """
time              member kind    channel times
2026-11-05T09:00  M      message hall    1
2026-11-05T09:00  N      message hall    1
2027-01-05T09:00  L      message hall    1
2027-01-05T09:25  L      reply   hall    1
2027-01-05T10:00  L      reply   hall    1
2027-01-05T09:10  N      message hall    18
2027-01-06T22:10  Z      message hall    6
2027-02-09T09:00  N      message hall    1
"""


def test_hours_of_the_team_are_stretches_of_work_in_whole_weeks() -> None:
    found = data(seen(TEAM, WORK, "staff"))
    # the weeks of 4, 11, 18 and 25 January are whole. L: 25 minutes, then 35 later a stretch of its own; five more for each.
    assert [(m["month"], m["weeks"], round(m["seen_hours"] * 60)) for m in found["months"]] == [("2027-01-01", 4, 35)]
    assert found["moderation"]["planned"] == 4
    assert round(found["moderation"]["real"], 1) == 23.6
    assert found["on_shift"] == {"n": 24, "watched": 0.75, "busiest": 18, "busiest_watched": 1.0, "why": None}


def test_hours_that_the_plan_does_not_state_are_unknown_in_a_sentence_that_can_be_read() -> None:
    entry = "{id: post, kind: post, start: '2027-01-01T09:00', rrule: FREQ=DAILY, owner: lead}"
    unstated = TEAM + f"content: {{calendar: [{entry}]}}\n"
    fact = seen(unstated, WORK, "staff").facts[0]
    assert fact.en.startswith(
        "In 4 whole weeks how many hours the plan asks of the 3 people whose accounts it names is unknown; "
    )
    assert fact.zh.startswith("4 个完整的周内，方案要求写明账号的 3 人投入多少小时为未知；")


def test_holders_are_told_by_role_and_unknown_where_nobody_could_see_them() -> None:
    chapter = seen(TEAM, WORK, "roles")
    found = {r["role"]: (r["seen"], r["silent"], r["unknown"]) for r in data(chapter)["roles"]}
    assert {k: found[k] for k in ("host", "scribe", "guard", "empty")} == {
        "host": (1, 0, 0), "scribe": (0, 1, 0), "guard": (0, 0, 1), "empty": (0, 0, 0),
    }  # fmt: skip
    assert "Nobody who holds the role Scribe has been seen for 87 days." in decisions(chapter)


def test_hours_of_a_team_without_accounts_are_unknown() -> None:
    found = data(seen(TEAM.replace("id: L}", "id: X}").replace("id: M}", "id: Y}"), WORK, "staff"))
    assert (found["months"], found["months_why"]) == (
        None, "None of the team's accounts is found in the activity, so its hours cannot be seen.",
    )  # fmt: skip


# -- audiences and assumptions --

REACH = (
    HEAD
    + """
goals:
  audiences:
    - {id: core, name: Core, category: members, size: 40}
    - {id: far, name: Far, category: interested}
    - {id: idle, name: Idle, category: interested}
  objectives:
    - {id: grow, statement: More write., metric: wau, baseline: {value: 9, date: 2027-01-07}, target: 20, due: 2027-12-31,
       growth: {joins_per_month: 12}}
structure: {people: [{id: lead, handles: [{source: chat, id: L}]}]}
content:
  channels: [{id: hall, audiences: [core]}, {id: port, audiences: [far]}]
  calendar:
    - {id: post, title: Post, start: 2027-01-05, channels: [hall], audiences: [core], owner: lead}
    - {id: mail, title: Mail, start: 2027-01-12, channels: [hall], audiences: [far], owner: lead}
    - {id: fair, title: Fair, kind: event, start: 2027-01-20, audiences: [core], expected_attendance: 30,
       outcomes: [{date: 2027-01-20, status: done, attended: 8}]}
"""
)
LEADING = """
time              member kind    channel
2026-11-05T08:00  A      join    -
2026-11-05T09:00  A      message hall
2027-01-05T09:00  L      message hall
2027-02-09T09:00  A      message hall
"""


def test_audiences_are_reached_missed_or_nobody_can_say() -> None:
    chapter = seen(REACH, LEADING, "audiences")
    found = {
        a["audience"]: (a["state"], a["planned"], a["kept"], a["channels_alive"]) for a in data(chapter)["audiences"]
    }
    assert {k: found[k] for k in ("core", "far", "idle")} == {
        "core": ("reached", 2, 2, 1), "far": ("missed", 1, 0, None), "idle": ("nothing-planned", 0, 0, None),
    }  # fmt: skip
    assert decisions(chapter) == ["Nothing that was planned for Far took place (dates due: 1)."]


def test_assumptions_that_failed_are_told_with_both_numbers() -> None:
    chapter = seen(REACH, LEADING, "assumptions")
    found = {(a["of"], a["what"]): (a["planned"], a["real"], a["state"]) for a in data(chapter)["assumptions"]}
    assert found[("Fair", "people who come")] == (30, 8.0, "failed")
    assert found[("More write", "baseline")] == (9.0, 1.0, "failed")
    assert found[("More write", "people joining in a month")][2] == "failed"
    assert found[("Audiences", "members in all")] == (40, 1.0, "failed")
    assert (
        Words(
            "Fair, people who come: 30 assumed, 8 on one date in reality.",
            "Fair：到场人数假设为 30，实际为 8（1 次）。",
        )
        in chapter.decide
    )
    blind = seen(REACH.replace(", attended: 8", ""), LEADING, "assumptions", untold=frozenset({"joins", "leaves"}))
    states = {(a["of"], a["what"]): (a["real"], a["state"]) for a in data(blind)["assumptions"]}
    assert set(states.values()) == {(None, "unknown"), (1.0, "failed")}


# -- points, suggestions, feedback --

POINTS = (
    HEAD
    + """
engagement:
  rewards:
    cost_per_point: 1
    redemption_rate: 0.5
    outstanding: 0
    budget_line: gifts
    earn: [{id: write, event: message, points: 10, expected_per_month: 1, cap: {times: 2, per: day}}, {id: talk, event: talk-given, points: 50}]
    catalogue: [{id: mug, points: 10}]
resources: {budget: {currency: EUR, lines: [{id: gifts, amount: 5}]}}
"""
)
EARNED = """
time              member kind    channel times tags
2026-11-05T09:00  A      message hall    1     -
2027-01-05T09:00  A      message hall    4     -
2027-01-09T09:00  A      message hall    1     mug
2027-02-09T09:00  A      message hall    1     -
"""


def test_points_are_counted_in_the_window_and_what_no_export_tells_is_unknown() -> None:
    chapter = seen(POINTS, EARNED, "points-economy")
    found = data(chapter)
    assert found["flow"] == {"open": None, "issued": None, "redeemed": 10, "expired": 0, "revoked": 0, "close": None}
    assert found["holds"] is True
    assert [line[1] for line in chapter.grids[0].rows][1] == "≥ 30"
    assert [(r["id"], r["times"]) for r in found["rules"]] == [("write", 5), ("talk", None)]
    assert found["liability"]["expected"] == 15.0
    assert decisions(chapter) == ["Points: those that are out will cost 15 EUR, and the budget line holds 5 EUR."]


def test_where_no_budget_line_pays_for_points_that_is_said() -> None:
    chapter = seen(POINTS.replace("    budget_line: gifts\n", ""), EARNED, "points-economy")
    assert recount.told(chapter.facts, "en")[0].endswith("; what the budget line for them holds is unknown.")
    assert recount.told(chapter.facts, "zh")[0].endswith("；对应预算未知。")


def test_patterns_are_counted_with_the_word_that_goes_with_their_number() -> None:
    days = "".join(f"\n2027-01-{d:02d}T09:00  A message hall 3 -" for d in range(10, 16))
    chapter = seen(POINTS, EARNED + days.lstrip("\n"), "points-economy")
    assert decisions(chapter)[-1] == "Points: 1 pattern looks like farming."
    assert recount.told(chapter.facts, "zh")[1].startswith("需要有人查看的异常模式：1 人连日触及上限。")
    days += days.replace(" A ", " B ")
    assert (
        decisions(seen(POINTS, EARNED + days.lstrip("\n"), "points-economy"))[-1]
        == "Points: 2 patterns look like farming."
    )


def test_points_that_nothing_tells_of_are_planned_but_not_measured() -> None:
    chapter = seen(POINTS, EARNED, "points-economy", untold=frozenset({"messages"}))
    assert recount.told(chapter.facts, "en") == ["Planned but not measured: No export tells of 'message'."]


SUGGEST = HEAD + "engagement: {recommendations: {basis: [channels], opt_out: A switch., measured_by: Clicks.}}\n"


def test_suggestions_need_an_opt_out_and_enough_to_tell() -> None:
    chapter = seen(SUGGEST.replace(", opt_out: A switch.", ""), TALK, "suggestions")
    assert recount.told(chapter.facts, "en") == [
        "Planned but not measured: The plan does not say how suggestions are switched off (`opt_out`)."
    ]
    few = seen(SUGGEST, TALK, "suggestions")
    assert recount.told(few.facts, "zh")[0].startswith("已计划但未能统计：在 2027-02-01 之前的 180 天内")


def suggested() -> str:
    """People who write in the hall, and in the yard or the port, the first twenty in the loft too; then some take up the loft."""
    lines = ["time member kind channel"]
    for n in range(80):
        lines += [f"2026-12-{1 + n % 20:02d}T09:00 P{n} message {c}" for c in ("hall", "yard" if n % 2 else "port")]
        lines += [f"2026-12-{1 + n % 20:02d}T10:00 P{n} message loft"] * (n < 20)
        lines += [f"2027-01-{10 + n % 15:02d}T09:00 P{n} message {'loft' if n % 2 else 'port'}"]
    return "\n".join([*lines, "2027-02-09T09:00 P1 message hall"])


def test_the_quality_of_suggestions_stands_beside_that_of_what_is_popular() -> None:
    chapter = seen(SUGGEST, suggested(), "suggestions")
    # 80 people, of whom the 30 odd ones from 21 on take up the loft, one of four places, in January
    assert data(chapter) == {
        "why": None, "as_of": "2027-02-01", "k": 5, "taken_up": 30, "recall": 1.0, "popular_recall": 1.0, "coverage": 0.75,
        "popular_coverage": 0.75, "members": 80,
    }  # fmt: skip
    assert (chapter.well, chapter.decide) == ((), ())


FEEDBACK = (
    HEAD
    + """
content: {channels: [{id: ideas, name: Ideas}, {id: box, name: Box}]}
engagement: {feedback: {channels: [ideas, box], categories: [Fault, New wish], answer_within: P1D}}
"""
)


def asked(closed: str = "") -> str:
    lines = ["time id member kind channel thread tags"]
    for n in range(6):
        lines.append(f"2027-01-{5 + n:02d}T09:00 q{n} M{n} message ideas - {('fault' + closed) if n < 4 else '-'}")
        if n < 3:
            lines.append(f"2027-01-{5 + n:02d}T1{n}:00 a{n} L reply ideas q{n} -")
    lines.append("2027-01-20T09:00 late L reply ideas q4 -")
    return "\n".join([*lines, "2027-02-09T09:00 z M1 message hall - -"])


def test_feedback_has_themes_a_time_to_an_answer_and_a_loop() -> None:
    chapter = seen(FEEDBACK, asked("+published"), "feedback")
    found = data(chapter)
    assert [(t["channel"], t["theme"], t["entries"]) for t in found["themes"]] == [
        ("Ideas", "Fault", 4),
        ("Ideas", None, 2),
    ]
    assert found["answers"] == {
        "due": 6,
        "in_time": 3,
        "median_seconds": None,
        "promised_seconds": 86400.0,
        "why": None,
    }
    assert (found["closed"]["published"], found["closed"]["entries"]) == (4, 6)
    assert decisions(chapter) == ["Feedback was promised an answer within 1 d, and 3 of 6 had one."]
    assert "'Box'" in chapter.facts[0].en


def test_a_question_that_a_metric_counts_is_called_as_the_metric() -> None:
    said = "".join(
        f"\n2027-01-12T1{n}:00 s{n} - answer - - {which}" for n in range(5) for which in ("csat-talks", "mood")
    )
    chapter = seen(FEEDBACK, asked() + said, "feedback")
    names = [line[1].zh if isinstance(line[1], Words) else line[1] for line in chapter.grids[0].rows]
    assert names[-2:] == ["满意度（CSAT）", "mood"]


def test_a_loop_that_nobody_marks_and_answers_without_threads_are_unknown() -> None:
    chapter = seen(FEEDBACK, asked(), "feedback", untold=frozenset({"threads"}))
    found = data(chapter)
    assert (found["answers"]["due"], found["closed"]["published"]) == (None, None)
    assert decisions(chapter) == []


# -- regular activities --

CLUB = (
    HEAD
    + """
content: {calendar: [{id: club, title: Club, kind: event, start: 2026-12-01, rrule: 'FREQ=WEEKLY;COUNT=6'}]}
"""
)


def club(came: int, stayed: int) -> str:
    """Before 1 December all wrote once; to the club of 5 January some came; who came writes again, of the others one in two."""
    lines = ["time member kind channel tags"]
    for n in range(came + stayed):
        lines.append(f"2026-12-20T09:00 P{n} message hall -")
        lines += [f"2027-01-05T19:00 P{n} attend Club -"] * (n < came)
        lines += [f"2027-01-10T09:00 P{n} message hall -"] * (n < came or n % 2 == 0)
    return "\n".join([*lines, "2027-02-09T09:00 P0 message hall -"])


def test_who_came_is_set_against_others_as_active_before() -> None:
    chapter = seen(CLUB, club(20, 20), "regular")
    (found,) = data(chapter)["entries"]
    assert (found["attended"], found["others"], found["returned"], found["expected"]) == (20, 20, 1.0, 0.5)
    assert found["interval"][0] > 0.2
    assert chapter.figure is not None
    drawn = chapter.figure("en")
    assert drawn is not None
    assert drawn.table.rows[0][:3] == ("Club", "20", "+50")
    assert "This is not an experiment" in chapter.facts[0].en
    assert recount.told(chapter.well, "en")[0].startswith(
        "Who comes to Club returns more often than others like them: +50 points"
    )


def test_few_people_show_nothing_and_an_export_without_attendance_leaves_it_unknown() -> None:
    (few,) = data(seen(CLUB, club(4, 20), "regular"))["entries"]
    assert (few["difference"], few["why"]) == (None, "too few to tell")
    blind = seen(CLUB, club(20, 20), "regular", untold=frozenset({"attendance"}))
    assert recount.told(blind.facts, "en") == [
        "Planned but not measured: The imported activity does not tell who came to an event."
    ]


@pytest.mark.parametrize("true", [0.0, 0.25])
def test_the_interval_holds_the_true_difference_about_as_often_as_it_says(true: float) -> None:
    """Who comes is more active before, which alone brings people back: the plain difference would be far off."""
    dice, held, plain = random.Random(7), 0, 0  # noqa: S311 - nobody guesses at it
    for _ in range(200):
        cases = []
        for n in range(160):
            stratum = dice.choice((1, 2, 3))
            came = dice.random() < 0.1 + 0.2 * stratum
            cases.append(Case(f"P{n}", stratum, came, dice.random() < 0.1 + 0.15 * stratum + true * came))
        found = effect(cases)
        assert found is not None
        held += found.low <= true <= found.high
        rates = [[c.returned for c in cases if c.came is side] for side in (True, False)]
        plain += sum(rates[0]) / len(rates[0]) - sum(rates[1]) / len(rates[1]) > true
    assert 0.92 <= held / 200 <= 0.995
    assert plain > 150


# -- numbers written down, by group --

GROUPS = (
    HEAD
    + """
goals:
  audiences:
    - {id: council, name: Council, power: 5, interest: 4}
    - {id: elders, name: Elders, category: vulnerable, power: 2, interest: 5}
    - {id: herders, name: Herders, power: 1, interest: 3}
    - {id: press, name: Press, power: 3, interest: 1}
evaluation:
  tallies:
"""
)


def written(*rows: str, text: str = GROUPS) -> str:
    return text + "".join(f"    - {{{row}}}\n" for row in rows)


def tallied_(metric: str, of: str | None, numerator: int, denominator: int, days: str = "01 31") -> str:
    start, end = days.split()
    named = f", of: {of}" if of else ""
    return f"metric: {metric}, start: 2027-01-{start}, end: 2027-01-{end}, numerator: {numerator}, denominator: {denominator}{named}"


def by_group(*rows: str, text: str = GROUPS) -> tuple[dict[str, Any], list[str]]:
    chapter = seen(written(*rows, text=text), TALK, "by-group")
    return data(chapter)["metrics"][0], [fact.en for fact in chapter.facts]


def test_grievances_by_group_add_up_to_the_whole_and_small_groups_are_told_together() -> None:
    metric = "grievances-resolved"
    rows = [tallied_(metric, *one) for one in (("council", 7, 9), ("elders", 2, 3), ("herders", 5, 6), ("press", 8, 8))]
    found, _ = by_group(*rows)
    assert [(g["of"], g["groups"], g["numerator"], g["denominator"]) for g in found["groups"]] == [
        ("council", 1, 7, 9), ("press", 1, 8, 8), (None, 2, 7, 9),
    ]  # fmt: skip
    whole = data(seen(written(*rows), TALK, "written-down"))["metrics"][0]
    assert (whole["numerator"], whole["denominator"]) == (22, 26)


@pytest.mark.parametrize(
    ("sizes", "kept", "together"),
    [
        ({"a": 9, "b": 3, "c": 40}, ["c"], ["a", "b"]),  # b alone could be worked out from the sum
        ({"a": 9, "b": 2, "c": 2, "d": 40}, ["d"], ["a", "b", "c"]),  # b and c are four together
        ({"a": 9, "b": 2, "c": 3}, ["a"], ["b", "c"]),
        ({"a": 9, "b": 3}, [], []),
        ({"a": 3}, [], []),
        ({"a": 5, "b": 6}, ["a", "b"], []),
    ],
)
def test_no_small_group_can_be_worked_out(sizes: dict[str, int], kept: list[str], together: list[str]) -> None:
    found = lines({of: (1, n) for of, n in sizes.items()}, 5)
    assert [line.of[0] for line in found if len(line.of) == 1] == kept
    assert [list(line.of) for line in found if len(line.of) > 1] == ([together] if together else [])
    assert not found or sum(line.denominator for line in found) == sum(sizes.values())


def test_groups_of_which_some_days_are_told_as_a_whole_are_unknown() -> None:
    metric = "grievances-resolved"
    rows = (tallied_(metric, "council", 7, 9, "01 15"), tallied_(metric, None, 7, 9, "16 31"))
    found, facts = by_group(*rows)
    assert (found["groups"], found["why"]) == (
        None, "By group: unknown, since some days are told of all together only (`of`).",
    )  # fmt: skip
    assert facts == [f"Grievances resolved in time. {found['why']}"]


def test_groups_too_small_to_be_told_apart_are_withheld() -> None:
    metric = "grievances-resolved"
    found, _ = by_group(tallied_(metric, "council", 7, 9), tallied_(metric, "elders", 1, 2))
    assert found["groups"] is None
    assert found["why"].startswith("By group: withheld")


COVERED = [("council", 10, 12), ("elders", 1, 3)]


def test_coverage_is_weighted_by_power_beside_the_plain_share() -> None:
    """The figures of the page of the metric, with the powers the other way round: the elders have little."""
    rows = [tallied_("stakeholder-coverage", *one) for one in COVERED]
    found, facts = by_group(*rows)
    assert found["weighted_by_power"] == pytest.approx((5 * 10 / 12 + 2 * 1 / 3) / 7)
    assert found["vulnerable"] == pytest.approx(1 / 3)
    assert facts == [
        "Weighted by the power of the groups: 69%.",
        "With vulnerable groups: 1 of 3.",
        "Of 2 groups of the plan nothing is written down.",
    ]
    swapped = (
        GROUPS.replace("power: 5, ", "power: X, ")
        .replace("power: 2, ", "power: 5, ")
        .replace("power: X, ", "power: 2, ")
    )
    assert by_group(*rows, text=swapped)[1][0] == "Weighted by the power of the groups: 47.6%."


def test_coverage_of_a_group_without_power_is_not_weighted() -> None:
    rows = [tallied_("stakeholder-coverage", *one) for one in COVERED]
    found, facts = by_group(*rows, text=GROUPS.replace(", power: 2", ""))
    assert (found["weighted_by_power"], facts[0]) == (
        None, "Weighted by power: unknown; the plan does not say the `power` of 'elders'.",
    )  # fmt: skip


def test_audiences_reached_are_weighed_by_their_power() -> None:
    powers = REACH.replace("category: members,", "category: vulnerable, power: 4,").replace(
        "name: Far, category: interested", "name: Far, category: interested, power: 1"
    )
    chapter = seen(powers, LEADING, "audiences")
    states = {a["audience"]: a["state"] for a in data(chapter)["audiences"]}
    judged = [a for a, state in states.items() if state in ("reached", "missed")]
    power = {"core": 4, "far": 1, "idle": 0}
    wanted = sum(power[a] for a in judged if states[a] == "reached") / sum(power[a] for a in judged)
    assert data(chapter)["weighted_by_power"] == wanted
    assert (data(chapter)["vulnerable_reached"], "core" in judged) == (1, True)
    assert data(seen(REACH, LEADING, "audiences"))["weighted_by_power"] is None


COUNTED = written(
    *(tallied_("stakeholder-coverage", *one) for one in COVERED), tallied_("k-factor", None, 45, 110, "15 28"),
    tallied_("grievances-resolved", "council", 7, 9), tallied_("grievances-resolved", "elders", 7, 9),
)  # fmt: skip

# -- waves of invitations --


def test_waves_to_come_are_those_of_the_page_of_the_metric() -> None:
    rows = [tallied_("k-factor", None, 60, 100, "01 14"), tallied_("k-factor", None, 45, 110, "15 28")]
    chapter = seen(written(*rows), TALK, "invitation-waves")
    found = data(chapter)
    assert (found["k"], found["seed"], found["days"], found["at_most"]) == (0.5, 45, 14, 45.0)
    assert [(w["newcomers"], w["end"]) for w in found["waves"]] == [
        (22.5, "2027-02-11"), (11.25, "2027-02-25"), (5.625, "2027-03-11"), (2.8125, "2027-03-25"),
    ]  # fmt: skip
    assert [fact.en for fact in chapter.facts] == [
        "K is 0.5; the last wave, which ended on 28 Jan 2027, brought 45 newcomers. A wave takes 14 days.",
        "Each wave brings fewer than the one before: all waves to come bring at most 45 newcomers together.",
        (
            "This holds only while K stays as it is. Only newcomers invite anew: the same members inviting again make no second "
            "wave, so that members never multiply by 1 + K."
        ),
    ]
    page = tallied("k-factor")
    assert page is not None
    assert (
        "45 × 0.5, that is 22.5, then 11.25, 5.6 and 2.8, each a fortnight later, and 45 in all" in page.edge_cases.en
    )


@pytest.mark.parametrize(
    ("rows", "days", "told"),
    [
        ([("01 07", 10, 10)], 7, "Each wave brings as many as the one before."),
        ([("01 07", 20, 10)], 7, "Each wave brings more than the one before: twice as many after 7 days."),
        ([("01 07", 10, 10), ("08 20", 30, 10)], None, "Each wave brings more than the one before."),
    ],
)
def test_how_waves_go_on(rows: list[tuple[str, int, int]], days: int | None, told: str) -> None:
    chapter = seen(written(*(tallied_("k-factor", None, k, n, span) for span, k, n in rows)), TALK, "invitation-waves")
    assert (data(chapter)["days"], chapter.facts[1].en) == (days, told)
    assert [w["end"] is None for w in data(chapter)["waves"]] == [days is None] * 4


def test_waves_of_nobody_who_could_invite_are_unknown() -> None:
    chapter = seen(written(tallied_("k-factor", None, 0, 0)), TALK, "invitation-waves")
    assert data(chapter) == {"why": "There was nothing to divide by: members who could invite is 0."}


# -- how the work is spread --


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [
        ([5, 5, 5, 5], 0.0),
        ([0, 0, 0, 8], 1.0),
        ([1, 3], 0.5),
        ([1, 1, 2, 4], 0.4166666666666667),
        ([4], None),
        ([0, 0], None),
    ],
)
def test_the_gini_coefficient_of_a_small_team(hours: list[float], wanted: float | None) -> None:
    """By hand: the mean difference of all pairs, through twice the mean: of 1, 1, 2, 4 it is 10/6 over 2 x 2."""
    assert gini(hours) == (wanted if wanted is None else pytest.approx(wanted))


@given(st.lists(st.integers(0, 40), min_size=2, max_size=9))
def test_the_gini_coefficient_is_the_mean_difference_of_pairs(hours: list[int]) -> None:
    n, whole = len(hours), sum(hours)
    apart = sum(abs(a - b) for a in hours for b in hours) / (n * (n - 1))
    assert gini(hours) == (pytest.approx(apart / (2 * whole / n)) if whole else None)


def test_who_has_half_of_it() -> None:
    assert [half_by(hours) for hours in ([1, 1, 1, 1], [9, 1, 1], [2, 2, 1, 3], [0, 0])] == [2, 1, 2, None]


def mondays(first: int, last: int) -> list[date]:
    return [date(2026, 6, 1) + timedelta(weeks=n) for n in range(first, last + 1)]


@pytest.mark.parametrize(
    ("weeks", "last", "told"),
    [
        (mondays(0, 11), 15, True),
        (mondays(0, 11), 14, False),  # three weeks may be a holiday
        (mondays(1, 11), 15, False),  # eleven weeks running
        ([*mondays(0, 4), *mondays(6, 11)], 15, False),
        ([*mondays(0, 11), *mondays(15, 15)], 15, False),
        ([], 15, False),
    ],
)
def test_who_was_there_week_after_week_and_then_no_more(weeks: list[date], last: int, told: bool) -> None:
    assert stopped(weeks, mondays(last, last)[0], 12, 4) is told


MANY = (
    HEAD
    + """
structure:
  people:
    - {id: p1, hours_per_week: 9, handles: [{source: chat, id: A}]}
    - {id: p2, hours_per_week: 9, handles: [{source: chat, id: B}, {source: chat, id: B2}]}
    - {id: p3, hours_per_week: 9, handles: [{source: chat, id: C}]}
    - {id: p4, hours_per_week: 9, handles: [{source: chat, id: D}]}
    - {id: p5, hours_per_week: 9, handles: [{source: chat, id: E}]}
    - {id: gone, status: alumni, handles: [{source: chat, id: F}]}
  roles:
    - {id: host, name: Host, holders: [p1], hours_per_week: 6}
    - {id: aide, name: Aide, holders: [p2], hours_per_week: 2}
"""
)


def days_of(member: str, first: str, weeks: int, times: int = 1) -> str:
    """An act each week on the same day, `times` of them five minutes apart."""
    begun = datetime.fromisoformat(first)
    return "".join(
        f"{begun + timedelta(weeks=n, minutes=5 * i):%Y-%m-%dT%H:%M} {member} message hall\n"
        for n in range(weeks) for i in range(times)
    )  # fmt: skip


LONG = "time member kind channel\n" + (
    days_of("A", "2027-01-05T09:00", 4, 12) + days_of("B", "2027-01-06T09:00", 2) + days_of("B2", "2027-01-20T09:00", 2)
    + days_of("C", "2026-11-03T09:00", 1) + days_of("D", "2026-10-01T09:00", 13) + days_of("E", "2027-01-07T09:00", 1)
    + days_of("F", "2027-01-08T09:00", 4, 9) + "2027-02-09T09:00 A message hall\n"
)  # fmt: skip


def test_how_the_work_is_spread_over_the_team() -> None:
    chapter = seen(MANY, LONG, "staff-spread")
    found = data(chapter)
    # A: four weeks of 55 + 5 minutes; B by two accounts: four of 5; C and D: nothing in January; E: one of 5
    assert found["seen"]["people"] == 5
    assert found["seen"]["gini"] == pytest.approx(gini([240, 20, 0, 0, 5]))
    assert (found["seen"]["half_by"], found["seen"]["top_week_hours"], found["seen"]["top_week"]) == (
        1,
        1.0,
        "2027-01-04",
    )
    # planned: six hours a week of one, two of another, and nothing of the others (the smallest plan has a lead), in four weeks
    assert found["planned"]["gini"] == pytest.approx(gini([24, 8, 0, 0, 0, 0]))
    assert (found["planned"]["half_by"], found["planned"]["top_week_hours"]) == (1, 6.0)
    # D was there for the thirteen weeks up to 24 December, and then for four no more
    assert found["stopped"] == 1
    assert decisions(chapter) == [
        "1 of the 5 people of the team do half of the work that can be seen: share it before they tire.",
        "1 of the team were there for 12 weeks running or more and have not been seen for 4 weeks: ask how they are.",
    ]


def test_who_is_on_leave_has_not_stopped() -> None:
    away = MANY.replace("id: p4, ", "id: p4, leave: [{start: 2027-01-01, end: 2027-01-31}], ")
    assert data(seen(away, LONG, "staff-spread"))["stopped"] == 0


def test_the_spread_over_fewer_than_five_is_withheld() -> None:
    chapter = seen(MANY, LONG.replace(" E ", " X "), "staff-spread")
    assert (data(chapter)["seen"], data(chapter)["stopped"], decisions(chapter)) == (None, None, [])
    assert chapter.facts[0].en == (
        "How the hours seen are spread is withheld: fewer than 5 people of the team are known in the activity."
    )
    assert data(chapter)["planned"]["people"] == 6


# -- metrics that come to a table --

CROWD = "\n".join([
    "time member kind tags size",
    *(f"2027-01-0{n}T09:00 {who} join - -" for n, who in enumerate("ABCDEF", 1)),
    *(f"2027-01-{10 + n}T09:00 {who} message - -" for n, who in enumerate("AABCDEF")),
    "2027-01-20T09:00 A reaction - -", "2027-01-20T09:30 B reply - -",
    *(f"2027-01-25T09:00 - answer likes {n}" for n in (1, 4, 4, 5, 5)), *("2027-01-25T09:00 - answer other 1",) * 4,
    "2027-02-09T09:00 A message - -",
])  # fmt: skip


def told_by(chapter: Chapter) -> dict[str, list[list[object]]]:
    """The rows of each table, by its metric."""
    return {m["id"]: [list(row.values()) for row in m["rows"]] for m in data(chapter)["metrics"]}


def test_tables_of_the_catalogue_are_shown_as_far_as_enough_people_are_in_them() -> None:
    chapter = seen(HEAD, CROWD, "spreads")
    assert told_by(chapter) == {
        "participation-levels": [["creators", 6, 1.0], ["participants", 0, 0.0], ["silent", 0, 0.0]],
        "contribution-types": [["message", 7, 6]],
        "active-days": [[1, 4, 4 / 6], [2, 1, 1 / 6], [3, 1, 1 / 6]],
        "survey-answers": [["chat", "likes", 1, 1, 0.2], ["chat", "likes", 4, 2, 0.4], ["chat", "likes", 5, 2, 0.4]],
    }
    assert [(grid.title.zh, [cell.zh if isinstance(cell, Words) else cell for cell in grid.rows[0]]) for grid in chapter.grids[:2] if grid.title] == [
        ("创作者、参与者与沉默成员（1-9-90）（发起至少 1 条为创作者）", ["创作者", "6", "100%"]), ("贡献类型构成", ["消息", "7", "6"]),
    ]  # fmt: skip
    assert chapter.facts[1].en.startswith("Types of contributions: Events of the window by kind")


def test_a_community_of_four_has_no_tables() -> None:
    small = "\n".join(line for line in CROWD.splitlines() if not any(f" {who} " in line for who in "EF-"))
    plan = planned(HEAD)
    found = appraise.plan(plan, Lived(small), JANUARY, date(2027, 2, 10)).chapters
    assert "spreads" not in [c.id for c in found]


# -- own metrics --


def test_a_metric_of_the_plans_own_says_what_was_divided_and_what_is_a_part_of_it() -> None:
    text = HEAD + (
        "evaluation: {metrics: ["
        "{id: told, definition: Messages by member, numerator: {kinds: message}, denominator: {count: members}}, "
        "{id: part, definition: Who wrote., unit: share, numerator: {kinds: message, count: members}, denominator: {kinds: [message, join], count: members}}]}"
    )
    chapter = seen(text, CROWD, "own-metrics")
    assert [row[3].en.partition(";")[0] for row in chapter.grids[0].rows if isinstance(row[3], Words)] == [
        "7 ÷ 6",
        "6 of 6",
    ]
    plan = planned(text)
    metric = formula.compiled(plan, plan.evaluation.metrics[0])
    assert metric is not None
    assert metric.definition == Words("Messages by member.", "Messages by member。")


# -- what holds for all --


@pytest.mark.parametrize(
    "fragment",
    [QUIET, TEAM, REACH, POINTS, SUGGEST, FEEDBACK, CLUB, COUNTED, MANY],
    ids=lambda f: f.split("\n")[2][:12],
)
def test_without_activity_nothing_is_zero_and_everything_is_said_in_both_languages(fragment: str) -> None:
    plan = planned(fragment)
    found = appraise.plan(
        plan, Lived("time member kind\n2020-01-01T09:00 A message"), JANUARY, date(2027, 2, 10)
    ).chapters
    assert found
    for chapter in found:
        for language in LANGUAGES:
            (told,) = recount.chapters([chapter], language)
            assert told["facts"] or told["tables"]
        assert all(w.en and w.zh for w in chapter.facts)
        assert all(len(row) == len(grid.heads) for grid in chapter.grids for row in grid.rows)
        assert not chapter.well
        assert not chapter.decide or chapter.id in ("assumptions", "triggers", "audiences")


HOSTILE = "<script>alert(1)</script> {{7*7}} | **x** [a](javascript:b) `````"


def test_hostile_words_of_a_plan_stay_words_in_every_chapter() -> None:
    text = (QUIET + REACH.removeprefix(HEAD)).replace("title: Nobody writes", f"title: {json.dumps(HOSTILE)}")
    for name in ("name: Core", "name: Far", "title: Fair", "title: Mail"):
        text = text.replace(name, f"{name.partition(':')[0]}: {json.dumps(HOSTILE)}")
    plan = planned(text)
    store = Lived(LEADING, "UTC")
    found = appraise.plan(plan, store, JANUARY, date(2027, 2, 10))
    assert {"triggers", "audiences", "assumptions"} <= {c.id for c in found.chapters}
    page = as_html(account.report(plan, found, "en"))
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "49" not in re.findall(r"\{\{7\*7\}\}|\b49\b", page)
    for line in as_markdown(account.report(plan, found, "en"))[0].splitlines():
        assert not line.startswith("| <script>")
