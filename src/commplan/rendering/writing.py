"""How values of a plan are written in a document: escaped, in the reader's language, and honest about what is not said.

What a plan of any size must tell goes through the filter `must`, which says *not stated*; whatever else is not said is
left out, be it a cell, a whole column (the filter `table`) or a line of a list (`pairs`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from commplan import writers
from commplan.catalogue import described
from commplan.escape import markdown
from commplan.locale import Locale
from commplan.plan import Plan
from commplan.plan.rules import Intake
from commplan.plan.scalars import Untranslated
from commplan.plan.times import Duration, Moment
from commplan.platforms import platform
from commplan.risk_catalogue import risk_kinds
from commplan.terms import term
from commplan.writers import tongues

_BLANK = re.compile(r"\n\s*\n")
_CELL = re.compile(r"(?<!\\)\|")
_QUOTED = re.compile(r"\\`((?:(?!\\`).)+)\\`")
_CODE = re.compile(r"[\w.:/=, -]+(?:: [{\[][\w.:/=, -]+[}\]])?")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_PROSE = re.compile(r"^[^\u2e80-\uffef]*[a-z]{2} [a-z][^\u2e80-\uffef]*$")
_OWN_MARKS = re.compile(r"[,;:]\s|[，、；：]")
_LONG = 40
"""So many letters make an item of a list long, or half as many ideographs."""
_SENTENCE_ENDS = tuple(".!?;。！？；")


class Markup(str):
    """Markdown that commplan made itself; everything else is escaped."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """One document's way of writing. `word` translates the fixed words of templates."""

    locale: Locale
    plan: Plan | None
    gettext: Callable[[str], str]

    def word(self, text: str, **facts: Any) -> Markup:
        """Words of a template in the reader's language; `{name}` in them is filled from the facts, each as it is shown."""
        said = self.gettext(text)
        return Markup(said.format(**{name: self.shown(value) for name, value in facts.items()}) if facts else said)

    def must(self, value: Any) -> Any:
        """A value that every plan has to tell: where it does not, that is said and no silent gap."""
        return self.shown(value) or Markup(f"*{self.gettext('not stated')}*")

    def sentence(self, text: str) -> Markup:
        """A sentence of commplan's; the keys and commands in it, between backquotes, are set as code."""

        def code(found: re.Match[str]) -> str:
            plain = found[1].replace("\\", "")
            return f"`{plain}`" if _CODE.fullmatch(plain) else found[0]

        return Markup(_QUOTED.sub(code, markdown(text)))

    def lacking(self, sentence: Any) -> Markup:
        """A sentence that says what the plan does not say, where a reader would look for it."""
        return Markup(f"*{self.shown(sentence)}*")

    def _mark(self, english: str, chinese: str) -> str:
        return chinese if self.locale.language == "zh" else english

    def shown(self, value: Any) -> str:
        """Any value as Markdown: text escaped, numbers and times as the locale writes them."""
        if isinstance(value, Markup):
            return value
        if value is None or value in ("", ()):
            return ""
        if isinstance(value, bool):
            return self.gettext("yes") if value else self.gettext("no")
        if isinstance(value, int | float | Decimal):
            return self.locale.number(value)
        if isinstance(value, tuple | list):
            return self.listed(value)
        if isinstance(value, Untranslated):
            return self._foreign(value, markdown(value))
        return markdown(self.time(value) or str(value))

    def _foreign(self, value: Untranslated, shown: str) -> str:
        """A text that the plan holds in other languages alone, said to be of its own, with a note beside it."""
        return tongues.mark(shown, value.language) + self._note(value.language)

    def _note(self, tag: str) -> str:
        return f" *{self.word('(not translated: {language})', language=self.locale.tongue(tag))}*"

    def time(self, value: Any) -> str | None:
        if isinstance(value, Duration):
            return self.locale.duration(value)
        if isinstance(value, Moment):
            return self.locale.moment(value)
        if isinstance(value, date):
            return self.locale.short_day(value)
        return self.locale.clock(value) if isinstance(value, time) else None

    def listed(self, items: Iterable[Any]) -> Markup:
        """Items in a row, as the language lists them; by semicolons where they are long or have marks of their own.

        In Chinese without a last "and": what is listed may be clauses, such as duties, which it would not join.
        """
        shown = [s for s in map(self.shown, items) if s]
        foreign = any(map((_HAN if self.locale.language == "en" else _PROSE).search, shown))
        if foreign or any(len(s) + len(_HAN.findall(s)) > _LONG or _OWN_MARKS.search(s) for s in shown):
            return Markup(self._mark("; ", "；").join(shown))
        return Markup("、".join(shown) if self.locale.language == "zh" else self.locale.listing(shown))

    def _joined(self, items: Iterable[Any], mark: str) -> Markup:
        return Markup(mark.join(filter(None, map(self.shown, items))))

    def commas(self, items: Iterable[Any]) -> Markup:
        return self._joined(items, self._mark(", ", "，"))

    def semicolons(self, items: Iterable[Any]) -> Markup:
        return self._joined(items, self._mark("; ", "；"))

    def aside(self, value: Any, *notes: Any) -> Markup:
        """A value with what is said of it in brackets; without brackets when nothing is."""
        opening, closing = self._mark(" (", "（"), self._mark(")", "）")
        inside = self.commas(notes)
        return Markup(self.shown(value) + (f"{opening}{inside}{closing}" if inside else ""))

    def link(self, text: Any, heading: str) -> Markup:
        """A text that leads to the heading of these words in the same document."""
        return Markup(f"[{self.shown(text)}](#{writers.slug(heading, set())})")

    # -- blocks --

    def pairs(self, rows: Iterable[tuple[str, Any]]) -> Markup:
        """A list of labels with what the plan says to each; a label with nothing to it is left out."""
        said = ((self.shown(label), self.shown(value)) for label, value in rows)
        return Markup("".join(f"- **{label}**{self._mark(': ', '：')}{value}\n" for label, value in said if value))

    def table(self, text: str, least: int = 1, otherwise: str = "") -> str:
        """A table of Markdown without the columns that say nothing in any row; a cell alone in that is a dash.

        Of a table without rows, or one that fewer columns than `least` remain of, only `otherwise` is left.
        """
        rows = [[cell.strip() for cell in _CELL.split(line)[1:-1]] for line in text.splitlines() if line.strip()]
        if len(rows) < 3:
            return f"{otherwise}\n" if otherwise else ""
        head, rule, *body = [[*row, *[""] * (len(rows[0]) - len(row))] for row in rows]
        kept = [at for at in range(len(head)) if at == 0 or any(row[at] for row in body)]
        if len(kept) < least:
            return f"{otherwise}\n" if otherwise else ""
        lines = [[row[at] for at in kept] for row in (head, rule)] + [[row[at] or "–" for at in kept] for row in body]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)

    def figure(self, id_: str, drawable: Iterable[str]) -> Markup:
        """The place of a figure, when there is something to draw."""
        return Markup(f"```{{figure}}\n{id_}\n```\n" if id_ in drawable else "")

    def paragraphs(self, text: str | None) -> Any:
        """A longer text with its own paragraphs: parted by blank lines or, where there is none, one for each line."""
        if not text:
            return None
        parts = [part.splitlines() for part in _BLANK.split(text.strip())]
        parts = parts if len(parts) > 1 else [[line] for line in parts[0]]
        tag = text.language if isinstance(text, Untranslated) else ""
        told = ("\n".join(tongues.mark(markdown(one), tag) for one in lines if one.strip()) for lines in parts)
        return Markup("\n\n".join(told) + (self._note(tag) if tag else ""))

    def languages(self, tags: Sequence[str] | str) -> Any:
        return self.listed(tuple(self.locale.tongue(t) for t in ((tags,) if isinstance(tags, str) else tags)))

    def bullets(self, items: Iterable[Any]) -> Markup:
        return Markup("".join(f"- {self.shown(item)}\n" for item in items))

    def intakes(self, items: Iterable[Intake]) -> Markup:
        """Ways in, one to a line: how to get there, and what makes it safe to use."""
        lines = []
        for i in items:
            ways = ((i.private, "read only by those who handle it"), (i.anonymous, "no name needed"))
            said = [self.word(text) for on, text in (*ways, (i.offline, "works offline")) if on]
            if i.handled_by:
                said.append(self.word("handled by {who}", who=self.names(i.handled_by)))
            name = f"**{self.shown(i.name)}**{self._mark(': ', '：')}" if i.name else ""
            lines.append(f"- {name}{self.semicolons([i.contact, *said])}\n")
        return Markup("".join(lines))

    # -- values by what they are --

    def name(self, id_: str | None) -> Any:
        return self.plan.name(id_) if id_ and self.plan else None

    def namelist(self, ids: Sequence[str]) -> tuple[Any, ...]:
        return tuple(self.name(i) for i in ids)

    def names(self, ids: Sequence[str] | str) -> Any:
        return self.listed(self.namelist((ids,) if isinstance(ids, str) else ids))

    def term(self, word: str | None) -> Any:
        return term(word).in_language(self.locale.language) if word else None

    def risk_kind(self, category: str) -> Any:
        """What a category of risk is called; one of the plan's own as it is written."""
        known = risk_kinds().get(category)
        return known.name.in_language(self.locale.language) if known else category

    def percent(self, share: float | None) -> Any:
        return None if share is None else Markup(self.locale.percent(share))

    def money(self, amount: Decimal | float | None, currency: str | None = None) -> Any:
        if amount is None:
            return None
        own = self.plan and (self.plan.resources.budget.currency or self.plan.plan.currency)
        return Markup(markdown(self.locale.money(amount, currency or own or None)))

    def days(self, count: int) -> Any:
        return Duration("", 0, count * 86400)

    def rhythm(self, rrule: str | None) -> Any:
        return self.locale.rhythm(rrule) if rrule else None

    def said(self, items: Iterable[Any]) -> Any:
        """Statements one after the other; what stops one from running into the next is added where it is missing."""
        out = ""
        for shown in filter(None, map(self.shown, items)):
            gap = self._mark(" ", "") if out.endswith(_SENTENCE_ENDS) else self._mark(". ", "；")
            out += gap + shown if out else shown
        return Markup(out)

    def platform(self, id_: str | None) -> Any:
        known = platform(id_) if id_ else None
        return known.name.in_language(self.locale.language) if known else id_

    def metric(self, id_: str | None) -> Any:
        if not id_ or self.plan is None:
            return None
        known = described(id_)
        own = next((m for m in self.plan.evaluation.metrics if m.id == id_), None)
        return known.name.in_language(self.locale.language) if known else own.name if own and own.name else id_

    def metrics(self, ids: Sequence[str]) -> Any:
        return self.listed(tuple(self.metric(i) for i in ids))

    def kinds(self, kinds: Sequence[str]) -> Any:
        return self.listed(tuple(self.term(k) for k in kinds))
