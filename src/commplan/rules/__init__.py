"""The rules, one file each, in a folder for each part of the plan.

How to add a rule: make `rules/<part>/<name_with_underscores>.py` with one function of that name under `@rule`. The
function takes what it needs by name (`plan`, `document`, `today`, `profiles`) and yields `Problem` (wrong, here), `Unknown` (cannot be
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

A rule of kind D holds the plan against what really happened: it takes `activity`, an `Observed` of `activity/observed.py`, which
is measured in `observe.py`. Without `check --activity` it is not asked at all; where the exports cannot tell, a number is
replaced by the words for why, and the rule says `Unknown`. Its page has a section `Activity::` with the events that both
examples are held against, as `metric.Example` describes; a member there is a handle whose source is `chat`, and that of the
smallest plan's one person is A. Its cases stand in `tests/lived_<part>.py`, its mutations in `tests/mutations/activity.py`.

A number that another organisation may want otherwise is a threshold, not a constant: it is declared with our default, what
it means and its bounds, and comes in as a parameter of the same name, which `thresholds` in the configuration can set:

    @rule("B103", part="resources", kind="A",
          thresholds={"most_lacking": Threshold(0.2, say("the share of ...", "..."), most=1)})
    def hours_over_capacity(plan: Plan, most_lacking: float) -> Iterator[Outcome]:

A whole number as default means that only whole numbers can be set. What follows from a law, a platform or arithmetic is no
threshold. Hand the number on to the functions that use it, and name it in messages as it is set, not as it is by default.

What the examples say in words of their own, `explain` shows in Chinese too: `data/examples-zh.toml` has a line for each text.

Codes: Y file, P plan, G goals, S structure, M maintenance (`rules`), C content, E engagement, B resources (budget),
R risks, V evaluation, W policy; then three digits, never used twice. Run `pytest -k pieces` and `pytest --accept`.
"""
