"""A draft as the text of a plan, with what was left of the files below it as comments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from commplan.adopt.draft import Draft
from commplan.escape import visible
from commplan.words import Words

WHERE = {
    "audiences": "goals", "objectives": "goals", "people": "structure", "bodies": "structure", "roles": "structure",
    "channels": "content", "pillars": "content", "calendar": "content", "register": "risks",
}  # fmt: skip
_TAKEN = Words(
    "Taken over from {files}; what of them is not in here, or not sure, stands at the end.",
    "取自 {files}；未能纳入或不能确定的内容列在文末。",
)
_LEFT = Words(
    "To be seen to; the file that it comes from and the line stand before it:", "待您处理，前面是所在文件与行号："
)
_ALL = Words("Everything in them was taken over.", "其中内容已全部纳入。")

Scalar = Callable[[Any], str]


def written(head: Mapping[str, Any], draft: Draft, files: Sequence[str], scalar: Scalar) -> str:
    """The text of `plan.yaml`. `scalar` writes a single value as YAML."""
    language = draft.language
    taken = _TAKEN.in_language(language).format(files=", ".join(map(visible, files)))
    lines = ["# yaml-language-server: $schema=./plan.schema.json", f"# {taken}", "commplan: 1", "plan:"]
    lines += [f"  {key}: {_flow(value, scalar)}" for key, value in head.items() if value not in (None, "", [])]
    part = ""
    for collection, objects in draft.objects.items():
        if not objects:
            continue
        if part != WHERE[collection]:
            part = WHERE[collection]
            lines.append(f"{part}:")
        lines.append(f"  {collection}:")
        for fields in objects.values():
            lines += _item(fields, scalar)
    lines.append(f"# {(_LEFT if draft.left else _ALL).in_language(language)}")
    lines += [f"#   {visible(one.place)}: {visible(one.words.in_language(language))}" for one in draft.left]
    return "\n".join(lines) + "\n"


def _item(fields: Mapping[str, Any], scalar: Scalar) -> list[str]:
    marks = ["    - ", *["      "] * (len(fields) - 1)]
    return [f"{mark}{key}: {_flow(value, scalar)}" for mark, (key, value) in zip(marks, fields.items(), strict=True)]


def _flow(value: object, scalar: Scalar) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(inner, scalar)}" for key, inner in value.items()) + "}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner, scalar) for inner in value) + "]"
    return scalar(value)
