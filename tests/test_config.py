"""The configuration: what is wrong with one is refused with its places, what is right takes effect, the nearest one holds."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from commplan import load
from commplan.checking import lint
from commplan.cli.settings import settings_for
from commplan.finding import Outcome, Place, Problem, Severity
from commplan.policy.config import Config, Waiver
from commplan.policy.places import places
from commplan.policy.selection import Policy, Selection
from commplan.policy.settings import Settings, read
from commplan.policy.vocabulary import vet
from commplan.rule import Rule, Threshold, rule
from commplan.schema import config_schema
from commplan.words import Refusal, Words
from test_pieces import RULES, TODAY

HERE = Path("/somewhere")


def settings(text: str, file: str = "commplan.toml") -> Settings:
    found = read(file, text.encode(), HERE)
    assert found is not None
    return found


def refusals(text: str, file: str = "commplan.toml") -> list[tuple[Words, Words | None]]:
    with pytest.raises(Refusal) as caught:
        vet(settings(text, file), RULES.values())
    return [(r.words, r.hint) for r in (caught.value, *caught.value.others)]


ONE_OF_SEVERITY = "allowed: error, warning, info, off"
FAULTS: dict[str, tuple[str, list[str]]] = {
    "no equals sign": (
        "select: [G]\n",
        ["commplan.toml:1:7: a setting is written `key = value`", "put `=` after the key; names with blanks or dots go in quotes",
         "commplan.toml:1:7：设置写成 `键 = 值`", "键后写 `=`；含空格或点的名称请加引号"],
    ),
    "text without quotes": (
        "fail-on = warning\n",
        ["commplan.toml:1:11: this is no value", 'text goes in quotes: "warning"; lists in brackets: ["G101"]',
         "commplan.toml:1:11：这不是一个值", '文本加引号："warning"；列表加方括号：["G101"]'],
    ),
    "a quote not closed": (
        'ignore = ["G101]\n',
        ["commplan.toml:1:17: a quote is opened and never closed", "close it on the same line",
         "commplan.toml:1:17：引号没有结尾", "请在同一行补上结尾"],
    ),
    "a bracket not closed": (
        'ignore = ["G101"\nfail-on = "error"\n',
        ["commplan.toml:2:1: a bracket is opened and not closed", "put a comma between items, and close the bracket",
         "commplan.toml:2:1：括号没有结尾", "各项之间加逗号，并补上右括号"],
    ),
    "set twice": (
        'fail-on = "error"\nfail-on = "info"\n',
        ["commplan.toml:2:1: this is set a second time", "keep one of the two",
         "commplan.toml:2:1：这里第二次设置了同一项", "两处只留一处"],
    ),
    "a table begun twice": (
        "[severity]\n[severity]\n",
        ["commplan.toml:2:1: this table is begun a second time", "put all of it under one heading",
         "commplan.toml:2:1：这个表第二次出现", "请合并到同一个标题之下"],
    ),
    "two on a line": (
        'fail-on = "error" ignore = []\n',
        ["commplan.toml:1:19: something follows the value on the same line", "one setting to a line; several values go in brackets",
         "commplan.toml:1:19：值后面还有别的内容", "每行一项设置；多个值请放在方括号中"],
    ),
    "a key in Chinese": (
        '忽略 = ["G101"]\n',
        ["commplan.toml:1:1: no setting can start like this", "names with other characters than a-z, 0-9, - and _ go in quotes",
         "commplan.toml:1:1：设置不能这样开头", "含 a-z、0-9、-、_ 以外字符的名称请加引号"],
    ),
    "a day there is not": (
        "until = 2027-02-30\n",
        ["commplan.toml:1:9: this is no date", "write a date like 2027-03-31, or put text in quotes",
         "commplan.toml:1:9：这不是日期", "日期写成 2027-03-31；文本请加引号"],
    ),
    "a backslash": (
        'baseline = "C:\\plans"\n',
        ["commplan.toml:1:15: a backslash in double quotes starts an escape, and this is none",
         "use single quotes, or write \\\\ for a backslash",
         "commplan.toml:1:15：双引号里的反斜杠表示转义，而这里不是有效的转义", "改用单引号，或把反斜杠写成 \\\\"],
    ),
    "no end of brackets": (
        "ignore = " + "[" * 20_000,
        ["commplan.toml:1:1: brackets within brackets without end", "", "commplan.toml:1:1：括号嵌套过深", ""],
    ),
    "an unknown key": (
        '# ours\nextend_selct = ["G"]\n',
        ["commplan.toml:2:1: unknown key 'extend_selct'", "did you mean `extend-select`?",
         "commplan.toml:2:1：没有 “extend_selct” 这个键", "是否想写 `extend-select`？"],
    ),
    "an unknown key of a waiver": (
        '[[waivers]]\nrule = "G101"\nowner = "lead"\nuntil = 2027-05-31\nbecause = "x"\n',
        ["commplan.toml:5:1: unknown key 'because' in waivers", "keys allowed here: rule, owner, until, reason, path, file",
         "commplan.toml:5:1：waivers 中没有 “because” 这个键", "此处可用的键：rule, owner, until, reason, path, file"],
    ),
    "an unknown word": (
        'fail-on = "warnings"\n',
        ["commplan.toml:1:11: 'warnings' is none of the words allowed here", "did you mean warning? allowed: error, warning, info, unknown, never",
         "commplan.toml:1:11：“warnings” 不在此处允许的取值之中", "是否想写 warning？可用：error、warning（警告）、info、unknown（未知）、never"],
    ),
    "an unknown severity": (
        '[severity]\nG101 = "fatal"\n',
        ["commplan.toml:2:8: 'fatal' is none of the words allowed here", ONE_OF_SEVERITY,
         "commplan.toml:2:8：“fatal” 不在此处允许的取值之中", "可用：error、warning（警告）、info、off"],
    ),
    "a number for a list": (
        "select = 3\n",
        ["commplan.toml:1:10: needs a list, found a number", "",
         "commplan.toml:1:10：这里应为列表，实际是数字", ""],
    ),
    "one pair of brackets": (
        '[waivers]\nrule = "G101"\n',
        ["commplan.toml:1:2: needs a list, found a mapping", "write its heading in two pairs of brackets: [[...]]",
         "commplan.toml:1:2：这里应为列表，实际是键值表", "标题请写在双层方括号中：[[...]]"],
    ),
    "a waiver without an owner": (
        '[[waivers]]\nrule = "G101"\nuntil = 2027-05-31\n',
        ["commplan.toml:1:1: `owner` is missing", "add `owner = …`. Who has decided this and answers for it: a role, a body or a person.",
         "commplan.toml:1:1：缺少 `owner`", "请补上 `owner = …`。由谁决定并负责：角色、机构或人。"],
    ),
    "a waiver without an end": (
        '[[waivers]]\nrule = "G101"\nowner = "lead"\nuntil = "soon"\n',
        ["commplan.toml:4:9: 'soon' is not a date", "write a date like 2027-03-31",
         "commplan.toml:4:9：“soon” 不是日期", "日期写成 2027-03-31 这样的形式"],
    ),
    "a threshold in words": (
        '[thresholds.hours-over-capacity]\nmost_lacking = "10 %"\n',
        ["commplan.toml:2:16: needs a number, found text", "a share is written as a number: 10% is 0.1",
         "commplan.toml:2:16：这里应为数字，实际是文本", "比例写成数字：10% 写作 0.1"],
    ),
    "a threshold out of bounds": (
        "[thresholds]\nB103 = {most_lacking = 1.5}\n",
        ["commplan.toml:2:24: `most_lacking` must be a number from 0 to 1", "by default it is 0.2",
         "commplan.toml:2:24：`most_lacking` 应为 0 到 1 之间的数字", "默认值为 0.2"],
    ),
    "a threshold that is no number": (
        "[thresholds]\nB103.most_lacking = nan\n",
        ["commplan.toml:2:21: nan is not a number", "", "commplan.toml:2:21：nan 不是数字", ""],
    ),
    "a threshold that is not there": (
        "[thresholds]\nhours-over-capacity.most_laking = 0.1\n",
        ["commplan.toml:2:21: hours-over-capacity has no threshold 'most_laking'", "did you mean most_lacking?",
         "commplan.toml:2:21：hours-over-capacity 没有名为 “most_laking” 的阈值", "是否想写 most_lacking？"],
    ),
    "a rule without thresholds": (
        "thresholds.goal-no-kpi.most = 1\n",
        ["commplan.toml:1:24: goal-no-kpi has no threshold 'most'", "this rule has none",
         "commplan.toml:1:24：goal-no-kpi 没有名为 “most” 的阈值", "这条规则没有阈值"],
    ),
    "a rule that is not there": (
        'ignore = [\n  "G101",\n  "goal-no-kpl", # a slip\n]\n',
        ["commplan.toml:3:3: no rule is called 'goal-no-kpl'", "did you mean goal-no-kpi?",
         "commplan.toml:3:3：没有名为 “goal-no-kpl” 的规则", "是否想写 goal-no-kpi？"],
    ),
    "a rule that is not there, for some files": (
        '[per-file-ignores]\n"old/**" = ["xyzzy"]\n',
        ["commplan.toml:2:13: no rule is called 'xyzzy'", "`commplan rules` lists them",
         "commplan.toml:2:13：没有名为 “xyzzy” 的规则", "`commplan rules` 可列出全部规则"],
    ),
    "severity of a rule that is not there": (
        '[severity]\ngaol-no-kpi = "info"\n',
        ["commplan.toml:2:1: no rule is called 'gaol-no-kpi'", "did you mean goal-no-kpi?",
         "commplan.toml:2:1：没有名为 “gaol-no-kpi” 的规则", "是否想写 goal-no-kpi？"],
    ),
    "a fault of the file ignored": (
        'ignore = ["syntax"]\n',
        ["commplan.toml:1:11: faults of the file itself are always told", "they have to be mended",
         "commplan.toml:1:11：文件本身的错误总会报告", "这类错误必须改正"],
    ),
    "a fault of the file made light of": (
        'severity.Y = "off"\n',
        ["commplan.toml:1:10: faults of the file itself are always told", "they have to be mended",
         "commplan.toml:1:10：文件本身的错误总会报告", "这类错误必须改正"],
    ),
    "a fault of the file waived": (
        'waivers = [{rule = "Y104", owner = "lead", until = 2027-05-31}]\n',
        ["commplan.toml:1:20: unknown-key cannot be waived", "they have to be mended",
         "commplan.toml:1:20：不能豁免 unknown-key", "这类错误必须改正"],
    ),
    "a rule about waivers waived": (
        'waivers = [{rule = "unused-waiver", owner = "lead", until = 2027-05-31}]\n',
        ["commplan.toml:1:20: unused-waiver cannot be waived", "turn it off with `ignore`",
         "commplan.toml:1:20：不能豁免 unused-waiver", "请用 `ignore` 关闭"],
    ),
    "a path that is none": (
        'waivers = [{rule = "G101", owner = "lead", until = 2027-05-31, path = "goals..x"}]\n',
        ["commplan.toml:1:71: 'goals..x' is no path into a plan", "write it like goals.objectives.answers",
         "commplan.toml:1:71：“goals..x” 不是方案中的路径", "写法如 goals.objectives.answers"],
    ),
    "a pattern that is none": (
        'exclude = ["drafts/", "[z-a]"]\n',
        ["commplan.toml:1:23: '[z-a]' is no pattern of file names", "write it like drafts/, *.old.yaml or archive/**",
         "commplan.toml:1:23：“[z-a]” 不是文件名模式", "写法如 drafts/、*.old.yaml 或 archive/**"],
    ),
    "a pattern of nothing": (
        '[per-file-ignores]\n"!" = ["G"]\n',
        ["commplan.toml:2:1: '!' is no pattern of file names", "write it like drafts/, *.old.yaml or archive/**",
         "commplan.toml:2:1：“!” 不是文件名模式", "写法如 drafts/、*.old.yaml 或 archive/**"],
    ),
    "an empty pattern": (
        'waivers = [{rule = "G101", owner = "lead", until = 2027-05-31, file = ""}]\n',
        ["commplan.toml:1:71: '' is no pattern of file names", "write it like drafts/, *.old.yaml or archive/**",
         "commplan.toml:1:71：“” 不是文件名模式", "写法如 drafts/、*.old.yaml 或 archive/**"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_refused_where_it_is(name: str) -> None:
    text, (en, en_hint, zh, zh_hint) = FAULTS[name]
    hint = Words(en_hint, zh_hint) if en_hint else None
    assert refusals(text) == [(Words(en, zh), hint)]


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_text() -> None:
    told = refusals('selekt = ["G"]\n[severity]\nG101 = "of"\n[waivers]\nrule = "x"\n')
    assert [w.en for w, _ in told] == [
        "commplan.toml:1:1: unknown key 'selekt'",
        "commplan.toml:3:8: 'of' is none of the words allowed here",
        "commplan.toml:4:2: needs a list, found a mapping",
    ]
    told = refusals('select = ["Q"]\nignore = ["P"]\nseverity.Z9 = "off"\n')
    assert [w.en for w, _ in told] == [
        "commplan.toml:1:11: no rule is called 'Q'",
        "commplan.toml:3:10: no rule is called 'Z9'",
    ]


def test_bytes_that_are_no_text_are_told_where_they_are() -> None:
    with pytest.raises(Refusal) as caught:
        read("commplan.toml", b"ignore = []\n# Caf\xe9\n", HERE)
    assert caught.value.words == Words(
        "commplan.toml:2:6: this byte is not UTF-8", "commplan.toml:2:6：这个字节不是 UTF-8"
    )


@pytest.mark.parametrize(
    "raw", [b"ignore = ['G']\r\nfail-on = 'eror'\r\n", "\ufeffignore = ['G']\nfail-on = 'eror'\n".encode()]
)
def test_line_ends_and_byte_order_marks_are_no_matter(raw: bytes) -> None:
    with pytest.raises(Refusal, match=r"^commplan\.toml:2:11: 'eror' is none"):
        read("commplan.toml", raw, HERE)


def test_a_pyproject_counts_only_with_a_table_of_ours() -> None:
    assert read("pyproject.toml", b"[tool.ruff]\nline-length = 3\n", HERE) is None
    assert refusals('[tool.commplan]\nfail_on = "x"\n', "pyproject.toml")[0][0].en == (
        "pyproject.toml:2:1: unknown key 'fail_on'"
    )
    assert refusals('[tool]\ncommplan.ignore = ["Q"]\n', "pyproject.toml")[0][0].en == (
        "pyproject.toml:2:20: no rule is called 'Q'"
    )
    assert refusals("[tool]\ncommplan = 3\n", "pyproject.toml")[0][0].en == (
        "pyproject.toml:2:12: this is no table of settings"
    )


def test_every_key_of_a_whole_configuration_is_read() -> None:
    found = settings(WHOLE).config
    assert {k: v for k, v in vars(found).items() if k != "waivers"} == {
        "select": ("G", "P", "W"),
        "extend_select": ("budget-sum",),
        "ignore": ("part-unsaid",),
        "per_file_ignores": {"old/**": ("G101",)},
        "severity": {"goals": "warning", "P201": "off"},
        "thresholds": {"hours-over-capacity": {"most_lacking": 0.5}},
        "fail_on": "error",
        "level": "solid",
        "profiles": ("oss",),
        "exclude": ("drafts/",),
        "baseline": "old.toml",
        "activity": "store",
        "language": "zh",
        "rules": (),
        "plugins": ("handbook",),
    }
    waiver = found.waivers[0]
    assert (waiver.rule, waiver.path_, waiver.file, waiver.reason, waiver.owner, str(waiver.until)) == (
        "goal-no-kpi", "goals.objectives[0]", ("plan.yaml",), "counted by hand", "lead", "2027-05-31"
    )  # fmt: skip


WHOLE = """\
select = ["G", "P", "W"]
extend-select = "budget-sum"
ignore = "part-unsaid"
fail-on = "error"
level = "solid"
profiles = "oss"
exclude = ["drafts/"]
baseline = "old.toml"
activity = "store"
language = "zh"
plugins = "handbook"

[per-file-ignores]
"old/**" = ["G101"]

[severity]
goals = "warning"
P201 = "off"

[thresholds.hours-over-capacity]
most_lacking = 0.5

[[waivers]]
rule = "goal-no-kpi"
path = "goals.objectives[0]"
file = "plan.yaml"
reason = "counted by hand"
owner = "lead"
until = 2027-05-31
"""


# -- the schema that editors are given --


def as_json(text: str) -> Any:
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def test_the_schema_takes_what_the_reader_takes() -> None:
    schema = config_schema(RULES.values())
    Draft202012Validator.check_schema(schema)
    assert [e.message for e in Draft202012Validator(schema).iter_errors(as_json(WHOLE))] == []
    assert list(schema["properties"]) == list(Config.spelt())
    assert [k for k, v in schema["properties"].items() if not v.get("description")] == []


BEYOND_SCHEMA = {
    "a fault of the file ignored",
    "a fault of the file made light of",
    "a path that is none",
    "a pattern that is none",
    "a pattern of nothing",
    "an empty pattern",
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_schema_refuses_what_the_reader_refuses(name: str) -> None:
    try:
        data = as_json(FAULTS[name][0])
    except (tomllib.TOMLDecodeError, RecursionError):
        return  # no schema sees what is no TOML
    if "nan" in FAULTS[name][0]:
        return  # nor what JSON cannot hold
    refused = list(Draft202012Validator(config_schema(RULES.values())).iter_errors(data))
    assert bool(refused) != (name in BEYOND_SCHEMA)


def test_the_example_in_the_documents_says_every_key_and_is_right() -> None:
    text = (Path(__file__).parents[1] / "docs" / "configuration.md").read_text("utf-8")
    example = text.partition("<!-- example -->\n```toml\n")[2].partition("```\n<!-- end example -->")[0]
    found = settings(example)
    vet(found, RULES.values())
    assert set(tomllib.loads(example)) == set(Config.spelt()) - {"rules", "plugins"}
    assert set(tomllib.loads(example)["waivers"][0]) == set(Waiver.spelt())


# -- places --

NAMES = st.text("abc-_1", min_size=1, max_size=4)
QUOTED = st.text("aé社. #=[]{}\"'\\\n", max_size=5)
LEAVES = st.one_of(st.integers(), st.booleans(), st.floats(allow_nan=False), QUOTED, st.dates())


def written(value: Any, draw: Any) -> str:
    """A value as TOML, in one of the ways there are."""
    if isinstance(value, dict):
        return "{" + " , ".join(f"{key(k)} = {written(v, draw)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        gap: str = draw(st.sampled_from(["", " ", "\n", " # ], }\n  "]))
        return "[" + gap + ",".join(f"{written(v, draw)}{gap}" for v in value) + "]"
    if isinstance(value, str):
        ways = [json.dumps(value, ensure_ascii=False)]
        if "'" not in value and "\n" not in value:
            ways.append(f"'{value}'")
        if "'" not in value:
            ways.append(f"'''\n{value}'''")
        if "\\" not in value and '"' not in value:
            ways.append(f'"""{value}"""' if not value.startswith("\n") else f'"""\n{value}"""')
        return str(draw(st.sampled_from(ways)))
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, float) else f"{value}"


def key(text: str) -> str:
    return (
        text
        if text and all(c.isascii() and (c.isalnum() or c in "-_") for c in text)
        else json.dumps(text, ensure_ascii=False)
    )


@given(st.data())
def test_the_text_at_the_place_of_a_value_is_that_value(data: st.DataObject) -> None:
    value = st.recursive(
        LEAVES, lambda v: st.lists(v, max_size=3) | st.dictionaries(NAMES | QUOTED, v, max_size=3), max_leaves=6
    )
    flat = data.draw(st.dictionaries(NAMES | QUOTED, value, max_size=3))
    tables = data.draw(st.dictionaries(NAMES | QUOTED, st.dictionaries(NAMES, value, max_size=2), max_size=2))
    lists = data.draw(
        st.dictionaries(NAMES, st.lists(st.dictionaries(NAMES, value, max_size=2), min_size=1, max_size=3), max_size=2)
    )
    tables = {k: v for k, v in tables.items() if k not in flat}
    lists = {k: v for k, v in lists.items() if k not in flat and k not in tables}
    lines = [f"{key(k)} = {written(v, data.draw)}  # a comment" for k, v in flat.items()]
    for name, table in tables.items():
        lines += [f"[ {key(name)} ]", *(f"{key(k)}={written(v, data.draw)}" for k, v in table.items()), ""]
    for name, rows in lists.items():
        for row in rows:
            lines += [f"  [[{key(name)}]]", *(f"\t{key(k)} = {written(v, data.draw)}" for k, v in row.items())]
    text = "\n".join(lines) + "\n"
    whole = tomllib.loads(text)
    found = places("commplan.toml", text)
    walked = {}

    def walk(value: Any, path: tuple[str | int, ...]) -> None:
        walked[path] = value
        for k, v in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
            walk(v, (*path, k))

    walk(whole, ())
    assert (found.values.keys() | found.keys.keys()) == walked.keys() - {()}
    for path, (start, end) in found.values.items():
        assert tomllib.loads(f"x = {text[start:end]}")["x"] == walked[path]
    for path, (start, end) in found.keys.items():
        if isinstance(path[-1], str):
            assert text[start:end] == key(path[-1])


def test_dotted_keys_and_headings_have_places_too() -> None:
    text = 'a . "b c".d = 1\n[x.y]\nz = {p.q = [1,\n 2]}\n[[x.l]]\n[[x.l]]\nk = true\n[x.l.m]\nn = 2\n'
    found = places("f", text)
    rows = {
        ("a", "b c"): (1, 5),
        ("a", "b c", "d"): (1, 15),
        ("x",): (2, 2),
        ("x", "y"): (2, 4),
        ("x", "y", "z", "p", "q", 1): (4, 2),
        ("x", "l", 0): (5, 1),
        ("x", "l", 1, "k"): (7, 5),
        ("x", "l", 1, "m", "n"): (9, 5),
        ("x", "l", 1, "gone"): (6, 1),
        ("nowhere",): (1, 1),
    }
    spans = {path: found.span(Place(path)) for path in rows}
    assert {path: (s.line, s.column) for path, s in spans.items()} == rows


# -- what it makes of the rules --


def decided(config: str, name: str, **options: Any) -> tuple[bool, str, str]:
    chosen = next(r for r in RULES.values() if r.name == name)
    decision = Policy(Selection(**options), settings(config)).decide(chosen, str(HERE / "plan.yaml"))
    where = f" {decision.span.line}:{decision.span.column}" if decision.span else ""
    return decision.on, decision.severity.value, decision.why.en + where


@pytest.mark.parametrize(
    ("config", "options", "on", "severity", "why"),
    [
        ("", {}, True, "error", "on unless said otherwise"),
        ('select = ["P"]', {}, False, "error", "`select` leaves it out 1:1"),
        ('select = ["P", "goals"]', {}, True, "error", "`select` names 'goals' 1:16"),
        ('select = ["P"]\nextend-select = ["g101"]', {}, True, "error", "`extend-select` names 'g101' 2:18"),
        ('ignore = ["P", "G"]', {}, False, "error", "`ignore` names 'G' 1:16"),
        ('ignore = ["G"]\nextend-select = ["G101"]', {}, True, "error", "`extend-select` names 'G101' 2:18"),
        ('ignore = ["G101"]\nextend-select = ["G"]', {}, False, "error", "`ignore` names 'G101' 1:11"),
        ('ignore = ["G101"]\nextend-select = ["G101"]', {}, False, "error", "`ignore` names 'G101' 1:11"),
        ('select = ["G101"]\nignore = ["goals"]', {}, False, "error", "`ignore` names 'goals' 2:11"),
        ('level = "draft"', {}, False, "error", "level basic, beyond draft 1:9"),
        ('level = "basic"', {}, True, "error", "on unless said otherwise"),
        ('level = "draft"\nextend-select = ["goals"]', {}, True, "error", "`extend-select` names 'goals' 2:18"),
        ('level = "draft"\nselect = ["G101"]', {}, True, "error", "`select` names 'G101' 2:11"),
        ('severity.goal-no-kpi = "info"', {}, True, "info", "on unless said otherwise"),
        ('severity.G = "off"\nseverity.G101 = "info"', {}, True, "info", "on unless said otherwise"),
        ('severity.goals = "off"', {}, False, "error", "`severity` turns it off 1:18"),
        ('per-file-ignores."*.yaml" = ["G"]', {}, False, "error", "`per-file-ignores` for '*.yaml' 1:30"),
        ('per-file-ignores."old/" = ["G"]', {}, True, "error", "on unless said otherwise"),
        ('ignore = ["G101"]', {"select": ("G",)}, True, "error", "`--select` names 'G'"),
        ('ignore = ["G101"]', {"extend_select": ("G101",)}, True, "error", "`--extend-select` names 'G101'"),
        ('select = ["G"]', {"select": ("P",)}, False, "error", "`--select` leaves it out"),
        ('select = ["G"]', {"ignore": ("G101",)}, False, "error", "`--ignore` names 'G101'"),
        ('per-file-ignores."plan.*" = "G"', {"select": ("G",)}, False, "error", "`per-file-ignores` for 'plan.*' 1:29"),
    ],
)  # fmt: skip
def test_a_rule_is_on_or_off_for_a_reason(
    config: str, options: dict[str, tuple[str, ...]], on: bool, severity: str, why: str
) -> None:
    assert decided(config, "goal-no-kpi", **options) == (on, severity, why)


def test_faults_of_the_file_are_told_whatever_is_selected() -> None:
    assert decided('select = ["G"]', "syntax", ignore=("file",)) == (
        True, "error", "faults of the file itself are always told",
    )  # fmt: skip


def test_severity_is_that_of_the_configuration_or_milder_where_the_rule_is() -> None:
    raw = b"commplan: 1\nplan: {id: p, title: P, period: {start: 2027-01-01, end: 2027-12-31}}\ngoals: {objectives: [{id: a}]}\n"

    def severities(config: str) -> list[Severity]:
        checked = lint.plan(load.plan("plan.yaml", raw), RULES, TODAY, Policy(Selection(("G101",)), settings(config)))
        return [f.severity for f in checked.findings]

    assert [severities(c) for c in ("", 'severity.G101 = "info"')] == [[Severity.ERROR], [Severity.INFO]]


def test_profiles_of_the_configuration_count_like_those_of_the_plan() -> None:
    def only_oss(plan: object) -> Iterator[Outcome]:
        yield Problem(Place(("plan",)), Words("told", "已报告"))

    one = rule("X998", part="plan", kind="F", profiles=("oss",))(only_oss)
    loaded = load.plan("plan.yaml", LACKING)

    def said(config: str) -> tuple[int, int]:
        checked = lint.plan(loaded, {"only_oss": one}, TODAY, Policy(settings=settings(config)))
        return len(checked.findings), len(checked.idle)

    assert [said(c) for c in ("", 'profiles = ["dao", "oss"]', 'profiles = "dao"')] == [(0, 1), (1, 0), (0, 1)]


LACKING = b"""\
commplan: 1
plan: {id: p, title: P, period: {start: 2027-01-01, end: 2027-12-31}}
structure: {people: [{id: a, hours_per_week: 9}]}
content:
  calendar:
    - {id: with, start: 2027-02-01, owner: a, effort_hours: 1}
    - {id: without, start: 2027-03-01, owner: a}
"""


@pytest.mark.parametrize(("number", "unknown"), [("0.49", 1), ("0.5", 0), ("1", 0), ("0", 1)])
def test_a_threshold_takes_effect(number: str, unknown: int) -> None:
    policy = Policy(Selection(("B103",)), settings(f"thresholds.hours-over-capacity.most_lacking = {number}"))
    checked = lint.plan(load.plan("plan.yaml", LACKING), RULES, TODAY, policy)
    assert len(checked.undecided) == unknown


FROZEN = b"""\
commplan: 1
plan:
  id: p
  title: P
  period: {start: 2027-01-01, end: 2027-12-31}
  freezes: [{start: 2026-12-01, end: 2026-12-24}]
"""


@pytest.mark.parametrize(("number", "found"), [("31", 0), ("8", 0), ("8.0", 0), ("7", 1), ("0", 1), ("3660", 0)])
def test_a_whole_threshold_takes_effect(number: str, found: int) -> None:
    policy = Policy(Selection(("P205",)), settings(f"thresholds.P205.grace_days = {number}"))
    assert len(lint.plan(load.plan("plan.yaml", FROZEN), RULES, TODAY, policy).findings) == found


@pytest.mark.parametrize("number", ["7.5", "-1", "3661", "1e12"])
def test_a_whole_threshold_must_be_whole_and_within_its_bounds(number: str) -> None:
    assert refusals(f"thresholds.P205.grace_days = {number}") == [
        (
            Words(
                "commplan.toml:1:30: `grace_days` must be a whole number from 0 to 3660",
                "commplan.toml:1:30：`grace_days` 应为 0 到 3660 之间的整数",
            ),
            Words("by default it is 31", "默认值为 31"),
        )
    ]


def test_a_threshold_must_be_a_parameter() -> None:
    def some_rule(plan: object) -> None: ...

    with pytest.raises(ValueError, match="some-rule: each threshold must be a parameter of the rule"):
        rule("X999", part="plan", kind="F", thresholds={"most": Threshold(1, Words("", ""))})(some_rule)  # type: ignore[arg-type]


@pytest.mark.parametrize("one", [r for r in RULES.values() if r.thresholds], ids=lambda r: r.name)
def test_thresholds_are_explained_and_within_their_own_bounds(one: Rule) -> None:
    for threshold in one.thresholds.values():
        assert threshold.least <= threshold.default <= threshold.most
        assert threshold.about.en
        assert threshold.about.zh != threshold.about.en


# -- which one holds --


def test_the_nearest_configuration_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("a/b/c", "a/d", "e"):
        Path(folder).mkdir(parents=True)
    Path("pyproject.toml").write_text('[tool.commplan]\nfail-on = "info"\n')
    Path("a/commplan.toml").write_text('fail-on = "error"\n')
    Path("a/pyproject.toml").write_text("[tool.commplan]\nnonsense = 1\n")  # commplan.toml comes first
    Path("a/b/pyproject.toml").write_text("[tool.other]\nx = 1\n")
    Path("e/pyproject.toml").write_text("this is broken, and no business of ours")
    holding = {}
    for file in ("a/b/c/plan.yaml", "a/d/plan.yaml", "plan.yaml", "e/plan.yaml"):
        found = settings_for(file)
        holding[file] = (found.file, found.config.fail_on) if found else None
    assert holding == {
        "a/b/c/plan.yaml": ("a/commplan.toml", "error"),
        "a/d/plan.yaml": ("a/commplan.toml", "error"),
        "plan.yaml": ("pyproject.toml", "info"),
        "e/plan.yaml": ("pyproject.toml", "info"),
    }
    assert settings_for("a/d/plan.yaml", isolated=True) is None
    named = settings_for("a/d/plan.yaml", "pyproject.toml")
    assert named is not None
    assert named.config.fail_on == "info"
    with pytest.raises(Refusal, match="has no table"):
        settings_for("plan.yaml", "a/b/pyproject.toml")
    with pytest.raises(Refusal, match=r"cannot read 'gone\.toml': there is no such file"):
        settings_for("plan.yaml", "gone.toml")
