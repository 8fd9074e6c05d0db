"""Results for other programs: each as its own standard has it, whatever text a plan holds."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from markdown_it import MarkdownIt

import commplan.rules
from commplan import load
from commplan.checking import lint
from commplan.discover import discover
from commplan.format import Format, fingerprints
from commplan.formats.concise import CONCISE
from commplan.formats.github import GITHUB
from commplan.formats.gitlab import GITLAB
from commplan.formats.json import JSON
from commplan.formats.junit import JUNIT
from commplan.formats.markdown import MARKDOWN
from commplan.formats.sarif import SARIF
from commplan.report import Checked, Report
from commplan.rule import Rule
from commplan.words import Language
from conftest import Golden

ALL = discover(commplan.rules, Rule)
CODES = ("C105", "C106", "G101", "G108", "P201", "P203", "P204", "R101", "W101")
RULES = {
    name: rule for name, rule in ALL.items() if rule.part == "file" or rule.code in CODES
}  # so that a new one changes nothing here
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text("utf-8-sig"))
OWN_SCHEMA = json.loads((Path(__file__).parents[1] / "schema" / "commplan-check-1.schema.json").read_text("utf-8"))
HOSTILE = "😀 <script>alert(1)</script> ::error::x ]]> | `code` % , : \x1b[31mred \u202ereversed &amp; {{7*7}}"
PLAN = f"""\
commplan: 1
include: more.yaml
plan:
  id: p
  title: Plan
  period: {{start: 2027-01-01, end: 2027-12-31}}
  owner: nobody
goals:
  objectives:
    - id: answers
    - {{id: growth, metric: {json.dumps(HOSTILE, ensure_ascii=False)}}}
    - id: calm  # commplan: ignore[goal-no-kpi] nothing to count yet
      statement: 社群 😀 TODO
"""
MORE = """\
content:
  calendar:
    - {id: e, title: 活动 😀, start: 2027-01-31, rrule: FREQ=MONTHLY}
  channels:
    - {id: chat, platform: Whatsapp}
"""


def checked(tmp_path: Path, plan: str = PLAN) -> Checked:
    (tmp_path / "more.yaml").write_text(MORE, "utf-8")
    whole = plan.replace(
        json.dumps(HOSTILE, ensure_ascii=False), "maus"
    )  # what cannot be read hides the rest; it has its own case
    return lint.plan(load.plan("plans/plan.yaml", whole.encode(), tmp_path), RULES, date(2027, 1, 15))


def report(*plans: Checked, language: Language = "en") -> Report:
    return Report(plans, RULES, "1.2.3", language)


def hostile() -> Checked:
    return lint.plan(
        load.plan("plans/plan.yaml", PLAN.replace("include: more.yaml\n", "").encode()), RULES, date(2027, 1, 15)
    )


GOLDENS = [
    (CONCISE, "check-concise-en.txt", "check-concise-zh.txt"),
    (GITHUB, "check-github-en.txt", "check-github-zh.txt"),
    (GITLAB, "check-gitlab-en.json", "check-gitlab-zh.json"),
    (JUNIT, "check-junit-en.xml", "check-junit-zh.xml"),
    (MARKDOWN, "check-markdown-en.md", "check-markdown-zh.md"),
]


@pytest.mark.parametrize(("form", "english", "chinese"), GOLDENS, ids=lambda f: f.name if isinstance(f, Format) else "")
def test_what_each_writes(form: Format, english: str, chinese: str, tmp_path: Path, golden: Golden) -> None:
    plans = (checked(tmp_path), hostile())
    golden(english, form.write(report(*plans)))
    golden(chinese, form.write(report(*plans, language="zh")))


def results(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return found


class TestSarif:
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_it_is_valid_by_the_official_schema(self, tmp_path: Path, language: Language) -> None:
        log = json.loads(SARIF.write(report(checked(tmp_path), hostile(), language=language)))
        jsonschema.validators.validator_for(SCHEMA)(SCHEMA).validate(log)

    def test_its_results(self, tmp_path: Path, golden: Golden) -> None:
        found = results(SARIF.write(report(checked(tmp_path))))
        told = [r for r in found if r.get("kind") != "notApplicable"]
        golden("check-sarif-results.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")

    def test_a_column_counts_utf_16_units(self, tmp_path: Path) -> None:
        found = results(SARIF.write(report(checked(tmp_path))))
        regions = [r["locations"][0]["physicalLocation"]["region"] for r in found if r["ruleId"] == "P203"]
        line = "      statement: 社群 😀 TODO"
        start = len(line[: line.index("TODO")].encode("utf-16-le")) // 2 + 1
        assert [(r["startLine"], r["startColumn"], r["endColumn"]) for r in regions] == [(13, start, start + 4)]

    def test_what_is_ignored_is_suppressed_with_its_reason(self, tmp_path: Path) -> None:
        found = results(SARIF.write(report(checked(tmp_path))))
        assert [r["suppressions"] for r in found if "suppressions" in r] == [
            [{"kind": "inSource", "status": "accepted", "justification": "nothing to count yet"}]
        ]

    def test_a_fix_is_the_edits_that_mend(self) -> None:
        text = "commplan: 1\nplan: {id: p, title: P, period: {start: 2027/1/1, end: 2027-12-31}}\n"
        (one,) = results(SARIF.write(report(lint.plan(load.plan("p.yaml", text.encode()), RULES, date(2027, 1, 15)))))
        assert one["fixes"] == [
            {
                "description": {"text": "'2027/1/1' becomes 2027-01-01"},
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "p.yaml", "uriBaseId": "SRCROOT"},
                        "replacements": [
                            {
                                "deletedRegion": {"startLine": 2, "startColumn": 41, "endLine": 2, "endColumn": 49},
                                "insertedContent": {"text": "2027-01-01"},
                            }
                        ],
                    }
                ],
            }
        ]

    @pytest.mark.parametrize(
        ("file", "expected"),
        [
            ("./plans/a b.yaml", {"uri": "plans/a%20b.yaml", "uriBaseId": "SRCROOT"}),
            ("plans\\方案.yaml", {"uri": "plans/%E6%96%B9%E6%A1%88.yaml", "uriBaseId": "SRCROOT"}),
            ("../other/plan.yaml", {"uri": "../other/plan.yaml"}),
            ("/abs/plan.yaml", {"uri": "file:///abs/plan.yaml"}),
            ("C:\\p\\plan.yaml", {"uri": "file:///C:/p/plan.yaml"}),
        ],
    )
    def test_files_are_uris(self, file: str, expected: dict[str, str]) -> None:
        plan = lint.plan(load.plan(file, b"commplan: 1\nplan: {id: p}\n"), RULES, date(2027, 1, 15))
        found = results(SARIF.write(report(plan)))
        assert {json.dumps(r["locations"][0]["physicalLocation"]["artifactLocation"]) for r in found} == {
            json.dumps(expected)
        }


def test_a_fingerprint_stays_when_lines_move_and_words_change(tmp_path: Path) -> None:
    before = {f.message.en: mark for f, mark in fingerprints(checked(tmp_path))}
    moved = PLAN.replace("    - id: answers\n", "").replace("  objectives:\n", "  # moved\n  objectives:\n")
    moved = moved.replace("goals:\n", "\n\ngoals:\n") + "    - id: answers\n"
    after = {f.message.en: mark for f, mark in fingerprints(checked(tmp_path, moved))}
    assert before == after
    assert len(set(before.values())) == len(before)


def test_github_gets_the_worst_of_each_kind_and_the_number_of_the_rest() -> None:
    items = "".join(f"    - {{id: o{i}}}\n" for i in range(13))
    text = f"commplan: 1\nplan: {{id: p, title: P, period: {{start: 2027-01-01, end: 2027-12-31}}}}\ngoals:\n  objectives:\n{items}"
    plan = lint.plan(load.plan("p.yaml", text.encode()), RULES, date(2027, 1, 15), lint.Selection(select=("G101",)))
    lines = GITHUB.write(report(plan)).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 10 + ["::notice"]
    assert lines[-1] == "::notice title=commplan::3 more findings are not shown here; the job summary lists them all"
    assert lines[0] == (
        "::error file=p.yaml,line=5,endLine=5,col=8,endColumn=14,title=G101 goal-no-kpi::objective 'o0' names no metric"
        "%0Aadd `metric:`, one of `commplan metrics`, or one of your own, listed under `evaluation.metrics`: "
        "`- {id: loans, definition: things lent in a month, direction: up}`; "
        "beside it, in this form, `baseline: {value: 20, date: 2026-12-31}`, `target: 30`, `due: 2027-12-31`"
    )


class TestHostileText:
    """What somebody wrote into a plan stays text in every format."""

    def test_in_markdown_it_opens_no_element_and_no_cell(self) -> None:
        html = MarkdownIt("gfm-like", {"linkify": False}).render(MARKDOWN.write(report(hostile())))
        assert "<script" not in html
        rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
        assert {len(re.findall(r"<t[hd]", row)) for row in rows} <= {3, 5}

    def test_on_github_each_line_is_one_command(self) -> None:
        lines = GITHUB.write(report(hostile())).splitlines()
        assert [line for line in lines if not re.match(r"::(error|warning|notice) ", line)] == []
        assert not re.search("[\x00-\x08\x1b\u202e]", "".join(lines))

    def test_in_junit_it_is_text(self) -> None:
        suites = ET.fromstring(JUNIT.write(report(hostile())))  # noqa: S314 - our own output
        assert {e.tag for e in suites.iter()} <= {
            "testsuites",
            "testsuite",
            "testcase",
            "failure",
            "skipped",
            "system-out",
        }

    def test_on_one_line_it_stays_one_line(self) -> None:
        found = hostile()
        assert len(CONCISE.write(report(found)).splitlines()) == len(found.findings) + len(found.undecided)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_json_is_valid_by_its_own_schema(tmp_path: Path, language: Language) -> None:
    told = json.loads(JSON.write(report(checked(tmp_path), hostile(), language=language)))
    jsonschema.Draft202012Validator(OWN_SCHEMA).validate(told)


@pytest.mark.parametrize("key", ["version", "plans", "language"])
def test_json_without_a_key_is_not(tmp_path: Path, key: str) -> None:
    told = json.loads(JSON.write(report(checked(tmp_path))))
    del told[key]
    assert not jsonschema.Draft202012Validator(OWN_SCHEMA).is_valid(told)
