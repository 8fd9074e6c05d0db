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

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema (2020-12) of format version 1; every key has its sentence, so that an editor can show it."""
    made = GenerateJsonSchema().generate(schema_of(Plan), mode="validation")
    included = {
        "description": "Other files of this plan, relative to this one and below its folder.",
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    }
    properties = {"commplan": made["properties"].pop("commplan"), "include": included, **made["properties"]}
    return {"$schema": DIALECT, "title": "commplan plan, format 1", **made, "properties": properties}


def config_schema(rules: Iterable[Rule]) -> dict[str, Any]:
    """The schema (2020-12) of `commplan.toml`, with the names of the rules and of their thresholds."""
    made = GenerateJsonSchema().generate(schema_of(Config), mode="validation")
    known = sorted(rules, key=lambda r: r.code)
    single = sorted({w for r in known if r.part not in ("file", "policy") for w in (r.code, r.name)})
    words = sorted({w for r in known for w in (r.code, r.name, r.part, *(r.code[:n] for n in (1, 2, 3)))})
    made.setdefault("$defs", {})["rules"] = {
        "description": "A code, the beginning of codes, a name, or a part.",
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
    return {"$schema": DIALECT, **made, "title": "commplan configuration"}


def _name(schema: dict[str, Any]) -> None:
    """Let the words of a list, or one that stands alone, be names of rules."""
    for choice in schema["anyOf"]:
        (choice["items"] if choice["type"] == "array" else choice).update({"$ref": "#/$defs/rules"})


def _thresholds(rule: Rule) -> dict[str, Any]:
    found = {name: _threshold(threshold) for name, threshold in rule.thresholds.items()}
    return {"description": rule.page.title.en, "type": "object", "properties": found, "additionalProperties": False}


def _threshold(threshold: Threshold) -> dict[str, Any]:
    kind = "integer" if isinstance(threshold.default, int) else "number"
    most = {} if threshold.most == inf else {"maximum": threshold.most}
    told = {"description": threshold.about.en, "default": threshold.default}
    return {"type": kind, "minimum": threshold.least, **most, **told}
