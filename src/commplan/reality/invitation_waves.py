"""What follows from the K factor that was written down: the waves of invitations to come."""

from __future__ import annotations

from commplan.catalogue import tallied
from commplan.reality import UNKNOWN, Chapter, Grid, Ground, Look, Text, count, sentence
from commplan.reckoning import spoken, tally
from commplan.reckoning.waves import Wave, Waves, waves
from commplan.words import Words, say

METRIC, AHEAD = "k-factor", 4
"""So many waves to come are told: what they rest on, that K stays as it is, is less sure with each."""
_TITLE = Words("Waves of invitations to come", "后续邀请轮次")
_HEADS = (
    Words("Wave", "轮次"), Words("Newcomers", "新成员"), Words("In all", "累计"), Words("Last day", "末日"),
)  # fmt: skip


def _look(ground: Ground) -> Chapter | None:
    metric, written = tallied(METRIC), tally.written(ground.plan, METRIC)
    if metric is None or not written:
        return None
    found = tally.measured(metric, written, ground.window)
    if found.value is None:
        why = found.reason or UNKNOWN
        told = say("What comes of invitations is unknown: {w}", "邀请的后续结果未知：{w}", w=sentence(why))
        return Chapter(id="invitation-waves", title=_TITLE, data={"why": why}, facts=(told,))
    known = waves(found.value, tally.inside(written, ground.window))
    ahead = known.to_come(AHEAD)
    return Chapter(
        id="invitation-waves",
        title=_TITLE,
        data=_data(known, ahead),
        facts=(_seed(known), _end(known), _LAW),
        grids=(Grid(_HEADS, tuple(_row(n, wave) for n, wave in enumerate(ahead, 1)), frozenset({1, 2})),),
    )


_LAW = Words(
    "This holds only while K stays as it is. Only newcomers invite anew: the same members inviting again make no second wave, so "
    "that members never multiply by 1 + K.",
    "以上仅在 K 保持不变时成立。只有新成员带来新一轮邀请：同一批成员再次邀请不构成新一轮，成员数绝不会按 1 + K 倍增长。",
)


def _seed(known: Waves) -> Words:
    facts = {"k": spoken.quantity(known.k, "index"), "s": known.seed, "d": spoken.day(known.last)}
    told = say(
        "K is {k}; the last wave, which ended on {d}, brought {s} newcomers.",
        "K 为 {k}；最近一轮于{d}结束，带来 {s} 名新成员。",
        **facts,
    )
    if known.days is None:
        rest = Words(
            "How long a wave takes is unknown: those written down are not equally long.",
            "一轮用时未知：已记录的各轮长短不一。",
        )
    else:
        rest = say("A wave takes {n} days.", "一轮用时 {n} 天。", n=known.days)
    return spoken.sentences((told, rest))


def _end(known: Waves) -> Words:
    if known.at_most is not None:
        return say(
            "Each wave brings fewer than the one before: all waves to come bring at most {n} newcomers together.",
            "每一轮都比上一轮少：今后各轮合计至多带来 {n} 名新成员。",
            n=count(known.at_most),
        )
    if known.k == 1:
        return Words("Each wave brings as many as the one before.", "每一轮与上一轮带来的人数相同。")
    if known.doubles_in is None:
        return Words("Each wave brings more than the one before.", "每一轮都比上一轮多。")
    return say(
        "Each wave brings more than the one before: twice as many after {d}.",
        "每一轮都比上一轮多：{d}后为两倍。",
        d=spoken.quantity(known.doubles_in, "days"),
    )


def _row(n: int, wave: Wave) -> tuple[Text, ...]:
    end = UNKNOWN if wave.end is None else spoken.day(wave.end)
    return (str(n), count(wave.newcomers), count(wave.in_all), end)


def _data(known: Waves, ahead: list[Wave]) -> dict[str, object]:
    return {
        "why": None, "k": known.k, "seed": known.seed, "last": known.last, "days": known.days, "at_most": known.at_most,
        "doubles_in_days": known.doubles_in,
        "waves": [{"newcomers": w.newcomers, "in_all": w.in_all, "end": w.end} for w in ahead],
    }  # fmt: skip


LOOK = Look(77, _look)
