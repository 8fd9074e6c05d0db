"""An alias inside its own anchor.

`&name` gives a value a name and `*name` repeats it; a value that holds itself has no end.

Source: YAML 1.2.2, section 3.2.2.2 (anchors and aliases).

Bad::

    commplan: 1
    plan:
      id: example
      title: Example
    goals:
      out_of_scope: &all [sales, *all]

Good::

    commplan: 1
    plan:
      id: example
      title: Example
    goals:
      out_of_scope: [sales]

---

别名在它自己的锚点之内。

`&名称` 给内容命名，`*名称` 重复它；包含自身的内容没有尽头。

来源：YAML 1.2.2 第 3.2.2.2 节（锚点与别名）。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y108", "alias-cycle", __name__)
