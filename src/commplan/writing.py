"""How values of a plan are written in a document: escaped, in the reader's language, and honest about what is not said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from commplan.catalogue import described
from commplan.escape import markdown
from commplan.locale import Locale
from commplan.plan import Plan
from commplan.plan.engagement import Cap
from commplan.plan.evaluation import Exclude
from commplan.plan.goals import Objective
from commplan.plan.risks import Trigger
from commplan.plan.rules import Hours, Intake
from commplan.plan.structure import Holder
from commplan.plan.times import Duration, Moment
from commplan.platforms import platform
from commplan.terms import term


class Markup(str):
    """Markdown that commplan made itself; everything else is escaped."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """One document's way of writing. `word` translates the fixed words of templates."""

    locale: Locale
    plan: Plan | None
    gettext: Callable[[str], str]

    def word(self, text: str) -> Markup:
        return Markup(self.gettext(text))

    @property
    def none(self) -> Markup:
        """What stands where the plan says nothing: never a silent gap."""
        return Markup(f"*{self.gettext('not stated')}*")

    def shown(self, value: Any) -> str:
        """Any value as Markdown: text escaped, numbers and times as the locale writes them."""
        if isinstance(value, Markup):
            return value
        if value is None or value in ("", ()):
            return self.none
        if isinstance(value, bool):
            return self.gettext("yes") if value else self.gettext("no")
        if isinstance(value, int | float | Decimal):
            return self.locale.number(value)
        if isinstance(value, tuple | list):
            return self.listed(value)
        return markdown(self.time(value) or str(value))

    def time(self, value: Any) -> str | None:
        if isinstance(value, Duration):
            return self.locale.duration(value)
        if isinstance(value, Moment):
            return self.locale.moment(value)
        if isinstance(value, date):
            return self.locale.short_day(value)
        return self.locale.clock(value) if isinstance(value, time) else None

    def listed(self, items: Iterable[Any]) -> Markup:
        shown = [self.shown(i) for i in items]
        long = any(len(s) > 40 for s in shown)
        return Markup("; ".join(shown) if long else self.locale.listing(shown)) if shown else self.none

    # -- blocks --

    def pairs(self, rows: Iterable[tuple[str, Any]]) -> Markup:
        """A list of labels with what the plan says to each."""
        colon = "：" if self.locale.language == "zh" else ": "
        return Markup("".join(f"- **{self.shown(label)}**{colon}{self.shown(value)}\n" for label, value in rows))

    def details(self, rows: Iterable[tuple[str, Any]]) -> Markup:
        """Like `pairs`, without what a plan need not say and does not."""
        return self.pairs((label, value) for label, value in rows if value is not None)

    def paragraphs(self, text: str | None) -> Any:
        """A longer text with its own paragraphs: one for each line of it."""
        if not text:
            return None
        return Markup("\n\n".join(markdown(line) for line in text.splitlines() if line.strip()))

    def languages(self, tags: Sequence[str] | str) -> Any:
        return self.listed(tuple(self.locale.tongue(t) for t in ((tags,) if isinstance(tags, str) else tags)))

    def bullets(self, items: Iterable[Any]) -> Markup:
        return Markup("".join(f"- {self.shown(item)}\n" for item in items) or self.none + "\n")

    def intakes(self, items: Iterable[Intake]) -> Markup:
        """Ways in, one to a line: how to get there, and what makes it safe to use."""
        lines = []
        for i in items:
            ways = ((i.private, "read only by those who handle it"), (i.anonymous, "no name needed"))
            said = [self.gettext(text) for on, text in (*ways, (i.offline, "works offline")) if on]
            if i.handled_by:
                said.append(f"{self.gettext('handled by')} {self.names(i.handled_by)}")
            name = f"**{self.shown(i.name)}**: " if i.name else ""
            lines.append("- " + "; ".join([name + self.shown(i.contact), *said]) + "\n")
        return Markup("".join(lines) or self.none + "\n")

    # -- filters, by the names templates use --

    def filters(self) -> dict[str, Callable[..., Any]]:
        names = (
            "cap", "days", "excluded", "holders", "hours", "kinds", "languages", "metric", "metrics", "money", "name", "namelist",
            "names", "paragraphs", "percent", "platform", "quantity", "rhythm", "said", "term", "trigger",
        )  # fmt: skip
        return {n: getattr(self, n) for n in names}

    def name(self, id_: str | None) -> Any:
        return self.plan.name(id_) if id_ and self.plan else None

    def namelist(self, ids: Sequence[str]) -> tuple[Any, ...]:
        return tuple(self.name(i) for i in ids)

    def names(self, ids: Sequence[str] | str) -> Any:
        return self.listed(self.namelist((ids,) if isinstance(ids, str) else ids))

    def term(self, word: str | None) -> Any:
        return term(word).in_language(self.locale.language) if word else None

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
        kept = [i for i in items if i]
        return Markup(" ".join(self.shown(i) for i in kept)) if kept else None

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

    def quantity(self, value: float | None, objective: Objective) -> Any:
        """A value in its metric's unit: a share as per cent, seconds as a duration, else the plan's own unit."""
        if value is None:
            return None
        known = described(objective.metric)
        if known and known.unit == "share":
            return self.percent(value)
        if known and known.unit == "seconds":
            return Duration("", 0, round(value))
        unit = f"\u00a0{objective.unit}" if objective.unit else ""
        return Markup(markdown(self.locale.number(value) + unit))

    def holders(self, holders: Sequence[Holder]) -> Any:
        def one(holder: Holder) -> str:
            until = f" ({self.gettext('until')} {self.locale.short_day(holder.end)})" if holder.end else ""
            return f"{self.name(holder.person)}{until}"

        return self.listed(tuple(one(h) for h in holders))

    def hours(self, spans: Sequence[Hours]) -> Any:
        def one(span: Hours) -> str:
            zone = getattr(span, "timezone", None)
            clock = f"{self.locale.clock(span.opens)}–{self.locale.clock(span.closes)}"
            return f"{self.locale.weekdays(span.days)} {clock}" + (f" ({zone})" if zone else "")

        return self.listed(tuple(one(s) for s in spans))

    def kinds(self, kinds: Sequence[str]) -> Any:
        return self.listed(tuple(self.term(k) for k in kinds))

    def excluded(self, exclude: Exclude) -> Any:
        parts = [self.gettext(n) for n, on in (("bots", exclude.bots), ("the team", exclude.staff)) if on]
        return self.listed(parts) if parts else self.word("nobody")

    def cap(self, cap: Cap | None) -> Any:
        if cap is None:
            return None
        much = f"{self.locale.number(cap.points)} {self.gettext('points')}" if cap.points is not None else ""
        often = f"{self.locale.number(cap.times)} {self.gettext('times')}" if cap.times is not None else ""
        per = term(cap.per).in_language(self.locale.language)
        return f"{much or often} / {per}"

    def trigger(self, trigger: Trigger | None) -> Any:
        if trigger is None:
            return None
        bounds = [("<", trigger.below), (">", trigger.above)]
        limits = " ".join(f"{sign} {self.locale.number(v)}" for sign, v in bounds if v is not None)
        found = [self.shown(self.metric(trigger.metric)) + " " + markdown(limits)] if trigger.metric else []
        return (
            Markup("; ".join([*found, *([markdown(trigger.sign)] if trigger.sign else [])]))
            if found or trigger.sign
            else None
        )
