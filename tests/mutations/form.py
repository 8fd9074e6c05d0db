"""What a mutation is: one fault put into a complete plan by hand, and every word that the check must then say."""

from __future__ import annotations

from dataclasses import dataclass

HOUSTON, POWER, TEA = "houston-dataviz", "power-plant", "tea-brand"


@dataclass(frozen=True, slots=True)
class Edit:
    """In a file of a plan, `old` becomes `new`: the only `old` there is, or the first from the text `after` on."""

    file: str
    old: str
    new: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A finding, or what a rule does not know: where (as in an Edit; `^` stands before the column) and what, exactly.

    `zh` is the same in Chinese, '' where the table leaves it to the rule's own tests.
    """

    code: str
    at: str
    en: str
    zh: str = ""
    after: str = ""
    file: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Mutation:
    """One fault in one plan. `edits` apply to `file` unless they name another; nothing said: a limit just kept.

    `lived`: the plan is held against its real export, or a table of events, by the rules about what really happened alone.
    """

    rule: str
    name: str
    plan: str
    file: str
    edits: tuple[Edit, ...]
    said: tuple[Said, ...]
    lived: bool | str = False


def swap(old: str, new: str, after: str = "", file: str = "") -> Edit:
    return Edit(file, old, new, after)


def cut(old: str, after: str = "", file: str = "") -> Edit:
    return Edit(file, old, "", after)


def add(before: str, new: str, after: str = "", file: str = "") -> Edit:
    """Text put in behind `before`."""
    return Edit(file, before, before + new, after)


def finds(code: str, at: str, en: str, zh: str = "", after: str = "", file: str = "") -> Said:
    return Said(code, at, en, zh, after, file)


def lacks(code: str, at: str, en: str, zh: str = "", after: str = "", file: str = "") -> Said:
    return Said(code, at, en, zh, after, file, unknown=True)


def where(text: str, sought: str, after: str = "") -> int:
    """The offset of a text that must be unambiguous: alone in the file, or the first behind something alone in it."""
    begin = 0
    if after:
        assert text.count(after) == 1, f"{after!r} stands {text.count(after)} times"
        begin = text.index(after)
    else:
        assert text.count(sought) == 1, f"{sought!r} stands {text.count(sought)} times"
    assert sought in text[begin:], f"{sought!r} does not follow {after!r}"
    return text.index(sought, begin)


def edited(text: str, edit: Edit) -> str:
    begin = where(text, edit.old, edit.after)
    return text[:begin] + edit.new + text[begin + len(edit.old) :]


def line_and_column(text: str, at: str, after: str = "") -> tuple[int, int]:
    """The place that `^` in `at` marks, its beginning where there is none."""
    before, mark, rest = at.partition("^")
    offset = where(text, before + rest, after) + (len(before) if mark else 0)
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1
