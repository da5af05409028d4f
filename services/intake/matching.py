"""Which stored row each handed-in row is: by key; where the board makes the key, by what tells rows apart."""

import polars as pl

from data.ledgers.columns import Ledger
from services.intake.held import Known

STORED = "stored:"
PLACE = ["_file", "_sheet", "_row"]


def matched(rows: pl.DataFrame, ledger: Ledger, known: Known) -> pl.DataFrame:
    """The rows with id, version and "stored:" columns of the stored row they are; null for new rows."""
    keys = [column.name for column in ledger.keys]
    full = pl.all_horizontal(pl.col(keys).is_not_null())
    keyed, unkeyed = rows.filter(full), rows.filter(~full)
    stored = known.with_values(ledger.name, keys[0], keyed[keys[0]].unique().to_list())
    found = keyed.join(
        _stored(stored, ledger), left_on=keys, right_on=[STORED + key for key in keys], how="left", coalesce=False
    )
    if ledger.natural_key and not unkeyed.is_empty():
        unkeyed = _by_nature(unkeyed, ledger, known, taken=found["id"].drop_nulls())
    return pl.concat([found, unkeyed], how="diagonal_relaxed").sort(PLACE, maintain_order=True)


def without_repetitions(rows: pl.DataFrame, ledger: Ledger) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows, and the places of those left away: without a key, and in every cell the same as a row of another sheet
    of the upload. Two alike rows in one sheet are two."""
    if not ledger.natural_key:
        return rows, rows.head(0).select(PLACE)
    values = list(ledger.schema)
    unkeyed = ~pl.all_horizontal(pl.col(column.name).is_not_null() for column in ledger.keys)
    told = pl.any_horizontal(pl.col(list(ledger.natural_key)).is_not_null())
    nth = pl.int_range(pl.len()).over("_file", "_sheet", *values)
    numbered = rows.with_columns(_nth=nth)
    later = ~pl.struct(*values, "_nth").is_first_distinct() & unkeyed & told
    return numbered.filter(~later).drop("_nth"), numbered.filter(later).select(PLACE)


def _stored(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    return rows.select("id", "version", *(pl.col(name).alias(STORED + name) for name in ledger.schema))


def _by_nature(rows: pl.DataFrame, ledger: Ledger, known: Known, taken: pl.Series) -> pl.DataFrame:
    """Rows without a key: the nth of the same kind in the upload is the nth of it in the store. Of the store are read
    those of the same days, or without a day those that begin alike."""
    nature = list(ledger.natural_key)
    if ledger.dated in nature and rows[ledger.dated].is_not_null().any():
        stored = known.between(ledger.name, ledger.dated, rows[ledger.dated].min(), rows[ledger.dated].max())
    else:
        stored = known.with_values(ledger.name, nature[0], rows[nature[0]].drop_nulls().unique())
    free = stored.filter(~pl.col("id").is_in(taken.implode())).sort("id")
    nth = pl.int_range(pl.len()).over(nature).alias("_nth")
    counted = _stored(free, ledger).with_columns(free.select(nth)["_nth"])
    return (
        rows.with_columns(nth)
        .join(
            counted,
            left_on=[*nature, "_nth"],
            right_on=[*(STORED + name for name in nature), "_nth"],
            how="left",
            nulls_equal=True,
            coalesce=False,
        )
        .drop("_nth", "_nth_right")
    )


def given_or_stored(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """The rows as they would be: what the sheet doesn't have, or has masked, stays as it is in the store."""
    generated = {column.name for column in ledger.columns if column.generated}
    expressions = []
    for name in ledger.schema:
        given = pl.col(f"given:{name}")
        if f"withheld:{name}" in rows.columns:
            given = given & ~pl.col(f"withheld:{name}").fill_null(False)
        if name in generated:
            given = given & pl.col(name).is_not_null()
        expressions.append(pl.when(given).then(pl.col(name)).otherwise(pl.col(STORED + name)).alias(name))
    return rows.with_columns(expressions)
