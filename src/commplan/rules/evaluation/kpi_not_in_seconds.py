"""A time that is meant in hours or days, where its metric counts seconds.

The target or baseline of a metric that is a time (`first-response-time`, `time-to-close`, `backlog-age`), and the limit of
a risk's trigger on one, is a number of seconds: a day is 86400. A number below 60, or one that is shorter than the one
`unit` that it stands in, is most likely hours, minutes or days: 24 then asks for a first answer within 24 seconds, which
no team gives, and the objective is off track whatever they do. Where seconds are meant, `unit: seconds` says so.

Source: common practice of service levels (times to answer are promised in hours); metric catalogue (units).

Bad::

    goals:
      objectives:
        - id: fast
          statement: A first answer within a day
          metric: first-response-time
          baseline: {value: 172800, date: 2027-01-01}
          target: 24
        - {id: all-answered, statement: Hardly anything stays unanswered, metric: unanswered-rate}
    evaluation:
      sources:
        - {id: chat, tool: slack, metrics: [first-response-time, unanswered-rate], owner: lead, refresh: P1M}

Good::

    goals:
      objectives:
        - id: fast
          statement: A first answer within a day
          metric: first-response-time
          baseline: {value: 172800, date: 2027-01-01}
          target: 86400
        - {id: all-answered, statement: Hardly anything stays unanswered, metric: unanswered-rate}
    evaluation:
      sources:
        - {id: chat, tool: slack, metrics: [first-response-time, unanswered-rate], owner: lead, refresh: P1M}

---

指标以秒计，数值却像是按小时或天写的。

时间类指标（`first-response-time`、`time-to-close`、`backlog-age`）的目标值、基线，以及以其为预警指标的触发值，都以秒计：一天为 86400。
小于 60 的数，或比所写 `unit` 的一个单位还短的数，多半是按小时、分钟或天写的：写 24 就是要求 24 秒内首次回复，没有团队做得到，
无论怎么努力，目标都会显示落后。确实以秒计的，请写 `unit: seconds`。

来源：服务水平的通行做法（回复时限以小时承诺）；指标库（单位）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commplan.catalogue import metric
from commplan.finding import NotApplicable, Outcome, Place, Problem
from commplan.meant.times import seconds
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.plan.risks import Risk
from commplan.rule import Threshold, rule
from commplan.rules.evaluation import uses
from commplan.words import Words, quote, say

FEWEST_SECONDS = Threshold(
    60,
    say("seconds below which a time is taken for hours, minutes or days", "少于多少秒的时间视为按小时、分钟或天所写"),
)


@rule(
    "V108",
    part="evaluation",
    kind="A",
    severity="warning",
    level="draft",
    thresholds={"fewest_seconds": FEWEST_SECONDS},
)
def kpi_not_in_seconds(plan: Plan, fewest_seconds: float) -> Iterator[Outcome]:
    own = {m.id for m in plan.evaluation.metrics}
    times = [(id_, of) for id_, of, _ in uses(plan) if id_ not in own and (m := metric(id_)) and m.unit == "seconds"]
    if not times:
        yield NotApplicable(say("no objective and no trigger is on a time", "没有以时间为指标的目标或预警"))
    for id_, of in times:
        unit = _unit(of)
        one = seconds(f"1 {unit}") if unit else None
        limit = fewest_seconds if one is None else max(fewest_seconds, one) if one > 1 else 0
        for what, value, place in _stated(of):
            if value is not None and 0 < value < limit:
                yield _told(place, what, value, id_, of, unit)


def _unit(of: Objective | Risk) -> str | None:
    """The first word of the unit that an objective names: hours of `hours, median`."""
    found = re.match(r"[A-Za-z]+|[一-龥]+", of.unit or "") if isinstance(of, Objective) else None
    return found[0] if found else None


def _stated(of: Objective | Risk) -> Iterator[tuple[Words, float | None, Place]]:
    if isinstance(of, Objective):
        yield say("target", "目标值"), of.target, of.at("target")
        yield say("baseline", "基线"), of.baseline.value, of.baseline.at("value")
    elif of.trigger:
        yield say("limit", "触发值"), of.trigger.above, of.trigger.at("above")
        yield say("limit", "触发值"), of.trigger.below, of.trigger.at("below")


def _told(place: Place, what: Words, value: float, id_: str, of: Objective | Risk, unit: str | None) -> Problem:
    n = f"{value:.6f}".rstrip("0").rstrip(".")
    words = say(
        "{w} {n} of {o} is {n} seconds, which is what {m} counts",
        "{o} 的{w} {n} 即 {n} 秒：{m} 以秒计",
        w=what,
        n=n,
        o=quote(of.id),
        m=quote(id_),
    )
    meant = seconds(f"{n} {unit}") if unit else None
    if meant is not None:
        return Problem(place, words, say("write {s} for {n} {u}", "{n} {u}写作 {s}", s=meant, n=n, u=unit))
    examples = {"n": n, "h": f"{value * 3600:.0f}", "d": f"{value * 86400:.0f}"}
    if isinstance(of, Risk):
        return Problem(
            place,
            words,
            say("write {h} for {n} hours, {d} for {n} days", "{n} 小时写作 {h}，{n} 天写作 {d}", **examples),
        )
    hint = say(
        "write {h} for {n} hours, {d} for {n} days; if seconds are meant, say `unit: seconds`",
        "{n} 小时写作 {h}，{n} 天写作 {d}；确实指秒的，请写 `unit: seconds`",
        **examples,
    )
    return Problem(place, words, hint)
