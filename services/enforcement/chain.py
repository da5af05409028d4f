"""From a complaint to an inspection to a case: single rows, bounded, linked by their references. They name nobody."""

from collections.abc import Collection
from datetime import date

import polars as pl

from data.store import Range, Store
from services.access.desk import rows
from services.access.rights import MASKED

MOST_ROWS = 5_000
STEPS = {"received": "received_on", "inspected": "inspected_on", "opened": "opened_on", "closed": "closed_on"}
LEDGERS = {"received": "complaints", "inspected": "inspections", "opened": "cases", "closed": "cases"}


def links(store: Store, start: date, end: date, sectors: tuple[str, ...], offices: tuple[str, ...]) -> pl.DataFrame:
    """The newest MOST_ROWS complaints received in the span, with what followed up to `end`: complaint, kind,
    sector, office, received_on, inspected_on (the first visit), case, opened_on, closed_on.

    The case is the complaint's own reference, else that of an inspection made because of it.
    """
    where = {"received_on": Range(start, end)}
    where |= {"sector": list(sectors)} if sectors else {}
    where |= {"office": list(offices)} if offices else {}
    columns = ("number", "kind", "sector", "office", "received_on", "case")
    complaints = rows(
        store, MASKED, "complaints", where=where, order=("-received_on",), limit=MOST_ROWS, columns=columns
    ).select(pl.col("number").alias("complaint"), *columns[1:])
    visits = _visits(store, complaints["complaint"].to_list(), start, end)
    linked = complaints.join(visits, on="complaint", how="left", maintain_order="left").with_columns(
        pl.coalesce("case", "visit_case").alias("case")
    )
    cases = _cases(store, linked["case"].drop_nulls().unique().to_list(), end)
    return linked.join(cases, on="case", how="left", maintain_order="left").drop("visit_case")


def _visits(store: Store, complaints: list[str], start: date, end: date) -> pl.DataFrame:
    """The first inspection of each complaint, and the first case that any of them led to."""
    found = rows(
        store,
        MASKED,
        "inspections",
        where={"complaint": complaints, "inspected_on": Range(start, end)},
        order=("inspected_on",),
        columns=("complaint", "inspected_on", "case"),
    )
    return found.group_by("complaint").agg(
        pl.col("inspected_on").min(), pl.col("case").drop_nulls().first().alias("visit_case")
    )


def _cases(store: Store, numbers: list[str], end: date) -> pl.DataFrame:
    found = rows(store, MASKED, "cases", where={"number": numbers}, columns=("number", "opened_on", "closed_on"))
    known = [pl.when(pl.col(name) <= end).then(pl.col(name)).alias(name) for name in ("opened_on", "closed_on")]
    return found.select(pl.col("number").alias("case"), *known)


def steps(linked: pl.DataFrame, unreported: Collection[str] = ()) -> pl.DataFrame:
    """How far these complaints came: step (a key of STEPS), n, days (median from the complaint's receipt). Of the
    `unreported` ledgers nobody has handed in anything: where they hold none, n is null and not zero.

    One cohort: each number is a part of the complaints received, never of other cases; all days start from the
    receipt of the complaint, not from the step before.
    """
    counted = [
        (step, linked[column].count(), (linked[column] - linked["received_on"]).dt.total_days().median())
        for step, column in STEPS.items()
    ]
    found = pl.DataFrame(counted, schema={"step": pl.String(), "n": pl.Int64(), "days": pl.Float64()}, orient="row")
    silent = [step for step, ledger in LEDGERS.items() if ledger in unreported]
    return found.with_columns(n=pl.when((pl.col("n") > 0) | ~pl.col("step").is_in(silent)).then("n"))
