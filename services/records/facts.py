"""What figures are counted from: the store's rollups, single days of them, and what units have handed in."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import polars as pl

from data.ledgers import ledger as ledger_of
from data.store import Range, Store, read_days, read_rollup, read_rows
from services.records import submissions

# Where what happened at single markets is counted: rollup and event by ledger.
PLACES = {"cases": ("case_places", "opened"), "complaints": ("complaint_places", "received")}


class Facts(Protocol):
    """What figures are counted from: rollups by name, single days of one (`data.store.read_days`), the day from which
    units have reported to a ledger, if any has, and which months each has handed in (`services.records.reported`)."""

    def rollup(self, name: str) -> pl.DataFrame: ...

    def days(self, name: str, start: date, end: date, by: tuple[str, ...] = ()) -> pl.DataFrame: ...

    def handed_in(self, ledger: str) -> pl.DataFrame: ...

    def reported_from(self, ledger: str) -> date | None: ...


@dataclass(frozen=True)
class StoreFacts:
    """Facts read straight from a store; pages read the same through their cache."""

    store: Store

    def rollup(self, name: str) -> pl.DataFrame:
        return read_rollup(self.store, name)

    def days(self, name: str, start: date, end: date, by: tuple[str, ...] = ()) -> pl.DataFrame:
        return read_days(self.store, name, start, end, by)

    def handed_in(self, ledger: str) -> pl.DataFrame:
        return handed_in(self.store, ledger)

    def reported_from(self, ledger: str) -> date | None:
        return reported_from(self.store, ledger)


def reported_from(store: Store, ledger: str) -> date | None:
    """The first day of the first month that any unit handed in, or of the first row that has its date; None when there
    is neither."""
    dated = ledger_of(ledger).dated
    told = read_rows(store, "submissions", where={"ledger": ledger}, order=("period",), limit=1, columns=("period",))
    given = {dated: Range()} if dated else {}
    first = read_rows(store, ledger, where=given, order=(dated or "id",), limit=1, columns=(dated,) if dated else ())
    days = [date.fromisoformat(f"{period}-01") for period in told["period"]]
    if not first.is_empty():
        days.append(first[dated].item() if dated else date.min)
    return min(days, default=None)


def handed_in(store: Store, ledger: str) -> pl.DataFrame:
    """The spans that each unit has handed in of a ledger, without a gap as one: office, name (short),
    start, end (both included); one row without days for a unit that owes the ledger and has handed in none."""
    owed = submissions.obligations(store).filter(pl.col("ledger") == ledger).drop("ledger")
    columns = ("office", "period", "until", "at")
    given = submissions.reach(read_rows(store, "submissions", where={"ledger": ledger}, columns=columns))
    reached = given.select("office", start="month", end="until").filter(pl.col("end") >= pl.col("start"))
    months = reached.sort("office", "start")
    apart = pl.col("start") != pl.col("end").shift(1).dt.offset_by("1d")
    runs = months.with_columns(run=apart.fill_null(True).cum_sum().over("office"))
    spans = runs.group_by("office", "run", maintain_order=True).agg(pl.col("start").min(), pl.col("end").max())
    return owed.join(spans.drop("run"), on="office", how="left", maintain_order="left")
