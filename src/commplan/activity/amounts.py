"""Amounts of money in the cells of a table, as whole thousandths of the currency's unit: the same for every currency."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from unicodedata import normalize

_SIGN = r"[$€£¥元円₹₩]|[A-Z]{2,3}\$?"
_AMOUNT = re.compile(rf"(\()?([-+\u2212]?)\s*(?:{_SIGN})?\s*([-+\u2212]?)(\d[\d.,' ]*?)\s*(?:{_SIGN})?(\))?")
_POINT = re.compile(
    r"\d{1,3}(?:([,' ])\d{3})(?:\1\d{3})*\.\d+|\d+(?:\.\d+)?|\d{1,3}([,.' ])\d{3}(?:\2\d{3})+|\d{1,3}[' ]\d{3}"
)
_COMMA = re.compile(r"\d{1,3}(?:([.' ])\d{3})(?:\1\d{3})*,\d+|\d+,\d+")
_EITHER = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_LONGEST = 60
"""Characters of an amount; in what is longer, blanks without end could be parted among the patterns in ways without end."""
LARGEST = 10**15
"""A million millions of any currency: above any payment, and so far below what 64 bits hold that thousands can be added up."""


def thousandths(said: str | None, decimals: int = 2) -> int | None:
    """`-1,234.50` as -1234500, rounded half up to a thousandth; None for what is no amount.

    `decimals`: how many the currency has. By them `1,234` is more than a thousand where there are fewer than three;
    `1.234`, which some write for that and others for one and a bit, is a thousand where there are none, one and a bit
    where there are three, and else None.
    """
    if said is None or len(said) > _LONGEST:
        return None
    found = _AMOUNT.fullmatch(normalize("NFKC", said).replace("\u2019", "'").strip())
    if found is None or (found[1] is None) != (found[5] is None) or sum(map(bool, found.group(1, 2, 3))) > 1:
        return None
    plain = _plain(found[4], decimals)
    amount = None if plain is None else int((Decimal(plain) * 1000).to_integral_value(ROUND_HALF_UP))
    negative = bool(found[1]) ^ ((found[2] or found[3]) in ("-", "\u2212"))
    return None if amount is None or amount > LARGEST else -amount if negative else amount


def _plain(number: str, decimals: int) -> str | None:
    """The number with nothing in it but digits and a point."""
    parted = _EITHER.fullmatch(number)
    if parted:
        whole = decimals == 0 or (parted[1] == "," and decimals < 3)
        return re.sub("[.,]", "", number) if whole else number if parted[1] == "." and decimals == 3 else None
    if _POINT.fullmatch(number):
        return re.sub(r"[,' ]" if number.count(".") == 1 else r"[,.' ]", "", number)
    return re.sub(r"[.' ]", "", number).replace(",", ".") if _COMMA.fullmatch(number) else None
