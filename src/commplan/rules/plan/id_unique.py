"""An id that two things share.

Every id stands for one thing in the whole plan, whatever its kind: a role and a person cannot both be called `lead`.
Otherwise nobody can tell who is meant where the id is named, in the plan, in its documents and in its evaluation.

Source: the validators of rust-lang/team (src/validate.rs) and kubernetes/community (sigs.yaml).

Bad::

    content:
      pillars:
        - {id: stories, name: Stories of members}
        - {id: stories, name: Stories of the trade}

Good::

    content:
      pillars:
        - {id: member-stories, name: Stories of members}
        - {id: trade-stories, name: Stories of the trade}

---

两个对象使用同一个 id。

一个 id 在整个方案中只代表一个对象，不论类型：角色和人员不能同叫 `lead`。否则在方案、文档和评估中引用该 id 时，
谁也说不清指的是哪一个。

来源：rust-lang/team（src/validate.rs）与 kubernetes/community（sigs.yaml）的校验程序。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.document import Document
from commplan.finding import Outcome, Problem, Related
from commplan.plan import Plan
from commplan.plan.node import Node
from commplan.rule import rule
from commplan.rules.plan import KINDS
from commplan.words import quote, say


@rule("P202", part="plan", kind="X", level="draft")
def id_unique(plan: Plan, document: Document) -> Iterator[Outcome]:
    named: dict[str, list[Node]] = {}
    for node in plan.identified():
        named.setdefault(getattr(node, "id"), []).append(node)  # noqa: B009 - Node itself has no id
    for id_, nodes in named.items():
        if len(nodes) == 1:
            continue
        first, *later = sorted(nodes, key=lambda n: _place_in_text(document, n))
        shown, kind = quote(id_), KINDS[first.KIND].with_article
        for node in later:
            free = _free(f"{id_}-{node.KIND}" if node.KIND != first.KIND else f"{id_}-2", named)
            yield Problem(
                node.at("id"),
                say("id {i} already belongs to {k}", "id {i} 已被一个{k}使用", i=shown, k=kind),
                say(
                    "give one of the two another id, such as `{f}`, also where it is named",
                    "请给其中之一换一个 id，例如 `{f}`，并同步修改引用处",
                    f=free,
                ),
                (Related(first.at("id"), say("{i} is first given here", "{i} 首次出现在这里", i=shown)),),
            )


def _place_in_text(document: Document, node: Node) -> tuple[bool, str, int, int]:
    span = document.span(node.at("id"))
    return (span.file != document.file, span.file, span.line, span.column)


def _free(wanted: str, named: dict[str, list[Node]]) -> str:
    """The wanted id, or the next of its kind that is not taken."""
    number = 2
    free = wanted
    while free in named:
        number += 1
        free = f"{wanted.removesuffix('-2')}-{number}"
    return free
