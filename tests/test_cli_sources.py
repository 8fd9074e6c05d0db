"""`commplan sources --try`: a mapping that works as pasted, the first rows, and nobody's name or words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from commplan import cli
from conftest import Golden
from stored import EXPORTS, fresh


def tried(capsys: pytest.CaptureFixture[str], file: Path, lang: str = "en") -> tuple[object, str, str]:
    if lang == "zh":
        done = subprocess.run(
            [sys.executable, "-m", "commplan", "sources", "--try", str(file), "--lang", "zh"],
            env={**os.environ, "PYTHONIOENCODING": "utf-8"}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        out, err = (text.replace(str(file.parent), "FOLDER") for text in (done.stdout, done.stderr))
        return done.returncode, out, err
    with pytest.raises(SystemExit) as caught:
        cli.run(("sources", "--try", str(file), "--lang", lang))
    out, err = capsys.readouterr()
    return caught.value.code, out.replace(str(file.parent), "FOLDER"), err.replace(str(file.parent), "FOLDER")


ZH_LOG = """\
日期,时刻,昵称,群名,动作,内容,回复编号,编号
2027/01/31,21:37,小李,读书群,发言,各位晚上好,,1
2027/01/31,21:40,小王,读书群,回复,晚上好,1,2
2027/02/01,09:00,小张,读书群,入群,,,3
2027/02/01,09:05,小张,读书群,拍了拍,,,4
"""
NESTED = """\
{"ts": 1714550400, "user": {"id": "priya"}, "room": "hall", "type": "message", "id": 7, "is_bot": "no"}
{"ts": 1714550460, "user": {"id": "tom"}, "room": "hall", "type": "reply", "id": 8, "in_reply_to": 7, "is_bot": "yes"}
"""
PULSE = """\
Submitted at,Email,How likely are you to recommend us?,The events are worth my time,Anything else?
01/03/2027 10:00,priya@example.org,9,Agree,I liked the tea corner most of all.
02/03/2027 10:00,tom@example.org,6,Strongly agree,
"""
ORDERS = " 00004 19970101  2   29.33\n 00021 19970118  1   14.96\n 00021 19970119  1   14.96\n"
FILES: dict[str, tuple[str, str, str]] = {
    "sources-try-log-zh.txt": ("chat log.csv", ZH_LOG, "zh"),
    "sources-try-log-en.txt": ("chat log.csv", ZH_LOG, "en"),
    "sources-try-nested.txt": ("events.jsonl", NESTED, "en"),
    "sources-try-survey-en.txt": ("pulse 2027.csv", PULSE, "en"),
    "sources-try-survey-zh.txt": ("pulse 2027.csv", PULSE, "zh"),
    "sources-try-orders.txt": ("orders.txt", ORDERS, "en"),
    "sources-try-no-time.txt": ("people.csv", "name,room,notes\nPriya,hall,x\n", "en"),
    "sources-try-hostile.txt": ("x.csv", 'time,user,room\n2027-01-31 21:37,m1,"a\x1b[31m\n# b: c"\n', "en"),
}
NAMES = ("小李", "小王", "晚上好", "priya", "tom", "liked", "Priya")


@pytest.mark.parametrize("case", FILES)
def test_a_mapping_is_proposed_and_shows_its_first_rows(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    golden: Golden,
    case: str,
) -> None:
    name, text, lang = FILES[case]
    (tmp_path / name).write_text(text, "utf-8")
    code, out, err = tried(capsys, tmp_path / name, lang)
    assert (code, err) == (0, "")
    golden(case, out)
    assert list(yaml.safe_load(out)["evaluation"]["sources"][0]) == ["id", "tool", "mapping"]
    assert [one for one in NAMES if one in out] == []
    assert "\x1b" not in out


def test_a_table_as_parquet_is_looked_into(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with fresh(tmp_path / "maker").connect() as connection:
        connection.execute(
            f"COPY (SELECT TIMESTAMPTZ '2024-05-01 10:00:00+00' AS at, 7 AS who) TO '{tmp_path / 'rows.parquet'}' (FORMAT parquet)"
        )
    _, out, _ = tried(capsys, tmp_path / "rows.parquet")
    assert "        time: at\n        member: who\n" in out
    assert "# 2024-05-01 10:00:00  message  " in out


def test_an_export_that_a_tool_wrote_needs_no_mapping(capsys: pytest.CaptureFixture[str]) -> None:
    assert tried(capsys, EXPORTS / "discord-csv" / "archive" / "talk" / "1.csv") == (
        0,
        """\
# Discord, as CSV (discord-csv) reads this; no mapping is needed: commplan import FOLDER/1.csv -o activity/
# time (UTC)           kind     member  channel  answers  size
# 2019-12-05 15:15:00  message  20a532  -        -        9
# 2019-12-05 00:15:00  message  20a532  -        -        2
# 1.csv, line 3: the export counts this reaction without saying whose it is
""",
        "",
    )


def test_what_is_neither_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.bin").write_bytes(b"\0\1")
    assert tried(capsys, tmp_path / "x.bin", "zh") == (
        2,
        "",
        "commplan: “FOLDER/x.bin” 不是已知工具的导出，也不是表格\n  `commplan sources` 列出可读取的导出\n",
    )
    assert tried(capsys, tmp_path / "nowhere") == (
        2,
        "",
        "commplan: cannot read 'FOLDER/nowhere': there is no such file\n",
    )


def test_threads_that_go_by_names_are_shown_as_they_would_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ("1,2024-05-01T10:00:00Z,ann,{}", "2,2024-05-01T10:01:00Z,bob,{}", "3,2024-05-01T10:02:00Z,cy,")
    for thread in ("welcome", "1"):
        lines = [row.format(thread) for row in rows]
        (tmp_path / "talk.csv").write_text("\n".join(["id,at,who,thread", *lines, ""]), encoding="utf-8")
        _, told, _ = tried(capsys, tmp_path / "talk.csv")
        found = [line.split() for line in told.splitlines() if line.startswith("# 2024")]
        assert [line[3] for line in found] == ["message", "reply", "message"]
        assert [line[6] != "-" for line in found] == [False, True, False]
