"""How a thing of the plan is written at its shortest, with the words that stand in its place: what a refusal shows."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from commplan.document.edits import written
from commplan.finding import Path
from commplan.meant.days import clock_in, span
from commplan.meant.numbers import only_number
from commplan.meant.times import durations, how_long, repeated
from commplan.refusals.cast import PEOPLE, Cast, is_id, names_in, short_id
from commplan.refusals.keys import allowed_at, is_required, keys_at, kind_at
from commplan.refusals.synonyms import meant_key, words_for
from commplan.words import Words, say

_TEXTS = ("statement", "name", "title", "description", "purpose", "task", "event", "action")
_LISTS = {
    "goals": "objectives", "structure": "roles", "rules": "norms", "content": "calendar", "resources": "assets",
    "budget": "lines", "risks": "register", "evaluation": "sources", "reporting": "intakes", "grievance": "stages",
}  # fmt: skip
"""The list that people mean who write a list where its keys should be."""
_NAMED_ONE_BY_ONE = {"person", "channel", "role", "body", "tool", "partner", "pillar"}
"""Kinds of things of which several stand in one text, with commas between their names."""
_HUGE = 10**12
"""A number from which on nobody means it."""
_PERIOD = "{start: 2027-01-01, end: 2027-12-31}"
_NUMBER = re.compile(r"(\d[\d,]{0,12}(?:\.\d{1,6})?)\s*([%％])?")
_NAMED = re.compile(r"[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*")
_MONTH_SAID = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|christmas|easter|(?:\d{1,2}|[一二三四五六七八九十]+)\s?月",
    re.IGNORECASE,
)
_LONG = 80
"""Letters of a text that is still shown."""


def specimen(path: Path, value: Any) -> str | None:
    """What stands at a path as a mapping in one line: a text, or one pair of a name and something; None for others."""
    known = keys_at(path)
    if "id" not in known:
        return _of_its_own(known, value)
    name, amount = value, None
    if isinstance(value, dict) and len(value) == 1:
        name, amount = next(iter(value.items()))
    if not isinstance(name, str) or len(name) > _LONG or (isinstance(value, dict) and name in known):
        return None
    holders = names_in(amount) if "holders" in known else ()
    if holders:
        return _role(path[-1] if isinstance(path[-1], int) else 0, name, Cast({}, {}).ids(holders))
    sum_key = next((key for key in ("amount", "size") if key in known), None)
    number = only_number(str(name if amount is None else amount)) if sum_key else None
    more = [f"{sum_key}: {number:f}"] if number is not None else []
    if "members" in known and (within := names_in(amount)):
        more.append(f"members: [{', '.join(Cast({}, {}).ids(within))}]")
    # what is said of a person, who has a role, is no part of the name
    said = isinstance(amount, str) and not more and "affiliation" not in known
    pairs: dict[str, str] = {"id": short_id(path, name)} if is_required((*path, "id")) else {}
    text = f"{name}: {amount}"[:_LONG] if said else name
    pairs |= dict.fromkeys(_text_key(known), text)
    if "tool" in known:
        pairs["tool"] = "manual"  # no source is read without one
    if is_required((*path, "kind")) and (kinds := allowed_at((*path, "kind"))):
        pairs["kind"] = kinds[0]
        if "target" in known and (limit := how_long(text)):
            more.append(f"target: {limit}")
    return "{" + ", ".join([*(f"{key}: {written(what, in_flow=True)}" for key, what in pairs.items()), *more]) + "}"


def _of_its_own(known: list[str], value: Any) -> str | None:
    """What has no id, by the keys that it may have."""
    here = set(known)
    if {"start", "end"} <= here and len(known) == 2:
        return _span(value)
    if known == ["value", "date"] and (number := _first_number(value)) is not None:
        return f"{{value: {number:f}, date: 2027-01-01}}"
    if {"total", "lines"} <= here and (sum_ := only_number(str(value))) is not None:
        return f"{{total: {sum_:f}}}"
    if {"cadence", "sources"} <= here and isinstance(value, str):
        return "{cadence: P3M, sources: [{id: source-1, tool: manual}]}"
    if "intakes" in here and isinstance(value, str) and len(value) <= _LONG:
        return f"{{intakes: [{{id: intake-1, contact: {written(value, in_flow=True)}}}]}}"
    if "moderators" in here and (who := names_in(value)):
        return f"{{moderators: [{', '.join(f'{{who: {i}}}' for i in Cast({}, {}).ids(who))}]}}"
    return None


def specimens(path: Path, value: Any) -> list[str]:
    """Every item that a text stands for, as in a list: several where it names several things that have names."""
    names = names_in(value) if isinstance(value, str) and kind_at(path) in _NAMED_ONE_BY_ONE else ()
    parts = [((*path[:-1], number), name) for number, name in enumerate(names)] if names[1:] else [(path, value)]
    return [f"`- {item}`" for place, part in parts if (item := specimen(place, part))]


def _first_number(value: Any) -> Decimal | None:
    """The first number of a value, a share as part of one."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(str(value))
        return number if number.is_finite() and abs(number) < _HUGE else None
    if not isinstance(value, str) or (found := _NUMBER.search(value)) is None:
        return None
    first = Decimal(found[1].replace(",", ""))
    return first / 100 if found[2] else first


def as_role(path: Path, data: Any, people: Cast) -> Words | None:
    """How a role is written that stands at a path by its own name, in the roles, beside them, or in a person."""
    around: Any = data
    for part in path[:-1]:
        around = around[part]
    key, value, place = str(path[-1]), around[path[-1]], path[:-1]
    listed = data["structure"].get("roles")
    number = len(listed) if isinstance(listed, tuple) else 0
    beside = [k for k in data["structure"] if k not in keys_at(PEOPLE[:1])]
    if place == PEOPLE[:1]:
        number += beside.index(key)
    elif place[:2] == PEOPLE and _says_role(key) and isinstance(value, str) and isinstance(place[-1], int):
        number += len(beside) + sum(
            isinstance(p, dict) and any(map(_says_role, p)) for p in data["structure"]["people"][: place[-1]]
        )
        given = str(around.get("id", ""))
        one = given if is_id(given) else short_id(place, str(around.get("name", "")))
        return _moved(_role(number, value, [one]), Words("", ""))
    elif place[:2] == ("structure", "roles") and len(around) == 1 and isinstance(place[-1], int):
        number = place[-1]
    else:
        return None
    names = names_in(value)
    if not names or len(key) > _LONG:
        return None
    item = _role(number, key, people.ids(names))
    lines = [f"`{line}`" for line in people.lines(names)]
    also = say(
        ", and list under `structure.people`: {p}",
        "，并在 `structure.people` 中写：{p}",
        p=Words(", ".join(lines), "、".join(lines)),
    )
    also = also if lines else Words("", "")
    if place == PEOPLE[:1]:
        return _moved(item, also)
    return say("write it as `{s}`{a}", "请写成 `{s}`{a}", s=item, a=also)


def _says_role(key: Any) -> bool:
    return "roles" in (key, f"{key}s", *words_for(str(key)))


def _role(number: int, name: str, holders: list[str]) -> str:
    who = holders[0] if len(holders) == 1 else f"[{', '.join(holders)}]"
    shown = written(name, in_flow=True)
    return f"{{id: {short_id(('structure', 'roles', number), name)}, name: {shown}, holders: {who}}}"


def _moved(item: str, also: Words) -> Words:
    return say(
        "a role is listed under `structure.roles`: `- {s}`{a}",
        "角色列在 `structure.roles` 中：`- {s}`{a}",
        s=item,
        a=also,
    )


def whole(path: Path, value: Any) -> str | None:
    """How a thing is written of which only one pair stands there, by a key that is none."""
    if not isinstance(value, dict) or len(value) != 1 or meant_key(str(next(iter(value))), keys_at(path)):
        return None
    return specimen(path, value)


def as_list(path: Path, value: Any) -> tuple[str, str | None] | None:
    """The key under which a list belongs that stands where a mapping should, and its first item as a mapping.

    Of a mapping of several keys only the text and the id that it lacks: the others are told once the list is in its place.
    """
    key = _LISTS.get(str(path[-1])) if path else None
    if key is None or not isinstance(value, tuple) or not value:
        return None
    place = (*path, key, 0)
    first = specimen(place, value[0]) or with_id(place, value[0])
    return (key, first) if first or isinstance(value[0], dict) else None


def with_id(path: Path, item: Any) -> str | None:
    """An item without an id as it is written with one, by the text that it has under a key of that name or meaning."""
    known = keys_at(path)
    if not isinstance(item, dict) or "id" in item:
        return None
    meant = {k if k in known else meant_key(str(k), known): v for k, v in item.items()}
    text = next((meant[key] for key in _text_key(known) if isinstance(meant.get(key), str)), None)
    return specimen(path, text)


def by_name(path: Path, value: Any) -> str | None:
    """The first item as it is written in a list, of a mapping that has the names of things for its keys."""
    known = keys_at(path)
    if "id" not in known or not isinstance(value, dict) or set(value) & set(known) or not value:
        return None
    name, first = next(iter(value.items()))
    if len(str(name)) > _LONG:
        return None
    if not isinstance(first, dict | None):
        item = specimen((*path, 0), {name: first})
        return item and f"- {item}"
    return f"- id: {short_id((*path, 0), str(name))}"


def _text_key(known: list[str]) -> list[str]:
    return [next((key for key in _TEXTS if key in known), "")] if set(_TEXTS) & set(known) else []


def _of_evaluation(path: Path, key: str, value: Any) -> Words | None:
    """What to write where the evaluation names what other parts of it, or of the plan, say."""
    if path[:2] == ("evaluation", "metrics") and len(path) == 3:
        return say(
            "what `commplan metrics` lists is named by an objective as its `metric:`, and here are only your own, each as "
            "`- {id: ..., name: ..., definition: ...}`",
            "`commplan metrics` 所列的指标由目标的 `metric:` 引用；这里只写自定指标，每个写作 `- {id: ..., name: ..., definition: ...}`",
        )
    if key == "reviews" and isinstance(value, str):
        return say(
            "`reviews` lists those that were held; how often they are held is `cadence: {c}`",
            "`reviews` 记录已做过的复盘；多久一次写作 `cadence: {c}`",
            c=next(durations(value), "P3M"),
        )
    return None


def _dated(key: str, value: str) -> Words | None:
    """What to write for dates, and for what repeats, in words that are none."""
    if key in ("start", "due", "date") and len(_MONTH_SAID.findall(value)) > 1:
        return say(
            "one item has one date: write an item for each, with its own, such as 2027-03-31",
            "一项只有一个日期：请为每个日期各写一项，例如 2027-03-31",
        )
    if key == "start" and (found := repeated(value)):
        return say(
            "write when it is for the first time, such as {d}T{c}, and beside it how it repeats: `rrule: {r}`",
            "写首次的日期时间，例如 {d}T{c}，重复方式另写一行：`rrule: {r}`",
            c=clock_in(value) or "19:00",
            d=found[1],
            r=found[0],
        )
    if key == "rrule" and (found := repeated(value)) and "," in found[0]:
        return say(
            "name the days, such as `{r}` for the first and the third",
            "请写明是哪几天，例如第一个和第三个：`{r}`",
            r=found[0],
        )
    return None


def closer(path: Path, value: Any) -> Words | None:
    """What to write at a place whose key says more than the kind of its value does."""
    key = next((p for p in reversed(path) if isinstance(p, str)), "")
    if path[:1] == ("evaluation",) and (words := _of_evaluation(path, key, value)):
        return words
    listed = key == "metrics" and isinstance(value, str) and re.search(r"[a-z]\s*[,;/&，、；]", value)
    if key in ("metric", "metrics") and isinstance(value, str) and not value.isupper() and not listed:
        return say(
            "write its id as `commplan metrics` lists it, such as mau", "请写 `commplan metrics` 所列的 id，例如 mau"
        )
    if key == "consequence" and path[0] == "rules" and isinstance(value, str) and not _NAMED.fullmatch(value):
        return say(
            "it names a step of `rules.ladder` by its id: list the step there, such as `- {s}`, and write `consequence: reminder` here",
            "这里写 `rules.ladder` 中某一步的 id：先在那里列出这一步，例如 `- {s}`，再在这里写 `consequence: reminder`",
            s="{id: reminder, kind: warning}",
        )
    if key.endswith("hours") and isinstance(value, str) and re.search(r"min|分", value):
        return say("write hours as a number: a quarter of an hour is 0.25", "小时写成数字：一刻钟写作 0.25")
    if key in ("contingency", "amount", "total", "cost") and isinstance(value, str) and re.search("[%％]", value):
        return say("write the money itself, not a share of it", "请写金额本身，不写比例")
    if isinstance(value, str) and (words := _dated(key, value)):
        return words
    if key == "hours_per_week" and isinstance(value, str) and re.search(r"day|month|天|日|月", value):
        return say(
            "write the hours of one whole week, the number alone, such as 5", "写一整周的小时数，只写数字，例如 5"
        )
    return None


def _span(value: Any) -> str:
    found = span(str(value))
    return f"{{start: {found[0]}, end: {found[1]}}}" if found else _PERIOD
