"""Whether each audience was reached as planned: its dates in the calendar, and its channels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from commplan import venues
from commplan.measuring import agenda
from commplan.plan.goals import Audience
from commplan.reality import UNKNOWN, Chapter, Grid, Ground, Look, Text, count, rows, share
from commplan.reckoning import execution, spoken
from commplan.words import Words, say

_THERE = """
SELECT dated.channel, CAST(count(*) AS BIGINT) AS n FROM dated
WHERE NOT dated.undated AND dated.day >= ? AND dated.day < ? AND dated.channel IS NOT NULL
AND dated.kind IN ('message', 'reply', 'attend') GROUP BY dated.channel
"""
STATES = {
    "reached": Words("reached", "已触达"),
    "missed": Words("not reached", "未触达"),
    "nothing-planned": Words("nothing planned", "无计划安排"),
    "unknown": UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the dates of the window that are for an audience; its channels in which anything happened, of those that
    the activity knows, of all that it has."""

    audience: Audience
    planned: int
    kept: int
    skipped: int
    unknown: int
    alive: int
    known: int
    channels: int

    @property
    def state(self) -> str:
        if not self.planned:
            return "nothing-planned"
        if self.kept:
            return "reached"
        return "missed" if self.skipped and not self.unknown else "unknown"


def _look(ground: Ground) -> Chapter | None:
    audiences = ground.plan.goals.audiences
    if not audiences:
        return None
    traffic, seen = _traffic(ground), agenda.channels(ground.session)
    found = [_coverage(ground, a, traffic, seen) for a in audiences]
    told = [c for c in found if c.state in ("reached", "missed")]
    reached = sum(c.state == "reached" for c in found)
    facts = [_share(reached, len(told), len(found))] if told else [_NOBODY_KNOWS]
    weighed, weak = _weighed(told), _vulnerable(told)
    facts += [*_by_power(audiences, weighed), *_weak(weak)] if told else []
    return Chapter(
        id="audiences",
        title=Words("Audiences, planned and reached", "受众覆盖"),
        data={
            "reached": reached if told else None,
            "judged": len(told),
            "weighted_by_power": weighed,
            "vulnerable_reached": sum(c.state == "reached" for c in weak) if weak else None,
            "audiences": [_data(c) for c in found],
        },
        facts=(*facts, _HOW),
        grids=(_grid(found),),
        tones={STATES["reached"]: "good", STATES["missed"]: "bad"},
        decide=tuple(_decide(c) for c in found if c.state == "missed"),
    )


_NOBODY_KNOWS = Words("Of no audience can anybody say whether it was reached.", "没有任何受众可以判断是否已触达。")
_HOW = Words(
    "An audience is reached when at least one of its planned dates of the period took place; a channel is alive when anything "
    "was written or attended there.",
    "时段内至少有一次面向该受众的计划安排得到执行，即为已触达；渠道内有发言或到场记录，即为有活动。",
)


def _share(reached: int, judged: int, all_: int) -> Words:
    told = say("Reached: {k} of {n} audiences.", "已触达：{n} 类受众中 {k} 类。", k=reached, n=judged)
    if judged == all_:
        return told
    rest = say(
        "Of {u} more nothing was planned, or nobody can say.", "另有 {u} 类没有安排或无法判断。", u=all_ - judged
    )
    return spoken.sentences((told, rest))


def _vulnerable(told: Sequence[Coverage]) -> list[Coverage]:
    return [c for c in told if c.audience.category == "vulnerable"]


def _weak(weak: Sequence[Coverage]) -> list[Words]:
    if not weak:
        return []
    reached = sum(c.state == "reached" for c in weak)
    return [say("Vulnerable groups reached: {k} of {n}.", "弱势群体已触达：{n} 类中 {k} 类。", k=reached, n=len(weak))]


def _weighed(told: Sequence[Coverage]) -> float | None:
    """The share of audiences reached, each as heavy as its power; None where the plan does not say the power of one."""
    power = [c.audience.power for c in told]
    if not told or None in power:
        return None
    reached = sum(c.audience.power or 0 for c in told if c.state == "reached")
    return reached / sum(p or 0 for p in power)


def _by_power(audiences: Sequence[Audience], weighed: float | None) -> list[Words]:
    """Nothing where the plan speaks of no power at all."""
    if weighed is not None:
        return [say("Weighted by their power: {s}.", "按权力加权：{s}。", s=share(weighed))]
    if not any(a.power for a in audiences):
        return []
    return [
        Words(
            "Weighted by their power: unknown, since the plan does not say the power of all of them.",
            "按权力加权：未知，方案没有写明所有受众的权力。",
        )
    ]


def _traffic(ground: Ground) -> dict[str, int]:
    """Acts by the channel's name in the activity."""
    if ground.seen is None:
        return {}
    return dict(rows(ground, ground.seen, _THERE))


def _coverage(ground: Ground, audience: Audience, traffic: dict[str, int], seen: Sequence[str]) -> Coverage:
    plan = ground.plan
    entries = {e.id for e in plan.content.calendar if audience.id in e.audiences}
    lines = execution.within(ground.calendar, ground.window).lines
    outcomes = Counter(li.outcome for li in lines if li.planned.id.partition("/")[0] in entries)
    due = sum(n for outcome, n in outcomes.items() if outcome not in ("not-due", "cancelled"))
    channels = [c for c in plan.content.channels if audience.id in c.audiences]
    known = [names for c in channels if (names := venues.names_of(c, seen))]
    alive = sum(any(traffic.get(name) for name in names) for names in known)
    kept = outcomes["on-time"] + outcomes["late"]
    return Coverage(audience, due, kept, outcomes["skipped"], outcomes["unknown"], alive, len(known), len(channels))


def _grid(found: list[Coverage]) -> Grid:
    heads = (
        Words("Audience", "受众"), Words("State", "状态"), Words("Dates due", "到期次数"), Words("What became of them", "执行情况"),
        Words("Channels alive", "有活动的渠道"),
    )  # fmt: skip
    return Grid(heads, tuple(_row(c) for c in found), frozenset({2}))


def _row(c: Coverage) -> tuple[Text, ...]:
    held = ((c.kept, Words("took place", "已执行")), (c.skipped, Words("skipped", "未执行")), (c.unknown, UNKNOWN))
    outcomes: Text = spoken.counted(held) if c.planned else "–"
    return (c.audience.name or c.audience.id, STATES[c.state], count(c.planned), outcomes, _channels(c))


def _channels(c: Coverage) -> Words:
    if not c.channels:
        return Words("none planned", "未安排渠道")
    if not c.known:
        return UNKNOWN
    apart = c.channels - c.known
    alive = say("{k} of {n}", "{n} 个中 {k} 个", k=c.alive, n=c.known)
    return say("{a}, {u} unknown", "{a}，{u} 个未知", a=alive, u=apart) if apart else alive


def _decide(c: Coverage) -> Words:
    return say(
        "Nothing that was planned for {a} took place (dates due: {n}).",
        "面向“{a}”的计划安排均未执行（{n} 次）。",
        a=c.audience.name or c.audience.id, n=c.planned,
    )  # fmt: skip


def _data(c: Coverage) -> dict[str, object]:
    return {
        "audience": c.audience.id, "state": c.state, "planned": c.planned, "kept": c.kept, "skipped": c.skipped,
        "unknown": c.unknown, "channels_alive": c.alive if c.known else None, "channels_known": c.known,
        "channels": c.channels,
    }  # fmt: skip


LOOK = Look(30, _look)
