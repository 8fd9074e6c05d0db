"""The community is at another stage than the plan says.

`goals.stage` says where the community stands in its life, and each stage has its share of what members produce: under 50% at
inception, 50 to 90% in establishment, over 90% at maturity and in mitosis. With `--activity` that share is counted: of all
messages and replies of people (bots left out) in the days of the plan that the activity covers, those that are not of the
team, which is everybody in `structure.people` whose account is found there. It is found fault with only where chance does not
explain the difference (95% Wilson interval), and from 50 messages on.

A stage asks for its own work: at inception the team starts what happens, at maturity it stands back. Who takes one for the
other does the right things at the wrong time.

Source: FeverBee, community lifecycle (lines at 50% and 90%); member-generated share.

Bad::

    goals: {stage: {name: maturity, evidence: Members do everything.}}

Good::

    goals: {stage: {name: inception, evidence: The team writes most.}}

Activity::

    time              member kind    times
    2027-01-04T09:00  A      message 60
    2027-01-04T10:00  B      reply   12
    2027-01-05T09:00  C      message 8

---

社群所处的阶段与方案所写不符。

`goals.stage` 写明社群处于生命周期的哪个阶段；各阶段成员产出的占比不同：起步期不到 50%，建立期 50% 至 90%，成熟期与分化期超过 90%。使用 `--activity` 时会统计
这一占比：在活动数据覆盖的方案期内，所有人（不含机器人）的发言与回复中，不属于团队的部分；团队指 `structure.people` 中账号在数据里找到的人。只有超出随机波动范围
（95% Wilson 区间）的差异才会报告，且至少要有 50 条发言。

不同阶段有不同的工作：起步期由团队带动，成熟期团队应退到身后。弄错阶段，就会在错误的时候做正确的事。

来源：FeverBee 社群生命周期（以 50% 与 90% 为界）；成员产出占比。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Stage
from commplan.reckoning.interval import wilson
from commplan.rule import Threshold, rule
from commplan.words import Words, say

if TYPE_CHECKING:
    from commplan.activity.observed import Observed, Written

NAMES = {
    "inception": Words("inception", "起步期（inception）"),
    "establishment": Words("establishment", "建立期（establishment）"),
    "maturity": Words("maturity", "成熟期（maturity）"),
    "mitosis": Words("mitosis", "分化期（mitosis）"),
}
LEAST = Threshold(50, say("messages from which on a share says something", "至少多少条发言，占比才有意义"), least=1)


@rule("G130", part="goals", kind="D", severity="warning", level="exemplary", thresholds={"least_messages": LEAST})
def stage_mismatch(plan: Plan, activity: Observed, least_messages: float) -> Iterator[Outcome]:
    stage, written = plan.goals.stage, activity.written
    if stage is None:
        yield NotApplicable(say("the plan states no stage", "方案没有写明阶段"))
        return
    place = stage.at("name")
    if isinstance(written, Words):
        yield Unknown(
            place,
            say("the share that members produce, to tell the stage: {w}", "判断阶段所需的成员产出占比：{w}", w=written),
        )
    elif written.all < least_messages:
        words = say(
            "more than {n} messages in {d}, to tell the stage from what members produce",
            "{d} 只有 {n} 条发言，不足以由成员产出占比判断阶段",
            n=written.all,
            d=activity.days,
        )
        yield Unknown(place, words)
    else:
        yield from _judged(stage, written, activity.days)


def _judged(stage: Stage, written: Written, days: Words) -> Iterator[Problem]:
    theirs = written.all - written.team
    low, high = wilson(theirs, written.all) or (0.0, 1.0)
    least, most, band = _bounds(stage.name)
    if high >= least and low <= most:
        return
    share = theirs / written.all
    yield Problem(
        stage.at("name"),
        say(
            "stage {s} means that members produce {b} of what is written; from {d} it was {p}% ({k} of {n} messages)",
            "{s}的成员产出占比应{b}；而 {d} 的实际占比为 {p}%（{n} 条发言中 {k} 条）",
            s=NAMES[stage.name],
            b=band,
            d=days,
            p=f"{share * 100:.0f}",
            k=f"{theirs:,}",
            n=f"{written.all:,}",
        ),
        say(
            "that is the share of {t}: correct the stage, and look at its next steps again",
            "这一占比对应{t}：请更正阶段，并重新考虑下一步（next_steps）",
            t=NAMES[_stage(share)],
        ),
        (Related(stage.at("evidence"), say("the evidence", "依据")),) if stage.evidence else (),
    )


def _bounds(stage: str) -> tuple[float, float, Words]:
    if stage == "inception":
        return 0.0, 0.5, say("under 50%", "不到 50%")
    if stage == "establishment":
        return 0.5, 0.9, say("50 to 90%", "为 50% 至 90%")
    return 0.9, 1.0, say("over 90%", "超过 90%")


def _stage(share: float) -> str:
    return "inception" if share < 0.5 else "establishment" if share <= 0.9 else "maturity"
