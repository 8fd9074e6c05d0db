"""A waiver whose time is over.

A waiver in the configuration holds until the day it names. After that day the finding counts again, and this rule points
at the waiver: mend the plan, or agree on a new day. A waiver without an end would be a rule that nobody has abolished.

Source: FedRAMP and OSCAL plans of action (a deviation has an owner and a date); DO-178C waivers.

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
    reason = "counted by hand until the forum has an export"
    owner = "lead"
    until = 2026-12-31

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

豁免已到期。

配置中的豁免到写明的日期为止。此后问题重新计入，本规则指出是哪项豁免：请修改方案，或商定新的日期。没有期限的豁免，等于悄悄废除了规则。

来源：FedRAMP 与 OSCAL 的整改计划（每项偏离都有负责人和日期）；DO-178C 的豁免做法。
"""

from __future__ import annotations

from commplan.rule import policy_fault

RULE = policy_fault("W104", "waiver-expired", __name__)
