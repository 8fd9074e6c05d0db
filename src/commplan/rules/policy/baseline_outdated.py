"""The baseline lists what is no longer there.

The baseline holds the findings that were there when it was written, by rule and by place in the plan; they do not fail a
check. When one of them no longer occurs, the baseline has to be written anew, with the command that the hint gives: an
entry that stays would let the same fault come back without a word.

Source: ESLint's bulk suppressions, which fail when they are out of date.

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
    baseline = "commplan-baseline.toml"
    # file: commplan-baseline.toml
    version = 1

    [plans."example.yaml"]
    goal-no-kpi = [
      "goals.objectives.answers",
      "goals.objectives.growth",
    ]

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
    baseline = "commplan-baseline.toml"
    # file: commplan-baseline.toml
    version = 1

    [plans."example.yaml"]
    goal-no-kpi = [
      "goals.objectives.answers",
    ]

---

基线中的问题已不存在。

基线按规则和在方案中的位置，记录写成时已有的问题，这些问题不会使检查失败。其中某个问题不再出现时，应按提示中的命令重新写成基线：
留着旧的一项，同样的问题就会悄悄回来。

来源：ESLint 的批量忽略机制，过时即失败。
"""

from __future__ import annotations

from commplan.rule import policy_fault

RULE = policy_fault("W107", "baseline-outdated", __name__, "error")
