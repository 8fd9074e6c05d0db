"""A value stated in two files of one plan.

Lists from several files are joined and mappings merged, but a single value can stand in one file only; otherwise the
order of files would decide what the plan says.

Source: commplan plan format 1 (`include`).

Bad::

    commplan: 1
    include: [more.yaml]
    plan:
      id: example
      title: Example
    # file: more.yaml
    plan:
      title: Another title

Good::

    commplan: 1
    plan:
      id: example
      title: Example

---

同一个值写在两个文件中。

多个文件的列表会相接，键值表会合并，但单个值只能写在一个文件里，否则文件顺序会决定方案的含义。

来源：commplan 方案格式 1（`include`）。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y116", "stated-twice", __name__)
