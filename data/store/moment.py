"""One moment of the store: within it a thread sees one state, or writes one; and the commits until which an answer
holds.

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
    """The connection of this thread's moment, whose it is, and whether it is the writer's."""

    engine: sa.Engine | None = None
    connection: sa.Connection | None = None
    writes: bool = False


_held = _Held()


def held(engine: sa.Engine) -> sa.Connection | None:
    """The connection by which this thread reads that database within `one_moment` or `all_or_nothing`."""
    return _held.connection if _held.engine is engine else None


def held_writer(engine: sa.Engine) -> sa.Connection | None:
    """The connection by which this thread writes that database within `all_or_nothing`."""
    return held(engine) if _held.writes else None


@contextmanager
def one_moment(store: "Store") -> Iterator[None]:
    """Within it everything this thread reads of the store is of one state. A moment within a moment is the same one."""
    if held(store.engine) is not None:
        yield
        return
    with store.reading() as connection, _holding(store.engine, connection, writes=False):
        yield


@contextmanager
def all_or_nothing(store: "Store") -> Iterator[None]:
    """Within it everything this thread writes of the store, many commits perhaps, is there in the end or none of it,
    also when the process is killed. Others wait so long to write. Raises Busy, Full, Unreachable."""
    with store.writing() as connection, _holding(store.engine, connection, writes=True):
        yield


@contextmanager
def _holding(engine: sa.Engine, connection: sa.Connection, *, writes: bool) -> Iterator[None]:
    before = _held.engine, _held.connection, _held.writes
    _held.engine, _held.connection, _held.writes = engine, connection, writes
    try:
        yield
    finally:
        _held.engine, _held.connection, _held.writes = before


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
