"""YAML text as data with exact places. The only home of yaml.

YAML 1.2 core semantics on libyaml: `no` is text, `14:30` is text, a duplicate key is a fault, `<<` means nothing.
A document may be put together from several files; every value still knows the file, line and column it came from.
Whatever a text gets wrong is a `Fault` with a place, never an exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from commplan.finding import Path, Place, Problem, Related, Span
from commplan.words import Words, quote, say
from commplan.yaml_faults import describe

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 60
MAX_ALIASED = 20_000

_STR = "tag:yaml.org,2002:str"
_CORE_TAGS = {f"tag:yaml.org,2002:{t}" for t in ("str", "int", "float", "bool", "null", "map", "seq")}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the file itself: the name of its rule, and the problem."""

    name: str
    problem: Problem


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """A loader that leaves every plain scalar alone; what it means is decided here."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own protocol


@dataclass(slots=True)
class Document:
    """A YAML text, or several put together: `data` is plain dicts, tuples and scalars; None when unreadable."""

    file: str
    texts: dict[str, str] = field(default_factory=dict)
    root: yaml.Node | None = None
    data: Any = None
    faults: list[Fault] = field(default_factory=list)
    grafts: dict[int, str] = field(default_factory=dict)

    def span(self, place: Place) -> Span:
        """The concrete place of a symbolic one: of the nearest thing that is there, when the path itself is not."""
        if place.span is not None:
            return place.span
        return _Walk(self).span(place)

    def lines(self, file: str) -> list[str]:
        """The lines of one of the files, for code frames."""
        return self.texts.get(file, "").splitlines()


def read(file: str, raw: bytes) -> Document:
    """One file's bytes as a Document; decoding, syntax, depth and size faults are in its `faults`."""
    document = Document(file)
    if len(raw) > MAX_BYTES:
        size = say(
            "{mb} MB is more than a plan can have ({max} MB)",
            "文件有 {mb} MB，超过方案的上限（{max} MB）",
            mb=len(raw) >> 20,
            max=MAX_BYTES >> 20,
        )
        hint = say("split it with `include:`, or leave data out of it", "用 `include:` 拆分，或不要把数据放进来")
        return _failed(document, "too-large", Span(file, 1, 1, 1, 1), size, hint)
    text = _decode(document, raw)
    if text is not None:
        document.texts[file] = text
        deep = _too_deep(text)
        if deep:
            line = deep
            words = say("nested more than {n} levels deep", "嵌套超过 {n} 层", n=MAX_DEPTH)
            hint = say("no plan needs that; look for a slip of indentation", "方案用不到这么深；请检查缩进")
            return _failed(document, "too-deep", Span(file, line, 1, line, 2), words, hint)
        _compose(document, text)
    return document


def _failed(document: Document, name: str, span: Span, words: Words, hint: Words | None) -> Document:
    document.faults.append(Fault(name, Problem(Place((), span=span), words, hint)))
    return document


def _decode(document: Document, raw: bytes) -> str | None:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(encoding, "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        words = say(
            "byte {n} (0x{b:02x}) is not UTF-8",
            "第 {n} 个字节（0x{b:02x}）不是 UTF-8",
            n=error.start,
            b=raw[error.start],
        )
        hint = say("save the file as UTF-8 in your editor", "请在编辑器中把文件另存为 UTF-8")
        _failed(document, "encoding", Span(document.file, line, column, line, column + 1), words, hint)
        return None


_INDENT = re.compile(r"^[ \t?:-]*", re.MULTILINE)


def _too_deep(text: str) -> int | None:
    """The line where nesting passes MAX_DEPTH, else None; a cheap look first, the parser's events only in doubt."""
    brackets = text.count("[") + text.count("{")
    widest = max((len(m[0]) for m in _INDENT.finditer(text)), default=0)
    if brackets <= MAX_DEPTH // 2 and widest <= MAX_DEPTH // 2:
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    return event.start_mark.line + 1 if event.start_mark else 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return None
    return None


def _compose(document: Document, text: str) -> None:
    try:
        document.root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        line, column, words, hint = describe(error, text)
        _failed(document, "syntax", Span(document.file, line, column, line, column + 1), words, hint)
        return
    if document.root is None:
        words = say("the file is empty", "文件是空的")
        hint = say("`commplan init` writes a plan to start from", "`commplan init` 可生成一份起步方案")
        _failed(document, "empty-file", Span(document.file, 1, 1, 1, 1), words, hint)


def resolve(document: Document) -> None:
    """Give `document.data` from its nodes, with the faults met on the way."""
    if document.root is not None:
        document.data = _Build(document).value(document.root, ())


# -- nodes to data --


class _Build:
    """The walk from nodes to data: keeps count of what aliases multiply."""

    def __init__(self, document: Document) -> None:
        self.document, self.aliased = document, 0
        self.open: set[int] = set()
        self.seen: set[int] = set()

    def fault(self, name: str, place: Place, words: Words, hint: Words | None = None, *related: Related) -> None:
        self.document.faults.append(Fault(name, Problem(place, words, hint, related)))

    def value(self, node: yaml.Node, path: Path) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, path)
        key = id(node)
        if key in self.open:
            words = say("this alias stands inside its own anchor", "别名出现在它自己的锚点之内")
            self.fault("alias-cycle", Place(path), words, say("write the value out here", "请在此处直接写出内容"))
            return None
        if key in self.seen:
            self.aliased += 1
        self.seen.add(key)
        if self.aliased > MAX_ALIASED:
            if self.aliased == MAX_ALIASED + 1:
                self.aliased += 1
                words = say("aliases multiply to more than {n} values", "别名展开后超过 {n} 个值", n=MAX_ALIASED)
                self.fault("alias-bomb", Place(path), words, say("write the values out", "请直接写出内容"))
            return None
        self.open.add(key)
        try:
            if isinstance(node, yaml.MappingNode):
                return self.mapping(node, path)
            return tuple(self.value(item, (*path, i)) for i, item in enumerate(node.value))
        finally:
            self.open.discard(key)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.tag(node, path)
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                span = node_span(self.document.file, key_node)
                self.fault("syntax", Place(path, span=span), say("a key must be text", "键必须是文本"))
                continue
            key = str(key_node.value)
            if key in found:
                span = node_span(_Walk(self.document).file_of(path), key_node)
                words = say("key {k} is given twice", "键 {k} 写了两次", k=quote(key))
                hint = say("keep one of the two; only one could count", "两者只留其一，否则只有一个会生效")
                first = Related(Place((*path, key), "key"), say("first given here", "首次出现在这里"))
                self.fault("duplicate-key", Place((*path, key), span=span), words, hint, first)
                continue
            found[key] = self.value(value_node, (*path, key))
        return found

    def scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        self.tag(node, path)
        if node.style not in (None, "") or node.tag != _STR:
            return node.value
        try:
            return plain(node.value)
        except ValueError:
            words = say("a number of {n} digits is too long", "数字太长（{n} 位）", n=len(node.value))
            self.fault("bad-value", Place(path), words)
            return None

    def tag(self, node: yaml.Node, path: Path) -> None:
        if node.tag not in _CORE_TAGS:
            words = say("tag {t} means nothing in a plan", "标签 {t} 在方案中没有意义", t=quote(node.tag))
            self.fault("syntax", Place(path), words, say("leave it out", "请删去"))


_NUMBERISH = frozenset("+-.0123456789")
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def plain(text: str) -> Any:
    """What an unquoted YAML 1.2 scalar means; ValueError for an integer Python refuses to read."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBERISH:
        return text
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if text[:2] in ("0x", "0o"):
        try:
            return int(text, 0)
        except ValueError:
            return text
    if text.lstrip("+-").lower() in (".inf", ".nan"):
        return float(text.replace(".", "", 1))
    return text


# -- paths to spans --


def node_span(file: str, node: yaml.Node, text: str = "") -> Span:
    """The span of a node on its first line, `text` being its file's, where the node runs over several."""
    start, end = node.start_mark, node.end_mark
    line, column = start.line + 1, start.column + 1
    if end.line == start.line and end.column > start.column:
        return Span(file, line, column, line, end.column + 1)
    lines = text.split("\n", line)
    first = lines[start.line].rstrip() if len(lines) > start.line else ""
    return Span(file, line, column, line, max(column + 1, len(first) + 1))


class _Walk:
    """From the root along a path: the file, key and value node it leads to, as far as it goes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.file = document.file

    def file_of(self, path: Path) -> str:
        for _ in self.steps(path):
            pass
        return self.file

    def steps(self, path: Path) -> Iterator[tuple[yaml.Node | None, yaml.Node]]:
        node = self.document.root
        if node is None:
            return
        yield None, node
        for part in path:
            key: yaml.Node | None = None
            if isinstance(node, yaml.MappingNode):
                pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
                if pair is None:
                    return
                key, node = pair
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            else:
                return
            self.file = self.document.grafts.get(id(node), self.file)
            yield key, node

    def span(self, place: Place) -> Span:
        found = list(self.steps(place.path))
        if not found:
            return Span(self.document.file, 1, 1, 1, 1)
        key, node = found[-1]
        exact = len(found) == len(place.path) + 1
        shorthand = isinstance(node, yaml.ScalarNode) and all(isinstance(p, int) for p in place.path[len(found) - 1 :])
        if (exact or shorthand) and place.on == "value" and isinstance(node, yaml.ScalarNode) and node.value != "":
            return self.of(node)
        if key is not None:
            return self.of(key)
        if isinstance(node, yaml.MappingNode) and node.value:
            return self.first_pair(node)
        return self.of(node)

    def of(self, node: yaml.Node) -> Span:
        return node_span(self.file, node, self.document.texts.get(self.file, ""))

    def first_pair(self, node: yaml.MappingNode) -> Span:
        """A mapping without a key of its own (a list item) is pointed at by its first line."""
        key, value = node.value[0]
        first = self.of(key)
        last = self.of(value) if isinstance(value, yaml.ScalarNode) else first
        if last.line != first.line:
            last = first
        return Span(first.file, first.line, first.column, first.line, max(last.end_column, first.end_column))
