"""Cases for the rules that hold goals against what really happened. The smallest plan's one person has the account A."""

from happened import Case


def stage(name: str, team: int, members: int) -> Case:
    return Case(
        f"goals: {{stage: {{name: {name}}}}}",
        f"""
        time              member kind    times
        2027-01-04T09:00  A      message {team}
        2027-01-04T10:00  B      reply   {members}
        """,
    )


MIXED = """
    time              member kind     bot times
    2026-12-31T23:59  B      message  no  200
    2027-01-01T00:00  A      message  no  60
    2027-01-04T10:00  R      message  yes 200
    2027-01-04T10:00  B      reaction no  200
    2027-01-15T23:59  B      reply    no  6
    2027-01-16T00:00  B      message  no  200
"""
SAID = stage("maturity", 60, 40)
GOALS = {
    "G130": {
        "inception, 40 of 100": stage("inception", 60, 40),
        "inception, 58 of 100, which may be chance": stage("inception", 42, 58),
        "inception, 61 of 100": stage("inception", 39, 61),
        "establishment, 87 of 200, which may be chance": stage("establishment", 113, 87),
        "establishment, 85 of 200": stage("establishment", 115, 85),
        "establishment, 188 of 200, which may be chance": stage("establishment", 12, 188),
        "establishment, 192 of 200": stage("establishment", 8, 192),
        "mitosis, 192 of 200": stage("mitosis", 8, 192),
        "maturity, 173 of 200, which may be chance": stage("maturity", 27, 173),
        "maturity, 170 of 200": stage("maturity", 30, 170),
        "maturity, 0 of 50": stage("maturity", 50, 0),
        "maturity, 0 of 49": stage("maturity", 49, 0),
        "bots, reactions and days outside of the plan do not count": Case("goals: {stage: {name: maturity}}", MIXED),
        "no stage": Case("", SAID.happened),
        "a team that the activity does not know": Case(SAID.plan, SAID.happened.replace(" A ", " X ")),
        "an export that does not tell what was written": Case(SAID.plan, SAID.happened, frozenset({"messages"})),
    },
}


def joined(*days: str, gone: int = 0) -> str:
    """Twenty members from before the plan, of whom so many leave in November, and one more on each of the days."""
    lines = [f"2026-10-{1 + n:02d}T09:00 old{n} join" for n in range(20)]
    lines += [f"2026-11-{2 + n:02d}T09:00 old{n} leave" for n in range(gone)]
    lines += [f"{day}T09:00 new{n} join" for n, day in enumerate(days)]
    # an export tells of leaving when somebody leaves; this one was never a member of the twenty
    lines += ["2026-09-01T09:00 x join", "2026-09-02T09:00 x leave", "2026-12-31T09:00 A message"]
    return "\n".join(["time member kind", *lines])


def growth(keys: str, happened: str, start: str = "2026-11-01", untold: str = "") -> Case:
    plan = (
        f"plan: {{period: {{start: {start}}}}}\ngoals: {{objectives: [{{id: grow, target: 99, growth: {{{keys}}}}}]}}"
    )
    return Case(plan, happened, frozenset({untold} if untold else ()))


MANY = [f"2026-11-{day:02d}" for day in range(1, 13)]
GOALS["G131"] = {
    # 61 days are 2.004 months: 8 a month are 16.03, of which a quarter less is 12.02, and two deviations less are 8.02
    "12 joined, 5.9 a month counted on": growth("joins_per_month: 5.9", joined(*MANY)),
    "8 joined, 8 a month counted on": growth("joins_per_month: 8", joined(*MANY[:8])),
    "9 joined, 8 a month counted on, which may be chance": growth("joins_per_month: 8", joined(*MANY[:9])),
    "12 joined, 20 a month counted on": growth("joins_per_month: 20", joined(*MANY)),
    "nobody joined": growth("joins_per_month: 3", joined()),
    "3 of 20 left, 5% counted on": growth("monthly_churn: 0.05", joined(gone=3)),
    "9 of 20 left, 5% counted on": growth("monthly_churn: 0.05", joined(gone=9)),
    "all left": growth("monthly_churn: 0.05", joined(gone=20)),
    "both": growth("joins_per_month: 20, monthly_churn: 0.05", joined(gone=9)),
    "less than four weeks": growth("joins_per_month: 20", joined(), "2026-12-05"),
    "four weeks": growth("joins_per_month: 20", joined(), "2026-12-04"),
    "nobody was seen before": growth("monthly_churn: 0.05", joined(), "2026-09-01"),
    "an export that does not tell who joined": growth(
        "joins_per_month: 3, monthly_churn: 0.1", joined(), untold="joins"
    ),
    "an export that does not tell who left": growth(
        "joins_per_month: 3, monthly_churn: 0.1", joined(), untold="leaves"
    ),
    "no assumption": Case(
        "plan: {period: {start: 2026-11-01}}\ngoals: {objectives: [{id: grow, target: 99}]}", joined()
    ),
}
