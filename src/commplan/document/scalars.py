"""What an unquoted scalar of YAML 1.2 means: the core schema, and nothing of YAML 1.1.

`no` is text, `14:30` is text, `007` is seven, `0o14` is twelve, `1_000` is text.
"""

from __future__ import annotations

import re
from typing import Any

MAX_DIGITS = 100  # no plan counts further, and Python refuses to print integers of thousands of digits

_NUMBERISH = frozenset("+-.0123456789")
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_PREFIXED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_NOT_FINITE = re.compile(r"([-+]?)\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_KINDS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "null": (type(None),),
}


def plain(text: str) -> Any:
    """The value of an unquoted scalar; ValueError for an integer too long to be meant."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBERISH:
        return text
    if _INT.fullmatch(text):
        return int(_counted(text))
    if _FLOAT.fullmatch(text):
        return float(text)
    if _PREFIXED.fullmatch(text):
        return int(_counted(text), 0)
    if found := _NOT_FINITE.fullmatch(text):
        return float(f"{found[1] or ''}{found[2] or found[3]}")
    return text


def tagged(text: str, kind: str) -> Any:
    """The value of a scalar that says its kind itself, as `!!int 3` does; ValueError when it is not of that kind."""
    value: Any = plain(text)
    if isinstance(value, bool) != (kind == "bool") or not isinstance(value, _KINDS[kind]):
        raise ValueError(text)
    return float(value) if kind == "float" and isinstance(value, int) else value


def _counted(text: str) -> str:
    if len(text) > MAX_DIGITS:
        raise ValueError(text)
    return text
