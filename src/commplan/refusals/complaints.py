"""What pydantic's engine refuses of a plan or a configuration, told as faults in sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic_core import ValidationError

from commplan.document import Fault
from commplan.finding import Path, Place, Problem, Related
from commplan.meant.numbers import only_number
from commplan.meant.times import seconds
from commplan.plan import Plan
from commplan.plan.scalars import wrong_type
from commplan.refusals.keys import Root, allowed_at, is_required, keys_at, spec_at
from commplan.refusals.specimen import as_list, by_name, closer, specimen, specimens, whole
from commplan.refusals.stray_keys import stray_key
from commplan.spelling import nearest
from commplan.terms import term
from commplan.words import Words, quote, say

if TYPE_CHECKING:
    from commplan.refusals.remedies import Remedies


def complaints(error: ValidationError, data: dict[str, Any], told: set[Path], root: Root = Plan) -> list[Fault]:
    """The errors as faults, one for each place and kind; none where the file itself is already known to be at fault.

    `data` is what was validated, `root` the format that it was held against.
    """
    from commplan.refusals.remedies import Remedies  # a plan without faults has no use for it

    found: dict[tuple[str, Place, object], Fault] = {}
    remedies = Remedies(data)
    for item in error.errors(include_url=False, include_input=False):
        path = _real(item["loc"], data)
        fault = _fault(item["type"], path, item["loc"], item.get("ctx", {}), data, root)
        if root is Plan:
            fault = _with_fix(fault, remedies, data, item["loc"][-1])
            home, *mentions = remedies.places_of(_value(data, path)) if fault.name == "bad-value" else ((),)
            if home and path in mentions:
                continue  # it is told where the id is given
            related = tuple(Related(Place(p), say("named here", "此处提到它")) for p in mentions)
            fault = Fault(fault.name, replace(fault.problem, related=related)) if home == path and related else fault
        key = (fault.name, fault.problem.place, item["loc"][-1] if item["type"] == "missing" else "")
        if path not in told:
            found[key] = _either(found[key], fault) if key in found else fault
    fixes = [f.problem.fix for f in found.values() if f.problem.fix]
    there = {(c.place.path[:-1], c.to) for fix in fixes for c in fix.changes if c.act == "rename"}
    return [
        f for (_, _, key), f in found.items() if f.name != "missing-key" or not _besides(f, str(key), there, data, root)
    ]


def _besides(fault: Fault, key: str, there: Set[tuple[Path, object]], data: Any, root: Root) -> bool:
    """Whether a missing key stands there under another name, or its thing is shown whole already."""
    path = fault.problem.place.path
    return (path, key) in there or (root is Plan and f"{key}: " in (whole(path, _value(data, path)) or ""))


def _either(one: Fault, other: Fault) -> Fault:
    """Two refusals of one value that could have been either."""
    a, b = one.problem, other.problem
    if a.message == b.message or a.hint is None or b.hint is None:
        return one
    message = say("{a}; {b}", "{a}；{b}", a=a.message, b=b.message)
    hint = say("{a}; or {b}", "{a}；或{b}", a=a.hint, b=b.hint)
    return Fault(one.name, replace(a, message=message, hint=hint, fix=a.fix if a.fix == b.fix else None))


def _with_fix(fault: Fault, remedies: Remedies, data: dict[str, Any], last: object) -> Fault:
    path, fix, hint = fault.problem.place.path, None, fault.problem.hint
    if fault.name == "unknown-key":
        place = remedies.in_its_place(path)
        fix = None if place else remedies.of_key(path)
        hint = place or (None if fix else remedies.as_role(path)) or hint
    elif fault.name in ("bad-value", "wrong-type"):
        fix = remedies.of_value(path, _value(data, path))
        hint = remedies.in_another_key(path) or hint
        if fault.name == "bad-value" and (id_ := remedies.id_called(_value(data, path))) and fix:
            hint = say("things are named by their id, here `{i}`", "引用时写 id，这里是 `{i}`", i=id_)
        elif fix and not fix.safe and hint and path[-1] == "id":
            rest = "`commplan check --fix --unsafe-fixes`"
            hint = say("{h}; {r} does so in all places", "{h}；{r} 可一并改好各处", h=hint, r=rest)
        elif fix is None and fault.name == "bad-value" and remedies.names_nothing(path, _value(data, path)):
            hint = remedies.to_be_listed(path, str(_value(data, path)))
    elif fault.name == "missing-key" and last == "id":
        free = remedies.free_id(path)
        fix, hint = remedies.of_missing_id(path, free), _as_id(path, free) if free else hint
    elif fault.name == "missing-key" and last == "commplan":
        fix = remedies.of_missing_version()
    return Fault(fault.name, replace(fault.problem, fix=fix, hint=hint))


def _real(loc: Path, data: Any) -> Path:
    """pydantic's address without its own marks (names of union branches), as far as it is in the data."""
    path: tuple[str | int, ...] = ()
    for part in loc:
        within = part in data if isinstance(data, dict) else isinstance(data, tuple) and part in range(len(data))
        if not within:
            continue
        data = data[part]
        path = (*path, part)
    return path


def _value(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


_FROM_TO = re.compile(
    r"(?:from|从|由)\s*(\d+(?:\.\d+)?)(?!\s*[%％万千亿kK]).{0,12}?(?:to|到|至)\s*(\d+(?:\.\d+)?)(?!\d|\s*[%％万千亿kK])"
)
_SHARE = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*[%％]\s*")
_OF_A_METRIC = frozenset({"target", "value", "tolerance", "above", "below"})
_WANTED = {
    "tuple_type": say("a list", "列表"),
    "model_type": say("a mapping of keys", "键值表"),
    "model_attributes_type": say("a mapping of keys", "键值表"),
    "dict_type": say("a mapping of keys", "键值表"),
    "string_type": say("text (put it in quotes)", "文本（请加引号）"),
    "bool_type": say("true or false", "真假值（true 或 false）"),
    "literal_error": say("one word", "一个词"),
}


def _fault(kind: str, path: Path, loc: Path, ctx: dict[str, Any], data: Any, root: Root) -> Fault:
    if kind == "extra_forbidden":
        return stray_key(path, data, root)
    if kind == "missing":
        return _missing(_real(loc[:-1], data), str(loc[-1]), root)
    value = _value(data, path)
    if kind == "literal_error" and isinstance(value, str | int | float):
        words = say("{v} is none of the words allowed here", "{v} 不在此处允许的取值之中", v=written(value))
        return Fault("bad-value", Problem(Place(path), words, _one_of(str(value), allowed_at(path, root))))
    if kind != "commplan":
        wanted = _WANTED.get(kind, say("another kind of value", "另一种值"))
        ctx = {"kind": "wrong-type", "hint": None, **(wrong_type(value, wanted).context or {})}
    hint = (
        _fill_in(path, root)
        if value is None
        else closer(path, value) or _mend(kind, path, value, ctx["hint"] or _keys(kind, path, value, root), root)
    )
    return Fault(ctx["kind"], Problem(Place(path), ctx["words"], hint))


def _keys(kind: str, path: Path, value: Any, root: Root) -> Words | None:
    """The keys to write where something else stands than a mapping, or a list of mappings."""
    known = (
        keys_at(path, root) if root is Plan and kind in ("model_type", "model_attributes_type", "tuple_type") else []
    )
    if not known:
        return None
    listed = say("keys allowed here: {c}", "此处可用的键：{c}", c=", ".join(known))
    if kind != "tuple_type" and (found := as_list(path, value)):
        key, item = found
        each = say(", each item like `- {s}`", "，每一项写成 `- {s}`", s=item) if item else Words("", "")
        return say(
            "a list belongs under one of its keys, here most likely `{k}:`{e}; {c}",
            "列表应写在它的某个键之下，这里多半是 `{k}:`{e}；{c}",
            k=key,
            e=each,
            c=listed,
        )
    form = Words("`- key: value`", "“- 键: 值”") if kind == "tuple_type" else Words("`key: value`", "“键: 值”")
    if kind != "tuple_type" and (short := specimen(path, value)):
        form = Words(f"`{short}`", f" `{short}`")
    elif kind == "tuple_type" and isinstance(value, str) and (items := specimens((*path, 0), value)):
        form = Words(", ".join(items), " " + "、".join(items))
    return say("write it as {f}; {c}", "请写成{f}；{c}", f=form, c=listed)


def _mend(kind: str, path: Path, value: Any, hint: Words | None, root: Root) -> Words | None:
    """How a value of the wrong type is most likely meant."""
    share = _SHARE.fullmatch(value) if isinstance(value, str) else None
    if share and not (kind.startswith("model") and specimen(path, value)):
        words = ("a share is written as a number: {n}% is {s}", "比例写成数字：{n}% 写作 {s}")
        return say(*words, n=share[1], s=Decimal(share[1]) / 100)
    if isinstance(value, str) and kind != "commplan" and (found := re.match(r"\s*([A-Za-z_]+)：", value)):
        words = ("write `{k}: ` with a half-width colon and a blank behind it", "请写成 `{k}: `，用半角冒号，后加空格")
        return say(*words, k=found[1])
    if kind == "tuple_type" and isinstance(value, dict) and value:
        return _as_items(path, value, root)
    if kind == "bool_type" and isinstance(value, str):
        return say("write true or false; yes and no are text", "请写 true 或 false；yes 与 no 是文本")
    if kind == "commplan" and hint is None and isinstance(value, str):  # only numbers have no example of their own
        return _as_number(path, value)
    return hint


def _as_number(path: Path, value: str) -> Words:
    """How the number in a text is written."""
    if value.lstrip("+-").replace(".", "", 1).isdigit() and value.isascii():
        return say("take the quotes off", "请去掉引号")
    if path[-1] in _OF_A_METRIC and (length := seconds(value)):
        return say(
            "write the number alone, in the unit of its metric: {s} where that is seconds (`commplan metrics` says so)",
            "只写数字本身，按指标的单位：以秒计的指标（见 `commplan metrics`）写 {s}",
            s=length,
        )
    if (number := only_number(value)) is not None:
        return say("write the number alone: {n:f}", "只写数字本身：{n:f}", n=number)
    if (ends := _FROM_TO.search(value)) and path[-1] == "target":
        words = (
            "write where it is to come: {n}; where it stands today is `baseline: {{value: {b}, date: 2027-01-01}}`",
            "只写要达到的数：{n}；现在的数写作 `baseline: {{value: {b}, date: 2027-01-01}}`",
        )
        return say(*words, n=ends[2], b=ends[1])
    told = re.findall(r"(\d+(?:\.\d+)?)\s*([万亿kK]?)", value)
    if len(told) == 2 and (whole := [int(n) for n, unit in told if n.isdigit() and not unit])[1:]:
        middle = sum(whole) // 2
        return say("write one number, such as the middle: {n}", "只写一个数字，例如中间值：{n}", n=middle)
    return say("write the number alone, such as 12", "只写数字本身，例如 12")


def _as_items(path: Path, value: dict[str, Any], root: Root) -> Words:
    """How a mapping is written that stands where a list belongs."""
    if root is not Plan:
        return say("write its heading in two pairs of brackets: [[...]]", "标题请写在双层方括号中：[[...]]")
    if first := by_name(path, value):
        return say("write it as a list, each item beginning like `{f}`", "请写成列表，每一项像 `{f}` 这样开头", f=first)
    return say("start it with `- `, so that it is a list of one", "在前面加上 `- `，使其成为一项的列表")


def written(value: Any) -> Words:
    """A value as the plan writes it, quoted."""
    return quote("" if value is None else str(value).lower() if isinstance(value, bool) else value)


def _fill_in(path: Path, root: Root) -> Words:
    if is_required(path, root):
        return say("fill it in", "请填写")
    return say("fill it in, or delete the line", "请填写，或删去这一行")


def _one_of(given: str, allowed: list[str]) -> Words:
    shown = [f"{a}（{term(a).zh}）" if term(a).zh != a else a for a in allowed]
    choice = Words(", ".join(allowed), "、".join(shown))
    near = nearest(given.lower(), [a.lower() for a in allowed])
    if near:
        word = next(a for a in allowed if a.lower() == near)
        return say("did you mean {n}? allowed: {c}", "是否想写 {n}？可用：{c}", n=word, c=choice)
    return say("allowed: {c}", "可用：{c}", c=choice)


def _missing(path: Path, key: str, root: Root) -> Fault:
    spec = spec_at((*path, key), root)
    words = say("`{k}` is missing", "缺少 `{k}`", k=key)
    form = f"`{key}: …`" if root is Plan else f"`{key} = …`"
    hint = say("add {f}. {d}", "请补上 {f}。{d}", d=spec.words if spec else "", f=form)
    if key == "id" and root is Plan:
        hint = _as_id(path, "my-community" if path == ("plan",) else "member-a")
    if not path and root is Plan and key == "commplan":
        hint = say("begin the file with `commplan: 1`", "文件以 `commplan: 1` 开头")
    return Fault("missing-key", Problem(Place(path, "key"), words, hint))


def _as_id(path: Path, example: str) -> Words:
    return say(
        "add `id: …`{w}, a short name of a-z, 0-9 and single hyphens, such as {e}",
        "请{w}补上 `id: …`：短名称，只用 a-z、0-9 与单个短横线，例如 {e}",
        w=say(" under `plan`", "在 `plan` 下") if path == ("plan",) else "",
        e=example,
    )
