"""What was begun and never finished goes after a while: uploads nobody confirmed, forms nobody handed in, files that
no commit names, links nobody opened. What a commit names stays for good."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from data.ledgers import ledgers
from data.ledgers.columns import Kind
from data.store.attachments import SHA256
from data.store.engine import Store
from data.store.files import PART
from data.store.tables import table


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long what was begun is kept: uploads since they were handed in, drafts since they were last typed in,
    files since they were last brought, files of which only a part was written."""

    uploads: timedelta
    drafts: timedelta
    files: timedelta
    parts: timedelta


@dataclass(frozen=True, slots=True)
class Swept:
    """How many went."""

    uploads: int
    drafts: int
    files: int
    links: int


def sweep(store: Store, now: datetime, keeping: Keeping) -> Swept:
    """Take away what is older on `now` (UTC) than `keeping` says. Raises Busy, Full, Unreachable; another time goes on
    where this one ended."""
    uploads = _uploads(store, now - keeping.uploads, now - keeping.parts)
    drafts = _drafts(store, now - keeping.drafts)
    links = _links(store, now)
    return Swept(uploads, drafts, _files(store, now, keeping), links)


def _uploads(store: Store, before: datetime, unfinished: datetime) -> int:
    """Those that no commit took; of one that was committed the store still says whose rows were in it. Files of an
    upload that never came to be go sooner."""
    staged, commits = table("staged"), table("commits")
    committed = sa.exists().where(commits.c.batch == staged.c.id)
    with store.writing() as connection:
        gone = connection.execute(staged.delete().where(staged.c.created < before.replace(tzinfo=None), ~committed))
        known = set(connection.execute(sa.select(staged.c.id)).scalars())
    for folder in _inside(store.folder / "staged"):
        if folder.name not in known and _changed(folder) < unfinished:
            shutil.rmtree(folder, ignore_errors=True)
    return gone.rowcount


def _drafts(store: Store, before: datetime) -> int:
    drafts = table("drafts")
    with store.notes.writing() as connection:
        return connection.execute(drafts.delete().where(drafts.c.updated < before.replace(tzinfo=None))).rowcount


def _links(store: Store, now: datetime) -> int:
    links = table("links")
    with store.writing() as connection:
        return connection.execute(links.delete().where(links.c.expires < now.replace(tzinfo=None))).rowcount


def _files(store: Store, now: datetime, keeping: Keeping) -> int:
    def old(path: Path) -> bool:
        kept = keeping.parts if path.name.endswith(PART) else keeping.files
        return _changed(path) < now - kept

    left = [path for folder in _inside(store.folder / "attachments") for path in _inside(folder) if old(path)]
    if not left:
        return 0
    # As the writer, so that no commit names a file while it goes; and one that was brought again stays.
    with store.writing() as connection:
        named = {*_named(connection), *_begun(store, connection)}
        gone = [path for path in left if path.name not in named and old(path)]
        for path in gone:
            path.unlink(missing_ok=True)
    return len(gone)


def _named(connection: sa.Connection) -> Iterator[str]:
    """The hashes that commits brought or that rows hold."""
    yield from connection.execute(sa.select(table("commit_files").c.sha256).distinct()).scalars()
    for ledger in ledgers().values():
        for column in ledger.columns:
            if column.kind is Kind.ATTACHMENT:
                held = table(ledger.name).c[column.name]
                yield from connection.execute(sa.select(held).where(held.is_not(None)).distinct()).scalars()


def _begun(store: Store, connection: sa.Connection) -> Iterator[str]:
    """The hashes that waiting uploads and drafts hold."""
    states = list(connection.execute(sa.select(table("staged").c.state)).scalars())
    with store.notes.reading() as notes:
        states += notes.execute(sa.select(table("drafts").c.state)).scalars()
    for state in states:
        yield from SHA256.findall(state)


def _inside(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
