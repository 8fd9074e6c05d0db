"""An include that cannot be read.

The file is not there, or may not be read. A part of the plan is missing then, so no rule can be trusted.

Source: commplan plan format 1 (`include`).

Bad::

    commplan: 1
    include: [peple.yaml]
    plan:
      id: example
      title: Example

Good::

    commplan: 1
    plan:
      id: example
      title: Example

---

引入的文件无法读取。

文件不存在或没有读取权限。方案缺了一部分，任何规则的结论都不可信。

来源：commplan 方案格式 1（`include`）。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y115", "include-unreadable", __name__)
