"""What the report says about where each objective is going: trend, forecast, and how often such forecasts held."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from commplan import chart
from commplan.evaluating.appraise import Appraisal
from commplan.illustrate import courses
from commplan.measuring.objectives import Appraised
from commplan.metric import Unit
from commplan.reckoning import spoken
from commplan.reckoning.course import Band, Forecast, Outlook, Season, Shift, Trend
from commplan.words import Language, Words, say

NOTHING = "–"
CLEAR = 0.5
"""A season explains so much of what the trend leaves before it is spoken of."""
_WIDENED = Words(
    "that was too rarely, so the range has been widened by what the back-tests missed",
    "命中偏少，因此已按回测误差放宽区间",
)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    trend: str
    forecast: str
    sure: str


def told(appraisal: Appraisal, language: Language) -> dict[str, object] | None:
    """`rows` for the objectives with a trend or a forecast, `unknown` with the reasons for the others, `notes`, `figures`.

    None when nobody asked for it or there are no objectives.
    """
    found = [(a, a.outlook) for a in appraisal.objectives if a.outlook is not None]
    if not found:
        return None
    rows = [_row(a, outlook, language) for a, outlook in found if _knows(outlook)]
    reasons: dict[Words, list[str]] = defaultdict(list)
    for a, outlook in found:
        if isinstance(outlook.forecast, Words):
            reasons[outlook.forecast].append(_name(a))
    return {
        "rows": rows,
        "unknown": [{"reason": why.in_language(language), "names": names} for why, names in reasons.items()],
        "notes": [words.in_language(language) for words in notes(appraisal)],
        "figures": courses.drawable(appraisal),
    }


def _name(a: Appraised) -> str:
    return (a.objective.statement or a.objective.id).rstrip(" .。")


def _knows(outlook: Outlook) -> bool:
    return isinstance(outlook.trend, Trend) or isinstance(outlook.forecast, Forecast)


def _row(a: Appraised, outlook: Outlook, language: Language) -> Row:
    def shown(words: Words) -> str:
        return words.in_language(language)

    name, unit = _name(a), a.goal.unit
    trend = shown(trending(outlook.trend, unit)) if isinstance(outlook.trend, Trend) else NOTHING
    if isinstance(outlook.forecast, Words):
        return Row(name, trend, NOTHING, NOTHING)
    return Row(name, trend, shown(foreseen(outlook.forecast, unit)), shown(surely(outlook.forecast.narrow)))


def trending(trend: Trend, unit: Unit) -> Words:
    """The slope for a month, and whether chance alone may explain it."""
    slope, low, high = (_change(x, unit) for x in (trend.slope, trend.low, trend.high))
    if trend.low <= 0 <= trend.high:
        return say(
            "no clear trend: {s} a month ({a} to {b})", "无明显趋势：每月 {s}（{a} 至 {b}）", s=slope, a=low, b=high
        )
    return say("{s} a month ({a} to {b})", "每月 {s}（{a} 至 {b}）", s=slope, a=low, b=high)


def _change(value: float, unit: Unit) -> Words:
    sign = "+" if value > 0 else ""
    if unit == "share":
        number = chart.number(value * 100, "en", 1)
        return say("{n} points", "{n} 个百分点", n=sign + number)
    said = spoken.quantity(value, unit)
    return Words(sign + said.en, sign + said.zh)


def foreseen(forecast: Forecast, unit: Unit) -> Words:
    def ends(band: Band) -> dict[str, Words]:
        return {"a": spoken.quantity(band.low, unit), "b": spoken.quantity(band.high, unit)}

    return say(
        "{due}: {m}; 80%: {narrow}; 95%: {wide}",
        "{due}：{m}；80% 区间 {narrow}；95% 区间 {wide}",
        due=spoken.day(forecast.due),
        m=spoken.quantity(forecast.median, unit),
        narrow=say("{a} to {b}", "{a} 至 {b}", **ends(forecast.narrow)),
        wide=say("{a} to {b}", "{a} 至 {b}", **ends(forecast.wide)),
    )


def surely(band: Band) -> Words:
    """How often the model's own range held in back-tests, and what was done where that was too rarely."""
    words = say(
        "in back-tests the {s}% range held {h}% of the time (n = {n})",
        "回测中 {s}% 区间的命中率为 {h}%（n = {n}）",
        s=round(band.share * 100),
        h=round(100 * band.held / band.tried),
        n=band.tried,
    )
    return spoken.listed((words, _WIDENED)) if band.widened else words


def notes(appraisal: Appraisal) -> list[Words]:
    """Changes of level, seasons, and the rhythm of the week."""
    found = []
    for a in appraisal.objectives:
        if a.outlook is not None and a.outlook.shift is not None:
            found.append(_shifted(a, a.outlook.shift))
        if a.outlook is not None and isinstance(a.outlook.season, Season) and a.outlook.season.strength >= CLEAR:
            found.append(_seasonal(a, a.outlook.season))
    if isinstance(appraisal.rhythm, Season):
        found.append(_weekly(appraisal.rhythm))
    return found


def _shifted(a: Appraised, shift: Shift) -> Words:
    return say(
        "{o}: the level changed about {d}, from {b} to {s} on average.",
        "{o}：{d}前后水平发生变化，均值由 {b} 变为 {s}。",
        o=_name(a),
        d=spoken.day(shift.day),
        b=spoken.quantity(shift.before, a.goal.unit),
        s=spoken.quantity(shift.since, a.goal.unit),
    )


def _seasonal(a: Appraised, season: Season) -> Words:
    high, low = (_month(part) for part in (season.high, season.low))
    return say(
        "{o}: it has a season (strength {x} of 1), highest in {h}, lowest in {l}.",
        "{o}：有季节性（强度 {x}，满值为 1），{h}最高，{l}最低。",
        o=_name(a),
        x=f"{season.strength:.2f}",
        h=high,
        l=low,
    )


def _month(part: int) -> Words:
    return Words(chart.MONTHS_EN[part], f"{part + 1}月")


def _weekly(season: Season) -> Words:
    if season.strength < CLEAR:
        return say(
            "Days of the week hardly differ (strength {x} of 1).",
            "一周各日差别不大（强度 {x}，满值为 1）。",
            x=f"{season.strength:.2f}",
        )
    return say(
        "Activity follows the week (strength {x} of 1): most on {h}, least on {l}.",
        "活跃度随星期起伏（强度 {x}，满值为 1）：{h}最高，{l}最低。",
        x=f"{season.strength:.2f}",
        h=_weekday(season.high),
        l=_weekday(season.low),
    )


def _weekday(part: int) -> Words:
    return Words(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[part],
        "周" + chart.weekdays("zh")[part],
    )
