"""A value of the wrong type.

A number where text belongs, text where a list belongs, and the like. Quotes make text of anything; a leading hyphen
makes a list item.

Source: commplan plan format 1 (`commplan schema`).

Bad::

    commplan: 1
    plan:
      id: example
      title: 2027

Good::

    commplan: 1
    plan:
      id: example
      title: "2027"

---

值的类型不对。

例如该写文本的地方是数字，该写列表的地方是文本。加引号即成文本；以短横线开头即成列表项。

来源：commplan 方案格式 1（`commplan schema`）。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y105", "wrong-type", __name__)
