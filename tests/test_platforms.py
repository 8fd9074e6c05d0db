"""The data about platforms: whole, dated, sourced."""

from __future__ import annotations

import re

import pytest

from commplan import platforms

ALL = platforms.platforms()
DATED = re.compile(r"20\d\d(-(0[1-9]|1[0-2]))?")


@pytest.mark.parametrize("id_", ALL)
def test_a_platform_is_named_in_both_languages_and_its_numbers_have_a_date_and_a_source(id_: str) -> None:
    platform = ALL[id_]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_)
    assert platform.name.en
    assert platform.name.zh
    if platform.export:
        assert re.search(r"[\u4e00-\u9fff]", platform.export.zh)
    if platform.capacity and platform.capacity.people is not None:
        assert platform.capacity.people > 0
        assert DATED.fullmatch(platform.capacity.as_of)
        assert len(platform.capacity.source) > 10
    if platform.push:
        assert platform.push.per in ("day", "week", "month")
        assert platform.push.pushes > 0
        assert DATED.fullmatch(platform.push.as_of)
        assert len(platform.push.source) > 10


def test_the_limits_that_rules_count_on() -> None:
    limits = {p.id: p.capacity.people for p in ALL.values() if p.capacity and p.capacity.people is not None}
    assert limits == {
        "telegram-group": 200_000,
        "whatsapp-group": 1024,
        "wechat-group": 500,
        "wecom-external-group": 500,
        "wecom-internal-group": 2000,
        "wecom-all-staff-group": 10_000,
    }
    assert {p.id: (p.push.pushes, p.push.per) for p in ALL.values() if p.push} == {
        "wecom-customer-broadcast": (1, "day"),
        "wechat-subscription-account": (1, "day"),
        "wechat-service-account": (4, "month"),
    }


def test_no_limit_and_a_limit_nobody_knows_are_two_things() -> None:
    slack, discord = ALL["slack"], ALL["discord"]
    assert slack.capacity is not None
    assert slack.capacity.people is None
    assert discord.capacity is None


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("wechat-group", "wechat-group"),
        ("WeChat group", "wechat-group"),
        ("wechat_group", "wechat-group"),
        ("微信群", "wechat-group"),
        ("企业微信外部群", "wecom-external-group"),
        ("Slack", "slack"),
        ("slak", "slack"),
        ("Twitter", "x"),
        ("our own app", None),
        ("", None),
    ],
)
def test_the_nearest_platform(word: str, wanted: str | None) -> None:
    assert platforms.near(word) == wanted


def test_an_unknown_platform_is_none() -> None:
    assert platforms.platform("our-own-app") is None
    assert platforms.platform(None) is None
