"""How cases develop: series by month or quarter, the sector by month grid, and whether a change is chance."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from services.enforcement.selection import Filters
from services.records.reported import Known
from services.statistics.counts import beyond_chance

MONTH, QUARTER = "1mo", "1q"
YEARS = 3
HEATMAP_MONTHS = 24
WHOLE, CUT = "whole", "cut"
# Fewer a month than this on average, even in the largest row, and months would show noise.
SPARSE = 5


def trend_span(filters: Filters) -> Filters:
    """The filters over the three calendar years up to their end, or over a longer chosen span."""
    first = date(filters.end.year - YEARS + 1, 1, 1)
    return replace(filters, start=min(filters.start, first))


def grain(cells: pl.DataFrame, dimension: str, start: date, end: date) -> str:
    """MONTH, or QUARTER where the largest row has fewer than SPARSE a month on average, over all months from that of
    `start` to that of `end`: months without any are among them."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    largest = max(cells.group_by(dimension).agg(pl.col("n").sum())["n"], default=0)
    return QUARTER if largest < SPARSE * months else MONTH


def series(
    cells: pl.DataFrame,
    dimension: str,
    codes: Sequence[str],
    every: str,
    start: date,
    end: date,
    state: Callable[[date, date], Known],
) -> pl.DataFrame:
    """Counts by period and code: period (first day), code, n, state (WHOLE, CUT, or what `state` knows of its days:
    "some" or "none"), incomplete (the state is not WHOLE: such a period is compared with no other).

    Periods run without a gap from that of `start`, the first day of which anything is known, to that of `end`; a
    period of which only a part lies between them is CUT. `n` is null where nobody has reported and no row lies there.
    """
    counted = cells.group_by(pl.col("period").dt.truncate(every), pl.col(dimension).alias("code")).agg(
        pl.col("n").sum()
    )
    periods = _periods(every, start, end, state)
    grid = periods.join(pl.DataFrame({"code": list(codes)}, schema={"code": pl.String()}), how="cross")
    zero = pl.when(pl.col("state") != Known.NONE.value).then(pl.lit(0, pl.Int64))
    return (
        grid.join(counted, on=("period", "code"), how="left", maintain_order="left")
        .with_columns(pl.coalesce("n", zero).alias("n"), (pl.col("state") != WHOLE).alias("incomplete"))
        .select("period", "code", "n", "state", "incomplete")
        .sort("code", "period", maintain_order=True)
    )


def _periods(every: str, start: date, end: date, state: Callable[[date, date], Known]) -> pl.DataFrame:
    """The periods from that of one day to that of another, each with its state."""
    firsts = pl.date_range(start, end, "1d", eager=True).dt.truncate(every).unique(maintain_order=True)
    lasts = firsts.dt.offset_by(every).dt.offset_by("-1d")
    states: list[str] = []
    for first, last in zip(firsts, lasts, strict=True):
        found = state(max(first, start), min(last, end))
        whole = WHOLE if start <= first and last <= end else CUT
        states.append(whole if found is Known.ALL else found.value)
    return pl.DataFrame({"period": firsts, "state": states}, schema={"period": pl.Date(), "state": pl.String()})


def heatmap_span(filters: Filters) -> Filters:
    """The filters over the two years of whole months up to their end."""
    year, month = divmod(filters.end.year * 12 + filters.end.month - HEATMAP_MONTHS, 12)
    return replace(filters, start=date(year, month + 1, 1))


def against_last_year(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Two results of `by` side by side: code, n, before, beyond_chance."""
    both = now.join(before.select("code", before="n"), on="code", how="left", maintain_order="left")
    judged = [beyond_chance(*counts) for counts in both.select("n", "before").iter_rows()]
    return both.with_columns(pl.Series("beyond_chance", judged, dtype=pl.Boolean()))
