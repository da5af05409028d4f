"""Cases by township. A place where nothing was reported has no number: it is never zero."""

from datetime import date

import polars as pl

from data.registry import entries
from data.store import Store, read_rows
from services.records.facts import StoreFacts
from services.records.reported import Known, complete, known


def reported_townships(store: Store, start: date, end: date, units: tuple[str, ...] = ()) -> frozenset[str]:
    """The townships whose office has handed in its cases, or nothing to report, for all of the span; none where units
    are named and one of them has not."""
    facts = StoreFacts(store)
    if units and known(facts, "cases", start, end, units) is not Known.ALL:
        return frozenset()
    offices = read_rows(store, "offices", columns=("code", "townships"))
    covered = offices.filter(pl.col("code").is_in(list(complete(facts, "cases", start, end))))
    codes = covered.drop_nulls("townships").select(pl.col("townships").str.split(";").list.explode())
    return frozenset(codes["townships"])


def by_township(places: pl.DataFrame, reported: frozenset[str]) -> pl.DataFrame:
    """Cases opened by township, of chosen cells: code, n; n is null where nothing was reported."""
    found = places.group_by(pl.col("township").alias("code")).agg(pl.col("n").sum())
    codes = pl.DataFrame({"code": [entry.code for entry in entries("townships")]}, schema={"code": pl.String()})
    zero = pl.when(pl.col("code").is_in(list(reported))).then(pl.lit(0, pl.Int64))
    return codes.join(found, on="code", how="left", maintain_order="left").select(
        "code", pl.coalesce("n", zero).alias("n")
    )


def by_receiver(receivers: pl.DataFrame) -> pl.DataFrame:
    """Cases transferred by receiving authority, of chosen cells: code, n; the most first."""
    return (
        receivers.group_by(pl.col("receiver").alias("code"))
        .agg(pl.col("n").sum())
        .sort("n", "code", descending=(True, False))
    )
