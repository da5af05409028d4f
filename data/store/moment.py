"""One moment of the store: within it a thread sees one state; and the commits until which an answer holds.

A page is made of many answers. Read one by one they might be of two commits; within `one_moment` they are all read by
one connection, which sees the store as it stood at its first statement, whatever is committed meanwhile.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import local
from typing import TYPE_CHECKING

import sqlalchemy as sa

from data.ledgers import ledgers
from data.ledgers.columns import Ledger
from data.store.tables import table

if TYPE_CHECKING:
    from data.store.engine import Store

# What answers rest on that speak of commits and not of one ledger's rows.
WHOLE = "*"
_OF_COMMITS = {"commits", "commit_ledgers", "commit_units", "commit_files", "history", "staged"}


class _Held(local):
    """The connection of this thread's moment, and whose it is."""

    engine: sa.Engine | None = None
    connection: sa.Connection | None = None


_held = _Held()


def held(engine: sa.Engine) -> sa.Connection | None:
    """The connection by which this thread reads that database within `one_moment`."""
    return _held.connection if _held.engine is engine else None


@contextmanager
def one_moment(store: "Store") -> Iterator[None]:
    """Within it everything this thread reads of the store is of one state. A moment within a moment is the same one."""
    if held(store.engine) is not None:
        yield
        return
    with store.reading() as connection:
        before = _held.engine, _held.connection
        _held.engine, _held.connection = store.engine, connection
        try:
            yield
        finally:
            _held.engine, _held.connection = before


def standing(store: "Store") -> Mapping[str, int]:
    """The last commit of every ledger, 0 for none, and under WHOLE that of the store; one statement."""
    commits, touched = table("commits"), table("commit_ledgers")
    last = sa.func.max(touched.c.commit)
    newest = [sa.select(last).where(touched.c.ledger == name).scalar_subquery().label(name) for name in ledgers()]
    whole = sa.select(sa.func.max(commits.c.number)).scalar_subquery().label(WHOLE)
    with store.reading() as connection:
        row = connection.execute(sa.select(whole, *newest)).one()
    return {name: number or 0 for name, number in row._mapping.items()}


def rests_on(tables: set[str]) -> frozenset[str] | None:
    """The ledgers on whose rows an answer rests that was read from these tables, WHOLE among them where it speaks of
    commits; None where no commit says when it becomes untrue (sessions, drafts)."""
    of_ledgers = {name: ledger.name for ledger in ledgers().values() for name in _tables_of(ledger)}
    if tables - of_ledgers.keys() - _OF_COMMITS:
        return None
    named = {of_ledgers[name] for name in tables - _OF_COMMITS}
    return frozenset(named | ({WHOLE} if tables & _OF_COMMITS else set()))


def _tables_of(ledger: Ledger) -> list[str]:
    return [ledger.name, *(rollup.name for rollup in ledger.rollups)]
