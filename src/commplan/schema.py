"""The JSON Schema of plan files, made by pydantic from the same declarations that validate them."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from commplan.plan import Plan
from commplan.plan.node import schema_of

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
