"""A comment that ignores nothing that there is.

It names a rule that does not exist, or one that cannot be ignored, or it is not written the way such comments are:
`# commplan: ignore[goal-no-kpi] why`. A slip in it would leave the finding in place at best, and nobody would know why.
Several rules are parted by commas. Faults of the file itself cannot be ignored, and what is said of such comments can
only be turned off in the configuration.

Source: commplan, comments in plans.

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
        - id: answers  # commplan: ignore[goal-no-kpi, goal-no-kp] counted by hand until May
          statement: Questions get answers
          owner: lead

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
        - id: answers  # commplan: ignore[goal-no-kpi] counted by hand until May
          statement: Questions get answers
          owner: lead

---

注释要忽略的规则不存在。

注释写明的规则不存在或不能忽略，或注释的写法不对。正确写法：`# commplan: ignore[goal-no-kpi] 原因`；多条规则用逗号隔开。
写错时问题照样会报告，而没有人知道为什么。文件本身的错误不能忽略；对这类注释的提示只能在配置中关闭。

来源：commplan 的方案注释。
"""

from __future__ import annotations

from commplan.rule import policy_fault

RULE = policy_fault("W103", "unknown-ignore", __name__)
