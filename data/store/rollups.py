"""Rollups: bounded tables of counted events, kept by the commit and equal to a full recount.

One function, `contributions`, says what rows add to a rollup. A commit adds those of the new versions
and takes away those of the old ones; a rebuild adds up those of all rows.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from data.ledgers import ledgers
from data.ledgers.columns import MONEY_DTYPE, Event, Kind, Ledger, Rollup
from data.store.bulk import execute_for_each
from data.store.engine import Store
from data.store.tables import table
from data.store.values import keys_of, table_dtype, yuan

LONGEST_SPAN = 1_000
NO_SPAN = -1
REBUILD_CHUNK = 200_000


def contributions(ledger: Ledger, rollup: Rollup, rows: pl.DataFrame, sign: int = 1) -> pl.DataFrame:
    """What `rows` (table form) add to a rollup: event, period, dimensions, [days], n and sums, times `sign`."""
    live = rows.filter(pl.col("withdrawn").is_null())
    return pl.concat([_event(ledger, rollup, event, live, sign) for event in rollup.events])


def _event(ledger: Ledger, rollup: Rollup, event: Event, rows: pl.DataFrame, sign: int) -> pl.DataFrame:
    period = pl.col(event.date).dt.truncate("1mo") if rollup.grain == "month" else pl.col(event.date)
    keys = [
        pl.lit(event.name).alias("event"),
        period.alias("period"),
        *(_dimension(ledger, name) for name in rollup.by),
    ]
    if rollup.spans:
        keys.append(_days(ledger, event).alias("days"))
    sums = [
        (pl.col(name).fill_null(0).sum() * sign if name in event.sums else pl.lit(0, pl.Int64)).alias(name)
        for name in rollup.sums
    ]
    return (
        rows.filter(pl.col(event.date).is_not_null())
        .group_by(keys)
        .agg((pl.len().cast(pl.Int64) * sign).alias("n"), *sums)
    )


def _dimension(ledger: Ledger, name: str) -> pl.Expr:
    empty = 0 if ledger.column(name).kind is Kind.REFERENCE else ""
    return pl.col(name).fill_null(empty)


def _days(ledger: Ledger, event: Event) -> pl.Expr:
    if not event.since:
        return pl.lit(NO_SPAN, pl.Int64)
    since = pl.col(event.since)
    if ledger.column(event.since).kind is Kind.PERIOD:
        since = (since + "-01").str.to_date("%Y-%m-%d")
    days = (pl.col(event.date) - since).dt.total_days()
    if event.without:
        days = days - pl.col(event.without).fill_null(0)
    return days.clip(0, LONGEST_SPAN).fill_null(NO_SPAN)


def add_contributions(
    connection: sa.Connection, district: str, ledger: Ledger, old: pl.DataFrame, new: pl.DataFrame
) -> None:
    """Take the old versions' contributions out of the ledger's rollups and put the new ones in."""
    for rollup in ledger.rollups:
        delta = pl.concat([contributions(ledger, rollup, old, -1), contributions(ledger, rollup, new, 1)])
        _add(connection, district, rollup, delta)


def _add(connection: sa.Connection, district: str, rollup: Rollup, delta: pl.DataFrame) -> None:
    measures = ["n", *rollup.sums]
    keys = [name for name in delta.columns if name not in measures]
    changed = delta.group_by(keys).agg(pl.col(measures).sum()).filter(pl.any_horizontal(pl.col(measures) != 0))
    target = table(rollup.name)
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(target)
    upsert = insert.on_conflict_do_update(
        index_elements=list(target.primary_key.columns),
        set_={name: target.c[name] + insert.excluded[name] for name in measures},
    )
    execute_for_each(connection, upsert, changed.with_columns(district=pl.lit(district)))
    connection.execute(target.delete().where(target.c.n == 0))


def rebuild(store: Store) -> dict[str, int]:
    """Recount every rollup from the rows; returns how many cells each has."""
    every = [rollup.name for ledger in ledgers().values() for rollup in ledger.rollups]
    with store.writing() as connection:
        count_anew(connection, store.district, every)
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(table(name))).scalar_one() for name in every
        }


def count_anew(connection: sa.Connection, district: str, names: Collection[str]) -> None:
    """Count the named rollups from the rows, whatever they held."""
    for ledger in ledgers().values():
        for rollup in (rollup for rollup in ledger.rollups if rollup.name in names):
            connection.execute(table(rollup.name).delete().where(table(rollup.name).c.district == district))
            _add(connection, district, rollup, recount(connection, district, ledger, rollup))


def recount(connection: sa.Connection, district: str, ledger: Ledger, rollup: Rollup) -> pl.DataFrame:
    """The contributions of all rows of a ledger, read in chunks."""
    source, schema = table(ledger.name), _row_schema(ledger, rollup)
    parts = [contributions(ledger, rollup, pl.DataFrame(schema=schema))]
    last = 0
    while True:
        chosen = (
            sa.select(*(source.c[name] for name in schema))
            .where(source.c.district == district, source.c.id > last)
            .order_by(source.c.id)
            .limit(REBUILD_CHUNK)
        )
        rows = connection.execute(chosen).fetchall()
        if not rows:
            return pl.concat(parts)
        parts.append(contributions(ledger, rollup, pl.DataFrame(rows, schema=schema, orient="row")))
        last = rows[-1].id


def count_days(
    connection: sa.Connection, district: str, ledger: Ledger, rollup: Rollup, start: date, end: date
) -> pl.DataFrame:
    """What a rollup holds of exactly these days, both included, counted from the rows that an index on the event's
    date finds. Chunks are not added up: a cell may come more than once."""
    source, schema = table(ledger.name), _row_schema(ledger, rollup)
    parts = [contributions(ledger, rollup, pl.DataFrame(schema=schema))]
    for event in rollup.events:
        chosen = (
            sa.select(*(source.c[name] for name in schema))
            .where(
                source.c.district == district, source.c.withdrawn.is_(None), source.c[event.date].between(start, end)
            )
            .execution_options(yield_per=REBUILD_CHUNK)
        )
        for rows in connection.execute(chosen).partitions():
            frame = pl.DataFrame(rows, schema=schema, orient="row")
            parts.append(_event(ledger, rollup, event, frame, 1))
    return pl.concat(parts)


def _row_schema(ledger: Ledger, rollup: Rollup) -> dict[str, pl.DataType]:
    """The columns of a ledger's rows that a rollup is counted from, in table form."""
    columns = {name: table_dtype(ledger.column(name)) for name in _needed(rollup)}
    return {"id": pl.Int64(), "withdrawn": pl.String(), **columns}


def _needed(rollup: Rollup) -> list[str]:
    of_events = [
        name for event in rollup.events for name in (event.date, event.since, event.without, *event.sums) if name
    ]
    return list(dict.fromkeys([*rollup.by, *of_events]))


def finish(connection: sa.Connection, ledger: Ledger, rollup: Rollup, cells: pl.DataFrame) -> pl.DataFrame:
    """A rollup in frame form: references as keys, money in yuan, "" where a dimension has no value."""
    expressions: list[pl.Expr] = [
        yuan(name).cast(MONEY_DTYPE) for name in rollup.sums if ledger.column(name).kind is Kind.MONEY
    ]
    for name in rollup.by:
        column = ledger.column(name)
        if column.kind is Kind.REFERENCE:
            keys = keys_of(connection, column.refers_to, cells[name].unique().to_list())
            expressions.append(pl.col(name).replace_strict(keys, default="", return_dtype=pl.String))
    return cells.with_columns(expressions)


def rollup_schema(ledger: Ledger, rollup: Rollup) -> dict[str, Any]:
    """Dtypes of a rollup in table form, as `contributions` gives it."""
    return {
        "event": pl.String(),
        "period": pl.Date(),
        **{name: table_dtype(ledger.column(name)) for name in rollup.by},
        **({"days": pl.Int64()} if rollup.spans else {}),
        "n": pl.Int64(),
        **{name: pl.Int64() for name in rollup.sums},
    }
