"""An empty file.

There is nothing in the file, so nothing was checked; that must not look like a clean plan.

Source: commplan: a check fails closed.

Bad::

    # nothing here yet

Good::

    commplan: 1
    plan:
      id: example
      title: Example

---

空文件。

文件没有内容，什么也没有检查；这不能看起来像是通过。

来源：commplan：检查宁可报错，不可漏放。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y112", "empty-file", __name__)
