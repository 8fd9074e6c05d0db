"""Surveys by declared questions: what becomes of an answer, and that nothing else counts it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan import load
from commplan.activity import heading
from commplan.activity.event import RawEvent
from commplan.activity.excerpt import excerpt
from commplan.activity.export import opened
from commplan.activity.manifest import ActivityError
from commplan.activity.mapping import Mapping, Question
from commplan.catalogue import metric
from commplan.importing import collect, peek
from commplan.importing.mappings import declared
from commplan.measuring import measure
from commplan.reckoning.layers import Exclusions, prepare
from commplan.source import Options
from stored import EXPORTS, imported, query, said

RATING = "How would you rate the overall quality of ... [Spack {}]"
PLAN = """\
commplan: 1
plan: {id: p, title: T, owner: o, period: {start: 2020-01-01, end: 2020-12-31}, timezone: UTC}
evaluation:
  sources:
    - id: quality-2020
      tool: survey
      mapping:
        time: Timestamp
        time_format: "%m/%d/%Y %H:%M:%S"
        timezone: America/Los_Angeles
        questions:
          - {id: documentation, column: "How would you rate the overall quality of ... [Spack documentation]", labels: &scale [Horrible, Bad, OK, Good, Excellent]}
          - {id: community, column: "How would you rate the overall quality of ... [Spack community]", labels: *scale}
          - {id: packages, column: "How would you rate the overall quality of ... [Spack packages]", labels: *scale}
          - {id: spack, column: "How would you rate the overall quality of ... [Spack]", labels: *scale}
"""


def mapping() -> Mapping:
    plan = load.plan(
        "plan.yaml", PLAN.replace("&scale ", "").replace("*scale", "[Horrible, Bad, OK, Good, Excellent]").encode()
    ).plan
    assert plan is not None
    return declared(plan.evaluation.sources[0])


def test_a_real_survey_has_the_figures_of_its_publishers(tmp_path: Path) -> None:
    store, collected = imported(tmp_path / "a", EXPORTS / "survey" / "responses.csv", mapping())
    found = query(store, "SELECT tags, size, count(*) FROM events GROUP BY ALL ORDER BY tags, size DESC")
    assert found == [
        ("community", 5, 71), ("community", 4, 65), ("community", 3, 29), ("community", 2, 4), ("community", 1, 1),
        ("documentation", 5, 33), ("documentation", 4, 83), ("documentation", 3, 42), ("documentation", 2, 12),
        ("packages", 5, 24), ("packages", 4, 77), ("packages", 3, 59), ("packages", 2, 10),
        ("spack", 5, 51), ("spack", 4, 82), ("spack", 3, 31), ("spack", 2, 6),
    ]  # fmt: skip
    told = "SELECT DISTINCT source, kind, member, bot, channel, reply_to FROM events"
    assert query(store, told) == [("quality-2020", "answer", None, False, None, None)]
    assert query(store, "SELECT count(DISTINCT thread) FROM events") == [(170,)]
    assert said(collected) == []
    assert store.capabilities == {"answers"}
    first = "SELECT tags, size FROM events WHERE make_timestamp(us) = TIMESTAMP '2020-11-18 02:23:58' ORDER BY tags"
    assert query(store, first) == [("community", 4), ("documentation", 3), ("packages", 3), ("spack", 3)]


def test_answers_of_members_change_nothing_that_counts_members(tmp_path: Path) -> None:
    (tmp_path / "nps.csv").write_text("at,who,score\n2027-03-01,a@example.org,9\n", "utf-8")
    one = Mapping("at", member="who", name="pulse", questions=(Question("nps", "score", 0, 10),))
    store, _ = imported(tmp_path / "a", tmp_path / "nps.csv", one)
    assert query(store, "SELECT member, size, tags FROM events") == [(store.member("pulse", "a@example.org"), 9, "nps")]
    with store.connect() as connection:
        prepare(connection, "UTC", Exclusions())
        assert connection.execute("SELECT count(*) FROM ev").fetchall() == [(0,)]
        assert connection.execute("SELECT kind, size, tags FROM dated").fetchall() == [("answer", 9, "nps")]
    with store.connect() as connection:
        session = prepare(connection, "UTC", Exclusions(), ("message", "answer"))
        assert connection.execute("SELECT member IS NOT NULL FROM act").fetchall() == [(True,)]
        assert not session.bots_untold


ROWS = """at,how likely,how easy
2027-03-01,10,Agree
2027-03-01,10,Agree
2027-03-01, 7.0 ,
2027-03-01,11,agree
2027-03-01,seven,Sort of
,9,Agree
"""
OFF = "an answer is not on the scale that the plan declares"


def test_what_is_not_on_the_scale_is_named(tmp_path: Path) -> None:
    (tmp_path / "pulse.csv").write_text(ROWS, "utf-8")
    questions = (
        Question("nps", "how likely", 0, 10),
        Question("ease", "how easy", 1, 3, ("Disagree", "Neither", "Agree")),
    )
    store, collected = imported(tmp_path / "a", tmp_path / "pulse.csv", Mapping("at", questions=questions))
    assert query(store, "SELECT tags, list(size ORDER BY size) FROM events GROUP BY 1 ORDER BY 1") == [
        ("ease", [3, 3, 3]),
        ("nps", [7, 10, 10]),
    ]
    assert said(collected) == [
        (OFF, 3, ("pulse.csv, line 5", "pulse.csv, line 6", "pulse.csv, line 6")),
        ("it has no readable time", 1, ("pulse.csv, line 7",)),
    ]
    again = collect.into(store, [tmp_path / "pulse.csv"], mapping=Mapping("at", questions=questions))[0]
    assert (again.new, again.duplicate) == (0, 6)


def test_what_a_form_writes_where_nothing_was_answered_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "pulse.csv").write_text("at,q\n2027-03-01,(空)\n2027-03-01,(跳过)\n2027-03-01,4\n", "utf-8")
    store, collected = imported(
        tmp_path / "a", tmp_path / "pulse.csv", Mapping("at", questions=(Question("q", "q", 1, 5),))
    )
    assert (query(store, "SELECT size FROM events"), said(collected)) == ([(4,)], [])


def test_a_survey_without_questions_is_a_question(tmp_path: Path) -> None:
    (tmp_path / "pulse.csv").write_text(ROWS, "utf-8")
    with opened(tmp_path / "pulse.csv") as export, pytest.raises(ActivityError) as caught:
        list(collect.known()["survey"].read(export, Options(mapping=Mapping("at"))))
    assert caught.value.words.en == (
        "'pulse.csv' is read as a survey only when the plan's evaluation.sources declares its `questions`"
    )


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1_400_000_000, 1_700_000_000), st.integers(1, 7), st.sampled_from(["a", "b", ""])),
        min_size=1,
        max_size=12,
    )
)
def test_responses_come_back_the_same(tmp_path_factory: Any, answers: list[tuple[int, int, str]]) -> None:
    file = tmp_path_factory.mktemp("survey") / "rows.csv"
    file.write_text("at,who,q\n" + "".join(f"{at},{who},{value}\n" for at, value, who in answers), "utf-8")
    one = Mapping("at", time_format="unix", member="who", questions=(Question("q", "q", 1, 7),))
    with opened(file) as export:
        found = [e for e in collect.known()["survey"].read(export, Options(mapping=one)) if isinstance(e, RawEvent)]
    assert sorted((e.us, e.size, e.member or "") for e in found) == sorted(
        (at * 10**6, value, who) for at, value, who in answers
    )
    assert len({e.native_id for e in found}) == len(found)


HEADINGS = {
    "Qualtrics": (
        ("StartDate,Q1_NPS_GROUP,Q1,Q2\nStart Date,Recommend - Group,Would you recommend us?,Are you satisfied?\n"
        '"{""ImportId"":""startDate""}","{""ImportId"":""Q1G""}","{""ImportId"":""Q1""}","{""ImportId"":""Q2""}"\n'
        "2024-05-01 10:00:00,Promoter,9,Satisfied\n2024-05-02 10:00:00,Detractor,3,Neutral\n2024-05-03 10:00:00,Detractor,4,Neutral\n"),
        ["- {id: q1, column: Q1, lowest: 0, highest: 10}", "- {id: q2, column: Q2, labels: [", '# other columns: "Q1_NPS_GROUP"'],
    ),
    "SurveyMonkey": (
        ("Start Date,Email Address,How likely is it that you would recommend us?,\n,,Response,Other (please specify)\n"
        "05/13/2024 10:00:00 AM,a@example.org,9,\n05/14/2024 10:00:00 AM,b@example.org,6,\n"),
        ['- {id: nps, column: "How likely is it that you would recommend us?", lowest: 0, highest: 10}', "member: Email Address"],
    ),
}  # fmt: skip


ASKED = {
    "Typeform: boxes that are ticked, yes and no in numbers, a number for each response": (
        (
            "#,Do you maintain a project?,Women Who Code,Would you recommend us to friends?,Start Date (UTC),Network ID\n"
            "a1,0,,1,2024-05-01 10:00:00,n1\na2,1,Women Who Code,0,2024-05-02 10:00:00,n2\na3,0,,1,2024-05-03 10:00:00,n3\n"
        ),
        [
            "time: Start Date (UTC)",
            'id: "#"',
            '- {id: do-you-maintain-a, column: "Do you maintain a project?", lowest: 0, highest: 1}',
            '- {id: would-you-recommend-us, column: "Would you recommend us to friends?", lowest: 0, highest: 1}',
            '# other columns: "Women Who Code", "Network ID"',
        ],
    ),
    "Google Forms: months that come first, as a later row shows, and numbers with a fraction": (
        (
            "Timestamp,How satisfied are you?,How satisfied are you with the rooms?,¿Nos recomendarías?\n"
            + "".join(f"5/{1 + n // 8}/2024 10:00:{n % 60:02},{3 + n % 3}.0,{1 + n % 5},{n % 11}\n" for n in range(80))
            + "5/13/2024 10:00:00,5.0,5,10\n"
        ),
        [
            'time_format: "%m/%d/%Y %H:%M:%S"',
            '- {id: csat, column: "How satisfied are you?", lowest: 1, highest: 5}',
            '- {id: how-satisfied-are-you, column: "How satisfied are you with the rooms?", lowest: 1, highest: 5}',
            '- {id: nps, column: "¿Nos recomendarías?", lowest: 0, highest: 10}',
        ],
    ),
    "Wenjuanxing: labels of its own, ratings in a grid, what was skipped": (
        "序号,提交答卷时间,所用时间,1、您对社群的整体满意度如何？,2、您有多大可能向朋友推荐本社群？,3、—活动质量,4、您还有什么建议？\n"
        + "".join(
            f"{n},2024/5/{n} 10:00:00,60秒,{'比较满意' if n % 2 else '非常不满意'},{n % 11},{'(跳过)' if n == 3 else 1 + n % 5},(空)\n"
            for n in range(1, 20)
        ),
        [
            "time: 提交答卷时间",
            'time_format: "%Y/%m/%d %H:%M:%S"',
            "id: 序号",
            '- {id: csat, column: "1、您对社群的整体满意度如何？", labels: [非常不满意, 比较不满意, 一般, 比较满意, 非常满意]}',
            '- {id: nps, column: "2、您有多大可能向朋友推荐本社群？", lowest: 0, highest: 10}',
            '# - {id: question, column: "3、—活动质量", lowest: 1, highest: 5}  # if it is a rating',
            '# other columns: "所用时间", "4、您还有什么建议？"',
        ],
    ),
    "Tencent's forms: a member by the number of the account": (
        "编号,开始答题时间,用户ID,昵称,1.您对我们的满意度？\n1,2024-05-01 10:00:00,u1,甲,很满意\n2,2024-05-02 10:00:00,u2,乙,一般\n",
        [
            "time: 开始答题时间",
            "member: 用户ID",
            '- {id: csat, column: "1.您对我们的满意度？", labels: [很不满意, 不满意, 一般, 满意, 很满意]}',
        ],
    ),
    "a table without times, whose further numbers may be ratings": (
        "time_zone,nps,clear_enough,joined\nUTC+8,9,4,1\nUTC-5,6,5,1\n",
        [
            "# time: ?  # which column holds the time? Or `time_is:` with the day of all",
            "- {id: nps, column: nps, lowest: 0, highest: 10}",
            "# - {id: clear-enough, column: clear_enough, lowest: 1, highest: 5}  # if it is a rating",
            '# other columns: "time_zone", "joined"',
        ],
    ),
}


@pytest.mark.parametrize(("text", "told"), ASKED.values(), ids=ASKED)
def test_a_form_is_proposed_with_what_its_columns_hold(tmp_path: Path, text: str, told: list[str]) -> None:
    (tmp_path / "form.csv").write_text(text, "utf-8")
    with opened(tmp_path / "form.csv") as export:
        found = excerpt(export)
        assert found
        lines = [line.strip() for line in heading.entry(found).en.splitlines()]
    assert "tool: survey" in lines
    assert [one for one in told if one not in lines] == []


def test_a_form_of_which_no_question_is_known_says_what_to_do(tmp_path: Path) -> None:
    rows = "".join(
        f"2024-05-0{1 + n} 10:00:00,{'Daily' if n % 2 else 'Weekly'},{'Yes' if n % 3 else 'No'}\n" for n in range(9)
    )
    (tmp_path / "form.csv").write_text("Timestamp,How often?,Is it enough?\n" + rows, "utf-8")
    seen = peek.into(tmp_path / "form.csv")
    assert (seen.tool, seen.events, seen.fault) == (None, (), peek.UNASKED)


def test_a_real_survey_has_the_net_promoter_score_that_is_counted_by_hand(tmp_path: Path) -> None:
    """SOURCE.md: of 124 responses 84 promoters and 7 detractors, and 114 fives and fours."""
    text = """\
commplan: 1
plan: {id: p, title: T, owner: o, period: {start: 2020-01-01, end: 2020-12-31}, timezone: UTC}
evaluation:
  sources:
    - id: after-sessions
      tool: survey
      mapping:
        time_is: 2020-08-07
        channel: session
        questions:
          - {id: nps, column: nps, lowest: 0, highest: 10}
          - {id: csat, column: satisfaction_interaction, lowest: 1, highest: 5}
"""
    plan = load.plan("plan.yaml", text.encode()).plan
    assert plan
    export = EXPORTS / "survey-nps" / "carpentryconhome.csv"
    store, collected = imported(tmp_path / "a", export, declared(plan.evaluation.sources[0]))
    assert (collected.new, collected.duplicate, said(collected), collected.silent) == (248, 0, [], ())
    with store.connect() as connection:
        session = measure.prepare(connection, "UTC", measure.Exclusions(), capabilities=store.capabilities)
        assert session.covers
        values = {
            id_: measure.compute(session, known, session.covers) for id_ in ("nps", "csat") if (known := metric(id_))
        }
    assert values["nps"].value == pytest.approx(100 * (84 - 7) / 124)
    assert values["csat"].value == pytest.approx(114 / 124)


@pytest.mark.parametrize(("text", "told"), HEADINGS.values(), ids=HEADINGS)
def test_headings_below_the_heading_are_no_answers(tmp_path: Path, text: str, told: list[str]) -> None:
    (tmp_path / "form.csv").write_text(text, "utf-8")
    with opened(tmp_path / "form.csv") as export:
        found = excerpt(export)
    assert found
    lines = [line.strip() for line in heading.entry(found).en.splitlines()]
    assert "tool: survey" in lines
    assert [one for one in told if not any(line.startswith(one) for line in lines)] == []


def test_questions_without_a_known_scale_make_a_survey_whose_labels_a_person_sorts(tmp_path: Path) -> None:
    rows = "".join(
        f"2024-05-{n:02},{'Useful' if n % 2 else 'No use'},{'Yes' if n % 3 else 'No'},text {n}\n" for n in range(1, 13)
    )
    (tmp_path / "form.csv").write_text(f"Timestamp,What helps? [Docs],Will you stay?,Why?\n{rows}", "utf-8")
    with opened(tmp_path / "form.csv") as export:
        found = excerpt(export)
    assert found
    note = "# sort them from the lowest up, if they have an order"
    assert [line.strip() for line in heading.entry(found).en.splitlines()[3:]] == [
        "tool: survey",
        "mapping:",
        "time: Timestamp",
        "timezone: UTC  # where the clock stood, such as Asia/Shanghai",
        "# questions:  # each with its scale: correct what is guessed",
        f'# - {{id: docs, column: "What helps? [Docs]", labels: [Useful, No use]}}  {note}',
        f'# - {{id: will-you-stay, column: "Will you stay?", labels: ["Yes", "No"]}}  {note}',
        '# other columns: "Why?"',
    ]


def test_an_answer_by_anonymous_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / "form.csv").write_text(
        "at,Email,q\n2024-05-01,anonymous,5\n2024-05-02,a@example.org,4\n2024-05-03,匿名,3\n", "utf-8"
    )
    asked = Mapping("at", member="Email", questions=(Question("q", "q", 1, 5),))
    store, _ = imported(tmp_path / "a", tmp_path / "form.csv", asked)
    assert query(store, "SELECT size, member IS NULL FROM events ORDER BY us") == [(5, True), (4, False), (3, True)]
