"""Cases for the rule that holds the triggers of risks against what really happened."""

from datetime import date

from happened import Case

# by the month of the plan the people who wrote in its last seven days: one in November, two in December, one in January
MONTHS = """
time              member kind
2026-10-31T09:00  A      message
2026-11-28T09:00  A      message
2026-12-27T09:00  A      message
2026-12-31T09:00  B      message
2027-01-30T09:00  B      message
2027-02-03T09:00  A      message
"""
FEBRUARY = date(2027, 2, 3)


def risk(trigger: str, more: str = "", plan: str = "", happened: str = MONTHS, untold: str = "") -> Case:
    text = f"plan: {{period: {{start: 2026-11-01}}}}\nrisks: {{register: [{{id: quiet{more}, trigger: {{{trigger}}}}}]}}\n{plan}"
    return Case(text, happened, frozenset({untold} if untold else ()), FEBRUARY)


FEWER = "metric: wau, below: 2"
ANSWERS = """
time              member kind    id thread times
2026-11-01T09:00  A      message q  -      1
2026-11-01T09:05  B      reply   -  q      1
2026-11-05T09:00  B      message -  -      {n}
2027-02-03T09:00  A      message -  -      1
"""
# three in the days of February that are seen, none before
JOINS = """
time              member kind
2026-10-31T09:00  A      message
2027-02-01T09:00  B      join
2027-02-02T09:00  C      join
2027-02-02T09:05  D      join
2027-02-03T09:00  A      message
"""
RISKS = {
    "R130": {
        "never reviewed": risk(FEWER),
        "reviewed between the two": risk(FEWER, ", reviewed: 2026-12-01"),
        "reviewed on the last day of the second": risk(FEWER, ", reviewed: 2027-01-31"),
        "reviewed the day after": risk(FEWER, ", reviewed: 2027-02-01"),
        "it has happened": risk(FEWER, ", status: materialised"),
        "a closed risk": risk(FEWER, ", status: closed"),
        "the value itself is not past it": risk("metric: wau, below: 1"),
        "above": risk("metric: wau, above: 1"),
        "a trigger in words": risk("sign: It is quiet."),
        "a metric read by hand": risk(
            "metric: mood, below: 2", plan="evaluation: {metrics: [{id: mood, definition: x}]}"
        ),
        "as often as the plan is evaluated": risk(FEWER, plan="evaluation: {cadence: P3M}"),
        "as an objective counts it": risk(
            FEWER, plan="goals: {objectives: [{id: o, metric: wau, window: P2M}]}\nevaluation: {cadence: P1Y}"
        ),
        "no whole period yet": risk(FEWER, plan="evaluation: {cadence: P1Y}"),
        "a count that is past the limit before its month is over": risk("metric: joins, above: 2", happened=JOINS),
        "a count that is not": risk("metric: joins, above: 3", happened=JOINS),
        "one that may yet become less": risk("metric: net-growth, above: 2", happened=JOINS),
        "one that may yet become more": risk("metric: joins, below: 4", happened=JOINS),
        "a share of four cases": risk("metric: unanswered-rate, above: 0.5", happened=ANSWERS.format(n=3)),
        "a share of five cases": risk("metric: unanswered-rate, above: 0.5", happened=ANSWERS.format(n=4)),
        "an export without conversations": risk("metric: unanswered-rate, above: 0.5", untold="threads"),
        "the calendar": risk(
            "metric: calendar-execution, below: 0.5",
            plan=(
                "content: {channels: [{id: hall, handle: hall}], calendar: [{id: post, start: 2026-11-02, rrule: FREQ=WEEKLY;COUNT=4, "
                "channels: [hall], owner: member-a}]}"
            ),
            happened=MONTHS.replace("kind\n", "kind    channel\n").replace("message\n", "message hall\n"),
        ),
    }
}
