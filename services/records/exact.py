"""The cells of a rollup for exactly the days of a span, whatever its grain.

A daily rollup has them. Of a monthly one the months that lie wholly in the span are taken as they stand, and the
days of the two months that the span cuts are counted from the rows; so a figure never holds a day more than another.
Where a dimension is asked for that the rollup does not tell apart, all days are counted from the rows.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from data.ledgers import ledgers
from data.ledgers.columns import Rollup
from services.records.facts import Facts

Days = tuple[date, date]


def cells(facts: Facts, name: str, start: date, end: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """The cells of a rollup from `start` to `end`, both included, with the dimensions `by` beside its own. `period` is
    the day, or the first of a month that lies wholly in the span: it is never outside of it."""
    rollup = _rollups()[name]
    more = tuple(name for name in by if name not in rollup.by)
    if more:
        return facts.days(name, start, end, more)
    stored = pl.col("period").is_between
    if rollup.grain == "day":
        return facts.rollup(name).filter(stored(start, end))
    whole, cut = months_and_days(start, end)
    parts = [facts.days(name, *days) for days in cut]
    kept = facts.rollup(name).filter(stored(*whole)) if whole else facts.rollup(name).clear()
    return pl.concat([kept, *parts])


def _rollups() -> dict[str, Rollup]:
    return {rollup.name: rollup for ledger in ledgers().values() for rollup in ledger.rollups}


def months_and_days(start: date, end: date) -> tuple[Days | None, list[Days]]:
    """A span as its whole months (their first and last day, None where it has none) and the days left on each side."""
    first = start if start.day == 1 else first_after(start)
    last = first_after(end) - timedelta(days=1)
    last = last if last == end else end.replace(day=1) - timedelta(days=1)
    if first > last:
        return None, [(start, end)]
    before = [(start, first - timedelta(days=1))] if start < first else []
    after = [(last + timedelta(days=1), end)] if last < end else []
    return (first, last), before + after


def first_after(day: date) -> date:
    """The first day of the next month."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
