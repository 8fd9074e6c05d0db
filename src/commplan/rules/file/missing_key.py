"""A required key is missing.

Few keys are required: the format version, the plan's id and title, the id of each object that others refer to, and
what an object means nothing without.

Source: commplan plan format 1 (`commplan schema`).

Bad::

    commplan: 1
    plan:
      title: No id

Good::

    commplan: 1
    plan:
      id: example
      title: Example

---

缺少必填的键。

必填的键很少：格式版本、方案的 id 与标题、被引用对象的 id，以及对象不可或缺的内容。

来源：commplan 方案格式 1（`commplan schema`）。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y106", "missing-key", __name__)
