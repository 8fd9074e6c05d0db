"""Calendars and risk registers that are tables: CSV in any of the usual encodings, and XLSX. The only home of openpyxl."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from commplan import extras
from commplan.adopt import columns
from commplan.adopt.draft import Draft
from commplan.meant.days import clocks, days
from commplan.words import Refusal, Words, quote, say

_MOST_ROWS, _HEADING_WITHIN = 20_000, 12
_MARK = re.compile(r"^'(?=\s*[=+\-@'\uff1d\uff0b\uff0d\uff20])")
_SEVERAL = re.compile(r"\s*[;；\n]\s*")
_PLAIN = ("timezone", "title", "kind", "venue", "duration", "rrule", "effort_hours", "cost", "expected_attendance",
          "registration", "agenda", "call_to_action", "language", "status", "draft_due")  # fmt: skip
_RISK_PLAIN = (
    "cause",
    "event",
    "effect",
    "likelihood",
    "impact",
    "response",
    "contingency",
    "status",
    "reviewed",
    "next_review",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: what it says by field, and its place."""

    place: str
    said: Mapping[str, str]


def take_csv(file: str, raw: bytes, draft: Draft) -> None:
    """Take a table over. Refusal when it is neither a calendar nor a risk register."""
    text = _decoded(raw)
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=head.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = [(f"{file}:{table.line_num}", [_MARK.sub("", cell.strip()) for cell in row]) for row in table]
    except csv.Error as error:
        raise Refusal(say("{f} is no table: {e}", "{f} 不是表格：{e}", f=quote(file, 200), e=error)) from None
    if not _take(lines, draft):
        raise _neither(file)


def take_xlsx(file: str, raw: bytes, draft: Draft) -> None:
    """Take the sheets of a workbook over that are calendars or risk registers. Refusal when none is, or without the library."""
    try:
        import openpyxl
    except ImportError:
        raise extras.missing(Words("workbooks", "工作簿"), "openpyxl", "xlsx") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what only matters to who would write the file again
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            sheets = [(page.title, list(_lines(file, page))) for page in book.worksheets]
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        words = say("{f} cannot be read as a workbook: {e}", "{f} 无法读作工作簿：{e}", f=quote(file, 200), e=error)
        raise Refusal(words, say("save it as .xlsx again, or as CSV", "请重新另存为 .xlsx，或另存为 CSV")) from None
    taken = [_take(lines, draft) for _, lines in sheets]
    if not any(taken):
        raise _neither(file)
    for (title, lines), done in zip(sheets, taken, strict=True):
        if not done and lines:
            words = say("a sheet that is neither a calendar nor a risk register", "既不是日历也不是风险登记册的工作表")
            draft.leave(f"{file}, {title}", words)


def _lines(file: str, page: Any) -> Iterator[tuple[str, list[str]]]:
    for number, row in enumerate(page.iter_rows(values_only=True, max_row=_MOST_ROWS), 1):
        cells = [_text(value) for value in row]
        if any(cells):
            yield f"{file}, {page.title}!{number}", cells


def _text(value: object) -> str:
    """The value of a cell as CSV would write it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return f"PT{value // timedelta(minutes=1)}M"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8-sig", "replace")


def _neither(file: str) -> Refusal:
    words = say("{f} is neither a calendar nor a risk register", "{f} 既不是日历也不是风险登记册", f=quote(file, 200))
    hint = say(
        "a calendar has the columns Title and Date, a register Risk and Likelihood or Impact",
        "日历须有“标题”与“日期”列，登记册须有“风险”与“可能性”或“影响”列",
    )
    return Refusal(words, hint)


def _take(lines: Sequence[tuple[str, list[str]]], draft: Draft) -> bool:
    """Whether the lines are a table of a kind that is known, which then is taken over."""
    starts = [
        (len(columns.fields(row, kind)), -at)
        for at, (_, row) in enumerate(lines[:_HEADING_WITHIN])
        if (kind := columns.kind(row))
    ]
    if not starts:
        return False
    at = -max(starts)[1]
    place, heading = lines[at]
    names = columns.kind(heading)
    fields = columns.fields(heading, names or {})
    for column, name in enumerate(heading):
        if name and column not in fields:
            filled = sum(bool(row[column]) for _, row in lines[at + 1 :] if column < len(row))
            words = say(
                "column {c} has no place in a plan ({n} cells)",
                "列 {c} 在方案中没有对应内容（{n} 格）",
                c=quote(name),
                n=filled,
            )
            draft.leave(place, words)
    one = _risk if names is columns.RISKS else _entry
    for where, row in lines[at + 1 :]:
        said = {fields[c]: cell for c, cell in enumerate(row) if c in fields and cell}
        if said.get("title"):
            one(Row(where, said), draft)
        elif any(row):
            draft.leave(
                where, say("a row without a title: {r}", "没有标题的行：{r}", r=quote(" | ".join(filter(None, row))))
            )
    return True


# --- calendar ---------------------------------------------------------------------------------------------------------
def _entry(row: Row, draft: Draft) -> None:
    id_ = draft.add("calendar", row.said["title"])
    fields = draft.objects["calendar"][id_]
    _start(row, draft, id_)
    for key in _PLAIN:
        if key in row.said and key != "title":
            draft.put("calendar", id_, key, row.said[key], row.place)
    for key in ("channels", "audiences", "objectives"):
        if named := [draft.named(key, name) for name in _SEVERAL.split(row.said.get(key, "")) if name]:
            fields[key] = list(dict.fromkeys(named))
    if "pillar" in row.said:
        fields["pillar"] = draft.named("pillars", row.said["pillar"])
    for key in ("owner", "approver", "host"):
        if key in row.said:
            fields[key] = draft.who(row.said[key])
    if "attended" in row.said:
        draft.outcome(id_, str(fields.get("start", ""))[:10], row.said["attended"], row.place)


def _start(row: Row, draft: Draft, id_: str) -> None:
    """First moment and, where an end is told, how long it takes."""
    said = row.said
    day = said.get("start") or said.get("day") or ""
    clock = said.get("clock", "")
    if not day:
        draft.leave(row.place, say("no date", "没有日期"))
        return
    found, times = list(days(day)), list(clocks(clock)) if clock else []
    if clock and len(found) == 1 and len(times) == 1:
        draft.put("calendar", id_, "start", f"{found[0]}T{times[0]}", row.place)
    else:
        draft.put("calendar", id_, "start", day, row.place)
        if clock:
            draft.leave(row.place, say("{t} is not one time of day", "{t} 不是确定的时刻", t=quote(clock)))
    start = str(draft.objects["calendar"][id_].get("start", ""))
    if "duration" not in said and start:
        _until(row, draft, id_, start)


def _until(row: Row, draft: Draft, id_: str, start: str) -> None:
    said = row.said
    if not said.get("end") and not said.get("end_clock"):
        return
    last = next(iter(days(said.get("end", "")[:10])), start[:10])
    clock = next(iter(clocks(said.get("end_clock", "") or said.get("end", "")[11:])), "")
    try:
        if clock and "T" in start:
            lasts = datetime.fromisoformat(f"{last}T{clock}") - datetime.fromisoformat(start)
            text = f"PT{lasts // timedelta(minutes=1)}M"
        else:
            lasts = date.fromisoformat(last) - date.fromisoformat(start[:10]) + timedelta(days=1)
            text = f"P{lasts.days}D"
    except ValueError:
        lasts, text = timedelta(), ""
    if lasts > timedelta() and text != "P1D":
        draft.put("calendar", id_, "duration", text, row.place)
    elif lasts <= timedelta():
        told = say(
            "it ends before it begins: {e}", "结束早于开始：{e}", e=quote(said.get("end") or said.get("end_clock"))
        )
        draft.leave(row.place, told)


# --- risks ------------------------------------------------------------------------------------------------------------
def _risk(row: Row, draft: Draft) -> None:
    said = row.said
    id_ = draft.add("register", said["title"])
    fields = draft.objects["register"][id_]
    for key in _RISK_PLAIN:
        if key in said:
            draft.put("register", id_, key, said[key], row.place)
    if "category" in said:
        draft.put("register", id_, "category", re.sub(r"[\s_]+", "-", said["category"].lower()), row.place)
    if named := [draft.named("objectives", name) for name in _SEVERAL.split(said.get("objectives", "")) if name]:
        fields["objectives"] = list(dict.fromkeys(named))
    if "owner" in said:
        fields["owner"] = draft.who(said["owner"])
    if actions := [text for text in _SEVERAL.split(said.get("actions", "")) if text]:
        fields["actions"] = [{"action": text} for text in actions]
    if "trigger" in said:
        fields["trigger"] = {"sign": said["trigger"]}
    _score(row, draft, fields.get("likelihood"), fields.get("impact"), said.get("score"))
    _residual(row, draft, id_)


def _residual(row: Row, draft: Draft, id_: str) -> None:
    from commplan.plan.risks import Level

    told = {key: row.said.get(f"residual_{key}") for key in ("likelihood", "impact")}
    read = {key: draft.read(Level, key, value) for key, value in told.items() if value}
    if len(read) == 2 and None not in read.values():
        draft.objects["register"][id_]["residual"] = read
    elif read:
        both = " | ".join(value or "–" for value in told.values())
        draft.leave(row.place, say("{v} cannot be read as `residual`", "{v} 无法读作 `residual`", v=quote(both)))
    _score(row, draft, read.get("likelihood"), read.get("impact"), row.said.get("residual_score"))


def _score(row: Row, draft: Draft, likelihood: object, impact: object, told: str | None) -> None:
    """A score follows from likelihood and impact; one that does not is told."""
    product = likelihood * impact if isinstance(likelihood, int) and isinstance(impact, int) else None
    if told and told != str(product):
        words = say("score {s} is not likelihood times impact", "风险值 {s} 不是可能性与影响程度之积", s=quote(told))
        draft.leave(row.place, words)
