"""The language of what stands in another than its document: said to whoever has it read out, hyphenated or set (WCAG 3.1.2).

A plan is mostly written in one language and rendered in two. What a template knows to be of another language it writes
as `[text](lang:fr)`; what is plainly in the other script is found here: Chinese in an English document, sentences of
Latin letters in a Chinese one. Names and single words of Latin letters in Chinese text are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from commplan.words import Language

SCHEME = "lang:"
_TAG = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"
_WHOLE_TAG = re.compile(_TAG)
_MARKED = re.compile(rf"\[((?:\\.|[^\[\]\\])*)\]\(lang:{_TAG}\)")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_HAN_RUN = re.compile(
    "[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]+(?:[ ;,\\d]*[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]+)*"
)
_NAME_LENGTH = 10
"""Fewer ideographs are a name, which needs no mark: the page of a plan has hundreds of them."""
_LETTERS = re.compile("[A-Za-z]{2,}")
_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]?[a-z]{3,}")
"""What is no acronym and no unit: English within a text that has ideographs too."""
_PROSE = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}")
_TAGS = re.compile(r"(<[^<>]*>)")
_ENTITY = re.compile(r"&#?\w+;")
_NAME = re.compile(r"<([a-z]\w*)")
_HTML = {"en": "en", "zh": "zh-Hans"}

Tongue = Literal["own", "other", "both", "none"]


def mark(shown: str, tag: str) -> str:
    """Inline Markdown said to be of a language; without a tag that is one, as it is."""
    return f"[{shown}]({SCHEME}{tag})" if _WHOLE_TAG.fullmatch(tag) else shown


def without_marks(line: str) -> str:
    """Markdown for those who know no such marks."""
    return _MARKED.sub(r"\1", line) if SCHEME in line else line


def tongue(text: str, language: Language) -> Tongue:
    """Whether a text is in its document's language, in the other, has words of both, or none at all."""
    text = _ENTITY.sub(" ", text)
    han = len(_HAN.findall(text))
    latin = _LETTERS.search(text)
    if language == "zh":
        return "own" if han else "other" if _PROSE.search(text) else "none"
    if han < _NAME_LENGTH:
        return "own" if latin else "none"
    return "both" if _WORD.search(text) else "other"


def pieces(text: str, language: Language) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is in the other language than its document; together they are the text."""
    kind = tongue(text, language)
    if kind != "both":
        return [(text, kind == "other")]
    out, at = [], 0
    for run in _HAN_RUN.finditer(text):
        out += [(text[at : run.start()], False), (run[0], len(_HAN.findall(run[0])) >= _NAME_LENGTH)]
        at = run.end()
    return [piece for piece in [*out, (text[at:], False)] if piece[0]]


def page(body: str, language: Language, other: str) -> str:
    """A page's body with the language of whatever is in another: on the element that holds it, or one put around it.

    Parts of tables that are mostly in the other language say so once, and their other cells the contrary.
    """
    tokens = _TAGS.split(body)
    at = 0
    while at < len(tokens):
        if tokens[at].startswith(("<thead", "<tbody")):
            end = tokens.index(f"</{tokens[at][1:6]}>", at)
            inside = [tongue(text, language) for text in tokens[at + 1 : end : 2]]
            swapped = inside.count("other") > inside.count("own")
            if swapped:
                tokens[at] = _with(tokens[at], other)
            _say(tokens, range(at + 1, end, 2), language, other, swapped=swapped)
            at = end
        elif tokens[at].startswith("<svg"):  # a drawing has names and numbers; its table is marked
            at = tokens.index("</svg>", at)
        elif at % 2 == 0:
            _say(tokens, (at,), language, other, swapped=False)
        at += 1
    return "".join(tokens)


def _say(tokens: list[str], places: Sequence[int], language: Language, other: str, *, swapped: bool) -> None:
    for at in places:
        kind = tongue(tokens[at], language)
        if kind == "both" and not swapped:
            tokens[at] = "".join(
                f'<i lang="{other}">{piece}</i>' if foreign else piece
                for piece, foreign in pieces(tokens[at], language)
            )
        elif kind in ("both", "own") if swapped else kind == "other":
            tag = _HTML[language] if swapped else other
            name = _NAME.match(tokens[at - 1]) if at else None
            if name and at + 1 < len(tokens) and tokens[at + 1] == f"</{name[1]}>":
                tokens[at - 1] = _with(tokens[at - 1], tag)
            else:
                tokens[at] = f'<i lang="{tag}">{tokens[at]}</i>'


def _with(opening: str, tag: str) -> str:
    return opening if " lang=" in opening else f'{opening[:-1]} lang="{tag}">'
