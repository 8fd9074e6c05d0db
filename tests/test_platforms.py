"""The data about platforms: whole, dated, sourced."""

from __future__ import annotations

import re
import subprocess
import sys

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
    for fact in (platform.exports, platform.keeps):
        if fact and fact.source:
            assert DATED.fullmatch(fact.as_of)
            assert len(fact.source) > 10


def test_a_no_that_could_be_doubted_has_a_source() -> None:
    """Nobody needs to be told that the spoken word is gone."""
    spoken = {"video-meeting", "public-meeting", "in-person", "hotline", "radio"}
    assert {p.id for p in ALL.values() if p.exports and not p.exports.yes} == {"discord", "wechat-group"}
    assert {p.id for p in ALL.values() if p.keeps and not p.keeps.yes and not p.keeps.source} == spoken
    assert [p.id for p in ALL.values() if p.exports and not p.exports.yes and not p.exports.source] == []


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
        ("wechat", "wechat-group"),
        ("微信", "wechat-group"),
        ("订阅号", "wechat-subscription-account"),
        ("微信公众号", "wechat-subscription-account wechat-service-account"),
        ("企业微信", "wecom-external-group wecom-internal-group"),
        ("小程序", "wechat-mini-program"),
        ("推特", "x"),
        ("WeChat group", "wechat-group"),
        ("wechat_group", "wechat-group"),
        ("微信群", "wechat-group"),
        ("企业微信外部群", "wecom-external-group"),
        ("Slack", "slack"),
        ("slak", "slack"),
        ("Twitter", "x"),
        ("our own app", ""),
        ("", ""),
    ],
)
def test_the_platforms_that_a_word_means(word: str, wanted: str) -> None:
    assert platforms.meant(word) == tuple(wanted.split())


def told(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "commplan", "platforms", *arguments], capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_list_shows_limits_with_their_date() -> None:
    code, text = told()
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in text.splitlines()}
    assert code == 0
    assert set(rows) == {"id", *ALL}
    assert {id_: rows[id_] for id_ in ("id", "slack", "discord", "wechat-group", "wechat-service-account")} == {
        "id": "group size (as of) pushes (as of) name",
        "slack": "- - Slack",
        "discord": "unknown - Discord",
        "wechat-group": "500 (2024-09) - WeChat group",
        "wechat-service-account": "- 4 a month (2023) WeChat service account",
    }


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (
            ("wechat-service-account",),
            (
                0,
                (
                    "wechat-service-account  WeChat service account\n"
                    "Group size: no limit, or no groups\n"
                    "Pushes: 4 a month (as of 2023)\n"
                    "Source: developers.weixin.qq.com, Batch Sends and Originality Checks: 4 a\n"
                    "calendar month\n"
                    "Export: administrators: statistics of the account, a spreadsheet\n"
                    "Also called: 服务号, 公众号, 微信公众号, 微信公众平台, WeChat official account\n"
                    "Platforms change their limits; a channel of the plan can state its own as\n"
                    "`capacity` and `quota`.\n"
                ),
            ),
        ),
        (
            ("discord", "--lang", "zh"),
            (
                0,
                (
                    "discord  Discord\n群人数上限：未知\n成员能否回应：可以\n"
                    "导出方式：官方不提供；可用 DiscordChatExporter 导出 JSON 或 CSV\n"
                    "管理者能否导出：不能（截至 2025-12）\n"
                    "来源：support.discord.com/hc/en-us/articles/360004957991 (the data package:\n"
                    "one's own account only); a guide of December 2025 agrees (discord-dc.com)\n"
                ),
            ),
        ),
        (
            ("公众号",),
            (
                2,
                (
                    "commplan: no platform is called '公众号'\n"
                    "  did you mean wechat-subscription-account or wechat-service-account?\n"
                ),
            ),
        ),
        (
            ("our-own-app", "--lang", "zh"),
            (2, "commplan: 没有名为 “our-own-app” 的平台\n  `commplan platforms` 可列出全部平台\n"),
        ),
    ],
)
def test_one_platform_is_told_of_with_its_sources(arguments: tuple[str, ...], wanted: tuple[int, str]) -> None:
    assert told(*arguments) == wanted


def test_an_unknown_platform_is_none() -> None:
    assert platforms.platform("our-own-app") is None
    assert platforms.platform(None) is None
