"""Marks on a drawing: each function gives one piece of SVG, each colour is named in `palette`.

No text element is written without knowing how wide it may get. Widths are estimated, on the generous side, because the
reader's fonts are not known here; what does not fit ends in an ellipsis and tells the whole on hover.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

from commplan import escape
from commplan.drawing.palette import LIGHT

WIDTH = 760.0
"""Width of every full-width drawing: one scale for all, so that text has one size down the page."""

FONTS = (
    "system-ui,-apple-system,'Segoe UI','Helvetica Neue','PingFang SC','Noto Sans CJK SC','Source Han Sans SC',"
    "'Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"
)
_SIZE, _INK = 12.0, "ink"
"""What most texts are set in: said once for the whole drawing."""
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

_NARROW = frozenset("iIjl.,:;'|!()[]{}ftr \u2009-")
_BROAD = frozenset("mwMW@%&")
_NEVER_FIRST = frozenset("，。、；：？！）》」』”’】…,.;:?!)]}%")
_NEVER_LAST = frozenset("（《「『“‘【([{")
_UNITS = re.compile(r" +|[^ \u2e80-\uffef]+|[\u2e80-\uffef]|.", re.DOTALL)


def text_width(content: str, size: float = 12, *, bold: bool = False) -> float:
    """Estimated width in user units of a text as it is shown: an ideograph is 1 em, Latin about .6, and bold only widens Latin."""
    return sum(_em(char, 1.1 if bold else 1) for char in escape.visible(content)) * size


def _em(char: str, heft: float) -> float:
    if unicodedata.combining(char) or char in "\u200b\u200d\ufe0f":
        return 0
    if unicodedata.east_asian_width(char) in "WFA":
        return 1
    if char in _NARROW:
        return 0.4 * heft
    if char in _BROAD:
        return 1.01 * heft
    return (0.72 if char.isupper() else 0.64) * heft


def fit(content: str, width: float, size: float = 12, *, bold: bool = False) -> str:
    """The text, or as much of it as the width holds, with an ellipsis."""
    shown = escape.visible(content)
    if text_width(shown, size, bold=bold) <= width:
        return shown
    while shown and text_width(shown + "…", size, bold=bold) > width:
        shown = shown[:-1]
    return shown.rstrip() + "…"


def wrap(content: str, width: float, size: float = 12, *, lines: int = 2, bold: bool = False) -> list[str]:
    """At most so many lines; broken at spaces and between ideographs, never before a closing mark or after an opening one."""
    units = _joined(_UNITS.findall(escape.visible(content)))
    out = [""]
    for position, unit in enumerate(units):
        if text_width((out[-1] + unit).rstrip(), size, bold=bold) <= width:
            out[-1] += unit
            continue
        rest = "".join(units[position:]).lstrip()
        if len(out) == lines or not out[-1].strip():
            return _broken(out, rest, width, size, lines=lines, bold=bold)
        out.append(unit.lstrip())
        if text_width(out[-1], size, bold=bold) > width:
            out.pop()
            return _broken([*out, ""], rest, width, size, lines=lines, bold=bold)
    return [line.strip() for line in out if line.strip()] or [""]


def _joined(units: list[str]) -> list[str]:
    out: list[str] = []
    for unit in units:
        if out and (unit[0] in _NEVER_FIRST or out[-1][-1] in _NEVER_LAST):
            out[-1] += unit
        else:
            out.append(unit)
    return out


def _broken(out: list[str], rest: str, width: float, size: float, *, lines: int, bold: bool) -> list[str]:
    # One word is wider than the line, or there are no more lines: break anywhere, and end in an ellipsis.
    while len(out) < lines and text_width(rest, size, bold=bold) > width:
        taken = max(1, next((n for n in range(len(rest), 0, -1) if text_width(rest[:n], size, bold=bold) <= width), 1))
        out[-1], rest = out[-1] + rest[:taken], rest[taken:].lstrip()
        out.append("")
    out[-1] = fit(f"{out[-1]}{rest}", width, size, bold=bold)
    return [line.strip() for line in out]


def text(
    x: float, y: float, content: str, *, size: float = 12, ink: str = "ink", anchor: Anchor = "start",
    bold: bool = False, width: float | None = None,
) -> str:  # fmt: skip
    """One line on the baseline y. With a width, what does not fit is cut and told whole on hover."""
    whole = escape.visible(content)
    shown = whole if width is None else fit(whole, width, size, bold=bold)
    if not shown:
        return ""
    more = f"<title>{escape.svg(whole)}</title>" if shown != whole else ""
    weight = ' font-weight="600"' if bold else ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    where = f'x="{_n(x)}" y="{_n(y)}"{_size(size)}{place}{weight}'
    return f"<text {where}{_ink(ink)}>{more}{escape.svg(shown)}</text>"


def paragraph(
    x: float, y: float, content: str, width: float, *, lines: int = 2, size: float = 12, leading: float = 1.3,
    ink: str = "ink", anchor: Anchor = "start", bold: bool = False,
) -> str:  # fmt: skip
    """Several lines, the first on the baseline y."""
    rows = wrap(content, width, size, lines=lines, bold=bold)
    drawn = [
        text(x, y + i * size * leading, row, size=size, ink=ink, anchor=anchor, bold=bold) for i, row in enumerate(rows)
    ]
    whole = escape.visible(content)
    if "".join(rows).replace(" ", "") == whole.replace(" ", ""):
        return "".join(drawn)
    return f"<g><title>{escape.svg(whole)}</title>{''.join(drawn)}</g>"


def rect(
    x: float, y: float, width: float, height: float, fill: str | None = None, *, stroke: str | None = None,
    dash: str = "", radius: float = 0, tip: str = "", thickness: float = 1,
) -> str:  # fmt: skip
    corner = f' rx="{_n(radius)}"' if radius else ""
    size = f'width="{_n(max(width, 0))}" height="{_n(max(height, 0))}"'
    return _with_tip(
        "rect", f'x="{_n(x)}" y="{_n(y)}" {size}{corner}{_paint(fill, stroke, dash, thickness)}', tip
    )  # fmt: skip


def blocks(
    places: Iterable[tuple[float, float, float, float]], fill: str, *, stroke: str | None = None, radius: float = 0
) -> str:
    """Many rectangles (x, y, width, height) of one colour in one path: a year of cells in a tenth of the bytes."""
    if radius:
        # A thick outline of the same colour with round corners is a rectangle with round corners.
        inner = ((x + radius, y + radius, width - 2 * radius, height - 2 * radius) for x, y, width, height in places)
        path = "".join(f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}z" for x, y, width, height in inner)
        return f'<path d="{path}"{_paint(fill, fill, "", 2 * radius)} stroke-linejoin="round"/>' if path else ""
    if stroke:
        path = "".join(f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}z" for x, y, width, height in places)
        return f'<path d="{path}"{_paint(fill, stroke, "", 1)}/>' if path else ""
    # Without an outline a rectangle is a stroke as thick as it is high.
    rows: dict[float, str] = {}
    for x, y, width, height in places:
        rows[height] = f"{rows.get(height, '')}M{_n(x)} {_n(y + height / 2)}h{_n(width)}"
    return "".join(f'<path d="{path}"{_paint("", fill, "", height)}/>' for height, path in rows.items())


def lozenges(places: Iterable[tuple[float, float, float]], fill: str) -> str:
    """Many diamonds (x, y, half the width) of one colour in one path."""
    path = "".join(f"M{_n(x - r)} {_n(y)}l{_n(r)} {_n(-r)} {_n(r)} {_n(r)} {_n(-r)} {_n(r)}z" for x, y, r in places)
    return f'<path d="{path}"{_fill(fill)}/>' if path else ""


def bends(lines: Iterable[Sequence[Point]], stroke: str = "line") -> str:
    """Many lines with corners in one path."""
    path = "".join("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) for points in lines)
    return f'<path d="{path}"{_paint(None, stroke, "", 1)}/>' if path else ""


def discs(
    places: Iterable[tuple[float, float, str, str]], radius: float, ground: str, ink: str, *, ring: str | None = None
) -> str:
    """Many numbered discs (x, y, number, tip) that look alike."""
    places = list(places)
    numbers = labels([(x, y + 3.8, number) for x, y, number, _ in places], size=11, ink=ink, bold=True)
    if not ring and not any(tip for *_, tip in places):
        # The round end of a stroke of no length is a disc.
        path = "".join(f"M{_n(x)} {_n(y)}h0" for x, y, *_ in places)
        return f'<path d="{path}"{_paint("", ground, "", 2 * radius)} stroke-linecap="round"/>{numbers}' if path else ""
    inside = "".join(circle(x, y, radius, "", tip=tip) for x, y, _, tip in places)
    return f"<g{_paint(ground, ring, '', 1.3)}>{inside}</g>{numbers}" if inside else ""


def labels(
    places: Iterable[tuple[float, float, str]], *, size: float, ink: str, bold: bool = False, anchor: Anchor = "middle"
) -> str:
    """Many short texts (x, y, content) of one size and ink, each centred on its x if nothing else is said."""
    inside = "".join(f'<text x="{_n(x)}" y="{_n(y)}">{escape.svg(content)}</text>' for x, y, content in places)
    weight = ' font-weight="600"' if bold else ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f"<g{_size(size)}{place}{weight}{_ink(ink)}>{inside}</g>" if inside else ""


def circle(x: float, y: float, radius: float, fill: str | None = None, *, stroke: str | None = None, dash: str = "",
           tip: str = "", thickness: float = 1) -> str:  # fmt: skip
    return _with_tip(
        "circle", f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"{_paint(fill, stroke, dash, thickness)}', tip
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = "line", *, thickness: float = 1, dash: str = "",
         tip: str = "") -> str:  # fmt: skip
    ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
    return _with_tip("line", f"{ends}{_paint('', stroke, dash, thickness)}", tip)


def polyline(points: Sequence[Point], stroke: str, *, thickness: float = 2, dash: str = "") -> str:
    """An open line through the points; a single point becomes a dot, so that it can be seen at all."""
    if len(points) == 1:
        return circle(*points[0], thickness * 1.5, stroke)
    joined = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return f'<polyline points="{joined}"{_paint(None, stroke, dash, thickness)} stroke-linejoin="round"/>'


def polygon(points: Sequence[Point], fill: str, *, tip: str = "") -> str:
    joined = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return _with_tip("polygon", f'points="{joined}"{_fill(fill)}', tip)


def arrow(start: Point, end: Point, stroke: str = "ink", *, thickness: float = 1.4, dash: str = "") -> str:
    """A straight line with a small solid head at its end."""
    (x1, y1), (x2, y2) = start, end
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 0.1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    bx, by = x2 - ux * 7, y2 - uy * 7
    head = polygon([(x2, y2), (bx - uy * 3.5, by + ux * 3.5), (bx + uy * 3.5, by - ux * 3.5)], stroke)
    return line(x1, y1, bx, by, stroke, thickness=thickness, dash=dash) + head


def hatch(x: float, y: float, width: float, height: float, stroke: str, *, step: float = 5) -> str:
    """Slanting strokes within a rectangle, so that a kind of bar is told by more than its colour."""
    return hatches([(x, y, width, height)], stroke, step=step)


def hatches(places: Iterable[tuple[float, float, float, float]], stroke: str, *, step: float = 5) -> str:
    """Slanting strokes within many rectangles, in one path."""
    path = "".join(_strokes(*place, step) for place in places)
    return f'<path d="{path}"{_paint(None, stroke, "", 1)}/>' if path else ""


def _strokes(x: float, y: float, width: float, height: float, step: float) -> str:
    strokes: list[str] = []
    offset = step
    while offset < width + height and width > 0 and height > 0:
        x1, y1 = (offset, 0.0) if offset <= width else (width, offset - width)
        x2, y2 = (0.0, offset) if offset <= height else (offset - height, height)
        strokes.append(f"M{_n(x + x1)} {_n(y + y1)}l{_n(x2 - x1)} {_n(y2 - y1)}")
        offset += step
    return "".join(strokes)


def drawing(title: str, description: str, height: float, marks: Iterable[str], *, width: float = WIDTH) -> str:
    """The whole SVG; its name and description are in it twice, for assistive technology and for converters."""
    name = escape.svg(f"{title}. {description}" if description else title)
    about = f"<desc>{escape.svg(description)}</desc>" if description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}" '
        f'height="{_n(height)}" role="img" aria-label="{name}" font-family="{FONTS}" font-size="{_n(_SIZE)}"'
        f"{_fill(_INK)}>"
        f"<title>{escape.svg(title)}</title>{about}{''.join(marks)}</svg>"
    )


def _with_tip(element: str, attributes: str, tip: str) -> str:
    if not tip:
        return f"<{element} {attributes}/>"
    return f"<{element} {attributes}><title>{escape.svg(tip)}</title></{element}>"


def _paint(fill: str | None, stroke: str | None, dash: str, thickness: float) -> str:
    # "" leaves the fill away altogether, where the element has no inside.
    out = "" if fill == "" else ' fill="none"' if fill is None else f' fill="{LIGHT[fill]}"'
    if stroke:
        out += f' stroke="{LIGHT[stroke]}"'
        out += f' stroke-width="{_n(thickness)}"' if thickness != 1 else ""
        out += f' stroke-dasharray="{dash}"' if dash else ""
    classes = " ".join([f"f-{fill}"] * bool(fill) + [f"s-{stroke}"] * bool(stroke))
    return out + (f' class="{classes}"' if classes else "")


def _size(size: float) -> str:
    return "" if size == _SIZE else f' font-size="{_n(size)}"'


def _ink(name: str) -> str:
    return "" if name == _INK else _fill(name)


def _fill(name: str) -> str:
    return f' fill="{LIGHT[name]}" class="f-{name}"'


def _n(value: float) -> str:
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown
