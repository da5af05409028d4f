"""What is known of a span of days: one rule for every page.

A span is known wholly when every unit that owes the ledger has handed in all of its days; only such spans are
compared. Where nobody has handed in any of its days and no row lies in it, it is 尚未报送 and never zero. Between the
two, what is counted is what has come in so far, and the figure says that units are missing.
"""

from collections.abc import Sequence
from datetime import date
from enum import Enum

import polars as pl

from data.ledgers import ledger as ledger_of
from services.facts import Facts

Days = tuple[date, date]


class Known(Enum):
    """Whether all, some or none of the units have handed in; SOME also where one has handed in a part of the span."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


def known(facts: Facts, ledger: str, start: date, end: date, units: Sequence[str] = ()) -> Known:
    """What is known of the days from `start` to `end`, both included; of the named units alone where any owes it."""
    days = _days(facts, ledger, start, end, units)
    if days.height and (days["days"] == _length(start, end)).all():
        return Known.ALL
    return Known.SOME if days["days"].sum() or _any_row(facts, ledger, start, end) else Known.NONE


def _any_row(facts: Facts, name: str, start: date, end: date) -> bool:
    """Whether anything of a ledger happened in the span, by its first rollup: rows may come without a submission."""
    rollups = ledger_of(name).rollups
    cells = facts.rollup(rollups[0].name) if rollups else pl.DataFrame(schema={"period": pl.Date()})
    return cells.filter(pl.col("period").is_between(start, end)).height > 0


def comparable(facts: Facts, ledger: str, *spans: Days, units: Sequence[str] = ()) -> bool:
    """Whether these spans may be compared: every unit has handed in all of each."""
    return all(known(facts, ledger, *span, units) is Known.ALL for span in spans)


def missing(facts: Facts, ledger: str, start: date, end: date, units: Sequence[str] = ()) -> tuple[str, ...]:
    """The short names of the units that have not handed in all of the span."""
    days = _days(facts, ledger, start, end, units)
    return tuple(days.filter(pl.col("days") < _length(start, end))["name"])


def complete(facts: Facts, ledger: str, start: date, end: date) -> frozenset[str]:
    """The codes of the units that have handed in all of the span."""
    days = _days(facts, ledger, start, end, ())
    return frozenset(days.filter(pl.col("days") == _length(start, end))["office"])


def _days(facts: Facts, ledger: str, start: date, end: date, units: Sequence[str]) -> pl.DataFrame:
    """How many days of the span each unit has handed in: office, name, days."""
    months = facts.handed_in(ledger)
    own = months.filter(pl.col("office").is_in(list(units)))
    first, last = pl.max_horizontal("start", pl.lit(start)), pl.min_horizontal("end", pl.lit(end))
    held = pl.when(pl.col("start").is_null()).then(0).otherwise(((last - first).dt.total_days() + 1).clip(0))
    return (
        (months if own.is_empty() else own)
        .group_by("office", "name", maintain_order=True)
        .agg(held.sum().cast(pl.Int64).alias("days"))
    )


def _length(start: date, end: date) -> int:
    return (end - start).days + 1
