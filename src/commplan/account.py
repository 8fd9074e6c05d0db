"""The report of an evaluation: what its template is given."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from commplan import render, writers
from commplan.appraise import Appraisal, Appraised
from commplan.catalogue import metric as catalogue_metric
from commplan.event import CAPABILITIES
from commplan.execution import OUTCOMES
from commplan.illustrate import results as pictures
from commplan.locale import Locale
from commplan.metric import CHAPTERS, Measured, Metric
from commplan.plan import Plan
from commplan.plan.times import Duration
from commplan.terms import term
from commplan.words import Language, Words, say
from commplan.writing import Markup

FEW = 10
_TONES: dict[str, writers.Tone] = {
    "met": "good",
    "on-track": "good",
    "off-track": "fair",
    "missed": "bad",
    "unknown": "unknown",
}
_CHAPTER_FIGURES = {
    "growth": ("member-growth",),
    "activity": ("active-members", "lifecycle", "hour-of-week"),
    "retention": ("cohorts",),
    "response": ("response-times",),
    "participation": ("lorenz",),
}


def report(plan: Plan, appraisal: Appraisal, language: Language, own: Path | None = None) -> render.Document:
    """The report as a document. BadTemplate as `render` has it."""
    return _Account(plan, appraisal, language).document(own)


class _Account:
    """One report in the making: plan, appraisal and language at hand for every row."""

    def __init__(self, plan: Plan, appraisal: Appraisal, language: Language) -> None:
        self.plan, self.appraisal, self.language = plan, appraisal, language
        self.locale = Locale(language)

    def document(self, own: Path | None) -> render.Document:
        values = {
            "plan": self.plan,
            "cards": self.cards(),
            "objectives": [self.objective(a) for a in self.appraisal.objectives],
            "well": self.sentences(("met", "on-track")),
            "decide": self.sentences(("missed", "off-track", "unknown")),
            "chapters": self.chapters(),
            "execution": self.execution(),
            "notes": self.notes(),
            "definitions": self.definitions(),
            "review": self.review(),
        }

        def draw(id_: str):  # type: ignore[no-untyped-def]
            return pictures.figure(self.plan, self.appraisal, id_, self.language, self.shown)

        return render.document("report", self.language, values, draw, self.title(), own)

    def say(self, words: Words) -> str:
        return words.in_language(self.language)

    def title(self) -> writers.Title:
        first, last = self.appraisal.window.first, self.appraisal.window.end - timedelta(days=1)
        covers = self.appraisal.covers
        seen = (
            say(
                "activity from {a} to {b}",
                "活动数据：{a}至{b}",
                a=self.locale.short_day(covers.first),
                b=self.locale.short_day(covers.end - timedelta(days=1)),
            )
            if covers
            else say("no activity", "没有活动数据")
        )
        text = say("Evaluation: {t}", "评估报告：{t}", t=self.plan.plan.title)
        lines = (f"{self.locale.day(first)} – {self.locale.day(last)}", f"{self.say(seen)} · {self.appraisal.zone}")
        verdicts = {self.say(term(word)): tone for word, tone in _TONES.items()}
        return writers.Title(self.say(text), self.language, lines, "", verdicts)

    # -- first page --

    def cards(self) -> list[dict[str, object]]:
        statuses = [a.verdict.status for a in self.appraisal.objectives]
        total = len(statuses)
        of = self.say(say("of {n} objectives", "共 {n} 个目标", n=total))
        found: list[dict[str, object]] = [
            {"label": self.say(term(s)), "value": statuses.count(s), "note": of} for s in _TONES if s in statuses
        ]
        for id_ in ("mau", "members"):
            metric, measured = catalogue_metric(id_), self.appraisal.values.get(id_)
            if metric and measured and measured.value is not None:
                note = self.say(say("at the end of the period", "期末"))
                found.append(
                    {"label": self.say(metric.name), "value": self.quantity(metric, measured.value), "note": note}
                )
        if self.appraisal.execution.rate is not None:
            label = self.say(say("Calendar kept on time", "日历按时执行率"))
            found.append({"label": label, "value": self.locale.percent(self.appraisal.execution.rate), "note": ""})
        return [{**card, "note": card["note"] or Markup("")} for card in found]

    def objective(self, a: Appraised) -> dict[str, object]:
        return {
            "name": a.objective.statement or a.objective.id,
            "value": self.shown(a, a.measured.value),
            "target": self.shown(a, a.objective.target),
            "due": a.objective.due,
            "verdict": self.say(term(a.verdict.status)),
            "reason": self.say(a.verdict.reason),
        }

    def sentences(self, statuses: Sequence[str]) -> list[str]:
        """The three that matter most, in the order of `statuses`."""
        chosen = sorted(
            (a for a in self.appraisal.objectives if a.verdict.status in statuses),
            key=lambda a: statuses.index(a.verdict.status),
        )
        colon = "：" if self.language == "zh" else ": "
        return [f"{a.objective.statement or a.objective.id}{colon}{self.say(a.verdict.reason)}" for a in chosen[:3]]

    # -- figures --

    def shown(self, a: Appraised, value: float | None) -> str:
        if value is None:
            return self.say(term("unknown"))
        if a.metric is not None:
            return self.quantity(a.metric, value)
        if a.objective.metric == "calendar-execution":
            return self.locale.percent(value)
        unit = f" {a.objective.unit}" if a.objective.unit else ""
        return self.locale.number(round(value, 4)) + unit

    def quantity(self, metric: Metric, value: float | None) -> str:
        if value is None:
            return "–"
        if metric.unit == "share":
            return self.locale.percent(value)
        if metric.unit == "seconds":
            return self.locale.duration(Duration("", 0, round(value / 60) * 60 if value >= 120 else round(value)))
        return self.locale.number(round(value, 2))

    def chapters(self) -> list[dict[str, object]]:
        ready = pictures.drawable(self.appraisal)
        found: list[dict[str, object]] = []
        for chapter, title in CHAPTERS.items():
            rows = [
                self.row(metric, measured)
                for id_, measured in self.appraisal.values.items()
                if (metric := catalogue_metric(id_)) is not None and metric.chapter == chapter
            ]
            figures = [f for f in _CHAPTER_FIGURES.get(chapter, ()) if f in ready]
            found.append({"title": self.say(title), "rows": rows, "figures": figures})
        return found

    def row(self, metric: Metric, measured: Measured) -> dict[str, object]:
        before = self.appraisal.before.get(metric.id)
        return {
            "name": self.say(metric.name),
            "value": self.quantity(metric, measured.value) if measured.value is not None else self.say(term("unknown")),
            "before": self.quantity(metric, before.value if before else None),
            "n": "–" if measured.n is None else measured.n,
            "sure": self.sure(metric, measured),
        }

    def sure(self, metric: Metric, measured: Measured) -> str:
        parts = []
        if measured.value is None and measured.reason:
            return self.say(measured.reason)
        if measured.interval:
            low, high = (self.quantity(metric, v) for v in measured.interval)
            parts.append(self.say(say("95 % between {a} and {b}", "95% 区间 {a} 至 {b}", a=low, b=high)))
        if measured.n is not None and measured.n < FEW:
            parts.append(self.say(say("few cases", "样本很少")))
        if measured.partial:
            parts.append(self.say(say("not the whole period is covered", "数据未覆盖整个时段")))
        comma = "；" if self.language == "zh" else "; "
        return comma.join(parts) or self.say(say("counted in full", "全量统计"))

    def execution(self) -> dict[str, object]:
        execution = self.appraisal.execution
        comma = "，" if self.language == "zh" else ", "
        counts = comma.join(f"{self.say(OUTCOMES[o])} {n}" for o, n in execution.counts.items() if n)
        missed = [
            {
                "day": line.planned.day,
                "name": self.plan.name(line.planned.id.partition("/")[0]),
                "outcome": self.say(OUTCOMES[line.outcome]),
                "reason": self.say(line.reason),
            }
            for line in execution.lines
            if line.outcome in ("late", "skipped")
        ]
        return {"lines": execution.lines, "summary": counts, "missed": missed[:40]}

    # -- appendix --

    def notes(self) -> list[str]:
        found = [self.say(n) for n in self.appraisal.notes]
        silent = [w for name, w in CAPABILITIES.items() if name not in self.appraisal.capabilities]
        if silent:
            listed = self.locale.listing([self.say(w) for w in silent])
            found.append(self.say(say("The imported exports cannot tell: {l}.", "导入的文件无法说明：{l}。", l=listed)))
        found.append(
            self.say(
                say(
                    "Members are counted by keyed hashes; nobody is named, and cohorts of fewer than {n} people are not shown.",
                    "成员以加密哈希计数，不出现姓名；不足 {n} 人的同期群不予显示。",
                    n=pictures.FEWEST,
                )
            )
        )
        return found

    def definitions(self) -> list[dict[str, str]]:
        used = {a.metric.id: a.metric for a in self.appraisal.objectives if a.metric}
        for id_ in self.appraisal.values:
            metric = catalogue_metric(id_)
            if metric is not None:
                used.setdefault(id_, metric)
        return [
            {
                "name": self.say(m.name),
                "definition": self.say(m.definition),
                "edge_cases": self.say(m.edge_cases),
                "source": m.source,
            }
            for m in used.values()
        ]

    def review(self) -> Markup:
        """A YAML fragment in a code block; texts are JSON strings, which YAML reads too."""
        last = self.appraisal.window.end - timedelta(days=1)
        findings = [*self.sentences(("met", "on-track")), *self.sentences(("missed", "off-track", "unknown"))]

        def listed(items: Sequence[str]) -> str:
            return "".join(f"    - {json.dumps(i, ensure_ascii=False)}\n" for i in items) or "    []\n"

        held: date = self.appraisal.as_of
        text = (
            f"- date: {held}\n  period: {{start: {self.appraisal.window.first}, end: {last}}}\n"
            f"  findings:\n{listed(findings)}  lessons: []\n  changes: []\n"
        )
        fence = "`" * (max((len(run) for run in text.split() if set(run) == {"`"}), default=2) + 3)
        return Markup(f"{fence}yaml\n{text}{fence}")
