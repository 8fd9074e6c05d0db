"""A person whom the plan contradicts.

Four things about people that cannot both be so, or leave readers guessing:

- whoever has left (`status: alumni`) still holds a role, sits in a body or owns what is yet to be done: told once for each
  such person, with all that is in their hands;
- one handle in an export belongs to two people, so that activity counts for both;
- one name stands under two ids, with the same affiliation or another: a warning, for it may be two people;
- one person holds a role twice in the same days, by two terms that overlap.

Work left in the hands of somebody who is gone is work that nobody does.

Source: the validators of kubernetes/community (sigs.yaml) and rust-lang/team (people named twice).

Bad::

    structure:
      people:
        - {id: member-b, name: Member B, status: alumni}
      bodies:
        - {id: board, members: [member-a, member-b]}

Good::

    structure:
      people:
        - {id: member-b, name: Member B, status: alumni}
      bodies:
        - {id: board, members: [member-a]}

---

方案中有关人员的内容自相矛盾。

以下四种情况不可能同时成立，或让读者无从判断：

- 已离任者（`status: alumni`）仍担任角色、列在机构中，或负责尚未完成的事：每人只提示一次，并列出仍在其名下的事项；
- 导出数据中的同一个账号属于两个人，活动会被重复计入；
- 同一姓名用了两个 id，所属组织相同或不同：为警告，因为也可能是两个人；
- 同一个人在同一时段内以两个重叠的任期担任同一角色。

留在已离任者名下的工作，就是没人在做的工作。

来源：kubernetes/community（sigs.yaml）与 rust-lang/team 的校验程序（人员重复）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from commplan.finding import NotApplicable, Outcome, Place, Problem, Related, Severity
from commplan.plan import Plan
from commplan.plan.structure import Holder, Person, Role
from commplan.rule import rule
from commplan.rules.plan import Mention, listed, mentions
from commplan.words import quote, say

_SHOWN = 5


@rule("P206", part="plan", kind="X", level="draft")
def person_consistent(plan: Plan, today: date) -> Iterator[Outcome]:
    people = plan.structure.people
    if not people:
        yield NotApplicable(say("the plan names no people", "方案没有写明人员"))
        return
    left = {p.id: p for p in people if p.status == "alumni"}
    if left:
        named = list(mentions(plan, set(left), today))
        for id_, person in left.items():
            places = [m for m in named if m.id == id_]
            if places:
                yield _left(person, places)
    yield from _same_handle(people)
    yield from _same_name(people)
    yield from _twice(plan)


def _left(person: Person, places: list[Mention]) -> Problem:
    words = say(
        "{p} has left (`status: alumni`), but is still named by {w}",
        "{p} 已离任（`status: alumni`），但 {w} 仍指向此人",
        p=quote(person.name or person.id),
        w=listed([m.what for m in places]),
    )
    hint = say(
        "hand these over to somebody who is there, or give the role an `end`; or set `status: active`",
        "请移交给在任的人，或为其任职写上 `end`；若仍在任，请写 `status: active`",
    )
    related = tuple(Related(m.place, say("still in their hands", "仍在其名下")) for m in places[:_SHOWN])
    return Problem(person.at("status"), words, hint, related)


def _same_handle(people: tuple[Person, ...]) -> Iterator[Problem]:
    found: dict[tuple[str, str], tuple[Person, int]] = {}
    for person in people:
        for i, handle in enumerate(person.handles):
            first, j = found.setdefault((handle.source, handle.id), (person, i))
            if first is not person:
                words = say(
                    "handle {h} in {s} belongs to {a} and to {b}",
                    "{s} 中的账号 {h} 同时属于 {a} 与 {b}",
                    h=quote(handle.id),
                    s=quote(handle.source),
                    a=quote(first.id),
                    b=quote(person.id),
                )
                hint = say("leave it with the one who writes under it", "请只留给真正使用它的人")
                related = Related(first.handles[j].at("id"), say("first given here", "首次出现在这里"))
                yield Problem(handle.at("id"), words, hint, (related,))


def _same_name(people: tuple[Person, ...]) -> Iterator[Problem]:
    found: dict[str, Person] = {}
    for person in people:
        name = re.sub(r"[\W_]+", "", (person.name or "").casefold())
        first = found.setdefault(name, person) if name else person
        if first is person:
            continue
        facts = {"n": quote(person.name), "a": quote(first.id), "b": quote(person.id)}
        if first.affiliation and person.affiliation and first.affiliation != person.affiliation:
            words = say(
                "{n} stands under two ids, {a} of {x} and {b} of {y}",
                "{n} 用了两个 id：{a}（{x}）与 {b}（{y}）",
                x=quote(first.affiliation),
                y=quote(person.affiliation),
                **facts,
            )
        else:
            words = say("{n} stands under two ids, {a} and {b}", "{n} 用了两个 id：{a} 与 {b}", **facts)
        hint = say(
            "if it is one person, keep one id everywhere; if two, tell them apart in `name`",
            "若是同一个人，请统一使用一个 id；若是两个人，请在 `name` 中加以区分",
        )
        related = Related(first.at("name"), say("the other one", "另一处"))
        yield Problem(person.at("name"), words, hint, (related,), Severity.WARNING)


def _twice(plan: Plan) -> Iterator[Problem]:
    for node in plan.nodes():
        if isinstance(node, Role):
            for one, other in combinations(node.holders, 2):
                # the same holder with the same days is told by rule item-twice
                if one.person == other.person and repr(one) != repr(other) and _meet(one, other):
                    related = Related(one.at("person"), say("named here already", "这里已经写了"))
                    yield _double(one.person, "holders", other.at("person"), related)


def _double(id_: str, key: str, place: Place, related: Related) -> Problem:
    words = say("{p} stands twice in `{k}`", "{p} 在 `{k}` 中出现了两次", p=quote(id_), k=key)
    hint = say("keep one of the two, or name whoever else was meant", "请只留一处；若本想写另一个人，请更正")
    return Problem(place, words, hint, (related,))


def _meet(one: Holder, other: Holder) -> bool:
    """Whether two terms share a day."""
    first, last = max(one.start or date.min, other.start or date.min), min(one.end or date.max, other.end or date.max)
    return first <= last
