"""An audience that no channel reaches in a language it reads.

Every audience of the plan must be reached by at least one channel (`content.channels`, key `audiences`), and where
the audience's languages are stated, one of those channels must speak one of them. A channel that names no language
speaks those of the plan. Regional forms count as one language: `zh-Hans` reads `zh`.

Whoever is not reached cannot take part, and people who are told in a language they do not read have not been told.
Both are among the faults most often found in engagement plans.

Source: Bank Information Center, review of World Bank stakeholder engagement plans (2021), languages of disclosure;
PMBOK, communications requirements analysis.

Bad::

    plan:
      languages: [en, sw]
    goals:
      audiences:
        - {id: villagers, languages: [sw]}
    content:
      channels:
        - {id: site, audiences: [villagers], languages: [en], owner: lead}

Good::

    plan:
      languages: [en, sw]
    goals:
      audiences:
        - {id: villagers, languages: [sw]}
    structure:
      people: [{id: member-b, languages: [en, sw]}]
    content:
      channels:
        - {id: site, audiences: [villagers], languages: [en, sw], owner: lead, backup: member-b}

---

有受众没有任何渠道能用其语言触达。

方案中的每个受众都至少要有一个渠道触达（`content.channels` 的 `audiences`）；写明了受众语言的，其中至少一个渠道要使用其中一种语言。
渠道未写语言时按方案的语言计。地区变体视为同一种语言：`zh-Hans` 可读 `zh`。

触达不到的人无从参与；用对方看不懂的语言告知，等于没有告知。这两点都是参与计划中最常见的缺陷。

来源：Bank Information Center 对世界银行利益相关方参与计划的评审（2021，披露语言）；PMBOK 沟通需求分析。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel
from commplan.plan.goals import Audience
from commplan.rule import rule
from commplan.spelling import nearest
from commplan.words import Words, listed, quote, say


@rule("G104", part="goals", kind="X")
def segment_no_channel(plan: Plan) -> Iterator[Outcome]:
    channels = plan.content.channels
    if not plan.goals.audiences:
        yield NotApplicable(say("the plan names no audiences", "方案没有写明受众"))
    elif not channels:
        yield Unknown(
            plan.content.at(), say("the plan's channels (`content.channels`)", "方案的渠道（`content.channels`）")
        )
    else:
        for audience in plan.goals.audiences:
            yield from _judged(plan, audience)


def _judged(plan: Plan, audience: Audience) -> Iterator[Outcome]:
    channels = plan.content.channels
    reached_by = [c for c in channels if audience.id in c.audiences]
    if any(_shared(audience, _languages(plan, c)) for c in reached_by):
        return
    silent = [c for c in channels if not c.audiences and _shared(audience, _languages(plan, c))]
    for channel in silent:
        yield Unknown(
            channel.at(), say("whom {c} reaches (`audiences`)", "{c} 触达哪些受众（`audiences`）", c=quote(channel.id))
        )
    if silent:
        return
    if reached_by:
        yield _not_understood(plan, audience, reached_by)
    elif not _meant(plan, audience):
        yield Problem(
            audience.at(),
            say("no channel reaches audience {a}", "没有渠道触达受众 {a}", a=quote(audience.id)),
            say(
                "add `{a}` to the `audiences` of a channel under `content.channels`",
                "请在 `content.channels` 某个渠道的 `audiences` 中加上 `{a}`",
                a=audience.id,
            ),
        )


def _meant(plan: Plan, audience: Audience) -> bool:
    """Whether a channel seems to mean this audience and misses its id, which rule ref-resolves already tells."""
    misspelt = [a for c in plan.content.channels for a in c.audiences if a not in plan.objects]
    return nearest(audience.id, misspelt, 0.7) is not None


def _not_understood(plan: Plan, audience: Audience, reached_by: list[Channel]) -> Problem:
    spoken = dict.fromkeys(language for c in reached_by for language in _languages(plan, c))
    wanted = _listed(audience.languages)
    return Problem(
        audience.at("languages"),
        say(
            "audience {a} reads {w}, but the channels that reach it speak {s}",
            "受众 {a} 使用 {w}，触达它的渠道却只用 {s}",
            a=quote(audience.id),
            w=wanted,
            s=_listed(spoken),
        ),
        say(
            "add a channel in {w}, or name the language under `languages` where it is spoken",
            "请增加使用 {w} 的渠道；若渠道已使用该语言，请写入其 `languages`",
            w=wanted,
        ),
        tuple(_speaks(plan, c) for c in reached_by),
    )


def _speaks(plan: Plan, channel: Channel) -> Related:
    spoken = _listed(_languages(plan, channel))
    if channel.languages:
        return Related(channel.at("languages"), say("{c} speaks {s}", "{c} 使用 {s}", c=quote(channel.id), s=spoken))
    words = say(
        "{c} names no language, so it speaks the plan's: {s}",
        "{c} 未写语言，按方案语言计：{s}",
        c=quote(channel.id),
        s=spoken,
    )
    return Related(channel.at(), words)


def _languages(plan: Plan, channel: Channel) -> tuple[str, ...]:
    return channel.languages or plan.plan.languages or (plan.plan.language,)


def _listed(languages: Iterable[str]) -> Words:
    return listed(languages)


def _shared(audience: Audience, spoken: Iterable[str]) -> bool:
    """Whether the audience reads one of these languages; it reads any when it names none."""
    plain = {language.split("-")[0].lower() for language in spoken}
    return not audience.languages or any(tag.split("-")[0].lower() in plain for tag in audience.languages)
