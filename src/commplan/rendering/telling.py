"""How the bigger values of a plan are told in a document, each as one phrase; with every filter that templates know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commplan.catalogue import described
from commplan.escape import markdown
from commplan.facts.risks import Rated
from commplan.plan.engagement import Cap
from commplan.plan.evaluation import Exclude
from commplan.plan.goals import Audience, Objective
from commplan.plan.head import Period
from commplan.plan.resources import Funding
from commplan.plan.risks import Trigger
from commplan.plan.rules import Hours
from commplan.plan.structure import Decision, Holder
from commplan.plan.times import Duration, Moment
from commplan.rendering.writing import Markup, Writing
from commplan.terms import term


@dataclass(frozen=True, slots=True)
class Telling(Writing):
    """A way of writing that can tell hours, votes, warnings and limits."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        names = (
            "affiliated", "aside", "available", "cap", "clock_of", "commas", "days", "each_time", "excluded", "holders",
            "hours", "kinds", "lacking", "languages", "link", "listed", "metric", "metrics", "money", "month", "must",
            "name", "namelist", "names", "paragraphs", "percent", "platform", "quantity", "raci", "rated",
            "rhythm", "risk_kind", "said", "semicolons", "sentence", "sized", "span", "spans", "table", "term", "trigger",
            "unbroken", "vote", "weekday", "within",
        )  # fmt: skip
        return {n: getattr(self, n) for n in names}

    def quantity(self, value: float | None, objective: Objective) -> Any:
        """A value in its metric's unit: a share as per cent, seconds as a duration, else the plan's own unit."""
        if value is None:
            return None
        known = described(objective.metric)
        unit = "" if known and known.unit in ("share", "seconds") else objective.unit or ""
        gap = "\u00a0" if unit and unit != "%" else ""
        return Markup(self.measured(value, objective.metric) + gap + markdown(unit))

    def measured(self, value: float, metric: str | None) -> str:
        known = described(metric) if metric else None
        if known and known.unit == "share":
            return self.shown(self.percent(value))
        if known and known.unit == "seconds":
            return self.shown(Duration("", 0, round(value)))
        return self.locale.number(value)

    def holders(self, holders: Sequence[Holder]) -> Any:
        def one(holder: Holder) -> str:
            until = self.word("until {day}", day=holder.end) if holder.end else None
            return self.aside(self.name(holder.person), until)

        return self.listed(tuple(one(h) for h in holders))

    def hours(self, spans: Sequence[Hours]) -> Any:
        def one(span: Hours) -> str:
            zone = getattr(span, "timezone", None)
            clock = f"{self.locale.clock(span.opens)}–{self.locale.clock(span.closes)}"
            return self.aside(f"{self.locale.weekdays(span.days)} {clock}", zone)

        return self.listed(tuple(one(s) for s in spans))

    def each_time(self, hours: float | None) -> Any:
        """How long something takes whenever it is done."""
        if hours is None:
            return None
        return self.word("1 hour each time") if hours == 1 else self.word("{n} hours each time", n=hours)

    def vote(self, decision: Decision) -> Markup:
        """How a decision is taken: who must take part, who must agree, and for how long it is open."""
        quorum, threshold = decision.quorum, decision.threshold
        there = quorum.count if quorum.count is not None else self.percent(quorum.share)
        agree, base = self.percent(threshold.share), threshold.base
        if agree and base:
            agree = (
                self.word("{share} of votes cast", share=agree)
                if base == "votes-cast"
                else self.word("{share} of those eligible", share=agree)
            )
        rows = (("quorum {n}", there), ("agreement {n}", agree), ("open for {n}", decision.window))
        return self.commas(self.word(text, n=value) for text, value in rows if value is not None)

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
        limits = " ".join(f"{markdown(sign)} {self.measured(v, trigger.metric)}" for sign, v in bounds if v is not None)
        found = Markup(f"{self.shown(self.metric(trigger.metric))} {limits}") if trigger.metric else None
        return self.semicolons((found, trigger.sign))

    def month(self, first: date) -> Any:
        return self.locale.month(first)

    def weekday(self, day: date) -> Any:
        """A day as it stands in a calendar of one month or week: with its day of the week."""
        return Markup(self.locale.weekday(day).replace(" ", "\u00a0"))

    def unbroken(self, value: Any) -> Markup:
        """A value that stays on one line, such as a date in a narrow column."""
        return Markup(self.shown(value).replace(" ", "\u00a0"))

    def sized(self, audiences: Sequence[Audience]) -> Any:
        """Audiences with how many people they are, as far as that is said."""
        return self.listed(tuple(self.aside(a.name or a.id, a.size) for a in audiences))

    def span(self, ends: tuple[date, date]) -> Any:
        """From one day to another; one day alone as itself."""
        first, last = ends
        return self.locale.short_day(first) if first == last else f"{self.shown(first)} – {self.shown(last)}"

    def spans(self, spans: Sequence[tuple[date, date]]) -> Any:
        return self.listed(tuple(self.span(ends) for ends in spans))

    def within(self, period: Period) -> Any:
        """From when to when, as far as that is said."""
        if period.start and period.end:
            return self.span((period.start, period.end))
        return self._from_to(period.start, period.end)

    def available(self, funding: Funding) -> Any:
        """From when to when money can be spent."""
        return self._from_to(funding.available, funding.until)

    def _from_to(self, start: date | None, end: date | None) -> Any:
        known = ((self.word("from {day}", day=start), start), (self.word("until {day}", day=end), end))
        return self.commas(words for words, day in known if day)

    def rated(self, rated: Rated) -> Any:
        """A risk's score as likelihood times impact, before and after the response."""
        risk, left = rated.risk, rated.risk.residual
        if rated.score is None:
            return self.must(None)
        now = f"{risk.likelihood} × {risk.impact} = {rated.score}"
        then = self.word("afterwards {n}", n=f"{left.likelihood} × {left.impact} = {left.score}") if left else None
        return self.aside(now, then)

    def raci(self, letters: str) -> Any:
        """What the letters of a part in a decision mean."""
        means = {"R": "does the work", "A": "answers for it", "C": "is asked before", "I": "is told after"}
        return self.listed(tuple(self.word(means[letter]) for letter in letters))

    def affiliated(self, holders: Sequence[Holder]) -> Any:
        """Holders with the organisations they come from."""
        people = {p.id: p for p in self.plan.structure.people} if self.plan else {}
        found = ((h, people.get(h.person)) for h in holders)
        return self.listed(tuple(self.aside(self.name(h.person), p and p.affiliation) for h, p in found))

    def clock_of(self, moment: Moment | None) -> Any:
        """The time of day of a moment."""
        return moment.clock if moment else None
