"""Nobody can report in private, or only to the one whom the report may be about.

Where a rule forbids something (`prohibits: true`), a breach must be reported somewhere that only the handlers read: one of
`rules.reporting.intakes` that is `private: true` and says how it is reached (`contact`). Where the plan has no such list, a
private way into its grievance mechanism serves.

Then it is asked who reads what comes in. When all private ways end with one and the same person, and that person also
decides on consequences or moderates, a report about this person goes to this person; a second reader, or a `recusal`
that says who takes over, is the remedy. As long as a plan knows one person only there is nobody to name, and nothing is said.

Who was harassed does not write to a public channel. Without a private address nothing is reported, and a quiet year looks
like a good one.

Source: Contributor Covenant 2.1 (a contact is to be filled in); kubernetes/community, code of conduct committee (recusal);
The Carpentries, enforcement guidelines.

Bad::

    rules:
      norms:
        - {id: no-insults, statement: No insults., prohibits: true, consequence: reminder}
      ladder:
        - {id: reminder, kind: correction}
      reporting:
        intakes: [{id: open-channel, contact: The channel for questions, handled_by: [lead]}]

Good::

    rules:
      norms:
        - {id: no-insults, statement: No insults., prohibits: true, consequence: reminder}
      ladder:
        - {id: reminder, kind: correction}
      reporting:
        intakes: [{id: mailbox, contact: conduct@club.example, private: true, handled_by: [lead]}]

---

无法私下举报，或者只能报给可能被举报的人。

有规则禁止某事（`prohibits: true`）时，违规情况要能报到只有受理人看得到的地方：`rules.reporting.intakes` 中至少有一个入口
标为 `private: true`，并写明怎样联系（`contact`）。方案没有这一列表的，申诉机制的私密入口也算。

其次看由谁受理。若所有私密入口都归同一个人，而这个人又决定处理措施或负责群管理，那么对此人的举报就落在此人手里；请增加一位受理人，
或用 `recusal` 写明由谁接手。方案中只有一个人时无人可加，不作提示。

受了骚扰的人不会到公开频道里说。没有私密的联系方式，就不会有举报，平静的一年看上去便像是好的一年。

来源：《贡献者公约》2.1（须填写联系方式）；kubernetes/community 行为准则委员会（回避）；The Carpentries 处理方针。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Place, Problem, Related, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.rules import Intake
from commplan.rule import rule
from commplan.schedule.duty import seats_of
from commplan.words import Words, quote, say

_ADD = say(
    "add one under `rules.reporting.intakes` with `private: true`, `contact:` and `handled_by:`{two}",
    "请在 `rules.reporting.intakes` 中增加一个，写明 `private: true`、`contact:` 与 `handled_by:`{two}",
)
_TWO = say(
    " (two people, or one and under `recusal` who takes over when a report is about that one)",
    "（两位受理人；只有一位的，另在 `recusal` 中写明举报涉及此人时由谁接手）",
)


@rule("M108", part="rules", kind="X")
def report_contact_missing(plan: Plan) -> Iterator[Outcome]:
    rules = plan.rules
    forbids = next((n for n in rules.norms if n.prohibits), None)
    if forbids is None and not rules.reporting.intakes:
        yield NotApplicable(
            say("no rule of the plan forbids anything, and nothing is reported", "方案没有禁止性规则，也没有举报入口")
        )
        return
    ways = rules.reporting.intakes or rules.grievance.intakes
    private = [i for i in ways if i.private]
    reachable = [i for i in private if i.contact]
    if not ways:
        words = say(
            "the plan forbids things, but says nowhere how a breach is reported",
            "方案有禁止性规则，却没有写违规向哪里举报",
        )
        hint = say(_ADD.en, _ADD.zh, two=_TWO if _people(plan) > 1 and not rules.reporting.recusal else Words("", ""))
        yield Problem(forbids.at("prohibits") if forbids else rules.at(), words, hint)
    elif not private:
        words = say("no way to report is private: others read along", "没有任何举报入口是私密的：其他人也看得到")
        hint = say(
            "mark the one that only its handlers read with `private: true`, or add one; `handled_by:` says who they are, and "
            "`contact:` how they are reached",
            "请在只有受理人看得到的入口上注明 `private: true`，或增加一个；受理人写在 `handled_by:`，联系方式写在 `contact:`",
        )
        yield Problem(ways[0].at(), words, hint)
        if all(way.handled_by for way in ways):  # else the hint asks for them, and for the second one with them
            yield from _read(plan, list(ways))
    for way in private:
        if not way.contact:
            yield _unreachable(way, None if not reachable else Severity.WARNING)
    if private:
        yield from _read(plan, reachable or private)


def _unreachable(way: Intake, severity: Severity | None) -> Problem:
    words = say("{w} does not say how it is reached", "{w} 没有写明怎样联系", w=_name(way))
    hint = say("add `contact:`, an address, a number or a place", "加上 `contact:`，写明地址、号码或地点")
    return Problem(way.at(), words, hint, severity=severity)


def _name(way: Intake) -> Words:
    if way.id:
        return say("way to report {i}", "举报入口 {i}", i=quote(way.id))
    return say("a way to report", "一个举报入口")


def _read(plan: Plan, ways: list[Intake]) -> Iterator[Outcome]:
    """Whether one person alone reads all that is reported in private, and may be the one it is about."""
    seats = seats_of(plan)
    readers = {s.person for w in ways for who in w.handled_by for s in seats.get(who, ())}
    if len(readers) > 1 or _people(plan) < 2 or plan.rules.reporting.recusal:
        return
    silent = next((w for w in ways if not w.handled_by), None)
    if silent:
        yield Unknown(silent.at(), say("who reads what comes in here (`handled_by`)", "由谁受理（`handled_by`）"))
    elif readers:
        person = next(iter(readers))
        powers = [
            (place, what) for place, who, what in _powers(plan) if person in {s.person for s in seats.get(who, ())}
        ]
        if powers:
            yield _judge_alone(ways[0], person, powers)


def _people(plan: Plan) -> int:
    return len({p.id for p in plan.structure.people if p.status == "active"})


def _powers(plan: Plan) -> Iterator[tuple[Place, str, Words]]:
    """Who can do members wrong: where the plan says so, who, and in words."""
    for step in plan.rules.ladder:
        if step.decided_by:
            yield step.at("decided_by"), step.decided_by, say("decides {s}", "决定 {s}", s=quote(step.id))
    for moderator in plan.rules.moderation.moderators:
        yield moderator.at("who"), moderator.who, say("moderates", "负责群管理")


def _judge_alone(way: Intake, person: str, powers: list[tuple[Place, Words]]) -> Problem:
    words = say(
        "all private reports go to {p} alone, who also {w}: nobody can report {p}",
        "所有私下举报都只由 {p} 一人受理，而 {p} 又{w}：没有人能举报 {p}",
        p=quote(person),
        w=powers[0][1],
    )
    hint = say(
        "let a second person read them under `handled_by`, or say under `recusal` who takes over",
        "请在 `handled_by` 中增加一位受理人，或在 `recusal` 中写明由谁接手",
    )
    related = tuple(Related(place, what) for place, what in powers[:3])
    return Problem(way.at("handled_by"), words, hint, related, Severity.WARNING)
