"""The colours of commplan's documents, in the light and in the dark.

Every colour is used by name. A drawing writes the light value as an attribute, so that Word, typst and a viewer without
CSS see it, and a class beside it, by which a page's style sheet brings the dark value in.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

HEAT_BINS = 9

# Each step of the heat ramp has an ink of its own: on a middle teal neither ink would be readable, so the ramp jumps
# over it, in the light between step 4 and 5 and in the dark between 3 and 4.
LIGHT: dict[str, str] = {
    "paper": "#ffffff", "ink": "#1b2328", "soft": "#545f69", "line": "#7d8891", "grid": "#e1e6e9", "tint": "#f2f5f6",
    "teal": "#0b6866", "on-teal": "#ffffff", "teal-pale": "#d8ebe9",
    "amber": "#964607", "amber-pale": "#fbe5cd", "indigo": "#4453a6", "indigo-pale": "#e4e8f8",
    "plum": "#8a3a79", "plum-pale": "#f4e2f0", "olive": "#5f5a0c", "olive-pale": "#f3eec8",
    "green": "#22643d", "green-pale": "#dbefe2", "rose": "#a3241d", "rose-pale": "#fbdedb",
    "risk-0": "#dcefe3", "risk-1": "#f6edc6", "risk-2": "#fbd5a8", "risk-3": "#f3a698",
    "heat-0": "#edf4f3", "heat-1": "#d6e8e6", "heat-2": "#b4d6d3", "heat-3": "#8bc0bc", "heat-4": "#63aaa7",
    "heat-5": "#1d7371", "heat-6": "#0b5f5e", "heat-7": "#074a4a", "heat-8": "#033434",
    **{f"on-heat-{step}": "#1b2328" if step <= 4 else "#ffffff" for step in range(HEAT_BINS)},
}  # fmt: skip
DARK: dict[str, str] = {
    "paper": "#14191c", "ink": "#e7ecee", "soft": "#a6b0b7", "line": "#77838c", "grid": "#2c343a", "tint": "#1d2428",
    "teal": "#72c1bc", "on-teal": "#0b1a1a", "teal-pale": "#1b3938",
    "amber": "#f0ab6b", "amber-pale": "#452c12", "indigo": "#a7b2f3", "indigo-pale": "#262d4d",
    "plum": "#e0a3d3", "plum-pale": "#42233c", "olive": "#d3c663", "olive-pale": "#363110",
    "green": "#83cb9f", "green-pale": "#1a3827", "rose": "#f59d95", "rose-pale": "#4b211e",
    "risk-0": "#1d3d2b", "risk-1": "#43400f", "risk-2": "#5c3a10", "risk-3": "#75281f",
    "heat-0": "#1a2325", "heat-1": "#1b3334", "heat-2": "#1d4545", "heat-3": "#1f5756", "heat-4": "#5da6a2",
    "heat-5": "#78bab6", "heat-6": "#94ccc8", "heat-7": "#b2dedb", "heat-8": "#d4f0ee",
    **{f"on-heat-{step}": "#e7ecee" if step <= 3 else "#0b1a1a" for step in range(HEAT_BINS)},
}  # fmt: skip

SERIES: tuple[str, ...] = ("teal", "amber", "indigo", "plum", "olive", "green", "rose")
"""Colours for kinds of things, in the order in which they are handed out."""

DASHES: tuple[str, ...] = ("", "7 4", "2 3", "10 3 2 3", "4 2", "12 4", "1 4")
"""One stroke pattern beside each colour of SERIES, for those who cannot tell the colours apart."""

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("ink", "soft", *SERIES) for ground in ("paper", "tint")),
    ("on-teal", "teal"), ("ink", "teal-pale"), ("soft", "teal-pale"), ("paper", "ink"), ("paper", "soft"),
    *((colour, f"{colour}-pale") for colour in SERIES), *(("ink", f"{colour}-pale") for colour in SERIES),
    *(("ink", f"risk-{step}") for step in range(4)), *(("paper", colour) for colour in SERIES),
)  # fmt: skip
"""Every pair (ink, ground) in which a drawing or the style sheet sets text: all hold WCAG 2.2 AA, 4.5 to 1."""

LINE_PAIRS: tuple[tuple[str, str], ...] = tuple(
    (colour, ground) for colour in ("line", *SERIES) for ground in ("paper", "tint")
)
"""Every pair (stroke, ground) in which a line carries meaning: 3 to 1."""


def heat_bin(value: float, highest: float) -> int:
    """The step of the heat ramp, 0..8, for a value between 0 and the highest; zero alone gets step 0."""
    if highest <= 0 or value <= 0:
        return 0
    return max(1, min(HEAT_BINS - 1, round(value / highest * (HEAT_BINS - 1))))


def tokens_css(used: Container[str]) -> str:
    """The used colours as custom properties; the dark ones for screens only: a dark browser must not print black."""
    light = "".join(f"--{name}:{value};" for name, value in LIGHT.items() if name in used)
    dark = "".join(f"--{name}:{value};" for name, value in DARK.items() if name in used)
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def heat_css(steps: Iterable[str]) -> str:
    """Rules for the steps of the heat ramp as grounds of table cells, within a page that has `tokens_css`."""
    return "".join(f"td.h{n}{{background:var(--heat-{n});color:var(--on-heat-{n})}}" for n in sorted(set(steps)))


def drawing_css(classes: Iterable[str]) -> str:
    """The style of a drawing in a file of its own, which follows the reader's scheme without a page around it."""
    dark = "".join(f".{name}{{{_property(name)}:{DARK[name[2:]]}}}" for name in sorted(set(classes)))
    return f"@media screen and (prefers-color-scheme:dark){{{dark}}}"


def _property(name: str) -> str:
    return {"f": "fill", "s": "stroke"}[name[0]]
