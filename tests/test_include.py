"""A plan in several files: what becomes one, where everything still is, and which files stay out."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from commplan import load
from commplan.document import Document
from commplan.document.include import MAX_FILES
from commplan.finding import Place
from commplan.os_errors import why
from commplan.words import Words
from conftest import Golden
from told import catalogue, inside, told

HEAD = "commplan: 1\nplan:\n  id: p\n  title: P\n"


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    """The folder of a plan, with these files; `-> name` is a symbolic link."""
    home = folder / "plans"
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, str) and text.startswith("-> "):
            path.symlink_to(text[3:])
        else:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return home


def loaded(home: Path) -> load.Loaded:
    return load.plan("plan.yaml", (home / "plan.yaml").read_bytes(), home)


def chain(depth: int) -> str:
    inner = ", ".join(f"a{i + 1}: &a{i + 1} {{p: *a{i}}}" for i in range(depth))
    return f"goals: {{a0: &a0 {{p: 1}}, {inner}}}\n"


def bomb(depth: int) -> str:
    inner = ", ".join(f"a{i + 1}: &a{i + 1} {{p: *a{i}, q: *a{i}}}" for i in range(depth))
    return f"goals: {{a0: &a0 {{p: 1}}, {inner}}}\n"


SIMPLE = f"{HEAD}include: a.yaml\n"
FAULTS: dict[str, dict[str, str | bytes]] = {
    "nothing wrong": {"plan.yaml": SIMPLE, "a.yaml": "goals: {purpose: x}\n"},
    "faults in several files": {
        "plan.yaml": f"{HEAD}  staus: draft\ninclude: [a.yaml, sub/b.yaml]\n",
        "a.yaml": "# first\ngoals: {purposes: x}\n",
        "sub/b.yaml": "include: c.yaml\nrisks:\n  register:\n    - {id: k, impact: 9}\n",
        "sub/c.yaml": "risks:\n  register:\n    - {id: K}\n",
    },
    "a circle": {"plan.yaml": SIMPLE, "a.yaml": "include: b.yaml\n", "b.yaml": "goals: {}\ninclude: [a.yaml]\n"},
    "a circle through the plan": {"plan.yaml": SIMPLE, "a.yaml": "include: plan.yaml\n"},
    "itself": {"plan.yaml": f"{HEAD}include: ./plan.yaml\n"},
    "outside, upwards": {"plan.yaml": f"{HEAD}include: ../other.yaml\n", "../other.yaml": "goals: {}\n"},
    "outside, from a folder below": {"plan.yaml": f"{HEAD}include: sub/a.yaml\n", "sub/a.yaml": "include: ../../x.yaml\n"},
    "outside, absolute": {"plan.yaml": f"{HEAD}include: /etc/hostname\n"},
    "outside, by a link": {"plan.yaml": SIMPLE, "a.yaml": "-> ../other.yaml", "../other.yaml": "goals: {}\n"},
    "outside, by a linked folder": {"plan.yaml": f"{HEAD}include: s/a.yaml\n", "s": "-> ..", "../a.yaml": "goals: {}\n"},
    "a link to itself": {"plan.yaml": SIMPLE, "a.yaml": "-> a.yaml"},
    "not there": {"plan.yaml": f"{HEAD}include: gaols.yaml\n", "goals.yaml": "goals: {}\n"},
    "not there, and nothing like it": {"plan.yaml": f"{HEAD}include: [nowhere/x.yaml]\n"},
    "a folder": {"plan.yaml": f"{HEAD}include: sub\n", "sub/a.yaml": "goals: {}\n"},
    "names that are none": {"plan.yaml": f'{HEAD}include: [{{a: b}}, "", ~, "a\\0b", [c]]\n'},
    "no name": {"plan.yaml": f"{HEAD}include:\n"},
    "a name too long": {"plan.yaml": f"{HEAD}include:\n  - {'x' * 300}\n"},
    "a list": {"plan.yaml": SIMPLE, "a.yaml": "- goals\n"},
    "running text": {"plan.yaml": SIMPLE, "a.yaml": "all the best\n"},
    "empty": {"plan.yaml": SIMPLE, "a.yaml": "# later\n"},
    "not YAML": {"plan.yaml": SIMPLE, "a.yaml": "goals: {purpose: 'x}\n"},
    "not UTF-8": {"plan.yaml": SIMPLE, "a.yaml": "goals: {purpose: Café}\n".encode("latin-1")},
    "too deep": {"plan.yaml": SIMPLE, "a.yaml": "goals: " + "[" * 70 + "]" * 70},
    "what is missing is not said while a file is missing": {"plan.yaml": "include: a.yaml\ngoal: {}\n", "a.yaml": "x: 'y\n"},
    "one value in two files": {"plan.yaml": SIMPLE, "a.yaml": "commplan: 1\nplan:\n  title: Q\n  id: p\n"},
    "a list in one, text in the other": {
        "plan.yaml": f"{HEAD}goals: {{audiences: [{{id: a}}]}}\ninclude: a.yaml\n",
        "a.yaml": "goals:\n  audiences: b\n",
    },
    "a key twice in one included file": {"plan.yaml": SIMPLE, "a.yaml": "goals: {purpose: x}\ngoals: {mission: y}\n"},
    "a key twice within an included file": {"plan.yaml": SIMPLE, "a.yaml": "goals: {purpose: x, purpose: y}\n"},
    "a key of no text in an included file": {"plan.yaml": SIMPLE, "a.yaml": "goals:\n  purpose: {{ x }}\n"},
    "include twice": {"plan.yaml": f"{SIMPLE}include: b.yaml\n", "a.yaml": "goals: {}\n", "b.yaml": "rules: {}\n"},
    "aliases that circle in both": {"plan.yaml": SIMPLE + "goals: &g {theme: *g}\n", "a.yaml": "goals: &h {theme: *h}\n"},
    "aliases that multiply in both": {"plan.yaml": SIMPLE + bomb(30), "a.yaml": bomb(30)},
    "aliases that nest in both": {"plan.yaml": SIMPLE + chain(2000), "a.yaml": chain(2000)},
    "too many": {
        "plan.yaml": f"{HEAD}include:\n" + "".join(f"  - f{i}.yaml\n" for i in range(MAX_FILES + 50)),
        **{f"f{i}.yaml": "goals: {}\n" for i in range(MAX_FILES + 50)},
    },
}  # fmt: skip


def test_what_is_said_of_every_fault(tmp_path: Path, golden: Golden) -> None:
    documents: dict[str, Document] = {}
    for i, (name, files) in enumerate(FAULTS.items()):
        documents[name] = found = loaded(written(tmp_path / str(i), files)).document
        assert [f for f in found.faults if not inside(found, found.span(f.problem.place))] == []
    golden("include-faults.txt", catalogue(documents))


def test_a_plan_of_several_files_is_one(tmp_path: Path) -> None:
    home = written(
        tmp_path,
        {
            "plan.yaml": f"include: [a.yaml, sub/b.yaml]\n{HEAD}goals:\n  audiences:\n    - {{id: one}}\n",
            "a.yaml": "goals:\n  purpose: Why\n  audiences:\n    - {id: two}\n",
            "sub/b.yaml": "include: c.yaml\ngoals: {audiences: [{id: four}]}\n",
            "sub/c.yaml": "commplan: 1\ngoals: {mission: What, audiences: [{id: five}]}\n",
        },
    )
    found = loaded(home)
    assert found.plan is not None
    goals = found.plan.goals
    assert (goals.purpose, goals.mission, [a.id for a in goals.audiences]) == (
        "Why", "What", ["one", "two", "four", "five"],
    )  # fmt: skip
    spans = [found.document.span(a.at("id")) for a in goals.audiences]
    assert [(s.file, s.line, s.column) for s in spans] == [
        ("plan.yaml", 8, 12), ("a.yaml", 4, 12), ("sub/b.yaml", 2, 26), ("sub/c.yaml", 2, 41),
    ]  # fmt: skip
    assert found.document.span(goals.at("purpose")).file == "a.yaml"
    assert found.document.span(goals.at(on="key")).file == "plan.yaml"


def test_a_file_named_twice_counts_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "plan.yaml": f"{HEAD}include: [a.yaml, ./a.yaml, sub/../a.yaml, link.yaml]\n",
        "a.yaml": "goals: {audiences: [{id: one}]}\n",
        "sub/x.yaml": "",
        "link.yaml": "-> a.yaml",
    }
    found = loaded(written(tmp_path, files))
    assert found.plan is not None
    assert [a.id for a in found.plan.goals.audiences] == ["one"]


@pytest.mark.parametrize("shown", ["plan.yaml", "./plan.yaml", "plans/../plans/plan.yaml", "plans//plan.yaml"])
def test_a_circle_is_seen_however_the_plan_is_called(tmp_path: Path, shown: str) -> None:
    home = written(tmp_path, {"plan.yaml": f"{HEAD}include: plan.yaml\n"})
    found = load.plan(shown, (home / "plan.yaml").read_bytes(), home)
    assert [f.name for f in found.document.faults] == ["include-circle"]


def test_files_are_called_as_the_plan_is(tmp_path: Path) -> None:
    home = written(tmp_path, {"plan.yaml": SIMPLE, "a.yaml": "goals: {x: 1}\n"})
    document = load.plan("some/where/plan.yaml", (home / "plan.yaml").read_bytes(), home).document
    assert [document.span(f.problem.place).file for f in document.faults] == ["some/where/a.yaml"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    home = written(tmp_path, {"plan.yaml": SIMPLE})
    os.mkfifo(home / "a.yaml")
    assert told(loaded(home).document) == (
        "include-unreadable: 'a.yaml' is no file\n  plan.yaml:5:10\n  | include: a.yaml\n  |          ^^^^^^\n"
    )


@pytest.mark.parametrize(
    ("number", "en", "zh"),
    [
        (errno.ENOENT, "there is no such file", "没有这个文件"),
        (errno.EACCES, "no permission", "没有权限"),
        (errno.EISDIR, "it is a folder", "这是一个文件夹"),
        (errno.ENAMETOOLONG, "its name is too long", "文件名太长"),
        (errno.ELOOP, "its links lead in a circle", "它的链接首尾相接"),
        (errno.EIO, "Input/output error", "Input/output error"),
    ],
)
def test_what_the_system_refuses_is_said_in_both_languages(number: int, en: str, zh: str) -> None:
    assert why(OSError(number, os.strerror(number))) == Words(en, zh)


def test_without_a_folder_nothing_is_included() -> None:
    assert told(load.plan("plan.yaml", SIMPLE.encode()).document) == (
        "include-unreadable: no other files can be included here\n"
        "  plan.yaml:5:10\n  | include: a.yaml\n  |          ^^^^^^\n"
    )


def test_a_plan_with_a_file_missing_is_not_judged(tmp_path: Path) -> None:
    for name in ("not there", "not YAML", "a list", "a circle", "outside, absolute", "too many"):
        assert loaded(written(tmp_path / name, FAULTS[name])).plan is None
    for name in ("nothing wrong", "empty", "one value in two files"):
        assert loaded(written(tmp_path / name, FAULTS[name])).plan is not None


def test_an_alias_keeps_what_it_stood_for(tmp_path: Path) -> None:
    home = written(
        tmp_path,
        {
            "plan.yaml": f"{HEAD}include: a.yaml\ngoals:\n  out_of_scope: &both [x]\nstructure:\n  people: [{{id: a, skills: *both}}]\n",
            "a.yaml": "goals:\n  out_of_scope: [y]\n",
        },
    )  # fmt: skip
    found = loaded(home)
    assert found.plan is not None
    assert (found.plan.goals.out_of_scope, found.plan.structure.people[0].skills) == (("x", "y"), ("x",))
    assert found.document.span(Place(("goals", "out_of_scope", 1))).file == "a.yaml"
