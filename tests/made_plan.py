"""Plans made from the format itself: every key that the format knows, with values that it allows.

Nothing here names a key of the format, so that a key added tomorrow is in these plans at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from commplan.plan import Plan
from commplan.plan.node import Node
from commplan.plan.numbers import Amount, Count, DayCount, Number, Positive, RiskScore, Score, Share
from commplan.plan.risks import Chances, Labels
from commplan.plan.scalars import CurrencyCode, Id, LanguageTag, Refers, Scalar, Text
from commplan.plan.times import Clock, Day, Length, Recurrence, When

ORDINARY: list[tuple[Any, list[Any]]] = [
    (Day, ["2027-03-31"]),
    (When, ["2027-03-31T19:30"]),
    (Clock, ["09:30"]),
    (Length, ["P2D"]),
    (Recurrence, ["FREQ=MONTHLY;COUNT=3"]),
    (Share, [0.5]),
    (Amount, [100]),
    (Number, [10]),
    (Positive, [2]),
    (Count, [3]),
    (DayCount, [28]),
    (Score, [3]),
    (RiskScore, [9]),
    (LanguageTag, ["en"]),
    (CurrencyCode, ["EUR"]),
    (Chances, [[0.05, 0.1, 0.3, 0.6, 0.9]]),
]

ODD: list[tuple[Any, list[Any]]] = [
    (Day, ["2027-03-31", "1900-01-01", "2199-12-31", "2028-02-29", "2027-01-01", "2027-12-31", "2026-06-30"]),
    (
        When,
        ["2027-03-31T19:30", "2027-03-28T02:30", "1900-01-01", "2199-12-31T23:59:59", "2027-06-01T10:00Z",
         "2027-06-01 10:00+14:00", "2027-06-01T10:00:00.5-12:00", "2027-02-28"],
    ),
    (Clock, ["00:00", "24:00", "09:30", "23:59"]),
    (Length, ["PT0S", "P1D", "P1W", "P3M", "P1Y", "PT90M", "P100Y", "PT1S"]),
    (
        Recurrence,
        ["FREQ=DAILY", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY;COUNT=1",
         "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;COUNT=999999999", "FREQ=WEEKLY;INTERVAL=0",
         "FREQ=WEEKLY;INTERVAL=99999999999", "FREQ=DAILY;UNTIL=x", "FREQ=NEVER", "FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=-1",
         "FREQ=DAILY;UNTIL=20270201T000000Z", "FREQ=HOURLY;BYHOUR=99", "BYDAY=MO;FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=0"],
    ),
    (Share, [0, 1, 0.5, 1e-300, 0.9999999999]),
    (Amount, [0, 0.01, 100, 1e15, 1e-12]),
    (Number, [0, -1, 1e15, -1e15, 10**15, 0.1, 1e-320]),
    (Positive, [0, 1e-9, 2.5, 40, 168, 1e15]),
    (Count, [0, 1, 2, 500, 10**12]),
    (DayCount, [1, 28, 3660]),
    (Score, [1, 2, 3, 4, 5]),
    (RiskScore, [1, 5, 12, 25]),
    (LanguageTag, ["en", "zh", "zh-Hans", "pt-BR", "tlh-a-b-c"]),
    (CurrencyCode, ["EUR", "CNY", "XXX", "ZZZ"]),
    (Chances, [[0.05, 0.1, 0.3, 0.6, 0.9], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]]),
]  # fmt: skip

NAMES = (
    *(
        "Asia/Shanghai",
        "Europe/Berlin",
        "UTC",
        "Mars/Base",
        "",
        "../../etc/passwd",
        "/UTC",
        "CN",
        "US-TX",
        "XX-YY",
        "\0",
    ),
    *("slack", "zulip", "table", "manual", "wechat-group", "message", "attend", "1.2", "\u202e", "中文", "a" * 300),
)
METRICS = ("mau", "stickiness", "retention", "first-response-time", "metric-1", "no-such-metric", "members", "gini")


class Maker:
    """Makes the data of a part of a plan; `some` decides which optional keys are there."""

    def __init__(
        self,
        rng: Random,
        scalars: list[tuple[Any, list[Any]]],
        text: Callable[[], str],
        some: float = 1.0,
        names: tuple[str, ...] = ("slack",),
    ) -> None:
        self.rng, self.text, self.some, self.names = rng, text, some, names
        self.pool = {_scalar(annotation): values for annotation, values in scalars}
        self.counts: dict[str, int] = {}

    def node(self, model: type[Node]) -> dict[str, Any]:
        made = {}
        for key, (annotation, spec) in model.FIELDS.items():
            needed = spec.default is ... and spec.make is None
            if needed or self.rng.random() < self.some:
                made[key] = self.key(model, key, annotation)
        return made

    def key(self, model: type[Node], key: str, annotation: Any) -> Any:
        if key == "id" and model.KIND:
            self.counts[model.KIND] = self.counts.get(model.KIND, 0) + (self.some == 1.0 or self.rng.random() < 0.9)
            return f"{model.KIND}-{max(1, self.counts[model.KIND])}"
        return self.value(annotation)

    def value(self, annotation: Any) -> Any:
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self.small(annotation, args)
        if origin in (Union, UnionType):
            return self.value(self.rng.choice([a for a in args if a is not NoneType]))
        if origin is Literal:
            return self.rng.choice(args)
        if origin is tuple:
            many = 1 if self.some == 1.0 else self.rng.choice((0, 1, 1, 2, 3))
            return [self.value(args[0]) for _ in range(many)]
        if origin is dict:
            return {self.rng.choice(("day", "days", "hours", "nonsense")): self.value(args[1])}
        if isinstance(annotation, type) and issubclass(annotation, Node):
            return self.node(annotation)
        return self.rng.choice((True, False)) if annotation is bool else self.rng.choice(self.names)

    def small(self, annotation: Any, args: tuple[Any, ...]) -> Any:
        refers = next((a for a in args if isinstance(a, Refers)), None)
        scalar = _scalar(annotation)
        if refers:
            return f"{self.rng.choice(refers.kinds)}-{self.rng.choice((1, 1, 1, 2, 99)) if self.some < 1 else 1}"
        if scalar is _scalar(Text):
            return self.text()
        if scalar is _scalar(Labels):
            return [self.text() for _ in range(5)]
        if scalar is _scalar(Id):
            return self.rng.choice(METRICS)
        if scalar in self.pool:
            return self.rng.choice(self.pool[scalar])
        return self.value(args[0])


def _scalar(annotation: Any) -> Scalar:
    return next(a for a in get_args(annotation)[1:] if isinstance(a, Scalar))


def full(text: Callable[[], str]) -> dict[str, Any]:
    """The data of a plan with every key of the format in it and `text()` as every text of a reader."""
    made = Maker(Random(0), ORDINARY, text).node(Plan)  # noqa: S311
    return {**made, "commplan": 1}


def odd(
    seed: int, texts: tuple[str, ...] = ("Text", "", " ", "文本", "TODO", "<name>", "a\nb", "x" * 400)
) -> dict[str, Any]:
    """The data of a plan that is allowed and makes no sense."""
    rng = Random(seed)  # noqa: S311 - repeatable is what is wanted
    maker = Maker(rng, ODD, lambda: rng.choice(texts), rng.choice((0.15, 0.4, 0.7, 0.95)), NAMES)
    return {**maker.node(Plan), "commplan": 1}


def text_fields(model: type[Node] = Plan, path: str = "") -> Iterator[str]:
    """The dotted path of every key that holds a reader's text."""
    for key, (annotation, _) in model.FIELDS.items():
        here = f"{path}.{key}" if path else key
        for inner in _parts(annotation):
            if isinstance(inner, type) and issubclass(inner, Node):
                yield from text_fields(inner, here)
            elif get_origin(inner) is Annotated and _scalar(Text) in get_args(inner):
                yield here


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)
