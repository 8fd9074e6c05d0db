"""What the examples of rules say in words of their own, as a reader of Chinese would write it, from `data/examples-zh.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data" / "examples-zh.toml"


def in_chinese(example: str) -> str:
    """The example with each text that is a whole value in Chinese; all else of it, ids and keys, stays."""
    whole, words = _known()
    return whole.sub(lambda found: words[" ".join(found[0].split())], example)


@cache
def _known() -> tuple[re.Pattern[str], dict[str, str]]:
    words = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    each = (r"\s+".join(map(re.escape, text.split())) for text in sorted(words, key=len, reverse=True))
    return re.compile(rf"""(?m)(?<=[-:,\[ ] |.[\["'])(?:{"|".join(each)})(?=["']?\s*(?:[,\]}}]|$|\ \#))"""), words
