"""Whose rows a commit touched, which decides who may undo it and who may have the files it brought; and which commits
touched the rows about one thing.

Noted with the commit, because a list of batches asks it of every commit, and of one that changed a hundred thousand
rows as quickly as of any other.
"""

from collections.abc import Iterable, Mapping

import polars as pl
import sqlalchemy as sa

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Ledger
from data.store.bulk import execute_for_each
from data.store.engine import Store
from data.store.searching import OFFICE
from data.store.tables import table
from data.store.values import ids_of, keys_of

NOBODYS = 0


def note_units(connection: sa.Connection, ledger: Ledger, number: int, frames: Iterable[pl.DataFrame]) -> None:
    """Note the units of the rows that a commit wrote to a ledger: frames in table form, as found and as left."""
    if OFFICE not in ledger.schema:
        return
    units = pl.concat([frame.select(OFFICE) for frame in frames]).unique().fill_null(NOBODYS)
    rows = units.select(pl.lit(number, pl.Int64).alias("commit"), pl.lit(ledger.name).alias("ledger"), OFFICE)
    execute_for_each(connection, table("commit_units").insert(), rows)


def touched(store: Store, number: int) -> Mapping[str, frozenset[str | None]]:
    """By ledger, the units (codes) of all rows that a commit wrote, as it found them and as it left them; None for
    a row without a unit."""
    return touched_by(store, [number]).get(number, {})


def touched_by(store: Store, numbers: Iterable[int]) -> Mapping[int, Mapping[str, frozenset[str | None]]]:
    """`touched` of several commits, by their numbers."""
    wanted = list(numbers)
    written, units = table("commit_ledgers"), table("commit_units")
    query = (
        sa.select(written.c.commit, written.c.ledger, units.c.office)
        .join(units, (units.c.commit == written.c.commit) & (units.c.ledger == written.c.ledger), isouter=True)
        .where(written.c.commit.in_(wanted))
    )
    with store.reading() as connection:
        found = [(row.commit, row.ledger, row.office or NOBODYS) for row in connection.execute(query)]
        keys = {
            refers: keys_of(connection, refers, {office for _, name, office in found if _refers(name) == refers})
            for refers in {_refers(name) for _, name, _ in found} - {""}
        }
    result: dict[int, dict[str, frozenset[str | None]]] = {}
    for number, name, office in found:
        of_commit = result.setdefault(number, {})
        unit = keys.get(_refers(name), {}).get(office)
        of_commit[name] = of_commit.get(name, frozenset()) | {unit}
    return result


def commits_about(store: Store, names: Iterable[str], column: str, key: str, limit: int) -> list[int]:
    """The newest commits that wrote rows of these ledgers, as they now stand, which refer by `column` to what bears the
    key; withdrawn rows too. The newest first; the database gives the numbers alone, however many rows there are."""
    with store.reading() as connection:
        newest = []
        for ledger in map(ledger_of, names):
            rows = table(ledger.name)
            ids = ids_of(connection, store.district, ledger.column(column).refers_to, [key]).values()
            about = rows.c[column].in_(ids), rows.c.district == store.district
            last = sa.select(rows.c.since).where(*about).distinct().order_by(rows.c.since.desc()).limit(limit)
            newest.append(sa.select(last.subquery()))
        return list(connection.execute(sa.union(*newest).order_by(sa.desc("since")).limit(limit)).scalars())


def _refers(name: str) -> str:
    """The ledger that a ledger's units are keys of; "" where it has none."""
    ledger = ledger_of(name)
    return ledger.column(OFFICE).refers_to if OFFICE in ledger.schema else ""
