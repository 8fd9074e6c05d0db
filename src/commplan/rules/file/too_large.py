"""A file larger than a plan can be.

A plan is text that people read and review; 16 megabytes are more than anyone will. Data belongs in exports that
`commplan import` reads.

Source: commplan plan format 1.

Bad::

    # A plan of more than 16 MB.

Good::

    commplan: 1
    plan:
      id: example
      title: Example

---

文件过大。

方案是给人阅读与评审的文本，没有人会读完 16 MB。数据应放在导出文件中，由 `commplan import` 读取。

来源：commplan 方案格式 1。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y111", "too-large", __name__)
