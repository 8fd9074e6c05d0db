"""What every part of a plan is: frozen, closed to unknown keys, and aware of its own place.

Parts are declared like dataclasses and validated by pydantic's engine, pydantic-core, from the schema built here out
of their annotations. pydantic's own model classes would do the same, but making eighty of them at every start costs
more than a whole check (benchmarks/startup.py holds the figures); the JSON Schema still comes from pydantic.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar, Union, dataclass_transform, get_args, get_origin

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from commplan.finding import Path, Place
from commplan.plan.scalars import Refers, Scalar
from commplan.words import Words


@dataclass(frozen=True, slots=True)
class Spec:
    """A declared field: its sentence in both languages, and its default or the maker of it; neither: it must be given."""

    en: str
    zh: str
    default: Any = ...
    make: Callable[[], Any] | None = None

    @property
    def words(self) -> Words:
        return Words(self.en, self.zh)


def need(en: str, zh: str) -> Any:
    """A field that must be given."""
    return Spec(en, zh)


def own_id() -> Any:
    """The id by which other parts of the plan name this one."""
    return need(
        "Short name that others refer to, in a-z, 0-9 and single hyphens: member-a.",
        "短名称，供别处引用；只用 a-z、0-9 与单个短横线，例如 member-a。",
    )


def maybe(en: str, zh: str, default: Any = None, make: Callable[[], Any] | None = None) -> Any:
    """An optional field."""
    return Spec(en, zh, default, make)


def many(en: str, zh: str) -> Any:
    """A list field, empty by default."""
    return Spec(en, zh, ())


def part(model: "type[N]", en: str, zh: str) -> Any:
    """A part of the plan that is simply empty when the plan does not hold it."""
    return Spec(en, zh, make=model.empty)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(need, own_id, maybe, many, part))
class Node:
    """A part of a plan. `at(...)` gives the place of the part or of something in it."""

    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__", "_path")

    KIND: ClassVar[str] = ""  # what references call an object of this class; empty when nothing refers to it
    FIELDS: ClassVar[dict[str, tuple[Any, Spec]]] = {}
    HYPHENS: ClassVar[bool] = False  # whether keys are written with hyphens where Python has underscores
    model_config: ClassVar[dict[str, Any]] = {"extra": "forbid"}  # pydantic's JSON Schema generator asks for it

    def __init_subclass__(cls) -> None:
        own = {k: a for k, a in cls.__annotations__.items() if isinstance(cls.__dict__.get(k), Spec)}
        cls.FIELDS = {**cls.FIELDS, **{k: (a, cls.__dict__[k]) for k, a in own.items()}}
        for key in own:
            delattr(cls, key)  # else the declaration would shine through where a value belongs

    def __setattr__(self, key: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"

    @classmethod
    def spelt(cls) -> dict[str, tuple[Any, Spec]]:
        """The declared fields by the keys that users write."""
        return {cls.spelling(k): f for k, f in cls.FIELDS.items()} if cls.HYPHENS else cls.FIELDS

    @staticmethod
    def spelling(key: str) -> str:
        """A field of a class with HYPHENS as users write it; one that would hide something of Node ends in a `_`."""
        return key.rstrip("_").replace("_", "-")

    @classmethod
    def empty(cls) -> Self:
        """This part with nothing in it but defaults."""
        made = cls.__new__(cls)
        values = {k: s.make() if s.make else s.default for k, (_, s) in cls.FIELDS.items()}
        object.__setattr__(made, "__dict__", values)
        object.__setattr__(made, "__pydantic_fields_set__", set())
        return made

    @property
    def path(self) -> Path:
        found: Path = getattr(self, "_path", ())
        return found

    def at(self, *keys: str | int, on: Literal["value", "key"] = "value") -> Place:
        return Place(self.path + keys, on)

    def says(self, key: str) -> bool:
        """Whether the plan itself states this key (and not only our default)."""
        return key in self.__pydantic_fields_set__  # type: ignore[attr-defined]

    def settled(self, path: Path = ()) -> Self:
        """This part and all parts below it, having learnt their places; called once, by the loader."""
        object.__setattr__(self, "_path", path)
        for key, value in self.__dict__.items():
            if isinstance(value, Node):
                value.settled((*path, key))
            elif isinstance(value, tuple):
                for i, item in enumerate(value):
                    if isinstance(item, Node):
                        item.settled((*path, key, i))
        return self

    def nodes(self) -> "Iterator[Node]":
        """This part and every part below it, in the order of the plan."""
        yield self
        for key in self.FIELDS:
            value = self.__dict__[key]
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Node):
                    yield from item.nodes()

    def references(self) -> Iterator[tuple[Path, str, Refers]]:
        """Every reference this part itself makes: its path below the part, the id it names, what it may name."""
        model: Any = type(self)
        for key, refers in _reference_fields(model):
            value = self.__dict__[key]
            if isinstance(value, str):
                yield (key,), value, refers
            elif isinstance(value, tuple):
                for i, item in enumerate(value):
                    if isinstance(item, str):
                        yield (key, i), item, refers


N = TypeVar("N", bound=Node)


@cache
def validator(model: Any) -> SchemaValidator:
    """The validator of a part and all below it; built once in a run."""
    return SchemaValidator(schema_of(model))


@cache
def schema_of(annotation: Any) -> CoreSchema:
    """The pydantic-core schema of one of our annotations; TypeError for one that has no meaning in a plan."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        scalar = next((m for m in args[1:] if isinstance(m, Scalar)), None)
        return scalar.schema(lambda: schema_of(args[0])) if scalar else schema_of(args[0])
    if origin in (Union, UnionType):
        rest = [schema_of(a) for a in args if a is not NoneType]
        inner = rest[0] if len(rest) == 1 else core_schema.union_schema(list(rest), mode="left_to_right")
        return core_schema.nullable_schema(inner) if NoneType in args else inner
    if origin is Literal:
        return core_schema.literal_schema(list(args))
    if origin is tuple:
        return core_schema.tuple_schema([schema_of(args[0])], variadic_item_index=0, strict=True)
    if origin is dict:
        return core_schema.dict_schema(schema_of(args[0]), schema_of(args[1]), strict=True)
    if annotation is bool:
        return core_schema.bool_schema(strict=True)
    if annotation is str:
        return core_schema.str_schema(strict=True)
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return _model_schema(annotation)
    raise TypeError(f"no schema for {annotation!r}")


def _model_schema(model: type[Node]) -> CoreSchema:
    fields = {}
    for key, (annotation, spec) in model.FIELDS.items():
        schema = schema_of(annotation)
        if spec.make:
            schema = core_schema.with_default_schema(schema, default_factory=spec.make)
        elif spec.default is not ...:
            schema = core_schema.with_default_schema(schema, default=spec.default)
        told = {"description": spec.words}
        alias = model.spelling(key) if model.HYPHENS else None
        fields[key] = core_schema.model_field(schema, validation_alias=alias, metadata={"pydantic_js_updates": told})
    inner = core_schema.model_fields_schema(fields, extra_behavior="forbid", model_name=model.__name__)
    return core_schema.model_schema(model, inner, strict=False, frozen=True)


@cache
def _reference_fields(model: Any) -> tuple[tuple[str, Refers], ...]:
    found = []
    for key, (annotation, _) in model.FIELDS.items():
        refers = next((a for a in _annotations(annotation) if isinstance(a, Refers)), None)
        if refers:
            found.append((key, refers))
    return tuple(found)


def _annotations(annotation: Any) -> Iterator[object]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _annotations(inner)
