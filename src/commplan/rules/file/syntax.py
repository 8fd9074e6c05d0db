"""The file cannot be read as YAML.

A quote, bracket, colon or indentation does not add up. Nothing else of the file is checked until this is mended,
because what follows could mean anything. Full-width marks in the place of YAML's own (such as : , - # and brackets) are told
all at once, with what else is wrong besides, and `--fix` mends them; those within a text stay.

Source: YAML 1.2.2.

Bad::

    commplan: 1
    plan:
      id: example
      title: Answers: our promise

Good::

    commplan: 1
    plan:
      id: example
      title: "Answers: our promise"

---

文件无法按 YAML 读取。

引号、括号、冒号或缩进不配对。修好之前无法检查其余内容，因为后文可能有任何含义。用全角符号代替 YAML 的符号（冒号、逗号、短横线、井号、括号等）
会一次全部指出，并一并指出其余问题，`--fix` 可改正；文本之内的符号不动。

来源：YAML 1.2.2 规范。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y102", "syntax", __name__)
