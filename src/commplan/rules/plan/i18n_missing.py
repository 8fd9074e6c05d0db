"""People who cannot read what concerns them.

Where audiences state their `languages`, each of them must find in one it reads: the documents rendered from this plan,
rules of conduct included (`plan.languages`); a way to report or to complain (`rules.reporting.intakes`,
`rules.grievance.intakes`); and of the reports that are meant for it (`content.reporting`) at least one. An intake without
languages, and a report without, speak the plan's; so is an audience without languages taken to read them. Regional forms count as one language: `zh-Hans` reads `zh`. Channels
are looked at by rule segment-no-channel.

Rules that somebody cannot read do not hold for them, and a complaint that cannot be made is not heard.

Source: Bank Information Center, review of World Bank stakeholder engagement plans (2021); CNCF governance review of
KubeEdge (2024), languages.

Bad::

    plan:
      languages: [en]
    goals:
      audiences: [{id: villagers, languages: [sw]}]
    content:
      channels: [{id: visits, platform: in-person, audiences: [villagers], languages: [sw], two_way: true}]

Good::

    plan:
      languages: [en, sw]
    goals:
      audiences: [{id: villagers, languages: [sw]}]
    content:
      channels: [{id: visits, platform: in-person, audiences: [villagers], languages: [sw], two_way: true}]

---

与自己有关的内容，却看不懂。

受众写明 `languages` 的，每个受众都应能用其中一种语言看到或用到：由本方案生成的文档，包括群规（`plan.languages`）；
举报或申诉的入口（`rules.reporting.intakes`、`rules.grievance.intakes`）；面向它的报告（`content.reporting`）中至少一份。
入口、报告和受众未写语言时，按方案的语言计。地区变体视为同一种语言：`zh-Hans` 可读 `zh`。渠道的语言由规则 segment-no-channel 检查。

看不懂的规则约束不了人；提不出的申诉，也没有人听得到。

来源：Bank Information Center 对世界银行利益相关方参与计划的评审（2021）；CNCF 对 KubeEdge 的治理评审（2024，语言）。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commplan.finding import NotApplicable, Outcome, Place, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Audience
from commplan.rule import rule
from commplan.words import Words, listed, quote, say

Lack = tuple[Words, tuple[str, ...], Place]  # what is missing, which languages it has, where that is said


@rule("P210", part="plan", kind="X", severity="warning", level="solid")
def i18n_missing(plan: Plan) -> Iterator[Outcome]:
    audiences = plan.goals.audiences
    if not any(a.languages for a in audiences):
        yield NotApplicable(say("no audience states its languages", "没有受众写明使用的语言"))
        return
    if not plan.plan.languages and not plan.plan.says("language"):
        missing = say(
            "which languages the plan's documents are in (`languages`)", "方案文档使用哪些语言（`languages`）"
        )
        yield Unknown(plan.plan.at(), missing)
        return
    for audience in audiences:
        lacks = list(_lacks(plan, audience)) if audience.languages else []
        if lacks:
            yield _told(audience, lacks)


def _lacks(plan: Plan, audience: Audience) -> Iterator[Lack]:
    own = plan.plan.languages or (plan.plan.language,)
    place = plan.plan.at("languages" if plan.plan.languages else "language")
    if not _reads(audience, own):
        yield say("the plan's documents and rules", "方案文档与群规"), own, place
    intakes = (*plan.rules.reporting.intakes, *plan.rules.grievance.intakes)
    heard = tuple(dict.fromkeys(tag for i in intakes for tag in i.languages or own))
    if intakes and not _reads(audience, heard):
        yield say("any way to report or complain", "任何举报或申诉入口"), heard, intakes[0].at()
    reports = [r for r in plan.content.reporting if audience.id in r.audiences]
    told = tuple(dict.fromkeys(r.language or plan.plan.language for r in reports))
    if reports and not _reads(audience, told):
        yield say("any report meant for it", "任何面向它的报告"), told, reports[0].at()


def _told(audience: Audience, lacks: list[Lack]) -> Problem:
    wanted = _listed(audience.languages)
    shown = [say("{w} ({t})", "{w}（{t}）", w=what, t=_listed(tags)) for what, tags, _ in lacks]
    parts = Words(", nor ".join(s.en for s in shown), "、".join(s.zh for s in shown))
    words = say(
        "audience {a} reads {w}, but cannot read or use {p}",
        "受众 {a} 使用 {w}，却看不懂或用不了：{p}",
        a=quote(audience.id),
        w=wanted,
        p=parts,
    )
    hint = say(
        "offer each in {w}, and state it under `languages` (`language` of a report)",
        "请各提供一份 {w} 版本，并写入 `languages`（报告为 `language`）",
        w=wanted,
    )
    related = tuple(Related(place, say("speaks {t}", "使用 {t}", t=_listed(tags))) for _, tags, place in lacks)
    return Problem(audience.at("languages"), words, hint, related)


def _listed(tags: Iterable[str]) -> Words:
    return listed(tags)


def _reads(audience: Audience, spoken: Iterable[str]) -> bool:
    plain = {tag.split("-")[0].lower() for tag in spoken}
    return any(tag.split("-")[0].lower() in plain for tag in audience.languages)
