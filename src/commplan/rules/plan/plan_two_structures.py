"""Two structures in one plan, and nobody can say which holds.

A role or body whose `status` is `superseded` or `retired` is history. It may stay in the plan, but nothing that still
holds may name it: no owner, no parent body, no RACI, no step of escalation. Each such role or body is told once, with
all that still leans on it. The other way round, two active roles (or bodies) with the same name, or with the very same
duties (or purpose) for the same audiences, are a warning.

When old and new rules stand side by side, everybody goes by the one that suits them.

Source: CNCF governance review of KubeEdge (2024): old and new structure both left in the document.

Bad::

    structure:
      roles:
        - {id: old-host, name: Host, status: superseded, holders: [member-a]}
    plan:
      owner: old-host

Good::

    structure:
      roles:
        - {id: old-host, name: Host, status: superseded, holders: [member-a]}
    plan:
      owner: lead

---

方案里有新旧两套架构，说不清以哪套为准。

`status` 为 `superseded` 或 `retired` 的角色或机构属于历史，可以留在方案里，但仍有效的内容不应再指向它：负责人、上级机构、RACI、
升级路径都不行。每个这样的角色或机构只提示一次，并列出仍依赖它之处。反过来，两个有效的角色（或机构）同名，
或面向同样受众而职责（或宗旨）完全相同，为警告。

新旧规定并存时，每个人都会挑对自己有利的那一套。

来源：CNCF 对 KubeEdge 的治理评审（2024）：文件中同时留有新旧两套架构。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from commplan.finding import NotApplicable, Outcome, Problem, Related, Severity
from commplan.plan import Plan
from commplan.plan.structure import Body, Role
from commplan.rule import rule
from commplan.rules.plan import KINDS, listed, mentions
from commplan.words import Words, quote, say

_SHOWN = 5


@rule("P208", part="plan", kind="X", level="draft")
def plan_two_structures(plan: Plan, today: date) -> Iterator[Outcome]:
    things: list[Role | Body] = [*plan.structure.roles, *plan.structure.bodies]
    if not things:
        yield NotApplicable(say("the plan has no roles and no bodies", "方案没有角色，也没有机构"))
        return
    gone = {thing.id: thing for thing in things if thing.status != "active"}
    if gone:
        named = list(mentions(plan, set(gone), today))
        for id_, thing in gone.items():
            places = [m for m in named if m.id == id_]
            if places:
                related = tuple(Related(m.place, say("still names it", "仍指向它")) for m in places[:_SHOWN])
                yield _still_named(thing, listed([m.what for m in places]), related)
    for kind in (Role, Body):
        active = [t for t in things if isinstance(t, kind) and t.status == "active"]
        yield from _doubles(active)


def _still_named(thing: Role | Body, places: Words, related: tuple[Related, ...]) -> Problem:
    status = {"superseded": say("superseded", "已被取代"), "retired": say("retired", "已撤销")}[thing.status]
    words = say(
        "{k} {i} is {s}, but still named by {p}",
        "{k} {i} {s}，但 {p} 仍指向它",
        k=KINDS[thing.KIND].noun,
        i=quote(thing.id),
        s=status,
        p=places,
    )
    hint = say(
        "name there what has taken its place, or set `status: active`",
        "请在这些地方改用取代它的角色或机构；若仍有效，请写 `status: active`",
    )
    return Problem(thing.at("status"), words, hint, related)


def _doubles(things: list[Role] | list[Body] | list[Role | Body]) -> Iterator[Problem]:
    """The later of two that are called the same, or do the same."""
    by_name: dict[str, Role | Body] = {}
    by_work: dict[object, Role | Body] = {}
    for thing in things:
        name, work = _plain(thing.name or ""), _work(thing)
        first = by_name.get(name) if name else None
        if first is not None:
            yield _double(thing, first, "name", say("are both called {n}", "名称都是 {n}", n=quote(thing.name)))
        elif work and work in by_work:
            key = "duties" if isinstance(thing, Role) else "purpose"
            same = say("have the same {k}", "的{z}完全相同", k=key, z="职责" if key == "duties" else "宗旨")
            yield _double(thing, by_work[work], key, same)
        if name:
            by_name.setdefault(name, thing)
        if work:
            by_work.setdefault(work, thing)


def _work(thing: Role | Body) -> object:
    """What a role or body does and for whom, to be compared; empty when it does not say."""
    if isinstance(thing, Body):
        return _plain(thing.purpose or "")
    duties = frozenset(_plain(duty) for duty in thing.duties)
    return (duties, frozenset(thing.represents)) if duties else ""


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _double(thing: Role | Body, first: Role | Body, key: str, same: Words) -> Problem:
    words = say(
        "{k} {a} and {b}, both active, {s}",
        "{k} {a} 与 {b} 都有效，{s}",
        k=say("roles", "角色") if isinstance(thing, Role) else say("bodies", "机构"),
        a=quote(first.id),
        b=quote(thing.id),
        s=same,
    )
    hint = (
        say(
            "make them one role with `headcount: 2`, mark the old one `status: superseded`, or say what sets them apart",
            "请合并为一个角色并写 `headcount: 2`，或把旧的标为 `status: superseded`，或写明两者的区别",
        )
        if isinstance(thing, Role)
        else say(
            "make them one, mark the old one `status: superseded`, or say what sets them apart",
            "请合并为一个，或把旧的标为 `status: superseded`，或写明两者的区别",
        )
    )
    return Problem(
        thing.at(key), words, hint, (Related(first.at(key), say("the other one", "另一个")),), Severity.WARNING
    )
