"""What is counted: the filters of the enforcement page, the rollup cells they choose, and their totals.

Every figure counts exactly the days of the span. Sector and office are in the rollup of days (`case_days`); right, act
and channel are in that of months (`case_months`), for a rollup of every combination by day would have millions of
cells: `services.records.exact` counts the days of the months that a span cuts.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import polars as pl

from data.ledgers.cases import LEDGER
from services.records.exact import cells
from services.records.facts import Facts

AMOUNTS = ("reported_value", "goods_value", "illegal_turnover", "illegal_gains", "fine", "confiscated", "recovered")
DIMENSIONS = {"sector": "sectors", "office": "offices", "right": "rights", "act": "acts", "channel": "channels"}


@dataclass(frozen=True, slots=True)
class Filters:
    """A span of days, both included, and the codes wanted of each dimension; none wanted means all."""

    start: date
    end: date
    sectors: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    def year_before(self) -> "Filters":
        """The same days a year earlier; a 29 February becomes the 28th."""
        return replace(self, start=_year_before(self.start), end=_year_before(self.end))

    def wanted(self, dimension: str) -> tuple[str, ...]:
        """The codes wanted of a dimension ("sector", "office", "right", "act" or "channel")."""
        return getattr(self, DIMENSIONS[dimension])

    def chosen(self) -> tuple[str, ...]:
        """The dimensions of which codes are wanted."""
        return tuple(name for name in DIMENSIONS if self.wanted(name))

    def unheeded(self, heeded: Sequence[str]) -> tuple[str, ...]:
        """The filtered dimensions that a figure which heeds only these can't follow."""
        return tuple(name for name in self.chosen() if name not in heeded)


def _year_before(day: date) -> date:
    last = monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


def within(rows: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """The cells in the span and with the wanted codes."""
    wanted = [pl.col(name).is_in(filters.wanted(name)) for name in filters.chosen()]
    return rows.filter(pl.col("period").is_between(filters.start, filters.end), *wanted)


def counted(facts: Facts, filters: Filters, rollup: str = "", by: Sequence[str] = ()) -> pl.DataFrame:
    """The cells of a rollup of cases that the filters choose, with the dimensions `by`: by default of `case_days`, or
    of `case_months` where more than sector and office is asked for."""
    wanted = tuple(dict.fromkeys([*by, *filters.chosen()]))
    name = rollup or ("case_days" if set(wanted) <= {"sector", "office"} else "case_months")
    return within(cells(facts, name, filters.start, filters.end, wanted), filters)


@dataclass(frozen=True, slots=True)
class Totals:
    """Events counted, and the amounts in yuan, each for itself: none of them is another's part."""

    opened: int
    decided: int
    closed: int
    transferred: int
    amounts: Mapping[str, Decimal]

    @property
    def fines_and_confiscation(self) -> Decimal:
        """罚没款: fines and what was confiscated."""
        return self.amounts["fine"] + self.amounts["confiscated"]


def totals(chosen: pl.DataFrame) -> Totals:
    """The totals of chosen cells. 办结 may exceed 立案: cases of earlier years are closed too."""
    events = dict(chosen.group_by("event").agg(pl.col("n").sum()).iter_rows())
    sums = chosen.select(pl.col(name).sum() for name in AMOUNTS).row(0, named=True)
    return Totals(
        *(events.get(event, 0) for event in ("opened", "decided", "closed", "transferred")),
        amounts={name: sums[name] or Decimal(0) for name in AMOUNTS},
    )


def by(chosen: pl.DataFrame, dimension: str, event: str = "opened") -> pl.DataFrame:
    """One event by a dimension: code, n; every declared choice in its order, 0 where there was none."""
    found = chosen.filter(pl.col("event") == event).group_by(pl.col(dimension).alias("code")).agg(pl.col("n").sum())
    codes = [choice.code for choice in LEDGER.column(dimension).options()]
    frame = pl.DataFrame({"code": codes}, schema={"code": pl.String()})
    return frame.join(found, on="code", how="left", maintain_order="left").with_columns(pl.col("n").fill_null(0))
