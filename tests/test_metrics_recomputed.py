"""Every metric again, from the single events and in plain Python, on random activity; and what must not change it."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, sqrt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import commplan.metrics
from commplan.activity.event import PAID
from commplan.discover import discover
from commplan.localday import Window
from commplan.measuring import measure
from commplan.metric import Cell, Metric
from made_activity import Row, connect

CATALOGUE = {metric.id: metric for metric in discover(commplan.metrics, Metric).values()}
ZONE = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 2, 10, tzinfo=UTC)
EPOCH_US = int(BEGIN.timestamp()) * 1_000_000
WINDOW = Window(date(2026, 3, 10), date(2026, 4, 20))
STAFF, TEST_USER, BOT = "S", "X", "R"
EXCLUSIONS = measure.Exclusions(staff=frozenset({STAFF}), members=frozenset({TEST_USER}))
PARAMETERS: dict[str, dict[str, int]] = {
    "retention": {"day": 7, "width": 3},
    "first-response-time": {"grace": 24},
    "response-times": {"grace": 24},
    "unanswered-rate": {"grace": 24},
    "sla-attainment": {"hours": 4},
    "stickiness": {"days": 28},
    "top-share": {"percent": 30},
    "retention-unbounded": {"day": 7},
    "churn-rate": {"days": 7},
    "quick-ratio": {"days": 7},
    "resurrected-members": {"days": 7},
    "conversion-ladder": {"within": 14},
    "conversion-rate": {"step": 2, "within": 14},
    "participation-levels": {"messages": 2},
    "content-yield": {"days": 3},
    "orbit-gravity": {"days": 28},
}


@dataclass(frozen=True)
class Seen:
    """An event as the checks below see it: its local day and time by the standard library alone."""

    name: str
    kind: str
    us: int
    member: str
    day: date
    hour: int
    thread: str | None
    tags: frozenset[str]
    reply_to: str | None = None
    size: int | None = 0

    @property
    def active(self) -> bool:
        return self.kind in ("message", "reply", "reaction") and "undated" not in self.tags and self.member != STAFF


@dataclass(frozen=True)
class Activity:
    """What people did, and the part of the window seen."""

    events: list[Seen]
    first: date
    end: date
    data_first: date
    last_us: int
    answers: list[Seen]
    steps: list[tuple[int, str, str, bool]]
    """Closings and reopenings, a bot's too: when, which, of what, and whether anybody knows when."""
    unnamed: list[Seen]
    """Messages that nobody put their name to."""

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.end - self.first).days)]

    @property
    def months(self) -> list[tuple[int, int]]:
        return sorted({(day.year, day.month) for day in self.days})

    @property
    def as_of(self) -> int:
        return min(start_of(WINDOW.end), self.last_us + 1)

    def active(self, first: date, end: date) -> list[Seen]:
        return [e for e in self.events if e.active and first <= e.day < end]

    def inside(self) -> list[Seen]:
        return self.active(self.first, self.end)

    def member_days(self, first: date, end: date) -> set[tuple[str, date]]:
        return {(e.member, e.day) for e in self.active(first, end)}

    def first_days(self) -> dict[str, date]:
        firsts: dict[str, date] = {}
        for e in self.active(date.min, self.end):
            firsts[e.member] = min(firsts.get(e.member, e.day), e.day)
        return firsts

    def totals(self) -> list[int]:
        return sorted(Counter(e.member for e in self.inside()).values())


def start_of(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=ZONE).timestamp()) * 1_000_000


def activity(rows: Iterable[Row]) -> Activity | None:
    rows = list(rows)
    at = [datetime.fromtimestamp(row[3] // 1_000_000, ZONE) for row in rows]
    data_first, data_end = min(at).date(), max(at).date() + timedelta(days=1)
    first, end = max(WINDOW.first, data_first), min(WINDOW.end, data_end)
    seen = [
        Seen(
            r[0],
            r[2],
            r[3],
            r[4] or "",
            t.date(),
            t.hour,
            r[7],
            frozenset((r[10] or "").split()),
            r[8],
            r[9] if r[2] in PAID else r[9] or 0,
        )
        for r, t in zip(rows, at, strict=True)
        if r[4] != TEST_USER and r[5] is not True
    ]
    people = [e for e in seen if e.member and e.kind != "answer"]
    answers = [e for e in seen if e.kind == "answer" and e.member != STAFF and first <= e.day < end]
    steps = sorted((r[3], r[2], r[7], r[10] != "undated") for r in rows if r[2] in ("close", "reopen") and r[7])
    last = max(r[3] for r in rows)
    unnamed = [e for e in seen if not e.member and e.kind == "message"]
    return Activity(people, first, end, data_first, last, answers, steps, unnamed) if first < end else None


def share(over: int, under: int) -> float | None:
    return over / under if under else None


def epoch(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def month(pair: tuple[int, int]) -> int:
    return pair[0] * 12 + pair[1] - 1


def month_of(day: date) -> int:
    return month((day.year, day.month))


def month_start(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


# --- one function for each metric: the lines it must answer with ------------------------------------------------------
Lines = list[tuple[Cell, ...]]


def dau(a: Activity) -> Lines:
    active = a.member_days(a.first, a.end)
    return [(len(active) / len(a.days), len(active), len(a.days), len({m for m, _ in active}))]


def trailing(days: int) -> Callable[[Activity], Lines]:
    def people(a: Activity) -> Lines:
        count = len({m for m, _ in a.member_days(a.end - timedelta(days=days), a.end)})
        return [(count, count)]

    return people


def active_members(a: Activity) -> Lines:
    lines: Lines = []
    for day in a.days:
        after = day + timedelta(days=1)
        counts = [len({m for m, _ in a.member_days(after - timedelta(days=d), after)}) for d in (1, 7, 28)]
        lines.append((epoch(day), *counts, day - timedelta(days=27) >= a.data_first))
    return lines


def stickiness(a: Activity) -> Lines:
    first = max(a.end - timedelta(days=28), a.data_first)
    active, days = a.member_days(first, a.end), (a.end - first).days
    people = len({m for m, _ in active})
    return [(share(len(active), people * days), len(active), people * days, people, days)]


def weekly_stickiness(a: Activity) -> Lines:
    weeks = min(4, ceil((a.end - a.data_first).days / 7))
    active = {
        (m, (a.end - d - timedelta(days=1)).days // 7) for m, d in a.member_days(a.end - timedelta(weeks=4), a.end)
    }
    people = len({m for m, _ in active})
    return [(share(len(active), people * weeks), len(active), people * weeks, people)]


def active_days(a: Activity) -> Lines:
    each = Counter(m for m, _ in a.member_days(a.end - timedelta(days=28), a.end))
    return [(n, people, people / len(each)) for n, people in sorted(Counter(each.values()).items())]


def stickiness_over_time(a: Activity) -> Lines:
    lines: Lines = []
    for pair in a.months:
        days = [d for d in a.days if (d.year, d.month) == pair]
        active = [(m, d) for m, d in a.member_days(a.first, a.end) if d in days]
        people = len({m for m, _ in active})
        length = (month_start(month(pair) + 1) - month_start(month(pair))).days
        value = share(len(active), people * len(days))
        lines.append((month(pair), len(active), people, len(days), value, len(days) == length))
    return lines


def new_members(a: Activity) -> Lines:
    people = {e.member for e in a.inside()}
    new = [m for m in people if a.first_days()[m] >= a.first]
    return [(len(new) if people else None, len(people), share(len(new), len(people)))]


def moves(a: Activity) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = defaultdict(list)
    for e in sorted(a.events, key=lambda e: (e.us, e.kind == "join")):
        if e.kind in ("join", "leave") and "channel" not in e.tags and e.member != STAFF and e.day < a.end:
            found[e.member].append(e)
    return found


def members(a: Activity) -> Lines:
    lasts = [steps[-1].kind for steps in moves(a).values()]
    inside = lasts.count("join")
    return [(inside if lasts else None, len(lasts), len(lasts) - inside)]


def joins(a: Activity) -> Lines:
    steps = [s for found in moves(a).values() for s in found]
    return [(len({s.member for s in steps if s.kind == "join" and s.day >= a.first}),)]


def net_growth(a: Activity) -> Lines:
    joined = departed = through = rejoined = touched = at_start = removed = 0
    for steps in moves(a).values():
        before, inside = [s for s in steps if s.day < a.first], [s for s in steps if s.day >= a.first]
        at_start += before[-1].kind == "join" if before else inside[0].kind == "leave"
        if not inside:
            continue
        touched += 1
        was = before[-1].kind == "join" if before else inside[0].kind == "leave"
        now = inside[-1].kind == "join"
        joined, departed = joined + (now and not was), departed + (was and not now)
        removed += was and not now and any("removed" in s.tags for s in inside if s.us == inside[-1].us)
        through += not was and not now
        rejoined += now and not was and bool(before)
    net, rate = joined - departed, share(joined - departed, at_start)
    return [(net if moves(a) else None, joined, departed, removed or None, through, rejoined, rate, touched)]


def member_growth(a: Activity) -> Lines:
    lines: Lines = []
    for now in map(month, a.months):
        steps = [s for found in moves(a).values() for s in found if s.day >= a.first and month_of(s.day) == now]
        joined, departed = ({s.member for s in steps if s.kind == kind} for kind in ("join", "leave"))
        whole = month_start(now + 1) <= a.end and month_start(now) >= a.first
        lines.append((now, len(joined), len(departed), whole))
    return lines


def retention(a: Activity, day: int = 7, width: int = 3) -> Lines:
    active = a.member_days(date.min, a.end)
    cohort = back = 0
    for member, began in a.first_days().items():
        counted = [began + timedelta(days=day + n) for n in range(width)]
        if a.first <= counted[-1] < a.end:
            cohort += 1
            back += any((member, d) in active for d in counted)
    return [(share(back, cohort), back, cohort)]


def retention_cohorts(a: Activity) -> Lines:
    began = {m: month_of(d) for m, d in a.first_days().items()}
    active = {(m, month_of(d)) for m, d in a.member_days(date.min, a.end)}
    lines: Lines = []
    for cohort in map(month, a.months):
        people = [m for m, b in began.items() if b == cohort]
        for later in map(month, a.months):
            if people and later >= cohort:
                count = sum((m, later) in active for m in people)
                mature = month_start(later + 1) <= a.end
                lines.append((cohort, later - cohort, len(people), count, count / len(people), mature))
    return lines


def member_lifecycle(a: Activity) -> Lines:
    active = {(m, month_of(d)) for m, d in a.member_days(date.min, a.end)}
    lines: Lines = []
    for now in map(month, a.months):
        people = {m for m, when in active if when == now}
        earlier = {m for m, when in active if when < now}
        last = {m for m, when in active if when == now - 1}
        new, back = len(people - earlier), len((people & earlier) - last)
        over = month_start(now + 1) <= a.end
        lapsed = len(last - people) if over and month_start(now) > a.data_first else None
        ratio = share(new + back, lapsed) if lapsed is not None else None
        whole = over and month_start(now) >= a.data_first
        lines.append((now, len(people), new, len(people & last), back, lapsed, ratio, whole))
    return lines


@dataclass(frozen=True)
class Asked:
    name: str
    us: int
    day: date
    seconds: int | None
    answered_us: int | None


def asked(a: Activity) -> list[Asked]:
    found = []
    for m in a.events:
        if m.kind != "message" or m.member == STAFF:
            continue
        replies = [r for r in a.events if r.kind == "reply" and r.thread == m.name and r.member != m.member]
        times = [r.us for r in replies if m.us <= r.us < a.as_of]
        first = min(times, default=None)
        found.append(Asked(m.name, m.us, m.day, None if first is None else (first - m.us) // 1_000_000, first))
    return found


def quantile(values: list[int], part: Fraction) -> float | None:
    if not values:
        return None
    place = (len(values) - 1) * part
    low, high = values[floor(place)], values[min(ceil(place), len(values) - 1)]
    return float(low + (high - low) * (place - floor(place)))


HOUR = 3_600_000_000


def first_response_time(a: Activity) -> Lines:
    items = [i for i in asked(a) if a.first <= i.day < a.end]
    times = sorted(i.seconds for i in items if i.seconds is not None)
    late = sum(i.seconds is None and i.us + 24 * HOUR < a.as_of for i in items)
    waiting = len(items) - len(times) - late
    median, p90 = quantile(times, Fraction(1, 2)), quantile(times, Fraction(9, 10))
    return [(median, len(times), p90, len(times), late, waiting)]


def response_times(a: Activity) -> Lines:
    items = [i for i in asked(a) if a.first <= i.day < a.end]
    edges = [0, 300, 900, 3600, 14400, 28800, 86400, 172800, 604800, None]
    lines: Lines = []
    for place, (low, high) in enumerate(pairwise(edges), 1):
        inside = [i for i in items if i.seconds is not None and low is not None and i.seconds >= low]
        inside = [i for i in inside if high is None or (i.seconds or 0) < high]
        lines.append((place, "answered", low, high, len(inside)))
    late = sum(i.seconds is None and i.us + 24 * HOUR < a.as_of for i in items)
    lines.append((10, "unanswered", None, None, late))
    lines.append((11, "open", None, None, sum(i.seconds is None for i in items) - late))
    return lines if items else []


def unanswered_rate(a: Activity) -> Lines:
    due = [i for i in asked(a) if start_of(a.first) <= i.us + 24 * HOUR < a.as_of]
    missed = [i for i in due if i.answered_us is None]
    last = {thread: kind for us, kind, thread, _ in a.steps if us < a.as_of}
    closed = sum(last.get(i.name) == "close" for i in missed)
    return [(share(len(missed), len(due)), len(missed), len(due), closed or None)]


def sla_attainment(a: Activity) -> Lines:
    due = [i for i in asked(a) if start_of(a.first) <= i.us + 4 * HOUR < a.as_of]
    kept = sum(i.answered_us is not None and i.answered_us <= i.us + 4 * HOUR for i in due)
    return [(share(kept, len(due)), kept, len(due))]


def participation_gini(a: Activity) -> Lines:
    x, n = a.totals(), len(a.totals())
    if not x:
        return [(None, 0, 0, None)]
    differences = sum(abs(p - q) for p in x for q in x)
    corrected = Fraction(differences, 2 * n * (n - 1) * sum(x)) * n if n > 1 else None
    value = Fraction(differences, 2 * n * sum(x))
    return [(float(value), n, sum(x), None if corrected is None else float(corrected))]


def participation_gini_all(a: Activity) -> Lines:
    active = Counter(e.member for e in a.inside())
    inside = {member for member, steps in moves(a).items() if steps[-1].kind == "join"}
    x = [active[member] for member in {*active, *inside}]
    n, silent = len(x), x.count(0)
    if not active:
        return [(None, n, silent, 0, None)]
    differences = sum(abs(p - q) for p in x for q in x)
    corrected = Fraction(differences, 2 * n * (n - 1) * sum(x)) * n if n > 1 else None
    value = float(Fraction(differences, 2 * n * sum(x)))
    return [(value, n, silent, sum(x), None if corrected is None else float(corrected))]


def participation_curve(a: Activity) -> Lines:
    x = a.totals()
    lines: Lines = []
    for each in [0, *sorted(set(x))] if x else []:
        below = [v for v in x if v <= each]
        shares = (len(below) / len(x), sum(below) / sum(x))
        lines.append((each, x.count(each), len(below), sum(below), *shares))
    return lines


def absence_factor(a: Activity) -> Lines:
    x = a.totals()[::-1]
    enough = [k for k in range(1, len(x) + 1) if 2 * sum(x[:k]) >= sum(x)]
    return [(min(enough, default=None), len(x), sum(x))]


def top_share(a: Activity) -> Lines:
    x = a.totals()[::-1]
    top = ceil(Fraction(len(x) * 30, 100))
    empty = (None, None, None, 0, 0)
    return [(sum(x[:top]) / sum(x), sum(x[:top]), sum(x), len(x), top) if x else empty]


def messages_per_member(a: Activity) -> Lines:
    written = [e for e in a.events if e.kind in ("message", "reply") and e.member != STAFF and a.first <= e.day < a.end]
    return [(share(len(written), len(a.totals())), len(written), len(a.totals()))]


def activity_by_hour(a: Activity) -> Lines:
    inside = a.inside()
    lines: Lines = []
    for dow in range(7):
        for hour in range(24):
            cell = [e for e in inside if (e.day.weekday(), e.hour) == (dow, hour)]
            weekdays = sum(d.weekday() == dow for d in a.days)
            lines.append((dow, hour, len(cell), len({e.member for e in cell}), weekdays))
    return lines if inside else []


def contribution_types(a: Activity) -> Lines:
    done = [
        e
        for e in a.events
        if e.kind not in ("join", "leave", "purchase", "refund") and e.member != STAFF and a.first <= e.day < a.end
    ]
    counts = Counter(e.kind for e in done)
    order = sorted(counts, key=lambda kind: (-counts[kind], kind))
    return [(kind, counts[kind], len({e.member for e in done if e.kind == kind})) for kind in order]


def were_members(a: Activity, until: date) -> set[str]:
    """Who is known to be a member by the end of the day before `until`."""
    steps = {m: [s for s in found if s.day < until] for m, found in moves(a).items()}
    return {m for m, found in steps.items() if found and found[-1].kind == "join"}


def leave_rate(a: Activity) -> Lines:
    at_start = were_members(a, a.first)
    for m, steps in moves(a).items():
        inside = [s for s in steps if s.day >= a.first]
        if len(inside) == len(steps) and inside[0].kind == "leave":
            at_start.add(m)
    gone = [m for m in at_start if m not in were_members(a, a.end)]
    return [(share(len(gone), len(at_start)), len(gone), len(at_start), net_growth(a)[0][4])]


def spoke(a: Activity) -> set[str]:
    return {
        e.member for e in a.events if e.kind in ("message", "reply") and e.member != STAFF and a.first <= e.day < a.end
    }


def participation_rate(a: Activity) -> Lines:
    middle = min(date(1970, 1, 1) + timedelta(days=(epoch(a.first) + epoch(a.end)) // 2), a.end - timedelta(days=1))
    people = were_members(a, middle + timedelta(days=1))
    wrote = people & spoke(a)
    return [(share(len(wrote), len(people)), len(wrote), len(people), len(spoke(a)))]


def activity_days(a: Activity) -> dict[str, list[date]]:
    found: dict[str, list[date]] = defaultdict(list)
    for m, day in sorted(a.member_days(date.min, a.end)):
        found[m].append(day)
    return found


def retention_unbounded(a: Activity) -> Lines:
    cohort = [days for days in activity_days(a).values() if a.first <= days[0] + timedelta(days=7) < a.end]
    back = sum(days[-1] >= days[0] + timedelta(days=7) for days in cohort)
    return [(share(back, len(cohort)), back, len(cohort))]


def retention_curve(a: Activity) -> Lines:
    lines: Lines = []
    for n in (1, 3, 7, 14, 30, 60, 90, 180):
        after, week = timedelta(days=n), timedelta(days=7)
        cohort = [days for days in activity_days(a).values() if a.first <= days[0] + after < a.end]
        mature = [days for days in cohort if days[0] + after + week <= a.end]
        lines.append((
            n, len(cohort), sum(d[0] + after in d for d in cohort), sum(d[-1] >= d[0] + after for d in cohort),
            len(mature), sum(any(d[0] + after <= x < d[0] + after + week for x in d) for d in mature),
        ))  # fmt: skip
    return [line for line in lines if line[1]]


def spans(a: Activity) -> tuple[set[str], set[str], set[str]]:
    """Who was active in the last week, in the week before, and earlier."""
    edges = [date.min, a.end - timedelta(days=14), a.end - timedelta(days=7), a.end]
    earlier, before, now = ({m for m, _ in a.member_days(*edge)} for edge in pairwise(edges))
    return now, before, earlier


def churn_rate(a: Activity) -> Lines:
    now, before, _ = spans(a)
    return [(share(len(before - now), len(before)), len(before - now), len(before))]


def quick_ratio(a: Activity) -> Lines:
    now, before, earlier = spans(a)
    new, back, lapsed = len(now - before - earlier), len((now & earlier) - before), len(before - now)
    return [(share(new + back, lapsed), new, back, lapsed, new + back + lapsed)]


def resurrected_members(a: Activity) -> Lines:
    people = {e.member for e in a.inside()}
    back = {
        m for m, days in activity_days(a).items()
        if any(later >= a.first and (later - day).days > 7 for day, later in pairwise(days))
    }  # fmt: skip
    return [(len(back) if people else None, len(people), share(len(back), len(people)))]


def new_contributors(a: Activity) -> Lines:
    apart = ("join", "leave", "answer", "purchase", "refund")
    done = [
        e for e in a.events if e.kind not in apart and e.member != STAFF and "undated" not in e.tags and e.day < a.end
    ]
    lines: Lines = []
    for kind in {e.kind for e in done}:
        inside = {e.member for e in done if e.kind == kind and e.day >= a.first}
        before = {e.member for e in done if e.kind == kind and e.day < a.first}
        lines.append((kind, len(inside - before), len(inside)))
    return sorted((line for line in lines if line[2]), key=lambda line: (-int(line[2] or 0), str(line[0])))


def writing_days(a: Activity) -> list[int]:
    """For everybody whose two weeks ended in the window: on how many days of them they wrote."""
    firsts: dict[str, date] = {}
    dated = [e for e in a.events if e.member != STAFF and "undated" not in e.tags and e.day < a.end]
    for e in dated:
        firsts[e.member] = min(firsts.get(e.member, e.day), e.day)
    ends = {m: day + timedelta(days=14) for m, day in firsts.items()}
    wrote = [(e.member, e.day) for e in dated if e.kind in ("message", "reply")]
    return [len({d for who, d in wrote if who == m and d < end}) for m, end in ends.items() if a.first < end <= a.end]


def conversion_ladder(a: Activity) -> Lines:
    days = writing_days(a)
    counts = [sum(n >= step for n in days) for step in range(6)]
    rates = [None, *(share(over, under) for under, over in pairwise(counts))]
    return [(step, counts[step], rates[step]) for step in range(6)] if days else []


def conversion_rate(a: Activity) -> Lines:
    days = writing_days(a)
    reached, under = sum(n >= 2 for n in days), sum(n >= 1 for n in days)
    return [(share(reached, under), reached, under)]


def burstiness(a: Activity) -> Lines:
    times = sorted(e.us for e in a.inside())
    gaps = [(later - time) // 1_000_000 for time, later in pairwise(times)]
    total = sum(gaps)
    root = sqrt(len(gaps) * sum(gap * gap for gap in gaps) - total * total)
    value = (root - total) / (root + total) if len(times) >= 30 and root + total else None
    return [(value, len(times), share(total, len(gaps)))]


def participation_levels(a: Activity) -> Lines:
    active = {e.member for e in a.inside()}
    started = Counter(
        e.member for e in a.events if e.kind == "message" and e.member != STAFF and a.first <= e.day < a.end
    )
    everybody = were_members(a, a.end) | active | set(started)
    creators = {m for m, n in started.items() if n >= 2}
    taking_part = (active | set(started)) - creators
    people = (len(creators), len(taking_part), len(everybody - creators - taking_part))
    names = ("creators", "participants", "silent")
    return [(p, names[p - 1], people[p - 1], people[p - 1] / len(everybody)) for p in (1, 2, 3)] if everybody else []


def member_generated_share(a: Activity) -> Lines:
    kinds = ("message", "reply", "reaction")
    done = [e for e in a.events if e.kind in kinds and "undated" not in e.tags and a.first <= e.day < a.end]
    ours = sum(e.member != STAFF for e in done)
    return [(share(ours, len(done)), ours, len(done), len({e.member for e in done}))]


def occasions(a: Activity) -> set[tuple[str, object, date]]:
    """Who was at what, and on which day of it."""
    there = [e for e in a.events if e.kind == "attend" and e.member != STAFF and e.day < a.end]
    return {(e.member, e.thread or e.day, e.day) for e in there}


def attendances(a: Activity) -> Lines:
    inside = {(m, what) for m, what, day in occasions(a) if day >= a.first}
    return [(len(inside), len({m for m, _ in inside}), len({what for _, what in inside}))]


def repeat_attendance_rate(a: Activity) -> Lines:
    came = {m for m, _, day in occasions(a) if day >= a.first}
    again = [m for m in came if len({what for who, what, _ in occasions(a) if who == m}) > 1]
    return [(share(len(again), len(came)), len(again), len(came))]


def show_up_rate(a: Activity) -> Lines:
    came: set[tuple[str, str | None, date]] = set()
    booked: set[tuple[str, str | None, date]] = set()
    entries = [e for e in a.events if e.kind in ("attend", "register") and e.day < a.end]
    for thread in {e.thread for e in entries}:
        there = [e for e in entries if e.thread == thread and e.kind == "attend"]
        dated = [e.day for e in there if "undated" not in e.tags]
        whole = min(dated, default=max((e.day for e in there), default=None))
        if thread is None and all("undated" not in e.tags for e in there):
            whole = None
        came |= {(e.member, thread, whole or e.day) for e in there}
        held = sorted({whole or e.day for e in there})
        for e in entries:
            next_day = [day for day in held if whole or day >= e.day]
            if e.kind == "register" and e.thread == thread and e.member != STAFF and next_day:
                booked.add((e.member, thread, next_day[0]))
    booked = {one for one in booked if one[2] >= a.first}
    walk_ins = [one for one in came - booked if one[0] != STAFF and one[2] >= a.first]
    return [(share(len(booked & came), len(booked)), len(booked & came), len(booked), len(walk_ins))]


def content_yield(a: Activity) -> Lines:
    age = 3 * 24 * HOUR
    items = [e for e in a.events if e.kind == "message" and start_of(a.first) <= e.us + age < a.as_of]
    yields = [
        sum(
            (r.thread if r.kind == "reply" else r.reply_to) == e.name
            and r.member != e.member
            and e.us <= r.us < e.us + age
            for r in a.events
            if r.kind in ("reply", "reaction") and "undated" not in r.tags
        )
        for e in items
    ]
    return [(share(sum(yields), len(items)), sum(yields), len(items), sum(n > 0 for n in yields))]


def answered(a: Activity, question: str) -> list[int]:
    return [e.size or 0 for e in a.answers if any(t == question or t.startswith(f"{question}-") for t in e.tags)]


def nps(a: Activity) -> Lines:
    points = [p for p in answered(a, "nps") if 0 <= p <= 10]
    n, good, bad = len(points), sum(p >= 9 for p in points), sum(p <= 6 for p in points)
    if not n:
        return [(None, 0, 0, 0, 0, None, None)]
    told, net, cases = (4 * good + 4 * bad + 6) / (4 * n + 12), (4 * good - 4 * bad) / (4 * n + 12), (4 * n + 12) / 4
    reach = 1.959963984540054 * sqrt((told - net * net) / cases)
    bounds = (max(-100.0, 100 * (net - reach)), min(100.0, 100 * (net + reach)))
    return [(100 * (good - bad) / n, n, good, n - good - bad, bad, *bounds)]


def csat(a: Activity) -> Lines:
    points = answered(a, "csat")
    good = sum(p >= 4 for p in points)
    return [(share(good, len(points)), good, len(points))]


def survey_answers(a: Activity) -> Lines:
    counts = Counter((min(e.tags), e.size) for e in a.answers)
    totals = Counter(min(e.tags) for e in a.answers)
    return [("x", question, size, counts[question, size], counts[question, size] / totals[question])
            for question, size in sorted(counts)]  # fmt: skip


def purchase_days(a: Activity) -> dict[str, list[date]]:
    found: dict[str, list[date]] = defaultdict(list)
    for e in a.events:
        if e.kind == "purchase" and e.member != STAFF and e.day < a.end:
            found[e.member].append(e.day)
    return found


def buyers(a: Activity) -> Lines:
    bought = {m: days for m, days in purchase_days(a).items() if max(days) >= a.first}
    times = sum(day >= a.first for days in bought.values() for day in days)
    return [(len(bought), times, sum(min(days) >= a.first for days in bought.values()))]


def repeated(a: Activity) -> list[int]:
    return sorted(len(days) - 1 for found in purchase_days(a).values() if (days := {d for d in found if d >= a.first}))


def repurchase_rate(a: Activity) -> Lines:
    again = sum(n > 0 for n in repeated(a))
    return [(share(again, len(repeated(a))), again, len(repeated(a)), sum(repeated(a)))]


def repeat_purchases(a: Activity) -> Lines:
    return [(n, count) for n, count in sorted(Counter(repeated(a)).items())]


def payments(a: Activity, first: date, end: date) -> list[Seen]:
    return [e for e in a.events if e.kind in PAID and e.member != STAFF and first <= e.day < end]


def money(events: Iterable[Seen]) -> Fraction | None:
    """Purchases less refunds, in whole units; None where one of them is not known."""
    told = list(events)
    if any(e.size is None for e in told):
        return None
    return sum((Fraction(e.size or 0, 1000) * (1 if e.kind == "purchase" else -1) for e in told), Fraction(0))


def known_part(events: Iterable[Seen]) -> float:
    return float(money(e for e in events if e.size is not None) or 0)


def per(amount: Fraction | None, of: int) -> float | None:
    return None if amount is None or not of else float(amount / of)


def revenue(a: Activity) -> Lines:
    moved = payments(a, a.first, a.end)
    paid, returned = ([e for e in moved if e.kind == kind] for kind in ("purchase", "refund"))
    value = money(moved)
    return [(None if value is None else float(value), known_part(paid), abs(known_part(returned)), len(paid), len(returned),
             sum(e.size is None for e in moved))]  # fmt: skip


def average_order_value(a: Activity) -> Lines:
    moved = payments(a, a.first, a.end)
    count = sum(e.kind == "purchase" for e in moved)
    return [(per(money(moved), count), count, known_part(moved), sum(e.size is None for e in moved))]


def revenue_per_member(a: Activity) -> Lines:
    moved = payments(a, a.first, a.end)
    people = {e.member for e in moved} | {e.member for e in a.inside()}
    bought = {e.member for e in moved if e.kind == "purchase"}
    untold = sum(e.size is None for e in moved)
    return [
        (
            per(money(moved), len(people)),
            len(people),
            per(money(moved), len(bought)),
            len(bought),
            known_part(moved),
            untold,
        )
    ]


def lifetime_value(a: Activity) -> Lines:
    moved = payments(a, a.first, a.end)
    orders = [e for e in moved if e.kind == "purchase"]
    bought = {e.member for e in orders}
    earlier = {e.member for e in payments(a, a.first - (a.end - a.first), a.first) if e.kind == "purchase"}
    lost, net = len(earlier - bought), money(moved)
    value = None if net is None or not bought or not lost else float(net * len(earlier) / (len(bought) * lost))
    return [(value, per(net, len(orders)), share(len(orders), len(bought)), share(len(earlier), lost), len(earlier), lost,
             len(bought), len(orders), sum(e.size is None for e in moved))]  # fmt: skip


EMPLOYERS = {"A": "P", "B": "P", "C": "Q", "D": "R", STAFF: "P"}


def elephant_factor(a: Activity) -> Lines:
    acts = [e for e in a.events if e.kind in ("message", "reply", "reaction") and "undated" not in e.tags]
    of = Counter(EMPLOYERS.get(e.member, f"{e.member} alone") for e in acts if a.first <= e.day < a.end)
    known = sorted((n for name, n in of.items() if name in EMPLOYERS.values()), reverse=True)
    dark = of.total() - sum(known)
    if not of:
        return [(None, 0, None, None, 0, 0)]
    enough = [k for k in range(1, len(known) + 1) if 2 * (dark + sum(known[:k])) >= of.total()]
    ranked = [n for _, n in of.most_common()]
    low = min(enough, default=1)
    high = next(k for k in range(1, len(ranked) + 1) if 2 * sum(ranked[:k]) >= of.total())
    return [(low if low == high else None, len(known), low, high, sum(known), of.total())]


def orbits(a: Activity, end: date, back: int) -> list[int]:
    """The orbit of each member who was active in so many days before a day."""
    days: dict[str, list[date]] = defaultdict(list)
    for member, day in a.member_days(end - timedelta(days=back), end):
        days[member].append(day)

    def orbit(found: list[date]) -> int:
        weeks = Counter(day - timedelta(days=day.weekday()) for day in found)
        months, quarters = Counter(map(month_of, found)), Counter(month_of(day) // 3 for day in found)
        if max(quarters.values()) >= 30:
            return 1
        return 2 if max(months.values()) >= 7 else 3 if max(weeks.values()) >= 2 else 4

    return [orbit(found) for found in days.values()]


def orbit_levels(a: Activity) -> Lines:
    names = ("leading", "contributing", "participating", "exploring")
    found = orbits(a, a.end, 365)
    counts = [(n, name, found.count(n)) for n, name in enumerate(names, start=1)]
    return [(n, name, count, count / len(found)) for n, name, count in counts] if found else []


def orbit_gravity(a: Activity) -> Lines:
    later, sooner = orbits(a, a.end, 28), orbits(a, a.first, 28)
    weights = [sum({1: 100, 2: 49, 3: 16, 4: 1}[orbit] for orbit in found) for found in (later, sooner)]
    value = share(weights[0] - weights[1], len(later)) if a.data_first <= a.first - timedelta(days=28) else None
    return [(value, len(later), len(sooner), *weights)]


@dataclass(frozen=True)
class Item:
    """What can be closed: when it was opened, since when it is closed, and whether it was opened again before."""

    us: int
    closed_us: int | None
    reopened: bool

    def closed_since(self, us: int) -> bool:
        return self.closed_us is not None and self.closed_us >= us


def items(a: Activity) -> list[Item]:
    found = []
    for m in [*a.events, *a.unnamed]:
        steps = [s for s in a.steps if s[2] == m.name and s[0] < a.as_of]
        called = {"issue", "pull-request", "ticket"} & m.tags
        if m.kind == "message" and m.us < a.as_of and (steps or called) and all(known for *_, known in steps):
            closed: int | None = None
            for us, kind, *_ in sorted(steps, key=lambda s: (s[0], s[1] == "close")):
                closed = None if kind == "reopen" else us if closed is None else closed
            found.append(Item(m.us, None if closed is None else max(closed, m.us), "reopen" in {s[1] for s in steps}))
    return found


def time_to_close(a: Activity) -> Lines:
    closed = [i for i in items(a) if i.closed_since(start_of(a.first))]
    times = sorted(((i.closed_us or 0) - i.us) // 1_000_000 for i in closed)
    median, p90 = quantile(times, Fraction(1, 2)), quantile(times, Fraction(9, 10))
    still_open = sum(i.closed_us is None for i in items(a))
    return [(median, len(times), share(sum(times), len(times)), p90, still_open, sum(i.reopened for i in closed))]


def backlog_age(a: Activity) -> Lines:
    ages = sorted((a.as_of - i.us) // 1_000_000 for i in items(a) if i.closed_us is None)
    return [(quantile(ages, Fraction(1, 2)), len(ages), quantile(ages, Fraction(9, 10)), max(ages, default=None))]


def closed_share(a: Activity) -> Lines:
    since = start_of(a.first)
    closed = sum(i.closed_since(since) for i in items(a))
    stock = closed + sum(i.closed_us is None for i in items(a))
    return [(share(closed, stock), closed, stock, sum(i.us >= since for i in items(a)))]


AGAIN: dict[str, Callable[[Activity], Lines]] = {
    "absence-factor": absence_factor,
    "active-days": active_days,
    "active-members": active_members,
    "activity-by-hour": activity_by_hour,
    "attendances": attendances,
    "average-order-value": average_order_value,
    "backlog-age": backlog_age,
    "burstiness": burstiness,
    "buyers": buyers,
    "churn-rate": churn_rate,
    "closed-share": closed_share,
    "content-yield": content_yield,
    "contribution-types": contribution_types,
    "conversion-ladder": conversion_ladder,
    "conversion-rate": conversion_rate,
    "csat": csat,
    "dau": dau,
    "elephant-factor": elephant_factor,
    "first-response-time": first_response_time,
    "joins": joins,
    "leave-rate": leave_rate,
    "lifetime-value": lifetime_value,
    "mau": trailing(28),
    "member-generated-share": member_generated_share,
    "member-growth": member_growth,
    "member-lifecycle": member_lifecycle,
    "members": members,
    "messages-per-member": messages_per_member,
    "net-growth": net_growth,
    "new-contributors": new_contributors,
    "new-members": new_members,
    "nps": nps,
    "orbit-gravity": orbit_gravity,
    "orbit-levels": orbit_levels,
    "participation-curve": participation_curve,
    "participation-gini": participation_gini,
    "participation-gini-all": participation_gini_all,
    "participation-levels": participation_levels,
    "participation-rate": participation_rate,
    "quick-ratio": quick_ratio,
    "repeat-attendance-rate": repeat_attendance_rate,
    "repeat-purchases": repeat_purchases,
    "repurchase-rate": repurchase_rate,
    "response-times": response_times,
    "resurrected-members": resurrected_members,
    "retention": retention,
    "retention-cohorts": retention_cohorts,
    "retention-curve": retention_curve,
    "retention-unbounded": retention_unbounded,
    "revenue": revenue,
    "revenue-per-member": revenue_per_member,
    "show-up-rate": show_up_rate,
    "sla-attainment": sla_attainment,
    "stickiness": stickiness,
    "stickiness-over-time": stickiness_over_time,
    "survey-answers": survey_answers,
    "time-to-close": time_to_close,
    "top-share": top_share,
    "unanswered-rate": unanswered_rate,
    "wau": trailing(7),
    "weekly-stickiness": weekly_stickiness,
}

# --- random communities -----------------------------------------------------------------------------------------------
MINUTES = st.one_of(st.sampled_from([0, 1, 59, 60, 719, 1319, 1320, 1379, 1380, 1439]), st.integers(0, 1439))
MEMBERS = st.sampled_from(["A", "B", "C", "D", "A", "B", "E", STAFF, TEST_USER, BOT, None])
KINDS = st.sampled_from(
    [
        "message",
        "message",
        "message",
        "reply",
        "reply",
        "reply",
        "reaction",
        "reaction",
        "join",
        "leave",
        "attend",
        "register",
        "answer",
        "answer",
        "purchase",
        "purchase",
        "refund",
        "close",
        "close",
        "reopen",
    ]
)
DRAWN = st.tuples(st.integers(0, 85), MINUTES, MEMBERS, KINDS, st.integers(0, 5), st.booleans())


def rows_from(drawn: list[tuple[int, int, str | None, str, int, bool]]) -> list[Row]:
    """Replies go to one of the few messages before them; the flag makes a join one of a channel, a reaction undated."""
    rows: list[Row] = []
    for number, (day, minute, member, kind, back, flag) in enumerate(sorted(drawn, key=lambda d: (d[0], d[1]))):
        at = BEGIN + timedelta(days=day, minutes=minute)
        asked_before = [row[0] for row in rows if row[2] == "message"]
        item = asked_before[-1 - back % len(asked_before)] if asked_before else None
        thread = (
            item
            if kind in ("reply", "close", "reopen")
            else f"m{back}"
            if kind in ("attend", "register") and back < 3
            else None
        )
        undated = ("reaction", "attend")
        tags = {
            "join": "channel",
            "leave": ("channel", "removed")[back % 2],
            "message": f"edited {('file', 'issue', 'ticket')[back % 3]}",
            "close": "undated" if back == 0 else None,
            **dict.fromkeys(undated, "undated"),
        }.get(kind)
        reply_to = item if kind == "reaction" else None
        tags = ("nps", "nps-zh", "csat", "csatx")[back % 4] if kind == "answer" else tags
        us = int(at.timestamp()) * 1_000_000
        bot = True if member == BOT else None if member == "E" else False
        rows.append(
            (
                f"e{number}",
                "x",
                kind,
                us,
                member,
                bot,
                "c",
                thread,
                reply_to,
                minute % 11 if kind not in PAID or minute % 11 < 10 else None,
                tags if flag or kind == "answer" else None,
            )
        )
    return rows


ROWS = st.lists(DRAWN, min_size=1, max_size=60).map(rows_from)
MANY = st.lists(DRAWN, min_size=25, max_size=60).map(rows_from)
"""So many that a few examples can show what is wrong."""


def seldom(seed: int) -> list[Row]:
    """People who come about twice, at any time: left to itself hypothesis has them all come early."""
    chance = random.Random(seed)  # noqa: S311 - the same people each time
    came = [(chance.randrange(69), chance.randrange(60)) for _ in range(120)]
    at = [int((BEGIN + timedelta(days=day)).timestamp()) * 1_000_000 for day, _ in came]
    return [(f"e{n}", "x", "message", at[n], f"M{m}", False, "c", None, None, 1, None) for n, (_, m) in enumerate(came)]


def measured(rows: list[Row], window: Window = WINDOW, zone: str = "Europe/Berlin") -> dict[str, measure.Measured]:
    session = measure.prepare(connect(rows), zone, EXCLUSIONS, employers=EMPLOYERS)
    return {
        name: measure.compute(session, metric, window, PARAMETERS.get(name, {})) for name, metric in CATALOGUE.items()
    }


def lines_of(found: dict[str, measure.Measured]) -> dict[str, Lines]:
    return {name: list(one.rows) for name, one in found.items()}


def counts_alike(rows: list[Row]) -> None:
    found, seen = lines_of(measured(rows)), activity(rows)
    again = {name: count(seen) if seen else [] for name, count in AGAIN.items()}
    assert found == again


@settings(max_examples=10, deadline=None)
@given(ROWS)
def test_a_metric_says_what_counting_the_events_says(rows: list[Row]) -> None:
    counts_alike(rows)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_a_metric_says_it_of_many_more(rows: list[Row]) -> None:
    counts_alike(rows)


BY_BOTS = ["message", "reply", "reaction", "join", "leave", "register", "attend", "purchase"]


@settings(max_examples=5, deadline=None)
@given(MANY, st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(rows: list[Row], chance: object) -> None:
    shuffled = list(rows)
    getattr(chance, "shuffle")(shuffled)  # noqa: B009 - hypothesis hands out a Random without saying so
    assert lines_of(measured(shuffled)) == lines_of(measured(rows))


@settings(max_examples=5, deadline=None)
@given(MANY, st.lists(st.tuples(st.integers(0, 40), st.sampled_from(BY_BOTS)), min_size=1, max_size=6))
def test_a_bot_changes_nothing(rows: list[Row], does: list[tuple[int, str]]) -> None:
    """Whatever it does, in the time that the others are seen in."""
    bots: list[Row] = []
    for n, (number, kind) in enumerate(does):
        at, thread = rows[number % len(rows)][3], rows[0][0] if kind == "reply" else None
        to = rows[0][0] if kind == "reaction" else None
        bots.append((f"bot{n}", "x", kind, at, "robot", True, "c", thread, to, 1, None))
    assert lines_of(measured([*bots, *rows])) == lines_of(measured(rows))


@settings(max_examples=5, deadline=None)
@given(MANY, st.lists(st.sampled_from("xyz"), min_size=1, max_size=7))
def test_it_does_not_matter_which_export_told_an_event(rows: list[Row], sources: list[str]) -> None:
    """Only a survey is told apart by where its answers come from."""
    parted = [
        row if row[2] == "answer" else (row[0], sources[n % len(sources)], *row[2:]) for n, row in enumerate(rows)
    ]
    assert lines_of(measured(parted)) == lines_of(measured(rows))


@settings(max_examples=5, deadline=None)
@given(MANY, st.integers(1, 11).flatmap(lambda hours: st.sampled_from([hours, -hours])))
def test_the_same_days_elsewhere_give_the_same(rows: list[Row], east: int) -> None:
    """What happened at the same local time of another fixed zone; spans of time do not change either."""
    moved = [(*row[:3], row[3] - east * 3_600_000_000, *row[4:]) for row in rows]
    assert lines_of(measured(moved, zone=f"Etc/GMT{-east:+d}")) == lines_of(measured(rows, zone="Etc/GMT+0"))


@settings(max_examples=5, deadline=None)
@given(MANY, MANY)
def test_later_events_do_not_change_a_window_that_was_seen_whole(rows: list[Row], more: list[Row]) -> None:
    window = Window(date(2026, 3, 10), date(2026, 4, 10))
    until = start_of(date(2026, 4, 12))
    late: list[Row] = [("late", "x", "message", until, "A", False, "c", None, None, 1, None)]
    late += [(f"l{row[0]}", *row[1:3], row[3] - EPOCH_US + until, *row[4:7], rows[0][0], *row[8:]) for row in more]
    seen = [row for row in rows if row[3] < until] + late[:1]
    assert lines_of(measured([*seen, *late[1:]], window)) == lines_of(measured(seen, window))


@settings(max_examples=5, deadline=None)
@given(MANY)
def test_figures_keep_their_order(rows: list[Row]) -> None:
    found = measured(rows)
    wrong = [line for line in found["active-members"].rows if not line[1] <= line[2] <= line[3]]  # type: ignore[operator]
    assert wrong == []
    curve = found["participation-curve"].rows
    assert [line[4:] for line in curve[-1:]] == [(1.0, 1.0)] * bool(curve)
    shares = [m.value for name, m in found.items() if CATALOGUE[name].unit == "share" and m.value is not None]
    assert [value for value in shares if not 0 <= value <= 1] == []
    shown = [m for name, m in found.items() if CATALOGUE[name].unit == "share"]
    intervals = [(m.interval, m.value) for m in shown if m.interval is not None and m.value is not None]
    assert [(i, v) for i, v in intervals if not 0 <= i[0] <= v <= i[1] <= 1] == []


@settings(max_examples=5, deadline=None)
@given(MANY)
def test_parts_add_up_to_the_whole(rows: list[Row]) -> None:
    found = measured(rows)
    for name in ("participation-levels", "orbit-levels"):
        shares = [line[-1] for line in found[name].rows]
        assert sum(shares) == pytest.approx(1.0 if shares else 0.0)  # type: ignore[arg-type]
    months = [line[1:5] for line in found["member-lifecycle"].rows]
    assert [(active, new + back + again) for active, new, back, again in months] == [(m[0], m[0]) for m in months]  # type: ignore[operator]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6).map(seldom), st.integers(1, 14))
def test_unbounded_retention_is_never_below_the_bracketed_form(rows: list[Row], day: int) -> None:
    session = measure.prepare(connect(rows), "Europe/Berlin", EXCLUSIONS)
    bracketed = measure.compute(session, CATALOGUE["retention"], WINDOW, {"day": day, "width": 1})
    unbounded = measure.compute(session, CATALOGUE["retention-unbounded"], WINDOW, {"day": day})
    assert bracketed.denominator == unbounded.denominator
    assert (bracketed.numerator or 0) <= (unbounded.numerator or 0)


@settings(max_examples=5, deadline=None)
@given(ROWS, st.integers(1, 14))
def test_retention_on_a_day_is_never_above_retention_from_that_day_on(rows: list[Row], day: int) -> None:
    session = measure.prepare(connect(rows), "Europe/Berlin", EXCLUSIONS)
    found = measure.compute(session, CATALOGUE["retention"], WINDOW, {"day": day})
    seen = activity(rows)
    firsts = seen.first_days() if seen else {}
    active = seen.member_days(date.min, seen.end) if seen else set()
    cohort = {m: began + timedelta(days=day) for m, began in firsts.items()}
    ever = sum(
        any(member == m and d >= from_day for m, d in active)
        for member, from_day in cohort.items()
        if seen and seen.first <= from_day < seen.end
    )
    assert (found.numerator or 0) <= ever
