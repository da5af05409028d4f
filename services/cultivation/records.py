"""What the store knows of the standardised markets up to a day: of those on a ladder all rows, of others none.

No names: merchants are told apart by a number, and the other personal columns are left out, so what is computed
from these frames may be shown to everybody. Rows with names are read by the ledgers page's own ways.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from data.ledgers import ledger as ledger_of
from data.store import Range, Store, read_rows
from services.days.months import months_up_to
from services.records.facts import PLACES, Facts
from services.records.reported import Known, known, whole_months

# What a market itself does, by which its work is seen to go on.
LEDGERS = (
    "assessments",
    "commitments",
    "compensations",
    "exits",
    "market_trainings",
    "self_inspections",
    "credit_grades",
    "joint_punishments",
)
STEPS = ("cultivation", "stage_entries", "milestones")
MARKET_COLUMNS = ("code", "name", "kind", "office", "township", "merchants", "online", "point")


@dataclass(frozen=True)
class Records:
    """Rows in frame form with id and version, dated up to `as_of`: `rows` by ledger (LEDGERS and STEPS); `markets`
    those of the register that are on a ladder (MARKET_COLUMNS)."""

    as_of: date
    markets: pl.DataFrame
    rows: Mapping[str, pl.DataFrame]

    def __getitem__(self, ledger: str) -> pl.DataFrame:
        return self.rows[ledger]

    def of(self, market: str) -> "Records":
        """The records of one market."""
        own = {name: rows.filter(pl.col("market") == market) for name, rows in self.rows.items()}
        return Records(self.as_of, self.markets.filter(pl.col("code") == market), own)


def read(store: Store, as_of: date, market: str | None = None) -> Records:
    """All records of the markets on a ladder, or of one of them, as they stand, dated up to a day. A market that the
    register gave up under its records is still named by them."""
    on_ladder = _rows(store, "cultivation", as_of, {"market": market} if market else {})
    codes = on_ladder["market"].unique().to_list()
    of_them = {name: _rows(store, name, as_of, {"market": codes}) for name in (*LEDGERS, *STEPS[1:])}
    markets = read_rows(
        store, "markets", where={"code": codes}, order=("code",), columns=MARKET_COLUMNS, withdrawn=True
    )
    return Records(as_of, markets.select(MARKET_COLUMNS), {"cultivation": on_ladder, **of_them})


def _rows(store: Store, name: str, as_of: date, where: Mapping[str, Any]) -> pl.DataFrame:
    """Rows of one ledger. A milestone's date is its deadline, so those that lie ahead are wanted too."""
    ledger = ledger_of(name)
    dated = "" if name == "milestones" else ledger.dated
    upto = {dated: Range(None, as_of)} if dated else {}
    rows = read_rows(store, name, where={**where, **upto}, order=(*((dated,) if dated else ()), "id"))
    hidden = [column.name for column in ledger.columns if column.personal and column.name != "merchant"]
    rows = rows.drop(hidden, "since")
    return rows.with_columns(pl.col("merchant").hash()) if "merchant" in rows.columns else rows


@dataclass(frozen=True)
class Incidents:
    """Cases and complaints at markets by whole month: `counts` with market, measure (a key of
    `services.records.facts.PLACES`), month, n; `reported` the months of each measure that every unit has handed
    in, by their first day: no other is compared; `partly` the other months of which anything is known; `last` the
    first day of the last whole month."""

    counts: pl.DataFrame
    reported: Mapping[str, frozenset[date]]
    partly: Mapping[str, frozenset[date]]
    last: date

    def states(self, measure: str, since: date) -> dict[date, Known]:
        """What is known of each month from `since`, or the first of which anything is, to the last."""
        whole, partly = self.reported[measure], self.partly[measure]
        first = max(min(whole | partly, default=add_months(self.last, 1)), since)
        return {
            month: Known.ALL if month in whole else Known.SOME if month in partly else Known.NONE
            for month in pl.date_range(first, self.last, "1mo", eager=True)
        }


def incidents(facts: Facts, as_of: date) -> Incidents:
    """Cases opened and complaints received at markets up to a day."""
    last = months_up_to(as_of)[1].replace(day=1)
    parts = [
        facts.rollup(rollup)
        .filter(pl.col("event") == event, pl.col("period") <= last, pl.col("market") != "")
        .group_by("market", pl.lit(name).alias("measure"), pl.col("period").alias("month"))
        .agg(pl.col("n").sum())
        for name, (rollup, event) in PLACES.items()
    ]
    reported = {name: frozenset(month for month in whole_months(facts, name) if month <= last) for name in PLACES}
    partly = {name: _partly(facts, name, last) - whole for name, whole in reported.items()}
    return Incidents(pl.concat(parts).sort("market", "measure", "month"), reported, partly, last)


def _partly(facts: Facts, name: str, last: date) -> frozenset[date]:
    """The months up to the last, by their first day, of which anything of a ledger is known."""
    first = (facts.reported_from(name) or add_months(last, 1)).replace(day=1)
    months = pl.date_range(first, last, "1mo", eager=True)
    ends = months.dt.month_end()
    return frozenset(
        month for month, end in zip(months, ends, strict=True) if known(facts, name, month, end) is not Known.NONE
    )


def add_months(month: date, count: int) -> date:
    """The first day of the month so many months later (earlier when negative)."""
    months = month.year * 12 + month.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
