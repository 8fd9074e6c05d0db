"""A comment that ignores what is not there.

The comment `# commplan: ignore[...]` names a rule that finds nothing in the place that it speaks of: at the end of a
line that is the line; alone on a line, whatever begins on the next; and `ignore-file[...]` speaks of the whole file. The
fault has been mended, or the comment stands in the wrong place. Such a comment would hide the next fault of its kind.
Where the rule is off, could not run, or could not decide, nothing is said of the comment.

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
        - id: answers  # commplan: ignore[goal-no-kpi, raci-not-one-a] counted by hand until May
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

注释所忽略的问题并不存在。

注释 `# commplan: ignore[...]` 写明的规则，在它所指的位置没有发现问题。写在行末时指这一行；单独成行时指下一行开始的整项；
`ignore-file[...]` 指整个文件。问题已经改正，或注释放错了位置；留着它，会掩盖下一个同类问题。
规则被关闭、未能运行或无法判断时，不对注释作评价。

来源：ruff（RUF100）与 sqlfluff 同样报告无用的忽略注释。
"""

from __future__ import annotations

from commplan.rule import policy_fault

RULE = policy_fault("W101", "unused-ignore", __name__)
