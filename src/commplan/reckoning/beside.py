"""What stands beside the value of a metric: the other numbers that its query answers with, each in its own unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commplan.metric import Measured, Metric, Unit
from commplan.reckoning import spoken
from commplan.reckoning.verdict import FLOOR
from commplan.words import Words, say

_OF_THE_VALUE = frozenset({"value", "numerator", "denominator", "n", "low", "high"})
_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("p90", "mean", "oldest", "mean_seconds"), "seconds"),
    **dict.fromkeys(("rate", "new_share"), "share"),
    **dict.fromkeys(("paid", "returned", "ticket", "per_buyer", "revenue"), "amount"),
    **dict.fromkeys(("corrected", "frequency", "life"), "index"),
}  # fmt: skip
"""Units of columns that are no counts, so that they are estimates."""


def columns(metric: Metric) -> tuple[Words, ...]:
    """What they are called."""
    return tuple(
        words for key, words in metric.columns.items() if key not in _OF_THE_VALUE and metric.shape == "scalar"
    )


def numbers(measured: Measured) -> dict[str, float | None]:
    """By column; None where nobody can say."""
    row = dict(zip(measured.columns, measured.rows[0], strict=True)) if measured.rows else {}
    return {key: None if cell is None else float(cell) for key, cell in row.items() if key not in _OF_THE_VALUE}


def told(metric: Metric, measured: Measured) -> Iterator[Words]:
    """Each that is known, and not said by the value, its cases or its name already; of what nobody can say, the limits alone."""
    few = measured.n is not None and measured.n < FLOOR
    for key, value in numbers(measured).items():
        said = (key == "answered" and value == measured.n) or (
            key == "covered_days" and value == measured.parameters["days"]
        )
        hidden = (few and key in _UNITS) or (measured.value is None and key not in _LIMITS)
        if value is not None and not said and not hidden:
            unit = _UNITS.get(key, "count")
            yield say("{what}: {v}", "{what}：{v}", what=metric.columns[key], v=spoken.quantity(value, unit))


def after(reason: Words, aside: Sequence[Words]) -> Words:
    """Why nobody can say, and behind it what is known all the same."""
    bare = Words(reason.en.rstrip("."), reason.zh.rstrip("。"))
    return spoken.listed((bare, *aside)) if aside else reason


_LIMITS = ("lowest", "highest")
