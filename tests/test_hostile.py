"""Hostile text in every text of a plan, in file names and in an export comes out as itself and does nothing."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date
from functools import cache
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

import commplan.rules
from commplan import load
from commplan.activity.store import Store
from commplan.checking import lint
from commplan.discover import discover
from commplan.escape import visible
from commplan.evaluating import account, appraise
from commplan.finding import Path as PlanPath
from commplan.formats.json import JSON
from commplan.formats.text import TEXT
from commplan.localday import Window
from commplan.rendering import documents, portrait
from commplan.report import Checked, Report
from commplan.rule import Rule
from commplan.words import LANGUAGES, Language
from lived import PLAN, imported
from made_plan import full, text_fields

RULES = discover(commplan.rules, Rule)
TODAY = date(2027, 1, 15)

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "handler": "\"><img src=x onerror=alert(1)>",
    "style": "</style></title></svg><style>*{display:none}</style>",
    "comment": "<!-- x --><![CDATA[ y ]]><?z?>",
    "entity": "&lt;b&gt; &#60;script&#62; &amp;",
    "template": "{{7*7}} {% raise %} {# x #} {{ plan.__class__ }}",
    "python": "{x.__class__} %(y)s ${z}",
    "escape": "\x1b[31mred\x1b[0m \x1b]8;;http://x\x07y\x9b2J",
    "formula": "=cmd|'/c calc'!A1",
    "direction": "safe\u202egnp.exe \u2066x\u2069 \u200f",
    "link": "[x](javascript:alert(1)) [y](http://e.org) <http://e.org> http://e.org www.e.org a@e.org",
    "image": "![x](http://e.org/x.png) ![y][z]",
    "reference": "[z]: http://e.org",
    "heading": "# Heading\n## Another\n\nText\n===\n---",
    "list": "- item\n* item\n1. item\n> quote\n    code",
    "fence": "```{figure} x\n```\n~~~\n`code` ``",
    "table": "a | b\n|---|---|\n| c | d |",
    "marks": "**bold** _it_ ~~gone~~ __b__ \\* \\n $x$ ==m==",
    "figure": "{figure} budget",
    "note": "> [!WARNING]\n> Gone",
    "newline": "x\nerror[P999] forged\n  --> plan.yaml:1:1",
    "nul": "a\x00b\x08c\x7f\ufffe",
}  # fmt: skip


def plan_of(text: str) -> load.Loaded:
    raw = json.dumps(full(lambda: text), ensure_ascii=True).encode()
    loaded = load.plan("plan.yaml", raw)
    assert loaded.plan is not None, [f.problem.message.en for f in loaded.document.faults]
    return loaded


CASES: list[tuple[str, Language]] = [(name, "en") for name in HOSTILE]
CASES += [(name, "zh") for name in ("script", "link", "table", "newline")]
LONG = "Harmless " * 12


@cache
def files(text: str, language: Language) -> dict[str, str]:
    """All documents of a plan with this text everywhere, one after the other: `x.html`, `x.md` and the drawings."""
    loaded = plan_of(text)
    checked = lint.plan(loaded, RULES, TODAY)
    assert loaded.plan is not None
    found: dict[str, str] = {"x.html": "", "x.md": ""}
    for document in documents.documents():
        for made in portrait.portraits(document, loaded.plan, checked, language):
            written = portrait.written(made.document, ("html", "md"), document.name)
            found["x.html"] += written.pop(f"{document.name}.html")
            found["x.md"] += written.pop(f"{document.name}.md") + "\n"
            found |= written
    return found


class Page(HTMLParser):
    """What a page is made of: its elements, their attributes, where links lead, and what it says."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.targets: set[str] = set()
        self.others: list[str] = []
        self.said = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.targets |= {
            value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href", "data")
        }
        if any(name == "style" and "url" in (value or "") for name, value in attrs):
            self.others.append("url in style")

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_comment(self, data: str) -> None:
        self.others.append(f"comment {data}")

    def handle_pi(self, data: str) -> None:
        self.others.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.others.append(f"declaration {data}")


@cache
def harmless_page(language: Language) -> Page:
    """What pages are made of when nothing in the plan means harm, be the texts short or long."""
    short, long = Page(files("Harmless", language)["x.html"]), Page(files(LONG, language)["x.html"])
    short.elements |= long.elements
    short.attributes |= long.attributes
    return short


@pytest.mark.parametrize(("name", "language"), CASES)
def test_documents_hold_it_as_text(name: str, language: Language) -> None:
    page_holds(name, language)
    markdown_holds(name, language)
    drawings_hold(name, language)


def page_holds(name: str, language: Language) -> None:
    shown = visible(HOSTILE[name])
    harmless, page = harmless_page(language), Page(files(HOSTILE[name], language)["x.html"])
    assert page.elements <= harmless.elements - {"script"} | {
        "i",
        "wbr",
    }  # a piece in another language, within a long word
    assert {pair for pair in page.attributes if pair[1] != "lang"} <= harmless.attributes
    assert page.targets <= harmless.targets | {t for t in page.targets if t.startswith("#")}
    assert page.others == harmless.others
    assert " ".join(page.said.split()).count(shown) >= 50
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page.said)


def shape(markdown: str) -> Counter[str]:
    """How often each kind of block and each kind of markup comes in a Markdown text."""
    found: Counter[str] = Counter()
    parser = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
    for token in parser.parse(markdown):
        found[token.type] += 1
        for inner in token.children or ():
            if inner.type not in ("text", "softbreak", "hardbreak"):
                found[f"{inner.type} {inner.attrGet('href') or inner.attrGet('src') or ''}"] += 1
    return found


@cache
def harmless_shape(language: Language) -> Counter[str]:
    return shape(files("Harmless", language)["x.md"])


def plain(markdown: str) -> str:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return " ".join(
        "".join(inner.content for inner in token.children or () if inner.type in ("text", "code_inline"))
        for token in parser.parse(markdown)
        if token.type == "inline"
    )


def markdown_holds(name: str, language: Language) -> None:
    markdown = files(HOSTILE[name], language)["x.md"]
    harmless, found = harmless_shape(language), shape(markdown)
    kinds = {k for k in found if not k.startswith("text_special")}
    assert kinds - set(harmless) == set()
    assert {
        k: n for k, n in found.items() if k.split("_")[0] in ("heading", "table", "tr", "html", "fence", "code")
    } == {k: n for k, n in harmless.items() if k.split("_")[0] in ("heading", "table", "tr", "html", "fence", "code")}
    assert {k: n for k, n in found.items() if k.startswith(("link", "image"))} == {
        k: n for k, n in harmless.items() if k.startswith(("link", "image"))
    }
    assert plain(markdown).count(visible(HOSTILE[name])) >= 50
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", markdown)


def drawings_hold(name: str, language: Language) -> None:
    drawn = {k: v for k, v in files(HOSTILE[name], language).items() if k.endswith(".svg")}
    harmless = {k: v for k, v in files(LONG, language).items() if k.endswith(".svg")}
    assert set(drawn) == set(harmless) != set()
    known = {e.tag for text in harmless.values() for e in ET.fromstring(text).iter()}  # noqa: S314 - our own drawings
    for text in drawn.values():
        tree = ET.fromstring(text)  # noqa: S314
        assert {e.tag for e in tree.iter()} <= known
        assert not any(a.startswith("on") or a.endswith("href") for e in tree.iter() for a in e.attrib)


FINDINGS = """
commplan: 1
plan:
  id: p
  title: {t}
  owner: nobody
  period: {{start: 2027-01-01, end: 2027-12-31}}
  timezone: {t}
  holidays: {t}
  version: {t}
goals:
  objectives:
    - {{id: a, statement: {t}, metric: mau, unit: {t}}}
    - {{id: a, statement: {t}}}
content:
  channels:
    - {{id: c, name: {t}, platform: {t}}}
structure:
  roles:
    - {{id: r, name: {t}, critical: true}}
evaluation:
  sources:
    - {{id: s, tool: {t}}}
{t}: 1
"""

CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def told(text: str, file: str, *, broken: bool) -> Checked:
    written = json.dumps(text)
    plan = FINDINGS.format(t=written) if broken else FINDINGS.format(t=written).rsplit("\n", 2)[0] + "\n"
    return lint.plan(load.plan(file, plan.encode()), RULES, TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("broken", [True, False])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_terminal_is_shown_it_as_text(name: str, language: Language, broken: bool) -> None:
    checked = told(HOSTILE[name], f"{HOSTILE[name]}.yaml", broken=broken)
    assert len(checked.findings) >= 1
    for colour in (False, True):
        text = TEXT.write(Report((checked,), RULES, "0", language, colour))
        bare = re.sub("\x1b\\[[0-9;]*m", "", text) if colour else text
        assert not CONTROLS.search(bare)
        words = "error|warning|info|unknown|错误|警告|提示|未知"
        assert len(re.findall(rf"^(?:{words})\[", bare, re.MULTILINE)) == len(checked.findings) + len(checked.undecided)


@pytest.mark.parametrize("broken", [True, False])
@pytest.mark.parametrize("name", HOSTILE)
def test_json_holds_it_as_text(name: str, broken: bool) -> None:
    file = f"{HOSTILE[name]}.yaml"
    text = JSON.write(Report((told(HOSTILE[name], file, broken=broken),), RULES, "0", "en"))
    assert not CONTROLS.search(text)
    assert json.loads(text)["plans"][0]["file"] == file


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return imported(tmp_path_factory.mktemp("lived"))


TITLES = ("Tea corner", "Five people write in four weeks.", "Weekly post", "Hall")


def report(store: Store, text: str | None) -> dict[str, str]:
    raw = PLAN
    for title in TITLES if text is not None else ():
        raw = raw.replace(f": {title}", f": {json.dumps(text)}")
    loaded = load.plan("plan.yaml", raw.encode())
    assert loaded.plan is not None
    found = appraise.plan(loaded.plan, store, Window(date(2026, 3, 1), date(2026, 4, 1)), date(2026, 5, 1))
    return portrait.written(account.report(loaded.plan, found, "en"), ("html", "md"), "x")


@pytest.mark.parametrize("name", ["script", "template", "link", "newline", "nul"])
def test_a_report_of_an_evaluation_holds_it_as_text(name: str, lived: Store) -> None:
    made, harmless = report(lived, HOSTILE[name]), report(lived, LONG)
    page, known = Page(made["x.html"]), Page(harmless["x.html"])
    assert page.elements <= known.elements | {"wbr"}  # ours, within a long word
    assert page.attributes <= known.attributes
    assert {t for t in page.targets if not t.startswith("#")} <= known.targets
    assert page.others == known.others
    assert visible(HOSTILE[name]) in " ".join(page.said.split())
    found = shape(made["x.md"])
    assert {k: n for k, n in found.items() if not k.startswith("text_special")} == shape(harmless["x.md"])


def test_hostile_text_stands_in_every_text_of_the_format() -> None:
    """The plan of these tests leaves no text out: every field of the format that holds text holds it."""
    marks = iter(range(10**6))
    data = full(lambda: f"mark-{next(marks)}")

    def leaves(value: object, path: PlanPath = ()) -> set[str]:
        if isinstance(value, dict):
            return set().union(*(leaves(v, (*path, k)) for k, v in value.items()))
        if isinstance(value, list):
            return set().union(*(leaves(v, path) for v in value))
        return {".".join(map(str, path))} if str(value).startswith("mark-") else set()

    assert leaves(data) == set(text_fields())
