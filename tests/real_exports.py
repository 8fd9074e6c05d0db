"""Real exports held against figures that were counted independently: `python tests/real_exports.py FOLDER [NAME…]`.

FOLDER holds one folder for each sample, NAME picks some of them. Not a test that pytest collects, because most real
exports may not be given away; small samples of those that may lie in `exports/`. Each line says of one sample that its
figures are reached, or which differ; the exit code is 1 when any differs.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commplan.activity.mapping import Mapping, Question
from commplan.activity.store import Store
from commplan.catalogue import metric
from commplan.importing import collect
from commplan.measuring import measure
from commplan.metric import Measured
from stored import imported, query, said

Told = dict[str, Any]
DAY = 86_400_000_000
HUMAN = "kind IN ('message', 'reply') AND member IS NOT NULL"


def counted(store: Store, where: str = HUMAN) -> Told:
    """The figures of DATA.md, in plain Python: UTC days, members who did something, Gini and shares over events."""
    rows = query(store, f"SELECT us, member FROM events WHERE {where} ORDER BY us")  # noqa: S608 - a constant
    of = Counter(member for _, member in rows)
    days: dict[int, set[str]] = {}
    for us, member in rows:
        days.setdefault(us // DAY, set()).add(member)
    first, last = rows[0][0], rows[-1][0]
    span = range(first // DAY, last // DAY + 1)
    return {
        "events": len(rows),
        "actors": len(of),
        "first": instant(first),
        "last": instant(last),
        "calendar_days": len(span),
        "active_days": len(days),
        "mean_DAU_all_days": round(sum(map(len, days.values())) / len(span), 3),
        "max_DAU": max(map(len, days.values())),
        "stick": round(stick(days, span), 4),
        "sum_stick": round(
            sum(len(days.get(day, ())) for day in span[29:]) / sum(len(month(days, day)) for day in span[29:]), 4
        ),
        "M1": pooled(rows, 1, last),
        "M3": pooled(rows, 3, last),
        "gini": round(gini(sorted(of.values())), 4),
        "top1pct_share": round(top(of, 1), 4),
        "top10pct_share": round(top(of, 10), 4),
        "one_event_actors": sum(n == 1 for n in of.values()),
    }


def instant(us: int) -> str:
    return f"{datetime.fromtimestamp(us // 1_000_000, UTC):%Y-%m-%dT%H:%M:%SZ}"


def month(days: dict[int, set[str]], day: int) -> set[str]:
    """Who was active in the thirty days that end with this one."""
    return set[str]().union(*(days.get(one, set()) for one in range(day - 29, day + 1)))


def stick(days: dict[int, set[str]], span: range) -> float:
    """The mean, over days whose last thirty days had somebody active, of those active that day to those in the thirty."""
    shares = []
    for day in span[29:]:
        people = month(days, day)
        shares += [len(days.get(day, ())) / len(people)] if people else []
    return sum(shares) / len(shares)


def pooled(rows: list[tuple[int, str]], later: int, last: int) -> float:
    """The share of members active again so many calendar months after their first, where the data reach as far."""

    def month(us: int) -> int:
        at = datetime.fromtimestamp(us // 1_000_000, UTC)
        return at.year * 12 + at.month

    active: dict[str, set[int]] = {}
    for us, member in rows:
        active.setdefault(member, set()).add(month(us))
    known = [months for months in active.values() if min(months) + later <= month(last)]
    return round(sum(min(months) + later in months for months in known) / len(known), 4) if known else 0


def gini(counts: list[int]) -> float:
    n, total = len(counts), sum(counts)
    return sum((2 * place - n - 1) * count for place, count in enumerate(counts, start=1)) / (n * total)


def top(of: Counter[str], percent: int) -> float:
    many = max(1, -(-len(of) * percent // 100))
    return sum(count for _, count in of.most_common(many)) / of.total()


# --- the samples -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Sample:
    """A part of a folder (or the whole), and what must be true of it."""

    name: str
    wanted: Told
    figures: Callable[[Store, collect.Collected], Told]
    part: str = ""
    mapping: Mapping | None = None
    private: bool = False
    beside: Callable[[Path], Told] | None = None
    """Figures of the files themselves, in place of those of the store."""


def kinds(_store: Store, one: collect.Collected) -> Told:
    return {**one.record.kinds, "members": one.record.members, "duplicates": one.duplicate}


def shares(store: Store, _one: collect.Collected) -> Told:
    return counted(store)


def signed(store: Store, _one: collect.Collected) -> Told:
    """Without the comments on files, whose author the count of the sample did not look for."""
    return counted(store, f"{HUMAN} AND coalesce(tags, '') NOT LIKE '%comment%'")


def skips(store: Store, one: collect.Collected) -> Told:
    return {**kinds(store, one), "skipped": sum(count for _, count, _ in said(one))}


def answers(store: Store, _one: collect.Collected) -> Told:
    rows = query(store, "SELECT tags, size, count(*) FROM events GROUP BY ALL")
    return {f"{tag} {size}": n for tag, size, n in rows}


def orders(store: Store, one: collect.Collected) -> Told:
    bought = "SELECT count(*) FROM (SELECT DISTINCT member, us // 86400000000 FROM events)"
    return {**kinds(store, one), "member days": query(store, bought)[0][0]}


_LINE = re.compile(r"\[\d\d:\d\d\] <([^>]+)> (?:([^\s:,]+)[:,]?\s)?")


def named(folder: Path) -> Told:
    """What people say answers what, and what would be taken for it by the name that a line begins with: the last line of
    whoever is called so. Why logs of IRC are not said to tell threads."""
    links = guesses = hits = 0
    for log in folder.rglob("*.raw.txt"):
        pairs = (
            line.split() for line in Path(str(log).replace(".raw.", ".annotation.")).read_text("utf-8").splitlines()
        )
        said = {(max(int(a), int(b)), min(int(a), int(b))) for a, b, *_ in pairs}
        first, last, guessed = min(line for line, _ in said), dict[str, int](), set[tuple[int, int]]()
        for number, line in enumerate(log.read_text("utf-8").split("\n")):
            if found := _LINE.match(line):
                who, to = found[1].lower(), (found[2] or "").lower()
                if number >= first and to in last and to != who:
                    guessed.add((number, last[to]))
                last[who] = number
        links += sum(a != b for a, b in said)
        guesses, hits = guesses + len(guessed), hits + len(guessed & said)
    return {"links": links, "guesses": guesses, "hits": hits}


def answered(store: Store, _one: collect.Collected) -> Told:
    found = asked(store, "first-response-time")
    return {"answered": found.n, "hours": round((found.value or 0) / 3600, 2)}


def closed(store: Store, _one: collect.Collected) -> Told:
    return {"closed": asked(store, "time-to-close").n, "seconds": asked(store, "time-to-close").value}


def asked(store: Store, id_: str) -> Measured:
    """What the catalogue says of all days."""
    known = metric(id_)
    with store.connect() as connection:
        session = measure.prepare(connection, "UTC", measure.Exclusions(), capabilities=store.capabilities)
        assert known
        assert session.covers
        return measure.compute(session, known, session.covers)


GITTER = Mapping(
    "sent_at", columns=("room_id", "room_uri", "sent_at", "from_userid", "from_username", "message_id", "text"),
    delimiter="\t", id="message_id", member="from_username", channel="room_uri", text="text",
)  # fmt: skip
CDNOW = ("master", "customer", "day", "items", "dollars")
PURCHASES = Mapping(
    "day", time_format="%Y%m%d", member="customer", kind="purchase", columns=CDNOW, id_columns=CDNOW, delimiter=" "
)
QUALITY = ("Horrible", "Bad", "OK", "Good", "Excellent")
RATED = ("documentation", "community", "packages", "")


def rating(name: str) -> Question:
    column = f"How would you rate the overall quality of ... [{f'Spack {name}'.strip()}]"
    return Question(name or "spack", column, 1, len(QUALITY), QUALITY)


RATINGS = Mapping("Timestamp", time_format="%m/%d/%Y %H:%M:%S", questions=tuple(map(rating, RATED)))


def rooms(store: Store, one: collect.Collected) -> Told:
    found = query(store, "SELECT channel, count(*) FROM events GROUP BY 1")
    return {**{name.rpartition("/")[2]: count for name, count in found}, "duplicates": one.duplicate}


def tagged(store: Store, _one: collect.Collected) -> Told:
    return {
        f"{kind} {tags}": n for kind, tags, n in query(store, "SELECT kind, tags, count(*) FROM events GROUP BY ALL")
    }


MBOX = {
    "events": 854, "actors": 261, "first": "2018-01-09T17:35:44Z", "last": "2026-05-23T09:36:28Z", "calendar_days": 3057,
    "active_days": 383, "mean_DAU_all_days": 0.224, "max_DAU": 10, "stick": 0.0474, "M1": 0.1154, "M3": 0.0502,
    "gini": 0.5452, "sum_stick": 0.045, "top1pct_share": 0.137, "top10pct_share": 0.4883, "one_event_actors": 125,
}  # fmt: skip
HOUSTON = {
    "events": 1025, "actors": 32, "first": "2015-06-06T02:44:56Z", "last": "2016-07-27T20:21:38Z", "calendar_days": 418,
    "active_days": 164, "mean_DAU_all_days": 0.818, "max_DAU": 6, "stick": 0.1059, "M1": 0.2857, "M3": 0.2,
    "gini": 0.8056, "sum_stick": 0.1147, "top1pct_share": 0.3044, "top10pct_share": 0.7834, "one_event_actors": 8,
}  # fmt: skip
COFFEE = {
    "events": 552, "actors": 115, "first": "2015-01-27T20:09:32Z", "last": "2015-03-07T00:21:07Z", "calendar_days": 40,
    "active_days": 39, "mean_DAU_all_days": 8.0, "max_DAU": 44, "stick": 0.0424, "M1": 0.3091, "M3": 0,
    "gini": 0.5846, "sum_stick": 0.0411, "top1pct_share": 0.154, "top10pct_share": 0.4529, "one_event_actors": 50,
}  # fmt: skip
FCC = {
    "40PlusDevs": 329, "Aarhus": 4, "Accra": 28, "Calgary": 2267 - 100, "Git": 2057, "NewYorkCity": 2709, "SQL": 1591,
    "Seattle": 1674, "Tampa": 3960, "camperbot": 2413 - 100, "duplicates": 200,
}  # fmt: skip
"""Rows of the files, less those whose message was there before."""
SPACK = {
    2020: {"documentation 4": 83, "documentation 3": 42, "documentation 5": 33, "documentation 2": 12, "community 5": 71,
           "community 4": 65, "community 3": 29, "community 2": 4, "community 1": 1, "packages 4": 77, "packages 3": 59,
           "packages 5": 24, "packages 2": 10, "spack 4": 82, "spack 5": 51, "spack 3": 31, "spack 2": 6},
    2021: {"documentation 4": 100, "documentation 3": 37, "documentation 5": 31, "documentation 2": 10,
           "documentation 1": 1, "community 5": 72, "community 4": 69, "community 3": 35, "community 2": 2,
           "community 1": 1, "packages 4": 93, "packages 3": 54, "packages 5": 25, "packages 2": 7, "spack 4": 89,
           "spack 5": 58, "spack 3": 28, "spack 2": 2, "spack 1": 2},
}  # fmt: skip
PUSHES = {
    "message push": 561, "message release": 1, "message issue": 31, "message pull-request": 25, "reaction star": 65,
    "reply comment": 101 + 8 + 5,
    "close merged": 16, "close None": 21 + 4, "reopen None": 1,
}  # fmt: skip
SAMPLES = (
    Sample("slack-houston", HOUSTON, signed),
    Sample("slack-viewer-fixture", {"join": 12, "message": 147, "reaction": 1, "members": 7, "duplicates": 0}, kinds),
    Sample("slackdump-fixtures", {"join": 2, "message": 5, "reply": 3, "members": 2, "duplicates": 0}, kinds),
    Sample("discord-dce-json-examples", {"join": 3, "message": 35, "reply": 7, "members": 4, "duplicates": 5}, kinds, "dcef-example-guild"),
    Sample("discord-dce-csv-sample", {"message": 980, "members": 82, "duplicates": 0}, kinds),
    Sample("telegram-examples", {"message": 6, "members": 1, "duplicates": 0}, kinds, "public_channel_2026"),
    Sample("telegram-examples", {"message": 6, "members": 2, "duplicates": 0}, kinds, "chat-analytics", private=True),
    Sample("discourse-delving-sample", {"message": 64, "reply": 283, "members": 62, "duplicates": 13}, kinds),
    Sample("zulip-lean-sample", {"message": 171, "reply": 4556, "members": 146, "duplicates": 0}, kinds),
    Sample("matrix-tc39-sample", {"JSX": 5, "Module Blocks": 13, "duplicates": 0}, rooms),
    Sample("mbox-r-sig-finance", MBOX, shares),
    Sample("mbox-r-sig-finance", {"message": 264, "reply": 590, "members": 261, "duplicates": 1}, kinds),
    Sample("mbox-r-sig-finance", {"answered": 143, "hours": 1.62}, answered),
    Sample("irc-duraspace-sample", {"message": 2542, "members": 30, "duplicates": 0, "skipped": 1440 + 2}, skips),
    Sample("irc-ubuntu-annotated-sample", {"message": 11641, "members": 1215, "duplicates": 0, "skipped": 858 + 1 + 10}, skips),
    Sample("irc-ubuntu-annotated-sample", {"links": 2145, "guesses": 925, "hits": 609}, kinds, beside=named),
    Sample("gharchive-sample", PUSHES, tagged),
    Sample("github-rest-sample", {"message": 150, "reply": 552 + 1 + 39, "close": 151, "reopen": 1, "members": 37, "duplicates": 0}, kinds),
    Sample("github-rest-sample", {"closed": 150, "seconds": 170230.5}, closed),
    Sample("stackexchange-coffee-posts", COFFEE, shares),
    Sample("stackexchange-sample", {"join": 679, "message": 151, "reply": 406 + 962, "members": 679, "duplicates": 0}, kinds),
    Sample("gitter-fcc-sample", FCC, rooms, mapping=GITTER),
    Sample("meetup-ethba-sample", {"register": 722, "members": 367, "duplicates": 0}, kinds),
    Sample("survey-spack-sample", SPACK[2020], answers, "spack-user-survey-2020-responses.csv", RATINGS),
    Sample("survey-spack-sample", SPACK[2021], answers, "spack-user-survey-2021-responses.csv", RATINGS),
    Sample("cdnow-sample", {"purchase": 6919 - 21, "members": 2357, "duplicates": 21, "member days": 6696}, orders, "CDNOW_sample.txt", PURCHASES),
    Sample("perceval-fixtures", {"message": 3, "reply": 22, "members": 15, "duplicates": 4}, kinds, "discourse"),
    Sample("perceval-fixtures", {"message": 2, "reply": 2, "members": 3, "duplicates": 0}, kinds, "hyperkitty"),
    Sample("perceval-fixtures", {"message": 7, "reply": 3, "members": 8, "duplicates": 4}, kinds, "mbox"),
    Sample("perceval-fixtures", {"message": 3, "reply": 5, "members": 4, "duplicates": 0}, kinds, "pipermail"),
    Sample("perceval-fixtures", {"message": 2, "reaction": 2, "reply": 1, "members": 2, "duplicates": 1}, kinds, "rocketchat"),
    Sample("perceval-fixtures", {"join": 2, "message": 12, "members": 4, "duplicates": 0}, kinds, "slack"),
)  # fmt: skip


def differences(sample: Sample, folder: Path) -> Iterator[str]:
    files = folder / sample.name / sample.part
    with tempfile.TemporaryDirectory() as scratch:
        store, one = imported(Path(scratch) / "a", files, sample.mapping, private=sample.private)
        found = sample.beside(files) if sample.beside else sample.figures(store, one)
    for key in sample.wanted.keys() | found.keys():
        if found.get(key) != sample.wanted.get(key):
            yield f"{key}: {found.get(key)}, not {sample.wanted.get(key)}"


def main(folder: Path, names: list[str]) -> int:
    wrong = 0
    for sample in SAMPLES:
        if not names or sample.name in names:
            off = sorted(differences(sample, folder)) if (folder / sample.name).is_dir() else ["the sample is absent"]
            wrong += bool(off)
            sys.stdout.write(f"{sample.name}/{sample.part}: {'; '.join(off) or 'reached'}\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
