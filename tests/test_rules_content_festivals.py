"""What the rule about lunar festivals says, to the letter."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes
from test_rules_content_rhythm import calendar

E = "content.calendar[0].start: "
NONE = ["- nothing in the calendar is called after a lunar festival"]


def one(title: str, start: str, rest: str = "", kind: str = "event") -> str:
    return calendar(f"{{id: e, kind: {kind}, title: '{title}', start: {start}{rest}}}")


def plan(said: str) -> str:
    return f"plan: {{{said}}}\n"


CHINA = plan("holidays: CN, timezone: Asia/Shanghai")
FESTIVALS = [
    ("", NONE),
    (one("Christmas", "2027-12-25"), NONE),
    (one("中秋", "2027-09-25", ", status: cancelled"), NONE),
    # Mid-Autumn is on 25 September 2026, on 15 September 2027 and on 3 October 2028
    (one("中秋灯会", "2027-09-15"), []),
    (one("中秋灯会", "2027-09-12"), []),
    (
        one("中秋灯会", "2027-09-25"),
        [E + "'e' is on 2027-09-25, the day of the Mid-Autumn Festival in 2026; in 2027 it is on 2027-09-15"],
    ),
    (
        one("Mid-Autumn gifts", "2027-10-03", kind="push"),
        [E + "'e' is on 2027-10-03, the day of the Mid-Autumn Festival in 2028; in 2027 it is on 2027-09-15"],
    ),
    # what comes before or after may come on any day, and so may what spans it
    (one("中秋后回访", "2027-09-25"), []),
    (one("After Mid-Autumn", "2027-09-25"), []),
    (one("中秋礼盒", "2027-08-30", ", duration: P27D", kind="campaign"), []),
    (
        one("中秋礼盒（9 月 25 日至 10 月 6 日）", "2027-09-25", ", duration: P12D", kind="campaign"),
        [E + "'e' is on 2027-09-25, the day of the Mid-Autumn Festival in 2026; in 2027 it is on 2027-09-15"],
    ),
    # close by is no other year: the Double Ninth is on 28 October 2028 and 16 October 2029
    (one("重阳与中秋", "2027-10-18"), []),
    # what names the day itself
    (one("除夕直播", "2027-02-05"), []),
    (one("除夕直播", "2027-02-06"), [E + "'e' is on 2027-02-06, but Lunar New Year''s Eve is on 2027-02-05".replace("''", "'")]),
    (one("除夕前一天的直播", "2027-02-04"), []),
    (one("年货直播至除夕", "2027-02-02"), []),
    (one("春节直播", "2027-02-07"), []),
    (one("正月初一问候", "2027-02-07", kind="post"), [E + "'e' is on 2027-02-07, but the Spring Festival is on 2027-02-06"]),
    # in China it is a day later than in America, here by the clock of 08:00 and 07:59 in Houston
    (plan("timezone: America/Chicago") + one("正月初一问候", "2027-02-05T10:00"), []),
    (
        plan("timezone: America/Chicago") + one("正月初一问候", "2027-02-05T09:59"),
        [E + "'e' is on 2027-02-05, but the Spring Festival is on 2027-02-06"],
    ),
    # where a new moon about midnight can make it another day
    (plan("holidays: KR") + one("Lunar New Year''s Day greeting", "2027-02-07", kind="post"), []),
    (
        plan("holidays: KR") + one("Lunar New Year''s Day greeting", "2027-02-08", kind="post"),
        [E + "'e' is on 2027-02-08, but the Spring Festival is on 2027-02-06"],
    ),
    # an event more than a month away: 31 days are borne
    (one("中秋游园", "2027-10-16"), []),
    (one("中秋游园", "2027-10-17"), [E + "'e' is on 2027-10-17, 32 days from the Mid-Autumn Festival on 2027-09-15"]),
    (one("中秋游园", "2027-10-17", kind="post"), []),
    (one("中秋游园筹备会", "2027-08-01"), []),
    # a festival in spring is another one outside of China
    (one("Spring festival", "2027-05-01"), NONE),
    (CHINA + one("Spring festival", "2027-05-01"), [E + "'e' is on 2027-05-01, 84 days from the Spring Festival on 2027-02-06"]),
    (
        plan("language: zh") + one("Spring festival", "2027-02-17"),
        [E + "'e' is on 2027-02-17, the day of the Spring Festival in 2026; in 2027 it is on 2027-02-06"],
    ),
    # every year on the same day, in whichever way it is written
    (
        one("七夕茶会", "2027-08-08", ", rrule: FREQ=YEARLY"),
        [
            (
                "content.calendar[0].rrule: 'e' recurs on the same day of every year, "
                "but the Qixi Festival is on 2027-08-08, 2028-08-26, 2029-08-16"
            )
        ],
    ),
    (
        one("七夕茶会", "2027-08-08", ", rrule: FREQ=MONTHLY;INTERVAL=24"),
        [
            (
                "content.calendar[0].rrule: 'e' recurs on the same day of every year, "
                "but the Qixi Festival is on 2027-08-08, 2028-08-26, 2029-08-16"
            )
        ],
    ),
    (one("七夕茶会", "2027-08-08", ", rrule: FREQ=YEARLY;COUNT=1"), []),
    (one("七夕倒计时", "2027-08-01", ", rrule: FREQ=DAILY;COUNT=7"), []),
    # a freeze holds the day for which it is made
    (plan("freezes: [{start: 2027-02-03, end: 2027-02-06, reason: 春节（正月初七至十五）}]"), []),
    (
        plan("freezes: [{start: 2027-02-07, end: 2027-02-20, reason: 春节}]"),
        [
            (
                "plan.freezes[0].start: a freeze for the Spring Festival lasts from 2027-02-07 to 2027-02-20, "
                "and the Spring Festival is on 2027-02-06"
            )
        ],
    ),
    (plan("freezes: [{start: 2027-02-07, end: 2027-02-20, reason: 春节后休整}]"), []),
    (plan("freezes: [{start: 2027-02-07, end: 2027-02-20, reason: Stocktaking}]"), NONE),
    # what cannot be known
    (calendar("{id: mid-autumn, kind: event}"), ["content.calendar[0]? when 'mid-autumn' happens (`start`)"]),
    (
        plan("period: {start: 2150-01-01, end: 2150-12-31}") + one("中秋", "2150-09-15"),
        ["content.calendar[0].start? when the Mid-Autumn Festival is in 2150; known are 1902 to 2099"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), FESTIVALS)
def test_a_lunar_festival_lies_on_its_day(fragment: str, expected: list[str]) -> None:
    assert outcomes("C112", fragment) == expected


def test_a_festival_on_a_wrong_day_is_told_in_chinese_too() -> None:
    cases = [fragment for fragment, said in FESTIVALS if said and said != NONE]
    assert [outcomes("C112", cases[i], "zh") for i in (0, 3, 7, 10, 12, 14)] == [
        [E + "“e” 定在 2027-09-25，那是 2026 年中秋节的日期；2027 年是 2027-09-15"],
        [E + "“e” 定在 2027-02-06，而除夕是 2027-02-05"],
        [E + "“e” 定在 2027-10-17，与中秋节（2027-09-15）相距 32 天"],
        ["content.calendar[0].rrule: “e” 每年固定在公历同一天，而七夕依次是 2027-08-08、2028-08-26、2029-08-16"],
        ["plan.freezes[0].start: 为春节设的静默期是 2027-02-07 至 2027-02-20，而春节在 2027-02-06"],
        ["content.calendar[0].start? 2150 年中秋节的日期；已知范围为 1902 至 2099 年"],
    ]
    assert hints("C112", cases[0]) == [
        "move it to 2027-09-15, or say in its title that it comes before or after the festival"
    ]
    assert hints("C112", cases[10]) == ["take out `rrule` and write an entry for each year, with its own date"]
