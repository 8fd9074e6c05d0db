"""A platform that is not called so.

`platform` of a channel is one of the words of `commplan platforms`, by which the platform's name, group size and push
quota are known. Another word is allowed, for there are more platforms than anybody can list; but one that comes close to
a known word, or that people use for one (WeChat, Twitter), is most likely a slip, and with it go the checks of size and
quota.

Source: the platforms that commplan knows, `commplan platforms`.

Bad::

    content:
      channels:
        - {id: chat, platform: WeChat group, audiences: [], owner: lead}

Good::

    content:
      channels:
        - {id: chat, platform: wechat-group, members_planned: 400, audiences: [], owner: lead}

---

平台写法不对。

渠道的 `platform` 应取 `commplan platforms` 中的写法，据此才知道平台的名称、群人数上限与推送次数。也可以写别的平台，
因为平台列不完；但与已知写法相近的，或大家惯用的叫法（微信、公众号、订阅号），多半就是指已知的平台，
不改写则人数与推送次数的检查也就随之落空。

来源：commplan 已知的平台，见 `commplan platforms`。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan import platforms
from commplan.finding import NotApplicable, Outcome, Problem
from commplan.plan import Plan
from commplan.rule import rule
from commplan.rules.content import rewritten
from commplan.words import Words, quote, say


@rule("C105", part="content", kind="X", severity="info", level="draft")
def unknown_platform(plan: Plan) -> Iterator[Outcome]:
    named = [c for c in plan.content.channels if c.platform]
    if not named:
        yield NotApplicable(say("no channel names a platform", "没有渠道写明平台"))
    for channel in named:
        word = channel.platform or ""
        near = () if word in platforms.platforms() else platforms.meant(word)
        if near:
            ids = [f"`{id_}`" for id_ in near]
            yield Problem(
                channel.at("platform"),
                say("no platform is called {w}", "没有名为 {w} 的平台", w=quote(word)),
                say(
                    "did you mean {n}? see `commplan platforms`",
                    "是否想写 {n}？见 `commplan platforms`",
                    n=Words(" or ".join(ids), " 或 ".join(ids)),
                ),
                fix=rewritten(channel.at("platform"), quote(word), near[0], safe=False) if len(near) == 1 else None,
            )
