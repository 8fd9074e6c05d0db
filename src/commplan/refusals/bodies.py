"""Groups of people as bodies of the plan, by whatever word and in whatever form somebody wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from commplan.document.edits import written
from commplan.platforms import ids, platforms
from commplan.refusals.cast import Cast, names_in, short_id
from commplan.refusals.synonyms import words_for
from commplan.words import Words, say

_SEVERAL = {"groups", "teams", "committees", "小组", "工作组", "委员会"}
"""Words under which names are those of groups, where under others they are those of people."""
_WITHIN = ("leader", "lead", "负责人", "组长", "members", "people", "成员", "who")
"""Keys of a group that name people in it."""
_SHOWN = 3
"""Groups, and people, that a hint shows."""
_LONG = 80
"""Letters of a name that is still shown."""
_PLACES_TO_TALK = re.compile(r"https?:|\bchat|\bforum|\bchannel|微信|飞书|钉钉|[群频]", re.IGNORECASE)


def as_bodies(value: Any, _: Any, people: Cast, word: str) -> Words | None:
    """Groups of people as bodies; None where they are places to talk."""
    if told := _as_people(value, people):
        return told
    groups = list(_groups(value, word))[:_SHOWN]
    if not groups or any(len(name) > _LONG or (name != word and _is_place(name)) for name, _ in groups):
        return None
    everybody = tuple(dict.fromkeys(who for _, names in groups for who in names))
    ids_of = dict(zip(everybody, people.ids(everybody), strict=True))
    items = [_as_body(number, name, [ids_of[who] for who in names]) for number, (name, names) in enumerate(groups)]
    return say(
        "a group of people is listed under `structure.bodies`: {s}{a}",
        "一组人列在 `structure.bodies` 中：{s}{a}",
        s=Words(", ".join(items), "、".join(items)),
        a=_listed(everybody, people),
    )


def _as_people(value: Any, people: Cast) -> Words | None:
    """People, each with what he or she does, as the people and the roles that they are to the plan."""
    given = [one for one in value if isinstance(one, dict)] if isinstance(value, tuple) else []
    named = [(_said(one, "name"), _said(one, "roles", "duties")) for one in given]
    pairs = [(who, does) for who, does in named if who and does][:_SHOWN]
    if len(pairs) < len(given[:_SHOWN]) or not pairs or len(given) < len(value):
        return None
    names = tuple(who for who, _ in pairs)
    lines = [f"`{line}`" for line in people.lines(names)]
    roles = [
        f"`- {{id: {short_id(('structure', 'roles', n), does)}, name: {written(does, in_flow=True)}, holders: {who}}}`"
        for n, (who, (_, does)) in enumerate(zip(people.ids(names), pairs, strict=True))
    ]
    return say(
        "people are listed under `structure.people`{p}; what each does is a role under `structure.roles`: {r}",
        "人列在 `structure.people` 中{p}；各自做什么写成 `structure.roles` 中的角色：{r}",
        p=say(": {i}", "：{i}", i=Words(", ".join(lines), "、".join(lines))) if lines else "",
        r=Words(", ".join(roles), "、".join(roles)),
    )


def _said(one: dict[str, Any], *keys: str) -> str:
    """What stands under one of these keys, or a word for it; empty for none, or more than a few words."""
    found = next((one[k] for k in one if {str(k).lower(), f"{k}s".lower(), *words_for(str(k))} & set(keys)), "")
    return found if isinstance(found, str) and len(found) <= _LONG else ""


def _is_place(name: str) -> bool:
    return bool(_PLACES_TO_TALK.search(name)) or any(one in platforms() for one in ids(name))


def _groups(value: Any, word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The groups that stand under a word for such, each with the people in it; none for what has a platform."""
    if isinstance(value, dict) and not {"name", "名称"} & set(value):
        yield from ((str(name), names_in(within)) for name, within in value.items())
    elif isinstance(value, tuple) and any(isinstance(one, dict) for one in value):
        for one in value:
            yield from _group(one, word) if isinstance(one, dict) else ()
    elif isinstance(value, dict):
        yield from _group(value, word)
    elif isinstance(value, tuple) and word in _SEVERAL:
        yield from ((str(name), ()) for name in value)
    else:
        yield word, names_in(value)


def _group(one: dict[str, Any], word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if {str(k).lower() for k in one} & {"platform", "two_way", "link", "平台", "audiences"}:
        return
    name = next((one[k] for k in ("name", "名称", "title", "id") if isinstance(one.get(k), str)), None)
    if name is None and len(one) == 1:
        yield from ((str(key), names_in(within)) for key, within in one.items())
    else:
        yield (
            str(name or word),
            tuple(dict.fromkeys(who for key in _WITHIN if key in one for who in names_in(one[key]))),
        )


def _as_body(number: int, name: str, ids: list[str]) -> str:
    members = f", members: [{', '.join(ids)}]" if ids else ""
    id_ = short_id(("structure", "bodies", number), name)
    return f"`- {{id: {id_}, name: {written(name, in_flow=True)}{members}}}`"


def _listed(names: tuple[str, ...], people: Cast) -> Words:
    """What lists those who are not listed yet."""
    lines = people.lines(names)[:_SHOWN]
    if not lines:
        return Words("", "")
    return say(
        ", and who is in it under `structure.people`: {p}",
        "，其中的人写在 `structure.people` 中：{p}",
        p=Words(", ".join(f"`{line}`" for line in lines), "、".join(f"`{line}`" for line in lines)),
    )
