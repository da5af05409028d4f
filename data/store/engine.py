"""Opening the store: SQLite in the data folder, or the database that BOARD_DATABASE_URL names."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from data.registry import data_folder
from data.store.errors import Unreachable
from data.store.moment import held
from data.texts import Text

WRITE = "board_write"


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Store:
    """One open store: its database, its folder for files, its district and its clock (UTC)."""

    engine: sa.Engine
    folder: Path
    district: str
    now: Callable[[], datetime]

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the store: within `one_moment` that of the moment. Unreachable when the
        database does not answer."""
        connection = held(self.engine)
        if connection is not None:
            yield connection
            return
        with self._connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """The one writer: others wait, so the commit number only rises."""
        with self._connect().execution_options(**{WRITE: True}) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("LOCK TABLE commits IN EXCLUSIVE MODE")
            yield connection

    def _connect(self) -> sa.Connection:
        try:
            return self.engine.connect()
        except OperationalError as error:
            where = self.engine.url.render_as_string(hide_password=True)
            raise Unreachable(
                Text(
                    f"数据库无法连接（{where}），请检查地址、账号和服务",
                    f"{where} does not answer: check address, account and server",
                )
            ) from error

    def close(self) -> None:
        self.engine.dispose()


def open_store(
    url: str | None = None,
    folder: Path | None = None,
    *,
    district: str = "120111",
    now: Callable[[], datetime] = utc_now,
) -> Store:
    """The store at `url` (default BOARD_DATABASE_URL, else SQLite under `folder`, default BOARD_DATA)."""
    folder = Path(folder or data_folder())
    folder.mkdir(parents=True, exist_ok=True)
    url = url or os.environ.get("BOARD_DATABASE_URL") or f"sqlite:///{folder / 'board.db'}"
    engine = sa.create_engine(_with_driver(url), pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return Store(engine, folder, district, now)


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)


def _prepare_sqlite(connection, _record) -> None:
    # The driver would begin transactions late and by itself, leaving earlier SELECTs outside them.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get(WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
