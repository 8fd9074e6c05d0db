"""A key given twice in one place.

One mapping holds the same key twice. Most programs quietly keep the last one; then a plan says something other than
its author reads.

Source: YAML 1.2.2, section 3.2.1.1 (mapping keys are unique).

Bad::

    commplan: 1
    plan:
      id: example
      title: One
      title: Two

Good::

    commplan: 1
    plan:
      id: example
      title: Example

---

同一处重复的键。

同一个键值表里同一个键出现两次。多数程序会悄悄保留最后一个，方案的含义就与作者所见不同。

来源：YAML 1.2.2 第 3.2.1.1 节（键不可重复）。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y103", "duplicate-key", __name__)
