"""A waiver of what is not there.

The rule that it names finds nothing in the place that it names: the fault is mended, the path is misspelt, or the waiver
is meant for another plan of the same configuration, which `file` then says. It would waive the next fault of its kind.
Where the rule is off, could not run, or could not decide, nothing is said of the waiver.

Source: unused suppressions are findings in ruff (RUF100) and sqlfluff.

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
    until = 2027-05-31

    [[waivers]]
    rule = "raci-not-one-a"
    reason = "two leads share the decision for the first season"
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

豁免的问题并不存在。

所写规则在所写位置没有发现问题：问题已经改正，路径写错，或豁免针对的是同一配置下的另一份方案（请用 `file` 写明）。
留着它，会豁免下一个同类问题。规则被关闭、未能运行或无法判断时，不对豁免作评价。

来源：ruff（RUF100）与 sqlfluff 同样报告无用的忽略注释。
"""

from __future__ import annotations

from commplan.rule import policy_fault

RULE = policy_fault("W106", "unused-waiver", __name__)
