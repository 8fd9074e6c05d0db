"""Which columns of a table are closed questions of a survey, and on which scale their answers most likely stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_SCALES = (
    ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"),
    ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"),
    ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"),
    ("Very unsatisfied", "Unsatisfied", "Neutral", "Satisfied", "Very satisfied"),
    ("Very dissatisfied", "Somewhat dissatisfied", "Neither satisfied nor dissatisfied", "Somewhat satisfied", "Very satisfied"),
    ("Extremely dissatisfied", "Somewhat dissatisfied", "Neither satisfied nor dissatisfied", "Somewhat satisfied", "Extremely satisfied"),
    ("Strongly disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree", "Strongly agree"),
    ("Not at all satisfied", "Slightly satisfied", "Moderately satisfied", "Very satisfied", "Extremely satisfied"),
    ("Horrible", "Bad", "OK", "Good", "Excellent"),
    ("Very poor", "Poor", "Fair", "Good", "Excellent"),
    ("Poor", "Fair", "Good", "Very good", "Excellent"),
    ("Never", "Rarely", "Sometimes", "Often", "Always"),
    ("Not important", "Slightly important", "Somewhat important", "Important", "Very important"),
    ("Not at all likely", "Slightly likely", "Moderately likely", "Very likely", "Extremely likely"),
    ("非常不同意", "不同意", "一般", "同意", "非常同意"),
    ("非常不同意", "不同意", "中立", "同意", "非常同意"),
    ("非常不满意", "不满意", "一般", "满意", "非常满意"),
    ("很不满意", "不满意", "一般", "满意", "很满意"),
    ("很不满意", "不满意", "一般", "满意", "非常满意"),
    ("非常不满意", "比较不满意", "一般", "比较满意", "非常满意"),
    ("非常不同意", "比较不同意", "不确定", "比较同意", "非常同意"),
    ("非常不同意", "不同意", "不确定", "同意", "非常同意"),
    ("完全不同意", "不同意", "一般", "同意", "完全同意"),
    ("很差", "较差", "一般", "较好", "很好"),
    ("从不", "很少", "有时", "经常", "总是"),
)  # fmt: skip
LEFT_OPEN = frozenset({"(空)", "(跳过)", "（空）", "（跳过）"})
"""What Wenjuanxing writes where nothing was answered, or nothing asked."""
_ASKS = re.compile(
    r"[?？]|\b(?:rate|rating|score|nps|csat|likely|satisfied|satisfaction|recommend|agree|how)\b|评分|打分|满意|推荐|认为|觉得|是否|多大",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(
    r"\bnps\b|recom+[ei]nd|recommand|empfehl|how likely|推荐|推奨|推薦|すすめ|勧め|추천", re.IGNORECASE
)
_SATISFIES = re.compile(r"satisf|csat|zufrieden|满意|滿意|満足|만족", re.IGNORECASE)
_WHOLE = re.compile(r"(\d{1,2})(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class Scale:
    """From `lowest` to `highest`, or the labels from the lowest up."""

    lowest: int
    highest: int
    labels: tuple[str, ...] = ()


def scale(column: str, values: Sequence[str]) -> Scale | None:
    """The scale on which the values of a column stand as far as they show it; None when it is no such question."""
    plain = answered(values)
    if not plain:
        return None
    whole = [_WHOLE.fullmatch(value) for value in plain]
    if all(whole):
        return (
            _numbers(column, [int(value[1]) for value in whole if value])
            if _ASKS.search(column.replace("_", " "))
            else None
        )
    met = {value.casefold() for value in plain}
    known = [labels for labels in _SCALES if met <= {label.casefold() for label in labels}]
    return Scale(1, len(known[0]), known[0]) if known and (len(met) > 1 or _ASKS.search(column)) else None


def answered(values: Sequence[str]) -> list[str]:
    """The values that are answers."""
    return [plain for value in values if (plain := value.strip()) and plain not in LEFT_OPEN]


def numbered(values: Sequence[str]) -> Scale | None:
    """The scale of a column that holds small whole numbers, whatever it is called; None for others."""
    whole = [_WHOLE.fullmatch(value) for value in answered(values)]
    met = {int(value[1]) for value in whole if value}
    return _numbers("", sorted(met)) if all(whole) and len(met) > 1 else None


def _numbers(column: str, met: list[int]) -> Scale | None:
    if max(met) > 10 or set(met) == {1}:  # a box that is ticked shows no scale
        return None
    if set(met) <= {0, 1}:
        return Scale(0, 1)
    if _RECOMMENDS.search(column) or max(met) > 7 or (0 in met and max(met) > 5):
        return Scale(0, 10)
    return Scale(min(1, *met), 7 if max(met) > 5 else 5)


def question_id(column: str, taken: set[str], scale: Scale | None = None) -> str:
    """A short id for a question, not one of those taken already; that of the metric which counts it for one of each metric."""
    if scale and scale.highest == 10 and "nps" not in taken and _RECOMMENDS.search(column):
        made = "nps"
    elif scale and (scale.lowest, scale.highest) == (1, 5) and "csat" not in taken and _SATISFIES.search(column):
        made = "csat"
    else:
        inner = re.search(r"\[([^\[\]]+)\]\s*$", column)
        plain = unicodedata.normalize("NFKD", inner[1] if inner else column).lower()
        words = re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f]", "", plain))
        made = "-".join(words[:4])[:40].strip("-")
    made = made if made and not made.isdigit() else "question"
    unique = next(
        f"{made}-{n}" if n > 1 else made
        for n in range(1, len(taken) + 2)
        if (f"{made}-{n}" if n > 1 else made) not in taken
    )
    taken.add(unique)
    return unique
