"""Aliases that multiply beyond all measure.

Aliases of aliases grow with every level: nine levels of nine make 387 million values out of a few lines. No plan
needs that.

Source: The `billion laughs` attack, known from XML and YAML parsers.

Bad::

    commplan: 1
    plan:
      id: example
      title: Example
    a: &a [x, x, x, x, x, x, x, x, x]
    b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
    c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
    d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
    e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
    f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
    g: [*f, *f, *f, *f, *f, *f, *f, *f, *f]

Good::

    commplan: 1
    plan:
      id: example
      title: Example
    goals:
      out_of_scope: &rest [sales]

---

别名成倍膨胀。

别名套别名会逐层相乘：九层、每层九个，几行文字就变成 3.87 亿个值。方案用不到。

来源：XML 与 YAML 解析器的“十亿笑”攻击。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y109", "alias-bomb", __name__)
