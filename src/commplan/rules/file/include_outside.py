"""An include outside the plan's folder.

A plan may be split into files beside it or below it. Files from elsewhere would make the plan mean something else on
another machine, and let it read what it should not.

Source: commplan plan format 1 (`include`).

Bad::

    commplan: 1
    include: [../people.yaml]
    plan:
      id: example
      title: Example

Good::

    commplan: 1
    plan:
      id: example
      title: Example

---

引入了方案文件夹之外的文件。

方案可拆成同一文件夹或其下级的文件。别处的文件换台机器含义就不同，也可能读到不该读的内容。

来源：commplan 方案格式 1（`include`）。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y113", "include-outside", __name__)
