"""More say is promised than there is.

The level of participation that a decision promises (IAP2: inform, consult, involve, collaborate, empower) must fit what
is really still open (`discretion`). Where everything is fixed, one can only inform. Where a part is fixed, one cannot
empower: the final word on the whole is not there to give. And to empower, the authority must have been delegated in
writing (`delegated: true`).

A consultation on something already decided costs more trust than none at all: people see that their answer could not
have changed anything, and do not answer the next time.

Source: IAP2 Spectrum of Public Participation and Core Values (the promise to the public must be kept).

Bad::

    structure:
      decisions:
        - id: venue
          name: Where the yearly meeting is held
          participation: consult
          discretion: fixed
          report_back: P14D
          raci: {responsible: [lead], accountable: [lead]}

Good::

    structure:
      decisions:
        - id: venue
          name: Where the yearly meeting is held
          participation: consult
          discretion: partial
          fixed: [The city, because the hall is already paid]
          report_back: P14D
          raci: {responsible: [lead], accountable: [lead]}

---

承诺的参与程度超出实际可决定的余地。

决策所承诺的参与层级（IAP2：告知、咨询、介入、协作、授权）必须与真正尚可改变的余地（`discretion`）相符。全部已定的，只能告知；
部分已定的，不能授权，因为最终决定权并不完整；要授权，还须已有书面授权（`delegated: true`）。

对已成定局的事征求意见，比不征求更伤信任：大家发现意见本来就改变不了什么，下次就不再回应了。

来源：IAP2 公众参与层级与核心价值（对公众的承诺必须兑现）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Decision
from commplan.rule import rule
from commplan.words import Words, quote, say


@rule("S101", part="structure", kind="X")
def engagement_level_overpromise(plan: Plan) -> Iterator[Outcome]:
    promising = [d for d in plan.structure.decisions if d.participation]
    if not promising:
        yield NotApplicable(say("no decision promises participation", "没有决策承诺参与"))
    for decision in promising:
        if decision.participation != "inform":
            yield from _judged(decision)


def _judged(decision: Decision) -> Iterator[Outcome]:
    empowers = decision.participation == "empower"
    if decision.discretion == "fixed":
        yield _problem(
            decision,
            "discretion",
            say("but nothing about it is open", "但此事已无任何余地"),
            say("promise `inform`, or say what is still open", "请改为 `inform`，或写明哪些仍可改变"),
        )
    elif empowers and decision.discretion == "partial":
        yield _problem(
            decision,
            "discretion",
            say("but a part of it is fixed", "但其中一部分已定"),
            say(
                "promise `collaborate` at most, or make a decision of its own of the part that is open",
                "最多承诺 `collaborate`，或把尚可决定的部分单列为一项决策",
            ),
        )
    elif empowers and decision.delegated is False:
        yield _problem(
            decision,
            "delegated",
            say("but the authority to decide is not delegated", "但决定权并未授予"),
            say(
                "delegate it in writing and say `delegated: true`, or promise `collaborate` at most",
                "请书面授权并写 `delegated: true`，或最多承诺 `collaborate`",
            ),
        )
    else:
        yield from _unsaid(decision, empowers)


def _problem(decision: Decision, key: str, but: Words, hint: Words) -> Problem:
    message = say(
        "decision {d} promises {p}, {but}",
        "决策 {d} 承诺 {p}，{but}",
        d=quote(decision.id),
        p=quote(decision.participation),
        but=but,
    )
    related = Related(decision.at(key), say("said here", "见此处"))
    return Problem(decision.at("participation"), message, hint, (related,))


def _unsaid(decision: Decision, empowers: bool) -> Iterator[Outcome]:
    if decision.discretion is None:
        missing = say(
            "how much of {d} is still open (`discretion`)", "{d} 还有多少余地（`discretion`）", d=quote(decision.id)
        )
        yield Unknown(decision.at(), missing)
    if empowers and decision.delegated is None:
        missing = say(
            "whether authority over {d} was delegated in writing (`delegated`)",
            "{d} 的决定权是否已书面授予（`delegated`）",
            d=quote(decision.id),
        )
        yield Unknown(decision.at(), missing)
