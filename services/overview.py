"""The overview: the year so far against the same days last year, what needs attention, what changed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import polars as pl

from data.ledgers import ledgers
from data.store import Range, Store, written_since
from services import submissions
from services.clock import ZONE
from services.desk import rows
from services.indicators import Facts, Indicator, Value, covers, indicators, value
from services.readable import names_of
from services.rights import MASKED

LINES = 6


@dataclass(frozen=True, slots=True)
class Number:
    """One indicator: the year up to the day, the same days last year, and the week of that day."""

    indicator: Indicator
    now: Value
    before: Value
    week: Value


@dataclass(frozen=True, slots=True)
class Matter:
    """One line that needs attention: `kind` is "case" or "report", `code` the case number or ledger,
    `office` the unit's short name, `days` since it was opened or due."""

    kind: str
    code: str
    office: str
    days: int


def year_to(day: date) -> tuple[date, date]:
    """From 1 January to the day."""
    return date(day.year, 1, 1), day


def same_days_last_year(day: date) -> tuple[date, date]:
    """The same days a year before; 29 February becomes 28 February."""
    last = date(day.year - 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
    return date(last.year, 1, 1), last


def week_of(day: date) -> tuple[date, date]:
    """From Monday to the day."""
    return day - timedelta(days=day.weekday()), day


def numbers(facts: Facts, as_of: date) -> list[Number]:
    """The overview's indicators, at most five, in the registry's order."""
    chosen = [indicator for indicator in indicators().values() if indicator.overview]
    return [
        Number(
            indicator,
            value(facts, indicator.code, *year_to(as_of)),
            value(facts, indicator.code, *same_days_last_year(as_of)),
            value(facts, indicator.code, *week_of(as_of)),
        )
        for indicator in chosen
    ]


def by_sector(facts: Facts, as_of: date) -> pl.DataFrame:
    """Cases opened by sector: sector, now (this year to the day), before (the same days last year, null where
    nobody had reported by then); no rows while nobody has reported cases."""
    sectors = pl.DataFrame({"sector": [option.code for option in ledgers()["cases"].column("sector").options()]})
    opened = facts.rollup("case_days").filter(pl.col("event") == "opened")
    for name, (start, end) in (("now", year_to(as_of)), ("before", same_days_last_year(as_of))):
        within = opened.filter(pl.col("period").is_between(start, end))
        counted = within.group_by("sector").agg(pl.col("n").sum().alias(name))
        known = pl.col(name).fill_null(0) if covers(facts, "cases", end) else pl.lit(None, pl.Int64).alias(name)
        sectors = sectors.join(counted, on="sector", how="left", maintain_order="left").with_columns(known)
    return sectors.drop_nulls("now")


def longest_open(store: Store, as_of: date, limit: int) -> list[Matter]:
    """The cases that were open on a day and had been longest, with the days since they were opened. They are named
    by their numbers, which are masked for nobody."""
    columns = ["number", "office", "opened_on"]
    still = {"opened_on": Range(None, as_of)}
    found = pl.concat(
        rows(
            store,
            MASKED,
            "cases",
            where={**still, "closed_on": closed},
            order=("opened_on",),
            limit=limit,
            columns=columns,
        )
        for closed in (None, Range(as_of + timedelta(days=1)))
    ).sort("opened_on", "number")
    names = names_of(store, "offices", found["office"])
    return [
        Matter("case", row["number"], names.get(row["office"]) or row["office"], (as_of - row["opened_on"]).days)
        for row in found.head(limit).iter_rows(named=True)
    ]


def not_handed_in(store: Store, today: date) -> list[Matter]:
    """What units should have handed in and haven't, a line for each unit and ledger, the longest first."""
    return [
        Matter("report", row["ledger"], row["name"], row["days"])
        for row in submissions.overdue(store, today).iter_rows(named=True)
    ]


def attention(cases: list[Matter], reports: list[Matter]) -> list[Matter]:
    """At most six lines: half for each kind, what one leaves free goes to the other, longest first."""
    half = LINES // 2
    shown_reports = reports[: max(half, LINES - len(cases))]
    shown_cases = cases[: LINES - len(shown_reports)]
    return sorted([*shown_cases, *shown_reports], key=lambda matter: -matter.days)


def changes_since(store: Store, day: date) -> pl.DataFrame:
    """What was committed from a day on, by ledger that units hand in: ledger, added, changed, withdrawn, at (UTC).

    What came before the demonstration was removed is none of the real rows' business.
    """
    handed_in = [ledger.name for ledger in ledgers().values() if not ledger.own]
    return written_since(store, datetime.combine(day, time(), ZONE)).filter(pl.col("ledger").is_in(handed_in))
