"""A page in fewer bytes: what HTML lets one leave out is left out, and what marks of drawings say alike is said once.

What stands here works on the marks that the HTML writer wrote itself: every text and every attribute in them is escaped,
so that a `<` or a `>` is always that of a tag.
"""

from __future__ import annotations

import re
from collections import Counter
from string import ascii_uppercase

_TAG = re.compile(r"<[a-z][^>]*>")
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_LOOK = re.compile(
    r' (fill|stroke|font-size|text-anchor|font-weight|stroke-width|stroke-dasharray|stroke-linejoin|stroke-linecap|class)="([^"]*)"'
)
# The end of each is implied by what comes next: one of its kind, or the end of what holds it.
_IMPLIED = re.compile(
    r"</(?:li|td|th|tr|thead|tbody)>|</p>(?=\s*<(?:p|ul|ol|dl|div|table|figure|h\d|pre|hr|/div|/blockquote)\b)"
)
# A head of nothing but heads of columns is known for that, and a table needs no lines between its rows.
_HEADS = re.compile(r"<thead[^>]*><tr>(?:(?!<td|</tr>).)*</tr>", re.DOTALL)
_LINE_END = re.compile(r"\n(?=<tr>)")
# Before the slash that ends an empty mark a bare value would take the slash in.
_NEEDLESS_QUOTES = re.compile(r'="([\w.-]+)"(?=[ >])', re.ASCII)
_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
# A space before a colon may part an element from those within it: `.brief :is(p,ul)`.
_SPACE = re.compile(r"\s*([{};,>])\s*|(:)\s+|\s+")
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_EMPTY = re.compile(r"@media[^{}]*\{\}")
_COMMA = re.compile(r",(?![^()]*\))")
_ARGUMENT = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_TIP = re.compile(r"><title>([^<]*)</title></\w+>")
_PATH = re.compile(r' d="([^"]*)"')
_STEP = re.compile(r"([MLlhvz])([^MLlhvz]*)")
_NUMBER = re.compile(r"-?[\d.]+")
_PROPERTIES = {"f": "fill", "s": "stroke"}


def page(body: str) -> tuple[str, str]:
    """The body of a page, and the rules for its sheet that say how the marks of its drawings look."""
    body = _DRAWING.sub(_without_echoes, body)
    counted = Counter(
        look for drawing in _DRAWING.findall(body) for tag in _TAG.findall(drawing) if (look := _look(tag))
    )
    names = {look: _name(at) for at, (look, _) in enumerate(counted.most_common())}
    drawn = _DRAWING.sub(lambda drawing: _TAG.sub(lambda tag: _named(tag[0], names), drawing[0]), body)
    drawn = _PATH.sub(lambda found: f' d="{path(found[1])}"', drawn)
    heads = _HEADS.sub(lambda head: head[0].replace(' scope="col"', ""), _LINE_END.sub("", drawn))
    short = _TAG.sub(lambda tag: _NEEDLESS_QUOTES.sub(r"=\1", tag[0]), _IMPLIED.sub("", heads))
    return short, "".join(f".{name}{{{look}}}" for look, name in names.items())


def sheet(style: str, body: str) -> str:
    """A style sheet, less its comments, its spaces and its rules for classes that a page does not have."""
    # "</style" is the only text that could end the sheet early.
    bare = _COMMENTS.sub("", style).replace("</", "<\\/")
    squeezed = _SPACE.sub(lambda found: found[1] or found[2] or " ", bare).strip()
    classes = {name for said in re.findall(r'class="?([\w\s-]+)', body) for name in said.split()}
    return _EMPTY.sub("", _RULE.sub(lambda rule: _kept(rule, classes), squeezed))


def colours(said: str) -> set[str]:
    """The custom properties that a text asks for."""
    return set(re.findall(r"var\(--([\w-]+)", said))


def path(steps: str) -> str:
    """The same path with each step told from where the one before it ended, where that is shorter.

    It knows the steps that drawings are made of: M and L with one point each, l, h, v and z.
    """
    out, at, start = "", (0, 0), (0, 0)
    for kind, numbers in _STEP.findall(steps):
        given = [round(float(number) * 10) for number in _NUMBER.findall(numbers)]
        if kind in "ML":
            to = (given[0], given[1])
            shorter = _relative(kind, to[0] - at[0], to[1] - at[1])
            whole = kind + _told(given)
            out += whole if not out or len(whole) < len(shorter) else shorter
        else:
            across = {"h": sum(given), "v": 0, "l": sum(given[::2])}.get(kind, start[0] - at[0])
            along = {"h": 0, "v": sum(given), "l": sum(given[1::2])}.get(kind, start[1] - at[1])
            to = (at[0] + across, at[1] + along)
            out += kind + _told(given)
        at, start = to, to if kind == "M" else start
    return out


def _relative(kind: str, across: int, along: int) -> str:
    if kind == "L" and not (across and along):
        return f"v{_told([along])}" if not across else f"h{_told([across])}"
    return kind.lower() + _told([across, along])


def _told(tenths: list[int]) -> str:
    """Numbers in tenths as SVG reads them: a minus parts them as well as a space, and no zero need stand before a point."""
    shown = [f"{n / 10:.1f}".removesuffix(".0") for n in tenths]
    short = [re.sub(r"^(-?)0\.", r"\1.", n) for n in shown]
    return "".join(n if n[0] == "-" or not at else f" {n}" for at, n in enumerate(short))


def _kept(rule: re.Match[str], classes: set[str]) -> str:
    """A rule with those of its selectors that may find something."""
    selectors = _COMMA.split(rule[1])
    # What stands in parentheses may be one of several, or what must not be there: no reason to leave a rule out.
    kept = [one for one in selectors if set(re.findall(r"\.([\w-]+)", _ARGUMENT.sub("", one))) <= classes]
    return f"{','.join(kept)}{{{rule[2]}}}" if kept else ""


def _without_echoes(drawing: re.Match[str]) -> str:
    """A drawing less the tips that say only what it says as text."""
    texts = "".join(re.findall(r">([^<]+)</text>", drawing[0])).replace(" ", "")
    return _TIP.sub(lambda tip: "/>" if tip[1].replace(" ", "") in texts else tip[0], drawing[0])


def _look(tag: str) -> str:
    """What the attributes of a mark say of its look, as declarations; a colour by its name in the palette."""
    said = dict(_LOOK.findall(tag))
    for name in said.pop("class", "").split():
        kind, _, colour = name.partition("-")
        said[_PROPERTIES[kind]] = f"var(--{colour})"
    return ";".join(f"{name}:{value}{'px' if name == 'font-size' else ''}" for name, value in sorted(said.items()))


def _named(tag: str, names: dict[str, str]) -> str:
    look = _look(tag)
    if not look:
        return tag
    return re.sub(r"^<\w+", rf'\g<0> class="{names[look]}"', _LOOK.sub("", tag))


def _name(at: int) -> str:
    """A to Z, then A1 to Z1 and so on: no other class of a page is in capitals."""
    round_, letter = divmod(at, len(ascii_uppercase))
    return ascii_uppercase[letter] + (str(round_) if round_ else "")
