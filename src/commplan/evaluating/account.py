"""The report of an evaluation: what its template is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from commplan import chart, writers
from commplan.activity.event import APART, CAPABILITIES
from commplan.catalogue import metric as catalogue_metric
from commplan.evaluating import foresight, recount, review
from commplan.evaluating.appraise import Appraisal
from commplan.evaluating.hindsight import Hindsight
from commplan.finding import Finding
from commplan.illustrate import results as pictures
from commplan.illustrate.results import too_few
from commplan.measuring import composite
from commplan.measuring.composite import COMMUNITY_SCORE
from commplan.measuring.measure import ESTIMATES, few_cases
from commplan.measuring.objectives import Appraised
from commplan.metric import APART_CHAPTERS, CHAPTERS, Described, Measured, Metric
from commplan.plan import Plan
from commplan.reality import FEWEST
from commplan.reckoning import beside, spoken
from commplan.reckoning.execution import CALENDAR
from commplan.rendering import render
from commplan.rendering.writing import Markup
from commplan.terms import term
from commplan.words import Language, Words, say

MOST = 3
"""How many objectives the first page names as going well, and as needing a decision."""
WELL, DECIDE = ("met", "on-track"), ("missed", "off-track", "unknown")
_TONES: dict[str, writers.Tone] = {
    "met": "good",
    "on-track": "good",
    "off-track": "fair",
    "missed": "bad",
    "unknown": "unknown",
}
_CHAPTER_FIGURES = {
    "growth": ("member-growth", "funnel"),
    "activity": ("active-members", "lifecycle", "hour-of-week"),
    "retention": ("cohorts",),
    "response": ("response-times",),
    "participation": ("lorenz",),
}


def report(
    plan: Plan,
    appraisal: Appraisal,
    language: Language,
    own: Path | None = None,
    failing: tuple[Finding, ...] = (),
) -> render.Document:
    """The report as a document. BadTemplate as `render` has it. `failing`: what the rules about what happened have found."""
    return _Account(plan, appraisal, language, failing).document(own)


def findings(plan: Plan, appraisal: Appraisal, language: Language) -> list[str]:
    """What a review of it would find: what went well and what needs a decision, a sentence each."""
    return _Account(plan, appraisal, language).findings()


@dataclass(frozen=True, slots=True)
class _Account:
    """One report in the making: plan, appraisal and language at hand for every row."""

    plan: Plan
    appraisal: Appraisal
    language: Language
    failing: tuple[Finding, ...] = ()

    def document(self, own: Path | None) -> render.Document:
        values = {
            "plan": self.plan,
            "unseen": self.appraisal.unseen and self.say(self.appraisal.unseen),
            "cards": self.cards(),
            "objectives": [self.objective(a) for a in self.appraisal.objectives],
            "score": self.say(composite.sentence(composite.score(self.appraisal.objectives))),
            "well": self.chosen(WELL),
            "decide": self.chosen(DECIDE),
            "chapters": self.chapters(),
            "execution": self.execution(),
            "outlook": foresight.told(self.appraisal, self.language),
            "earlier": Hindsight(self.appraisal, self.language, self.shown).told(self.told()),
            "happenings": recount.chapters(self.appraisal.chapters, self.language),
            "failing": recount.failing(self.failing, self.language),
            "notes": self.notes(),
            "definitions": self.definitions(),
            "review": Markup(review.draft(self.appraisal, self.findings())),
        }

        def draw(id_: str):  # type: ignore[no-untyped-def]
            return pictures.figure(self.plan, self.appraisal, id_, self.language, self.shown)

        return render.document("report", self.language, values, draw, self.title(), own)

    def say(self, words: Words) -> str:
        return words.in_language(self.language)

    def day(self, day: date) -> str:
        """A date for a narrow column: never broken over two lines."""
        return self.say(spoken.day(day)).replace(" ", "\u00a0")

    def title(self) -> writers.Title:
        covers = self.appraisal.covers
        seen = say("No activity", "没有活动数据")
        if covers:
            seen = say("Activity: {span}", "活动数据：{span}", span=spoken.span(covers))
        lines = (self.say(spoken.span(self.appraisal.window)), f"{self.say(seen)} · {self.appraisal.zone}")
        verdicts = {self.say(term(word)): tone for word, tone in _TONES.items()}
        verdicts |= {self.say(words): tone for c in self.appraisal.chapters for words, tone in c.tones.items()}
        head = self.say(say("Evaluation: {t}", "评估报告：{t}", t=self.plan.plan.title))
        return writers.Title(head, self.language, lines, "", verdicts)

    # -- first page --

    def cards(self) -> list[dict[str, object]]:
        statuses = [a.verdict.status for a in self.appraisal.objectives]
        of = say("of {n} objectives", "共 {n} 个目标", n=len(statuses))
        found: list[tuple[Words, str, Words]] = [(term(s), str(statuses.count(s)), of) for s in _TONES if s in statuses]
        for id_ in ("mau", "members", "joins"):
            metric, measured = catalogue_metric(id_), self.appraisal.values.get(id_)
            if metric and measured and measured.value is not None:
                before = self.before(metric)
                note = say("{v} in the period before", "上一时段为 {v}", v=before) if before else Words("", "")
                found.append((metric.name, self.quantity(metric, measured.value), note))
        rate, counts = self.appraisal.execution.rate, self.appraisal.execution.counts
        if rate is not None:
            known = counts["on-time"] + counts["late"] + counts["skipped"]
            note = say("{k} of {n} dates", "{n} 次中 {k} 次", k=counts["on-time"], n=known)
            found.append((CALENDAR.name, self.quantity(CALENDAR, rate), note))
        return [
            {"label": self.say(label), "value": value, "note": self.say(note) or Markup("")}
            for label, value, note in found
        ]

    def name(self, a: Appraised) -> str:
        return a.objective.statement or a.objective.id

    def objective(self, a: Appraised) -> dict[str, object]:
        target: str | None = None
        if a.objective.target is not None:
            target = self.shown(a, a.objective.target)
            if a.objective.due:
                target = self.say(say("{t} by {d}", "{t}（{d}前）", t=target, d=self.day(a.objective.due)))
        hidden = a.measured.value is None or too_few(a.metric, a.measured)
        earlier = a.before and a.before.value is not None and not too_few(a.metric, a.before)
        return {
            "name": self.name(a),
            "verdict": self.say(term(a.verdict.status)),
            "before": self.shown(a, a.before.value) if a.before and earlier else "–",
            "value": "–" if hidden else self.shown(a, a.measured.value),
            "target": target,
            "reason": self.reason(a),
        }

    def reason(self, a: Appraised) -> str:
        """Why the verdict is what it is, and what the value alone carries as a note."""
        apart = self.common_notes() if a.measured.n is None else (*self.common_notes(), few_cases(a.measured.n))
        return self.say(spoken.sentences((a.why, *(note for note in a.measured.notes if note not in apart))))

    def chosen(self, statuses: Sequence[str]) -> dict[str, list[Any]]:
        """The objectives with these verdicts that matter most, in the order of `statuses`: some shown, the rest not; and
        where there is room for it, or else as one line of its own, what else was seen. What is on track by the benefit of the
        doubt alone, or likelier to end short, neither went well nor needs a decision; the table has it.
        """
        found = sorted(
            (a for a in self.appraisal.objectives if a.verdict.status in statuses and not a.verdict.doubtful),
            key=lambda a: statuses.index(a.verdict.status),
        )
        rows: list[dict[str, object]] = [
            {
                "name": self.name(a).rstrip(" .。"),
                "verdict": self.say(term(a.verdict.status)),
                "reason": self.reason(a),
                "responses": [r for r in self.plan.evaluation.responses if r.objective == a.objective.id],
            }
            for a in found
        ]
        seen = [w for c in self.appraisal.chapters for w in (c.well if statuses == WELL else c.decide)]
        room = max(MOST - len(rows), 1)
        return {"shown": rows[:MOST], "rest": rows[MOST:], "seen": recount.told(seen[:room], self.language)}

    def findings(self) -> list[str]:
        colon = "：" if self.language == "zh" else ": "
        parts = [self.chosen(WELL), self.chosen(DECIDE)]
        rows = [f"{row['name']}{colon}{row['reason']}" for part in parts for row in part["shown"]]
        return [*rows, *(str(sentence) for part in parts for sentence in part["seen"])]

    # -- figures --

    def shown(self, a: Appraised, value: float | None) -> str:
        """A value of an objective in its unit."""
        if value is None:
            return self.say(term("unknown"))
        if a.metric is not None:
            return self.quantity(a.metric, value)
        return chart.in_unit(self.say(spoken.quantity(value, "count")), a.objective.unit)

    def quantity(self, metric: Described, value: float) -> str:
        return self.say(spoken.quantity(value, metric.unit))

    def chapters(self) -> list[dict[str, object]]:
        ready = pictures.drawable(self.appraisal)
        found: list[dict[str, object]] = []
        for chapter, title in CHAPTERS.items():
            rows = [self.row(m, self.appraisal.values[m.id]) for m in self.told() if m.chapter == chapter]
            if chapter in APART_CHAPTERS and not rows:
                continue
            known, blind = recount.together(rows)
            figures = [f for f in _CHAPTER_FIGURES.get(chapter, ()) if f in ready]
            found.append({"title": self.say(title), "rows": known, "blind": blind, "figures": figures})
        return found

    def told(self) -> list[Metric]:
        """The metrics of the report. Those of events or surveys are left out where no such export was imported: that is
        said once, among the notes, and not as unknown in every line of them.
        """
        found = [m for id_ in self.appraisal.values if (m := catalogue_metric(id_)) is not None]
        return [m for m in found if m.chapter not in APART_CHAPTERS or m.needs <= self.appraisal.capabilities]

    def row(self, metric: Metric, measured: Measured) -> dict[str, object]:
        value = measured.value if not too_few(metric, measured) else None
        return {
            "name": self.say(metric.called(measured.parameters)),
            "value": self.say(term("unknown")) if value is None else self.quantity(metric, value),
            "before": self.before(metric) or "–",
            "sure": self.sure(metric, measured),
            "blind": self.say(measured.reason) if measured.reason and not self.before(metric) else "",
        }

    def before(self, metric: Metric) -> str | None:
        measured = self.appraisal.before.get(metric.id)
        if measured is None or measured.value is None or too_few(metric, measured):
            return None
        return self.quantity(metric, measured.value)

    def sure(self, metric: Metric, measured: Measured) -> str:
        aside = () if too_few(metric, measured) else tuple(beside.told(metric, measured))
        if measured.value is None and measured.reason:
            return self.say(beside.after(measured.reason, aside))
        parts, n = [], measured.n
        if too_few(metric, measured):
            parts.append(say("too few to tell", "样本太少，无法判断"))
        if metric.proportion and n is not None and not too_few(metric, measured):
            parts.append(say("{k} of {n}", "{n} 例中 {k} 例", k=f"{measured.numerator or 0:,}", n=f"{n:,}"))
        elif n is not None and n != measured.value:
            what = metric.columns.get("n") or metric.columns["denominator"]
            parts.append(say("{what}: {n}", "{what}：{n}", what=what, n=f"{n:,}"))
        if measured.interval and not too_few(metric, measured):
            low, high = (spoken.quantity(v, metric.unit) for v in measured.interval)
            parts.append(say("95% interval: {a} to {b}", "95% 置信区间：{a} 至 {b}", a=low, b=high))
        apart = self.common_notes() if n is None else (*self.common_notes(), few_cases(n))
        parts += [*aside, *(note for note in measured.notes if note not in apart)]
        if metric.unit in ESTIMATES and n is not None and FEWEST <= n < 10:
            parts.append(say("few cases", "样本较少"))
        bare = [Words(p.en.rstrip("."), p.zh.rstrip("。")) for p in parts] or [say("counted in full", "全量统计")]
        return self.say(spoken.listed(bare))

    def execution(self) -> dict[str, object]:
        drawn = "calendar-execution" in pictures.drawable(self.appraisal)
        return {**recount.calendar(self.plan, self.appraisal.execution, self.language), "drawn": drawn}

    # -- appendix --

    def common_notes(self) -> tuple[Words, ...]:
        """What more than one metric carries as a note; said once."""
        several = Counter(note for m in self.appraisal.values.values() for note in m.notes)
        few = {few_cases(m.n) for m in self.appraisal.values.values() if m.n is not None}
        return tuple(note for note, n in several.items() if n > 1 and note not in few)

    def notes(self) -> list[str]:
        found = list(dict.fromkeys(self.say(n) for n in (*self.appraisal.notes, *self.common_notes())))
        silent = [w for name, w in CAPABILITIES.items() if name not in self.appraisal.capabilities | APART]
        if silent and self.appraisal.covers:
            untold = say("The imported exports cannot tell: {l}.", "导入的文件无法说明：{l}。", l=spoken.listed(silent))
            found.append(self.say(untold))
        suppressed = say(
            "Members are counted by keyed hashes and nobody is named. Cohorts of fewer than {n} people, and shares and "
            "medians of fewer than {n} cases, are not shown; a verdict says so.",
            "成员以加密哈希计数，不出现姓名。不足 {n} 人的同期群，以及不足 {n} 例的比率与中位数，不予显示；目标结论中会注明。",
            n=FEWEST,
        )
        return [*found, self.say(suppressed)]

    def definitions(self) -> list[dict[str, str]]:
        used: dict[str, Described] = {a.metric.id: a.metric for a in self.appraisal.objectives if a.metric}
        used = {**used, **{m.id: m for m in self.told()}, CALENDAR.id: CALENDAR}
        used |= {COMMUNITY_SCORE.id: COMMUNITY_SCORE} if self.appraisal.objectives else {}
        return [
            {"name": self.say(m.name), "text": self.say(spoken.sentences((m.definition, m.edge_cases)))}
            for m in used.values()
        ]
