"""The file is not UTF-8 text.

Every file of a plan is UTF-8 (or UTF-16 with its mark); the finding names the first byte that is not. In another
encoding Chinese text and typographic quotes turn into nonsense for the next reader.

Source: YAML 1.2.2, section 5.2 (character encodings).

Bad::

    # A file saved as GBK or Latin-1, with any letter beyond ASCII in it.

Good::

    commplan: 1
    plan:
      id: example
      title: Example

---

文件不是 UTF-8 文本。

方案的每个文件都应为 UTF-8（或带标记的 UTF-16）；结果会指出第一个不合的字节。换用其他编码，中文与引号会变成乱码。

来源：YAML 1.2.2 第 5.2 节（字符编码）。
"""

from __future__ import annotations

from commplan.rule import file_fault

RULE = file_fault("Y101", "encoding", __name__)
