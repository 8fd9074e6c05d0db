"""What `init` writes: a plan that reads well, asks only for what was not said, and leads to a clean check."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

import commplan.rules
from called import within
from commplan import __version__, load, scaffold
from commplan.checking import lint
from commplan.discover import discover
from commplan.finding import dotted
from commplan.plan import PARTS, Plan
from commplan.rendering import documents, render
from commplan.report import Checked
from commplan.rule import Rule
from commplan.scaffold import PROFILES, Facts
from commplan.words import LANGUAGES, Language

RULES = discover(commplan.rules, Rule)
TODAY = date(2026, 8, 15)
START, END = date(2026, 9, 1), date(2027, 8, 31)
EXTRA = tuple(p for p in PROFILES if p != "base")
ALONE = [(), *((p,) for p in EXTRA), EXTRA]
ROWS = ("oss ess10-sep wechat-brand", "oss gaming-discord learner", "oss dao employee", "ess10-sep gaming-discord dao",
        "ess10-sep learner employee", "wechat-brand gaming-discord employee", "wechat-brand learner dao")  # fmt: skip
TOGETHER = [tuple(p for p in EXTRA if p in row.split()) for row in ROWS]
REST = [c for n in range(2, len(EXTRA)) for c in combinations(EXTRA, n) if c not in TOGETHER][::14]
EVERY = [*ALONE, *TOGETHER, *(pytest.param(c, marks=pytest.mark.slow) for c in REST)]
"""Each profile alone, each pair of them in one row of three, all; the slow run tries some of the other combinations."""


def begun(language: Language = "en", **facts: Any) -> str:
    """The text of a new plan, its time zone given."""
    told = Facts(**{"language": language, "start": START, "end": END, "timezone": "Asia/Shanghai", **facts})
    return scaffold.files(told, render.scaffold)["plan.yaml"]


def checked(text: str) -> Checked:
    return lint.plan(load.plan("plan.yaml", text.encode()), RULES, TODAY)


def read(text: str) -> Plan:
    loaded = load.plan("plan.yaml", text.encode())
    assert [f.problem.message.en for f in loaded.document.faults] == []
    assert loaded.plan is not None
    return loaded.plan


def asked(result: Checked) -> list[str]:
    """Everything the check wants to know, in the order of the plan: code and place, unknowns with a question mark."""
    told = [(f.span, f"{f.code} {dotted(f.path)}") for f in result.findings]
    told += [(u.span, f"{u.code}? {dotted(u.path)}") for u in result.undecided]
    return [text for _, text in sorted(told)]


BASE = [
    "P204? resources.budget",
    "P203 plan.title",
    "P203 goals.purpose",
    "P203 goals.audiences[0].name",
    "G101 goals.objectives[0]",
    "P203 goals.objectives[0].statement",
    "B103? structure.people[0]",
    "P203 structure.people[0].name",
    "S102 structure.roles[1]",
    "P203 rules.reporting.intakes[0].contact",
    "B103? rules.routines",
    "C101? content.channels[0].platform",
    "B103? content.calendar",
    "R101? risks.register[0]",
]


class TestAsks:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_only_for_what_was_not_said(self, language: Language) -> None:
        assert asked(checked(begun(language))) == BASE

    def test_for_the_time_zone_when_it_is_not_known(self) -> None:
        new = set(asked(checked(begun(timezone=None)))) - set(BASE)
        assert new == {"C104 rules.shifts[0].opens"}

    def test_for_less_when_title_and_audience_are_known(self) -> None:
        known = begun(title="Night runners", audience="People who run at night")
        said = {"P203 plan.title", "P203 goals.audiences[0].name"}
        assert asked(checked(known)) == [line for line in BASE if line not in said]

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("profiles", EVERY, ids=lambda p: "+".join(p) or "base")
    def test_with_any_profiles_only_for_what_the_user_alone_can_say(
        self, language: Language, profiles: tuple[str, ...]
    ) -> None:
        result = checked(begun(language, profiles=profiles))
        assert {f.name for f in result.findings} <= {"placeholder-text", "goal-no-kpi", "role-understaffed"}
        assert [f.message.en for f in result.findings if f.hint is None] == []
        assert [
            f.message.en for f in result.findings if f.name == "role-understaffed" and "has 0" not in f.message.en
        ] == []


# What somebody would write, line for line, on reading what the check asks for at a place: old text, new text.
ANSWERS: dict[str, dict[Language, tuple[tuple[str, str], ...]]] = {
    "P203 plan.title": {
        "en": (("<your community's name>", "Night runners"),),
        "zh": (("【请填写社群名称】", "夜跑团"),),
    },
    "P203 goals.purpose": {
        "en": (("<your purpose: why the community exists, in one sentence>", "Nobody: runs alone # at night"),),
        "zh": (("【请填写：社群为什么存在，一句话】", "让夜里跑步的人有伴"),),
    },
    "P203 goals.audiences[0].name": {
        "en": (("<your members: who they are>", "People who run at night"),),
        "zh": (("【请填写：成员是哪些人】", "夜里跑步的人"),),
    },
    "G101 goals.objectives[0]": dict.fromkeys(LANGUAGES, (("      metric:\n", "      metric: mau\n"),)),
    "G110? goals.audiences[0]": dict.fromkeys(LANGUAGES, (("      size:  #", "      size: 200  #"),)),
    "P203 goals.objectives[0].statement": {
        "en": (("<your most important goal for this period, in one sentence>", "Sixty people join in each month"),),
        "zh": (("【请填写：本期最重要的目标，一句话】", "每月有六十人参加"),),
    },
    "P203 structure.people[0].name": {
        "en": (("<your name>", "Member A"),),
        "zh": (("【请填写您的姓名】", "成员甲"),),
    },
    "B103? structure.people[0]": dict.fromkeys(LANGUAGES, (("      hours_per_week:", "      hours_per_week: 8"),)),
    "S102 structure.roles[1]": dict.fromkeys(LANGUAGES, (("holders: []", "holders: [member-a]"),)),
    "P203 rules.reporting.intakes[0].contact": {
        "en": (("<your private address for reports>", "help@runners.example"),),
        "zh": (("【请填写：私密的举报联系方式】", "help@runners.example"),),
    },
    "B103? rules.routines": {
        "en": (("effort_hours:  # hours each time", "effort_hours: 0.5  # hours each time"),),
        "zh": (("effort_hours:  # 每次几小时", "effort_hours: 0.5  # 每次几小时"),),
    },
    "C101? content.channels[0].platform": dict.fromkeys(LANGUAGES, (("platform:  #", "platform: discourse  #"),)),
    "B103? content.calendar": {
        "en": (("effort_hours:  # hours of work", "effort_hours: 3  # hours of work"),),
        "zh": (("effort_hours:  # 每次所需", "effort_hours: 3  # 每次所需"),),
    },
    "R101? risks.register[0]": dict.fromkeys(
        LANGUAGES, (("      likelihood:", "      likelihood: 3"), ("      impact:", "      impact: 4"))
    ),
    "P204? resources.budget": {
        "en": (
            ("# resources:\n", "resources:\n"),
            ("#   funding: [{id: sponsor", "  funding: [{id: sponsor"),
            ("#   budget: {total: 1100", "  budget: {total: 1100"),
        ),
        "zh": (
            ("# resources:\n", "resources:\n"),
            ("#   funding: [{id: sponsor", "  funding: [{id: sponsor"),
            ("#   budget: {total: 1100", "  budget: {total: 1100"),
        ),
    },
    # what comes up only once the answers above are given
    "G105? goals.objectives[0]": dict.fromkeys(
        LANGUAGES,
        (("      target:  #", "      target: 60  #"), ("      # baseline: {value: 40", "      baseline: {value: 40")),
    ),
    "V101 evaluation.sources[0].tool": dict.fromkeys(LANGUAGES, (("tool: table", "tool: slack"),)),
    "V101 goals.objectives[0].metric": dict.fromkeys(LANGUAGES, (("metrics: []", "metrics: [mau]"),)),
    "R101 risks.register[0]": {
        "en": (
            ("# response: reduce", "response: reduce"),
            ("# contingency: What is done on the day it happens", "contingency: The moderator leads the run"),
        ),
        "zh": (
            ("# response: reduce", "response: reduce"),
            ("# contingency: 真的发生那天怎么办（应急预案）", "contingency: 由管理员带队"),
        ),
    },
    "R102? risks.register[0]": dict.fromkeys(LANGUAGES, (("# residual:", "residual:"),)),
    "R104 risks.register[0].response": dict.fromkeys(LANGUAGES, (("# actions:", "actions:"),)),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_filling_in_what_the_check_asks_for_leads_to_a_clean_check(language: Language) -> None:
    text = begun(language)
    for _ in range(4):
        questions = asked(checked(text))
        for question in questions:
            for old, new in ANSWERS[question][language]:
                assert text.count(old) == 1, f"{question}: {old}"
                text = text.replace(old, new)
    assert asked(checked(text)) == []
    assert checked(text).idle != ()


@pytest.mark.parametrize("profiles", EVERY, ids=lambda p: "+".join(p) or "base")
def test_a_plan_says_the_same_in_both_languages(profiles: tuple[str, ...]) -> None:
    english, chinese = (yaml.safe_load(begun(language, profiles=profiles)) for language in LANGUAGES)
    assert keys(english) == keys(chinese)


def keys(value: Any, path: str = "") -> list[str]:
    """Every key of a plan with its path, and every id."""
    if isinstance(value, dict):
        here = [f"{path}={value['id']}"] if "id" in value else []
        return here + [line for k, v in value.items() for line in [f"{path}.{k}", *keys(v, f"{path}.{k}")]]
    if isinstance(value, list):
        return [line for i, v in enumerate(value) for line in keys(v, f"{path}[{i}]")]
    return []


FILLED: tuple[tuple[str, str], ...] = (
    (r"<your [^<>]*>|【请填写[^】]*】", "A sentence"),
    (r"( metric:)$", r"\1 mau"),
    (r"metrics: \[\]", "metrics: [mau]"),
    (r"tool: table", "tool: slack"),
    (r"( target:)  ", r"\1 60  "),
    (r"^(      size:)  ", r"\1 500  "),
    (r"# (baseline:)", r"\1"),
    (r"^# (resources:)$", r"\1"),
    (r"^# (  (?:funding|budget): )", r"\1"),
    (r"languages: \[\]", "languages: [en, zh]"),
    # where two are needed, there are two
    (
        r"(?s)(  people:[^\n]*\n)(?=.*headcount: 2)",
        r"\1    - {id: member-b, affiliation: Another, hours_per_week:}\n",
    ),
    (r"(headcount: 2[^\n]*\n(?:      [^\n]*\n)*?      holders: )\[\]", r"\1[member-a, member-b]"),
    (r"(hours_per_week:) (?=\})", r"\1 2"),
    (r"(    - id: (?!member-)[^\n]*\n(?:      [^\n]*\n)*?      hours_per_week:)(?=$|  #)", r"\1 1"),
    (r"( items_per_month:)  ", r"\1 60  "),
    (r"^(      capacity:)  ", r"\1 5000  "),
    (r"holders: \[\]", "holders: [SECOND]"),
    (r"( hours_per_week:)(?=$|  #|\})", r"\1 30"),
    (r"( effort_hours:)(?! \d)", r"\1 0.5"),
    (r"( (?:likelihood|impact):)(?=$|  #)", r"\1 3"),
    (r"( platform:)  ", r"\1 discourse  "),
    (r"(members_planned:)", r"\1 900"),
    (r"(expected_per_month:)", r"\1 20"),
    (r"unit_cost: ", "unit_cost: 10"),
    (r"(cost_per_point:)", r"\1 0.05"),
    (r"(redemption_rate:)", r"\1 0.6"),
    (r"(active_earners:)", r"\1 50"),
    (r"amount: (?=[,}])", "amount: 4000"),
    (r"( total:)  ", r"\1 TOTAL  "),
    (r"^(    contingency:)  ", r"\1 0  "),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profiles", EVERY, ids=lambda p: "+".join(p) or "base")
def test_a_plan_of_any_profiles_is_clean_once_every_blank_is_filled(
    language: Language, profiles: tuple[str, ...]
) -> None:
    text = begun(language, profiles=profiles).partition("commplan: 1")[2]
    second = (
        "member-b" if "headcount: 2" in text else "member-a"
    )  # where there are two people, both have something to do
    total = str(4000 * text.count("amount: , funding:"))
    for blank, filled in FILLED:
        text = re.sub(blank, filled.replace("SECOND", second).replace("TOTAL", total), text, flags=re.MULTILINE)
    # two people who keep to four standards and more hold many roles, and have risks of many kinds to look at
    crowded = ("S112", "R109") if len(profiles) > 3 else ()
    assert [line for line in asked(checked(f"commplan: 1{text}")) if not line.startswith(crowded)] == []


_EXAMPLE = re.compile(r"^( *)# ( *[a-z_]+:(?: .*)?)$", re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profiles", EVERY, ids=lambda p: "+".join(p) or "base")
def test_the_examples_in_the_comments_can_be_put_in_force(language: Language, profiles: tuple[str, ...]) -> None:
    head, commplan_key, plan = begun(language, profiles=profiles).partition("commplan: 1\n")
    changed, n = _EXAMPLE.subn(r"\1\2", plan)
    assert n > 5
    result = checked(head + commplan_key + changed)
    unsaid = {"placeholder-text", "goal-no-kpi", "role-understaffed"}
    # the example names a second person, who is not there yet, and a country, whose holidays the meeting may fall on
    assert {f.name for f in result.findings} <= {*unsaid, "ref-resolves", "calendar-collision"}


HOSTILE = [
    'He said "no": # and left\n- [x]: {y}',
    "'; DROP TABLE plans; --",
    "{{7*7}} {% include 'x' %} {# gone #}",
    "a: b # c",
    "\x1b[31mred\x1b[0m \x7f \x9b31m",
    "line\r\nline\u2028line\x85line",
    "\ufeff\u202ereversed",
    "no",
    "null",
    "~",
    "0x1F",
    "2027-01-01",
    "- item",
    "%TAG ! x",
    "&anchor *alias !tag",
    "\\u0041 \\n \\",
    "中文：标题 # 井号",
    "\U0001f3c3 \ufffe \uffff",
    "<script>alert(1)</script>",
    "x" * 5000,
    "=cmd()",
    "\x00",
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_comes_back_as_plain_text(language: Language, hostile: str) -> None:
    plan, usual = read(begun(language, title=hostile, audience=hostile)), read(begun(language))
    assert (plan.plan.title, plan.goals.audiences[0].name) == (hostile, hostile)
    rest = [part for part in PARTS if part != "goals"]
    assert [repr(getattr(plan, part)) for part in rest] == [repr(getattr(usual, part)) for part in rest]


TITLES = [
    ("Night runners", "night-runners"),
    ("夜跑团", "my-community"),
    ("夜跑团 Berlin 2027", "berlin-2027"),
    ("2027", "my-community"),
    ("  --  ", "my-community"),
    ("Lead", "lead-community"),  # the plan needs `lead` for a role
    ("Members", "members-community"),
    ("No", "no"),
    ("A very long title that goes on and on and never seems to end", "a-very-long-title-that-goes-on-and-on"),
    ("x" * 99, "x" * 40),
    (None, "my-community"),
]


@pytest.mark.parametrize(("title", "id_"), TITLES)
def test_the_id_is_made_of_the_title(title: str | None, id_: str) -> None:
    plan = read(begun(title=title))
    assert plan.plan.id == id_
    assert [n.KIND for n in plan.identified() if getattr(n, "id", "") == id_] == ["plan"]


STARTS = [
    date(2026, 9, 1),
    date(2027, 2, 1),
    date(2028, 2, 29),
    date(2027, 1, 31),
    date(2026, 12, 31),
    date(2027, 3, 2),
]


@pytest.mark.parametrize("start", STARTS, ids=str)
def test_dates_of_the_calendar_fit_whatever_day_the_plan_begins(start: date) -> None:
    end = scaffold.last_day(start)
    text = begun(profiles=EXTRA, start=start, end=end)
    plan = read(text)
    first = {e.id: e.start.day for e in plan.content.calendar if e.start}
    assert all(start <= day <= end for day in first.values())
    weekdays = {id_: day.strftime("%a") for id_, day in first.items()}
    assert weekdays == {
        "meet-up": "Tue", "plan-review": "Mon", "disclose-plan": "Tue", "consult-works": "Thu", "account-push": "Thu",
        "release-news": "Thu", "patch-notes": "Thu", "session": "Tue", "open-hour": "Thu", "voting-round": "Thu",
        "managers-letter": "Thu",
    }  # fmt: skip
    assert [f.message.en for f in checked(text).findings if f.name.startswith(("recurrence", "push", "calendar"))] == []


def test_a_year_ends_the_day_before_the_next() -> None:
    starts = [date(2026, 9, 1), date(2027, 1, 1), date(2028, 2, 29), date(2027, 3, 1)]
    ends = [date(2027, 8, 31), date(2027, 12, 31), date(2029, 2, 28), date(2028, 2, 29)]
    assert [scaffold.last_day(s) for s in starts] == ends


def run(*arguments: str | bytes, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a user has it, without a terminal."""
    kept = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "COMMPLAN_LANG", "TZ")}
    return subprocess.run(
        [sys.executable, "-m", "commplan", *arguments],
        cwd=folder,
        env={**kept, "TZ": "Europe/Berlin", "PYTHONUTF8": "1", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


class TestCommand:
    def test_writes_a_plan_and_says_what_next(self, tmp_path: Path) -> None:
        done = run("init", "club", "--title", "Chess club", "--yes", folder=tmp_path)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == (
            "wrote club/plan.yaml\n"
            "wrote club/plan.schema.json\n"
            "Next:\n"
            "  commplan check club/plan.yaml  # what is still to be filled in\n"
            "  commplan render club/plan.yaml  # the plan as a document\n"
        )
        text = (tmp_path / "club/plan.yaml").read_text("utf-8")
        assert text.splitlines()[0] == "# yaml-language-server: $schema=./plan.schema.json"
        assert read(text).plan.timezone == "Europe/Berlin"
        assert files(tmp_path) == ["club/plan.schema.json", "club/plan.yaml"]

    def test_in_chinese_speaks_chinese(self, tmp_path: Path) -> None:
        done = run("init", "--lang", "zh", "--profile", "wechat-brand", "--ci", "github", folder=tmp_path)
        assert done.stderr == (
            "已写入 plan.yaml\n"
            "已写入 .github/workflows/plan.yml\n"
            "已写入 plan.schema.json\n"
            "下一步：\n"
            "  commplan check plan.yaml  # 查看还需要填写什么\n"
            "  commplan render plan.yaml  # 把方案生成文档\n"
        )
        assert read((tmp_path / "plan.yaml").read_text("utf-8")).plan.profiles == ("base", "wechat-brand")

    def test_the_plan_it_writes_is_valid_by_the_schema_beside_it(self, tmp_path: Path) -> None:
        import jsonschema  # type: ignore[import-untyped]

        within("init", *(a for p in EXTRA for a in ("-p", p)), folder=tmp_path)
        schema = json.loads((tmp_path / "plan.schema.json").read_text("utf-8"))
        plan = load.plan("plan.yaml", (tmp_path / "plan.yaml").read_bytes()).document.data
        jsonschema.validate(json.loads(json.dumps(plan)), schema)

    def test_the_workflow_checks_the_plan(self, tmp_path: Path) -> None:
        within("init", "--ci", "github", "--yes", folder=tmp_path)
        workflow: Mapping[str, Any] = yaml.safe_load((tmp_path / ".github/workflows/plan.yml").read_text("utf-8"))
        assert [s["run"] for s in workflow["jobs"]["check"]["steps"] if "run" in s] == [
            f"pip install commplan=={__version__}",
            "commplan check --format github",
        ]
        assert within("check", folder=tmp_path).returncode == 1

    @pytest.mark.parametrize("name", ["plan.yaml", "plan.schema.json", ".github/workflows/plan.yml"])
    def test_never_overwrites(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
        done = within("init", "--yes", "--ci", "github", folder=tmp_path)
        assert (done.returncode, done.stderr) == (
            2,
            f"commplan: '{name}' is already there; nothing was written\n  name another folder: `commplan init DIR`\n",
        )
        assert (files(tmp_path), (tmp_path / name).read_text()) == ([name], "mine")

    def test_a_link_that_leads_nowhere_is_not_overwritten_either(self, tmp_path: Path) -> None:
        (tmp_path / "plan.yaml").symlink_to("elsewhere.yaml")
        assert within("init", "--yes", folder=tmp_path).returncode == 2
        assert files(tmp_path) == []

    def test_stands_beside_other_files(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("mine")
        assert within("init", "--yes", folder=tmp_path).returncode == 0
        assert files(tmp_path) == ["notes.txt", "plan.schema.json", "plan.yaml"]

    def test_a_read_only_folder_ends_in_a_sentence_or_a_plan(self, tmp_path: Path) -> None:
        (tmp_path / "locked").mkdir(mode=0o500)
        done = within("init", "locked", "--yes", folder=tmp_path)
        if done.returncode:  # whoever may write everywhere gets the plan
            assert (done.returncode, done.stderr) == (2, "commplan: cannot write to 'locked': Permission denied\n")
        else:
            assert files(tmp_path / "locked") == ["plan.schema.json", "plan.yaml"]

    def test_a_file_in_place_of_the_folder_ends_in_a_sentence(self, tmp_path: Path) -> None:
        (tmp_path / "club").write_text("")
        assert within("init", "club", "--yes", folder=tmp_path).stderr == (
            "commplan: cannot write to 'club': File exists\n"
        )

    def test_a_title_of_bytes_that_are_no_text_ends_in_a_sentence(self, tmp_path: Path) -> None:
        done = run("init", "--yes", "--title", b"\xff", folder=tmp_path)
        assert done.stderr == "commplan: '\\udcff' is not UTF-8 text\n"

    def test_a_workflow_below_the_top_of_a_repository_is_remarked_on(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()
        done = within("init", "club", "--ci", "github", "--yes", folder=tmp_path)
        assert "GitHub runs workflows only from the top of a repository: move .github there\n" in done.stderr
        assert "top of a repository" not in within("init", "--ci", "github", "--yes", folder=tmp_path).stderr


def talk(folder: Path, *answers: str) -> tuple[int, str]:
    """The exit code of `commplan init` on a terminal where these lines are typed, and what the terminal shows of it."""
    import pty

    keyboard, terminal = pty.openpty()
    os.write(keyboard, "".join(answers).encode())
    kept = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "COMMPLAN_LANG")}
    command = [sys.executable, "-m", "commplan", "init"]
    environment = {**kept, "TZ": "Europe/Berlin", "PYTHONUTF8": "1", "COMMPLAN_LANG": "en"}
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=terminal, stderr=terminal, stdout=-1) as process:
        os.close(terminal)
        shown = b""
        while chunk := _read(keyboard):
            shown += chunk
    os.close(keyboard)
    return process.returncode, shown.decode().replace("\r\n", "\n")


def _read(keyboard: int) -> bytes:
    try:
        return os.read(keyboard, 4096)
    except OSError:  # the other end is closed: how Linux says that a terminal has ended
        return b""


class TestTerminal:
    def test_asks_and_offers_what_it_can_guess(self, tmp_path: Path) -> None:
        code, shown = talk(tmp_path, "zh\n", "夜跑团\n", "夜里跑步的人\n", "\n", "oss wechat-brand\n", "2027-01-01\n")
        plan = read((tmp_path / "plan.yaml").read_text("utf-8"))
        assert (code, plan.plan.title, plan.goals.audiences[0].name) == (0, "夜跑团", "夜里跑步的人")
        assert (plan.plan.language, plan.plan.timezone) == ("zh", "Europe/Berlin")
        assert plan.plan.profiles == ("base", "oss", "wechat-brand")
        assert (plan.plan.period.start, plan.plan.period.end) == (date(2027, 1, 1), date(2027, 12, 31))
        assert "语言：" not in shown
        assert "时区？ [Europe/Berlin] " in shown
        assert "  wechat-brand    品牌微信社群：群容量、推送配额、免打扰时段、每日 SOP、积分\n" in shown

    def test_enter_takes_what_is_offered(self, tmp_path: Path) -> None:
        code, _ = talk(tmp_path, *["\n"] * 6)
        assert (code, read((tmp_path / "plan.yaml").read_text("utf-8")).plan.profiles) == (0, ("base",))

    def test_asks_again_for_what_it_cannot_read(self, tmp_path: Path) -> None:
        code, shown = talk(tmp_path, "en\n", "\n", "\n", "Berlinn\n", "\n", "5\n", "oss\n", "soon\n", "\n")
        assert code == 0
        assert "  no time zone is called 'Berlinn'\n  did you mean Europe/Berlin?\nTime zone? [Europe/Berlin] " in shown
        assert f"  no profile is called '5'\n  there are: {', '.join(PROFILES)}\n" in shown
        assert "  'soon' is not a date\n  write it as 2027-03-31\n" in shown

    def test_stopping_writes_nothing(self, tmp_path: Path) -> None:
        code, shown = talk(tmp_path, "en\n", "\x04")
        assert (code, files(tmp_path)) == (2, [])
        assert shown.endswith("commplan: the answers ended; nothing was written\n  --yes takes what is offered\n")


REFUSED = [
    (("--id", "My Club"), "id 'My Club' may hold only a-z, 0-9 and single hyphens\n  write it as 'my-club'"),
    (("--id", "lead"), "the id 'lead' is needed for something in the plan\n  choose another, such as `lead-community`"),
    (("--currency", "euro"), "'euro' is not a currency code\n  write it after ISO 4217: EUR, USD, CNY"),
    (("--timezone", "berlin"), "no time zone is called 'berlin'\n  did you mean Europe/Berlin?"),
    (("--timezone", "CST"), "no time zone is called 'CST'\n  write it like Europe/Berlin or Asia/Shanghai"),
    (("--timezone", "../../etc/passwd"), "no time zone is called '../../etc/passwd'\n  write it like Europe/Berlin or Asia/Shanghai"),
    (("-p", "osss"), f"no profile is called 'osss'\n  there are: {', '.join(PROFILES)}"),
    (("--start", "2027-02-30"), "'2027-02-30' is not a date\n  write it as 2027-03-31"),
    (("--start", "9999-12-31"), "'9999-12-31' is not a date\n  write it as 2027-03-31"),
    (("--start", "2027-03-01", "--end", "2027-02-01"), "the last day, 2027-02-01, is before the first, 2027-03-01"),
    (("--lang", "fr"), "--lang cannot be 'fr'\n  it can be: en, zh"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "sentence"), REFUSED, ids=lambda v: " ".join(v) if isinstance(v, tuple) else "")
def test_options_that_cannot_be_meant_end_in_a_sentence(
    tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    done = within("init", "--yes", *options, folder=tmp_path)
    assert (done.returncode, done.stderr) == (2, f"commplan: {sentence}\n")
    assert files(tmp_path) == []


def test_the_templates_of_init_are_no_documents() -> None:
    assert not set(documents.names()) & {"workflow.yml", "profiles", "init", "plan.en.yaml", "plan.zh.yaml"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_profile_has_a_sentence_and_a_part_in_each_language(language: Language) -> None:
    found = {p.name for p in (render.template_folder() / "init").glob(f"*.{language}.yaml.j2")}
    assert found == {f"{p}.{language}.yaml.j2" for p in ("plan", *EXTRA)}
    assert all(words.in_language(language) for words in PROFILES.values())
