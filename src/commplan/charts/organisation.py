"""Organisation chart: which bodies and roles there are, who answers to whom, and which posts are empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from commplan.chart import Chart, Figure, Table
from commplan.drawing.canvas import WIDTH, Point, bends, drawing, fit, paragraph, rect, text, text_width, wrap
from commplan.words import Language, Words, say

_TITLE = Words("Organisation", "组织结构")
_ABOUT = Words("Who answers to whom. A dashed box is a vacant post.", "谁向谁负责。虚线框为空缺职位。")
_VACANT = Words("vacant", "空缺")
_COLUMNS = (Words("Name", "名称"), Words("Kind", "类别"), Words("Answers to", "上级"), Words("Held by", "担任者"))
_KINDS = {"body": Words("body", "机构"), "role": Words("role", "岗位")}
_EMPTY = Words("The plan names no bodies or roles.", "方案未列出机构或岗位。")

_GAP, _RISE, _LEAST = 12.0, 30.0, 118.0
_OUTLINE_ROW, _INDENT = 38.0, 26.0
_SMALL, _HOLDER_LINES, _PER_ROW, _LONGEST_COLUMN, _LINES = 11.5, 3, 5, 6, 4


@dataclass(frozen=True, slots=True)
class Box:
    """A body or role; `parent` is the id of the one it answers to."""

    id: str
    name: str
    kind: Literal["body", "role"] = "role"
    parent: str | None = None
    holders: tuple[str, ...] = ()
    vacant: bool = False


@dataclass(frozen=True, slots=True)
class Organisation:
    boxes: tuple[Box, ...]
    id: str = "organisation"


@dataclass(frozen=True, slots=True)
class _Tree:
    box: Box
    depth: int
    children: tuple[_Tree, ...]


def draw(data: Organisation, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    forest = _forest(data.boxes)
    if not forest:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    elif all(not tree.children for tree in forest):
        height, marks = _side_by_side(forest, language)
    elif _columns(forest, hanging=False) * _LEAST <= WIDTH + _GAP:
        height, marks = _tidy(forest, language, hanging=False)
    elif _columns(forest, hanging=True) * _LEAST <= WIDTH + _GAP:
        height, marks = _tidy(forest, language, hanging=True)
    else:
        height, marks = _outline(forest, language)
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _forest(boxes: tuple[Box, ...]) -> tuple[_Tree, ...]:
    ids = {box.id for box in boxes}
    placed: set[str] = set()

    def grow(box: Box, depth: int) -> _Tree:
        placed.add(box.id)
        below = [other for other in boxes if other.parent == box.id and other.id not in placed]
        return _Tree(box, depth, tuple(grow(child, depth + 1) for child in below if child.id not in placed))

    roots = [grow(box, 0) for box in boxes if box.parent not in ids]
    # Boxes that answer to each other in a ring have no root; the first of them stands in for one.
    roots.extend(grow(box, 0) for box in boxes if box.id not in placed)
    return tuple(roots)


def _hangs(tree: _Tree) -> bool:
    # A longer column would leave the rest of the page empty beside it.
    return 1 < len(tree.children) <= _LONGEST_COLUMN and all(not child.children for child in tree.children)


def _columns(forest: tuple[_Tree, ...], *, hanging: bool) -> int:
    return sum(
        1 if not tree.children or (hanging and _hangs(tree)) else _columns(tree.children, hanging=hanging)
        for tree in forest
    )


def _holders(box: Box, language: Language) -> str:
    names = "、".join(box.holders) if language == "zh" else ", ".join(box.holders)
    vacant = _VACANT.in_language(language)
    return f"{names} · {vacant}" if names and box.vacant else names or (vacant if box.vacant else "")


def _held(box: Box, width: float, language: Language, lines: int = _HOLDER_LINES) -> list[str]:
    """The holders in lines of whole names; those who do not fit are counted."""
    comma = "、" if language == "zh" else ", "
    names = [*box.holders, *([_VACANT.in_language(language)] if box.vacant else [])]
    out: list[str] = []
    for position, name in enumerate(names):
        rest = f" +{len(names) - position - 1}" if position + 1 < len(names) else ""
        joined = f"{out[-1]}{comma}{name}" if out else ""
        full = len(out) == lines
        if out and text_width(joined + (rest if full else ""), _SMALL) <= width:
            out[-1] = joined
        elif not full:
            out.append(name)
        else:
            out[-1] = f"{fit(out[-1], width - text_width(' +99', _SMALL), _SMALL)} +{len(names) - position}"
            break
    return [fit(line_, width, _SMALL) for line_ in out]


def _side_by_side(forest: tuple[_Tree, ...], language: Language) -> tuple[float, list[str]]:
    # Nobody answers to anybody: there is no tree to draw, so the boxes fill rows.
    per_row = min(len(forest), _PER_ROW)
    width = min(WIDTH / per_row, 190) - _GAP
    height = _box_height(forest, width, language)
    marks = [
        _box(tree, 1 + i % per_row * (width + _GAP), 1 + i // per_row * (height + _GAP), width, height, language)
        for i, tree in enumerate(forest)
    ]
    return -(-len(forest) // per_row) * (height + _GAP), marks


def _tidy(forest: tuple[_Tree, ...], language: Language, *, hanging: bool) -> tuple[float, list[str]]:
    width = min(WIDTH / _columns(forest, hanging=hanging), 190) - _GAP
    total = _columns(forest, hanging=hanging) * (width + _GAP) - _GAP
    box_height = _box_height(forest, width, language)
    marks: list[str] = []
    lines: list[list[Point]] = []
    bottom = 0.0

    def lay(tree: _Tree, left: float) -> tuple[float, float]:
        """Draws what is below, then the box over the middle of its children; gives the middle and the room taken."""
        nonlocal bottom
        top = tree.depth * (box_height + _RISE) + 1
        if hanging and _hangs(tree):
            middle, room = left + width / 2, width + _GAP
            for row, child in enumerate(tree.children):
                y = top + box_height + 14 + row * (box_height + 8)
                lines.append(_elbow(left + 7, top + box_height, left + 20, y + box_height / 2, beside=True))
                marks.append(_box(child, left + 20, y, width - 20, box_height, language))
                bottom = max(bottom, y + box_height)
        elif tree.children:
            middles, room = [], 0.0
            for child in tree.children:
                centre, taken = lay(child, left + room)
                middles.append(centre)
                room += taken
            middle = (middles[0] + middles[-1]) / 2
            lines.extend(_elbow(middle, top + box_height, x, top + box_height + _RISE) for x in middles)
        else:
            middle, room = left + width / 2, width + _GAP
        marks.append(_box(tree, middle - width / 2, top, width, box_height, language))
        bottom = max(bottom, top + box_height)
        return middle, room

    left = (WIDTH - total) / 2
    for tree in forest:
        left += lay(tree, left)[1]
    return bottom + 2, [bends(lines), *marks]


def _box_height(forest: tuple[_Tree, ...], width: float, language: Language) -> float:
    def tallest(tree: _Tree) -> float:
        inside = width - 16 - 20 * (tree.depth > 0)
        name = len(wrap(tree.box.name, inside, 12.5, lines=_LINES, bold=True)) * 16
        own = name + len(_held(tree.box, inside, language)) * 15 + 15
        return max([own, *map(tallest, tree.children)])

    return max(map(tallest, forest))


def _box(tree: _Tree, x: float, y: float, width: float, height: float, language: Language) -> str:
    frame, ink, soft = _frame(tree, x, y, width, height)
    inside = width - 16
    held = _held(tree.box, inside, language)
    name_lines = len(wrap(tree.box.name, inside, 12.5, lines=_LINES, bold=True))
    first = y + (height - name_lines * 16 - len(held) * 15) / 2 + 12.5
    middle = x + width / 2
    name = paragraph(
        middle, first, tree.box.name, inside, lines=_LINES, size=12.5, ink=ink, anchor="middle", bold=True, leading=1.28
    )
    below = first + name_lines * 16
    rows = (text(middle, below + 15 * i, row, size=_SMALL, ink=soft, anchor="middle") for i, row in enumerate(held))
    return frame + name + "".join(rows)


def _elbow(x1: float, y1: float, x2: float, y2: float, *, beside: bool = False) -> list[Point]:
    if beside:
        return [(x1, y1), (x1, y2), (x2, y2)]
    half = (y1 + y2) / 2
    if abs(x1 - x2) < 0.5:
        return [(x1, y1), (x2, y2)]
    return [(x1, y1), (x1, half), (x2, half), (x2, y2)]


def _outline(forest: tuple[_Tree, ...], language: Language) -> tuple[float, list[str]]:
    # Too many side by side to be read: every box gets a row of its own, indented below the one it answers to.
    marks: list[str] = []
    lines: list[list[Point]] = []
    row = 0

    def lay(tree: _Tree, parent: tuple[float, float] | None) -> None:
        nonlocal row
        x, y = min(tree.depth, 12) * _INDENT + 1, row * _OUTLINE_ROW + 1
        row += 1
        if parent:
            lines.append(_elbow(parent[0] + 10, parent[1] + _OUTLINE_ROW - 8, x, y + 15, beside=True))
        marks.append(_outline_row(tree, x, y, language))
        for child in tree.children:
            lay(child, (x, y))

    for tree in forest:
        lay(tree, None)
    return row * _OUTLINE_ROW, [bends(lines), *marks]


def _outline_row(tree: _Tree, x: float, y: float, language: Language) -> str:
    box, width = tree.box, 330.0
    out, ink, soft = _frame(tree, x, y, width, _OUTLINE_ROW - 8)
    out += _beside(x + 10, y, wrap(box.name, width - 20, bold=True), ink, bold=True)
    held = _held(box, WIDTH - x - width - 14, language, lines=2)
    return out + _beside(x + width + 12, y, held, "soft" if soft == "on-teal" else soft)


def _beside(x: float, y: float, rows: list[str], ink: str, *, bold: bool = False) -> str:
    """One or two lines in the middle of a row of the outline."""
    first, size = y + 20 - 6.5 * (len(rows) - 1), 12 if bold else _SMALL
    return "".join(text(x, first + 13 * i, row, size=size, ink=ink, bold=bold) for i, row in enumerate(rows))


def _frame(tree: _Tree, x: float, y: float, width: float, height: float) -> tuple[str, str, str]:
    """The empty box, the ink of its name and the ink of its holders."""
    box, size = tree.box, (x, y, width, height)
    if box.vacant and not box.holders:
        return rect(*size, "paper", stroke="amber", dash="5 3", radius=6), "amber", "amber"
    if box.kind == "role":
        return rect(*size, "paper", stroke="line", radius=6), "ink", "soft"
    if tree.depth == 0:
        return rect(*size, "teal", stroke="teal", radius=6), "on-teal", "on-teal"
    return rect(*size, "teal-pale", stroke="teal", radius=6), "ink", "soft"


def _table(data: Organisation, language: Language) -> Table:
    names = {box.id: box.name for box in data.boxes}
    return Table(
        tuple(words.in_language(language) for words in _COLUMNS),
        tuple(
            (
                box.name,
                _KINDS[box.kind].in_language(language),
                names.get(box.parent or "", box.parent or "–"),
                _holders(box, language) or "–",
            )
            for box in data.boxes
        ),
    )


def example(language: Language) -> Organisation:
    def box(id_: str, name: Words, kind: Literal["body", "role"], parent: str | None, *holders: str) -> Box:
        return Box(id_, name.in_language(language), kind, parent, holders, vacant=not holders)

    def member(letter: str, zh: str) -> str:
        return say(f"Member {letter}", f"成员{zh}").in_language(language)

    a, b, c, d, e = (member(*pair) for pair in zip("ABCDE", "甲乙丙丁戊", strict=True))
    return Organisation(
        (
            box("steering", Words("Steering committee", "指导委员会"), "body", None, a, b, c),
            box("lead", Words("Community lead", "社群总监"), "role", "steering", b),
            box("finance", Words("Finance and compliance", "财务与合规"), "body", "steering", c),
            box("content", Words("Content team", "内容组"), "body", "lead", d),
            box("safety", Words("Moderation and safety", "审核与安全"), "body", "lead", a, e),
            box("editor", Words("Editor", "编辑"), "role", "content", d),
            box("translator", Words("Translator", "翻译"), "role", "content"),
            box("moderator", Words("Moderator", "审核员"), "role", "safety", a, e),
            box("appeals", Words("Appeals reviewer", "申诉复核员"), "role", "safety"),
            box("treasurer", Words("Treasurer", "财务管理员"), "role", "finance", c),
        )
    )


CHART = Chart("organisation", _TITLE, _ABOUT, draw, example)
