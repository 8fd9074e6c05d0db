"""Rules about the four stickiness methods; how many points a reward scheme issues, what it pays for, what is on WeChat."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from commplan.plan import Plan
from commplan.plan.engagement import Earn, Rewards
from commplan.platforms import ids
from commplan.schedule import recurrence
from commplan.words import Words, quote, say

NO_RECOMMENDATIONS = say("nothing is recommended to people by what is known of them", "没有个性化推荐")
NO_POINTS = say("the plan gives no points", "方案不发放积分")


@dataclass(frozen=True, slots=True)
class Issuance:
    """Points expected to be out over the plan's period, at least; how they add up; what is not known of them."""

    points: Fraction | None
    account: Words
    missing: tuple[Words, ...]


def issuance(plan: Plan, rewards: Rewards) -> Issuance:
    """What is outstanding and what each month adds; `points` is None when the plan has no period."""
    bounds = recurrence.period(plan)
    missing = [] if rewards.outstanding is not None else [say("`outstanding`", "`outstanding`")]
    unsized = [earn for earn in rewards.earn if earn.expected_per_month is None]
    missing += [say("`expected_per_month` of {e}", "{e} 的 `expected_per_month`", e=quote(earn.id)) for earn in unsized]
    if bounds is None:
        return Issuance(None, Words("", ""), (say("`plan.period`", "`plan.period`"), *missing))
    months = months_between(*bounds)
    monthly = sum((Fraction(str(e.expected_per_month or 0)) * e.points for e in rewards.earn), Fraction(0))
    account = say(
        "({out} outstanding + {n} months x {m})",
        "（已发 {out} + {n} 个月 x {m}）",
        out=f"{rewards.outstanding or 0:,}",
        n=_number(months),
        m=_number(monthly),
    )
    return Issuance((rewards.outstanding or 0) + months * monthly, account, tuple(missing))


def worst_case(plan: Plan, rewards: Rewards) -> Fraction | Words:
    """Points when all earners hit every cap; or why nobody can say."""
    bounds = recurrence.period(plan)
    uncapped = [earn for earn in rewards.earn if cap_of(earn) is None]
    if uncapped:
        return say(
            "the worst case has no limit, because {e} has no cap",
            "最坏情形没有上限，因为 {e} 未设上限",
            e=quote(uncapped[0].id),
        )
    if rewards.active_earners is None or bounds is None:
        return say(
            "state `active_earners`, and the worst case can be told too", "写明 `active_earners` 后还可算出最坏情形"
        )
    spans = {
        "day": (bounds[1] - bounds[0]).days + 1,
        "week": len(recurrence.weeks(*bounds)),
        "month": len(recurrence.months(*bounds)),
    }
    each = sum((cap_of(earn) or 0) * spans[earn.cap.per] for earn in rewards.earn if earn.cap)
    return Fraction((rewards.outstanding or 0) + each * rewards.active_earners)


def cap_of(earn: Earn) -> int | None:
    """The most points that one member can earn by a rule in the period of its cap."""
    if earn.cap is None:
        return None
    caps = [earn.cap.points, None if earn.cap.times is None else earn.cap.times * earn.points]
    return min((cap for cap in caps if cap is not None), default=None)


def months_between(first: date, last: date) -> Fraction:
    """Calendar months from the first day to the last, both included; days over as a share of the last one."""
    length = monthrange(last.year, last.month)[1]
    whole = (last.year - first.year) * 12 + last.month - first.month
    return whole + Fraction(last.day - first.day + 1, length)


def _number(number: Fraction) -> str:
    return f"{float(number):,.2f}".rstrip("0").rstrip(".")


_SHARING = re.compile(
    r"\b(?:share[ds]?|sharing|invit(?:e[ds]?|ing|ations?)|refer(?:s|red|rals?)?|forward(?:s|ed)?|reposts?|recruit(?:s|ed)?|"
    r"bring-a-friend)\b|转发|分享|邀请|拉新|拉人|助力|砍价|集赞|裂变|老带新|下线",
    re.IGNORECASE | re.ASCII,
)


def for_sharing(earn: Earn) -> bool | None:
    """Whether points are given for sharing or inviting: as the plan says, else as the event is called.

    None when only the description speaks of sharing: it may as well say that none is asked for.
    """
    if earn.says("for_sharing"):
        return earn.for_sharing
    if _SHARING.search(earn.event):
        return True
    return None if _SHARING.search(earn.description or "") else False


ALSO_WECHAT = ("wecom-external-group", "wecom-customer-broadcast")
"""What customers read in WeChat though it is not called so."""


def is_wechat(platform: str) -> bool:
    """Whether what is said on a platform is read in WeChat, under its rules."""
    return all(id_.startswith("wechat-") or id_ in ALSO_WECHAT for id_ in ids(platform))


ZONES = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "PRC")


def in_china(plan: Plan) -> bool:
    """Whether a plan is taken to be for China: by its holidays, its zone, or a channel on WeChat."""
    head = plan.plan
    return (
        (head.holidays or "").partition("-")[0] == "CN"
        or head.timezone in ZONES
        or any(c.platform and is_wechat(c.platform) for c in plan.content.channels)
    )
