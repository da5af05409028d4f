"""How many rows the statements of a test ask the database for: what a page or a commit costs, without a clock."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from data.store import Store


@contextmanager
def rows_asked_for(store: Store, *tables: str) -> Iterator[list[int]]:
    """A number for each SELECT from one of the tables within it: how many rows it gives. Asked of the database, by the
    same connection, just before the statement itself."""
    counts: list[int] = []
    reads = re.compile(rf"\bFROM\s+({'|'.join(tables)})\b")

    def count(connection: sa.Connection, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")) and reads.search(statement):
            own = connection.connection.cursor()
            own.execute(f"SELECT count(*) FROM ({statement}) AS counted", parameters)
            counts.append(own.fetchone()[0])  # type: ignore[index]
            own.close()

    event.listen(store.engine, "before_cursor_execute", count)
    try:
        yield counts
    finally:
        event.remove(store.engine, "before_cursor_execute", count)
