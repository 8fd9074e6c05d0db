"""What the rules about goals say, to the letter, and where."""

from __future__ import annotations

import pytest
import yaml

from commplan.checking.trial import SMALLEST, laid_over, plain_data
from commplan.finding import Finding, dotted
from commplan.report import Checked
from test_pieces import checked


def result(fragment: str) -> Checked:
    whole = laid_over(plain_data(SMALLEST), plain_data(fragment))
    return checked(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))


def of(fragment: str, code: str) -> list[Finding]:
    return [f for f in result(fragment).findings if f.code == code]


def findings(fragment: str, code: str) -> list[str]:
    return [f"{dotted(f.path)}: {f.message.en}" for f in of(fragment, code)]


def unknown(fragment: str, code: str) -> list[str]:
    return [f"{dotted(u.path)}: {u.missing.en}" for u in result(fragment).undecided if u.code == code]


def objective(**keys: object) -> str:
    return yaml.safe_dump({"goals": {"objectives": [{"id": "aim", **keys}]}})


OWN = "evaluation: {metrics: [{id: mood, definition: Mean of the answers"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (objective(metric="members"), []),
        (OWN + "}]}\ngoals: {objectives: [{id: aim, metric: mood}]}", []),
        (objective(), ["goals.objectives[0]: objective 'aim' names no metric"]),
        (objective(metric="membres"), ["goals.objectives[0].metric: no metric is called 'membres'"]),
    ],
)
def test_an_objective_names_a_metric(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "G101") == expected


RETENTION = {"metric": "retention", "parameters": {"day": 90}}

DUE = [
    # day 90 of those who begin on 1 January is over at the end of 1 April
    (objective(**RETENTION, due="2027-04-01"), []),
    (
        objective(**RETENTION, due="2027-03-31"),
        [
            (
                "goals.objectives[0].due: objective 'aim' is due 2027-03-31, but 'retention' counted from 2027-01-01 "
                "(the start of the plan) is known 90 days later, on 2027-04-01"
            )
        ],
    ),
    (objective(**RETENTION, due="2027-05-31", baseline={"date": "2027-03-02"}), []),
    (
        objective(**RETENTION, due="2027-05-30", baseline={"date": "2027-03-02"}),
        [
            (
                "goals.objectives[0].due: objective 'aim' is due 2027-05-30, but 'retention' counted from 2027-03-02 "
                "(its baseline) is known 90 days later, on 2027-05-31"
            )
        ],
    ),
    # the earliest source counts, and only when every source that feeds the metric says since when it does
    (
        objective(**RETENTION, due="2027-05-31")
        + "evaluation: {sources: [{id: chat, tool: slack, metrics: [retention], available_from: 2027-04-01}]}",
        [
            (
                "goals.objectives[0].due: objective 'aim' is due 2027-05-31, but 'retention' counted from 2027-04-01 "
                "(the first data of 'chat') is known 90 days later, on 2027-06-30"
            )
        ],
    ),
    (
        objective(**RETENTION, due="2027-05-31")
        + "evaluation: {sources: [{id: chat, tool: slack, metrics: [retention], available_from: 2027-04-01},"
        " {id: old, tool: zulip, metrics: [retention]}]}",
        [],
    ),
    # what is known on the day itself may be due on the first day, not before it
    (objective(metric="members", due="2027-01-01"), []),
    (
        objective(metric="members", due="2026-12-31"),
        ["goals.objectives[0].due: objective 'aim' is due 2026-12-31, before the start of the plan on 2027-01-01"],
    ),
    (OWN + ", window_days: 1}]}\ngoals: {objectives: [{id: aim, metric: mood, due: 2027-01-02}]}", []),
    (
        OWN + ", window_days: 1}]}\ngoals: {objectives: [{id: aim, metric: mood, due: 2027-01-01}]}",
        [
            (
                "goals.objectives[0].due: objective 'aim' is due 2027-01-01, but 'mood' counted from 2027-01-01 "
                "(the start of the plan) is known 1 day later, on 2027-01-02"
            )
        ],
    ),
    # no metric, or none that exists: rule goal-no-kpi
    (objective(due="2020-01-01"), []),
    (objective(metric="nonesuch", due="2020-01-01"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), DUE)
def test_an_objective_is_due_when_its_metric_can_be_known(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "G102") == expected


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (objective(**RETENTION), ["goals.objectives[0]: when 'aim' is due (`due`)"]),
        (
            OWN + "}]}\ngoals: {objectives: [{id: aim, metric: mood, due: 2027-01-02}]}",
            ["evaluation.metrics[0]: after how many days a value of 'mood' is known (`window_days`)"],
        ),
        (
            objective(metric="retention", parameters={"hour": 3}, due="2027-12-31"),
            ["goals.objectives[0].parameters: parameters that 'retention' takes"],
        ),
    ],
)
def test_whether_it_is_due_too_early_is_unknown_without(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "G102") == []
    assert unknown(fragment, "G102") == expected


def test_without_any_day_to_count_from_it_is_unknown_whether_it_is_due_too_early() -> None:
    text = "commplan: 1\nplan: {id: small, title: Small}\n" + objective(metric="members", due="2027-01-01")
    [undecided] = [u for u in checked(text).undecided if u.code == "G102"]
    assert undecided.missing.en == "from when 'aim' is counted (`baseline.date` or `plan.period.start`)"
    assert undecided.missing.zh == "“aim” 从何时算起（`baseline.date` 或 `plan.period.start`）"


def test_too_early_a_due_date_says_when_and_why_in_chinese_too() -> None:
    [finding] = of(objective(**RETENTION, due="2027-03-31"), "G102")
    assert finding.message.zh == (
        "目标 “aim” 的截止日为 2027-03-31，但 “retention” 从 2027-01-01（方案起始日）算起要过 90 天，到 2027-04-01 才有结果"
    )
    assert finding.hint is not None
    assert finding.hint.en == "move `due` to 2027-04-01 or later, or take a metric with a shorter window"
    assert [s.message.zh for s in finding.related] == ["从这里开始计数"]


def growth(target: object, joins: object = 100, churn: object = 0, metric: str = "members", **keys: object) -> str:
    assumed = {"joins_per_month": joins, "monthly_churn": churn}
    given = {
        "metric": metric,
        "target": target,
        "baseline": {"value": 1000, "date": "2027-01-01"},
        "due": "2027-12-31",
        "growth": {k: v for k, v in assumed.items() if v is not None},
        **keys,
    }
    return objective(**{k: v for k, v in given.items() if v is not None})


CHAT = "content: {channels: [{id: chat, capacity: 500, groups: 2}, {id: hall, capacity: 200%s}]}\n"
WECHAT = "content: {channels: [{id: fans, platform: wechat-group, groups: 3}]}\n"

GROWTH = [
    # nobody leaves: 1000 + 12 x 100
    (growth(2200), []),
    (
        growth(2201),
        [
            (
                "goals.objectives[0].target: objective 'aim' wants 2201 by 2027-12-31, but from 1000, with 100 joining "
                "and 0% leaving each month, 12 months come to 2200"
            )
        ],
    ),
    # 1000 x 0.5^2 + 100 x (1 + 0.5) = 250 + 150
    (growth(400, churn=0.5, due="2027-03-01"), []),
    (
        growth(401, churn=0.5, due="2027-03-01"),
        [
            (
                "goals.objectives[0].target: objective 'aim' wants 401 by 2027-03-01, but from 1000, with 100 joining "
                "and 50% leaving each month, 2 months come to 400"
            )
        ],
    ),
    # a month and a half
    (
        growth(1200, due="2027-02-16"),
        [
            (
                "goals.objectives[0].target: objective 'aim' wants 1200 by 2027-02-16, but from 1000, with 100 joining "
                "and 0% leaving each month, 1.5 months come to 1149"
            )
        ],
    ),
    # everybody leaves each month: only those who just joined are there
    (
        growth(101, churn=1),
        [
            (
                "goals.objectives[0].target: objective 'aim' wants 101 by 2027-12-31, but from 1000, with 100 joining "
                "and 100% leaving each month, 12 months come to 100"
            )
        ],
    ),
    # net growth does not know how many there are who could leave
    (growth(1200, metric="net-growth", baseline={"date": "2027-01-01"}), []),
    (
        growth(1201, metric="net-growth", baseline={"date": "2027-01-01"}),
        [
            (
                "goals.objectives[0].target: objective 'aim' wants 1201 more members by 2027-12-31, but 100 joining and 0% "
                "of them leaving each month come to 1200 after 12 months, even if nobody else leaves"
            )
        ],
    ),
    (OWN + "}]}\n" + growth(2200, metric="mood"), []),
    (
        OWN + "}]}\n" + growth(2201, metric="mood"),
        [
            (
                "goals.objectives[0].target: objective 'aim' wants 2201 by 2027-12-31, but from 1000, with 100 joining "
                "and 0% leaving each month, 12 months come to 2200"
            )
        ],
    ),
    # other metrics do not add up like this, a shrinking is no growth, and before the baseline nothing is reached
    (growth(9999, metric="mau"), []),
    (growth(9999, direction="down"), []),
    (growth(9999, due="2026-06-30"), []),
    # 2 x 500 + 200
    (CHAT % "" + growth(1200), []),
    (
        CHAT % "" + growth(1201),
        [
            (
                "goals.objectives[0].target: objective 'aim' wants 1201 members, but the groups of all channels together "
                "hold 1200"
            )
        ],
    ),
    # a channel that may be as large as it likes holds them all
    (CHAT % "}, {id: site" + growth(1201), []),
    (
        WECHAT + growth(1501),
        [
            (
                "goals.objectives[0].target: objective 'aim' wants 1501 members, but the groups of all channels together "
                "hold 1500"
            )
        ],
    ),
    (growth(1100, growth={"joins_per_month": 100, "monthly_churn": 0, "invites_per_member": 3}), []),
    (objective(metric="mau", growth={"invites_per_member": 4, "invite_conversion": 0.24}), []),
    (
        objective(metric="mau", growth={"invites_per_member": 4, "invite_conversion": 0.25}),
        [
            (
                "goals.objectives[0].growth.invites_per_member: objective 'aim' counts on every member bringing 1 more "
                "(4 invites x 0.25), and growth like that never ends"
            )
        ],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), GROWTH)
def test_a_growth_target_is_reached_by_its_own_assumptions(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "G103") == expected


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (growth(9999, joins=None), ["`growth.joins_per_month`"]),
        (growth(9999, churn=None), ["`growth.monthly_churn`"]),
        (
            objective(metric="members"),
            [
                "`target`, `due`, `baseline.value`, `baseline.date`, `growth.joins_per_month`, `growth.monthly_churn`",
            ],
        ),
        (growth(9999, metric="net-growth", baseline=None), ["`baseline.date`"]),
        (growth(9999, baseline={"date": "2027-01-01"}), ["`baseline.value`"]),
    ],
)
def test_whether_a_growth_target_is_reached_is_unknown_without(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "G103") == []
    assert unknown(fragment, "G103") == [f"goals.objectives[0]: what 'aim' takes for granted: {e}" for e in expected]


def test_a_growth_target_out_of_reach_says_what_it_would_take() -> None:
    [finding] = of(growth(5000, joins=200, churn=0.05), "G103")
    assert finding.severity == "warning"
    # 1000 x 0.95^12 = 540.36; 200 x (1 - 0.95^12) / 0.05 = 1838.56; (5000 - 540.36) / 9.1928 = 485.1
    assert (
        finding.message.zh
        == "目标 “aim” 要在 2027-12-31 前达到 5000，但从 1000 起，每月加入 200 人、流失 5%，12 个月后只有 2378"
    )
    assert finding.hint is not None
    assert finding.hint.en == "it would take 486 joining each month, or a target of 2378"
    assert finding.hint.zh == "需要每月加入 486 人，或把目标定为 2378"


def test_the_room_of_a_platform_comes_with_the_day_of_the_figure() -> None:
    [finding] = of(WECHAT + growth(1501), "G103")
    [related] = finding.related
    assert related.message.en.startswith("3 x 500 = 1500 (")
    assert ", as of 20" in related.message.en


REACHED = "goals: {audiences: [{id: owners%s}]}\ncontent: {channels: [{id: site%s}]}\n"
SPEAKS = ", audiences: [owners]%s"

CHANNELS = [
    (REACHED % ("", SPEAKS % ""), []),
    (REACHED % (", languages: [en]", SPEAKS % ""), []),
    (REACHED % (", languages: [zh-Hans]", SPEAKS % ", languages: [zh]"), []),
    (REACHED % (", languages: [fr, zh]", SPEAKS % ", languages: [en, zh-Hant]"), []),
    (
        REACHED % (", languages: [sw, luo]", SPEAKS % ", languages: [en, fr]"),
        [
            "goals.audiences[0].languages: audience 'owners' reads sw, luo, but the channels that reach it speak en, fr",
        ],
    ),
    # a channel without languages speaks the plan's
    (
        REACHED % (", languages: [sw]", SPEAKS % ""),
        ["goals.audiences[0].languages: audience 'owners' reads sw, but the channels that reach it speak en"],
    ),
    ("plan: {language: sw}\n" + REACHED % (", languages: [sw]", SPEAKS % ""), []),
    ("plan: {languages: [en, sw]}\n" + REACHED % (", languages: [sw]", SPEAKS % ""), []),
    (
        REACHED % ("}, {id: renters", SPEAKS % ""),
        ["goals.audiences[1]: no channel reaches audience 'renters'"],
    ),
    # the channel means it and misses its id: rule ref-resolves says so
    ("{goals: {audiences: [{id: owners}]}, content: {channels: [{id: site, audiences: [owner]}]}}", []),
    # one that says nobody and speaks nothing they read cannot help
    (
        REACHED % ("}, {id: renters, languages: [sw]", SPEAKS % "}, {id: mail"),
        ["goals.audiences[1]: no channel reaches audience 'renters'"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), CHANNELS)
def test_an_audience_is_reached_by_a_channel_that_it_can_read(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "G104") == expected
    assert unknown(fragment, "G104") == []


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("goals: {audiences: [{id: owners}]}", ["content: the plan's channels (`content.channels`)"]),
        (REACHED % ("", ""), ["content.channels[0]: whom 'site' reaches (`audiences`)"]),
        (
            REACHED % ("}, {id: renters", SPEAKS % "}, {id: mail"),
            ["content.channels[1]: whom 'mail' reaches (`audiences`)"],
        ),
    ],
)
def test_whether_an_audience_is_reached_is_unknown_without(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "G104") == []
    assert unknown(fragment, "G104") == expected


def test_a_language_gap_names_every_channel_and_whence_its_language_is() -> None:
    [finding] = of(REACHED % (", languages: [sw]", SPEAKS % "" + "}, {id: mail" + SPEAKS % ", languages: [fr]"), "G104")
    assert finding.message.zh == "受众 “owners” 使用 sw，触达它的渠道却只用 en、fr"
    assert [s.message.en for s in finding.related] == [
        "'site' names no language, so it speaks the plan's: en",
        "'mail' speaks fr",
    ]


def aims(*each: str) -> str:
    return "goals: {objectives: [" + ", ".join(f"{{id: aim-{i}, {keys}}}" for i, keys in enumerate(each, 1)) + "]}"


FROM_30 = "baseline: {value: 30}"
BOTH = "of 'mau', objective 'aim-1' wants at least 60 by 2027-12-31 and objective 'aim-2'"
BETTER = [
    (aims(f"metric: mau, target: 31, {FROM_30}"), []),
    (aims(f"metric: mau, target: 30, {FROM_30}"), ["[0].target: objective 'aim-1' aims at 30, where it stands already"]),
    (
        aims(f"metric: mau, target: 29, {FROM_30}"),
        ["[0].target: objective 'aim-1' goes from 30 to 29, but more of 'mau' is better"],
    ),
    (aims(f"metric: mau, target: 29, {FROM_30}, direction: down"), []),
    (aims(f"metric: mau, target: 30, {FROM_30}, direction: keep"), []),
    (aims("metric: unanswered-rate, target: 0.1, baseline: {value: 0.2}"), []),
    (
        aims("metric: unanswered-rate, target: 0.2, baseline: {value: 0.1}"),
        ["[0].target: objective 'aim-1' goes from 0.1 to 0.2, but less of 'unanswered-rate' is better"],
    ),
    # a share
    (aims("metric: unanswered-rate, target: 0, baseline: {value: 1}"), []),
    (
        aims("metric: unanswered-rate, target: 10, baseline: {value: -0.1}"),
        [
            "[0].target: target 10 of objective 'aim-1' cannot be: 'unanswered-rate' lies between 0 and 1",
            "[0].baseline.value: baseline -0.1 of objective 'aim-1' cannot be: 'unanswered-rate' lies between 0 and 1",
        ],
    ),
    # bounds of their own
    (aims("metric: nps, target: 50, baseline: {value: -20}"), []),
    (
        aims("metric: nps, target: 150, baseline: {value: 20}"),
        ["[0].target: target 150 of objective 'aim-1' cannot be: 'nps' lies between -100 and 100"],
    ),
    (aims("metric: quick-ratio, target: 4, baseline: {value: 1}"), []),
    (
        aims("metric: quick-ratio, target: 4, baseline: {value: -1}"),
        ["[0].baseline.value: baseline -1 of objective 'aim-1' cannot be: 'quick-ratio' is at least 0"],
    ),
    (aims("metric: k-factor, target: 1.2, baseline: {value: 0.4}"), []),
    # a metric nobody knows is told by rule goal-no-kpi
    (aims(f"metric: maus, target: 29, {FROM_30}"), []),
    # two on one metric
    *(
        (aims(f"metric: mau, target: 60, {FROM_30}, due: 2027-12-31", f"metric: mau, {FROM_30}, {other}"), expected)
        for other, expected in (
            ("target: 40, due: 2027-06-30", []),
            ("target: 60, due: 2027-12-31", []),
            ("target: 80, due: 2027-06-30", [
                "[0].target: of 'mau', objective 'aim-2' wants at least 80 by 2027-06-30 and objective 'aim-1' at least 60 by 2027-12-31, and the later one is a step back"
            ]),
            ("target: 40, due: 2027-12-31", [f"[1].target: {BOTH} at least 40 by 2027-12-31, and nobody can say which of the two holds"]),
            ("target: 20, direction: down, due: 2027-12-31", [f"[1].target: {BOTH} at most 20 by 2027-12-31, and both cannot be met"]),
            ("target: 58, tolerance: 2, direction: keep, due: 2027-12-31", []),
            ("target: 57, tolerance: 2, direction: keep, due: 2027-12-31", [f"[1].target: {BOTH} to stay at 57 by 2027-12-31, and both cannot be met"]),
            ("target: 40, due: 2027-12-31, window: P3M", []),
            ("target: 40, due: 2027-12-31, audiences: [owners]", []),
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), BETTER)
def test_a_target_is_better_than_today_and_can_be(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "G105") == ["goals.objectives" + line for line in expected]
    assert unknown(fragment, "G105") == []


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (aims("metric: mau"), "`target`, `baseline.value` of the objective on 'mau'"),
        (aims(f"metric: mau, {FROM_30}"), "`target` of the objective on 'mau'"),
        (aims("metric: mau, target: 3"), "`baseline.value` of the objective on 'mau'"),
        (
            OWN + "}]}\n" + aims("metric: mood, target: 4, baseline: {value: 3}"),
            "`direction` (`up`, `down`, `keep`) of the objective on 'mood'",
        ),
    ],
)
def test_whether_a_target_is_better_is_unknown_without(fragment: str, expected: str) -> None:
    assert unknown(fragment, "G105") == [
        f"goals.objectives[0]: {expected}, to tell whether its target is better than today"
    ]


def test_a_share_written_as_a_percentage_is_told_in_both_languages_how_to_write_it() -> None:
    [finding] = of(aims("metric: unanswered-rate, target: 20, baseline: {value: 0.3}"), "G105")
    assert finding.message.zh == "目标 “aim-1” 的目标值 20 不可能：“unanswered-rate” 介于 0 与 1 之间"
    assert finding.hint is not None
    assert (finding.hint.en, finding.hint.zh) == ("write 0.2 for 20%", "20% 写作 0.2")
