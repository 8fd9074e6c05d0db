"""Groups in the manner of Kubernetes' `sigs.yaml`: their leads, meetings and channels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from commplan.adopt.draft import Draft
from commplan.document import Document, read, resolve
from commplan.finding import Path, Place
from commplan.meant.days import clocks
from commplan.schedule import recurrence
from commplan.words import Refusal, quote, say

KINDS = {"sigs": "working-group", "workinggroups": "working-group", "usergroups": "group", "committees": "committee"}
_ROLES = {
    "chairs": say("{g}: chairs", "{g}：主席"),
    "leads": say("{g}: leads", "{g}：负责人"),
    "tech_leads": say("{g}: technical leads", "{g}：技术负责人"),
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_ZONES = {
    "PT": "America/Los_Angeles", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "ET": "America/New_York",
    "EST": "America/New_York", "EDT": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "UTC": "UTC",
    "GMT": "UTC",
}  # fmt: skip
_NTH = re.compile(rf"\b({'|'.join(_ORDER)})\s+({'|'.join(_DAYS)})", re.IGNORECASE)
_EVERY = (
    (re.compile(r"bi-?weekly|every (?:two|2|other) weeks?", re.IGNORECASE), "FREQ=WEEKLY;INTERVAL=2"),
    (re.compile(r"every (?:three|3) weeks", re.IGNORECASE), "FREQ=WEEKLY;INTERVAL=3"),
    (re.compile(r"every (?:four|4) weeks", re.IGNORECASE), "FREQ=WEEKLY;INTERVAL=4"),
    (re.compile(r"weekly|every week", re.IGNORECASE), "FREQ=WEEKLY"),
)
_KNOWN = frozenset(
    {"dir", "name", "mission_statement", "description", "leadership", "leads", "meetings", "contact", "subprojects"}
)


class Groups:
    """One file as it is being read."""

    def __init__(self, file: str, document: Document, draft: Draft, first: date) -> None:
        self.file, self.document, self.draft, self.first = file, document, draft, first
        self.unread: dict[str, tuple[int, str]] = {}
        self.people: dict[str, str] = {}

    def at(self, *path: str | int) -> str:
        return f"{self.file}:{self.document.span(Place(path)).line}"

    def skip(self, path: Path, told: object) -> None:
        """Count what has no place in a plan; told once for all of its kind."""
        name = ".".join("[]" if isinstance(step, int) else step for step in path).replace(".[]", "[]")
        count, first = self.unread.get(name, (0, self.at(*path)))
        self.unread[name] = (count + len(items(told) or (told,)), first)

    def tell_skipped(self) -> None:
        for name, (count, place) in self.unread.items():
            words = say("`{k}` has no place in a plan ({n}×)", "`{k}` 在方案中没有对应内容（{n} 处）", k=name, n=count)
            self.draft.leave(place, words)

    def group(self, path: Path, kind: str, told: Mapping[str, Any], parent: str = "") -> None:
        name = str(told.get("name") or told.get("dir") or "")
        if not name:
            self.draft.leave(self.at(*path), say("a group without a name", "没有名称的小组"))
            return
        body = self.draft.add("bodies", name, str(told.get("dir") or ""))
        self.draft.objects["bodies"][body] |= {"kind": kind} | ({"parent": parent} if parent else {})
        for key in ("mission_statement", "description"):
            if told.get(key):
                self.draft.put("bodies", body, "purpose", told[key], self.at(*path, key))
        leads = self.leads(body, name, mapping(told.get("leadership")), (*path, "leadership"))
        if items(told.get("leads")):
            leads = self.leads(body, name, {"leads": told["leads"]}, path) or leads
        where = self.contact(body, name, mapping(told.get("contact")), (*path, "contact"))
        for i, meeting in enumerate(items(told.get("meetings"))):
            self.meeting(name, body, leads, where, meeting, (*path, "meetings", i))
        for i, part in enumerate(items(told.get("subprojects"))):
            self.group((*path, "subprojects", i), "group", mapping(part), body)
        for key in told:
            if key not in _KNOWN:
                self.skip((*path, key), told[key])

    def leads(self, body: str, name: str, told: Mapping[str, Any], path: Path) -> str | None:
        """The roles of a group; the id of the first, who is taken to run its meetings."""
        first = None
        for key, people in told.items():
            holders = [self.person(p, (*path, key, i), key) for i, p in enumerate(items(people))]
            held = [h for h in dict.fromkeys(holders) if h]
            if key == "emeritus_leads":
                continue
            words = _ROLES.get(key, say("{g}: {k}", "{g}：{k}", g="{g}", k=key.replace("_", " ")))
            role = self.draft.add("roles", words.in_language(self.draft.language).format(g=name), f"{body}-{key}")
            self.draft.objects["roles"][role] |= {"body": body, "headcount": max(len(held), 1), "holders": held}
            first = first or role
        return first

    def person(self, told: object, path: Path, role: str) -> str | None:
        known = mapping(told)
        name = str(known.get("name") or known.get("github") or "")
        if not name:
            self.draft.leave(self.at(*path), say("a person without a name", "没有姓名的人"))
            return None
        key = f"github:{known['github']}".lower() if known.get("github") else name
        id_ = self.people.get(key)
        if id_ is None:
            id_ = self.people[key] = self.draft.add("people", name, str(known.get("github") or ""))
            fields = self.draft.objects["people"][id_]
            if known.get("company"):
                self.draft.put("people", id_, "affiliation", known["company"], self.at(*path, "company"))
            if known.get("github"):
                fields["handles"] = [{"source": "github", "id": str(known["github"])}]
            if role == "emeritus_leads":
                fields["status"] = "alumni"
        elif role != "emeritus_leads":
            self.draft.objects["people"][id_].pop("status", None)
        for extra in known:
            if extra not in ("name", "github", "company"):
                self.skip((*path, extra), known[extra])
        return id_

    def contact(self, body: str, name: str, told: Mapping[str, Any], path: Path) -> list[str]:
        """The channels of a group: chat first."""
        channels = []
        for key, platform in (("slack", "slack"), ("mailing_list", "mailing-list")):
            if told.get(key):
                handle = str(told[key])
                shown = f"#{handle}" if key == "slack" else f"{name}: {key.replace('_', ' ')}"
                channel = self.draft.add("channels", shown, f"{body}-{platform}")
                self.draft.objects["channels"][channel] |= {
                    "platform": platform,
                    "handle": handle,
                    "owner": body,
                    "two_way": True,
                }
                channels.append(channel)
        liaison = mapping(told.get("liaison"))
        if liaison:
            who = self.person(liaison, (*path, "liaison"), "liaison")
            title = say("{g}: liaison", "{g}：联络人", g=name).in_language(self.draft.language)
            role = self.draft.add("roles", title, f"{body}-liaison")
            self.draft.objects["roles"][role]["holders"] = [who] if who else []
        for key in told:
            if key not in ("slack", "mailing_list", "liaison"):
                self.skip((*path, key), told[key])
        return channels

    def meeting(self, group: str, body: str, owner: str | None, where: list[str], told: object, path: Path) -> None:
        known = mapping(told)
        title = str(known.get("description") or group)
        entry = self.draft.add(
            "calendar", title if title.lower().find(group.lower()) >= 0 else f"{group}: {title}", f"{body}-meeting"
        )
        fields = self.draft.objects["calendar"][entry]
        fields |= {"kind": "meeting", "owner": owner or body} | ({"channels": where[:1]} if where else {})
        self.when(entry, known, path)
        for key, field in (("url", "venue"), ("archive_url", "notes"), ("recordings_url", "recording")):
            if known.get(key):
                self.draft.put("calendar", entry, field, known[key], self.at(*path, key))
        for key in known:
            if key not in ("description", "day", "time", "tz", "frequency", "url", "archive_url", "recordings_url"):
                self.skip((*path, key), known[key])

    def when(self, entry: str, told: Mapping[str, Any], path: Path) -> None:
        """A first date and a recurrence, of a day, a time, a zone and how often; what is not clear is left open."""
        day, often = str(told.get("day") or ""), str(told.get("frequency") or "")
        weekday = next((i for i, name in enumerate(_DAYS) if name in day.lower()), None)
        nth = _NTH.search(f"{often} {day}")
        place = self.at(*path)
        if weekday is None:
            self.draft.leave(place, say("no day of the week: {d}", "没有写明星期几：{d}", d=quote(day)))
            return
        rule = _rule(often, nth)
        clock = self.clock(told, path)
        start = _first(self.first, weekday, nth)
        fields = self.draft.objects["calendar"][entry]
        fields["start"] = f"{start}T{clock}" if clock else str(start)
        zone = _zone(str(told.get("tz") or ""))
        if zone and clock:
            fields["timezone"] = zone
        elif told.get("tz"):
            words = say("no time zone that is one: {z}", "不是确定的时区：{z}", z=quote(told["tz"]))
            self.draft.leave(self.at(*path, "tz"), words)
        if rule is None:
            words = say("how often is not clear: {f}", "频率不明确：{f}", f=quote(often))
            self.draft.leave(place, words)
            return
        fields["rrule"] = f"{rule};BYDAY={_DAYS[weekday][:2].upper()}" if "BYDAY" not in rule else rule
        plain = often.lower() in ("weekly", "biweekly", "bi-weekly") or nth
        if "INTERVAL" in rule or not plain:
            words = say(
                "{f}: put in from {d} on; see whether the week is right",
                "{f}：暂从 {d} 起排，请核对是哪一周",
                f=quote(often),
                d=start,
            )
            self.draft.leave(place, words)

    def clock(self, told: Mapping[str, Any], path: Path) -> str | None:
        if not told.get("time"):
            return None
        found = list(clocks(str(told["time"])))
        if len(found) != 1:
            words = say("{t} is not one time of day", "{t} 不是确定的时刻", t=quote(told["time"]))
            self.draft.leave(self.at(*path, "time"), words)
            return None
        return found[0]


def recognises(data: object) -> bool:
    return isinstance(data, dict) and any(isinstance(data.get(kind), tuple | list) for kind in KINDS)


def take(file: str, raw: bytes, draft: Draft, first: date) -> None:
    """Take the groups of a file over; meetings begin on or after `first`. Refusal when it is no such file."""
    document = read(file, raw)
    resolve(document)
    if not recognises(document.data):
        if document.faults:
            problem = document.faults[0].problem
            at = document.span(problem.place)
            words = say("{f}:{n}: {w}", "{f}:{n}：{w}", f=at.file, n=at.line, w=problem.message)
            raise Refusal(words, problem.hint)
        raise Refusal(
            say("{f} holds no groups", "{f} 中没有小组", f=quote(file, 200)),
            say(
                "a file like Kubernetes' sigs.yaml is wanted: a list under `sigs:`",
                "需要类似 Kubernetes sigs.yaml 的文件：`sigs:` 下的列表",
            ),
        )
    found = Groups(file, document, draft, first)
    for key, told in document.data.items():
        if key not in KINDS:
            found.skip((key,), told)
            continue
        for number, group in enumerate(items(told)):
            found.group((key, number), KINDS[key], mapping(group))
    found.tell_skipped()


def _rule(often: str, nth: re.Match[str] | None) -> str | None:
    if nth:
        return f"FREQ=MONTHLY;BYDAY={_ORDER[nth[1].lower()]}{nth[2][:2].upper()}" if "after" not in often else None
    return next((rule for pattern, rule in _EVERY if pattern.search(often)), None)


def _first(day: date, weekday: int, nth: re.Match[str] | None) -> date:
    """The first such weekday on or after a day; the nth of its month where one is named."""
    found = day + timedelta(days=(weekday - day.weekday()) % 7)
    while nth and not _is_nth(found, _ORDER[nth[1].lower()]):
        found += timedelta(days=7)
    return found


def _is_nth(day: date, position: int) -> bool:
    return (day + timedelta(days=7)).month != day.month if position < 0 else (day.day - 1) // 7 + 1 == position


def _zone(told: str) -> str | None:
    if recurrence.zone(told):
        return told
    letters = re.findall(r"\b[A-Z]{2,4}\b", told)
    return next((_ZONES[word] for word in letters if word in _ZONES), None)


def mapping(told: object) -> Mapping[str, Any]:
    return told if isinstance(told, dict) else {}


def items(told: object) -> tuple[Any, ...]:
    return tuple(told) if isinstance(told, tuple | list) else ()
