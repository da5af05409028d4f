"""Rows that nobody has checked yet: those whose present version came with a commit without a check mark."""

from collections.abc import Collection

import sqlalchemy as sa

from data.ledgers import ledgers
from data.store.engine import Store
from data.store.rows import Where, count_rows
from data.store.tables import table


def unchecked(store: Store, kinds: Collection[str]) -> dict[str, int]:
    """Such rows by ledger that units hand in, of commits of these kinds; only ledgers with any. One statement."""
    counts = [_count(store, ledger.name, kinds) for ledger in ledgers().values() if not ledger.own]
    with store.reading() as connection:
        row = connection.execute(sa.select(*counts)).one()
    return {name: n for name, n in row._mapping.items() if n}


def unchecked_of(store: Store, name: str, kinds: Collection[str], where: Where) -> int:
    """Such rows of one ledger that fulfil the conditions of `read_rows`."""
    return count_rows(store, name, where={**where, "since": _numbers(store, name, kinds)})


def _count(store: Store, name: str, kinds: Collection[str]) -> sa.Label[int]:
    rows = table(name)
    counted = (
        sa.select(sa.func.count())
        .select_from(rows)
        .where(
            rows.c.district == store.district,
            rows.c.withdrawn.is_(None),
            rows.c.since.in_(_numbers(store, name, kinds)),
        )
    )
    return counted.scalar_subquery().label(name)


def _numbers(store: Store, name: str, kinds: Collection[str]) -> sa.Select[tuple[int]]:
    """The commits of these kinds that touched a ledger and bear no mark."""
    made, touched, marks = table("commits"), table("commit_ledgers"), table("reviews")
    marked = sa.exists().where(
        marks.c.batch == sa.cast(made.c.number, sa.Text),
        marks.c.district == store.district,
        marks.c.withdrawn.is_(None),
    )
    return (
        sa.select(made.c.number)
        .join(touched, touched.c.commit == made.c.number)
        .where(touched.c.ledger == name, made.c.kind.in_(kinds), ~marked)
    )
