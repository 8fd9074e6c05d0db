"""Rules about evaluation; and where the plan names metrics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from commplan.catalogue import COUNTED_FROM, described, measurable_ids, tools_telling
from commplan.finding import Place, Problem, Related
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.plan.risks import Risk
from commplan.platforms import as_meant
from commplan.words import Words, listed, quote, say

BY_HAND = ("survey", "ledger", "log", "manual")
"""What stands for people who read something off and write it down, where else a tool is named."""
_SHOWN = 6
"""How many tools a hint names."""


def uses(plan: Plan) -> Iterator[tuple[str, Objective | Risk, Place]]:
    """Every metric that the plan wants to know: its id, the objective or open risk, and where that names it."""
    for objective in plan.goals.objectives:
        if objective.metric:
            yield objective.metric, objective, objective.at("metric")
    for risk in plan.risks.register:
        if risk.status != "closed" and risk.trigger and risk.trigger.metric:
            yield risk.trigger.metric, risk, risk.trigger.at("metric")


def known_metrics(plan: Plan) -> list[str]:
    """The ids of all that commplan can measure by itself, and of the plan's own metrics."""
    return [*measurable_ids(), *(m.id for m in plan.evaluation.metrics)]


def unsourced(plan: Plan, open_: Mapping[str, tuple[frozenset[str], list[Place]]]) -> Iterator[Problem]:
    """The metrics that nothing feeds, by id, with what each needs and where it is named.

    What is shown is one source for all that the same tool can tell, so that it can be pasted once.
    """
    active = frozenset(COUNTED_FROM[kind] for kind in plan.evaluation.active.kinds)
    tools = {id_: tools_telling(needs, active) if needs else () for id_, (needs, _) in open_.items()}
    chosen = {id_: _likeliest(plan, tools[id_]) for id_ in open_}
    fed = {id_: _could_feed(plan, tools[id_]) for id_ in open_}
    number = len(plan.evaluation.sources)
    ids = {
        tool: f"source-{number + n}"
        for n, tool in enumerate(dict.fromkeys(t for i, t in chosen.items() if not fed[i]), 1)
    }
    for id_, (_, places) in open_.items():
        alike = [i for i, tool in chosen.items() if tool == chosen[id_] and not fed[i]]
        yield Problem(
            places[0],
            say("no data source feeds metric {m}", "没有数据来源提供指标 {m}", m=quote(id_)),
            _into(id_, fed[id_]) if fed[id_] else _source(plan, ids[chosen[id_]], chosen[id_], alike, tools[id_]),
            tuple(Related(place, say("also named here", "这里也用到")) for place in places[1:]),
        )


def _likeliest(plan: Plan, tools: tuple[str, ...]) -> str:
    """The tool of a channel of the plan, where one can tell; else the commonest that can."""
    own = [(as_meant(c.platform) or "").partition("-")[0] for c in plan.content.channels]
    return next((tool for tool in (*own, "slack", *tools) if tool in tools), "manual")


def _could_feed(plan: Plan, tools: tuple[str, ...]) -> list[str]:
    """The sources of the plan that could tell of a metric as well; what a survey asks is told only where answers are needed."""
    return [source.id for source in plan.evaluation.sources if source.tool in (*tools, *BY_HAND[1:])]


def _into(id_: str, sources: list[str]) -> Words:
    return say(
        "list `{m}` under `metrics` of {s} in `evaluation.sources`",
        "把 `{m}` 写入 `evaluation.sources` 中 {s} 的 `metrics`",
        m=id_,
        s=Words(" or ".join(f"`{s}`" for s in sources), " 或 ".join(f"`{s}`" for s in sources)),
    )


def _source(plan: Plan, id_: str, tool: str, metrics: list[str], tools: tuple[str, ...]) -> Words:
    """A whole source to paste, and which other tools can tell the same."""
    known = [plan.plan.owner, *(r.id for r in plan.structure.roles), *(p.id for p in plan.structure.people)]
    owner = next(filter(None, known), None)
    item = f"- {{id: {id_}, tool: {tool}, metrics: [{', '.join(metrics)}], owner: {owner or '...'}, refresh: P1M}}"
    hint = say("add to `evaluation.sources`: `{i}`", "在 `evaluation.sources` 中加上：`{i}`", i=item)
    if not tools:
        return hint
    more = len(tools) - _SHOWN
    shown = listed(tools[:_SHOWN] if more > 1 else tools)
    rest = say(" and {n} more (`commplan sources`)", " 等 {m} 种（`commplan sources`）", n=more, m=len(tools))
    return say(
        "{h}; `tool` can be {t}{r}, or `manual` if you count it yourselves and write it down",
        "{h}；`tool` 可以是 {t}{r}，自行统计并记录的写 `manual`",
        h=hint,
        t=shown,
        r=rest if more > 1 else Words("", ""),
    )


def uncountable(plan: Plan) -> Iterator[Problem]:
    """Metrics of the plan's own by whose words nothing is counted, or something else."""
    for own in plan.evaluation.metrics:
        if described(own.id) is not None:
            yield Problem(
                own.at("id"),
                say("{m} is a metric of commplan already, by whose definition it is counted", "{m} 是 commplan 已有的指标，按其定义统计", m=quote(own.id)),
                say("give this one another id; or leave it out, if `commplan metrics {m}` says what you mean",
                    "请为它另起 id；若 `commplan metrics {m}` 所说正是所需，则删去这条", m=own.id),
            )  # fmt: skip
        elif own.numerator is None and (own.denominator is not None or own.last_days):
            key: Literal["denominator", "last_days"] = "last_days" if own.denominator is None else "denominator"
            yield Problem(
                own.at(key),
                say(
                    "metric {m} has `{k}` and no `numerator`, so nothing is counted",
                    "指标 {m} 写了 `{k}` 而没有 `numerator`，因此什么也不会计入",
                    m=quote(own.id), k=key,
                ),
                say("add `numerator:` with what is counted", "加上 `numerator:`，写明计什么"),
            )  # fmt: skip
        for counting in filter(None, (own.numerator, own.denominator)):
            low, high = counting.at_least, counting.at_most
            if low is not None and high is not None and low > high:
                yield Problem(
                    counting.at("at_most"),
                    say(
                        "metric {m}: nothing is of {a} or more and of {b} or less",
                        "指标 {m}：没有什么既不小于 {a} 又不大于 {b}",
                        m=quote(own.id), a=low, b=high,
                    ),
                    say("exchange `at_least` and `at_most`, or leave one out", "对调 `at_least` 与 `at_most`，或删去其一"),
                )  # fmt: skip
