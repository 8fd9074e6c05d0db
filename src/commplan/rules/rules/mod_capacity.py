"""More to moderate than moderators have hours for.

What comes in (`items_per_month` times `minutes_per_item`, plus `admin_hours_per_month`) is held against what is there:
each moderator's `hours_per_week`, times the people behind the role or body, times 52/12 weeks, times `utilisation`, the
share of those hours that can be planned. Ratios such as one moderator per thousand members say nothing: items come from
what people write, not from how many have joined.

Source: the capacity formula of professional moderation teams (posts by minutes by utilisation); practitioners reject
ratios per member.

Bad::

    rules:
      moderation:
        items_per_month: 2000
        minutes_per_item: 2
        admin_hours_per_month: 6
        moderators: [{who: lead, hours_per_week: 8}]

Good::

    rules:
      moderation:
        items_per_month: 500
        minutes_per_item: 2
        admin_hours_per_month: 6
        moderators: [{who: lead, hours_per_week: 8}]

---

审核量超出管理员可用工时。

进来的工作量（`items_per_month` × `minutes_per_item`，再加 `admin_hours_per_month`）与可用工时比较：每位管理员的
`hours_per_week` × 角色或机构背后的人数 × 52/12 周 × `utilisation`（可安排的比例）。按成员人数配比没有意义：
审核量取决于大家写了多少，而不是有多少人加入。

来源：专业审核团队的产能公式（条数 × 分钟 × 利用率）；从业者不认同按成员数配比。
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.numbers import LARGEST
from commplan.plan.rules import Moderation, Moderator
from commplan.rule import rule
from commplan.rules.rules import figure
from commplan.words import Words, listed, say

INPUTS = ("items_per_month", "minutes_per_item", "admin_hours_per_month")
WEEKS = 52 / 12


@rule("M103", part="rules", kind="A", severity="warning", level="solid")
def mod_capacity(plan: Plan) -> Iterator[Outcome]:
    moderation = plan.rules.moderation
    if not moderation.moderators and all(getattr(moderation, key) is None for key in INPUTS):
        yield NotApplicable(say("the plan does not state the load of moderation", "方案未写明审核工作量"))
        return
    missing = list(_missing(moderation))
    if missing:
        joined = listed(missing)
        words = say("{m}, to tell whether moderators have hours enough", "{m}，用于判断管理员工时是否足够", m=joined)
        yield Unknown(moderation.at(), words)
    if missing or any(_leads_nowhere(plan, m.who) for m in moderation.moderators):
        return
    items, minutes, admin = (float(getattr(moderation, key)) for key in INPUTS)
    need = items * minutes / 60 + admin
    teams = [(_heads(plan, m), float(m.hours_per_week or 0)) for m in moderation.moderators]
    have = sum(heads * hours for heads, hours in teams) * WEEKS * moderation.utilisation
    if need <= have + 1e-9:
        return
    digits = next((d for d in range(1, 9) if figure(need, d) != figure(have, d)), 9)
    yield Problem(
        moderation.at("items_per_month"),
        say(
            "moderation needs {need} h a month ({i} items x {m} min + {a} h), moderators have {have} h "
            "({teams} a week x 52/12 x {u}%)",
            "审核每月需要 {need} 小时（{i} 条 × {m} 分钟 + {a} 小时），管理员只有 {have} 小时（每周{teams}× 52/12 × {u}%）",
            need=figure(need, digits),
            have=figure(have, digits),
            i=figure(items),
            m=figure(minutes),
            a=figure(admin),
            teams=_shown(teams),
            u=figure(moderation.utilisation * 100),
        ),
        say(
            "find moderators for another {h} h a week, or let fewer items need a look",
            "请再增加每周 {h} 小时的管理员工时，或减少需要人工查看的条数",
            h=figure(ceil(min((need - have) / WEEKS / (moderation.utilisation or 1), LARGEST) * 10 - 1e-6) / 10),
        ),
        (Related(moderation.at("moderators", on="key"), say("the moderators", "管理员")),),
    )


def _missing(moderation: Moderation) -> Iterator[Words]:
    for key in INPUTS:
        if getattr(moderation, key) is None:
            yield say("`{k}`", "`{k}`", k=key)
    if not moderation.moderators:
        yield say("who moderates (`moderators`)", "由谁审核（`moderators`）")
    for moderator in moderation.moderators:
        if moderator.hours_per_week is None:
            yield say("`hours_per_week` of {w!r}", "{w!r} 的 `hours_per_week`", w=moderator.who)


def _leads_nowhere(plan: Plan, who: str) -> bool:
    """Whether nobody of this name is defined, or somebody behind it is not; rule ref-resolves speaks of that."""
    holders = [h.person for r in plan.structure.roles if who in (r.id, r.body) for h in r.holders]
    members = [m for b in plan.structure.bodies if b.id == who for m in b.members]
    return any(id_ not in plan.objects for id_ in (who, *holders, *members))


def _heads(plan: Plan, moderator: Moderator) -> int:
    return sum(person.status == "active" for person in plan.people(moderator.who))


def _shown(teams: list[tuple[int, float]]) -> Words:
    people = [
        say(
            "{n} people x {h} h" if n != 1 else "{h} h", "{n} 人 × {h} 小时" if n != 1 else "{h} 小时", n=n, h=figure(h)
        )
        for n, h in teams
    ]
    if len(people) == 1:
        return Words(people[0].en, f" {people[0].zh} ")
    return Words("(" + " + ".join(p.en for p in people) + ")", "（" + " + ".join(p.zh for p in people) + "）")
