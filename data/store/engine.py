"""Opening the store: SQLite in the data folder, or the database that BOARD_DATABASE_URL names."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from data.registry import data_folder
from data.store.database import PATIENCE, Database, open_database
from data.store.files import writable
from data.store.moment import held, held_writer

CACHE_KIB, NOTES_CACHE_KIB = 65_536, 2_048


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Store:
    """One open store: its data, its folder for files, its district and its clock (UTC).

    `notes` is what is written beside the data: sessions, drafts, counted attempts, the access log. Its writers never
    wait for a commit, nor a commit for them; on SQLite it is a file of its own.
    """

    data: Database
    notes: Database
    folder: Path
    district: str
    now: Callable[[], datetime]

    @property
    def engine(self) -> sa.Engine:
        return self.data.engine

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A connection that sees one state of the data: within `one_moment` that of the moment. Raises Unreachable,
        Busy."""
        connection = held(self.engine)
        return self.data.reading() if connection is None else nullcontext(connection)

    def writing(self, patience: float = PATIENCE) -> AbstractContextManager[sa.Connection]:
        """The one writer of the data: others wait, so the commit number only rises; within `all_or_nothing` it is that
        one. Raises Busy when the others take longer than `patience` (seconds), Full, Unreachable."""
        connection = held_writer(self.engine)
        return self.data.writing(patience) if connection is None else nullcontext(connection)

    def close(self) -> None:
        self.data.engine.dispose()
        self.notes.engine.dispose()


def open_store(
    url: str | None = None,
    folder: Path | None = None,
    *,
    district: str = "120111",
    now: Callable[[], datetime] = utc_now,
) -> Store:
    """The store at `url` (default BOARD_DATABASE_URL, else SQLite under `folder`, default BOARD_DATA). Raises Full
    where the folder can't be made."""
    folder = Path(folder or data_folder())
    with writable():
        folder.mkdir(parents=True, exist_ok=True)
    url = url or os.environ.get("BOARD_DATABASE_URL") or f"sqlite:///{folder / 'board.db'}"
    data = open_database(_with_driver(url), "commits", CACHE_KIB)
    return Store(data, _notes(data), folder, district, now)


def _notes(data: Database) -> Database:
    """The notes beside the data: with SQLite a file beside its file, else other tables of the same database."""
    url = data.engine.url
    if data.engine.dialect.name != "sqlite" or not url.database:
        return Database(data.engine, "sessions")
    beside = Path(url.database).with_name(f"{Path(url.database).stem}-notes.db")
    return open_database(url.set(database=str(beside)).render_as_string(), "sessions", NOTES_CACHE_KIB)


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)
