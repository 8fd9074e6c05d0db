"""The JSON Schemas of plan files and of the configuration, made by pydantic from the declarations that validate them."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from commplan.plan import Plan
from commplan.plan.node import schema_of
from commplan.policy.config import Config
from commplan.rule import Rule, Threshold
from commplan.words import Language, Words, say

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(language: Language = "en") -> dict[str, Any]:
    """The schema (2020-12) of format version 1; every key has its sentence, so that an editor can show it."""
    made = GenerateJsonSchema().generate(schema_of(Plan), mode="validation")
    included = {
        "description": say(
            "Other files of this plan, relative to this one and below its folder.",
            "本方案的其他文件，路径相对于本文件且在其文件夹之内。",
        ),
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    }
    properties = {"commplan": made["properties"].pop("commplan"), "include": included, **made["properties"]}
    title = say("commplan plan, format 1", "commplan 方案，格式 1")
    return _told({"$schema": DIALECT, **made, "title": title, "properties": properties}, language)


def config_schema(rules: Iterable[Rule], language: Language = "en") -> dict[str, Any]:
    """The schema (2020-12) of `commplan.toml`, with the names of the rules and of their thresholds."""
    made = GenerateJsonSchema().generate(schema_of(Config), mode="validation")
    known = sorted(rules, key=lambda r: r.code)
    single = sorted({w for r in known if r.part not in ("file", "policy") for w in (r.code, r.name)})
    words = sorted({w for r in known for w in (r.code, r.name, r.part, *(r.code[:n] for n in (1, 2, 3)))})
    made.setdefault("$defs", {})["rules"] = {
        "description": say("A code, the beginning of codes, a name, or a part.", "代码、代码前缀、名称或部分。"),
        "enum": words,
    }
    properties = made["properties"]
    for key in ("select", "extend-select", "ignore"):
        _name(properties[key])
    _name(properties["per-file-ignores"]["additionalProperties"])
    properties["severity"]["propertyNames"] = {"$ref": "#/$defs/rules"}
    properties["thresholds"] = {
        "description": properties["thresholds"]["description"],
        "type": "object",
        "properties": {word: _thresholds(r) for r in known if r.thresholds for word in (r.name, r.code)},
        "additionalProperties": False,
    }
    properties["waivers"]["items"]["properties"]["rule"]["enum"] = single
    return _told({"$schema": DIALECT, **made, "title": say("commplan configuration", "commplan 配置")}, language)


def _told(schema: dict[str, Any], language: Language) -> dict[str, Any]:
    """The same with its sentences in one language, without those that pydantic makes up from names and docstrings."""
    return {k: _within(v, language) for k, v in schema.items() if k not in _MADE_UP or not isinstance(v, str)}


_MADE_UP = ("title", "description")


def _within(value: Any, language: Language) -> Any:
    if isinstance(value, dict):
        return _told(value, language)
    if isinstance(value, list):
        return [_within(v, language) for v in value]
    return value.in_language(language) if isinstance(value, Words) else value


def _name(schema: dict[str, Any]) -> None:
    """Let the words of a list, or one that stands alone, be names of rules."""
    for choice in schema["anyOf"]:
        (choice["items"] if choice["type"] == "array" else choice).update({"$ref": "#/$defs/rules"})


def _thresholds(rule: Rule) -> dict[str, Any]:
    found = {name: _threshold(threshold) for name, threshold in rule.thresholds.items()}
    return {"description": rule.page.title, "type": "object", "properties": found, "additionalProperties": False}


def _threshold(threshold: Threshold) -> dict[str, Any]:
    kind = "integer" if isinstance(threshold.default, int) else "number"
    most = {} if threshold.most == inf else {"maximum": threshold.most}
    told = {"description": threshold.about, "default": threshold.default}
    return {"type": kind, "minimum": threshold.least, **most, **told}
