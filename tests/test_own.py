"""An organisation's own rules: what they find, what they leave open, what is wrong with one, and that none can do harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from commplan import load
from commplan.checking import lint, own
from commplan.checking.trial import trials
from commplan.expression import ExpressionError, evaluate
from commplan.plan import Plan
from commplan.policy.selection import Policy
from commplan.policy.settings import Settings, read
from commplan.policy.vocabulary import vet
from commplan.report import Checked
from commplan.words import Language, Refusal
from test_pieces import RULES

TODAY = date(2027, 1, 15)
PLAN = """\
commplan: 1
plan:
  id: p
  title: P
  period: {start: 2027-01-01, end: 2027-12-31}
  timezone: Asia/Shanghai
structure:
  people:
    - {id: ana, name: Member A, hours_per_week: 6}
    - {id: bo}
resources:
  budget: {currency: CNY, lines: [{id: hall, amount: 900.50}, {id: tea, amount: 100}]}
content:
  calendar:
    - {id: fair, title: Fair, start: 2027-03-06T10:00, duration: P2D, owner: ana, approver: ana, effort_hours: 9.5}
    - {id: talk, title: Talk, start: 2027-03-08, owner: ana, approver: bo, effort_hours: 2}
    - {id: note, title: Note}
"""


def settings(rules: str, file: str = "commplan.toml") -> Settings:
    found = read(file, rules.encode(), Path("/somewhere"))
    assert found is not None
    return found


def declared(assertion: str, of: str = "content.calendar", more: str = "", message: str = "no: {item.id}") -> str:
    return (
        f"[[rules]]\nname = 'mine'\ncode = 'X101'\nfor = '{of}'\n"
        f'assert = """{assertion}"""\nmessage = "{message}"\n{more}\n'
    )


def checked(text: str, plan: str = PLAN) -> Checked:
    config = settings(text)
    rules = {**RULES, **own.rules(config, RULES)}
    vet(config, rules.values())
    only = {name: rule for name, rule in rules.items() if name not in RULES or rule.part in ("file", "policy")}
    return lint.plan(load.plan("plan.yaml", plan.encode()), only, TODAY, Policy(settings=config))


def told(found: Checked, language: Language = "en") -> list[str]:
    return [
        *(f"{f.span.line}:{f.span.column} {f.message.in_language(language)}" for f in found.findings),
        *(f"{u.span.line}:{u.span.column} ? {u.missing.in_language(language)}" for u in found.undecided),
        *(f"- {i.reason.in_language(language)}" for i in found.idle),
    ]


EFFORT = "17:8 ? `effort_hours` of 'note', for the rule mine"
START = "17:8 ? `start` of 'note', for the rule mine"
FOUND: list[tuple[str, str, list[str]]] = [
    ("item.effort_hours <= 8", "content.calendar", ["15:8 no: fair", EFFORT]),
    ("item.effort_hours <= 9.5", "content.calendar", [EFFORT]),
    ("item.duration.days <= 1", "content.calendar",
     ["15:8 no: fair", "16:8 ? `duration` of 'talk', for the rule mine", "17:8 ? `duration` of 'note', for the rule mine"]),
    ("weekday(item.start) not in ('SA', 'SU')", "content.calendar", ["15:8 no: fair", START]),
    ("days_between(today, item.start) >= 51", "content.calendar", ["15:8 no: fair", START]),
    ("item.owner != item.approver", "content.calendar",
     ["15:8 no: fair", "17:8 ? `owner` of 'note', for the rule mine"]),
    ("item.title.startswith('T') or item.title.lower() == 'note'", "content.calendar", ["15:8 no: fair"]),
    ("sum([line.amount for line in item.lines]) <= 1000", "resources.budget", ["12:3 no: –"]),
    ("sum([line.amount for line in item.lines]) <= 1000.5", "resources.budget", []),
    ("all([p.id in ('ana', 'bo') for p in plan.structure.people])", "plan", []),
    ("item.hours_per_week > 0", "structure.people", ["10:8 ? `hours_per_week` of 'bo', for the rule mine"]),
    ("item.score > 0", "risks.register", ["- the plan has nothing of that kind in 'risks.register'"]),
]  # fmt: skip


@pytest.mark.parametrize(("assertion", "of", "expected"), FOUND, ids=[a for a, _, _ in FOUND])
def test_what_a_rule_finds_leaves_open_or_has_nothing_to_do_with(assertion: str, of: str, expected: list[str]) -> None:
    assert told(checked(declared(assertion, of))) == expected


def test_only_where_it_is_meant_and_with_words_of_the_plan_in_both_languages() -> None:
    text = declared(
        "item.effort_hours <= 1",
        more="when = \"item.owner == 'ana' and item.title != 'Fair'\"\nmessage-zh = '{item.title}：{item.effort_hours} 小时，"
        "见 {plan.plan.id} {item.team}'\nhint = 'Split it.'\nhint-zh = '请拆分。'\nseverity = 'error'",
        message="{item.title} takes {item.effort_hours} h {item.nothing} {other}",
    )
    found = checked(text)
    assert told(found) == ["16:8 Talk takes 2 h – {other}", "17:8 ? `owner` of 'note', for the rule mine"]
    assert told(found, "zh") == ["16:8 Talk：2 小时，见 p –", "17:8 ? “note” 的 `owner`，规则 mine 需要它"]
    only = found.findings[0]
    assert only.hint
    assert (only.code, only.name, only.severity.value, only.hint.en, only.hint.zh) == (
        "X101", "mine", "error", "Split it.", "请拆分。",
    )  # fmt: skip


def test_it_is_ignored_waived_and_made_milder_like_any_other() -> None:
    text = declared("item.effort_hours <= 1", more="when = 'item.effort_hours > 0'")
    plan = PLAN.replace("- {id: talk", "- {id: talk # commplan: ignore[mine] for now\n      ").replace(
        "note, ", "note, effort_hours: 1, "
    )
    plan = PLAN.replace("effort_hours: 2}", "effort_hours: 2} # commplan: ignore[X101] a long one, this once")
    milder = text + "\n[severity]\nmine = 'info'\n"
    assert told(checked(milder, plan))[0] == "15:8 no: fair"
    assert [f.severity.value for f in checked(milder, plan).findings] == ["info"]
    waived = (
        text + "\n[[waivers]]\nrule='mine'\npath='content.calendar.fair'\nreason='r'\nowner='o'\nuntil=2027-06-30\n"
    )
    assert [s.means.value for s in checked(waived, plan).suppressed] == ["waiver", "ignore"]
    assert [u.code for u in checked(waived, plan).undecided] == ["X101"]
    off = text + "\n[severity]\nmine = 'off'\n"
    assert told(checked(off)) == []


FAULTS: list[tuple[str, list[str]]] = [
    (declared("True").replace("'mine'", "'goal-no-kpi'"),
     ["commplan.toml:2:8: 'goal-no-kpi' is already the rule G101 goal-no-kpi", "take another one",
      "commplan.toml:2:8：“goal-no-kpi” 已是规则 G101 goal-no-kpi", "请另取一个"]),
    (declared("True").replace("X101", "G101"),
     ["commplan.toml:3:8: 'G101' is already the rule G101 goal-no-kpi", "take another one",
      "commplan.toml:3:8：“G101” 已是规则 G101 goal-no-kpi", "请另取一个"]),
    (declared("True").replace("X101", "mine"),
     ["commplan.toml:3:8: 'mine' is not a code of a rule", "write capital letters and a number: X101",
      "commplan.toml:3:8：“mine” 不是规则代码", "写成大写字母加数字：X101"]),
    (declared("True", "content.calender"),
     ["commplan.toml:4:7: a plan has no 'calender' there", "did you mean calendar?",
      "commplan.toml:4:7：方案在该处没有 “calender”", "是否想写 calendar？"]),
    (declared("True", "plan.id"),
     ["commplan.toml:4:7: 'plan.id' is one value, and no part of a plan", "write `for = 'plan'`, and look at its key",
      "commplan.toml:4:7：“plan.id” 是单个值，不是方案的组成部分", "写成 `for = 'plan'`，再看其中的键"]),
    (declared("item.effort_hours <"),
     ["commplan.toml:5:10: 'item.effort_hours <' is no expression",
      "write a comparison such as item.effort_hours <= 8",
      "commplan.toml:5:10：“item.effort_hours <” 不是表达式", "写成比较式，例如 item.effort_hours <= 8"]),
    ("plugins = ['nobody-has-this']\n",
     ["commplan.toml:1:12: no installed package offers rules as 'nobody-has-this'", "installed: none",
      "commplan.toml:1:12：没有已安装的包以 “nobody-has-this” 提供规则", "已安装：无"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS, ids=[e[0] for _, e in FAULTS])
def test_what_is_wrong_with_a_rule_is_told_with_its_place(text: str, expected: list[str]) -> None:
    with pytest.raises(Refusal) as caught:
        checked(text)
    words, hint = caught.value.words, caught.value.hint
    assert hint
    assert [words.en, hint.en, words.zh, hint.zh] == expected
    assert caught.value.others == ()


RUNNING: list[tuple[str, str, str]] = [
    ("item.effort <= 8", "there is no key 'effort' here", "did you mean `effort_hours`?"),
    ("thing.effort_hours <= 8", "nothing is called 'thing' here", "there are `item`, `plan` and `today`"),
    ("item.title <= 8", "it cannot be worked out: \"'<=' not supported between instances of 'str' and 'int'\"", "functions: "),
    ("item.title.format(1) == ''", "it cannot be worked out: ", "functions: "),
    ("item.node.at() == 1", "there is no key 'node' here", "did you mean `notes`?"),
    ("item.__class__ == 1", "it cannot be worked out: ", "functions: "),
    ("item.title.__class__.__mro__", "it cannot be worked out: ", "functions: "),
    ("open('plan.yaml')", "it cannot be worked out: ", "functions: "),
    ("__import__('os').system('true')", "it cannot be worked out: ", "functions: "),
    ("(lambda: 1)() == 1", "it cannot be worked out: ", "functions: "),
    ("1 / 0 > 1", "it cannot be worked out: 'division by zero'", "functions: "),
]  # fmt: skip


@pytest.mark.parametrize(("assertion", "words", "hint"), RUNNING, ids=[a for a, _, _ in RUNNING])
def test_what_cannot_be_worked_out_stops_the_check(assertion: str, words: str, hint: str) -> None:
    with pytest.raises(Refusal) as caught:
        checked(declared(assertion))
    assert caught.value.words.en.startswith(f"commplan.toml:5:10: {words}")
    assert caught.value.hint
    assert caught.value.hint.en.startswith(hint)


@pytest.mark.parametrize(
    "endless",
    [
        "9 ** 9 ** 9 ** 9 > 1",
        "len('a' * 1000000000000) > 1",
        "len([x for a in plan.content.calendar for b in plan.content.calendar for x in 'x' * 90000]) > 1",
        "[1] * 1000000000000 == 1",
        "(" * 400 + "1" + ")" * 400 + " > 0",
        "1 << 1000000000000 > 1",
        "'%1000000000d' % 1 == ''",
        "max(range(1000000000)) > 1",
    ],
)
def test_an_expression_that_would_run_long_or_fill_the_memory_is_refused(endless: str) -> None:
    plan = load.plan("plan.yaml", PLAN.encode()).plan
    assert isinstance(plan, Plan)
    with pytest.raises(ExpressionError):
        evaluate(endless, plan.content.calendar[0], plan, TODAY)


def test_the_remainder_is_one_of_numbers() -> None:
    assert told(checked(declared("item.effort_hours % 2 == 0", more="when = \"item.owner == 'ana'\""))) == [
        "15:8 no: fair",
        "17:8 ? `owner` of 'note', for the rule mine",
    ]


GOOD = 'good = "content: {calendar: [{id: x, effort_hours: 8}]}"\n'
BAD = 'bad = "content: {calendar: [{id: x, effort_hours: 9}]}"\n'


@pytest.mark.parametrize(
    ("examples", "expected"),
    [
        (GOOD + BAD, ["bad no: x", "good -"]),
        (GOOD.replace("8", "9") + BAD.replace("9", "8"), ["bad ! nothing is found in it", "good ! it is found fault with: no: x"]),
        (GOOD, ["bad ! there is none: write a piece of a plan", "good -"]),
        (GOOD.replace(", effort_hours: 8", "") + BAD.replace("calendar", "calender"),
         ["bad ! it is no piece of a plan: unknown key 'calender' in content",
          "good ! it cannot be decided: it lacks `effort_hours` of 'x', for the rule mine"]),
        (GOOD.replace("{calendar: [{id: x, effort_hours: 8}]}", "{}") + BAD.replace("content", "\\t"),
         ["bad ! it is no piece of a plan: a tab used for indentation",
          "good ! the plan has nothing of that kind in 'content.calendar'"]),
    ],
)  # fmt: skip
def test_a_rule_is_tried_on_its_own_examples(examples: str, expected: list[str]) -> None:
    rule = own.rules(settings(declared("item.effort_hours <= 8", more=examples)), RULES)["mine"]
    shown = [
        f"{t.which} ! {t.fault.en}" if t.fault else f"{t.which} {t.shown.en if t.shown else '-'}"
        for t in trials(rule, TODAY)
    ]
    assert shown == expected


def test_the_rule_of_the_documentation_does_what_its_examples_say() -> None:
    text = (Path(__file__).parents[1] / "docs" / "configuration.md").read_text("utf-8")
    example = text.partition("<!-- own -->\n```toml\n")[2].partition("```\n<!-- end own -->")[0]
    rule = own.rules(settings(example), RULES)["weekend-free"]
    shown = [(t.which, t.shown and t.shown.zh, t.fault) for t in trials(rule, TODAY)]
    assert shown == [("bad", "circle 在周末开会", None), ("good", None, None)]


# -- by the real command, and from an installed package --

PACKAGE = '''"""A plan says who may speak for it.

Somebody has to.

Source: our handbook.

Bad::

    plan: {title: Bicycles}

Good::

    plan: {owner: lead}

---

方案写明谁可以代表它发言。

总得有人。

来源：本组织手册。
"""
from commplan.finding import Problem
from commplan.rule import rule
from commplan.words import say


@rule("Z900", part="plan", kind="X")
def spokesperson_missing(plan):
    if plan.plan.owner is None:
        yield Problem(plan.plan.at(), say("nobody speaks for the plan", "没有人代表方案发言"))
'''


@pytest.fixture
def packaged(tmp_path: Path) -> Path:
    """A folder with an installed package of one rule, a configuration that names it, and a plan."""
    site = tmp_path / "site"
    (site / "handbook-1.dist-info").mkdir(parents=True)
    (site / "handbook-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: handbook\nVersion: 1\n")
    (site / "handbook-1.dist-info" / "entry_points.txt").write_text(
        "[commplan.rules]\nhandbook = handbook\nbroken = nowhere:nothing\nempty = handbook:say\n"
    )
    (site / "handbook.py").write_text(PACKAGE)
    (tmp_path / "commplan.toml").write_text(
        "plugins = ['handbook']\n" + declared("item.effort_hours <= 8", more=GOOD + BAD)
    )
    (tmp_path / "plan.yaml").write_text(PLAN)
    return tmp_path


def ran(folder: Path, *arguments: str) -> tuple[int, str]:
    path = os.pathsep.join([str(folder / "site"), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-m", "commplan", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_rules_of_a_package_and_of_the_configuration_work_like_built_in_ones(packaged: Path) -> None:
    code, out = ran(packaged, "check", "--select", "X,Z", "--format", "concise", "plan.yaml")
    assert (code, out.splitlines()[:2]) == (
        1,
        ["plan.yaml:2:1: error Z900 spokesperson-missing nobody speaks for the plan",
         "plan.yaml:15:8: warning X101 mine no: fair"],
    )  # fmt: skip
    code, out = ran(packaged, "check", "--select", "X,Z", "--format", "sarif", "plan.yaml")
    rules = json.loads(out)["runs"][0]["tool"]["driver"]["rules"]
    assert [(r["id"], r["shortDescription"]["text"]) for r in rules if r["id"] in ("X101", "Z900")] == [
        ("X101", "no: ‹id›"),
        ("Z900", "A plan says who may speak for it."),
    ]
    code, out = ran(packaged, "rules", "--part", "plan")
    assert "Z900  spokesperson-missing" in out
    code, out = ran(packaged, "explain", "spokesperson-missing", "--lang", "zh")
    assert (code, out.splitlines()[2]) == (0, "方案写明谁可以代表它发言。")
    code, out = ran(packaged, "explain", "x101")
    assert "Of each item of `content.calendar` this must be true:\n\n    item.effort_hours <= 8\n" in out


def test_the_rules_are_tried_by_command(packaged: Path) -> None:
    assert ran(packaged, "rules", "--test") == (
        0,
        """\
✓ X101 mine, bad: found: no: x
✓ X101 mine, good: kept
✓ Z900 spokesperson-missing, bad: found: nobody speaks for the plan
✓ Z900 spokesperson-missing, good: kept
rules tried: 2; each does what its examples say
""",
    )
    (packaged / "commplan.toml").write_text(declared("item.effort_hours <= 9", more=GOOD + BAD))
    assert ran(packaged, "rules", "--test", "--lang", "zh") == (
        1,
        "✗ X101 mine, 不好: 其中没有发现问题\n✓ X101 mine, 好: 符合\n已试验 1 条规则，1 个例子不符\n",
    )
    (packaged / "commplan.toml").write_text("")
    assert ran(packaged, "rules", "--test") == (
        2,
        "commplan: there are no rules of your own to try\n  declare one as `[[rules]]` in commplan.toml\n",
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("broken", "commplan.toml:1:12: the rules of 'broken' cannot be loaded: \"No module named 'nowhere'\"\n  update"),
        ("empty", "commplan.toml:1:12: the rules of 'empty' cannot be loaded: "),
        ("hand", "commplan.toml:1:12: no installed package offers rules as 'hand'\n  installed: broken, empty, handbook\n"),
    ],
)  # fmt: skip
def test_a_package_that_cannot_be_loaded_stops_the_check(packaged: Path, name: str, words: str) -> None:
    (packaged / "commplan.toml").write_text(f"plugins = ['{name}']\n")
    code, out = ran(packaged, "check", "plan.yaml")
    assert (code, out.startswith(f"commplan: {words}")) == (2, True), out
