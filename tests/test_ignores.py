"""Comments that ignore findings: where they count in every layout of YAML, what is wrong with them, and what they never do."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan import load
from commplan.checking import lint
from commplan.finding import Means
from commplan.policy.ignores import ignores
from commplan.policy.selection import Policy, Selection
from commplan.report import Checked
from test_pieces import RULES, TODAY

HEAD = """\
commplan: 1
plan:
  id: p
  title: P
  period: {start: 2027-01-01, end: 2027-12-31}
"""


def checked(text: str, folder: Path | None = None, *ignore: str) -> Checked:
    policy = Policy(Selection(ignore=("P204", "V", *ignore)))
    return lint.plan(load.plan("plan.yaml", text.encode(), folder), RULES, TODAY, policy)


def told(result: Checked) -> list[str]:
    """A line for each finding, left or suppressed, by its line in the text below HEAD."""
    skip = len(HEAD.splitlines())
    left = [f"{f.span.line - skip} {f.code}" for f in result.findings]
    return sorted(
        [*left, *(f"{s.finding.span.line - skip} ({s.finding.code})" for s in result.suppressed)], key=by_line
    )


def by_line(text: str) -> tuple[int, str]:
    number, _, rest = text.partition(" ")
    return int(number), rest


LAYOUTS: dict[str, tuple[str, list[str]]] = {
    "at the end of the line": (
        """\
goals:
  objectives:
    - id: a  # commplan: ignore[goal-no-kpi] why
    - id: b
""",
        ["3 (G101)", "4 G101"],
    ),
    "by code, in small letters, without a blank": (
        """\
goals:
  objectives:
    - id: a #commplan:ignore[g101]why
""",
        ["3 (G101)"],
    ),
    "on the line above an item: the whole item": (
        """\
content:
  calendar:
    # commplan: ignore[P201] why
    - id: a
      owner: nobody
      start: 2027-02-01
      channels: none
    - id: b
      owner: nobody
""",
        ["5 (P201)", "7 (P201)", "9 P201"],
    ),
    "at the end of the first line of an item: that line only": (
        """\
goals:
  objectives:
    - id: a  # commplan: ignore[goal-no-kpi] why
      owner: nobody
""",
        ["3 (G101)", "4 P201"],
    ),
    "on the line above a key: all of its value": (
        """\
goals:
  # commplan: ignore[goal-no-kpi] why
  objectives:
    - id: a
    - id: b

    - id: c
content:
  calendar: [{id: e, owner: nobody}]
""",
        ["4 (G101)", "5 (G101)", "7 (G101)", "9 P201"],
    ),
    "above a key at the top, behind other comments": (
        """\
# commplan: ignore[goal-no-kpi] why
# and a word more
goals:
  objectives:
    - id: a
content:
  calendar: [{id: e, owner: nobody}]
""",
        ["5 (G101)", "7 P201"],
    ),
    "a blank line between: it belongs to nothing": (
        """\
# commplan: ignore[goal-no-kpi] why

goals:
  objectives:
    - id: a
""",
        ["1 W101", "5 G101"],
    ),
    "at the end of a block: not of what follows further out": (
        """\
goals:
  purpose: x
    # commplan: ignore[goal-no-kpi] why
  objectives:
    - id: a
""",
        ["3 W101", "5 G101"],
    ),
    "at the end of the file": (
        """\
goals:
  objectives:
    - id: a
# commplan: ignore[goal-no-kpi] why
""",
        ["3 G101", "4 W101"],
    ),
    "in a mapping in braces, on one line": (
        """\
goals:
  objectives: [{id: a}, {id: b}]  # commplan: ignore[goal-no-kpi] why
""",
        ["2 (G101)", "2 (G101)"],
    ),
    "in brackets over several lines": (
        """\
goals:
  objectives: [
    # commplan: ignore[goal-no-kpi] why
    {id: a,
     owner: nobody},
    {id: b},  # commplan: ignore[goal-no-kpi] why
    {id: c}
  ]
""",
        ["4 (G101)", "5 P201", "6 (G101)", "7 G101"],
    ),
    "behind a text that goes over several lines": (
        """\
goals:
  objectives:
    - id: a
      metric: mau
      statement: "TODO
        and more"  # commplan: ignore[placeholder-text] why
    - id: b
      metric: mau
      statement: TODO
        and more  # commplan: ignore[placeholder-text] why
    - id: c
      metric: mau
      statement: TODO
        and more
""",
        ["5 (P203)", "9 (P203)", "13 P203"],
    ),
    "beside the mark of a block of text": (
        """\
goals:
  objectives:
    - id: a
      metric: mau
      statement: |  # commplan: ignore[placeholder-text] why
        TODO
        # commplan: ignore[goal-no-kpi] this is text
    - id: b
      metric: mau
      statement: >-
        TODO  # commplan: ignore[placeholder-text] this too
""",
        ["6 (P203)", "11 P203"],
    ),
    "a number sign within texts": (
        """\
goals:
  objectives:
    - {id: a, statement: "x # commplan: ignore[goal-no-kpi] no"}
    - {id: b, statement: 'x # commplan: ignore[goal-no-kpi] no'}
    - id: c
      statement: x#commplan:ignore[goal-no-kpi]
""",
        ["3 G101", "4 G101", "5 G101"],
    ),
    "within an anchor that an alias repeats: where it is written": (
        """\
goals:
  objectives:
    - id: a
      metric: mau
      statement: &todo TODO  # commplan: ignore[placeholder-text] why
    - {id: b, metric: mau, statement: *todo}
""",
        ["5 (P203)"],
    ),
    "several rules, in either kind of comma": (
        """\
goals:
  objectives:
    - {id: a, owner: nobody}  # commplan: ignore[goal-no-kpi, ref-resolves] why
    - {id: b, owner: nobody}  # commplan: ignore[G101，P201] 原因
    - {id: c, owner: nobody}  # commplan: ignore[G101、P201] 原因
""",
        ["3 (G101)", "3 (P201)", "4 (G101)", "4 (P201)", "5 (G101)", "5 (P201)"],
    ),
    "behind another comment on the line": (
        """\
goals:
  objectives:
    - id: a  # a beginning # commplan: ignore[goal-no-kpi] why
    # first this # commplan: ignore[goal-no-kpi] why
    - id: b
""",
        ["3 (G101)", "5 (G101)"],
    ),
    "the whole file": (
        """\
goals:
  objectives:
    - id: a
    - {id: b, owner: nobody}
# commplan: ignore-file[goal-no-kpi] why
""",
        ["3 (G101)", "4 (G101)", "4 P201"],
    ),
    "the line before the file": (
        """\
# commplan: ignore-file[goal-no-kpi] why
goals:
  objectives:
    - id: a  # commplan: ignore[goal-no-kpi] why
""",
        ["1 W101", "4 (G101)"],
    ),
    "twice the same": (
        """\
goals:
  # commplan: ignore[goal-no-kpi] why
  objectives:
    - id: a  # commplan: ignore[goal-no-kpi] why
""",
        ["2 W101", "4 (G101)"],
    ),
    "with Windows' line ends": (
        "goals:\r\n  objectives:\r\n    # commplan: ignore[goal-no-kpi] why\r\n    - id: a\r\n    - id: b\r\n",
        ["4 (G101)", "5 G101"],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_comment_counts_where_it_stands(name: str) -> None:
    text, expected = LAYOUTS[name]
    assert told(checked(HEAD + text)) == expected


# -- what is wrong with them --


def messages(text: str, zh: bool = False) -> list[str]:
    found = [f for f in checked(HEAD + "goals:\n  objectives:\n" + text).findings if f.code[0] == "W"]
    words = [(f.span.line - len(HEAD.splitlines()) - 2, f.span.column, f.code, f.message, f.hint) for f in found]
    return [
        f"{n}:{c} {code} {m.zh if zh else m.en} | {(h.zh if zh else h.en) if h else ''}" for n, c, code, m, h in words
    ]


WRITE = "write `# commplan: ignore[goal-no-kpi] why`, or ignore-file[...] for the whole file"
SLIPS = {
    "an unknown rule": (
        "    - id: a  # commplan: ignore[goal-no-kpi, goal-nokpi] why\n",
        ["1:46 W103 no rule is called 'goal-nokpi' | did you mean goal-no-kpi?"],
        ["1:46 W103 没有名为 “goal-nokpi” 的规则 | 是否想写 goal-no-kpi？"],
    ),
    "nothing like a rule": (
        "    - id: a  # commplan: ignore[xyzzy] why\n",
        ["1:33 W103 no rule is called 'xyzzy' | `commplan rules` lists them"],
        ["1:33 W103 没有名为 “xyzzy” 的规则 | `commplan rules` 可列出全部规则"],
    ),
    "a part": (
        "    - id: a  # commplan: ignore[goals] why\n",
        ["1:33 W103 no rule is called 'goals' | name single rules, such as goal-no-kpi"],
        ["1:33 W103 没有名为 “goals” 的规则 | 请逐条写明规则，例如 goal-no-kpi"],
    ),
    "a fault of the file": (
        "    - id: a  # commplan: ignore[unknown-key, G101] why\n",
        ["1:33 W103 unknown-key cannot be ignored | faults of the file itself have to be mended"],
        ["1:33 W103 不能忽略 unknown-key | 文件本身的错误必须改正"],
    ),
    "a rule about comments": (
        "    - id: a  # commplan: ignore[W101, G101] why\n",
        ["1:33 W103 unused-ignore cannot be ignored | turn it off in the configuration: `ignore`"],
        ["1:33 W103 不能忽略 unused-ignore | 请在配置中用 `ignore` 关闭"],
    ),
    "no brackets": (
        "    - id: a  # commplan: ignore goal-no-kpi\n",
        [f"1:14 W103 '# commplan: ignore goal-no-kpi' does not say in brackets which rules to ignore | {WRITE}"],
        [("1:14 W103 “# commplan: ignore goal-no-kpi” 没有用方括号写明忽略哪些规则 | "
         "写成 `# commplan: ignore[goal-no-kpi] 原因`；针对整个文件写 ignore-file[...]")],
    ),
    "full-width marks": (
        "    - id: a  # commplan：ignore【goal-no-kpi】原因\n",
        [f"1:14 W103 '# commplan：ignore【goal-no-kpi】原因' holds full-width marks where half-width ones belong | {WRITE}"],
        [("1:14 W103 “# commplan：ignore【goal-no-kpi】原因” 应使用半角符号 | "
         "写成 `# commplan: ignore[goal-no-kpi] 原因`；针对整个文件写 ignore-file[...]")],
    ),
    "another word": (
        "    - id: a  # commplan: ignore-next-line[goal-no-kpi]\n",
        [f"1:14 W103 '# commplan: ignore-next-line[goal-no-kpi]' is no comment that commplan knows | {WRITE}"],
        [("1:14 W103 commplan 不认识注释 “# commplan: ignore-next-line[goal-no-kpi]” | "
         "写成 `# commplan: ignore[goal-no-kpi] 原因`；针对整个文件写 ignore-file[...]")],
    ),
    "nothing in the brackets": (
        "    - id: a  # commplan: ignore[ ] why\n",
        ["1:14 W103 this comment names no rule to ignore | write `# commplan: ignore[goal-no-kpi] why`"],
        ["1:14 W103 这条注释没有写明忽略哪条规则 | 写成 `# commplan: ignore[goal-no-kpi] 原因`"],
    ),
    "no reason": (
        "    - id: a  # commplan: ignore[goal-no-kpi] --\n",
        [("1:14 W102 findings are ignored here without a reason | "
         "write why behind the bracket: whoever reads it next year will ask")],
        ["1:14 W102 这里忽略了问题，却没有写明原因 | 请在括号后写明原因，以便日后查阅"],
    ),
    "nothing to ignore": (
        "    - {id: a, metric: mau}  # commplan: ignore[goal-no-kpi] why\n",
        ["1:48 W101 goal-no-kpi finds nothing to ignore here | take it out of the comment"],
        ["1:48 W101 这里没有 goal-no-kpi 的问题可忽略 | 请从注释中删去"],
    ),
    "on the wrong line": (
        "    - id: a\n      statement: x  # commplan: ignore[goal-no-kpi] why\n",
        [("2:40 W101 goal-no-kpi finds nothing to ignore here | "
         "it is found on line 8: put the comment at the end of that line, or alone on the line above")],
        ["2:40 W101 这里没有 goal-no-kpi 的问题可忽略 | 问题出现在第 8 行：请把注释放在那一行末尾，或单独放在它的上一行"],
    ),
    "other remarks of ours": (
        "    - {id: a, metric: mau}  # commplan: a tool for plans\n    # commplan: 1\n",
        [],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_what_is_wrong_with_a_comment_is_said(name: str) -> None:
    text, english, chinese = SLIPS[name]
    assert (messages(text), messages(text, zh=True)) == (english, chinese)


def test_nothing_is_said_of_a_comment_for_a_rule_that_is_off_could_not_run_or_could_not_decide() -> None:
    unused = HEAD + "# commplan: ignore[goal-no-kpi] why\ngoals: {purpose: x}\n"
    assert told(checked(unused)) == ["1 W101"]
    assert told(checked(unused, None, "G101")) == []
    assert told(checked(unused + "titel: x\n")) == ["3 Y104"]
    budget = HEAD + "resources:\n  # commplan: ignore[budget-sum] why\n  budget: {lines: [{id: a, amount: 1}]}\n"
    result = checked(budget, None, "B102")
    assert (told(result), [u.code for u in result.undecided if u.code == "B101"]) == ([], ["B101"])


def test_what_is_unknown_stays_unknown() -> None:
    budget = HEAD + "resources:\n  # commplan: ignore-file[budget-sum] why\n  budget: {lines: [{id: a, amount: 1}]}\n"
    result = checked(budget)
    assert [u.name for u in result.undecided if u.name == "budget-sum"] == ["budget-sum"]
    assert result.decided < result.ran


def test_a_fault_of_the_file_is_told_whatever_a_comment_says() -> None:
    text = HEAD + "titel: x  # commplan: ignore[unknown-key] why\n# commplan: ignore-file[Y104] why\n"
    assert told(checked(text)) == ["1 Y104"]


def test_a_comment_in_an_included_file_speaks_of_that_file(tmp_path: Path) -> None:
    (tmp_path / "goals.yaml").write_text(
        "goals:\n  objectives:\n    - id: b  # commplan: ignore[goal-no-kpi] why\n    - id: c\n"
    )
    main = (
        HEAD
        + "include: goals.yaml\n# commplan: ignore-file[ref-resolves] why\ngoals:\n  objectives:\n    - {id: a, owner: nobody}\n"
    )
    result = checked(main, tmp_path)
    assert [(f.span.file, f.span.line, f.code) for f in result.findings] == [
        ("goals.yaml", 4, "G101"),
        ("plan.yaml", 10, "G101"),
    ]
    assert [(s.finding.span.file, s.finding.code, s.means, s.reason) for s in result.suppressed] == [
        ("goals.yaml", "G101", Means.IGNORE, "why"),
        ("plan.yaml", "P201", Means.IGNORE, "why"),
    ]


def test_a_plan_without_such_comments_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: object) -> None:
        raise AssertionError("parsed again")

    monkeypatch.setattr("commplan.document.comments.scalars", never)
    monkeypatch.setattr("commplan.document.comments.compose", never)
    assert ignores({"plan.yaml": HEAD + "x: 'a # b'  # commplan: a tool\n"}) == ([], [])


# -- what they never do --

FAULTY = (
    HEAD
    + """goals:
  objectives:
    - id: a
      owner: nobody
    - {id: b, owner: nobody}
    - {id: b, statement: TODO}
structure:
  roles:
    - {id: lead, holders: [ghost], deputies: ghost}
content:
  calendar:
    - {id: e, start: 2027-01-31, rrule: FREQ=MONTHLY, owner: nobody}
    - {id: f, start: 2027-01-31, rrule: FREQ=MONTHLY, channels: none, owner: nobody}
"""
)
WORDS = ["goal-no-kpi", "P201", "id-unique", "placeholder-text", "recurrence-skips", "xyzzy", "unknown-key", "W101"]


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(FAULTY.splitlines()) - 1),
            st.sampled_from(["end", "above", "file"]),
            st.lists(st.sampled_from(WORDS), max_size=3),
            st.sampled_from(["", " why", " ]["]),
        ),
        max_size=4,
    )
)
def test_a_finding_is_suppressed_only_by_its_own_rule_and_none_is_ever_lost(
    comments: list[tuple[int, str, list[str], str]],
) -> None:
    lines = FAULTY.splitlines()
    for number, where, words, reason in sorted(comments, reverse=True):
        indent = " " * (len(lines[number]) - len(lines[number].lstrip()))
        form = "ignore-file" if where == "file" else "ignore"
        comment = f"# commplan: {form}[{', '.join(words)}]{reason}"
        if where == "end" and " # " not in lines[number]:
            lines[number] += "  " + comment
        else:
            lines.insert(number, indent + comment)
    before, after = checked(FAULTY), checked("\n".join(lines) + "\n")
    own = [f for f in after.findings if f.code[0] != "W"]
    hidden = [s.finding for s in after.suppressed]

    def counted(findings: list[Any]) -> Counter[tuple[object, ...]]:
        return Counter((f.code, f.path, f.message) for f in findings)

    assert {f.code for f in before.findings} == {"G101", "P201", "P202", "P203", "C106"}
    assert counted([*own, *hidden]) == counted(list(before.findings))
    named = {w for _, _, words, _ in comments for w in words}
    assert all({f.code, f.name} & named for f in hidden)
    for s in after.suppressed:
        assert s.span is not None
        text = lines[s.span.line - 1][s.span.column - 1 : s.span.end_column - 1]
        assert re.search(rf"{s.finding.code}|{s.finding.name}", text)
        if "ignore-file" not in text and lines[s.span.line - 1].lstrip() != text + s.reason:
            assert s.finding.span.line >= s.span.line
