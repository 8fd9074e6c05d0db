"""When a festival of the Chinese lunar calendar (农历) falls. The only home of borax.

A lunar month begins with the new moon over China, and some years have thirteen: so a festival moves by up to a month over
the years, and only a table or astronomy can say where to. Dates are those of China; in Korea and Vietnam a new moon about
midnight can make them a day earlier or later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from commplan.words import Words, say

FIRST, LAST = 1901, 2100
"""The years of which dates are known."""


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival on a day of a lunar month, or so many days `before` it, and how texts in lower case name it.

    `called`: names that mean nothing else; `exact`: those of them that mean the very day and not its season; `locally`:
    names that other festivals have too, outside of Chinese communities.
    """

    name: Words
    month: int
    day: int
    called: str
    exact: str = ""
    locally: str = ""
    before: int = 0

    def dates(self, year: int) -> tuple[date, ...]:
        """Its days in a year of the Gregorian calendar, mostly one; none where they are not known."""
        return _dates(self.month, self.day, self.before, year)

    def nearest(self, day: date) -> date | None:
        """Its day that lies nearest to another; None where it is not known."""
        around = [found for year in (day.year - 1, day.year, day.year + 1) for found in self.dates(year)]
        known = FIRST < day.year < LAST
        return min(around, key=lambda found: abs(found - day)) if known else None


@lru_cache(maxsize=256)
def _dates(month: int, day: int, before: int, year: int) -> tuple[date, ...]:
    from borax.calendars.lunardate import LunarDate

    lunar_years = [lunar for lunar in (year - 1, year) if FIRST <= lunar <= LAST]
    found = [LunarDate(lunar, month, day).to_solar_date() - timedelta(days=before) for lunar in lunar_years]
    return tuple(one for one in found if one.year == year)


FESTIVALS = (
    Festival(
        say("Lunar New Year's Eve", "除夕"),
        1,
        1,
        r"除夕|年三十|(?:chinese|lunar) new year'?s? eve",
        exact=r"除夕|年三十|new year'?s? eve",
        before=1,
    ),
    Festival(
        say("the Spring Festival", "春节"),
        1,
        1,
        r"春节|农历新年|正月初一|大年初一|(?:chinese|lunar) new year(?!'?s? eve)",
        exact=r"正月初一|大年初一|(?:chinese|lunar) new year'?s day",
        locally="spring festival",
    ),
    Festival(
        say("the Lantern Festival", "元宵节"), 1, 15, "元宵|正月十五", exact="正月十五", locally="lantern festival"
    ),
    Festival(say("Longtaitou", "龙抬头"), 2, 2, "龙抬头|longtaitou"),
    Festival(
        say("the Dragon Boat Festival", "端午节"),
        5,
        5,
        "端午|五月初五",
        exact="五月初五",
        locally="dragon boat (?:festival|day)",
    ),
    Festival(say("the Qixi Festival", "七夕"), 7, 7, "七夕|七月初七|qixi", exact="七月初七"),
    Festival(say("the Zhongyuan Festival", "中元节"), 7, 15, "中元节|zhongyuan|hungry ghost festival"),
    Festival(say("the Mid-Autumn Festival", "中秋节"), 8, 15, "中秋|mid ?autumn", locally="moon ?(?:cake)? festival"),
    Festival(
        say("the Double Ninth Festival", "重阳节"), 9, 9, "重阳|九月初九|double ninth|chung yeung", exact="九月初九"
    ),
    Festival(say("the Laba Festival", "腊八节"), 12, 8, "腊八|腊月初八|laba festival", exact="腊月初八"),
)
# what every name of a festival holds; a long text is searched for these far sooner than for the names
_PARTS = (
    *(
        "除夕",
        "年三十",
        "春节",
        "农历新年",
        "正月",
        "大年初一",
        "元宵",
        "龙抬头",
        "端午",
        "初五",
        "七夕",
        "初七",
        "中元",
    ),
    *("中秋", "重阳", "初九", "腊八", "腊月", "new year", "festival", "longtaitou", "dragon boat", "qixi", "zhongyuan"),
    *("autumn", "ninth", "chung yeung"),
)


def plain(text: str) -> str:
    """A text as the names of festivals are sought in it."""
    return text.lower().replace("-", " ").replace("’", "'")


def may_name_one(text: str) -> bool:
    """Whether a long text can name a festival at all; cheap."""
    text = plain(text)
    return any(part in text for part in _PARTS)


def named(text: str, *, chinese: bool) -> list[Festival]:
    """The festivals that a text names; `chinese`: whether it belongs to a Chinese community."""
    text = plain(text)
    return [f for f in FESTIVALS if re.search(f.called, text) or (chinese and f.locally and re.search(f.locally, text))]
