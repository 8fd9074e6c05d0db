"""Times as exports write them: read by the format that was declared, and that format guessed where it does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from commplan.activity import named_zones
from commplan.activity.manifest import ActivityError
from commplan.words import Words, quote, say

NAMED = ("iso", "unix", "unix-ms")
SAMPLE = 1000
"""How many values a guess may look at."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLAIN_EPOCH, _MICROSECOND = datetime(1970, 1, 1), timedelta(microseconds=1)  # noqa: DTZ001 - both sides are UTC
_SECONDS = re.compile(r"-?\d{1,15}(\.\d{1,12})?")
_DOTTED = re.compile(r"(\d{1,11})(?:\.(\d{1,6}))?")
_ALIASES = {
    "iso8601": "iso",
    "rfc3339": "iso",
    "timestamp": "unix",
    "epoch": "unix",
    "unixms": "unix-ms",
    "epochms": "unix-ms",
}
_DIRECTIVES, _YEARS = frozenset("aAwdbBmyYHIMSfpzZjUWcxXGuV%"), frozenset("yYcxG")
_DATES = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y",
    "%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%a, %d %b %Y", "%d-%b-%Y",
)  # fmt: skip
_TIMES = (
    "", "%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%p %I:%M", "%p %I:%M:%S", "%p%I:%M",
    "%p%I:%M:%S", "%H时%M分", "%H时%M分%S秒",
)  # fmt: skip
_BETWEEN = (" ", ", ", "T", " at ", "")
_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_HALVES = {"上午": "AM", "下午": "PM", "오전": "AM", "오후": "PM"}
_HALF_DAY = re.compile("|".join(_HALVES))
_TOKEN = re.compile(
    r"[Yy]{2,4}|M{1,4}|m{1,4}|[Dd]{1,4}|[Hh]{1,2}|[Ss]{1,6}|[Ff]{1,6}|AM/PM|[Aa](?![A-Za-z])|Z{1,2}|.", re.DOTALL
)


def reader(time_format: str, zone: str) -> Callable[[str], int | None]:
    """How times of this format become UTC microseconds, None for what is no such time. ActivityError as `refuse`."""
    refuse(time_format)
    if time_format in {"unix", "unix-ms"}:
        scale = 1_000_000 if time_format == "unix" else 1_000
        return lambda said: int(Decimal(said.strip()) * scale) if _SECONDS.fullmatch(said.strip()) else None
    local, utc = _zone(zone), zone == "UTC"

    def read(said: str) -> int | None:
        at = _read(said.strip(), time_format)
        if at is None:
            return None
        if utc and at.tzinfo is None:  # plain subtraction takes half the time, and is most of what a table's times cost
            return (at - _PLAIN_EPOCH) // _MICROSECOND
        try:
            return ((at if at.tzinfo else at.replace(tzinfo=local)) - _EPOCH) // _MICROSECOND
        except OverflowError:
            return None

    return read


def dotted(said: object) -> int | None:
    """Seconds with up to six digits behind a dot, as Slack and its kin write them, as UTC microseconds; None for all else."""
    if not isinstance(said, str):
        return None
    if len(said) == 17 and said[10] == "." and (digits := said.replace(".", "", 1)).isdecimal() and digits.isascii():
        return int(digits)
    match = _DOTTED.fullmatch(said)
    return int(match[1]) * 1_000_000 + int((match[2] or "").ljust(6, "0")) if match else None


def _read(said: str, time_format: str) -> datetime | None:
    try:
        if time_format == "iso":
            return datetime.fromisoformat(said)
        if "%p" in time_format and not said.isascii():
            said = _HALF_DAY.sub(lambda half: _HALVES[half[0]], said)
        if "%Z" in time_format:
            bare, zone = named_zones.parted(said) or (said, None)
            # what strptime makes of a zone's name depends on the machine, and it forgets the zone
            return datetime.strptime(bare, time_format.replace("%Z", "")).replace(tzinfo=zone) if zone else None
        return datetime.strptime(said, time_format)  # noqa: DTZ007 - the zone follows
    except (ValueError, OverflowError):
        return None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError) as fault:
        raise ActivityError(say("'{name}' is no IANA time zone", "“{name}” 不是 IANA 时区名称", name=name)) from fault


# --- formats that are none --------------------------------------------------------------------------------------------
def refuse(time_format: str) -> None:
    """ActivityError for a time format that could read no time, with the one that was probably meant."""
    wrong = fault(time_format)
    if wrong:
        raise ActivityError(wrong)


def fault(time_format: str) -> Words | None:
    """Why a time format could read no time, with the one that was probably meant; None for one that could."""
    if _sound(time_format):
        return None
    meant = _meant(time_format)
    if meant is None:
        return say(
            "time_format {given} is no time format; it can be iso, unix, unix-ms, or one such as {one}",
            "time_format {given} 不是时间格式；可写 iso、unix、unix-ms，或如 {one} 的格式",
            given=quote(time_format),
            one='"%d/%m/%Y %H:%M"',
        )
    return say(
        "time_format {given} is no format that can be read; write time_format: {meant}",
        "time_format {given} 不是可用的格式；请写 time_format: {meant}",
        given=quote(time_format),
        meant=shown(meant),
    )


def shown(time_format: str) -> str:
    """A format as a plan writes it."""
    return time_format if time_format in NAMED else f'"{time_format}"'


def _sound(time_format: str) -> bool:
    if time_format in NAMED:
        return True
    found = set(re.findall("%(.?)", time_format.replace("%%", ""), re.DOTALL))
    return bool(found & _YEARS) and found <= _DIRECTIVES


def _meant(given: str) -> str | None:
    """What a format in the letters of spreadsheets (DD/MM/YYYY hh:mm) is in those of strptime."""
    plain = re.sub(r"[\W_]", "", given).lower()
    if plain in _ALIASES or plain in ("iso", "unix"):
        return _ALIASES.get(plain, plain)
    if "%" in given:
        meant = re.sub("%[-#_](?=[A-Za-z])", "%", given)
        return meant if _sound(meant) else None
    parts: list[str] = []
    half_days = re.search("AM/PM|[Aa](?![A-Za-z])", given) is not None
    for run in _TOKEN.findall(given):
        hours = bool({"%H", "%I"} & set(parts)) and "%M" not in parts
        parts.append(_directive(run, half_days=half_days, hours=hours))
    literal = "".join(part for part in parts if not part.startswith("%")).replace("T", "")
    meant = "".join(parts)
    return meant if _sound(meant) and not re.search("[A-Za-z]", literal) else None


def _directive(run: str, *, half_days: bool, hours: bool) -> str:
    """`hours`: an hour came before and no minute yet, so that m is the minute and not the month."""
    letter, long = run[0].lower(), len(run)
    if run == "AM/PM" or (letter == "a" and long == 1):
        return "%p"
    if letter == "m" and (not hours or long > 2):
        return {3: "%b", 4: "%B"}.get(long, "%m")
    if letter == "d" and long > 2:
        return "%a" if long == 3 else "%A"
    if letter == "y" and long > 1:
        return "%Y" if long == 4 else "%y"
    if letter in "fs" and long > 2:
        return "%f"
    return {"m": "%M", "d": "%d", "h": "%I" if half_days else "%H", "s": "%S", "z": "%z"}.get(letter, run)


# --- formats guessed from values --------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Guess:
    """A format that reads most of some values; `other` reads as many of them with day and month exchanged."""

    format: str
    other: str | None = None
    zoned: bool = False


def guessed(values: Sequence[str], but: str | None = None) -> Guess | None:
    """The format that reads the most of these values, at least half of them; `but` is known to be none."""
    values = [value.strip() for value in values[:SAMPLE] if value.strip()]
    few = values[:20]
    shapes = [_shape(value) for value in few]
    likely = [
        one
        for one in _candidates(few)
        if one != but and any(_reads(few[n], one) for n in range(len(few)) if _may(shapes[n], one))
    ]
    score = {one: sum(_reads(value, one) for value in values) for one in likely}
    if not score or 2 * max(score.values()) < len(values):
        return None
    best = max(score, key=lambda one: score[one])
    turned = best.replace("%d", "%_").replace("%m", "%d").replace("%_", "%m")
    other = turned if turned != best and score.get(turned) == score[best] else None
    if other and "%p" in best and "%m" in other.split("%d")[0]:
        best, other = other, best
    return Guess(best, other, best.startswith("unix") or any(_zoned(value, best) for value in few))


def _candidates(values: Sequence[str]) -> list[str]:
    """Formats to try, the more usual first; only those with the marks that the values have."""
    whole = " ".join(values)
    formats = [*NAMED, "%Y%m%d%H%M%S", "%a %b %d %H:%M:%S %Y", "%a %b %d %H:%M:%S %z %Y"]
    zones: tuple[str, ...] = ("", " %z", "%z") if re.search(r"[+-]\d\d:?\d\d\b|Z\b", whole) else ("",)
    named = any(map(named_zones.parted, values))
    zones += (" %Z",) if named else ()
    formats += ["%a %b %d %H:%M:%S %Z %Y"] if named else []
    for day in _DATES:
        for time in _TIMES:
            joints = ("",) if not time else _BETWEEN
            formats += [day + joint + time + zone for joint in joints for zone in (zones if time else ("",))]
    marks = ["/", ".", ",", ":", "年", "时", "T"]
    return [f for f in formats if f in NAMED or all(mark in whole for mark in marks if mark in f)]


def _shape(text: str) -> str:
    """A value without its blanks, 0 for each run of digits, a for each of letters: what it has in common with its format."""
    return _LETTERS.sub("a", _DIGITS.sub("0", "".join(text.split())))


@cache
def _shape_of(time_format: str) -> tuple[str, bool]:
    """The shape of all values of a format; and whether it is only how they begin, a zone being told in several ways."""
    begins, zone, _ = time_format.partition("%z")
    return _shape(re.sub("%[A-Za-z]", lambda found: "a" if found[0][1] in "AaBbp" else "0", begins)), bool(zone)


def _may(shape: str, time_format: str) -> bool:
    """Whether a value of this shape may be of this format: asked first, since strptime makes a pattern of each format."""
    if time_format in NAMED or "%Z" in time_format:
        return True
    own, begins = _shape_of(time_format)
    return shape.startswith(own) if begins else shape == own


def _reads(value: str, time_format: str) -> bool:
    if time_format in {"unix", "unix-ms"}:
        if not _SECONDS.fullmatch(value):
            return False
        return 1 <= float(value) / (1e9 if time_format == "unix" else 1e12) < 4
    at = _read(value, time_format)
    return at is not None and 1980 <= at.year <= 2100


def _zoned(value: str, time_format: str) -> bool:
    at = _read(value, time_format)
    return at is not None and at.tzinfo is not None


def advice(values: Sequence[str], declared: str) -> Words:
    """What to write where these values could not be read by the declared format."""
    guess = guessed(values, declared)
    facts = {"value": quote(values[0]), "declared": shown(declared), "one": '"%d/%m/%Y %H:%M"'}
    if guess is None:
        return say(
            "could not read {value} as {declared}; time_format can be iso, unix, unix-ms, or one such as {one}",
            "无法按 {declared} 读取 {value}；time_format 可写 iso、unix、unix-ms，或如 {one} 的格式",
            **facts,
        )
    words = say(
        "could not read {value} as {declared}; try time_format: {guess}",
        "无法按 {declared} 读取 {value}；请试 time_format: {guess}",
        guess=shown(guess.format),
        **facts,
    )
    if guess.other is None:
        return words
    return Words(f"{words.en} ({either_way(guess).en})", f"{words.zh}（{either_way(guess).zh}）")


def either_way(guess: Guess) -> Words:
    """That day and month of a guess could be the other way round."""
    first_day = "%d" in guess.format.split("%m")[0]
    en, zh = ("month", "月份") if first_day else ("day", "日期")
    return say(
        "these values do not tell day from month: {other} if the {first} comes first",
        "这些值分不清日与月：若{first}在前，则为 {other}",
        first=Words(en, zh),
        other=shown(guess.other or guess.format),
    )
