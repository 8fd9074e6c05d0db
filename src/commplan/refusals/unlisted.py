"""What to do about a text that names nothing in the plan: whom or what it most likely means, or where to list it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from commplan.finding import Path
from commplan.refusals.cast import Cast, is_id, names_in, short_id
from commplan.refusals.keys import list_of
from commplan.refusals.specimen import specimen
from commplan.words import Words, quote, say


def to_be_listed(kinds: Sequence[str], text: str, people: Cast, data: Any) -> Words:
    """What to do about a text that names nothing in the plan, where things of these kinds may be named."""
    names = names_in(text)
    if one := _called_longer(kinds, text, data):
        return say(
            "if {n} is meant, write its id, `{i}`",
            "如果指的是 {n}，请写它的 id：`{i}`",
            n=quote(one[1]),
            i=one[0],
        )
    if "person" in kinds and len(names) == 1 and names[0] in people.listed:
        return say(
            "people are named by their id: give this one an `id` under `structure.people`, such as `{i}`, and write `{i}` here",
            "引用人时写 id：请在 `structure.people` 中给此人加上 `id`，例如 `{i}`，这里写 `{i}`",
            i=people.ids(names)[0],
        )
    if "person" in kinds and len(names) == 1:
        return say(
            "nothing in the plan is called so: if it is a person, list under `structure.people`: `{p}`, and write `{i}` here",
            "方案中没有这个名称的内容：如果是人，请在 `structure.people` 中写：`{p}`，这里写 `{i}`",
            p=people.lines(names)[0],
            i=people.ids(names)[0],
        )
    home = next(filter(None, map(list_of, kinds)), None)
    path: Path = (*(home or "").split("."), 0)
    if home and (item := specimen(path, text)):
        return say(
            "nothing in the plan is called so: list under `{h}`: `- {s}`, and write `{i}` here",
            "方案中没有这个名称的内容：请在 `{h}` 中写：`- {s}`，这里写 `{i}`",
            h=home,
            s=item,
            i=short_id(path, text),
        )
    return say(
        "nothing in the plan is called so: add it with an `id` of a-z, 0-9 and single hyphens, such as member-a, and write "
        "that id here",
        "方案中没有这个名称的内容：请先添加它，`id` 只用 a-z、0-9 与单个短横线（如 member-a），这里写它的 id",
    )


def _called_longer(kinds: Sequence[str], text: str, data: Any) -> tuple[str, str] | None:
    """The id and name of the one thing of these kinds whose name, or id, begins with a text."""
    short, found = text.strip().lower(), []
    for kind in kinds:
        here: Any = data
        for part in (list_of(kind) or "-").split("."):
            here = here.get(part) if isinstance(here, dict) else None
        for one in here if isinstance(here, tuple) else ():
            name = str(one.get("name") or one.get("id") or "") if isinstance(one, dict) else ""
            if isinstance(one, dict) and is_id(str(one.get("id", ""))) and _begins(name.lower(), short):
                found.append((str(one["id"]), name))
    return found[0] if len(found) == 1 else None


def _begins(name: str, short: str) -> bool:
    return len(short) > 1 and re.match(rf"{re.escape(short)}(?:[^a-z0-9]|$)", name) is not None
