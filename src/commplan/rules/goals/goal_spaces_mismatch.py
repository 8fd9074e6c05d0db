"""A business value that none of its metrics measures.

`spaces` says which business value an objective serves, after CMX: support, product, acquisition, content, engagement or
success. For each value that the plan claims, at least one of its objectives must have a metric that can show it: answers
for support, members gained for acquisition, who takes part for engagement. Metrics of the plan's own are taken at their
word. A value that is claimed and not measured is a slogan: the number moves, and says nothing of what was promised.

Source: CMX, The SPACES Model (a community's objective decides its metrics).

Bad::

    goals:
      objectives:
        - {id: answered, statement: Nobody waits for an answer, metric: unanswered-rate, owner: lead}
        - {id: helped, statement: Members help each other, spaces: support, metric: net-growth, owner: lead}
    rules: {onboarding: {owner: lead, steps: [{action: A welcome}]}}
    evaluation:
      sources:
        - {id: roll, tool: log, metrics: [net-growth], owner: lead, refresh: P1M}
        - {id: talk-export, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}

Good::

    goals:
      objectives:
        - {id: helped, statement: Members help each other, spaces: support, metric: unanswered-rate, owner: lead}
    rules: {onboarding: {owner: lead, steps: [{action: A welcome}]}}
    evaluation:
      sources: [{id: chat, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}]

---

所称的业务价值没有指标来衡量。

`spaces` 写明目标服务于哪种业务价值（CMX SPACES 模型）：支持、产品、获客、内容、参与、客户成功。方案提出的每一种价值，
至少要有一个目标的指标能体现它：支持看答复，获客看新增成员，参与看谁在参加。自定指标按其所说认定。
只提价值而不衡量，就只是口号：数字动了，却说明不了当初承诺的事。

来源：CMX 的 SPACES 模型（社群目标决定其指标）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.catalogue import CALENDAR_EXECUTION, metric_ids
from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.rule import rule
from commplan.terms import term
from commplan.words import Words, listed, quote, say

_ANSWERS = frozenset({"first-response-time", "response-times", "sla-attainment", "unanswered-rate"})
_NUMBERS = frozenset({"members", "joins", "new-members", "net-growth", "member-growth"})
_SPREAD = frozenset({"participation-gini", "participation-curve", "top-share", "absence-factor", "messages-per-member"})
_MADE = frozenset({"contribution-types", CALENDAR_EXECUTION})
_ACTIVE = frozenset({"dau", "wau", "mau", "active-members", "stickiness", "stickiness-over-time", "activity-by-hour"})
_STAY = frozenset({"retention", "retention-cohorts", "member-lifecycle"})
MEASURES = {
    "support": _ANSWERS,
    "product": frozenset[str](),
    "acquisition": _NUMBERS,
    "content": _SPREAD | _MADE | {"new-members"},
    "engagement": _ACTIVE | _STAY | _SPREAD | _MADE | {"new-members"},
    "success": _STAY | _ANSWERS,
}
"""The metrics of the catalogue that can show each value; those of product are the plan's own (ideas adopted, say)."""
_INSTEAD = {
    "support": say("`unanswered-rate` or `first-response-time`", "`unanswered-rate` 或 `first-response-time`"),
    "product": say(
        "a metric of your own under `evaluation.metrics`, such as ideas adopted",
        "在 `evaluation.metrics` 中自定的指标（如被采纳的建议数）",
    ),
    "acquisition": say("`new-members` or `net-growth`", "`new-members` 或 `net-growth`"),
    "content": say("`participation-gini` or `contribution-types`", "`participation-gini` 或 `contribution-types`"),
    "engagement": say("`mau` or `retention`", "`mau` 或 `retention`"),
    "success": say(
        "`retention`, or a metric of your own under `evaluation.metrics`",
        "`retention`，或在 `evaluation.metrics` 中自定的指标",
    ),
}


@rule("G109", part="goals", kind="X", severity="warning", level="solid")
def goal_spaces_mismatch(plan: Plan) -> Iterator[Outcome]:
    claimed: dict[str, list[Objective]] = {}
    for objective in plan.goals.objectives:
        if objective.spaces:
            claimed.setdefault(objective.spaces, []).append(objective)
    if not claimed:
        yield NotApplicable(say("no objective says which business value it serves", "没有目标写明服务于哪种业务价值"))
        return
    for objective in plan.goals.objectives:
        if objective.spaces is None:
            missing = say(
                "which business value {o} serves (`spaces`)",
                "{o} 服务于哪种业务价值（`spaces`）",
                o=quote(objective.id),
            )
            yield Unknown(objective.at(), missing)
    catalogue = {*metric_ids(), CALENDAR_EXECUTION}
    for value, objectives in claimed.items():
        named = [o for o in objectives if o.metric]
        if named and all(o.metric in catalogue and o.metric not in MEASURES[value] for o in named):
            yield _unmeasured(value, named)


def _unmeasured(value: str, objectives: list[Objective]) -> Problem:
    first, *others = objectives
    metrics = [quote(m) for m in dict.fromkeys(o.metric or "" for o in objectives)]
    return Problem(
        first.at("spaces"),
        say(
            "objective {o} serves {v}, which {m} cannot show",
            "目标 {o} 服务于“{v}”，而 {m} 体现不了它",
            o=quote(first.id),
            v=Words(value, term(value).zh),
            m=listed(metrics, " and "),
        ),
        say(
            "measure it by {i}, or correct `spaces`",
            "请改用 {i} 来衡量，或更正 `spaces`",
            i=_INSTEAD[value],
        ),
        tuple(Related(o.at("spaces"), say("claims the same", "此处也称服务于它")) for o in others),
    )
