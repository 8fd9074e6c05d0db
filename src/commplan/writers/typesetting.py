"""Typst at work: a document set as PDF, a drawing as PNG, and the fonts of this machine. The only home of typst.

Texts reach typst as JSON, so none of them can become markup; everything is in memory, and no file of the machine can be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from commplan import extras
from commplan.words import Language, Refusal, Words, say

_LATIN = ("Source Sans 3", "Source Sans Pro", "Noto Sans", "Helvetica Neue", "Segoe UI", "Inter", "Open Sans", "Arial")
_HAN = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "STHeiti", "Heiti SC", "DengXian", "SimHei",
    "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun",
)  # fmt: skip
_LAST = (
    "Liberation Sans",
    "DejaVu Sans",
    "Noto Color Emoji",
    "Apple Color Emoji",
    "Segoe UI Emoji",
    "Libertinus Serif",
)
_MONO = ("Noto Sans Mono CJK SC", "Source Code Pro", "Consolas", "Menlo", "DejaVu Sans Mono")
_IDEOGRAPHS = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_NOT_SHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_JOINERS = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f]")
_FONT_FAMILY = re.compile(r'font-family="[^"]*"')
_DOTS_PER_INCH = 192.0


@cache
def families() -> frozenset[str]:
    """The fonts that typst finds on this machine, its own among them."""
    return frozenset(_fonts().families())


@cache
def _fonts() -> Any:
    return _typst().Fonts()  # looked for once: that takes longer than setting a document


def fonts(language: Language, text: str) -> tuple[str, ...]:
    """The fonts for a text, in the order in which they are tried. Refusal when it has ideographs that none can show."""
    there = families()
    latin, han, last = ([name for name in names if name in there] for names in (_LATIN, _HAN, _LAST))
    if not han and _IDEOGRAPHS.search(text):
        raise _no_font()
    # The quotation marks and dots of Chinese have the code points of the Latin ones: the first font decides their width.
    return tuple(dict.fromkeys([*han, *last] if language == "zh" else [*latin, *han[:1], *last]))


def wide(language: Language) -> tuple[str, ...]:
    """The fonts whose quotation marks and dots are as wide as ideographs, where a text that is not Chinese may not have them."""
    return () if language == "zh" else tuple(name for name in _HAN if name in families())


def mono() -> tuple[str, ...]:
    return tuple(name for name in _MONO if name in families())


def pdf(template: str, content: Mapping[str, Any], drawings: Mapping[str, str], stamp: date | None) -> bytes:
    """A tagged document after PDF/UA-1, made by a typst program that reads `content` from `document.json`.

    `drawings` are SVG texts by file name. A character that no font can show is named by its code point instead. Refusal
    when it is an ideograph; what is wrong with the template itself arises as typst.TypstError.
    """
    typst = _typst()
    when = (stamp.toordinal() - date(1970, 1, 1).toordinal()) * 86400 if stamp else 0
    data = json.dumps(content, ensure_ascii=False)
    for _ in range(_ATTEMPTS):
        files = {name: text.encode() for name, text in drawings.items()}
        files |= {"main.typ": template.encode(), "document.json": data.encode()}
        try:
            made: bytes = typst.compile(
                files, format="pdf", pdf_standards="ua-1", timestamp=max(when, 0), font_paths=_fonts()
            )
        except typst.TypstError as error:
            missing = {_unescaped(found) for found in _NOT_SHOWN.findall(error.diagnostic)}
            if not missing:
                raise
            data = _named(data, missing)
        else:
            return made
    raise _no_font()


_ATTEMPTS = 4
"""Typst tells of all characters it cannot show, but only of those in the text, not of what takes their place."""


def png(svg: str, language: Language) -> bytes:
    """A drawing as a picture on white, two dots for each of its units."""
    program = '#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("drawing.svg", format: "svg")\n'
    files = {"main.typ": program.encode(), "drawing.svg": with_fonts(svg, fonts(language, svg)).encode()}
    made: bytes = _typst().compile(files, format="png", ppi=_DOTS_PER_INCH, font_paths=_fonts())
    return made


def with_fonts(svg: str, names: Iterable[str]) -> str:
    """A drawing set in fonts of this machine, where its own list would lead to whatever is found."""
    listed = ",".join(f"'{name}'" for name in names)
    return _FONT_FAMILY.sub(f'font-family="{listed}"', svg, count=1)


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise extras.missing(
            Words("PDF files and pictures in Word files", " PDF 与 Word 文档中的图"), "typst", "pdf"
        ) from None
    return typst


def _unescaped(told: str) -> str:
    shown = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), told)
    return shown.replace('\\"', '"').replace("\\\\", "\\")


def _named(data: str, missing: Iterable[str]) -> str:
    """The JSON text with each of these clusters named by its code points; what only joins others is left away."""
    for cluster in sorted(missing, key=len, reverse=True):
        if _IDEOGRAPHS.search(cluster) and not families().intersection(_HAN):
            raise _no_font()
        shown = "".join(f"‹U+{ord(c):04X}›" for c in _JOINERS.sub("", cluster))
        data = data.replace(json.dumps(cluster, ensure_ascii=False)[1:-1], shown)
    return data


def _no_font() -> Refusal:
    return Refusal(
        say("no font that can show Chinese is installed", "没有安装可显示中文的字体"),
        say(
            "install one: `apt install fonts-noto-cjk` (Debian, Ubuntu), `brew install font-noto-sans-cjk-sc` (macOS), "
            "or on Windows the optional feature for Chinese (Simplified), which brings Microsoft YaHei",
            "请安装一种：Debian、Ubuntu 用 `apt install fonts-noto-cjk`，macOS 用 `brew install font-noto-sans-cjk-sc`，"
            "Windows 请添加可选功能“简体中文补充字体”或安装微软雅黑",
        ),
    )
