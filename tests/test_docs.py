"""Tables in the README are made from the pieces, and the README's commands are real."""

from __future__ import annotations

import re
from pathlib import Path

import commplan.formats
import commplan.profiles
import commplan.rules
import commplan.sources
import metric_docs
from commplan.catalogue import described, measurable_ids
from commplan.cli import COMMANDS
from commplan.discover import discover
from commplan.profile import Profile
from commplan.rule import Rule
from commplan.source import Source
from profile_docs import page
from rule_docs import pages

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


def rules() -> str:
    found = sorted(discover(commplan.rules, Rule).values(), key=lambda r: r.code)
    rows = [
        f"| `{r.code}` | [`{r.name}`](docs/rules/{r.name}.md) | {r.severity.value} | {r.page.title.en} |"
        for r in found
        if r.part != "file"
    ]
    return "\n".join(["| code | name | severity, at most | what it finds |", "|---|---|---|---|", *rows])


def metrics() -> str:
    found = [m for m in map(described, measurable_ids()) if m is not None]
    rows = [f"| `{m.id}` | {m.name.en} | {m.name.zh} | {m.unit} |" for m in found]
    return "\n".join(["| id | English | 中文 | unit |", "|---|---|---|---|", *rows])


def sources() -> str:
    found = discover(commplan.sources, Source).values()
    rows = [f"| `{s.name}` | {s.title.en} | {s.evidence} |" for s in found]
    return "\n".join(["| name | what it reads | |", "|---|---|---|", *rows])


TABLES = {"rules": rules, "metrics": metrics, "sources": sources}


def with_tables(text: str) -> str:
    for name, table in TABLES.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        assert pattern.search(text), f"README has no markers for {name}"
        text = pattern.sub(lambda m, t=table: f"{m[1]}{t()}\n{m[2]}", text)  # type: ignore[misc]
    return text


def test_the_tables_of_the_readme_are_current(accept: bool) -> None:
    text = README.read_text("utf-8")
    if accept:
        README.write_text(with_tables(text), "utf-8")
        return
    assert text == with_tables(text)


def test_the_readme_shows_every_command() -> None:
    text = README.read_text("utf-8")
    assert [c for c in COMMANDS if f"commplan {c}" not in text] == []


def test_files_that_the_documents_link_to_exist() -> None:
    for document in (README, ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text("utf-8")):
            assert (ROOT / target).exists(), f"{document.name} links to {target}"


def test_the_pages_of_the_rules_are_current(accept: bool) -> None:
    folder = ROOT / "docs" / "rules"
    wanted = pages(list(discover(commplan.rules, Rule).values()))
    if accept:
        folder.mkdir(exist_ok=True)
        for stale in {p.name for p in folder.glob("*.md")} - set(wanted):
            (folder / stale).unlink()
        for name, text in wanted.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    written = {p.name: p.read_text("utf-8") for p in folder.glob("*.md")}
    differing = sorted(name for name in {*wanted, *written} if wanted.get(name) != written.get(name))
    assert differing == [], "run `pytest tests/test_docs.py --accept`"


def test_the_page_of_the_metrics_is_current(accept: bool) -> None:
    document = ROOT / "docs" / "metrics.md"
    made = metric_docs.page(m for m in map(described, measurable_ids()) if m is not None)
    if accept:
        document.write_text(made, "utf-8")
    assert document.read_text("utf-8") == made


def test_the_page_of_the_profiles_is_current(accept: bool) -> None:
    document, made = ROOT / "docs" / "profiles.md", page(discover(commplan.profiles, Profile).values())
    if accept:
        document.write_text(made, "utf-8")
    assert document.read_text("utf-8") == made
