"""Good rows against the store: new, changed cell by cell, same; and what a complete upload no longer has."""

from dataclasses import dataclass

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Kind, Ledger
from services.access.rights import OFFICE
from services.exchange.sheets import written
from services.intake.held import Known
from services.intake.matching import STORED
from services.intake.validate import Validated

NEW, CHANGED, SAME = "new", "changed", "same"
WAS = "_was"
UNUSUAL = 20
# A single amount so far below may be right; a fine of 元 taken for 万元 lies ten thousand times below.
FAR_BELOW = 1_000
ABOVE, BELOW, HIDDEN_ROW, HIDDEN_COLUMN = "above", "below", "hidden_row", "hidden_column"
ENOUGH_FOR_USUAL = 20
SAMPLE = 2_000
QUESTION_SCHEMA = {
    "file": pl.String(), "sheet": pl.String(), "row": pl.Int64(), "ledger": pl.String(), "column": pl.String(),
    "kind": pl.String(), "value": pl.Decimal(20, 2), "usual": pl.Decimal(20, 2),
}  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """`rows`: the good rows with `_change`, id, version, and `_was`, the unit they belong to in the store. `cells`:
    each changed cell, old and new as people read them. `vanished`: stored rows a complete upload lacks.
    `questions`: unusual amounts, by `kind` above or below."""

    rows: pl.DataFrame
    cells: pl.DataFrame
    vanished: pl.DataFrame
    questions: pl.DataFrame


def compare(validated: Validated, known: Known, *, office: str | None, complete: bool) -> Comparison:
    """What the good rows would change. With `complete`, the rows of `office` that are not among them."""
    ledger = ledger_of(validated.ledger)
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(STORED + name)) for name in ledger.schema)
    change = (
        pl.when(pl.col("id").is_null()).then(pl.lit(NEW)).when(differs).then(pl.lit(CHANGED)).otherwise(pl.lit(SAME))
    )
    rows = validated.rows.with_columns(change.alias("_change"))
    vanished = _vanished(validated.met, ledger, known, office) if complete else known.rows(ledger.name, limit=0)
    was = [pl.col(STORED + OFFICE).alias(WAS)] if OFFICE in ledger.schema else []
    kept = rows.with_columns(was).select(pl.exclude(f"^{STORED}.*$"))
    return Comparison(kept, _cells(rows, ledger), vanished, _questions(rows, ledger, known))


def _cells(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """A line for each changed cell."""
    changed = rows.filter(pl.col("_change") == CHANGED)
    old = written(changed.select(pl.col(STORED + name).alias(name) for name in ledger.schema), ledger, "zh_CN")
    new = written(changed, ledger, "zh_CN")
    place = changed.select(
        pl.col("_file").alias("file"),
        pl.col("_sheet").alias("sheet"),
        pl.col("_row").alias("row"),
        pl.col(ledger.keys[0].name).alias("key"),
    )
    parts = [
        place.with_columns(
            pl.lit(name).alias("column"), old[name].cast(pl.String).alias("old"), new[name].cast(pl.String).alias("new")
        ).filter(pl.col("old").ne_missing(pl.col("new")))
        for name in ledger.schema
    ]
    return pl.concat(parts).sort("file", "sheet", "row", maintain_order=True)


def _vanished(met: pl.Series, ledger: Ledger, known: Known, office: str | None) -> pl.DataFrame:
    """The office's stored rows that the upload lacks; a ledger without offices is looked at as a whole."""
    of_office = next((column.name for column in ledger.references if column.refers_to == "offices"), None)
    stored = known.rows(ledger.name, {of_office: office} if of_office and office else None)
    return stored.filter(~pl.col("id").is_in(met.implode()))


def _questions(rows: pl.DataFrame, ledger: Ledger, known: Known) -> pl.DataFrame:
    """New amounts far from the usual of their column, which a person must confirm: 20 times as much and more, a
    thousandth and less, or a twentieth and less where that goes for most amounts of the upload."""
    money = [column.name for column in ledger.columns if column.kind is Kind.MONEY]
    sample = known.rows(ledger.name, columns=money, order=("-id",), limit=SAMPLE) if money else rows
    parts = [pl.DataFrame(schema=QUESTION_SCHEMA)]
    for name in money:
        usual = _usual(sample[name]) or _usual(rows[name])
        if usual is None:
            continue
        new = rows.filter(pl.col(name).ne_missing(pl.col(STORED + name)) & (pl.col(name) > 0))
        amount = pl.col(name).cast(pl.Float64)
        middle = new[name].cast(pl.Float64).median()
        low = UNUSUAL if isinstance(middle, float) and middle * UNUSUAL <= usual else FAR_BELOW
        kind = pl.when(amount >= UNUSUAL * usual).then(pl.lit(ABOVE)).when(amount * low <= usual).then(pl.lit(BELOW))
        unusual = new.with_columns(kind.alias("_kind")).filter(pl.col("_kind").is_not_null())
        parts.append(
            unusual.select(
                pl.col("_file").alias("file"),
                pl.col("_sheet").alias("sheet"),
                pl.col("_row").alias("row"),
                pl.lit(ledger.name).alias("ledger"),
                pl.lit(name).alias("column"),
                pl.col("_kind").alias("kind"),
                pl.col(name).alias("value"),
                pl.lit(usual).cast(pl.Decimal(20, 2)).alias("usual"),
            )
        )
    return pl.concat(parts)


def _usual(amounts: pl.Series) -> float | None:
    """The middle of the amounts above zero; None when there are too few to say."""
    some = amounts.cast(pl.Float64).filter(amounts > 0)
    middle = some.median() if some.len() >= ENOUGH_FOR_USUAL else None
    return middle if isinstance(middle, float) else None
