"""From files that a community has to a plan that can be read: each by its kind, then what the format does not take left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from commplan import load, scaffold
from commplan.adopt import calendars, groups, sig_info, tables
from commplan.adopt.draft import MODELS, Draft
from commplan.adopt.text import WHERE, written
from commplan.finding import Path
from commplan.scaffold import Facts
from commplan.words import Refusal, quote, say

_ROUNDS = 5
_TITLE = say("<your community's name>", "<你的社群名称>")


def _take_yaml(file: str, raw: bytes, draft: Draft, first: date) -> None:
    if not sig_info.take(file, raw, draft, first):
        groups.take(file, raw, draft, first)


_KINDS: Mapping[str, Callable[[str, bytes, Draft, date], None]] = {
    "yaml": _take_yaml,
    "yml": _take_yaml,
    "csv": lambda file, raw, draft, _: tables.take_csv(file, raw, draft),
    "tsv": lambda file, raw, draft, _: tables.take_csv(file, raw, draft),
    "xlsx": lambda file, raw, draft, _: tables.take_xlsx(file, raw, draft),
    "ics": lambda file, raw, draft, _: calendars.take(file, raw, draft),
}


def draft(files: Mapping[str, bytes], facts: Facts) -> Draft:
    """What the files hold, by their names as shown. Refusal for one that is of no kind that is known, or cannot be read."""
    made = Draft(facts.language, facts.currency, taken={_id(facts)})
    for name, raw in files.items():
        take = _KINDS.get(name.rpartition(".")[2].lower())
        if take is None:
            words = say("{f} is of no kind that can be taken over", "{f} 不是可纳入的文件类型", f=quote(name, 200))
            hint = say(
                "a sigs.yaml or sig-info.yaml, a calendar or risk register as .csv or .xlsx, or an .ics",
                "可用：sigs.yaml 或 sig-info.yaml，.csv 或 .xlsx 格式的日历或风险登记册，.ics 日历",
            )
            raise Refusal(words, hint)
        take(name, raw, made, facts.start)
    return made


def plan(made: Draft, files: Sequence[str], facts: Facts, scalar: Callable[[Any], str]) -> str:
    """The text of the plan. Whatever the format does not take after all is left out of it, and told in it."""
    head = {
        "id": _id(facts),
        "title": facts.title or _TITLE.in_language(facts.language),
        "language": facts.language,
        "period": {"start": str(facts.start), "end": str(facts.end)},
        "timezone": facts.timezone,
        "currency": facts.currency,
        "profiles": ["base", *(p for p in facts.profiles if p != "base")],
    }
    for _ in range(_ROUNDS):
        text = written(head, made, files, scalar)
        faults = load.plan(scaffold.PLAN, text.encode()).document.faults
        mended = [_left_out(made, fault.problem.place.path, fault.problem.message) for fault in faults]
        if not any(mended):
            break
    return text


def _id(facts: Facts) -> str:
    return facts.id or scaffold.id_of(facts.title)


def _left_out(made: Draft, path: Path, why: Any) -> bool:
    """Whether a path leads to a field of an object, which then is no more."""
    if len(path) < 3 or path[1] not in MODELS or not isinstance(path[2], int):
        return False
    objects = list(made.objects[str(path[1])].values())
    fields = objects[path[2]] if path[2] < len(objects) else {}
    key = str(path[3]) if len(path) > 3 else ""
    if WHERE.get(str(path[1])) != path[0] or key not in fields or key == "id":
        return False
    made.leave(f"{path[1]} {fields['id']}", say("`{k}`: {w}", "`{k}`：{w}", k=key, w=why))
    del fields[key]
    return True
