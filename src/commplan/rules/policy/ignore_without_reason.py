"""A comment that ignores without saying why.

Behind the bracket of `# commplan: ignore[...]` belongs the reason, in a few words: what makes the fault acceptable here,
and until when. It ignores without one too, but the next reader has to ask, and nobody ever dares to take it out.

Source: the practice of teams that ask for a reason beside each suppression (actionlint, Spectral and zizmor users).

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
        - id: answers  # commplan: ignore[goal-no-kpi]
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

忽略了问题，却没有写明原因。

`# commplan: ignore[...]` 的括号之后应写明原因：这里为什么可以接受，到什么时候为止。不写原因也会生效，
但后来的人无从得知缘由，也就没有人敢删去它。

来源：许多团队要求在每处忽略旁写明原因（actionlint、Spectral 与 zizmor 用户的做法）。
"""

from __future__ import annotations

from commplan.rule import policy_fault

RULE = policy_fault("W102", "ignore-without-reason", __name__)
