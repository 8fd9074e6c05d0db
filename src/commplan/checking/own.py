"""Rules of an organisation's own: declared in its configuration, or brought by an installed package that it names.

They are rules like all others: listed, explained, selected, ignored and waived in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from commplan.expression import ExpressionError, MissingError, Part, evaluate, parsed
from commplan.finding import NotApplicable, Outcome, Path, Place, Problem, Severity, Unknown
from commplan.plan import PARTS, Plan
from commplan.plan.node import Node
from commplan.refusals.keys import keys_at
from commplan.rule import Page, Rule
from commplan.rule import Part as RulePart
from commplan.spelling import nearest
from commplan.words import Words, quote, say

if TYPE_CHECKING:
    from commplan.policy.config import OwnRule
    from commplan.policy.settings import Settings

GROUP = "commplan.rules"
_FACT = re.compile(r"\{([A-Za-z_][\w.]*)\}")


def rules(settings: Settings, known: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules that a configuration adds, by name. Refusal, with its places, for whatever is wrong with one of them."""
    found, problems = dict[str, Rule](), list[Problem]()
    for number, declared in enumerate(settings.config.rules):
        faults = list(_faults(declared, (*settings.top, "rules", number), {**known, **found}))
        problems += faults
        if not faults:
            found[declared.name] = _rule(declared, settings, number)
    for number, name in enumerate(settings.config.plugins):
        try:
            found.update(_plugged(name, {**known, **found}))
        except _NotPluggedError as error:
            problems.append(Problem(Place((*settings.top, "plugins", number)), error.words, error.hint))
    if problems:
        raise settings.refusal(problems)
    return found


# -- declared ones --


def _faults(declared: OwnRule, at: Path, known: Mapping[str, Rule]) -> Iterator[Problem]:
    taken = next((r for r in known.values() if declared.name == r.name or declared.code == r.code), None)
    if taken:
        key, given = ("name", declared.name) if declared.name == taken.name else ("code", declared.code)
        words = say("{g} is already the rule {r}", "{g} 已是规则 {r}", g=quote(given), r=f"{taken.code} {taken.name}")
        yield Problem(Place((*at, key)), words, say("take another one", "请另取一个"))
    yield from _lost(declared.for_, (*at, "for"))
    for key, text in (("assert", declared.assert_), ("when", declared.when)):
        try:
            parsed(text or "True")
        except ExpressionError as error:
            yield Problem(Place((*at, key)), error.words, error.hint)


def _lost(wanted: str, at: Path) -> Iterator[Problem]:
    """What is wrong with the path of a rule."""
    here: Path = ()
    for key in wanted.split("."):
        allowed = keys_at(here, Plan)
        if key not in allowed:
            near = nearest(key, allowed)
            hint = say("did you mean {n}?", "是否想写 {n}？", n=near) if near else None
            choice = say("there are: {n}", "可用：{n}", n=", ".join(allowed)) if allowed else None
            yield Problem(Place(at), say("a plan has no {k} there", "方案在该处没有 {k}", k=quote(key)), hint or choice)
            return
        here = (*here, key)
    if not keys_at(here, Plan):
        words = say("{w} is one value, and no part of a plan", "{w} 是单个值，不是方案的组成部分", w=quote(wanted))
        up = ".".join(here[:-1])  # type: ignore[arg-type]
        yield Problem(
            Place(at), words, say("write `for = {u!r}`, and look at its key", "写成 `for = {u!r}`，再看其中的键", u=up)
        )


def _rule(declared: OwnRule, settings: Settings, number: int) -> Rule:
    at = (*settings.top, "rules", number)

    def check(plan: Plan, today: date) -> Iterator[Outcome]:
        judged = False
        for item in _items(plan, declared.for_):
            try:
                for outcome in _judged(declared, item, plan, today):
                    judged = True
                    if outcome is not None:
                        yield outcome
            except ExpressionError as error:
                where = Place((*at, "assert"))
                raise settings.refusal([Problem(where, error.words, error.hint)]) from None
        if not judged:
            what = quote(declared.for_)
            yield NotApplicable(say("the plan has nothing of that kind in {w}", "方案的 {w} 中没有这样的内容", w=what))

    first = declared.for_.split(".")[0]
    part = cast("RulePart", first if first in PARTS else "plan")
    source = say("{f} of this organisation", "本组织的 {f}", f=settings.file)
    page = Page(_title(declared), _body(declared), source, declared.bad or "", declared.good or "")
    severity, needs = Severity(declared.severity), ("plan", "today")
    return Rule(
        declared.code, declared.name, part, "X", severity, check, needs, __name__, declared.level, (), {}, page
    )  # fmt: skip


def _body(declared: OwnRule) -> Words:
    of, only = declared.for_, declared.when or ""
    words = say("Of each item of `{f}` this must be true:", "`{f}` 的每一项应满足：", f=of)
    if only:
        words = say(
            "Of each item of `{f}` where `{w}`, this must be true:", "`{f}` 中满足 `{w}` 的每一项应满足：", f=of, w=only
        )
    return say("{w}\n\n    {a}", "{w}\n\n    {a}", w=words, a=declared.assert_.strip())


def _title(declared: OwnRule) -> Words:
    plain = re.sub(r"\{(?:item\.)?([\w.]+)\}", r"‹\1›", declared.message)
    chinese = re.sub(r"\{(?:item\.)?([\w.]+)\}", r"‹\1›", declared.message_zh or declared.message)
    return Words(plain, chinese)


def _items(plan: Plan, path: str) -> Iterator[Node]:
    """The parts of a plan at a path of keys, each item of its lists."""
    found: list[Any] = [plan]
    for key in path.split("."):
        values = [item.__dict__[key] for item in found if isinstance(item, Node)]
        found = [one for value in values for one in (value if isinstance(value, tuple) else (value,))]
    return (item for item in found if isinstance(item, Node))


def _judged(declared: OwnRule, item: Node, plan: Plan, today: date) -> Iterator[Outcome | None]:
    """What is to be said of one item: nothing at all when it is not meant, None when it is as it should be."""
    try:
        if declared.when is not None and not evaluate(declared.when, item, plan, today):
            return
        if evaluate(declared.assert_, item, plan, today):
            yield None
            return
    except MissingError as error:
        name = getattr(item, "id", None)
        of = say(" of {i}", "{i} 的 ", i=quote(name)) if name else Words("", "")
        yield Unknown(
            error.node.at(),
            Words(
                f"`{error.key}`{of.en}, for the rule {declared.name}",
                f"{of.zh}`{error.key}`，规则 {declared.name} 需要它",
            ),
        )
        return
    message = Words(_filled(declared.message, item, plan), _filled(declared.message_zh or declared.message, item, plan))
    hint = Words(declared.hint or declared.hint_zh or "", declared.hint_zh or declared.hint or "")
    yield Problem(item.at(), message, hint if hint.en else None)


def _filled(text: str, item: Node, plan: Plan) -> str:
    """A message with what the plan says put in: {item.id}; what is not stated stays a dash."""

    def fact(match: re.Match[str]) -> str:
        value: Any = {"item": Part(item), "plan": Part(plan)}.get(match[1].split(".")[0])
        try:
            for key in match[1].split(".")[1:]:
                value = getattr(value, key)
        except (MissingError, ExpressionError, AttributeError):
            return "–"
        return match[0] if value is None or isinstance(value, Part) else str(value)

    return _FACT.sub(fact, text)


# -- those of installed packages --


class _NotPluggedError(Exception):
    def __init__(self, words: Words, hint: Words | None = None) -> None:
        super().__init__(words.en)
        self.words, self.hint = words, hint


def _plugged(name: str, known: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules that an installed package offers under a name."""
    from importlib.metadata import entry_points

    offered = {point.name: point for point in entry_points(group=GROUP)}
    if name not in offered:
        hint = say("installed: {n}", "已安装：{n}", n=", ".join(sorted(offered)) or say("none", "无"))
        raise _NotPluggedError(
            say("no installed package offers rules as {n}", "没有已安装的包以 {n} 提供规则", n=quote(name)), hint
        )
    try:
        loaded: object = offered[name].load()
        found = list(_rules_in(loaded))
    except Exception as error:  # noqa: BLE001 - whatever a package of others does wrong, it is told and not traced
        words = say(
            "the rules of {n} cannot be loaded: {e}", "无法加载 {n} 的规则：{e}", n=quote(name), e=quote(error, 200)
        )
        raise _NotPluggedError(words, say("update or remove the package", "请升级或移除该软件包")) from None
    clash = next((r for r in found for k in known.values() if r.name == k.name or r.code == k.code), None)
    if not found or clash:
        words = say("{n} offers no rule", "{n} 没有提供规则", n=quote(name))
        if clash:
            words = say(
                "{n} brings a rule {r} that there is already",
                "{n} 带来的规则 {r} 已经存在",
                n=quote(name),
                r=clash.name,
            )
        raise _NotPluggedError(words)
    return {rule.name: rule for rule in found}


def _rules_in(loaded: object) -> Iterable[Rule]:
    if isinstance(loaded, Rule):
        return [loaded]
    if callable(loaded):
        loaded = cast("Callable[[], object]", loaded)()
    items = loaded if isinstance(loaded, list | tuple) else vars(loaded).values()
    return [item for item in items if isinstance(item, Rule)]
