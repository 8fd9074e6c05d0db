"""The baseline: findings that were there when it was written. They do not fail; new ones do, and so does an entry that no
longer occurs.

A TOML file that is written by commplan and read in a diff: for each plan the rules, for each rule the addresses.

    version = 1

    [plans."plan.yaml"]
    goal-no-kpi = [
      "goals.objectives.answers",
    ]
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from os.path import relpath
from pathlib import Path as FilePath
from typing import Any

from commplan.document.decode import decoded, lines_of
from commplan.finding import Place, Span
from commplan.policy.places import Places, places
from commplan.words import Refusal, quote, say

NAME = "commplan-baseline.toml"
Entry = tuple[str, str]  # rule and address


@dataclass(frozen=True)
class Baseline:
    """A baseline file. `file` is its name as messages show it; `plans` are the entries by plan file, seen from `folder`."""

    file: str
    folder: FilePath
    text: str
    plans: Mapping[str, tuple[Entry, ...]]

    def key(self, plan: str) -> str:
        """A plan's file as the baseline names it."""
        seen = FilePath(relpath(plan, self.folder)).as_posix()
        return seen.encode("utf-8", "replace").decode()

    def entries(self, plan: str) -> Counter[Entry]:
        """How often each entry stands for a plan."""
        return Counter(self.plans.get(self.key(plan), ()))

    @cached_property
    def places(self) -> Places:
        return places(self.file, self.text)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(lines_of(self.text))

    def span(self, plan: str, entry: Entry) -> Span:
        """Where an entry stands."""
        rule, address = entry
        listed = [a for r, a in self.plans.get(self.key(plan), ()) if r == rule]
        number = len(listed) - 1 - listed[::-1].index(address) if address in listed else 0
        return self.places.span(Place(("plans", self.key(plan), rule, number)))

    def renewed(self, found: Mapping[str, Iterable[Entry]], here: Iterable[str]) -> str:
        """The text of this baseline with the entries of these plans; of others, those of files that are `here` stay."""
        kept = {k: v for k, v in self.plans.items() if k in set(here)}
        return written({**kept, **{self.key(plan): tuple(entries) for plan, entries in found.items()}})


def empty(file: str, folder: FilePath) -> Baseline:
    return Baseline(file, folder, "", {})


def read(file: str, raw: bytes, folder: FilePath) -> Baseline:
    """A baseline from the bytes of its file; Refusal when it is none that we have written."""
    text, misfit = decoded(raw)
    try:
        data = tomllib.loads(text) if misfit is None else {}
    except (tomllib.TOMLDecodeError, RecursionError):
        data = {}
    if not _is_ours(data):
        newer = isinstance(data.get("version"), int) and data["version"] > 1
        words = (
            say("{f} was written by a newer commplan", "{f} 由更新版本的 commplan 写成", f=quote(file, 200))
            if newer
            else say(
                "{f} is no baseline that commplan has written", "{f} 不是 commplan 写成的基线文件", f=quote(file, 200)
            )
        )
        hint = (
            say("update commplan", "请升级 commplan")
            if newer
            else say(
                "take it back from version control, or delete it and run `commplan check --write-baseline`",
                "请从版本库恢复，或删除后运行 `commplan check --write-baseline`",
            )
        )
        raise Refusal(words, hint)
    plans = {
        plan: tuple((rule, address) for rule, addresses in rules.items() for address in addresses)
        for plan, rules in data.get("plans", {}).items()
    }
    return Baseline(file, folder, text.replace("\r\n", "\n"), plans)


def _is_ours(data: dict[str, Any]) -> bool:
    plans = data.get("plans", {})
    return (
        data.get("version") == 1
        and set(data) <= {"version", "plans"}
        and isinstance(plans, dict)
        and all(
            isinstance(rules, dict)
            and all(isinstance(a, list) and all(isinstance(x, str) for x in a) for a in rules.values())
            for rules in plans.values()
        )
    )


def written(plans: Mapping[str, Iterable[Entry]]) -> str:
    """A baseline as text: sorted, one address to a line, so that two of them merge and differ line by line."""
    lines = ["# Findings that were there when this file was written: they do not fail a check, new ones do.",
             "# 写成本文件时已有的问题：不会使检查失败，新问题才会。", "# commplan check --write-baseline", "", "version = 1"]  # fmt: skip
    for plan, entries in sorted(plans.items()):
        rules: dict[str, list[str]] = {}
        for rule, address in sorted(entries):
            rules.setdefault(rule, []).append(address)
        if rules:
            lines += ["", f"[plans.{_text(plan)}]"]
        for rule, addresses in rules.items():
            name = rule if re.fullmatch(r"[A-Za-z0-9_-]+", rule) else _text(rule)
            lines += [f"{name} = [", *(f"  {_text(a)}," for a in addresses), "]"]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """Text as a TOML basic string."""
    escaped = re.sub(r'[\\"]', r"\\\g<0>", text)
    return '"' + re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", escaped) + '"'
