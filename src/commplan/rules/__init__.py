"""The rules, one file each, in a folder for each part of the plan.

How to add a rule: make `rules/<part>/<name_with_underscores>.py` with one function of that name under `@rule`. The
function takes what it needs by name (`plan`, `document`, `today`) and yields `Problem` (wrong, here), `Unknown` (cannot be
decided, because the plan does not say this) or `NotApplicable` (nothing to judge, because). A missing input is never a
pass. The module's docstring is the page:

    One line: the fault, as a title.

    What is checked, in words a community manager understands. Then why it matters.

    Source: where the field says so.

    Bad::

        yaml laid over the smallest valid plan; must yield this rule's code and no other

    Good::

        yaml that yields no finding

    ---

    标题一行。

    查什么，为什么。

    来源：出处。

`@rule` also takes `level`, the maturity from which a plan must keep it (draft, basic, solid, exemplary; see `rule.py`), and
`profiles`, when it holds only for plans that follow one of them: lint then answers "not applicable" for all others.

Codes: Y file, P plan, G goals, S structure, M maintenance (`rules`), C content, E engagement, B resources (budget),
R risks, V evaluation; then three digits, never used twice. Run `pytest -k pieces` and `pytest --accept`.
"""
