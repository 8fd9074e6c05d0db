"""A ladder of consequences whose steps are in the wrong order, or that jumps to the last one.

The steps stand mildest first: correction, warning, mute, temporary ban, permanent ban; of two temporary bans or mutes
the longer comes later. Before a permanent ban there is a step that shuts out for a time: whoever was only ever warned
and is then removed for good had no chance to learn that it is meant seriously, and moderators who find removal too hard
do nothing instead. Steps of `kind: other` are left out of the order, since nobody can tell how hard they are.

A step that says nothing of its `kind` cannot be placed, and the answer is unknown.

Source: Contributor Covenant 2.1 and 3.0, enforcement guidelines; Mozilla community participation guidelines, consequence ladder.

Bad::

    rules:
      ladder:
        - {id: note, kind: warning}
        - {id: removal, kind: permanent-ban, scope: community}

Good::

    rules:
      ladder:
        - {id: note, kind: warning}
        - {id: pause, kind: temporary-ban, duration: P7D, scope: community}
        - {id: removal, kind: permanent-ban, scope: community}

---

处理阶梯次序不对，或一步跳到最重。

各步由轻到重排列：更正、警告、禁言、临时封禁、永久封禁；两次禁言或两次临时封禁之间，期限长的在后。永久封禁之前应有一步暂时性的措施：
只受过警告就被永久移出的人，没有机会明白这是认真的；觉得移出太重的管理员，则会索性什么都不做。`kind: other` 的步骤不参与排序，
因为无法判断轻重。

没有写 `kind` 的步骤无法定位，结果为未知。

来源：《贡献者公约》2.1 与 3.0 处理方针；Mozilla 社区参与准则的处理阶梯。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.rules import Consequence
from commplan.rule import rule
from commplan.words import quote, say

_HARDER = ("correction", "warning", "mute", "temporary-ban", "permanent-ban")
_TEMPORARY = ("mute", "temporary-ban")


@rule("M105", part="rules", kind="X", severity="warning")
def ladder_incomplete(plan: Plan) -> Iterator[Outcome]:
    ladder = plan.rules.ladder
    if not ladder:
        yield NotApplicable(say("the plan has no ladder of consequences", "方案没有处理阶梯"))
    for step in ladder:
        if not step.says("kind"):
            yield Unknown(
                step.at(), say("what is done in step {s} (`kind`)", "步骤 {s} 是什么措施（`kind`）", s=quote(step.id))
            )
    steps = [s for s in ladder if s.kind in _HARDER]
    for before, step in pairwise(steps):
        yield from _order(before, step)
    ban = next((s for s in steps if s.kind == "permanent-ban"), None)
    known = all(s.says("kind") and s.kind != "other" for s in ladder)
    if ban and known and not any(s.kind in _TEMPORARY for s in steps):
        words = say(
            "step {s} removes people for good, and no step before it removes them for a time",
            "步骤 {s} 永久移出成员，此前却没有任何暂时性的措施",
            s=quote(ban.id),
        )
        hint = say(
            "put a step of `kind: mute` or `kind: temporary-ban` before it, with `duration:` and `scope:`",
            "请在它之前加一步 `kind: mute`（禁言）或 `kind: temporary-ban`（临时封禁），并写明 `duration:` 与 `scope:`",
        )
        yield Problem(ban.at("kind"), words, hint)


def _order(before: Consequence, step: Consequence) -> Iterator[Outcome]:
    facts = {"s": quote(step.id), "b": quote(before.id)}
    hint = say("list the steps from mildest to hardest", "请由轻到重排列各步")
    harder = _HARDER.index(step.kind) - _HARDER.index(before.kind)
    if harder < 0:
        words = say("step {s} is milder than {b} before it", "步骤 {s} 比它前面的 {b} 更轻", **facts)
        yield Problem(step.at("kind"), words, hint, (Related(before.at("kind"), say("the one before", "前一步")),))
    elif harder == 0 and before.duration and step.duration and step.duration.days < before.duration.days:
        words = say("step {s} is shorter than {b} before it", "步骤 {s} 的期限比它前面的 {b} 更短", **facts)
        yield Problem(
            step.at("duration"), words, hint, (Related(before.at("duration"), say("the one before", "前一步")),)
        )
