"""A key that the format does not have where it stands: what it is called there, or where it belongs, and in which form."""

from __future__ import annotations

from typing import Any

from commplan.document import Fault
from commplan.finding import Path, Place, Problem
from commplan.plan import Plan
from commplan.refusals.intended import doers, key_meant
from commplan.refusals.keys import Root, home_of, is_list_at, keys_at
from commplan.refusals.specimen import specimen, specimens, whole, with_id
from commplan.refusals.synonyms import meant_key, words_for
from commplan.refusals.whole_period import period
from commplan.spelling import nearest
from commplan.words import Words, quote, say


def stray_key(path: Path, data: Any, root: Root) -> Fault:
    """An unknown key as a fault; `data` is the whole of what was held against `root`."""
    key, known = str(path[-1]), keys_at(path[:-1], root)
    if not path[:-1] and root is Plan:
        known.append("include")
    where = ".".join(str(p) for p in path[:-1] if isinstance(p, str))
    words = say("unknown key {k}", "没有 {k} 这个键", k=quote(key))
    if where:
        words = say("unknown key {k} in {w}", "{w} 中没有 {k} 这个键", k=quote(key), w=where)
    plan_word, who = (key_meant(path, data), doers(path, data)) if root is Plan else (None, None)
    around = _at(data, path[:-1])
    if plan_word and plan_word in around:
        words = say(
            "there is no {k} here; the plan calls it `{n}`, which stands here already",
            "这里没有 {k} 这个键，方案中叫 `{n}`，而这里已经有了",
            k=quote(key),
            n=plan_word,
        )
        hint = say(
            "put what both say into the one `{n}`, or delete {k}",
            "把两处内容合并到同一个 `{n}` 中，或删去 {k}",
            n=plan_word,
            k=quote(key),
        )
        return Fault("unknown-key", Problem(Place(path, "key"), words, hint))
    if plan_word:
        told = ("there is no {k} here; the plan calls it `{n}`", "这里没有 {k} 这个键，方案中叫 `{n}`")
        words = say(*told, k=quote(key), n=plan_word)
    shaped = _shaped(path, known, around) if root is Plan else None
    if key == "<<":
        hint = say("merge keys are not YAML 1.2; write the keys out", "YAML 1.2 没有合并键，请直接写出")
    elif who or plan_word:
        hint = who or say("write `{n}`", "请写 `{n}`", n=plan_word)
    elif shaped:
        hint = shaped
    else:
        hint = _near_or_elsewhere(key, known, _at(data, path), root)
    return Fault("unknown-key", Problem(Place(path, "key"), words, hint))


def _shaped(path: Path, known: list[str], around: Any) -> Words | None:
    """What stands at a place by one key that is none, as a whole."""
    short = whole(path[:-1], around)
    return period(str(path[-1]), known, around) or (short and say("write it as `{s}`", "请写成 `{s}`", s=short)) or None


def _near_or_elsewhere(key: str, known: list[str], value: Any, root: Root) -> Words:
    """What to do about a key that may be misspelt, or has its place elsewhere, with `value` in the form that it has there."""
    allowed = Words(", ".join(known), ", ".join(known))
    if near := _near_key(key, known):
        return say("did you mean `{n}`?", "是否想写 `{n}`？", n=near)
    home, called = home_of(key, root), key
    other, word = _home_meant(key) if root is Plan else (None, key)
    if other and (not home or other.count(".") < home.count(".")):
        home, called = other, word
    if not home:
        return say("keys allowed here: {c}", "此处可用的键：{c}", c=allowed)
    item = _item_of(home, called, value) if root is Plan else None
    like = say(", as {s}", "，写成 {s}", s=item) if item else Words("", "")
    told = ("`{k}` belongs in `{h}`{l}; keys allowed here: {c}", "`{k}` 应写在 `{h}` 中{l}；此处可用的键：{c}")
    return say(*told, k=called, h=home, l=like, c=allowed)


def _home_meant(key: str) -> tuple[str | None, str]:
    """Where a key belongs that people call by this word, and how it is called there."""
    return next(((home, word) for word in words_for(key) if (home := home_of(word))), (None, key))


def _near_key(key: str, known: list[str]) -> str | None:
    plain = {k.replace("-", "_"): k for k in known}
    near = nearest(key.lower().replace("-", "_"), plain)
    return plain[near] if near else None


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _item_of(home: str, key: str, value: Any) -> Words | str | None:
    """How it is written at `home` what stands under its key elsewhere: of a list its first item."""
    path: Path = (*home.split("."), key, 0)
    if not is_list_at(path[:-1]):
        item = specimen(path[:-1], value)
        return f"`{key}: {item}`" if item else None
    first = next(iter(value), None) if isinstance(value, tuple) else value
    if isinstance(first, dict) and not any(k in keys_at(path) or meant_key(str(k), keys_at(path)) for k in first):
        first = dict([next(iter(first.items()))]) if first else first
    elif isinstance(first, dict):
        return f"`- {item}`" if (item := with_id(path, first)) else None
    return Words(", ".join(items), "、".join(items)) if (items := specimens(path, first)) else None
