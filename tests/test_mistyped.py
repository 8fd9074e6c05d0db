"""Full-width marks in the place of YAML's own: all told in one round with their places, mended by --fix, never in texts."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan import cli, load

HEAD = "commplan: 1\nplan:\n  id: a\n  title: b\n"
COLON, BRACKET = "a full-width colon (：) after the key", "a full-width bracket ({m}) around a list or mapping"
QUOTE, SPACE = (
    "Chinese or curly quotes ({m}), which are no quotes to YAML",
    "a full-width or non-breaking space outside of a text",
)
COMMA, DASH, HASH = (
    "a full-width comma (，) between two items",
    "a list item begins with {m}",
    "a comment begins with a full-width ＃",
)

# what stands in the file, what is told (line, column, words) and how the text reads when it is mended
TOLD = {
    "colons, and a text with one": (
        "commplan: 1\nplan：\n  id：a\n  title：b：c\n",
        [(2, 5, f"{COLON}: 3 times, in lines 2-4")],
        "commplan: 1\nplan:\n  id: a\n  title: b：c\n",
    ),
    "what else is wrong, in the same round": (
        "commplan: 1\nplan：\n  id：a\n  title: b\n  titel：b\n",
        [(2, 5, f"{COLON}: 3 times, in lines 2-3, 5"), (5, 3, "unknown key 'titel' in plan")],
        "commplan: 1\nplan:\n  id: a\n  title: b\n  titel: b\n",
    ),
    "colons in items that are texts": (
        HEAD.replace("\nplan:", "\nplan：") + "rules:\n  principles:\n    - 尊重：不攻击他人\n    - AMA：每周答疑\n    - bot：自动回复\n",
        [(2, 5, COLON)],
        HEAD + "rules:\n  principles:\n    - 尊重：不攻击他人\n    - AMA：每周答疑\n    - bot：自动回复\n",
    ),
    "marks within texts of several lines": (
        'commplan: 1\nplan：\n  id: "a"\n  title: |\n    id：x\n    － y\n  owner: "z\n    id：x"\n  sponsor: u\n    id：x ＃ v\n',
        [(2, 5, COLON), (7, 10, "id 'z id：x' may hold only a-z, 0-9 and single hyphens")],
        'commplan: 1\nplan:\n  id: "a"\n  title: |\n    id：x\n    － y\n  owner: "z\n    id：x"\n  sponsor: u\n    id：x ＃ v\n',
    ),
    "brackets and commas": (
        "commplan: 1\nplan: ｛id：a，title：b，profiles：［oss，dao］｝\n",
        [(2, 7, f"{BRACKET.format(m='｛')}: 4 times in this line"), (2, 10, f"{COLON}: 3 times in this line"), (2, 12, f"{COMMA}: 3 times in this line")],
        "commplan: 1\nplan: {id: a, title: b, profiles: [oss, dao]}\n",
    ),
    "commas of a sentence beside a value that is refused": (
        "commplan: 1\nplan: {id: a，title: 劝一劝，必要时禁言, period: 半年}\n",
        [(2, 13, COMMA), (2, 40, "needs a mapping of keys, found text")],
        "commplan: 1\nplan: {id: a, title: 劝一劝，必要时禁言, period: 半年}\n",
    ),
    "names that are one value of a mapping": (
        HEAD.replace("\nplan:", "\nplan：") + "structure:\n  roles: [{id: c, holders: d、e, name: f}]\n",
        [(2, 5, COLON), (6, 28, "'d、e' holds full-width punctuation")],
        HEAD + "structure:\n  roles: [{id: c, holders: d、e, name: f}]\n",
    ),
    "quotes where no text can stand": (
        "commplan: 1\nplan:\n  id: 「a」\n  title: 「b」\n",
        [(3, 7, f"{QUOTE.format(m='「')}: 2 times in this line")],
        'commplan: 1\nplan:\n  id: "a"\n  title: 「b」\n',
    ),
    "indentation, bullets and comments": (
        "commplan: 1 ＃ x\nplan:\n　id: a\n　title: b ＃1\nstructure:\n　people:\n　　－ id: c\n　　　　name: d\n　　• id: e\n　　　 name: f\n",
        [(1, 12, HASH), (3, 1, f"{SPACE}: 7 times, in lines 3-4, 6-10"), (7, 3, f"{DASH.format(m='－')}: 2 times, in lines 7, 9")],
        "commplan: 1 # x\nplan:\n id: a\n title: b ＃1\nstructure:\n people:\n  - id: c\n    name: d\n  - id: e\n    name: f\n",
    ),
    "no space after the colon": (
        "commplan: 1\nplan:\n  id:a\n  title:b\n",
        [(3, 5, "no space after the colon: 2 times, in lines 3-4")],
        HEAD,
    ),
    "a format version": ("commplan: １\n" + HEAD[12:], [(1, 11, "'１' is no version of this format")], HEAD),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_all_marks_are_told_and_mended_in_one_round(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, told, mended = TOLD[case]
    document = load.plan("p.yaml", text.encode()).document
    found = [(document.span(f.problem.place), f.problem.message.en) for f in document.faults]
    assert [(span.line, span.column, words) for span, words in found] == told
    plan = tmp_path / "p.yaml"
    plan.write_bytes(text.replace("\n", "\r\n").encode())
    with pytest.raises(SystemExit):
        cli.run(["check", str(plan), "--fix", "-q", "--isolated"])
    assert plan.read_bytes().decode() == mended.replace("\n", "\r\n")
    capsys.readouterr()


UNSAFE = "commplan: 1\nplan:\n  id: a\n  title: “b: c”\n"
COMMAS = HEAD + "resources: {xyzzy: 1, tools: [{id: c, name: Walks, talks, tea, cost: 1,200, owner: d}]}\n"
BROKEN = "commplan: 1\nplan：\n  id：a\n  title: 'b\n"


@pytest.mark.parametrize(
    ("text", "options", "mended"),
    [
        (UNSAFE, [], UNSAFE),  # the quotes may be meant to be read
        (UNSAFE, ["--unsafe-fixes"], UNSAFE.replace("“b: c”", '"b: c"')),
        (BROKEN, ["--unsafe-fixes"], BROKEN),  # it could not be read even so
        (COMMAS, [], COMMAS),
        (
            COMMAS,
            ["--unsafe-fixes"],
            COMMAS.replace("Walks, talks, tea", "'Walks, talks, tea'").replace("1,200", "1200"),
        ),
    ],
)
def test_what_could_be_meant_otherwise_or_stays_unreadable_is_left(
    text: str, options: list[str], mended: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "p.yaml"
    plan.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit):
        cli.run(["check", str(plan), "--fix", "--isolated", *options])
    assert plan.read_text(encoding="utf-8") == mended
    assert "Traceback" not in "".join(capsys.readouterr())


def test_included_files_are_mended_too(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text("risks：\n  register：\n    － id：spam\n", encoding="utf-8")
    raw = f"{HEAD}include：more.yaml\n".encode()
    document = load.plan("p.yaml", raw, tmp_path).document
    assert [(document.span(f.problem.place).file, f.name) for f in document.faults if f.name == "syntax"] == [
        ("p.yaml", "syntax"), ("more.yaml", "syntax"), ("more.yaml", "syntax"),
    ]  # fmt: skip


def widened(text: str) -> str:
    """A plan as an input method for Chinese types it, one key or item a line."""
    found = []
    for line in text.split("\n"):
        match = re.fullmatch(r"( *)((?:- )?)([a-z_]+): ?([^|>]*)", line)
        found.append(
            "　" * (len(match[1]) // 2) + match[2].replace("- ", "－") + match[3] + "：" + match[4] if match else line
        )
    return "\n".join(found)


PLAN = """\
commplan: 1
plan:
  id: reading
  title: 读书会：一起读
  period: {start: 2027-01-01, end: 2027-12-31}
goals:
  purpose: 让人读书，谈书
  audiences:
    - id: readers
      name: 读者
      interests: [小说, 历史]
    - id: hosts
      name: 领读人
structure:
  people:
    - id: member-a
      name: 成员甲
"""


def test_a_plan_typed_with_full_width_marks_alone_reads_as_it_is_meant() -> None:
    document = load.plan("p.yaml", widened(PLAN).encode()).document
    assert document.data == load.plan("p.yaml", PLAN.encode()).document.data
    assert {f.name for f in document.faults} == {"syntax"}


ALPHABET = st.sampled_from(
    [
        "：",
        "，",
        "［",
        "］",
        "｛",
        "｝",
        "“",
        "”",
        "－",
        "＃",
        "　",
        " ",
        "\n",
        "\r\n",
        "id",
        "a",
        ":",
        "-",
        "'",
        '"',
        "[",
        "}",
        "plan：",
        "|",
        "#",
        "\t",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ALPHABET, max_size=30).map("".join))
def test_whatever_is_typed_has_places_in_its_text(typed: str) -> None:
    text = f"commplan: 1\nplan：\n{typed}"
    document = load.plan("p.yaml", text.encode()).document
    lines = document.lines("p.yaml")
    assert document.texts == {"p.yaml": text}
    for fault in document.faults:
        span = document.span(fault.problem.place)
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= span.end_column <= len(lines[span.end_line - 1]) + 1
