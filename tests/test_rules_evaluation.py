"""What the rules about evaluation say, to the letter, and where."""

from __future__ import annotations

import pytest

import commplan.sources
from commplan.catalogue import source_names, source_tells
from commplan.discover import discover
from commplan.source import Source
from outcomes import hints, outcomes


def objectives(*metrics: str) -> str:
    each = ", ".join(f"{{id: aim-{i}, metric: {metric}}}" for i, metric in enumerate(metrics, 1))
    return f"goals: {{objectives: [{each}]}}\n"


def sources(*texts: str, more: str = "") -> str:
    return f"evaluation: {{sources: [{', '.join('{' + t + '}' for t in texts)}]{more}}}\n"


def trigger(metric: str, status: str = "open") -> str:
    return f"risks: {{register: [{{id: spam, status: {status}, trigger: {{metric: {metric}, above: 1}}}}]}}\n"


WHO = "owner: lead, refresh: P1M"
CHAT = f"id: chat, tool: slack, {WHO}"
IDLE = "- no objective and no risk trigger names a metric"

FED = [
    # a formula of the plan's own needs exports that tell its kinds of events
    (
        objectives("own")
        + sources(f"{CHAT}, metrics: [own]", more=", metrics: [{id: own, definition: d, numerator: {kinds: reply}}]"),
        [],
    ),
    (
        objectives("own")
        + sources(f"{CHAT}, metrics: [own]", more=", metrics: [{id: own, definition: d, numerator: {kinds: attend}}]"),
        [
            "evaluation.sources[0].metrics[0]: metric 'own' needs to know who came to an event; exports of `slack` do not tell"
        ],
    ),
    (
        "evaluation: {metrics: [{id: own, definition: d, denominator: {kinds: reply}}, {id: mine, definition: d, last_days: 7}]}",
        [
            "evaluation.metrics[0].denominator: metric 'own' has `denominator` and no `numerator`, so nothing is counted",
            "evaluation.metrics[1].last_days: metric 'mine' has `last_days` and no `numerator`, so nothing is counted",
            IDLE,
        ],
    ),
    # nor is anything counted between limits that cross, or by a definition that the catalogue has the name of
    (
        "evaluation: {metrics: [{id: own, definition: d, numerator: {kinds: answer, at_least: 9, at_most: 6}}, {id: mau, definition: d}]}",
        [
            "evaluation.metrics[0].numerator.at_most: metric 'own': nothing is of 9 or more and of 6 or less",
            "evaluation.metrics[1].id: 'mau' is a metric of commplan already, by whose definition it is counted",
            IDLE,
        ],
    ),
    ("evaluation: {metrics: [{id: own, definition: d, numerator: {kinds: answer, at_least: 6, at_most: 6}}]}", [IDLE]),
    ("", [IDLE]),
    ("goals: {objectives: [{id: aim}]}", [IDLE]),
    (trigger("mau", "closed"), [IDLE]),
    (objectives("mau") + sources(f"{CHAT}, metrics: [mau]"), []),
    (objectives("mau"), ["goals.objectives[0].metric: no data source feeds metric 'mau'"]),
    (
        objectives("mau") + sources(f"{CHAT}, metrics: [wau]"),
        ["goals.objectives[0].metric: no data source feeds metric 'mau'"],
    ),
    # two objectives on one metric lack one source
    (objectives("mau", "mau"), ["goals.objectives[0].metric: no data source feeds metric 'mau'"]),
    (trigger("mau"), ["risks.register[0].trigger.metric: no data source feeds metric 'mau'"]),
    # what objectives misspell is told by rule goal-no-kpi, what triggers misspell here
    (objectives("mauu"), []),
    (trigger("mauu"), ["risks.register[0].trigger.metric: no metric is called 'mauu'"]),
    (objectives("mauu") + trigger("mauu"), []),
    # the source meant the metric that lacks one: one fault, told where it is
    (
        objectives("unanswered-rate") + sources(f"{CHAT}, metrics: [unanswerd-rate]"),
        ["evaluation.sources[0].metrics[0]: no metric is called 'unanswerd-rate'"],
    ),
    # a reading of something that nothing is called, each name once, and not what is told elsewhere
    (
        (
            "evaluation: {metrics: [{id: mood, definition: Mean}], readings: [{metric: moood, date: 2027-01-04, value: 1}, "
            "{metric: moood, date: 2027-02-01, value: 2}]}"
        ),
        ["evaluation.readings[0].metric: no metric is called 'moood'"],
    ),
    (objectives("mauu") + "evaluation: {readings: [{metric: mauu, date: 2027-01-04, value: 1}]}", []),
    # the plan's own metrics need a source as well, and no capability
    (
        objectives("mood") + "evaluation: {metrics: [{id: mood, definition: Mean of the answers}]}",
        ["goals.objectives[0].metric: no data source feeds metric 'mood'"],
    ),
    (
        objectives("mood")
        + sources(f"id: poll, tool: survey, {WHO}, metrics: mood", more=", metrics: [{id: mood, definition: Mean}]"),
        [],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), FED)
def test_a_metric_has_a_source(fragment: str, expected: list[str]) -> None:
    assert outcomes("V101", fragment) == expected


AT = "evaluation.sources[0]"
WHOLE = [
    (
        objectives("mau") + sources("id: chat, tool: slack, metrics: [mau]"),
        [f"{AT}: data source 'chat' does not say who fetches it and how often"],
    ),
    (
        objectives("mau") + sources("id: chat, tool: slack, metrics: [mau], owner: lead"),
        [f"{AT}: data source 'chat' does not say how often"],
    ),
    # of a source that feeds nothing wanted, nothing is wanted
    (sources("id: chat, tool: slack, metrics: [mau]"), []),
    (sources("id: chat, tool: slak"), [f"{AT}.tool: no source can read 'slak'"]),
    *[(objectives("mau") + sources(f"id: x, tool: {t}, {WHO}, metrics: [mau]"), []) for t in ("ledger", "manual")],
]


@pytest.mark.parametrize(("fragment", "expected"), WHOLE)
def test_a_source_says_who_how_often_and_with_which_tool(fragment: str, expected: list[str]) -> None:
    assert outcomes("V101", fragment) == expected


LEAVES = "needs to know who stopped being a member, and when; exports of"
TABLE = f"tool: table, {WHO}"
MOVES = "time: t, member: m, kinds: [{column: c, equals: [in], kind: join}, {column: c, equals: [out], kind: leave}]"
TELLING = [
    (
        objectives("net-growth") + sources(f"{CHAT}, metrics: [net-growth]"),
        [f"{AT}.metrics[0]: metric 'net-growth' {LEAVES} `slack` do not tell"],
    ),
    (objectives("net-growth") + sources(f"id: log, {TABLE}, metrics: [net-growth], mapping: {{{MOVES}}}"), []),
    # a table tells what its mapping tells, and nothing without
    (
        objectives("net-growth") + sources(f"id: log, {TABLE}, metrics: [net-growth]"),
        [f"{AT}.tool: data source 'log' is a table, and nothing says what its columns mean"],
    ),
    (objectives("mau") + sources(f"{CHAT}, metrics: [mau]", "id: log, tool: table, metrics: []"), []),
    # a source that feeds nothing yet is where what is open will be written: all that it lacks is told in one round
    (
        objectives("unanswered-rate") + sources("id: log, tool: table, metrics: []"),
        [
            "goals.objectives[0].metric: no data source feeds metric 'unanswered-rate'",
            f"{AT}: data source 'log' does not say who fetches it and how often",
            f"{AT}.tool: data source 'log' is a table, and nothing says what its columns mean",
        ],
    ),
    (objectives("mau") + sources(f"id: log, {TABLE}, metrics: [mau], mapping: {{time: t, member: m}}"), []),
    (
        objectives("mau") + sources(f"id: log, {TABLE}, metrics: [mau], mapping: {{time: t}}"),
        [f"{AT}.metrics[0]: metric 'mau' needs to know who did it; the mapping of 'log' does not tell"],
    ),
    (
        objectives("unanswered-rate")
        + sources(f"id: log, {TABLE}, metrics: [unanswered-rate], mapping: {{time: t, member: m}}"),
        [
            (
                f"{AT}.metrics[0]: metric 'unanswered-rate' needs to know which messages belong to one conversation; "
                "the mapping of 'log' does not tell"
            )
        ],
    ),
    *(
        (
            objectives("unanswered-rate")
            + sources(f"id: log, {TABLE}, metrics: [unanswered-rate], mapping: {{time: t, member: m, {key}: r}}"),
            [],
        )
        for key in ("thread", "reply_to")
    ),
    (
        objectives("members")
        + sources(f"id: log, {TABLE}, metrics: [members], mapping: {{time: t, member: m, kind_is: join}}"),
        [
            (
                f"{AT}.metrics[0]: metric 'members' needs to know who stopped being a member, and when; "
                "the mapping of 'log' does not tell"
            )
        ],
    ),
    # a column may hold any kind
    (
        objectives("members")
        + sources(f"id: log, {TABLE}, metrics: [members], mapping: {{time: t, member: m, kind: what}}"),
        [],
    ),
    # two sources tell together what neither tells alone
    (
        objectives("net-growth")
        + sources(f"{CHAT}, metrics: [net-growth]", f"id: log, {TABLE}, metrics: [net-growth], mapping: {{{MOVES}}}"),
        [],
    ),
    (
        objectives("net-growth")
        + sources(f"{CHAT}, metrics: [net-growth]", f"id: z, tool: zulip, {WHO}, metrics: [net-growth]"),
        [f"{AT}.metrics[0]: metric 'net-growth' {LEAVES} `slack`, `zulip` do not tell"],
    ),
    # what counts as active decides what activity needs
    (
        objectives("mau") + sources(f"{CHAT}, metrics: [wau, mau]", more=", active: {kinds: [attend]}"),
        [f"{AT}.metrics[1]: metric 'mau' needs to know who came to an event; exports of `slack` do not tell"],
    ),
    (objectives("mau") + sources(f"{CHAT}, metrics: [mau]", more=", active: {kinds: [attend, message]}"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), TELLING)
def test_the_tool_can_tell_what_the_metric_needs(fragment: str, expected: list[str]) -> None:
    assert outcomes("V101", fragment) == expected


def test_a_near_name_or_the_first_source_is_suggested() -> None:
    assert hints("V101", trigger("net-groth")) == ["did you mean `net-growth`?"]
    shared = "add to `evaluation.sources`: `- {id: source-1, tool: slack, metrics: [mau, unanswered-rate], owner: lead, refresh: P1M}`"
    by_hand = "or `manual` if you count it yourselves and write it down"
    assert hints("V101", objectives("mau", "unanswered-rate", "nps")) == [
        f"{shared}; `tool` can be chatlab, discord, discord-csv, discourse, gharchive, git and 16 more (`commplan sources`), {by_hand}",
        f"{shared}; `tool` can be chatlab, discord, discourse, gharchive, github, gitter and 12 more (`commplan sources`), {by_hand}",
        (
            "add to `evaluation.sources`: `- {id: source-2, tool: survey, metrics: [nps], owner: lead, refresh: P1M}`; `tool` can be "
            f"survey, {by_hand}"
        ),
    ]
    assert hints(
        "V101", objectives("mau") + sources("id: chat, tool: slack, metrics: [], owner: lead, refresh: P1M")
    ) == ["list `mau` under `metrics` of `chat` in `evaluation.sources`"]
    assert hints("V101", objectives("nps") + "content: {channels: [{id: c, platform: wechat-group}]}\n", "zh") == [
        (
            "在 `evaluation.sources` 中加上：`- {id: source-1, tool: survey, metrics: [nps], owner: lead, refresh: P1M}`；`tool` 可以是 "
            "survey，自行统计并记录的写 `manual`"
        )
    ]
    assert hints("V101", objectives("mau") + "content: {channels: [{id: c, platform: 微信群}]}\n")[0].startswith(
        "add to `evaluation.sources`: `- {id: source-1, tool: wechat, "
    )
    assert hints("V101", sources("id: chat, tool: slak")) == ["did you mean `slack`?"]
    assert hints("V101", objectives("unanswered-rate") + sources(f"id: log, {TABLE}"))[1:] == [
        (
            "add `mapping: {time: ..., member: ...}` with the names of its columns (and `thread`/`reply_to` for what these metrics "
            "count), or name the tool it comes from"
        )
    ]
    assert hints("V101", sources("id: chat, tool: pigeon")) == [
        "see `commplan sources`; any table can be read as `table`, what people write down is `manual`"
    ]


def test_a_metric_without_source_in_chinese() -> None:
    assert outcomes("V101", objectives("mau"), "zh") == ["goals.objectives[0].metric: 没有数据来源提供指标 “mau”"]
    assert outcomes("V101", objectives("mau") + sources("id: chat, tool: slack, metrics: [mau]"), "zh") == [
        f"{AT}: 数据来源 “chat” 没有写明由谁获取、多久获取一次"
    ]


def test_what_tools_tell_is_looked_up_as_their_sources_state_it() -> None:
    sources_ = discover(commplan.sources, Source).values()
    assert {name: source_tells(name) for name in source_names()} == {s.name: s.tells for s in sources_}
    assert source_tells("pigeon") is None


ALONE = "objective 'aim-1' is on 'first-response-time', and nothing in the plan watches what is never answered"
RESPONSE = [
    ("", ["- no objective is on a response time"]),
    (objectives("unanswered-rate"), ["- no objective is on a response time"]),
    # the spread keeps the unanswered as a bar of its own
    (objectives("response-times"), ["- no objective is on a response time"]),
    (objectives("first-response-time"), [f"goals.objectives[0].metric: {ALONE}"]),
    (objectives("first-response-time", "first-response-time"), [f"goals.objectives[0].metric: {ALONE}"]),
    (objectives("first-response-time", "mau"), [f"goals.objectives[0].metric: {ALONE}"]),
    (objectives("first-response-time", "unanswered-rate"), []),
    (objectives("first-response-time", "sla-attainment"), []),
    (objectives("first-response-time") + trigger("unanswered-rate"), []),
    (
        objectives("first-response-time") + trigger("unanswered-rate", "closed"),
        [f"goals.objectives[0].metric: {ALONE}"],
    ),
    (objectives("first-response-time") + trigger("mau"), [f"goals.objectives[0].metric: {ALONE}"]),
]


@pytest.mark.parametrize(("fragment", "expected"), RESPONSE)
def test_a_response_time_stands_beside_what_is_never_answered(fragment: str, expected: list[str]) -> None:
    assert outcomes("V102", fragment) == expected


def test_a_response_time_alone_in_chinese() -> None:
    assert outcomes("V102", objectives("first-response-time"), "zh") == [
        "goals.objectives[0].metric: 目标 “aim-1” 以 “first-response-time” 为指标，而方案没有关注始终无人回复的部分"
    ]


def test_a_table_without_what_is_needed_says_which_columns_to_add() -> None:
    fragment = objectives("unanswered-rate") + sources(
        f"id: log, {TABLE}, metrics: [unanswered-rate], mapping: {{time: t}}"
    )
    assert hints("V101", fragment) == ["add `thread`/`reply_to` and `member` to the mapping, or choose another metric"]
    assert hints("V101", fragment, "zh") == ["在 mapping 中加上 `thread`/`reply_to` 与 `member`，或改用其他指标"]
    assert outcomes("V101", objectives("mau") + sources(f"id: log, {TABLE}, metrics: [mau]"), "zh") == [
        f"{AT}.tool: 数据来源 “log” 是表格，但没有说明各列的含义"
    ]


def mapped(mapping: str) -> list[str]:
    return outcomes("V110", f"evaluation: {{sources: [{{id: t, tool: table, mapping: {{time: Date, {mapping}}}}}]}}")


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        ("member: Name", []),
        ("time_format: unix-ms", []),
        ("time_format: '%d.%m.%Y'", []),
        (
            "time_format: tomorrow",
            [
                "evaluation.sources[0].mapping.time_format: time_format 'tomorrow' is no time format; it can be iso, unix, unix-ms, or one such as \"%d/%m/%Y %H:%M\""
            ],
        ),
        ("encoding: gbk", []),
        ("encoding: latin", []),
        ("encoding: klingon", ["evaluation.sources[0].mapping.encoding: 'klingon' is no text encoding"]),
        ("delimiter: ';'", []),
        ("delimiter: '; '", ["evaluation.sources[0].mapping.delimiter: the delimiter '; ' is not one character"]),
        (
            "kind: Type, kind_is: join",
            [
                "evaluation.sources[0].mapping.kind_is: `kind` (a column) and `kind_is` (one kind for all) are both given"
            ],
        ),
    ],
)
def test_a_mapping_can_read_its_table(mapping: str, expected: list[str]) -> None:
    assert mapped(mapping) == expected


def test_a_mapping_says_when_and_a_question_its_scale() -> None:
    survey = "evaluation: {sources: [{id: t, tool: survey, mapping: {questions: [{id: q, column: Q, lowest: 3, highest: 2}, {id: r, column: R, labels: [No, Yes]}, {id: s, column: S}]}}]}"
    at = "evaluation.sources[0].mapping"
    assert outcomes("V110", survey) == [
        f"{at}: the mapping does not say when anything happened",
        f"{at}.questions[0].highest: question 'q' has no scale",
        f"{at}.questions[2]: question 's' has no scale",
    ]
    assert outcomes("V110", "evaluation: {sources: [{id: t, tool: table, mapping: {time_is: 2027-03-01}}]}") == []


SCALES = [
    ("id: nps, lowest: 0, highest: 10", None),
    ("id: nps-en, lowest: 0, highest: 10", None),
    ("id: npsx, highest: 10", None),
    ("id: nps, highest: 10", "'nps' goes from 1 to 10, and `nps` is counted on a scale from 0 to 10"),
    ("id: csat, highest: 5", None),
    ("id: csat, labels: [bad, poor, fair, good, excellent]", None),
    ("id: csat-en, labels: [no, yes]", "'csat-en' goes from 1 to 2, and `csat` is counted on a scale from 1 to 5"),
    ("id: csat, highest: 7", "'csat' goes from 1 to 7, and `csat` is counted on a scale from 1 to 5"),
]


@pytest.mark.parametrize(("question", "found"), SCALES)
def test_the_questions_of_known_metrics_are_asked_on_their_scales(question: str, found: str | None) -> None:
    survey = f"evaluation: {{sources: [{{id: t, tool: survey, mapping: {{time: T, questions: [{{{question}, column: Q}}]}}}}]}}\n"
    told = [line.partition(": question ")[2] for line in outcomes("V110", survey)]
    assert told == ([found] if found else [])


def test_another_scale_is_well_where_the_plan_says_what_satisfied_is() -> None:
    survey = "evaluation: {sources: [{id: t, tool: survey, mapping: {time: T, questions: [{id: csat, highest: 7, column: Q}]}}]}\n"
    hint = "write at the objective from which value on people are satisfied, such as `parameters: {satisfied: 6}`; or give the question another id"
    assert hints("V110", survey) == [hint]
    assert (
        outcomes("V110", survey + "goals: {objectives: [{id: aim, metric: csat, parameters: {satisfied: 6}}]}\n") == []
    )


def test_a_plan_without_tables_has_no_mapping_to_judge() -> None:
    assert outcomes("V110", "") == ["- no data source has a mapping"]
