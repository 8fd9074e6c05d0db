"""A grievance mechanism that cannot keep its time, or that some people cannot use.

Each stage needs a time limit (`within`), and together they must not take longer than the total promised in public
(`promised_total`). Whoever complains was told the total, and finds out about the sum of the stages by waiting.

One way in is too few: it is closed when its only reader is ill, or is the one complained about. Among the ways in there
must be one that takes complaints without a name and, where affected or vulnerable people are among the audiences, one
that works without a computer or phone (`offline`). Whether they speak everybody's language is for rule i18n-missing.

A mechanism without a promised total or without ways in cannot be judged as a whole, and the answer is unknown.

Source: UN Guiding Principles on Business and Human Rights, principle 31 (predictable, accessible); World Bank ESS10, annex 1.

Bad::

    rules:
      grievance:
        intakes:
          - {id: desk, offline: true, anonymous: true, handled_by: [lead]}
          - {id: mail, handled_by: [lead]}
        stages:
          - {id: receipt, within: P5D, owner: lead}
          - {id: answer, within: P30D, owner: lead}
        promised_total: P30D

Good::

    rules:
      grievance:
        intakes:
          - {id: desk, offline: true, anonymous: true, handled_by: [lead]}
          - {id: mail, handled_by: [lead]}
        stages:
          - {id: receipt, within: P5D, owner: lead}
          - {id: answer, within: P25D, owner: lead}
        promised_total: P30D

---

申诉机制守不住时限，或有些人用不了。

每个阶段都要有时限（`within`），各阶段之和不得超过对外承诺的总时限（`promised_total`）。申诉人听到的是总时限，各阶段加起来有多久，
只能在等待中得知。

只有一个入口是不够的：唯一的受理人生病，或者正是被申诉的人，这条路就断了。各入口中，要有可以匿名的；受众中有受影响方或弱势
群体的，还要有不用电脑和手机也能用的（`offline`）。语言是否够用，由规则 i18n-missing 检查。

没有写总时限，或没有写入口的，无法整体判断，结果为未知。

来源：《联合国工商企业与人权指导原则》第 31 条（可预测、可获得）；世界银行 ESS10 附件 1。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Audience
from commplan.plan.rules import Grievance
from commplan.rule import rule
from commplan.rules.rules import figure
from commplan.words import Words, quote, say

_WITHOUT_PHONE = ("affected", "vulnerable")


@rule("M104", part="rules", kind="A", level="basic")
def grievance_deadline(plan: Plan) -> Iterator[Outcome]:
    grievance = plan.rules.grievance
    if not (grievance.stages or grievance.intakes or grievance.promised_total):
        yield NotApplicable(say("the plan has no grievance mechanism", "方案没有申诉机制"))
        return
    yield from _in_time(grievance)
    if grievance.intakes:
        yield from _usable(grievance, plan.goals.audiences)
    else:
        yield Unknown(grievance.at(), say("how grievances come in (`intakes`)", "申诉从哪里提交（`intakes`）"))


def _in_time(grievance: Grievance) -> Iterator[Outcome]:
    for stage in grievance.stages:
        if stage.within is None:
            words = say("stage {s} has no time limit", "阶段 {s} 没有时限", s=quote(stage.id))
            yield Problem(stage.at("id"), words, say("add `within:`, such as P7D", "加上 `within:`，例如 P7D"))
    if not grievance.stages:
        yield Unknown(grievance.at(), say("its `stages`, each with `within`", "各阶段（`stages`）及其时限 `within`"))
    elif grievance.promised_total is None:
        missing = say("the total time promised in public (`promised_total`)", "对外承诺的总时限（`promised_total`）")
        yield Unknown(grievance.at(), missing)
    else:
        taken, promised = sum(s.within.days for s in grievance.stages if s.within), grievance.promised_total.days
        if taken > promised + 1e-9:
            words = say(
                "{n} days are promised in all, but the stages take {t}",
                "承诺总共 {n} 天，各阶段合计却为 {t} 天",
                n=figure(promised),
                t=figure(taken),
            )
            hint = say("shorten a stage, or promise what the stages take", "请缩短某个阶段，或按各阶段之和承诺")
            yield Problem(grievance.at("promised_total"), words, hint)


def _usable(grievance: Grievance, audiences: tuple[Audience, ...]) -> Iterator[Outcome]:
    intakes = grievance.intakes
    if len(intakes) == 1:
        words = say("there is only one way to bring a grievance", "申诉只有一个入口")
        hint = say("add another one that other people read", "请再加一个由其他人受理的入口")
        yield Problem(intakes[0].at(), words, hint, severity=Severity.WARNING)
    hard = next((a for a in audiences if a.category in _WITHOUT_PHONE), None)
    lacking = list[Words]()
    if not any(i.anonymous for i in intakes):
        lacking.append(say("without a name (`anonymous`)", "匿名提交（`anonymous`）"))
    if hard and not any(i.offline for i in intakes):
        lacking.append(say("without a computer or phone (`offline`)", "不用电脑和手机提交（`offline`）"))
    for what in lacking:
        words = say("no way in lets people complain {w}", "没有任何入口可以{w}", w=what)
        hint = say("mark the one that does, or add one", "请在可以的入口上注明，或增加一个")
        yield Problem(grievance.at("intakes", on="key"), words, hint, severity=Severity.WARNING)
