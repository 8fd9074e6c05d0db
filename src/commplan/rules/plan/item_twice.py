"""Something that is listed twice.

A list names the same audience, channel, person, day or duty a second time. Where lists are counted, shown or added up,
the second one is either noise or double: a reader wonders who was really meant there, and something else may be missing.

Source: the duplicate check of rust-lang/team (src/validate.rs).

Bad::

    structure:
      bodies:
        - {id: board, members: [member-a, member-a]}

Good::

    structure:
      bodies:
        - {id: board, members: [member-a]}

---

同一项列了两次。

列表中第二次写了同一个受众、渠道、人员、日期或职责。在计数、展示或求和时，第二项不是多余就是重复计算：
读者会疑惑这里原本想写谁，也可能因此漏了别的。

来源：rust-lang/team 的重复检查（src/validate.rs）。
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from commplan.finding import Change, Fix, NotApplicable, Outcome, Problem, Related
from commplan.plan import Plan
from commplan.plan.node import Node
from commplan.rule import rule
from commplan.words import quote, say


@rule("P220", part="plan", kind="X", severity="warning", level="draft")
def item_twice(plan: Plan) -> Iterator[Outcome]:
    none = True
    for node in plan.nodes():
        for key in _lists(cast("Any", type(node))):
            items = node.__dict__[key]
            if len(items) < 2:
                continue
            none = False
            yield from _twice(node, key, items)
    if none:
        yield NotApplicable(say("no list in the plan has two items", "方案中没有两项以上的列表"))


@cache
def _lists(kind: Any) -> tuple[str, ...]:
    return tuple(key for key, (_, spec) in kind.FIELDS.items() if spec.default == ())


def _twice(node: Node, key: str, items: tuple[object, ...]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, item in enumerate(items):
        if isinstance(item, Node) and item.KIND:
            continue  # things with an id are looked at by id-unique
        before = first.setdefault(repr(item), number)
        if before == number:
            continue
        shown = quote(next((v for v in item.__dict__.values() if v), "") if isinstance(item, Node) else item)
        yield Problem(
            node.at(key, number),
            say("{i} is listed twice in `{k}`", "{i} 在 `{k}` 中列了两次", i=shown, k=key),
            say("take one of the two out, or name what is really meant", "请删去其中之一，或改成真正要写的一项"),
            (Related(node.at(key, before), say("first listed here", "首次出现在这里")),),
            fix=Fix(
                (Change(node.at(key, number), "delete"),), True, say("the second {i} goes", "删去第二个 {i}", i=shown)
            ),
        )
