"""What the rules about WeChat and the law of China say of rewards, to the letter, and where."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from commplan import legal
from outcomes import hints, outcomes

GROUP = "content: {channels: [{id: group, platform: wechat-group}]}\n"
FORUM = "content: {channels: [{id: forum, platform: discourse}]}\n"
BANS = "and channel 'group' is on WeChat, which bans accounts for that"
AT = "engagement.rewards.earn[0]"


def earn(text: str) -> str:
    return f"engagement: {{rewards: {{earn: [{{id: bring, points: 5, {text}}}]}}}}\n"


NOT_ON_WECHAT = "- no channel is on WeChat"
PAYS = f"'bring' gives points for sharing or inviting, {BANS}"
PLATFORMS = (
    "on which platforms the community meets (`platform` of the channels), since WeChat forbids rewards for sharing"
)
SHARING = [
    ("", [NOT_ON_WECHAT]),
    (GROUP, []),
    (FORUM + earn("event: invite"), [NOT_ON_WECHAT]),
    (GROUP + earn("event: purchase, for_sharing: true"), [f"{AT}.for_sharing: {PAYS}"]),
    *(
        (GROUP + earn(f"event: {event}"), [f"{AT}.event: {PAYS}"])
        for event in ("invite-friend", "share", "friend-invited", "referral", "转发朋友圈", "集赞", "bring-a-friend")
    ),
    *(
        (GROUP + earn(f"event: {event}"), [])
        for event in ("answer-accepted", "message", "preferred", "签到", "订单签收")
    ),
    # what the plan says of itself holds before what the event is called
    (GROUP + earn("event: invite, for_sharing: false"), []),
    (
        GROUP + earn("event: joined, description: A friend you invited has come"),
        [f"{AT}? whether 'bring' pays for sharing or inviting (`for_sharing`), as its description speaks of it"],
    ),
    (GROUP + earn("event: joined, description: A friend you invited has come, for_sharing: false"), []),
    (earn("event: invite"), [f"engagement.rewards? {PLATFORMS}"]),
    ("content: {channels: [{id: room}]}\n" + earn("event: invite"), [f"content.channels[0]? {PLATFORMS}"]),
    ("content: {channels: [{id: room}]}\n" + earn("event: message"), [NOT_ON_WECHAT]),
    *(
        (f"content: {{channels: [{{id: group, platform: {platform}}}]}}\n" + earn("event: invite"), found)
        for platform, found in (
            ("wecom-external-group", [f"{AT}.event: {PAYS}"]),
            ("wecom-customer-broadcast", [f"{AT}.event: {PAYS}"]),
            ("wechat-moments", [f"{AT}.event: {PAYS}"]),
            ("wecom-internal-group", [NOT_ON_WECHAT]),
            ("qq-group", [NOT_ON_WECHAT]),
        )
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), SHARING)
def test_nothing_is_given_for_sharing_on_wechat(fragment: str, expected: list[str]) -> None:
    assert outcomes("E102", fragment) == expected


PROMISED = [
    ("转发朋友圈，截图领券", "转发朋友圈，截图领券"),
    ("分享海报即可抽奖", "分享海报即可抽奖"),
    ("集赞 30 个送好礼", "集赞 30 个送好礼"),
    ("邀请 3 位好友入群，得积分", "邀请 3 位好友入群，得积分"),
    ("邀好友助力免单", "邀好友助力免单"),
    ("Share the poster and win a prize", "Share the poster and win a prize"),
    ("invite two friends for a 10 yuan coupon", "invite two friends for a 10 yuan coupon"),
    *(
        (text, None)
        for text in (
            "文末投稿入口，不设分享奖励",
            "元宵茶谜（答题即可，不需转发），答对领茶样",
            "推荐给朋友不给任何奖励",
            "分享会：群友分享一次泡茶失败的经历",
            "转发通知。到店领券",
            "禁止转发抽奖链接",
            "分享不送积分",
            "Share your first cup with us",
            "No points for sharing; share what you like without a prize",
            "You never have to share anything for points",
            "邀请领队分享路线",
        )
    ),
]


@pytest.mark.parametrize(("text", "found"), PROMISED)
def test_no_entry_on_wechat_promises_something_for_sharing(text: str, found: str | None) -> None:
    calendar = "content: {{channels: [{{id: group, platform: wechat-group}}], calendar: [{{id: news, channels: [group], {}}}]}}"
    message = f"{found!r} promises a reward for sharing or inviting, {BANS}"
    for key in ("title", "call_to_action"):
        said = outcomes("E102", calendar.format(f"{key}: '{text}'"))
        assert said == ([f"content.calendar[0].{key}: {message}"] if found else [])
    assert outcomes("E102", calendar.format(f"title: '{text}', status: cancelled")) == []
    assert outcomes("E102", calendar.format(f"title: '{text}'").replace("channels: [group]", "channels: []")) == []


def test_rewards_for_sharing_in_chinese() -> None:
    assert outcomes("E102", GROUP + earn("event: 邀请好友"), "zh") == [
        f"{AT}.event: “bring” 为分享或邀请发放积分，而渠道 “group” 在微信上：微信会因此封号"
    ]
    assert outcomes("E102", GROUP + earn("event: joined, description: 邀请的好友入群"), "zh") == [
        f"{AT}? “bring” 是否奖励分享或邀请（`for_sharing`），其说明提到了这一点"
    ]


CHINA = "holidays: CN, timezone: Asia/Shanghai"
DRAW = "engagement.rewards.draws[0]"


def draw(*prizes: str, more: str = "wins_each: 1", head: str = CHINA, currency: str = "CNY") -> str:
    listed = ", ".join("{" + p + "}" for p in prizes)
    return (
        f"plan: {{{head}, currency: {currency}}}\n"
        f"engagement: {{rewards: {{draws: [{{id: spring, prizes: [{listed}], {more}}}]}}}}\n"
    )


ALLOWS = "the law allows 50,000 CNY (as of 2020-12)"
LIMIT = [
    ("", ["- the plan has no lucky draw"]),
    (draw("value: 60000", head="timezone: Europe/Berlin"), ["- nothing in the plan says that it is for China"]),
    (draw("value: 50000"), []),
    (
        draw("value: 50000.01, name: Car"),
        [f"{DRAW}.prizes[0].value: 'Car' of draw 'spring' is worth 50,000.01 CNY; {ALLOWS}"],
    ),
    (
        draw("value: 60000", head="timezone: Europe/Berlin") + GROUP,
        [f"{DRAW}.prizes[0].value: a prize of draw 'spring' is worth 60,000 CNY; {ALLOWS}"],
    ),
    (
        draw("value: 60000", head="timezone: Asia/Urumqi"),
        [f"{DRAW}.prizes[0].value: a prize of draw 'spring' is worth 60,000 CNY; {ALLOWS}"],
    ),
    # nobody can win what there is none of
    (draw("value: 60000, count: 0"), []),
    # several chances count together, the best ones, each as often as there is of it
    (draw("value: 25000, count: 2", more="wins_each: 2"), []),
    (
        draw("value: 1, count: 5", "value: 25000.5, count: 2", more="wins_each: 2"),
        [f"{DRAW}.wins_each: one ticket of draw 'spring' can win 2 times, together 50,001 CNY; {ALLOWS}"],
    ),
    (draw("value: 1, count: 5", "value: 49999, count: 1", more="wins_each: 2"), []),
    (
        draw("value: 1, count: 5", "value: 49999, count: 1", more="wins_each: 3"),
        [f"{DRAW}.wins_each: one ticket of draw 'spring' can win 3 times, together 50,001 CNY; {ALLOWS}"],
    ),
    (
        draw("value: 30000, count: 2", more="name: Spring"),
        [f"{DRAW}? how often one ticket of draw 'spring' can win (`wins_each`), since wins count together"],
    ),
    # all of it together stays below
    (draw("value: 20000, count: 2", more="name: Spring"), []),
    (draw("name: Car"), [f"{DRAW}.prizes[0]? what 'Car' of draw 'spring' is worth (`value`)"]),
    (draw("value: 8000", currency="EUR"), [f"{DRAW}? a rate from EUR to CNY (`rates`)"]),
    (draw("value: 8000", currency="null"), [f"{DRAW}? the currency of the plan (`plan.currency`)"]),
]
RATES = "resources: {budget: {currency: EUR, rates: [{currency: CNY, rate: 0.125, date: 2026-12-01}]}}\n"


@pytest.mark.parametrize(("fragment", "expected"), LIMIT)
def test_a_draw_in_china_stays_below_the_limit_of_the_law(fragment: str, expected: list[str]) -> None:
    assert outcomes("E103", fragment) == expected


def test_prizes_in_another_currency_are_held_against_it_by_the_rate_of_the_plan() -> None:
    assert outcomes("E103", draw("value: 6250", currency="EUR") + RATES) == []
    assert outcomes("E103", draw("value: 6251", currency="EUR") + RATES) == [
        f"{DRAW}.prizes[0].value: a prize of draw 'spring' is worth 6,251 EUR; {ALLOWS}"
    ]


def test_a_prize_that_is_too_dear_in_chinese() -> None:
    assert outcomes("E103", draw("value: 60000, name: 汽车"), "zh") == [
        f"{DRAW}.prizes[0].value: 抽奖 “spring” 中 “汽车” 价值 60,000 CNY；法律上限为 50,000 CNY（截至 2020-12）"
    ]
    assert hints("E103", draw("value: 60000"), "zh") == [
        "请换成上限以内的奖品：《规范促销行为暂行规定》（国家市场监督管理总局令第 32 号）第十七条"
    ]
    assert hints("E103", draw("value: 60000")) == [
        "choose a prize within the limit: Interim Provisions on Regulating Promotion, SAMR order 32 of 2020, article 17"
    ]


def test_every_number_of_the_law_says_since_when_and_where_it_is_written() -> None:
    raw = tomllib.loads(Path(legal.__file__).with_name("data").joinpath("legal.toml").read_text("utf-8"))
    assert [set(facts) for facts in raw.values()] == [{"value", "unit", "as_of", "source"}] * len(raw)
    assert all(limit.value > 0 and limit.source.zh and limit.source.en for limit in legal.limits().values())
