"""What a value that cannot be read most likely means: the one thing that it can mean where it stands, or nothing.

Each kind of value has its readings; a reading counts only when the plan format takes it at that place, and only when there is
no second one. `5/3/2027` is two days, so it is none; `25/3/2027` is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic_core import ValidationError

from commplan.meant.days import clocks, days, moments
from commplan.meant.numbers import numbers, shares
from commplan.meant.times import durations, recurrences
from commplan.plan.node import Node, validator
from commplan.plan.numbers import Amount, Share
from commplan.plan.scalars import CurrencyCode, LanguageTag, Scalar
from commplan.plan.times import Clock, Day, Length, Recurrence, When
from commplan.spelling import only_near
from commplan.terms import term

Value = str | Decimal | bool


@dataclass(frozen=True, slots=True)
class Around:
    """What the plan says around a value: its key, the language of the plan, the currency that holds there."""

    key: str
    language: str = "en"
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """What a value means, and whether that is sure."""

    value: Value
    safe: bool


_TRUTH = {
    **dict.fromkeys(("yes", "y", "on", "true", "是", "有", "对"), True),
    **dict.fromkeys(("no", "n", "off", "false", "否", "无", "不", "没有"), False),
}
_CURRENCIES = {
    "RMB": "CNY",
    "人民币": "CNY",
    "€": "EUR",
    "£": "GBP",
    "美元": "USD",
    "欧元": "EUR",
    "EURO": "EUR",
    "EUROS": "EUR",
    "元": "CNY",
    "YUAN": "CNY",
    "POUNDS": "GBP",
    "POUNDS STERLING": "GBP",
    "英镑": "GBP",
    "日元": "JPY",
    "YEN": "JPY",
    "US DOLLARS": "USD",
}
_LANGUAGES = {
    **dict.fromkeys(("chinese", "中文", "汉语", "zhongwen"), "zh"),
    **dict.fromkeys(("simplified chinese", "mandarin", "简体中文", "简体", "普通话"), "zh-CN"),
    **dict.fromkeys(("traditional chinese", "繁体中文", "繁體中文"), "zh-Hant"),
    **dict.fromkeys(("english", "英文", "英语"), "en"),
    **dict.fromkeys(("german", "deutsch", "德语"), "de"),
    **dict.fromkeys(("french", "français", "法语"), "fr"),
    **dict.fromkeys(("spanish", "español", "西班牙语"), "es"),
    **dict.fromkeys(("japanese", "日语", "日文"), "ja"),
}
_SURE = 1  # letters that may differ
_SHORT = 3  # a word this short is one letter from too many others


def meant(value: object, annotation: Any, around: Around) -> Meant | None:
    """The one value that this one can mean where the format has `annotation`; None when there is none, or a choice."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # 20270305 is a day
    if not isinstance(value, str):
        return None
    found: dict[Value, bool] = {}
    for leaf in leaves(annotation):
        for reading, safe in _readings(value, leaf, around):
            if takes(leaf, reading):
                found[reading] = found.get(reading, False) or safe
    if len(found) != 1:
        return None
    ((reading, safe),) = found.items()
    return Meant(reading, safe)


def leaves(annotation: Any) -> Iterator[Any]:
    """The kinds of single values that may stand where the format has this annotation, also as one of a list."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        scalar = next((m for m in args[1:] if isinstance(m, Scalar)), None)
        yield from [annotation] if scalar and not scalar.inner else _within(scalar, args[0])
    elif origin in (Union, UnionType):
        for arg in args:
            yield from leaves(arg)
    elif origin is tuple:
        yield from leaves(args[0])
    elif not (
        annotation is NoneType or origin is dict or (isinstance(annotation, type) and issubclass(annotation, Node))
    ):
        yield annotation


def _within(scalar: Scalar | None, inner: Any) -> Iterator[Any]:
    """The kinds of single values that stand for more: `member-a` for {person: member-a}."""
    short = scalar.read("x") if scalar and isinstance(inner, type) and issubclass(inner, Node) else None
    if isinstance(short, dict):
        for key in short:
            yield from leaves(inner.FIELDS[key][0])
    else:
        yield from leaves(inner)


def scalar_of(leaf: Any) -> Scalar | None:
    """How a kind of value is read, when it is one of those that the format reads itself."""
    return next((m for m in getattr(leaf, "__metadata__", ()) if isinstance(m, Scalar)), None)


_TIMES = {
    scalar_of(Day): days,
    scalar_of(When): moments,
    scalar_of(Clock): clocks,
    scalar_of(Length): durations,
    scalar_of(Recurrence): recurrences,
}


def _readings(text: str, leaf: Any, around: Around) -> Iterator[tuple[Value, bool]]:
    if get_origin(leaf) is Literal:
        yield from _words(text, [w for w in get_args(leaf) if isinstance(w, str)])
    elif leaf is bool and text.strip().lower() in _TRUTH:
        yield _TRUTH[text.strip().lower()], True
    elif scalar := scalar_of(leaf):
        for reading in _of_scalar(text, scalar, around):
            yield reading, True


def _of_scalar(text: str, scalar: Scalar, around: Around) -> Iterator[Value]:
    if scalar in _TIMES:
        yield from _TIMES[scalar](text)
    elif scalar is scalar_of(CurrencyCode):
        yield _CURRENCIES.get(text.strip().upper(), text.strip().upper())
    elif scalar is scalar_of(LanguageTag):
        yield _LANGUAGES.get(text.strip().lower(), text.strip().replace("_", "-"))
    elif scalar.json.get("type") in ("number", "integer"):
        currency = around.currency if scalar is scalar_of(Amount) else None
        yield from numbers(text, around.language, currency, around.key)
        if scalar is scalar_of(Share):
            yield from shares(text)


def _words(text: str, allowed: list[str]) -> Iterator[tuple[str, bool]]:
    """The words of the format that a word stands for: in other letters, translated, or misspelt."""
    plain = re.sub(r"[\s_]+", "-", text.strip().lower())
    translated = [w for w in allowed if term(w).zh == text.strip() or term(w).en.lower() == text.strip().lower()]
    if plain in allowed or translated:
        yield from ((w, True) for w in ([plain] if plain in allowed else translated))
    elif near := only_near(plain, allowed):
        yield near.word, near.distance <= _SURE and len(plain) > _SHORT


def takes(leaf: Any, value: Value) -> bool:
    """Whether the format takes a value where it has this kind."""
    given: object = value
    if isinstance(value, Decimal):
        given = int(value) if value == value.to_integral_value() else float(value)
    try:
        validator(leaf).validate_python(given)
    except ValidationError:
        return False
    return True
