"""How a plan stands: honest counts, a score that leaving things out never raises, and levels that are a ladder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from commplan import load
from commplan.checking import lint
from commplan.checking.scorecard import reached
from commplan.checking.standing import Gap, Need, PartStanding, Reach, Standing, State, Tally, _gaps, _reasons
from commplan.checking.trial import SMALLEST
from commplan.finding import Finding, Undecided
from commplan.formats.json import JSON
from commplan.formats.text import TEXT
from commplan.load import Loaded
from commplan.plan import Plan
from commplan.plan.node import Node, validator
from commplan.policy.selection import Policy, Selection
from commplan.report import Checked, Report
from commplan.rule import LEVELS, Level, Rule
from commplan.words import say
from mutations.audit import PLANS, RULES, said_of_untouched, untouched
from mutations.form import HOUSTON
from test_pieces import TODAY, checked

RANK = {"missing": 0, "unknown": 1, "partial": 1, "complete": 2}
BY_CODE = {r.code: r for r in RULES.values()}


def stands(text: str, wish: Selection | None = None) -> Standing:
    found = lint.plan(load.plan("plan.yaml", text.encode()), RULES, TODAY, wish).standing
    assert found is not None
    return found


def states(standing: Standing) -> dict[str, str]:
    return {p.part: p.state for p in standing.parts}


# -- leaving out --


def without(data: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    """The data of a plan without what stands at a path."""
    key, rest = path[0], path[1:]
    if not rest:
        return {k: v for k, v in data.items() if k != key}
    below: Any = data[key]  # type: ignore[index]
    if rest and isinstance(rest[0], int):
        index, deeper = rest[0], rest[1:]
        return {**data, key: tuple(without(v, deeper) if i == index else v for i, v in enumerate(below))}  # type: ignore[dict-item]
    return {**data, key: without(below, rest)}  # type: ignore[dict-item]


def leaving_out(node: Node, data: Any) -> Iterator[tuple[str | int, ...]]:
    """The path of every part and every list that the plan states, in items of lists too."""
    for key, value in node.__dict__.items():
        if not node.says(key) or not isinstance(data, dict) or key not in data:
            continue
        optional = node.FIELDS[key][1].default is not ... or node.FIELDS[key][1].make is not None
        if isinstance(value, Node):
            if optional:
                yield (key,)
            yield from ((key, *p) for p in leaving_out(value, data[key]))
        elif isinstance(value, tuple) and value:
            if optional:
                yield (key,)
            for i, item in enumerate(value) if isinstance(data[key], tuple) else ():
                if isinstance(item, Node):
                    yield from ((key, i, *p) for p in leaving_out(item, data[key][i]))


def few(paths: list[tuple[str | int, ...]]) -> list[tuple[str | int, ...]]:
    """The first, the middle and the last of the same list in items of the same list: rules look at each item alike."""
    return [paths[i] for i in sorted({0, len(paths) // 2, len(paths) - 1})]


def raised_by_leaving_out(name: str, inside: bool) -> list[str]:
    """What of a complete plan, left out, makes a part, the score or the level look better; only what stands in items of
    lists, or only the rest."""
    loaded, before = untouched(name), said_of_untouched(name).standing
    assert loaded.plan is not None
    assert before is not None
    data = {k: v for k, v in loaded.document.data.items() if k != "include"}
    alike: dict[tuple[str, ...], list[tuple[str | int, ...]]] = {}
    for path in leaving_out(loaded.plan, data):
        if any(isinstance(step, int) for step in path) == inside:
            alike.setdefault(tuple(step for step in path if isinstance(step, str)), []).append(path)
    better = []
    for path in (path for paths in alike.values() for path in few(paths)):
        language = loaded.plan.plan.language
        plan: Plan = validator(Plan).validate_python(without(data, path), context={"language": language})
        after = lint.plan(Loaded(loaded.document, plan.settled()), RULES, TODAY).standing
        assert after is not None
        old, new = states(before), states(after)
        gains = [f"{part}: {old[part]} to {new[part]}" for part in old if RANK[new[part]] > RANK[old[part]]]
        if after.whole.passed > before.whole.passed or after.whole.score > before.whole.score:
            gains.append(f"score: {before.whole} to {after.whole}")
        if after.reach.level and (not before.reach.level or level(after) > level(before)):
            gains.append(f"level: {before.reach.level} to {after.reach.level}")
        better += [f"without {path}: {gain}" for gain in gains]
    return better


def level(standing: Standing) -> int:
    return LEVELS.index(standing.reach.level) if standing.reach.level else -1


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name == HOUSTON else pytest.mark.slow) for name in PLANS]
)
def test_leaving_out_a_part_or_a_list_of_it_never_makes_a_plan_look_better(name: str) -> None:
    assert raised_by_leaving_out(name, inside=False) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANS)
def test_leaving_out_a_part_or_a_list_of_an_item_of_a_list_never_makes_a_plan_look_better(name: str) -> None:
    assert raised_by_leaving_out(name, inside=True) == []


# -- states and counts --


def test_a_plan_that_says_next_to_nothing_is_seen_to_do_so() -> None:
    found = stands(SMALLEST)
    missing = [part for part, state in states(found).items() if state == "missing"]
    assert missing == ["goals", "rules", "content", "resources", "risks", "engagement", "evaluation"]
    assert found.whole.score < 25
    assert found.whole.all == len([r for r in RULES.values() if r.check and not r.asks_activity])


@pytest.mark.parametrize(
    ("added", "part", "state"),
    [
        ("", "goals", "missing"),
        ("", "structure", "partial"),  # nothing is wrong with it, and hardly any rule had something to judge
        ("goals: {}", "goals", "missing"),
        ("goals: {audiences: [], theme: {}, purpose: ''}", "goals", "missing"),
        ("goals: {purpose: Bicycles that last}", "goals", "unknown"),
        ("goals: {purpose: TODO}", "goals", "partial"),
        ("risks: {appetite: {acceptable: 4}}", "risks", "partial"),
    ],
)  # fmt: skip
def test_what_a_part_comes_to(added: str, part: str, state: str) -> None:
    assert states(stands(SMALLEST + added + "\n"))[part] == state


@pytest.mark.parametrize("name", PLANS)
def test_a_part_of_a_whole_plan_is_complete_unless_something_is_said_of_it(name: str) -> None:
    found = said_of_untouched(name)
    assert found.standing
    said: list[Finding | Undecided] = [*found.findings, *found.undecided, *(s.finding for s in found.suppressed)]
    parts = {r.name: r.part for r in RULES.values()}
    spoken = {str(s.path[0]) if parts[s.name] == "plan" else parts[s.name] for s in said}
    for part, state in states(found.standing).items():
        assert state == ("partial" if part in spoken else "complete"), part


def test_of_some_rules_alone_nothing_is_seen_of_the_whole() -> None:
    found = lint.plan(load.plan("plan.yaml", SMALLEST.encode()), RULES, TODAY, Selection(select=("G",)))
    assert (found.ran > 0, found.standing) == (True, None)


def test_nothing_is_said_of_a_plan_that_cannot_be_read() -> None:
    broken = checked(SMALLEST + "goal: {}\n")
    assert broken.standing is None
    assert json.loads(JSON.write(Report((broken,), RULES, "1", "en")))["plans"][0]["summary"] is None


def test_a_finding_that_is_ignored_still_counts() -> None:
    open_ = SMALLEST.replace("holders: [member-a]", "headcount: 3, holders: [member-a]")
    ignored = open_.replace("[member-a]}", "[member-a]}  # commplan: ignore[S102] for now")
    before, after = stands(open_), stands(ignored)
    assert [f.code for f in checked(open_).findings] == ["S102"]
    assert [f.code for f in checked(ignored).findings] == []
    assert (after.whole.failed, after.whole.passed) == (before.whole.failed, before.whole.passed)


def test_shares_are_never_rounded_up() -> None:
    tally = Tally(failed=0, unknown=1, passed=199, idle=0)
    assert (tally.score, tally.decided, Tally().score, Tally().decided) == (99, 99, 0, 0)


# -- levels --


def test_no_level_has_less_than_a_few_rules_and_each_speaks_as_gravely_as_it_should() -> None:
    """A draft is not held up by what is only good to have, and the top of the ladder is not where errors are."""
    plan_rules = [r for r in RULES.values() if r.check]
    for step in LEVELS:
        assert [r for r in plan_rules if r.level == step], step
    wrong = [f"{r.code} {r.level} {r.severity}" for r in plan_rules if not sensible(r)]
    assert wrong == []


def sensible(rule: Rule) -> bool:
    """Errors are for what is wrong or cannot be carried out; what only the best plans have is no error."""
    return rule.severity != "error" or rule.level != "exemplary"


@pytest.mark.parametrize(
    ("added", "reached", "next_", "first"),
    [
        ("plan: {owner: nobody}", None, "draft", ("P201", "failed", 1)),
        ("", "draft", "basic", ("P204", "unknown", 9)),
    ],
)
def test_the_next_level_is_told_with_what_it_takes(
    added: str, reached: str | None, next_: str, first: tuple[str, str, int]
) -> None:
    text = SMALLEST.replace("  id: smallest", "  id: smallest\n  owner: nobody") if added else SMALLEST
    reach = stands(text).reach
    need = reach.needs[0]
    assert (reach.level, reach.next, (need.code, need.why, need.count)) == (reached, next_, first)


def test_what_was_not_asked_is_not_reached() -> None:
    reach = stands(SMALLEST, Selection(ignore=("P201",))).reach
    assert (reach.level, reach.next, reach.needs) == (None, "draft", (Need("P201", "ref-resolves", "off", 0, None),))


def test_up_to_a_level_only_its_rules_are_asked_and_no_higher_one_is_claimed() -> None:
    found = said(HOUSTON, Selection(level="draft"))
    asked = [r for r in RULES.values() if r.check and r.level == "draft"]
    assert (found.ran, {f.code for f in found.findings} - {r.code for r in asked}) == (len(asked), set())
    assert found.standing
    assert (found.standing.reach.level, found.standing.reach.next) == ("draft", None)


def said(name: str, wish: Selection) -> Checked:
    return lint.plan(untouched(name), RULES, TODAY, wish)


def test_a_level_asked_for_goes_before_one_configured_and_a_rule_asked_for_before_both() -> None:
    policy = Policy(Selection(level="draft", extend_select=("S107",)))
    on = {r.code for r in RULES.values() if policy.decide(r, "plan.yaml").on and r.part not in ("file", "policy")}
    assert on == {r.code for r in RULES.values() if r.level == "draft" and r.check} | {"S107"}


def part(name: str, state: State, passed: int, idle: int) -> PartStanding:
    return PartStanding(name, state, Tally(passed=passed, idle=idle))


@pytest.mark.parametrize(
    ("thin", "level", "gap"),
    [
        (part("risks", "complete", 5, 5), "exemplary", None),
        (part("risks", "complete", 4, 5), "exemplary", ("risks", "thin", 44)),
        (part("risks", "complete", 1, 9), "solid", None),
        (part("risks", "unknown", 0, 9), "solid", ("risks", "unknown", 0)),
        (part("risks", "unknown", 0, 9), "basic", None),
        (part("evaluation", "missing", 0, 9), "solid", ("evaluation", "missing", 0)),
        (part("engagement", "missing", 0, 9), "solid", None),
        (part("engagement", "missing", 0, 9), "exemplary", ("engagement", "missing", 0)),
        (part("engagement", "complete", 1, 9), "exemplary", None),
        (part("plan", "complete", 1, 9), "exemplary", None),
    ],
)  # fmt: skip
def test_a_level_asks_that_its_parts_say_enough(
    thin: PartStanding, level: Level, gap: tuple[str, str, int] | None
) -> None:
    found = _gaps(level, [thin, part("goals", "complete", 9, 0)])
    assert [(g.part, g.why, g.decided) for g in found] == ([gap] if gap else [])


def test_a_part_that_says_too_little_is_told_with_what_it_does_not_speak_of() -> None:
    reasons = (say("no risk has a trigger", "没有风险写明触发条件"), say("no risk is transferred", "没有转移的风险"))
    reach = Reach(
        "solid", "exemplary", (), (Gap("risks", "thin", 28, reasons), Gap("engagement", "missing", 0, reasons))
    )
    assert reached(Standing((), Tally(passed=1), reach), "en")[2:] == [
        (
            "6 risks: it says too little: 28% of its rules have something to judge, 50% are asked "
            "(for instance: no risk has a trigger; no risk is transferred)"
        ),
        "engagement: nothing is said of it",
    ]


def test_why_rules_of_a_part_had_nothing_to_judge_is_known_of_each_gap() -> None:
    found = lint.plan(load.plan("plan.yaml", SMALLEST.encode()), RULES, TODAY)
    assert found.standing
    rows = {p.part for p in found.standing.parts}
    assert rows >= {"risks", "engagement"}
    reasons = _reasons(
        {i.name: i.reason for i in found.idle}, [(r, "idle") for r in RULES.values() if r.name == "reward-no-cap"]
    )
    assert [w.en for w in reasons] == ["the plan gives no points"]


def test_what_nobody_can_say_yet_holds_up_no_plan_and_is_still_unknown() -> None:
    """The make-up workdays of 2027 are published in 2026."""
    found = said_of_untouched("tea-brand")
    assert found.standing
    early = [u.code for u in found.undecided if u.early]
    assert found.standing.whole.unknown == len(early) == len({u.code for u in found.undecided})
    assert early == ["C108"]
    assert found.standing.reach.level == "exemplary"


# -- as people and programs read it --


def test_the_table_is_aligned_in_both_languages() -> None:
    standing = replace(stands(SMALLEST), reach=stands(SMALLEST).reach)
    whole = replace(checked(SMALLEST), undecided=(), findings=(), idle=(), standing=standing)
    english = TEXT.write(Report((whole,), RULES, "1", "en")).splitlines()
    chinese = TEXT.write(Report((whole,), RULES, "1", "zh")).splitlines()
    assert english[0] == "part                 state       failed  unknown  passed  not applicable  decided"
    assert english[2].startswith("1 goals              missing    ")
    assert chinese[0].startswith("部分                状态")
    assert chinese[2].startswith("一、目标与定位      缺失")


def test_what_several_rules_wait_for_is_told_once() -> None:
    text = SMALLEST.replace(", hours_per_week: 10", "") + (
        "rules:\n  moderation: {items_per_month: 400, minutes_per_item: 3, moderators: [{who: lead}]}\n"
        "  routines: [{id: round, rrule: FREQ=DAILY, owner: lead, effort_hours: 1}]\n"
    )
    found = checked(text)
    assert sum(len(w.rules) for w in found.waits) == len({(u.span, u.missing, u.code) for u in found.undecided})
    shown = TEXT.write(Report((found,), RULES, "1", "en"))
    assert shown.count("unknown[") == len(found.waits)
