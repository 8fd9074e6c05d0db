"""How long each rule takes, for `commplan check --timings`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from time import perf_counter
from typing import Any

from commplan.cli.speech import LANGUAGE
from commplan.finding import Outcome
from commplan.paint import columns
from commplan.rule import Rule
from commplan.words import say


class Stopwatch:
    """Seconds that each rule has taken, over all plans; what several rules share is charged to the first that asks for it."""

    def __init__(self) -> None:
        self._spent: Counter[str] = Counter()
        self._plans = 0

    def over(self, rules: Mapping[str, Rule]) -> dict[str, Rule]:
        """The same rules, for one more plan, each under the watch."""
        self._plans += 1
        return {name: self._timed(rule) for name, rule in rules.items()}

    def _timed(self, rule: Rule) -> Rule:
        check = rule.check
        if check is None:
            return rule

        def watched(**given: Any) -> Iterator[Outcome]:
            start = perf_counter()
            try:
                return iter(list(check(**given)))
            finally:
                self._spent[f"{rule.code} {rule.name}"] += perf_counter() - start  # type: ignore[assignment]

        return replace(rule, check=watched)

    def table(self) -> str:
        """Each rule with its milliseconds and its share of the time of all rules, slowest first."""
        whole = sum(self._spent.values()) or 1
        slowest = sorted(self._spent.items(), key=lambda item: (-item[1], item[0]))
        rows = [(f"{1000 * spent:9.3f} ms", f"{100 * spent / whole:5.1f}%", name) for name, spent in slowest]
        told = say("all rules, plans: {p}", "全部规则，方案数：{p}", p=self._plans).in_language(LANGUAGE)
        return columns([*rows, (f"{1000 * sum(self._spent.values()):9.3f} ms", "100.0%", told)])
