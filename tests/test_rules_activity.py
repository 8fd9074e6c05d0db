"""What the rules about what really happened say, to the letter, and where; each case against a table of events.

The goldens hold, for each case, what is said in both languages: `path: message -> hint` for findings, `path? what is missing`
where the rule cannot decide, `- why` when there is nothing to judge, and a dash alone where nothing is said.
"""

from __future__ import annotations

import json
from datetime import date

import pytest

from commplan import load
from commplan.activity.event import CAPABILITIES
from commplan.checking import lint
from commplan.measuring import observe
from commplan.words import LANGUAGES
from conftest import Golden
from happened import Case, Lived, held_against, said
from lived_content import CONTENT
from lived_goals import GOALS
from lived_risks import RISKS
from lived_rules import RULES
from lived_structure import STRUCTURE
from made_plan import odd
from test_pieces import RULES as RULES_OF_ALL

CASES: dict[str, dict[str, Case]] = {**GOALS, **STRUCTURE, **CONTENT, **RISKS, **RULES}


GOLDENS = {
    "C131": "lived-C131.txt",
    "C132": "lived-C132.txt",
    "G130": "lived-G130.txt",
    "G131": "lived-G131.txt",
    "M130": "lived-M130.txt",
    "M131": "lived-M131.txt",
    "R130": "lived-R130.txt",
    "S130": "lived-S130.txt",
}


def told(code: str, case: Case) -> str:
    result = held_against(case.plan, case.happened, (code,), case.today, set(CAPABILITIES) - case.untold)
    return "\n".join(line for language in LANGUAGES for line in said(result, language) or ["-"])


@pytest.mark.parametrize("code", GOLDENS)
def test_what_is_said_of_each_case(code: str, golden: Golden) -> None:
    golden(GOLDENS[code], "\n\n".join(f"== {name}\n{told(code, c)}" for name, c in CASES[code].items()) + "\n")


def test_each_rule_about_what_happened_has_cases() -> None:
    assert sorted(r.code for r in RULES_OF_ALL.values() if r.asks_activity) == sorted(GOLDENS)


@pytest.mark.parametrize(
    ("start", "today", "missing"),
    [
        ("2027-02-01", date(2027, 1, 31), "the plan begins on 2027-02-01: nothing of it has happened yet"),
        ("2027-01-16", date(2027, 2, 1), "The activity covers 17 Dec 2026; nothing of 16 Jan 2027 to 1 Feb 2027."),
    ],
)
def test_what_is_missing_for_all_of_them_is_said_once(start: str, today: date, missing: str) -> None:
    table = "time              member kind\n2026-12-17T09:00  A      message"
    result = held_against(f"plan: {{period: {{start: {start}}}}}", table, GOLDENS, today)
    assert [(w.first.missing.en, sorted(code for code, _ in w.rules)) for w in result.waits] == [
        (missing, sorted(GOLDENS))
    ]


ODD = """
time              member kind    channel id thread times
2026-06-30T09:00  A      join    -       -  -      1
2026-07-01T09:00  A      message slack   q  -      1
2026-07-01T10:00  B      reply   slack   -  q      1
2027-02-01T10:00  B      message slack   -  -      300
2027-06-01T10:00  A      leave   -       -  -      1
2027-08-01T10:00  A      message slack   -  -      1
"""


@pytest.mark.parametrize("seed", range(6))
def test_a_plan_that_makes_no_sense_is_held_against_what_happened_all_the_same(seed: int) -> None:
    loaded = load.plan("plan.yaml", json.dumps(odd(seed)).encode())
    assert loaded.plan is not None
    asking = {name: rule for name, rule in RULES_OF_ALL.items() if rule.asks_activity}
    activity = observe.plan(loaded.plan, Lived(ODD), date(2027, 7, 1))
    found = lint.plan(loaded, asking, date(2027, 7, 1), None, activity)
    assert found.ran == len(asking)
