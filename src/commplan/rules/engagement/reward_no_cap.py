"""Nothing limits how often one member can earn points.

Each earning rule has a `cap` with a number (`times` or `points`) that one member can reach in a day, week or month, and the
cap lets through at least one time. Without it the few who are quick, or a script, earn more than all others together: the
board is theirs, the budget has no worst case, and the rest stop trying. A rule that pays only verified outcomes is farmed
less easily, so there it is said as a hint.

Source: Apache Answer and Stack Overflow (a daily cap on reputation); Discourse gamification, which has none.

Bad::

    engagement:
      rewards:
        earn:
          - {id: helped, event: answer-accepted, points: 10, verified: true}

Good::

    engagement:
      rewards:
        earn:
          - {id: helped, event: answer-accepted, points: 10, verified: true, cap: {times: 3, per: day}}

---

一名成员可以无限次获得积分。

每条积分规则都要有 `cap`（上限），写明一名成员在每天、每周或每月最多几次（`times`）或多少分（`points`），并且至少能得到一次。
没有上限，手快的少数人或脚本拿到的分会超过其他所有人之和：榜单归了他们，预算没有最坏情形可算，其余的人也就不再参与。
只认定核实结果的规则较难刷分，因此只作提示。

来源：Apache Answer 与 Stack Overflow（声望设每日上限）；Discourse gamification（未设上限）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Severity
from commplan.plan import Plan
from commplan.plan.engagement import Cap, Earn
from commplan.rule import rule
from commplan.rules.engagement import NO_POINTS
from commplan.words import quote, say


@rule("E104", part="engagement", kind="F", severity="warning", level="solid")
def reward_no_cap(plan: Plan) -> Iterator[Outcome]:
    rewards = plan.engagement.rewards
    given = [earn for earn in rewards.earn if earn.points] if rewards else []
    if not given:
        yield NotApplicable(NO_POINTS)
    for earn in given:
        if earn.cap is None:
            yield _uncapped(earn)
        elif earn.cap.points is None and earn.cap.times is None:
            yield Problem(
                earn.at("cap"),
                say("the cap of {e} has no number", "{e} 的上限没有写数字", e=quote(earn.id)),
                say("add `times:` or `points:` to it", "加上 `times:`（次数）或 `points:`（分数）"),
            )
        else:
            yield from _too_low(earn, earn.cap)


def _uncapped(earn: Earn) -> Problem:
    return Problem(
        earn.at(),
        say(
            "{e} gives {n} points as often as a member likes",
            "{e} 每次给 {n} 分，一名成员可以无限次获得",
            e=quote(earn.id),
            n=earn.points,
        ),
        say("add a limit, such as `cap: {times: 2, per: day}`", "加上上限，例如 `cap: {times: 2, per: day}`"),
        severity=Severity.INFO if earn.verified else None,
    )


def _too_low(earn: Earn, cap: Cap) -> Iterator[Problem]:
    """A cap that is spent before the first time."""
    if cap.times == 0 or (cap.points is not None and cap.points < earn.points):
        key = "times" if cap.times == 0 else "points"
        yield Problem(
            earn.at("cap", key),
            say(
                "{e} gives {n} points, but its cap does not allow even one time",
                "{e} 每次给 {n} 分，但其上限连一次都不够",
                e=quote(earn.id),
                n=earn.points,
            ),
            say("raise the cap, or give fewer points", "提高上限，或减少每次的积分"),
            (Related(earn.at("points"), say("what one time gives", "每次的积分")),),
        )
