"""Numbers as people write them: full-width, with thousands parted, with a currency, a percent sign or a unit behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from unicodedata import normalize

_DOLLARS = frozenset("USD AUD CAD NZD SGD HKD TWD MXN ARS CLP COP".split())  # noqa: SIM905 - a list of codes
_SIGNS: dict[str, frozenset[str]] = {
    "$": _DOLLARS,
    "US$": frozenset({"USD"}),
    "HK$": frozenset({"HKD"}),
    "A$": frozenset({"AUD"}),
    "C$": frozenset({"CAD"}),
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP"}),
    "¥": frozenset({"CNY", "JPY"}),
    "円": frozenset({"JPY"}),
    "元": frozenset({"CNY"}),
    "块": frozenset({"CNY"}),
    "人民币": frozenset({"CNY"}),
    "RMB": frozenset({"CNY"}),
    "₹": frozenset({"INR"}),
    "₩": frozenset({"KRW"}),
    "美元": frozenset({"USD"}),
    "欧元": frozenset({"EUR"}),
}
_WORD = "|".join(re.escape(s) for s in sorted(_SIGNS, key=len, reverse=True))
_MONEY = re.compile(rf"(?:({_WORD}|[A-Z]{{3}})\s*)?(\d[\d.,' _]*?)\s*([kK千万亿])?\s*({_WORD}|[A-Z]{{3}})?")
_MANY = {"k": 10**3, "K": 10**3, "千": 10**3, "万": 10**4, "亿": 10**8}
_COUNTED = re.compile(r"\s*(?:人|名|个|次|条|位|份|篇|场|people|persons?|members?|times)", re.IGNORECASE)
_HOURS = re.compile(r"\s*(?:h|hrs?|hours?|个小时|小时)(?:\s*(?:/|per|a)\s*week)?", re.IGNORECASE)
_PARTS = {
    "half an hour": Decimal("0.5"),
    "half hour": Decimal("0.5"),
    "半小时": Decimal("0.5"),
    "半个小时": Decimal("0.5"),
    "an hour and a half": Decimal("1.5"),
    "一个半小时": Decimal("1.5"),
    "一小时": Decimal(1),
    "一个小时": Decimal(1),
    "an hour": Decimal(1),
    "一刻钟": Decimal("0.25"),
}
_MINUTES = re.compile(r"(\d{1,3})\s*(?:min|mins|minutes?|分钟|分)", re.IGNORECASE)
# languages that part thousands by a comma (and so never decimals); the others may do either
_COMMA_PARTS = frozenset({"en", "zh", "ja", "ko", "th", "he"})


def numbers(text: str, language: str, currency: str | None, key: str) -> Iterator[Decimal]:
    """The numbers that a text can mean where a number belongs, in a plan of this language with amounts of this currency.

    `key` is the name of the value: `effort_hours: 3 h` is three, and so is `capacity: 3 people`.
    """
    text = normalize("NFKC", text).strip()
    if "hours" in key and text.lower() in _PARTS:
        yield _PARTS[text.lower()]
        return
    if "hours" in key and (minutes := _MINUTES.fullmatch(text)):
        yield from [Decimal(minutes[1]) / 60] if int(minutes[1]) % 3 == 0 else []
        return
    text = in_digits(text)
    if key == "hours_per_week":
        text = re.sub(r"^(?:每周|一周|every week|weekly)\s*", "", text)
    unit = _HOURS if "hours" in key else _COUNTED
    if cut := re.fullmatch(rf"([\d.,' ]*\d)(?:{unit.pattern})", text, re.IGNORECASE):
        text = cut[1]
    money = _MONEY.fullmatch(text)
    if not money or (money[1] and money[4]):
        return
    sign = money[1] or money[4]
    if sign and (currency is None or currency not in _SIGNS.get(sign, {sign})):
        return
    for number in _plain(money[2].strip(), language):
        yield (number * _MANY[money[3]]).normalize() if money[3] else number


_DIGITS, _TENS = "零一二三四五六七八九", {"十": 10, "百": 100, "千": 1000}
_IN_WORDS = re.compile(
    r"(?<![一二两三四五六七八九十百千万半\d])[一二两三四五六七八九十百千零]+(?=\s*(?:个小时|小时|个钟头|钟头|人|名|位|元|块|次|个|条|篇|份|场)(?!半))"
)


def in_digits(text: str) -> str:
    """A text with the Chinese numerals that stand before people, money or hours in digits."""
    return _IN_WORDS.sub(lambda said: str(_in_words(said[0])), text)


def _in_words(said: str) -> int:
    """The number that Chinese numerals below ten thousand are: 三百五十 is 350."""
    total, digit = 0, 0
    for sign in said.replace("两", "二"):
        if sign in _TENS:
            total, digit = total + (digit or 1) * _TENS[sign], 0
        else:
            digit = _DIGITS.index(sign)
    return total + digit


_AMONG = re.compile(r"(\d{1,13}(?:\.\d{1,6})?)\s*([kK](?![a-zA-Z])|[千万亿])?")


def only_number(text: str) -> Decimal | None:
    """The one number in a text, whatever stands around it; None where there is none, or several."""
    found = _AMONG.findall(re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", text))
    if len(found) != 1:
        return None
    number = Decimal(found[0][0]) * _MANY.get(found[0][1], 1)
    return number.to_integral_value() if found[0][1] and number == int(number) else number


def shares(text: str) -> Iterator[Decimal]:
    """The share that a percentage is."""
    found = re.fullmatch(
        r"(\d{1,3}(?:\.\d{1,4})?)\s*(?:%|percent|per cent)|百分之(\d{1,3}(?:\.\d{1,4})?)",
        normalize("NFKC", text).strip(),
    )
    if found:
        yield (Decimal(found[1] or found[2]) / 100).normalize()


_GROUPED = re.compile(r"\d{1,3}(?:([,' _])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_LAKHS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")
_COMMA = re.compile(r"\d+,\d+")


def _plain(text: str, language: str) -> Iterator[Decimal]:
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        yield Decimal(text)
        return
    if _GROUPED.fullmatch(text) or _LAKHS.fullmatch(text):
        yield Decimal(re.sub(r"[^\d.]", "", text))
    if _POINTS.fullmatch(text):
        yield Decimal(text.replace(".", "").replace(",", "."))
    if _COMMA.fullmatch(text) and language not in _COMMA_PARTS:
        yield Decimal(text.replace(",", "."))
