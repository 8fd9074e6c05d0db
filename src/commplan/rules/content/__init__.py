"""Rules about part 4, information sharing; days by name, and what people mean by a time zone that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from functools import cache

from commplan.finding import Change, Fix, Place, Problem
from commplan.plan import Plan
from commplan.plan.content import Channel, Entry
from commplan.plan.structure import Body
from commplan.plan.times import Moment
from commplan.platforms import ids
from commplan.schedule import recurrence, rrule
from commplan.words import Words, quote, say

ABBREVIATIONS = {
    "CST": (say("China or US Central", "中国或美国中部"), "Asia/Shanghai", "America/Chicago"),
    "CT": (say("US Central", "美国中部"), "America/Chicago"),
    "CDT": (say("US Central or Cuba", "美国中部或古巴"), "America/Chicago"),
    "PT": (say("US Pacific", "美国太平洋"), "America/Los_Angeles"),
    "PST": (say("US Pacific or the Philippines", "美国太平洋或菲律宾"), "America/Los_Angeles", "Asia/Manila"),
    "PDT": (say("US Pacific in summer", "美国太平洋夏令"), "America/Los_Angeles"),
    "MT": (say("US Mountain", "美国山区"), "America/Denver"),
    "MST": (say("US Mountain or Malaysia", "美国山区或马来西亚"), "America/Denver", "Asia/Kuala_Lumpur"),
    "ET": (say("US Eastern", "美国东部"), "America/New_York"),
    "EST": (say("US Eastern, without summer time", "美国东部（不含夏令时）"), "America/New_York"),
    "EDT": (say("US Eastern in summer", "美国东部夏令"), "America/New_York"),
    "Z": (say("UTC", "世界协调时间"), "UTC"),
    "GMT": (say("Greenwich or British winter time", "格林尼治或英国冬令时"), "UTC", "Europe/London"),
    "BST": (say("British summer time or Bangladesh", "英国夏令时或孟加拉国"), "Europe/London", "Asia/Dhaka"),
    "IST": (say("India, Ireland or Israel", "印度、爱尔兰或以色列"), "Asia/Kolkata", "Europe/Dublin"),
    "WET": (say("Western Europe", "西欧"), "Europe/Lisbon"),
    "CET": (say("Central Europe", "中欧"), "Europe/Berlin"),
    "CEST": (say("Central Europe in summer", "中欧夏令"), "Europe/Berlin"),
    "EET": (say("Eastern Europe", "东欧"), "Europe/Athens"),
    "MSK": (say("Moscow", "莫斯科"), "Europe/Moscow"),
    "SGT": (say("Singapore", "新加坡"), "Asia/Singapore"),
    "HKT": (say("Hong Kong", "香港"), "Asia/Hong_Kong"),
    "JST": (say("Japan", "日本"), "Asia/Tokyo"),
    "KST": (say("Korea", "韩国"), "Asia/Seoul"),
    "AEST": (say("Eastern Australia", "澳大利亚东部"), "Australia/Sydney"),
}
# what people write for a zone that the database names after another city, or keeps under an old name
OTHER_NAMES = {
    "beijing": "Asia/Shanghai",
    "peking": "Asia/Shanghai",
    "china": "Asia/Shanghai",
    "prc": "Asia/Shanghai",
    "北京": "Asia/Shanghai",
    "上海": "Asia/Shanghai",
    "中国": "Asia/Shanghai",
    "香港": "Asia/Hong_Kong",
    "台北": "Asia/Taipei",
    "roc": "Asia/Taipei",
    "rok": "Asia/Seoul",
    "japan": "Asia/Tokyo",
    "pacific": "America/Los_Angeles",
    "mountain": "America/Denver",
    "central": "America/Chicago",
    "eastern": "America/New_York",
}
WEEKDAY_NAMES = (
    ("Monday", "周一"), ("Tuesday", "周二"), ("Wednesday", "周三"), ("Thursday", "周四"), ("Friday", "周五"),
    ("Saturday", "周六"), ("Sunday", "周日"),
)  # fmt: skip
# what people write for a venue when they meet nowhere
NO_PLACE = frozenset(
    (
        *("online", "virtual", "remote", "zoom", "teams", "google meet", "jitsi", "discord", "slack"),
        *("线上", "在线", "腾讯会议"),
    )
)
OF_THE_TEAM = ("review", "meeting")
FIXED = re.compile(r"(?:Etc/)?(?:UTC|GMT)?\s*[+-]\s*\d{1,2}(?::?\d{2})?", re.IGNORECASE)


PERIOD = say(
    "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
    "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
)
_TELLING = frozenset({"BYSETPOS", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"})
"""Parts of a rule that say which of several weekdays is meant."""
_FIFTH = 5
_ORDINALS = {
    1: say("first", "第一个"), 2: say("second", "第二个"), 3: say("third", "第三个"), 4: say("fourth", "第四个"),
    5: say("last", "最后一个"),
}  # fmt: skip


def misnamed(name: str) -> tuple[Words, Words]:
    """What is wrong with a text that is no IANA zone (or is one of a fixed offset), and what to write instead."""
    meaning = ABBREVIATIONS.get(name.strip().upper())
    if meaning:
        means, *zones = meaning
        words = say("{n} is an abbreviation, not a time zone: {m}", "{n} 是缩写，不是时区：{m}", n=quote(name), m=means)
        choice = [f"`{z}`" for z in zones]
        return words, say("write {c}", "请写 {d}", c=" or ".join(choice), d=" 或 ".join(choice))
    place = say(
        "write the IANA name of the place, such as `Asia/Shanghai`", "请写所在地的 IANA 名称，例如 `Asia/Shanghai`"
    )
    if FIXED.fullmatch(name.strip()):
        words = say(
            "{n} is a fixed offset, not a time zone: it knows no summer time",
            "{n} 是固定偏移，不是时区：它不含夏令时",
            n=quote(name),
        )
        return words, place
    near = nearest_zone(name)
    words = say("no IANA time zone is called {n}", "没有名为 {n} 的 IANA 时区", n=quote(name))
    return words, say("did you mean `{z}`?", "是否想写 `{z}`？", z=near) if near else place


def zone_fix(place: Place, name: str, country: str | None) -> Fix | None:
    """The one zone that a text can mean: an abbreviation with one meaning in the plan's country (as its `holidays` say), or
    a zone's own name in other letters, or its city alone. It is a guess all the same."""
    _, *zones = ABBREVIATIONS.get(name.strip().upper(), (None,))
    if country and zones:
        zones = [z for z in zones if z in _zones_of(country[:2].upper())]
    elif not zones:
        cities, known = _known()
        zones = [z for z in (known.get(_plain(name)) or cities.get(_plain(name)) or OTHER_NAMES.get(_city(name)),) if z]
    if len(zones) != 1:
        return None
    return rewritten(place, quote(name), str(zones[0]), safe=False)


def _city(name: str) -> str:
    """The city or country that a text names: `Beijing time`, 北京时间."""
    return _plain(re.sub(r"(?i)\s*((standard|daylight) )?time$|(标准)?时间$", "", name.rpartition("/")[2]))


@cache
def _zones_of(country: str) -> frozenset[str]:
    from importlib.resources import files

    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return frozenset(row[2] for row in rows if row[0] == country)


def nearest_zone(name: str) -> str | None:
    """The IANA zone that a text most likely means: by its city, in another spelling, or with a slip of the keys."""
    from difflib import get_close_matches

    whole = _plain(name)
    city = _city(name)
    if city in OTHER_NAMES:
        return OTHER_NAMES[city]
    cities, zones = _known()
    if whole in zones or city in cities:
        return zones.get(whole) or cities[city]
    close = get_close_matches(whole, zones, 1, 0.8)
    if close:
        return zones[close[0]]
    close = get_close_matches(city, cities, 1, 0.8)
    return cities[close[0]] if close else None


@cache
def _known() -> tuple[dict[str, str], dict[str, str]]:
    """All zones of continents by city and by whole name; of two of one city the shorter name."""
    from zoneinfo import available_timezones

    names = [n for n in available_timezones() if "/" in n and not n.startswith(("Etc/", "SystemV/", "US/", "Canada/"))]
    names.sort(key=lambda n: (-len(n), n))
    return {_plain(n.rpartition("/")[2]): n for n in names}, {_plain(n): n for n in names}


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def day_named(moment: datetime, timed: bool) -> Words:
    """`Wednesday 2027-03-03`, and the time of day where wanted."""
    english, chinese = WEEKDAY_NAMES[moment.weekday()]
    facts = {"w": Words(english, chinese), "d": moment.date(), "c": f" {moment:%H:%M}" if timed else ""}
    return say("{w} {d}{c}", "{d}（{w}）{c}", **facts)


def without_count(place: Place, rule: str, start: datetime, last: date, tz: tzinfo | None) -> Fix | None:
    """COUNT taken out of a rule that has UNTIL too, where both end it with the same time; else nobody can say which is meant."""
    stated = rrule.parts(rule)
    kept = ";".join(f"{k}={v}" for k, v in stated.items() if k != "COUNT")
    given = recurrence.expand(start, kept, start.date(), last, tz)
    return rewritten(place, rule, kept) if str(len(given)) == stated["COUNT"].lstrip("0") else None


def not_in_utc(place: Place, name: str, rule: str, until: Moment, tz: tzinfo) -> Problem:
    """What is wrong with a rule that ends in local time, and how it ends in UTC."""
    last = rrule.parts(rule)["UNTIL"]
    words = say(
        "{n}: UNTIL={u} is not in UTC, though its start is in a time zone",
        "{n}：开始时间有时区，UNTIL={u} 却不是 UTC",
        n=quote(name),
        u=last,
    )
    better = recurrence.until_in_utc(until, tz)
    if better is None:
        return Problem(place, words)
    fix = rewritten(place, rule, rule.replace(f"UNTIL={last}", f"UNTIL={better}"))
    return Problem(place, words, say("write `UNTIL={b}`", "写成 `UNTIL={b}`", b=better), fix=fix)


def every_weekday(place: Place, name: str, rule: str, start: date | None) -> Iterator[Problem]:
    """What to ask of a rule by month or year whose weekdays have no number: `FREQ=MONTHLY;BYDAY=SA` is every Saturday.

    The number offered is that of `start` in its month; nothing is asked of a rule that says which of them in another way.
    """
    stated = rrule.parts(rule)
    days = stated.get("BYDAY", "").split(",")
    if stated["FREQ"] not in ("MONTHLY", "YEARLY") or not days[0] or set(stated) & _TELLING:
        return
    if any(day not in rrule.WEEKDAYS for day in days):
        return
    words = say(
        "{n}: {r} is every such day of the {p}, week after week",
        "{n}：{r} 表示{p}中每一个这样的日子，即每周都有",
        n=quote(name),
        r=quote(rule),
        p=say("month", "当月") if stated["FREQ"] == "MONTHLY" or "BYMONTH" in stated else say("year", "当年"),
    )
    first = rrule.WEEKDAYS[start.weekday()] if start else ""
    which = (start.day - 1) // 7 + 1 if start and first in days else 1
    one = f"BYDAY={which if which < _FIFTH else -1}{first if first in days else days[0]}"
    if stated["FREQ"] == "YEARLY" and "BYMONTH" not in stated:
        one = f"BYMONTH={start.month if start else 1};{one}"
    weekly = ";".join(f"{k}={'WEEKLY' if k == 'FREQ' else v}" for k, v in stated.items() if k != "INTERVAL")
    hint = say(
        "write `{o}` for one of them, here the {w}; if all of them are meant, write `{a}`",
        "只要其中一个请写 `{o}`，即{w}；若确指每一个，请写 `{a}`",
        o=one,
        w=_ORDINALS[which],
        a=weekly,
    )
    better = rule.replace(f"BYDAY={stated['BYDAY']}", one)
    yield Problem(place, words, hint, fix=rewritten(place, rule, better, safe=False) if len(days) == 1 else None)


def rewritten(place: Place, old: Words | str, new: str, *, safe: bool = True) -> Fix:
    """The fix that puts one text in the place of another."""
    return Fix((Change(place, "set", new),), safe, say("{a} becomes {b}", "{a} 改为 {b}", a=old, b=new))


def place_of(entry: Entry) -> str:
    """The venue in small letters; empty when none is stated, or when it is no place."""
    venue = (entry.venue or "").strip().casefold()
    return "" if venue in NO_PLACE else venue


def addressed(plan: Plan, entry: Entry) -> dict[str, None]:
    """Whom an entry goes to: its audiences, or those of its channels unless it is one of the team's own."""
    if entry.audiences or entry.kind in OF_THE_TEAM:
        return dict.fromkeys(entry.audiences)
    return {a: None for channel in plan.content.channels if channel.id in entry.channels for a in channel.audiences}


def nobody_in(plan: Plan, who: str) -> bool:
    """Whether an id names a body without members and without roles; what is wrong with other names, other rules tell."""
    body = plan.objects.get(who)
    return isinstance(body, Body) and not body.members and not any(r.body == who for r in plan.structure.roles)


def which(channel: Channel) -> Words | None:
    """What is missing of a channel whose platform may be one of several, as 公众号 is; None when it may not."""
    several = ids(channel.platform)
    if len(several) < 2:
        return None
    known = [f"`{id_}`" for id_ in several]
    return say(
        "which platform channel {c} is on: {p}",
        "渠道 {c} 在哪个平台：{p}",
        c=quote(channel.id),
        p=Words(" or ".join(known), " 或 ".join(known)),
    )
