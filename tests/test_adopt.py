"""`init --from`: what a community has becomes a plan that parses; what cannot be understood is told with its place, and nothing is lost."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import commplan.rules
from commplan import cli, load
from commplan.adopt import columns, whole
from commplan.adopt.draft import Draft
from commplan.checking import lint
from commplan.discover import discover
from commplan.plan import Plan
from commplan.rendering import render, subscription, worksheets
from commplan.rule import Rule
from commplan.scaffold import Facts
from commplan.schedule import recurrence
from commplan.words import Language, Refusal

ROOT = Path(__file__).parents[1]
PLANS = sorted(p.parent.name for p in (ROOT / "plans").glob("*/plan.yaml"))
RULES = discover(commplan.rules, Rule)
FACTS = Facts("en", date(2027, 1, 1), date(2027, 12, 31), title="Ours", timezone="Europe/Berlin", currency="EUR")
SIGS = """\
sigs:
  - dir: sig-docs
    name: Docs
    mission_statement: >
      Writes it down.
    charter_link: charter.md
    leadership:
      chairs:
        - {github: ann, name: Member A, company: Works, email: a@example.org}
        - {github: bob, name: Member B}
      emeritus_leads:
        - {github: cid, name: Member C}
    meetings:
      - {description: Docs meeting, day: Tuesday, time: "9:00", tz: PT (Pacific Time), frequency: biweekly, url: "https://example.org"}
      - {description: Office hours, day: Friday, time: 4PM, tz: CET, frequency: monthly - last Friday}
      - {description: Talk, day: whenever, frequency: weekly}
    contact:
      slack: docs
      mailing_list: https://example.org/docs
      liaison: {github: ann, name: Member A}
    subprojects:
      - {name: Website, description: The site, owners: [a, b]}
gb_rep: {name: Member D}
"""
CALENDAR = """\
Community calendar 2027,,,,,,
Date,Start time,End time,Event,Owner,Where,Colour
2027-03-02,19:30,21:00,Spring fair,Programme lead,"Town hall; garden",red
5/3/2027,,,Two days,,,
25 March 2027,,,'=SUM(1),Programme lead,,
,,,,,,blue
2027-04-01,late,,No clock,,,
"""
RISKS = """\
风险,类别,可能性,影响,风险值,负责人,应对策略,应对措施,复核日期
下雨,weather,4,3,12,总干事,降低,搭棚；改期,2027/2/1
断电,,高,3,9,总干事,,,
"""


SIG_INFO = """\
name: sig-Build
description: 构建与发布
description_en: Builds and releases
created_on: '2019-12-30'
mailing_list: build@example.org
meeting_url: NA
mature_level: startup
mentors:
- {gitee_id: cid, name: Member C}
maintainers:
- {gitee_id: ann_a, name: Member A, organization: Works, email: a@example.org}
- {gitee_id: bob, name: Member B}
- {name: Member N}
repositories:
- repo: [src-org/grub2, org/install]
  committers:
  - {gitee_id: bob, name: Member B, orgnization: Other works}
  - {gitee_id: bob, name: Member B}
  contributors:
  - {gitee_id: dot, name: Member D}
- repo: [org/wsl]
  committers:
  - {atomgit_id: eve}
  branches: [master]
"""


def read(files: dict[str, str | bytes], facts: Facts = FACTS) -> tuple[Draft, str]:
    raw = {name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()}
    made = whole.draft(raw, facts)
    return made, whole.plan(made, list(raw), facts, render.scalar)


def plan_of(text: str) -> Plan:
    found = load.plan("plan.yaml", text.encode())
    assert (found.document.faults, found.plan is None) == ([], False)
    assert found.plan is not None
    return found.plan


def left(made: Draft) -> list[str]:
    return [f"{one.place}: {one.words.en}" for one in made.left]


def test_a_sig_info_brings_a_body_people_by_their_ids_and_a_role_for_each_block_of_repositories() -> None:
    made, text = read({"sig-info.yaml": SIG_INFO})
    plan = plan_of(text)
    (body,) = plan.structure.bodies
    assert (body.id, body.name, body.kind, body.purpose) == (
        "sig-build", "sig-Build", "working-group", "Builds and releases",
    )  # fmt: skip
    assert [(p.id, p.name, p.affiliation, [(h.source, h.id) for h in p.handles]) for p in plan.structure.people] == [
        ("ann-a", "ann_a", "Works", [("gitee", "ann_a")]),
        ("bob", "bob", "Other works", [("gitee", "bob")]),
        ("cid", "cid", None, [("gitee", "cid")]),
        ("dot", "dot", None, [("gitee", "dot")]),
        ("eve", "eve", None, [("atomgit", "eve")]),
    ]
    roles = [(r.id, r.name, r.body, [h.person for h in r.holders], list(r.duties)) for r in plan.structure.roles]
    assert roles == [
        ("sig-build-maintainers", "sig-Build: maintainers", "sig-build", ["ann-a", "bob"], []),
        ("sig-build-mentors", "sig-Build: mentors", "sig-build", ["cid"], []),
        ("sig-build-committers", "sig-Build: committers", "sig-build", ["bob"],
         ["reviews and merges in src-org/grub2", "reviews and merges in org/install"]),
        ("sig-build-contributors", "sig-Build: contributors", "sig-build", ["dot"],
         ["contributes to src-org/grub2", "contributes to org/install"]),
        ("sig-build-committers-2", "sig-Build: committers", "sig-build", ["eve"], ["reviews and merges in org/wsl"]),
    ]  # fmt: skip
    assert [(c.platform, c.handle, c.owner) for c in plan.content.channels] == [
        ("mailing-list", "build@example.org", "sig-build")
    ]
    assert "Member" not in text
    assert "a@example.org" not in text
    assert left(made) == [
        "sig-info.yaml:13: a person without an id",
        "sig-info.yaml:24: `repositories[].branches` has no place in a plan (1×)",
        "sig-info.yaml:4: `created_on` has no place in a plan (1×)",
        "sig-info.yaml:7: `mature_level` has no place in a plan (1×)",
        "sig-info.yaml: people stand by their accounts; their names and addresses stay out",
    ]
    zh, _ = read({"sig-info.yaml": SIG_INFO}, replace(FACTS, language="zh"))
    assert zh.objects["bodies"]["sig-build"]["purpose"] == "构建与发布"
    assert zh.objects["roles"]["sig-build-committers-2"]["duties"] == ["评审与合入 org/wsl"]


def test_groups_bring_bodies_people_roles_channels_and_meetings() -> None:
    made, text = read({"sigs.yaml": SIGS})
    assert (
        text.split("structure:", 1)[1].split("# To be")[0]
        == """
  people:
    - id: ann
      name: "Member A"
      affiliation: Works
      handles: [{source: github, id: ann}]
    - id: bob
      name: "Member B"
      handles: [{source: github, id: bob}]
    - id: cid
      name: "Member C"
      handles: [{source: github, id: cid}]
      status: alumni
  bodies:
    - id: sig-docs
      name: Docs
      kind: working-group
      purpose: "Writes it down."
    - id: website
      name: Website
      kind: group
      parent: sig-docs
      purpose: "The site"
  roles:
    - id: sig-docs-chairs
      name: "Docs: chairs"
      body: sig-docs
      headcount: 2
      holders: [ann, bob]
    - id: sig-docs-liaison
      name: "Docs: liaison"
      holders: [ann]
content:
  channels:
    - id: sig-docs-slack
      name: "#docs"
      platform: slack
      handle: docs
      owner: sig-docs
      two_way: true
    - id: sig-docs-mailing-list
      name: "Docs: mailing list"
      platform: mailing-list
      handle: "https://example.org/docs"
      owner: sig-docs
      two_way: true
  calendar:
    - id: sig-docs-meeting
      title: "Docs meeting"
      kind: meeting
      owner: sig-docs-chairs
      channels: [sig-docs-slack]
      start: "2027-01-05T09:00"
      timezone: America/Los_Angeles
      rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
      venue: "https://example.org"
    - id: sig-docs-meeting-2
      title: "Docs: Office hours"
      kind: meeting
      owner: sig-docs-chairs
      channels: [sig-docs-slack]
      start: "2027-01-29T16:00"
      rrule: "FREQ=MONTHLY;BYDAY=-1FR"
    - id: sig-docs-meeting-3
      title: "Docs: Talk"
      kind: meeting
      owner: sig-docs-chairs
      channels: [sig-docs-slack]
"""
    )
    assert left(made) == [
        "sigs.yaml:14: 'biweekly': put in from 2027-01-05 on; see whether the week is right",
        "sigs.yaml:15: no time zone that is one: 'CET'",
        "sigs.yaml:16: no day of the week: 'whenever'",
        "sigs.yaml:9: `sigs[].leadership.chairs[].email` has no place in a plan (1×)",
        "sigs.yaml:22: `sigs[].subprojects[].owners` has no place in a plan (2×)",
        "sigs.yaml:6: `sigs[].charter_link` has no place in a plan (1×)",
        "sigs.yaml:23: `gb_rep` has no place in a plan (1×)",
    ]
    plan_of(text)


def test_a_calendar_as_a_table_is_taken_over_and_what_is_unclear_is_told() -> None:
    made, text = read({"events.csv": CALENDAR})
    assert made.objects["calendar"] == {
        "spring-fair": {
            "id": "spring-fair", "title": "Spring fair", "start": "2027-03-02T19:30", "duration": "PT90M",
            "venue": "Town hall; garden", "owner": "programme-lead",
        },
        "two-days": {"id": "two-days", "title": "Two days"},
        "sum-1": {"id": "sum-1", "title": "=SUM(1)", "start": "2027-03-25", "owner": "programme-lead"},
        "no-clock": {"id": "no-clock", "title": "No clock", "start": "2027-04-01"},
    }  # fmt: skip
    assert left(made) == [
        "events.csv:2: column 'Colour' has no place in a plan (2 cells)",
        "events.csv:4: '5/3/2027' cannot be read as `start`",
        "events.csv:6: a row without a title: 'blue'",
        "events.csv:7: 'late' is not one time of day",
    ]
    found = plan_of(text)
    assert [(r.id, r.name) for r in found.structure.roles] == [("programme-lead", "Programme lead")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_risk_register_in_chinese_is_taken_over_in_any_usual_encoding(encoding: str) -> None:
    made, text = read({"risks.csv": RISKS.encode(encoding)}, Facts("zh", date(2027, 1, 1), date(2027, 12, 31)))
    found = plan_of(text)
    rain, power = found.risks.register
    assert (rain.title, rain.category, rain.inherent, rain.response) == ("下雨", "weather", 12, "reduce")
    assert ([a.action for a in rain.actions], rain.next_review) == (["搭棚", "改期"], None)
    assert rain.reviewed == date(2027, 2, 1)
    assert (found.name(rain.owner), power.likelihood, power.impact) == ("总干事", None, 3)
    assert [f"{one.place}: {one.words.zh}" for one in made.left] == [
        "risks.csv:3: “高” 无法读作 `likelihood`",
        "risks.csv:3: 风险值 “9” 不是可能性与影响程度之积",
    ]


def dates(plan: Plan) -> Counter[tuple[date, time | None, str]]:
    return Counter((o.day, o.clock, " ".join(str(o.entry.title).split())) for o in recurrence.occurrences(plan))


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("kind", ["ics", "xlsx", "csv"])
def test_what_we_write_ourselves_comes_back_with_every_date(kind: str, name: str) -> None:
    folder = ROOT / "plans" / name
    loaded = load.plan("plan.yaml", (folder / "plan.yaml").read_bytes(), folder)
    assert loaded.plan is not None
    checked = lint.plan(loaded, RULES, date(2026, 11, 23))
    speak: Language = "zh" if loaded.plan.plan.language.startswith("zh") else "en"
    files = worksheets.written(loaded.plan, checked, speak, (kind,)) if kind != "ics" else {
        "a.ics": subscription.calendar(loaded.plan, speak)
    }  # fmt: skip
    wanted = {n: text for n, text in files.items() if kind != "csv" or "calendar" in n or "risks" in n}
    head = loaded.plan.plan
    assert head.period.start
    assert head.period.end
    facts = Facts(
        speak, head.period.start, head.period.end, title="Again", timezone=head.timezone, currency=head.currency
    )
    _, text = read(wanted, facts)
    again = plan_of(text)
    assert dates(again) == dates(loaded.plan)
    if kind != "ics":
        scores = [(r.title, r.inherent, r.residual.score if r.residual else None) for r in loaded.plan.risks.register]
        assert [(r.title, r.inherent, r.residual.score if r.residual else None) for r in again.risks.register] == scores


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("plan.pdf", "x", "'plan.pdf' is of no kind that can be taken over"),
        ("sigs.yaml", "a: 1", "'sigs.yaml' holds no groups"),
        ("sigs.yaml", "a: [", "sigs.yaml:1: a value is missing or cannot start like this"),
        ("t.csv", "a,b\n1,2\n", "'t.csv' is neither a calendar nor a risk register"),
        ("t.csv", "", "'t.csv' is neither a calendar nor a risk register"),
        ("t.xlsx", "x", "'t.xlsx' cannot be read as a workbook: File is not a zip file"),
        (
            "t.ics",
            "x",
            "'t.ics' cannot be read as a calendar: Content line could not be parsed into parts: 'x': ",
        ),
        ("t.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "'t.ics' holds no events"),
    ],
)
def test_a_file_that_cannot_be_taken_over_ends_in_a_sentence(file: str, content: str, message: str) -> None:
    with pytest.raises(Refusal) as caught:
        read({file: content})
    assert caught.value.words.en.startswith(message)


@pytest.mark.parametrize(("library", "file", "extra"), [("openpyxl", "a.xlsx", "xlsx"), ("icalendar", "a.ics", "ics")])
def test_without_a_package_one_sentence_says_how_to_get_it(
    library: str, file: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(Refusal) as caught:
        read({file: "x"})
    assert caught.value.hint is not None
    assert caught.value.hint.en == f"install it: pip install 'commplan[{extra}]'"


ICS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20270301
DTEND;VALUE=DATE:20270304
SUMMARY:Camp
ORGANIZER:mailto:a@example.org
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT10M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;TZID=Europe/Berlin:20270302T193000
DTEND;TZID=Europe/Berlin:20270302T210000
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;TZID=Europe/Berlin:20270309T193000
SUMMARY:Meetup
LOCATION:Town hall
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:2
RECURRENCE-ID;TZID=Europe/Berlin:20270316T193000
DTSTART;TZID=Europe/Berlin:20270317T193000
SUMMARY:Meetup
END:VEVENT
BEGIN:VTODO
UID:3
SUMMARY:Sweep
END:VTODO
END:VCALENDAR
"""


def test_events_are_taken_over_and_what_a_plan_cannot_hold_is_told() -> None:
    made, text = read({"club.ics": ICS})
    assert made.objects["calendar"] == {
        "camp": {"id": "camp", "title": "Camp", "kind": "event", "start": "2027-03-01", "duration": "P3D"},
        "meetup": {
            "id": "meetup", "title": "Meetup", "kind": "event", "start": "2027-03-02T19:30", "timezone": "Europe/Berlin",
            "duration": "PT90M", "rrule": "FREQ=WEEKLY;COUNT=3", "except_dates": ["2027-03-09"], "venue": "Town hall",
            "status": "cancelled",
        },
    }  # fmt: skip
    assert left(made) == [
        "club.ics:4: ORGANIZER has no place in a plan",
        "club.ics:4: VALARM has no place in a plan",
        "club.ics:25: one changed date of a recurrence: 'Meetup'",
        "club.ics: 1 components VTODO are no events",
    ]
    plan_of(text)


def test_what_the_format_does_not_take_after_all_is_left_out_and_told() -> None:
    made = Draft("en")
    entry = made.add("calendar", "Fair")
    made.objects["calendar"][entry]["owner"] = "Not An Id"
    plan_of(whole.plan(made, ["x.csv"], FACTS, render.scalar))
    assert [one.place for one in made.left] == ["calendar fair"]


def test_ids_are_made_of_names_and_nobody_else_has_them() -> None:
    made = Draft("zh", taken={"ours"})
    names = ["Ours", "Ours", "Spring fair 2027!", "Frühjahrsmesse", "春季集市", "2027", "x" * 60, "a" + " long" * 20]
    assert [made.add("calendar", name) for name in names] == [
        "ours-entry", "ours-entry-2", "spring-fair-2027", "fruhjahrsmesse", "entry-1", "entry-2", "x" * 40,
        "a-long-long-long-long-long-long-long",
    ]  # fmt: skip


def test_a_unit_in_brackets_is_no_part_of_a_columns_name() -> None:
    heading = ["标题（活动名称）", "日期", "Cost (EUR)", "Hours [h]", "Probability (1-5)"]
    assert columns.fields(heading, columns.CALENDAR) == {0: "title", 1: "day", 2: "cost", 3: "effort_hours"}
    assert columns.fields(heading, columns.RISKS) == {4: "likelihood"}


def test_the_names_of_columns_mean_one_thing_each() -> None:
    for names in (columns.CALENDAR, columns.RISKS):
        listed = [name for many in names.values() for name in many.split("|")]
        assert [name for name, count in Counter(listed).items() if count > 1] == []


WILD = st.text(max_size=30) | st.text(alphabet="-:#{}[]&*!|>'\"%@`\n\t,;0159abc中 ", max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WILD, WILD, WILD, WILD), max_size=6))
def test_whatever_the_cells_say_the_plan_parses(rows: list[tuple[str, str, str, str]]) -> None:
    import csv
    import io

    for heading in (("Title", "Date", "Owner", "Cost"), ("Risk", "Likelihood", "Owner", "Actions")):
        out = io.StringIO()
        csv.writer(out).writerows([heading, *rows])
        made, text = read({"t.csv": out.getvalue()})
        found = load.plan("plan.yaml", text.encode())
        assert found.document.faults == []
        ids = [id_ for objects in made.objects.values() for id_ in objects]
        assert len(ids) == len(set(ids))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["a.csv", "a.tsv", "a.xlsx", "a.ics", "a.yaml"]),
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.text(alphabet="BEGIN:VCALENDR\nEVTSUMY;=20270101TZ", max_size=200).map(str.encode)
    | st.lists(st.sampled_from(ICS.splitlines()), max_size=30).map(lambda lines: "\n".join(lines).encode())
    | st.lists(st.sampled_from(SIGS.splitlines()), max_size=20).map(lambda lines: "\n".join(lines).encode()),
)
def test_whatever_a_file_holds_it_becomes_a_plan_or_a_sentence(name: str, raw: bytes) -> None:
    try:
        _, text = read({name: raw})
    except Refusal:
        return
    assert load.plan("plan.yaml", text.encode()).document.faults == []


def test_the_command_writes_a_plan_and_says_what_is_to_be_seen_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("events.csv").write_text(CALENDAR, "utf-8")
    Path("risks.csv").write_text(RISKS, "utf-8")
    command = [
        "init",
        "club",
        "--from",
        "events.csv",
        "--from",
        "risks.csv",
        "--title",
        "Club",
        "--lang",
        "en",
        "--yes",
    ]
    with pytest.raises(SystemExit) as ended:
        cli.run(command)
    assert not ended.value.code
    plan = Path("club") / "plan.yaml"
    told = capsys.readouterr().err
    assert told == (
        f"wrote {plan}\nwrote {Path('club') / 'plan.schema.json'}\nNext:\n"
        f"  commplan check {plan}  # what is still to be filled in\n"
        f"  commplan render {plan}  # the plan as a document\n"
        "taken over: 2 roles, 4 calendar entries, 2 risks\nto be seen to, 6:\n"
        "  events.csv:2: column 'Colour' has no place in a plan (2 cells)\n"
        "  events.csv:4: '5/3/2027' cannot be read as `start`\n"
        "  events.csv:6: a row without a title: 'blue'\n"
        "  events.csv:7: 'late' is not one time of day\n"
        "  risks.csv:3: '高' cannot be read as `likelihood`\n"
        "  risks.csv:3: score '9' is not likelihood times impact\n"
    )
    found = plan_of(plan.read_text("utf-8"))
    assert (found.plan.period.start, found.plan.period.end) == (date(2027, 3, 1), date(2028, 2, 29))


def test_nothing_is_written_when_a_file_cannot_be_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        cli.run(["init", "club", "--from", "nope.csv", "--lang", "en", "--yes"])
    assert ended.value.code == 2
    assert capsys.readouterr().err == "commplan: cannot read 'nope.csv': No such file or directory\n"
    assert not Path("club").exists()
