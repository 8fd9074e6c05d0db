"""What `init` writes: a plan that reads well, asks only for what was not said, and leads to a clean check."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

import commplan.rules
from commplan import lint, load, render, scaffold
from commplan.discover import discover
from commplan.finding import dotted
from commplan.plan import Plan
from commplan.report import Checked
from commplan.rule import Rule
from commplan.scaffold import PROFILES, Facts
from commplan.words import LANGUAGES, Language

RULES = discover(commplan.rules, Rule)
TODAY = date(2026, 8, 15)
START, END = date(2026, 9, 1), date(2027, 8, 31)
EXTRA = tuple(p for p in PROFILES if p != "base")
EVERY = [c for n in range(len(EXTRA) + 1) for c in combinations(EXTRA, n)]


def begun(language: Language = "en", **facts: Any) -> str:
    """The text of a new plan, its time zone given."""
    told = Facts(**{"language": language, "start": START, "end": END, "timezone": "Asia/Shanghai", **facts})
    return scaffold.files(told, render.scaffold)["plan.yaml"]


def checked(text: str) -> Checked:
    return lint.plan(load.plan("plan.yaml", text.encode()), RULES, TODAY)


def read(text: str) -> Plan:
    loaded = load.plan("plan.yaml", text.encode())
    assert [f.problem.message.en for f in loaded.document.faults] == []
    assert loaded.plan is not None
    return loaded.plan


def asked(result: Checked) -> list[str]:
    """Everything the check wants to know, in the order of the plan: code and place, unknowns with a question mark."""
    told = [(f.span, f"{f.code} {dotted(f.path)}") for f in result.findings]
    told += [(u.span, f"{u.code}? {dotted(u.path)}") for u in result.undecided]
    return [text for _, text in sorted(told)]


BASE = [
    "P203 plan.title",
    "P203 goals.purpose",
    "P203 goals.audiences[0].name",
    "G101 goals.objectives[0]",
    "P203 goals.objectives[0].statement",
    "B103? structure.people[0]",
    "P203 structure.people[0].name",
    "S102 structure.roles[1]",
    "P203 rules.reporting.intakes[0].contact",
    "B103? rules.routines",
    "C101? content.channels[0]",
    "B103? content.calendar",
    "R101? risks.register[0]",
]


class TestAsks:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_only_for_what_was_not_said(self, language: Language) -> None:
        assert asked(checked(begun(language))) == BASE

    def test_for_the_time_zone_when_it_is_not_known(self) -> None:
        assert asked(checked(begun(timezone=None))) == BASE
