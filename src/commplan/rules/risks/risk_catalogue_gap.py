"""A kind of risk that concerns the plan and that nobody has looked at.

commplan knows the kinds of risk that communities have met (`src/commplan/data/risk-categories.toml`, with source and month),
and asks for those that what the plan itself says makes likely:

- every plan: loss of a key person, low participation, burnout, harassment, personal data;
- points: that they are farmed; prizes with a cost: that they cost too much; draws: competitions;
- WeChat and WeCom: that a group or an account is closed; an account with a push quota: that it is taken over; pushes: too
  many of them; a platform without archive, export or fallback: that there is no way out;
- moderators: spam; audiences of several languages: not being understood; minors: harm to them;
- events in a venue: safety; holidays and promised answers: that nobody is there;
- affected parties: promises not kept, conflict, false information; a project: its delay; a product or brand: bad publicity;
- money that ends before the plan: the loss of it; a budget that says it keeps no reserve: that it runs over.

A kind is looked at when a risk of the register has its `category`, or when `risks.waived` says why it does not apply here.
A waiver ends with its `until`, and one for a kind that the register holds contradicts it. Own categories may stand beside
those of the catalogue. A draft with fewer than five risks is still being written, and is not asked.

What strikes a community has nearly always struck another one before.

Source: CXL, community risk analysis; PMI, risk breakdown structure.

Bad::

    plan: {status: adopted}
    risks:
      register:
        - {id: silence, title: Nobody writes, category: low-participation, likelihood: 2, impact: 3, next_review: 2027-03-31}
        - {id: tired, title: The lead tires, category: burnout, likelihood: 2, impact: 3, next_review: 2027-03-31}
        - {id: away, title: The lead leaves, category: key-person-loss, likelihood: 2, impact: 3, next_review: 2027-03-31}
      waived: [{category: harassment, reason: Six friends who have known each other for years}]

Good::

    plan: {status: adopted}
    risks:
      register:
        - {id: silence, title: Nobody writes, category: low-participation, likelihood: 2, impact: 3, next_review: 2027-03-31}
        - {id: tired, title: The lead tires, category: burnout, likelihood: 2, impact: 3, next_review: 2027-03-31}
        - {id: away, title: The lead leaves, category: key-person-loss, likelihood: 2, impact: 3, next_review: 2027-03-31}
      waived:
        - {category: harassment, reason: Six friends who have known each other for years}
        - {category: data-privacy, reason: No personal data is kept}

---

与方案有关、却没有人考虑过的一类风险。

commplan 收录了各社群遇到过的风险类别（`src/commplan/data/risk-categories.toml`，附出处与年月），并按方案自己写明的情况询问可能发生的几类：

- 所有方案：关键人流失、参与度低、过劳、骚扰、个人信息；
- 有积分：薅积分；奖品有成本：积分负债；有抽奖：竞赛与抽奖；
- 微信、企业微信：封群封号；有群发限额的账号：账号被盗；有推送：打扰过多；平台没有归档、导出或备用渠道：被平台锁定；
- 有管理员：广告刷屏；受众使用多种语言：语言障碍；有未成年人：未成年人受到伤害；
- 有场地的活动：活动安全；有节假日又承诺了答复时限：节假日无人值守；
- 有受影响方：承诺没有兑现、群体冲突、虚假信息；服务于项目：项目延误；服务于产品或品牌：负面舆情；
- 资金在方案结束前到期：资金中断；预算写明不留预备金：预算超支。

登记册中有该类别（`category`）的风险，或 `risks.waived` 写明它为何不适用，即为考虑过。豁免到 `until` 为止；登记册中已有的类别又写为不适用，
则自相矛盾。除目录中的类别外，也可自定类别。风险少于五项的草案还在编写中，不作询问。

一个社群遇到的麻烦，几乎总有别的社群遇到过。

来源：CXL 社群风险分析；PMI 风险分解结构。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.risks import Risk, Waived
from commplan.platforms import ids, platform
from commplan.risk_catalogue import RiskKind, risk_kinds
from commplan.rule import Threshold, rule
from commplan.rules.risks import listed
from commplan.spelling import nearest
from commplan.words import Words, quote, say

FROM_RISKS = Threshold(
    5, say("number of risks from which a draft is held against the catalogue", "草案有多少项风险起对照风险目录")
)


@rule("R109", part="risks", kind="X", severity="info", level="exemplary", thresholds={"from_risks": FROM_RISKS})
def risk_catalogue_gap(plan: Plan, today: date, from_risks: int) -> Iterator[Outcome]:
    register = plan.risks.register
    if not register:
        yield NotApplicable(say("the plan has no risks", "方案没有登记风险"))
        return
    if plan.plan.status == "draft" and len(register) < from_risks:
        words = say(
            "a draft with fewer than {n} risks is still being written", "风险少于 {n} 项的草案还在编写中", n=from_risks
        )
        yield NotApplicable(words)
        return
    looked_at = {risk.category for risk in register if risk.category}
    for waived in plan.risks.waived:
        yield from _waiver(plan, waived, today)
        looked_at.add(waived.category)
    gaps = [kind for kind in risk_kinds().values() if kind.id not in looked_at and _asked(plan, kind)]
    meant = _misnamed(plan, gaps)
    yield from (_no_category(risk, near) for risk, near in meant)
    gaps = [kind for kind in gaps if kind.id not in {near for _, near in meant}]
    nameless = [risk.id for risk in register if risk.category is None]
    if gaps and nameless:
        yield Unknown(
            plan.risks.at("register"),
            say("the `category` of {r}", "{r} 的 `category`", r=listed(quote(i) for i in nameless)),
        )
    elif gaps:
        yield _gap(plan, gaps)


def _waiver(plan: Plan, waived: Waived, today: date) -> Iterator[Problem]:
    """What is wrong with a category that is said not to apply."""
    name = quote(waived.category)
    found = next((r for r in plan.risks.register if r.category == waived.category and r.status != "closed"), None)
    if found:
        yield Problem(
            waived.at("category"),
            say(
                "{c} is said not to apply here, and risk {r} is of that category",
                "{c} 写明不适用，而风险 {r} 正属于这一类",
                c=name,
                r=quote(found.id),
            ),
            say("drop one of the two", "请删去其中一处"),
            (Related(found.at("category"), say("the risk", "该风险")),),
        )
    elif waived.until and waived.until < today:
        yield Problem(
            waived.at("until"),
            say("that {c} does not apply held until {d}", "{c} 不适用的期限到 {d} 为止", c=name, d=waived.until),
            say("look at it again: a new `until`, or a risk", "请重新考虑：改写 `until`，或登记为风险"),
        )


def _misnamed(plan: Plan, gaps: list[RiskKind]) -> list[tuple[Risk | Waived, str]]:
    """Categories that the catalogue does not have, each with the one that is asked for and nearly called so."""
    named: list[Risk | Waived] = [*plan.risks.register, *plan.risks.waived]
    others = [x for x in named if x.category and x.category not in risk_kinds()]
    nearly = [(x, nearest(x.category or "", [kind.id for kind in gaps], 0.7)) for x in others]
    return [(x, near) for x, near in nearly if near]


def _no_category(named: Risk | Waived, near: str) -> Problem:
    words = say("{c} is no category of the catalogue", "风险目录中没有 {c} 这一类", c=quote(named.category))
    return Problem(named.at("category"), words, say("did you mean `{n}`?", "是否想写 `{n}`？", n=near))


def _gap(plan: Plan, gaps: list[RiskKind]) -> Problem:
    names = listed(say("{c} ({why})", "{c}（{why}）", c=quote(kind.id), why=_WHY[kind.asks][1]) for kind in gaps)
    words = say(
        "nobody has looked at {names}: neither a risk nor a waiver is of that category",
        "没有人考虑过 {names}：既没有这一类的风险，也没有写明不适用",
        names=names,
    )
    hint = say(
        "add a risk with `category: {c}` ({name}), or say under `risks.waived` why there is none",
        "登记一项 `category: {c}`（{name}）的风险，或在 `risks.waived` 中写明为何不适用",
        c=gaps[0].id,
        name=gaps[0].name,
    )
    return Problem(plan.risks.at("register"), words, hint)


def _asked(plan: Plan, kind: RiskKind) -> bool:
    return kind.asks in _WHY and _WHY[kind.asks][0](plan)


def _on_platform(plan: Plan, *starts: str) -> bool:
    return any(id_.startswith(starts) for c in plan.content.channels for id_ in ids(c.platform))


def _has_quota(plan: Plan) -> bool:
    known = (platform(channel.platform) for channel in plan.content.channels)
    return any(p is not None and p.push is not None for p in known)


def _locked(plan: Plan) -> bool:
    return any(c.platform and not (c.archive or c.export or c.fallback) for c in plan.content.channels)


def _ends_early(plan: Plan) -> bool:
    end = plan.plan.period.end
    return any(f.until and end and f.until < end for f in plan.resources.funding)


def _languages(plan: Plan) -> bool:
    return len({language for audience in plan.goals.audiences for language in audience.languages}) > 1


def _events(plan: Plan) -> bool:
    return any(e.venue and e.kind in ("event", "workshop") for e in plan.content.calendar if e.status != "cancelled")


def _rewards(plan: Plan, key: str) -> bool:
    return plan.engagement.rewards is not None and bool(getattr(plan.engagement.rewards, key))


_WHY: dict[str, tuple[Callable[[Plan], bool], Words]] = {
    "every": (lambda _: True, say("every community", "每个社群都有")),
    "points": (lambda p: _rewards(p, "earn"), say("members earn points", "设有积分")),
    "prizes": (
        lambda p: _rewards(p, "catalogue") and _rewards(p, "cost_per_point"),
        say("points cost money", "积分要花钱兑付"),
    ),
    "draws": (lambda p: _rewards(p, "draws"), say("there are draws", "设有抽奖")),
    "wechat": (lambda p: _on_platform(p, "wechat", "wecom"), say("on WeChat", "使用微信")),
    "accounts": (_has_quota, say("an official account", "设有公众号等账号")),
    "pushes": (
        lambda p: any(e.kind == "push" and e.status != "cancelled" for e in p.content.calendar),
        say("there are pushes", "有推送"),
    ),
    "locked": (_locked, say("a platform without archive, export or fallback", "平台没有归档、导出或备用渠道")),
    "moderated": (
        lambda p: bool(p.rules.moderation.moderators),
        say("there is something to moderate", "有内容需要审核"),
    ),
    "languages": (_languages, say("audiences of several languages", "受众使用多种语言")),
    "minors": (
        lambda p: any(a.minors for a in p.goals.audiences),
        say("minors among the audiences", "受众中有未成年人"),
    ),
    "events": (_events, say("events in a venue", "有场地活动")),
    "holidays": (
        lambda p: bool(p.plan.holidays and p.rules.service_levels),
        say("answers are promised", "承诺了答复时限"),
    ),
    "affected": (
        lambda p: any(a.category == "affected" for a in p.goals.audiences),
        say("there are affected parties", "有受影响方"),
    ),
    "project": (lambda p: p.goals.theme.serves == "project", say("serves a project", "服务于项目")),
    "brand": (
        lambda p: p.goals.theme.serves in ("product", "brand"),
        say("serves a product or brand", "服务于产品或品牌"),
    ),
    "funding": (_ends_early, say("money ends before the plan", "有资金在方案结束前到期")),
    "budget": (
        lambda p: bool(p.resources.budget.lines) and p.resources.budget.contingency == 0,  # unsaid: budget-contingency
        say("no reserve in the budget", "预算没有预备金"),
    ),
}
