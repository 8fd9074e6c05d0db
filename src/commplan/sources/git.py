"""git: the text that `git log` writes, in its usual form, as `--pretty=fuller` or `--pretty=raw`, with any `--date`.

What follows from how it is written:

- A commit is a message of its author, known by its hash, and one more of each who is named in a `Co-authored-by` line.
  The channel is the file's name. One with several parents has the tag "merge".
- A member is an e-mail address in small letters; a `.mailmap` beside the log says which of them are one person's.
- The time is the author's. Authors' clocks can be years ahead: where a log tells both and the author's lies more than
  a day behind the committer's, the latter counts.
- An account whose name or address ends in `[bot]` is a bot; of the others the log does not say what they are.
- Lists of changed files (`--stat`, `--numstat`, `--raw`) and patches are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import PurePosixPath

from commplan.activity import clock, mail
from commplan.activity.cursor import DAMAGED
from commplan.activity.event import LONGEST_TEXT, RawEvent, Skipped
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.activity.reasons import NO_TIME
from commplan.activity.records import a_few
from commplan.source import Options, Source
from commplan.words import say

_COMMIT = re.compile(r"commit ([0-9a-f]{40}|[0-9a-f]{64})((?: [0-9a-f]{40,64})*)(?: \(.*\))?")
_FIRST = re.compile(
    rb"(?:\xef\xbb\xbf)?commit [0-9a-f]{40,64}\b[^\n]*\n"
    rb"(?:(?:[A-Za-z-]+: [^\n]*\n){0,6}Author:|(?:(?:tree|parent) [0-9a-f]{40,64}\n){1,64}author )"
)
_FIELD = re.compile(r"(Merge|Author|AuthorDate|Date|Commit|CommitDate): +(.*)")
_PLAIN_FIELD = re.compile(r"(author|committer|parent) (.*?)(?: (\d{1,12} [+-]\d{4}))?")
_PERSON = re.compile(r"(.*?)\s*<([^<>]*)>")
_TOGETHER = re.compile(r"Co-authored-by:\s*(.*<[^<>]+>)\s*", re.IGNORECASE)
_MAILMAP = re.compile(r"[^<#]*<([^<>]+)>[^<#]*(?:<([^<>]+)>)?")
_RAW = re.compile(r"(\d{1,12})(?: [+-]\d{4})?")
_SPACED = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ([+-]\d{4})")
_ISO = clock.reader("iso", "UTC")
_DAY = 86_400_000_000
_LONGEST_LINE = 2**20

NO_AUTHOR = say("the commit names no author", "该提交没有作者")


@dataclass(slots=True)
class _Commit:
    """A commit as far as it is read. `together`: those who are named beside the author."""

    where: str
    sha: str
    merge: bool
    said: dict[str, str] = field(default_factory=dict)
    size: int = 0
    together: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def recognises(export: Export) -> bool:
    return any(_is_log(export, name) for name in a_few(export.names()))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    same = _mailmap(export)
    for name in export.names():
        if _is_log(export, name):
            channel = PurePosixPath(name).stem
            for commit in _commits(export, name, options.text):
                if isinstance(commit, Skipped):
                    yield commit
                else:
                    yield from _events(commit, channel, same)


def _is_log(export: Export, name: str) -> bool:
    try:
        return bool(_FIRST.match(start(export, name)))
    except FAULTS:
        return False


def _mailmap(export: Export) -> dict[str, str]:
    """For each address that stands for another, that other one."""
    same: dict[str, str] = {}
    for name in export.names():
        if PurePosixPath(name).name == ".mailmap":
            for line in start(export, name).decode("utf-8", "replace").splitlines():
                entry = _MAILMAP.match(line)
                if entry and entry[2]:
                    same[entry[2].strip().lower()] = entry[1].strip().lower()
    return same


def _commits(export: Export, name: str, keep: bool) -> Iterator[_Commit | Skipped]:
    commit: _Commit | None = None
    try:
        with export.open(name) as stream:
            for number, raw in enumerate(iter(partial(stream.readline, _LONGEST_LINE), b""), start=1):
                line = raw.decode("utf-8", "replace").rstrip("\r\n")
                line = line[1:] if line[:1] == "\ufeff" else line
                begun = _COMMIT.fullmatch(line) if line.startswith("commit ") else None
                if begun:
                    if commit:
                        yield commit
                    commit = _Commit(f"{name}, line {number}", begun[1], begun[2].count(" ") > 1)
                elif commit:
                    _take(commit, line, keep)
    except FAULTS:
        yield Skipped(name, DAMAGED)
    if commit:
        yield commit


def _take(commit: _Commit, line: str, keep: bool) -> None:
    if line.startswith("    "):
        text = line[4:]
        if keep and commit.size < LONGEST_TEXT:
            commit.text.append(text)
        commit.size += len(text) + 1
        together = _TOGETHER.fullmatch(text) if text[:1] in "Cc" else None
        if together and len(commit.together) < 100:
            commit.together.append(together[1])
    elif not commit.size and (found := _FIELD.fullmatch(line)):
        commit.said[found[1]] = found[2]
        commit.merge |= found[1] == "Merge"
    elif not commit.size and (found := _PLAIN_FIELD.fullmatch(line)):
        name = {"author": "Author", "committer": "Commit"}.get(found[1], "parent")
        commit.merge |= name == "parent" and name in commit.said
        commit.said |= {name: found[2], f"{name}Date": found[3] or ""}


def _events(commit: _Commit, channel: str, same: dict[str, str]) -> Iterator[RawEvent | Skipped]:
    us, author = _time(commit.said), _person(commit.said.get("Author", ""), same)
    if us is None:
        yield Skipped(commit.where, NO_TIME)
    elif author is None:
        yield Skipped(commit.where, NO_AUTHOR)
    else:
        size, tags = max(0, commit.size - 1), "merge" if commit.merge else None
        event = RawEvent(commit.sha, "message", us, *author, channel=channel, size=size, tags=tags, where=commit.where)
        yield event._replace(text="\n".join(commit.text)) if commit.text else event
        others = dict(filter(None, (_person(named, same) for named in commit.together)))
        for member, bot in others.items():
            if member != author[0]:
                yield event._replace(native_id=f"{commit.sha}/{member}", member=member, bot=bot, size=None)


def _person(named: str, same: dict[str, str]) -> tuple[str, bool | None] | None:
    found = _PERSON.match(named)
    name, address = (found[1], found[2].strip().lower()) if found else (named.strip(), "")
    address = same.get(address, address)
    bot = name.endswith("[bot]") or address.partition("@")[0].endswith("[bot]")
    member = address or name.lower()
    return (member, True if bot else None) if member else None


def _time(said: dict[str, str]) -> int | None:
    wrote, took = _us(said.get("AuthorDate") or said.get("Date", "")), _us(said.get("CommitDate", ""))
    if wrote is None or (took is not None and wrote > took + _DAY):
        return took
    return wrote


@lru_cache(maxsize=1024)
def _us(date: str) -> int | None:
    """A time in any of the forms that git writes and that name a zone."""
    raw, spaced = _RAW.fullmatch(date), _SPACED.fullmatch(date)
    if raw:
        return int(raw[1]) * 1_000_000
    iso = _ISO(spaced[1] + spaced[2] if spaced else date)
    return mail.seconds(date) if iso is None else iso


GIT = Source(
    name="git",
    title=say("git history", "git 历史"),
    about=say(
        "the text of `git log > NAME.log`, run in a repository; beside it, if there is one, the .mailmap",
        "在仓库中运行 `git log > 名称.log` 得到的文本；如有 .mailmap，请放在同一文件夹",
    ),
    notes=say(
        "A commit is a message of its author and of each co-author; the channel is the file's name. Members "
        "are e-mail addresses: a .mailmap says which are one person's. `git log --pretty=fuller` also holds "
        "the committer's clock, against authors' clocks that are wrong. Only accounts that call themselves "
        "[bot] are known as bots. What answers what, joins and reactions are not told.",
        "一次提交计为作者与每位共同作者各一条消息；频道名取自文件名。成员以邮件地址识别，.mailmap 可说明哪些地址属于"
        "同一人。`git log --pretty=fuller` 另含提交者的时间，可纠正作者时钟的错误。仅能识别自称 [bot] 的机器人。"
        "不含回复关系、加入和回应。",
    ),
    tells=frozenset({"messages", "sizes"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
)
