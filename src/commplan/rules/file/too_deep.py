"""Nesting deeper than any plan needs.

A plan nests about eight levels deep. Sixty are a slip of indentation, a program gone astray, or an attack on the
reader.

Source: commplan plan format 1.

Bad::

    commplan: 1
    plan:
      id: example
      title: Example
    goals:
      out_of_scope: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

Good::

    commplan: 1
    plan:
      id: example
      title: Example
    goals:
      out_of_scope: [sales]

---

嵌套过深。

方案大约嵌套八层。六十层不是缩进出错，就是程序失控，或是对读取者的攻击。

来源：commplan 方案格式 1。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y110", "too-deep", __name__)
