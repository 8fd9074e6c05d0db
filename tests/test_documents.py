"""Every document of every example plan, in both languages: complete, the same each time, translated, honest about gaps."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from jinja2.ext import babel_extract

import commplan.rules
from commplan import load
from commplan.checking import lint
from commplan.discover import discover
from commplan.locale import catalogue
from commplan.plan import Plan
from commplan.rendering import documents, portrait, render
from commplan.report import Checked
from commplan.rule import Rule
from commplan.words import LANGUAGES, Language, Refusal
from conftest import Golden

ROOT = Path(__file__).parents[1]
PLANS = sorted(p.parent.name for p in (ROOT / "plans").glob("*/plan.yaml"))
SMALL = ROOT / "tests" / "plans"
RULES = discover(commplan.rules, Rule)
TODAY = date(2026, 11, 23)
NAMES = documents.names()


@cache
def loaded(name: str, language: Language | None = None) -> tuple[Plan, Checked]:
    folder = ROOT / "plans" / name
    read = load.plan("plan.yaml", (folder / "plan.yaml").read_bytes(), folder, language)
    assert read.plan is not None
    return read.plan, lint.plan(read, RULES, TODAY)


@cache
def made(name: str, language: Language, document: str = "plan") -> dict[str, str]:
    """The files of a document of an example plan, by name without the plan's id."""
    plan, checked = loaded(name, language)
    files: dict[str, str] = {}
    for one in documents.chosen([document]):
        for each in portrait.portraits(one, plan, checked, language):
            stem = each.stem.removeprefix(f"{plan.plan.id}-").removesuffix(f"-{language}")
            files |= portrait.written(each.document, ("html", "md"), stem)
    return files


EVERY = [(name, language, document) for name in PLANS for language in LANGUAGES for document in NAMES]
"""Every document of every example plan in every language."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("document", ["plan", "calendar"])
def test_the_largest_pages_are_small(name: str, language: Language, document: str) -> None:
    assert len(made(name, language, document)[f"{document}.html"].encode()) < 150 * 1024


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("document", NAMES)
def test_it_is_the_same_each_time(name: str, document: str) -> None:
    language = LANGUAGES[(PLANS.index(name) + NAMES.index(document)) % len(LANGUAGES)]
    assert made(name, language, document) == made.__wrapped__(name, language, document)


@pytest.mark.parametrize(("name", "language", "document"), EVERY)
class TestDocument:
    def test_it_links_to_every_drawing_it_brings_and_asks_for_none_that_there_is_not(
        self, name: str, language: Language, document: str
    ) -> None:
        files = made(name, language, document)
        texts = {file: text for file, text in files.items() if file.endswith(".md")}
        linked = {link for text in texts.values() for link in re.findall(r"\]\(([^)]+\.svg)\)", text)}
        assert linked == {f for f in files if f.endswith(".svg")}
        assert [file for file, text in texts.items() if "[!CAUTION]" in text] == []

    def test_the_page_needs_nothing_else(self, name: str, language: Language, document: str) -> None:
        outside = re.compile(r"<script|<link|<img|<iframe|src=|@import|url\((?!#)")
        pages = {file: text for file, text in made(name, language, document).items() if file.endswith(".html")}
        assert pages
        assert [file for file, text in pages.items() if outside.search(text)] == []

    def test_no_heading_stands_over_nothing(self, name: str, language: Language, document: str) -> None:
        bare = re.compile(r"^(#+) [^\n]*\n+(?=\1 |(?!\1#)#|\Z)", re.MULTILINE)
        texts = {file: text for file, text in made(name, language, document).items() if file.endswith(".md")}
        found = {file: [m[0].strip() for m in bare.finditer(text)] for file, text in texts.items()}
        assert {file: headings for file, headings in found.items() if headings} == {}

    def test_what_is_open_is_told_in_it(self, name: str, language: Language, document: str) -> None:
        _, checked = loaded(name, language)
        codes = {finding.code for finding in checked.findings} | {u.code for u in checked.undecided}
        for file, text in made(name, language, document).items():
            if file.endswith(".md"):
                assert {code for code in codes if code not in text} == set(), file


GOLDENS: tuple[tuple[str, Language, str], ...] = (
    ("choir", "en", "documents-choir-en.md"),
    ("choir", "zh", "documents-choir-zh.md"),
    ("nothing", "en", "documents-nothing-en.md"),
    ("nothing", "zh", "documents-nothing-zh.md"),
)


@pytest.mark.parametrize(("plan", "language", "file"), GOLDENS)
def test_a_small_plan_gives_these_documents(plan: str, language: Language, file: str, golden: Golden) -> None:
    read = load.plan(f"{plan}.yaml", (SMALL / f"{plan}.yaml").read_bytes(), None, language)
    assert read.plan is not None
    unchecked = lint.plan(read, {}, TODAY)
    parts = []
    for one in documents.documents():
        for each in portrait.portraits(one, read.plan, unchecked, language):
            parts += [f"<!-- {each.kept or each.stem} -->", render.as_markdown(each.document)[0]]
    golden(file, "\n".join(parts))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLANS)
class TestPlanDocument:
    def test_it_shows_every_object_by_its_name(self, name: str, language: Language) -> None:
        plan, _ = loaded(name, language)
        text = re.sub(r"\\(.)", r"\1", made(name, language)["plan.md"])
        shown = [*plan.goals.audiences, *plan.goals.objectives, *plan.structure.roles, *plan.structure.decisions]
        shown += [*plan.rules.ladder, *plan.rules.service_levels, *plan.content.channels, *plan.content.calendar]
        shown += [*plan.resources.funding, *plan.resources.tools, *plan.risks.register, *plan.evaluation.sources]
        names = [" ".join(plan.name(str(vars(node)["id"])).split()) for node in shown]
        assert [name for name in names if name not in text] == []


def test_every_word_of_the_templates_is_translated() -> None:
    folder = render.template_folder()
    words = catalogue(folder, "zh").gettext
    sources = [*folder.rglob("*.md.j2")]
    said = set()
    for source in sources:
        with source.open("rb") as stream:
            options = {"trim_blocks": "true", "lstrip_blocks": "true"}
            found = (m[2] for m in babel_extract(stream, ("_",), [], options))
            said |= {word for m in found for word in (m if isinstance(m, tuple) else (m,))}
    for module in ("rendering/writing", "rendering/telling"):
        code = (ROOT / "src" / "commplan" / f"{module}.py").read_text("utf-8")
        said |= set(re.findall(r"""(?:gettext|word)\(["']([^"']+)["']""", code))
    said |= {"quorum {n}", "agreement {n}", "open for {n}", "bots", "the team"}
    said |= {"does the work", "answers for it", "is asked before", "is told after"}
    said |= {"read only by those who handle it", "no name needed", "works offline"}
    assert sorted(m for m in said if isinstance(m, str) and words(m) == m) == []
    listed = set(re.findall(r'^msgid "(.+)"$', (folder / "locale" / "zh.po").read_text("utf-8"), re.MULTILINE))
    assert sorted(listed - {m.replace('"', '\\"') for m in said if isinstance(m, str)}) == []


def own(name: str, folder: Path) -> portrait.Portrait:
    """The one document of this name that a user's folder of templates makes of an example plan."""
    plan, checked = loaded("houston-dataviz")
    (found,) = (d for d in documents.documents(folder) if d.name == name)
    (made_,) = portrait.portraits(found, plan, checked, "en", folder)
    return made_


def test_a_template_of_the_users_own_makes_a_new_document(tmp_path: Path) -> None:
    (tmp_path / "poster.md.j2").write_text("# {{ plan.plan.title }}\n\n{{ plan.goals.purpose }}\n", "utf-8")
    plan, _ = loaded("houston-dataviz")
    assert own("poster", tmp_path).document.text == f"# {plan.plan.title}\n\n{plan.goals.purpose}\n"
    assert "poster" in documents.names(tmp_path)


def test_a_template_of_the_users_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "charter.md.j2").write_text("# Our charter\n\nWords of our own.\n", "utf-8")
    made_ = own("charter", tmp_path)
    assert made_.document.text == "# Our charter\n\nWords of our own.\n"
    assert (made_.document.title.text, made_.document.title.of) == (
        "Our charter",
        loaded("houston-dataviz")[0].plan.title,
    )
    assert documents.names(tmp_path) == documents.names()


def test_one_template_can_make_a_document_for_each_thing_of_a_kind(tmp_path: Path) -> None:
    (tmp_path / "card.audience.md.j2").write_text("# {{ audience.name }}\n", "utf-8")
    plan, checked = loaded("houston-dataviz")
    (found,) = (d for d in documents.documents(tmp_path) if d.name == "card")
    made_ = portrait.portraits(found, plan, checked, "en", tmp_path)
    assert [(p.stem, p.document.text) for p in made_] == [
        (f"houston-dataviz-2016-card-{a.id}-en", f"# {a.name}\n") for a in plan.goals.audiences
    ]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ plan.nothing }}", "template own.md.j2:1: 'commplan.plan.Plan object' has no attribute 'nothing'"),
        ("ok\n{% for %}", "template own.md.j2:2: Expected an expression, got 'end of statement block'"),
        (
            "{{ plan.__class__.__mro__ }}",
            "template own.md.j2:1: access to attribute '__class__' of 'Plan' object is unsafe.",
        ),
        ("{% include 'elsewhere.md.j2' %}", "there is no template elsewhere.md.j2"),
    ],
)
def test_a_template_that_cannot_be_used_ends_in_a_sentence(template: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "own.md.j2").write_text(template, "utf-8")
    with pytest.raises(render.BadTemplate) as caught:
        own("own", tmp_path)
    assert caught.value.words.en == message


def test_a_unit_stands_apart_from_its_number() -> None:
    rows = [line for line in made("houston-dataviz", "en")["plan.md"].splitlines() if "write within four weeks" in line]
    assert "| 4\u00a0people in 28 days | 12\u00a0people in 28 days |" in rows[0]


def test_a_document_that_there_is_no_template_of_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refusal) as caught:
        documents.chosen(["plan", "poem"])
    assert caught.value.words.en == "no document is called 'poem'"
    assert caught.value.hint is not None
    assert caught.value.hint.en == f"there are: {', '.join(NAMES)}, all"


def test_the_documents_of_a_plan_are_those_that_stakeholders_ask_for() -> None:
    assert {
        "plan",
        "charter",
        "calendar",
        "raci",
        "moderation",
        "risk-register",
        "budget",
        "onboarding",
        "oss",
        "sep",
    } <= set(NAMES)
    assert not {"report", "init", "ci", "locale"} & set(NAMES)
    assert {d.name for d in documents.chosen(["all"])} == set(NAMES)


# -- a plan that has only begun --

BEGUN = """\
commplan: 1
plan: {id: begun, title: Begun, language: zh, period: {start: 2027-06-01, end: 2027-12-31}, timezone: Asia/Shanghai, owner: lead}
structure:
  people: [{id: member-a, name: 成员甲}]
  roles: [{id: lead, name: 负责人, duties: [对方案负责, 决定无人决定的事], holders: [member-a]}]
content:
  calendar: [{id: opening, title: 开场, start: 2027-06-01, owner: lead}, {id: later, title: 后来, start: 2027-06-08, owner: lead}]
risks:
  register: [{id: a, title: 甲事, owner: lead}, {id: b, title: 乙事, owner: lead}]
"""


def begun(document: str, today: date) -> str:
    read = load.plan("begun.yaml", BEGUN.encode())
    assert read.plan is not None
    checked = lint.plan(read, RULES, today)
    first, *_ = portrait.portraits(documents.chosen([document])[0], read.plan, checked, "zh", today=today)
    return portrait.written(first.document, ["md"], "x")["x.md"]


def test_before_a_plan_begins_the_week_that_is_told_is_the_one_in_which_it_does() -> None:
    first = "本周要做的事（2027年5月31日 – 2027年6月6日）"
    told = begun("onboarding", date(2027, 3, 1))
    assert first in told
    assert "开场" in told
    assert told.index("开场") < told.index("## 接下来") < told.index("后来")
    assert first in begun("onboarding", date(2027, 6, 2))
    assert "2027年6月7日 – 2027年6月13日" in begun("onboarding", date(2028, 3, 1))


def test_chinese_lists_what_may_be_clauses_without_an_and() -> None:
    assert "对方案负责、决定无人决定的事" in begun("plan", date(2027, 3, 1))


def test_risks_that_no_matrix_can_show_are_headed_right_under_their_part() -> None:
    told = begun("plan", date(2027, 3, 1))
    assert re.findall(r"^#+ .*(?:风险管理|事)$", told, re.MULTILINE)[-2:] == ["### 甲事", "### 乙事"]


def test_what_several_rules_wait_for_is_told_once_with_all_of_them() -> None:
    lines = [line for line in begun("plan", date(2027, 3, 1)).splitlines() if "likelihood" in line and "“a”" in line]
    assert lines == ["- 风险 “a” 的 `likelihood` 与 `impact`（1 到 5）（R101, R107）"]


def test_what_to_write_is_set_as_code_with_its_braces() -> None:
    assert "不花钱则写 `budget: {total: 0}`" in begun("plan", date(2027, 3, 1))
