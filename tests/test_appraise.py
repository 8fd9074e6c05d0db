"""A plan held against a small community whose answers were counted by hand, and against nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commplan.activity.mapping import Mapping
from commplan.activity.store import Store
from commplan.catalogue import metric
from commplan.evaluating import appraise
from commplan.evaluating.appraise import Appraisal
from commplan.importing import collect
from commplan.localday import Window
from commplan.plan.times import Duration
from commplan.reckoning import period
from lived import PLAN, imported, planned

MARCH = Window(date(2026, 3, 1), date(2026, 4, 1))
TODAY = date(2026, 5, 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return imported(tmp_path_factory.mktemp("lived"))


LISTED = ("elephant-factor", "mau")


def evaluated(
    store: Store, *changes: tuple[str, str], window: Window = MARCH, today: date = TODAY, whole: bool = False
) -> Appraisal:
    """The evaluation of the plan with some of its text replaced; unless it is asked for whole, of the metrics that are
    listed beside the objectives only those that are looked at here: all of them take most of the time."""
    text = PLAN
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with pytest.MonkeyPatch.context() as patched:
        if not whole:
            patched.setattr(appraise, "_scalars", lambda: [m for m in map(metric, LISTED) if m])
        return appraise.plan(planned(text), store, window, today)


def told(found: Appraisal) -> dict[str, tuple[float | None, str, str]]:
    return {a.objective.id: (a.measured.value, a.verdict.status, a.why.en) for a in found.objectives}


def objective(text: str) -> tuple[str, str]:
    """The plan's first objective replaced by this one."""
    begin = PLAN.index("    - {id: active")
    return PLAN[begin : PLAN.index("    - {id: answered")], f"    - {{id: one, {text}}}\n"


def one(store: Store, text: str, *changes: tuple[str, str], window: Window = MARCH) -> tuple[float | None, str, str]:
    return told(evaluated(store, objective(text), *changes, window=window))["one"]


def test_what_was_counted_by_hand_comes_out(store: Store) -> None:
    found = evaluated(store, whole=True)
    assert told(found) == {
        "active": (4.0, "on-track", "4 on 31 Mar 2026 keeps up with 2, on the way to 5 by 31 Dec 2026."),
        "answered": (
            5 / 7,
            "unknown",
            "Too few to tell: 5 of 7 on 31 Mar 2026; on the way to 10% by 31 Dec 2026 it should be 70.3%.",
        ),
        "kept": (0.5, "met", "Due on 31 Mar 2026: 50% reaches the target of 50%."),
        "happy": (4.2, "met", "4.2 reaches the target of 4 ahead of 31 Dec 2026."),
    }
    assert (found.values["joins"].value, found.values["members"].value, found.values["net-growth"].value) == (
        1,
        None,
        None,
    )
    assert (found.values["unanswered-rate"].parameters, found.before["joins"].value) == ({"grace": 72}, 1)
    assert [(str(line.planned.day), line.outcome) for line in found.execution.lines] == [
        ("2026-03-04", "on-time"),
        ("2026-03-11", "late"),
        ("2026-03-18", "skipped"),
        ("2026-03-25", "on-time"),
    ]


def test_a_window_that_the_activity_covers_in_part_is_judged_as_of_its_last_day(store: Store) -> None:
    april = Window(date(2026, 4, 1), date(2026, 5, 1))
    found = evaluated(store, window=april)
    assert told(found)["active"][2] == "5 reaches the target of 5 ahead of 31 Dec 2026."
    assert found.objectives[0].verdict.as_of == date(2026, 4, 10)
    measured = found.objectives[0].measured
    assert (measured.partial, measured.seen) == (True, Window(date(2026, 4, 1), date(2026, 4, 11)))
    assert measured.notes[0].en == "The activity covers only 1 Apr 2026 to 10 Apr 2026 of this period."


CALENDAR = "statement: Kept., metric: calendar-execution, target: 0.9, baseline: {value: 0, date: 2025-12-31}"


def test_the_calendar_is_not_missed_after_the_end_of_the_activity(store: Store) -> None:
    year = Window(date(2026, 1, 1), date(2027, 1, 1))
    weekly = ("UNTIL=20260331", "UNTIL=20261231")
    value, status, why = one(store, f"{CALENDAR}, due: 2026-12-31", weekly, window=year)
    # 4 to 25 March as before; 1 April: nobody; 8 April: nobody and the 15th is not covered; then nothing is known.
    assert (value, status) == (2 / 6, "on-track")
    assert why == "33.3% on 10 Apr 2026 keeps up with 24.7%, on the way to 90% by 31 Dec 2026."
    found = evaluated(store, weekly, window=year, today=date(2027, 2, 1))
    assert found.execution.counts == {
        "on-time": 2, "late": 1, "skipped": 3, "cancelled": 0, "unknown": 38, "not-due": 0,
    }  # fmt: skip


def test_a_record_beyond_the_activity_is_known(store: Store) -> None:
    weekly = ("UNTIL=20260331", "UNTIL=20261231")
    record = ("[{date: 2026-03-25, status: done}]", "[{date: 2026-04-29, status: done}]")
    april = Window(date(2026, 4, 15), date(2026, 5, 1))
    assert one(store, f"{CALENDAR}, due: 2026-12-31", weekly, record, window=april)[::2] == (
        1.0, "100% reaches the target of 90% ahead of 31 Dec 2026.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value", "status", "why"),
    [
        ("target: 5", None, "unknown", "The objective names no metric."),
        ("metric: liveliness, target: 5", None, "unknown", "No metric is called 'liveliness'."),
        ("metric: liking, due: 2026-12-31", 4.2, "unknown", "The goal states no target."),
        ("metric: mau", 4.0, "unknown", "The goal states no target."),
        ("metric: mau, parameters: {days: 7}, target: 5", None, "unknown",
         "The metric takes no parameter 'days' (it takes: none)."),
        ("metric: retention, parameters: {dya: 7}, target: 5", None, "unknown",
         "The metric takes no parameter 'dya' (it takes: day, width)."),
        ("metric: retention, parameters: {day: 0}, target: 5", None, "unknown",
         "Parameter 'day' is 0; it must be at least 1."),
        ("metric: activity-by-hour, target: 5", None, "unknown",
         "Activity by hour of the week has no single value to hold a target against."),
        ("metric: net-growth, target: 5", None, "unknown",
         "The imported activity does not tell who stopped being a member, and when."),
        ("metric: joins, target: 1", 1.0, "met", "1 reaches the target of 1."),
        ("metric: mau, window: P1W, target: 4", 4.0, "met", "4 reaches the target of 4. Counted: 25 Mar 2026 to 31 Mar 2026."),
    ],
)  # fmt: skip
def test_what_an_objective_says_wrongly_is_unknown_with_a_sentence(
    store: Store, text: str, value: float | None, status: str, why: str
) -> None:
    assert one(store, text) == (value, status, why)


def test_a_metric_that_cannot_be_counted_may_be_read_by_hand_within_the_window(store: Store) -> None:
    readings = "    - {metric: liking, date: 2026-03-20, value: 4.2, answers: 12}\n"
    net = "metric: net-growth, target: 5, due: 2026-12-31, baseline: {value: 0, date: 2025-12-31}"
    inside = (readings, readings + "    - {metric: net-growth, date: 2026-03-31, value: 3}\n")
    outside = (readings, readings + "    - {metric: net-growth, date: 2026-02-27, value: 3}\n")
    counted = (readings, readings + "    - {metric: mau, date: 2026-03-31, value: 99}\n")
    assert one(store, net, inside)[:2] == (3.0, "on-track")
    assert one(store, net, outside)[:2] == (None, "unknown")
    assert one(store, "metric: mau, target: 5", counted)[0] == 4.0


def test_what_the_baseline_was_read_from_does_not_say_how_a_goal_goes(store: Store) -> None:
    """A goal whose only reading is its baseline would else be on track for months without anybody having looked."""
    happy = "date: 2026-03-20, value: 4.2, answers: 12"
    old = told(evaluated(store, (happy, "date: 2025-12-31, value: 3, answers: 12")))["happy"]
    since = "No value has been written down since the baseline of 31 Dec 2025 (`evaluation.readings`)."
    assert old == (None, "unknown", since)
    newer = told(evaluated(store, (happy, "date: 2026-01-20, value: 3.1, answers: 12")))["happy"]
    assert newer[:2] == (3.1, "on-track")


def test_messages_of_an_export_without_conversations_are_not_unanswered(store: Store, tmp_path: Path) -> None:
    """Beside a table that tells who answered what, a chat that does not: its messages are neither answered nor unanswered."""
    both = imported(tmp_path)
    (tmp_path / "chat.csv").write_text(
        "at,by\n" + "".join(f"2026-03-{d:02d}T09:00,G{d}\n" for d in range(2, 20)), "utf-8"
    )
    collect.into(both, [tmp_path / "chat.csv"], mapping=Mapping("at", member="by", name="hall-chat"))
    alone, mixed = (evaluated(s, whole=True) for s in (store, both))
    for id_ in ("unanswered-rate", "sla-attainment", "content-yield", "first-response-time"):
        one, other = alone.values[id_], mixed.values[id_]
        assert (one.value, one.numerator, one.denominator) == (other.value, other.numerator, other.denominator), id_
        assert [note.en for note in other.notes if "hall-chat" in note.en] == [
            "What came from hall-chat is left out: it does not tell which messages belong to one conversation."
        ]
        assert not any("left out" in note.en for note in one.notes)
    assert mixed.values["mau"].value == (alone.values["mau"].value or 0) + 16  # who wrote is known of both


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((2, 10), ["The last that was imported from chat-two is of 10 Mar 2026: if its export ends there, later days are counted without it."]),
        ((2, 19), []),
        ((30, 31), ["The first that was imported from chat-two is of 30 Mar 2026: earlier days, and what is compared with them, are counted without it."]),
    ],
)  # fmt: skip
def test_a_source_that_covers_only_part_of_the_days_compared_is_named(
    tmp_path: Path, days: tuple[int, int], said: list[str]
) -> None:
    """One export is older than the other: the community did not fall silent."""
    both = imported(tmp_path)
    (tmp_path / "chat.csv").write_text("at,by\n" + "".join(f"2026-03-{d:02d}T02:00,G\n" for d in days), "utf-8")
    collect.into(both, [tmp_path / "chat.csv"], mapping=Mapping("at", member="by", name="chat-two"))
    assert [note.en for note in evaluated(both).notes if "imported from" in note.en] == said


def test_few_answers_to_a_survey_decide_nothing(store: Store) -> None:
    found = evaluated(store, ("date: 2026-03-20, value: 4.2, answers: 12", "date: 2026-03-20, value: 4.2, answers: 3"))
    assert told(found)["happy"] == (4.2, "unknown", "Too few to tell: 3 cases on 20 Mar 2026; the target is 4.")


# --- windows ----------------------------------------------------------------------------------------------------------
QUARTER, WEEK = Duration("P3M", 3, 0), Duration("P1W", 0, 7 * 86_400)
D = date
COVERS = Window(D(2025, 6, 5), D(2026, 7, 28))


@pytest.mark.parametrize(
    ("window", "length", "covers", "first", "end"),
    [
        pytest.param((D(2026, 1, 1), D(2027, 1, 1)), QUARTER, COVERS, D(2026, 4, 1), D(2026, 7, 1), id="last whole"),
        pytest.param((D(2026, 4, 1), D(2026, 7, 1)), QUARTER, COVERS, D(2026, 4, 1), D(2026, 7, 1), id="the same"),
        pytest.param((D(2026, 6, 1), D(2026, 7, 1)), QUARTER, COVERS, D(2026, 4, 1), D(2026, 7, 1), id="longer"),
        pytest.param((D(2026, 7, 1), D(2026, 10, 1)), QUARTER, COVERS, D(2026, 7, 1), D(2026, 10, 1), id="in part"),
        pytest.param((D(2027, 1, 1), D(2028, 1, 1)), QUARTER, COVERS, D(2027, 10, 1), D(2028, 1, 1), id="not at all"),
        pytest.param((D(2026, 1, 1), D(2027, 1, 1)), QUARTER, None, D(2026, 10, 1), D(2027, 1, 1), id="no activity"),
        pytest.param((D(2026, 1, 1), D(2026, 6, 1)), WEEK, COVERS, D(2026, 5, 25), D(2026, 6, 1), id="weeks"),
        pytest.param((D(2026, 1, 1), D(2026, 5, 31)), QUARTER, COVERS, D(2026, 2, 28), D(2026, 5, 31), id="no whole months"),
        pytest.param((D(2026, 1, 1), D(2026, 6, 1)), Duration("PT0S", 0, 0), COVERS, D(2026, 5, 31), D(2026, 6, 1), id="at least a day"),
    ],
)  # fmt: skip
def test_the_last_part_of_a_period_is_one_that_was_seen(
    window: tuple[date, date], length: Duration, covers: Window | None, first: date, end: date
) -> None:
    assert period.last_part(Window(*window), length, covers) == Window(first, end)


def test_an_objective_by_the_month_is_counted_over_the_last_whole_month(store: Store) -> None:
    text = f"{CALENDAR}, due: 2026-12-31, window: P1M"
    value, status, why = one(store, text, window=Window(date(2026, 1, 1), date(2027, 1, 1)))
    assert (value, status) == (0.5, "on-track")
    assert why == (
        "50% on 31 Mar 2026 keeps up with 22.2%, on the way to 90% by 31 Dec 2026. Counted: 1 Mar 2026 to 31 Mar 2026."
    )


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("2026", D(2026, 1, 1), D(2027, 1, 1)),
        ("2026-H2", D(2026, 7, 1), D(2027, 1, 1)),
        ("2026-q4", D(2026, 10, 1), D(2027, 1, 1)),
        ("2026-02", D(2026, 2, 1), D(2026, 3, 1)),
        ("2026-02-05..2026-02-05", D(2026, 2, 5), D(2026, 2, 6)),
        ("2026-02-05", D(2026, 2, 5), D(2026, 2, 6)),
        (" 2026-02-05 .. 2026-03-01 ", D(2026, 2, 5), D(2026, 3, 2)),
        ("2026-07..2026-09", D(2026, 7, 1), D(2026, 10, 1)),
        ("2026Q4", D(2026, 10, 1), D(2027, 1, 1)),
        ("2026-2", D(2026, 2, 1), D(2026, 3, 1)),
        ("2026-W01", D(2025, 12, 29), D(2026, 1, 5)),
        ("2026-W53", D(2026, 12, 28), D(2027, 1, 4)),
        ("2026年", D(2026, 1, 1), D(2027, 1, 1)),
        ("2026年下半年", D(2026, 7, 1), D(2027, 1, 1)),
        ("2026年第三季度", D(2026, 7, 1), D(2026, 10, 1)),
        ("2026年第4季度", D(2026, 10, 1), D(2027, 1, 1)),
        ("2026年2月", D(2026, 2, 1), D(2026, 3, 1)),
        ("2026年2月5日至2026年3月1日", D(2026, 2, 5), D(2026, 3, 2)),
        ("２０２６－Q4", D(2026, 10, 1), D(2027, 1, 1)),
    ],
)
def test_a_period_is_read(text: str, first: date, end: date) -> None:
    assert period.window_of(text) == Window(first, end)


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-", "2026-Q5", "2026-H3", "2026-13", "2026-00", "2026-Q", "2026-02-30..2026-03-01", "0000", "9999", "x-Q1",
     "2026-03-02..2026-03-01", "2026-Q1-2", "2026-01-01..9999-12-31", "20 6", "²026", "2026-QQ1", "0001",
     "1969", "0001-01-01..2026-12-31", "2026-W54", "2026-W0", "2026-W00", "2026-02-30", "2026年13月", "2026年第五季度", "26年", "2026-0",
     "2026-Q2..2026-Q1", "2026..2026-02", "2026-01..2026-02..2026-03", "last-7-days..2026-03", "最近天"],
)  # fmt: skip
def test_what_is_no_period_is_none(text: str) -> None:
    assert period.window_of(text) is None


# --- nothing to go by -------------------------------------------------------------------------------------------------
def test_a_plan_without_objectives_has_figures_and_no_verdicts(store: Store) -> None:
    begin, end = PLAN.index("goals:\n"), PLAN.index("evaluation:\n")
    found = evaluated(store, (PLAN[begin:end], ""))
    assert (found.objectives, found.values["mau"].value, found.unseen) == ((), 4.0, None)


def test_an_empty_store_leaves_everything_unknown_but_what_was_recorded(tmp_path: Path) -> None:
    found = evaluated(Store.at(tmp_path / "activity"), whole=True)
    assert found.unseen is not None
    assert found.unseen.en == "No activity was imported."
    assert told(found) == {
        "active": (None, "unknown", "No activity was imported."),
        "answered": (None, "unknown", "No activity was imported."),
        "kept": (1.0, "met", "100% reaches the target of 50% ahead of 31 Mar 2026."),
        "happy": (4.2, "met", "4.2 reaches the target of 4 ahead of 31 Dec 2026."),
    }
    assert {m.value for m in (*found.values.values(), *found.before.values())} == {None}


def test_a_period_before_the_activity_is_unknown(store: Store) -> None:
    found = evaluated(store, window=Window(date(2025, 1, 1), date(2025, 4, 1)))
    reason = "The activity covers 20 Feb 2026 to 10 Apr 2026; nothing of 1 Jan 2025 to 31 Mar 2025."
    assert found.unseen is not None
    assert found.unseen.en == reason
    assert {id_: (value, status) for id_, (value, status, _) in told(found).items()} == dict.fromkeys(
        ("active", "answered", "kept", "happy"), (None, "unknown")
    )
    assert told(found)["active"][2] == reason


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("", "The plan names no time zone; days are counted in UTC."),
        ("  timezone: CST\n", "The plan's time zone 'CST' is not known; days are counted in UTC."),
    ],
)
def test_without_a_time_zone_days_are_those_of_utc(store: Store, line: str, note: str) -> None:
    found = evaluated(store, ("  timezone: Asia/Shanghai\n", line))
    # Cem's first message is of 3 March now, but Cem wrote on the 20th too; Dee's is of 31 March.
    assert (found.zone, found.values["mau"].value, found.notes[0].en) == ("UTC", 5.0, note)


@pytest.mark.parametrize(
    ("exclude", "note", "active"),
    [
        ("", "The team counts like everybody else.", 4.0),
        ("exclude: {staff: true}", "What the team does is left out, except that it answers others.", 3.0),
    ],
)
def test_the_report_says_whether_the_team_counts(store: Store, exclude: str, note: str, active: float) -> None:
    found = evaluated(store, ("evaluation:\n", f"evaluation:\n  {exclude}\n"))
    assert (found.notes[1].en, found.values["mau"].value) == (note, active)
    assert found.notes[0].en == "Active means having done one of: message, reply, reaction."


# --- the team, by handles ---------------------------------------------------------------------------------------------
LEAD = "{source: chat, id: Lead}"
LEFT_OUT = (
    "What the team does is left out, except that it answers others.",
    "团队成员的行为不计入，但其对他人的回复算作回复。",
)
NOT_THERE = (
    "The team was to be left out, but none of its handles was found in the activity: if it wrote there, it is counted.",
    "方案要求不计团队成员，但在活动数据中未找到其任何账号：若其有发言，仍会计入。",
)
ONE = ("The team's one handle was found in the activity.", "团队的 1 个账号均在活动数据中找到。")
TEAMS = {
    "by the id of the source": (LEAD, 3.0, (LEFT_OUT, ONE), False),
    "by the tool": ("{source: table, id: Lead}", 3.0, (LEFT_OUT, ONE), False),
    "several": (
        "{source: table, id: Lead}, {source: chat, id: Ann}", 2.0,
        (LEFT_OUT, ("All 2 of the team's handles were found in the activity.", "团队的 2 个账号均在活动数据中找到。")), False,
    ),
    "one that is not there": (
        "{source: chat, id: Lead}, {source: chat, id: Leda}", 3.0,
        (LEFT_OUT, (
            "1 of 2 of the team's handles were found in the activity; not found: Lead. Check `source` and `id` of their handles.",
            "在活动数据中找到团队 2 个账号中的 1 个；未找到：Lead。请核对其 handles 的 `source` 与 `id`。",
        )), True,
    ),
    "none that is there": (
        "{source: slack, id: Lead}", 4.0,
        (NOT_THERE, (
            "0 of 1 of the team's handles were found in the activity; not found: Lead. Check `source` and `id` of their handles.",
            "在活动数据中找到团队 1 个账号中的 0 个；未找到：Lead。请核对其 handles 的 `source` 与 `id`。",
        )), True,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("handles", "active", "notes", "doubted"), TEAMS.values(), ids=TEAMS)
def test_the_team_is_found_by_tool_or_by_source(
    store: Store, handles: str, active: float, notes: tuple[tuple[str, str], ...], doubted: bool
) -> None:
    found = evaluated(store, (LEAD, handles), ("evaluation:\n", "evaluation:\n  exclude: {staff: true}\n"))
    told = tuple((note.en, note.zh) for note in found.notes[1:])
    assert (found.values["mau"].value, told) == (active, notes)
    assert [doubt.en for doubt in found.doubts] == ([notes[-1][0]] if doubted else [])


def test_handles_are_not_missed_where_nothing_was_imported(tmp_path: Path) -> None:
    found = evaluated(Store.at(tmp_path / "activity"))
    assert ([note.en for note in found.notes[1:]], found.doubts) == (["The team counts like everybody else."], ())


@pytest.mark.parametrize("channel", ["{id: hall, name: Hall}", "{id: hall}", '{id: hall, name: "#HALL "}'])
def test_a_channel_without_a_handle_is_the_one_of_its_name(store: Store, channel: str) -> None:
    found = evaluated(store, ("{id: hall, name: Hall, handle: hall}", channel))
    assert [line.outcome for line in found.execution.lines] == ["on-time", "late", "skipped", "on-time"]


EMPLOYED = (
    "    - {id: lead, name: Lead, handles: [{source: chat, id: Lead}]}\n",
    """\
    - {id: lead, name: Lead, affiliation: Tea  ltd, handles: [{source: chat, id: Lead}]}
    - {id: cem, name: Cem, affiliation: tea Ltd, handles: [{source: chat, id: Cem}]}
    - {id: bob, name: Bob, affiliation: independent, handles: [{source: chat, id: Bob}]}
""",
)


def test_whom_people_work_for_comes_from_the_plan(store: Store) -> None:
    """Lead, Cem and Bob acted three times each in March and Ann, of whom the plan says nothing, twice: one organisation has six
    of eleven, whatever Ann's is. Without any affiliation it may be one or two."""
    found = evaluated(store, EMPLOYED).values["elephant-factor"]
    assert (found.value, found.rows[0]) == (1, (1, 2, 1, 1, 9, 11))
    unsaid = evaluated(store).values["elephant-factor"]
    assert (unsaid.value, unsaid.rows[0]) == (None, (None, 0, 1, 2, 0, 11))
