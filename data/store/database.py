"""One database: who may read when, the one who writes, and what it says when it can't.

Errors of the driver that a person can do something about leave here as a StoreError in both languages: the database
is busy, its disk is full, it does not answer or is damaged. All others stay what they are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext, ExecutionContext
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from data.store.errors import Busy, Full, StoreError, Unreachable, Unusable
from data.texts import Text, storable

# The connection's option that makes it a writer: how long it waits for its turn, in milliseconds.
WRITE = "board_write"
# How long a writer waits for others, and a reader for a lock, in seconds.
PATIENCE = 30.0
# How long a server may take to let a connection in.
CONNECT_SECONDS = 10
SQLITE_BUSY = {5, 6}  # SQLITE_BUSY, SQLITE_LOCKED (sqlite.org/rescode.html)
SQLITE_FULL = {8, 10, 13}  # SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL
SQLITE_NO_FILE = {14}  # SQLITE_CANTOPEN
SQLITE_DAMAGED = {11, 26}  # SQLITE_CORRUPT, SQLITE_NOTADB
SQLITE_NO_TABLE = "no such table"
# Deadlock, lock timeout; disk full, read-only; data or index corrupted, no such table (PostgreSQL, Appendix A).
POSTGRESQL_BUSY, POSTGRESQL_FULL = {"40001", "40P01", "55P03"}, {"53100", "25006"}
POSTGRESQL_DAMAGED = {"XX001", "XX002", "42P01"}


@dataclass(frozen=True, eq=False)
class Database:
    """A database and, on PostgreSQL, the table (`serial`) by whose lock its writers wait for each other.

    Writers of one process wait for their turn without a connection, so that readers always find one.
    """

    engine: sa.Engine
    serial: str
    turn: Lock = field(default_factory=Lock)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state from its first statement to its last. Raises Unreachable, Busy."""
        with self._connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[sa.Connection]:
        """The one writer. Raises Busy when the others take longer than `patience` (seconds), Full, Unreachable."""
        if not self.turn.acquire(timeout=patience):
            raise busy()
        try:
            with self.upgrading(patience) as connection:
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"LOCK TABLE {self.serial} IN EXCLUSIVE MODE")
                yield connection
        finally:
            self.turn.release()

    @contextmanager
    def upgrading(self, patience: float = PATIENCE) -> Iterator[sa.Connection]:
        """A writer of a database that may have no tables yet."""
        milliseconds = max(1, int(patience * 1000))
        with self._connect().execution_options(**{WRITE: milliseconds}) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
            yield connection

    def _connect(self) -> sa.Connection:
        try:
            return self.engine.connect()
        except PoolTimeout as error:
            raise busy() from error


def open_database(url: str, serial: str, cache_kib: int) -> Database:
    """The database at `url`; on SQLite with a page cache of so many KiB a connection."""
    # An error is logged with its statement and never with the values: those are people's data.
    engine = sa.create_engine(
        _hurried(sa.make_url(url)), pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True
    )
    event.listen(engine, "before_cursor_execute", _take_out, retval=True)
    event.listen(engine, "handle_error", _leave_values_out)
    event.listen(engine, "handle_error", _said)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: _prepare_sqlite(connection, cache_kib))
        event.listen(engine, "begin", _begin_sqlite)
        if engine.url.database:
            _look_after(engine, Path(engine.url.database))
    return Database(engine, serial)


def _hurried(url: sa.URL) -> sa.URL:
    """A server that does not answer is not waited for without end, unless the address says how long itself."""
    if url.get_backend_name() != "postgresql" or "connect_timeout" in url.query:
        return url
    return url.update_query_dict({"connect_timeout": str(CONNECT_SECONDS)})


def _prepare_sqlite(connection, cache_kib: int) -> None:
    # The driver would begin transactions late and by itself, leaving earlier SELECTs outside them.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={int(PATIENCE * 1000)}",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"cache_size=-{cache_kib}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _look_after(engine: sa.Engine, path: Path) -> None:
    """A connection whose file was deleted or exchanged is let go: what it wrote would be in no file any more."""

    def opened(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["file"] = _file(path)

    def taken(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info["file"] != _file(path):
            raise DisconnectionError

    event.listen(engine, "connect", opened)
    event.listen(engine, "checkout", taken)


def _file(path: Path) -> tuple[int, int] | None:
    """Which file lies there, if one does."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _begin_sqlite(connection: sa.Connection) -> None:
    patience = connection.get_execution_options().get(WRITE)
    connection.connection.cursor().execute(f"PRAGMA busy_timeout={patience or int(PATIENCE * 1000)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if patience else "BEGIN")


def _take_out(
    _connection: sa.Connection, _cursor: Any, statement: str, parameters: Any, context: ExecutionContext, many: bool
) -> tuple[str, Any]:
    """What no database takes (PostgreSQL refuses NUL, drivers half a surrogate pair) goes out of every text on its way
    to it, whatever was typed, searched or sent. The driver's own executemany (`bulk`) gets frames that were cleaned."""
    if context is None or context.compiled is None:
        return statement, parameters
    return statement, [_cleaned(each) for each in parameters] if many else _cleaned(parameters)


def _cleaned(parameters: Any) -> Any:
    if isinstance(parameters, dict):
        return {name: storable(value) if isinstance(value, str) else value for name, value in parameters.items()}
    return tuple(storable(value) if isinstance(value, str) else value for value in parameters)


def _leave_values_out(context: ExceptionContext) -> None:
    """PostgreSQL's own words end in the row or the key that is at fault."""
    primary = getattr(getattr(context.original_exception, "diag", None), "message_primary", None)
    if primary and context.sqlalchemy_exception is not None:
        context.original_exception.args = (primary,)
        context.sqlalchemy_exception.args = (primary,)


def _said(context: ExceptionContext) -> StoreError | None:
    """What a person is told of a driver's error; None for an error that is nobody's but the program's."""
    error = context.original_exception
    # The pool looks whether a connection it kept is still good, and opens another one where it isn't.
    if context.is_pre_ping or not isinstance(context.sqlalchemy_exception, DBAPIError):
        return None
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    state = getattr(error, "sqlstate", None)
    if code in SQLITE_BUSY or state in POSTGRESQL_BUSY:
        return busy()
    if code in SQLITE_FULL or state in POSTGRESQL_FULL:
        return Full(
            Text(
                "数据库所在的磁盘已满或不可写，这次没有保存任何内容，请管理员处理后再试",
                "the database's disk is full or can't be written to; nothing was saved: tell the administrator",
            )
        )
    where = context.engine.url.render_as_string(hide_password=True) if context.engine else "the database"
    if code in SQLITE_DAMAGED or state in POSTGRESQL_DAMAGED or (code == 1 and SQLITE_NO_TABLE in str(error)):
        return Unusable(
            Text(
                f"数据库已损坏或不完整（{where}），请管理员停止看板，从备份恢复后再启动",
                f"{where} is damaged or not whole: stop the board, restore a backup, and start it again",
            )
        )
    if code in SQLITE_NO_FILE:
        return Unreachable(
            Text(
                f"数据库文件无法打开或新建（{where}），请检查数据文件夹是否存在、可写，磁盘是否已满",
                f"{where} can't be opened or made: check that the folder is there and writable, and the disk not full",
            )
        )
    lost = context.is_disconnect or context.connection is None
    if lost and isinstance(context.sqlalchemy_exception, OperationalError):
        return Unreachable(
            Text(
                f"数据库无法连接（{where}），请检查地址、账号和服务",
                f"{where} does not answer: check address, account and server",
            )
        )
    return None


def busy() -> Busy:
    return Busy(
        Text(
            "数据库正忙（另一项入库还没有完成），这次没有保存任何内容，请稍后再试",
            "the database is busy (another write is not finished); nothing was saved: try again in a moment",
        )
    )
