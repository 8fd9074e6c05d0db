"""From a plan, or a measured period, to documents. The only home of jinja2.

A document is one template that writes Markdown; every value is escaped for Markdown unless a filter made it itself, so
no text of a plan can become markup or template code. The writers turn the Markdown into each format.
"""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateNotFound, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from commplan import writers
from commplan.chart import Figure
from commplan.locale import Locale, catalogue
from commplan.rendering.telling import Telling
from commplan.words import Language, Refusal, say
from commplan.writers import html, markdown

Draw = Callable[[str], Figure | None]


class BadTemplate(Refusal):
    """A template that cannot be used: where, and why, for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as text with its figures: what every writer starts from."""

    text: str
    figures: Mapping[str, Figure]
    title: writers.Title


def template_folder() -> Path:
    """The folder of the project's own templates: inside the installed package, or at the root of a checkout."""
    package = Path(str(files("commplan"))) / "templates"
    return package if package.is_dir() else Path(__file__).resolve().parents[3] / "templates"


def document(
    name: str, language: Language, values: Mapping[str, Any], draw: Draw, title: writers.Title, own: Path | None = None
) -> Document:
    """Fill the template `<name>.md.j2` with the values, and draw the figures it asks for.

    `own` is the user's folder of templates, searched first. BadTemplate when there is no such template or it fails.
    """
    text = _filled(name, language, values, own)
    drawn = {id_: draw(id_) for id_ in dict.fromkeys(writers.figure_ids(text))}
    return Document(text, {k: f for k, f in drawn.items() if f is not None}, title)


class _Generator(CodeGenerator):
    """Makes code that holds for every language and plan: what a filter makes of a constant is not worked out beforehand."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class _Compiled(BytecodeCache):
    """Templates as code, kept while the process lives: to compile one takes longer than to fill it several times."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class _Environment(ImmutableSandboxedEnvironment):
    """How every template is read; `shown` writes a value. Nothing that a plan says is known when one is compiled."""

    code_generator_class = _Generator

    def __init__(self, loader: BaseLoader, shown: Callable[[Any], str], keep_trailing_newline: bool = False) -> None:
        super().__init__(
            loader=loader,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=keep_trailing_newline,
            undefined=StrictUndefined,
            finalize=shown,
            autoescape=False,
            optimized=False,
            bytecode_cache=_COMPILED,
        )


def scaffold(name: str, values: Mapping[str, Any]) -> str:
    """Fill the template `init/<name>.j2`; each value goes in as a YAML scalar or list, so that no text becomes a key."""
    environment = _Environment(FileSystemLoader(template_folder() / "init"), scalar, keep_trailing_newline=True)
    return environment.get_template(f"{name}.j2").render(values)


_PLAIN = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)$)[a-z][a-z0-9_/+-]*", re.IGNORECASE)
_NEVER_RAW = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def scalar(value: Any) -> str:
    """A value as YAML: a word as it is, any other text in quotes with whatever YAML cannot hold as \\u...."""
    if value is None:
        return ""
    if isinstance(value, list):
        return f"[{', '.join(map(scalar, value))}]"
    if not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value):
        return value
    return _NEVER_RAW.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(value, ensure_ascii=False))


def as_markdown(document: Document) -> tuple[str, dict[str, str]]:
    """The document as Markdown, and the SVG files it links to by name."""
    return markdown.write(document.text, document.figures, document.title)


def as_html(document: Document, own: Path | None = None) -> str:
    """The document as one self-contained page."""
    return html.write(document.text, document.figures, document.title, _look("style.css", own).read_text("utf-8"))


def as_pdf(document: Document, own: Path | None = None) -> bytes:
    """The document on paper. Refusal without the library or a font; BadTemplate when the user's own `document.typ` fails."""
    from commplan.writers import pdf

    file = _look("document.typ", own)
    try:
        return pdf.write(document.text, document.figures, document.title, file.read_text("utf-8"))
    except RuntimeError as error:
        if own is None or not file.is_relative_to(own):
            raise  # a fault of ours, not of the user's template
        reason = str(getattr(error, "message", error))
        raise BadTemplate(say("template {w}: {e}", "模板 {w}：{e}", w=file.name, e=reason)) from None


def as_docx(document: Document) -> bytes:
    """The document for Word. Refusal without the libraries or a font."""
    from commplan.writers import docx

    return docx.write(document.text, document.figures, document.title)


def _look(name: str, own: Path | None) -> Path:
    """The file of this name that says how documents look: the user's own, else ours."""
    return next(f for f in ((folder / name) for folder in (own, template_folder()) if folder) if f.is_file())


def _filled(name: str, language: Language, values: Mapping[str, Any], own: Path | None) -> str:
    folder = template_folder()
    loaders = [FileSystemLoader(f) for f in (own, folder) if f]
    writing = Telling(Locale(language), values.get("plan"), catalogue(folder, language).gettext)
    environment = _Environment(ChoiceLoader(loaders), writing.shown)
    environment.filters.update(writing.filters())
    environment.globals.update(
        _=writing.word,
        pairs=writing.pairs,
        bullets=writing.bullets,
        figure=writing.figure,
        intakes=writing.intakes,
    )
    try:
        return _tidy(environment.get_template(f"{name}.md.j2").render(values))
    except TemplateNotFound as error:
        raise BadTemplate(say("there is no template {n}", "没有模板 {n}", n=error.name or name)) from None
    except Exception as error:
        where = _place_in(own, error)
        if where is None:
            raise  # a fault of ours, not of the user's template
        words = say("template {w}: {e}", "模板 {w}：{e}", w=where, e=str(error) or type(error).__name__)
        raise BadTemplate(words) from None


def _place_in(own: Path | None, error: Exception) -> str | None:
    """The file and line of the user's own template in which an error arose; None when it arose elsewhere."""
    frames = [(f.filename, f.lineno) for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    if isinstance(error, TemplateSyntaxError):
        frames.append((error.filename or "", error.lineno))
    if not frames or own is None or not Path(frames[-1][0]).is_relative_to(own):
        return None
    return f"{Path(frames[-1][0]).name}:{frames[-1][1]}"


def _tidy(text: str) -> str:
    """Runs of blank lines as one, and none inside a table."""
    out: list[str] = []
    for line in (raw.rstrip() for raw in text.splitlines()):
        if line or (out and out[-1]):
            out.append(line)
    return "\n".join(out).strip() + "\n"
