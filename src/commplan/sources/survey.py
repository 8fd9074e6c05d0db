"""Surveys: a row for each response, as Google Forms and its kin export them, by the questions that the plan declares.

Nobody can guess on which scale an answer in words stands, so a survey is read only where the plan's
`evaluation.sources` declares its questions. What follows from how surveys are written:

- An answer to a declared question is an event of its own, with the question's id as its tag and its whole number on the
  scale as its size (see `commplan.activity.event`). What is not declared is not read.
- Answers in words count from the lowest label up; one that is no label, or a number outside of the scale, is skipped
  and counted. A question that was left open is neither an answer nor a fault.
- A response is known by its id column, or by all that stands in its row: two that are alike in everything are two
  responses when they stand in one file.
- Who answered is told only where a column says so; whoever fills in a form is no bot.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from commplan.activity import mapped
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.manifest import ActivityError
from commplan.activity.mapping import Mapping, Question
from commplan.activity.reasons import NO_TIME
from commplan.activity.scales import LEFT_OPEN
from commplan.activity.tabular import Pick, Row, Table, picker, tables
from commplan.source import Options, Source
from commplan.words import say

_WHOLE = re.compile(r"\s*(-?\d{1,6})(?:\.0+)?\s*")

_NOBODY = frozenset({"anonymous", "匿名", "匿名用户", "anónimo", "anonyme", "anonym"})
"""What forms write in the place of an address that they did not ask for."""

OFF_SCALE = say("an answer is not on the scale that the plan declares", "回答不在方案声明的量表上")


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    mapping = options.mapping
    if mapping is None or not mapping.questions:
        raise ActivityError(
            say(
                "'{name}' is read as a survey only when the plan's evaluation.sources declares its `questions`",
                "要将 “{name}” 作为问卷读取，请先在方案的 evaluation.sources 中声明 `questions`",
                name=export.name,
            )
        )
    alike: Counter[str] = Counter()
    read_time = mapped.reader(mapping)
    for table in tables(export, mapping):
        if isinstance(table, Skipped):
            yield table
            continue
        form: _Form | None = None
        for where, row in table.rows:
            if isinstance(row, Skipped):
                yield row
            else:
                form = form or _form(table, mapping)
                yield from _answers(where, row, form, read_time, alike)


@dataclass(frozen=True, slots=True)
class _Form:
    """A mapping made ready for one table."""

    mapping: Mapping
    time: Pick
    time_of_day: Pick
    id: Pick
    member: Pick
    channel: Pick
    questions: tuple[tuple[Question, Pick], ...]


def _form(table: Table, mapping: Mapping) -> _Form:
    return _Form(
        mapping,
        time=picker(mapping.time, table),
        time_of_day=picker(mapping.time_of_day, table),
        id=picker(mapping.id, table),
        member=picker(mapping.member, table),
        channel=picker(mapping.channel, table),
        questions=tuple((question, picker(question.column, table)) for question in mapping.questions),
    )


def _answers(
    where: str, row: Row, form: _Form, read_time: mapped.Clock, alike: Counter[str]
) -> Iterator[RawEvent | Skipped]:
    us, said = mapped.when(row, form.time, form.time_of_day, form.mapping, read_time)
    if us is None:
        yield Skipped(where, NO_TIME, time=said)
        return
    response = form.id(row) or _made_up(row, alike)
    who = form.member(row) or form.mapping.member_constant
    if who and who.strip().casefold() in _NOBODY:
        who = None
    channel = form.channel(row) or form.mapping.channel_constant
    for question, column in form.questions:
        answer = column(row)
        if answer is None or answer.strip() in ("", *LEFT_OPEN):
            continue
        value = _value(answer, question)
        if value is None:
            yield Skipped(where, OFF_SCALE)
        else:
            yield RawEvent(
                f"{response}/{question.id}",
                "answer",
                us,
                who,
                False,
                channel,
                response,
                None,
                value,
                question.id,
                where,
            )


def _made_up(row: Row, alike: Counter[str]) -> str:
    said = json.dumps(row, ensure_ascii=True, sort_keys=True, default=str)
    made = hashlib.sha256(said.encode("ascii")).hexdigest()
    alike[made] += 1
    return f"response/{made}/{alike[made]}"


def _value(answer: str, question: Question) -> int | None:
    if question.labels:
        plain = answer.strip().casefold()
        place = next((n for n, label in enumerate(question.labels) if label.strip().casefold() == plain), None)
        return None if place is None else question.lowest + place
    whole = _WHOLE.fullmatch(answer)
    value = int(whole[1]) if whole else None
    return value if value is not None and question.lowest <= value <= question.highest else None


SURVEY = Source(
    name="survey",
    title=say("survey", "问卷"),
    about=say(
        "the responses to a survey as CSV, JSON lines or Parquet, one to a row, by the questions declared in the plan's "
        "evaluation.sources",
        "问卷答卷的 CSV、JSON Lines 或 Parquet 文件，每行一份答卷，按方案 evaluation.sources 中声明的题目读取",
    ),
    notes=say(
        "Only declared questions are read, each with its scale: `lowest` and `highest`, or `labels` from the lowest up. "
        "A question left open is no answer. An anonymous survey tells nobody's name; responses that are alike in "
        "everything are counted apart within one file. Answers do not make anybody an active member.",
        "只读取已声明的题目，每题须写明量表：`lowest` 与 `highest`，或由低到高的 `labels`。未作答的题目不计。匿名问卷不含"
        "姓名；同一文件内完全相同的答卷分别计数。作答本身不计为活跃。",
    ),
    tells=frozenset({"answers"}),
    evidence="read from real exports",
    recognises=lambda export: False,  # noqa: ARG005 - the shape of all sources
    read=read,
)
