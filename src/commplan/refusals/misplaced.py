"""Where that belongs which people write in another part than the plan does, in the form that it has there.

What stands under the word decides, not the word alone: `groups` with members are bodies, a number of `members` is the size of
an audience, hours under `resources` are those of a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

from commplan.document.edits import written
from commplan.finding import Path
from commplan.meant.days import clock_in, clocks, days
from commplan.meant.numbers import in_digits, only_number
from commplan.meant.times import durations, recurrences, repeated
from commplan.platforms import as_meant, ids, platforms
from commplan.refusals.bodies import as_bodies
from commplan.refusals.cast import GROUPS, Cast, names_in, short_id
from commplan.refusals.keys import keys_at
from commplan.refusals.specimen import specimen
from commplan.refusals.synonyms import meant_key, words_for
from commplan.words import Words, say

_HEADS = {"members", "member_count", "size", "people", "headcount", "成员", "人数", "成员人数", "规模", "总人数"}
_NAMED = {"team", "people", "members", "organisers", "organizers", "staff", "团队", "成员", "人员", "组织者", "管理员"}
_TIMES = {"time", "hours", "effort", "workload", "时间", "工时", "人力", "投入"}
_HELPERS = {"volunteers", "helpers", "志愿者", "义工"}
_AIMS = {"goal", "goals", "aim", "objective", "purpose", "why", "mission", "目标", "目的", "宗旨"}
_SCORES = {"level", "score", "rating", "risk_level", "size", "等级", "级别", "评分", "风险等级"}
_HOURS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:hours?|hrs?|h\b|个?小时)", re.IGNORECASE)
_CLOCKS = {"time", "hour", "clock", "at", "时间", "时刻", "几点"}
_LONG = re.compile(r"P(\d+)([WMY])")


def told_of(path: Path, value: Any, data: Any, people: Cast) -> Words | None:
    """Where what stands under an unknown key belongs, and how it is written there; None for what this cannot tell."""
    word = str(path[-1]).strip().lower().replace(" ", "_").replace("-", "_")
    tellers: tuple[tuple[Collection[str], tuple[Path, ...], Callable[[Any, Any, Cast, str], Words | None]], ...] = (
        (_HEADS, (("structure",), ("plan",), ("goals",), ()), _size),
        (GROUPS, (("structure",),), as_bodies),
        (_NAMED, (("plan",), ("goals",), ()), _people),
        (_TIMES, (("resources",),), _hours),
        (_NAMED | _HELPERS, (("resources",),), _hours_named),
        (
            {"platform", "platforms", "平台", "social_media", "socials", "社交媒体"},
            (("content",), ("plan",), ()),
            _channel,
        ),
    )
    if path[:2] == ("content", "calendar") and len(path) == 4 and word in _CLOCKS:
        return _clock(value, data["content"]["calendar"][path[2]]) or _repeats(value)
    if path[:-1] == ("plan",) and word in _AIMS and isinstance(value, str):
        return say(
            "what the community is for is said under `goals`: `purpose: {t}`",
            "社群为什么而存在写在 `goals` 下：`purpose: {t}`",
            t=written(value),
        )
    if path[:2] == ("risks", "register") and len(path) == 4 and word in _SCORES:
        return _scored()
    if path[:-1] == ("structure",) and isinstance(value, str) and (rule := repeated(value)):
        return _regular(str(path[-1]), *rule)
    if path[:-1] == ("resources", "budget") and not meant_key(word, keys_at(path[:-1])):
        return _line(value, data, people, str(path[-1]))
    if path[:-1] == ("risks",) and isinstance(value, str) and (risk := specimen(("risks", "register", 0), value)):
        return say("risks are listed under `register`: `- {i}`", "风险列在 `register` 中：`- {i}`", i=risk)
    found = (
        tell(value, data, people, str(path[-1]))
        for words, homes, tell in tellers
        if word in words and path[:-1] in homes
    )
    return next((hint for hint in found if hint), None)


def _size(value: Any, data: Any, _: Cast, word: str) -> Words | None:
    number = _number(value)
    if number is None or number != int(number):
        return None
    goals = data.get("goals")
    if isinstance(goals, dict) and goals.get("audiences"):
        return say(
            "how many people there are is said of an audience: write `size: {n}` in the one of `goals.audiences` that is meant",
            "人数写在受众中：请在 `goals.audiences` 的相应一项中写 `size: {n}`",
            n=int(number),
        )
    return say(
        "how many people there are is said of an audience: list under `goals.audiences`: `- {{id: members, name: {w}, core: true, size: {n}}}`",
        "人数写在受众中：请在 `goals.audiences` 中写：`- {{id: members, name: {w}, core: true, size: {n}}}`",
        n=int(number),
        w=word if word == "成员" else Words("Members", "成员"),
    )


def _number(value: Any) -> Decimal | None:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Decimal(str(value))
    return only_number(value) if isinstance(value, str) else None


def _is_platform(word: str) -> bool:
    return any(one in platforms() for one in ids(word))


def _people(value: Any, _: Any, people: Cast, __: str) -> Words | None:
    names = names_in(value)
    if not names:
        return None
    lines = people.lines(names)
    if not lines:
        return say(
            "people are listed under `structure.people`, where these stand already: delete it here",
            "人列在 `structure.people` 中，那里已有这些人：请删去此处",
        )
    shown = [f"`{line}`" for line in lines]
    return say(
        "people are listed under `structure.people`: {p}; what each does is a role under `structure.roles`",
        "人列在 `structure.people` 中：{p}；各自做什么写成 `structure.roles` 中的角色",
        p=Words(", ".join(shown), "、".join(shown)),
    )


def _hours(value: Any, _: Any, people: Cast, __: str) -> Words | None:
    """The hours of a person, of whom the first is shown where they are named."""
    name, amount = next(iter(value.items())) if isinstance(value, dict) and value else (None, value)
    timed = _HOURS.search(in_digits(str(amount)))
    number = Decimal(timed[1]) if timed else _number(amount)
    shown = f"{number:f}" if number is not None else "5"
    if name is None or not names_in(str(name)):
        return say(
            "hours are those of a person: write `hours_per_week: {n}` in each of `structure.people`",
            "时间是人投入的时间：请在 `structure.people` 的每一项中写 `hours_per_week: {n}`",
            n=shown,
        )
    (who,) = people.ids((str(name),))
    if str(name) in people.listed:
        return say(
            "hours are those of a person: write `hours_per_week: {n}` in `{i}` of `structure.people`",
            "时间是人投入的时间：请在 `structure.people` 的 `{i}` 中写 `hours_per_week: {n}`",
            n=shown,
            i=who,
        )
    item = f"- {{id: {who}, name: {written(str(name), in_flow=True)}, hours_per_week: {shown}}}"
    return say(
        "hours are those of a person, who is listed under `structure.people`: `{s}`",
        "时间是人投入的时间，人列在 `structure.people` 中：`{s}`",
        s=item,
    )


def _hours_named(value: Any, data: Any, people: Cast, word: str) -> Words | None:
    """Hours under a word for people; None where it is the people themselves who are named."""
    return _hours(value, data, people, word) if isinstance(value, str) and re.search("hour|小时", value) else None


def _channel(value: Any, _: Any, __: Cast, ___: str) -> Words | None:
    names = names_in(value)
    items = [
        f"`- {{id: {short_id(('content', 'channels', number), name)}, name: {written(name, in_flow=True)}, "
        f"platform: {as_meant(name) if _is_platform(name) else written(name, in_flow=True)}}}`"
        for number, name in enumerate(names)
    ]
    if not items:
        return None
    return say(
        "where people talk is listed under `content.channels`: {s}",
        "交流的地方列在 `content.channels` 中：{s}",
        s=Words(", ".join(items), "、".join(items)),
    )


def goes_on(path: Path, value: Any, entry: Any) -> Words | None:
    """What to write where the `duration` of something that repeats is most likely how long it is to go on.

    One time of it seldom takes weeks; that a weekly course has `duration: nine weeks` says when it ends.
    """
    rule = entry.get("rrule") if isinstance(entry, dict) else None
    if not (isinstance(rule, str) and path[-1:] == ("duration",) and isinstance(value, str)):
        return None
    long = next((found for text in durations(value) if (found := _LONG.fullmatch(text))), None)
    if long is None:
        return None
    known = rule if "FREQ=" in rule else next(iter(recurrences(rule)), "FREQ=WEEKLY")
    weekly = long[2] == "W" and "FREQ=WEEKLY" in known and not re.search("INTERVAL|,", known)
    end = f"COUNT={long[1]}" if weekly else "UNTIL=20271231"
    return say(
        "`duration` is how long it takes each time, such as PT2H; how long it goes on ends the repetition: `rrule: {r}`",
        "`duration` 是每次的时长，例如 PT2H；持续到何时写在重复规则末尾：`rrule: {r}`",
        r=";".join([*(p for p in known.split(";") if not p.startswith(("COUNT=", "UNTIL="))), end]),
    )


def _line(value: Any, _: Any, __: Cast, word: str) -> Words | None:
    """A sum of money by its own name, which is a line of the budget."""
    item = specimen(("resources", "budget", "lines", 0), {word: value}) if _number(value) is not None else None
    return (
        None
        if item is None
        else say(
            "what a sum is for is a line: list under `resources.budget.lines`: `- {i}`",
            "每笔用途是一个科目：请在 `resources.budget.lines` 中写：`- {i}`",
            i=item,
        )
    )


def _repeats(value: Any) -> Words | None:
    """When something takes place again and again: its first time, and how it repeats."""
    found = repeated(value) if isinstance(value, str) else None
    return found and say(
        "write when it is for the first time, and how it repeats: `start: {d}T{c}` and `rrule: {r}`",
        "请分别写明首次的时间与如何重复：`start: {d}T{c}` 与 `rrule: {r}`",
        d=found[1],
        c=clock_in(value) or "19:00",
        r=found[0],
    )


def _scored() -> Words:
    return say(
        "how high a risk is, is written as `likelihood: 3` and `impact: 4`, each from 1 to 5",
        "风险高低写作 `likelihood: 3` 与 `impact: 4`，各为 1 到 5",
    )


def _regular(word: str, rule: str, day: str) -> Words:
    """What takes place again and again, which is an entry of the calendar."""
    path: Path = ("content", "calendar", 0)
    return say(
        "what happens regularly stands in the calendar: list under `content.calendar`: "
        "`- {{id: {i}, title: {t}, kind: meeting, start: {d}T19:00, rrule: {r}}}`, with its first time as `start`",
        "定期的事写在日历中：请在 `content.calendar` 中写："
        "`- {{id: {i}, title: {t}, kind: meeting, start: {d}T19:00, rrule: {r}}}`，`start` 为首次的时间",
        i=short_id(path, word),
        t=written(word, in_flow=True),
        d=day,
        r=rule,
    )


def _clock(value: Any, entry: Any) -> Words | None:
    """A time of day by itself, which stands behind the date."""
    clock = next(clocks(value), None) if isinstance(value, str) else None
    if clock is None:
        return None
    given = next((entry[k] for k in entry if k != "time" and "start" in (k, *words_for(str(k)))), None)
    text = str(given)
    day = next(days(text), None) or (found[1] if (found := repeated(text)) else "2027-01-07")
    return say(
        "the time of day stands behind the date: `start: {d}T{c}`",
        "时刻写在日期之后：`start: {d}T{c}`",
        d=day,
        c=clock,
    )
