"""A thousand different plans of 150 to 250 lines, the same each time; 84 of them hold one fault each.

Each plan has its own people, channels, calendar, money and risks, so that no two share a line number for the same thing;
the faults are of seven kinds that only a reader of the whole plan sees. Run: python benchmarks/corpus.py FOLDER [PLANS]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

PLANS, FAULTY = 1000, 84
TOPICS = (
    "maps",
    "bees",
    "lathes",
    "kites",
    "tea",
    "archives",
    "bridges",
    "herbs",
    "radios",
    "looms",
    "clocks",
    "boats",
)
ZONES = ("Europe/Berlin", "Asia/Shanghai", "America/Chicago", "Africa/Nairobi", "Pacific/Auckland")
DAYS = ("MO", "TU", "WE", "TH", "FR")
FIRST_DAYS = {"MO": 4, "TU": 5, "WE": 6, "TH": 7, "FR": 8}  # of January 2027


def _people(rng: random.Random, n: int) -> list[str]:
    lines = ["structure:", "  people:"]
    for i in range(n):
        letter = chr(ord("a") + i)
        lines += [
            f"    - id: member-{letter}",
            f"      name: Member {letter.upper()}",
            f"      affiliation: Organisation {i % 3 + 1}",
            f"      hours_per_week: {rng.choice((10, 12, 15, 20))}",
            "      languages: [en]",
        ]
    return lines


def _roles(n: int, audiences: list[str]) -> list[str]:
    holders = [f"member-{chr(ord('a') + i)}" for i in range(n)]
    return [
        "  roles:",
        f"    - {{id: lead, name: Community lead, critical: true, holders: [{holders[0]}], deputies: [{holders[1]}],",
        "       duties: [answers for the plan, decides what nobody else decides], selection: chosen by the members each year,",
        "       removal: on own wish or after two months without a sign}",
        f"    - {{id: moderator, name: Moderator, holders: [{holders[1]}, {holders[2]}], headcount: 2,",
        "       duties: [welcomes newcomers, keeps the rules], removal: after two months without a sign,",
        f"       represents: [{', '.join(audiences)}]}}",
        f"    - {{id: treasurer, name: Treasurer, holders: [{holders[-1]}], duties: [keeps the money]}}",
        f"    - {{id: host, name: Host, headcount: {len(holders) - 1}, holders: [{', '.join(holders[1:])}], duties: [hosts gatherings]}}",
        "  decisions:",
        "    - {id: change-rules, name: A change of the rules,",
        "       raci: {responsible: [moderator], accountable: [lead], informed: [treasurer]}, window: P7D}",
        "    - {id: spend-money, name: Spending above the plan, raci: {responsible: [treasurer], accountable: [lead]}}",
        "  escalation: [{to: moderator, within: P7D}, {to: lead, within: P14D}]",
    ]


def _goals(rng: random.Random, audiences: list[str]) -> list[str]:
    now = rng.randrange(20, 40)
    lines = ["goals:", f"  purpose: People who care about {rng.choice(TOPICS)} find each other.", "  audiences:"]
    for i, name in enumerate(audiences):
        lines += [
            f"    - id: {name}",
            f"      name: People of group {i + 1}",
            f"      size: {rng.randrange(200, 400)}",
            "      languages: [en]",
            f"      needs: [{rng.choice(('answers', 'a place to meet', 'news', 'a first task'))}]",
            f"      power: {rng.randrange(1, 4)}",
            f"      interest: {rng.randrange(3, 6)}",
        ]
    return [
        *lines,
        "  objectives:",
        "    - id: active",
        "      statement: More people take part each month.",
        "      spaces: engagement",
        "      metric: mau",
        f"      baseline: {{value: {now}, date: 2026-12-31}}",
        f"      target: {now + rng.randrange(2, 8)}",
        "      due: 2027-12-31",
        "      owner: lead",
        f"      audiences: [{', '.join(audiences[:20])}]",
        "    - {id: answered, statement: Hardly any question stays open., spaces: support, metric: unanswered-rate,",
        "       baseline: {value: 0.3, date: 2026-12-31}, target: 0.1, due: 2027-12-31, owner: moderator}",
    ]


def _rules(rng: random.Random) -> list[str]:
    return [
        "rules:",
        "  norms:",
        "    - {id: be-kind, statement: Criticise the work and never the person.}",
        "    - {id: no-insults, statement: No insults., prohibits: true, consequence: warning}",
        "    - {id: no-advertising, statement: No advertising., prohibits: true, consequence: reminder}",
        "  ladder:",
        "    - {id: reminder, kind: correction, scope: message, decided_by: moderator}",
        "    - {id: warning, kind: warning, scope: community, decided_by: moderator}",
        f"    - {{id: pause, kind: temporary-ban, duration: P{rng.choice((7, 14, 30))}D, scope: community, decided_by: moderator}}",
        "    - {id: ban, kind: permanent-ban, scope: community, decided_by: lead}",
        "  reporting:",
        "    intakes: [{id: report, contact: the form on our page, private: true, languages: [en], handled_by: [moderator]}]",
        "    acknowledge_within: P2D",
        "    decide_within: P14D",
        "    appeal: {to: treasurer, within: P14D, decided_within: P30D}",
        "  service_levels:",
        '    - {id: first-reply, kind: first-reply, target: PT8H, owner: moderator, hours: [{opens: "09:00", closes: "17:00"}]}',
        "  shifts:",
        '    - {who: [moderator], opens: "09:00", closes: "17:00"}',
        "  routines:",
        "    - id: daily-round",
        "      rrule: FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        f'      time: "{rng.randrange(9, 17):02}:30"',
        "      owner: moderator",
        "      effort_hours: 0.5",
        "  onboarding: {owner: moderator, steps: [{day: 0, action: A welcome}, {day: 7, action: A first task}]}",
    ]


def _content(
    rng: random.Random, audiences: list[str], channels: int, entries: int, hosts: list[str] | None = None
) -> list[str]:
    """`hosts` take the entries in turn, each at an hour of its own."""
    lines = ["content:", "  channels:"]
    everybody = ", ".join(audiences[:20])
    for i in range(channels):
        lines += [
            f"    - {{id: channel-{i + 1}, name: Channel {i + 1}, platform: {rng.choice(('slack', 'discord', 'discourse'))},",
            f"       audiences: [{everybody}], languages: [en], owner: moderator, backup: lead, two_way: true, capacity: 5000}}",
        ]
    lines.append("  calendar:")
    for i in range(entries):
        day, hour = rng.choice(DAYS), 8 + i // len(hosts or "1") % 12
        lines += [
            f"    - id: entry-{i + 1}",
            f"      title: Gathering number {i + 1} about {rng.choice(TOPICS)}",
            f"      kind: {rng.choice(('post', 'event', 'meeting'))}",
            f"      start: 2027-01-{FIRST_DAYS[day]:02}T{hour:02}:00",
            "      duration: PT45M",
            f"      rrule: FREQ=WEEKLY;INTERVAL={rng.choice((1, 2, 4))};BYDAY={day}",
            f"      channels: [channel-{i % channels + 1}]",
            f"      audiences: [{audiences[i % len(audiences)] if hosts else everybody}]",
            f"      objectives: [{('active', 'answered')[i % 2]}]",
            f"      owner: {hosts[i % len(hosts)] if hosts else rng.choice(('lead', 'moderator'))}",
            f"      effort_hours: {rng.choice((0.25, 0.5, 1))}",
        ]
    return lines


def _money_and_risks(rng: random.Random, entries: int, risks: int | None = None) -> list[str]:
    amounts = [rng.randrange(1, 20) * 50 for _ in range(3)]
    lines = [
        "resources:",
        f"  funding: [{{id: sponsor, name: Our sponsor, amount: {sum(amounts) + 200}, available: 2027-01-01}}]",
        "  budget:",
        f"    total: {sum(amounts) + 200}",
        "    contingency: 200",
        "    lines:",
    ]
    for i, amount in enumerate(amounts):
        activity = f"entry-{i % entries + 1}"
        lines.append(
            f"      - {{id: line-{i + 1}, category: rooms, amount: {amount}, funding: sponsor, activities: [{activity}]}}"
        )
    lines += ["risks:", "  register:"]
    for i in range(risks or rng.randrange(2, 6)):
        likelihood, impact = rng.randrange(2, 4), rng.randrange(2, 4)
        lines += [
            f"    - id: risk-{i + 1}",
            f"      title: Something goes wrong in way {i + 1}",
            "      effect: Fewer people take part",
            "      objectives: [active]",
            f"      likelihood: {likelihood}",
            f"      impact: {impact}",
            f"      owner: {rng.choice(('lead', 'moderator', 'treasurer'))}",
            "      response: reduce",
            "      actions: [{action: Talk about it early, owner: lead, due: 2027-03-31, entry: entry-1}]",
            "      residual: {likelihood: 1, impact: 2}",
        ]
    return lines


def _evaluation() -> list[str]:
    return [
        "evaluation:",
        "  active: {kinds: [message, reply, reaction], inactive_after_days: 28}",
        "  exclude: {bots: true, staff: false}",
        "  cadence: P3M",
        "  owner: lead",
        "  sources: [{id: chat, tool: slack, metrics: [mau, unanswered-rate], owner: moderator, refresh: P1M}]",
    ]


FAULTS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("ref-resolves", lambda t: t.replace("owner: lead\n      audiences:", "owner: leed\n      audiences:", 1)),
    ("budget-sum", lambda t: t.replace("    contingency: 200", "    contingency: 250", 1)),
    (
        "raci-not-one-a",
        lambda t: t.replace("accountable: [lead], informed", "accountable: [lead, moderator], informed", 1),
    ),
    ("role-understaffed", lambda t: t.replace("headcount: 2", "headcount: 5", 1)),
    (
        "risk-residual-not-lower",
        lambda t: t.replace("residual: {likelihood: 1, impact: 2}", "residual: {likelihood: 5, impact: 5}", 1),
    ),
    (
        "ladder-no-duration-or-scope",
        lambda t: t.replace("kind: permanent-ban, scope: community", "kind: permanent-ban", 1),
    ),
    (
        "hours-over-capacity",
        lambda t: t.replace("effort_hours: 0.5\n  onboarding", "effort_hours: 30\n  onboarding", 1),
    ),
)


def plans(number: int = PLANS, faulty: int = FAULTY) -> Iterator[tuple[str, str, str | None]]:
    """Name, text and the rule whose fault was put in (None: a sound plan) of each plan."""
    for i in range(number):
        rng = random.Random(i)
        people, channels, entries = rng.randrange(3, 7), rng.randrange(1, 4), rng.randrange(3, 8)
        audiences = [f"group-{j + 1}" for j in range(rng.randrange(1, 4))]
        head = [
            "commplan: 1",
            "plan:",
            f"  id: plan-{i:04}",
            f"  title: Plan {i} for people who care about {rng.choice(TOPICS)}",
            "  language: en",
            "  period: {start: 2027-01-01, end: 2027-12-31}",
            f"  timezone: {rng.choice(ZONES)}",
            "  currency: EUR",
            "  owner: lead",
        ]
        lines = [*head, *_goals(rng, audiences), *_people(rng, people), *_roles(people, audiences), *_rules(rng)]
        lines += [*_content(rng, audiences, channels, entries), *_money_and_risks(rng, entries), *_evaluation()]
        text, fault = "\n".join(lines) + "\n", None
        nth = (i + 1) * faulty // number
        if nth != i * faulty // number:
            fault, put = FAULTS[nth % len(FAULTS)]
            text, before = put(text), text
            if text == before:
                raise ValueError(f"plan {i}: the fault of {fault} found no place")
        yield f"plan-{i:04}.yaml", text, fault


def long(lines: int) -> str:
    """One plan of about so many lines: mostly calendar and risks, as a register that has grown for years."""
    rng = random.Random(lines)
    entries, channels, risks = lines * 2 // 3 // 11, lines // 200, lines // 3 // 10
    audiences = [f"group-{j + 1}" for j in range(lines // 200)]
    head = [
        *("commplan: 1", "plan:", "  id: long", "  title: A plan that has grown", "  language: en"),
        *(
            "  period: {start: 2027-01-01, end: 2027-12-31}",
            "  timezone: Europe/Berlin",
            "  currency: EUR",
            "  owner: lead",
        ),
    ]
    hosts = [f"host-{i}" for i in range(lines // 100)]
    people = [f"    - {{id: {h}, name: Member {h[5:]}, hours_per_week: 20, languages: [en]}}" for h in hosts]
    text = [*head, *_goals(rng, audiences), *_people(rng, 20), *people, *_roles(20, audiences[:20]), *_rules(rng)]
    text += [
        *_content(rng, audiences, channels, entries, hosts),
        *_money_and_risks(rng, entries, risks),
        *_evaluation(),
    ]
    return "\n".join(text) + "\n"


def write(folder: Path, number: int = PLANS, faulty: int = FAULTY) -> list[str]:
    """The plans as files; the names of those with a fault."""
    folder.mkdir(parents=True, exist_ok=True)
    bad = []
    for name, text, fault in plans(number, faulty):
        (folder / name).write_text(text, "utf-8")
        bad += [name] if fault else []
    return bad


if __name__ == "__main__":
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else PLANS
    print(f"{len(write(Path(sys.argv[1]), wanted, round(wanted * FAULTY / PLANS)))} of {wanted} plans with a fault")
