"""Which documents there are, told by the file names of templates alone.

    plan.md.j2                a document called plan
    onboarding.role.md.j2     a document called onboarding, one for each role
    oss/GOVERNANCE.md.j2      a document called oss: Markdown files by these names, kept up to date within what others write
    _open_points.md.j2        a part of other templates, no document

The user's own folder of templates is looked into first; what has the same name there takes the place of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from commplan.plan import Plan
from commplan.plan.node import Node
from commplan.rendering.render import template_folder
from commplan.words import Refusal, quote, say

_ENDING = ".md.j2"
_REPORT = "report"  # of an evaluation, not of a plan
ALL = "all"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as `--doc` names it, and the template that makes it.

    `each` is what there is one of it for; `kept` the name of the file of which it fills a part.
    """

    name: str
    template: str
    each: str | None = None
    kept: str | None = None


def documents(own: Path | None = None) -> tuple[Document, ...]:
    """Every document of a plan, by name; the files of a folder together."""
    found = {path for folder in (own, template_folder()) if folder for path in _templates(folder)}
    return tuple(sorted((_document(path) for path in found), key=lambda d: (d.name, d.template)))


def names(own: Path | None = None) -> list[str]:
    """What `--doc` can be given."""
    return list(dict.fromkeys(d.name for d in documents(own)))


def chosen(wanted: Iterable[str], own: Path | None = None) -> tuple[Document, ...]:
    """The documents of these names, or all of them; Refusal for a name that there is no template of."""
    there, asked = names(own), list(wanted)
    for name in asked:
        if name not in (*there, ALL):
            words = say("no document is called {d}", "没有名为 {d} 的文档", d=quote(name))
            raise Refusal(words, say("there are: {n}, all", "可用：{n}、all", n=", ".join(there)))
    return tuple(d for d in documents(own) if d.name in asked or ALL in asked)


def subjects(document: Document, plan: Plan) -> tuple[Node, ...] | None:
    """What there is one of this document for: the roles that hold, and so on; None when it is one for the plan."""
    if document.each is None:
        return None
    of_kind = [node for node in plan.identified() if document.each == node.KIND]
    return tuple(node for node in of_kind if getattr(node, "status", "active") == "active")


def _templates(folder: Path) -> Iterable[str]:
    files = [*folder.glob(f"*{_ENDING}"), *folder.glob(f"*/*{_ENDING}")]
    paths = (file.relative_to(folder).as_posix().removesuffix(_ENDING) for file in files)
    return (path for path in paths if path != _REPORT and not path.rpartition("/")[2].startswith("_"))


def _document(path: str) -> Document:
    folder, _, file = path.rpartition("/")
    if folder:
        return Document(folder, path, kept=f"{file}.md")
    name, _, each = file.partition(".")
    return Document(name, path, each or None)
