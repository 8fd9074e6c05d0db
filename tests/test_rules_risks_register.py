"""What the rules about the register of risks as a whole say, to the letter, and where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from commplan.checking.trial import SMALLEST, laid_over, plain_data
from commplan.risk_catalogue import risk_kinds
from commplan.rules.risks import risk_catalogue_gap
from outcomes import hints, outcomes
from test_pieces import checked

EVERY = ("data-privacy", "harassment", "burnout", "key-person-loss", "low-participation")


def register(*categories: str | None, waived: list[dict[str, Any]] | None = None, **plan: str) -> str:
    risks = [{"id": f"risk-{i}", **({"category": c} if c else {})} for i, c in enumerate(categories, 1)]
    whole = {"plan": {"status": "adopted", **plan}, "risks": {"register": risks, "waived": waived or []}}
    return yaml.safe_dump(whole)


def waiver(category: str, **keys: object) -> dict[str, Any]:
    return {"category": category, "reason": "It cannot happen here", **keys}


def missed(names: str) -> list[str]:
    return [f"risks.register: nobody has looked at {names}: neither a risk nor a waiver is of that category"]


BUT = [c for c in EVERY if c != "burnout"]
CATALOGUE = [
    ("", ["- the plan has no risks"]),
    (register(*EVERY), []),
    (register(*BUT), missed("'burnout' (every community)")),
    (register(*BUT, waived=[waiver("burnout")]), []),
    (register(*BUT, "own-kind", waived=[waiver("burnout")]), []),
    (
        register("own-kind"),
        missed(
            "'data-privacy' (every community), 'harassment' (every community), 'burnout' (every community), "
            "'key-person-loss' (every community), 'low-participation' (every community)"
        ),
    ),
    # a draft is asked from five risks on
    (register(*BUT, status="draft"), ["- a draft with fewer than 5 risks is still being written"]),
    (register(*BUT, "own-kind", status="draft"), missed("'burnout' (every community)")),
    # the category left out may be the one that is missed
    (register(*BUT, None), ["risks.register? the `category` of 'risk-5'"]),
    (register(*EVERY, None), []),
    # waivers: today is 2027-01-15
    (register(*BUT, waived=[waiver("burnout", until=date(2027, 1, 15))]), []),
    (
        register(*BUT, waived=[waiver("burnout", until=date(2027, 1, 14))]),
        ["risks.waived[0].until: that 'burnout' does not apply held until 2027-01-14"],
    ),
    (
        register(*EVERY, waived=[waiver("burnout")]),
        ["risks.waived[0].category: 'burnout' is said not to apply here, and risk 'risk-3' is of that category"],
    ),
    # spelt nearly as the catalogue has it
    (register(*BUT, "burn-out"), ["risks.register[4].category: 'burn-out' is no category of the catalogue"]),
    (
        register(*BUT, waived=[waiver("burnouts")]),
        ["risks.waived[0].category: 'burnouts' is no category of the catalogue"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), CATALOGUE)
def test_each_kind_of_risk_is_looked_at(fragment: str, expected: list[str]) -> None:
    assert outcomes("R109", fragment) == expected


def rewards(**keys: object) -> dict[str, Any]:
    return {"engagement": {"rewards": keys}}


def channel(**keys: object) -> dict[str, Any]:
    return {"content": {"channels": [{"id": "here", **keys}]}}


def entry(**keys: object) -> dict[str, Any]:
    return {"content": {"calendar": [{"id": "night", **keys}]}}


def audience(**keys: object) -> dict[str, Any]:
    return {"goals": {"audiences": [{"id": "people", **keys}]}}


def budget(**keys: object) -> dict[str, Any]:
    return {"resources": {"budget": {"lines": [{"id": "rooms", "amount": 10}], **keys}}}


EARN = [{"id": "talk", "event": "message", "points": 1}]
PRIZE = [{"id": "cup", "points": 9}]
SLOW = {"service_levels": [{"id": "answers", "kind": "first-reply", "target": "PT4H"}]}
CALLS: list[tuple[dict[str, Any], str]] = [
    (rewards(earn=EARN), "'rewards-abuse' (members earn points)"),
    (rewards(catalogue=PRIZE), ""),
    (rewards(catalogue=PRIZE, cost_per_point=1), "'points-liability' (points cost money)"),
    (rewards(draws=[{"id": "year"}]), "'competitions' (there are draws)"),
    (channel(platform="wecom-external-group", fallback="here"), "'platform-ban' (on WeChat)"),
    (channel(platform="slack", archive="By hand"), ""),
    (channel(platform="slack"), "'lock-in' (a platform without archive, export or fallback)"),
    (
        channel(platform="wechat-service-account", export="By hand"),
        "'platform-ban' (on WeChat), 'account-hijack' (an official account)",
    ),
    (entry(kind="push"), "'over-messaging' (there are pushes)"),
    (entry(kind="push", status="cancelled"), ""),
    (entry(kind="event"), ""),
    (entry(kind="event", venue="The hall"), "'event-safety' (events in a venue)"),
    ({"rules": {"moderation": {"moderators": [{"who": "lead"}]}}}, "'spam-raid' (there is something to moderate)"),
    (audience(languages=["en"]), ""),
    (audience(languages=["en", "zh"]), "'translation-gap' (audiences of several languages)"),
    (audience(minors=True), "'minors' (minors among the audiences)"),
    (
        audience(category="affected"),
        ", ".join(f"'{c}' (there are affected parties)" for c in ("conflict", "false-information", "promise-not-kept")),
    ),
    ({"rules": SLOW}, ""),
    ({"rules": SLOW, "plan": {"holidays": "DE"}}, "'holiday-collapse' (answers are promised)"),
    ({"goals": {"theme": {"serves": "project"}}}, "'project-delay' (serves a project)"),
    ({"goals": {"theme": {"serves": "brand"}}}, "'bad-publicity' (serves a product or brand)"),
    ({"resources": {"funding": [{"id": "grant", "until": date(2027, 12, 31)}]}}, ""),
    (
        {"resources": {"funding": [{"id": "grant", "until": date(2027, 12, 30)}]}},
        "'sponsor-exit' (money ends before the plan)",
    ),
    (budget(contingency=1), ""),
    (budget(), ""),
    (budget(contingency=0), "'budget-overrun' (no reserve in the budget)"),
]


@pytest.mark.parametrize(("says", "expected"), CALLS)
def test_a_kind_is_asked_for_when_the_plan_makes_it_likely(says: dict[str, Any], expected: str) -> None:
    plan = yaml.safe_load(register(*EVERY))
    whole = {**plan, **{key: {**plan.get(key, {}), **value} for key, value in says.items()}}
    assert outcomes("R109", yaml.safe_dump(whole)) == (missed(expected) if expected else [])


def test_the_rule_knows_when_each_kind_is_asked_for() -> None:
    asked = {kind.asks for kind in risk_kinds().values()} - {""}
    assert asked == set(risk_catalogue_gap._WHY)  # noqa: SLF001 - what the data file may name
    assert {kind.as_of for kind in risk_kinds().values()} == {"2026-11"}


def test_what_nobody_has_looked_at_in_chinese() -> None:
    assert outcomes("R109", register(*BUT), "zh") == [
        "risks.register: 没有人考虑过 “burnout”（每个社群都有）：既没有这一类的风险，也没有写明不适用"
    ]
    assert hints("R109", register(*BUT), "zh") == [
        "登记一项 `category: burnout`（运营者过劳）的风险，或在 `risks.waived` 中写明为何不适用"
    ]
    assert hints("R109", register(*BUT, "burn-out"), "zh") == ["是否想写 `burnout`？"]


PEOPLE = """
structure:
  people: [{id: member-b}, {id: member-c}]
  roles: [{id: second, holders: [member-b]}, {id: pair, holders: [member-b, member-c]}, {id: vacant}]
"""


def owned(*owners: str, **keys: object) -> str:
    """High risks with these owners, one each; `keys` for the last of them."""
    risks: list[dict[str, Any]] = [
        {"id": f"risk-{i}", "owner": o, "likelihood": 3, "impact": 4} for i, o in enumerate(owners, 1)
    ]
    risks[-1] |= keys
    return yaml.safe_dump({"risks": {"register": risks}})


CLUSTER = "risks.register[0].owner: 'member-a' alone owns"
OWNERS = [
    ("", ["- no open risk has an owner"]),
    (owned("lead", "lead", "lead"), ["- the plan has only one person at work"]),
    (PEOPLE + owned("lead", "lead"), []),
    (PEOPLE + owned("lead", "lead", "lead"), [f"{CLUSTER} 3 of 3 high risks: 'risk-1', 'risk-2', 'risk-3'"]),
    (PEOPLE + owned("lead", "member-a", "pair"), [f"{CLUSTER} 2 of 3 high risks: 'risk-1', 'risk-2'"]),
    (PEOPLE + owned("lead", "pair", "pair"), []),
    (PEOPLE + owned("lead", "lead", "second", "pair"), []),
    (
        PEOPLE + owned("lead", "lead", "second", "pair", status="closed"),
        [f"{CLUSTER} 2 of 3 high risks: 'risk-1', 'risk-2'"],
    ),
    (PEOPLE + owned("lead", "lead", "second", impact=3), []),
    # a role that nobody holds is nobody's cluster
    (PEOPLE + owned("vacant", "vacant", "vacant"), []),
    # on the impact of the last one it hangs whether they are too many
    (PEOPLE + owned("lead", "second", "pair", "lead", impact=None), []),
    (
        PEOPLE + owned("lead", "second", "lead", impact=None),
        ["risks.register[2]? `impact` of risk 'risk-3', from 1 to 5"],
    ),
    (
        PEOPLE + owned("lead", "second", "pair", about="pair"),
        ["risks.register[2].owner: risk 'risk-3' is about 'pair', and 'pair' owns it: nobody else watches"],
    ),
    (
        PEOPLE + owned("second", about="pair"),
        ["risks.register[0].owner: risk 'risk-1' is about 'pair', and 'second' owns it: nobody else watches"],
    ),
    (PEOPLE + owned("pair", about="second"), []),
    (PEOPLE + owned("lead", about=["second", "pair"]), []),
    (
        PEOPLE + owned("vacant", about="vacant"),
        ["risks.register[0].owner: risk 'risk-1' is about 'vacant', and 'vacant' owns it: nobody else watches"],
    ),
    (PEOPLE + owned("vacant", about="pair"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), OWNERS)
def test_risks_do_not_hang_on_one_person(fragment: str, expected: list[str]) -> None:
    assert outcomes("R110", fragment) == expected


def test_risks_on_one_person_in_chinese() -> None:
    assert outcomes("R110", PEOPLE + owned("lead", "member-a", "pair"), "zh") == [
        "risks.register[0].owner: 3 项高风险中有 2 项由 “member-a” 一人负责：“risk-1”、“risk-2”"
    ]
    assert outcomes("R110", PEOPLE + owned("pair", about="pair"), "zh") == [
        "risks.register[0].owner: 风险 “risk-1” 出在 “pair” 身上，又由 “pair” 负责：没有别人盯住"
    ]


def endangered(*objectives: list[str] | None, **keys: object) -> str:
    risks = [{"id": f"risk-{i}", **({"objectives": o} if o else {}), **keys} for i, o in enumerate(objectives, 1)]
    return yaml.safe_dump({"risks": {"register": risks}})


GOALS = """
goals:
  objectives: [{id: stay, metric: retention}, {id: come, due: 2027-01-14}, {id: talk, due: 2027-01-15}]
content: {calendar: [{id: night, objectives: [talk]}]}
"""
UNLINKED = "- there are no objectives, or no open risk that could endanger them"
LINKS = [
    ("", [UNLINKED]),
    (endangered(None), [UNLINKED]),
    (GOALS, [UNLINKED]),
    (GOALS + endangered(None, status="closed"), [UNLINKED]),
    (GOALS + endangered(["stay"]), []),
    (GOALS + endangered(None), ["risks.register[0]: risk 'risk-1' endangers none of the objectives"]),
    (GOALS + endangered(["stay"], None), ["risks.register[1]: risk 'risk-2' endangers none of the objectives"]),
    # most of them: nobody has linked the two yet
    (GOALS + endangered(None, None, ["stay"]), ["risks.register? the `objectives` that 'risk-1', 'risk-2' endanger"]),
    # today is 2027-01-15
    (GOALS + endangered(["talk"]), []),
    (
        GOALS + endangered(["come"]),
        [
            "risks.register[0].objectives: risk 'risk-1' is open, and all that it endangers was due by 2027-01-14: 'come'"
        ],
    ),
    (GOALS + endangered(["come", "talk"]), []),
    (GOALS + endangered(["come", "stay"]), []),
    # an objective of no such name is told by rule ref-resolves
    (GOALS + endangered(["come", "gone"]), []),
    ("plan: {period: {start: 2026-01-01, end: 2027-01-14}}" + GOALS + endangered(["come"]), []),
]


@pytest.mark.parametrize(("fragment", "expected"), LINKS)
def test_a_risk_endangers_a_goal_that_lies_ahead(fragment: str, expected: list[str]) -> None:
    assert outcomes("R111", fragment) == expected


def test_what_a_risk_endangers_in_chinese_and_what_it_may_be() -> None:
    assert outcomes("R111", GOALS + endangered(None), "zh") == ["risks.register[0]: 风险 “risk-1” 没有写明危及哪个目标"]
    watched = {"trigger": {"metric": "retention", "below": 0.1}, "actions": [{"action": "Ask", "entry": "night"}]}
    assert hints("R111", GOALS + endangered(None, **watched)) == [
        "add `objectives:`; its trigger or its actions have to do with `stay`, `talk`"
    ]
    assert hints("R111", GOALS + endangered(None)) == [
        "add `objectives:` with those that it endangers (`stay`, `come`, `talk`), or write down the goal that it does; if there is none, close it"
    ]


def limits(**appetite: int) -> str:
    return yaml.safe_dump({"risks": {"appetite": appetite}})


def scale(*words: str) -> str:
    return yaml.safe_dump({"risks": {"scale": {"impact": list(words)}}})


HIGH, LOW = "risks.appetite.high", "risks.appetite.acceptable"
BOTH = "may be accepted, and those from"
MATRIX = [
    ("", ["- the plan states neither limits of risk nor a scale"]),
    ("risks: {appetite: {accepted_by: lead}}", ["- the plan states neither limits of risk nor a scale"]),
    (limits(acceptable=5, high=12), []),
    (
        limits(acceptable=11, high=12),
        [f"{HIGH}: 2 x 4 = 8 may be accepted (up to 11), and one step on 3 x 4 = 12 is high (from 12)"],
    ),
    (limits(acceptable=12, high=12), [f"{HIGH}: scores up to 12 {BOTH} 12 are high: some are both"]),
    (limits(acceptable=15, high=12), [f"{HIGH}: scores up to 15 {BOTH} 12 are high: some are both"]),
    (
        limits(acceptable=12),
        [f"{LOW}: scores up to 12 {BOTH} 12 are high: some are both; `high` is not stated, and so 12"],
    ),
    (
        limits(high=5),
        [f"{HIGH}: scores up to 5 {BOTH} 5 are high: some are both; `acceptable` is not stated, and so 5"],
    ),
    # 1 x 5 is the largest score of the lowest row
    (limits(acceptable=1, high=6), []),
    (
        limits(acceptable=1, high=5),
        [f"{HIGH}: 1 x 5 = 5 is high from 5 on: hardly ever, or hardly at all, and yet among the worst"],
    ),
    # 5 x 1 and 5 x 2, 4 x 2 and 4 x 3
    (
        limits(acceptable=5, high=10),
        [f"{HIGH}: 1 x 5 = 5 may be accepted (up to 5), and one step on 2 x 5 = 10 is high (from 10)"],
    ),
    (limits(acceptable=5, high=11), []),
    (limits(acceptable=7, high=12), []),
    (
        limits(acceptable=8, high=12),
        [f"{HIGH}: 2 x 4 = 8 may be accepted (up to 8), and one step on 3 x 4 = 12 is high (from 12)"],
    ),
    (scale("none", "some", "half", "most", "all"), []),
    (
        scale("none", "some", "half", "some", "all"),
        ["risks.scale.impact[3]: the scale of impact says 'some' for 2 and for 4"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), MATRIX)
def test_the_limits_of_the_matrix_agree(fragment: str, expected: list[str]) -> None:
    assert outcomes("R112", fragment) == expected


def test_only_a_score_that_is_both_is_an_error() -> None:
    def gravity(fragment: str) -> list[str]:
        whole = laid_over(plain_data(SMALLEST), plain_data(fragment))
        found = checked(yaml.safe_dump(whole)).findings
        return [f"{f.code} {f.severity}" for f in found if f.code == "R112"]

    assert gravity(limits(acceptable=12)) == ["R112 error"]
    assert gravity(limits(acceptable=8)) == ["R112 warning"]
    assert gravity(scale("none", "some", "half", "some", "all")) == ["R112 warning"]


def test_the_limits_of_the_matrix_in_chinese() -> None:
    assert outcomes("R112", limits(acceptable=8), "zh") == [
        f"{LOW}: 2 x 4 = 8 可以接受（不高于 8），只差一级的 3 x 4 = 12 却是高风险（12 起）；`high` 未写明，按 12 计"
    ]
    assert hints("R112", limits(acceptable=8), "zh") == ["把两者拉开：commplan 的默认值为 5 与 12"]


def watched(*readings: tuple[str, float], **keys: object) -> str:
    trigger = keys.pop("trigger", {"metric": "noise", "above": 5})
    read = [{"metric": "noise", "date": date.fromisoformat(d), "value": v} for d, v in readings]
    risks = {"register": [{"id": "risk-1", "trigger": trigger, **keys}]}
    return yaml.safe_dump({"risks": risks, "evaluation": {"readings": read}})


UNREAD = "- no metric that a risk's trigger names has a reading"
OVER = "- the plan is over, or replaced by another"
HEARD = (
    "evaluation.readings[0].value: 'noise' stood at 6 on 2027-01-10, above 5: that is the warning of risk 'risk-1', which "
    "nobody has looked at since"
)
READINGS = [
    ("", [UNREAD]),
    (watched(), [UNREAD]),
    (watched(("2027-01-10", 6), status="closed"), [UNREAD]),
    (watched(("2027-01-10", 6), trigger={"metric": "noise", "above": 5, "parameters": {"day": 3}}), [UNREAD]),
    # a reading of tomorrow is none yet
    (watched(("2027-01-16", 6)), [UNREAD]),
    ("plan: {period: {start: 2026-01-01, end: 2027-01-14}}\n" + watched(("2027-01-10", 6)), [OVER]),
    ("plan: {status: superseded}\n" + watched(("2027-01-10", 6)), [OVER]),
    (watched(("2027-01-10", 5)), []),
    (watched(("2027-01-10", 6)), [HEARD]),
    (watched(("2027-01-10", 6), status="materialised"), []),
    (watched(("2027-01-10", 6), reviewed=date(2027, 1, 9)), [HEARD]),
    (watched(("2027-01-10", 6), reviewed=date(2027, 1, 10)), []),
    # only the latest counts, in whatever order they stand
    (watched(("2027-01-10", 6), ("2027-01-03", 4)), [HEARD]),
    (watched(("2027-01-03", 6), ("2027-01-10", 4)), []),
    (watched(("2027-01-10", 6), trigger={"metric": "noise", "below": 6}), []),
    (watched(("2027-01-10", 6), trigger={"metric": "noise", "below": 7}), [HEARD.replace("above 5", "below 7")]),
    (watched(("2027-01-10", 6), trigger={"metric": "noise", "sign": "People complain"}), []),
]


@pytest.mark.parametrize(("fragment", "expected"), READINGS)
def test_a_warning_is_heeded(fragment: str, expected: list[str]) -> None:
    assert outcomes("R113", fragment) == expected


def test_a_warning_in_chinese() -> None:
    assert outcomes("R113", watched(("2027-01-10", 6.5)), "zh") == [
        "evaluation.readings[0].value: “noise” 在 2027-01-10 为 6.5，高于 5：风险 “risk-1” 的预警已触发，此后却没有人复查"
    ]
