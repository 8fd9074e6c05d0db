"""`check --fix` and `--diff`: what is mended, in which layout, what is left alone, and how files are written."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from commplan import cli, files
from commplan.checking import mend
from commplan.checking.mend import expected, same
from commplan.cli import fixing
from commplan.finding import Change, Place
from commplan.load import Loaded
from commplan.load import plan as load_plan

HEAD = "commplan: 1\nplan:\n  id: p\n  title: P\n  currency: CNY\n"
SPOILT = {
    "plan.yaml": """\
commplan: 1
plan:
  id: My Plan   # the id
  titel: "Tea corner"
  currency: CNY
  period: {start: 2027/1/1, end: "31.12.2027"}
  owner: Lead
structure:
  people:
    - {id: Lead, name: Member A, hours_per_week: '５'}   # 成员
  roles:
    - id: host_team
      critcal: yes
      holders: [Lead]
include: sub/more.yaml
""",
    "sub/more.yaml": 'risks:\r\n  register:\r\n    - id: spam\r\n      likelyhood: 3\r\n      impact: "４"\r\n      owner: Lead # who',
}
MENDED = {
    "plan.yaml": """\
commplan: 1
plan:
  id: my-plan   # the id
  title: "Tea corner"
  currency: CNY
  period: {start: 2027-01-01, end: "2027-12-31"}
  owner: lead
structure:
  people:
    - {id: lead, name: Member A, hours_per_week: 5}   # 成员
  roles:
    - id: host-team
      critical: true
      holders: [lead]
include: sub/more.yaml
""",
    "sub/more.yaml": "risks:\r\n  register:\r\n    - id: spam\r\n      likelihood: 3\r\n      impact: 4\r\n      owner: lead # who",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, contents: dict[str, str], encoding: str = "utf-8") -> None:
    for name, text in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode(encoding))


def held(folder: Path, contents: dict[str, str], encoding: str = "utf-8") -> dict[str, str]:
    return {name: (folder / name).read_bytes().decode(encoding) for name in contents}


def ended(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        cli.run(["check", *arguments])
    return caught.value.code or 0


def fixed(folder: Path, text: str, *options: str) -> str:
    """The text of a plan after --fix."""
    put(folder, {"plan.yaml": text})
    ended("plan.yaml", "--fix", "--quiet", "--fail-on", "never", *options)
    return held(folder, {"plan.yaml": ""})["plan.yaml"]


# -- the text --


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_a_plan_of_several_files_is_mended_each_byte_else_kept(folder: Path, encoding: str) -> None:
    put(folder, SPOILT, encoding)
    assert ended("--fix", "--quiet") in (0, 1)
    assert held(folder, MENDED, encoding) == MENDED


@pytest.mark.parametrize("feed", ["\n", "\r\n", "\r"])
def test_line_ends_are_kept(folder: Path, feed: str) -> None:
    spoilt = SPOILT["plan.yaml"].replace("include: sub/more.yaml\n", "").replace("\n", feed)
    mended = MENDED["plan.yaml"].replace("include: sub/more.yaml\n", "").replace("\n", feed)
    put(folder, {"plan.yaml": spoilt})
    ended("--fix", "--quiet")
    assert held(folder, {"plan.yaml": ""}) == {"plan.yaml": mended}


LAYOUTS = [
    ("plain", "status: Draft", "status: draft"),
    ("single quotes", "status: 'Draft'", "status: 'draft'"),
    ("double quotes", 'status: "Draft"   # c', 'status: "draft"   # c'),
    ("anchor", "status: &s Draft", "status: &s draft"),
    ("next line", "status:\n    Draft # c", "status:\n    draft # c"),
    ("quoted key", "'staus': draft", "'status': draft"),
    ("explicit key", "? staus\n  : draft", "? status\n  : draft"),
    ("flow", "period: {strat: 2027/1/1, end: 2027-12-31}", "period: {start: 2027-01-01, end: 2027-12-31}"),
    (
        "flow over lines",
        "period: {\n    strat: '2027/1/1',   # c\n    }",
        "period: {\n    start: '2027-01-01',   # c\n    }",
    ),
    ("text block is left", "status: |\n    Draft", "status: |\n    Draft"),
    ("folded block is left", "status: >-\n    Draft", "status: >-\n    Draft"),
    ("tag is left", "status: !!str Draft", "status: !!str Draft"),
    ("number for text", "version: 1.10  # c", "version: '1.10'  # c"),
    ("text for number", "period: {start: 20270101}", "period: {start: 2027-01-01}"),
    ("language", "language: zh_CN", "language: zh-CN"),
]


@pytest.mark.parametrize(("before", "after"), [r[1:] for r in LAYOUTS], ids=[r[0] for r in LAYOUTS])
def test_every_layout_is_kept(before: str, after: str, folder: Path) -> None:
    assert fixed(folder, f"{HEAD}  {before}\n") == f"{HEAD}  {after}\n"


NOT_MENDED = [
    ("two keys near", "rules:\n  norms: [{id: a, tex: b}]\n  norm: []\n"),
    ("the right key is there too", "goals: {purpose: a, purpos: b}\n"),
    ("two slips of one key", "goals: {purpos: a, puprose: b}\n"),
    ("two days", "risks:\n  register: [{id: a, next_review: 5/3/2027}]\n"),
    ("minutes or months", "structure:\n  escalation: [{to: x, within: 3m}]\n"),
    ("another currency", "resources:\n  budget: {total: $500}\n"),
    ("two things would share an id", "structure:\n  people: [{id: Lead}, {id: lead}]\n"),
    ("two ids would become one", "structure:\n  people: [{id: the lead}, {id: the_lead}]\n"),
    ("where the words begin is a guess", "structure:\n  people: [{id: teamLead}]\n"),
    ("letters would be lost", "structure:\n  people: [{id: VIP群}]\n"),
    ("it names nothing", "structure:\n  people: [{id: a}]\n  roles: [{id: b, holders: [No Body]}]\n"),
    ("names parted by a comma", "structure:\n  people: [{id: a}, {id: b}]\n  roles: [{id: c, holders: 'a, b'}]\n"),
]


@pytest.mark.parametrize("text", [r[1] for r in NOT_MENDED], ids=[r[0] for r in NOT_MENDED])
def test_where_two_answers_are_plausible_none_is_given(text: str, folder: Path) -> None:
    assert fixed(folder, HEAD + text, "--unsafe-fixes") == HEAD + text


BEGUN = """commplan: 1
plan: {id: p, 名称: P, period: {start: 2027-01-01, end: 2027-12-31}, language: 中文}
goals: {objectives: [{id: 提升活跃, statement: x, kpi: mau, target: 5, 负责人: Member A}]}
structure: {people: [{id: Member A}]}
content: {calendar: [{id: e, start: 2027-01-31, repeat: weekly, owner: Member A, objectives: [提升活跃]}]}
risks: {register: [{id: r, title: R, probability: 2, 影响: 3}]}
rules: {service_levels: [{id: s, name: S, kind: first-reply, target: 4 hours, hours: [{days: [周一, Tuesday], opens: '09:00', closes: '18:00'}]}]}
"""


def test_what_beginners_write_is_told_once_and_mended(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "plan.yaml").write_text(BEGUN, "utf-8")
    assert ended("plan.yaml", "--format", "concise") == 1
    told = [line.split(" ", 4)[4] for line in capsys.readouterr().out.splitlines() if " Y1" in line]
    assert told == [
        "there is no '名称' here; the plan calls it `title`",
        "'中文' is not a language tag",
        "id '提升活跃' may hold only a-z, 0-9 and single hyphens",
        "there is no 'kpi' here; the plan calls it `metric`",
        "there is no '负责人' here; the plan calls it `owner`",
        "id 'Member A' may hold only a-z, 0-9 and single hyphens",
        "there is no 'repeat' here; the plan calls it `rrule`",
        "'weekly' is not an RFC 5545 recurrence rule",
        "there is no 'probability' here; the plan calls it `likelihood`",
        "there is no '影响' here; the plan calls it `impact`",
        "'4 hours' is not a duration",
        "'周一' is none of the words allowed here",
        "'Tuesday' is none of the words allowed here",
    ]
    known = BEGUN
    for written, meant in (
        ("名称", "title"), ("中文", "zh"), ("kpi", "metric"), ("负责人", "owner"), ("repeat: weekly", "rrule: FREQ=WEEKLY"),
        ("probability", "likelihood"), ("影响", "impact"), ("4 hours", "PT4H"), ("周一, Tuesday", "MO, TU"), ("Member A", "member-a"),
    ):  # fmt: skip
        known = known.replace(written, meant)
    assert fixed(folder, BEGUN) == known
    assert fixed(folder, BEGUN, "--unsafe-fixes") == known.replace("提升活跃", "objective-1")


HIDDEN = """\
commplan: 1
Plan:
  name: Makers
  id: My Makers
  language: English
  period: {begin: 1 January 2027, end: 2027-12-31}
structure:
  roles:
    - id: host
      hours: 3 hours a week
"""


def test_what_stands_under_a_key_by_another_name_is_told_and_mended_with_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "plan.yaml").write_text(HIDDEN, "utf-8")
    assert ended("plan.yaml", "--format", "concise") == 1
    told = [line.split(" ")[0].split(":", 1)[1] for line in capsys.readouterr().out.splitlines() if " Y1" in line]
    assert told == ["2:1:", "3:3:", "4:7:", "5:13:", "6:12:", "6:19:", "10:7:", "10:14:"]
    known = HIDDEN
    for written, meant in (
        ("Plan:", "plan:"), ("name", "title"), ("My Makers", "my-makers"), ("English", "en"), ("begin: 1 January 2027", "start: 2027-01-01"),
        ("hours: 3 hours a week", "hours_per_week: 3"),
    ):  # fmt: skip
        known = known.replace(written, meant)
    assert fixed(folder, HIDDEN) == known


SHORT = """\
commplan: 1
plan: {id: x, title: X}
structure:
  people: [{id: jo-marsh}, {id: sam-ode}]
  roles: [{id: host, holders: jo}, {id: guide, holders: [sam, jo-marsh]}]
"""


NAMED = """\
方案：
  标题：妈妈群
  语言：中文
  负责人：王芳
结构：
  人员：
    - 姓名：王芳
      工时：每周8小时
    - 姓名：李娜
  角色：
    - 名称：群主
      任职者：王芳、李娜
内容：
  日历：
    - 名称：答疑
      时长：一个半小时
      负责人：张医生
资源：
  预算：
    币种：人民币
    总额：2千元
评估：
  周期：每季度
"""
IDS = """\
commplan: 1
plan:
  id: my-community
  title: 妈妈群
  language: zh
  owner: person-1
structure:
  people:
    - id: person-1
      name: 王芳
      hours_per_week: 8
    - id: person-2
      name: 李娜
  roles:
    - id: role-1
      name: 群主
      holders: 王芳、李娜
content:
  calendar:
    - id: entry-1
      title: 答疑
      duration: PT1H30M
      owner: 张医生
resources:
  budget:
    currency: CNY
    total: 2000
evaluation:
  cadence: P3M
"""


def test_a_plan_that_knows_no_word_of_the_format_becomes_one_with_ids_in_place_of_names(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fixed(folder, NAMED, "--unsafe-fixes") == IDS
    capsys.readouterr()
    assert ended("plan.yaml", "--format", "json") == 1
    hints = [f["hint"] for f in json.loads(capsys.readouterr().out)["plans"][0]["findings"]]
    assert hints == [
        "write a list of ids with half-width commas: [member-a, member-b]",
        (
            "nothing in the plan is called so: if it is a person, list under `structure.people`: "
            "`- {id: person-3, name: 张医生}`, and write `person-3` here"
        ),
    ]


def test_a_first_name_becomes_the_one_whole_name_that_has_it_also_in_the_short_form(folder: Path) -> None:
    assert fixed(folder, SHORT) == SHORT
    assert fixed(folder, SHORT, "--unsafe-fixes") == SHORT.replace("holders: jo}", "holders: jo-marsh}").replace(
        "[sam,", "[sam-ode,"
    )


def test_a_key_by_another_name_is_not_renamed_onto_one_that_is_there(folder: Path) -> None:
    rivals = BEGUN[: BEGUN.index("goals")].replace("名称", "title").replace("中文", "zh")
    rivals += "goals: {objectives: [{id: o, statement: x, kpi: mau, metric: dau}]}\n"
    assert fixed(folder, rivals) == rivals


def test_unsafe_fixes_are_made_only_when_asked_for(folder: Path) -> None:
    text = HEAD + "  stauts_: draft\n"
    assert fixed(folder, text) == text
    assert fixed(folder, text, "--unsafe-fixes") == HEAD + "  status: draft\n"


def test_a_fix_may_open_the_way_for_the_next(folder: Path) -> None:
    text = HEAD + "structure:\n  escalation: [{to: Lead, withn: 3 days}]\n  people: [{id: Lead}]\n"
    mended = HEAD + "structure:\n  escalation: [{to: lead, within: P3D}]\n  people: [{id: lead}]\n"
    assert fixed(folder, text) == mended


def test_what_an_alias_shares_is_mended_once_or_not_at_all(folder: Path) -> None:
    both = "structure:\n  escalation: [{to: &l Lead}, {to: *l, within: P3D}]\n  people: [{id: Lead}]\n"
    assert fixed(folder, HEAD + both) == HEAD + both.replace("Lead", "lead")
    elsewhere = "structure:\n  people: [{id: a, name: &n Draft}]\n"
    text = HEAD + f"  status: *n\n{elsewhere}"
    put(folder, {"plan.yaml": text.replace("  status: *n\n", "")})
    late = HEAD.replace("title: P", "title: &n Draft") + "  status: *n\n"
    assert fixed(folder, late) == late  # the title would change along with the status


def test_a_plan_without_faults_keeps_every_byte(folder: Path) -> None:
    plans = Path(__file__).parents[1] / "plans"
    for plan in sorted(plans.rglob("*.yaml")):
        copy = folder / plan.relative_to(plans)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(plan.read_bytes())
    ended("--fix", "--unsafe-fixes", "--quiet", "--fail-on", "never")
    for plan in plans.rglob("*.yaml"):
        assert (folder / plan.relative_to(plans)).read_bytes() == plan.read_bytes()


# -- what is shown --


def test_the_diff_is_shown_and_nothing_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, {"plan.yaml": HEAD + "  staus: Draft # c\n"})
    assert ended("--diff") == 1
    told = capsys.readouterr()
    assert told.out == (
        "--- plan.yaml\n+++ plan.yaml\n@@ -3,4 +3,4 @@\n   id: p\n   title: P\n   currency: CNY\n"
        "-  staus: Draft # c\n+  status: draft # c\n"
    )
    assert told.err == ""
    assert held(folder, {"plan.yaml": ""}) == {"plan.yaml": HEAD + "  staus: Draft # c\n"}


def test_the_diff_of_several_files_can_be_applied(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    contents = {**SPOILT, "sub/more.yaml": SPOILT["sub/more.yaml"].replace("\r\n", "\n")}
    put(folder, contents)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    ended("--diff")
    shown = capfdbinary.readouterr().out
    subprocess.run(["git", "apply", "-p0", "-"], input=shown, cwd=folder, check=True)
    assert held(folder, MENDED) == {**MENDED, "sub/more.yaml": MENDED["sub/more.yaml"].replace("\r\n", "\n")}


def test_no_diff_is_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, {"plan.yaml": HEAD + "  owner: nobody\n"})
    assert (ended("--diff"), capsys.readouterr().out) == (0, "")


def test_a_diff_of_what_cannot_be_read_says_so_and_is_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, {"plan.yaml": "commplan: 1\nplan: [\n"})
    assert ended("--diff") == 1
    assert capsys.readouterr() == ("", "'plan.yaml' cannot be read yet; without --diff is told why\n")


def test_what_was_mended_is_told_and_the_rest_is_reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, {"plan.yaml": HEAD + "  staus: draft\n  owner: nobody\n"})
    assert ended("--fix", "--ignore", "part-unsaid") == 1
    told = capsys.readouterr()
    assert told.err == "plan.yaml:6:3: key 'staus' becomes status (unknown-key)\n"
    assert "no person, role or body has the id 'nobody'" in told.out
    assert told.out.splitlines()[-1] == "1 fixed"


def test_the_text_report_says_what_can_be_fixed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, {"plan.yaml": HEAD + "  staus: draft\n  onwer_: x\n  status: x\n"})
    assert ended() == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in lines if "= fix" in line] == [
        "= fix: key 'onwer_' becomes owner (--fix --unsafe-fixes)"
    ]
    assert lines[-1] == "1 fixable with --fix --unsafe-fixes; more may show once the plan can be read"


def test_standard_input_gives_the_mended_text_and_the_report_elsewhere() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "commplan", "check", "--fix", "-", "--lang", "en"],
        input=(HEAD + "  staus: draft\n  owner: nobody\n").replace("\n", "\r\n").encode("utf-16"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.decode("utf-16") == (HEAD + "  status: draft\n  owner: nobody\n").replace("\n", "\r\n")
    assert "no person, role or body has the id 'nobody'" in done.stderr.decode()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes and --fix-side need --fix or --diff"),
        (["--fix", "--fix-side", "left"], "--fix-side cannot be 'left'"),
        (["--fix", "--write-baseline"], "--fix and --write-baseline do not go together"),
    ],
)
def test_options_that_do_not_go_together(
    options: list[str], told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, {"plan.yaml": HEAD})
    assert ended(*options) == 2
    assert told in capsys.readouterr().err


# -- writing --


def test_checking_without_fix_writes_nothing(folder: Path) -> None:
    put(folder, SPOILT)
    for file in folder.rglob("*.yaml"):
        file.chmod(0o444)
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}
    ended("--quiet")
    ended("--diff")
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()} == before


def test_permissions_and_links_are_kept(folder: Path) -> None:
    put(folder, {"real.txt": HEAD + "  staus: draft\n"})
    (folder / "real.txt").chmod(0o640)
    (folder / "plan.yaml").symlink_to("real.txt")
    ended("--fix", "--quiet")
    assert (folder / "plan.yaml").is_symlink()
    assert (folder / "real.txt").read_text() == HEAD + "  status: draft\n"
    assert stat.S_IMODE((folder / "real.txt").stat().st_mode) == 0o640
    assert sorted(p.name for p in folder.iterdir()) == ["plan.yaml", "real.txt"]


def test_a_file_that_changed_meanwhile_is_not_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, SPOILT)
    really = files.rewrite_all

    def late(rewrites: list[files.Rewrite]) -> None:
        (folder / "sub/more.yaml").write_text("risks: {}\n")
        really(rewrites)

    monkeypatch.setattr(fixing, "rewrite_all", late)
    assert ended("--fix", "--quiet") == 2
    assert capsys.readouterr().err == (
        "commplan: 'sub/more.yaml' was changed by somebody else while it was being mended: nothing was written\n"
        "  run the command again\n"
    )
    assert held(folder, SPOILT) == {"plan.yaml": SPOILT["plan.yaml"], "sub/more.yaml": "risks: {}\n"}
    assert sorted(p.name for p in folder.rglob("*")) == ["more.yaml", "plan.yaml", "sub"]


def test_all_files_of_a_plan_are_written_or_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, {"a": "1", "b": "2"})
    really, calls = Path.replace, []

    def full(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "no space")
        return really(self, target)

    monkeypatch.setattr(Path, "replace", full)
    rewrites = [files.Rewrite(folder / n, t.encode(), b"new") for n, t in (("a", "1"), ("b", "2"))]
    with pytest.raises(OSError, match="no space"):
        files.rewrite_all(rewrites)
    assert held(folder, {"a": "", "b": ""}) == {"a": "1", "b": "2"}
    assert sorted(p.name for p in folder.iterdir()) == ["a", "b"]


def test_plans_that_share_a_file_are_mended_one_after_the_other(folder: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        put(folder, {name: HEAD + "  staus: draft\ninclude: shared.yaml\n"})
    put(folder, {"shared.yaml": "goals: {purpos: x}\n"})
    assert ended("--fix", "--quiet", "--ignore", "part-unsaid") in (0, 1)
    assert held(folder, {"one.yaml": "", "two.yaml": "", "shared.yaml": ""}) == {
        "one.yaml": HEAD + "  status: draft\ninclude: shared.yaml\n",
        "two.yaml": HEAD + "  status: draft\ninclude: shared.yaml\n",
        "shared.yaml": "goals: {purpose: x}\n",
    }


# -- the promise --


def test_one_bad_fix_does_not_keep_the_others_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = HEAD.replace("title: P", "title: &n Draft") + "  status: *n\n  ownr: x\n"
    put(folder, {"plan.yaml": late})
    ended("--fix", "--fail-on", "never", "--ignore", "part-unsaid")
    assert held(folder, {"plan.yaml": ""}) == {"plan.yaml": late.replace("ownr", "owner")}
    assert (
        "not fixed: more than this would change in the plan, so it was left as it is; please mend it by hand (bad-value)"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("data", "change", "after"),
    [
        ({"a": (1, 2, 3)}, Change(Place(("a", 1)), "delete"), {"a": (1, 3)}),
        ({"a": {"b": 1}}, Change(Place(("a", "b")), "rename", "c"), {"a": {"c": 1}}),
        ({"a": 1}, Change(Place(("a",)), "after", "b: [x]"), {"a": 1, "b": ("x",)}),
        ({"a": (1,)}, Change(Place(("a", 0)), "before", "{x: 1}"), {"a": ({"x": 1}, 1)}),
        ({"a": "x"}, Change(Place(("a", 0)), "set", "y"), {"a": "y"}),
        ({"a": {"b": "x"}}, Change(Place(("a", 0, "b")), "set", True), {"a": {"b": True}}),
        ({"a": 1.1}, Change(Place(("a",)), "quote"), {"a": "1.10"}),
    ],
)
def test_what_the_data_must_be_afterwards(data: object, change: Change, after: object) -> None:
    assert same(expected(data, [change]), after)
    assert not same(data, after)


def test_passes_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = (HEAD + "  staus: draft\n").encode()
    loads = []

    def reload(contents: mend.Contents) -> Loaded:
        loads.append(contents)
        return load_plan("plan.yaml", raw)  # nothing ever gets better

    from datetime import date

    from commplan import rules
    from commplan.checking import lint
    from commplan.discover import discover
    from commplan.rule import Rule

    found = discover(rules, Rule)
    done = mend.mend(
        {"plan.yaml": raw}, reload, lambda loaded: lint.plan(loaded, found, date(2027, 1, 1)), lambda f: f.fix
    )
    assert len(loads) == 2
    assert [r.finding.name for r in done.refused] == ["unknown-key"]


# -- what rules mend --

RISK = "risks:\n  register: [{id: r, likelihood: 3, impact: 4, score: 10}]\n"
BUDGET = "resources:\n  budget:\n    total: 1000   # as approved\n    lines: [{id: a, amount: 700}, {id: b, amount: 200.50}]\n"
WHEN = "  timezone: Asia/Shanghai\n  period: {start: 2027-01-01, end: 2027-12-31}\ncontent:\n  calendar:\n"
OF_RULES = [
    ("score", RISK, (), RISK.replace("10", "12")),
    ("budget, no side given", BUDGET, ("--unsafe-fixes",), BUDGET),
    (
        "budget, lines are right",
        BUDGET,
        ("--fix-side", "lines"),
        BUDGET.replace("1000", "900.50").replace("900.50", "900.5"),
    ),
    (
        "budget, total is right",
        BUDGET,
        ("--fix-side", "total"),
        BUDGET.replace("approved\n", "approved\n    contingency: 99.5\n"),
    ),
    (
        "COUNT and UNTIL that agree",
        WHEN + "    - {id: e, start: 2027-03-01, rrule: FREQ=WEEKLY;COUNT=3;UNTIL=20270320}\n",
        (),
        WHEN + "    - {id: e, start: 2027-03-01, rrule: FREQ=WEEKLY;UNTIL=20270320}\n",
    ),
    (
        "COUNT and UNTIL that do not",
        WHEN + "    - {id: e, start: 2027-03-01, rrule: FREQ=WEEKLY;COUNT=9;UNTIL=20270320}\n",
        (),
        WHEN + "    - {id: e, start: 2027-03-01, rrule: FREQ=WEEKLY;COUNT=9;UNTIL=20270320}\n",
    ),
    (
        "UNTIL in local time",
        WHEN + "    - {id: e, start: 2027-03-01T20:00, rrule: 'FREQ=WEEKLY;UNTIL=20270320T235959'}\n",
        (),
        WHEN + "    - {id: e, start: 2027-03-01T20:00, rrule: 'FREQ=WEEKLY;UNTIL=20270320T155959Z'}\n",
    ),
    ("a zone by two meanings", "  timezone: CST\n", ("--unsafe-fixes",), "  timezone: CST\n"),
    (
        "a zone by its meaning in the country",
        "  timezone: CST # c\n  holidays: CN\n",
        ("--unsafe-fixes",),
        "  timezone: Asia/Shanghai # c\n  holidays: CN\n",
    ),
    ("a zone in other letters", "  timezone: asia/shanghai\n", ("--unsafe-fixes",), "  timezone: Asia/Shanghai\n"),
    ("a zone is a guess", "  timezone: HKT\n", (), "  timezone: HKT\n"),
    (
        "listed twice",
        "structure:\n  people: [{id: a}]\n  bodies:\n    - id: b\n      members:\n        - a\n        - a # again\n",
        (),
        "structure:\n  people: [{id: a}]\n  bodies:\n    - id: b\n      members:\n        - a\n        # again\n",
    ),
    (
        "a reference misspelt",
        "  owner: hots\nstructure:\n  people: [{id: host}]\n",
        ("--unsafe-fixes",),
        "  owner: host\nstructure:\n  people: [{id: host}]\n",
    ),
    (
        "a reference to another number",
        "  owner: host-3\nstructure:\n  people: [{id: host-2}]\n",
        ("--unsafe-fixes",),
        "  owner: host-3\nstructure:\n  people: [{id: host-2}]\n",
    ),
    (
        "an ignore of nothing",
        "  status: draft  # commplan: ignore[raci-not-one-a] later\n",
        (),
        "  status: draft\n",
    ),
    (
        "an ignore of nothing, on its own line",
        "  # commplan: ignore[raci-not-one-a]\n  status: draft\n",
        (),
        "  status: draft\n",
    ),
    (
        "one of two ignores",
        "  owner: nobody # commplan: ignore[raci-not-one-a, ref-resolves] soon\n",
        (),
        "  owner: nobody # commplan: ignore[ref-resolves] soon\n",
    ),
]


@pytest.mark.parametrize(("before", "options", "after"), [r[1:] for r in OF_RULES], ids=[r[0] for r in OF_RULES])
def test_rules_mend_what_has_one_answer(before: str, options: tuple[str, ...], after: str, folder: Path) -> None:
    assert fixed(folder, HEAD + before, *options) == HEAD + after
