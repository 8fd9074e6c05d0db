"""What the rules about the register of risks as a whole say, to the letter, and where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from commplan.risk_catalogue import risk_kinds
from commplan.rules.risks import risk_catalogue_gap
from outcomes import hints, outcomes

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
    (budget(), "'budget-overrun' (no reserve in the budget)"),
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
        "risks.register: 没有人考虑过 'burnout'（每个社群都有）：既没有这一类的风险，也没有写明不适用"
    ]
    assert hints("R109", register(*BUT), "zh") == [
        "登记一项 `category: burnout`（运营者过劳）的风险，或在 `risks.waived` 中写明为何不适用"
    ]
    assert hints("R109", register(*BUT, "burn-out"), "zh") == ["是否想写 `burnout`？"]
