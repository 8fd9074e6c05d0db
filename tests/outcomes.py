"""What one rule says of a fragment laid over the smallest plan, a line for each outcome."""

from __future__ import annotations

import yaml

from commplan import load
from commplan.checking import lint
from commplan.checking.lint import Selection
from commplan.checking.trial import SMALLEST, laid_over, plain_data
from commplan.finding import dotted
from commplan.words import Language
from test_pieces import RULES, TODAY


def outcomes(code: str, fragment: str, language: Language = "en") -> list[str]:
    """`path: message` for findings, `path? what is missing` where the rule cannot decide, `- why` when it is idle."""
    whole = laid_over(plain_data(SMALLEST), plain_data(fragment)) if fragment else plain_data(SMALLEST)
    raw = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).encode()
    loaded = load.plan("example.yaml", raw)
    assert loaded.plan is not None, [f.problem.message.en for f in loaded.document.faults]
    result = lint.plan(loaded, RULES, TODAY, Selection(select=(code,)))
    return [
        *(f"{dotted(f.path)}: {f.message.in_language(language)}" for f in result.findings),
        *(f"{dotted(u.path)}? {u.missing.in_language(language)}" for u in result.undecided),
        *(f"- {i.reason.in_language(language)}" for i in result.idle),
    ]


def hints(code: str, fragment: str, language: Language = "en") -> list[str]:
    """The hints of the rule's findings."""
    whole = laid_over(plain_data(SMALLEST), plain_data(fragment))
    loaded = load.plan("example.yaml", yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).encode())
    found = lint.plan(loaded, RULES, TODAY, Selection(select=(code,))).findings
    return [f.hint.in_language(language) for f in found if f.hint]
