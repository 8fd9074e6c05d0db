"""What commplan says, in every language it speaks.

A sentence and its translation stand side by side in the file of the piece that says them, so that neither can
be changed without seeing the other, and a missing translation is a type error.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Words:
    """One text in English and in Simplified Chinese."""

    en: str
    zh: str

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


def say(en: str, zh: str, **facts: object) -> Words:
    """Both sentences with the facts put in by name (`str.format`); a fact that is itself Words goes in translated."""
    if not facts:
        return Words(en, zh)
    if not any(isinstance(fact, Words) for fact in facts.values()):
        return Words(en.format(**facts), zh.format(**facts))
    return Words(en.format(**_in(facts, "en")), zh.format(**_in(facts, "zh")))


def _in(facts: dict[str, object], language: Language) -> dict[str, object]:
    return {k: v.in_language(language) if isinstance(v, Words) else v for k, v in facts.items()}


def listed(items: Iterable[str | Words], en: str = ", ", zh: str = "、") -> Words:
    """Several things one after the other, parted as each language parts them."""
    both = [item if isinstance(item, Words) else Words(item, item) for item in items]
    return Words(en.join(item.en for item in both), zh.join(item.zh for item in both))


def numbered(count: int, noun: str) -> str:
    """A number of things in English: `1 member`, `2,000 members`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def nearest_language(tag: str | None) -> Language:
    """The language commplan speaks that is nearest to a BCP 47 tag or a POSIX locale; English when none is near."""
    return "zh" if (tag or "").replace("_", "-").lower().split("-")[0] == "zh" else "en"


def quote(text: object, limit: int = 60) -> Words:
    """The user's own words in a message, in each language's quotation marks: on one line, control characters shown, cut when long."""
    shown = repr(str(text))
    cut = shown if len(shown) <= limit else shown[: limit - 2] + "…" + shown[0]
    return Words(cut, f"“{cut[1:-1]}”")


class Refusal(Exception):  # noqa: N818 - it is the user's input that is refused; nothing of ours went wrong
    """Something only the user can mend: one sentence, and perhaps what to do. The door ends with exit code 2.

    `others`: what else is wrong, when several things are known at once.
    """

    def __init__(self, words: Words, hint: Words | None = None, others: tuple[Refusal, ...] = ()) -> None:
        super().__init__(words.en)
        self.words, self.hint, self.others = words, hint, others

    def __reduce__(self) -> tuple[type[Refusal], tuple[Words, Words | None, tuple[Refusal, ...]]]:
        """What it takes to make it again in another process: all of it, where an exception gives its message alone."""
        return Refusal, (self.words, self.hint, self.others)
