"""Days and quantities as a person says them, the same in a sentence, in a table and in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from commplan import chart
from commplan.localday import Window
from commplan.metric import Unit
from commplan.words import Words, say


def day(value: date) -> Words:
    return Words(chart.day(value, "en"), chart.day(value, "zh"))


def span(window: Window) -> Words:
    """The first and the last day of a window, both included."""
    last = window.end - timedelta(days=1)
    if last == window.first:
        return day(last)
    return say("{first} to {last}", "{first}至{last}", first=day(window.first), last=day(last))


def sentences(parts: Sequence[Words]) -> Words:
    """One after the other, with a blank between them where the language has one."""
    return Words(" ".join(p.en for p in parts), "".join(p.zh for p in parts))


def listed(parts: Sequence[Words]) -> Words:
    """Parts that may hold commas themselves."""
    return Words("; ".join(p.en for p in parts), "；".join(p.zh for p in parts))


def counted(parts: Sequence[tuple[int, Words]]) -> Words:
    """'3 met, 1 missed', without those that are none."""
    some = [(n, what) for n, what in parts if n]
    return Words(", ".join(f"{n} {w.en}" for n, w in some), "，".join(f"{w.zh} {n}" for n, w in some))


def quantity(value: float, unit: Unit) -> Words:
    """A value with its unit: shares in per cent, seconds in the largest two units that fit."""
    if unit == "share":
        return _same(f"{_plain(value * 100, 1)}%")
    if unit == "seconds":
        return _duration(value)
    if unit == "amount":
        return _same(f"{value:,.2f}")
    if unit == "days":
        return Words(f"{_plain(value, 1)} days", f"{_plain(value, 1)} 天")
    small = 3 if unit == "index" else 2
    return _same(_plain(value, small if abs(value) < 1 else 2 if unit == "index" and abs(value) < 10 else 1))


def _same(text: str) -> Words:
    return Words(text, text)


def _plain(value: float, digits: int) -> str:
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


_LENGTHS = ((86_400, "d", "天"), (3_600, "h", "小时"), (60, "min", "分钟"), (1, "s", "秒"))


def _duration(seconds: float) -> Words:
    whole = round(abs(seconds))
    parts = []
    for place, (length, en, zh) in enumerate(_LENGTHS):
        if whole >= length:
            parts = [(whole // length, en, zh)]
            if place + 1 < len(_LENGTHS):
                below, en_below, zh_below = _LENGTHS[place + 1]
                parts.append((whole % length // below, en_below, zh_below))
            break
    sign = "-" if seconds < 0 and parts else ""
    said = [part for part in parts if part[0]] or [(0, "s", "秒")]
    return Words(
        sign + " ".join(f"{number} {en}" for number, en, _ in said), sign + " ".join(f"{n} {zh}" for n, _, zh in said)
    )
