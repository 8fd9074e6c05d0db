"""Files that include each other in a circle.

The plan would never end. Included files hold parts; only the main file needs to include them.

Source: commplan plan format 1 (`include`).

Bad::

    commplan: 1
    include: [example.yaml]
    plan:
      id: example
      title: Example

Good::

    commplan: 1
    plan:
      id: example
      title: Example

---

文件互相引入，形成循环。

这样方案没有尽头。被引入的文件只放部分内容，由主文件引入即可。

来源：commplan 方案格式 1（`include`）。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y114", "include-circle", __name__)
