"""What an import leaves behind holds no name, address or text of the export."""

from __future__ import annotations

from pathlib import Path

import pytest

from stored import EXPORTS, imported, recognised, table

SECRETS = (
    "member-a",
    "member a",
    "membera",
    "成员乙",
    "example.org",
    "帮我",
    "how?",
    "psst",
    "hello",
    "because",
    "thanks",
    "user1",
    "@a:",
)
"""Names, addresses and words that stand in the sample exports."""
FOLDERS = (
    "discord", "discord-csv", "discourse", "gharchive", "git", "github/wrapped", "github/lists", "gitter-json", "irc/irssi", "matrix",
    "mattermost", "mbox", "perceval", "stackexchange", "telegram", "chatlab", "rocketchat", "slack-dump", "wechat/json", "wechat/memotrace",
    "wechat/pywxdump", "whatsapp", "attendance", "meeting",
)  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_name_address_or_text_stays_behind(tmp_path: Path, folder: str) -> None:
    assert len(recognised(EXPORTS / folder)) == 1
    store, collected = imported(tmp_path / "a", EXPORTS / folder, private=True)
    kept = repr(table(store)) + "".join(
        file.read_text("utf-8") for file in (tmp_path / "a").iterdir() if file.is_file() and file.name != "key"
    )
    assert collected.new
    assert [secret for secret in SECRETS if secret in kept.lower()] == []
