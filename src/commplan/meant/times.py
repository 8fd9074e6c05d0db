"""Durations and repetitions as people write them, as ISO 8601 and RFC 5545; every reading that makes sense, so that a text with two
is told from one with one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

_UNITS = (  # longest words first, so that 个月 is no month with something before it
    ("Y", r"years?|yrs?|y|年"),
    ("MONTH", r"months?|mos?|个月|月"),
    ("W", r"weeks?|wks?|w|个星期|星期|个礼拜|礼拜|周"),
    ("D", r"days?|d|天|日"),
    ("H", r"hours?|hrs?|h|个小时|小时|个钟头|钟头|个钟"),
    ("MINUTE", r"minutes?|mins?|分钟|分"),
    ("S", r"seconds?|secs?|秒钟|秒"),
)
_NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "一"), 1),
    **dict.fromkeys(("two", "两", "二"), 2),
    **{w: n for n, words in enumerate(("three 三", "four 四", "five 五", "six 六", "seven 七", "eight 八"), 3) for w in words.split()},
    **{w: n for n, words in enumerate(("nine 九", "ten 十", "eleven 十一", "twelve 十二"), 9) for w in words.split()},
}  # fmt: skip
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_PIECE = re.compile(
    rf"\s*(?:and\s+)?(\d{{1,4}}(?:\.5)?|(?:{_NUMBER})(?=[\s一-龥]))\s*-?\s*(?:{'|'.join(f'({u})' for _, u in _UNITS)})(?![a-z])",
    re.IGNORECASE,
)
_SLIPS = (
    (re.compile(r"P(\d+)H", re.IGNORECASE), "PT{0}H"),
    (re.compile(r"PT(\d+)D", re.IGNORECASE), "P{0}D"),
    (re.compile(r"PT(\d+)W", re.IGNORECASE), "P{0}W"),
    (re.compile(r"T(\d+)H", re.IGNORECASE), "PT{0}H"),
    (re.compile(r"T(\d+)M", re.IGNORECASE), "PT{0}M"),
)
_HALVES = {
    "一个半小时": "PT1H30M",
    "一小时半": "PT1H30M",
    "两个半小时": "PT2H30M",
    "an hour and a half": "PT1H30M",
    "半小时": "PT30M",
    "半个小时": "PT30M",
    "half an hour": "PT30M",
    "半年": "P6M",
    "half a year": "P6M",
}


def durations(text: str) -> Iterator[str]:
    """The durations that a text can mean. A bare number is none, nor is `3m`: minutes, or months?"""
    text = normalize("NFKC", text).strip()
    plain = _once(text)
    if plain in _HALVES or plain in _EVERY:
        yield _HALVES.get(plain) or _EVERY[plain]
        return
    text = re.sub(r"^(?:every|each)\s+(?=\d|two|three)|^每(?=\d|[两二三])", "", text, flags=re.IGNORECASE)
    if short := re.fullmatch(r"(\d{1,3})\s?h\s?(\d{1,2})\s?m(?:in)?", text, re.IGNORECASE):
        yield f"PT{short[1]}H{short[2]}M"
    if re.fullmatch(r"p[0-9ymwdths]+", text, re.IGNORECASE):
        yield text.upper()
        for slip, form in _SLIPS:
            if found := slip.fullmatch(text):
                yield form.format(found[1])
        return
    amounts: dict[str, str] = {}
    at = 0
    while found := _PIECE.match(text, at):
        unit = next(name for (name, _), word in zip(_UNITS, found.groups()[1:], strict=True) if word)
        if unit in amounts or (found[1].endswith(".5") and unit != "H"):
            return
        amounts[unit], at = str(_NUMBERS.get(found[1].lower(), found[1])), found.end()
    if amounts and not text[at:].strip() and [u for u, _ in _UNITS if u in amounts] == list(amounts):
        yield from _iso(amounts)


def how_long(text: str) -> str | None:
    """The length of time that a text speaks of, whatever stands around it: `within 2 hours`, 2小时内; None where it speaks of none."""
    found = _PIECE.search(normalize("NFKC", text))
    return next(durations(found[0].strip()), None) if found else None


_FIXED = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def seconds(text: str) -> int | None:
    """How many seconds the length of time takes that a text is or speaks of; None where there is none, or months, which differ."""
    fixed = _FIXED.fullmatch(next(durations(text), None) or how_long(text) or "")
    if fixed is None:
        return None
    weeks, days, hours, minutes, over = (int(group or 0) for group in fixed.groups())
    return ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + over


def _iso(amounts: dict[str, str]) -> Iterator[str]:
    if amounts.get("H", "").endswith(".5"):
        if len(amounts) > 1:
            return
        amounts = {"MINUTE": str(int(amounts["H"].removesuffix(".5")) * 60 + 30)}
    if "W" in amounts and len(amounts) > 1:
        return
    day = "".join(f"{amounts[u]}{u[0]}" for u in ("Y", "MONTH", "W", "D") if u in amounts)
    clock = "".join(f"{amounts[u]}{u[0]}" for u in ("H", "MINUTE", "S") if u in amounts)
    yield f"P{day}{'T' if clock else ''}{clock}"


_OFTEN = {
    "daily": "FREQ=DAILY",
    "every day": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "every week": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "every month": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "every quarter": "FREQ=MONTHLY;INTERVAL=3",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "every other week": "FREQ=WEEKLY;INTERVAL=2",
    "每两周": "FREQ=WEEKLY;INTERVAL=2",
    "隔周": "FREQ=WEEKLY;INTERVAL=2",
    "yearly": "FREQ=YEARLY",
    "annually": "FREQ=YEARLY",
    "every year": "FREQ=YEARLY",
    "每天": "FREQ=DAILY",
    "每日": "FREQ=DAILY",
    "每周": "FREQ=WEEKLY",
    "每月": "FREQ=MONTHLY",
    "每季度": "FREQ=MONTHLY;INTERVAL=3",
    "每季": "FREQ=MONTHLY;INTERVAL=3",
    "每半年": "FREQ=MONTHLY;INTERVAL=6",
    "每年": "FREQ=YEARLY",
}
_STEPS = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}
_EVERY = {
    word: f"P{found[2] or 1}{_STEPS[found[1]]}"
    for word, rule in _OFTEN.items()
    if (found := re.fullmatch(r"FREQ=(\w+?)(?:;INTERVAL=(\d+))?", rule))
}
"""How long it is from one time to the next, by the same words."""
_NAMED_DAY = re.compile(
    r"(?:every|weekly on|each)\s+(mon|tue|wed|thu|fri|sat|sun)[a-z]*|每(?:周|星期)([一二三四五六日天])"
)

_NAMED_IN_MONTH = re.compile(
    r"(?:the )?(?:first|second|third|fourth|last) (?:mon|tues|wednes|thurs|fri|satur|sun)day (?:of|in) (?:the|every|each) month"
    r"|每个?月的?(?:第[一二三四]个|最后一个)(?:周|星期|礼拜)[一二三四五六日天]"
)


def _once(text: str) -> str:
    """A text in lower case without the `once` that says no more than `every` does: 每月一次 is 每月."""
    plain = " ".join(text.strip().lower().split())
    return re.sub(
        r"^(每.{1,3}|半年)[一1]次$",
        r"\1",
        re.sub(r"^once (?:a|every) (?=(?:day|week|month|quarter|year)$)", "every ", plain),
    )


def recurrences(text: str) -> Iterator[str]:
    """The rule that words such as `monthly`, `every Tuesday` or 每周二 can mean."""
    plain = _once(text)
    if plain in _OFTEN:
        yield _OFTEN[plain]
    elif _NAMED_IN_MONTH.fullmatch(plain) and (one := repeated(plain)):
        yield one[0]
    elif found := _NAMED_DAY.fullmatch(plain):
        number = "一二三四五六日".index(found[2].replace("天", "日")) if found[2] else None
        yield f"FREQ=WEEKLY;BYDAY={WEEKDAYS[number] if number is not None else found[1][:2].upper()}"


_OFTEN_MEANT = re.compile(
    r"\b(?:every|each|weekly|monthly|daily|\w+days|(?:twice|two times) a month)\b|每|the month\b", re.IGNORECASE
)
_DAY_MEANT = re.compile(
    r"\b(mon(?!th)|tue|wed|thu|fri|sat|sun)[a-z]*|(?:周|星期|礼拜)([一二三四五六日天])", re.IGNORECASE
)
_DAY_OF_MONTH = re.compile(
    r"(?:每个?月的?\s?|every month on )(\d{1,2})\s?[号日]|\b(\d{1,2})(?:st|nd|rd|th) of (?:the|every|each) month",
    re.IGNORECASE,
)
_SHORTEST = 28
_NTH = re.compile(r"\b(?:(first|1st)|(second|2nd)|(third|3rd)|(fourth|4th))\b|第([一二三四])个", re.IGNORECASE)
_TWICE = re.compile(r"\b(?:twice|two times)\b|[两二2]次", re.IGNORECASE)


def repeated(text: str) -> tuple[str, str] | None:
    """The rule that words about a repeated date name most likely, and such a day in January 2027; None for other words.

    For an example only: what else the words say (a clock, an end) is left out, and what names no day is on Thursdays, twice a month on Tuesdays.
    """
    if not _OFTEN_MEANT.search(text):
        return None
    if date_ := _DAY_OF_MONTH.search(text):
        number = int(date_[1] or date_[2])
        return (f"FREQ=MONTHLY;BYMONTHDAY={number}", f"2027-01-{number:02d}") if 1 <= number <= _SHORTEST else None
    day, nth = _DAY_MEANT.search(text), _NTH.search(text)
    twice = _TWICE.search(text)
    number = 1 if twice else 3
    if day:
        number = "一二三四五六日".index(day[2].replace("天", "日")) if day[2] else _STARTS.index(day[1].lower())
    first = (number + 3) % 7 + 1  # the month begins on a Friday
    of_month = day and nth and nth[2] is None  # the first Saturday is one of a month; every second may be every other
    if not of_month and not re.search(r"month|月", text, re.IGNORECASE):
        return f"FREQ=WEEKLY;BYDAY={WEEKDAYS[number]}", f"2027-01-{first:02d}"
    if twice:
        return f"FREQ=MONTHLY;BYDAY=1{WEEKDAYS[number]},3{WEEKDAYS[number]}", f"2027-01-{first:02d}"
    if re.search(r"\blast\b|最后", text, re.IGNORECASE):
        return f"FREQ=MONTHLY;BYDAY=-1{WEEKDAYS[number]}", f"2027-01-{first + (31 - first) // 7 * 7:02d}"
    which = (("一二三四".index(nth[5]) + 1) if nth[5] else nth.lastindex or 1) if nth else 1
    return f"FREQ=MONTHLY;BYDAY={which}{WEEKDAYS[number]}", f"2027-01-{first + 7 * (which - 1):02d}"


_STARTS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
