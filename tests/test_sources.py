"""Which source reads an export, and what every source must be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commplan.activity.event import CAPABILITIES
from commplan.activity.manifest import ActivityError
from commplan.importing import collect
from stored import EXPORTS, imported


def test_an_export_that_nobody_recognises_is_a_question(tmp_path: Path) -> None:
    export = tmp_path / "rows.csv"
    export.write_text("when,who\n2024-05-01,m1\n", encoding="utf-8")
    with pytest.raises(ActivityError) as caught:
        imported(tmp_path / "a", export)
    assert caught.value.words.en == (
        f"'{export}' is a table, and only the plan's evaluation.sources can say which column holds what"
    )


def test_an_export_that_two_recognise_is_a_question(tmp_path: Path) -> None:
    export = tmp_path / "export"
    (export / "talk").mkdir(parents=True)
    post = {"type": "message", "user": "U1", "ts": "1714550000.1"}
    (export / "talk" / "2024-05-01.json").write_text(json.dumps([post]), encoding="utf-8")
    archive = export / "zulip_json" / "101-general"
    archive.mkdir(parents=True)
    message = {"id": 1, "sender_full_name": "Member A", "timestamp": 1700000000, "content": "x"}
    (archive / "topic.json").write_text(json.dumps([message]), encoding="utf-8")
    with pytest.raises(ActivityError) as caught:
        imported(tmp_path / "a", export)
    assert caught.value.words.zh == f"“{export}” 是哪个工具导出的？可能来自 slack, zulip-archive：请指明数据来源"
    _, collected = imported(tmp_path / "b", export, source="slack")
    assert collected.record.kinds == {"message": 1}


@pytest.mark.parametrize(
    ("path", "options", "sentence"),
    [
        ("nowhere", {}, "cannot read '{path}': there is no such file"),
        ("rows.csv", {"source": "icq"}, "there is no source 'icq'; known are: {known}"),
        (
            "rows.csv",
            {"source": "table"},
            "'{path}' is a table, and only the plan's evaluation.sources can say which column holds what",
        ),
    ],
)
def test_a_path_or_a_name_that_does_not_exist_is_said(
    tmp_path: Path, path: str, options: dict[str, Any], sentence: str
) -> None:
    export = tmp_path / "rows.csv"
    export.write_text("when,who\n2024-05-01,m1\n", encoding="utf-8")
    with pytest.raises(ActivityError) as caught:
        imported(tmp_path / "a", tmp_path / path, **options)
    assert caught.value.words.en == sentence.format(path=tmp_path / path, known=", ".join(collect.known()))


def test_an_export_is_recorded_by_its_own_name_without_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXPORTS / "zulip")
    store, collected = imported(tmp_path / "a", Path())
    assert [one.name for one in store.manifest.imports] == [collected.record.name] == ["zulip"]


def test_every_source_is_named_like_its_file_and_tells_known_things() -> None:
    tools = collect.known()
    assert list(tools) == sorted(tools)
    for name, tool in tools.items():
        assert tool.recognises.__module__ == f"commplan.sources.{name.replace('-', '_')}"
        assert tool.tells <= CAPABILITIES.keys()
        assert all((tool.title.en, tool.title.zh, tool.about.en, tool.about.zh, tool.notes.en, tool.notes.zh))
