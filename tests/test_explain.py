"""`commplan explain`: what it takes a word to mean, and how pages are folded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import commplan.rules
from called import within
from commplan.cli.explain_ import near
from commplan.discover import discover
from commplan.paint import wrap
from commplan.rule import Rule


def explained(word: str) -> str:
    done = within("explain", word, folder=Path())
    return done.stdout + done.stderr


# a closed set: what a word is near to changes with every rule that is added
KNOWN = (
    *("goal-no-kpi", "hours-over-capacity", "mod-capacity", "push-quota"),
    *("risk-high-no-owner", "risk-residual-not-lower", "risk-score-wrong"),
)
RULES = [r for r in sorted(discover(commplan.rules, Rule).values(), key=lambda r: r.code) if r.name in KNOWN]


@pytest.mark.parametrize(
    ("word", "near_to"),
    [
        ("hours", ["hours-over-capacity"]),
        ("HOURS over", ["hours-over-capacity"]),
        ("gaol-no-kpi", ["goal-no-kpi"]),
        ("risk", ["risk-high-no-owner", "risk-residual-not-lower", "risk-score-wrong"]),
        ("R10", ["risk-high-no-owner", "risk-residual-not-lower", "risk-score-wrong"]),
        ("quotas", ["push-quota"]),
        ("xyzzy", []),
    ],
)
def test_a_word_that_names_no_rule_is_near_to_some(word: str, near_to: list[str]) -> None:
    assert near(word, RULES) == near_to


@pytest.mark.parametrize(
    ("word", "hint"),
    [("quotas", "did you mean push-quota?"), ("xyzzy", "`commplan rules` lists them")],
)
def test_a_word_that_names_no_rule_leads_to_those_it_may_mean(word: str, hint: str) -> None:
    assert explained(word) == f"commplan: no rule is called {word!r}\n  {hint}\n"


def test_a_word_of_the_title_is_found_in_chinese() -> None:
    assert near("工时", RULES) == ["hours-over-capacity", "mod-capacity"]


def test_rules_are_offered_in_chinese() -> None:
    command = [sys.executable, "-m", "commplan", "explain", "quotas", "--lang", "zh"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == "commplan: 没有名为 “quotas” 的规则\n  是否想写 push-quota？\n"


def test_a_page_keeps_its_lists_and_formulas() -> None:
    assert "\n\n    reachable = start x k^n + joins x (1 + k + ... + k^(n-1))\n\n" in explained("G103")
    assert "\n- a time that a change to summer time skips on a date of the plan;\n- " in explained("C106")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three four", ["one two", "three four"]),
        ("one\ntwo\n\nthree", ["one two", "", "three"]),
        ("- one two three\n  four\n- five", ["- one two", "  three", "  four", "- five"]),
        ("sum:\n\n    a  =  b + c + d + e\n\nend", ["sum:", "", "    a  =  b + c + d + e", "", "end"]),
        ("由甲执行\n乙负责", ["由甲执行乙", "负责"]),
        ("甲，\nab 乙", ["甲，ab 乙"]),
        ("甲 ab\n乙", ["甲 ab 乙"]),
        ("", [""]),
    ],
)
def test_text_is_folded(text: str, lines: list[str]) -> None:
    assert wrap(text, 11).split("\n") == lines
