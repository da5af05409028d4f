"""Whose rows a commit touched: that decides who may undo it and who may have the files it brought."""

from collections.abc import Mapping

import sqlalchemy as sa

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Ledger
from data.store.engine import Store
from data.store.forms import decode, keys_of
from data.store.searching import OFFICE
from data.store.tables import table


def touched(store: Store, number: int) -> Mapping[str, frozenset[str | None]]:
    """By ledger, the units (codes) of all rows that a commit wrote, as it found them and as it left them; None for
    a row without a unit."""
    touching = table("commit_ledgers")
    names = sa.select(touching.c.ledger).where(touching.c.commit == number)
    with store.reading() as connection:
        found = connection.execute(names).scalars().all()
        return {name: _units(connection, ledger_of(name), number) for name in found}


def _units(connection: sa.Connection, ledger: Ledger, number: int) -> frozenset[str | None]:
    if OFFICE not in ledger.schema:
        return frozenset({None})
    source, kept = table(ledger.name), table("history")
    still = sa.select(source.c[OFFICE]).where(source.c.since == number).distinct()
    replaced = sa.select(kept.c.content).where(
        kept.c.ledger == ledger.name, sa.or_(kept.c.since == number, kept.c.ended == number)
    )
    ids: set[int | None] = set(connection.execute(still).scalars())
    ids |= set(decode(ledger, list(connection.execute(replaced).scalars())).get_column(OFFICE))
    keys = keys_of(connection, ledger.column(OFFICE).refers_to, [id for id in ids if id is not None])
    return frozenset(keys.get(id) if id is not None else None for id in ids)
