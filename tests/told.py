"""The faults of a document as text that a person can judge: place, message, the very characters meant, hint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from commplan.document import Document
from commplan.finding import Span
from commplan.paint import width
from commplan.words import Language


def told(document: Document, language: Language = "en") -> str:
    """Every fault with the line it is about, its characters underlined."""
    parts = []
    for fault in document.faults:
        problem = fault.problem
        parts.append(f"{fault.name}: {problem.message.in_language(language)}\n")
        parts.append(frame(document, document.span(problem.place), "^"))
        for related in problem.related:
            parts.append(f"  see: {related.message.in_language(language)}\n")
            parts.append(frame(document, document.span(related.place), "-"))
        if problem.hint:
            parts.append(f"  help: {problem.hint.in_language(language)}\n")
    return "".join(parts)


def frame(document: Document, span: Span, mark: str) -> str:
    lines = document.lines(span.file) if span.file in document.texts else []
    place = f"  {span.file}:{span.line}:{span.column}\n"
    if not lines or len(lines[span.line - 1]) > 120:
        return place
    line = lines[span.line - 1].replace("\t", " ")
    under = " " * width(line[: span.column - 1]) + mark * max(1, width(line[span.column - 1 : span.end_column - 1]))
    shown = "".join(c if c.isprintable() else "?" for c in line)
    return f"{place}  | {shown}\n  | {under}\n"


def inside(document: Document, span: Span) -> bool:
    """Whether a span lies within the text of its file."""
    lines = document.lines(span.file)
    if span.file not in document.texts or not 1 <= span.line <= len(lines) or span.end_line != span.line:
        return False
    return 1 <= span.column <= span.end_column <= len(lines[span.line - 1]) + 2


def catalogue(cases: Mapping[str, Document], languages: Iterable[Language] = ("en", "zh")) -> str:
    """What is told of each case in each language, for a golden."""
    return "".join(
        f"== {name} ({language})\n{told(document, language) or 'nothing' + chr(10)}\n"
        for name, document in cases.items()
        for language in languages
    )
