"""The documents of a plan: what a template is given, and what comes out as files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from commplan import render, writers
from commplan.finding import Finding, Undecided
from commplan.illustrate import plan as pictures
from commplan.locale import Locale
from commplan.plan import PARTS, Plan
from commplan.plan.node import Node
from commplan.report import Checked
from commplan.schedule import recurrence
from commplan.terms import term
from commplan.words import Language, say


def plan(name: str, plan: Plan, checked: Checked, language: Language, own: Path | None = None) -> render.Document:
    """The document of this name for a plan, open findings and unknowns told in it. BadTemplate as `render` has it."""
    values = {
        "plan": plan,
        "facts": _facts(plan),
        "drawable": pictures.drawable(plan),
        "findings": [_finding(f, language) for f in checked.findings],
        "unknowns": [_unknown(u, language) for u in checked.undecided],
    }
    return render.document(
        name, language, values, lambda id_: pictures.figure(plan, id_, language), _title(plan, checked, language), own
    )


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


def _facts(plan: Plan) -> dict[str, object]:
    sizes = [a.size for a in plan.goals.audiences if not a.overlaps]
    high = plan.risks.appetite.high
    return {
        "reach": sum(s for s in sizes if s is not None) if sizes and None not in sizes else None,
        "blank": _blanks(plan),
        "represented": [a.id for a in plan.goals.audiences if a.representative],
        "deputised": [r.id for r in plan.structure.roles if r.deputies],
        "two_way": [c.id for c in plan.content.channels if c.two_way],
        "recurring": [e.id for e in plan.content.calendar if e.rrule],
        "measured": sum(o.metric is not None for o in plan.goals.objectives),
        "occurrences": len(recurrence.occurrences(plan)),
        "unrated": sum(r.inherent is None for r in plan.risks.register),
        "high_risks": sum(r.inherent is not None and r.inherent >= high for r in plan.risks.register),
    }


def _blanks(plan: Plan) -> frozenset[str]:
    """The parts, and the pieces of parts under a heading of their own, that the plan says nothing in."""
    pieces: dict[str, Node] = {part: getattr(plan, part) for part in PARTS}
    pieces |= {"reporting": plan.rules.reporting, "grievance": plan.rules.grievance}
    pieces |= {"onboarding": plan.rules.onboarding, "regular": plan.engagement.regular}
    return frozenset({*(name for name, node in pieces.items() if _blank(node))})


def _blank(node: Node) -> bool:
    """Whether the plan says nothing in this part: defaults and empty lists are nothing said."""
    values = ((key, getattr(node, key)) for key in node.FIELDS)
    return all(
        _blank(value) if isinstance(value, Node) else value in (None, "", ()) or not node.says(key)
        for key, value in values
    )


def _finding(finding: Finding, language: Language) -> dict[str, str]:
    place = f"{finding.span.file}:{finding.span.line}"
    return {"text": finding.message.in_language(language), "code": finding.code, "place": place}


def _unknown(unknown: Undecided, language: Language) -> dict[str, str]:
    return {"text": unknown.missing.in_language(language), "code": unknown.code}


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
    return writers.Title(head.title, language, subtitle, draft, dated=head.updated or head.period.start)
