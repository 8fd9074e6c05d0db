"""A promise of an answer that is not kept.

With `--activity` each service level of first replies (`kind: first-reply`) is measured: of what members have started in its
channels, in the days of the plan that the activity covers, and whose promised time is over, the share that somebody else
answered within the `target`. The clock runs only in the level's `hours`, on the clock of its zone; without hours day and night.
What the team writes asks for no answer, and bots do not answer. The share must reach what is promised (`share`), as far as
chance does not explain what is missing (95% Wilson interval); where all are promised, one in twenty may be late. Fewer than
ten messages, or an export that does not tell what answers what, leave it *unknown*.

A promise that is broken quietly costs more trust than none.

Source: CHAOSS, time to first response with its share answered in time; service level agreements, attainment.

Bad::

    rules:
      service_levels: [{id: reply, kind: first-reply, target: PT4H, share: 0.9, owner: lead, hours: [{opens: '09:00', closes: '18:00'}]}]
      shifts: [{who: lead, opens: '09:00', closes: '18:00'}]

Good::

    rules:
      service_levels: [{id: reply, kind: first-reply, target: PT6H, share: 0.9, owner: lead, hours: [{opens: '09:00', closes: '18:00'}]}]
      shifts: [{who: lead, opens: '09:00', closes: '18:00'}]

Activity::

    time              member kind    id  thread
    2027-01-04T09:00  B      message q1  -
    2027-01-04T14:00  A      reply   -   q1
    2027-01-04T10:00  B      message q2  -
    2027-01-04T15:00  A      reply   -   q2
    2027-01-05T09:00  B      message q3  -
    2027-01-05T14:00  A      reply   -   q3
    2027-01-05T10:00  B      message q4  -
    2027-01-05T15:00  A      reply   -   q4
    2027-01-06T09:00  B      message q5  -
    2027-01-06T14:00  A      reply   -   q5
    2027-01-06T10:00  B      message q6  -
    2027-01-06T15:00  A      reply   -   q6
    2027-01-07T09:00  B      message q7  -
    2027-01-07T14:00  A      reply   -   q7
    2027-01-07T10:00  B      message q8  -
    2027-01-07T15:00  A      reply   -   q8
    2027-01-08T09:00  B      message q9  -
    2027-01-08T14:00  A      reply   -   q9
    2027-01-08T10:00  B      message q10 -
    2027-01-08T15:00  A      reply   -   q10
    2027-01-12T09:00  A      message -   -

---

承诺的响应时限没有做到。

使用 `--activity` 时，对每项首次回复的服务水平（`kind: first-reply`）统计：在活动数据覆盖的方案期内，成员在相应渠道发起、且承诺时间已过的消息中，在 `target` 之内获得他人回复的占比。
只在该服务水平的 `hours` 内按其时区计时；未写 `hours` 则昼夜计时。团队发起的消息不要求回复，机器人的回复不算。占比应达到所承诺的 `share`，差距在随机波动范围内
（95% Wilson 区间）的不报告；承诺全部做到的，允许二十条中有一条超时。不足十条消息、或导出数据没有说明谁回复了谁的，结果为*未知*。

悄悄失信，比不作承诺更伤信任。

来源：CHAOSS 首次响应时间与按时回复率；服务水平协议的达成率。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.rules import ServiceLevel
from commplan.reckoning.interval import wilson
from commplan.rule import Threshold, rule
from commplan.rules.rules import length
from commplan.schedule.hours import DAY
from commplan.words import Words, quote, say

if TYPE_CHECKING:
    from commplan.activity.observed import Answered, Observed

LATE = Threshold(
    0.05, say("the share that may be late where all are promised", "承诺全部做到时，允许超时的占比"), most=1
)
CASES = Threshold(10, say("messages from which on a share says something", "至少多少条消息，占比才有意义"), least=1)


@rule(
    "M131",
    part="rules",
    kind="D",
    severity="warning",
    level="solid",
    thresholds={"most_late": LATE, "least_cases": CASES},
)
def sla_missed(plan: Plan, activity: Observed, most_late: float, least_cases: float) -> Iterator[Outcome]:
    levels = [level for level in plan.rules.service_levels if level.id in activity.promises]
    if not levels:
        yield NotApplicable(say("no first reply is promised within a time", "没有承诺首次回复的时限"))
    for level in levels:
        found, name = activity.promises[level.id], quote(level.id)
        if isinstance(found, Words):
            yield Unknown(level.at("target"), say("whether {s} is kept: {w}", "{s} 是否做到：{w}", s=name, w=found))
        elif found.due < least_cases:
            words = say(
                "whether {s} is kept: only {n} messages from {d} whose time is over",
                "{s} 是否做到：{d} 只有 {n} 条消息的承诺时间已过",
                s=name,
                n=found.due,
                d=activity.days,
            )
            yield Unknown(level.at("target"), words)
        else:
            _, high = wilson(found.kept, found.due) or (0.0, 1.0)
            if high < min(level.share, 1 - most_late):
                yield _missed(level, found, activity.days)


def _missed(level: ServiceLevel, found: Answered, days: Words) -> Problem:
    minutes = level.target.days * DAY if level.target else 0
    return Problem(
        level.at("target"),
        say(
            "{s} promises a first reply within {t}{h} to {p}; from {d}, {k} of {n} messages had one in time ({x}%)",
            "{s} 承诺对{q}消息在{h}{t}内首次回复；{d} 的 {n} 条消息中，{k} 条按时得到回复（{x}%）",
            s=quote(level.id),
            t=length(minutes),
            h=say(" of its hours", "服务时段的 ") if level.hours else Words("", " "),
            p="all" if level.share == 1 else f"{level.share * 100:g}%",
            q="所有" if level.share == 1 else f" {level.share * 100:g}% 的",
            d=days,
            k=found.kept,
            n=found.due,
            x=f"{found.kept * 100 / found.due:.0f}",
        ),
        say(
            "put somebody on shift when people ask, or promise what is kept",
            "请在成员提问的时段安排值班，或改为做得到的承诺",
        ),
    )
