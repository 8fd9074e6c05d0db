"""A key that the plan format does not know.

Every key of a plan is known; anything else is most often a slip of the pen, and what stands under it would be ignored
without a word. The hint names the nearest key that is allowed there.

Source: commplan plan format 1 (`commplan schema`).

Bad::

    commplan: 1
    plan:
      id: example
      title: Example
    goals:
      porpose: People learn from each other

Good::

    commplan: 1
    plan:
      id: example
      title: Example
    goals:
      purpose: People learn from each other

---

方案格式中没有的键。

方案的每个键都有定义，其余多半是笔误，其下内容会被悄悄忽略。提示会给出此处最接近的可用键。

来源：commplan 方案格式 1（`commplan schema`）。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y104", "unknown-key", __name__)
