"""A value that cannot be what it should be.

The type is right but the value is not: a date that is not in the calendar, a duration that is not ISO 8601, a share
above 1, a word that is not among those allowed.

Source: ISO 8601, ISO 4217, BCP 47, RFC 5545; commplan plan format 1.

Bad::

    commplan: 1
    plan:
      id: example
      title: Example
      period: {start: 2027-02-30}

Good::

    commplan: 1
    plan:
      id: example
      title: Example
      period: {start: 2027-02-28}

---

值不成立。

类型对，值不对：日历上没有的日期、不合 ISO 8601 的时长、大于 1 的比例、不在可选范围内的词。

来源：ISO 8601、ISO 4217、BCP 47、RFC 5545；commplan 方案格式 1。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y107", "bad-value", __name__)
