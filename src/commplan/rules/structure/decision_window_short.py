"""A vote or an objection period that is over before people have seen it.

A decision that is open for votes or objections stays open for at least 72 hours (`window`). Where a decision states a
quorum or a threshold, and so is voted on, but no window, nobody can tell.

Volunteers look in every other evening, and some live on the other side of the world. A vote of one day is taken by those who
happened to be there, and everybody else learns of it as a fact. What truly cannot wait belongs to a role that may act at
once and reports afterwards.

Source: Apache, lazy consensus (usually 72 hours); Optimism, votes of seven days.

Bad::

    structure:
      decisions:
        - {id: venue, name: Where we meet, raci: {accountable: [lead]}, quorum: {count: 1}, window: PT24H,
           threshold: {share: 0.5, base: votes-cast}}

Good::

    structure:
      decisions:
        - {id: venue, name: Where we meet, raci: {accountable: [lead]}, quorum: {count: 1}, window: P3D,
           threshold: {share: 0.5, base: votes-cast}}

---

表决或异议期太短，多数人还没看到就结束了。

征集表决或异议的决策，其时限（`window`）至少为 72 小时。写明了法定人数或通过比例（即需要表决）、却没有写时限的，无从判断。

志愿者隔一两天才上线一次，有的还身处另一个时区。只开放一天的表决，由当时恰好在场的人决定，其他人得知时已成定局。确实等不得的事，
应交给有权立即处置、事后报告的角色。

来源：Apache 惰性共识（通常为 72 小时）；Optimism 为期七天的表决。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Decision
from commplan.rule import Threshold, rule
from commplan.words import quote, say

LEAST_HOURS = Threshold(
    72, say("hours that a decision stays open for votes or objections at least", "表决或异议期至少开放多少小时")
)


@rule("S111", part="structure", kind="A", severity="warning", level="solid", thresholds={"least_hours": LEAST_HOURS})
def decision_window_short(plan: Plan, least_hours: float) -> Iterator[Outcome]:
    voted = [d for d in plan.structure.decisions if d.window is not None or _voted(d)]
    if not voted:
        yield NotApplicable(say("no decision is open for votes or objections", "没有征集表决或异议的决策"))
    for decision in voted:
        window = decision.window
        if window is None:
            missing = say(
                "how long {d} is open for votes (`window`)", "{d} 的表决开放多久（`window`）", d=quote(decision.id)
            )
            yield Unknown(decision.at(), missing)
        elif window.hours < least_hours:
            yield Problem(
                decision.at("window"),
                say(
                    "decision {d} is open for {h} hours; who does not look in within {n} hours cannot take part",
                    "决策 {d} 只开放 {h} 小时；{n} 小时内没上线的人就无法参与",
                    d=quote(decision.id),
                    h=f"{window.hours:.4g}",
                    n=f"{window.hours:.4g}",
                ),
                say(
                    "leave it open for {n} hours or more; what cannot wait, let a role decide that reports afterwards",
                    "至少开放 {n} 小时；等不得的事，交由事后报告的角色决定",
                    n=f"{least_hours:g}",
                ),
            )


def _voted(decision: Decision) -> bool:
    return any(x is not None for x in (decision.quorum.count, decision.quorum.share, decision.threshold.share))
