"""Every piece is whole: named like its file, documented in both languages, its examples true."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

import commplan.rules
from commplan import load
from commplan.checking import lint
from commplan.checking.trial import SMALLEST, laid_over, plain_data
from commplan.cli.specimens import in_chinese
from commplan.discover import discover
from commplan.finding import Severity
from commplan.policy import baseline, settings
from commplan.policy.selection import Policy
from commplan.report import Checked
from commplan.rule import Rule

RULES = discover(commplan.rules, Rule)
TODAY = date(2027, 1, 15)

LETTERS = {
    "policy": "W",
    "file": "Y",
    "plan": "P",
    "goals": "G",
    "structure": "S",
    "rules": "M",
    "content": "C",
    "engagement": "E",
    "resources": "B",
    "risks": "R",
    "evaluation": "V",
}


def checked(text: str) -> Checked:
    return lint.plan(load.plan("example.yaml", text.encode()), RULES, TODAY)


# two faults lie in bytes that an example on a page cannot show
BYTES = {"encoding": SMALLEST.encode() + "# Café".encode("latin-1"), "too-large": b"# " + b"x" * (16 << 20)}


def policy_in(folder: Path) -> Policy:
    """The policy that the configuration and the baseline in a folder make, if they are there."""
    config, base = folder / "commplan.toml", folder / baseline.NAME
    return Policy(
        settings=settings.read(str(config), config.read_bytes(), folder) if config.is_file() else None,
        baseline=baseline.read(str(base), base.read_bytes(), folder) if base.is_file() else None,
    )


def example(rule: Rule, text: str, folder: Path, bad: bool = True) -> Checked:
    if rule.part in ("file", "policy"):
        first, *others = re.split(r"^# file: (.*)\n", text, flags=re.MULTILINE)
        for name, content in zip(others[::2], others[1::2], strict=True):
            (folder / name).write_text(content)
        raw = BYTES[rule.name] if bad and rule.name in BYTES else first.encode()
        (folder / "example.yaml").write_bytes(raw)
        file = str(folder / "example.yaml")
        return lint.plan(load.plan(file, raw, folder), RULES, TODAY, policy_in(folder))
    if rule.asks_activity:
        from happened import held_against

        return held_against(text, rule.page.activity)
    whole = laid_over(plain_data(SMALLEST), plain_data(text))
    return checked(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))


def told(result: Checked) -> list[str]:
    return sorted({f"{f.code} {f.name}" for f in result.findings})


ONLY_ASKS = {"part-unsaid"}  # finds no fault, but names what the plan does not say
ALSO = {"waiver-expired": ["G101 goal-no-kpi"]}  # a waiver whose time is over waives nothing


@pytest.mark.parametrize("module", RULES)
class TestRules:
    def test_is_called_like_its_file(self, module: str) -> None:
        assert RULES[module].name == module.replace("_", "-")

    def test_stands_in_the_folder_of_its_part_under_its_letter(self, module: str) -> None:
        rule = RULES[module]
        assert rule.module == f"commplan.rules.{rule.part}.{module}"
        assert re.fullmatch(LETTERS[rule.part] + r"\d{3}", rule.code)

    def test_it_says_nothing_graver_than_it_is_listed_with(self, module: str) -> None:
        rule = RULES[module]
        text = Path(sys.modules[rule.module].__file__ or "").read_text("utf-8")
        used = {Severity[name] for name in re.findall(r"\bSeverity\.([A-Z]+)", text)}
        assert {s for s in used if s.rank < rule.severity.rank} == set()

    def test_its_page_is_whole_and_translated(self, module: str) -> None:
        page = RULES[module].page
        for words in (page.title, page.body, page.source):
            assert re.search(r"[\u4e00-\u9fff]", words.zh)
            assert re.findall(r"[；。，、：）] ", words.zh) == []
            assert words.en.isascii() or "§" in words.en or "–" in words.en

    def test_its_bad_example_yields_it_and_nothing_else(self, module: str, tmp_path: Path) -> None:
        rule = RULES[module]
        result = example(rule, rule.page.bad, tmp_path)
        if rule.name in ONLY_ASKS:
            assert (told(result), rule.code in {u.code for u in result.undecided}) == ([], True)
        else:
            assert told(result) == sorted([f"{rule.code} {rule.name}", *ALSO.get(rule.name, [])])

    def test_its_examples_say_the_same_in_chinese(self, module: str, tmp_path: Path) -> None:
        rule = RULES[module]
        for number, (text, bad) in enumerate(((rule.page.bad, True), (rule.page.good, False))):
            chinese = in_chinese(text)
            if chinese == text or rule.name in BYTES:
                continue
            folders = [tmp_path / f"{number}{name}" for name in ("en", "zh")]
            for folder in folders:
                folder.mkdir()
            said = [told(example(rule, one, at, bad)) for one, at in zip((text, chinese), folders, strict=True)]
            assert said[0] == said[1]

    def test_its_good_example_yields_nothing(self, module: str, tmp_path: Path) -> None:
        rule = RULES[module]
        result = example(rule, rule.page.good, tmp_path, bad=False)
        assert [(f.code, f.message.en) for f in result.findings] == []
        assert rule.name not in {u.name for u in result.undecided}


STAYS = frozenset({
    "Answers: our promise", "Date", "Name", "One", "Another", "Two", "Member A", "TODO: one sentence", "WeChat group", "B"
})  # fmt: skip
"""Texts that the page is about, names of columns, and names of organisations that are no word."""


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(inner)


def test_no_example_is_left_half_english() -> None:
    """Every text of words or with a capital; codes such as P1M, CN, FREQ=... and names of zones are none."""
    code = re.compile(r"-?P[0-9TDHMWY]+|[A-Z]{2,3}|FREQ=.*|\d.*|[A-Z]\w+/\w+|[a-z0-9-]+")
    left = set()
    for rule in RULES.values():
        if rule.part in ("file", "policy"):
            continue
        for text in (rule.page.bad, rule.page.good):
            left |= {t for t in texts(plain_data(in_chinese(text))) if t.isascii() and not code.fullmatch(t)}
    assert {t for t in left if " " in t or t[:1].isupper()} - STAYS == set()


def test_the_smallest_plan_is_clean() -> None:
    assert told(checked(SMALLEST)) == []


def test_no_code_is_used_twice() -> None:
    assert [c for c, n in Counter(r.code for r in RULES.values()).items() if n > 1] == []
