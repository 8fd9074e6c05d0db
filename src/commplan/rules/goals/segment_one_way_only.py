"""An audience that is told everything and asked nothing.

Every audience has at least one channel on which it can answer (`two_way: true`; where a channel does not say, its
platform does). Who gets newsletters, notices and text messages alone cannot ask, object or say that something has gone
wrong; the plan talks to these people, and will not hear from them until it is late.

Source: World Bank ESS10 (engagement is two-way); PMBOK, push and interactive communication.

Bad::

    goals:
      audiences: [{id: neighbours}]
    content:
      channels: [{id: notices, platform: notice-board, audiences: [neighbours], two_way: false}]

Good::

    goals:
      audiences: [{id: neighbours}]
    content:
      channels:
        - {id: notices, platform: notice-board, audiences: [neighbours], two_way: false}
        - {id: open-door, platform: in-person, audiences: [neighbours], two_way: true}

---

受众只能听，不能说。

每个受众都至少要有一个能回话的渠道（`two_way: true`；渠道未写的，按平台判断）。只收简报、公告和短信的人无法提问、反对，
出了问题也无处说；方案在对他们讲话，却要很晚才听得到他们的声音。

来源：世界银行 ESS10（参与是双向的）；PMBOK，推式沟通与交互式沟通。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel
from commplan.plan.goals import Audience
from commplan.platforms import two_way
from commplan.rule import rule
from commplan.rules.goals import listed, misnamed
from commplan.words import quote, say


@rule("G111", part="goals", kind="X", severity="warning", level="solid")
def segment_one_way_only(plan: Plan) -> Iterator[Outcome]:
    reached: dict[str, list[Channel]] = {}
    for channel in plan.content.channels:
        for id_ in channel.audiences:
            reached.setdefault(id_, []).append(channel)
    if not any(a.id in reached for a in plan.goals.audiences):
        yield NotApplicable(say("no channel says whom it reaches", "没有渠道写明触达哪些受众"))
    for audience in plan.goals.audiences:
        channels = reached.get(audience.id, [])
        answers = [two_way(c) for c in channels]
        if not channels or True in answers or misnamed(plan, audience.id):
            continue
        if None in answers:
            channel = channels[answers.index(None)]
            missing = say(
                "whether people can answer on {c} (`two_way`)", "在 {c} 上能否回话（`two_way`）", c=quote(channel.id)
            )
            yield Unknown(channel.at(), missing)
            continue
        yield _unheard(audience, channels)


def _unheard(audience: Audience, channels: list[Channel]) -> Problem:
    words = say(
        "audience {a} cannot answer anywhere: {c} only {s}",
        "受众 {a} 没有可以回话的渠道：{c} 只能单向发布",
        a=quote(audience.id),
        c=listed(c.id for c in channels),
        s="send" if len(channels) > 1 else "sends",
    )
    hint = say(
        "add a channel where they can answer, or add `{i}` to the `audiences` of one that exists",
        "请增加一个能回话的渠道，或在现有双向渠道的 `audiences` 中加上 `{i}`",
        i=audience.id,
    )
    related = tuple(
        Related(c.at("two_way" if c.says("two_way") else "id"), say("one way", "单向")) for c in channels[:3]
    )
    return Problem(audience.at(), words, hint, related)
