"""Cases for the rules that hold the organisation against what really happened."""

from happened import Case

HOST = "structure: {people: [{id: member-b%s, handles: [{source: chat, id: B}]}], roles: [{id: host%s, holders: [%s]}]}"
LONG = "plan: {period: {start: 2026-06-01}}\n"


def host(
    day: str, holder: str = "member-b", person: str = "", role: str = "", start: str = LONG, kind: str = "message"
) -> Case:
    return Case(
        start + HOST % (person, role, holder),
        f"""
        time              member kind
        {day}T09:00  B      {kind}
        2027-01-15T09:00  A      message
        """,
    )


def named(text: str, case: Case) -> Case:
    return Case(case.plan, case.happened.replace(" B ", f" {text} "))


STRUCTURE = {
    "S130": {
        "silent for 28 days": host("2026-12-18"),
        "silent for 29 days": host("2026-12-17"),
        "a reaction is a trace": host("2026-12-17", kind="reaction"),
        "29 days, and the plan allows 29": Case(
            host("2026-12-17").plan + "\nevaluation: {active: {inactive_after_days: 29}}", host("2026-12-17").happened
        ),
        "a trace older than the plan": host("2026-12-17", start=""),
        "29 days, one of them on leave": host("2026-12-17", person=", leave: [{start: 2026-12-20, end: 2026-12-20}]"),
        "30 days, one of them on leave": host("2026-12-16", person=", leave: [{start: 2026-12-20, end: 2026-12-20}]"),
        "28 days in the role": host("2026-10-01", "{person: member-b, start: 2026-12-18}"),
        "29 days in the role": host("2026-10-01", "{person: member-b, start: 2026-12-17}"),
        "a term that is over": host("2026-10-01", "{person: member-b, end: 2027-01-14}"),
        "alumni": host("2026-10-01", person=", status: alumni"),
        "a role that is retired": host("2026-10-01", role=", status: retired"),
        "an account that the activity does not know": named("X", host("2026-10-01")),
        "several without an account": Case(
            "structure: {people: [{id: b}, {id: c}], roles: [{id: host, holders: [b, c]}, {id: helper, holders: [b]}]}",
            host("2026-12-17").happened,
        ),
    },
}
