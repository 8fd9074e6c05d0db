"""How a place writes dates, money, durations and rhythms; and the words of documents. The only home of babel."""

from __future__ import annotations

import gettext
import io
import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, localcontext
from functools import cache
from pathlib import Path

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.dates import format_date, format_time, get_day_names
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, format_percent

from commplan.plan.times import Duration, Moment
from commplan.words import Language, Words

_BABEL: dict[Language, str] = {"en": "en_GB", "zh": "zh_Hans_CN"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NO_GAP = re.compile(r"(?<=[A-Za-z0-9])(?=和)|和(?=[A-Za-z0-9])")
"""The word for *and* as the locale sets it, beside letters of another script: Chinese sets a space there."""
_EVERY = {
    "DAILY": (Words("every day", "每天"), Words("every {n} days", "每 {n} 天")),
    "WEEKLY": (Words("every week", "每周"), Words("every {n} weeks", "每 {n} 周")),
    "MONTHLY": (Words("every month", "每月"), Words("every {n} months", "每 {n} 个月")),
    "YEARLY": (Words("every year", "每年"), Words("every {n} years", "每 {n} 年")),
}
_ORDINALS = {
    "1": Words("first", "第一个"),
    "2": Words("second", "第二个"),
    "3": Words("third", "第三个"),
    "4": Words("fourth", "第四个"),
    "5": Words("fifth", "第五个"),
    "-1": Words("last", "最后一个"),
}
_UNITS = (
    ("years", Words("{n} year", "{n} 年")),
    ("months", Words("{n} month", "{n} 个月")),
    ("days", Words("{n} day", "{n} 天")),
    ("hours", Words("{n} hour", "{n} 小时")),
    ("minutes", Words("{n} minute", "{n} 分钟")),
    ("seconds", Words("{n} second", "{n} 秒")),
)


@cache
def month(language: str, word: str) -> int | None:
    """The number of the month that a language calls so, in full or short (by at least three letters, in small ones); None for no month."""
    months = BabelLocale.parse(language).months
    named = [
        (name.lower().rstrip("."), n)
        for use in months.values()
        for names in (use["wide"], use["abbreviated"])
        for n, name in names.items()
    ]
    found = {n for name, n in named if name == word} or {
        n for name, n in named if len(word) > 2 and name.startswith(word)
    }
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Locale:
    """One language's way of writing; every function gives text for a reader."""

    language: Language

    @property
    def _tag(self) -> str:
        return _BABEL[self.language]

    def day(self, day: date) -> str:
        return format_date(day, "long", self._tag)

    def short_day(self, day: date) -> str:
        return format_date(day, "d MMM y" if self.language == "en" else "y年M月d日", self._tag)

    def month(self, day: date) -> str:
        return format_date(day, "MMMM y" if self.language == "en" else "y年M月", self._tag)

    def weekday(self, day: date) -> str:
        """A day of the week and of the month: Tue 5 Jan, 1月5日 周二."""
        return format_date(day, "EEE d MMM" if self.language == "en" else "M月d日 EEE", self._tag)

    def clock(self, clock: time) -> str:
        return "24:00" if clock == time.max else format_time(clock, "HH:mm", locale=self._tag)

    def moment(self, moment: Moment) -> str:
        day = self.short_day(moment.day)
        return f"{day} {self.clock(moment.clock)}" if moment.clock else day

    def number(self, value: float | Decimal) -> str:
        return format_decimal(value, locale=self._tag)

    def percent(self, share: float) -> str:
        return format_percent(share, "#,##0.#%", self._tag)

    def money(self, amount: Decimal | float, currency: str | None) -> str:
        if currency is None:
            return self.number(amount)
        whole = amount == int(amount)
        with localcontext() as context:
            context.prec = 80  # the largest amounts that a plan may hold have more digits than the usual 28
            return format_currency(amount, currency, "¤#,##0" if whole else None, self._tag, currency_digits=not whole)

    def tongue(self, tag: str) -> str:
        """A language by its name; the tag itself when it has none."""
        try:
            return BabelLocale.parse(tag, sep="-").get_display_name(self._tag) or tag
        except (ValueError, UnknownLocaleError):
            return str(BabelLocale.parse(self._tag).languages.get(tag.split("-", maxsplit=1)[0], tag))

    def listing(self, items: list[str]) -> str:
        shown = format_list(items, "standard", self._tag) if items else ""
        return _NO_GAP.sub(r"\g<0> ", shown) if self.language == "zh" else shown

    def weekdays(self, days: tuple[str, ...]) -> str:
        """Monday to Friday as a range, other days one by one."""
        names = get_day_names("abbreviated", locale=self._tag)
        numbers = sorted({_WEEKDAYS.index(d) for d in days})
        if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
            to = "–" if self.language == "en" else "至"
            return f"{names[numbers[0]]}{to}{names[numbers[-1]]}"
        return self.listing([names[n] for n in numbers])

    def duration(self, duration: Duration) -> str:
        years, months = divmod(duration.months, 12)
        minutes, seconds = divmod(duration.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = (0, hours) if hours <= 72 and hours % 24 else divmod(hours, 24)
        counts = (years, months, days, hours, minutes, seconds)
        parts = [self._counted(words, n) for (_, words), n in zip(_UNITS, counts, strict=True) if n]
        return " ".join(parts) if parts else self._counted(_UNITS[3][1], 0)

    def _counted(self, words: Words, n: int) -> str:
        text = words.in_language(self.language).format(n=n)
        return text + ("s" if self.language == "en" and n != 1 else "")

    def rhythm(self, rrule: str) -> str:
        """A recurrence in words where it has everyday ones, else the rule itself."""
        parts = dict(p.split("=", 1) for p in rrule.split(";") if "=" in p)
        every = _EVERY.get(parts.pop("FREQ", ""))
        interval = parts.pop("INTERVAL", "1")
        days = parts.pop("BYDAY", "")
        month_days, months = parts.pop("BYMONTHDAY", ""), parts.pop("BYMONTH", "")
        position = parts.pop("BYSETPOS", "")
        until, count = parts.pop("UNTIL", ""), parts.pop("COUNT", "")
        if every is None or parts or position or not interval.isdigit():
            return rrule
        text = every[0 if interval == "1" else 1].in_language(self.language).format(n=interval)
        comma = ", " if self.language == "en" else "，"
        details = [self._days(days), self._month_days(month_days), self._months(months), self._bounds(until, count)]
        return comma.join([text, *(d for d in details if d)])

    def _days(self, days: str) -> str:
        names = get_day_names("wide", locale=self._tag)
        found = []
        for item in days.split(",") if days else ():
            name = names[_WEEKDAYS.index(item[-2:])] if item[-2:] in _WEEKDAYS else item
            ordinal = _ORDINALS.get(item[:-2].lstrip("+"))
            if ordinal:
                gap = " " if self.language == "en" else ""
                name = f"{ordinal.in_language(self.language)}{gap}{name}"
            found.append(name)
        return self.listing(found)

    def _month_days(self, days: str) -> str:
        if not days:
            return ""
        shown = [d if d != "-1" else ("last day" if self.language == "en" else "最后一天") for d in days.split(",")]
        return (
            f"on day {self.listing(shown)}"
            if self.language == "en"
            else "、".join(f"{d} 日" if d.isdigit() else d for d in shown)
        )

    def _months(self, months: str) -> str:
        if not months or not all(m.isdigit() and 1 <= int(m) <= 12 for m in months.split(",")):
            return months
        names = BabelLocale.parse(self._tag).months["format"]["abbreviated"]
        return self.listing([names[int(m)] for m in months.split(",")])

    def _bounds(self, until: str, count: str) -> str:
        if until[:8].isdigit() and len(until) >= 8:
            day = self.short_day(date(int(until[:4]), int(until[4:6]), int(until[6:8])))
            return f"until {day}" if self.language == "en" else f"至{day}"
        if count:
            return f"{count} times" if self.language == "en" else f"共 {count} 次"
        return ""


@cache
def catalogue(folder: Path, language: Language) -> gettext.NullTranslations:
    """The words of documents in a language, from `locale/<language>.po` below a folder of templates.

    The catalogue is compiled in memory, so that no binary copy of it can go stale. English needs none.
    """
    file = folder / "locale" / f"{language}.po"
    if not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as stream:
        words = read_po(stream, locale=_BABEL[language])
    compiled = io.BytesIO()
    write_mo(compiled, words)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
