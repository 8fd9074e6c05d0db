"""A mapping by which no table can be read.

A data source of `tool: table` is read by its `mapping`, which says what its columns mean. Checked here, so that it does not
come out on the day the numbers are due: that it says where the time stands, that the `time_format` is one, that there is such a
text encoding, that the delimiter is one character, that the kind of the records is said in one way only, and that each
question of a survey has a scale.

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
说明，问卷的每道题是否有量表。

来源：导入命令本身，同样的内容会被它拒绝。
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem
from commplan.plan import Plan
from commplan.plan.mapping import Mapping, Question
from commplan.rule import rule
from commplan.words import quote, say


@rule("V110", part="evaluation", kind="F", level="draft")
def mapping_unreadable(plan: Plan) -> Iterator[Outcome]:
    mappings = [s.mapping for s in plan.evaluation.sources if s.mapping]
    if not mappings:
        yield NotApplicable(say("no data source has a mapping", "没有带映射的数据来源"))
    for mapping in mappings:
        yield from _faults(mapping)
        yield from (_no_scale(question) for question in mapping.questions if _scaleless(question))


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
