"""A check of many plans: the same result from the cache, over several processes, and by itself; whatever is kept, nothing old."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan import crew, load
from commplan.checking import lint
from commplan.checking.trial import SMALLEST
from commplan.cli import cache as caching
from commplan.cli import checking, crowd, settings
from commplan.cli.wish import Wish
from commplan.finding import Change, Edit, Finding, Place, Repair, Severity, Span, Spot
from commplan.packing import pack, unpacker
from commplan.report import Checked
from commplan.words import Refusal, Words
from mutations.audit import PLANS, said_of_untouched
from test_pieces import checked

FAULTS = (
    "",
    "goal: {}\n",
    "goals: {objectives: [{id: more, due: 2027-13-01}, {id: more}]}\n",
    "plan: [\n",
    "resources: {budget: {total: {amount: 10, currency: EUR}, lines: [{category: a, amount: 3}, {category: b, amount: 4.50}]}}\n",
)


# -- packing --


def through(value: Checked) -> object:
    return unpacker(Checked)(json.loads(json.dumps(pack(value))))


@pytest.mark.parametrize("name", PLANS)
def test_what_is_said_of_a_plan_comes_back_as_it_was(name: str) -> None:
    assert through(said_of_untouched(name)) == said_of_untouched(name)


@pytest.mark.parametrize("added", FAULTS)
def test_what_is_said_of_a_faulty_plan_comes_back_as_it_was(added: str) -> None:
    assert through(checked(SMALLEST + added)) == checked(SMALLEST + added)


texts = st.text(max_size=8)
spans = st.builds(Span, texts, *[st.integers(0, 99)] * 4)
paths = st.lists(texts | st.integers(0, 9), max_size=3).map(tuple)
values = st.none() | texts | st.integers() | st.booleans() | st.decimals(allow_nan=False, allow_infinity=False)
changes = st.builds(
    Change, st.builds(Place, paths, st.sampled_from(["value", "key"]), st.none() | spans), to=values, act=st.just("set")
)
repairs = st.builds(
    Repair, st.lists(st.builds(Edit, spans, texts), max_size=2).map(tuple), st.booleans(), st.builds(Words, texts, texts),
    st.lists(changes, max_size=2).map(tuple), st.none() | texts,
)  # fmt: skip
findings = st.builds(
    Finding, texts, texts, st.sampled_from(Severity), spans, paths, st.builds(Words, texts, texts), st.none(),
    st.lists(st.builds(Spot, spans, st.builds(Words, texts, texts)), max_size=2).map(tuple), st.none() | repairs,
    st.lists(repairs, max_size=2).map(tuple), texts,
)  # fmt: skip


@given(st.lists(findings, max_size=3).map(tuple))
def test_any_finding_comes_back_as_it_was_to_the_type_of_each_value(found: tuple[Finding, ...]) -> None:
    before = replace(checked(SMALLEST), findings=found)
    after = through(before)
    assert (after, repr(after)) == (before, repr(before))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | texts,
        lambda v: st.lists(v, max_size=20) | st.dictionaries(texts, v, max_size=3),
    )
)
def test_what_was_never_packed_is_refused(junk: object) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        unpacker(Checked)(junk)


def test_what_has_no_plain_form_is_not_packed() -> None:
    with pytest.raises(TypeError):
        pack(object())
    assert pack(Decimal("1.50")) == {"decimal": "1.50"}


# -- the cache --


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of as many plans as are worth it, one of them with an include and one with a fault."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for i in range(checking.MANY):
        (folder / f"p{i}.yaml").write_text(SMALLEST, encoding="utf-8")
    (folder / "p1.yaml").write_text(SMALLEST + "include: more.yml\n", encoding="utf-8")
    (folder / "more.yml").write_text("goals: {purpose: Bicycles that last}\n", encoding="utf-8")
    (folder / "p2.yaml").write_text(SMALLEST + "goal: {}\n", encoding="utf-8")
    monkeypatch.setenv("COMMPLAN_CACHE_DIR", str(tmp_path / "kept"))
    monkeypatch.chdir(tmp_path)
    return folder


Run = Callable[..., tuple[str, int]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Checks the folder; gives what it says as JSON, and how many plans were looked at anew."""

    def ran(**wish: object) -> tuple[str, int]:
        anew = []
        real = lint.plan

        def counted(*args: object, **more: object) -> Checked:
            anew.append(args)
            return real(*args, **more)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(lint, "plan", counted)
            asked = Wish(("plans",), formats=("json",), today="2026-11-26", fail_on="never")
            checking.run(replace(asked, **wish))  # type: ignore[arg-type]
        return capsys.readouterr().out, len(anew)

    return ran


@pytest.mark.usefixtures("plans")
def test_a_second_check_says_the_same_and_looks_at_nothing_anew(run: Run) -> None:
    first, second = run(), run()
    assert (first[1], second[1]) == (checking.MANY, 0)
    assert first[0] == second[0] == run(no_cache=True)[0]


def touched_include(folder: Path) -> None:
    (folder / "more.yml").write_text("goals: {purpose: TODO}\n", encoding="utf-8")


def touched_plan(folder: Path) -> None:
    (folder / "p3.yaml").write_text(SMALLEST.replace("smallest", "smaller"), encoding="utf-8")


def configured(folder: Path) -> None:
    (folder.parent / "commplan.toml").write_text('ignore = ["P204"]\n', encoding="utf-8")
    settings.nearest_above.cache_clear()


def kept(folder: Path) -> list[Path]:
    return sorted((folder.parent / "kept").rglob("*.json"))


def spoilt(folder: Path) -> None:
    for i, file in enumerate(kept(folder)):
        raw = file.read_bytes()
        file.write_bytes((raw[:-40], b"", raw[:70] + b"\xff" + raw[71:], raw.replace(b'"', b"'"))[i % 4])


def forged(folder: Path) -> None:
    """A kept result that says what no check has said, its digest as it was."""
    for file in kept(folder):
        file.write_text(file.read_text("utf-8").replace("P204", "P999"), encoding="utf-8")


def installed(folder: Path) -> None:
    caching.machine.cache_clear()


@pytest.mark.parametrize(
    ("change", "wish", "anew"),
    [
        (touched_include, {}, 1),
        (touched_plan, {}, 1),
        (configured, {}, checking.MANY),
        (spoilt, {}, checking.MANY),
        (forged, {}, checking.MANY - 1),
        (installed, {}, 0),
        (None, {"today": "2026-11-27"}, checking.MANY),
        (None, {"select": ("P",)}, checking.MANY),
        (None, {"level": "draft"}, checking.MANY),
        (None, {"no_cache": True}, checking.MANY),
    ],
)
def test_what_is_no_longer_so_is_checked_anew(
    plans: Path, run: Run, change: Callable[[Path], None] | None, wish: dict[str, object], anew: int
) -> None:
    run()
    if change:
        change(plans)
    after = run(**wish)
    assert after[1] == anew
    assert after[0] == run(**{**wish, "no_cache": True})[0]


def test_another_program_or_python_library_is_another_check(
    plans: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    monkeypatch.setattr(caching, "machine", lambda: "another")
    assert run()[1] == checking.MANY


def test_a_plan_whose_include_is_not_there_is_checked_each_time(plans: Path, run: Run) -> None:
    (plans / "more.yml").unlink()
    assert (run()[1], run()[1]) == (checking.MANY, 1)
    (plans / "more.yml").write_text("goals: {purpose: Bicycles that last}\n", encoding="utf-8")
    assert run()[0] == run(no_cache=True)[0]


def test_where_nothing_can_be_kept_plans_are_checked_all_the_same(
    plans: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plans.parent / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("COMMPLAN_CACHE_DIR", str(plans.parent / "file"))
    assert [run()[1], run()[1]] == [checking.MANY] * 2
    monkeypatch.setenv("COMMPLAN_CACHE_DIR", "")
    assert [run()[1], run()[1]] == [checking.MANY] * 2
    assert kept(plans) == []


def test_what_nobody_asks_for_is_let_go_of_after_a_while(plans: Path, run: Run) -> None:
    run()
    (plans.parent / "kept" / "swept").unlink()
    old, *others = kept(plans)
    past = time.time() - (caching.UNUSED_DAYS + 1) * 86_400
    os.utime(old, (past, past))
    touched_plan(plans)
    run()
    assert not old.exists() or old.stat().st_mtime > past
    assert [f for f in others if not f.exists()] == []


def test_what_is_kept_is_whole_or_not_there(plans: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk gives out in the middle of writing."""

    def stop(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", stop)
        run()
    with suppress(OSError):
        assert all(file.read_text("utf-8").count("\n") == 1 for file in kept(plans))
    assert run()[0] == run(no_cache=True)[0]


# -- several processes --


def test_over_several_processes_plans_come_back_in_their_order(
    plans: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = run(no_cache=True)[0]
    monkeypatch.setattr(crowd, "_PAYS", 4)
    monkeypatch.setattr(crowd, "_TOGETHER", 1)
    monkeypatch.setattr(crew, "cores", lambda: 3)
    together, here = run(no_cache=True)
    assert (together, here) == (alone, 0)
    assert run()[0] == alone
    assert run() == (alone, 0)


def test_a_refusal_in_another_process_is_one_here(plans: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "_PAYS", 4)
    monkeypatch.setattr(crew, "cores", lambda: 2)
    monkeypatch.setattr(load, "plan", refuse)
    with pytest.raises(Refusal) as caught:
        run(no_cache=True)
    assert (caught.value.words, caught.value.hint) == (Words("not this one", "不要这份"), Words("that one", "要那份"))


def refuse(*_: object) -> None:
    raise Refusal(Words("not this one", "不要这份"), Words("that one", "要那份"))


# -- little is held of many plans --


def test_only_the_lines_that_something_is_said_of_are_kept() -> None:
    text = (
        SMALLEST + "goals:\n  objectives:\n    - {id: more, owner: nobody}  # commplan: ignore[V101] no such finding\n"
    )
    found = checked(text)
    (lines,) = found.lines.values()
    kept = {i for i, line in enumerate(lines, 1) if line}
    spans = [*(f.span for f in found.findings), *(u.span for u in found.undecided)]
    spoken = {n for s in spans for n in (s.line, s.end_line)}
    assert {"P201", "W101"} <= {f.code for f in found.findings}
    assert kept == {n for n in spoken if text.splitlines()[n - 1]}
    assert len(lines) == len(text.splitlines())
