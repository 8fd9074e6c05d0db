"""Mending a plan: the fixes of its findings put into its text, in passes, each held against what it was to do.

Nothing is taken on trust. After each pass the plan is read anew: its data must be what it was with the changes of the fixes
and nothing else, no fault of the file may be new, and what a fix has set must be no fault itself. A fix that fails this is
left out, with a sentence. Nothing is written here; the door does that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from commplan.document import read, resolve
from commplan.document.decode import encoding_of
from commplan.document.edits import offsets, written
from commplan.document.scalars import plain
from commplan.finding import Change, Edit, Finding, Path, Repair
from commplan.load import Loaded
from commplan.report import Checked
from commplan.words import Words, say

PASSES = 10
"""A fix may open the way for another; this many times at most."""

_OF_THE_PLAN = frozenset({"bad-value", "wrong-type", "unknown-key", "missing-key"})  # all other faults are of its text
Contents = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Done:
    """A finding, and the fix of it that was made."""

    finding: Finding
    repair: Repair


@dataclass(frozen=True, slots=True)
class Refused:
    """A fix that was not made, and why."""

    finding: Finding
    why: Words


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of it: the files of the plan as they are to be, the findings that are gone, those whose fix was refused,
    and the check of the plan as it is then."""

    contents: Contents
    applied: tuple[Done, ...]
    refused: tuple[Refused, ...]
    checked: Checked


@dataclass(slots=True)
class _State:
    contents: dict[str, bytes]
    loaded: Loaded
    applied: list[Done] = field(default_factory=list)
    refused: dict[tuple[str, Repair], Refused] = field(default_factory=dict)


def mend(
    contents: Contents,
    reload: Callable[[Contents], Loaded],
    check: Callable[[Loaded], Checked],
    wanted: Callable[[Finding], Repair | None],
) -> Mended:
    """Make the wanted fixes of a plan, whose files are `contents`, by their names as findings show them.

    `reload` reads the plan from contents, `check` says what is wrong with it, `wanted` which fix of a finding to make.
    """
    state = _State(dict(contents), reload(contents))
    checked = check(state.loaded)
    for _ in range(PASSES):
        open_ = [(f, r) for f in checked.findings if (r := wanted(f)) and (f.name, r) not in state.refused]
        if not open_:
            break
        made = _sound(state, _apart(open_), reload)
        state.applied += [Done(f, r) for f, r in made]
        if made:
            checked = check(state.loaded)
    refused = tuple(state.refused.values())
    done = tuple(state.applied)
    return Mended(state.contents, done, refused, replace(checked, mended=tuple(d.finding for d in done)))


def _apart(found: Iterable[tuple[Finding, Repair]]) -> list[tuple[Finding, Repair]]:
    """Those fixes of which none touches what another touches; the first wins, the others are for the next pass."""
    chosen: list[tuple[Finding, Repair]] = []
    taken: dict[str, list[Edit]] = {}
    for finding, repair in found:
        others = [(e, o) for e in repair.edits for o in taken.get(e.span.file, ())]
        if any(e != o and _touch(e, o) for e, o in others):
            continue
        chosen.append((finding, repair))
        for edit in repair.edits:
            taken.setdefault(edit.span.file, []).append(edit)
    return chosen


def _touch(one: Edit, other: Edit) -> bool:
    a, b = one.span, other.span
    return (a.line, a.column) <= (b.end_line, b.end_column) and (b.line, b.column) <= (a.end_line, a.end_column)


def _sound(
    state: _State, tried: list[tuple[Finding, Repair]], reload: Callable[[Contents], Loaded]
) -> list[tuple[Finding, Repair]]:
    """Those of the fixes that hold what they promise, put into the state; found by halving, so that one alone is blamed."""
    if not tried:
        return []
    repairs = list(dict.fromkeys(r for _, r in tried))
    contents = edited(state.contents, (e for r in repairs for e in r.edits))
    loaded = reload(contents)
    why = _wrong(state.loaded, loaded, [c for r in repairs for c in r.changes])
    if why is None:
        state.contents, state.loaded = contents, loaded
        return tried
    if len(repairs) == 1:
        state.refused |= {(f.name, r): Refused(f, why) for f, r in tried}
        return []
    half = set(repairs[: len(repairs) // 2])
    made = _sound(state, [t for t in tried if t[1] in half], reload)
    if made:  # places of the others may have moved; the next pass finds them where they are then
        return made
    return _sound(state, [t for t in tried if t[1] not in half], reload)


# -- the text --


def edited(contents: Contents, edits: Iterable[Edit]) -> dict[str, bytes]:
    """The files with the edits made, each in its own encoding, mark and line ends included."""
    by_file: dict[str, set[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.span.file, set()).add(edit)
    return {**contents, **{file: _edited(contents[file], some) for file, some in by_file.items()}}


def _edited(raw: bytes, edits: set[Edit]) -> bytes:
    encoding = encoding_of(raw)
    text = raw.decode(encoding)
    mark = text[: text.startswith("\ufeff")]
    text = text[len(mark) :]
    starts, parts, done = offsets(text), [mark], 0
    for edit in sorted(edits, key=lambda e: e.span):
        start = starts[edit.span.line - 1] + edit.span.column - 1
        parts += [text[done:start], edit.text]
        done = starts[edit.span.end_line - 1] + edit.span.end_column - 1
    return "".join([*parts, text[done:]]).encode(encoding)


# -- the promise --


def _wrong(old: Loaded, new: Loaded, changes: list[Change]) -> Words | None:
    """Why the new text is not the old one with these changes; None when it is."""
    if not same(expected(old.document.data, changes), new.document.data):
        return say(
            "more than this would change in the plan, so it was left as it is; please mend it by hand",
            "这样修改会连带改变方案的其他内容，因此未修改；请手工改正",
        )
    before, after = _of_the_text(old), _of_the_text(new)
    if any(after.count(name) > before.count(name) for name in after):
        return say(
            "the file could no longer be read as it was, so it was left as it is; please mend it by hand",
            "这样修改会使文件无法照常读取，因此未修改；请手工改正",
        )
    if any(_still_wrong(new, c) for c in changes):
        return say(
            "what it would put there would be wrong as well, so it was left as it is; please mend it by hand",
            "修改后的内容同样有误，因此未修改；请手工改正",
        )
    return None


def _of_the_text(loaded: Loaded) -> list[str]:
    return [f.name for f in loaded.document.faults if f.name not in _OF_THE_PLAN]


def _still_wrong(new: Loaded, change: Change) -> bool:
    """Whether what a change has set, or the key that it has renamed, is a fault itself; what stands below may be."""
    path = change.place.path
    if change.act == "rename":
        return _has(new, (*path[:-1], str(change.to)), "unknown-key")
    return change.act in ("set", "quote") and _has(new, path, "bad-value", "wrong-type")


def _has(loaded: Loaded, path: Path, *names: str) -> bool:
    return any(f.problem.place.path == path and f.name in names for f in loaded.document.faults)


def expected(data: Any, changes: Iterable[Change]) -> Any:
    """The data of a plan with changes made, whose places are those of the data as it was."""
    by_path: dict[Path, list[Change]] = {}
    for change in changes:
        by_path.setdefault(_there(data, change.place.path), []).append(change)
    return _rebuilt(data, (), by_path)


def _there(data: Any, path: Path) -> Path:
    """A path as the text has it: one thing where a list may stand is not the first of a list there, and a text may stand
    for a mapping."""
    found: Path = ()
    part: Any
    for part in path:
        if (part == 0 and not isinstance(data, tuple)) or not isinstance(data, dict | tuple):
            continue
        data = data[part]
        found = (*found, part)
    return found


def _rebuilt(data: Any, path: Path, changes: Mapping[Path, list[Change]]) -> Any:
    if isinstance(data, dict):
        found: dict[Any, Any] = {}
        for key, value in data.items():
            here = (*path, key)
            acts = changes.get(here, [])
            for change in acts:
                if change.act in ("before", "after"):
                    found |= _yaml(str(change.to))
            if not any(c.act == "delete" for c in acts):
                name = next((str(c.to) for c in acts if c.act == "rename"), key)
                found[name] = _set(_rebuilt(value, here, changes), acts)
        return found
    if isinstance(data, tuple):
        items: list[Any] = []
        for number, item in enumerate(data):
            here = (*path, number)
            acts = changes.get(here, [])
            items += [_yaml(str(c.to)) for c in acts if c.act == "before"]
            if not any(c.act == "delete" for c in acts):
                items.append(_set(_rebuilt(item, here, changes), acts))
            items += [_yaml(str(c.to)) for c in acts if c.act == "after"]
        return tuple(items)
    return data


@dataclass(frozen=True, slots=True)
class _Quoted:
    """Text that is written like this value."""

    value: object


def _set(value: Any, acts: Iterable[Change]) -> Any:
    for change in acts:
        if change.act == "quote":
            return _Quoted(value)
        if change.act == "set":
            return change.to if isinstance(change.to, str) else plain(written(change.to))
    return value


def _yaml(text: str) -> Any:
    document = read("", text.encode())
    resolve(document)
    return document.data


def same(one: Any, other: Any) -> bool:
    """Whether two pieces of data are the same in all, kinds of numbers included; the order of keys does not matter."""
    if isinstance(one, _Quoted):
        return isinstance(other, str) and same(one.value, plain(other))
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(v, other[k]) for k, v in one.items())
    if isinstance(one, tuple):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other or (one != one and other != other))
