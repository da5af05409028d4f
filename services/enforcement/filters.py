"""What is counted: the filters of the enforcement page, the rollup cells they choose, and their totals.

Sector and office are counted on exact days (`case_days`). As soon as right, act or channel is filtered,
whole months are counted (`case_months`): a rollup of every combination by day would have millions of cells.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import polars as pl

from data.ledgers.cases import LEDGER

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

    @property
    def by_month(self) -> bool:
        """Whether these filters can only be counted in whole months."""
        return bool(self.rights or self.acts or self.channels)

    def in_months(self) -> "Filters":
        """The same over the whole months that the span touches."""
        last = monthrange(self.end.year, self.end.month)[1]
        return replace(self, start=self.start.replace(day=1), end=self.end.replace(day=last))

    def counted(self) -> "Filters":
        """The same over the days that are really counted."""
        return self.in_months() if self.by_month else self

    def comparable(self) -> bool:
        """Whether the span may be compared with last year's: a month counted whole must be over."""
        return self.counted().end == self.end

    def year_before(self) -> "Filters":
        """The same days a year earlier; a 29 February becomes the 28th."""
        return replace(self, start=_year_before(self.start), end=_year_before(self.end))

    def wanted(self, dimension: str) -> tuple[str, ...]:
        """The codes wanted of a dimension ("sector", "office", "right", "act" or "channel")."""
        return getattr(self, DIMENSIONS[dimension])

    def unheeded(self, cells: pl.DataFrame) -> tuple[str, ...]:
        """The filtered dimensions that these cells do not have, and so can't follow."""
        return tuple(name for name in DIMENSIONS if self.wanted(name) and name not in cells.columns)


def _year_before(day: date) -> date:
    last = monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


def within(cells: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """The cells of a rollup in the span and with the wanted codes, as far as the rollup has the dimension.

    Cells of a monthly rollup stand on the first of their month: give `filters.in_months()`.
    """
    wanted = [
        pl.col(name).is_in(filters.wanted(name))
        for name in DIMENSIONS
        if name in cells.columns and filters.wanted(name)
    ]
    return cells.filter(pl.col("period").is_between(filters.start, filters.end), *wanted)


def chosen(days: pl.DataFrame, months: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """The cells that the filters choose: of `case_days` by exact day, or of `case_months` where they must."""
    return within(months if filters.by_month else days, filters.counted())


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


def totals(cells: pl.DataFrame) -> Totals:
    """The totals of chosen cells. 办结 may exceed 立案: cases of earlier years are closed too."""
    counted = dict(cells.group_by("event").agg(pl.col("n").sum()).iter_rows())
    sums = cells.select(pl.col(name).sum() for name in AMOUNTS).row(0, named=True)
    return Totals(
        *(counted.get(event, 0) for event in ("opened", "decided", "closed", "transferred")),
        amounts={name: sums[name] or Decimal(0) for name in AMOUNTS},
    )


def by(cells: pl.DataFrame, dimension: str, event: str = "opened") -> pl.DataFrame:
    """One event by a dimension: code, n; every declared choice in its order, 0 where there was none."""
    counted = cells.filter(pl.col("event") == event).group_by(pl.col(dimension).alias("code")).agg(pl.col("n").sum())
    codes = [choice.code for choice in LEDGER.column(dimension).options()]
    frame = pl.DataFrame({"code": codes}, schema={"code": pl.String()})
    return frame.join(counted, on="code", how="left", maintain_order="left").with_columns(pl.col("n").fill_null(0))
