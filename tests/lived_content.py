"""Cases for the rules that hold the calendar against what really happened."""

from happened import Case

HALL = "plan: {period: {start: 2026-12-01}}\ncontent: {channels: [{id: hall, handle: hall}, {id: mail, name: Mail}], calendar: ["


def wrote(*days: str, channel: str = "hall") -> str:
    lines = [f"{day}T09:00 A message {channel}" for day in (*days, "2027-01-14")]
    return "\n".join(["time member kind channel", "2026-12-01T08:00 B message hall", *lines])


def weekly(
    *days: str, many: int = 4, more: str = "", kind: str = "post", where: str = "hall", who: str = "member-a"
) -> Case:
    """An entry on so many Wednesdays of December, and the days on which its owner wrote in the hall."""
    entry = f"{{id: weekly, kind: {kind}, start: 2026-12-02, rrule: FREQ=WEEKLY;COUNT={many}, channels: [{where}], owner: {who}{more}}}"
    return Case(HALL + entry + "]}", wrote(*days))


def done(*days: str, link: str = "") -> str:
    return ", outcomes: [" + ", ".join(f"{{date: {day}, status: done{link}}}" for day in days) + "]"


CONTENT = {
    "C131": {
        "4 of 4": weekly("2026-12-02", "2026-12-09", "2026-12-16", "2026-12-23"),
        "2 of 4, one of them late": weekly("2026-12-03", "2026-12-16"),
        "1 of 4": weekly("2026-12-16"),
        "1 of 4, late": weekly("2026-12-17"),
        "1 of 4, and one recorded": weekly("2026-12-16", more=done("2026-12-02")),
        "1 of 3, and one cancelled": weekly("2026-12-16", more=", outcomes: [{date: 2026-12-02, status: cancelled}]"),
        "0 of 2, which is too rarely to judge": weekly(many=2),
        "0 of 3": weekly(many=3),
        "an entry that is cancelled": weekly(more=", status: cancelled"),
        "a channel that the activity does not know": weekly(where="mail"),
        "two entries, nobody to look for": Case(
            weekly(who="member-x").plan[:-2]
            + ", {id: other, start: 2026-12-02, rrule: FREQ=DAILY;COUNT=3, channels: [hall]}]}",
            wrote(),
        ),
        "no calendar": Case("", wrote()),
    },
    "C132": {
        "held twice, without notes": weekly("2026-12-02", "2026-12-09", kind="meeting"),
        "held twice, one with a link": weekly(
            "2026-12-02", kind="consultation", more=done("2026-12-09", link=", link: wiki")
        ),
        "held twice, both with a link": weekly(
            kind="meeting", more=done("2026-12-02", "2026-12-09", link=", link: wiki")
        ),
        "held once, the address of notes": weekly("2026-12-02", kind="meeting", more=", notes: wiki.example/weekly"),
        "held once, the folder of recordings": weekly("2026-12-02", kind="meeting", more=", recording: talks/weekly"),
        "held once, notes in words": weekly("2026-12-02", kind="meeting", more=", notes: in the wiki"),
        "held twice, notes in words, one with a link": weekly(
            "2026-12-02", kind="meeting", more=", recording: archive" + done("2026-12-09", link=", link: wiki")
        ),
        "never held": weekly(kind="meeting"),
        "nobody can say whether it was held": weekly(kind="meeting", where="mail"),
        "nobody can say, but notes can be looked up": weekly(
            kind="meeting", where="mail", more=", notes: 'https://wiki.example'"
        ),
        "a post needs no notes": weekly("2026-12-02"),
        "a single meeting": Case(
            HALL + "{id: once, kind: meeting, start: 2026-12-02, channels: [hall], owner: member-a}]}",
            wrote("2026-12-02"),
        ),
    },
}
