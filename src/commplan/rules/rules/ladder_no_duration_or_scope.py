"""A consequence that does not say how long or where it holds.

A step of the ladder that ends again (`kind: mute`, `temporary-ban`) states a `duration` above zero. A step that shuts
people out (`mute`, `temporary-ban`, `permanent-ban`) states a `scope`: one channel, the community, or all communities of
the organisation. Otherwise moderators decide both anew each time, no two members are treated alike, and nobody knows
whether a ban in the forum also holds in the chat.

Source: Contributor Covenant 2.1 enforcement guidelines; the question of which community a ban holds in, OpenJS
cross-project council, pull request 1065.

Bad::

    rules:
      ladder:
        - {id: pause, kind: temporary-ban, scope: community}

Good::

    rules:
      ladder:
        - {id: pause, kind: temporary-ban, duration: P14D, scope: community}

---

处理措施没有写明期限或范围。

处理阶梯中会结束的步骤（`kind: mute`、`temporary-ban`）要写明大于零的 `duration`；把人挡在外面的步骤（`mute`、
`temporary-ban`、`permanent-ban`）要写明 `scope`：单个渠道、本社群，或本组织的全部社群。否则每次都由管理员临时决定，
处理无法一致，也没有人知道论坛里的封禁在群里是否有效。

来源：《贡献者公约》2.1 处理方针；封禁适用于哪个社群的讨论见 OpenJS cross-project council 第 1065 号合并请求。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem
from commplan.plan import Plan
from commplan.plan.rules import Consequence
from commplan.rule import rule
from commplan.words import quote, say

TEMPORARY = ("mute", "temporary-ban")
KINDS = {
    "mute": say("a mute", "禁言"),
    "temporary-ban": say("a temporary ban", "临时封禁"),
    "permanent-ban": say("a permanent ban", "永久封禁"),
}
WHERE = say(
    "add `scope:`, one of channel, community, all-communities",
    "加上 `scope:`，可选 channel（渠道）、community（本社群）、all-communities（全部社群）",
)
HOW_LONG = say("add `duration:`, such as P7D", "加上 `duration:`，例如 P7D")
NOT_ZERO = say("write how long it really is, such as P7D", "请写明实际期限，例如 P7D")
BOTH = say("add `duration:`, such as P7D, and `scope:`", "加上 `duration:`（例如 P7D）与 `scope:`")


@rule("M101", part="rules", kind="F", severity="error")
def ladder_no_duration_or_scope(plan: Plan) -> Iterator[Outcome]:
    if not plan.rules.ladder:
        yield NotApplicable(say("the plan has no ladder of consequences", "方案没有处理阶梯"))
    for step in plan.rules.ladder:
        if step.kind in KINDS:
            yield from _judged(step)


def _judged(step: Consequence) -> Iterator[Outcome]:
    facts = {"s": quote(step.id), "k": KINDS[step.kind]}
    endless = step.kind in TEMPORARY and step.duration is None
    if endless and step.scope is None:
        words = say("step {s} is {k}, but not for how long, nor where", "步骤 {s} 是{k}，但未写明期限和范围", **facts)
        yield Problem(step.at("kind"), words, BOTH)
    elif endless:
        words = say("step {s} is {k}, but not for how long", "步骤 {s} 是{k}，但未写明期限", **facts)
        yield Problem(step.at("kind"), words, HOW_LONG)
    elif step.scope is None:
        words = say("step {s} is {k}, but not from what", "步骤 {s} 是{k}，但未写明范围", **facts)
        yield Problem(step.at("kind"), words, WHERE)
    if step.kind in TEMPORARY and step.duration and step.duration.days == 0:
        words = say("step {s} is {k} of no length at all", "步骤 {s} 是{k}，时长却为零", **facts)
        yield Problem(step.at("duration"), words, NOT_ZERO)
