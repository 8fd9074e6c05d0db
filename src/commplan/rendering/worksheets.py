"""The sheets of a plan: its calendar, RACI, risks, budget and funding as tables that keep numbers and dates what they are.

They hold the plan's own words and figures, whole and in its order; what is not stated stays an empty cell, never a zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, time
from decimal import Decimal

from commplan import money
from commplan.finding import Severity
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.risks import Risk, Trigger
from commplan.rendering import budget_sheets
from commplan.report import Checked
from commplan.schedule import recurrence
from commplan.sheet import Cell, Column, Formula, Sheet, Summary
from commplan.terms import term
from commplan.words import Language, Words, say
from commplan.writers import csv, xlsx

_PARTS = ("responsible", "accountable", "consulted", "informed")
_WEIGHTS = {
    Severity.ERROR: Words("error", "错误"),
    Severity.WARNING: Words("warning", "警告"),
    Severity.INFO: Words("info", "提示"),
}
_SEPARATOR = Words("; ", "；")


def of_plan(plan: Plan, checked: Checked, language: Language) -> tuple[Sheet, ...]:
    """Every sheet of a plan; the last, of what its check still finds, only when there is something."""
    sheets = (
        _calendar(plan, language),
        _raci(plan, language),
        _risks(plan, language),
        budget_sheets.budget(plan, language),
        budget_sheets.funding(plan, language),
    )
    return (*sheets, _open_points(checked, language)) if checked.findings or checked.undecided else sheets


def written(plan: Plan, checked: Checked, language: Language, formats: Collection[str]) -> dict[str, str | bytes]:
    """The sheets as files by name: one workbook for xlsx, a file for each sheet for csv. Refusal as the writers have it."""
    sheets, id_ = of_plan(plan, checked, language), plan.plan.id
    files: dict[str, str | bytes] = {}
    if "xlsx" in formats:
        stamp = plan.plan.updated or plan.plan.period.start
        files[f"{id_}-workbook-{language}.xlsx"] = xlsx.write(sheets, plan.plan.title, stamp)
    if "csv" in formats:
        files |= {f"{id_}-{sheet.id}-{language}.csv": csv.write(sheet) for sheet in sheets}
    return files


def _column(language: Language, id_: str, en: str, zh: str) -> Column:
    return Column(id_, Words(en, zh).in_language(language))


def _list(items: Iterable[object], language: Language) -> str | None:
    return _SEPARATOR.in_language(language).join(str(i) for i in items) or None


def _term(word: str | None, language: Language) -> str | None:
    return term(word).in_language(language) if word else None


# --- calendar ---------------------------------------------------------------------------------------------------------
def _calendar(plan: Plan, language: Language) -> Sheet:
    def named(id_: str, en: str, zh: str) -> Column:
        return _column(language, id_, en, zh)

    columns = (
        Column("day", Words("Day", "日期").in_language(language), "day"),
        Column("clock", Words("Time", "时间").in_language(language), "clock"),
        named("timezone", "Time zone", "时区"),
        named("title", "Title", "标题"),
        named("kind", "Kind", "类型"),
        named("channels", "Channels", "渠道"),
        named("audiences", "Audiences", "受众"),
        named("pillar", "Pillar", "栏目"),
        named("objectives", "Objectives", "目标"),
        named("owner", "Owner", "负责人"),
        named("approver", "Approver", "审批人"),
        Column("hours", Words("Hours of work", "工时").in_language(language), "number"),
        Column("cost", _cost(plan).in_language(language), "money"),
        Column("expected", Words("People expected", "预计人数").in_language(language), "number"),
        Column("attended", Words("People who came", "实到人数").in_language(language), "number"),
        named("status", "Status", "状态"),
    )
    occurrences = recurrence.occurrences(plan)
    dated = {o.entry.id for o in occurrences}
    when: list[tuple[Entry, date | None, time | None]] = [(o.entry, o.day, o.clock) for o in occurrences]
    # What never happens within the period, was cancelled or has no date is a row all the same.
    when += [
        (e, e.start.day if e.start else None, e.start.clock if e.start else None)
        for e in plan.content.calendar
        if e.id not in dated
    ]
    rows = tuple(_date_row(plan, *each, language) for each in when)
    label = Words("Sum of the rows that the filter shows", "筛选后各行合计").in_language(language)
    sums = tuple(
        Summary(f"sum-{c}", label, c, Formula(f"SUBTOTAL(109,[{c}:])", _sum(rows, columns, c)))
        for c in ("hours", "cost")
    )
    return Sheet("calendar", Words("Calendar", "日历").in_language(language), columns, rows, sums if rows else ())


def _cost(plan: Plan) -> Words:
    currency = money.general_currency(plan)
    return say("Cost ({c})", "费用（{c}）", c=currency) if currency else Words("Cost", "费用")


def _sum(rows: Sequence[Sequence[Cell]], columns: Sequence[Column], id_: str) -> Decimal:
    at = next(i for i, c in enumerate(columns) if c.id == id_)
    return sum((Decimal(str(row[at])) for row in rows if row[at] is not None), Decimal())


def _date_row(plan: Plan, entry: Entry, day: date | None, clock: time | None, language: Language) -> tuple[Cell, ...]:
    outcome = next((o for o in entry.outcomes if o.date == day), None)
    return (
        day,
        clock,
        (entry.timezone or plan.plan.timezone) if clock else None,
        entry.title or entry.id,
        _term(entry.kind, language),
        _list(map(plan.name, entry.channels), language),
        _list(map(plan.name, entry.audiences), language),
        plan.name(entry.pillar) or None,
        _list(map(plan.name, entry.objectives), language),
        plan.name(entry.owner) or None,
        plan.name(entry.approver) or None,
        entry.effort_hours,
        entry.cost,
        entry.expected_attendance,
        outcome.attended if outcome else None,
        _term(outcome.status if outcome else entry.status, language),
    )


# --- RACI -------------------------------------------------------------------------------------------------------------
def _raci(plan: Plan, language: Language) -> Sheet:
    decisions = plan.structure.decisions
    who = tuple(dict.fromkeys(w for d in decisions for part in _PARTS for w in getattr(d.raci, part)))
    columns = [_column(language, "task", "Decision or activity", "决策或工作")]
    columns += [Column(f"who-{i}", plan.name(w), tint="raci") for i, w in enumerate(who)]
    if who:
        columns.append(Column("accountable", Words("How many A", "A 的个数").in_language(language), "number"))
    rows = []
    for d in decisions:
        letters = ["".join(p[0].upper() for p in _PARTS if w in getattr(d.raci, p)) for w in who]
        count = Formula(f'COUNTIF([who-0:who-{len(who) - 1}],"*A*")', sum("A" in held for held in letters))
        rows.append((d.name or d.id, *(held or None for held in letters), *((count,) if who else ())))
    return Sheet("raci", "RACI", tuple(columns), tuple(rows))


# --- risks ------------------------------------------------------------------------------------------------------------
def _risks(plan: Plan, language: Language) -> Sheet:
    def named(id_: str, en: str, zh: str) -> Column:
        return _column(language, id_, en, zh)

    def number(id_: str, en: str, zh: str) -> Column:
        scored = id_.endswith("score")
        return Column(id_, Words(en, zh).in_language(language), "number", "score" if scored else "")

    def day(id_: str, en: str, zh: str) -> Column:
        return Column(id_, Words(en, zh).in_language(language), "day")

    columns = (
        named("title", "Risk", "风险"),
        named("category", "Category", "类别"),
        named("cause", "Cause", "原因"),
        named("event", "Event", "事件"),
        named("effect", "Effect", "后果"),
        named("objectives", "Objectives", "目标"),
        number("likelihood", "Likelihood", "可能性"),
        number("impact", "Impact", "影响程度"),
        number("score", "Score", "风险值"),
        named("owner", "Owner", "负责人"),
        named("response", "Response", "应对策略"),
        named("actions", "Actions", "应对措施"),
        named("trigger", "Early warning", "预警信号"),
        named("contingency", "Contingency plan", "应急预案"),
        number("residual-likelihood", "Residual likelihood", "残余可能性"),
        number("residual-impact", "Residual impact", "残余影响程度"),
        number("residual-score", "Residual score", "残余风险值"),
        named("status", "Status", "状态"),
        day("reviewed", "Last review", "上次复核"),
        day("next-review", "Next review", "下次复核"),
    )
    rows = tuple(_risk_row(plan, risk, language) for risk in plan.risks.register)
    appetite = plan.risks.appetite
    title = Words("Risks", "风险").in_language(language)
    return Sheet("risks", title, columns, rows, limits=(appetite.acceptable, appetite.high))


def _score(likelihood: str, impact: str, value: int | None) -> Formula:
    product = f"[{likelihood}]*[{impact}]"
    return Formula(f'IF(COUNT([{likelihood}],[{impact}])=2,{product},"")', value)


def _risk_row(plan: Plan, risk: Risk, language: Language) -> tuple[Cell, ...]:
    residual = risk.residual
    return (
        risk.title or risk.id,
        risk.category,
        risk.cause,
        risk.event,
        risk.effect,
        _list(map(plan.name, risk.objectives), language),
        risk.likelihood,
        risk.impact,
        _score("likelihood", "impact", risk.inherent),
        plan.name(risk.owner) or None,
        _term(risk.response, language),
        _list((_action(plan, a.action, a.owner, a.due, language) for a in risk.actions), language),
        _trigger(risk.trigger, language),
        _list(filter(None, (risk.contingency, risk.fallback)), language),
        residual.likelihood if residual else None,
        residual.impact if residual else None,
        _score("residual-likelihood", "residual-impact", residual.score if residual else None),
        _term(risk.status, language),
        risk.reviewed,
        risk.next_review,
    )


def _action(plan: Plan, action: str, owner: str | None, due: date | None, language: Language) -> str:
    notes = Words(", ", "，").in_language(language).join(filter(None, (plan.name(owner), str(due) if due else "")))
    return action + (Words(" ({n})", "（{n}）").in_language(language).format(n=notes) if notes else "")


def _trigger(trigger: Trigger | None, language: Language) -> str | None:
    if trigger is None:
        return None
    bounds = [f"{sign} {value:g}" for sign, value in (("<", trigger.below), (">", trigger.above)) if value is not None]
    measured = " ".join([trigger.metric, *bounds]) if trigger.metric else None
    return _list(filter(None, (measured, trigger.sign)), language)


# --- open points ------------------------------------------------------------------------------------------------------
def _open_points(checked: Checked, language: Language) -> Sheet:
    columns = (
        _column(language, "weight", "Weight", "程度"),
        _column(language, "code", "Rule", "规则"),
        _column(language, "text", "What is open", "待解决的问题"),
        _column(language, "place", "Place", "位置"),
    )
    rows = [
        (
            _WEIGHTS[f.severity].in_language(language),
            f.code,
            f.message.in_language(language),
            checked.place(f.span),
        )
        for f in checked.findings
    ]
    unknown = _term("unknown", language)
    rows += [(unknown or "", u.code, u.missing.in_language(language), checked.place(u.span)) for u in checked.undecided]
    return Sheet("open-points", Words("Open points", "待解决").in_language(language), columns, tuple(rows))
