"""A mapping by which no table can be read.

A data source of `tool: table` is read by its `mapping`, which says what its columns mean. Checked here, so that it does not
come out on the day the numbers are due: that it says where the time stands, that the `time_format` is one, that there is such a
text encoding, that the delimiter is one character, that the kind of the records is said in one way only, that each
question of a survey has a scale, and that of `nps` and `csat` it is the one that these metrics count by: 0 to 10, and 1 to 5
unless an objective or a trigger on `csat` says from which value on people are satisfied.

Source: the import itself, which refuses the same.

Bad::

    evaluation:
      sources:
        - id: sign-ups
          tool: table
          owner: lead
          refresh: P1M
          mapping: {time: Date, time_format: dd/mm/yyyy, member: Name}

Good::

    evaluation:
      metrics: [{id: sign-up-count, definition: People who signed up in the period}]
      readings: [{metric: sign-up-count, date: 2027-01-10, value: 4, source: sign-ups}]
      sources:
        - id: sign-ups
          tool: table
          owner: lead
          refresh: P1M
          metrics: [sign-up-count]
          mapping: {time: Date, time_format: "%d/%m/%Y", member: Name}

---

映射无法读取任何表格。

`tool: table` 的数据来源按其 `mapping` 读取，映射说明各列的含义。在此提前检查，以免到了要出数据的那天才发现：
是否写明时间所在的列，`time_format` 是否是时间格式，文本编码是否存在，分隔符是否为单个字符，事件类型是否只用一种方式
说明，问卷的每道题是否有量表，`nps` 与 `csat` 的量表是否为这两项指标所用的：0 到 10，以及 1 到 5（目标或预警在 `csat`
上写明从哪个值起算满意的除外）。

来源：导入命令本身，同样的内容会被它拒绝。
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem
from commplan.plan import Plan
from commplan.plan.mapping import Mapping, Question
from commplan.rule import rule
from commplan.words import Words, quote, say


@rule("V110", part="evaluation", kind="F", level="draft")
def mapping_unreadable(plan: Plan) -> Iterator[Outcome]:
    mappings = [s.mapping for s in plan.evaluation.sources if s.mapping]
    if not mappings:
        yield NotApplicable(say("no data source has a mapping", "没有带映射的数据来源"))
    for mapping in mappings:
        yield from _faults(mapping)
        yield from (_no_scale(question) for question in mapping.questions if _scaleless(question))
        yield from (p for question in mapping.questions if (p := _other_scale(plan, question)))


def _scaleless(question: Question) -> bool:
    lowest = 1 if question.lowest is None else question.lowest
    return not question.labels and (question.highest is None or question.highest <= lowest)


def _no_scale(question: Question) -> Problem:
    return Problem(
        question.at("highest") if question.says("highest") else question.at(),
        say("question {q} has no scale", "题目 {q} 没有量表", q=quote(question.id)),
        say(
            "write `lowest: 0` and `highest: 10`, or `labels: [...]` with the lowest first",
            "请写 `lowest: 0` 与 `highest: 10`，或由低到高写出 `labels: [...]`",
        ),
    )


def _other_scale(plan: Plan, question: Question) -> Problem | None:
    """A question that its name makes the NPS or the CSAT, on a scale by which it is neither."""
    name = next((n for n in _SCALES if question.id == n or question.id.startswith(f"{n}-")), None)
    lowest = 1 if question.lowest is None else question.lowest
    highest = lowest + len(question.labels) - 1 if question.labels else question.highest
    if name is None or _scaleless(question) or (lowest, highest) == _SCALES[name]:
        return None
    if name == "csat" and _says_satisfied(plan):
        return None
    low, high = _SCALES[name]
    return Problem(
        question.at("labels" if question.labels else "highest"),
        say(
            "question {q} goes from {a} to {b}, and `{m}` is counted on a scale from {c} to {d}",
            "题目 {q} 为 {a} 到 {b}，而 `{m}` 按 {c} 到 {d} 的量表统计",
            q=quote(question.id), a=lowest, b=highest, m=name, c=low, d=high,
        ),
        say(_MEND[name].en, _MEND[name].zh, n=(highest or 1) - 1),
    )  # fmt: skip


_SCALES = {"nps": (0, 10), "csat": (1, 5)}
_MEND = {
    "nps": Words(
        "write `lowest: 0` and `highest: 10` if it was asked so; else give it another id, and count it by a metric of your own",
        "若确按 0 到 10 提问，请写 `lowest: 0` 与 `highest: 10`；否则另起 id，用自定指标统计",
    ),
    "csat": Words(
        "write at the objective from which value on people are satisfied, such as `parameters: {{satisfied: {n}}}`; or give the "
        "question another id",
        "在目标中写明从哪个值起算满意，例如 `parameters: {{satisfied: {n}}}`；或为这道题另起 id",
    ),
}


def _says_satisfied(plan: Plan) -> bool:
    """Whether an objective or a trigger says from which answer on people are satisfied."""
    triggers = (r.trigger for r in plan.risks.register if r.trigger)
    named = [(o.metric, o.parameters) for o in plan.goals.objectives] + [(t.metric, t.parameters) for t in triggers]
    return any(id_ == "csat" and "satisfied" in parameters for id_, parameters in named)


def _faults(mapping: Mapping) -> Iterator[Problem]:
    if mapping.time is None and mapping.time_is is None:
        yield Problem(
            mapping.at(),
            say("the mapping does not say when anything happened", "映射没有写明时间"),
            say(
                "add `time:` with the column of the time, or `time_is:` with a day",
                "加上 `time:`（时间所在的列），或 `time_is:`（某一天）",
            ),
        )
    if mapping.time_format != "iso":
        from commplan.activity import clock  # most plans have no table

        wrong = clock.fault(mapping.time_format)
        if wrong:
            yield Problem(mapping.at("time_format"), wrong)
    try:
        codecs.lookup(mapping.encoding)
    except (LookupError, ValueError):
        yield Problem(
            mapping.at("encoding"),
            say("{e} is no text encoding", "{e} 不是文本编码", e=quote(mapping.encoding)),
            say("write utf-8, or gbk for older Chinese spreadsheets", "请写 utf-8；较旧的中文表格写 gbk"),
        )
    if mapping.delimiter is not None and len(mapping.delimiter) != 1:
        yield Problem(
            mapping.at("delimiter"),
            say("the delimiter {d} is not one character", "分隔符 {d} 不是单个字符", d=quote(mapping.delimiter)),
            say('write "," or ";" or "\\t"', '请写 "," 或 ";" 或 "\\t"'),
        )
    stated = [key for key in ("kind", "kind_is") if getattr(mapping, key)]
    if len(stated) > 1:
        yield Problem(
            mapping.at("kind_is"),
            say(
                "`kind` (a column) and `kind_is` (one kind for all) are both given",
                "同时写了 `kind`（某一列）与 `kind_is`（全部为同一类型）",
            ),
            say("keep the one that is meant", "请只保留其中一个"),
        )
