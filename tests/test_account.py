"""The report of an evaluation, word for word; it names nobody, and is honest about nothing."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from commplan import load
from commplan.activity.store import Store
from commplan.catalogue import metric, metric_ids
from commplan.evaluating import account, appraise, review
from commplan.evaluating.appraise import Appraisal
from commplan.importing import collect
from commplan.localday import Window
from commplan.metric import APART_CHAPTERS
from commplan.plan import Plan
from commplan.rendering import portrait
from commplan.rendering.render import as_html, as_markdown
from commplan.words import Language
from conftest import Golden
from lived import PLAN, imported, planned

HOUSTON = Path(__file__).parents[1] / "plans" / "houston-dataviz"
EXPORT = HOUSTON / "export" / "slack-export.zip"
SECOND_QUARTER = Window(date(2016, 4, 1), date(2016, 7, 1))
MARCH = Window(date(2026, 3, 1), date(2026, 4, 1))


@pytest.fixture(scope="module")
def houston(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Store]:
    store = Store.at(tmp_path_factory.mktemp("houston") / "activity")
    collect.into(store, [EXPORT])
    loaded = load.plan("plan.yaml", (HOUSTON / "plan.yaml").read_bytes(), HOUSTON)
    assert loaded.plan is not None
    return loaded.plan, store


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return imported(tmp_path_factory.mktemp("lived"))


@cache
def evaluated(plan: Plan, store: Store, window: Window) -> Appraisal:
    return appraise.plan(plan, store, window, date(2016, 7, 28) if window == SECOND_QUARTER else date(2026, 5, 1))


def markdown(plan: Plan, store: Store, window: Window = MARCH, language: Language = "en") -> str:
    return as_markdown(account.report(plan, evaluated(plan, store, window), language))[0]


def html(plan: Plan, store: Store, window: Window = MARCH, language: Language = "en") -> str:
    return as_html(account.report(plan, evaluated(plan, store, window), language))


def section(text: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0].strip()


def test_the_report_of_a_real_quarter_in_english(houston: tuple[Plan, Store], golden: Golden) -> None:
    golden("houston-2016-Q2-en.md", markdown(*houston, SECOND_QUARTER))


def test_the_report_of_a_real_quarter_in_chinese(houston: tuple[Plan, Store], golden: Golden) -> None:
    golden("houston-2016-Q2-zh.md", markdown(*houston, SECOND_QUARTER, "zh"))


def test_the_report_of_a_small_community(lived: Store, golden: Golden) -> None:
    golden("tea-corner-2026-03-en.md", markdown(planned(), lived))


# --- nobody is named --------------------------------------------------------------------------------------------------
def members(store: Store) -> set[str]:
    with store.connect() as connection:
        return {row[0] for row in connection.execute("SELECT DISTINCT member FROM events").fetchall() if row[0]}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_holds_neither_a_name_nor_a_hash(houston: tuple[Plan, Store], language: Language) -> None:
    plan, store = houston
    found = account.report(plan, evaluated(plan, store, SECOND_QUARTER), language)
    files = portrait.written(found, ("md", "html"), "report")
    whole = "\n".join(files.values())
    handles = {handle.id for person in plan.structure.people for handle in person.handles}
    assert [name for name in (*members(store), *handles) if name in whole] == []
    assert re.findall(r"\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{12,}\b", whole) == []


def test_a_report_of_few_people_shows_no_share_of_them(lived: Store) -> None:
    text = markdown(planned(), lived)
    rows = [line for line in section(text, "Participation").splitlines() if line.startswith("|")][2:]
    assert rows == [
        "| Contributor absence factor | 2 | 1 | active members: 4; active events: 11 |",
        "| Content yield: interactions per message (first 7 days) | 0.286 | – | messages: 7; messages with at least one: 2; few cases |",
        "| Elephant factor | unknown | 1 | Whom the people work for who make half of the activity is not known: the plan says it by `affiliation` and `handles` in `structure.people`; lowest it may be: 1; highest it may be: 2 |",
        "| Member-generated share | unknown | – | Nobody was active in the window, or nothing tells who the team is. |",
        "| Orbit gravity (looked back 365 days) | unknown | – | The activity does not reach back as far as it looks before the window, or nobody was active in it. |",
        "| Gini of participation | unknown | – | too few to tell; active members: 4 |",
        "| Gini of participation with the silent | unknown | – | The imported activity does not tell who stopped being a member, and when. |",
        "| Share of the most active (top 10%) | unknown | – | too few to tell; active members: 4 |",
    ]


def test_how_the_cases_of_few_people_went_is_told_nowhere(lived: Store) -> None:
    """Of one person who was active a month ago, 0 of 1 says who is gone."""
    text = markdown(planned(), lived)
    assert "| Churn rate (spans of 28 days) | unknown | – | too few to tell; " in text
    assert re.findall(r"too few to tell; \d+ of \d", text, re.IGNORECASE) == []


# --- nothing to go by -------------------------------------------------------------------------------------------------
def without(part: str, until: str) -> Plan:
    return planned(PLAN[: PLAN.index(part)] + PLAN[PLAN.index(until) :])


def test_a_plan_without_objectives_says_so(lived: Store) -> None:
    text = markdown(without("goals:\n", "evaluation:\n"), lived)
    assert section(text, "Verdicts") == (
        "The plan states no objectives, so there is nothing to judge. What the activity shows follows."
    )
    assert "Figure" in text
    assert 'class="missing"' not in html(without("goals:\n", "evaluation:\n"), lived)


def test_a_period_before_the_activity_is_told_first(lived: Store) -> None:
    before = Window(date(2025, 1, 1), date(2025, 4, 1))
    text = markdown(planned(), lived, before)
    assert (
        "> [!WARNING]\n> The activity covers 20 Feb 2026 to 10 Apr 2026; nothing of 1 Jan 2025 to 31 Mar 2025. What is counted "
        "from activity is therefore unknown; nothing of it is zero."
    ) in text
    assert section(text, "The calendar, planned and done") == "No planned date lies in this period."
    chapters = [section(text, name) for name in ("Growth", "Activity", "Retention", "Responsiveness", "Participation")]
    assert {line[:15] for chapter in chapters for line in chapter.splitlines()} == {"- **Unknown**: "}
    scalars = [m for m in map(metric, metric_ids()) if m and m.shape == "scalar" and m.chapter not in APART_CHAPTERS]
    assert [m.id for m in scalars if m.name.en not in "\n".join(chapters)] == []
    assert 'class="missing"' not in html(planned(), lived, before)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_store_gives_a_report_without_a_single_figure(tmp_path: Path, language: Language) -> None:
    page = html(planned(), Store.at(tmp_path / "activity"), MARCH, language)
    told = {"en": "No activity was imported.", "zh": "尚未导入任何活动数据。"}
    assert told[language] in page
    assert 'class="missing"' not in page


def test_dates_that_are_not_due_yet_are_no_picture(lived: Store) -> None:
    plan = planned(PLAN.replace("UNTIL=20260331", "UNTIL=20261231"))
    window = Window(date(2026, 11, 1), date(2026, 12, 1))
    text = markdown(plan, lived, window)
    assert section(text, "The calendar, planned and done").startswith("Planned dates: 4 (4 not due yet)\n")
    assert 'class="missing"' not in html(plan, lived, window)


def test_dates_of_which_nothing_is_known_stand_together_with_the_reason(lived: Store) -> None:
    plan = planned(PLAN.replace("      channels: [hall]\n", ""))
    told = section(markdown(plan, lived), "The calendar, planned and done").split("### Unknown")[1].strip()
    assert told == (
        "| What | Dates | Why |\n|---|--:|---|\n| Weekly post | 3 | No record, and no channel to look in. |"
    )


# --- what the plan says ----------------------------------------------------------------------------------------------
def test_what_the_plan_wants_done_stands_with_what_needs_a_decision(lived: Store) -> None:
    response = (
        "  responses:\n    - {objective: answered, when: two months unknown, action: Count by hand., owner: host}\n"
    )
    text = markdown(planned(PLAN.replace("  readings:\n", response + "  readings:\n")), lived)
    told = section(text, "At a glance").split("### What needs a decision")[1].strip()
    assert told == (
        "- **Everybody gets an answer** (unknown): Too few to tell: 5 of 7 on 31 Mar 2026; on the way to 10% by 31 Dec 2026 it "
        "should be 70.3%.\n"
        "  - The plan says, when two months unknown: Count by hand. (host)"
    )


def test_what_only_chance_keeps_on_track_neither_went_well_nor_needs_a_decision(lived: Store) -> None:
    """12 of 17 where 76% should be: on track, since 17 cases cannot tell it from 71%, and nothing to be proud of."""
    goal = (
        "    - {id: solved, statement: Grievances are solved in time., metric: grievances-resolved, target: 0.9, "
        "due: 2026-12-31, baseline: {value: 0.71, date: 2025-12-31}}\n"
    )
    tally = "  tallies:\n    - {metric: grievances-resolved, start: 2026-03-01, end: 2026-03-31, numerator: 12, denominator: 17}\n"
    plan = planned(PLAN.replace("evaluation:\n", f"{goal}evaluation:\n{tally}", 1))
    text = markdown(plan, lived)
    assert "| Grievances are solved in time. | on track | 70.6% |" in section(text, "Verdicts")
    assert "Grievances are solved in time" not in section(text, "At a glance")
    better = planned(PLAN.replace("evaluation:\n", f"{goal}evaluation:\n{tally.replace('12,', '13,')}", 1))
    assert "Grievances are solved in time" in section(markdown(better, lived), "At a glance")


def test_metrics_that_one_reason_keeps_unknown_are_told_in_one_line(lived: Store) -> None:
    text = section(markdown(planned(), lived), "Growth")
    assert text.count("The imported activity does not tell who stopped being a member, and when") == 1
    line = next(line for line in text.splitlines() if line.startswith("- **Unknown**"))
    assert [name in line for name in ("Leave rate", "Members", "Net growth")] == [True] * 3
    assert "| Members who joined |" in text


def test_the_first_page_stays_one_page_with_fifty_objectives(lived: Store) -> None:
    """What it has no room for is counted there, and stands in the table."""
    goal = "    - {{id: more-{n}, statement: Goal {n}., metric: mau, baseline: {{value: 1, date: 2025-12-31}}, target: 500, due: 2026-12-31}}\n"
    plan = planned(PLAN.replace("evaluation:\n", "".join(goal.format(n=n) for n in range(50)) + "evaluation:\n", 1))
    glance = section(markdown(plan, lived), "At a glance")
    assert "- And 48 more, in the table below" in glance
    assert len(glance.split("### What needs a decision")[1].strip().splitlines()) <= 5
    assert section(markdown(plan, lived), "Verdicts").split("**Progress")[0].count("| Goal ") == 50


HOSTILE = "<script>alert(1)</script> {{7*7}} | **x** \u202e [a](javascript:b) `````"


def test_hostile_words_are_only_words(lived: Store) -> None:
    plan = planned(
        PLAN.replace("Everybody gets an answer.", json.dumps(HOSTILE)).replace("Weekly post", json.dumps(HOSTILE))
    )
    page, text = html(plan, lived), markdown(plan, lived)
    assert "<script" not in page
    assert "<script" not in re.sub(r"\\<script", "", section(text, "Verdicts"))
    assert not re.search("[\u202e]", page + text)
    assert 'href="javascript' not in page
    assert "{{7*7}}" in page
    draft = yaml.safe_load(section(text, "Draft of the review").split("`````yaml\n", 1)[1].rpartition("`````")[0])
    assert draft[0]["findings"][3].startswith(
        "<script>alert(1)</script> {{7*7}} | **x** ‹U+202E› [a](javascript:b) `````: "
    )


def test_the_draft_of_a_review_is_one_that_the_plan_takes(lived: Store) -> None:
    plan = planned()
    found = evaluated(plan, lived, MARCH)
    entry = review.draft(found, ["- a: 'b' \"c\" # d", "一：二"])
    text = PLAN + "  reviews:\n" + "".join(f"    {line}\n" for line in entry.splitlines())
    held = planned(text).evaluation.reviews[0]
    assert (held.date, held.findings) == (date(2026, 5, 1), ("- a: 'b' \"c\" # d", "一：二"))
    assert planned(PLAN + "  reviews:\n" + "".join(f"    {line}\n" for line in review.draft(found, []).splitlines()))
