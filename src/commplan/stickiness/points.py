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

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import chain

from commplan.activity.event import KINDS
from commplan.localday import day_number
from commplan.measuring import measure
from commplan.measuring.measure import Session
from commplan.money import budget_currency, converted, general_currency, line_amount, rounded
from commplan.plan import Plan
from commplan.plan.engagement import Earn, Rewards
from commplan.reckoning.bookkeeping import Book
from commplan.reckoning.ledger import EarnRule, Ledger, RewardLevel, Scheme
from commplan.schedule import recurrence
from commplan.stickiness.earnings import CERTAIN, HAS, REVERSAL, VERIFIED, Earnings, that_counts
from commplan.stickiness.suspicion import Suspicion, suspicions
from commplan.words import Words, quote, say

TOLD_BY = {**measure.TOLD_BY, "reaction": "reactions", "reply": "threads"}
"""What an export must tell for a rule on a kind: of a reaction that it was given; whether it tells when, the reactions show."""


@dataclass(frozen=True, slots=True)
class Account:
    """The ledger with what nobody can say: rules by id, with why the activity does not tell how often they paid, and of the
    others how many more there were of which nobody knows when; whether redemptions are told at all; how many were given by
    people to themselves; what looks like farming or a ring; and how many earned by each rule."""

    ledger: Ledger
    scheme: Scheme
    untold: dict[str, Words]
    undated: dict[str, int]
    redemptions_told: bool
    self_given: int
    suspicions: tuple[Suspicion, ...]
    earners: dict[str, int]
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
    told = [e for e in rewards.earn if e.id not in untold]
    prizes = [prize for prize in kept.prizes if _tagged(session, prize)]
    earnings = Earnings(session, kept, end, told)
    earnings.settle(prizes, reversals=_tagged(session, REVERSAL))
    return Account(
        _kept(Book(kept, end), earnings),
        kept,
        untold,
        {e.id: n for e in told if (n := _count(session, e, "ev.undated"))},
        not kept.prizes or bool(prizes),
        earnings.self_given,
        suspicions(earnings),
        earnings.earners,
        first,
        end,
    )


def _kept(book: Book, earnings: Earnings) -> Ledger:
    """Those of whom nothing else is to be known by how many they are, all others one by one."""
    for sum_ in earnings.sums():
        points = book.met(sum_.rule, sum_.earlier, sum_.n, sum_.members)
        if sum_.alike:
            book.alike(sum_.day, points * sum_.members)
    for happenings in chain(earnings.growing(), earnings.entries()):
        book.keep(happenings)
    return book.close()


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
    if kind and rule.verified and rule.event not in CERTAIN and not _tagged(session, VERIFIED):
        return say(
            "the activity does not tell which {e} was verified (tag `verified`)",
            "活动数据没有说明哪些 {e} 经过核实（标签 `verified`）",
            e=quote(rule.event),
        )
    if _count(session, rule, "ev.undated") and not _count(session, rule, "NOT ev.undated"):
        return say(
            "the activity does not tell when {e} happened", "活动数据没有说明 {e} 发生的时间", e=quote(rule.event)
        )
    if rule.distinct_givers and not _pointed(session, rule):
        return say(
            "the activity does not tell to what {e} was given",
            "活动数据没有说明 {e} 是给哪条内容的",
            e=quote(rule.event),
        )
    return None


def _tagged(session: Session, tag: str) -> bool:
    found = session.connection.execute(f"SELECT 1 AS one FROM ev WHERE {HAS} LIMIT 1", [f" {tag} "])  # noqa: S608 - our own text
    return bool(found.fetchall())


def _count(session: Session, rule: Earn, dated: str) -> int:
    where, values = that_counts(rule, dated)
    found = session.connection.execute(f"SELECT CAST(count(*) AS BIGINT) AS n FROM ev WHERE {where}", values)  # noqa: S608 - our own text
    return int(found.fetchall()[0][0])


def _pointed(session: Session, rule: Earn) -> bool:
    where, values = that_counts(rule)
    query = f"SELECT 1 AS one FROM ev WHERE ev.reply_to IS NOT NULL AND {where} LIMIT 1"  # noqa: S608 - our own text
    found = session.connection.execute(query, values)
    return bool(found.fetchall())


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
