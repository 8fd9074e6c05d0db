"""A reference that leads nowhere, or to the wrong kind of thing.

Owners, channels, audiences, objectives and the like are named by their ids. Each id that is named must be defined in
the plan, and must be of a kind that fits: a calendar entry can belong to a person, a role or a body, but a seat in a
body can only be taken by a person. Metrics are not looked at here; rule goal-no-kpi and its kin know the catalogue.

A task whose owner does not exist is nobody's task, and no calendar, budget or report can be put together from names
that mean nothing.

Source: the validators of rust-lang/team (src/validate.rs) and kubernetes/community (sigs.yaml).

Bad::

    plan:
      owner: leed

Good::

    plan:
      owner: lead

---

引用的对象不存在，或类型不对。

负责人、渠道、受众、目标等都用 id 指明。每个被引用的 id 都必须在方案中有定义，类型也要合适：日历条目可以由人员、角色或机构负责，
而机构成员只能是人员。指标不在此处检查，由 goal-no-kpi 等规则对照指标目录。

负责人不存在的任务等于没有人负责；名称对不上，日历、预算和报告也无从汇总。

来源：rust-lang/team（src/validate.rs）与 kubernetes/community（sigs.yaml）的校验程序。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from commplan.finding import Change, Fix, NotApplicable, Outcome, Place, Problem, Related
from commplan.plan import Plan
from commplan.plan.node import Node
from commplan.rule import rule
from commplan.rules.plan import KINDS, one_of, placeholders
from commplan.spelling import only_near
from commplan.words import Words, listed, quote, say

_LISTED = 6


@rule("P201", part="plan", kind="X", level="draft")
def ref_resolves(plan: Plan) -> Iterator[Outcome]:
    named: dict[str, list[Node]] = {}
    for node in plan.identified():
        named.setdefault(_id(node), []).append(node)
    none = True
    for node in plan.nodes():
        for path, id_, refers in node.references():
            none = False
            found = named.get(id_, [])
            if any(n.KIND in refers.kinds for n in found):
                continue
            if found:
                yield _wrong_kind(node.at(*path), found[0], refers.kinds, named)
            elif not any(placeholders(id_)):
                yield _missing(node.at(*path), id_, refers.kinds, named)
    if none:
        yield NotApplicable(say("nothing in the plan refers to anything", "方案中没有任何引用"))


def _missing(place: Place, id_: str, kinds: tuple[str, ...], named: dict[str, list[Node]]) -> Problem:
    nouns = one_of([KINDS[k].noun for k in kinds])
    message = say("no {k} has the id {i}", "没有 id 为 {i} 的{k}", k=nouns, i=quote(id_))
    near = _nearest(id_, kinds, named)
    if near:
        hint = say(
            "did you mean `{n}`? otherwise add it to {h}",
            "是否想写 `{n}`？若不是，请在 {h} 中添加",
            n=near,
            h=one_of([Words(f"`{KINDS[k].home}`", f"`{KINDS[k].home}`") for k in kinds]),
        )
        return Problem(place, message, hint, fix=_respelt(place, id_, kinds, named))
    if len(kinds) == 1 and not any(n.KIND in kinds for nodes in named.values() for n in nodes):
        home = KINDS[kinds[0]].home
        words = ("add it to `{h}`, beginning like `- id: {i}`", "请在 `{h}` 中添加，像 `- id: {i}` 这样开头")
        return Problem(place, message, say(*words, h=home, i=id_))
    return Problem(place, message, _choice(kinds, named))


def _respelt(place: Place, id_: str, kinds: tuple[str, ...], named: dict[str, list[Node]]) -> Fix | None:
    """The one id that is near; a guess, since something else may be missing. Numbers are not misspelt: `host-2`, `host-3`."""
    known = [i for i, nodes in named.items() if any(n.KIND in kinds for n in nodes)]
    near = only_near(id_, known)
    word = near.word if near else _of_parts(id_, known)
    if word is None or (near and re.findall(r"\d+", word) != re.findall(r"\d+", id_)):
        return None
    about = say("{a} becomes {b}", "{a} 改为 {b}", a=quote(id_), b=word)
    return Fix((Change(place, "set", word),), False, about)


def _wrong_kind(place: Place, found: Node, kinds: tuple[str, ...], named: dict[str, list[Node]]) -> Problem:
    is_ = KINDS[found.KIND].with_article
    wanted = one_of([KINDS[k].with_article for k in kinds])
    facts = {"i": quote(_id(found)), "is_": is_, "wanted": wanted}
    related = Related(found.at("id"), say("{i} is defined here", "{i} 在这里定义", i=quote(_id(found))))
    message = say("{i} is {is_}, this needs {wanted}", "{i} 是{is_}，这里应填{wanted}", **facts)
    return Problem(place, message, _choice(kinds, named), (related,))


def _choice(kinds: tuple[str, ...], named: dict[str, list[Node]]) -> Words:
    """What could stand there instead: what the plan has of these kinds, by name when it is little, and where to add more."""
    known = [i for i, nodes in named.items() if any(n.KIND in kinds for n in nodes)]
    homes = one_of([Words(f"`{KINDS[k].home}`", f"`{KINDS[k].home}`") for k in kinds])
    if 0 < len(known) <= _LISTED:
        ids = [f"`{i}`" for i in known]
        have = listed(ids)
        return say(
            "choose from {have}, or add it to {homes}", "可选 {have}，或在 {homes} 中添加", have=have, homes=homes
        )
    if known:
        return say("name one of {homes}, or add it there", "请改用 {homes} 中已有的 id，或在其中添加", homes=homes)
    return say("add it to {homes}", "请在 {homes} 中添加", homes=homes)


def _nearest(id_: str, kinds: tuple[str, ...], named: dict[str, list[Node]]) -> str | None:
    """The id most like this one, by itself or by the name of what it stands for."""
    from difflib import get_close_matches

    spellings: dict[str, str] = {}
    for known, nodes in named.items():
        for node in nodes:
            if node.KIND in kinds:
                called = "-".join(re.findall(r"[a-z0-9]+", str(getattr(node, "name", "") or "").lower()))
                spellings.setdefault(called, known)
                spellings[known] = known
    near = get_close_matches(id_, [s for s in spellings if s], 1, 0.7)
    return spellings[near[0]] if near else _of_parts(id_, list(dict.fromkeys(spellings.values())))


def _of_parts(id_: str, known: list[str]) -> str | None:
    """The one id of which this is a part, as a first name is of a whole one."""
    found = [k for k in known if id_ in k.split("-")]
    return found[0] if len(found) == 1 and not id_.isdigit() else None


def _id(node: Any) -> str:
    return str(node.id)
