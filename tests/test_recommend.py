"""Suggestions: worked by hand, honest about who is left out and about how good they are."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan import load
from commplan.cli import build, recommend_
from commplan.measuring import measure
from commplan.plan import Plan
from commplan.reckoning import batches
from commplan.stickiness import recommend, suggestion
from commplan.stickiness import tastes as tastes_of
from commplan.stickiness.recommend import HELD_BACK, LOOKBACK, Rules, Suggested, refused, suggestions
from commplan.stickiness.segments import segment
from commplan.stickiness.suggestion import (
    LEAST,
    SHRINK,
    Likeness,
    Quality,
    Reason,
    Suggestion,
    Trial,
    likeness,
    popular,
    suggested,
)
from commplan.words import Refusal, Words
from made_activity import connect, rows_of

Taste = Mapping[str, Collection[str]]
"""The places that each member takes part in."""


def alike(tastes: Taste) -> Likeness:
    """The same as the engine makes it, pair by pair."""
    people = Counter(place for places in tastes.values() for place in places)
    both = Counter(pair for places in tastes.values() for pair in permutations(sorted(places), 2))
    return likeness(people, ((a, b, n) for (a, b), n in sorted(both.items())))


def quality(before: Taste, later: Taste, k: int) -> Quality:
    trial = Trial(alike(before), k)
    for member, places in sorted(before.items()):
        trial.see(suggested(trial.known, sorted(places), k), places, later.get(member, ()))
    return trial.quality


def crowd(*groups: tuple[int, str]) -> dict[str, frozenset[str]]:
    """So many members who take part in these places, by letters: (6, "ab") are six who do both."""
    found: dict[str, frozenset[str]] = {}
    for i, (number, places) in enumerate(groups):
        found |= {f"m{i}-{n}": frozenset(places) for n in range(number)}
    return found


# -- by hand --


def test_places_are_alike_by_the_people_they_share_less_sure_the_fewer() -> None:
    known = alike(crowd((6, "ab"), (3, "a"), (10, "b")))
    close, reason = known.alike["a"]["b"]
    assert reason == Reason("a", 6, 9)
    assert close == pytest.approx(6 / (9 * 16) ** 0.5 * 6 / (6 + SHRINK))
    assert known.people == {"a": 9, "b": 16}


def test_what_is_suggested_says_why_and_is_nothing_that_one_does_already() -> None:
    known = alike(crowd((8, "abc"), (6, "ad"), (4, "b")))
    found = suggested(known, "a", 9)
    assert [s.place for s in found] == ["c", "b", "d"]
    assert found[0].reasons == (Reason("a", 8, 14),)
    assert [s.place for s in suggested(known, "ac", 9)] == ["b", "d"]
    assert [s.place for s in suggested(known, "a", 1)] == ["c"]


@pytest.mark.parametrize(("both", "told"), [(LEAST, True), (LEAST - 1, False)])
def test_what_few_share_is_never_told(both: int, told: bool) -> None:
    known = alike(crowd((both, "ab"), (9, "a"), (9, "b")))
    assert bool(suggested(known, "a", 3)) is told


@pytest.mark.parametrize(("people", "told"), [(LEAST, True), (LEAST - 1, False)])
def test_a_place_of_few_is_never_spoken_of(people: int, told: bool) -> None:
    assert bool(popular({"a": people}, (), 3)) is told
    assert ("a" in alike(crowd((people, "a"))).people) is told


def test_how_good_they_would_have_been() -> None:
    before = {
        **crowd((10, "ab"), (10, "cd"), (6, "e"), (20, "f")),
        "new-to-b": frozenset("a"),
        "new-to-d": frozenset("c"),
    }
    later = {
        "new-to-b": frozenset("ab"),
        "new-to-d": frozenset("cd"),
        "m3-0": frozenset("a"),
        "stranger": frozenset("a"),
    }
    found = quality(before, later, 1)
    # of those who do f, one took up a, the favourite of the others
    assert (found.new, found.hits, found.popular_hits) == (3, 2, 1)
    assert (found.places, found.reached, found.popular_reached) == (6, 2, 2)
    assert found.recall == pytest.approx(2 / 3)
    assert found.coverage == pytest.approx(2 / 6)


def groups(seed: int, inside: float, outside: float) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """What 160 people in four groups take part in, before and later: the four places of their own group, and others."""
    chance = random.Random(seed)  # noqa: S311 - the same people each time
    fame = {f"{group}{n}": chance.uniform(0.5, 1.5) for group in range(4) for n in range(4)}

    def drawn() -> dict[str, frozenset[str]]:
        return {
            f"{m % 4}-{m}": frozenset(
                p for p in fame if chance.random() < fame[p] * (inside if p[0] == str(m % 4) else outside)
            )
            for m in range(160)
        }

    return drawn(), drawn()


def test_groups_that_share_tastes_are_found() -> None:
    """By chance one suggestion in four would be of the member's own group."""
    for seed in range(5):
        before, later = groups(seed, 0.5, 0.05)
        known = alike(before)
        some = {m: places for m, places in before.items() if 0 < sum(p[0] == m[0] for p in places) < 4}
        firsts = [(m, found[0]) for m, places in some.items() if (found := suggested(known, sorted(places), 1))]
        own = sum(s.place[0] == m[0] for m, s in firsts)
        assert own > 0.6 * len(firsts) > 0.6 * 100
        assert quality(before, later, 3).lead == 1


def test_where_there_are_no_groups_none_is_spoken_of() -> None:
    """All have the same tastes: that suggestions do better than what is popular would come about once in forty such worlds."""
    assert [quality(*groups(seed, 0.16, 0.16), 3).lead for seed in range(10)].count(1) == 0


def test_a_lead_of_few_may_be_chance() -> None:
    found = quality({}, {}, 3)
    leads = [
        replace(found, ahead=ahead, behind=behind).lead
        for ahead, behind in ((3, 0), (4, 0), (0, 4), (30, 15), (25, 15))
    ]
    assert leads == [0, 1, -1, 1, 0]


def test_of_nothing_new_nobody_can_say_how_good() -> None:
    found = quality({}, {}, 3)
    assert (found.recall, found.popular_recall, found.coverage) == (None, None, None)


members = st.dictionaries(
    st.text("xyz", min_size=1, max_size=4), st.frozensets(st.sampled_from("abcdef"), min_size=1), max_size=40
)


@given(members)
def test_no_small_group_and_nothing_known_already_is_ever_suggested(known: dict[str, frozenset[str]]) -> None:
    all_alike = alike(known)
    for places in known.values():
        for s in suggested(all_alike, sorted(places), 9):
            assert s.place not in places
            assert sum(s.place in other for other in known.values()) >= LEAST
            assert s.reasons
            for reason in s.reasons:
                assert reason.place in places
                assert reason.both == sum({s.place, reason.place} <= other for other in known.values()) >= LEAST


@given(members, st.randoms(use_true_random=False))
def test_the_order_in_which_members_come_changes_nothing(known: dict[str, frozenset[str]], rng: object) -> None:
    shuffled = list(known.items())
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert [suggested(alike(dict(shuffled)), sorted(p), 3) for p in known.values()] == [
        suggested(alike(known), sorted(p), 3) for p in known.values()
    ]


# -- under a plan --

PLAN = """\
commplan: 1
plan: {id: corner, title: Corner, period: {start: 2026-01-01, end: 2026-12-31}, timezone: Asia/Shanghai}
goals:
  audiences: [{id: drinkers, name: Drinkers}]
structure:
  people: [{id: lead, name: Lead, handles: [{source: chat, id: lead}]}]
content:
  channels: [{id: tea-talk, name: Tea talk, handle: tea}]
  calendar: [{id: tasting, title: Tasting, kind: event, start: 2026-03-05T19:00, channels: [tea-talk]}]
engagement:
  recommendations: {basis: [channels], opt_out: by a word to the host}
evaluation:
  sources:
    - {id: chat, tool: table, mapping: {id: id, time: when, member: who, channel: where}}
"""


def plan(text: str = PLAN) -> Plan:
    loaded = load.plan("plan.yaml", text.encode())
    assert loaded.plan is not None, loaded.document.faults
    return loaded.plan


@pytest.mark.parametrize(
    ("change", "minors_known", "why"),
    [
        (("", ""), False, None),
        (("opt_out: by a word to the host", "owner: lead"), False, "the plan does not say how suggestions are switched off (`opt_out`)"),
        (("  recommendations: {basis: [channels], opt_out: by a word to the host}", "  feedback: {owner: lead}"), False,
         "the plan recommends nothing (`engagement.recommendations`)"),
        (("name: Drinkers}", "name: Drinkers, minors: true}"), False,
         "'drinkers' has minors, and nobody says who they are: name their accounts with --minors"),
        (("name: Drinkers}", "name: Drinkers, minors: true}"), True, None),
    ],
)  # fmt: skip
def test_when_nothing_may_be_suggested(change: tuple[str, str], minors_known: bool, why: str | None) -> None:
    found = refused(plan(PLAN.replace(*change)), minors_known)
    assert (found.en if found else None) == why


def lived(day: str = "2026-03-01") -> list[tuple[str, str, str]]:
    """Seven drink and read, one only drinks, four do what few do."""
    rows = [(day, f"m{i}", place) for i in range(7) for place in ("tea", "books")]
    return [*rows, (day, "novice", "tea"), *[(day, f"m{i}", "secret") for i in range(4)]]


def found_for(rows: list[tuple[str, str, str]], as_of: str, left_out: set[str] = set()) -> Suggested | Words:  # noqa: B006
    text = "time kind member channel\n" + "".join(f"{d}T12:00 message {m} {c}\n" for d, m, c in rows)
    session = measure.prepare(connect(rows_of(text, "Asia/Shanghai")), "Asia/Shanghai", measure.Exclusions())
    return suggestions(session, date.fromisoformat(as_of), 3, left_out, None)


def test_suggestions_from_activity() -> None:
    found = found_for(lived(), "2026-03-02")
    assert isinstance(found, Suggested)
    assert {m: [(s.place, s.reasons) for s in own] for m, own in found.members.items()} == {
        "novice": [("books", (Reason("tea", 7, 8),))]
    }
    assert [(s.place, s.people) for s in found.newcomers] == [("tea", 8), ("books", 7)]
    assert found.quality is None
    assert found.untold
    assert found.untold.en == (
        f"How good they are is unknown: in the last {HELD_BACK} days members took up something new 0 times, 30 are needed."
    )


def test_who_is_left_out_gets_nothing_and_is_no_reason_for_others() -> None:
    found = found_for(lived(), "2026-03-02", {"m0", "m1", "m2"})
    assert isinstance(found, Suggested)
    assert (found.members, [(s.place, s.people) for s in found.newcomers]) == ({}, [("tea", 5)])
    found = found_for(lived(), "2026-03-02", {"novice"})
    assert isinstance(found, Suggested)
    assert found.members == {}


def at_once(rows: list[tuple[str, str, str]], as_of: str) -> tuple[dict[str, tuple[Suggestion, ...]], Quality]:
    """The same, worked out here from all that everybody did."""
    end = date.fromisoformat(as_of)
    split = end - timedelta(days=HELD_BACK)

    def between(first: date, last: date) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for day, member, place in rows:
            if first <= date.fromisoformat(day) < last:
                found.setdefault(member, set()).add(place)
        return found

    now, before = between(end - timedelta(days=LOOKBACK), end), between(split - timedelta(days=LOOKBACK), split)
    made = {m: suggested(alike(now), sorted(places), 3) for m, places in sorted(now.items())}
    return {m: own for m, own in made.items() if own}, quality(before, between(split, end), 3)


LIVES = st.lists(
    st.tuples(st.integers(0, 219), st.integers(0, 30), st.sampled_from("abcdefg")), min_size=60, max_size=300
)


@settings(deadline=None, max_examples=25)
@given(LIVES)
def test_what_the_engine_counts_is_what_there_was(lives: list[tuple[int, int, str]]) -> None:
    rows = [(str(date(2026, 1, 1) + timedelta(days=day)), f"{m % 16:x}{m}", place) for day, m, place in lives]
    members, trial = at_once(rows, "2026-08-09")
    with patch.object(batches, "AT_ONCE", 10), patch.object(recommend, "FEWEST", 0):
        found = found_for(rows, "2026-08-09")
    if isinstance(found, Words):
        assert not members
        return
    assert found.members == members
    assert (found.given, found.places) == (len(members), Counter(s.place for own in members.values() for s in own))
    assert found.quality == trial


def test_of_one_who_is_everywhere_the_last_places_count() -> None:
    """Nobody goes to as many places as a bot that nobody knows for one; the pairs of them would be without end."""
    rows = [(f"2026-02-{1 + n % 28:02}", f"m{m}", f"p{n:03}") for m in range(6) for n in range(9)]
    rows += [(f"2026-02-{28 - n % 28:02}", "busy", f"p{n:03}") for n in range(9)]
    with patch.object(tastes_of, "COUNTED", 3), patch.object(suggestion, "COUNTED", 3):
        found = found_for(rows, "2026-03-01")
    assert isinstance(found, Suggested)
    # of the six the last three are alike, which "busy" is in too, but not among those that count of them
    assert {p: sorted(others) for p, others in found.likeness.alike.items()} == {
        "p006": ["p007", "p008"], "p007": ["p006", "p008"], "p008": ["p006", "p007"],
    }  # fmt: skip
    assert found.members == {}


def test_only_the_likest_places_are_kept() -> None:
    rows = [("2026-02-01", f"m{n}", place) for n in range(9) for place in "abcd"[: 4 - n // 6]]
    with patch.object(tastes_of, "ALIKE", 2):
        found = found_for(rows, "2026-03-01")
    assert isinstance(found, Suggested)
    assert {p: sorted(others) for p, others in found.likeness.alike.items()} == {
        "a": ["b", "c"], "b": ["a", "c"], "c": ["a", "b"], "d": ["a", "b"],
    }  # fmt: skip


@pytest.mark.parametrize("as_of", ["2026-03-01", "2026-09-01"])
def test_only_what_was_done_before_and_not_too_long_ago_counts(as_of: str) -> None:
    found = found_for(lived(), as_of)
    assert isinstance(found, Words)
    assert found.en == f"no place has 5 people who took part in it in the 180 days before {as_of}"


# -- what is declared, what is private, what is kept how long --


def told_by(text: str, as_of: str = "2026-03-02", **rules: object) -> Suggested:
    session = measure.prepare(connect(rows_of(text, "Asia/Shanghai")), "Asia/Shanghai", measure.Exclusions())
    found = suggestions(session, date.fromisoformat(as_of), 3, (), None, Rules(**rules))  # type: ignore[arg-type]
    assert isinstance(found, Suggested)
    return found


def written(more: str = "") -> str:
    rows = "".join(f"{d}T12:00 message {m} {c} -\n" for d, m, c in lived())
    return "time kind member channel tags\n" + rows + more


def places(found: Suggested, member: str) -> list[str]:
    return [s.place for s in found.members.get(member, ())]


def test_what_somebody_joined_or_signed_up_for_is_what_interests_them() -> None:
    """However long ago; and they need not be told of it, though they have not said a word there."""
    joined = told_by(written("2024-01-01T12:00 join shy tea channel\n2026-02-27T12:00 register guest tea -\n"))
    assert (places(joined, "shy"), places(joined, "guest")) == (["books"], ["books"])
    assert joined.newcomers[0] == Suggestion("tea", 0.0, (), 8)
    both = told_by(written("2024-01-01T12:00 join shy tea channel\n2024-01-01T12:00 join shy books channel\n"))
    assert "shy" in both.seen
    assert places(both, "shy") == []
    assert places(told_by(written("2024-01-01T12:00 join shy - -\n")), "shy") == []


def test_who_left_a_place_is_not_sent_back_to_it_and_not_taken_to_like_it() -> None:
    left = "2024-01-01T12:00 join novice books channel\n2025-01-01T12:00 leave novice books channel\n"
    found = told_by(written(left))
    assert places(found, "novice") == []
    gone = told_by(written("2024-01-01T12:00 join shy tea channel\n2025-01-01T12:00 leave shy tea channel\n"))
    assert places(gone, "shy") == []


def test_who_left_a_place_and_came_back_likes_it() -> None:
    again = "2024-01-01T12:00 join shy tea channel\n2025-01-01T12:00 leave shy tea channel\n2025-06-01T12:00 join shy tea channel\n"
    assert places(told_by(written(again)), "shy") == ["books"]


def test_what_was_joined_is_forgotten_with_all_else() -> None:
    joined = written("2026-01-15T12:00 join shy tea channel\n")
    assert [places(told_by(joined, kept=days), "shy") for days in (None, 60, 30)] == [["books"], ["books"], []]


def test_joining_a_place_in_the_weeks_held_back_is_taking_it_up() -> None:
    rows = written("2026-03-20T12:00 join novice books channel\n2026-03-25T12:00 message m0 tea -\n")
    with patch.object(recommend, "FEWEST", 0):
        found = told_by(rows, "2026-03-30")
    assert found.quality
    assert (found.quality.new, found.quality.hits) == (1, 1)


def test_nobody_is_told_of_what_is_not_for_all() -> None:
    found = told_by(written(), unspoken=frozenset({"books"}))
    assert (found.members, [s.place for s in found.newcomers]) == ({}, ["tea"])
    text = PLAN.replace("handle: tea}", "handle: tea}, {id: board, handle: Books, visibility: private}")
    rows = written("".join(f"2026-03-01T12:00 message m{n} mpdm-ann--bob--cem-1 -\n" for n in range(6)))
    session = measure.prepare(connect(rows_of(rows, "Asia/Shanghai")), "Asia/Shanghai", measure.Exclusions())
    assert recommend.rules(plan(text), session).unspoken == {"books", "mpdm-ann--bob--cem-1"}
    assert recommend.rules(plan(), session).unspoken == {"mpdm-ann--bob--cem-1"}


@pytest.mark.parametrize(("kept", "days"), [("retention: P30D, ", 30), ("retention: P1Y, ", 365), ("", None)])
def test_no_data_is_used_for_longer_than_it_is_kept(kept: str, days: int | None) -> None:
    session = measure.prepare(connect(rows_of(written(), "Asia/Shanghai")), "Asia/Shanghai", measure.Exclusions())
    assert recommend.rules(plan(PLAN.replace("opt_out:", f"{kept}opt_out:")), session).kept == days
    assert bool(told_by(written(), "2026-03-20", kept=days).members)
    if days == 30:
        with pytest.raises(AssertionError):
            told_by(written(), "2026-04-10", kept=days)


@pytest.mark.parametrize(
    ("place", "wanted"),
    [("tea", "Tasting"), ("#Tea", "Tasting"), ("tasting", "Tasting"), ("Tasting", "Tasting"), ("books", None)],
)
def test_what_comes_up_is_found_by_the_channel_however_written_and_by_the_event(place: str, wanted: str | None) -> None:
    found = recommend.comes_up(plan(), place, date(2026, 3, 2))
    assert (found and found[1]) == wanted
    off = PLAN.replace(
        "channels: [tea-talk]}]", "channels: [tea-talk], outcomes: [{date: 2026-03-05, status: cancelled}]}]"
    )
    assert recommend.comes_up(plan(off), place, date(2026, 3, 2)) is None


SEGMENTS = PLAN.replace(
    "audiences: [{id: drinkers, name: Drinkers}]",
    "audiences: [{id: drinkers, name: Drinkers, interests: [reading]}, {id: readers, interests: [poems, Reading]}, "
    "{id: pupils, minors: true}, {id: far, name: Far away}]",
).replace(
    "handle: tea}]",
    "handle: tea, audiences: [drinkers]}, {id: library, handle: books, purpose: Reading together, audiences: [pupils]}, "
    "{id: attic, handle: secret, audiences: [far]}]",
).replace("kind: event,", "kind: event, audiences: [readers],")  # fmt: skip


@pytest.mark.parametrize(
    ("audience", "also", "about", "dates"),
    [
        ("drinkers", [("books", Reason("tea", 7, 8))], [], []),
        ("readers", [], [("books", "Reading")], [(date(2026, 3, 5), "Tasting")]),
        ("far", [], [], []),
    ],
)
def test_what_is_suggested_to_an_audience(
    audience: str, also: list[object], about: list[object], dates: list[object]
) -> None:
    known, found = plan(SEGMENTS), told_by(written())
    ours = segment(known, next(a for a in known.goals.audiences if a.id == audience), found, 3)
    assert not isinstance(ours, Words)
    assert [(s.place, s.reasons[0]) for s in ours.also] == also
    assert [(i.place, i.interest) for i in ours.about] == about
    assert list(ours.dates) == dates


def test_nothing_is_suggested_to_an_audience_with_minors() -> None:
    known = plan(SEGMENTS)
    why = segment(known, known.goals.audiences[2], told_by(written()), 3)
    assert why == Words("'pupils' has minors", "“pupils” 中有未成年人")


# -- as its users meet it --


def commplan(*arguments: str) -> None:
    with pytest.raises(SystemExit) as left:
        build(arguments)(args=list(arguments), standalone_mode=True)
    assert left.value.code == 0


@pytest.fixture
def corner(tmp_path: Path) -> Path:
    rows = [f"{i},{d}T12:00:00+08:00,{who},{where}" for i, (d, who, where) in enumerate(lived())]
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "data.csv").write_text("id,when,who,where\n" + "\n".join(rows) + "\n", encoding="utf-8")
    commplan(
        "import", str(tmp_path / "data.csv"), "--plan", str(tmp_path / "plan.yaml"), "-o", str(tmp_path / "activity")
    )
    return tmp_path


def test_suggestions_in_words(corner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    plan_, store = str(corner / "plan.yaml"), str(corner / "activity")
    commplan("recommend", plan_, "--activity", store, "--member", "chat:m0")
    untold = (
        "How good they are is unknown: in the last 28 days members took up something new\n0 times, 30 are needed.\n"
    )
    assert capsys.readouterr().out == f"This member takes part in all that others like them do.\n\n{untold}"
    commplan("recommend", plan_, "--activity", store, "--member", "chat:novice")
    reason = "- books: 7 of the 8 who take part in tea are there too"
    assert capsys.readouterr().out == f"{reason}\n\n{untold}"
    commplan("recommend", plan_, "--activity", store, "--member", "chat:nobody")
    assert capsys.readouterr().out == (
        "Nothing is known of this member yet. To those who are new:\n"
        "- tea: 8 people took part lately; next: Tasting, 2026-03-05\n"
        f"- books: 7 people took part lately\n\n{untold}"
    )


def test_where_nobody_is_suggested_anything_that_is_said_and_no_more() -> None:
    why = Words("Too few to tell.", "样本太少。")
    likeness = alike({f"m{i}": frozenset({"tea"}) for i in range(5)})
    nothing = Suggested(date(2026, 3, 1), {}, (), 0, {}, (), likeness, None, why, 0)
    told = recommend_._as_text(plan(), nothing, None, 3)  # noqa: SLF001
    assert told == "Nobody is suggested anything, as of 2026-03-01.\n\nToo few to tell.\n"


def test_suggestions_for_programs(corner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    commplan("recommend", str(corner / "plan.yaml"), "--activity", str(corner / "activity"), "-f", "json")
    found = json.loads(capsys.readouterr().out)
    assert [[s["place"] for s in own] for own in found["members"].values()] == [["books"]]
    assert found["newcomers"][0]["next"] == {"day": "2026-03-05", "title": "Tasting"}


def test_accounts_that_the_plan_leaves_out_are_no_reason_for_others(
    corner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accounts = ", ".join(f"{{source: chat, id: m{n}}}" for n in range(3))
    text = PLAN.replace("evaluation:\n", f"evaluation:\n  exclude: {{accounts: [{accounts}]}}\n")
    (corner / "plan.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    commplan("recommend", str(corner / "plan.yaml"), "--activity", str(corner / "activity"), "-f", "json")
    found = json.loads(capsys.readouterr().out)
    assert (found["members"], [s["place"] for s in found["newcomers"]]) == ({}, ["tea"])


def test_an_audience_is_told_in_words_and_to_programs(corner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corner / "plan.yaml").write_text(
        SEGMENTS.replace(", {id: pupils, minors: true}", "").replace(", audiences: [pupils]", ""), "utf-8"
    )
    asked = ("recommend", str(corner / "plan.yaml"), "--activity", str(corner / "activity"), "--segment")
    capsys.readouterr()
    commplan(*asked, "drinkers")
    reason = "- books: 7 of the 8 who take part in tea are there too"
    assert capsys.readouterr().out == f"For Drinkers, by who takes part in tea, as of 2026-03-02:\n{reason}\n"
    commplan(*asked, "far")
    assert capsys.readouterr().out == (
        "Of Far away nothing is known yet: no channel that is for them has enough people.\nAs of 2026-03-02:\n"
        "- tea: 8 people took part lately\n- books: 7 people took part lately\n"
    )
    commplan(*asked, "readers", "-f", "json")
    found = json.loads(capsys.readouterr().out)
    assert found["about"] == [{"place": "books", "interest": "Reading", "people": 7}]
    assert found["dates"] == [{"day": "2026-03-05", "title": "Tasting"}]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--segment", "drinker"), "the plan has no audience 'drinker'"),
        (("--segment", "drinkers", "--member", "chat:m0"), "--member and --segment cannot go together"),
    ],
)
def test_an_audience_that_there_is_not_is_refused(corner: Path, options: tuple[str, ...], why: str) -> None:
    arguments = ["recommend", str(corner / "plan.yaml"), "--activity", str(corner / "activity"), *options]
    with pytest.raises(Refusal) as caught:
        build(arguments)(args=arguments, standalone_mode=False)
    assert caught.value.words.en == why


def test_one_on_a_list_is_refused_by_name(corner: Path) -> None:
    (corner / "off.txt").write_text("# since March\nchat:novice\n", encoding="utf-8")
    arguments = [
        "recommend",
        str(corner / "plan.yaml"),
        "--activity",
        str(corner / "activity"),
        "--member",
        "chat:novice",
    ]
    with pytest.raises(Refusal) as caught:
        build(arguments)(args=[*arguments, "--opted-out", str(corner / "off.txt")], standalone_mode=False)
    assert caught.value.words.en == "nothing is suggested to 'chat:novice'"
