"""A change of attitude that nothing is done for.

Where `engagement` says that a group is to be won over, such as from neutral to supportive, something must be done that can
do it: an event, a meeting, a workshop, a consultation or a campaign for this audience; any entry that serves an
objective about it; or a decision in which it has a say (`consult` or more). Being sent things moves nobody. An audience
for which there is nothing at all is told by rule segment-no-content.

Source: PMBOK, stakeholder engagement assessment matrix (for each gap an action).

Bad::

    goals:
      audiences: [{id: neighbours, engagement: {now: resistant, wanted: neutral}}]
    content:
      channels: [{id: visits, platform: in-person, audiences: [neighbours], two_way: true}]
      calendar:
        - {id: letter, kind: push, start: 2027-01-12, rrule: FREQ=MONTHLY, audiences: [neighbours], owner: lead, effort_hours: 1}

Good::

    goals:
      audiences: [{id: neighbours, engagement: {now: resistant, wanted: neutral}}]
    content:
      channels: [{id: visits, platform: in-person, audiences: [neighbours], two_way: true}]
      calendar:
        - {id: open-day, kind: event, start: 2027-01-12T15:00, rrule: FREQ=MONTHLY, audiences: [neighbours], owner: lead, effort_hours: 1}

---

希望改变某群体的态度，却没有为此做任何事。

`engagement` 写明要争取某个群体（如从中立到支持）的，就要有能促成改变的安排：面向该受众的活动、会议、工作坊、磋商或营销活动；
服务于与它有关的目标的任何条目；或让它有发言权的决策（`consult` 及以上）。只是给人发东西，改变不了态度。
完全没有任何安排的受众，由规则 segment-no-content 提示。

来源：PMBOK 利益相关方参与度评估矩阵（每一处差距都有对应行动）。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.content import LIVE_KINDS, Entry
from commplan.plan.goals import Audience, Engagement
from commplan.rule import rule
from commplan.rules.goals import misnamed, standing
from commplan.terms import term
from commplan.words import Words, quote, say

_SCALE = get_args(Engagement)
_MOVES = (*LIVE_KINDS, "campaign")


@rule("G116", part="goals", kind="X", severity="warning", level="solid")
def stakeholder_gap_no_action(plan: Plan) -> Iterator[Outcome]:
    rated = [a for a in plan.goals.audiences if a.engagement.now or a.engagement.wanted]
    if not rated:
        yield NotApplicable(say("no audience states its engagement", "没有受众写明参与度"))
        return
    about = {o.id: set(o.audiences) for o in plan.goals.objectives}
    asked = {a for d in plan.structure.decisions if d.participation not in (None, "inform") for a in d.audiences}
    for audience in rated:
        now, wanted = audience.engagement.now, audience.engagement.wanted
        if not now or not wanted:
            key = "now" if not now else "wanted"
            missing = say(
                "`engagement.{k}` of audience {a}", "受众 {a} 的 `engagement.{k}`", k=key, a=quote(audience.id)
            )
            yield Unknown(audience.at(), missing)
        elif _SCALE.index(wanted) > _SCALE.index(now) and audience.id not in asked:
            if misnamed(plan, audience.id):
                continue
            entries = [e for e in standing(plan) if audience.id in e.audiences]
            unclear = any(plan.dangling.intersection(e.objectives) for e in entries)
            if entries and not unclear and not any(_moves(e, audience, about) for e in entries):
                yield _unmoved(audience, entries)


def _moves(entry: Entry, audience: Audience, about: dict[str, set[str]]) -> bool:
    return entry.kind in _MOVES or any(audience.id in about.get(o, ()) for o in entry.objectives)


def _unmoved(audience: Audience, entries: list[Entry]) -> Problem:
    now, wanted = audience.engagement.now or "", audience.engagement.wanted or ""
    kinds = Counter(e.kind for e in entries)
    en = ", ".join(f"{n} of kind {k}" for k, n in kinds.items())
    zh = "、".join(f"{term(k).zh} {n} 项" for k, n in kinds.items())
    return Problem(
        audience.engagement.at("wanted"),
        say(
            "audience {a} is to go from {n} to {w}, but all that is planned for it is {e}",
            "受众 {a} 要从{n}变为{w}，但为它安排的只有{e}",
            a=quote(audience.id),
            n=Words(now, f"“{term(now).zh}”"),
            w=Words(wanted, f"“{term(wanted).zh}”"),
            e=Words(en, zh),
        ),
        say(
            "plan an event or a consultation with it, or an objective about it that an entry serves; or expect less",
            "请安排一次面对面的活动或磋商，或设一个与它有关、且有条目支撑的目标；否则请降低期望",
        ),
    )
