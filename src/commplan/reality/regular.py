"""What each recurring event did to return visits: those who came against those who did not, alike in how active they were.

This is no experiment. For each date of the event that lies far enough back, everybody who was active in the half year before it is put
with those who were active on as many days (none, one, two or three, four to seven, more) of the four weeks before. Within such a group the
share that was active again in the four weeks after, among those who came, is set against the share among those who did not;
the differences are weighed by how many came. Everybody counts once, with the first date of the event that they came to, and
those who never came with each date. The interval is of the linearised difference, its deviations added up by person, since
one person stands for several rows; shares are taken with one success and one failure more, so that few cases are never certain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from commplan.chart import Figure
from commplan.charts import return_visits
from commplan.localday import day_number
from commplan.measuring.attending import Attended, attended
from commplan.plan import Plan
from commplan.plan.content import LIVE_KINDS, Entry
from commplan.reality import FEWEST, UNKNOWN, Chapter, Grid, Ground, Look, Text, count, nothing_of, sentence, share
from commplan.reckoning import execution
from commplan.reckoning.execution import Line
from commplan.reckoning.layers import ensure
from commplan.words import Language, Words, say

BEFORE, AFTER, KNOWN = 28, 28, 180
"""Days that say how active somebody was; within which they return; in which they must have been seen at all."""
STRATA = (0, 1, 2, 4, 8)
"""Fewest active days of each group."""
_AROUND = """
SELECT member, count(CASE WHEN day >= ? AND day < ? THEN 1 END), count(CASE WHEN day > ? THEN 1 END)
FROM md WHERE day >= ? AND day <= ? GROUP BY member HAVING count(CASE WHEN day < ? THEN 1 END) > 0
"""


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody at one date: how active before, whether they came, whether they returned."""

    member: str | int
    stratum: int
    came: bool
    returned: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """Return of those who came and of those like them who did not; the difference with its 95% interval."""

    attended: int
    others: int
    returned: float
    expected: float
    low: float
    high: float

    @property
    def difference(self) -> float:
        return self.returned - self.expected


def effect(cases: Iterable[Case]) -> Effect | None:
    """The matched difference; None when too few came, or nobody like them stayed away."""
    groups: dict[int, tuple[list[Case], list[Case]]] = defaultdict(lambda: ([], []))
    for case in cases:
        groups[case.stratum][not case.came].append(case)
    matched = [(came, others) for came, others in groups.values() if came and others]
    total = sum(len(came) for came, _ in matched)
    if total < FEWEST or sum(len({c.member for c in others}) for _, others in matched) < FEWEST:
        return None
    returned = expected = 0.0
    pull: dict[str | int, float] = defaultdict(float)
    for came, others in matched:
        weight = len(came) / total
        returned += weight * _pull(came, weight, pull)
        expected += weight * _pull(others, -weight, pull)
    error = 1.959963984540054 * sqrt(sum(p * p for p in pull.values()))
    low, high = returned - expected - error, returned - expected + error
    people = {c.member for _, others in matched for c in others}
    return Effect(total, len(people), returned, expected, max(low, -1.0), min(high, 1.0))


def _pull(cases: Sequence[Case], weight: float, pull: dict[str | int, float]) -> float:
    """The share that returned; adds to each person how far they pull the weighted share."""
    share_ = sum(c.returned for c in cases) / len(cases)
    soft = (sum(c.returned for c in cases) + 1) / (len(cases) + 2)
    for c in cases:
        pull[c.member] += weight * (c.returned - soft) / len(cases)
    return share_


# -- from the plan and the activity --


def _look(ground: Ground) -> Chapter | None:
    entries = _recurring(ground.plan)
    if not entries:
        return None
    title = Words("What regular activities did", "定期活动的效果")
    why = _untold(ground)
    if why is not None:
        words = say("Planned but not measured: {w}", "已计划但未能统计：{w}", w=sentence(why))
        return Chapter(id="regular", title=title, data={"why": why}, facts=(words,))
    lists = attended(ground.session)
    found = [(e, *_measured(ground, e, lists)) for e in entries]
    known = [(e, x) for e, x, _ in found if isinstance(x, Effect)]
    return Chapter(
        id="regular",
        title=title,
        data={"why": None, "entries": [_data(e, x, n) for e, x, n in found]},
        facts=(_CAVEAT,),
        grids=(_grid(found),),
        figure=(lambda language: _figure(known, language)) if known else None,
        well=tuple(_well(e, x) for e, x in known if x.low > 0),
        decide=tuple(_decide(e, x) for e, x in known if x.high < 0),
    )


_CAVEAT = say(
    "This is not an experiment: who comes may have meant to stay anyway. Those who came are set against people active in the half year before the date "
    "who were active on as many of the last {b} days of it and did not come; returning means being active again within {a} days. "
    "Of fewer than {n} people nothing is shown.",
    "这不是实验：到场的人可能本来就打算留下。对照对象为活动日前半年内活跃过、此前 {b} 天内活跃天数相近而未到场的人；到场者也须在半年内活跃过；“再次活跃”指此后 {a} 天内再有活跃行为。不足 {n} 人的不予显示。",
    b=BEFORE, a=AFTER, n=FEWEST,
)  # fmt: skip


def _recurring(plan: Plan) -> list[Entry]:
    """The entries that the plan calls regular, else all recurring events and meetings."""
    named = plan.engagement.regular.entries
    return [e for e in plan.content.calendar if e.rrule and (e.id in named if named else e.kind in LIVE_KINDS)]


def _untold(ground: Ground) -> Words | None:
    if ground.seen is None:
        return nothing_of(ground.window)
    if "attendance" not in ground.session.capabilities:
        return Words("the imported activity does not tell who came to an event", "导入的数据没有说明谁出席了活动")
    return None


def _measured(ground: Ground, entry: Entry, lists: Attended) -> tuple[Effect | Words, int]:
    """The effect of an entry, or why there is none; and how many of its dates lie far enough back."""
    covers = ground.session.covers
    lines = [
        li
        for li in execution.within(ground.calendar, ground.window).lines
        if li.planned.id.partition("/")[0] == entry.id
        and covers
        and covers.first_day <= day_number(li.planned.day)
        and day_number(li.planned.day) + AFTER < covers.end_day
    ]
    cases = list(_cases(ground, lines, lists))
    present = len({c.member for c in cases if c.came})
    found = effect(cases)
    if found is not None:
        return found, len(lines)
    if not lines:
        return Words("no date lies far enough back", "没有足够早的场次"), 0
    if not present:
        return Words("nobody was seen coming", "没有到场记录"), len(lines)
    return Words("too few to tell", "样本太少，无法判断"), len(lines)


def _cases(ground: Ground, lines: Sequence[Line], lists: Attended) -> Iterator[Case]:
    ensure(ground.session, _AROUND)
    counted: set[str | int] = set()
    for line in lines:
        day, came = day_number(line.planned.day), lists.at(ground.plan, line.planned)
        if not came:
            continue  # of a date without a list nobody knows who stayed away
        given = [day - BEFORE, day, day, day - KNOWN, day + AFTER, day]
        for member, before, after in ground.session.connection.execute(_AROUND, given).fetchall():
            if member not in counted:
                yield Case(member, sum(before >= least for least in STRATA), member in came, bool(after))
            if member in came:
                counted.add(member)


def _figure(known: Sequence[tuple[Entry, Effect]], language: Language) -> Figure:
    visits = (return_visits.Visit(e.title or e.id, x.attended, x.difference, x.low, x.high) for e, x in known)
    return return_visits.CHART.draw(return_visits.ReturnVisits(tuple(visits), id="regular"), language)


def _grid(found: Sequence[tuple[Entry, Effect | Words, int]]) -> Grid:
    heads = (
        Words("Activity", "活动"), Words("Dates", "场次"), Words("Came", "到场人数"), Words("Others like them", "相近的未到场者"),
        Words("Came back", "再次活跃"), Words("Others came back", "未到场者再次活跃"), Words("Difference (95% interval)", "差值（95% 区间）"),
    )  # fmt: skip
    return Grid(heads, tuple(_row(*f) for f in found), frozenset({1, 2, 3, 4, 5}))


def _row(entry: Entry, found: Effect | Words, dates: int) -> tuple[Text, ...]:
    name = entry.title or entry.id
    if isinstance(found, Words):
        return name, count(dates), "–", "–", UNKNOWN, UNKNOWN, found
    numbers = (count(found.attended), count(found.others), share(found.returned), share(found.expected))
    return name, count(dates), *numbers, _difference(found)


def _difference(x: Effect) -> Words:
    points = [f"{v * 100:+.0f}".replace("-", "−") for v in (x.difference, x.low, x.high)]
    return say("{d} points ({a} to {b})", "{d} 个百分点（{a} 至 {b}）", d=points[0], a=points[1], b=points[2])


def _well(entry: Entry, x: Effect) -> Words:
    return say(
        "Who comes to {e} returns more often than others like them: {d}. This is not an experiment.",
        "参加“{e}”的人比相近的未参加者更常再次活跃：{d}。这不是实验。",
        e=entry.title or entry.id, d=_difference(x),
    )  # fmt: skip


def _decide(entry: Entry, x: Effect) -> Words:
    return say(
        "Who comes to {e} returns less often than others like them: {d}. This is not an experiment.",
        "参加“{e}”的人比相近的未参加者更少再次活跃：{d}。这不是实验。",
        e=entry.title or entry.id, d=_difference(x),
    )  # fmt: skip


def _data(entry: Entry, found: Effect | Words, dates: int) -> dict[str, object]:
    if isinstance(found, Words):
        return {"entry": entry.id, "dates": dates, "attended": None, "difference": None, "interval": None, "why": found}
    return {
        "entry": entry.id, "dates": dates, "attended": found.attended, "others": found.others, "returned": found.returned,
        "expected": found.expected, "difference": found.difference, "interval": [found.low, found.high], "why": None,
    }  # fmt: skip


LOOK = Look(70, _look)
