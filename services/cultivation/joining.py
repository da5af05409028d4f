"""Complaints and cases at a market before and after it began its cultivation, over equally many whole months."""

from datetime import date

import polars as pl

from services.cultivation.records import Incidents, Records, add_months
from services.cultivation.standing import began
from services.statistics.counts import beyond_chance

MOST_MONTHS = 12
SCHEMA = {
    "market": pl.String(),
    "joined": pl.Date(),
    "measure": pl.String(),
    "months": pl.Int64(),
    "before": pl.Int64(),
    "after": pl.Int64(),
    "beyond_chance": pl.Boolean(),
}


def before_and_after(records: Records, incidents: Incidents) -> pl.DataFrame:
    """For each market and measure, columns of SCHEMA: the months just before the month it joined against those just
    after it, up to MOST_MONTHS of each and as far as every unit has handed them in; the month itself is left out.
    Markets with no such month on both sides have no row."""
    joined = began(records).group_by("market").agg(pl.col("start").min()).sort("market")
    rows = [
        row
        for market, day in joined.iter_rows()
        for measure, reported in incidents.reported.items()
        if (row := _compared(incidents, market, day, measure, reported))
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _compared(incidents: Incidents, market: str, day: date, measure: str, reported: frozenset[date]) -> tuple | None:
    month = day.replace(day=1)
    lacking = (count for count in range(MOST_MONTHS) if not reported.issuperset(_both_sides(month, count + 1)))
    months = next(lacking, MOST_MONTHS)
    if months < 1:
        return None
    own = incidents.counts.filter(pl.col("market") == market, pl.col("measure") == measure)
    before = _within(own, add_months(month, -months), month)
    after = _within(own, add_months(month, 1), add_months(month, months + 1))
    return market, day, measure, months, before, after, beyond_chance(after, before)


def _both_sides(month: date, count: int) -> tuple[date, date]:
    """The months so many before and after one."""
    return add_months(month, -count), add_months(month, count)


def _within(counts: pl.DataFrame, start: date, end: date) -> int:
    """What was counted from one month up to, but not including, another."""
    return int(counts.filter(pl.col("month") >= start, pl.col("month") < end)["n"].sum())
