"""Learners in cohorts: courses, boot camps, study groups."""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import Place, Unknown
from commplan.plan import Plan
from commplan.profile import Lack, Profile, Requirement, stated
from commplan.words import listed, quote, say

_TAUGHT = ("workshop", "event", "meeting")


def _sessions(plan: Plan) -> Iterator[Lack | Unknown]:
    """Something is taught, and all of it lies within the cohort's dates."""
    place = Place(("content", "calendar"), "key")
    taught = [e for e in plan.content.calendar if e.kind in _TAUGHT and e.status != "cancelled"]
    if not taught:
        yield Lack(place, say("no entry is a workshop, event or meeting", "没有课程、活动或会议条目"))
    for entry in taught:
        if entry.start is None:
            yield Unknown(entry.at(), say("when {e} is (`start`)", "{e} 的时间（`start`）", e=quote(entry.id)))


def _answers(plan: Plan) -> Iterator[Lack | Unknown]:
    levels = [s for s in plan.rules.service_levels if s.kind in ("first-reply", "resolution")]
    if not levels:
        found = say("none is of kind `first-reply` or `resolution`", "没有类型为 `first-reply` 或 `resolution` 的一项")
        yield Lack(Place(("rules", "service_levels"), "key"), found)
    for level in levels:
        if not (level.target and level.owner):
            missing = [f"`{k}`" for k, v in {"target": level.target, "owner": level.owner}.items() if not v]
            found = say("{s} does not state {k}", "{s} 没有写明 {k}", s=quote(level.id), k=listed(missing))
            yield Lack(level.at("id"), found)


def _completion(plan: Plan) -> Iterator[Lack | Unknown]:
    levels = plan.structure.levels
    if len(levels) < 2:
        yield Lack(Place(("structure", "levels"), "key"), say("there are fewer than two", "不足两级"))
    elif not levels[-1].entry:
        found = say(
            "the last step, {s}, does not say what it takes (`entry`)",
            "最后一级 {s} 没有写明条件（`entry`）",
            s=quote(levels[-1].id),
        )
        yield Lack(levels[-1].at("id"), found)


def _minors(plan: Plan) -> Iterator[Lack | Unknown]:
    """Where minors learn: how they are protected, and a record of every channel that reaches them."""
    for audience in plan.goals.audiences:
        if not audience.minors:
            continue
        if not audience.measures:
            yield Lack(
                audience.at("minors"), say("{a} has none (`measures`)", "{a} 没有（`measures`）", a=quote(audience.id))
            )
        for channel in plan.content.channels:
            if audience.id in channel.audiences and channel.two_way and not channel.archive:
                found = say(
                    "what is said to {a} on {c} is not kept (`archive`)",
                    "{c} 上与 {a} 的往来没有留存（`archive`）",
                    a=quote(audience.id),
                    c=quote(channel.id),
                )
                yield Lack(channel.at("id"), found)


def _dropout(plan: Plan) -> Iterator[Lack | Unknown]:
    risks = [r for r in plan.risks.register if r.trigger and r.trigger.metric]
    if not plan.evaluation.responses and not risks:
        yield Lack(Place(("evaluation", "responses")))


LEARNER = Profile(
    "learner",
    1,
    say("Learners in cohorts", "学习社群"),
    say(
        "For courses, boot camps and study groups: dates, answers to assignments, what completes the course, and young people "
        "who are safe.",
        "适用于课程、训练营与学习小组：日期、作业答复、结业条件，以及未成年人的安全。",
    ),
    say(
        "The Carpentries: workshop checklists, enforcement guidelines; general practice of safeguarding.",
        "The Carpentries 工作坊清单与处理方针；未成年人保护的通行做法。",
    ),
    (
        Requirement("cohort-dates", say("first and last day of the cohort", "本期的起止日期"), "plan.period.end", stated("plan.period.end")),
        Requirement("syllabus-dated", say("sessions in the calendar, with their dates", "日历中写明日期的课程"), "content.calendar[].start", _sessions),
        Requirement(
            "answers-in-time", say("a time within which learners get an answer, and its owner", "答复学员的时限与负责人"),
            "rules.service_levels[].target", _answers,
        ),
        Requirement(
            "office-hours", say("hours in which somebody is there for questions", "有人答疑的时段"), "rules.shifts",
            stated("rules.shifts"), "should",
        ),
        Requirement(
            "completion", say("steps from start to completion, with what the last one takes", "从入门到结业的各级及结业条件"),
            "structure.levels[].entry", _completion,
        ),
        Requirement("minors-safe", say("protection of minors", "对未成年人的保护"), "goals.audiences[].measures", _minors),
        Requirement(
            "dropout-noticed", say("an answer to people dropping out, by a metric", "以指标发现有人中途退出时的应对"),
            "evaluation.responses", _dropout, "should",
        ),
    ),
)  # fmt: skip
