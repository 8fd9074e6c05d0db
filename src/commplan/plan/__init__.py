"""The plan: one frozen value, a module for each of its parts.

`Plan` is what rules, documents and the evaluation read. It knows its own people, roles and calendar by id, so that no
rule has to search; it computes nothing that depends on today, on activity or on a platform.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from commplan.plan.content import Content
from commplan.plan.engagement import Engagement
from commplan.plan.evaluation import Evaluation
from commplan.plan.goals import Goals
from commplan.plan.head import Head
from commplan.plan.node import Node, need, part
from commplan.plan.resources import Resources
from commplan.plan.risks import Risks
from commplan.plan.rules import Rules
from commplan.plan.structure import Person, Structure

PARTS = ("goals", "structure", "rules", "content", "engagement", "resources", "risks", "evaluation")


class Plan(Node):
    """A community plan, format version 1."""

    commplan: Literal[1] = need("Version of this file format; always 1 today.", "本文件格式的版本，目前固定写 1。")
    plan: Head = need(
        "Title page: id, title, period, timezone, currency, owner.", "扉页：id、标题、起止日期、时区、货币、负责人。"
    )
    goals: Goals = part(Goals, "Part 1: goals and positioning.", "第一部分：社群目标与定位。")
    structure: Structure = part(Structure, "Part 2: organisation.", "第二部分：社群组织结构。")
    rules: Rules = part(Rules, "Part 3: building and maintenance.", "第三部分：社群建设与维护。")
    content: Content = part(Content, "Part 4: information sharing.", "第四部分：信息共享与传递。")
    engagement: Engagement = part(Engagement, "The four stickiness methods.", "提升用户粘性的四种方法。")
    resources: Resources = part(Resources, "Part 5: resources and support.", "第五部分：资源整合与支持。")
    risks: Risks = part(Risks, "Part 6: risks.", "第六部分：风险管理与应对。")
    evaluation: Evaluation = part(Evaluation, "Evaluate and adjust.", "评估与反馈。")

    @cached_property
    def objects(self) -> dict[str, Node]:
        """Every object that has an id, by id; the first where an id is given twice."""
        found: dict[str, Node] = {}
        for node in self.identified():
            found.setdefault(getattr(node, "id"), node)  # noqa: B009 - Node itself has no id
        return found

    @cached_property
    def dangling(self) -> frozenset[str]:
        """The ids that are named somewhere and stand for nothing."""
        return frozenset(i for node in self.nodes() for _, i, _ in node.references() if i not in self.objects)

    @cached_property
    def _nodes(self) -> tuple[Node, ...]:
        return tuple(super().nodes())

    def nodes(self) -> Iterator[Node]:
        """The plan and every part of it, in its order; walked once, since most rules ask for it."""
        return iter(self._nodes)

    def identified(self) -> Iterator[Node]:
        """Every object that has an id, in the order of the plan."""
        return iter(self._identified)

    @cached_property
    def _identified(self) -> tuple[Node, ...]:
        return tuple(node for node in self._nodes if node.KIND and getattr(node, "id", None))

    def people(self, who: str | None) -> tuple[Person, ...]:
        """The people behind an id: the person, the holders of the role, or the members of the body and its roles.

        Empty when the id is unknown or nobody holds it. People of a body come once, members first.
        """
        if not who:
            return ()
        known = self._people.get(who)
        if known is None:
            known = self._people[who] = self._behind(who)
        return known

    @cached_property
    def _people(self) -> dict[str, tuple[Person, ...]]:
        """What `people` has answered: rules ask for the same few again and again."""
        return {}

    def _behind(self, who: str) -> tuple[Person, ...]:
        structure, found = self.structure, dict[str, Person]()
        ids = [who]
        for role in structure.roles:
            if who in (role.id, role.body):
                ids += [holder.person for holder in role.holders]
        for body in structure.bodies:
            if body.id == who:
                ids = [*body.members, *ids]
        for person in structure.people:
            if person.id in ids:
                found[person.id] = person
        return tuple(sorted(found.values(), key=lambda p: ids.index(p.id)))

    def name(self, id_: str | None) -> str:
        """What readers call the object with this id; the id itself when it has no name."""
        node = self.objects.get(id_ or "")
        for key in (
            "name",
            "title",
            "statement",
            "action",
            *(("category",) if node and node.KIND == "budget-line" else ()),
        ):
            if node is not None and getattr(node, key, None):
                return str(getattr(node, key))
        return id_ or ""
