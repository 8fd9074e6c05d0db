"""The fixes of what the plan format refuses, where there is one right answer: values, words, keys and ids.

Ids are mended together with all that names them. That is safe: a plan with such an id could not be read at all, so nothing
outside it can have relied on the old spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, get_args, get_origin

from commplan.document.edits import written
from commplan.finding import Change, Fix, Path, Place
from commplan.meant import Around, leaves, meant, scalar_of, takes
from commplan.plan import Plan
from commplan.plan.scalars import Id, Refers
from commplan.refusals.cast import Cast, cast, known_elsewhere
from commplan.refusals.intended import doers, found_at, key_meant
from commplan.refusals.keys import annotation_at, keys_at
from commplan.refusals.misplaced import goes_on, told_of
from commplan.refusals.specimen import as_role, whole
from commplan.refusals.synonyms import meant_key
from commplan.refusals.unlisted import to_be_listed
from commplan.spelling import Near, only_near
from commplan.words import Words, quote, say

_SAFE, _SHORT, _LONG = 1, 3, 40


class Remedies:
    """What can be done about the faults of one plan, whose data this is."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def of_value(self, path: Path, value: object) -> Fix | None:
        """The fix of a value that is of the wrong form."""
        if goes_on(path, value, self._at(path[:-1])):
            return None
        annotation = annotation_at(path, Plan)
        kinds = list(leaves(annotation))
        if isinstance(value, str) and any(scalar_of(k) is scalar_of(Id) for k in kinds):
            return self._id(path, value, any(refers_to(k) for k in kinds))
        if isinstance(value, int | float) and any(takes(k, str(value)) for k in kinds):
            about = say("put {v} in quotes", "给 {v} 加引号", v=written(value) if isinstance(value, bool) else value)
            return Fix((Change(Place(path), "quote"),), True, about)
        found = meant(value, annotation, self._around(path)) if annotation is not None else None
        if found is None:
            return None
        about = say("{a} becomes {b}", "{a} 改为 {b}", a=quote(value), b=written(found.value))
        return Fix((Change(Place(path), "set", found.value),), found.safe, about)

    def of_key(self, path: Path) -> Fix | None:
        """The fix of a key that is misspelt: where one known key is near, and that one is not there too."""
        home = self._at(path[:-1])
        near = self._near_key(path[:-1], str(path[-1]))
        if near is None or not isinstance(home, dict):
            return None
        if near.distance > _SAFE and whole(path[:-1], home):
            return None  # a name of its own
        rivals = [k for k in home if k != path[-1] and (k == near.word or self._near_key(path[:-1], str(k)) == near)]
        if rivals:
            return None
        about = say("key {a} becomes {b}", "键 {a} 改为 {b}", a=quote(path[-1]), b=near.word)
        safe = near.distance <= _SAFE and (len(str(path[-1])) > _SHORT or not near.distance)
        return Fix((Change(Place(path, "key"), "rename", near.word),), safe, about)

    def _near_key(self, path: Path, key: str) -> Near | None:
        value = self._at((*path, key))
        known = keys_at(path, Plan)
        plain = re.sub(r"[\s-]+", "_", key.strip().lower())
        if key in known or (plain == "include" and not path):
            return None
        if (word := key_meant((*path, key), self.data)) is not None:
            return Near(word, 0 if word == meant_key(key, known, value) else _SAFE + 1)
        if doers((*path, key), self.data):
            return None
        return Near(plain, 0) if plain in known else only_near(plain, known)

    def _around(self, path: Path) -> Around:
        head = self.data.get("plan")
        language = head.get("language") if isinstance(head, dict) else None
        key = next((p for p in reversed(path) if isinstance(p, str)), "")
        return Around(key, str(language or "en").split("-")[0].lower(), next(self._currencies(path), None))

    def _currencies(self, path: Path) -> Iterator[str]:
        """The currencies stated around a place, the nearest first."""
        homes = [path[:n] for n in range(len(path) - 1, 0, -1)]
        for home in (*homes, ("resources", "budget"), ("plan",)):
            found = self._at(home)
            if isinstance(found, dict) and isinstance(found.get("currency"), str):
                yield found["currency"]

    def _at(self, path: Path) -> Any:
        return found_at(self.data, path)

    # -- people --

    @cached_property
    def _people(self) -> Cast:
        return cast(self.data)

    def as_role(self, path: Path) -> Words | None:
        """How a role is written that stands at a path by its own name; None for what more likely is something else."""
        if path[:1] != ("structure",) or (len(path) == 2 and known_elsewhere(str(path[-1]))):
            return None
        return as_role(path, self.data, self._people)

    def in_another_key(self, path: Path) -> Words | None:
        """What to write beside a value that says what belongs to its neighbour."""
        return goes_on(path, self._at(path), self._at(path[:-1]))

    def in_its_place(self, path: Path) -> Words | None:
        """Where what stands under an unknown key belongs, and its form there; None where the key alone tells."""
        return told_of(path, self._at(path), self.data, self._people)

    def to_be_listed(self, path: Path, text: str) -> Words:
        """What to do about a text that names nothing in the plan."""
        kinds = [k for leaf in leaves(annotation_at(path, Plan)) for k in _kinds(leaf)]
        return to_be_listed(kinds, text.strip(), self._people, self.data)

    # -- ids --

    def of_missing_version(self) -> Fix | None:
        """The version of the format, on top of a plan that does not state it: there is one."""
        first = next(iter(self.data), None)
        about = say("put in `commplan: 1`", "补上 `commplan: 1`")
        return Fix((Change(Place((first,)), "before", "commplan: 1"),), True, about) if first is not None else None

    def names_nothing(self, path: Path, text: object) -> bool:
        """Whether a text that is no id stands where a thing of the plan is named, and no thing is called so."""
        if not isinstance(text, str) or kebab(text) in self._defined or re.search("[，、；;,/&]", text):
            return False
        refers = any(refers_to(leaf) for leaf in leaves(annotation_at(path, Plan)))
        return (
            refers
            and path[-1] not in ("id", "consequence")
            and text not in self._defined
            and self.id_called(text) is None
        )

    def free_id(self, path: Path) -> str | None:
        """An id for a thing without one, of its name or of its kind and number; None where that is taken."""
        here, kind = self._at(path), getattr(_model_at(path), "KIND", "")
        number = next((p + 1 for p in reversed(path) if isinstance(p, int)), None)
        plain = "my-community" if path == ("plan",) else f"{kind}-{number}" if number else None
        if not isinstance(here, dict) or not kind or plain is None:
            return None
        named = (kebab(str(here[key])) for key in ("name", "title") if isinstance(here.get(key), str))
        taken = {*self._defined, *self._given}
        better = next((n for n in named if n and len(n) <= _LONG and n not in taken), plain)
        if better in taken:
            return None
        self._given.add(better)
        return better

    def of_missing_id(self, path: Path, free: str | None) -> Fix | None:
        """That id put before what the thing says of itself; only when asked for."""
        here = self._at(path)
        if free is None or not set(here) & set(keys_at(path, Plan)):
            return None
        about = say("put in `id: {b}`", "补上 `id: {b}`", b=free)
        return Fix((Change(Place((*path, next(iter(here)))), "before", f"id: {free}"),), False, about)

    @cached_property
    def _given(self) -> set[str]:
        """The ids that are proposed to things without one."""
        return set()

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """The ids of the things that have a name, by that name."""
        found: dict[str, set[str]] = {}
        for id_ in self._defined:
            for path in self._ids[id_]:
                home = self._at(path[:-1]) if path[-1] == "id" else None
                names = (home.get(key) for key in ("name", "title")) if isinstance(home, dict) else ()
                for name in names:
                    if isinstance(name, str):
                        found.setdefault(name.strip(), set()).add(id_)
        return found

    def id_called(self, text: object) -> str | None:
        """The id of the one thing that has this name."""
        ids = self._called.get(text.strip(), set()) if isinstance(text, str) else set()
        return next(iter(ids)) if len(ids) == 1 and kebab(next(iter(ids))) == next(iter(ids)) else None

    @cached_property
    def _ids(self) -> dict[str, list[Path]]:
        """Every place that holds an id, the one of an object or one that names it, by what stands there."""
        found: dict[str, list[Path]] = {}
        for path, text in _id_places(self.data, (), Plan):
            found.setdefault(text, []).append(path)
        return found

    @cached_property
    def _defined(self) -> set[str]:
        return {text for text, paths in self._ids.items() if any(p[-1] == "id" for p in paths)}

    def _id(self, path: Path, text: str, within: bool) -> Fix | None:
        """`within`: whether what stands here names something of the plan itself, and not a metric of the catalogue."""
        called = None if text in self._defined else self.id_called(text)
        if called is not None and within:
            about = say("name {a} becomes its id {b}", "名称 {a} 改为其 id {b}", a=quote(text), b=called)
            return Fix((Change(Place(path), "set", called),), False, about)
        better = kebab(text)
        if better is None:
            return self._proposed(text)
        rivals = {t for t in self._defined if t != text and kebab(t) == better}
        if text in self._defined and (rivals or better in self._defined):
            return None  # two things would be called the same
        about = say("id {a} becomes {b}", "id {a} 改为 {b}", a=quote(text), b=better)
        if text not in self._defined and not rivals and better not in self._defined:
            # it names nothing in the plan, whatever its spelling
            return None if within else Fix((Change(Place(path), "set", better),), False, about)
        paths = self._ids[text]
        if len(paths) > 1:
            about = say("{a}, in {n} places", "{a}，共 {n} 处", a=about, n=len(paths))
        return Fix(tuple(Change(Place(p), "set", better) for p in paths), True, about)

    def _proposed(self, text: str) -> Fix | None:
        """An id of the kind of thing and its number for one of which no letters would be left; only when asked for."""
        home, *mentions = self.places_of(text)
        kind = getattr(_model_at(home[:-1]), "KIND", "") if home else ""
        number = next((p + 1 for p in reversed(home) if isinstance(p, int)), 1)
        better = f"{kind}-{number}"
        if not kind or better in self._defined or re.search("[A-Za-z0-9，、；]", text):
            return None
        about = say(
            "id {a} becomes {b}, in {n} places",
            "id {a} 改为 {b}，共 {n} 处",
            a=quote(text),
            b=better,
            n=len(mentions) + 1,
        )
        return Fix(tuple(Change(Place(p), "set", better) for p in (home, *mentions)), False, about)

    def places_of(self, text: object) -> tuple[Path, ...]:
        """Where an id is given, and then where it is named; () alone for what is no id of one thing of the plan."""
        paths = self._ids.get(text, []) if isinstance(text, str) else []
        homes = [p for p in paths if p[-1] == "id"]
        return (homes[0], *(p for p in paths if p != homes[0])) if len(homes) == 1 else ((),)


def _model_at(path: Path) -> Any:
    """The kind of part that the format has at a path."""
    return next((leaf for leaf in _parts(annotation_at(path, Plan))), None)


def _parts(annotation: Any) -> Iterator[Any]:
    if isinstance(annotation, type):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def kebab(text: str) -> str | None:
    """The kebab-case that a text can only mean; None for what would lose letters, or where the words begin is a guess."""
    text = text.strip()
    if not re.fullmatch(r"[A-Za-z0-9]+(?:[ _.-]+[A-Za-z0-9]+)*[ _.-]*", text) or re.search(r"[a-z][A-Z]", text):
        return None
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def _kinds(leaf: Any) -> Iterator[str]:
    return (kind for m in getattr(leaf, "__metadata__", ()) if isinstance(m, Refers) for kind in m.kinds)


def refers_to(leaf: Any) -> bool:
    """Whether a kind of value is the id of an object of the plan: its own, or one that it refers to."""
    return any(isinstance(m, Refers) for m in getattr(leaf, "__metadata__", ()))


def _id_places(data: Any, path: Path, annotation: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            below = annotation_at((*path, key), Plan)
            if below is not None and get_origin(below) is not dict:
                yield from _id_places(value, (*path, key), below)
            elif below is not None:
                below = get_args(below)[1]
                for name, item in value.items() if isinstance(value, dict) else ():
                    yield from _id_places(item, (*path, key, name), below)
    elif isinstance(data, tuple):
        for number, item in enumerate(data):
            yield from _id_places(item, (*path, number), annotation)
    elif isinstance(data, str) and any(scalar_of(leaf) is scalar_of(Id) for leaf in leaves(annotation)):
        yield path, data
