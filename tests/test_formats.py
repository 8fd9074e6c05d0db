"""How a check is written down: frames that point at the very characters, counts, and JSON for other programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

import commplan.rules
from commplan import formats, load
from commplan.checking import lint
from commplan.discover import discover
from commplan.finding import Finding, Idle, Means, Severity, Span, Spot, Suppressed, Undecided
from commplan.format import Format
from commplan.formats.json import JSON
from commplan.formats.text import TEXT
from commplan.report import Checked, Report
from commplan.rule import Rule
from commplan.words import LANGUAGES, Language, Words, say

LINES = (
    "plan:",
    "  title: 社群 😀 标题",
    "\tgap:\tx",
    "  long: " + "a" * 400 + " end",
    "  e\u0301: combining",
    "  hidden: a\u202eb",
    "",
)
MESSAGE = say("something is wrong", "有问题")


def finding(
    span: tuple[int, int, int], severity: Severity = Severity.ERROR, hint: Words | None = None, *related: Spot
) -> Finding:
    line, column, end = span
    return Finding(
        "G101", "goal-no-kpi", severity, Span("plan.yaml", line, column, line, end), (), MESSAGE, hint, related
    )


def checked(
    *findings: Finding, undecided: tuple[Undecided, ...] = (), not_run: int = 0, file: str = "plan.yaml"
) -> Checked:
    idle = (Idle("R101", "risk-high-no-owner", say("no risks", "没有风险")),)
    return Checked(file, findings, undecided, idle, 0 if not_run else 9, not_run, {"plan.yaml": LINES})


def text(*plans: Checked, language: Language = "en", colour: bool = False) -> str:
    return TEXT.write(Report(plans, {}, "1.2.3", language, colour))


@pytest.mark.parametrize(
    ("span", "framed"),
    [
        ((1, 1, 5), "1 | plan:\n  | ^^^^\n"),
        ((2, 10, 12), "2 |   title: 社群 😀 标题\n  |          ^^^^\n"),
        ((2, 13, 14), "2 |   title: 社群 😀 标题\n  |               ^^\n"),
        ((2, 15, 17), "2 |   title: 社群 😀 标题\n  |                  ^^^^\n"),
        ((3, 2, 5), "3 |  gap: x\n  |  ^^^\n"),
        ((5, 3, 5), "5 |   e\u0301: combining\n  |   ^\n"),
        ((6, 11, 14), "6 |   hidden: a‹U+202E›b\n  |           ^^^^^^^^^^\n"),
        ((1, 6, 6), "1 | plan:\n  |      ^\n"),
        ((7, 1, 1), "7 | \n  | ^\n"),
        ((4, 3, 7), "4 |   long: " + "a" * 152 + "…\n  |   ^^^^\n"),
        ((4, 410, 413), "4 | …" + "a" * 79 + " end\n  | " + " " * 81 + "^^^\n"),
        ((4, 9, 409), "4 |   long: " + "a" * 152 + "…\n  |         " + "^" * 152 + "\n"),
    ],
)
def test_a_frame_points_at_the_very_characters(span: tuple[int, int, int], framed: str) -> None:
    shown = text(checked(finding(span))).split("\n  |\n", 1)[1].partition("  = ")[0]
    assert shown == framed


def test_a_place_without_text_has_no_frame() -> None:
    for span in ((1, 1, 1), (99, 1, 2)):
        found = Finding(
            "Y111", "too-large", Severity.ERROR, Span("other.yaml", *span[:2], *span[:2]), (), MESSAGE, None
        )
        assert text(checked(found)).startswith(
            f"error[Y111] something is wrong\n {' ' * (span[0] > 9)}--> other.yaml:{span[0]}:1\n"
        )


def test_a_finding_is_told_whole() -> None:
    related = Spot(Span("plan.yaml", 1, 1, 1, 5), say("because of this", "由于这里"))
    found = finding((2, 3, 8), Severity.WARNING, say("do this", "这样做"), related)
    undecided = Undecided("V101", "kpi-no-source", Span("plan.yaml", 1, 1, 1, 5), (), say("a source", "数据来源"))
    whole = checked(found, finding((1, 1, 5)), finding((1, 1, 5), Severity.INFO), undecided=(undecided,))
    assert text(whole) == (
        "warning[G101] something is wrong\n"
        " --> plan.yaml:2:3\n"
        "  |\n"
        "2 |   title: 社群 😀 标题\n"
        "  |   ^^^^^\n"
        "  = see: because of this\n"
        " --> plan.yaml:1:1\n"
        "  |\n"
        "1 | plan:\n"
        "  | ----\n"
        "  = help: do this\n"
        "  = goal-no-kpi: commplan explain G101\n"
        "\n"
        "error[G101] something is wrong\n"
        " --> plan.yaml:1:1\n"
        "  |\n"
        "1 | plan:\n"
        "  | ^^^^\n"
        "  = goal-no-kpi: commplan explain G101\n"
        "\n"
        "info[G101] something is wrong\n"
        " --> plan.yaml:1:1\n"
        "  |\n"
        "1 | plan:\n"
        "  | ^^^^\n"
        "  = goal-no-kpi: commplan explain G101\n"
        "\n"
        "unknown[V101] a source\n"
        "  --> plan.yaml:1:1 (kpi-no-source)\n"
        "\n"
        "plan.yaml: 1 error, 1 warning, 1 info; 8 of 9 rules could decide, 1 of them had nothing to judge\n"
    )
    assert text(whole, language="zh").split("\n")[0] == "警告[G101] 有问题"
    assert text(whole, language="zh").split("\n")[5:6] == ["  = 参见: 由于这里"]
    assert (
        text(whole, language="zh").split("\n")[-2]
        == "plan.yaml: 1 个错误，1 个警告，1 个提示；9 条规则中有 8 条能作出判断，其中 1 条没有可判断的内容"
    )
    assert re.sub("\x1b\\[[0-9;]*m", "", text(whole, colour=True)) == text(whole)


@pytest.mark.parametrize(
    ("plan", "en", "zh"),
    [
        (
            checked(),
            "no findings; 9 of 9 rules could decide, 1 of them had nothing to judge",
            "没有发现问题；9 条规则中有 9 条能作出判断，其中 1 条没有可判断的内容",
        ),
        (
            checked(finding((1, 1, 5))),
            "1 error; 9 of 9 rules could decide, 1 of them had nothing to judge",
            "1 个错误；9 条规则中有 9 条能作出判断，其中 1 条没有可判断的内容",
        ),
        (
            checked(
                *[finding((1, 1, 5), s) for s in (Severity.ERROR, Severity.WARNING, Severity.INFO) for _ in range(2)]
            ),
            "2 errors, 2 warnings, 2 info; 9 of 9 rules could decide, 1 of them had nothing to judge",
            "2 个错误，2 个警告，2 个提示；9 条规则中有 9 条能作出判断，其中 1 条没有可判断的内容",
        ),
        (
            checked(finding((1, 1, 5)), not_run=9),
            "1 error; 9 rules were not run, because the plan cannot be read yet",
            "1 个错误；方案尚无法读取，9 条规则未运行",
        ),
    ],
)
def test_a_plan_is_summed_up_in_a_line(plan: Checked, en: str, zh: str) -> None:
    for language, line in zip(LANGUAGES, (en, zh), strict=True):
        assert text(plan, language=language).splitlines()[-1] == f"plan.yaml: {line}"


def test_several_plans_are_summed_up_at_the_end() -> None:
    both = text(checked(finding((1, 1, 5)), file="a.yaml"), checked(file="b.yaml"))
    assert [line.partition(":")[0] for line in both.splitlines()[-2:]] == ["a.yaml", "b.yaml"]


def test_what_has_been_answered_for_is_counted_and_what_is_waived_is_shown() -> None:
    comment, waiver = Span("plan.yaml", 1, 7, 1, 20), Span("commplan.toml", 2, 8, 2, 14)
    suppressed = (
        Suppressed(finding((1, 1, 5)), Means.IGNORE, "for now", comment),
        Suppressed(finding((2, 3, 8)), Means.IGNORE, "", comment),
        Suppressed(finding((2, 3, 8)), Means.WAIVER, "by hand", waiver, "lead", date(2027, 5, 31)),
        Suppressed(finding((3, 2, 5)), Means.BASELINE),
        Suppressed(finding((4, 3, 7)), Means.UNCHANGED),
    )
    whole = replace(checked(), suppressed=suppressed)
    assert text(whole) == (
        "waived[G101] something is wrong\n"
        "  --> plan.yaml:2:3 (lead, until 2027-05-31) by hand\n"
        "\n"
        "plan.yaml: no findings (2 ignored, 1 waived, 1 in the baseline, 1 about what has not changed); "
        "9 of 9 rules could decide, 1 of them had nothing to judge\n"
    )
    assert text(whole, language="zh") == (
        "豁免[G101] 有问题\n"
        "  --> plan.yaml:2:3 (lead, 至 2027-05-31) by hand\n"
        "\n"
        "plan.yaml: 没有发现问题（2 个已忽略，1 个已豁免，1 个在基线中，1 个与改动无关）；9 条规则中有 9 条能作出判断，"
        "其中 1 条没有可判断的内容\n"
    )
    told = json.loads(JSON.write(Report((whole,), {}, "1.2.3", "en")))["plans"][0]["suppressed"]
    assert [s.pop("finding")["line"] for s in told] == [1, 2, 2, 3, 4]
    nothing = dict.fromkeys(("reason", "owner", "until", "file", "line", "column"))
    assert told[1:] == [
        {**nothing, "means": "ignore", "file": "plan.yaml", "line": 1, "column": 7},
        {
            "means": "waiver",
            "reason": "by hand",
            "owner": "lead",
            "until": "2027-05-31",
            "file": "commplan.toml",
            "line": 2,
            "column": 8,
        },
        {**nothing, "means": "baseline"},
        {**nothing, "means": "unchanged"},
    ]


def test_json_is_told_whole() -> None:
    related = Spot(Span("part.yaml", 1, 1, 1, 5), say("because of this", "由于这里"))
    found = Finding(
        "G101", "goal-no-kpi", Severity.WARNING, Span("part.yaml", 2, 3, 2, 8),
        ("goals", "objectives", 0, "metric"), MESSAGE, say("do this", "这样做"), (related,),
    )  # fmt: skip
    undecided = Undecided(
        "V101", "kpi-no-source", Span("plan.yaml", 1, 1, 1, 5), ("plan",), say("a source", "数据来源")
    )
    report = Report((checked(found, undecided=(undecided,)), checked(not_run=9, file="b.yaml")), {}, "1.2.3", "zh")
    assert json.loads(JSON.write(report)) == {
        "version": 1,
        "commplan": "1.2.3",
        "language": "zh",
        "plans": [
            {
                "file": "plan.yaml",
                "ran": 9,
                "decided": 8,
                "nothing_to_judge": 1,
                "not_run": 0,
                "findings": [
                    {
                        "code": "G101",
                        "name": "goal-no-kpi",
                        "severity": "warning",
                        "file": "part.yaml",
                        "line": 2,
                        "column": 3,
                        "end_line": 2,
                        "end_column": 8,
                        "path": "goals.objectives[0].metric",
                        "message": "有问题",
                        "hint": "这样做",
                        "related": [{"file": "part.yaml", "line": 1, "column": 1, "message": "由于这里"}],
                    }
                ],
                "unknown": [
                    {
                        "code": "V101",
                        "name": "kpi-no-source",
                        "file": "plan.yaml",
                        "line": 1,
                        "column": 1,
                        "path": "plan",
                        "missing": "数据来源",
                    }
                ],
                "waiting": [
                    {
                        "file": "plan.yaml",
                        "line": 1,
                        "column": 1,
                        "path": "plan",
                        "missing": "数据来源",
                        "rules": ["V101"],
                    }
                ],
                "not_applicable": [{"code": "R101", "name": "risk-high-no-owner", "reason": "没有风险"}],
                "not_asked": [],
                "suppressed": [],
                "summary": None,
            },
            {
                "file": "b.yaml",
                "ran": 0,
                "decided": 0,
                "nothing_to_judge": 1,
                "not_run": 9,
                "findings": [],
                "unknown": [],
                "waiting": [],
                "not_applicable": [{"code": "R101", "name": "risk-high-no-owner", "reason": "没有风险"}],
                "not_asked": [],
                "suppressed": [],
                "summary": None,
            },
        ],
    }


def test_json_is_readable_and_ends_its_line() -> None:
    written = JSON.write(Report((checked(finding((2, 3, 8))),), {}, "1", "zh"))
    assert "有问题" in written
    assert written.endswith("}\n")


@pytest.mark.parametrize("format_", discover(formats, Format).values(), ids=lambda f: f.name)
def test_every_format_is_named_told_and_depends_on_nothing_but_its_report(format_: Format) -> None:
    assert re.search("[\u4e00-\u9fff]", format_.about.zh)
    rules = discover(commplan.rules, Rule)
    result = lint.plan(load.plan("plan.yaml", b"commplan: 1\nplan: {id: p, titel: x}\n"), rules, date(2027, 1, 15))
    for language in LANGUAGES:
        report = Report((result,), rules, "1", language)
        assert format_.write(report) == format_.write(report)
        assert format_.write(report).endswith("\n")
