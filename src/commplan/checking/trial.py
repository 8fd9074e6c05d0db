"""An organisation's own rules, tried on their own examples: the bad one must be found, the good one must be kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from commplan import load
from commplan.checking import lint
from commplan.document import read, resolve
from commplan.rule import Rule
from commplan.words import Words, say

SMALLEST = """
commplan: 1
plan:
  id: smallest
  title: Smallest plan
  period: {start: 2027-01-01, end: 2027-12-31}
  timezone: Europe/Berlin
  currency: EUR
structure:
  people:
    - {id: member-a, hours_per_week: 10, handles: [{source: chat, id: A}]}
  roles:
    - {id: lead, holders: [member-a]}
"""
"""The plan that examples are laid over, so that each shows only what it is about."""

Which = Literal["bad", "good"]


@dataclass(frozen=True, slots=True)
class Trial:
    """One example of a rule, tried: `shown` is what the rule said of it, `fault` why it is not as it should be."""

    rule: Rule
    which: Which
    shown: Words | None = None
    fault: Words | None = None


def trials(rule: Rule, today: date) -> Iterator[Trial]:
    """Both examples of a rule, tried."""
    if rule.asks_activity:
        needs = say("it needs activity, which no example brings", "它需要实际活动数据，例子中没有")
        yield from (Trial(rule, which, fault=needs) for which in ("bad", "good"))
        return
    for which, text in (("bad", rule.page.bad), ("good", rule.page.good)):
        yield _trial(rule, which, text, today)  # type: ignore[arg-type]


def _trial(rule: Rule, which: Which, text: str, today: date) -> Trial:
    if not text.strip():
        return Trial(rule, which, fault=say("there is none: write a piece of a plan", "没有例子：请写方案的一段"))
    example = read("example.yaml", text.encode())
    resolve(example)
    whole = json.dumps(laid_over(plain_data(SMALLEST), _lists(example.data)), default=str)
    loaded = load.plan("example.yaml", whole.encode())
    for fault in (*example.faults, *loaded.document.faults):
        return Trial(
            rule, which, fault=say("it is no piece of a plan: {m}", "不是方案的一段：{m}", m=fault.problem.message)
        )
    checked = lint.plan(loaded, {rule.name: rule}, today)
    found = next((f.message for f in checked.findings if f.name == rule.name), None)
    for item in checked.undecided:
        return Trial(rule, which, fault=say("it cannot be decided: it lacks {m}", "无法判断：缺少{m}", m=item.missing))
    for idle in checked.idle:
        return Trial(rule, which, fault=idle.reason)
    if which == "bad":
        return Trial(rule, which, found, None if found else say("nothing is found in it", "其中没有发现问题"))
    return Trial(rule, which, fault=say("it is found fault with: {m}", "被判为有问题：{m}", m=found) if found else None)


def laid_over(under: Any, top: Any) -> Any:
    """An example over a plan: mappings merge, lists join, anything else replaces."""
    if isinstance(under, dict) and isinstance(top, dict):
        return {**under, **{k: laid_over(under[k], v) if k in under else v for k, v in top.items()}}
    if isinstance(under, list) and isinstance(top, list):
        return under + top
    return top


def plain_data(text: str) -> Any:
    """The data of a YAML text that has no fault: dicts, lists and scalars."""
    document = read("example.yaml", text.encode())
    resolve(document)
    if document.faults:
        raise ValueError(document.faults[0].problem.message.en)
    return _lists(document.data)


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _lists(v) for k, v in value.items()}
    return [_lists(v) for v in value] if isinstance(value, tuple) else value
