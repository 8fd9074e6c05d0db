"""Who was in an online meeting: several tables in one file, several comings of one person, what the platforms call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from commplan.activity.mapping import Mapping
from stored import EXPORTS, imported, listing, recognised

ABSENT = "it is of somebody who declined, cancelled or did not come"
WEBINAR = """\
2024-05-10T18:50:00 attend h@example.org ? #Community evening id=Community evening/19853/attend/h@example.org
2024-05-10T19:01:00 attend a@example.org ? #Community evening id=Community evening/19853/attend/a@example.org
2024-05-01T10:00:00 register a@example.org ? #Community evening id=Community evening/19853/register/a@example.org
2024-05-02T10:00:00 register b@example.org ? #Community evening id=Community evening/19853/register/b@example.org
"""
TEAMS = """\
2025-06-24T13:50:00 attend a@example.org ? #Community evening id=Community evening/20263/attend/a@example.org
2025-06-24T13:52:00 attend b@example.org ? #Community evening id=Community evening/20263/attend/b@example.org
"""


@pytest.mark.parametrize(("name", "told"), [("webinar.csv", WEBINAR), ("teams.csv", TEAMS)])
def test_a_report_of_several_tables_is_one_meeting(name: str, told: str) -> None:
    assert recognised(EXPORTS / "meeting" / name) == ["meeting"]
    assert listing("meeting", EXPORTS / "meeting" / name) == told


DAY = 19853
LAYOUTS: dict[str, tuple[str, str]] = {
    "Zoom, without what meeting it was": (
        (
            "Name (original name),User Email,Join Time,Leave Time,Duration (minutes),In Waiting Room\n"
            "A,a@x,05/13/2024 07:02:00 PM,05/13/2024 07:30:00 PM,28,No\nA,a@x,05/13/2024 07:00:00 PM,05/13/2024 07:01:00 PM,1,No\n"
            "B,,05/13/2024 07:05:00 PM,05/13/2024 08:30:00 PM,85,No\nC,c@x,05/13/2024 07:05:00 PM,05/13/2024 07:06:00 PM,1,Yes\n"
            ",,,,,\nD,d@x,soon,,,No\n"
        ),
        (
            f"skipped 1: {ABSENT} (in.csv, line 5)\nskipped 1: it has no readable time (in.csv, line 7)\n"
            f"2024-05-13T19:00:00 attend a@x ? #in id=in/{DAY + 3}/attend/a@x\n"
            f"2024-05-13T19:05:00 attend B ? #in id=in/{DAY + 3}/attend/B\n"
        ),
    ),
    "Teams, each coming and going": (
        "Full Name\tUser Action\tTimestamp\nA\tJoined before\t5/13/2024, 6:44:22 PM\nA\tLeft\t5/13/2024, 6:50:00 PM\n",
        f"2024-05-13T18:44:22 attend A ? #in id=in/{DAY + 3}/attend/A\n",
    ),
    "Google Meet": (
        "First name,Last name,Email,Duration,Time joined,Time exited\nA,B,,10 min,2024-05-10 19:00,2024-05-10 19:10\n",
        f"2024-05-10T19:00:00 attend A B ? #in id=in/{DAY}/attend/A B\n",
    ),
    "Tencent Meeting": (
        (
            "会议主题,社群例会\n会议号,123 456 789\n\n用户昵称（入会昵称）,首次入会时间,最后退会时间,累计参会时长\n"
            "成员甲,2024-05-10 18:58:00,2024-05-10 20:30:00,01:32:00\n"
        ),
        f"2024-05-10T18:58:00 attend 成员甲 ? #社群例会 id=社群例会/{DAY}/attend/成员甲\n",
    ),
}


@pytest.mark.parametrize(("text", "told"), LAYOUTS.values(), ids=LAYOUTS)
def test_headings_are_known_by_their_names(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "in.csv").write_text(text, "utf-8-sig")
    assert recognised(tmp_path / "in.csv") == ["meeting"]
    assert listing("meeting", tmp_path / "in.csv") == told


def test_a_list_of_who_joined_a_group_is_no_meeting(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("姓名,加入时间\n成员甲,2024-05-10 18:58:00\n", "utf-8")
    assert recognised(tmp_path / "in.csv") == []


def test_what_a_plan_says_of_the_columns_takes_precedence(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Name,Join Time,Duration\nA,2024-05-10T18:58:00Z,9\n", "utf-8")
    _, collected = imported(tmp_path / "a", tmp_path / "in.csv", Mapping("Join Time", member="Name", kind="attend"))
    assert (collected.source.name, collected.record.kinds) == ("table", {"attend": 1})
