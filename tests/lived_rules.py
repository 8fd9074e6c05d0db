"""Cases for the rules that hold shifts and promises against what really happened. The plan's zone is Europe/Berlin."""

from happened import Case

# 100 acts: 45 on Monday at 21:00 and so many in the night to Thursday, which are the peak; the rest by day
ACTS = """
time              member kind    times
2027-01-11T21:10  B      message 45
2027-01-12T10:30  B      message 20
2027-01-13T10:30  B      message {day}
2027-01-14T03:10  C      message {night}
2027-01-14T12:00  A      message 1
"""


PEAK = ACTS.format(day=9, night=25)


def shift(days: str, opens: str, closes: str, zone: str = "", happened: str = PEAK) -> Case:
    zone = f", timezone: {zone}" if zone else ""
    return Case(
        f"rules: {{shifts: [{{who: lead, days: [{days}], opens: '{opens}', closes: '{closes}'{zone}}}]}}", happened
    )


def moderator(zone: str, happened: str = PEAK) -> Case:
    return Case(
        f"structure: {{people: [{{id: mod, timezone: {zone}}}]}}\nrules: {{moderation: {{moderators: [{{who: mod}}]}}}}",
        happened,
    )


def answered(count: int, of: int, hours: int = 1, start: str = "2027-01-04T10:00") -> str:
    """So many questions, a quarter of an hour apart, of which the first are answered after some hours; then silence."""
    lines = ["time member kind id thread"]
    day, clock = start.split("T")
    first = int(clock[:2]) * 60 + int(clock[3:])
    for n in range(of):
        at = first + 15 * n
        lines.append(f"{day}T{at // 60:02d}:{at % 60:02d} B message q{n} -")
        if n < count:
            late = at + 60 * hours
            lines.append(
                f"{day[:8]}{int(day[8:]) + late // 1440:02d}T{late // 60 % 24:02d}:{late % 60:02d} A reply - q{n}"
            )
    return "\n".join([*lines, "2027-01-14T12:00 A message end -", "2027-01-14T12:01 C reply - end"])


def promise(happened: str, more: str = "", target: str = "PT4H", untold: str = "", plan: str = "") -> Case:
    return Case(
        f"rules: {{service_levels: [{{id: reply, kind: first-reply, target: {target}{more}}}]}}\n{plan}",
        happened,
        frozenset({untold} if untold else ()),
    )


DAY = ", hours: [{opens: '09:00', closes: '18:00'}]"
RULES = {
    "M130": {
        "a quarter is not watched": shift("MO", "21:00", "22:00"),
        "more than a quarter is not watched": shift("MO", "21:00", "22:00", happened=ACTS.format(day=8, night=26)),
        "an hour is watched in part": shift("MO", "21:50", "22:00"),
        "nobody is there on Monday evening": shift("TU, WE, TH", "00:00", "24:00"),
        "the same shift in New York": shift("MO", "15:00", "16:00", "America/New_York"),
        "New York is asleep": shift("MO", "21:00", "22:00", "America/New_York"),
        "a moderator who is awake": moderator("Europe/Berlin"),
        "a moderator who is asleep": moderator("Asia/Shanghai"),
        "99 acts": shift("TU", "09:00", "18:00", happened=ACTS.format(day=8, night=25)),
        "nobody watches by the plan": Case("", PEAK),
        "an export that does not tell what was written": Case(
            shift("TU", "09:00", "18:00").plan, PEAK, frozenset({"messages"})
        ),
    },
    "M131": {
        "20 of 20 in an hour": promise(answered(20, 20)),
        "19 of 20, all are promised": promise(answered(19, 20)),
        "15 of 20, all are promised": promise(answered(15, 20)),
        "15 of 20, 80% are promised, which may be chance": promise(answered(15, 20), ", share: 0.8"),
        "8 of 20, 80% are promised": promise(answered(8, 20), ", share: 0.8"),
        "0 of 10": promise(answered(0, 10)),
        "0 of 9": promise(answered(0, 9)),
        "answered after five hours": promise(answered(20, 20, 5)),
        "answered after four hours": promise(answered(20, 20, 4)),
        # asked on Friday from 15:00 to 17:45, answered on Saturday: the last eight within two hours of the clock
        "hours in which the clock runs": promise(answered(12, 12, 20, "2027-01-08T15:00"), DAY, "PT2H"),
        "asked at night, answered after ten hours": promise(answered(12, 12, 10, "2027-01-05T00:00"), DAY, "PT2H"),
        "the same by day and night": promise(answered(12, 12, 10, "2027-01-05T00:00"), "", "PT2H"),
        "a promise of an acknowledgement": Case(
            "rules: {service_levels: [{id: ack, kind: acknowledgement, target: PT4H}]}", answered(0, 20)
        ),
        "a channel that the activity does not know": promise(
            answered(0, 20), ", channels: [mail]", plan="content: {channels: [{id: mail}]}"
        ),
        "an export without conversations": promise(answered(0, 20), untold="threads"),
    },
}
