"""`commplan explain`: what it takes a word to mean, and how pages are folded."""

from __future__ import annotations

import subprocess
import sys

import pytest

from commplan.paint import wrap


def explained(*arguments: str) -> str:
    command = [sys.executable, "-m", "commplan", "explain", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("hours", "did you mean hours-over-capacity?"),
        ("HOURS over", "did you mean hours-over-capacity?"),
        ("gaol-no-kpi", "did you mean goal-no-kpi?"),
        ("risk", "did you mean risk-high-no-owner, risk-residual-not-lower, risk-score-wrong?"),
        ("R10", "did you mean risk-high-no-owner, risk-residual-not-lower, risk-score-wrong?"),
        ("quotas", "did you mean push-quota?"),
        ("xyzzy", "`commplan rules` lists them"),
    ],
)
def test_a_word_that_names_no_rule_leads_to_those_it_may_mean(word: str, hint: str) -> None:
    assert explained(word) == f"commplan: no rule is called {word!r}\n  {hint}\n"


def test_a_word_of_the_title_is_found_in_chinese() -> None:
    assert (
        explained("工时", "--lang", "zh")
        == "commplan: 没有名为 '工时' 的规则\n  是否想写 hours-over-capacity、mod-capacity？\n"
    )


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
