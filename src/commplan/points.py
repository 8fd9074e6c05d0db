"""The reward ledger of a plan, from what people really did: which events earn by its rules, and what became of the points.

What the plan and the activity share:

- `event` of an earn rule is a kind of event (`message`, `reply`, `reaction`, `join`, `attend`, `purchase`), or else an
  outcome of the plan's own: then the events count whose tags hold that word, as a source's mapping gives it to them.
- A rule with `verified: true` on a plain kind counts only events tagged `verified`; being present at an event, and an
  outcome with a name of its own, are verified as they are.
- A rule with `distinct_givers` pays whoever wrote what was reacted or replied to, once for each thing written, at the moment
  when that many different others had given; what people give themselves does not count.
- An event whose tags hold the id of a prize is its redemption by that member; one tagged `reversal` takes back what the
  event brought that it replies to.

What no event can tell is unknown, never zero: a rule whose outcome nothing in the activity is tagged with, prizes that no
event speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from commplan import measure
from commplan.activity.event import KINDS
from commplan.localday import day_number
from commplan.measure import Session
from commplan.money import budget_currency, converted, general_currency, line_amount, rounded
from commplan.plan import Plan
from commplan.plan.engagement import Earn, Rewards
from commplan.reckoning.bookkeeping import Book
from commplan.reckoning.ledger import EarnRule, Happening, Ledger, RewardLevel, Scheme
from commplan.schedule import recurrence
from commplan.suspicion import Suspicion, Watch
from commplan.words import Words, quote, say

TOLD_BY = {**measure.TOLD_BY, "reaction": "reactions"}
"""What an export must tell for a rule on a kind: of a reaction that it was given, not when."""
VERIFIED, REVERSAL = "verified", "reversal"
_CERTAIN = ("attend", "purchase")
"""Kinds that are the outcome themselves: somebody was seen there, or paid."""


@dataclass(frozen=True, slots=True)
class Account:
    """The ledger with what nobody can say: rules by id, with why the activity does not tell how often they paid; whether
    redemptions are told at all; how many were given by people to themselves; and what looks like farming or a ring."""

    ledger: Ledger
    scheme: Scheme
    untold: dict[str, Words]
    redemptions_told: bool
    self_given: int
    suspicions: tuple[Suspicion, ...]
    first_day: int
    end_day: int


def scheme(rewards: Rewards, first_day: int) -> Scheme:
    """The plan's rewards as the ledger takes them."""
    rules = {
        e.id: EarnRule(e.id, e.points, *((e.cap.points, e.cap.times, e.cap.per) if e.cap else (None, None)))
        for e in rewards.earn
    }
    levels = tuple(RewardLevel(x.id, x.points, float(x.keep_share)) for x in rewards.levels)
    prizes = {prize.id: prize.points for prize in rewards.catalogue}
    return Scheme(first_day, rules, prizes, levels, rewards.expiry, rewards.outstanding)


def account(plan: Plan, rewards: Rewards, session: Session) -> Account | Words:
    """The ledger from the first day of the plan to the last day that the activity covers; or why there is none."""
    period = recurrence.period(plan)
    if period is None:
        return say(
            "the plan does not say when it begins and ends (`plan.period: {start: ..., end: ...}`)",
            "方案没有写明起止日期（`plan.period: {start: ..., end: ...}`）",
        )
    if session.covers is None:
        return say("no activity was imported", "尚未导入任何活动数据")
    first, end = day_number(period[0]), min(day_number(period[1] + timedelta(days=1)), session.covers.end_day)
    if end <= first:
        return say(
            "the activity ends on {d}, before the plan begins",
            "活动数据止于 {d}，早于方案开始日期",
            d=session.covers.end - timedelta(days=1),
        )
    kept = scheme(rewards, first)
    untold = {e.id: why for e in rewards.earn if (why := _untold(session, e))}
    book, watch = Book(kept, end), Watch()
    told = [e for e in rewards.earn if e.id not in untold]
    prizes = [prize for prize in kept.prizes if _tagged(session, prize)]
    needed = {e.id: e.distinct_givers for e in told if e.distinct_givers}
    for part in _parted(_gather(session, told, prizes, reversals=_tagged(session, REVERSAL))):
        watch.see(book.keep(_happened(session, needed, part)))
    return Account(
        book.close(),
        kept,
        untold,
        not kept.prizes or bool(prizes),
        sum(_self_given(session, e) for e in told if e.distinct_givers),
        watch.found(),
        first,
        end,
    )


# -- what the activity tells --


def _untold(session: Session, rule: Earn) -> Words | None:
    """Why the activity cannot say how often a rule was met."""
    kind = rule.event in KINDS
    if kind and TOLD_BY[rule.event] not in session.capabilities:
        return say("no export tells of {e}", "没有导出数据说明 {e}", e=quote(rule.event))
    if not kind and not _tagged(session, rule.event):
        return say(
            "nothing in the activity is tagged {e}: let a source's mapping give its events this tag",
            "活动数据中没有带标签 {e} 的事件：请在来源的 mapping 中为相应事件加上此标签",
            e=quote(rule.event),
        )
    if kind and rule.verified and rule.event not in _CERTAIN and not _tagged(session, VERIFIED):
        return say(
            "the activity does not tell which {e} was verified (tag `verified`)",
            "活动数据没有说明哪些 {e} 经过核实（标签 `verified`）",
            e=quote(rule.event),
        )
    if rule.distinct_givers and not _pointed(session, rule):
        return say(
            "the activity does not tell to what {e} was given",
            "活动数据没有说明 {e} 是给哪条内容的",
            e=quote(rule.event),
        )
    return None


def _tagged(session: Session, tag: str) -> bool:
    found = session.connection.execute(f"SELECT 1 AS one FROM ev WHERE {_HAS} LIMIT 1", [f" {tag} "])  # noqa: S608 - our own text
    return bool(found.fetchall())


def _pointed(session: Session, rule: Earn) -> bool:
    where, values = _that_counts(rule)
    query = f"SELECT 1 AS one FROM ev WHERE ev.reply_to IS NOT NULL AND {where} LIMIT 1"  # noqa: S608 - our own text
    found = session.connection.execute(query, values)
    return bool(found.fetchall())


# -- what happened --

_HAS = "strpos(' ' || coalesce(ev.tags, '') || ' ', ?) > 0"
_COUNTS = (
    "NOT ev.staff AND NOT ev.undated AND NOT ev.of_channel "
    "AND strpos(' ' || coalesce(ev.tags, '') || ' ', ' reversal ') = 0"
)
_DONE = """
SELECT ev.member AS owner, ev.member AS member, ev.us, ev.event_id, ev.day, '{what}' AS what, CAST(? AS VARCHAR) AS subject,
       CAST(NULL AS VARCHAR) AS giver, CAST(0 AS BIGINT) AS nth
FROM ev WHERE {where}
"""
_GIVEN = """
SELECT counted.earner AS owner, counted.earner AS member, counted.us, counted.target AS event_id, counted.day, 'earn' AS what,
       CAST(? AS VARCHAR) AS subject, counted.giver, counted.nth
FROM (
  SELECT times.target, times.earner, times.giver, times.us, times.day,
         CAST(row_number() OVER (PARTITION BY times.target ORDER BY times.us, times.giver) AS BIGINT) AS nth
  FROM (
    SELECT m.event_id AS target, m.member AS earner, ev.member AS giver, ev.us, ev.day,
           CAST(row_number() OVER (PARTITION BY m.event_id, ev.member ORDER BY ev.us, ev.event_id) AS BIGINT) AS place
    FROM ev JOIN ev AS m ON m.event_id = ev.reply_to
    WHERE m.member <> ev.member AND NOT m.staff AND {where}
  ) AS times WHERE times.place = 1
) AS counted WHERE counted.nth <= {n}
"""
_TAKEN_BACK = f"""
SELECT m.member AS owner, ev.member AS member, ev.us, ev.event_id, ev.day, 'reverse' AS what, ev.reply_to AS subject,
       CAST(NULL AS VARCHAR) AS giver, CAST(0 AS BIGINT) AS nth
FROM ev JOIN ev AS m ON m.event_id = ev.reply_to WHERE NOT ev.undated AND {_HAS}
"""  # noqa: S608 - our own text
_HAPPENED = (
    "found.owner, found.member, found.us, found.event_id, found.day, found.what, found.subject, found.giver, found.nth"
)
_PART = """
SELECT happened.member, happened.us, happened.event_id, happened.day, happened.what, happened.subject, happened.giver
FROM happened WHERE {who} ORDER BY happened.subject, happened.event_id, happened.us, happened.nth
"""
AT_ONCE = 100_000
"""So much of what happened is looked at together: more takes more memory, less takes longer."""


def _that_counts(rule: Earn) -> tuple[str, list[str]]:
    """Which events a rule looks at, as a condition, with its values."""
    where, values = [_COUNTS.replace("NOT ev.staff AND ", "") if rule.distinct_givers else _COUNTS], []
    if rule.event in KINDS:
        where.append("ev.kind = ?")
        values.append(rule.event)
        if rule.verified and rule.event not in _CERTAIN:
            where.append(_HAS)
            values.append(f" {VERIFIED} ")
    else:
        where.append(_HAS)
        values.append(f" {rule.event} ")
    return " AND ".join(where), values


def _gather(session: Session, rules: Sequence[Earn], prizes: Sequence[str], *, reversals: bool) -> int:
    """Make the table `happened`: what the ledger is made of, by the member whose points it is about; how much there is.

    What an event brought, it brought to who did it, so that this is from whom it is taken back, by whomever.
    """
    queries, values = list[str](), list[str]()
    for rule in rules:
        where, told = _that_counts(rule)
        form = _GIVEN if rule.distinct_givers else _DONE
        queries.append(form.format(where=where, what="earn", n=int(rule.distinct_givers or 0)))
        values += [rule.id, *told]
    for prize in prizes:
        queries.append(_DONE.format(where=f"NOT ev.undated AND {_HAS}", what="redeem"))
        values += [prize, f" {prize} "]
    if reversals:
        queries.append(_TAKEN_BACK)
        values.append(f" {REVERSAL} ")
    if not queries:
        return 0
    body = f"SELECT {_HAPPENED} FROM ({' UNION ALL '.join(queries)}) AS found ORDER BY found.owner"  # noqa: S608 - our own text, values apart
    session.connection.execute(f"CREATE OR REPLACE TEMP TABLE happened AS {body}", values)
    return int(session.connection.execute("SELECT CAST(count(*) AS BIGINT) AS n FROM happened").fetchall()[0][0])


def _parted(count: int) -> Iterator[tuple[str, list[str]]]:
    """The members in as many parts as leave about AT_ONCE for each, 4,096 at most, each as a condition with its values: those
    whose names stand from one on and before another. Names are hashes, so that all parts are about as large."""
    if not count:
        return
    parts = 1
    while count > parts * AT_ONCE and parts < 4096:
        parts *= 2
    marks = [f"{n * 4096 // parts:03x}" for n in range(1, parts)]
    for first, end in zip(["", *marks], [*marks, ""], strict=True):
        limits = [(f"happened.owner {sign} ?", mark) for sign, mark in ((">=", first), ("<", end)) if mark]
        yield " AND ".join(["1 = 1", *(text for text, _ in limits)]), [mark for _, mark in limits]


def _happened(session: Session, needed: Mapping[str, int], part: tuple[str, list[str]]) -> Iterator[Happening]:
    """All that some members did, and what was taken back from them; `needed`: by rule how many have to give."""
    where, values = part
    rows = session.connection.execute(_PART.format(who=where), values).fetchall()
    for (subject, event), group in groupby(rows, key=itemgetter(5, 2)):
        given = list(group)
        if given[0][6] is None:
            yield from (Happening(us, e, day, who, what, key) for who, us, e, day, what, key, _ in given)
        elif len(given) == needed[subject]:
            who, us, *_ = given[-1]
            yield Happening(
                us, event, max(row[3] for row in given), who, "earn", subject, tuple(row[6] for row in given)
            )


def _self_given(session: Session, rule: Earn) -> int:
    where, values = _that_counts(rule)
    query = f"""WITH e AS (SELECT ev.member, ev.reply_to FROM ev WHERE {where})
        SELECT CAST(count(*) AS BIGINT) AS n FROM e JOIN ev AS m ON m.event_id = e.reply_to WHERE m.member = e.member"""  # noqa: S608
    return int(session.connection.execute(query, values).fetchall()[0][0])


# -- what it costs --


@dataclass(frozen=True, slots=True)
class Liability:
    """What the points that are out will cost, in the budget's currency: at the plan's own redemption rate, and if all are
    redeemed; `held` is what the budget line that pays for them holds. None where the plan does not say."""

    points: int
    expected: Decimal | None
    worst: Decimal | None
    held: Decimal | None
    currency: str | None
    missing: tuple[str, ...]


def liability(plan: Plan, rewards: Rewards, out: int) -> Liability:
    """What so many points come to."""
    own = budget_currency(plan)
    line = next((li for li in plan.resources.budget.lines if li.id == rewards.budget_line), None)
    held = line_amount(plan, line) if line else None
    cost = (
        None
        if rewards.cost_per_point is None
        else converted(plan, rewards.cost_per_point * out, general_currency(plan))
    )
    share = rewards.redemption_rate
    expected = None if cost is None or share is None else rounded(cost * Decimal(str(share)), own)
    known = {"cost_per_point": rewards.cost_per_point, "redemption_rate": share, "budget_line": held}
    missing = tuple(key for key, value in known.items() if value is None)
    return Liability(out, expected, None if cost is None else rounded(cost, own), held, own, missing)
