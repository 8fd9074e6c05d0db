"""A date in the calendar that cannot be kept as planned.

Live entries (event, meeting, workshop, consultation) collide when their times overlap and they need the same thing:

- the same host (`host`, else `owner`): the one person behind both, so two entries of a role with two holders do not
  collide;
- the same `venue`, unless it is no place, such as "online";
- the same audience: two invitations for one hour take people from each other.

An entry of more than 24 hours is a span rather than a sitting: its host and audience do other things too, only its
venue is taken. Besides, an entry in a freeze of the plan is found, whatever its kind, because the plan says that nothing
is published or held in it, and a live entry on a public holiday of the plan's country (`plan.holidays`), unless
`on_holidays: intended` says that it is meant so. One finding for each pair of entries, with its first date.

Source: double booking as event planning knows it; PMBOK, resource calendars; holidays and freeze windows of editorial
calendars.

Bad::

    content:
      calendar:
        - {id: sync, kind: meeting, start: 2027-03-02T18:00, duration: PT1H30M, rrule: FREQ=WEEKLY, owner: lead}
        - {id: clinic, kind: workshop, start: 2027-03-09T19:00, duration: PT1H, host: lead, owner: lead}

Good::

    content:
      calendar:
        - {id: sync, kind: meeting, start: 2027-03-02T18:00, duration: PT1H30M, rrule: FREQ=WEEKLY, owner: lead}
        - {id: clinic, kind: workshop, start: 2027-03-09T19:30, duration: PT1H, host: lead, owner: lead}

---

日历中的安排互相冲突，无法照计划进行。

现场类条目（event、meeting、workshop、consultation）时间重叠且需要同一样东西时，即为冲突：

- 同一主持人（`host`，未写则为 `owner`）：指两者背后是同一个人；由两人担任的角色可分头主持，不算冲突；
- 同一场地 `venue`（“线上”之类不算场地）；
- 同一受众：同一小时的两个邀请会互相抢人。

超过 24 小时的条目是一段时期而不是一场活动：主持人和受众期间还会做别的事，只有场地被占用。此外，凡落在方案静默期内的条目，
不论类别都会列出，因为方案写明该期间不发布、不举办；落在方案所属国家（`plan.holidays`）公共假日的现场类条目也会列出，
除非用 `on_holidays: intended` 写明本意如此。每对条目只报一次，写明首个日期。

来源：活动策划中的重复预订；PMBOK 资源日历；编辑日历中的假日与静默期。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from commplan.finding import NotApplicable, Outcome, Place, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import LIVE_KINDS, Entry
from commplan.rule import rule
from commplan.rules.content import place_of
from commplan.schedule import recurrence
from commplan.schedule.recurrence import Occurrence
from commplan.words import Words, listed, quote, say

SITTING = timedelta(hours=24)
Needs = tuple[tuple[str, str], ...]
NOTHING = say("", "")


@rule("C103", part="content", kind="T", severity="warning")
def calendar_collision(plan: Plan) -> Iterator[Outcome]:
    entries = [e for e in plan.content.calendar if e.status != "cancelled" and e.start]
    if not entries:
        yield NotApplicable(say("the calendar has no entry with a date", "日历没有带日期的条目"))
        return
    if recurrence.period(plan) is None:
        yield Unknown(
            plan.plan.at("period"),
            say(
                "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
                "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
            ),
        )
        return
    live = [o for o in recurrence.occurrences(plan) if o.entry.kind in LIVE_KINDS and not _called_off(o)]
    yield from _double_booked(plan, [o for o in live if o.start])
    yield from _on_holidays(plan, live)
    yield from _in_freezes(plan)


def _called_off(o: Occurrence) -> bool:
    return any(done.date == o.day and done.status == "cancelled" for done in o.entry.outcomes)


# -- two at once --


def _double_booked(plan: Plan, live: list[Occurrence]) -> Iterator[Outcome]:
    order = {id(e): i for i, e in enumerate(plan.content.calendar)}
    shared: dict[tuple[int, int], list[Words]] = {}
    found: dict[tuple[int, int], list[tuple[Occurrence, Occurrence]]] = {}
    endless: dict[int, tuple[Entry, Entry]] = {}
    open_: dict[tuple[str, str], list[Occurrence]] = {}
    entries = {id(o.entry): o.entry for o in live}
    needs = {key: _needs(plan, entry) for key, entry in entries.items()}
    for o in sorted(live, key=lambda o: (o.start is None, o.start, order[id(o.entry)])):
        for other in _running(open_, needs[id(o.entry)], o):
            first, second = sorted((other, o), key=lambda x: order[id(x.entry)])
            pair = (order[id(first.entry)], order[id(second.entry)])
            if pair[0] == pair[1]:
                continue
            if pair not in shared:
                shared[pair] = _shared(first.entry, needs[id(first.entry)], needs[id(second.entry)])
            if shared[pair] and _overlap(other, o):
                found.setdefault(pair, []).append((first, second))
            elif shared[pair] and other.entry.duration is None:
                endless.setdefault(id(other.entry), (other.entry, o.entry))
    for pair, both in sorted(found.items()):
        yield _collision(plan, both, shared[pair])
    for entry, follower in endless.values():
        missing = say(
            "how long {e} takes (`duration`), as {o} follows on the same day",
            "{e} 的时长（`duration`），因为同一天之后还有 {o}",
            e=quote(entry.id),
            o=quote(follower.id),
        )
        yield Unknown(entry.at("duration"), missing)


def _running(open_: dict[tuple[str, str], list[Occurrence]], needs: Needs, o: Occurrence) -> list[Occurrence]:
    """What may still run when this begins and needs something that it needs too; then this joins it."""
    found: dict[int, Occurrence] = {}
    for need in needs:
        still = [other for other in open_[need] if _may_run(other, o)] if need in open_ else []
        for other in still:
            found[id(other)] = other
        still.append(o)
        open_[need] = still
    return list(found.values())


def _needs(plan: Plan, entry: Entry) -> Needs:
    """What only one can have at a time, each as a kind and a name: of these alone can two things be in each other's way."""
    venue = place_of(entry)
    found = [("venue", venue)] if venue else []
    if _sitting(entry):
        people = _behind(plan, entry.host or entry.owner)
        found += [("host", person) for person in people if len(people) == 1]
        found += [("audience", name) for name in dict.fromkeys(entry.audiences) if name in plan.objects]
    return tuple(found)


def _may_run(earlier: Occurrence, later: Occurrence) -> bool:
    """Whether the earlier one still runs when the later begins, or nobody can say, on the same day."""
    if earlier.entry.duration is None:
        return earlier.day == later.day
    return _overlap(earlier, later)


def _overlap(earlier: Occurrence, later: Occurrence) -> bool:
    """Whether they are sure to overlap; sorted by start, both with one."""
    if earlier.start is None or earlier.end is None or later.start is None:
        return False
    return later.start < earlier.end or later.start == earlier.start


def _shared(one: Entry, needs: Needs, others: Needs) -> list[Words]:
    """What both need, in words: the one that comes first in the plan says it."""
    both = [need for need in needs if need in others]
    found = [say("host ({p})", "主持人（{p}）", p=name) for kind, name in both if kind == "host"]
    if any(kind == "venue" for kind, _ in both):
        found.append(say("venue ({v})", "场地（{v}）", v=quote(one.venue)))
    if named := [name for kind, name in both if kind == "audience"]:
        found.append(say("audience ({a})", "受众（{a}）", a=listed(named)))
    return found


def _behind(plan: Plan, who: str | None) -> set[str]:
    return {person.id for person in plan.people(who)} if who else set()


def _sitting(entry: Entry) -> bool:
    return entry.duration is None or entry.duration.days <= SITTING.days


def _collision(plan: Plan, both: list[tuple[Occurrence, Occurrence]], shared: list[Words]) -> Problem:
    first, second = both[0]
    more = len(both) - 1
    name = second.entry.timezone or plan.plan.timezone
    tz = recurrence.zone(name)
    words = say(
        "{x} {a} and {y} {b} on {day} ({z}) need the same {s}{m}",
        "{day}（{z}），{x} {a} 与 {y} {b} 需要同一{t}{k}",
        x=quote(first.entry.id),
        y=quote(second.entry.id),
        a=_clock(first, tz),
        b=_clock(second, tz),
        day=f"{max(_local(o.start, tz) for o in (first, second) if o.start):%Y-%m-%d}",
        z=name if tz else "UTC",
        s=" and ".join(filter(None, (", ".join(w.en for w in shared[:-1]), shared[-1].en))),
        t="、".join(w.zh for w in shared),
        m=f", and on {more} more {'days' if more > 1 else 'day'}" if more else "",
        k=f"，另有 {more} 次" if more else "",
    )
    hint = say("move one of them, or give it another host, room or day", "请调整其中一项的时间，或更换主持人、场地")
    return Problem(
        second.entry.at("start"), words, hint, (Related(first.entry.at("start"), say("the other one", "另一项")),)
    )


def _local(moment: datetime, tz: tzinfo | None) -> datetime:
    try:
        return moment.astimezone(tz or UTC)
    except OverflowError:
        return moment


def _clock(o: Occurrence, tz: tzinfo | None) -> str:
    """18:00-19:30, or 18:00 when nobody knows how long it takes."""
    shown = [f"{_local(moment, tz):%H:%M}" for moment in (o.start, o.end) if moment]
    return "-".join(shown if o.entry.duration else shown[:1])


# -- days on which nothing is held --


def _on_holidays(plan: Plan, live: list[Occurrence]) -> Iterator[Outcome]:
    if not plan.plan.holidays:
        return
    # a holiday inside a freeze is said once, with the freeze
    asked = [o for o in live if o.entry.on_holidays == "avoid" and recurrence.frozen(plan, o.day) is None]
    if asked and not recurrence.holidays_known(plan):
        missing = say("the public holidays of {c}", "{c} 的公共假日", c=quote(plan.plan.holidays))
        yield Unknown(plan.plan.at("holidays"), missing)
        return
    english = recurrence.free_days(plan, {o.day for o in asked}, "en")
    chinese = recurrence.free_days(plan, english, "zh")

    def why(day: date) -> Words | None:
        if day not in english:
            return None
        return say("public holiday ({n})", "公共假日（{n}）", n=Words(english[day], chinese.get(day, english[day])))

    place = Related(plan.plan.at("holidays"), say("these holidays apply", "适用这里的公共假日"))
    yield from _misplaced(asked, why, lambda _: place)


def _in_freezes(plan: Plan) -> Iterator[Problem]:
    freezes = [f for f in plan.plan.freezes if f.start and f.end]

    def why(day: date) -> Words | None:
        reason = recurrence.frozen(plan, day)
        if reason is None:
            return None
        return say("freeze ({r})", "静默期（{r}）", r=quote(reason)) if reason else say("freeze", "静默期")

    def where(day: date) -> Related:
        freeze = next(f for f in freezes if f.start and f.end and f.start <= day <= f.end)
        words = say(
            "from {a} to {b} nothing is published or held", "{a} 至 {b} 不发布、不举办", a=freeze.start, b=freeze.end
        )
        return Related(freeze.at("start"), words)

    asked = [o for o in recurrence.occurrences(plan) if o.entry.on_holidays == "avoid" and not _called_off(o)]
    yield from _misplaced(asked if freezes else [], why, where)


def _misplaced(
    asked: list[Occurrence], why: Callable[[date], Words | None], where: Callable[[date], Related]
) -> Iterator[Problem]:
    """One finding for each entry that lies on such a day, naming the first of them."""
    days: dict[int, list[date]] = {}
    entries = {id(o.entry): o.entry for o in asked}
    reasons = {day: why(day) for day in sorted({o.day for o in asked})}
    for o in asked:
        if reasons[o.day] is not None:
            days.setdefault(id(o.entry), []).append(o.day)
    for key, hit in days.items():
        entry, more = entries[key], len(hit) - 1
        words = say(
            "{e} is planned for {d}, a {r}{m}",
            "{e} 安排在 {d}，{r}{k}",
            e=quote(entry.id),
            d=hit[0],
            r=reasons[hit[0]],
            m=f", and for {more} more such {'days' if more > 1 else 'day'}" if more else "",
            k=f"，另有 {more} 天也是如此" if more else "",
        )
        yield Problem(_place(entry), words, _remedy(entry), (where(hit[0]),))


def _place(entry: Entry) -> Place:
    return entry.at("rrule") if entry.rrule else entry.at("start")


def _remedy(entry: Entry) -> Words:
    if entry.rrule:
        return say(
            "leave out such days with `except_dates`, or write `on_holidays: intended`",
            "用 `except_dates` 去掉这样的日子，或写明 `on_holidays: intended`",
        )
    return say("move it, or write `on_holidays: intended`", "请改期，或写明 `on_holidays: intended`")
