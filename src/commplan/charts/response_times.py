"""Response times: how soon questions get their first answer from somebody else, and how many never do."""

from __future__ import annotations

from dataclasses import dataclass

from commplan.chart import Chart, Figure, Table, number, percent, short
from commplan.drawing.canvas import WIDTH, drawing, hatch, line, rect, text, text_width
from commplan.drawing.plot import Field, field, left_margin, value_axis
from commplan.words import Language, Words, say

_TITLE = Words("Time to the first response", "首次响应时间")
_ABOUT = Words(
    "Questions by how soon somebody else answered. Hatched: later than promised. Pale: not answered.",
    "按首次得到他人回复的时间统计的问题数。斜线：超过承诺时限；浅色：未答复。",
)
_BARE = Words(
    "Questions by how soon somebody else answered. Pale: not answered.",
    "按首次得到他人回复的时间统计的问题数。浅色：未答复。",
)
_UNITS = (
    (86400, Words("{n} d", "{n} 天")),
    (3600, Words("{n} h", "{n} 小时")),
    (60, Words("{n} min", "{n} 分钟")),
    (1, Words("{n} s", "{n} 秒")),
)
_MEDIAN, _PROMISED = Words("median {time}", "中位数 {time}"), Words("promised {time}", "承诺 {time}")
_UNANSWERED, _OPEN = Words("unanswered", "未答复"), Words("still open", "仍在等待")
_TIME, _COUNT, _SHARE = Words("Answered within", "响应时间"), Words("Questions", "问题数"), Words("Share", "占比")
_EMPTY = Words("No questions have been measured.", "没有可用的提问数据。")

_TOP, _BOTTOM, _WIDER = 52.0, 250.0, 1.5


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers that took at most `up_to` seconds and more than the bin before; None has no upper end."""

    up_to: int | None
    count: int


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    """`waiting` are questions too young to count as unanswered; times in seconds."""

    bins: tuple[Bin, ...]
    unanswered: int
    waiting: int = 0
    median: int | None = None
    promised: int | None = None
    id: str = "response-times"


def draw(data: ResponseTimes, language: Language) -> Figure:
    title, told = _TITLE.in_language(language), _BARE if data.promised is None else _ABOUT
    about = told.in_language(language)
    if sum(of.count for of in data.bins) + data.unanswered + data.waiting:
        height, marks = _BOTTOM + 28, _marks(data, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def duration(seconds: float, language: Language) -> str:
    """In the largest unit that gives one or more and the next below it, as the text beside the picture tells it."""
    whole, parts = round(seconds), list[str]()
    largest = next((at for at, (size, _) in enumerate(_UNITS) if whole >= size), len(_UNITS) - 1)
    for size, words in _UNITS[largest : largest + 2]:
        count, whole = divmod(whole, size)
        if count or (size == 1 and not parts):
            parts.append(say(words.en, words.zh, n=number(count, language)).in_language(language))
    return " ".join(parts)


def _names(data: ResponseTimes, language: Language) -> list[str]:
    out: list[str] = []
    lower = 0
    for of in data.bins:
        out.append(f"> {duration(lower, language)}" if of.up_to is None else f"≤ {duration(of.up_to, language)}")
        lower = of.up_to or lower
    return out


def _marks(data: ResponseTimes, language: Language) -> list[str]:
    extra = [(_UNANSWERED.in_language(language), data.unanswered)]
    extra += [(_OPEN.in_language(language), data.waiting)] if data.waiting else []
    counts = [float(of.count) for of in data.bins] + [float(count) for _, count in extra]
    area, marks = field(counts, left=left_margin(counts, language), top=_TOP, right=WIDTH, bottom=_BOTTOM)
    # The two bars without a time stand apart, a little wider, for their names are words.
    band = (area.right - area.left) / (len(data.bins) + 0.3 + _WIDER * len(extra))
    bars, labels = [], []
    lower = 0
    for position, (of, name) in enumerate(zip(data.bins, _names(data, language), strict=True)):
        late = data.promised is not None and lower >= data.promised
        x = area.left + (position + 0.12) * band
        bars.append(_bar(area, x, band * 0.76, of.count, "late" if late else ""))
        labels += _labels(area, x + band * 0.38, band, of.count, name, language)
        lower = of.up_to or lower
    for position, (name, count) in enumerate(extra):
        x = area.left + (len(data.bins) + 0.3 + _WIDER * position) * band + band * 0.2
        bars.append(_bar(area, x, band * (_WIDER - 0.4), count, "open"))
        labels += _labels(area, x + band * (_WIDER / 2 - 0.2), band * _WIDER, count, name, language)
    return [*value_axis(area, marks, language), *bars, *_times(data, area, band, language), *labels]


def _bar(area: Field, x: float, width: float, count: int, kind: str) -> str:
    top = area.y(count)
    height = area.bottom - top
    if kind == "open":
        return rect(x, top, width, height, "rose-pale", stroke="rose", dash="4 3")
    if kind == "late":
        return rect(x, top, width, height, "teal-pale", stroke="teal") + hatch(x, top, width, height, "teal")
    return rect(x, top, width, height, "teal")


def _labels(area: Field, middle: float, room: float, count: int, name: str, language: Language) -> list[str]:
    y = area.y(count)
    # A number is never cut: where it is too long it is rounded, and left to the table where even that is too long.
    forms = (number(count, language), short(count, language))
    shown = next((form for form in forms if text_width(form, 11.5, bold=True) <= room), "")
    wide = text_width(shown, 11.5, bold=True)
    named = text(middle, area.bottom + 18, name, size=11.5, ink="soft", anchor="middle", width=room - 4)
    # Paper behind the number, for the line of the median may pass there.
    ground = rect(middle - wide / 2 - 2, y - 17, wide + 4, 15, "paper") if shown else ""
    return [named, ground, text(middle, y - 5, shown, size=11.5, anchor="middle", bold=True)]


def _times(data: ResponseTimes, area: Field, band: float, language: Language) -> list[str]:
    rows = [(data.promised, _PROMISED, "ink", "5 3"), (data.median, _MEDIAN, "amber", "")]
    known = [(_place(data.bins, row[0]) * band + area.left, *row) for row in rows if row[0] is not None]
    out: list[str] = []
    leftmost = min((row[0] for row in known), default=0)
    for x, seconds, words, ink, dash in known:
        label = say(words.en, words.zh, time=duration(seconds or 0, language)).in_language(language)
        room = text_width(label, bold=True) + 6
        # Of two lines the left one speaks to its left, so that neither crosses the other's words.
        leftward = (len(known) == 2 and x == leftmost and x - room > 0) or x + room > WIDTH
        y = 14.0 if words is _PROMISED else 32.0
        out.append(line(x, y - 10, x, area.bottom, ink, thickness=1.8, dash=dash))
        out.append(
            text(x - 6 if leftward else x + 6, y, label, ink=ink, bold=True, anchor="end" if leftward else "start")
        )
    return out


def _place(bins: tuple[Bin, ...], seconds: float) -> float:
    """How many bands from the left a time lies, evenly within its band."""
    lower = 0
    for position, of in enumerate(bins):
        if of.up_to is None:
            return position + 0.5
        if seconds <= of.up_to:
            return position + (seconds - lower) / max(of.up_to - lower, 1)
        lower = of.up_to
    return float(len(bins))


def _table(data: ResponseTimes, language: Language) -> Table:
    total = sum(of.count for of in data.bins) + data.unanswered + data.waiting
    rows = [*zip(_names(data, language), [of.count for of in data.bins], strict=True)]
    rows += [(_UNANSWERED.in_language(language), data.unanswered), (_OPEN.in_language(language), data.waiting)]
    columns = tuple(words.in_language(language) for words in (_TIME, _COUNT, _SHARE))
    shown = tuple((name, number(n, language), percent(n / total if total else None, language)) for name, n in rows)
    return Table(columns, shown, ("start", "end", "end"))


def example(language: Language) -> ResponseTimes:  # noqa: ARG001
    ends = (3600, 7200, 14400, 28800, 57600, 86400, 172800, None)
    counts = (38, 64, 91, 120, 83, 47, 29, 12)
    bins = tuple(Bin(end, count) for end, count in zip(ends, counts, strict=True))
    return ResponseTimes(bins, 41, 9, median=23_040, promised=28_800)


CHART = Chart("response-times", _TITLE, _ABOUT, draw, example)
