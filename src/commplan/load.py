"""From files on disk to a Document and a Plan; every fault of the files is a finding to be, none an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any
from unicodedata import normalize

from pydantic_core import ValidationError

from commplan.document import Document, Fault, read, resolve
from commplan.document.full_width import may_hold
from commplan.document.include import KEY, include
from commplan.finding import Change, Fix, Path, Place, Problem
from commplan.plan import Plan
from commplan.plan.node import validator
from commplan.refusals.complaints import complaints, written
from commplan.words import say


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document, and the plan in it unless its faults are such that there is none."""

    document: Document
    plan: Plan | None


def plan(
    file: str,
    raw: bytes,
    folder: FilePath | None = None,
    language: str | None = None,
    held: Mapping[str, bytes] | None = None,
) -> Loaded:
    """Read a plan from the bytes of its main file.

    `file` is its name as findings shall show it; `folder` is where its includes lie (none allowed when None);
    `language` chooses among texts that the plan holds in several languages, by default the plan's own; `held` stands for files on disk, by their
    names as shown. Raises nothing for what is in the files.
    """
    loaded = _as_written(file, raw, folder, language, held)
    if loaded.plan is not None or not any(may_hold(text) for text in loaded.document.texts.values()):
        return loaded
    from commplan.refusals.mistyped import all_told  # a plan that can be read has no use for it

    def again(texts: Mapping[str, str]) -> Document:
        raws = {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()}
        return _as_written(file, raws[file], folder, language, {**(held or {}), **raws}).document

    return Loaded(all_told(loaded.document, again), None)


def _as_written(
    file: str, raw: bytes, folder: FilePath | None, language: str | None, held: Mapping[str, bytes] | None
) -> Loaded:
    document = read(file, raw)
    whole = include(document, folder, held)
    resolve(document)
    if not isinstance(document.data, dict):
        if document.data is not None or (document.root is not None and not document.faults):
            words = say("a plan is a mapping of keys, this is something else", "方案应是键值表，这里不是")
            hint = say("start with `commplan: 1`", "请以 `commplan: 1` 开头")
            document.faults.append(Fault("wrong-type", Problem(Place(()), words, hint)))
        return Loaded(document, None)
    endless = any(f.name == "alias-cycle" for f in document.faults)
    spoilt = {f.problem.place.path for f in document.faults if f.name in ("syntax", "bad-value", "alias-cycle")}
    data = {k: v for k, v in document.data.items() if k != KEY}
    version = _version(data)
    document.faults.extend(version)
    try:
        found: Plan = validator(Plan).validate_python(data, context={"language": language or _spoken(data)})
    except ValidationError as error:
        from commplan.refusals.commas import parted  # a plan without faults has no use for them
        from commplan.refusals.misnamed import by_metric, refused

        told = spoilt | {f.problem.place.path for f in version}
        first = complaints(error, data, told)
        found_ = refused(data, lambda other: first if other is data else _told(other, told, language))
        faults = by_metric(parted(document, found_), data)
        # of a plan that is not all there, nobody can say what is missing
        document.faults.extend(f for f in faults if whole or f.name != "missing-key")
        return Loaded(document, None)
    return Loaded(document, found.settled() if whole and not endless and not version else None)


def _told(data: dict[str, Any], told: set[Path], language: str | None) -> list[Fault]:
    """What the format refuses of data, but for the places of which enough is said."""
    try:
        validator(Plan).validate_python(data, context={"language": language or _spoken(data)})
    except ValidationError as error:
        return complaints(error, data, told)
    return []


def _spoken(data: dict[str, Any]) -> str | None:
    head = data.get("plan")
    language = head.get("language") if isinstance(head, dict) else None
    return language if isinstance(language, str) else None


_THIS_ONE = frozenset({"1", "1.0", "v1", "v1.0"})


def _version(data: dict[str, Any]) -> list[Fault]:
    """The fault of a format version that is not ours; pydantic would take `true` for 1."""
    value = data.get("commplan", 1)
    if value == 1 and not isinstance(value, bool):
        return []
    words = say("{v} is no version of this format", "{v} 不是这种格式的版本", v=written(value))
    hint = say("write `commplan: 1`", "写成 `commplan: 1`")
    if isinstance(value, int) and value > 1 and not isinstance(value, bool):
        words = say("format {v} is newer than this commplan can read", "格式 {v} 比本程序能读取的版本新", v=value)
        hint = say("update commplan, or write `commplan: 1`", "请升级 commplan，或写成 `commplan: 1`")
    place, fix = Place(("commplan",)), None
    if isinstance(value, str | float) and normalize("NFKC", str(value)).strip().lower() in _THIS_ONE:
        fix = Fix((Change(place, "set", 1),), True, say("{a} becomes 1", "{a} 改为 1", a=written(value)))
    return [Fault("bad-value", Problem(place, words, hint, fix=fix))]
