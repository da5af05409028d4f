"""Days between the steps of a case or complaint, from the stored histograms."""

import polars as pl

UNKNOWN = -1


def histogram(cells: pl.DataFrame, event: str, width: int, up_to: int) -> pl.DataFrame:
    """Counts by classes of `width` days: low (first day of the class), high (last; null in the open class), n.

    `cells` are chosen cells of a spans rollup. All days from `up_to` on fall in the last class.
    """
    counted = (
        _known(cells, event)
        .group_by((pl.col("days").clip(0, up_to) // width * width).alias("low"))
        .agg(pl.col("n").sum())
    )
    classes = pl.DataFrame({"low": range(0, up_to + 1, width)}, schema={"low": pl.Int64()})
    high = pl.when(pl.col("low") + width <= up_to).then(pl.col("low") + width - 1)
    return classes.join(counted, on="low", how="left", maintain_order="left").select(
        "low", high.alias("high"), pl.col("n").fill_null(0)
    )


def median(cells: pl.DataFrame, event: str) -> float | None:
    """The median of the days, between the two in the middle where their number is even; None where none is known."""
    known = _known(cells, event).group_by("days").agg(pl.col("n").sum()).sort("days")
    whole, upto = known["n"].sum(), pl.col("n").cum_sum()
    if not whole:
        return None
    middle = [known.filter(upto > place)["days"][0] for place in ((whole - 1) // 2, whole // 2)]
    return sum(middle) / 2


def unknown(cells: pl.DataFrame, event: str) -> int:
    """How many have no days because one of the two dates is missing."""
    return cells.filter(pl.col("event") == event, pl.col("days") == UNKNOWN).select(pl.col("n").sum()).item()


def _known(cells: pl.DataFrame, event: str) -> pl.DataFrame:
    return cells.filter(pl.col("event") == event, pl.col("days") != UNKNOWN)
