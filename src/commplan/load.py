"""From files on disk to a Document and a Plan; every fault of the files is a finding to be, none an exception."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from os.path import relpath
from pathlib import Path as FilePath
from typing import Any, Literal, get_args, get_origin

import yaml
from pydantic_core import ValidationError

from commplan.document import Document, Fault, node_span, read, resolve
from commplan.finding import Path, Place, Problem
from commplan.include import graft
from commplan.plan import Plan
from commplan.plan.node import Node, validator
from commplan.plan.scalars import wrong_type
from commplan.words import Words, quote, say

MAX_FILES = 200


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document, and the plan in it unless its faults are such that there is none."""

    document: Document
    plan: Plan | None


def plan(file: str, raw: bytes, folder: FilePath | None = None, language: str | None = None) -> Loaded:
    """Read a plan from the bytes of its main file.

    `file` is its name as findings shall show it; `folder` is where its includes lie (none allowed when None);
    `language` chooses among texts that the plan holds in several languages. Raises nothing for what is in the files.
    """
    document = read(file, raw)
    if isinstance(document.root, yaml.MappingNode):
        _include(document, file, folder)
    resolve(document)
    if not isinstance(document.data, dict):
        if document.root is not None:
            words = say("a plan is a mapping of keys, this is something else", "方案应是键值表，这里不是")
            hint = say("start with `commplan: 1`", "请以 `commplan: 1` 开头")
            document.faults.append(Fault("wrong-type", Problem(Place(()), words, hint)))
        return Loaded(document, None)
    if any(f.name in ("alias-bomb", "alias-cycle") for f in document.faults):
        return Loaded(document, None)
    data = {k: v for k, v in document.data.items() if k != "include"}
    try:
        found: Plan = validator(Plan).validate_python(data, context={"language": language})
    except ValidationError as error:
        document.faults.extend(_faults(error, data))
        return Loaded(document, None)
    return Loaded(document, found.settled())


def _include(document: Document, file: str, folder: FilePath | None) -> None:
    """Put every included file into the document, each below the plan's own folder, none twice."""
    waiting: list[tuple[tuple[str, ...], tuple[Any, Place]]] = [((file,), item) for item in _asked(document)]
    seen = {file}
    while waiting:
        chain, (name, place) = waiting.pop(0)
        target, fault = _target(document, folder, chain, name, place, seen)
        if fault or target is None:
            document.faults.extend([fault] if fault else [])
            continue
        seen.add(target[0])
        other = read(target[0], target[1])
        document.texts.update(other.texts)
        document.faults.extend(other.faults)
        if isinstance(other.root, yaml.MappingNode):
            waiting += [((*chain, target[0]), item) for item in _asked(other)]
            document.faults.extend(graft(document, other))


def _asked(document: Document) -> list[tuple[Any, Place]]:
    for key, value in document.root.value if document.root else ():
        if key.value == "include":
            items = value.value if isinstance(value, yaml.SequenceNode) else [value]
            file = document.file
            return [(i.value if isinstance(i, yaml.ScalarNode) else None, _at(file, i)) for i in items]
    return []


def _at(file: str, node: yaml.Node) -> Place:
    return Place(("include",), span=node_span(file, node))


def _target(
    document: Document, folder: FilePath | None, chain: tuple[str, ...], name: Any, place: Place, seen: set[str]
) -> tuple[tuple[str, bytes] | None, Fault | None]:
    """The file an include means, with its bytes; or the fault that keeps it out."""
    if not isinstance(name, str) or not name or "\0" in name:
        return None, Fault("include-unreadable", Problem(place, say("not a file name", "不是文件名")))
    if folder is None or len(seen) >= MAX_FILES:
        words = say("no more files can be included here", "这里不能再引入文件")
        return None, Fault("include-unreadable", Problem(place, words))
    main = FilePath(document.file)
    here = folder / relpath(FilePath(chain[-1]).parent, main.parent)
    path = (here / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        words = say("{n} lies outside the plan's folder", "{n} 在方案所在文件夹之外", n=quote(name))
        hint = say("put the file beside the plan or below it", "请把文件放在方案旁边或其下级文件夹")
        return None, Fault("include-outside", Problem(place, words, hint))
    shown = str(main.parent / path.relative_to(folder.resolve()))
    if shown in chain:
        words = say(
            "{n} includes itself, by way of {c}", "{n} 经由 {c} 引入了它自己", n=quote(name), c=" → ".join(chain)
        )
        return None, Fault("include-circle", Problem(place, words, say("take one of them out", "请删去其中一处")))
    if shown in seen:
        return None, None
    try:
        return (shown, path.read_bytes()), None
    except OSError as error:
        words = say(
            "cannot read {n}: {e}", "无法读取 {n}：{e}", n=quote(name), e=error.strerror or type(error).__name__
        )
        return None, Fault("include-unreadable", Problem(place, words))


# -- validation errors to faults --


def _faults(error: ValidationError, data: dict[str, Any]) -> Iterator[Fault]:
    seen = set()
    for item in error.errors(include_url=False, include_input=False):
        path = _real(item["loc"], data)
        fault = _fault(item["type"], path, item["loc"], item.get("ctx", {}), data)
        key = (fault.name, fault.problem.place)
        if key not in seen:
            seen.add(key)
            yield fault


def _real(loc: Path, data: Any) -> Path:
    """pydantic's address without its own marks (names of union branches), as far as it is in the data."""
    path: tuple[str | int, ...] = ()
    for part in loc:
        if isinstance(data, dict) and part in data:
            data = data[part]
        elif isinstance(data, tuple) and isinstance(part, int) and part < len(data):
            data = data[part]  # noqa: SIM114 - mypy cannot follow the two as one
        else:
            continue
        path = (*path, part)
    return path


def _value(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _fault(kind: str, path: Path, loc: Path, ctx: dict[str, Any], data: Any) -> Fault:
    if kind == "commplan":
        return Fault(ctx["kind"], Problem(Place(path), ctx["words"], ctx["hint"]))
    if kind == "extra_forbidden":
        return _unknown_key(path)
    if kind == "missing":
        return _missing(loc)
    value = _value(data, path)
    if kind == "literal_error":
        allowed = [str(v) for v in _allowed(path)]
        words = say("{v} is none of the words allowed here", "{v} 不在此处允许的取值之中", v=quote(value))
        return Fault("bad-value", Problem(Place(path), words, _one_of(str(value), allowed)))
    wanted = _WANTED.get(kind, say("another kind of value", "另一种值"))
    refused = wrong_type(value, wanted).context or {}
    hint = say("fill it in, or delete the line", "请填写，或删去这一行") if value is None else None
    return Fault("wrong-type", Problem(Place(path), refused["words"], hint))


_WANTED = {
    "tuple_type": say("a list", "列表"),
    "model_type": say("a mapping of keys", "键值表"),
    "model_attributes_type": say("a mapping of keys", "键值表"),
    "dict_type": say("a mapping of keys", "键值表"),
    "string_type": say("text (put it in quotes)", "文本（请加引号）"),
    "bool_type": say("true or false", "true 或 false"),
}


def _model_at(path: Path) -> Any:
    """The annotation that holds at a path of the plan; Plan itself at ()."""
    here: Any = Plan
    for part in path:
        if isinstance(part, int):
            continue
        model = _node_in(here)
        if model is None or part not in model.FIELDS:
            return None
        here = model.FIELDS[part][0]
    return here


def _node_in(annotation: Any) -> type[Node] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Node) else None
    return next((n for n in map(_node_in, get_args(annotation)) if n), None)


def _allowed(path: Path) -> list[object]:
    def values(annotation: Any) -> Iterator[object]:
        if get_origin(annotation) is Literal:
            yield from get_args(annotation)
        else:
            for inner in get_args(annotation):
                yield from values(inner)

    return list(values(_model_at(path)))


def _one_of(given: str, allowed: list[str]) -> Words:
    near = get_close_matches(given, allowed, 1)
    choice = ", ".join(allowed)
    if near:
        return say("did you mean {n}? allowed: {c}", "是否想写 {n}？可用：{c}", n=near[0], c=choice)
    return say("allowed: {c}", "可用：{c}", c=choice)


def _unknown_key(path: Path) -> Fault:
    key = str(path[-1])
    model = _node_in(_model_at(path[:-1]))
    known = list(model.FIELDS) if model else []
    if not path[:-1]:
        known.append("include")
    near = get_close_matches(key.lower().replace("-", "_"), known, 1, 0.6)
    where = ".".join(str(p) for p in path[:-1] if isinstance(p, str)) or "plan"
    words = say("unknown key {k} in {w}", "{w} 中没有 {k} 这个键", k=quote(key), w=where)
    if key == "<<":
        hint = say("merge keys are not YAML 1.2; write the keys out", "YAML 1.2 没有合并键，请直接写出")
    elif near:
        hint = say("did you mean `{n}`?", "是否想写 `{n}`？", n=near[0])
    else:
        hint = say("keys allowed here: {c}", "此处可用的键：{c}", c=", ".join(known))
    return Fault("unknown-key", Problem(Place(path, "key"), words, hint))


def _missing(loc: Path) -> Fault:
    path, key = loc[:-1], str(loc[-1])
    model = _node_in(_model_at(path))
    spec = model.FIELDS[key][1] if model and key in model.FIELDS else None
    words = say("`{k}` is missing", "缺少 `{k}`", k=key)
    hint = say("{d}", "{d}", d=spec.description) if spec else None
    if not path and key == "commplan":
        hint = say("begin the file with `commplan: 1`", "文件以 `commplan: 1` 开头")
    return Fault("missing-key", Problem(Place(path, "key"), words, hint))
