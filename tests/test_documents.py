"""The plan document of every example plan, in both languages: complete, the same each time, translated."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from jinja2.ext import babel_extract

import commplan.rules
from commplan import lint, load, portrait, render
from commplan.discover import discover
from commplan.locale import catalogue
from commplan.plan import Plan
from commplan.report import Checked
from commplan.rule import Rule
from commplan.words import LANGUAGES, Language

ROOT = Path(__file__).parents[1]
PLANS = sorted(p.parent.name for p in (ROOT / "plans").glob("*/plan.yaml"))
RULES = discover(commplan.rules, Rule)
TODAY = date(2026, 11, 23)


@cache
def loaded(name: str) -> tuple[Plan, Checked]:
    folder = ROOT / "plans" / name
    read = load.plan("plan.yaml", (folder / "plan.yaml").read_bytes(), folder)
    assert read.plan is not None
    return read.plan, lint.plan(read, RULES, TODAY)


@cache
def made(name: str, language: Language) -> dict[str, str]:
    plan, checked = loaded(name)
    return portrait.written(portrait.plan("plan", plan, checked, language), ("html", "md"), "plan")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLANS)
class TestPlanDocument:
    def test_it_is_the_same_each_time(self, name: str, language: Language) -> None:
        assert made(name, language) == made.__wrapped__(name, language)

    def test_it_shows_every_object_by_its_name(self, name: str, language: Language) -> None:
        plan, _ = loaded(name)
        text = re.sub(r"\\(.)", r"\1", made(name, language)["plan.md"])
        shown = [*plan.goals.audiences, *plan.goals.objectives, *plan.structure.roles, *plan.structure.decisions]
        shown += [*plan.rules.ladder, *plan.rules.service_levels, *plan.content.channels, *plan.content.calendar]
        shown += [*plan.resources.funding, *plan.resources.tools, *plan.risks.register, *plan.evaluation.sources]
        names = [" ".join(plan.name(str(vars(node)["id"])).split()) for node in shown]
        assert [name for name in names if name not in text] == []

    def test_it_links_to_every_drawing_it_brings(self, name: str, language: Language) -> None:
        files = made(name, language)
        linked = set(re.findall(r"\]\((plan/[^)]+\.svg)\)", files["plan.md"]))
        assert linked == {f for f in files if f.endswith(".svg")}

    def test_the_page_needs_nothing_else(self, name: str, language: Language) -> None:
        page = made(name, language)["plan.html"]
        assert re.findall(r"<script|<link|<img|<iframe|src=|@import|url\((?!#)", page) == []


def test_every_word_of_the_templates_is_translated() -> None:
    folder = render.template_folder()
    words = catalogue(folder, "zh").gettext
    sources = [*folder.glob("*.md.j2")]
    said = set()
    for source in sources:
        with source.open("rb") as stream:
            options = {"trim_blocks": "true", "lstrip_blocks": "true"}
            found = (m[2] for m in babel_extract(stream, ("_",), [], options))
            said |= {word for m in found for word in (m if isinstance(m, tuple) else (m,))}
    writing = (ROOT / "src" / "commplan" / "writing.py").read_text("utf-8")
    said |= set(re.findall(r"""(?:gettext|word)\(["']([^"']+)["']""", writing))
    said |= {"quorum {n}", "agreement {n}", "open for {n}", "bots", "the team"}
    assert sorted(m for m in said if isinstance(m, str) and words(m) == m) == []


def test_a_template_of_the_users_own_makes_a_new_document(tmp_path: Path) -> None:
    (tmp_path / "poster.md.j2").write_text("# {{ plan.plan.title }}\n\n{{ plan.goals.purpose }}\n", "utf-8")
    plan, checked = loaded("houston-dataviz")
    document = portrait.plan("poster", plan, checked, "en", tmp_path)
    assert plan.goals.purpose is not None
    assert document.text == f"# {plan.plan.title}\n\n{plan.goals.purpose}\n"
    assert "poster" in render.names(tmp_path)


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
    plan, checked = loaded("houston-dataviz")
    with pytest.raises(render.BadTemplate) as caught:
        portrait.plan("own", plan, checked, "en", tmp_path)
    assert caught.value.words.en == message


def test_the_documents_of_a_plan_are_those_it_can_fill() -> None:
    assert render.names() == ["plan"]


def test_a_unit_stands_apart_from_its_number() -> None:
    rows = [line for line in made("houston-dataviz", "en")["plan.md"].splitlines() if "write within four weeks" in line]
    assert "| 4\u00a0people in 28 days | 12\u00a0people in 28 days |" in rows[0]
