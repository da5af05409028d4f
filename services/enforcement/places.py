"""Cases by township. A place where nothing was reported has no number: it is never zero."""

from datetime import date

import polars as pl

from data.registry import entries
from data.store import Store, read_rows
from services.enforcement.filters import Filters, within
from services.submissions import NOTHING, REPORTED, reports


def reported_townships(store: Store, start: date, end: date) -> frozenset[str]:
    """The townships whose office has handed in its cases, or nothing to report, for every month of the span."""
    offices = read_rows(store, "offices", columns=("code", "townships"))
    months = reports(store, end).filter(
        pl.col("ledger") == "cases", pl.col("period").is_between(pl.lit(f"{start:%Y-%m}"), pl.lit(f"{end:%Y-%m}"))
    )
    complete = months.group_by("office").agg(pl.col("state").is_in((REPORTED, NOTHING)).all().alias("complete"))
    covered = offices.join(complete.filter("complete"), left_on="code", right_on="office")
    codes = covered.drop_nulls("townships").select(pl.col("townships").str.split(";").list.explode())
    return frozenset(codes["townships"])


def by_township(places: pl.DataFrame, filters: Filters, reported: frozenset[str]) -> pl.DataFrame:
    """Cases opened by township in whole months: code, n; n is null where nothing was reported."""
    counted = within(places, filters.in_months()).group_by(pl.col("township").alias("code")).agg(pl.col("n").sum())
    codes = pl.DataFrame({"code": [entry.code for entry in entries("townships")]}, schema={"code": pl.String()})
    zero = pl.when(pl.col("code").is_in(list(reported))).then(pl.lit(0, pl.Int64))
    return codes.join(counted, on="code", how="left", maintain_order="left").select(
        "code", pl.coalesce("n", zero).alias("n")
    )


def by_receiver(receivers: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """Cases transferred by receiving authority in whole months: code, n; the most first."""
    return (
        within(receivers, filters.in_months())
        .group_by(pl.col("receiver").alias("code"))
        .agg(pl.col("n").sum())
        .sort("n", "code", descending=(True, False))
    )
