"""Stakeholder engagement plans of financed projects."""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import Place, Unknown
from commplan.plan import Plan
from commplan.plan.content import LIVE_KINDS
from commplan.plan.goals import Audience
from commplan.profile import Lack, Profile, Requirement, stated
from commplan.schedule import rrule
from commplan.spelling import nearest
from commplan.words import quote, say

_TOUCHED = ("affected", "vulnerable")
_YEARLY = {"YEARLY": 1, "MONTHLY": 12, "WEEKLY": 52, "DAILY": 365}


def _parties(plan: Plan) -> Iterator[Lack | Unknown]:
    audiences, place = plan.goals.audiences, Place(("goals", "audiences"), "key")
    if audiences and not any(a.category for a in audiences):
        yield Unknown(place, say("to which `category` each audience belongs", "各受众的类别（`category`）"))
        return
    for category in ("affected", "interested", "vulnerable"):
        if not any(a.category == category for a in audiences):
            yield Lack(place, say("no audience is of category `{c}`", "没有类别为 `{c}` 的受众", c=category))


def _touched(plan: Plan) -> list[Audience]:
    return [a for a in plan.goals.audiences if a.category in _TOUCHED]


def _meant(plan: Plan, audience: Audience) -> bool:
    """Whether a name that leads nowhere may mean this audience: rule ref-resolves tells it already."""
    return bool(plan.dangling) and nearest(audience.id, plan.dangling, 0.7) is not None


def _barriers(plan: Plan) -> Iterator[Lack | Unknown]:
    for audience in _touched(plan):
        if audience.category == "vulnerable" and not audience.measures:
            found = say("{a} has none (`measures`)", "{a} 没有（`measures`）", a=quote(audience.id))
            yield Lack(audience.at("id"), found)


def _disclosed(plan: Plan) -> Iterator[Lack | Unknown]:
    told = {a for e in plan.content.calendar if e.kind == "disclosure" and e.status != "cancelled" for a in e.audiences}
    for audience in _touched(plan):
        if audience.id not in told and not _meant(plan, audience):
            found = say(
                "no entry of kind `disclosure` is for {a}", "没有面向 {a} 的 `disclosure` 条目", a=quote(audience.id)
            )
            yield Lack(audience.at("id"), found)


def _consulted(plan: Plan) -> Iterator[Lack | Unknown]:
    live = [e for e in plan.content.calendar if e.kind in LIVE_KINDS and e.status != "cancelled"]
    heard = {a for e in live for a in e.audiences}
    for audience in _touched(plan):
        if audience.id not in heard and not _meant(plan, audience):
            found = say(
                "nothing live in the calendar is for {a}", "日历中没有面向 {a} 的现场活动", a=quote(audience.id)
            )
            yield Lack(audience.at("id"), found)


def _reported(plan: Plan) -> Iterator[Lack | Unknown]:
    """Each affected group has a report at least once a year; one without recurrence may be yearly or once."""
    sure, doubtful = set[str](), dict[str, Place]()
    for report in plan.content.reporting:
        parts = rrule.parts(report.rrule) if report.rrule else {}
        if not parts:
            doubtful.update(dict.fromkeys(report.audiences, report.at()))
        elif _YEARLY.get(parts.get("FREQ", ""), 365) >= int(parts.get("INTERVAL", "1")):
            sure.update(report.audiences)
    for audience in plan.goals.audiences:
        if audience.category != "affected" or audience.id in sure or _meant(plan, audience):
            continue
        if audience.id in doubtful:
            missing = say("how often this report comes (`rrule`)", "这份报告多久一次（`rrule`）")
            yield Unknown(doubtful[audience.id], missing)
        else:
            found = say(
                "none of `content.reporting` is for {a}",
                "`content.reporting` 中没有面向 {a} 的报告",
                a=quote(audience.id),
            )
            yield Lack(audience.at("id"), found)


def _paid(plan: Plan) -> Iterator[Lack | Unknown]:
    lines, place = plan.resources.budget.lines, Place(("resources", "budget"))
    engaging = {e.id for e in plan.content.calendar if e.kind in ("disclosure", "consultation")} | {plan.plan.id}
    if not lines:
        yield Unknown(place, say("the `lines` of the budget", "预算的各科目（`lines`）"))
    elif not any(set(line.activities) & engaging for line in lines):
        found = say(
            "no budget line names a disclosure, a consultation or the plan itself under `activities`",
            "没有预算科目在 `activities` 中写明信息披露、磋商或本方案",
        )
        yield Lack(place, found)


def _answered(plan: Plan) -> Iterator[Lack | Unknown]:
    feedback = plan.engagement.feedback
    # a name behind the owner that leads nowhere is told by rule ref-resolves
    if not feedback.owner or not (plan.people(feedback.owner) or plan.dangling):
        yield Lack(feedback.at("owner"), say("nobody is behind `owner`", "`owner` 没有落实到人"))
    if not feedback.answer_within:
        yield Lack(
            feedback.at("answer_within"), say("no time is named (`answer_within`)", "没有写明时限（`answer_within`）")
        )


ESS10_SEP = Profile(
    "ess10-sep",
    1,
    say("Stakeholder engagement plan, ESS10", "利益相关方参与计划（ESS10）"),
    say(
        "For projects financed by development banks and under the Equator Principles: who is affected, what is disclosed to "
        "whom, how people are heard and complain, and who pays for it.",
        "适用于开发性金融机构融资及采用赤道原则的项目：谁受影响，向谁公开什么，如何听取意见、受理申诉，由谁出钱。",
    ),
    say(
        "World Bank ESS10 and its annex 1; IFC Performance Standard 1; Equator Principles IV, principles 5 and 6.",
        "世界银行 ESS10 及附件 1；国际金融公司绩效标准 1；赤道原则第四版原则 5 与原则 6。",
    ),
    (
        Requirement(
            "project-described",
            say("a description of the project and of earlier engagement", "对项目及此前参与情况的说明"),
            "plan.background",
            stated("plan.background"),
        ),
        Requirement(
            "parties-identified",
            say(
                "affected, other interested and vulnerable people, told apart", "分清受影响方、其他利益相关方与弱势群体"
            ),
            "goals.audiences[].category",
            _parties,
        ),
        Requirement(
            "barriers-removed",
            say("measures that let vulnerable groups take part", "帮助弱势群体参与的措施"),
            "goals.audiences[].measures",
            _barriers,
        ),
        Requirement(
            "disclosed-to-each",
            say("disclosure to each affected and vulnerable group", "向每个受影响方与弱势群体披露信息"),
            "content.calendar[].audiences",
            _disclosed,
        ),
        Requirement(
            "consulted-each",
            say(
                "a consultation or meeting with each affected and vulnerable group",
                "与每个受影响方及弱势群体磋商或开会",
            ),
            "content.calendar[].audiences",
            _consulted,
        ),
        Requirement(
            "report-to-affected",
            say("a report to each affected group at least once a year", "每年至少向每个受影响方报告一次"),
            "content.reporting[].audiences",
            _reported,
        ),
        Requirement(
            "feedback-answered",
            say("a person who answers feedback, within a time", "有专人在期限内答复意见"),
            "engagement.feedback",
            _answered,
        ),
        Requirement(
            "engagement-paid",
            say("money for engagement in the budget", "预算中有用于参与活动的经费"),
            "resources.budget.lines[].activities",
            _paid,
        ),
        Requirement(
            "grievance-mechanism",
            say("a grievance mechanism in stages", "分阶段的申诉处理机制"),
            "rules.grievance.stages",
            stated("rules.grievance.stages"),
        ),
        Requirement(
            "sensitive-cases",
            say(
                "a separate way for gender-based violence, harassment and the like",
                "性别暴力、骚扰等敏感个案的单独渠道",
            ),
            "rules.grievance.sensitive_cases",
            stated("rules.grievance.sensitive_cases"),
        ),
        Requirement(
            "grievance-log",
            say("a written log of grievances", "书面的申诉台账"),
            "rules.grievance.log",
            stated("rules.grievance.log"),
        ),
        Requirement(
            "outside-recourse",
            say(
                "recourse outside of the project, such as the lender's own mechanism",
                "项目以外的救济途径，例如贷款人的申诉机制",
            ),
            "rules.grievance.external",
            stated("rules.grievance.external"),
        ),
        Requirement(
            "revision",
            say("a rhythm in which the plan is revised", "定期修订方案的周期"),
            "evaluation.cadence",
            stated("evaluation.cadence", "rules.sustainability.review"),
        ),
    ),
)
