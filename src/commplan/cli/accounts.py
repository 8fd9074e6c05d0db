"""Accounts as users write them: `slack:U0123ABCD`, an e-mail address, or a member's hash; one, or a list of who is who.

A list is a CSV file with the columns `person` and `account`, a line for each account, or YAML: a list for each person, or
names with a list each. What a person is called there is for the reader's eye; it is not kept.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from commplan import document
from commplan.activity.identity import MAIL, is_address
from commplan.activity.store import Store
from commplan.document.decode import decoded
from commplan.finding import Place
from commplan.importing import collect
from commplan.os_errors import why
from commplan.spelling import nearest
from commplan.words import Refusal, Words, quote, say

_HASH = re.compile(r"[0-9a-f]{16}")
_PERSON, _ACCOUNT = ("person", "member", "成员", "人员"), ("account", "账号")
_SHAPE = say(
    "write CSV with the columns person,account, or YAML with a list of accounts for each person",
    "请写成含 person,account 两列的 CSV，或为每人列出账号的 YAML",
)


def account(store: Store, text: str) -> str:
    """The hash of the account that a text names. Refusal when it can name none."""
    source, _, name = text.partition(":")
    if _HASH.fullmatch(text):
        if not store.knows(text):
            raise Refusal(
                say("no member {m} is in {p}", "{p} 中没有成员 {m}", m=quote(text), p=quote(str(store.path))),
                say(
                    "`commplan activity --export FILE.csv` shows the hashes",
                    "`commplan activity --export 文件.csv` 可查看哈希",
                ),
            )
        return text
    if is_address(text):
        return store.account(MAIL, text)
    if not name:
        raise Refusal(
            say("{t} names no account", "{t} 不是账号", t=quote(text)),
            say("write SOURCE:NAME, such as slack:U0123ABCD", "请写成 来源:名称，如 slack:U0123ABCD"),
        )
    known = sorted({*collect.known(), *store.manifest.tells, MAIL})
    if source not in known:
        near = nearest(source, known)
        listed = say("there are: {n}", "可用：{n}", n=", ".join(known))
        hint = say("did you mean {n}?", "是否想写 {n}？", n=near) if near else listed
        raise Refusal(say("no source is called {s}", "没有名为 {s} 的数据来源", s=quote(source)), hint)
    return store.account(source, name)


Named = tuple[int, str]
"""Line, and what stands there."""


def listed(file: Path) -> list[list[Named]]:
    """The accounts of each person in a list. Refusal when it cannot be read as one."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Refusal(say("cannot read {f}: {e}", "无法读取 {f}：{e}", f=quote(str(file), 200), e=why(error))) from None
    text, misfit = decoded(raw)
    if misfit:
        raise _misread(file, None, say("it is not {e}", "它不是 {e}", e=misfit.encoding))
    return _in_yaml(file, raw) if file.suffix in (".yaml", ".yml") else _in_csv(file, text.removeprefix("\ufeff"))


def _in_csv(file: Path, text: str) -> list[list[Named]]:
    rows = csv.reader(io.StringIO(text, newline=""))
    people: dict[str, list[Named]] = {}
    try:
        head = [cell.strip().casefold() for cell in next(rows, [])]
        person = next((head.index(name) for name in _PERSON if name in head), None)
        place = next((head.index(name) for name in _ACCOUNT if name in head), None)
        if not head:
            return []
        if person is None or place is None:
            raise _misread(file, 1, say("it has no columns person and account", "没有 person 和 account 两列"))
        for row in rows:
            if any(cell.strip() for cell in row):
                cells = [cell.strip() for cell in row] + [""] * len(head)
                if not cells[person] or not cells[place]:
                    raise _misread(file, rows.line_num, say("person or account is missing", "缺少 person 或 account"))
                people.setdefault(cells[person], []).append((rows.line_num, cells[place]))
    except csv.Error as error:
        raise _misread(file, rows.line_num, Words(str(error), str(error))) from None
    return list(people.values())


def _in_yaml(file: Path, raw: bytes) -> list[list[Named]]:
    found = document.read(str(file), raw)
    document.resolve(found)
    if found.faults:
        problem = found.faults[0].problem
        raise _misread(file, found.span(problem.place).line, problem.message)
    data = found.data or ()
    groups = (
        list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, tuple) else None
    )
    if groups is None:
        raise _misread(file, 1, say("it is no list", "它不是列表"))
    people = []
    for key, group in groups:
        line = found.span(Place((key,))).line
        if not isinstance(group, tuple) or not all(isinstance(one, str) for one in group):
            raise _misread(file, line, say("here should stand a list of accounts", "此处应为账号列表"))
        people.append([(found.span(Place((key, n))).line, one) for n, one in enumerate(group)])
    return people


def groups(store: Store, file: Path) -> list[list[str]]:
    """The accounts of each person in a list, as hashes. Refusal, with the line, when one can be no account."""
    found = []
    for person in listed(file):
        hashes = []
        for line, text in person:
            try:
                hashes.append(account(store, text))
            except Refusal as refusal:
                raise Refusal(_at(file, line, refusal.words), refusal.hint) from None
        found.append(hashes)
    return found


def _misread(file: Path, line: int | None, what: Words) -> Refusal:
    return Refusal(_at(file, line, what), _SHAPE)


def _at(file: Path, line: int | None, what: Words) -> Words:
    place = f"{file}:{line}" if line else str(file)
    return say("{p}: {w}", "{p}：{w}", p=place, w=what)
