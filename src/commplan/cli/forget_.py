"""`commplan forget`.

Exit codes: 0 forgotten, also when there was nothing of them; 2 when there is no such store, an account cannot be one, or
somebody is writing to the store.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commplan.activity.change import Forgotten
from commplan.activity.store import Store
from commplan.cli.accounts import account
from commplan.cli.activity import open_store
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.escape import terminal
from commplan.words import Words, quote, say

HELP = tr(
    "Remove all that a member did from an activity store, and keep it out of later imports. Exports stay as they are.",
    "从活动数据仓中删除一名成员的全部记录，今后导入也不再收录。导出文件本身不变。",
)
EXAMPLES = tr(
    "Examples: commplan forget slack:U0123ABCD | commplan forget ann@example.org 3f9c0d1e2b4a5968 --activity activity/",
    "示例：commplan forget slack:U0123ABCD | commplan forget ann@example.org 3f9c0d1e2b4a5968 --activity activity/",
)


def command(
    members: Annotated[
        list[str],
        typer.Argument(
            metavar="MEMBER...",
            help=tr(
                "An account as SOURCE:NAME, an e-mail address, or the hash that an export shows.",
                "账号（写成 来源:名称）、邮件地址，或导出中所示的成员哈希。",
            ),
        ),
    ],
    activity: Annotated[Path, typer.Option(help=tr("The activity store.", "活动数据仓。"))] = Path("activity"),
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """Forget members."""
    store = open_store(activity)
    accounts = {member: account(store, member) for member in members}
    for member, hash_ in accounts.items():
        emit(terminal(_told(store, member, store.forget([hash_])).in_language(LANGUAGE)) + "\n")


def _told(store: Store, member: str, found: Forgotten) -> Words:
    more = len(found.accounts) - 1
    linked = say(" with the accounts linked to it ({n})", " 及其关联的 {n} 个账号", n=more) if more else Words("", "")
    facts = {"m": quote(member), "a": linked, "n": f"{found.removed:,}", "p": quote(str(store.path))}
    if not found.removed:
        return say(
            "nothing of {m}{a} is in {p}; it is kept out of later imports",
            "{p} 中没有 {m}{a} 的记录；今后导入也不再收录",
            **facts,
        )
    return say(
        "{m}{a} is forgotten: {n} events removed from {p}, and kept out of later imports",
        "已遗忘 {m}{a}：从 {p} 中删除 {n} 个事件，今后导入也不再收录",
        **facts,
    )
