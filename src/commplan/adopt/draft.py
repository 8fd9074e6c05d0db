"""A plan in the making: its objects by collection, each value as the plan format takes it, and all that was left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from commplan.escape import visible
from commplan.meant import Around, leaves, meant, takes
from commplan.plan.content import Channel, Entry, Outcome, Pillar
from commplan.plan.goals import Audience, Objective
from commplan.plan.node import Node
from commplan.plan.risks import Risk
from commplan.plan.structure import Body, Person, Role
from commplan.words import Language, Words, quote, say

MODELS: dict[str, type[Node]] = {
    "audiences": Audience,
    "objectives": Objective,
    "people": Person,
    "bodies": Body,
    "roles": Role,
    "channels": Channel,
    "pillars": Pillar,
    "calendar": Entry,
    "register": Risk,
}
_LONGEST_ID = 40
_NAME_KEYS = {"calendar": "title", "register": "title", "objectives": "statement"}


@dataclass(frozen=True, slots=True)
class Left:
    """Something of a file that is not in the plan: where, and what became of it."""

    place: str
    words: Words


@dataclass(slots=True)
class Draft:
    """`objects`: by collection and id, the fields of each. `left` is in the order of the files."""

    language: Language
    currency: str | None = None
    taken: set[str] = field(default_factory=set)
    objects: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: {name: {} for name in MODELS})
    left: list[Left] = field(default_factory=list)
    _by_name: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, collection: str, name: str, id_: str = "") -> str:
        """A new object of this name; its id, made of `id_` or the name, is nobody else's."""
        made = self._free(_slug(id_ or name), collection)
        fields: dict[str, Any] = {"id": made}
        shown = visible(name)
        if shown:
            fields[_NAME_KEYS.get(collection, "name")] = shown
        self.objects[collection][made] = fields
        self._by_name.setdefault((collection, shown.casefold()), made)
        return made

    def named(self, collection: str, name: str) -> str:
        """The id of the object of this name: the one that is there, else a new one."""
        return self._by_name.get((collection, visible(name).casefold())) or self.add(collection, name)

    def who(self, name: str) -> str:
        """The id of a person, role or body of this name; a new role when there is none: a name alone tells no more."""
        kinds = ("people", "roles", "bodies")
        there = (self._by_name.get((kind, visible(name).casefold())) for kind in kinds)
        return next((id_ for id_ in there if id_), None) or self.add("roles", name)

    def put(self, collection: str, id_: str, key: str, value: object, place: str) -> None:
        """Set a field to what a value means there; leave it when it means nothing, or more than one thing."""
        found = self.read(MODELS[collection], key, value)
        if found is None:
            self.leave(place, say("{v} cannot be read as `{k}`", "{v} 无法读作 `{k}`", v=quote(value), k=key))
        else:
            self.objects[collection][id_][key] = found

    def read(self, model: type[Node], key: str, value: object) -> object:
        """A value as the plan format takes it in this field; None when it does not."""
        annotation = model.FIELDS[key][0]
        given = visible(value) if isinstance(value, str) else value
        if any(takes(leaf, given) for leaf in leaves(annotation)):  # type: ignore[arg-type]
            return given
        found = meant(given, annotation, Around(key, self.language, self.currency))
        if found is None:
            return None
        if isinstance(found.value, Decimal):
            whole = found.value == found.value.to_integral_value()
            return int(found.value) if whole else float(found.value)
        return found.value

    def outcome(self, id_: str, day: object, attended: object, place: str) -> None:
        """Note how many came to an entry on a day."""
        count = self.read(Outcome, "attended", attended)
        when = self.read(Outcome, "date", day)
        if count is None or when is None:
            self.leave(place, say("{v} cannot be read as `attended`", "{v} 无法读作 `attended`", v=quote(attended)))
        else:
            self.objects["calendar"][id_].setdefault("outcomes", []).append({"date": when, "attended": count})

    def leave(self, place: str, words: Words) -> None:
        self.left.append(Left(place, words))

    def _free(self, base: str, collection: str) -> str:
        kind = MODELS[collection].KIND
        if not base:
            # Nothing Latin is in the name: a number, as ids are plain letters.
            base, count = f"{kind}-1", 1
            while base in self.taken:
                count += 1
                base = f"{kind}-{count}"
        # What something of another kind is called already gets its own kind behind it, else a number.
        stem = f"{base}-{kind}" if base in self.taken and base not in self.objects[collection] else base
        name, count = stem, 1
        while name in self.taken:
            count += 1
            name = f"{stem}-{count}"
        self.taken.add(name)
        return name

    @property
    def days(self) -> list[str]:
        """The days that entries begin on, as text, earliest first."""
        starts: Iterable[Any] = (entry.get("start") for entry in self.objects["calendar"].values())
        return sorted(str(start)[:10] for start in starts if start)


def _slug(name: str) -> str:
    """The Latin letters and digits of a name, whole words up to a length; empty when there is no letter among them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = ""
    for word in re.findall(r"[a-z0-9]+", plain):
        longer = f"{made}-{word}" if made else word[:_LONGEST_ID]
        if len(longer) > _LONGEST_ID:
            break
        made = longer
    return made if re.search("[a-z]", made) else ""
