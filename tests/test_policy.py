"""Waivers, the baseline and changed lines: what they take out of the count, and what is said when they are wrong."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from commplan import load
from commplan.checking import lint
from commplan.finding import Finding, Means
from commplan.policy import baseline, settings
from commplan.policy.addresses import address, at, missing, well_formed
from commplan.policy.selection import Policy, Selection
from commplan.report import Checked
from commplan.words import Refusal
from test_pieces import RULES, TODAY

PLAN = """\
commplan: 1
plan: {id: p, title: P, period: {start: 2027-01-01, end: 2027-12-31}}
goals:
  objectives:
    - id: answers
    - {id: growth, owner: nobody}
"""
HERE = Path("/somewhere")
DATA = load.plan("plan.yaml", PLAN.encode()).document.data


def checked(
    text: str = PLAN,
    config: str = "",
    base: str = "",
    changed: dict[str, frozenset[int]] | None = None,
    select: tuple[str, ...] = (),
    today: date = TODAY,
    file: str = str(HERE / "plan.yaml"),
) -> Checked:
    policy = Policy(
        Selection(select, ("P204",)),
        settings.read("commplan.toml", config.encode(), HERE) if config else None,
        baseline.read("base.toml", base.encode(), HERE) if base else None,
        changed,
    )
    return lint.plan(load.plan(file, text.encode()), RULES, today, policy)


def told(result: Checked) -> list[str]:
    """A line for each finding that counts: file, place and code; those in brackets do not, with the means."""
    found = sorted(result.findings, key=lambda f: (Path(f.span.file).name, f.order))
    left = [f"{Path(f.span.file).name}:{f.span.line}:{f.span.column} {f.code}" for f in found]
    return [*left, *(f"({s.means} {s.finding.span.line} {s.finding.code})" for s in result.suppressed)]


# -- waivers --


def waiver(**keys: str) -> str:
    rows = {"rule": '"goal-no-kpi"', "owner": '"lead"', "until": "2027-05-31", "reason": '"by hand"', **keys}
    return "[[waivers]]\n" + "".join(f"{k} = {v}\n" for k, v in rows.items() if v)


WAIVERS = {
    "a place by id": (
        waiver(path='"goals.objectives.answers"'),
        ["plan.yaml:6:8 G101", "plan.yaml:6:27 P201", "(waiver 5 G101)"],
    ),
    "a place by number": (
        waiver(path='"goals.objectives[1]"'),
        ["plan.yaml:5:7 G101", "plan.yaml:6:27 P201", "(waiver 6 G101)"],
    ),
    "a rule by code, and a place above": (
        waiver(rule='"g101"', path='"goals"'),
        ["plan.yaml:6:27 P201", "(waiver 5 G101)", "(waiver 6 G101)"],
    ),
    "everywhere": (waiver(), ["plan.yaml:6:27 P201", "(waiver 5 G101)", "(waiver 6 G101)"]),
    "a place within": (
        waiver(rule='"ref-resolves"', path='"goals.objectives.growth.owner"'),
        ["plan.yaml:5:7 G101", "plan.yaml:6:8 G101", "(waiver 6 P201)"],
    ),
    "without a reason": (
        waiver(reason=""),
        ["commplan.toml:2:8 W105", "plan.yaml:6:27 P201", "(waiver 5 G101)", "(waiver 6 G101)"],
    ),
    "a blank for a reason": (
        waiver(reason='" "', path='"goals.objectives.answers"'),
        ["commplan.toml:2:8 W105", "plan.yaml:6:8 G101", "plan.yaml:6:27 P201", "(waiver 5 G101)"],
    ),
    "its last day": (
        waiver(until="2027-01-15"),
        ["plan.yaml:6:27 P201", "(waiver 5 G101)", "(waiver 6 G101)"],
    ),
    "the day after": (
        waiver(until="2027-01-14", path='"goals.objectives.growth"'),
        ["commplan.toml:4:9 W104", "plan.yaml:5:7 G101", "plan.yaml:6:8 G101", "plan.yaml:6:27 P201"],
    ),
    "nothing there, and over": (
        waiver(rule='"budget-sum"', until="2027-01-14"),
        ["commplan.toml:2:8 W106", "plan.yaml:5:7 G101", "plan.yaml:6:8 G101", "plan.yaml:6:27 P201"],
    ),
    "nothing there": (
        waiver(path='"goals.objectives.answer"'),
        ["commplan.toml:2:8 W106", "plan.yaml:5:7 G101", "plan.yaml:6:8 G101", "plan.yaml:6:27 P201"],
    ),
    "twice": (
        waiver() + waiver(),
        ["commplan.toml:7:8 W106", "plan.yaml:6:27 P201", "(waiver 5 G101)", "(waiver 6 G101)"],
    ),
    "another plan": (
        waiver(file='"other/*.yaml"'),
        ["plan.yaml:5:7 G101", "plan.yaml:6:8 G101", "plan.yaml:6:27 P201"],
    ),
    "this plan": (
        waiver(file='["other.yaml", "plan.yaml"]'),
        ["plan.yaml:6:27 P201", "(waiver 5 G101)", "(waiver 6 G101)"],
    ),
    "a rule that is off": (
        'ignore = ["G101"]\n' + waiver(),
        ["plan.yaml:6:27 P201"],
    ),
}


@pytest.mark.parametrize("name", WAIVERS)
def test_a_waiver_holds_where_and_while_it_says(name: str) -> None:
    config, expected = WAIVERS[name]
    assert told(checked(config=config)) == expected


def said(result: Checked, code: str) -> list[tuple[str, str, str, str]]:
    return [
        (f.message.en, f.hint.en if f.hint else "", f.message.zh, f.hint.zh if f.hint else "")
        for f in result.findings
        if f.code == code
    ]


def test_what_is_wrong_with_a_waiver_is_said() -> None:
    late = checked(config=waiver(until="2027-01-14"))
    assert said(late, "W104") == [
        (
            "the waiver of goal-no-kpi by 'lead' ended on 2027-01-14, and what it waived is still there",
            "mend the plan, or agree on another day with 'lead'",
            "“lead” 对 goal-no-kpi 的豁免已于 2027-01-14 到期，而问题仍在",
            "请修改方案，或与 “lead” 商定新的日期",
        )
    ]
    assert [[(s.span.line, s.message.en) for s in f.related] for f in late.findings if f.code == "W104"] == [
        [(5, "found here"), (6, "found here")]
    ]
    assert said(checked(config=waiver(reason="")), "W105") == [
        (
            "goal-no-kpi is waived by 'lead' without a reason",
            "add `reason = ...`: whoever reads it next year will ask",
            "“lead” 豁免了 goal-no-kpi，却没有写明原因",
            "请加上 `reason = ...`，以便日后查阅",
        )
    ]
    delete = (
        "delete the waiver, or say with `file = ...` which plan it is meant for",
        "请删去这项豁免，或用 `file = ...` 写明针对哪份方案",
    )
    assert said(checked(config=waiver(path='"goals.objectives.anwsers"')), "W106") == [
        (
            "the plan has nothing at 'goals.objectives.anwsers': there is no 'anwsers'",
            "did you mean answers?",
            "方案中没有 “goals.objectives.anwsers”：找不到 “anwsers”",
            "是否想写 answers？",
        )
    ]
    assert said(checked(config=waiver(rule='"budget-sum"')), "W106") == [
        ("budget-sum finds nothing to waive", delete[0], "没有 budget-sum 的问题可豁免", delete[1])
    ]
    assert said(checked(config=waiver(rule='"ref-resolves"', path='"goals.objectives.answers"')), "W106") == [
        (
            "ref-resolves finds nothing to waive at 'goals.objectives.answers'",
            delete[0],
            "“goals.objectives.answers” 处没有 ref-resolves 的问题可豁免",
            delete[1],
        )
    ]


def test_a_waived_finding_carries_who_why_and_until_when() -> None:
    result = checked(config=waiver(path='"goals.objectives.answers"'))
    assert [(s.reason, s.owner, s.until, s.span and (s.span.file, s.span.line)) for s in result.suppressed] == [
        ("by hand", "lead", date(2027, 5, 31), ("commplan.toml", 2))
    ]
    assert result.lines["commplan.toml"][0] == "[[waivers]]"


def test_a_comment_comes_before_a_waiver_and_a_waiver_before_the_baseline() -> None:
    text = PLAN.replace("- id: answers", "- id: answers  # commplan: ignore[goal-no-kpi] why")
    base = baseline.written(
        {"plan.yaml": [("goal-no-kpi", "goals.objectives.growth"), ("ref-resolves", "goals.objectives.growth.owner")]}
    )
    result = checked(text, waiver(path='"goals.objectives.growth"'), base)
    assert told(result) == [
        "base.toml:9:3 W107",
        "(ignore 5 G101)",
        "(waiver 6 G101)",
        "(baseline 6 P201)",
    ]


# -- addresses --

ROWS: list[tuple[tuple[str | int, ...], str]] = [
    ((), ""),
    (("goals",), "goals"),
    (("goals", "objectives", 0), "goals.objectives.answers"),
    (("goals", "objectives", 1, "owner"), "goals.objectives.growth.owner"),
    (("goals", "objectives", 7, "owner"), "goals.objectives[7].owner"),
    (("plan", "profiles", 0), "plan.profiles[0]"),
]


@pytest.mark.parametrize(("path", "expected"), ROWS)
def test_an_address_names_items_by_their_ids(path: tuple[str | int, ...], expected: str) -> None:
    assert address(DATA, path) == expected
    assert not expected or (well_formed(expected) and at(DATA, path, expected))


def test_what_is_given_twice_or_not_at_all_is_named_by_number() -> None:
    data = {"l": ({"id": "a"}, {"id": "b"}, {"id": "a"}, {"x": 1}, "text", {"id": "[1]"}), "one": {"id": "c"}}
    assert [address(data, ("l", i)) for i in range(6)] == ["l[0]", "l.b", "l[2]", "l[3]", "l[4]", "l[5]"]
    assert address(data, ("one", 0, "x")) == "one.c.x"
    assert [at(data, ("l", 1), w) for w in ("l", "l.b", "l[1]", "l.b.c", "l[0]", "m")] == [True] * 3 + [False] * 3


def test_an_address_that_leads_nowhere_is_told_from_where() -> None:
    assert missing(DATA, "goals.objectives.answers") is None
    assert missing(DATA, "goals.objectives[1].owner") is None
    assert missing(DATA, "goals.objectivs.answers") == ("objectivs", ["objectives"])
    assert missing(DATA, "goals.objectives.gone") == ("gone", ["answers", "growth"])
    assert missing(DATA, "goals.objectives[2]") == ("[2]", ["answers", "growth"])
    assert [well_formed(w) for w in ("goals", "goals[0][1].x", "", "a..b", ".a", "a.", "a[b]", "[0]")] == [
        True, True, False, False, False, False, False, True,
    ]  # fmt: skip


# -- the baseline --


def entries(result: Checked, data: Any) -> list[tuple[str, str]]:
    return [(f.name, address(data, f.path)) for f in result.findings]


def based(text: str = PLAN) -> str:
    document = load.plan("plan.yaml", text.encode()).document
    return baseline.written({"plan.yaml": entries(checked(text), document.data)})


def test_a_baseline_is_written_to_be_read_in_a_diff() -> None:
    assert based().splitlines() == [
        "# Findings that were there when this file was written: they do not fail a check, new ones do.",
        "# 写成本文件时已有的问题：不会使检查失败，新问题才会。",
        "# commplan check --write-baseline",
        "",
        "version = 1",
        "",
        '[plans."plan.yaml"]',
        "goal-no-kpi = [",
        '  "goals.objectives.answers",',
        '  "goals.objectives.growth",',
        "]",
        "ref-resolves = [",
        '  "goals.objectives.growth.owner",',
        "]",
    ]


def test_only_what_is_new_counts() -> None:
    assert told(checked(base=based())) == ["(baseline 5 G101)", "(baseline 6 G101)", "(baseline 6 P201)"]
    assert told(checked(PLAN + "    - id: joy\n", base=based()))[0] == "plan.yaml:7:7 G101"


def test_what_moves_is_not_new() -> None:
    moved = (
        PLAN.replace("    - id: answers\n", "")
        + "    # a remark\n    - metric: mau\n      id: joy\n    - id: answers\n"
    )
    assert [t for t in told(checked(moved, base=based())) if "G101" in t or "W" in t] == [
        "(baseline 5 G101)",
        "(baseline 9 G101)",
    ]


def test_what_is_mended_makes_the_baseline_out_of_date() -> None:
    mended = PLAN.replace("- id: answers", "- {id: answers, metric: mau}").replace(
        "objectives:", "purpose: x\n  objectives:"
    )
    result = checked(mended, base=based(), select=("G101", "P201", "W107"))
    assert told(result) == ["base.toml:9:3 W107", "(baseline 7 G101)", "(baseline 7 P201)"]
    assert said(result, "W107") == [
        (
            "the baseline is out of date: no longer found in '/somewhere/plan.yaml': goal-no-kpi (goals.objectives.answers)",
            "well done; renew it with `commplan check /somewhere/plan.yaml --baseline base.toml --write-baseline`",
            "基线已过时：“/somewhere/plan.yaml” 中不再有 goal-no-kpi (goals.objectives.answers)",
            "问题已解决；请用 `commplan check /somewhere/plan.yaml --baseline base.toml --write-baseline` 更新基线",
        )
    ]
    configured = checked(mended, 'baseline = "base.toml"\n', based(), select=("W107", "G101"))
    assert (
        said(configured, "W107")[0][1]
        == "well done; renew it with `commplan check /somewhere/plan.yaml --write-baseline`"
    )


def test_an_entry_is_out_of_date_only_where_its_rule_has_looked() -> None:
    assert told(checked(base=based(), select=("P201", "W107"))) == ["(baseline 6 P201)"]
    gone = baseline.written({"plan.yaml": [("no-such-rule", "goals")]})
    assert told(checked(base=gone, select=("P201", "W107"))) == ["base.toml:9:3 W107", "plan.yaml:6:27 P201"]
    budget = PLAN + "resources: {budget: {lines: [{id: a, amount: 1}]}}\n"
    open_ = baseline.written({"plan.yaml": [("budget-sum", "resources.budget.total")]})
    result = checked(budget, base=open_, select=("B101", "W107"))
    assert (told(result), [u.code for u in result.undecided]) == ([], ["B101"])


def test_faults_of_the_file_and_of_the_policy_are_never_in_the_baseline() -> None:
    broken = PLAN + "gaols: {}\n"
    result = checked(broken, base=baseline.written({"plan.yaml": [("unknown-key", "gaols"), ("goal-no-kpi", "x")]}))
    assert told(result) == ["plan.yaml:7:1 Y104"]
    reasonless = PLAN.replace("- id: answers", "- id: answers  # commplan: ignore[G101]")
    base = baseline.written({"plan.yaml": [("ignore-without-reason", "")]})
    assert "plan.yaml:5:20 W102" in told(checked(reasonless, base=base))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"version = 2\n", "'base.toml' was written by a newer commplan"),
        (b"version = 1\nplans = 3\n", "'base.toml' is no baseline that commplan has written"),
        (b"version = 1\n[plans.x]\ny = [1]\n", "'base.toml' is no baseline that commplan has written"),
        (b"<<<<<<< HEAD\nversion = 1\n", "'base.toml' is no baseline that commplan has written"),
        (b"\xff\xfe", "'base.toml' is no baseline that commplan has written"),
        (b"", "'base.toml' is no baseline that commplan has written"),
    ],
)
def test_what_is_no_baseline_is_refused(raw: bytes, said: str) -> None:
    with pytest.raises(Refusal) as caught:
        baseline.read("base.toml", raw, HERE)
    assert caught.value.words.en == said


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)


@given(st.dictionaries(NAMES, st.lists(st.tuples(NAMES, NAMES), max_size=4), max_size=3))
def test_a_baseline_comes_back_as_it_was_written(plans: dict[str, list[tuple[str, str]]]) -> None:
    text = baseline.written(plans)
    tomllib.loads(text)
    found = baseline.read("base.toml", text.encode(), HERE)
    assert {p: sorted(e) for p, e in found.plans.items()} == {p: sorted(e) for p, e in plans.items() if e}
    assert baseline.written(found.plans) == text


OBJECTIVES = [
    {"id": "a"},
    {"id": "b", "owner": "nobody"},
    {"id": "c", "statement": "TODO"},
    {"id": "d", "metric": "mau"},
]
PEOPLE = [{"id": "x"}, {"id": "y", "timezone": "Mars/Base"}, {"id": "z"}]


def built(objectives: list[Any], people: list[Any], swapped: bool) -> str:
    parts = {
        "goals": {"objectives": objectives},
        "structure": {"people": people, "roles": [{"id": "r", "holders": "ghost"}]},
    }
    order = reversed(list(parts.items())) if swapped else parts.items()
    head = yaml.safe_load(PLAN)
    whole = {
        "commplan": 1,
        "plan": {**head["plan"], "period": {"start": "2027-01-01", "end": "2027-12-31"}},
        **dict(order),
    }
    return str(yaml.safe_dump(whole, sort_keys=False))


@tries(deadline=None)
@given(st.permutations(OBJECTIVES), st.permutations(PEOPLE), st.booleans())
def test_no_order_of_a_plan_makes_a_finding_new(objectives: list[Any], people: list[Any], swapped: bool) -> None:
    first = built(OBJECTIVES, PEOPLE, False)
    found = checked(first).findings
    assert len(found) > 5
    document = load.plan("plan.yaml", first.encode()).document
    base = baseline.written({"plan.yaml": entries(checked(first), document.data)})
    after = checked(built(objectives, people, swapped), base=base)
    assert told(after) == [t for t in told(after) if t.startswith("(baseline")]
    assert len(after.suppressed) == len(found)


# -- changed lines --


def changed(*lines: int) -> dict[str, frozenset[int]]:
    return {str(HERE / "plan.yaml"): frozenset(lines)}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), ["(unchanged 5 G101)", "(unchanged 6 G101)", "(unchanged 6 P201)"]),
        ((5,), ["plan.yaml:5:7 G101", "(unchanged 6 G101)", "(unchanged 6 P201)"]),
        ((2,), ["(unchanged 5 G101)", "(unchanged 6 G101)", "(unchanged 6 P201)"]),
        ((6,), ["plan.yaml:6:8 G101", "plan.yaml:6:27 P201", "(unchanged 5 G101)"]),
    ],
)
def test_only_what_is_said_of_changed_lines_counts(lines: tuple[int, ...], expected: list[str]) -> None:
    assert told(checked(changed=changed(*lines))) == expected


def test_a_finding_about_a_whole_counts_when_a_part_of_it_has_changed() -> None:
    text = PLAN.replace("    - id: answers\n", "    - id: answers\n      statement: x\n")
    assert told(checked(text, changed=changed(6), select=("G101",)))[0] == "plan.yaml:5:7 G101"


def test_a_related_place_that_has_changed_counts() -> None:
    text = PLAN + "  audiences: [{id: growth}]\n"
    assert told(checked(text, changed=changed(6), select=("P202",))) == ["plan.yaml:7:20 P202"]
    assert told(checked(text, changed=changed(5), select=("P202",))) == ["(unchanged 7 P202)"]


def test_a_value_that_has_changed_in_an_included_file_counts(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text("resources:\n  budget:\n    lines: [{id: a, amount: 1}]\n")
    main = PLAN + "include: more.yaml\nresources: {budget: {total: 2}}\n"
    file = str(tmp_path / "plan.yaml")
    loaded = load.plan(file, main.encode(), tmp_path)
    included = str(tmp_path / "more.yaml")

    def found(lines: dict[str, frozenset[int]]) -> list[Finding]:
        return list(lint.plan(loaded, RULES, TODAY, Policy(Selection(("B",)), changed=lines)).findings)

    none: dict[str, frozenset[int]] = {file: frozenset(), included: frozenset()}
    assert found(none) == []
    touched = {f.code for f in found({**none, included: frozenset({3})})}
    assert "B102" in touched


def test_faults_of_the_file_count_whatever_has_changed() -> None:
    assert told(checked(PLAN + "gaols: {}\n", changed=changed())) == ["plan.yaml:7:1 Y104"]


def test_what_is_wrong_with_the_policy_itself_counts_whatever_has_changed() -> None:
    assert told(checked(config=waiver(rule='"budget-sum"'), changed=changed()))[0] == "commplan.toml:2:8 W106"


def test_suppressed_findings_are_told_by_their_means() -> None:
    assert [m.value for m in Means] == ["ignore", "waiver", "baseline", "unchanged"]
