"""What the rules about privacy say, to the letter, and where."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes

AT = "engagement.recommendations"
IDLE = "- nothing is recommended to people by what is known of them"
WHOLE = "basis: [orders], consent: Asked, retention: P1Y, opt_out: A word, excludes_minors: true"


def recommends(text: str) -> str:
    return f"engagement: {{recommendations: {{{text}}}}}\n"


UNASKED = f"{AT}.basis: people are recommended things by 'orders', and nothing says how they are asked for consent"
KEPT = f"{AT}: nothing says how long the data behind recommendations is kept"
BASIS = [
    ("", [IDLE]),
    (recommends(WHOLE), []),
    (recommends("consent: Asked"), [f"{AT}? on which data recommendations are based (`basis`)"]),
    (recommends("basis: [orders], retention: P1Y"), [UNASKED]),
    (recommends("basis: [orders], consent: Asked"), [KEPT]),
    (recommends("basis: [orders]"), [KEPT, UNASKED]),
    *(
        (
            recommends(f"basis: [orders, {basis}], consent: Asked, retention: P1Y"),
            [f"{AT}.basis[1]: '{basis}' is sensitive, and nothing says that consent to it is asked separately"],
        )
        for basis in ("health notes", "monthly income", "本人的病史", "行踪轨迹")
    ),
    *(
        (recommends(f"basis: [orders, {basis}], consent: {consent}, retention: P1Y"), [])
        for basis, consent in (
            ("health notes", "Asked separately"),
            ("本人的病史", "单独询问"),
            ("race times", "Asked"),
            ("上次报名的活动", "询问"),
        )
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), BASIS)
def test_whose_data_is_used_is_asked_and_told_how_long(fragment: str, expected: list[str]) -> None:
    assert sorted(outcomes("E120", fragment)) == sorted(expected)


def test_a_missing_basis_in_chinese() -> None:
    assert sorted(outcomes("E120", recommends("basis: [orders]"), "zh")) == [
        f"{AT}.basis: 按“orders”作推荐，却没有写明如何征得本人同意",
        f"{AT}: 没有写明推荐所用的数据保存多久",
    ]
    assert outcomes("E120", recommends("basis: [病史], consent: 询问, retention: P1Y"), "zh") == [
        f"{AT}.basis[0]: “病史” 属于敏感个人信息，却没有写明取得单独同意"
    ]


SWITCH = f"{AT}: nothing says how a member switches personal recommendations off"
RANKED = "engagement.rewards.ranking: members are ranked in public, and nothing says how one stays out"


def ranked(text: str) -> str:
    return f"engagement: {{rewards: {{ranking: {{{text}}}}}}}\n"


OPT_OUT = [
    ("", [IDLE]),
    (recommends(WHOLE), []),
    (recommends("basis: [orders]"), [SWITCH]),
    (ranked("public: true"), [RANKED]),
    (ranked("public: false"), []),
    (ranked("public: true, opt_out: A word"), []),
    (ranked("where: The board"), ["engagement.rewards.ranking? whether the ranking can be seen by others (`public`)"]),
    (ranked("where: The board, opt_out: A word"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), OPT_OUT)
def test_what_is_done_with_data_can_be_switched_off(fragment: str, expected: list[str]) -> None:
    assert outcomes("E121", fragment) == expected


def test_no_switch_in_chinese() -> None:
    assert outcomes("E121", recommends("basis: [orders]"), "zh") == [f"{AT}: 没有写明成员如何关闭个性化推荐"]
    assert outcomes("E121", ranked("public: true"), "zh") == [
        "engagement.rewards.ranking: 公开排名，却没有写明成员如何不上榜"
    ]


def pupils(text: str = "guardian_consent: A signed form") -> str:
    return f"goals: {{audiences: [{{id: pupils, minors: true, {text}}}]}}\n"


UNGUARDED = "goals.audiences[0].minors: minors are among 'pupils', and nothing says how their guardians agree"
MINORS = [
    ("", ["- no audience has minors"]),
    (recommends("excludes_minors: false"), ["- no audience has minors"]),
    (pupils(), []),
    (pupils("size: 20"), [UNGUARDED]),
    (pupils() + recommends(WHOLE), []),
    (
        pupils() + recommends("basis: [orders]"),
        [f"{AT}? whether minors, who are among 'pupils', are left out of recommendations (`excludes_minors`)"],
    ),
    (
        pupils() + recommends("excludes_minors: false"),
        [f"{AT}.excludes_minors: minors, who are among 'pupils', are recommended things by what is known of them"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), MINORS)
def test_minors_are_asked_by_way_of_their_guardians_and_not_profiled(fragment: str, expected: list[str]) -> None:
    assert outcomes("E122", fragment) == expected


def test_minors_in_chinese_and_by_the_law_of_china() -> None:
    assert outcomes("E122", pupils("size: 20") + recommends("excludes_minors: false"), "zh") == [
        "goals.audiences[0].minors: “pupils” 中有未成年人，却没有写明如何取得监护人同意",
        "engagement.recommendations.excludes_minors: “pupils” 中有未成年人，却对他们作个性化推荐",
    ]
    assert hints("E122", pupils("size: 20")) == [
        "add `guardian_consent:` with how it is asked, or that nothing of them is recorded"
    ]
    assert hints("E122", "plan: {holidays: CN}\n" + pupils("size: 20")) == [
        "add `guardian_consent:`; the law asks for it below the age of 14 (as of 2021-11): Personal Information Protection Law, article 31"
    ]
