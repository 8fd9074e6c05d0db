"""YAML text as data with exact places.

YAML 1.2 core semantics: `no` is text, `14:30` is text, a duplicate key is a fault, `<<` means nothing.
A document may be put together from several files; every value still knows the file, line and column it came from.
Whatever a text gets wrong is a `Fault` with a place, never an exception.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from commplan.document.decode import decoded, lines_of
from commplan.document.nodes import (
    MAX_DEPTH,
    NODE_TAGS,
    PLAIN,
    SCALAR_KINDS,
    TEXT,
    MappingNode,
    Node,
    ScalarNode,
    TooDeep,
    YAMLError,
    compose,
    node_span,
)
from commplan.document.places import span_of
from commplan.document.scalars import plain, tagged
from commplan.finding import Path, Place, Problem, Related, Span
from commplan.words import Words, quote, say

MAX_BYTES = 16 * 1024 * 1024
MAX_ALIASED = 20_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the file itself: the name of its rule, and the problem."""

    name: str
    problem: Problem


@dataclass(slots=True)
class Document:
    """A YAML text, or several put together: `data` is plain dicts, tuples and scalars; None when unreadable."""

    file: str
    texts: dict[str, str] = field(default_factory=dict)
    root: Node | None = None
    data: Any = None
    faults: list[Fault] = field(default_factory=list)
    _grafts: dict[int, tuple[str, Node]] = field(default_factory=dict)
    _lines: dict[str, list[str]] = field(default_factory=dict)
    _pairs: dict[int, dict[object, tuple[Node, Node]]] = field(default_factory=dict)

    def span(self, place: Place) -> Span:
        """The concrete place of a symbolic one: of the nearest thing that is there, when the path itself is not."""
        if place.span is not None:
            return place.span
        return span_of(self, place)

    def lines(self, file: str) -> list[str]:
        """The lines of one of the files, for code frames."""
        if file not in self._lines:
            self._lines[file] = lines_of(self.texts.get(file, ""))
        return self._lines[file]

    def forget_lines(self) -> None:
        """What `lines` remembers goes, for texts that were put in place of others."""
        self._lines.clear()

    def graft(self, node: Node, file: str) -> None:
        """Remember that a node, with all below it, comes from another file than what it hangs on."""
        self._grafts[id(node)] = (file, node)

    def stand_in(self, node: Any) -> Any:
        """A mapping or list like this one, to be added to."""
        made = type(node)(node.tag, list(node.value), node.start_mark, node.end_mark)
        if id(node) in self._grafts:
            self.graft(made, self._grafts[id(node)][0])
        return made

    def file_of(self, node: Node, file: str) -> str:
        """The file of a node that hangs on something of `file`."""
        return self._grafts[id(node)][0] if id(node) in self._grafts else file

    def pair(self, node: MappingNode, key: str | int) -> tuple[Node, Node] | None:
        """The first key and value node of a mapping for a key; asked only once the document is put together."""
        if id(node) not in self._pairs:
            texts = [(k, v) for k, v in reversed(node.value) if isinstance(k, ScalarNode)]
            self._pairs[id(node)] = {k.value: (k, v) for k, v in texts}
        return self._pairs[id(node)].get(key)


def read(file: str, raw: bytes) -> Document:
    """One file's bytes as a Document; decoding, syntax, depth and size faults are in its `faults`."""
    document = Document(file)
    if len(raw) > MAX_BYTES:
        size = say(
            "{mb} MB is more than a plan can have ({max} MB)",
            "文件有 {mb} MB，超过方案的上限（{max} MB）",
            mb=-(-len(raw) >> 20),
            max=MAX_BYTES >> 20,
        )
        hint = say("split it with `include:`, or leave data out of it", "用 `include:` 拆分，或不要把数据放进来")
        _failed(document, "too-large", Span(file, 1, 1, 1, 1), size, hint)
        return document
    document.texts[file], misfit = decoded(raw)
    if misfit is None:
        _compose(document, document.texts[file])
        return document
    before = lines_of(misfit.before + "|")
    words = say(
        "byte {n} of the file (0x{b:02x}) is not {e}",
        "文件的第 {n} 个字节（0x{b:02x}）不是 {e}",
        n=misfit.number,
        b=misfit.byte,
        e=misfit.encoding,
    )
    hint = say("save the file as UTF-8 in your editor", "请在编辑器中把文件另存为 UTF-8")
    line, column = len(before), len(before[-1])
    _failed(document, "encoding", Span(file, line, column, line, column + 1), words, hint)
    return document


def _failed(
    document: Document, name: str, span: Span, words: Words, hint: Words | None, related: tuple[Related, ...] = ()
) -> None:
    document.faults.append(Fault(name, Problem(Place((), span=span), words, hint, related)))


def _compose(document: Document, text: str) -> None:
    file = document.file
    try:
        document.root = compose(text)
    except TooDeep as deep:
        line, column = deep.mark.line + 1, deep.mark.column + 1
        words = say("nested more than {n} levels deep", "嵌套超过 {n} 层", n=MAX_DEPTH)
        hint = say("no plan needs that; look for a slip of indentation", "方案用不到这么深；请检查缩进")
        _failed(document, "too-deep", Span(file, line, column, line, column + 1), words, hint)
        return
    except YAMLError as error:
        from commplan.document.faults import describe  # a file that can be read has no use for its sentences

        told = describe(error, text, document.lines(file))
        related = (
            (Related(Place((), span=Span(file, *told.opened)), told.opener),) if told.opened and told.opener else ()
        )
        _failed(document, "syntax", Span(file, *told.at), told.words, told.hint, related)
        return
    root = document.root
    if root is None or (isinstance(root, ScalarNode) and root.tag == PLAIN and root.value == ""):
        document.root = None
        words = say("the file is empty", "文件是空的")
        hint = say("`commplan init` writes a plan to start from", "`commplan init` 可生成一份起步方案")
        _failed(document, "empty-file", Span(file, 1, 1, 1, 1), words, hint)


def resolve(document: Document) -> None:
    """Give `document.data` from its nodes, with the faults met on the way; None when aliases make it endless."""
    if document.root is not None:
        try:
            document.data = _Build(document).value(document.root, (), document.file)
        except _Endless:
            document.data = None


class _Endless(Exception):  # noqa: N818 - unwinds the walk; the Fault is told already
    """Aliases multiply or nest without end."""


class _Build:
    """The walk from nodes to data: keeps count of what aliases multiply."""

    def __init__(self, document: Document) -> None:
        self.document, self.aliased, self.repeating = document, 0, False
        self.open: set[int] = set()
        self.seen: set[int] = set()

    def fault(self, name: str, place: Place, words: Words, hint: Words | None = None, *related: Related) -> None:
        if not self.repeating:  # else it was told where the anchor is
            self.document.faults.append(Fault(name, Problem(place, words, hint, related)))

    def endless(self, name: str, place: Place, words: Words) -> None:
        hint = say("write the values out that are really meant", "请直接写出真正需要的内容")
        self.document.faults.append(Fault(name, Problem(place, words, hint)))
        raise _Endless

    def value(self, node: Node, path: Path, file: str) -> Any:
        if self.repeating:
            self.aliased += 1
            if self.aliased > MAX_ALIASED:
                words = say("aliases multiply to more than {n} values", "别名展开后超过 {n} 个值", n=MAX_ALIASED)
                self.endless("alias-bomb", Place(path[:1], "key"), words)
        return self.scalar(node, path) if isinstance(node, ScalarNode) else self.collection(node, path, file)

    def collection(self, node: Node, path: Path, file: str) -> Any:
        key, outermost = id(node), not self.repeating
        if key in self.open:
            words = say("this alias stands inside its own anchor", "别名出现在它自己的锚点之内")
            self.fault("alias-cycle", Place(path), words, say("write the value out here", "请在此处直接写出内容"))
            return None
        if len(self.open) >= MAX_DEPTH:
            words = say("aliases nest more than {n} levels deep", "别名嵌套超过 {n} 层", n=MAX_DEPTH)
            self.endless("too-deep", Place(path[:1], "key"), words)
        self.tag(node, path)
        self.repeating = self.repeating or key in self.seen
        self.seen.add(key)
        self.open.add(key)
        found = self.mapping(node, path, file) if isinstance(node, MappingNode) else self.sequence(node, path, file)
        self.open.discard(key)
        self.repeating = self.repeating and not outermost
        return found

    def sequence(self, node: Node, path: Path, file: str) -> tuple[Any, ...]:
        of = self.document.file_of
        return tuple(self.value(n, (*path, i), of(n, file)) for i, n in enumerate(node.value))

    def mapping(self, node: MappingNode, path: Path, file: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            here, key = self.document.file_of(value_node, file), key_node.value
            if not isinstance(key_node, ScalarNode):
                words = say("a key must be text", "键必须是文本")
                hint = say("put text that starts with { or [ in quotes", "以 { 或 [ 开头的文本请加引号")
                self.fault("syntax", Place(path, span=self.span(here, key_node)), words, hint)
            elif key in found:
                words = say("key {k} is given twice", "键 {k} 写了两次", k=quote(key))
                hint = say("keep one of the two; only one could count", "两者只留其一，否则只有一个会生效")
                first = Related(Place((*path, key), "key"), say("first given here", "首次出现在这里"))
                place = Place((*path, key), span=self.span(here, key_node))
                self.fault("duplicate-key", place, words, hint, first)
            else:
                found[key] = self.value(value_node, (*path, key), here)
        return found

    def span(self, file: str, node: Node) -> Span:
        return node_span(file, node, self.document.lines(file))

    def scalar(self, node: ScalarNode, path: Path) -> Any:
        if node.tag == TEXT:
            return node.value
        try:
            if node.tag == PLAIN:
                return plain(node.value)
            if kind := SCALAR_KINDS.get(node.tag):
                return tagged(node.value, kind)
        except ValueError:
            if node.tag == PLAIN:
                words = say("a number of {n} digits is too long", "数字太长（{n} 位）", n=len(node.value))
                hint = say("put it in quotes if it is text", "如果它是文本，请加引号")
            else:
                words = say("{v} is not what its tag says", "{v} 与它的标签不符", v=quote(node.value))
                hint = say("leave the tag out", "请删去标签")
            self.fault("bad-value", Place(path), words, hint)
            return None
        self.tag(node, path)
        return node.value

    def tag(self, node: Node, path: Path) -> None:
        if node.tag != NODE_TAGS.get(type(node)):
            words = say("tag {t} means nothing in a plan", "标签 {t} 在方案中没有意义", t=quote(node.tag))
            hint = say("leave it out, or put text that starts with ! in quotes", "请删去；以 ! 开头的文本请加引号")
            self.fault("syntax", Place(path), words, hint)
