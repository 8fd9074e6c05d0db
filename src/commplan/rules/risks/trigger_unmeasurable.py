"""A warning that can never be given, or that is always on.

The trigger of an open risk names a metric and the value above or below which it warns. This compares the two:

- a metric without a value warns of nothing, and a value without a metric is compared with nothing;
- a metric that is a curve or a table has no single value to compare with;
- only parameters that the metric has can be set, each from the least value that makes sense on;
- a share lies between 0 and 1: `above: 15` for 15% never comes, `below: 20` is always there;
- `above` lies over `below`; the other way round, every value warns;
- where an objective aims at the same metric, the warning ends before the target is reached: one that still warns when the
  goal is met warns of nothing.

Nobody notices an alarm that cannot ring, and nobody listens to one that always rings. Whether the metric exists and has
a data source is for rule kpi-no-source.

Source: PMI, risk register (triggers that can be observed); arithmetic.

Bad::

    risks:
      register:
        - {id: silence, title: Nobody answers, likelihood: 2, impact: 3, next_review: 2027-03-31,
           trigger: {metric: unanswered-rate, above: 15}}
    evaluation:
      sources: [{id: chat, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}]

Good::

    risks:
      register:
        - {id: silence, title: Nobody answers, likelihood: 2, impact: 3, next_review: 2027-03-31,
           trigger: {metric: unanswered-rate, above: 0.15}}
    evaluation:
      sources: [{id: chat, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}]

---

永远不会触发、或始终处于触发状态的预警。

未关闭风险的预警写明一个指标，以及高于或低于多少即预警。检查两者是否相配：

- 只有指标没有数值，无从预警；只有数值没有指标，不知与什么比较；
- 指标是一条曲线或一张表的，没有单一数值可以比较；
- 只能设置该指标具有的参数，且不小于其最小值；
- 比例介于 0 与 1 之间：把 15% 写成 `above: 15` 永远不会触发，`below: 20` 则始终触发；
- `above` 应大于 `below`；反过来，任何数值都会触发；
- 有目标采用同一指标时，达到目标值就不应再预警：目标已达成仍在预警，等于没有预警。

响不了的警报没有人发觉，一直响的警报没有人理会。指标是否存在、有无数据来源，由规则 kpi-no-source 检查。

来源：PMI 风险登记册（触发条件须可观察）；算术。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.catalogue import described, metric
from commplan.finding import NotApplicable, Outcome, Problem, Related
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.plan.risks import Risk, Trigger
from commplan.rule import rule
from commplan.rules.risks import standing
from commplan.spelling import nearest
from commplan.words import Words, quote, say

_SHARES = ("share", "index")
_OWN_SHARES = ("share", "比例", "占比")
_ADD_UP = ("members", "count")


@rule("R108", part="risks", kind="A", severity="warning", level="draft")
def trigger_unmeasurable(plan: Plan) -> Iterator[Outcome]:
    measured = [(r, r.trigger) for r in standing(plan) if r.trigger and _bounds(r.trigger, r.trigger.metric)]
    if not measured:
        yield NotApplicable(say("no trigger of an open risk names a metric", "没有未关闭风险的预警写明指标"))
    for risk, trigger in measured:
        found = _loose(risk, trigger) or _shapeless(risk, trigger) or _no_parameter(risk, trigger)
        found = found or _always(risk, trigger) or _no_share(plan, risk, trigger) or _past_target(plan, risk, trigger)
        if found:
            yield found


def _bounds(trigger: Trigger, *others: object) -> list[object]:
    """What is stated of the values at which a trigger warns, and of other things."""
    return [stated for stated in (trigger.above, trigger.below, *others) if stated is not None]


def _loose(risk: Risk, trigger: Trigger) -> Problem | None:
    """A metric without a value, or a value without a metric."""
    if trigger.metric is None:
        key = "above" if trigger.above is not None else "below"
        words = say(
            "the trigger of {r} does not say which metric is to be {w} {v}",
            "风险 {r} 的预警没有写明哪个指标{w} {v}",
            r=quote(risk.id),
            w=_WAYS[key],
            v=_number(getattr(trigger, key)),
        )
        return Problem(trigger.at(key), words, say("add `metric:`", "加上 `metric:`"))
    if _bounds(trigger):
        return None
    words = say(
        "the trigger of {r} does not say at which {m} it warns",
        "风险 {r} 的预警没有写明 {m} 到多少即预警",
        r=quote(risk.id),
        m=quote(trigger.metric),
    )
    return Problem(trigger.at("metric"), words, say("add `above:` or `below:`", "加上 `above:` 或 `below:`"))


_WAYS = {"above": Words("above", "高于"), "below": Words("below", "低于")}


def _shapeless(risk: Risk, trigger: Trigger) -> Problem | None:
    """A metric that is no number."""
    known = metric(trigger.metric or "")
    if known is None or known.shape == "scalar":
        return None
    words = say(
        "the trigger of {r} compares {m} with a number, but that is many numbers",
        "风险 {r} 的预警把 {m} 与一个数比较，而它是一组数",
        r=quote(risk.id),
        m=quote(trigger.metric),
    )
    hint = say(
        "choose a metric with one value; `commplan metrics` tells which have",
        "改用单一数值的指标，见 `commplan metrics`",
    )
    return Problem(trigger.at("metric"), words, hint)


def _no_parameter(risk: Risk, trigger: Trigger) -> Problem | None:
    """A parameter that the metric does not have, or cannot have."""
    known = metric(trigger.metric or "")
    for name, value in trigger.parameters.items() if known else ():
        parameter = known.parameters.get(name) if known else None
        facts = {"r": quote(risk.id), "m": quote(trigger.metric), "p": quote(name), "v": value}
        if parameter is None:
            near = nearest(name, known.parameters if known else ())
            words = say(
                "{m} in the trigger of {r} has no parameter {p}", "风险 {r} 的预警所用 {m} 没有参数 {p}", **facts
            )
            return Problem(
                trigger.at("parameters", name, on="key"),
                words,
                say("did you mean `{n}`?", "是否想写 `{n}`？", n=near)
                if near
                else say("see `commplan metrics {m}`", "见 `commplan metrics {m}`", m=trigger.metric),
            )
        if value < parameter.minimum:
            words = say(
                "{p} of {m} in the trigger of {r} is {v}; {n} is the least",
                "风险 {r} 的预警所用 {m} 的 {p} 为 {v}；最小为 {n}",
                n=parameter.minimum,
                **facts,
            )
            return Problem(trigger.at("parameters", name), words, say("correct it", "请更正"))
    return None


def _always(risk: Risk, trigger: Trigger) -> Problem | None:
    """Two values that leave none in between."""
    if trigger.above is None or trigger.below is None or trigger.above >= trigger.below:
        return None
    facts = {"r": quote(risk.id), "a": _number(trigger.above), "b": _number(trigger.below)}
    return Problem(
        trigger.at("above"),
        say(
            "the trigger of {r} warns above {a} and below {b}, which every value is",
            "风险 {r} 的预警为高于 {a} 和低于 {b}，任何数值都会触发",
            **facts,
        ),
        say(
            "to warn outside of a range, write `above: {b}` and `below: {a}`",
            "若要在范围之外预警，请写 `above: {b}` 和 `below: {a}`",
            **facts,
        ),
        (Related(trigger.at("below"), say("and here", "另见此处")),),
    )


def _no_share(plan: Plan, risk: Risk, trigger: Trigger) -> Problem | None:
    """A value that no share passes, or that every share does."""
    own = next((m for m in plan.evaluation.metrics if m.id == trigger.metric), None)
    known = None if own else described(trigger.metric)
    share = (own.unit or "").casefold() in _OWN_SHARES if own else bool(known and known.unit in _SHARES)
    if not share:
        return None
    for key, value in (("above", trigger.above), ("below", trigger.below)):
        if value is None:
            continue
        never = value >= 1 if key == "above" else value <= 0
        if never or (value < 0 if key == "above" else value > 1):
            return _out_of_range(risk, trigger, key, value, never)
    return None


def _out_of_range(risk: Risk, trigger: Trigger, key: str, value: float, never: bool) -> Problem:
    words = say(
        "the trigger of {r} {c}: {m} lies between 0 and 1, {n} {w} {v}",
        "风险 {r} 的预警{c}：{m} 介于 0 与 1 之间，{n}{w} {v}",
        r=quote(risk.id),
        c=say("never comes", "永远不会触发") if never else say("is always on", "始终触发"),
        n=say("never", "不会") if never else say("always", "总是"),
        m=quote(trigger.metric),
        w=_WAYS[key],
        v=_number(value),
    )
    if 1 < value <= 100:
        return Problem(
            trigger.at(key),
            words,
            say("write {s} for {p}%", "{p}% 写作 {s}", p=_number(value), s=_number(value / 100)),
        )
    return Problem(trigger.at(key), words, say("choose a value between 0 and 1", "改为 0 与 1 之间的数值"))


def _past_target(plan: Plan, risk: Risk, trigger: Trigger) -> Problem | None:
    """A warning that is still on when an objective on the same figure is met."""
    for objective in plan.goals.objectives:
        target = objective.target
        if target is None or not _same_figure(objective, trigger):
            continue
        better = _better(plan, objective)
        for key, value, worse in (("below", trigger.below, "up"), ("above", trigger.above, "down")):
            over = value is not None and (value > target if key == "below" else value < target)
            if over and better == worse and value is not None:
                words = say(
                    "the trigger of {r} still warns of {m} {w} {v} when objective {o} is met at {t}",
                    "目标 {o} 达到 {t} 时，风险 {r} 的预警（{m} {w} {v}）仍在触发",
                    r=quote(risk.id),
                    m=quote(trigger.metric),
                    w=_WAYS[key],
                    v=_number(value),
                    o=quote(objective.id),
                    t=_number(target),
                )
                hint = say(
                    "warn on the worse side of the target, or look at the target again",
                    "把预警值设在比目标差的一侧，或重新考虑目标值",
                )
                return Problem(
                    trigger.at(key), words, hint, (Related(objective.at("target"), say("the target", "目标值")),)
                )
    return None


def _same_figure(objective: Objective, trigger: Trigger) -> bool:
    if objective.metric != trigger.metric:
        return False
    known = metric(objective.metric or "")
    if known and objective.window and known.unit in _ADD_UP:
        return False  # a quarter's joins are fewer than a year's
    defaults = {name: p.default for name, p in known.parameters.items()} if known else {}
    return {**defaults, **objective.parameters} == {**defaults, **trigger.parameters}


def _better(plan: Plan, objective: Objective) -> str | None:
    own = next((m for m in plan.evaluation.metrics if m.id == objective.metric), None)
    known = described(objective.metric)
    return objective.direction or (own.direction if own else known.better if known else None)


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
