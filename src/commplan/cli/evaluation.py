"""What `commplan evaluate` prints.

As JSON the result is one object, texts in the language of the command:

- `version`: 1; `plan`: id and title; `timezone`: IANA zone the days are counted in.
- `period`, `activity`: `first` and `last` day, both included; `activity` is null without any.
- `as_of`: the day taken for today.
- `warning`: why the activity shows nothing of the period, or null.
- `capabilities`: what the imported exports tell.
- `objectives`: for each `id`, `statement`, `metric`, `target`, `due`, `verdict` (met, on-track, off-track, missed,
  unknown), `why`, `as_of` (last day that counts), `expected` (where the line from baseline to target stood), `before`
  (value in the window before) and the keys of a value.
- `metrics`: by id the keys of a value, over the whole period.
- `earlier`: the periods it is compared with, `previous`, `year` and, where a festival of the period has moved, `festival`
  (`name`, its first `day` and that of the year `before`): each with its `window`, `metrics` (values, null when unknown) and
  `partial`, the metrics that only a part was known of. An objective's `earlier` holds its values by the same names,
  and its `outlook` (null with `--no-forecast`) what `commplan.cli.outlooks` says.
- `calendar`: `rate`, `counts` (on-time, late, skipped, cancelled, unknown, not-due), and `dates`: for each planned
  date of the period `entry`, `day`, `outcome`, `done_on`, `why`.
- `chapters`: by id what else of the plan was held against what happened, each with its own keys (docs/evaluation.md):
  numbers, or null where nobody can say, with a `why` beside it where there is one.
- `failing`: `code`, `name`, `path` and `message` of what the rules about what happened find as of the last day.
- `notes`: what holds for all figures.

A value has `value` (shares 0 to 1, times in seconds), or null and a `reason`; `parameters`; `window` with `first` and
`last`; `numerator`, `denominator`, `n` (cases it rests on), `interval` (95%), `beside` (by name the other numbers that the
metric tells, see docs/metrics.md; none where fewer than five cases stand behind them), `partial`, `notes`.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from commplan.cli import outlooks
from commplan.cli.speech import LANGUAGE
from commplan.escape import terminal
from commplan.evaluating import recount
from commplan.evaluating.appraise import Appraisal
from commplan.evaluating.outlook import MISSING
from commplan.finding import Finding, dotted
from commplan.localday import Window
from commplan.measuring import composite
from commplan.measuring.composite import Score
from commplan.measuring.objectives import Appraised
from commplan.metric import Measured
from commplan.paint import width, wrap
from commplan.plan import Plan
from commplan.reality import FEWEST
from commplan.reckoning import beside, period, spoken
from commplan.reckoning.execution import OUTCOMES
from commplan.reckoning.verdict import STATUSES
from commplan.terms import term
from commplan.words import Words, say

REASONS = 6
"""How many reasons for unknown dates are printed."""


def as_text(plan: Plan, found: Appraisal, failing: Sequence[Finding] = ()) -> str:
    room = max(40, min(shutil.get_terminal_size().columns, 100))
    covers = say("activity: {a}", "活动数据：{a}", a=spoken.span(found.covers)) if found.covers else None
    seen = covers or say("no activity", "没有活动数据")
    head = say("{w} ({zone}); {seen}", "{w}（{zone}）；{seen}", w=spoken.span(found.window), zone=found.zone, seen=seen)
    blocks = [wrap(plan.plan.title, room) + "\n" + wrap(head.in_language(LANGUAGE), room)]
    if found.unseen:
        blocks.append(wrap(_unseen(found.unseen).in_language(LANGUAGE), room))
    blocks += [_block(a, room) for a in found.objectives]
    blocks.append(wrap(_sum(found), room))
    if any(a.outlook and a.outlook.forecast == MISSING for a in found.objectives):
        blocks.append(wrap(say("Forecasts: {w}", "预测：{w}", w=MISSING).in_language(LANGUAGE), room))
    blocks += _blind(plan, found, room)
    blocks += _seen(found, failing, room)
    blocks += [wrap(note.in_language(LANGUAGE), room) for note in found.notes]
    return terminal("\n\n".join(blocks)) + "\n"


def _unseen(why: Words) -> Words:
    return say(
        "{why} What is counted from activity is therefore unknown; nothing of it is zero.",
        "{why}因此凡由活动数据计算的指标均为未知，而不是零。",
        why=why,
    )


def _block(a: Appraised, room: int) -> str:
    """The verdict and the objective, and under them why, all as wide as the terminal."""
    indent = " " * 11
    verdict = term(a.verdict.status).in_language(LANGUAGE)
    first = wrap(a.objective.statement or a.objective.id, room, indent).lstrip()
    return verdict + " " * (11 - width(verdict)) + first + "\n" + wrap(a.why.in_language(LANGUAGE), room, indent)


def _sum(found: Appraisal) -> str:
    counts = Counter(a.verdict.status for a in found.objectives)
    verdicts = spoken.counted([(counts[s], term(s)) for s in STATUSES])
    if found.objectives:
        judged = say("Objectives: {n} ({v})", "目标：{n} 个（{v}）", n=len(found.objectives), v=verdicts)
    else:
        judged = say("The plan states no objectives, so there is nothing to judge.", "方案没有写明目标，因此无从评判。")
    held = spoken.counted([(n, OUTCOMES[o]) for o, n in found.execution.counts.items()])
    if not found.execution.lines:
        held = say("no planned date in this period", "该时段没有计划日期")
    calendar = say("Calendar: {h}", "日历：{h}", h=held)
    return judged.in_language(LANGUAGE) + "\n\n" + calendar.in_language(LANGUAGE)


def _blind(plan: Plan, found: Appraisal, room: int) -> list[str]:
    """For the planned dates of which nothing is known: why not, said once for all dates of an entry."""
    unknown = [line for line in found.execution.lines if line.outcome == "unknown"]
    counts = Counter((plan.name(line.planned.id.partition("/")[0]), line.reason) for line in unknown)
    why = [
        say("Unknown: {e}, {n} of them. {why}", "未知：{e}，{n} 次。{why}", e=entry, n=n, why=reason)
        if n > 1
        else say("Unknown: {e}. {why}", "未知：{e}。{why}", e=entry, why=reason)
        for (entry, reason), n in counts.most_common(REASONS)
    ]
    if len(counts) > REASONS:
        rest = sum(n for _, n in counts.most_common()[REASONS:])
        why.append(say("And {n} more; the report lists them.", "另有 {n} 次，见报告。", n=rest))
    return ["\n".join(wrap(words.in_language(LANGUAGE), room, "  ") for words in why)] if why else []


def _seen(found: Appraisal, failing: Sequence[Finding], room: int) -> list[str]:
    """What else was held against what happened: what of it needs a decision, and how many rules fail."""
    seen = [wrap("- " + w.in_language(LANGUAGE), room, "  ").lstrip() for c in found.chapters for w in c.decide]
    head = say("What else needs a decision:", "其他需要决定的事项：").in_language(LANGUAGE)
    blocks = ["\n".join([head, *seen])] if seen else []
    if failing:
        codes = ", ".join(dict.fromkeys(f.code for f in failing))
        words = say(
            "What the check finds once it sees the activity: {n} ({c})",
            "检查结合活动数据后发现的问题：{n} 项（{c}）",
            n=len(failing),
            c=codes,
        )
        blocks.append(wrap(words.in_language(LANGUAGE), room))
    return blocks


def _score(found: Score | None) -> dict[str, object] | None:
    if found is None:
        return None
    weakest = {"objective": found.weakest.objective.id, "at": found.weakest_at}
    return {
        "low": found.low, "high": found.high, "coverage": found.coverage, "known": found.known, "of": found.of, "weakest": weakest,
    }  # fmt: skip


def as_json(plan: Plan, found: Appraisal, failing: Sequence[Finding] = ()) -> str:
    whole = {
        "version": 1,
        "plan": {"id": plan.plan.id, "title": plan.plan.title},
        "period": _days(found.window),
        "activity": _days(found.covers) if found.covers else None,
        "as_of": str(found.as_of),
        "timezone": found.zone,
        "warning": _said(found.unseen),
        "capabilities": sorted(found.capabilities),
        "objectives": [_judged(a) for a in found.objectives],
        "score": _score(composite.score(found.objectives)),
        "metrics": {id_: _value(m) for id_, m in found.values.items()},
        "earlier": _earlier(found),
        "calendar": {
            "rate": found.execution.rate,
            "counts": dict(found.execution.counts),
            "dates": [
                {
                    "entry": line.planned.id.partition("/")[0],
                    "day": str(line.planned.day),
                    "outcome": line.outcome,
                    "done_on": str(line.done_on) if line.done_on else None,
                    "why": _said(line.reason),
                }
                for line in found.execution.lines
            ],
        },
        "chapters": {c.id: recount.plain(c.data, LANGUAGE) for c in found.chapters},
        "failing": [
            {"code": f.code, "name": f.name, "path": dotted(f.path), "message": f.message.in_language(LANGUAGE)}
            for f in failing
        ],
        "notes": [_said(note) for note in found.notes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _judged(a: Appraised) -> dict[str, Any]:
    return {
        "id": a.objective.id,
        "statement": a.objective.statement,
        "metric": a.objective.metric,
        "target": a.objective.target,
        "due": str(a.objective.due) if a.objective.due else None,
        "verdict": a.verdict.status,
        "why": _said(a.why),
        "as_of": str(a.verdict.as_of) if a.verdict.as_of else None,
        "expected": a.verdict.expected_now,
        "before": a.before.value if a.before else None,
        "earlier": {
            name: {"window": _days(m.window), "value": m.value, "partial": m.partial}
            for name, m in (("previous", a.before), ("year", a.year), ("festival", a.festival))
            if m is not None
        },
        "outlook": outlooks.as_json(a.outlook),
        **_value(a.measured),
    }


def _earlier(found: Appraisal) -> dict[str, Any]:
    def compared(window: Window, values: Mapping[str, Measured]) -> dict[str, Any]:
        partial = [id_ for id_, m in values.items() if m.partial and m.value is not None]
        return {"window": _days(window), "metrics": {id_: m.value for id_, m in values.items()}, "partial": partial}

    told = {
        "previous": compared(period.previous(found.window), found.before),
        "year": compared(period.year_before(found.window), found.year),
    }
    if found.festival:
        moved = found.festival.moved
        days = {"name": _said(moved.festival.name), "day": str(moved.festival.first), "before": str(moved.before.first)}
        told["festival"] = {**days, **compared(moved.window, found.festival.values)}
    return told


def _value(measured: Measured) -> dict[str, Any]:
    return {
        "value": measured.value,
        "reason": _said(measured.reason) if measured.value is None else None,
        "parameters": dict(measured.parameters),
        "window": _days(measured.window),
        "numerator": measured.numerator,
        "denominator": measured.denominator,
        "n": measured.n,
        "interval": measured.interval,
        "beside": beside.numbers(measured) if measured.n is None or measured.n >= FEWEST else {},
        "partial": measured.partial,
        "notes": [_said(note) for note in measured.notes],
    }


def _days(window: Window) -> dict[str, str]:
    return {"first": str(window.first), "last": str(window.end - timedelta(days=1))}


def _said(words: Words | None) -> str | None:
    return words.in_language(LANGUAGE) if words else None
