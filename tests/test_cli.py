"""The door: what commands print, where, in which language, and how they end."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import commplan.rules
from commplan import cli
from commplan.cli import COMMANDS
from commplan.cli.parser_words import argument
from commplan.cli.speech import _wanted
from commplan.discover import discover
from commplan.rule import Rule
from conftest import Golden

CLEAN = """\
commplan: 1
plan:
  id: p
  title: P
  period: {start: 2027-01-01, end: 2027-12-31}
"""
WARNING = (
    CLEAN
    + "structure: {people: [{id: a}]}\ncontent:\n"
    + "  calendar: [{id: e, start: 2027-01-31, rrule: FREQ=MONTHLY, owner: a}]\n"
)
ERROR = CLEAN + "  owner: nobody\n"
BROKEN = "commplan: 1\nplan:\n  id: p\n  titel: P\n"
UNKNOWN = (
    CLEAN
    + "structure:\n  people: [{id: a}]\n  roles: [{id: r, holders: a, hours_per_week: 5}]\n"
    + "rules: {routines: [{id: x, rrule: FREQ=DAILY, owner: r, effort_hours: 1}]}\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ended(*arguments: str) -> object:
    """The exit code of a command run within this process: starting one costs more than most commands."""
    with pytest.raises(SystemExit) as caught:
        cli.run(arguments)
    return caught.value.code or 0


def started(
    *arguments: str, text: bytes = b"", code: str = "", **environment: Any
) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own; `code` instead of `-m commplan`."""
    kept = {
        k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "COMMPLAN_LANG")
    }
    return subprocess.run(
        [sys.executable, *(["-c", code] if code else ["-m", "commplan"]), *arguments],
        env={**kept, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", **environment},
        input=text,
        capture_output=True,
        check=False,
    )


# -- how it ends --


@pytest.mark.parametrize(
    ("plan", "options", "code"),
    [
        (CLEAN, (), 0),
        (CLEAN, ("--fail-on", "info"), 0),
        (CLEAN, ("--fail-on", "unknown"), 0),
        (WARNING, (), 1),
        (WARNING, ("--fail-on", "warning"), 1),
        (WARNING, ("--fail-on", "error"), 0),
        (WARNING, ("--fail-on", "never"), 0),
        (WARNING, ("--ignore", "recurrence-skips"), 0),
        (WARNING, ("--ignore", "content"), 0),
        (WARNING, ("--select", "goals"), 0),
        (ERROR, (), 1),
        (ERROR, ("--fail-on", "error"), 1),
        (ERROR, ("--fail-on", "never"), 0),
        (ERROR, ("--select", "ref-resolves"), 1),
        (ERROR, ("--select", "p2"), 1),
        (ERROR, ("--select", "G,p201"), 1),
        (ERROR, ("--ignore", "P"), 0),
        (BROKEN, (), 1),
        (BROKEN, ("--fail-on", "error"), 1),
        (BROKEN, ("--ignore", "file"), 1),
        (BROKEN, ("--fail-on", "never"), 0),
        (UNKNOWN, (), 0),
        (UNKNOWN, ("--fail-on", "unknown"), 1),
        ("", (), 1),
        ("- a\n", (), 1),
    ],
)
def test_a_check_ends_as_its_findings_are(plan: str, options: tuple[str, ...], code: int, folder: Path) -> None:
    (folder / "plan.yaml").write_text(plan)
    assert ended("check", "plan.yaml", "--quiet", "--ignore", "part-unsaid", *options) == code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "nope.yaml"), "commplan: there is no 'nope.yaml'\n"),
        (("check", "x" * 300), f"commplan: cannot read '{'x' * 197}…': its name is too long\n"),
        (
            ("check", "empty"),
            (
                "commplan: no plan found in 'empty': nothing was checked\n"
                "  a plan is a YAML file with `commplan: 1` on top; `commplan init` writes one\n"
            ),
        ),
        (
            ("check", "plan.yaml", "--format", "xml"),
            "commplan: no format is called 'xml'\n  there are: concise, github, gitlab, json, junit, markdown, sarif, text\n",
        ),
        (
            ("check", "plan.yaml", "--select", "goal-no-kpl"),
            "commplan: no rule is called 'goal-no-kpl'\n  did you mean goal-no-kpi?\n",
        ),
        (
            ("check", "plan.yaml", "--ignore", "P201,xyzzy"),
            "commplan: no rule is called 'xyzzy'\n  `commplan rules` lists them\n",
        ),
        (
            ("check", "plan.yaml", "--select", "G101", "--ignore", "G"),
            "commplan: no rule is left by these options: nothing was checked\n  `commplan rules` lists them\n",
        ),
        (("check", "plan.yaml", "--today", "31.3."), "commplan: '31.3.' is not a date\n  write 2027-03-31\n"),
        (("explain", "G999"), "commplan: no rule is called 'G999'\n  `commplan rules` lists them\n"),
        (("explain", "goal-no-kpis"), "commplan: no rule is called 'goal-no-kpis'\n  did you mean goal-no-kpi?\n"),
        (
            ("rules", "--part", "gaols"),
            (
                "commplan: no part is called 'gaols'\n"
                "  there are: content, engagement, evaluation, file, goals, plan, policy, resources, risks, rules, structure\n"
            ),
        ),
        (("render", "nope.yaml"), "commplan: cannot read 'nope.yaml': there is no such file\n"),
        (
            ("render", "broken.yaml"),
            "commplan: broken.yaml cannot be read yet: one fault\n  `commplan check broken.yaml` shows them\n",
        ),
    ],
)
def test_what_only_the_user_can_mend_is_one_sentence_and_2(
    arguments: tuple[str, ...], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "plan.yaml").write_text(CLEAN)
    (folder / "broken.yaml").write_text(BROKEN)
    (folder / "empty").mkdir()
    assert (ended(*arguments), *capsys.readouterr()) == (2, "", said)


@pytest.mark.parametrize(
    "arguments",
    [("check", "--bogus"), ("check", "--fail-on", "x"), ("bogus",), ("check", "--color", "pink"), ("explain",)],
)
def test_options_that_are_none_end_in_2_and_usage(
    arguments: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(*arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err[:15]) == ("", "Usage: commplan")
    assert "Traceback" not in err


def test_without_arguments_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended() == 2
    out, err = capsys.readouterr()
    assert re.findall(r"^  ([a-z]+)  ", out + err, re.MULTILINE) == list(COMMANDS)


CRASH = "import commplan.load, sys\ncommplan.load.plan = lambda *a: {}['x']\nfrom commplan.cli import run\nrun(sys.argv[1:])"


def test_a_fault_of_ours_is_3_and_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "plan.yaml").write_text(CLEAN)
    said = started("check", "plan.yaml", code=CRASH, COMMPLAN_LANG="zh")
    assert (said.returncode, said.stdout) == (3, b"")
    assert "commplan 自身出错" in said.stderr.decode()

    def mistaken(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("commplan.load.plan", mistaken)
    assert (ended("check", "plan.yaml"), *capsys.readouterr()) == (
        3,
        "",
        (
            "commplan made a mistake of its own; please report it with what you did. COMMPLAN_TRACEBACK=1 shows where.\n"
            "  KeyError: 'x'\n"
        ),
    )
    monkeypatch.setenv("COMMPLAN_TRACEBACK", "1")
    with pytest.raises(KeyError):
        cli.run(("check", "plan.yaml"))


# -- what it prints --


def test_the_result_is_told_whole(folder: Path, capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    for name, text in (("a.yaml", CLEAN), ("b.yaml", WARNING + "risk: {}\n"), ("c.yaml", ERROR), ("d.yaml", UNKNOWN)):
        (folder / name).write_text(text)
    some = ("--select", "ref-resolves,recurrence-skips,hours-over-capacity")
    assert ended("check", *some) == 1
    golden("check-text.txt", capsys.readouterr().out)
    assert ended("check", ".", *some, "--format", "json") == 1
    golden("check-json.json", capsys.readouterr().out)


def test_the_same_findings_by_file_by_folder_and_by_standard_input(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    (folder / "plans" / "deep").mkdir(parents=True)
    (folder / "plans" / "part.yaml").write_text("goals: {objectives: [{id: o}, {id: o, due: x}]}\n")
    text = f"{WARNING}include: part.yaml\nrisk: {{}}\n".encode()
    (folder / "plans" / "plan.yaml").write_bytes(text)
    by_file = started("check", "plans/plan.yaml")
    assert by_file.returncode == 1
    assert b"plans/part.yaml:1:" in by_file.stdout
    for arguments in (
        ("plans",),
        ("plans/",),
        (),
        ("-", "--stdin-filename", "plans/plan.yaml"),
        ("-", "--stdin-filename=plans/plan.yaml"),
        ("plans/plan.yaml", "plans", "plans/plan.yaml"),
    ):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
        assert ended("check", *arguments) == 1
        assert capsys.readouterr() == (by_file.stdout.decode(), by_file.stderr.decode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_plans_in_a_folder_are_those_with_the_key_on_top(
    encoding: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = {
        "plan.yml": CLEAN, "sub/deep/x.yaml": f"# first\n\n{CLEAN}", "part.yaml": "goals: {}\n", "notes.md": CLEAN,
        ".hidden/plan.yaml": CLEAN, "sub/.plan.yaml": CLEAN, "commplan.yaml/readme": "", "other.yaml": "x: |\n  commplan: 1\n",
    }  # fmt: skip
    for name, text in written.items():
        (folder / "here" / ".now" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "here" / ".now" / name).write_bytes(text.encode(encoding))
    assert ended("check", "here/.now", "--select", "P201") == 0
    shown = [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()]
    assert shown == ["here/.now/plan.yml", "here/.now/sub/deep/x.yaml"]


def test_standard_input_has_a_name() -> None:
    for name, options in (("stdin.yaml", ()), ("mine.yaml", ("--stdin-filename", "mine.yaml"))):
        done = started("check", "-", *options, text=BROKEN.encode())
        assert (done.returncode, done.stdout.decode().splitlines()[1]) == (1, f" --> {name}:4:3")


def test_quiet_is_quiet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "plan.yaml").write_text(ERROR)
    assert (ended("check", "-q"), *capsys.readouterr()) == (1, "", "")


@pytest.mark.parametrize(
    ("options", "environment", "painted"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {}, False),
        (("--color", "auto"), {"NO_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_terminals_and_those_who_ask(
    options: tuple[str, ...],
    environment: dict[str, str],
    painted: bool,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "plan.yaml").write_text(ERROR)
    monkeypatch.delenv("NO_COLOR", raising=False)
    ended("check", "plan.yaml")
    plain = capsys.readouterr().out
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ended("check", "plan.yaml", *options)
    out = capsys.readouterr().out
    assert ("\x1b[" in out) == painted
    assert re.sub("\x1b\\[[0-9;]*m", "", out) == plain


def test_colour_on_a_terminal(folder: Path) -> None:
    import pty

    (folder / "plan.yaml").write_text(ERROR)
    for environment, painted in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, True)):
        primary, secondary = pty.openpty()
        kept = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
        subprocess.run(
            [sys.executable, "-m", "commplan", "check", "plan.yaml"],
            stdout=secondary, stderr=secondary, env={**kept, **environment}, check=False,
        )  # fmt: skip
        os.close(secondary)
        out = os.read(primary, 65536)
        os.close(primary)
        assert (b"\x1b[" in out) == painted


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "plan.yaml"), 1),
        (("check", "plan.yaml", "--format", "json"), 1),
        (("check", "--fix", "-"), 1),
        (("fmt", "-"), 0),
        (("schema",), 0),
        (("rules",), 0),
    ],
)
def test_a_reader_that_goes_away_is_no_fault(folder: Path, arguments: tuple[str, ...], code: int) -> None:
    """The exit code is that of the whole result; the reader is gone before a byte of it, so that no buffer can hold it."""
    (folder / "plan.yaml").write_text(CLEAN + "".join(f"key{i}: 1\n" for i in range(50)))
    with (
        (folder / "plan.yaml").open("rb") as plan,
        subprocess.Popen(
            [sys.executable, "-m", "commplan", *arguments], stdin=plan, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running,
    ):
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        told = running.stderr.read()
        assert (running.wait(), b"mistake" in told, b"Traceback" in told) == (code, False, False)


def test_a_terminal_that_cannot_write_chinese_is_no_fault(folder: Path) -> None:
    (folder / "plan.yaml").write_text(CLEAN.replace("title: P", "titel: 社群"), encoding="utf-8")
    done = started("check", "plan.yaml", PYTHONIOENCODING="ascii", COMMPLAN_LANG="zh")
    assert done.returncode == 1
    assert b"\\u6ca1\\u6709" in done.stdout


# -- languages --


HELP = """
import sys
from commplan.cli import COMMANDS, run
for command in ("", *COMMANDS):
    try:
        run([command, "--help"] if command else ["--help"])
    except SystemExit as end:
        print(f"\\n=={end.code}")
"""


def test_help_is_in_both_languages() -> None:
    english, chinese = (started(code=HELP, COMMPLAN_LANG=tag) for tag in ("en", "zh"))
    assert (english.stderr, chinese.stderr) == (b"", b"")
    assert not re.search("[\u4e00-\u9fff]", english.stdout.decode())
    pages = chinese.stdout.decode().split("\n==0\n")
    assert len(pages) == len(english.stdout.decode().split("\n==0\n")) == len(COMMANDS) + 2
    for page in pages[:-1]:
        options, last, examples = page.partition("显示本说明并退出。")
        usage, about, entries = options.split("\n\n", 2)
        assert usage.startswith("用法：commplan")
        assert "[选项]" in usage
        assert re.findall(r"\{|\[\[|\.\.\.\]", usage) == []
        assert last
        assert re.search("示例|命令", examples)
        assert re.findall(r"Usage|OPTIONS|Options|Arguments|Commands|default|required|<str>|<path>|<int>", page) == []
        assert re.search("[\u4e00-\u9fff]", about)
        told = re.split(r"\n  (?=\S)", re.sub(r"^\w+:\n", "", entries, flags=re.MULTILINE))
        assert [e for e in told[:-1] if not re.search("[\u4e00-\u9fff]", e)] == []


@pytest.mark.parametrize(
    ("piece", "shown"),
    [
        ("{plan}", "PLAN"),
        ("{paths}...", "PATHS..."),
        ("{MEMBER...}...", "MEMBER..."),
        ("[[ID]]", "[ID]"),
        ("[[PATH]...]...", "[PATH]..."),
        ("[OPTIONS]", "[OPTIONS]"),
        ("COMMAND [ARGS]...", "COMMAND [ARGS]..."),
    ],
)
def test_usage_names_arguments_plainly(piece: str, shown: str) -> None:
    assert argument(piece) == shown


PARSED = """
import sys
from commplan.cli import run
for arguments in sys.argv[1].split("|"):
    try:
        run(arguments.split())
    except SystemExit as end:
        print(end.code, file=sys.stderr)
"""


def test_what_the_option_parser_refuses_is_told_in_chinese() -> None:
    wrong = "--lang zh chek|check --foo|check --fail-on x|check --fix=1|check --lang|explain|explain a b|recommend . --most x"
    said = started(wrong, code=PARSED, COMMPLAN_LANG="zh").stderr.decode()
    assert [line for line in said.splitlines() if line.startswith("错误：")] == [
        "错误：没有 “chek” 这个命令。是否想写 “check”、“schema”？",
        "错误：没有 --foo 这个选项（相近的选项：--color, --fix, --format）",
        "错误：“--fail-on” 的值无效：“x” 不在可用值之中：“error”、“warning”、“info”、“unknown”、“never”。",
        "错误：选项 --fix 后面不能有值。",
        "错误：选项 --lang 后面要有值。",
        "错误：缺少参数 “code”。",
        "错误：多出的参数：b",
        "错误：“--most” 的值无效：应为整数",
    ]
    assert re.findall(r"Usage|Error|Try|No such|Missing|Invalid|Option ", said) == []
    assert said.splitlines().count("2") == 8


@pytest.mark.parametrize(
    ("environment", "options", "chinese"),
    [
        ({}, (), False),
        ({"LANG": "zh_CN.UTF-8"}, (), True),
        ({"LC_ALL": "zh_TW"}, (), True),
        ({"LC_MESSAGES": "zh", "LANG": "en_US.UTF-8"}, (), True),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, (), False),
        ({"COMMPLAN_LANG": "en", "LANG": "zh_CN.UTF-8"}, (), False),
        ({"COMMPLAN_LANG": "zh", "LC_ALL": "de_DE"}, (), True),
        ({"LANG": "de_DE.UTF-8"}, (), False),
        ({"LANG": "zh_CN.UTF-8"}, ("--lang", "en"), False),
        ({}, ("--lang=zh",), True),
        ({}, ("--lang", "zh-Hans"), True),
    ],
)
def test_the_language_is_that_of_the_option_else_of_the_environment(
    environment: dict[str, str], options: tuple[str, ...], chinese: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COMMPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["commplan", "check", "plan.yaml", *options])
    assert _wanted() == ("zh" if chinese else "en")


@pytest.mark.parametrize(
    ("environment", "options", "said"),
    [
        ({"LANG": "de_DE.UTF-8"}, ("--lang", "zh-Hans"), "错误[Y104] plan 中没有 “titel” 这个键"),
        ({"LANG": "zh_CN.UTF-8"}, (), "错误[Y104] plan 中没有 “titel” 这个键"),
        ({"LANG": "zh_CN.UTF-8"}, ("--lang=en",), "error[Y104] unknown key 'titel' in plan"),
    ],
)
def test_a_command_speaks_that_language(
    environment: dict[str, Any], options: tuple[str, ...], said: str, folder: Path
) -> None:
    (folder / "plan.yaml").write_text(BROKEN)
    assert started("check", "plan.yaml", *options, **environment).stdout.decode().startswith(said)


def test_everything_said_of_a_plan_is_in_both_languages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "plan.yaml").write_text(WARNING + "risk: {}\n")
    (folder / "other.yaml").write_text(UNKNOWN)
    assert ended("check", "--format", "json") == 1
    english = json.loads(capsys.readouterr().out)
    chinese = json.loads(started("check", "--format", "json", "--lang", "zh").stdout)

    def words(value: object, key: str = "") -> list[str]:
        if isinstance(value, dict):
            return [w for k, v in value.items() for w in words(v, k)]
        if isinstance(value, list):
            return [w for v in value for w in words(v, key)]
        return [value] if key in ("message", "hint", "missing", "reason") and isinstance(value, str) else []

    assert [w for w in words(english) if re.search("[\u4e00-\u9fff]", w)] == []
    assert [w for w in words(chinese) if not re.search("[\u4e00-\u9fff]", w)] == []


@pytest.mark.parametrize("tag", ["en", "zh"])
def test_rules_and_explain_tell_every_rule(tag: str) -> None:
    first = min(discover(commplan.rules, Rule).values(), key=lambda r: r.code)
    wanted = f"rules --format json|rules|explain {first.code.lower()}|explain {first.name}"
    told = started(wanted, code=PARSED.replace("end.code, file=sys.stderr", "'==='"), COMMPLAN_LANG=tag)
    listed, lines, page, named, _ = told.stdout.decode().split("===\n")
    codes = [[r["code"], r["name"]] for r in json.loads(listed)["rules"]]
    assert codes[0] == [first.code, first.name]
    assert [line.split()[:2] for line in lines.splitlines()] == codes
    assert page.startswith(f"{first.code} {first.name}")
    assert page == named
    assert bool(re.search("[\u4e00-\u9fff]", page.split("\n\n")[1])) == (tag == "zh")


# -- what it costs --


def loaded(*arguments: str) -> set[str]:
    """The libraries that a command has loaded when it ends."""
    code = (
        "import sys\nfrom commplan.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print('loaded', *{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    words = started(*arguments, code=code).stderr.decode().split()
    return set(words[words.index("loaded") :])


HEAVY = {"jinja2", "duckdb", "babel", "rich", "markdown_it", "typer", "click", "pydantic", "hypothesis"}
OPTIONS = {"typer", "click", "pydantic"}  # what reading options takes; a check of plain paths has none to read


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_loads_nothing(option: str, folder: Path) -> None:
    found = loaded(option)
    assert found & (HEAVY | {"yaml", "pydantic_core", "holidays", "dateutil"}) == set()
    assert re.fullmatch(rb"commplan \d+\.\d+\.\d+\n", started(option).stdout)


def test_the_version_wins_over_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert (ended("-V", "check"), capsys.readouterr().out[:9]) == (0, "commplan ")


def test_a_check_loads_only_what_it_needs(folder: Path) -> None:
    (folder / "plan.yaml").write_text(WARNING)
    assert loaded("check", "plan.yaml") & (HEAVY | {"holidays"}) == set()
    assert loaded("check", "plan.yaml", "--format", "json") & (HEAVY - OPTIONS | {"holidays"}) == set()
    assert loaded("check", "plan.yaml", "--color", "always") & (HEAVY - OPTIONS - {"rich"}) == set()
    (folder / "plan.yaml").write_text(WARNING.replace("  title: P\n", "  title: P\n  holidays: CN\n"))
    assert "holidays" in loaded("check", "plan.yaml")
