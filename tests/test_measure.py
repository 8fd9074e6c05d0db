"""What a metric comes to and how sure it is; when nobody can say; goals judged; the calendar held against activity."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest

import commplan.metrics
from commplan.activity.event import CAPABILITIES
from commplan.discover import discover
from commplan.localday import Window, day_number, day_start, local_day, month_label, month_number, offsets
from commplan.measuring import measure
from commplan.metric import Measured, Metric, Unit
from commplan.reckoning.execution import OUTCOMES, Outcome, Planned, within
from commplan.reckoning.interval import wilson
from commplan.reckoning.spoken import quantity
from commplan.reckoning.verdict import Goal, Verdict
from commplan.words import Words
from made_activity import Row, connect, rows_of

CATALOGUE = {metric.id: metric for metric in discover(commplan.metrics, Metric).values()}
MARCH = Window(date(2026, 3, 1), date(2026, 4, 1))
ALL = frozenset(CAPABILITIES)


def compute(
    text: str,
    name: str,
    *,
    window: Window = MARCH,
    exclusions: measure.Exclusions | None = None,
    timezone: str = "UTC",
    capabilities: frozenset[str] = ALL,
    active_kinds: tuple[str, ...] = measure.DEFAULT_ACTIVE,
    parameters: Mapping[str, int] | None = None,
) -> Measured:
    session = measure.prepare(
        connect(rows_of(text, timezone)),
        timezone,
        exclusions or measure.Exclusions(),
        active_kinds,
        capabilities=capabilities,
    )
    return measure.compute(session, CATALOGUE[name], window, parameters)


WHOLE = """
id  time             member kind     thread bot tags
w1  2026-01-02T09:00 W      message  -      no  -
q1  2026-03-02T09:00 A      message  -      no  -
r1  2026-03-02T09:30 S      reply    q1     no  -
q2  2026-03-03T09:00 B      message  -      unknown -
s1  2026-03-04T09:00 S      message  -      no  -
t1  2026-03-04T09:00 T      message  -      no  -
v1  2026-03-05T09:00 C      reaction -      no  undated
v2  2026-03-06T09:00 D      reaction -      no  -
z1  2026-04-30T09:00 W      message  -      no  -
"""
STAFF = measure.Exclusions(staff=frozenset({"S"}), members=frozenset({"T"}))


@pytest.mark.parametrize(
    ("exclusions", "active_kinds", "value"),
    [
        pytest.param(measure.Exclusions(), ("message", "reply", "reaction"), 5.0, id="everybody but undated reactions"),
        pytest.param(STAFF, ("message", "reply", "reaction"), 3.0, id="without the team and the test account"),
        pytest.param(STAFF, ("message",), 2.0, id="only who starts something"),
        pytest.param(STAFF, ("attend",), 0.0, id="only who attends"),
    ],
)
def test_who_is_active_follows_the_plan(
    exclusions: measure.Exclusions, active_kinds: tuple[str, ...], value: float
) -> None:
    week = Window(date(2026, 3, 1), date(2026, 3, 29))
    assert compute(WHOLE, "mau", window=week, exclusions=exclusions, active_kinds=active_kinds).value == value


def test_the_team_answers_but_does_not_ask() -> None:
    found = compute(WHOLE, "first-response-time", exclusions=STAFF)
    assert dict(zip(found.columns, found.rows[0], strict=True)) == {
        "value": 1800.0, "n": 1, "p90": 1800.0, "answered": 1, "unanswered": 1, "still_open": 0,
    }  # fmt: skip


def test_a_bot_that_is_kept_counts() -> None:
    text = "time member kind bot\n2026-03-02T09:00 A message no\n2026-03-02T10:00 R message yes\n2026-05-01T10:00 A message no"
    kept = measure.Exclusions(bots=False)
    assert [compute(text, "absence-factor", exclusions=e).n for e in (measure.Exclusions(), kept)] == [1, 2]


def test_an_answer_carries_its_counts_its_interval_and_how_far_it_saw() -> None:
    text = "id time member kind thread\nw1 2026-01-01T09:00 A message -\n"
    text += "".join(f"q{n} 2026-03-{n + 1:02d}T09:00 A message -\n" for n in range(20))
    text += "".join(f"r{n} 2026-03-{n + 1:02d}T10:00 B reply q{n}\n" for n in range(15))
    text += "z9 2026-05-01T09:00 A message -"
    found = compute(text, "sla-attainment", parameters={"hours": 12})
    assert replace(found, interval=None) == Measured(
        metric="sla-attainment", window=MARCH, parameters={"hours": 12}, value=0.75, numerator=15, denominator=20, n=20,
        columns=("value", "numerator", "denominator"), rows=((0.75, 15, 20),), seen=MARCH,
    )  # fmt: skip
    assert found.interval == wilson(15, 20)


BOTS = Words(
    "The imported activity does not tell for everybody whether they are a bot: bots may be counted as members.",
    "导入的数据无法判断每个账号是否为机器人：可能有机器人被计作成员。",
)
FEW = Words("Few cases (2): read it with care.", "样本较少（2 个），请谨慎解读。")


def test_doubts_are_said_with_the_figure() -> None:
    found = compute(WHOLE, "participation-gini", exclusions=STAFF, active_kinds=("message",))
    assert (found.partial, found.notes) == (False, (BOTS, FEW))


def test_a_window_seen_in_part_says_which_part() -> None:
    text = "time member kind\n2026-02-20T09:00 A message\n2026-03-10T09:00 A message"
    found = compute(text, "wau")
    seen = Window(date(2026, 3, 1), date(2026, 3, 11))
    note = Words(
        "The activity covers only 1 Mar 2026 to 10 Mar 2026 of this period.",
        "在该时段中，活动数据只覆盖2026年3月1日至2026年3月10日。",
    )
    assert (found.value, found.seen, found.partial, found.notes) == (1.0, seen, True, (note,))


def test_a_history_that_is_too_short_is_said() -> None:
    text = "time member kind times\n2026-02-20T09:00 A message 1\n2026-03-10T09:00 B message 1\n2026-04-10T09:00 B message 1"
    found = compute(text, "new-members")
    short = Words(
        "New active members: it looks back 28 days before the window, and the activity covers 9 of them.",
        "新增活跃成员数：需要回看时段开始前 28 天，而活动数据只覆盖其中 9 天。",
    )
    assert (found.value, found.partial, found.notes[0]) == (1.0, True, short)


def test_the_exports_may_be_known_to_cover_more_than_their_events() -> None:
    rows = rows_of("time member kind\n2026-03-10T09:00 A message")
    span = (rows_of("time kind\n2026-01-01T00:00 m")[0][3], rows_of("time kind\n2026-04-30T00:00 m")[0][3])
    session = measure.prepare(connect(rows), "UTC", measure.Exclusions(), observed=span)
    found = measure.compute(session, CATALOGUE["dau"], MARCH)
    assert (found.value, found.seen, found.partial) == (1 / 31, MARCH, False)


NOT_TOLD = [
    (
        "first-response-time",
        ALL - {"threads"},
        Words(
            "The imported activity does not tell which messages belong to one conversation.",
            "导入的数据没有说明：哪些消息属于同一段对话。",
        ),
    ),
    (
        "members",
        ALL - {"leaves"},
        Words(
            "The imported activity does not tell who stopped being a member, and when.",
            "导入的数据没有说明：谁在何时退出。",
        ),
    ),
]


@pytest.mark.parametrize(("name", "capabilities", "reason"), NOT_TOLD)
def test_what_the_exports_do_not_tell_is_unknown(name: str, capabilities: frozenset[str], reason: Words) -> None:
    found = compute(WHOLE, name, capabilities=capabilities)
    assert (found.value, found.rows, found.reason) == (None, (), reason)


def test_a_kind_of_activity_that_is_not_told_is_said_and_the_others_count() -> None:
    found = compute(WHOLE, "dau", capabilities=ALL - {"reaction-times"})
    note = Words(
        "The imported activity does not tell when a reaction was given. What counts as active includes it, but it could not be "
        "counted.",
        "导入的数据没有说明：回应发生的时间。按定义应计为活跃，但无法计入。",
    )
    assert note in found.notes
    assert found.value is not None


def test_activity_that_the_exports_cannot_tell_at_all_is_unknown() -> None:
    found = compute(WHOLE, "dau", capabilities=ALL - {"attendance"}, active_kinds=("attend",))
    reason = Words("The imported activity does not tell who came to an event.", "导入的数据没有说明：谁出席了活动。")
    assert (found.value, found.reason) == (None, reason)


def test_a_window_outside_the_activity_is_unknown() -> None:
    found = compute(WHOLE, "dau", window=Window(date(2025, 1, 1), date(2025, 2, 1)))
    reason = Words(
        "The activity covers 2 Jan 2026 to 30 Apr 2026; nothing of 1 Jan 2025 to 31 Jan 2025.",
        "活动数据覆盖2026年1月2日至2026年4月30日，不含2025年1月1日至2025年1月31日的任何一天。",
    )
    assert (found.value, found.seen, found.reason) == (None, None, reason)


@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"]
)
def test_every_quarter_hour_has_the_local_day_and_hour_of_the_time_zone(zone: str) -> None:
    first = datetime(2011, 9, 1, tzinfo=UTC)
    rows: list[Row] = [
        (
            f"e{n}",
            "x",
            "message",
            (int(first.timestamp()) + n * 6300) * 1_000_000,
            "A",
            False,
            None,
            None,
            None,
            None,
            None,
        )
        for n in range(5000)
    ]
    session = measure.prepare(connect(rows), zone, measure.Exclusions())
    found = session.connection.execute("SELECT us, day, week, month, dow, hour FROM dated ORDER BY us").fetchall()
    local = [datetime.fromtimestamp(row[3] // 1_000_000, ZoneInfo(zone)) for row in rows]
    days = [day_number(t.date()) for t in local]
    assert found == [
        (row[3], day, (day + 3) // 7, month_number(t.date()), t.weekday(), t.hour)
        for row, day, t in zip(rows, days, local, strict=True)
    ]


def test_an_offset_lasts_until_the_clocks_change() -> None:
    first, end = (int(datetime(2026, m, 1, tzinfo=UTC).timestamp()) // 900 for m in (3, 11))
    spring = int(datetime(2026, 3, 29, 1, tzinfo=UTC).timestamp()) // 900
    autumn = int(datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp()) // 900
    berlin = [(first, spring, 3600), (spring, autumn, 7200), (autumn, end, 3600)]
    assert list(offsets(first, end, ZoneInfo("Europe/Berlin"))) == berlin


def test_days_and_months_are_numbers() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    assert day_number(date(1970, 1, 2)) == 1
    assert month_label(month_number(date(2026, 3, 31))) == "2026-03"
    assert day_start(date(1970, 1, 1), shanghai) == -8 * 3_600_000_000
    assert local_day(day_start(date(2026, 3, 1), shanghai) - 1_000_000, shanghai) == date(2026, 2, 28)


# Reference figures: 0/10 and 10/10 by the closed forms z2 / (n + z2) and n / (n + z2); 81/263 as in R's prop.test without
# continuity correction (Newcombe 1998, table I: 0.2553 to 0.3662).
@pytest.mark.parametrize(
    ("successes", "cases", "interval"),
    [(0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0)), (81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605))],
)
def test_the_interval_of_a_share_is_wilsons(successes: int, cases: int, interval: tuple[float, float]) -> None:
    assert wilson(successes, cases) == pytest.approx(interval, abs=5e-5)


def test_no_cases_have_no_interval() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh"),
    [
        (0.3421, "share", "34.2%", "34.2%"),
        (5400.0, "seconds", "1 h 30 min", "1 小时 30 分钟"),
        (86400.0, "seconds", "1 d", "1 天"),
        (59.6, "seconds", "1 min", "1 分钟"),
        (0.0, "seconds", "0 s", "0 秒"),
        (1234.0, "members", "1,234", "1,234"),
        (0.80558, "index", "0.806", "0.806"),
        (-6.5217, "index", "-6.52", "-6.52"),
        (19.2746, "index", "19.3", "19.3"),
        (-0.004, "count", "0", "0"),
        (0.42, "count", "0.42", "0.42"),
    ],
)
def test_a_quantity_is_said_as_people_say_it(value: float, unit: Unit, en: str, zh: str) -> None:
    assert quantity(value, unit) == Words(en, zh)


# --- verdicts ---------------------------------------------------------------------------------------------------------
GOAL = Goal(
    target=0.4, direction="up", due=date(2026, 12, 31), unit="share", baseline=0.2, baseline_day=date(2025, 12, 31)
)
KEEP = Goal(target=100.0, direction="keep", due=date(2026, 12, 31), tolerance=10.0)
FASTER = Goal(
    target=3600.0,
    direction="down",
    due=date(2026, 3, 31),
    unit="seconds",
    baseline=7200.0,
    baseline_day=date(2025, 12, 31),
)
EARLY, LATE = Window(date(2026, 7, 1), date(2026, 7, 3)), Window(date(2026, 10, 1), date(2027, 1, 1))


def value(number: float | None, window: Window, interval: tuple[float, float] | None = None) -> Measured:
    reason = Words("Nobody was active.", "无人活跃。") if number is None else None
    return Measured(
        metric="m", window=window, parameters={}, value=number, interval=interval, seen=window, reason=reason
    )


VERDICTS = [
    ("up, on the line", GOAL, value(0.31, EARLY), "on-track",
     "31% on 2 Jul 2026 keeps up with 30%, on the way to 40% by 31 Dec 2026.",
     "2026年7月2日为 31%，跟上了应有的 30%，目标为2026年12月31日达到 40%。"),
    ("up, below the line", GOAL, value(0.25, EARLY), "off-track",
     "25% on 2 Jul 2026; on the way from the baseline to 40% by 31 Dec 2026 it should be 30%.",
     "2026年7月2日为 25%；要从基线到2026年12月31日的 40%，此时应为 30%。"),
    ("up, below the line within its interval", GOAL, value(0.25, EARLY, (0.2, 0.32)), "on-track",
     "25% on 2 Jul 2026 is short of 30%, but by no more than chance explains; the target is 40% by 31 Dec 2026.",
     "2026年7月2日为 25%，低于应有水平 30%，但在随机波动范围之内；目标为2026年12月31日达到 40%。"),
    ("up, there already", GOAL, value(0.4, EARLY), "met",
     "40% reaches the target of 40% ahead of 31 Dec 2026.", "40%，已提前于2026年12月31日达到目标值 40%。"),
    ("up, due and reached", GOAL, value(0.4, LATE), "met",
     "Due on 31 Dec 2026: 40% reaches the target of 40%.", "截止日2026年12月31日：40%，已达到目标值 40%。"),
    ("up, due and short, whatever the interval", GOAL, value(0.39, LATE, (0.3, 0.5)), "missed",
     "Due on 31 Dec 2026: 39% does not reach the target of 40%.", "截止日2026年12月31日：39%，未达到目标值 40%。"),
    ("down, below the line", FASTER, value(5000.0, Window(date(2026, 2, 1), date(2026, 2, 15))), "on-track",
     "1 h 23 min on 14 Feb 2026 keeps up with 1 h 30 min, on the way to 1 h by 31 Mar 2026.",
     "2026年2月14日为 1 小时 23 分钟，跟上了应有的 1 小时 30 分钟，目标为2026年3月31日达到 1 小时。"),
    ("down, above the line", FASTER, value(6000.0, Window(date(2026, 2, 1), date(2026, 2, 15))), "off-track",
     "1 h 40 min on 14 Feb 2026; on the way from the baseline to 1 h by 31 Mar 2026 it should be 1 h 30 min.",
     "2026年2月14日为 1 小时 40 分钟；要从基线到2026年3月31日的 1 小时，此时应为 1 小时 30 分钟。"),
    ("keep, inside", KEEP, value(92.0, EARLY), "on-track", "92 is within 10 of 100.", "92，与 100 相差不超过 10。"),
    ("keep, at the very limit", replace(KEEP, target=0.3, tolerance=0.1, unit="share"), value(0.4, EARLY), "on-track",
     "40% is within 10 points of 30%.", "40%，与 30% 相差不超过 10 个百分点。"),
    ("keep, outside", KEEP, value(80.0, EARLY), "off-track", "80 is not within 10 of 100.", "80，与 100 相差超过 10。"),
    ("keep, outside within its interval", KEEP, value(88.0, EARLY, (80.0, 95.0)), "on-track",
     "88 is outside 100 give or take 10, but by no more than chance explains.",
     "88，与 100 相差超过 10，但在随机波动范围之内。"),
    ("keep, due", KEEP, value(80.0, LATE), "missed",
     "Due on 31 Dec 2026: 80 is not within 10 of 100.", "截止日2026年12月31日：80，与 100 相差超过 10。"),
    ("keep, due and kept", KEEP, value(95.0, LATE), "met",
     "Due on 31 Dec 2026: 95 is within 10 of 100.", "截止日2026年12月31日：95，与 100 相差不超过 10。"),
    ("keep, no due day", replace(KEEP, due=None), value(95.0, EARLY), "met", "95 is within 10 of 100.", "95，与 100 相差不超过 10。"),
    ("up, due before the value", replace(GOAL, due=date(2026, 6, 30)), value(0.3, EARLY), "missed",
     "Due on 30 Jun 2026: 30% on 2 Jul 2026 does not reach the target of 40%.",
     "截止日2026年6月30日：2026年7月2日为 30%，未达到目标值 40%。"),
    ("down, no baseline", replace(FASTER, baseline=None), value(5000.0, Window(date(2026, 2, 1), date(2026, 2, 15))), "unknown",
     "1 h 23 min is above the target of 1 h, and without a dated baseline before 31 Mar 2026 nobody can say whether it is on its way.",
     "1 小时 23 分钟，未达到目标值 1 小时；没有早于2026年3月31日且注明日期的基线，无法判断进度。"),
    ("no value", GOAL, value(None, EARLY), "unknown", "Nobody was active.", "无人活跃。"),
    ("no target", replace(GOAL, target=None), value(0.3, EARLY), "unknown",
     "The goal states no target.", "目标没有给出目标值。"),
    ("no baseline, short", replace(GOAL, baseline=None), value(0.3, EARLY), "unknown",
     "30% is short of the target of 40%, and without a dated baseline before 31 Dec 2026 nobody can say whether it is on its way.",
     "30%，未达到目标值 40%；没有早于2026年12月31日且注明日期的基线，无法判断进度。"),
    ("no baseline, reached", replace(GOAL, baseline=None), value(0.5, EARLY), "met",
     "50% reaches the target of 40% ahead of 31 Dec 2026.", "50%，已提前于2026年12月31日达到目标值 40%。"),
    ("no due day, short", replace(GOAL, due=None), value(0.3, EARLY), "unknown",
     "30% does not reach the target of 40%, and the goal has no due day to judge it by.",
     "30%，未达到目标值 40%；目标没有截止日期，无从评判。"),
    ("no due day, reached", replace(GOAL, due=None), value(0.4, EARLY), "met",
     "40% reaches the target of 40%.", "40%，已达到目标值 40%。"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("goal", "measured", "status", "en", "zh"), [pytest.param(*row[1:], id=row[0]) for row in VERDICTS]
)
def test_a_goal_is_judged_by_the_time_that_has_gone(
    goal: Goal, measured: Measured, status: str, en: str, zh: str
) -> None:
    found = measure.verdict(goal, measured)
    assert (found.status, found.reason) == (status, Words(en, zh))


SHARE = replace(GOAL, estimate=True)
MEDIAN = replace(FASTER, estimate=True)


def cases(hits: int, n: int, window: Window) -> Measured:
    measured = value(hits / n, window, wilson(hits, n))
    return replace(measured, numerator=hits, denominator=n, n=n)


FEW_CASES = [
    ("short of the line, which only the interval of nine reaches", SHARE, cases(2, 9, EARLY), "unknown",
     "Too few to tell: 2 of 9 on 2 Jul 2026; on the way to 40% by 31 Dec 2026 it should be 30%.",
     "样本太少，无法判断：2026年7月2日为 9 例中 2 例；要在2026年12月31日达到 40%，此时应为 30%。"),
    ("short of the line, which the interval of ten reaches", SHARE, cases(2, 10, EARLY), "on-track",
     "20% on 2 Jul 2026 is short of 30%, but by no more than chance explains; the target is 40% by 31 Dec 2026.",
     "2026年7月2日为 20%，低于应有水平 30%，但在随机波动范围之内；目标为2026年12月31日达到 40%。"),
    ("short of the line, and so is the interval of nine", replace(SHARE, target=0.9, baseline=0.9), cases(2, 9, EARLY), "off-track",
     "22.2% on 2 Jul 2026; on the way from the baseline to 90% by 31 Dec 2026 it should be 90%.",
     "2026年7月2日为 22.2%；要从基线到2026年12月31日的 90%，此时应为 90%。"),
    ("on the line by one of three", SHARE, cases(1, 3, EARLY), "unknown",
     "Too few to tell: 3 cases on 2 Jul 2026; on the way to 40% by 31 Dec 2026 it should be 30%.",
     "样本太少，无法判断：2026年7月2日为 3 例；要在2026年12月31日达到 40%，此时应为 30%。"),
    ("at the target ahead of time by one of one", SHARE, cases(1, 1, EARLY), "unknown",
     "Too few to tell: 1 case on 2 Jul 2026; the target is 40%.",
     "样本太少，无法判断：2026年7月2日为 1 例；目标值为 40%。"),
    ("at the target ahead of time by five of five", SHARE, cases(5, 5, EARLY), "met",
     "100% reaches the target of 40% ahead of 31 Dec 2026.", "100%，已提前于2026年12月31日达到目标值 40%。"),
    ("due, one of two", SHARE, cases(1, 2, LATE), "unknown",
     "Too few to tell: 2 cases on 31 Dec 2026; the target is 40%.",
     "样本太少，无法判断：2026年12月31日为 2 例；目标值为 40%。"),
    ("due, none of four", SHARE, cases(0, 4, LATE), "unknown",
     "Too few to tell: 4 cases on 31 Dec 2026; the target is 40%.",
     "样本太少，无法判断：2026年12月31日为 4 例；目标值为 40%。"),
    ("due, none of four, far from it", replace(SHARE, target=0.9), cases(0, 4, LATE), "missed",
     "Due on 31 Dec 2026: 0% does not reach the target of 90%.", "截止日2026年12月31日：0%，未达到目标值 90%。"),
    ("due, none of five", SHARE, cases(0, 5, LATE), "missed",
     "Due on 31 Dec 2026: 0% does not reach the target of 40%.", "截止日2026年12月31日：0%，未达到目标值 40%。"),
    ("a median of four", MEDIAN, replace(value(60.0, LATE), n=4), "unknown",
     "Too few to tell: 4 cases on 31 Dec 2026; the target is 1 h.",
     "样本太少，无法判断：2026年12月31日为 4 例；目标值为 1 小时。"),
    ("a count of four is what it is", replace(GOAL, target=4.0, unit="members"), replace(value(4.0, LATE), n=4), "met",
     "Due on 31 Dec 2026: 4 reaches the target of 4.", "截止日2026年12月31日：4，已达到目标值 4。"),
    ("keep, inside by four", replace(KEEP, estimate=True), replace(value(92.0, EARLY), n=4), "unknown",
     "Too few to tell: 4 cases on 2 Jul 2026; the target is 100.",
     "样本太少，无法判断：2026年7月2日为 4 例；目标值为 100。"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("goal", "measured", "status", "en", "zh"), [pytest.param(*row[1:], id=row[0]) for row in FEW_CASES]
)
def test_few_cases_decide_little(goal: Goal, measured: Measured, status: str, en: str, zh: str) -> None:
    found = measure.verdict(goal, measured)
    assert (found.status, found.reason) == (status, Words(en, zh))


def test_a_goal_is_not_missed_on_days_that_nobody_saw() -> None:
    seen = replace(value(0.39, LATE), seen=Window(date(2026, 10, 1), date(2026, 12, 1)), partial=True)
    found = measure.verdict(GOAL, seen)
    assert (found.status, found.as_of) == ("on-track", date(2026, 11, 30))
    assert found.expected_now == pytest.approx(0.2 + 0.2 * 334 / 365)


def test_the_line_stays_at_the_baseline_before_it_begins() -> None:
    before = Window(date(2025, 10, 1), date(2025, 11, 1))
    reason = Words(
        "20% on 31 Oct 2025 keeps up with 20%, on the way to 40% by 31 Dec 2026.",
        "2025年10月31日为 20%，跟上了应有的 20%，目标为2026年12月31日达到 40%。",
    )
    assert measure.verdict(GOAL, value(0.2, before)) == Verdict(
        status="on-track", reason=reason, as_of=date(2025, 10, 31), expected_now=0.2
    )


# --- calendar execution -----------------------------------------------------------------------------------------------
LIVED = """
time             member kind    channel tags
2026-01-01T09:00 Z      message general -
2026-03-02T22:30 H      message general -
2026-03-05T09:00 H      message random  -
2026-03-12T09:00 H      reply   general -
2026-03-20T09:00 B      message general -
2026-03-24T09:00 B      attend  -       expo-2026+talk
2026-03-31T09:00 B      message general -
"""
HOSTED = {"channels": ("general",), "owners": ("H",)}


def planned(name: str, day: date, **facts: object) -> Planned:
    return replace(Planned(id=name, day=day), **facts)  # type: ignore[arg-type]


def said(*items: Planned, today: date = date(2026, 5, 1)) -> list[tuple[str, str, str, date | None]]:
    session = measure.prepare(connect(rows_of(LIVED, "Asia/Shanghai")), "Asia/Shanghai", STAFF)
    found = measure.calendar_execution(session, items, today)
    return [(line.planned.id, line.outcome, line.reason.en, line.done_on) for line in found.lines]


D = date
OCCURRENCES = [
    (planned("a", D(2026, 3, 2), **HOSTED), "on-time", "An owner wrote in 'general' on 2 Mar 2026.", D(2026, 3, 2)),
    (planned("b", D(2026, 3, 5), **HOSTED), "late", "An owner wrote in 'general' on 12 Mar 2026.", D(2026, 3, 12)),
    (planned("c", D(2026, 3, 4), **HOSTED), "skipped", "No owner wrote in 'general' from 4 Mar 2026 to 11 Mar 2026.", None),
    (planned("d", D(2026, 3, 30), **HOSTED), "skipped",
     "No owner wrote in 'general' on 30 Mar 2026 nor since, as far as the activity goes; it may still be done late.", None),
    (planned("expo-2026", D(2026, 3, 24)), "on-time", "An event of 24 Mar 2026 carries its id.", D(2026, 3, 24)),
    (planned("talk", D(2026, 3, 20)), "late", "An event of 24 Mar 2026 carries its id.", D(2026, 3, 24)),
    (planned("e", D(2026, 3, 4), **HOSTED, recorded="cancelled"), "cancelled", "Cancelled in the plan, which gives no reason.", None),
    (planned("e", D(2026, 3, 4), **HOSTED, recorded="cancelled", why="The room was closed."), "cancelled",
     "Cancelled in the plan: The room was closed.", None),
    (planned("f", D(2026, 3, 4), recorded="done"), "on-time", "Recorded in the plan as done, without a day.", None),
    (planned("g", D(2026, 3, 4), recorded="done", done_on=D(2026, 3, 20)), "late",
     "Recorded in the plan as done on 20 Mar 2026.", D(2026, 3, 20)),
    (planned("h", D(2026, 3, 4), owners=("H",)), "unknown", "No record, and no channel to look in.", None),
    (planned("i", D(2026, 3, 4), channels=("general",)), "unknown", "No record, and no owner's handle to look for.", None),
    (planned("j", D(2026, 4, 4), **HOSTED), "unknown", "The activity does not cover that day.", None),
    (planned("k", D(2026, 3, 4), channels=("ops",), owners=("H",)), "unknown", "The activity knows no channel 'ops'.", None),
    (planned("l", D(2026, 3, 4), channels=("general",), owners=("Q",)), "unknown",
     "None of its owners appears anywhere in the activity: check their handles.", None),
    (planned("n", D(2026, 3, 5), channels=("ops", "random"), owners=("B", "H")), "on-time",
     "An owner wrote in 'random' on 5 Mar 2026.", D(2026, 3, 5)),
    (planned("o", D(2026, 3, 10), channels=("random", "general"), owners=("H",)), "late",
     "An owner wrote in 'general' on 12 Mar 2026.", D(2026, 3, 12)),
    (planned("p", D(2026, 3, 4), channels=("general", "ops"), owners=("H",)), "unknown",
     "No owner wrote in 'general', and it may have been done elsewhere. The activity knows no channel 'ops'.", None),
    (planned("q", D(2026, 3, 6), channels=("general", "random"), owners=("B",)), "skipped",
     "No owner wrote in 'general' or 'random' from 6 Mar 2026 to 13 Mar 2026.", None),
    (planned("r", D(2026, 3, 31), **HOSTED), "unknown",
     "The activity ends in the course of that day; it may have been done after that.", None),
    (planned("m", D(2026, 5, 1), **HOSTED), "not-due", "It is due on 1 May 2026.", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "outcome", "reason", "done_on"), [pytest.param(*row, id=f"{row[0].id}-{row[1]}") for row in OCCURRENCES]
)
def test_an_occurrence_is_held_against_records_and_activity(
    item: Planned, outcome: Outcome, reason: str, done_on: date | None
) -> None:
    assert said(item) == [(item.id, outcome, reason, done_on)]


def test_what_is_done_for_the_next_occurrence_is_not_the_last_one_done_late() -> None:
    weekly = [planned("one", D(2026, 3, 5), **HOSTED), planned("two", D(2026, 3, 12), **HOSTED)]
    assert [line[:2] for line in said(*weekly)] == [("one", "skipped"), ("two", "on-time")]


def test_a_trace_in_any_shared_channel_belongs_to_the_next_occurrence_of_its_people() -> None:
    both = planned("one", D(2026, 3, 5), channels=("random", "general"), owners=("B",))
    items = [both, planned("two", D(2026, 3, 20), channels=("general",), owners=("B",))]
    assert [line[:2] for line in said(*items)] == [("one", "skipped"), ("two", "on-time")]


def test_the_rate_leaves_out_the_cancelled_and_the_unknown() -> None:
    session = measure.prepare(connect(rows_of(LIVED, "Asia/Shanghai")), "Asia/Shanghai", STAFF)
    found = measure.calendar_execution(
        session, [row[0] for row in OCCURRENCES if row[0].id not in "bc"], date(2026, 5, 1)
    )
    assert found.counts == {"on-time": 4, "late": 3, "skipped": 2, "cancelled": 2, "unknown": 7, "not-due": 1}
    assert (found.rate, found.reason) == (4 / 9, None)
    assert set(found.counts) == set(OUTCOMES)


def test_a_part_of_the_calendar_is_counted_by_its_own_days() -> None:
    session = measure.prepare(connect(rows_of(LIVED, "Asia/Shanghai")), "Asia/Shanghai", STAFF)
    weekly = [planned("one", D(2026, 3, 5), **HOSTED), planned("two", D(2026, 3, 12), **HOSTED)]
    whole = measure.calendar_execution(session, weekly, date(2026, 5, 1))
    found = within(whole, Window(date(2026, 3, 6), date(2026, 3, 13)))
    assert [line.planned.id for line in found.lines] == ["two"]
    assert (found.rate, within(whole, Window(date(2026, 3, 6), date(2026, 3, 12))).rate) == (1.0, None)


def test_a_calendar_of_which_nothing_is_known_has_no_rate() -> None:
    session = measure.prepare(connect([]), "UTC", measure.Exclusions())
    found = measure.calendar_execution(session, [planned("a", D(2026, 3, 2), **HOSTED)], date(2026, 5, 1))
    reason = Words(
        "Nothing due is recorded or can be seen in the activity.", "到期的安排既无记录，也无法从活动数据中看到。"
    )
    assert (found.rate, found.reason) == (None, reason)


def test_hostile_names_are_only_names() -> None:
    item = planned("'; DROP TABLE ev; --", D(2026, 3, 4), channels=("%' OR 1=1",), owners=("') OR ('1'='1",))
    assert said(item) == [(item.id, "unknown", 'The activity knows no channel "%\' OR 1=1".', None)]


# --- a real export ----------------------------------------------------------------------------------------------------
HOUSTON = Path(__file__).parents[1] / "plans" / "houston-dataviz" / "export" / "slack-export.zip"
PEOPLE = {None, "file_share", "me_message", "file_comment"}


def houston() -> list[Row]:
    rows: list[Row] = []
    with ZipFile(HOUSTON) as export:
        for name in sorted(n for n in export.namelist() if n.count("/") == 1 and n.endswith(".json")):
            for line in json.loads(export.read(name)):
                if line.get("type") == "message" and line.get("subtype") in PEOPLE and line.get("user"):
                    us = int(float(line["ts"]) * 1_000_000)
                    rows.append(
                        (str(len(rows)), "slack", "message", us, line["user"], None, None, None, None, None, None)
                    )
    return rows


def test_the_reference_figures_of_a_real_export_follow() -> None:
    session = measure.prepare(connect(houston()), "UTC", measure.Exclusions())
    assert session.covers == Window(date(2015, 6, 6), date(2016, 7, 28))

    def figure(name: str, **parameters: int) -> Measured:
        assert session.covers is not None
        return measure.compute(session, CATALOGUE[name], session.covers, parameters)

    daily = [row[1] for row in figure("active-members").rows]
    assert (len(daily), sum(1 for count in daily if count), max(daily)) == (418, 164, 6)  # type: ignore[type-var]
    values = {
        "mean DAU": figure("dau").value,
        "actors": figure("dau").n,
        "events": figure("messages-per-member").numerator,
        "gini": figure("participation-gini").value,
        "top 10%": figure("top-share").value,
        "top 1%": figure("top-share", percent=1).value,
    }
    cohorts = figure("retention-cohorts").rows
    for age in (1, 3):
        cells = [row for row in cohorts if row[1] == age]
        values[f"M{age}"] = sum(int(row[3] or 0) for row in cells) / sum(int(row[2] or 0) for row in cells)
    assert {name: round(number or 0, 4) for name, number in values.items()} == {
        "mean DAU": 0.8182, "actors": 32, "events": 1025, "gini": 0.8056, "top 10%": 0.7834, "top 1%": 0.3044,
        "M1": 0.2857, "M3": 0.2,
    }  # fmt: skip
