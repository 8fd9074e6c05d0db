"""Expressions over a plan, as an organisation writes them into its own rules. The only home of simpleeval.

    item.effort_hours <= 8
    item.window.days >= 3
    item.owner != item.approver
    weekday(item.start) not in ('SA', 'SU')
    sum([line.amount for line in plan.resources.budget.lines]) <= 10000

simpleeval walks the syntax tree of a Python expression and refuses whatever is not on its lists: no imports, no attributes but
the keys of the plan format and a few of texts and days, no loops but over lists of the plan. It was chosen over CEL, whose
strict types refuse `hours <= 8` when hours are a fraction, and whose Python implementations take five to ten times as long to
import; and over JMESPath, which cannot add. Length, powers, texts and the number of steps of a loop have bounds, so that no
expression can hang a check.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from commplan.plan import Plan
from commplan.plan.node import Node
from commplan.plan.times import Duration, Moment
from commplan.spelling import nearest
from commplan.words import Words, quote, say

LONGEST = 1_000
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class MissingError(Exception):
    """The expression asks for something that the plan does not say."""

    def __init__(self, node: Node, key: str) -> None:
        super().__init__(key)
        self.node, self.key = node, key


class ExpressionError(Exception):
    """The expression itself is wrong: what, and what to do."""

    def __init__(self, words: Words, hint: Words | None = None) -> None:
        super().__init__(words.en)
        self.words, self.hint = words, hint


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the plan as an expression sees it: its keys as attributes; what is not stated is missing, not empty."""

    _node: Node

    def __getattr__(self, key: str) -> Any:
        fields = type(self._node).spelt()
        if key not in fields:
            near = nearest(key, list(fields))
            hint = (
                say("did you mean `{n}`?", "是否想写 `{n}`？", n=near)
                if near
                else say("it has: {n}", "可用：{n}", n=", ".join(fields))
            )
            raise ExpressionError(say("there is no key {k} here", "这里没有 {k} 这个键", k=quote(key)), hint)
        value = self._node.__dict__[key]
        if value is None or (value == () and not self._node.says(key)):
            raise MissingError(self._node, key)
        return _seen(value)


def _seen(value: Any) -> Any:
    """A value of the plan as an expression works with it: lists of parts, plain numbers, days and texts."""
    if isinstance(value, Node):
        return Part(value)
    if isinstance(value, tuple):
        return [_seen(item) for item in value]
    if isinstance(value, Moment):
        return value.day
    return float(value) if isinstance(value, Decimal) else value


class _Anything:
    """Stands for every key of the plan format: whether one is known where it is asked for, the part itself says."""

    def __contains__(self, key: object) -> bool:
        return True


_ATTRIBUTES: dict[type, Any] = {
    Part: _Anything(),
    str: {"lower", "upper", "strip", "startswith", "endswith"},
    date: {"year", "month", "day"},
    Duration: {"days", "hours"},
}


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def _remainder(left: Any, right: Any) -> Any:
    """Of numbers only: for a text, `%` would fill in a form, and `'%999999999d' % 1` the memory."""
    if isinstance(left, str):
        raise TypeError("% is for numbers")
    return left % right


def _days_between(first: date, last: date) -> int:
    return (last - first).days


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "len": len,
    "sum": sum,
    "min": min,
    "max": max,
    "any": any,
    "all": all,
    "abs": abs,
    "round": round,
    "weekday": _weekday,
    "days_between": _days_between,
}


def names_in(expression: str) -> Iterator[str]:
    """The names that an expression uses. ExpressionError when it is none."""
    for node in ast.walk(parsed(expression)):
        if isinstance(node, ast.Name):
            yield node.id


def parsed(expression: str) -> ast.Expression:
    """The syntax of an expression. ExpressionError when it has none, or is too long."""
    if len(expression) > LONGEST:
        raise ExpressionError(say("the expression is longer than {n} characters", "表达式超过 {n} 个字符", n=LONGEST))
    try:
        return ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(
            say("{e} is no expression", "{e} 不是表达式", e=quote(expression)),
            say("write a comparison such as item.effort_hours <= 8", "写成比较式，例如 item.effort_hours <= 8"),
        ) from None


def evaluate(expression: str, item: Node, plan: Plan, today: date) -> bool:
    """Whether an expression is true of an item of a plan.

    MissingError when it asks for what the plan does not say; ExpressionError when it cannot be worked out at all.
    """
    import simpleeval  # type: ignore[import-untyped]

    known = {"item": Part(item), "plan": Part(plan), "today": today, "true": True, "false": False}
    work = simpleeval.EvalWithCompoundTypes(names=known, allowed_attrs=_ATTRIBUTES)
    work.functions = dict(FUNCTIONS)
    work.operators = {**work.operators, ast.Mod: _remainder}
    try:
        return bool(work.eval(expression.strip(), previously_parsed=parsed(expression).body))
    except (MissingError, ExpressionError):
        raise
    except simpleeval.NameNotDefined as error:
        raise ExpressionError(
            say("nothing is called {n} here", "这里没有名为 {n} 的内容", n=quote(getattr(error, "name", ""))),
            say("there are `item`, `plan` and `today`", "可用 `item`、`plan` 与 `today`"),
        ) from None
    except (
        simpleeval.InvalidExpression,
        TypeError,
        ValueError,
        ArithmeticError,
        KeyError,
        IndexError,
        RecursionError,
    ) as error:
        raise ExpressionError(
            say("it cannot be worked out: {e}", "无法计算：{e}", e=quote(error, 120)),
            say("functions: {f}", "可用函数：{f}", f=", ".join(FUNCTIONS)),
        ) from None
