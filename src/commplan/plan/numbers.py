"""The numbers of a plan: counts, shares, amounts of money, scores; whatever is missing stays None, never zero."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from commplan.plan.scalars import Scalar, fault, wrong_type
from commplan.words import Words, say

LARGEST = 10**15  # what is reckoned from it stays exact, and finite


def _number(wanted: Words, low: float | None, high: float | None, hint: Words | None = None) -> Callable[[object], Any]:
    def check(value: object) -> object:
        if isinstance(value, Decimal):
            return value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong_type(value, wanted, hint)
        if value == value and abs(value) > LARGEST:
            words = say("{v} is more than any plan can mean", "{v} 超出方案可能用到的范围", v=value)
            raise fault("bad-value", words, hint)
        if value != value or (low is not None and value < low) or (high is not None and value > high):
            raise fault("bad-value", say("{v} is not {w}", "{v} 不是{w}", v=value, w=wanted), hint)
        return value

    return check


def _decimal(value: object) -> object:
    checked = _AMOUNT(value)
    return checked if isinstance(checked, Decimal) else Decimal(str(checked))


_AMOUNT = _number(say("an amount of zero or more", "不小于零的金额"), 0, None)

_HALF = say("50% is written 0.5", "50% 写作 0.5")
Share = Annotated[
    float,
    Scalar(
        _number(say("a share between 0 and 1", "介于 0 与 1 之间的比例"), 0, 1, _HALF),
        {"type": "number", "minimum": 0, "maximum": 1},
    ),
]
Amount = Annotated[Decimal, Scalar(_decimal, {"type": "number", "minimum": 0, "maximum": LARGEST})]
Number = Annotated[
    float,
    Scalar(_number(say("a number", "数字"), None, None), {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}),
]
Positive = Annotated[
    float,
    Scalar(
        _number(say("a number of zero or more", "不小于零的数"), 0, None),
        {"type": "number", "minimum": 0, "maximum": LARGEST},
    ),
]


def _whole(low: int, high: int, hint: Words | None = None) -> Scalar:
    if high > 10**6:
        wanted = say("a whole number of {low} or more", "不小于 {low} 的整数", low=low)
    else:
        wanted = say("a whole number from {low} to {high}", "介于 {low} 与 {high} 之间的整数", low=low, high=high)
    number = _number(wanted, low, high, hint)

    def read(value: object) -> object:
        checked = number(value)
        if isinstance(checked, float) and not checked.is_integer():
            raise fault("bad-value", say("{v} is not {w}", "{v} 不是{w}", v=value, w=wanted), hint)
        return int(checked)

    return Scalar(read, {"type": "integer", "minimum": low, "maximum": high})


Count = Annotated[int, _whole(0, 10**12)]
DayCount = Annotated[int, _whole(1, 3660)]
_FIVE = say("write a number: 1 is the least, 5 the most", "请写数字：1 最低，5 最高")
_RISK = say("write likelihood times impact, or leave it out", "请写可能性×影响的乘积，或省略不写")
Score = Annotated[int, _whole(1, 5, _FIVE)]
RiskScore = Annotated[int, _whole(1, 25, _RISK)]
