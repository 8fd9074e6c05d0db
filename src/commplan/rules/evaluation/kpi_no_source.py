"""A metric that nobody can measure.

Each metric that an objective or a risk's trigger names is listed under `metrics` of one of `evaluation.sources`; the
source says who fetches it (`owner`) and how often (`refresh`); and its tool can tell what the metric needs: a chat
export that does not say who left cannot give the net growth. A `table` tells what its `mapping` makes of its columns, and
nothing without one: response metrics need `thread` or `reply_to`, most metrics need `member`, and who joined or left
needs a kind of record that says so. Tools are those of `commplan sources`; `survey`,
`ledger`, `log` and `manual` stand for what people read off and write under `evaluation.readings`, each reading under the
id of a metric that there is. A metric of the plan's own with a `numerator` is counted from exports and needs a source that tells
its kinds of events; it has an id that no metric of `commplan metrics` has, and its limits leave something to count. A metric without data is a promise to evaluate that is broken on the first review day.

Source: OECD SIGMA action-plan criteria (indicators); CHAOSS metric definitions (data collection).

Bad::

    goals:
      objectives:
        - {id: answers, statement: Nobody waits long for an answer, metric: unanswered-rate}

Good::

    goals:
      objectives:
        - {id: answers, statement: Nobody waits long for an answer, metric: unanswered-rate}
    evaluation:
      sources:
        - {id: chat, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}

---

指标没有数据来源，无法测量。

目标与风险预警所用的每个指标，都要列在某个 `evaluation.sources` 的 `metrics` 中；该来源写明由谁获取（`owner`）、
多久一次（`refresh`）；其工具能提供该指标所需的数据：导出内容不含退出记录，就算不出净增长。`table`（表格）只能说明其
`mapping` 中写明的各列，没有 `mapping` 则什么也说明不了：响应类指标需要 `thread` 或 `reply_to`，多数指标需要 `member`，
加入与退出需要能区分这类记录。工具见 `commplan sources`；
`survey`、`ledger`、`log`、`manual` 表示由人读取并写入 `evaluation.readings`，每条读数都要写在确有其名的指标之下。方案自定、写有 `numerator` 的指标由导出数据计算，需要能提供相应行为的来源；其 id 不得与
`commplan metrics` 中的相同，上下限之间须有可计的内容。没有数据的指标，到第一次复盘那天就会落空。

来源：OECD SIGMA 行动计划评价标准（指标）；CHAOSS 指标定义（数据采集）。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from commplan.catalogue import COUNTED_FROM, metric, metric_called, source_names, source_tells, table_kinds
from commplan.finding import NotApplicable, Outcome, Place, Problem, Related
from commplan.measuring import formula
from commplan.metric import ACTIVITY
from commplan.plan import Plan
from commplan.plan.evaluation import Source
from commplan.rule import rule
from commplan.rules.evaluation import BY_HAND, known_metrics, uncountable, unsourced, uses
from commplan.spelling import nearest
from commplan.words import Words, listed, quote, say

TABLE, MEMBERS = "table", "members"
WHO = say("who did it", "是谁")
_KEYS = {
    MEMBERS: "`member`", "threads": "`thread`/`reply_to`", "bots": "`bot`", "sizes": "`size`", "messages": "`kinds`",
    "reactions": "`kinds`", "reaction-times": "`kinds`", "joins": "`kinds`", "leaves": "`kinds`", "attendance": "`kinds`",
    "answers": "`questions`", "purchases": "`kinds`", "amounts": "`amount`",
    "closings": "`kinds`",
}  # fmt: skip


@rule("V101", part="evaluation", kind="X")
def kpi_no_source(plan: Plan) -> Iterator[Outcome]:
    wanted: dict[str, list[Place]] = {}
    for id_, _, place in uses(plan):
        wanted.setdefault(id_, []).append(place)
    by_hand = (*plan.evaluation.readings, *plan.evaluation.tallies)
    if not wanted and not plan.evaluation.sources and not by_hand:
        words = say("no objective and no risk trigger names a metric", "没有目标或风险预警写明指标")
        yield NotApplicable(words)
    known = known_metrics(plan)
    yield from _unknown_triggers(plan, known)
    yield from _unknown_readings(plan, known)
    yield from uncountable(plan)
    misspelt = list(_misspelt(plan, known, wanted))
    meant = {near for _, _, near in misspelt}
    for source, index, near in misspelt:
        yield _no_metric(source.at("metrics", index), source.metrics[index], near)
    open_ = [id_ for id_ in wanted if id_ in known and id_ not in meant and not _feeding(plan, id_)]
    yield from unsourced(plan, {id_: (_needs(plan, id_), wanted[id_]) for id_ in open_})
    for source in plan.evaluation.sources:  # one that feeds nothing yet is where what is open will be written
        feeds = source.metrics or open_
        yield from _source(plan, source, feeds, any(id_ in wanted for id_ in feeds))
    for id_ in wanted:
        yield from _untold(plan, id_)


def _feeding(plan: Plan, id_: str) -> list[Source]:
    return [source for source in plan.evaluation.sources if id_ in source.metrics]


def _unknown_triggers(plan: Plan, known: list[str]) -> Iterator[Problem]:
    named = {o.metric for o in plan.goals.objectives}  # rule goal-no-kpi speaks of those
    for id_, user, place in uses(plan):
        if user.KIND == "risk" and id_ not in known and id_ not in named:
            yield _no_metric(place, id_, _near(id_, known))


def _unknown_readings(plan: Plan, known: list[str]) -> Iterator[Problem]:
    """Readings of metrics that nothing is called, each name once; what is named elsewhere too is told there."""
    told = {*known, *(id_ for id_, _, _ in uses(plan)), *(id_ for s in plan.evaluation.sources for id_ in s.metrics)}
    for reading in plan.evaluation.readings:
        if reading.metric not in told:
            told.add(reading.metric)
            yield _no_metric(reading.at("metric"), reading.metric, _near(reading.metric, known))


def _misspelt(plan: Plan, known: list[str], wanted: dict[str, list[Place]]) -> Iterator[tuple[Source, int, str | None]]:
    """Metrics of sources that nothing is called; with the metric that is meant, one without a source where there is."""
    missing = [id_ for id_ in wanted if id_ in known and not _feeding(plan, id_)]
    for source in plan.evaluation.sources:
        for index, id_ in enumerate(source.metrics):
            if id_ not in known and id_ not in wanted:
                yield source, index, _near(id_, missing) or _near(id_, known)


def _near(word: str, words: list[str] | tuple[str, ...]) -> str | None:
    return nearest(word, words, 0.7) or metric_called(word.replace("-", " "))


def _no_metric(place: Place, id_: str, near: str | None) -> Problem:
    see = say(
        "see `commplan metrics`, or define it under `evaluation.metrics`",
        "见 `commplan metrics`，或在 `evaluation.metrics` 中定义",
    )
    meant = say("did you mean `{n}`?", "是否想写 `{n}`？", n=near)
    return Problem(place, say("no metric is called {m}", "没有名为 {m} 的指标", m=quote(id_)), meant if near else see)


_FORMS = {"owner": "`owner:`", "refresh": "`refresh: P1M`"}


def _source(plan: Plan, source: Source, feeds: Sequence[str], used: bool) -> Iterator[Problem]:
    keys: tuple[Literal["owner", "refresh"], ...] = ("owner", "refresh")
    missing = [key for key in keys if getattr(source, key) is None]
    if used and missing:
        told = {"owner": say("who fetches it", "由谁获取"), "refresh": say("how often", "多久获取一次")}
        yield Problem(
            source.at(),
            say(
                "data source {s} does not say {what}",
                "数据来源 {s} 没有写明{what}",
                s=quote(source.id),
                what=Words(" and ".join(told[k].en for k in missing), "、".join(told[k].zh for k in missing)),
            ),
            say("add {keys}", "加上 {keys}", keys=listed(_FORMS[key] for key in missing)),
        )
    if source.tool == TABLE and source.mapping is None and feeds:
        yield _unmapped(plan, source, feeds)
    if source.tool not in BY_HAND and source.tool not in source_names():
        near = _near(source.tool, (*source_names(), *BY_HAND))
        yield Problem(
            source.at("tool"),
            say("no source can read {t}", "没有名为 {t} 的数据源工具", t=quote(source.tool)),
            say("did you mean `{n}`?", "是否想写 `{n}`？", n=near)
            if near
            else say(
                "see `commplan sources`; any table can be read as `table`, what people write down is `manual`",
                "见 `commplan sources`；任意表格可用 `table` 读取，由人记录的写 `manual`",
            ),
        )


def _unmapped(plan: Plan, source: Source, feeds: Sequence[str]) -> Problem:
    needs = frozenset[str]().union(*(_needs(plan, id_) for id_ in feeds)) - {ACTIVITY, MEMBERS, "messages"}
    more = dict.fromkeys(_KEYS[need] for need in sorted(needs))
    words = say(
        "data source {s} is a table, and nothing says what its columns mean",
        "数据来源 {s} 是表格，但没有说明各列的含义",
        s=quote(source.id),
    )
    hint = say(
        "add `mapping: {{time: ..., member: ...}}` with the names of its columns{more}, or name the tool it comes from",
        "加上 `mapping: {{time: ..., member: ...}}`，填写各列的列名{more}；或写明导出它的工具",
        more=Words(
            " (and " + " and ".join(more) + " for what these metrics count)",
            "（这些指标还需要 " + "、".join(more) + "）",
        )
        if more
        else Words("", ""),
    )
    return Problem(source.at("tool"), words, hint)


def _untold(plan: Plan, id_: str) -> Iterator[Problem]:
    """What a metric needs and none of the exports that shall feed it can tell."""
    feeding, needs = _feeding(plan, id_), _needs(plan, id_)
    if any(source.tool == TABLE and source.mapping is None for source in feeding):
        return  # that is the fault, and told once for the source
    tells = [_mapped(source) if source.tool == TABLE else source_tells(source.tool) for source in feeding]
    if not feeding or not needs or any(t is None for t in tells):
        return
    told = frozenset[str]().union(*(t for t in tells if t))
    active = {COUNTED_FROM[kind] for kind in plan.evaluation.active.kinds}
    lacking = sorted(needs - {ACTIVITY} - told)
    if all(s.tool == TABLE for s in feeding) and MEMBERS not in told:
        lacking += [MEMBERS]
    if ACTIVITY in needs and not active & told:
        lacking += sorted(active)
    if lacking:
        yield _not_told(id_, feeding, lacking)


def _needs(plan: Plan, id_: str) -> frozenset[str]:
    """What exports must tell for a metric, of the catalogue or by a formula of the plan's own; nothing for readings."""
    wanted = metric(id_)
    own = next((m for m in plan.evaluation.metrics if m.id == id_), None)
    return wanted.needs if wanted else formula.needs(own) if own else frozenset()


def _not_told(id_: str, feeding: list[Source], lacking: list[str]) -> Problem:
    from commplan.activity.event import CAPABILITIES

    what = [WHO if need == MEMBERS else CAPABILITIES[need] for need in lacking]
    facts = {"m": quote(id_), "what": Words("; ".join(w.en for w in what), "、".join(w.zh for w in what))}
    place = feeding[0].at("metrics", feeding[0].metrics.index(id_))
    tables = [source for source in feeding if source.tool == TABLE]
    if tables != feeding:
        tools = ", ".join(dict.fromkeys(f"`{source.tool}`" for source in feeding))
        words = say(
            "metric {m} needs to know {what}; exports of {tools} do not tell",
            "指标 {m} 需要知道“{what}”，而 {tools} 的导出内容没有说明",
            tools=tools,
            **facts,
        )
        hint = say(
            "add a source that tells it (`tool: manual` for what people write down), or choose another metric",
            "增加能提供这些数据的来源（由人记录的写 `tool: manual`），或改用其他指标",
        )
        return Problem(place, words, hint)
    words = say(
        "metric {m} needs to know {what}; the mapping of {s} does not tell",
        "指标 {m} 需要知道“{what}”，而 {s} 的 mapping 没有说明",
        s=quote(feeding[0].id),
        **facts,
    )
    keys = Words(*(f" {word} ".join(dict.fromkeys(_KEYS[need] for need in lacking)) for word in ("and", "与")))
    hint = say("add {k} to the mapping, or choose another metric", "在 mapping 中加上 {k}，或改用其他指标", k=keys)
    return Problem(place, words, hint, tuple(Related(s.at("mapping"), say("the mapping", "映射")) for s in tables))


def _mapped(source: Source) -> frozenset[str]:
    """What a table tells by its mapping: kinds of records, and conversations where a column holds them."""
    mapping = source.mapping
    if mapping is None:
        return frozenset()
    kinds = table_kinds(source) or frozenset()
    told = {COUNTED_FROM[kind] for kind in kinds}
    told |= {"reactions"} if "reaction" in kinds else set()
    told |= {"threads"} if "messages" in told and (mapping.thread or mapping.reply_to) else set()
    told |= {"bots"} if mapping.bot else set()
    told |= {"amounts"} if "purchases" in told and (mapping.amount or any(c.amount for c in mapping.also)) else set()
    told |= {"sizes"} if mapping.text or mapping.size else set()
    return frozenset(told | ({MEMBERS} if mapping.member else set()))
