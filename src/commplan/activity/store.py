"""The activity table on disk: Parquet files by month, and a manifest that says which of them count.

Everything in the folder but `manifest.json` and `key` can be lost or left over at any moment: files are written
under new names, named by their content, and become part of the table when the manifest that lists them is renamed
into place. What no manifest lists is removed by the next import.

The same events give the same table, whatever order they came in: `intake` says which of two with one id stays.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from commplan.activity import audit, bots, census, change, database, folder, people, takeout, whose
from commplan.activity import manifest as manifests
from commplan.activity import parts as files
from commplan.activity.change import Added, Changed, Desk, Forgotten
from commplan.activity.database import HANDS, MEMORY, MOST, Fault, Own
from commplan.activity.event import Event, Kept, RawEvent, packed_text, printable
from commplan.activity.identity import MAIL, Group, Identity, account, is_address
from commplan.activity.key import Key, event_hash, member_hash
from commplan.activity.manifest import ActivityError, Manifest
from commplan.words import Words


@dataclass(frozen=True, slots=True)
class Store:
    """An activity store in a folder. The key, with which members and events are hashed, never leaves its file."""

    path: Path
    key: Key

    @staticmethod
    def at(path: Path) -> Store:
        """The store in a folder, made first when there is none. ActivityError when something else is there."""
        if not path.is_dir() or manifests.read(path) is None:
            folder.make(path)
        return Store.open(path)

    @staticmethod
    def open(path: Path) -> Store:
        """The store in a folder. ActivityError when it is none, cannot be read, or its key is missing."""
        if not path.is_dir():
            raise folder.no_store(path)
        manifest, secret = manifests.read(path), folder.key(path)
        if not secret:
            raise folder.no_store(path) if manifest is None else ActivityError(folder.no_key(path))
        key = Key(secret, manifest.format) if manifest else Key(secret)
        if manifest and not hmac.compare_digest(manifest.key_check, key.check):
            raise ActivityError(folder.no_key(path))
        return Store(path, key)

    @property
    def manifest(self) -> Manifest:
        """As it is on disk now."""
        return manifests.read(self.path) or Manifest(self.key.check, format=self.key.format)

    @property
    def span(self) -> tuple[int, int] | None:
        return self.manifest.span

    @property
    def capabilities(self) -> frozenset[str]:
        """What some export in the store tells; by source in `manifest.tells`."""
        return frozenset().union(*self.manifest.tells.values())

    @property
    def identity(self) -> Identity:
        """Which accounts are one member."""
        return _identity(self.manifest.links)

    @property
    def view(self) -> object:
        """What `events` makes of the rows that are kept: who is one member, and who is a bot."""
        return sorted(self.identity.members.items()), sorted(_bots(self.key))

    def account(self, source: str, native_id: str) -> str:
        """The hash of an account, under which its rows are kept."""
        return _account(self.key, source, native_id)

    def member(self, source: str, native_id: str) -> str:
        """The hash that the owner of an account goes by in the view `events`."""
        return self.identity.of(self.account(source, native_id))

    def pair(self, source: str, native_id: str, address: str) -> Group:
        """An account and an e-mail address that are one person's; nothing when it is no address."""
        return tuple({self.account(source, native_id), self.account(MAIL, address)} if is_address(address) else ())

    def event(self, source: str, raw: RawEvent) -> Event:
        """The row that a raw event becomes."""
        thread, reply_to = (_thread(self.key, source, one) if one else None for one in (raw.thread, raw.reply_to))
        own = event_hash(self.key, source, raw.native_id)
        member = self.account(source, raw.member) if raw.member else None
        where = printable(raw.channel)
        return Event(own, source, raw.kind, raw.us, member, raw.bot, where, thread, reply_to, raw.size, raw.tags)

    def text(self, source: str, raw: RawEvent) -> Kept | None:
        """The text of a raw event, to be kept beside its row; only what the user has asked for may be given to `add`."""
        packed = packed_text(raw)
        return Kept(_thread(self.key, source, raw.native_id), raw.us, packed) if packed is not None else None

    @property
    def bytes(self) -> int:
        """All files of the store together."""
        return folder.size(self.path)

    @property
    def leftovers(self) -> tuple[Path, ...]:
        """Files that the table no longer needs, which the next command that writes will remove."""
        return folder.leftovers(self.path, self.manifest)

    # --- looking into it ----------------------------------------------------------------------------------------------
    def connect(self, memory: str = MOST) -> Own:
        """A connection of its own, with the table as the view `events`, all accounts of a member as one, and `texts`.

        `memory`: what the process may take with it.
        """
        manifest = self.manifest
        folder.seek(self.path, manifest.files)
        connection = database.connection(folder.spill(self.path), database.left(memory))
        files.show(connection, "kept", self.path, manifest.parts)
        files.show(connection, "texts", self.path, manifest.texts, files.TEXTS)
        self.show(connection)
        return connection

    def show(self, connection: whose.Connection) -> None:
        """Make the view `events`, all accounts of a member as one, of `kept`, the rows as they are kept."""
        people.show(connection, "events", "kept", self.identity.members, _bots(self.key))

    def files(self) -> tuple[str, ...]:
        """The Parquet files of the table, as in the folder. ActivityError when one is lost."""
        parts = self.manifest.parts
        folder.seek(self.path, parts)
        return tuple(part.path for part in parts)

    def census(self) -> census.Census:
        """What is in it, counted. ActivityError when it cannot be read."""
        with self._reading(), self.connect() as connection:
            return census.take(connection, self.manifest)

    def faults(self) -> tuple[Words, ...]:
        """What is wrong with it, a sentence each. ActivityError while somebody writes to it."""
        with (
            self._reading(),
            folder.alone(self.path, reading=True),
            database.connection(folder.spill(self.path)) as connection,
        ):
            return tuple(audit.faults(connection, self.path, self.manifest))

    def present(self, accounts: Collection[str]) -> frozenset[str]:
        """Those of these accounts that did something here."""
        with self._reading(), self.connect() as connection:
            found = connection.execute("SELECT DISTINCT member FROM kept WHERE member IS NOT NULL").fetchall()
        return frozenset(member for (member,) in found if member in accounts)

    def knows(self, account: str) -> bool:
        """Whether a hash is one of somebody who did something here, or is remembered for another reason."""
        manifest = self.manifest
        if any(account in group for group in (*manifest.links, manifest.forgotten)):
            return True
        return bool(self.present([account]))

    def write_to(self, file: Path) -> None:
        """The whole table as a file, CSV or JSON lines by its ending. OSError when it cannot be written."""
        with self._reading(), self.connect() as connection:
            try:
                takeout.write(connection, file, texts=bool(self.manifest.texts))
            except Fault as fault:
                raise database.shortage(fault) or fault from fault

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except Fault as fault:
            raise folder.unread(self.path, database.shortage(fault)) from fault

    # --- changing it --------------------------------------------------------------------------------------------------
    def add(
        self,
        events: change.Rows,
        origin: change.Origin,
        skipped: Mapping[Words, int],
        same: Collection[Group] = (),
        load: change.Load | None = None,
        *,
        named: bool = False,
    ) -> Added:
        """Take events, or what a `pen` made of them, into the table, all or none; `origin` says where from.

        All else as in `change.add`. ActivityError when somebody else is writing.
        """
        with self._writing() as desk:
            changed, added = change.add(desk, events, origin, skipped, same, load, named=named)
            self._commit(desk, changed)
        return added

    def forget(self, accounts: Collection[str]) -> Forgotten:
        """Remove all that these accounts, and those of the same members, ever did, and keep it out from now on.

        `accounts` are hashes. Nothing but these and hashes of what they wrote is remembered. ActivityError when somebody is
        writing.
        """
        with self._writing() as desk:
            changed, forgotten = change.forget(desk, accounts)
            self._commit(desk, changed)
            folder.sweep(self.path, changed.manifest)
        return forgotten

    def alias(self, aliases: Iterable[Collection[str]]) -> int:
        """Take each of these groups of accounts (hashes) for one member, in place of those given before.

        Nothing that is kept is written anew for it, unless a group holds somebody who is to be forgotten: then all of
        it goes, and the number of rows removed is returned.
        """
        with self._writing() as desk:
            changed, removed = change.alias(desk, aliases)
            self._commit(desk, changed)
        return removed

    def compact(self) -> tuple[int, int]:
        """Pack the table as tightly as it goes and remove what is left over; bytes before and after."""
        before = self.bytes
        with self._writing() as desk:
            changed = change.compact(desk)
            self._commit(desk, changed)
            folder.sweep(self.path, changed.manifest)
        return before, self.bytes

    def _commit(self, desk: Desk, changed: Changed) -> None:
        """Put a manifest into place. Files that it replaces stay for who reads them now, unless somebody is gone."""
        if changed.manifest != desk.old:
            manifests.write(self.path, changed.manifest)
        if changed.gone:
            folder.sweep(self.path, changed.manifest, daily=True)

    @contextmanager
    def _writing(self) -> Iterator[Desk]:
        """A desk for one writer at a time."""
        try:
            with folder.alone(self.path):
                old = self.manifest
                folder.seek(self.path, old.files)
                if old.format != self.key.format:  # somebody else began this store since it was opened
                    raise ActivityError(folder.locked(self.path))
                with (
                    folder.workplace(self.path, old) as work,
                    database.connection(folder.spill(work), MEMORY, HANDS) as own,
                ):
                    yield Desk(self.path, old, work, own)
        except (OSError, Fault) as fault:
            if database.is_damage(fault):
                raise folder.unread(self.path) from fault
            known = database.shortage(fault) or (fault if isinstance(fault, OSError) else None)
            if known or isinstance(fault, database.Moved):
                raise folder.unwritten(self.path, known or OSError(str(fault))) from fault
            raise


@lru_cache(maxsize=2**16)
def _account(key: Key, source: str, native_id: str) -> str:
    return member_hash(key, *account(source, native_id))


@lru_cache(maxsize=4)
def _bots(key: Key) -> frozenset[str]:
    return frozenset(_account(key, source, name) for source, name in bots.known())


_identity = lru_cache(maxsize=4)(Identity.by)
_thread = lru_cache(maxsize=2**14)(event_hash)
