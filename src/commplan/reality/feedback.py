"""What people say and what becomes of it: themes by channel, the time to an answer, how often the loop is closed.

No text is looked at. A theme is a tag of an event, given by a source's mapping, by a category of the plan; a survey's
question is one too. An event tagged `published` in a channel of feedback says that its outcome was published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from commplan import venues
from commplan.catalogue import metric
from commplan.localday import Window, day_start
from commplan.measuring import agenda
from commplan.plan.engagement import Feedback
from commplan.reality import (
    FEWEST,
    UNKNOWN,
    Chapter,
    Grid,
    Ground,
    Look,
    Text,
    count,
    nothing_of,
    rows,
    sentence,
    share,
)
from commplan.reckoning import spoken
from commplan.reckoning.interval import wilson
from commplan.words import Words, listed, quote, say

TITLE, PUBLISHED = Words("Feedback", "用户反馈"), "published"
_ENTRIES = """
SELECT event_id, channel, tags FROM ev WHERE kind = 'message' AND NOT staff AND NOT undated AND day >= ? AND day < ?
AND channel IN (SELECT unnest(CAST(? AS VARCHAR[])))
"""
_ANSWERS = """
SELECT coalesce(channel, ''), tags, count(*) FROM done WHERE kind = 'answer' AND day >= ? AND day < ? GROUP BY channel, tags
"""
_STARTED = """
SELECT DISTINCT starts.channel FROM starts
WHERE starts.day >= ? AND starts.day < ? AND starts.channel IN (SELECT unnest(CAST(? AS VARCHAR[])))
"""
_ASKED = """
SELECT us, answered_us FROM asked_by WHERE day >= ? AND day < ? AND channel IN (SELECT unnest(CAST(? AS VARCHAR[])))
"""


@dataclass(frozen=True, slots=True)
class Theme:
    """So many entries of a channel carry a theme; None for those that carry none."""

    channel: str
    theme: str | None
    entries: int
    name: Words | None = None


def _look(ground: Ground) -> Chapter | None:
    feedback = ground.plan.engagement.feedback
    if not (feedback.channels or feedback.categories or feedback.answer_within or feedback.intakes):
        return None
    if ground.seen is None:
        return _blind(nothing_of(ground.window))
    names, unknown = _channels(ground, feedback)
    surveys = _surveys(ground, ground.seen)
    if not names and not surveys:
        return _blind(_no_channel(unknown))
    entries = _entries(ground, ground.seen, names)
    themes = [*_themes(feedback, entries, names), *surveys]
    waits, loop = _waits(ground, feedback, ground.seen, list(names)), _loop(entries)
    return Chapter(
        id="feedback",
        title=TITLE,
        data={
            "why": None,
            "entries": len(entries),
            "themes": [{"channel": t.channel, "theme": t.theme, "entries": t.entries} for t in themes],
            "answers": waits.data,
            "closed": loop.data,
        },
        facts=(*_untold(unknown), waits.told, loop.told),
        grids=(_grid(themes),) if themes else (),
        well=waits.well,
        decide=waits.decide,
    )


def _blind(why: Words) -> Chapter:
    words = say("Planned but not measured: {w}", "已计划但未能统计：{w}", w=sentence(why))
    return Chapter(id="feedback", title=TITLE, data={"why": why}, facts=(words,))


def _no_channel(unknown: Sequence[str]) -> Words:
    if not unknown:
        return Words("the plan names no channel of feedback", "方案没有写明收集反馈的渠道")
    return say("the activity knows no channel {c}", "活动数据中没有渠道 {c}", c=_listed(unknown))


def _untold(unknown: Sequence[str]) -> list[Words]:
    if not unknown:
        return []
    return [
        say(
            "The activity knows no channel {c}; what is said there is not in these figures.",
            "活动数据中没有渠道 {c}，其中的反馈未计入。",
            c=_listed(unknown),
        )
    ]


def _listed(names: Sequence[str]) -> Words:
    return listed(map(quote, names), " or ")


def _channels(ground: Ground, feedback: Feedback) -> tuple[dict[str, str], list[str]]:
    """The channels of feedback by their name in the activity, and those that the activity does not know."""
    seen, names, unknown = agenda.channels(ground.session), dict[str, str](), list[str]()
    for channel in ground.plan.content.channels:
        if channel.id in feedback.channels:
            found = venues.names_of(channel, seen)
            names |= dict.fromkeys(found, channel.name or channel.id)
            unknown += [] if found else [channel.handle or channel.name or channel.id]
    return names, unknown


_Entry = tuple[str, str, frozenset[str]]


def _entries(ground: Ground, seen: Window, names: dict[str, str]) -> list[_Entry]:
    """What members started in the channels of feedback: id, channel in the plan's words, tags."""
    found = rows(ground, seen, _ENTRIES, sorted(names))
    return [(id_, names[channel], frozenset((tags or "").split())) for id_, channel, tags in found]


def _themes(feedback: Feedback, entries: Sequence[_Entry], names: dict[str, str]) -> list[Theme]:
    found = []
    known = {c.strip().casefold().replace(" ", "-"): c for c in feedback.categories}
    for channel in dict.fromkeys(names.values()):
        own = [tags for _, where, tags in entries if where == channel]
        for slug, category in known.items():
            if n := sum(slug in tags for tags in own):
                found.append(Theme(channel, category, n))
        if rest := sum(known.keys().isdisjoint(tags) for tags in own):
            found.append(Theme(channel, None, rest))
    return found


def _surveys(ground: Ground, seen: Window) -> list[Theme]:
    """Answers to surveys by question; a question that few answered is left out."""
    found = rows(ground, seen, _ANSWERS)
    told = [(channel, tags, int(n)) for channel, tags, n in sorted(found, key=str) if n >= FEWEST]
    return [Theme(channel, tags, n, _asked_for(tags)) for channel, tags, n in told]


def _asked_for(question: str | None) -> Words | None:
    """What a question is called that a metric counts, by the word that its id begins with."""
    known = metric((question or "").partition("-")[0])
    return known.name if known and "answers" in known.needs else None


def _grid(themes: Sequence[Theme]) -> Grid:
    heads = (Words("Where", "渠道"), Words("Theme", "主题"), Words("Entries", "条数"))
    none = Words("without a tag of a theme", "没有主题标签")
    lines: list[tuple[Text, ...]] = [(t.channel or "–", t.name or t.theme or none, count(t.entries)) for t in themes]
    return Grid(heads, tuple(lines), frozenset({2}))


# -- answers and outcomes --


@dataclass(frozen=True, slots=True)
class _Seen:
    data: dict[str, object]
    told: Words
    well: tuple[Words, ...] = ()
    decide: tuple[Words, ...] = ()


def _waits(ground: Ground, feedback: Feedback, seen: Window, names: Sequence[str]) -> _Seen:
    """How soon feedback is answered: of those whose promised time is over, else of all that are older than a week."""
    if "threads" not in ground.session.capabilities or not _conversing(ground, seen, names):
        why = Words(
            "How soon feedback is answered is unknown: the activity does not tell which message answers which.",
            "反馈多久得到答复未知：活动数据没有说明哪条消息回复了哪条。",
        )
        return _Seen({"due": None, "in_time": None, "median_seconds": None, "why": why}, why)
    promised = feedback.answer_within.days * 86_400 if feedback.answer_within else 7 * 86_400
    until = min(day_start(seen.end, ground.session.zone), ground.session.last_us + 1)
    asked = rows(ground, seen, _ASKED, list(names))
    due = [(us, at if at is not None and at < until else None) for us, at in asked if us + promised * 1e6 < until]
    took = sorted((at - us) / 1e6 for us, at in due if at is not None)
    data: dict[str, object] = {
        "due": len(due), "in_time": sum(t <= promised for t in took), "median_seconds": median(took) if len(took) >= FEWEST else None,
        "promised_seconds": promised if feedback.answer_within else None, "why": None,
    }  # fmt: skip
    if len(due) < FEWEST:
        told = say(
            "How soon feedback is answered: only {n} entries were due for an answer, too few to tell.",
            "反馈答复时间：到期应答的只有 {n} 条，无法判断。",
            n=len(due),
        )
        return _Seen(data, told)
    return _answered(feedback, promised, due, took, data)


def _conversing(ground: Ground, seen: Window, names: Sequence[str]) -> bool:
    """Whether these channels are not all of exports that tell no conversations."""
    if not names or not ground.session.threadless:
        return bool(names)
    return bool(rows(ground, seen, _STARTED, list(names))) or not rows(ground, seen, _ENTRIES, list(names))


def _answered(
    feedback: Feedback, promised: float, due: Sequence[object], took: Sequence[float], data: dict[str, object]
) -> _Seen:
    kept = sum(t <= promised for t in took)
    low, high = wilson(kept, len(due)) or (0.0, 1.0)
    told = say(
        "Answered within {t}: {s} ({k} of {n}; 95% interval {a} to {b}). Never answered: {u}. Median among the answered: {m}.",
        "在{t}内得到答复：{s}（{n} 条中 {k} 条；95% 置信区间 {a} 至 {b}）。从未答复：{u} 条。已答复者的中位时间：{m}。",
        t=spoken.quantity(promised, "seconds"), s=share(kept / len(due)), k=kept, n=len(due), a=share(low), b=share(high),
        u=len(due) - len(took), m=spoken.quantity(median(took), "seconds") if len(took) >= FEWEST else UNKNOWN,
    )  # fmt: skip
    if feedback.answer_within is None:
        return _Seen(data, told)
    if kept * 10 >= len(due) * 9:
        return _Seen(
            data,
            told,
            well=(
                say("Feedback is answered in time: {k} of {n}.", "反馈按时答复：{n} 条中 {k} 条。", k=kept, n=len(due)),
            ),
        )
    late = say("Feedback was promised an answer within {t}, and {k} of {n} had one.", "承诺 {t}内答复反馈，{n} 条中只有 {k} 条做到。",
               t=spoken.quantity(promised, "seconds"), k=kept, n=len(due))  # fmt: skip
    return _Seen(data, told, decide=(late,) if high < 0.9 else ())


def _loop(entries: Sequence[_Entry]) -> _Seen:
    """How many entries have a published outcome, as far as the exports mark it."""
    closed = sum(PUBLISHED in tags for _, _, tags in entries)
    if not closed:
        why = Words(
            "How often the loop is closed is unknown: no entry carries the tag “published”, which a source's mapping can give to those "
            "whose outcome was published.",
            "闭环率未知：没有任何条目带有标签“published”（可在来源的 mapping 中给已公布结果的条目加上）。",
        )
        return _Seen({"entries": len(entries), "published": None, "why": why}, why)
    low, high = wilson(closed, len(entries)) or (0.0, 1.0)
    told = say(
        "Loop closed: {s} ({k} of {n} entries have a published outcome; 95% interval {a} to {b}).",
        "闭环率：{s}（{n} 条中 {k} 条已公布结果；95% 置信区间 {a} 至 {b}）。",
        s=share(closed / len(entries)), k=closed, n=len(entries), a=share(low), b=share(high),
    )  # fmt: skip
    return _Seen({"entries": len(entries), "published": closed, "why": None}, told)


LOOK = Look(72, _look)
