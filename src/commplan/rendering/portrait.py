"""The documents of a plan: what a template is given, and what comes out as files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from commplan import writers
from commplan.facts import Facts
from commplan.finding import Finding
from commplan.illustrate import plan as pictures
from commplan.locale import Locale
from commplan.plan import Plan
from commplan.plan.node import Node
from commplan.plan.scalars import Untranslated
from commplan.rendering import render
from commplan.rendering.documents import Document, subjects
from commplan.report import Checked, Wait
from commplan.terms import term
from commplan.words import Language, say

_IDEOGRAPHIC = ("zh", "yue", "hak", "nan", "wuu", "ja")


@dataclass(frozen=True, slots=True)
class Portrait:
    """A document that was made, and what its files are called; `kept`: the file of which it fills a part."""

    stem: str
    document: render.Document
    kept: str | None = None


def portraits(
    document: Document,
    plan: Plan,
    checked: Checked,
    language: Language,
    own: Path | None = None,
    today: date | None = None,
) -> tuple[Portrait, ...]:
    """The document for a plan, or one for each thing that it is made for. BadTemplate as `render` has it.

    Open findings and unknowns are told in it. `today` chooses the week of documents that are of one week.
    """
    facts = Facts(plan, language, today=today)
    values = {
        "plan": plan,
        "facts": facts,
        "drawable": pictures.drawable(plan),
        "findings": [_finding(f, checked.place(f.span), language) for f in checked.findings],
        "unknowns": [_unknown(w, language) for w in checked.waits],
        "untranslated": [".".join(map(str, path)) for path in _untranslated(plan)],
    }
    title = _title(plan, checked, language)

    def made(subject: Node | None) -> render.Document:
        told = (
            values if subject is None else {**values, subject.KIND: subject, "facts": replace(facts, subject=subject)}
        )
        draw = render.document(
            document.template, language, told, lambda id_: pictures.figure(plan, id_, language), title, own
        )
        return _named(draw)

    stem = _stem(document, plan)
    found = subjects(document, plan)
    if found is None:
        return (Portrait(f"{stem}-{language}", made(None), document.kept),)
    return tuple(Portrait(f"{stem}-{vars(node)['id']}-{language}", made(node)) for node in found)


def _untranslated(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where the plan holds a text in other languages than the one that was asked for, list items counted from 1."""
    if isinstance(value, Untranslated):
        yield path
    elif isinstance(value, Node):
        for name in type(value).FIELDS:
            yield from _untranslated(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for at, one in enumerate(value, 1):
            yield from _untranslated(one, (*path, at))


def names(documents: Iterable[Document], plan: Plan, language: Language, formats: Iterable[str]) -> re.Pattern[str]:
    """What the files of documents, and the sheets as files, may be called: those of a role that is gone by now, too."""
    stems = [f"{re.escape(_stem(d, plan))}{'-.+' if d.each else ''}-{language}" for d in documents if not d.kept]
    told = [f"{stem}\\.{name}" for stem in stems for name in formats]
    drawn = [f"{stem}/[^/]+\\.svg" for stem in stems if "md" in formats]
    sheets = [f"{re.escape(plan.plan.id)}-[a-z]+-{language}\\.csv"] if "csv" in formats else []
    return re.compile("|".join([*told, *drawn, *sheets]) or "(?!)")


def _stem(document: Document, plan: Plan) -> str:
    return f"{plan.plan.id}-{document.template.replace('/', '-').partition('.')[0]}"


def written(document: render.Document, formats: Iterable[str], stem: str, own: Path | None = None) -> dict[str, str]:
    """The files of a document as text (html, md), by name."""
    files: dict[str, str] = {}
    for format_ in formats:
        if format_ == "html":
            files[f"{stem}.html"] = render.as_html(document, own)
        elif format_ == "md":
            text, drawings = render.as_markdown(document)
            for name, drawing in drawings.items():
                text = text.replace(f"]({name})", f"]({stem}/{name})")
                files[f"{stem}/{name}"] = drawing
            files[f"{stem}.md"] = text
    return files


def printed(document: render.Document, formats: Iterable[str], stem: str, own: Path | None = None) -> dict[str, bytes]:
    """The files of a document for paper and office (pdf, docx), by name. Refusals as the writers of `render` have them."""
    makers = {"pdf": lambda: render.as_pdf(document, own), "docx": lambda: render.as_docx(document)}
    return {f"{stem}.{name}": makers[name]() for name in formats if name in makers}


def _named(document: render.Document) -> render.Document:
    """A document whose text opens with a name of its own goes by that; the plan's title then says what it is of."""
    first = document.text.partition("\n")[0]
    if not first.startswith("# "):
        return document
    name = writers.plain(writers.parse_inline(first.removeprefix("# ")))
    return replace(document, title=replace(document.title, text=name, of=document.title.text))


def _finding(finding: Finding, place: str, language: Language) -> dict[str, str]:
    return {"text": finding.message.in_language(language), "code": finding.code, "place": place}


def _unknown(wait: Wait, language: Language) -> dict[str, str]:
    return {"text": wait.first.missing.in_language(language), "code": ", ".join(code for code, _ in wait.rules)}


def _title(plan: Plan, checked: Checked, language: Language) -> writers.Title:
    head, locale = plan.plan, Locale(language)
    parts = [
        say("version {v}", "版本 {v}", v=head.version).in_language(language) if head.version else "",
        term(head.status).in_language(language),
        locale.day(head.updated) if head.updated else "",
        plan.name(head.owner),
        head.sponsor or "",
    ]
    draft = ""
    if checked.findings:
        words = say(
            "The check of this plan still finds {n} points; they are listed at the end.",
            "本方案的检查仍有 {n} 处待解决，列于文末。",
            n=len(checked.findings),
        )
        draft = words.in_language(language)
    elif head.status == "draft":
        draft = say("Not adopted yet.", "尚未通过。").in_language(language)
    subtitle = (" · ".join(p for p in parts if p),)
    dated = head.updated or head.period.start
    return writers.Title(head.title, language, subtitle, draft, dated=dated, other=_other(plan, language))


def _other(plan: Plan, language: Language) -> str:
    """In an English document the plan's language that is written in ideographs, in a Chinese one the first that is not."""
    tags = (plan.plan.language, *plan.plan.languages)
    return next((tag for tag in tags if tag and tag.lower().startswith(_IDEOGRAPHIC) == (language == "en")), "")
