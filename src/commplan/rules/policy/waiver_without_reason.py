"""A waiver without a reason.

Who waives a rule says why: what makes the finding acceptable, and what is to happen before the waiver ends. The waiver
holds without it too, but nobody can tell whether it is still right.

Source: FedRAMP and OSCAL plans of action (a deviation has a rationale).

Bad::

    commplan: 1
    plan:
      id: example
      title: Example
      period: {start: 2027-01-01, end: 2027-12-31}
    structure:
      people:
        - {id: member-a, hours_per_week: 10}
      roles:
        - {id: lead, holders: [member-a]}
    goals:
      objectives:
        - id: answers
          statement: Questions get answers
          owner: lead
    # file: commplan.toml
    [[waivers]]
    rule = "goal-no-kpi"
    path = "goals.objectives.answers"
    owner = "lead"
    until = 2027-05-31

Good::

    commplan: 1
    plan:
      id: example
      title: Example
      period: {start: 2027-01-01, end: 2027-12-31}
    structure:
      people:
        - {id: member-a, hours_per_week: 10}
      roles:
        - {id: lead, holders: [member-a]}
    goals:
      objectives:
        - id: answers
          statement: Questions get answers
          owner: lead
    # file: commplan.toml
    [[waivers]]
    rule = "goal-no-kpi"
    path = "goals.objectives.answers"
    reason = "counted by hand until the forum has an export"
    owner = "lead"
    until = 2027-05-31

---

豁免没有写明原因。

豁免一条规则时应写明：为什么可以接受，以及到期之前要做什么。不写原因也会生效，但没有人能判断它是否仍然合理。

来源：FedRAMP 与 OSCAL 的整改计划（每项偏离都有理由）。
"""

from __future__ import annotations

from commplan.rule import policy_fault

RULE = policy_fault("W105", "waiver-without-reason", __name__)
