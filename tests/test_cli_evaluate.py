"""From a table to verdicts by the real commands: what they print, what they write, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from called import within
from commplan import cli
from commplan.evaluating import outlook
from conftest import Golden
from lived import PLAN, written


def run(folder: Path, *arguments: str, columns: int = 100) -> subprocess.CompletedProcess[str]:
    """One command, in a folder, as a user of an English terminal has it."""
    known = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "COMMPLAN_LANG")}
    return subprocess.run(
        [sys.executable, "-m", "commplan", *arguments],
        cwd=folder,
        env={**known, "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8", "COMMPLAN_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(autouse=True, scope="module")
def terminal() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        yield


def said(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = within(*arguments, folder=folder)
    return done.returncode, done.stdout, done.stderr


def ended(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    """The exit code of one command, run within this process because starting one costs more than the command."""
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit) as caught:
        cli.run(arguments)
    return caught.value.code


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan, a table, and the store that `import` made of it."""
    folder = tmp_path_factory.mktemp("lived")
    written(folder)
    assert said(folder, "import", "data.csv", "--plan", "plan.yaml", "--source", "chat", "-o", "activity") == (
        0,
        (
            "data.csv: any table\n"
            "  17 new events, 0 seen before; 6 members\n"
            "  join 2, message 11, reply 4\n"
            "  from 2026-02-20 to 2026-04-10 (UTC)\n"
            "  this export cannot tell: who reacted to what; when a reaction was given; who stopped being a member, and when; how "
            "long a message is; who came to an event\n"
        ),
        "",
    )
    return folder


EVALUATE = ("evaluate", "plan.yaml", "--today", "2026-05-01", "--period")


def test_the_result_is_a_text_that_reads(lived: Path) -> None:
    assert said(lived, *EVALUATE, "2026-03") == (
        0,
        """\
Tea corner
1 Mar 2026 to 31 Mar 2026 (Asia/Shanghai); activity: 20 Feb 2026 to 10 Apr 2026

on track   Five people write in four weeks.
           4 on 31 Mar 2026 keeps up with 2, on the way to 5 by 31 Dec 2026.

unknown    Everybody gets an answer.
           Too few to tell: 5 of 7 on 31 Mar 2026; on the way to 10% by 31 Dec 2026 it should be
           70.3%.

met        The weekly post comes out.
           Due on 31 Mar 2026: 50% reaches the target of 50%.

met        People like it.
           4.2 reaches the target of 4 ahead of 31 Dec 2026.

Objectives: 4 (2 met, 1 on track, 1 unknown)

Calendar: 2 done on time, 1 done late, 1 skipped

Active means having done one of: message, reply, reaction.

The team counts like everybody else.

The team's one handle was found in the activity.
""",
        "",
    )


def test_the_result_is_as_wide_as_the_terminal_in_chinese(lived: Path) -> None:
    done = run(lived, *EVALUATE, "2026-03", "--lang", "zh", columns=60)
    assert done.stdout.split("\n\n")[1].splitlines() == [
        "进展正常   Five people write in four weeks.",
        "           2026年3月31日为 4，跟上了应有的 2，目标为2026年12",
        "           月31日达到 5。",
    ]


def test_the_result_is_json_with_every_verdict(lived: Path, golden: Golden) -> None:
    code, out, err = said(lived, *EVALUATE, "2026-03", "--format", "json")
    assert (code, err) == (0, "")
    whole: dict[str, Any] = json.loads(out)
    whole["metrics"] = {id_: value["value"] for id_, value in whole["metrics"].items()}
    golden("tea-corner-2026-03.json", json.dumps(whole, ensure_ascii=False, indent=2) + "\n")


def test_without_a_forecast_nothing_of_it_is_said(
    lived: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(lived, monkeypatch, *EVALUATE, "2026-03", "--no-forecast", "--format", "json") == 0
    assert [o["outlook"] for o in json.loads(capsys.readouterr().out)["objectives"]] == [None] * 4
    monkeypatch.setattr(outlook, "find_spec", lambda _: None)
    assert ended(lived, monkeypatch, *EVALUATE, "2026-03", "--lang", "en") == 0
    assert (
        "Forecasts: Unknown: it needs libraries that are not installed; they come with: pip install 'commplan[forecast]'"
        in " ".join(capsys.readouterr().out.split())
    )


def test_reports_are_written_beside_the_result(lived: Path) -> None:
    done = run(lived, *EVALUATE, "2026-03-01..2026-03-31", "--to", "md,html", "-o", "reports", "--lang", "zh")
    code, err = done.returncode, done.stderr
    stem = "tea-corner-2026-03-01-2026-03-31-zh"
    figures = (
        "active-members",
        "calendar-execution",
        "goals",
        "hour-of-week",
        "lifecycle",
        "member-growth",
        "response-times",
        "staff",
    )
    names = [f"{stem}.html", f"{stem}.md", *(f"{stem}/{figure}.svg" for figure in figures)]
    assert (code, sorted(err.splitlines())) == (0, sorted(f"已写入 reports/{name}" for name in names))
    found = sorted(str(f.relative_to(lived / "reports")) for f in (lived / "reports").rglob("*") if f.is_file())
    assert found == sorted(names)


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("missed", 0), ("off-track", 0), ("unknown", 1)])
def test_a_verdict_may_make_the_command_fail(
    lived: Path, monkeypatch: pytest.MonkeyPatch, fail_on: str, code: int
) -> None:
    assert ended(lived, monkeypatch, *EVALUATE, "2026-03", "--fail-on", fail_on) == code


def test_activity_that_shows_nothing_of_the_period_is_a_warning(lived: Path) -> None:
    code, out, err = said(lived, *EVALUATE, "2025")
    why = "The activity covers 20 Feb 2026 to 10 Apr 2026; nothing of 1 Jan 2025 to 31 Dec 2025."
    assert (code, err) == (0, f"commplan: warning: {why}\n")
    assert out.split("\n\n")[1].replace("\n", " ") == (
        f"{why} What is counted from activity is therefore unknown; nothing of it is zero."
    )


REFUSED = [
    (("evaluate", "none.yaml"), "commplan: cannot read 'none.yaml': there is no such file\n"),
    (("evaluate", "data.csv"), "commplan: data.csv cannot be read yet\n  `commplan check data.csv` shows why\n"),
    (("evaluate", "plan.yaml", "--activity", "none"),
     "commplan: there is no folder 'none'\n  `commplan import EXPORT -o none` makes one\n"),
    (("evaluate", "plan.yaml", "--period", "2026-Q5"),
     ("commplan: '2026-Q5' is not a period\n  write one of: 2026, 2026-H1, 2026-Q3, 2026-09, 2026-W38, 2026-09-15, "
      "2026-07-01..2026-09-30, last-28-days\n")),
    (("evaluate", "plan.yaml", "--period", "2026-03-02..2026-03-01"),
     "commplan: '2026-03-02..2026-03-01' ends before it begins\n  write the earlier day first\n"),
    (("evaluate", "plan.yaml", "--today", "tomorrow"), "commplan: 'tomorrow' is not a date\n  write 2026-10-01\n"),
    (("evaluate", "plan.yaml", "--to", "html,odt"), "commplan: --to cannot be 'odt'\n  it can be: html, md, pdf, docx\n"),
    (("evaluate", "plan.yaml", "-f", "yaml"), "commplan: --format cannot be 'yaml'\n  it can be: text, json\n"),
    (("evaluate", "plan.yaml", "--fail-on", "met"),
     "commplan: --fail-on cannot be 'met'\n  it can be: never, missed, off-track, unknown\n"),
    (("evaluate", "plan.yaml", "--to", "md", "-o", "data.csv"), "commplan: cannot write to 'data.csv': File exists\n"),
    (("import", "data.csv", "--source", "chat"), "commplan: --source names a source of a plan: give --plan too\n"),
    (("import", "data.csv", "--plan", "plan.yaml", "--source", "chatter"),
     "commplan: the plan has no source 'chatter'\n  it has: chat\n"),
    (("metrics", "calender-execution"), "commplan: no metric is called 'calender-execution'\n  did you mean calendar-execution?\n"),
    (("metrics", "bogus"), "commplan: no metric is called 'bogus'\n  `commplan metrics` lists them\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"), REFUSED, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_what_cannot_be_done_ends_in_a_sentence(
    lived: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    assert ended(lived, monkeypatch, *arguments) == 2
    assert capsys.readouterr() == ("", message)


def test_a_plan_without_a_period_asks_for_one(tmp_path: Path) -> None:
    written(tmp_path, PLAN.replace("  period: {start: 2026-01-01, end: 2026-12-31}\n", ""))
    assert said(tmp_path, "evaluate", "plan.yaml") == (
        2, "", "commplan: the plan states no period\n  give --period 2026-Q3\n",
    )  # fmt: skip


def test_the_only_source_with_a_mapping_need_not_be_named(tmp_path: Path) -> None:
    written(tmp_path)
    code, out, _ = said(tmp_path, "import", "data.csv", "--plan", "plan.yaml", "-o", "activity")
    assert (code, out.splitlines()[0]) == (0, "data.csv: any table")


def test_an_empty_store_is_evaluated(tmp_path: Path) -> None:
    written(tmp_path, table="id,when,who,what,where,to,robot\n")
    assert said(tmp_path, "import", "data.csv", "--plan", "plan.yaml", "-o", "activity")[0] == 0
    code, out, err = said(tmp_path, *EVALUATE, "2026-03")
    assert (code, err) == (0, "commplan: warning: No activity was imported.\n")
    assert out.splitlines()[1] == "1 Mar 2026 to 31 Mar 2026 (Asia/Shanghai); no activity"


def test_what_is_held_against_the_calendar_is_a_metric_like_any_other(lived: Path) -> None:
    listed = said(lived, "metrics")[1].splitlines()
    assert [" ".join(line.split()) for line in listed if line.startswith("cal")] == [
        "calendar-execution share one value Calendar kept on time"
    ]
    code, out, _ = said(lived, "metrics", "calendar-execution")
    assert (code, out.split("\n\n")[:2]) == (
        0,
        [
            "calendar-execution  Calendar kept on time (share; more is better)",
            (
                "Planned dates of the window on which it really happened, divided by those that were due and of which\n"
                "is known what became of them."
            ),
        ],
    )
    (lived / "kept.yaml").write_text(PLAN.replace("metric: calendar-execution", "metric: calendar-executoin"), "utf-8")
    told = said(lived, "check", "kept.yaml", "--format", "json")[1]
    assert "no metric is called 'calendar-executoin'" in told
    assert "no metric is called" not in said(lived, "check", "plan.yaml", "--format", "json")[1]


def test_handles_that_are_not_in_the_activity_are_a_warning(lived: Path) -> None:
    changed = PLAN.replace(
        "{source: chat, id: Lead}]}", "{source: chat, id: Lead}, {source: chat, id: lead}]}"
    ).replace("  sources:\n", "  exclude: {staff: true}\n  sources:\n")
    (lived / "team.yaml").write_text(changed, encoding="utf-8")
    told = "1 of 2 of the team's handles were found in the activity; not found: Lead. Check `source` and `id` of their handles."
    code, out, err = said(lived, "evaluate", "team.yaml", *EVALUATE[2:], "2026-03")
    assert (code, err) == (0, f"commplan: warning: {told}\n")
    assert [block.replace("\n", " ") for block in out.split("\n\n")[-2:]] == [
        "What the team does is left out, except that it answers others.",
        f"{told} ",
    ]


def test_dates_of_which_nothing_is_known_say_why(lived: Path) -> None:
    (lived / "blind.yaml").write_text(PLAN.replace("name: Hall, handle: hall", "handle: lobby"), encoding="utf-8")
    told = [
        (
            "en",
            "Calendar: 1 done on time, 3 unknown",
            "  Unknown: Weekly post, 3 of them. The activity knows no channel 'lobby'.",
            "The activity has channels that the plan does not know: 'hall'. If one of them is 'hall', add to it `handle: hall`, or correct the handle that it has.",
        ),
        (
            "zh",
            "日历：按时完成 1，未知 3",
            "  未知：Weekly post，3 次。活动数据中没有渠道 “lobby”。",
            "活动数据中有方案未列出的渠道：“hall”。若其中之一就是 “hall”，请在该渠道中加上 `handle: hall`，已写的请改正。",
        ),
    ]
    for language, summary, why, channels in told:
        arguments = ("evaluate", "blind.yaml", *EVALUATE[2:], "2026-03", "--lang", language)
        out = said(lived, *arguments)[1] if language == "en" else run(lived, *arguments).stdout
        blocks = out.rstrip("\n").split("\n\n")
        assert (blocks[6:8], blocks[-1].replace("\n", " " if language == "en" else "")) == ([summary, why], channels)


@pytest.mark.parametrize(
    ("memory", "why"),
    [
        ("lots", "commplan: 'lots' is no size of memory\n  write 4GB or 60%\n"),
        ("0GB", "commplan: '0GB' is no size of memory\n  write 4GB or 60%\n"),
        (
            "1KB",
            "commplan: 1KB of memory is too little to count this activity\n  give more with --memory, or free the disk\n",
        ),
    ],
)
def test_memory_is_a_size_that_is_enough(
    lived: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], memory: str, why: str
) -> None:
    assert ended(lived, monkeypatch, *EVALUATE, "2026-03", "--memory", memory) == 2
    assert capsys.readouterr().err == why
