"""The small values of a plan: texts, dates, moments, durations, shares, references.

YAML gives text, numbers, true/false and null; everything finer is read here, strictly, and refused with a sentence
that says what was found and how to write it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Self, TypeVar

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from commplan.words import Words, quote, say


def fault(kind: str, words: Words, hint: Words | None = None) -> PydanticCustomError:
    """A refusal that carries its own sentences; `kind` is the name of the rule it is reported under."""
    return PydanticCustomError("commplan", "{kind}", {"kind": kind, "words": words, "hint": hint})


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """How a small value is read: `read` gets what YAML gave and returns the value or raises a fault.

    `inner` says whether the annotated type itself validates what `read` returns; `json` is its JSON Schema.
    """

    read: Callable[..., Any]
    json: Mapping[str, Any]
    inner: bool = False
    with_context: bool = False
    also: Callable[[dict[str, Any]], dict[str, Any]] | None = None  # the JSON Schema of what `read` takes besides

    def schema(self, of_type: Callable[[], CoreSchema]) -> CoreSchema:
        told: dict[str, Any] = {"pydantic_js_updates": dict(self.json)}
        if self.inner:
            also = self.also
            if also:
                told = {"pydantic_js_functions": [lambda schema, handler: also(handler(schema))]}
            return core_schema.no_info_before_validator_function(self.read, of_type(), metadata=told)
        make = core_schema.with_info_plain_validator_function if self.with_context else _plain
        return make(self.read, json_schema_input_schema=core_schema.any_schema(), metadata=told)


_plain = core_schema.no_info_plain_validator_function


def kind_of(value: object) -> Words:
    """What YAML made of a value, in words."""
    if value is None:
        return say("nothing", "空值")
    if isinstance(value, bool):
        return say("true/false", "真假值")
    if isinstance(value, int | float):
        return say("a number", "数字")
    if isinstance(value, str):
        return say("text", "文本")
    return say("a mapping", "键值表") if isinstance(value, Mapping) else say("a list", "列表")


def wrong_type(value: object, wanted: Words, hint: Words | None = None) -> PydanticCustomError:
    """The refusal of a value of another type than wanted."""
    return fault(
        "wrong-type",
        say("needs {wanted}, found {found}", "这里应为{wanted}，实际是{found}", wanted=wanted, found=kind_of(value)),
        hint,
    )


_QUOTE = say("put it in quotes, so that it is read as text", "加上引号，使其按文本读取")


class Untranslated(str):
    """Text that a plan holds in several languages, but not in the one that was asked for."""

    __slots__ = ("language",)

    language: str

    def __new__(cls, text: str, language: str = "") -> Self:
        found = super().__new__(cls, text)
        found.language = language
        return found


def _text(value: object, info: core_schema.ValidationInfo) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and value and all(isinstance(v, str) for v in value.values()):
        wanted = (info.context or {}).get("language")
        near = [k for k in value if wanted and str(k).split("-")[0] == str(wanted).split("-")[0]]
        if wanted in value or near:
            return value[wanted if wanted in value else near[0]]
        tag, first = next(iter(value.items()))
        return Untranslated(first, str(tag)) if wanted else first
    wanted_words = say("text", "文本")
    raise wrong_type(value, wanted_words, _QUOTE if isinstance(value, int | float) else None)


Text = Annotated[
    str,
    Scalar(
        _text,
        {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]},
        with_context=True,
    ),
]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


_SEVERAL = re.compile(r"[a-z0-9-]{1,60}(?:\s*[;,/&，、；]\s*[a-z0-9-]{1,60}){1,20}")


def _id(value: object) -> object:
    if not isinstance(value, str):
        raise wrong_type(value, say("an id as text", "文本形式的 id"), _QUOTE)
    if not _ID.fullmatch(value):
        wide = re.search("[，、；]", value)
        if wide or _SEVERAL.fullmatch(value):
            words = (
                say("{v} holds full-width punctuation", "{v} 中有全角标点", v=quote(value))
                if wide
                else say("{v} holds several ids", "{v} 中有好几个 id", v=quote(value))
            )
            listed = ", ".join(re.findall(r"[a-z0-9-]+", value)) if _SEVERAL.fullmatch(value) else ""
            hint = (
                say("write a list: [{l}]", "写成列表：[{l}]", l=listed)
                if listed
                else say(
                    "write a list of ids with half-width commas: [member-a, member-b]",
                    "写成 id 的列表，用半角逗号：[member-a, member-b]",
                )
            )
            raise fault("bad-value", words, hint)
        better = "-".join(re.findall(r"[a-z0-9]+", value.lower()))
        raise fault(
            "bad-value",
            say(
                "id {v} may hold only a-z, 0-9 and single hyphens",
                "id {v} 只能用 a-z、0-9 与单个短横线",
                v=quote(value),
            ),
            say("write it as {b!r}", "写成 {b!r}", b=better)
            if better
            else say(
                "use a-z, 0-9 and single hyphens, such as member-a, wherever it is named",
                "只用 a-z、0-9 与单个短横线，例如 member-a，提到它的各处都要一致",
            ),
        )
    return value


ID_SCHEMA = {"type": "string", "pattern": f"^{_ID.pattern}$"}
Id = Annotated[str, Scalar(_id, ID_SCHEMA)]


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a field that holds the id of an object of one of these kinds."""

    kinds: tuple[str, ...]


T = TypeVar("T")


def _many(value: object) -> object:
    return (value,) if isinstance(value, str | Mapping) else value


def _or_one(array: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [array["items"], array]}


OneOrMany = Annotated[tuple[T, ...], Scalar(_many, {}, inner=True, also=_or_one)]

Who = Annotated[Id, Refers(("person", "role", "body"))]
Whos = OneOrMany[Who]


def pattern(regex: str, wanted: Words, hint: Words) -> Scalar:
    """Text that matches the whole regex."""
    compiled = re.compile(regex)

    def read(value: object) -> object:
        if not isinstance(value, str):
            raise wrong_type(value, wanted, hint)
        if not compiled.fullmatch(value):
            raise fault("bad-value", say("{v} is not {w}", "{v} 不是{w}", v=quote(value), w=wanted), hint)
        return value

    return Scalar(read, {"type": "string", "pattern": f"^{regex}$"})


_LANGUAGE = say("a language tag", "语言标签")
LanguageTag = Annotated[
    str,
    pattern(
        r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*",
        _LANGUAGE,
        say("write it after BCP 47: en, zh, zh-Hans, pt-BR", "按 BCP 47 写：en、zh、zh-Hans、pt-BR"),
    ),
]
CurrencyCode = Annotated[
    str,
    pattern(
        r"[A-Z]{3}",
        say("a currency code", "货币代码"),
        say("write it after ISO 4217: EUR, USD, CNY", "按 ISO 4217 写：EUR、USD、CNY"),
    ),
]
