"""Putting included files into a document: mappings are merged, lists are joined, a value stated twice is a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path as FilePath

from commplan.document import Document, Fault, read
from commplan.document.nodes import MAX_DEPTH, MappingNode, Node, ScalarNode, SequenceNode, node_span
from commplan.finding import Path, Place, Problem, Related
from commplan.os_errors import why
from commplan.spelling import nearest
from commplan.words import Words, quote, say

MAX_FILES = 200
KEY = "include"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One file that is asked for: by which chain of files, by which name (None: no name), at which place."""

    chain: tuple[str, ...]
    name: str | None
    place: Place


class _Refused(Exception):  # noqa: N818 - becomes a Fault
    """An include that is not followed."""

    def __init__(self, name: str, words: Words, hint: Words | None = None) -> None:
        super().__init__(words.en)
        self.name, self.words, self.hint = name, words, hint


def include(document: Document, folder: FilePath | None, held: Mapping[str, bytes] | None = None) -> bool:
    """Put every included file into the document, each below `folder`, none twice; False when one of them is not there.

    Faults of the included files become faults of the document. `held` is what files hold that are not on disk yet so.
    """
    main = str(FilePath(document.file))
    waiting, seen, whole = _asked(document, (main,)), {main}, True
    while waiting:
        asked = waiting.pop(0)
        try:
            found = _found(document, folder, asked, seen, held or {})
        except _Refused as refused:
            fault = Fault(refused.name, Problem(asked.place, refused.words, refused.hint))
            document.faults.append(fault)
            whole = False
            if len(seen) >= MAX_FILES:
                break
            continue
        if found is None:
            continue
        seen.add(found.file)
        whole = _put(document, found, asked) and whole
        waiting += _asked(found, (*asked.chain, found.file))
    return whole


def _put(document: Document, other: Document, asked: _Asked) -> bool:
    document.texts.update(other.texts)
    document.faults.extend(other.faults)
    if isinstance(other.root, MappingNode):
        document.faults.extend(graft(document, other))
    elif other.root is not None:
        words = say("{n} holds no mapping of keys", "{n} 的内容不是键值表", n=quote(asked.name))
        hint = say("write it like a plan: `goals:`, `structure:` ...", "写法与方案相同：`goals:`、`structure:` 等")
        span = node_span(other.file, other.root, other.lines(other.file))
        related = Related(Place((), span=span), say("this stands in it", "其中的内容在这里"))
        document.faults.append(Fault("wrong-type", Problem(asked.place, words, hint, (related,))))
    return isinstance(other.root, MappingNode) or [f.name for f in other.faults] == ["empty-file"]


def _asked(document: Document, chain: tuple[str, ...]) -> list[_Asked]:
    pairs = document.root.value if isinstance(document.root, MappingNode) else ()
    value = next((v for k, v in pairs if k.value == KEY), None)
    if value is None:
        return []
    items = value.value if isinstance(value, SequenceNode) else [value]
    lines = document.lines(document.file)
    return [_Asked(chain, _name(item), Place((KEY,), span=node_span(document.file, item, lines))) for item in items]


def _name(node: Node) -> str | None:
    return str(node.value) if isinstance(node, ScalarNode) and node.value not in ("", "~") else None


def _found(
    document: Document, folder: FilePath | None, asked: _Asked, seen: set[str], held: Mapping[str, bytes]
) -> Document | None:
    """The document that an include means, None when it is in already; _Refused when it cannot be had."""
    if asked.name is None or "\0" in asked.name:
        hint = say("write it like `include: goals.yaml`", "写法如 `include: goals.yaml`")
        raise _Refused("include-unreadable", say("not a file name", "不是文件名"), hint)
    if folder is None:
        raise _Refused("include-unreadable", say("no other files can be included here", "这里不能引入其他文件"))
    if len(seen) >= MAX_FILES:
        words = say("a plan can consist of at most {n} files", "一份方案最多由 {n} 个文件组成", n=MAX_FILES)
        raise _Refused("include-unreadable", words, say("join some of them", "请合并其中一些文件"))
    main, path = FilePath(document.file), None
    try:
        top = folder.resolve()
        path = (folder / relpath(FilePath(asked.chain[-1]).parent, main.parent) / asked.name).resolve()
        if not path.is_relative_to(top):
            words = say("{n} lies outside the plan's folder", "{n} 在方案所在文件夹之外", n=quote(asked.name))
            hint = say("put the file beside the plan or below it", "请把文件放在方案旁边或其下级文件夹")
            raise _Refused("include-outside", words, hint)
        shown = str(main.parent / path.relative_to(top))
        if shown in asked.chain:
            by = " → ".join((*asked.chain[asked.chain.index(shown) :], shown))
            words = say("{n} includes itself: {c}", "{n} 引入了它自己：{c}", n=quote(asked.name), c=by)
            raise _Refused("include-circle", words, say("take one of them out", "请删去其中一处"))
        return None if shown in seen else read(shown, held[shown] if shown in held else _bytes(path))
    except (OSError, RuntimeError) as error:  # a circle of links is a RuntimeError before Python 3.13
        reason = why(error) if isinstance(error, OSError) else say("its links lead in a circle", "它的链接首尾相接")
        words = say("cannot read {n}: {e}", "无法读取 {n}：{e}", n=quote(asked.name), e=reason)
        raise _Refused("include-unreadable", words, _near(path)) from None


def _near(path: FilePath | None) -> Words | None:
    """The file beside a missing one that is called most like it."""
    try:
        names = [p.name for p in path.parent.iterdir() if p.is_file()] if path and not path.exists() else []
    except (OSError, RuntimeError):
        return None
    near = nearest(path.name if path else "", names, 0.7)
    return say("did you mean {n}?", "是否想写 {n}？", n=near) if near else None


def _bytes(path: FilePath) -> bytes:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise _Refused("include-unreadable", say("{n} is no file", "{n} 不是文件", n=quote(path.name)))
    return path.read_bytes()


def graft(document: Document, other: Document) -> list[Fault]:
    """Put the top-level keys of `other` into `document`, which keeps the file of every value; the faults of that."""
    work = _Graft(document, other.file)
    if isinstance(document.root, MappingNode) and isinstance(other.root, MappingNode):
        work.merge(document.root, [(k, v) for k, v in other.root.value if k.value != KEY], ())
    return work.faults


class _Graft:
    """The putting of one file into a document. Nodes are replaced, not changed: an alias may stand for them elsewhere."""

    def __init__(self, document: Document, file: str) -> None:
        self.document, self.file = document, file
        self.faults: list[Fault] = []
        self.joined: dict[tuple[int, int], Node] = {}

    def merge(self, into: MappingNode, pairs: list[tuple[Node, Node]], path: Path) -> None:
        own: set[str] = set()
        for key, value in pairs:
            known = (i for i, (k, _) in enumerate(into.value) if isinstance(key, ScalarNode) and k.value == key.value)
            at = next(known, None)
            if at is None or key.value in own:  # a key given twice in one file stays so, and is told as that
                self.document.graft(value, self.file)
                into.value.append((key, value))
            else:
                there, here = into.value[at]
                into.value[at] = (there, self.join(here, key, value, (*path, key.value)))
            if isinstance(key, ScalarNode):
                own.add(key.value)

    def join(self, here: Node, key: Node, value: Node, path: Path) -> Node:
        """What stands at a key that both sides have."""
        both = (id(here), id(value))
        if both in self.joined or len(path) > MAX_DEPTH:  # aliases; what is endless in them is told when they are read
            return self.joined.get(both, here)
        if isinstance(here, MappingNode) and isinstance(value, MappingNode):
            made: MappingNode = self.document.stand_in(here)
            self.joined[both] = made
            self.merge(made, value.value, path)
            return made
        if isinstance(here, SequenceNode) and isinstance(value, SequenceNode):
            for item in value.value:
                self.document.graft(item, self.file)
            longer: SequenceNode = self.document.stand_in(here)
            self.joined[both] = longer
            longer.value.extend(value.value)
            return longer
        if not (isinstance(here, ScalarNode) and (here.tag, here.value) == (value.tag, value.value)):
            self.twice(key, path)
        return here

    def twice(self, key: Node, path: Path) -> None:
        words = say("{k} is stated in two files", "{k} 在两个文件中都有", k=quote(key.value))
        hint = say("keep it in one of them", "请只保留一处")
        first = Related(Place(path, "key"), say("also stated here", "另一处在这里"))
        span = node_span(self.file, key, self.document.lines(self.file))
        self.faults.append(Fault("stated-twice", Problem(Place(path, span=span), words, hint, (first,))))
