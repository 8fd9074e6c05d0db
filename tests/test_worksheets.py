"""Workbooks and CSV files: read back by another program they hold the plan's own figures, and nothing hostile in them runs."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import commplan.rules
from commplan import escape, load
from commplan.checking import lint
from commplan.checking.trial import SMALLEST
from commplan.discover import discover
from commplan.plan import Plan
from commplan.rendering import worksheets
from commplan.report import Checked
from commplan.rule import Rule
from commplan.sheet import Column, Formula, Sheet, known
from commplan.words import LANGUAGES, Language, Refusal
from commplan.writers import csv as csv_writer
from commplan.writers import xlsx

ROOT = Path(__file__).parents[1]
PLANS = sorted(p.parent.name for p in (ROOT / "plans").glob("*/plan.yaml"))
RULES = discover(commplan.rules, Rule)
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("https://evil.example")',
    "\uff1d1",
    "'=1",
    " =1",
]
SMALL = (
    SMALLEST
    + """\
    - {id: desk, name: Desk, holders: member-a}
  decisions: [{id: d, name: Venue, raci: {responsible: desk, accountable: [lead, desk]}}, {id: e, name: Logo}]
content:
  channels: [{id: chat, name: Chat}]
  calendar:
    - {id: fair, title: Fair, kind: event, start: 2027-03-02T19:30, timezone: Europe/Berlin, rrule: FREQ=DAILY;COUNT=2, channels: chat,
       owner: lead, effort_hours: 2.5, cost: 10.5, outcomes: [{date: 2027-03-03, attended: 7}]}
    - {id: idea, title: "=cmd|' /C calc'!A0"}
risks:
  appetite: {acceptable: 4, high: 10}
  register:
    - {id: r, title: Rain, likelihood: 4, impact: 3, response: reduce, residual: {likelihood: 2, impact: 3}, owner: lead,
       actions: [{action: Tents, owner: desk, due: 2027-03-01}], next_review: 2027-02-01}
    - {id: s, title: Silence, likelihood: 2}
resources:
  funding: [{id: fund, name: Fund, amount: 1000}]
  budget:
    currency: EUR
    total: 900
    contingency: 100
    rates: [{currency: USD, rate: 0.9, date: 2027-01-01}]
    lines:
      - {id: room, category: Rooms, amount: 500, funding: fund, activities: fair, period: {start: 2027-01-01, end: 2027-02-01}}
      - {id: app, category: Tools, amount: 333.33, currency: USD}
"""
)


def read(text: str, folder: Path | None = None) -> tuple[Plan, Checked]:
    found = load.plan("plan.yaml", text.encode(), folder)
    assert found.plan is not None, found
    return found.plan, lint.plan(found, RULES, date(2026, 11, 23))


@cache
def made(name: str, language: Language) -> dict[str, str | bytes]:
    folder = ROOT / "plans" / name
    plan, checked = read((folder / "plan.yaml").read_text("utf-8"), folder)
    return worksheets.written(plan, checked, language, ("xlsx", "csv"))


def book(files: dict[str, str | bytes], values: bool = False) -> openpyxl.Workbook:
    (raw,) = (content for name, content in files.items() if name.endswith(".xlsx"))
    assert isinstance(raw, bytes)
    return openpyxl.load_workbook(io.BytesIO(raw), data_only=values)


def cells(page: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def small(values: bool = False) -> openpyxl.Workbook:
    return book(worksheets.written(*read(SMALL), "en", ("xlsx",)), values)


def test_the_calendar_is_one_row_for_each_date_with_days_and_times_as_such() -> None:
    page = small()["Calendar"]
    head, first, second, undated, gap, total = cells(page)
    assert head == [
        "Day", "Time", "Time zone", "Title", "Kind", "Channels", "Audiences", "Pillar", "Objectives", "Owner", "Approver",
        "Hours of work", "Cost (EUR)", "People expected", "People who came", "Status",
    ]  # fmt: skip
    common = ["Europe/Berlin", "Fair", "event", "Chat", None, None, None, "lead", None, 2.5, 10.5, None]
    assert first == [datetime(2027, 3, 2), time(19, 30), *common, None, "planned"]  # noqa: DTZ001
    assert second == [datetime(2027, 3, 3), time(19, 30), *common, 7, "done"]  # noqa: DTZ001
    assert undated[:4] == [None, None, None, "=cmd|' /C calc'!A0"]
    assert set(gap) == {None}
    assert (total[0], total[11], total[12]) == (
        "Sum of the rows that the filter shows", "=SUBTOTAL(109,L2:L4)", "=SUBTOTAL(109,M2:M4)",
    )  # fmt: skip
    assert [cell.number_format for cell in page[2]][:2] == ["yyyy-mm-dd", "hh:mm"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("B2", "A1:P4")


def test_what_adds_up_is_a_formula_with_its_value() -> None:
    assert cells(small()["Budget"]) == [
        ["Category", "What is paid", "Amount", "Currency", "Rate", "In EUR", "From", "To", "Paid from", "Pays for", "Owner"],
        ["Rooms", None, 500, "EUR", 1, '=IF(COUNT(C2,E2)=2,C2,"")', datetime(2027, 1, 1), datetime(2027, 2, 1), "Fund", "Fair", None],  # noqa: DTZ001
        ["Tools", None, 333.33, "USD", 0.9, '=IF(COUNT(C3,E3)=2,ROUND(C3*E3,2),"")', *[None] * 5],
        [None] * 11,
        ["Sum of the lines", *[None] * 4, "=SUM(F2:F3)", *[None] * 5],
        ["Contingency", *[None] * 4, 100, *[None] * 5],
        ["Lines and contingency", *[None] * 4, "=F5+F6", *[None] * 5],
        ["Total as the plan states it", *[None] * 4, 900, *[None] * 5],
        ["Left over", *[None] * 4, "=F8-F7", *[None] * 5],
    ]  # fmt: skip
    values = [row[5] for row in cells(small(values=True)["Budget"])[1:]]
    assert values == [500, 300, None, 800, 100, 900, 900, 0]


def test_a_risk_scores_likelihood_times_impact_and_nothing_when_one_is_not_stated() -> None:
    head, rain, silence = cells(small()["Risks"])
    told, quiet = dict(zip(head, rain, strict=True)), dict(zip(head, silence, strict=True))
    assert (told["Score"], told["Residual score"]) == (
        '=IF(COUNT(G2,H2)=2,G2*H2,"")', '=IF(COUNT(O2,P2)=2,O2*P2,"")',
    )  # fmt: skip
    assert (told["Actions"], told["Next review"]) == ("Tents (Desk, 2027-03-01)", datetime(2027, 2, 1))  # noqa: DTZ001
    assert (quiet["Likelihood"], quiet["Impact"]) == (2, None)
    _, *values = ([row[8], row[16]] for row in cells(small(values=True)["Risks"]))
    assert values == [[12, 6], ["", ""]] or values == [[12, 6], [None, None]]
    rules = {str(area.sqref): [r.formula[0] for r in found] for area, found in _rules(small()["Risks"])}
    assert rules["I2:I3"] == ["AND(ISNUMBER(I2),I2>=10)", "AND(ISNUMBER(I2),I2>4)", "AND(ISNUMBER(I2),I2>0)"]


def _rules(page: Any) -> list[tuple[Any, Any]]:
    return list(page.conditional_formatting._cf_rules.items())  # noqa: SLF001 - openpyxl offers no other way to read them


def test_raci_counts_who_is_accountable() -> None:
    assert cells(small()["RACI"]) == [
        ["Decision or activity", "Desk", "lead", "How many A"],
        ["Venue", "RA", "A", '=COUNTIF(B2:C2,"*A*")'],
        ["Logo", None, None, '=COUNTIF(B3:C3,"*A*")'],
    ]
    assert [row[3] for row in cells(small(values=True)["RACI"])][1:] == [2, 0]


def test_an_amount_that_is_not_stated_is_no_zero() -> None:
    text = SMALLEST + "resources: {budget: {currency: EUR, total: 9, lines: [{id: a, amount: 4}, {id: b}]}}\n"
    page = cells(book(worksheets.written(*read(text), "en", ("xlsx",)))["Budget"])
    assert [[row[0], row[2]] for row in page[1:3]] == [["a", 4], ["b", None]]
    assert [(row[0], row[5]) for row in page[4:]] == [
        ("Sum of what has an amount; the rest is unknown", "=SUM(F2:F3)"),
        ("Total as the plan states it", 9),
    ]


def test_open_findings_are_a_sheet_of_their_own() -> None:
    text = SMALLEST + "goals: {objectives: [{id: o, statement: More, owner: nobody}]}\n"
    plan, checked = read(text)
    rows = cells(book(worksheets.written(plan, checked, "en", ("xlsx",)))["Open points"])
    assert rows[0] == ["Weight", "Rule", "What is open", "Place"]
    told = {(row[0], row[1]) for row in rows[1:]}
    assert told == {(f.severity.value, f.code) for f in checked.findings} | {
        ("unknown", u.code) for u in checked.undecided
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLANS)
def test_csv_and_workbook_tell_the_same_of_every_example(name: str, language: Language) -> None:
    folder = ROOT / "plans" / name
    plan, checked = read((folder / "plan.yaml").read_text("utf-8"), folder)
    files, pages = made(name, language), book(made(name, language), values=True)
    for sheet, page in zip(worksheets.of_plan(plan, checked, language), pages.worksheets, strict=True):
        raw = files[f"{plan.plan.id}-{sheet.id}-{language}.csv"]
        assert isinstance(raw, bytes)
        assert raw.startswith(b"\xef\xbb\xbf")
        head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
        assert head == [column.name for column in sheet.columns]
        assert len(rows) == len(sheet.rows)
        shown = [[_plain(v) for v in row] for row in page.iter_rows(2, 1 + len(rows), values_only=True)]
        assert [[_unquoted(cell) for cell in row] for row in rows] == shown


def _unquoted(cell: str) -> str:
    return cell.removeprefix("'")


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:.15g}" if isinstance(value, int | float) else str(value)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(text: str) -> None:
    sheet = Sheet("x", text, (Column("a", text), Column("b", "B")), ((text, 1),))
    page = openpyxl.load_workbook(io.BytesIO(xlsx.write([sheet], text, None))).worksheets[0]
    for cell in (page["A1"], page["A2"]):
        assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", escape.terminal(text), True)
    raw = csv_writer.write(sheet).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(raw, newline="")):
        assert row[0] == f"'{escape.terminal(text)}"


@given(st.text(max_size=40) | st.text(alphabet="=+-@'\"\t\r\n;,=1A", max_size=12))
def test_a_cell_of_csv_is_never_a_formula_and_can_be_had_back(text: str) -> None:
    shown = escape.spreadsheet(text)
    assert not shown.lstrip().startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    assert _unquoted(shown) == escape.terminal(text)


def test_a_formula_stands_for_the_value_it_comes_to() -> None:
    assert known(Formula("[a]*2", 4)) == 4


def test_without_the_package_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(Refusal) as caught:
        xlsx.write([], "x", None)
    assert (caught.value.words.zh, caught.value.hint and caught.value.hint.en) == (
        "生成工作簿需要软件包 xlsxwriter", "install it: pip install 'commplan[xlsx]'",
    )  # fmt: skip


def test_the_command_writes_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(SMALL, "utf-8")
    found = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "commplan", "render", "plan.yaml", "--to", "xlsx,csv", "-o", seed]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, env=environment, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stdout) == (0, "")
        found.append({p.name: p.read_bytes() for p in (tmp_path / seed).iterdir()})
    assert found[0] == found[1]
    ids = ("calendar", "raci", "risks", "budget", "funding", "open-points")
    assert set(found[0]) == {"smallest-workbook-en.xlsx", *(f"smallest-{i}-en.csv" for i in ids)}


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANS)
def test_libreoffice_calculates_what_is_stored(name: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "this test needs Debian's libreoffice-calc-nogui"
    (raw,) = (content for file, content in made(name, "en").items() if file.endswith(".xlsx"))
    assert isinstance(raw, bytes)
    (tmp_path / "book.xlsx").write_bytes(raw)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "ods:calc8", "--outdir", "ods", "book.xlsx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    again = [
        office,
        "--headless",
        profile,
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        "out",
        "ods/book.ods",
    ]
    subprocess.run(again, cwd=tmp_path, capture_output=True, check=True)
    stored = book(made(name, "en"), values=True)
    counted = openpyxl.load_workbook(tmp_path / "out" / "book.xlsx", data_only=True)
    formulas = book(made(name, "en"))
    for page in formulas.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    want, got = stored[page.title][cell.coordinate].value, counted[page.title][cell.coordinate].value
                    assert (got or None) == (pytest.approx(want) if want else None), (page.title, cell.coordinate)
