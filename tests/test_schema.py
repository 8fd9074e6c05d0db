"""The JSON Schema that editors are given says what the loader says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from commplan import load
from commplan.document import read, resolve
from commplan.document.include import include
from commplan.plan import PARTS, Plan
from commplan.schema import config_schema, json_schema
from made_plan import full, odd
from test_load import FAULTS
from test_pieces import RULES

ROOT = Path(__file__).parents[1]
FILE = ROOT / "schema" / "commplan-1.schema.json"
PLANS = [p for p in sorted((ROOT / "plans").iterdir()) if (p / "plan.yaml").is_file()]


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema(), format_checker=FormatChecker())


def lists(value: Any) -> Any:
    """Data as a JSON program has it: lists for tuples."""
    if isinstance(value, dict):
        return {k: lists(v) for k, v in value.items()}
    return [lists(v) for v in value] if isinstance(value, tuple) else value


def complaints(data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(lists(data))]


def test_it_is_a_schema_of_its_dialect() -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(schema["properties"]) == ["commplan", "include", "plan", *PARTS]
    assert schema["required"] == ["commplan", "plan"]


def test_the_file_in_the_repository_is_current(accept: bool) -> None:
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if accept:
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(text, encoding="utf-8", newline="\n")
    assert FILE.is_file(), "run pytest --accept"
    assert FILE.read_text("utf-8") == text


def objects(schema: Any, path: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield path, schema
        for key, value in schema.items():
            yield from objects(value, f"{path}.{key}")
    elif isinstance(schema, list):
        for i, value in enumerate(schema):
            yield from objects(value, f"{path}[{i}]")


def test_every_key_has_its_sentence_and_no_object_takes_others() -> None:
    found = list(objects(json_schema()))
    assert len(found) > 50
    assert [path for path, schema in found if schema.get("additionalProperties") is not False] == []
    assert _unlike(r"[A-Za-z0-9.][^一-龥。，：；]*\.", json_schema()) == []


def test_chinese_readers_get_every_sentence_in_chinese() -> None:
    assert _unlike(r".*[一-龥].*(?:。|……)", json_schema("zh")) == []
    assert _unlike(r".*[一-龥].*", config_schema(RULES.values(), "zh")) == []
    assert json_schema("zh")["properties"]["goals"]["description"] == "第一部分：社群目标与定位。"


def _unlike(form: str, schema: Any) -> list[str]:
    """The keys without a sentence of this form."""
    return [
        f"{path}.{key}: {value.get('description')}"
        for path, held in objects(schema)
        for key, value in held["properties"].items()
        if not re.fullmatch(form, str(value.get("description")), re.DOTALL)
    ]


def test_it_refers_to_nothing_outside_itself() -> None:
    def references(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if "$ref" in value:
                yield value["$ref"]
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    assert [r for r in references(json_schema()) if not r.startswith("#/$defs/")] == []


@pytest.mark.parametrize("folder", PLANS, ids=lambda p: p.name)
def test_it_takes_the_plans(folder: Path) -> None:
    document = read("plan.yaml", (folder / "plan.yaml").read_bytes())
    assert include(document, folder)
    resolve(document)
    assert complaints(document.data) == []


@pytest.mark.parametrize("folder", PLANS, ids=lambda p: p.name)
def test_it_takes_each_file_of_a_plan_but_for_what_stands_in_the_others(folder: Path) -> None:
    for path in folder.glob("*.yaml"):
        document = read(path.name, path.read_bytes())
        resolve(document)
        told = complaints(document.data)
        assert [c for c in told if "is a required property" not in c] == []


def test_it_takes_a_plan_with_every_key() -> None:
    assert complaints(full(lambda: "Text")) == []


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_it_takes_whatever_the_loader_takes(start: int) -> None:
    for seed in range(start, start + 20):
        data = odd(seed)
        assert load.plan("plan.yaml", json.dumps(data).encode()).plan is not None
        assert complaints(data) == []


# what JSON Schema cannot tell, and what is no fault of the data but of the text
BEYOND = {"a duration of a thousand years", "a number that is none", "one cause, one fault"}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_it_refuses_what_the_loader_refuses(name: str) -> None:
    document = read("plan.yaml", FAULTS[name].encode())
    resolve(document)
    refused = bool(complaints(document.data))
    assert refused == (name not in BEYOND), complaints(document.data)


def test_a_text_may_be_given_in_several_languages() -> None:
    data = {"commplan": 1, "plan": {"id": "p", "title": {"en": "Plan", "zh": "方案"}}}
    assert complaints(data) == []


def test_it_knows_every_key_that_the_loader_knows() -> None:
    schema = json_schema()
    names = {name for _, found in objects(schema) for name in found["properties"]}

    def keys(model: Any) -> Iterator[str]:
        yield from model.FIELDS

    assert set(keys(Plan)) <= names
