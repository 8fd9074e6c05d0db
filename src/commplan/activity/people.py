"""The view that everything is asked of: the rows of the table, each under the hash of the member whose account it was.

Its text keeps to what engines have in common, as that of the metrics does.
"""

# ruff: noqa: S608 - the SQL is put together from constants and quoted literals only

from __future__ import annotations

from collections.abc import Collection, Mapping

from commplan.activity.parts import COLUMNS
from commplan.activity.whose import Connection, literal


def show(connection: Connection, view: str, kept: str, members: Mapping[str, str], bots: Collection[str]) -> None:
    """The rows of a view as another: each account under the hash of its member, `bots` known for what they are."""
    shown, linked = {name: f"{kept}.{name}" for name in COLUMNS}, ""
    if members:
        pairs = ", ".join(f"({literal(account)}, {literal(member)})" for account, member in sorted(members.items()))
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE accounts AS SELECT given.account AS account, given.goes_by AS goes_by"
            f" FROM (VALUES {pairs}) AS given (account, goes_by)"
        )
        shown["member"], linked = (
            f"coalesce(accounts.goes_by, {kept}.member)",
            f" LEFT JOIN accounts ON account = {kept}.member",
        )
    if bots:
        shown["bot"] = (
            f"CASE WHEN {kept}.member IN ({', '.join(map(literal, sorted(bots)))}) THEN TRUE ELSE {kept}.bot END"
        )
    columns = ", ".join(f"{value} AS {name}" for name, value in shown.items())
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT {columns} FROM {kept}{linked}")
