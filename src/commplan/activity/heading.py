"""The entry of `evaluation.sources` that reads a table of unknown make, to be corrected by a person."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from commplan.activity import clock, columns, kind_words, scales
from commplan.activity.excerpt import Excerpt
from commplan.words import Words, listed, quote, say

_PLAIN = re.compile(r"[^\W\d](?:[\w ./()（）-]*[\w)）])?")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_OF_SURVEYS = ("time", "time_of_day", "member", "id")
_ASKED = re.compile(r"[?？]\s*$|\[[^\[\]]+\]\s*$|^(?:Q\d+|\d{1,3})[.、．:：]")
"""How questions end or begin where columns are called after them."""
_JOINED = re.compile(r"created|joined|registered|member since|加入|注册|入群", re.IGNORECASE)
_CAME = re.compile(r"sign.?in|check.?in|attend|签到|参会|到场|出席", re.IGNORECASE)
_EXAMPLE = Excerpt(
    "chat.csv",
    ("sent", "author", "room", "message", "message_id"),
    ({"sent": "31/01/2027 21:37", "author": "Member A", "room": "General", "message": "Hello", "message_id": "m1"},),
)


def scalar(text: str) -> str:
    """A text as YAML writes it: plain where that is safe, else quoted."""
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return json.dumps(text, ensure_ascii=False)


def entry(found: Excerpt, source: str = "activity") -> Words:
    """The entry that reads this table, as far as can be guessed; what cannot be is said in comments."""
    asking = found.rows[0] if found.rows else {}
    found = _dated(found)
    chosen = columns.roles(found)
    asked = _questions(found, chosen, {} if asking in found.rows else asking)
    unknown = _unscaled(found, chosen, asked)
    survey = bool(asked) or len(unknown) > 1
    if survey:
        left = {*asked, *unknown}
        chosen = {role: column for role, column in chosen.items() if role in _OF_SURVEYS and column not in left}
    tool = "survey" if survey else "table"
    head = f"evaluation:\n  sources:\n    - id: {source}\n      tool: {tool}\n      mapping:\n"
    lines = [*_time_lines(found, chosen)]
    lines += [line for role in columns.ROLES[2:] for line in _lines(found, role, chosen.get(role), survey=survey)]
    of_people = "member" in chosen and chosen.keys().isdisjoint({"text", "channel", "kind"})
    if not survey and of_people and _JOINED.search(chosen.get("time", "")):
        note = (
            "if each row is somebody who joined: else each counts as a message",
            "若每行是一位加入者；否则每行计为一条消息",
        )
        lines.append(_said("# kind_is: join", *note))
    elif not survey and of_people and _CAME.search(" ".join((found.name, *found.columns))):
        note = (
            "if each row is somebody who came (`register`: who signed up): else each counts as a message",
            "若每行是一位到场者（报名者写 `register`）；否则每行计为一条消息",
        )
        lines.append(_said("# kind_is: attend", *note))
    taken = {*chosen.values(), *asked, *(unknown if survey else ())}
    numbers = _numbered(found, taken) if survey else {}
    lines += [*_question_lines(asked, unknown if survey else {}, numbers), *_file_lines(found)]
    taken |= numbers.keys()
    rest = ", ".join(json.dumps(column, ensure_ascii=False) for column in found.columns if column not in taken)
    if rest and not found.headless:
        lines.append(_said("", f"other columns: {rest}", f"其他列：{rest}"))
    return Words(head + "".join(one.en for one in lines), head + "".join(one.zh for one in lines))


def of_survey(made: Words) -> bool:
    """Whether an entry is that of a survey."""
    return "\n      tool: survey\n" in made.en


def _dated(found: Excerpt) -> Excerpt:
    """Without the rows that have no readable time: some tools write several headings one below the other."""
    time = columns.roles(found).get("time", "")
    guess = clock.guessed(found.values(time))
    if guess is None:
        return found
    read = clock.reader(guess.format, "UTC")
    rows = tuple(row for row in found.rows if read(row.get(time, "").strip()) is not None)
    return replace(found, rows=rows) if rows else found


def _questions(found: Excerpt, chosen: Mapping[str, str], asking: Mapping[str, str]) -> dict[str, scales.Scale]:
    """The columns that are closed questions with their scales; none in a table of messages.

    `asking`: what stands below the names of the columns, as a second heading does.
    """
    if "channel" in chosen or columns.is_called(chosen.get("text", ""), "text") or found.headless:
        return {}
    free = [
        column for column in found.columns if column not in (chosen.get("time"), chosen.get("member"), chosen.get("id"))
    ]
    scaled = {column: scales.scale(f"{column} {asking.get(column, '')}", found.values(column)) for column in free}
    return {column: scale for column, scale in scaled.items() if scale}


def _unscaled(
    found: Excerpt, chosen: Mapping[str, str], asked: Mapping[str, scales.Scale]
) -> dict[str, tuple[str, ...]]:
    """Further columns that are questions with a few answers, whose order nobody but a person knows."""
    if "channel" in chosen or columns.is_called(chosen.get("text", ""), "text") or found.headless:
        return {}
    answers = {
        column: tuple(dict.fromkeys(scales.answered(found.values(column))))
        for column in found.columns
        if _ASKED.search(column)
        and column not in asked
        and column != chosen.get("time")
        and not _ratings(found, column)
    }
    return {
        column: labels
        for column, labels in answers.items()
        if 1 < len(labels) < 8 and 3 * len(labels) <= len(found.values(column)) and max(map(len, labels)) < 60
    }


def _ratings(found: Excerpt, column: str) -> scales.Scale | None:
    return scales.numbered(found.values(column))


def _numbered(found: Excerpt, taken: set[str]) -> dict[str, scales.Scale]:
    """Further columns of a survey that hold small whole numbers, which may be ratings or amounts of something."""
    scaled = {column: _ratings(found, column) for column in found.columns if column not in taken}
    return {column: scale for column, scale in scaled.items() if scale}


def _question_lines(
    asked: Mapping[str, scales.Scale], unknown: Mapping[str, tuple[str, ...]], numbers: Mapping[str, scales.Scale]
) -> list[Words]:
    if not asked and not unknown:
        return []
    mark, taken = "" if asked else "# ", set[str]()
    lines = [_said(f"{mark}questions:", "each with its scale: correct what is guessed", "每题须有量表，请核对")]
    for column, scale in asked.items():
        if scale.labels:
            told = f"labels: [{', '.join(map(scalar, scale.labels))}]"
        else:
            told = f"lowest: {scale.lowest}, highest: {scale.highest}"
        lines.append(
            _said(f"  - {{id: {scales.question_id(column, taken, scale)}, column: {_in_line(column)}, {told}}}")
        )
    for column, scale in numbers.items():
        told = f"column: {_in_line(column)}, lowest: {scale.lowest}, highest: {scale.highest}"
        line = f"  # - {{id: {scales.question_id(column, taken, scale)}, {told}}}"
        lines.append(_said(line, "if it is a rating", "若是评分题"))
    for column, labels in unknown.items():
        told = f"labels: [{', '.join(map(_in_line, labels))}]"
        line = f"# - {{id: {scales.question_id(column, taken)}, column: {_in_line(column)}, {told}}}"
        lines.append(
            _said(f"  {line}", "sort them from the lowest up, if they have an order", "若有高低之分，请由低到高排列")
        )
    return lines


def _in_line(text: str) -> str:
    """A text within braces or brackets, where commas and brackets part what is written."""
    return scalar(text) if not re.search(r"[\[\]{},]", text) else json.dumps(text, ensure_ascii=False)


def _file_lines(found: Excerpt) -> list[Words]:
    lines: list[Words] = []
    if found.headless:
        names = ", ".join(map(scalar, found.columns))
        lines.append(_said(f"columns: [{names}]", "no header line: names by place", "没有表头：按位置命名"))
        first = listed(quote(_shape(value), 30) for value in found.rows[0].values())
        lines.append(_said("", f"first row looks like: {first.en}", f"第一行的样子：{first.zh}"))
    if found.delimiter != ",":
        lines.append(_said(f"delimiter: {json.dumps(found.delimiter)}"))
    if found.encoding != "utf-8":
        lines.append(_said(f"encoding: {found.encoding}"))
    return lines


def _shape(value: str) -> str:
    """What a value looks like, letter by letter, so that nobody's name or words come into a plan."""
    return re.sub(r"[^\W\d_\u3400-\u9fff]", "x", re.sub(r"\d", "0", re.sub(r"[\u3400-\u9fff]", "字", value)))


def _lines(found: Excerpt, role: str, column: str | None, *, survey: bool) -> list[Words]:
    if role == "kind":
        return _kind_lines(found, column)
    if column is not None:
        return [_said(f"{role}: {scalar(column)}")]
    if role == "member" and not survey:
        return [_said("# member: ?", "which column says who it was?", "哪一列是发言人？")]
    if role == "channel" and not survey:
        return [_said("# channel_is: general", "no channel column: name the one channel", "没有渠道列：写明是哪个渠道")]
    return []


def _kind_lines(found: Excerpt, column: str | None) -> list[Words]:
    if column is None:
        return []
    known, others = kind_words.by_kind(found.values(column))
    if not others and all(values == [kind] for kind, values in known.items()):
        return [_said(f"kind: {scalar(column)}")]
    lines = [_said("kinds:", "rows of other values are skipped", "其他取值的行会被跳过")]
    for kind, values in known.items():
        alike = ", ".join(map(_in_line, values))
        lines.append(_said(f"  - {{column: {_in_line(column)}, equals: [{alike}], kind: {kind}}}"))
    if others:
        met = listed(quote(value, 20) for value in others[:10])
        lines.append(_said("", f"other values met: {met.en}", f"另有取值：{met.zh}"))
    return lines


def _time_lines(found: Excerpt, chosen: Mapping[str, str]) -> list[Words]:
    column, later = chosen.get("time"), chosen.get("time_of_day")
    if column is None:
        return [
            _said(
                "# time: ?",
                "which column holds the time? Or `time_is:` with the day of all",
                "哪一列是时间？或用 `time_is:` 写明日期",
            )
        ]
    guess = clock.guessed(columns.moments(found, chosen))
    if guess and guess.other and found.further and not later:
        guess = clock.guessed(found.further(column)) or guess
    made = [_said(f"time: {scalar(column)}")]
    if later:
        made.append(_said(f"time_of_day: {scalar(later)}"))
    if guess and guess.format != "iso":
        note = clock.either_way(guess) if guess.other else Words("", "")
        made.append(_said(f"time_format: {clock.shown(guess.format)}", note.en, note.zh))
    if guess and not guess.zoned:
        made.append(
            _said("timezone: UTC", "where the clock stood, such as Asia/Shanghai", "时钟所在时区，如 Asia/Shanghai")
        )
    return made


def _said(line: str, en: str = "", zh: str = "") -> Words:
    """One line of a mapping, with a comment where there is one to make."""
    gap = "  " if line else ""
    return Words(*(f"        {line}{f'{gap}# {note}' if note else ''}\n" for note in (en, zh)))


def example() -> Words:
    """The entry for a table as chats are often exported."""
    return entry(_EXAMPLE)


def undeclared(path: object, found: Excerpt, source: str = "activity") -> tuple[Words, Words]:
    """What is said when a table comes without a mapping, and the entry to paste."""
    return (
        say(
            "'{path}' is a table, and only the plan's evaluation.sources can say which column holds what",
            "“{path}” 是表格，须由方案的 evaluation.sources 说明各列的含义",
            path=path,
        ),
        say(
            "put this into the plan, correct what is guessed wrong, and import it with --plan PLAN:\n\n{entry}",
            "请把以下内容写入方案，改正猜错之处，再用 --plan 方案 导入：\n\n{entry}",
            entry=entry(found, source),
        ),
    )
