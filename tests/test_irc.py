"""IRC logs in the layouts of the programs that write them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commplan.importing import collect
from stored import EXPORTS, imported, listing, query, recognised, said, unbroken

LOGS = EXPORTS / "irc"
PRESENCE = "it tells that somebody came online, went, or changed the nick or the channel, which is no membership"
NOT_A_LINE = "it is no line of a log"


def told(at: str, nick: str, text: str, number: int = 1) -> str:
    us = int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()) * 1_000_000
    row = hashlib.sha256("\0".join(("#sample", str(us), nick, text)).encode()).hexdigest()
    return f"{at} message {nick} ? ##sample id=line/{row}/{number} size={len(text)}\n"


def gone(name: str, *lines: int) -> str:
    return "".join(f"skipped 1: {PRESENCE} ({name}, line {line})\n" for line in lines)


LAYOUTS: dict[str, tuple[str, str]] = {
    "irssi": (
        "sample.log",
        gone("sample.log", 2, 3)
        + told("2024-05-01T10:01:00", "membera", "hello <all>")
        + told("2024-05-01T10:01:00", "memberb", "hi")
        + told("2024-05-01T10:01:00", "memberb", "hi", 2)
        + told("2024-05-01T10:02:00", "memberb", "waves")
        + gone("sample.log", 8, 9)
        + told("2024-05-02T00:05:00", "memberc", "早")
        + gone("sample.log", 12, 13),
    ),
    "weechat": (
        name := "irc.net.#sample.weechatlog",
        gone(name, 1)
        + told("2024-05-01T10:01:05", "membera", "hello")
        + told("2024-05-01T10:02:05", "memberb", "waves")
        + gone(name, 4, 5),
    ),
    "energymech": (
        name := "#sample_20240501.log",
        gone(name, 1)
        + told("2024-05-01T10:01:05", "membera", "hello")
        + told("2024-05-01T10:02:05", "memberb", "waves")
        + gone(name, 4, 5)
        + told("2024-05-01T23:59:59", "membera", "late")
        + told("2024-05-02T00:00:01", "membera", "past midnight"),
    ),
    "eggdrop": (
        name := "sample.log.01May2024",
        gone(name, 2)
        + told("2024-05-01T10:01:00", "membera", "hello")
        + told("2024-05-01T10:02:00", "memberb", "waves")
        + gone(name, 5, 6),
    ),
    "ubuntu": (
        name := "2024/01/01/#sample.txt",
        gone(name, 1)
        + told("2024-01-01T10:01:00", "membera", "hello")
        + told("2024-01-01T10:02:00", "memberb", "waves")
        + gone(name, 4, 5)
        + f"skipped 1: it is no line of a log ({name}, line 6)\n",
    ),
    "pircbot": (
        name := "2024-05-01.log",
        gone(name, 1) + told("2024-05-01T10:01:00", "membera", "a < b") + gone(name, 3, 4),
    ),
}


@pytest.mark.parametrize(("layout", "events"), [(one, events) for one, (_, events) in LAYOUTS.items()], ids=LAYOUTS)
def test_a_log_is_read_in_the_layout_of(layout: str, events: str) -> None:
    assert recognised(LOGS / layout) == ["irc"]
    assert listing("irc", LOGS / layout) == events


MADE = {
    "mirc": (
        "#sample.log",
        (
            "Session Start: Wed May 01 10:00:00 2024\nSession Ident: #sample\n"
            "\x0303[10:00] * Now talking in #sample\n02[10:00] * Joins: MemberB (~b@host)\n[10:01] <@MemberA> left is right\n"
            "[10:02] * MemberB left a note\n[10:02] * MemberB is now known as MemberC\n[10:03] * Disconnected\n"
            "Session Close: Wed May 01 10:03:00 2024\n"
        ),
        gone("#sample.log", 2, 3, 4)
        + told("2024-05-01T10:01:00", "membera", "left is right")
        + told("2024-05-01T10:02:00", "memberb", "left a note")
        + gone("#sample.log", 7, 8),
    ),
    "xchat": (
        "net-#sample.log",
        (
            "**** BEGIN LOGGING AT Sun Dec 31 23:00:00 2023\n\n"
            "Dec 31 23:00:01 *\tMemberB (~b@host) has joined #sample\nDec 31 23:59:59 <MemberA>\thello\n"
            "Jan 01 00:00:01 *\tMemberB waves\nJan 01 00:00:02 *\tMemberB has quit (Quit: bye)\n"
            "**** ENDING LOGGING AT Mon Jan  1 00:01:00 2024\n"
        ),
        gone("net-#sample.log", 3)
        + told("2023-12-31T23:59:59", "membera", "hello")
        + told("2024-01-01T00:00:01", "memberb", "waves")
        + gone("net-#sample.log", 6),
    ),
    "mirc of 2003, which names the channel where a session begins": (
        "#sample.log",
        (
            "Session Start (#sample): Wed May 01 10:00:00 2024\n[10:01] <MemberA> hello\n[10:02] <MemberB>\n"
            "[10:02] -L- [#sample] Welcome\n[10:02] -N(control@services.host)- (Broadcast) restart\n"
            "Session Close (#sample): Wed May 01 10:03:00 2024\n"
        ),
        told("2024-05-01T10:01:00", "membera", "hello")
        + told("2024-05-01T10:02:00", "memberb", "")
        + gone("#sample.log", 4, 5),
    ),
    "hexchat, whatever the server and those who keep order do": (
        "net-#sample.log",
        (
            "**** BEGIN LOGGING AT Wed May  1 10:00:00 2024\n\n"
            "May 01 10:00:01 *\tChanServ gives channel operator status to MemberA\n"
            "May 01 10:00:02 *\tMemberA removes voice from MemberB\nMay 01 10:00:03 *\tMemberA sets ban on *!*@host\n"
            "May 01 10:00:04 *\tMemberA has kicked MemberC from #sample (bye)\n"
            "May 01 10:00:05 *\tMemberA sets channel limit to 20\nMay 01 10:00:06 *\tReceived a CTCP VERSION from MemberB\n"
            "May 01 10:00:07 *\tMemberB gives voice to all who have none\nMay 01 10:00:08 <MemberA>\thello\n"
            "May 01 10:00:09 *\tDisconnected ().\n"
        ),
        gone("net-#sample.log", 3, 4, 5, 6, 7, 8)
        + told("2024-05-01T10:00:07", "memberb", "gives voice to all who have none")
        + told("2024-05-01T10:00:08", "membera", "hello")
        + gone("net-#sample.log", 11),
    ),
    "limnoria": (
        "#sample.2024-05-01.log",
        (
            "2024-05-01T10:00:00  *** MemberB <MemberB!~b@host> has joined #sample\n2024-05-01T10:01:00  <MemberA> hello\n"
            "2024-05-01T10:02:00  * MemberB waves\n2024-05-01T10:03:00  *** MemberB <MemberB!~b@host> has quit IRC (Client Quit)\n"
        ),
        gone("#sample.2024-05-01.log", 1)
        + told("2024-05-01T10:01:00", "membera", "hello")
        + told("2024-05-01T10:02:00", "memberb", "waves")
        + gone("#sample.2024-05-01.log", 4),
    ),
    "botbot": (
        "#sample.log",
        (
            "2024-05-01T10:00:00 * MemberB joined the channel\n2024-05-01T10:01:00 <MemberA> quit joking\n"
            "2024-05-01T10:02:00 * MemberB has quit\n2024-05-01T10:02:00 * MemberC has left the channel\n"
            "2024-05-01T10:03:00 * -- BotBot disconnected, possible missing messages --\n"
            "2024-05-01T10:04:00 * NOTICE: the channel is logged\n2024-05-01T10:04:00 * TOPIC: samples\n"
        ),
        gone("#sample.log", 1)
        + told("2024-05-01T10:01:00", "membera", "quit joking")
        + gone("#sample.log", 3, 4, 5, 6, 7),
    ),
    "a log as a page of a site": (
        "2024-05-01-#sample.markdown",
        (
            '---\nlayout: post\n---\n<span class="irc-date">[9:58]</span> <span class="irc-green">* MemberA (a@host) has joined #sample</span><br />\n'
            '<span class="irc-date">[10:01]</span> <span class="irc-black">&lt;MemberA&gt; hello</span><br />\n'
            '<span class="irc-date">[10:02]</span> <span class="irc-navy">* MemberA (a@host) Quit (Quit: bye)</span><br />\n'
        ),
        (
            gone("2024-05-01-#sample.markdown", 1)
            + f"skipped 1: {NOT_A_LINE} (2024-05-01-#sample.markdown, line 2)\n"
            + gone("2024-05-01-#sample.markdown", 3, 4)
            + told("2024-05-01T10:01:00", "membera", "hello")
            + gone("2024-05-01-#sample.markdown", 6)
        ),
    ),
    "znc, a folder for each channel": (
        "net/#sample/2024-05-01.log",
        "[10:00:00] *** Joins: MemberA (~a@host)\n[10:01:00] <MemberA> hello\n[10:02:00] * MemberB waves\n",
        gone("net/#sample/2024-05-01.log", 1)
        + told("2024-05-01T10:01:00", "membera", "hello")
        + told("2024-05-01T10:02:00", "memberb", "waves"),
    ),
    "textual": (
        "#sample/2024-05-01.txt",
        (
            "[2024-05-01T12:00:00+0200] MemberA (~a@host) joined the channel\n[2024-05-01T12:01:00+0200] <@MemberA> hello\n"
            "[2024-05-01T12:02:00+0200] • MemberB: waves\n"
        ),
        gone("#sample/2024-05-01.txt", 1)
        + told("2024-05-01T10:01:00", "membera", "hello")
        + told("2024-05-01T10:02:00", "memberb", "waves"),
    ),
    "irccloud": (
        "#sample.txt",
        (
            "[2024-05-01 10:00:00] → MemberA joined (~a@host)\n[2024-05-01 10:01:00] <MemberA> hello\n"
            "[2024-05-01 10:02:00] — MemberB waves\n[2024-05-01 10:03:00] ⇐ MemberB quit (~b@host): Quit\n"
        ),
        gone("#sample.txt", 1)
        + told("2024-05-01T10:01:00", "membera", "hello")
        + told("2024-05-01T10:02:00", "memberb", "waves")
        + gone("#sample.txt", 4),
    ),
    "konversation": (
        "net_#sample.log",
        (
            "[Tuesday, 30 April 2024] [11:59:00 PM CEST] <MemberA>\thello\n[Wed May 01 2024] [12:02:00 AM] *\tMemberB waves\n"
            "[Wed May 01 2024] [13:03:00] <MemberB>\tyes\n[Wed May 01 2024] [13:04:00] Quit\tMemberB has left this server (Quit).\n"
            "[Wed Mai 01 2024] [13:05:00] <MemberB>\tno day\n[Wed May 01 2024] [13:06:00] Join\tMemberC (~c@host) has joined this channel.\n"
        ),
        told("2024-04-30T23:59:00", "membera", "hello")
        + told("2024-05-01T00:02:00", "memberb", "waves")
        + told("2024-05-01T13:03:00", "memberb", "yes")
        + gone("net_#sample.log", 4)
        + "skipped 1: it has no readable time (net_#sample.log, line 5)\n"
        + gone("net_#sample.log", 6),
    ),
    "with a zone": (
        "#sample.log",
        "[2024-05-01T10:01:00+0200] <MemberA> hello\n[2024-05-01T08:02:00.5Z] <MemberB> hi\n",
        told("2024-05-01T08:01:00", "membera", "hello") + told("2024-05-01T08:02:00", "memberb", "hi"),
    ),
}


@pytest.mark.parametrize(("name", "text", "events"), MADE.values(), ids=MADE)
def test_a_log_is_read_as_it_is_written_by(tmp_path: Path, name: str, text: str, events: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(text, "utf-8")
    assert recognised(tmp_path) == ["irc"]
    assert listing("irc", tmp_path) == events


NOT_LOGS = {
    "notes.txt": "10:00 is when we meet\nnobody knows why\nand so on\n",
    "times.txt": "10:00 start\n11:00 end\n12:00 lunch\n",
    "page.md": "[10:00] <member> hello\n",
    "only-joins.log": "=== membera [~a@host] has joined #sample\n",
}


@pytest.mark.parametrize(("name", "text"), NOT_LOGS.items(), ids=NOT_LOGS)
def test_other_text_is_not_taken_for_a_log(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert recognised(tmp_path / name) == []


def test_a_line_without_any_date_has_no_time(tmp_path: Path) -> None:
    (tmp_path / "sample.log").write_text("[10:00] <member> hello\n[25:99] <member> hello\n", encoding="utf-8")
    assert listing("irc", tmp_path / "sample.log") == (
        "skipped 1: it has no readable time (sample.log, line 1)\nskipped 1: it has no readable time (sample.log, line 2)\n"
    )


def test_a_spoilt_file_costs_what_is_spoilt(tmp_path: Path) -> None:
    export = tmp_path / "#sample_20240501.log"
    export.write_bytes((LOGS / "energymech" / export.name).read_bytes())
    unbroken("irc", export)


def test_real_logs_are_read_whole(tmp_path: Path) -> None:
    """Every line of two days of #duraspace is something said or done, or somebody who came or went."""
    store, collected = imported(tmp_path / "a", EXPORTS / "irc-duraspace")
    assert (collected.record.kinds, collected.duplicate, collected.record.members) == ({"message": 315 + 5}, 0, 13)
    assert query(store, "SELECT DISTINCT channel FROM events") == [("#duraspace",)]
    assert [(reason, count) for reason, count, _ in said(collected)] == [(PRESENCE, 402 - 315 - 5)]


def test_a_quiet_day_is_a_log_beside_days_that_are_not(tmp_path: Path) -> None:
    """Who set the topic is told as if somebody called `Set` had done something."""
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "2024-05-01.log").write_text("[10:00] <a> hello\n", "utf-8")
    quiet = "[10:00] * a (user@host) has joined #sample\n[10:00] * Set by a!user@host on Fri Oct 22 01:19:41 UTC 2010\n"
    (logs / "2024-05-02.log").write_text(quiet, "utf-8")
    assert recognised(logs) == ["irc"]
    _, collected = imported(tmp_path / "a", logs)
    assert collected.record.kinds == {"message": 1}
    assert [(reason, count) for reason, count, _ in said(collected)] == [(PRESENCE, 2)]
    (logs / "2024-05-01.log").unlink()
    assert recognised(logs) == []


def test_a_spoilt_day_is_read_beside_days_that_are_not(tmp_path: Path) -> None:
    """What can be read of it counts, unless hardly a line is that of a log."""
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "2024-05-01.log").write_text("[10:00] <a> hello\n", "utf-8")
    (logs / "2024-05-02.log").write_text("[10:00] <a> hi\n< a> lost\nits time\n", "utf-8")
    (logs / "README.txt").write_text("[10:00] <a> is how a line looks\nno\nline\nof a log\n", "utf-8")
    _, collected = imported(tmp_path / "a", logs)
    assert collected.record.kinds == {"message": 2}
    assert said(collected) == [
        ("it is no line of a log", 2, ("2024-05-02.log, line 2", "2024-05-02.log, line 3")),
        ("the file is not of this tool", 1, ("README.txt",)),
    ]


def test_logs_that_name_no_channel_are_kept_apart_by_what_they_are_called(tmp_path: Path) -> None:
    """Also in an export of another name; a folder that holds all of it is not what they are called."""
    line = "[10:01] <MemberA> hi\n"
    files = ("talk/2024/2024-05-01", "work/2024/2024-05-01", "some-2024-05-01.log", "some_20240501.txt")
    for root in ("a", "b/exported"):
        for name in files:
            (tmp_path / root / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / root / name).write_text(line, "utf-8")
    store, collected = imported(tmp_path / "store", tmp_path / "a")
    assert (collected.record.kinds, collected.duplicate) == ({"message": 3}, 1)
    assert collect.into(store, [tmp_path / "b"])[0].new == 0
