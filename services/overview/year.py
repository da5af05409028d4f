"""The overview: the year so far against the same days last year, what needs attention, what changed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import polars as pl

from data.ledgers import ledgers
from data.store import NotBy, Range, Store, written_since
from services.access.desk import rows
from services.access.rights import MASKED
from services.days.clock import ZONE
from services.indicators import Indicator, Value, indicators, value
from services.records import submissions
from services.records.facts import Facts
from services.records.readable import names_of
from services.records.reported import Known, comparable, known

LINES = 6


@dataclass(frozen=True, slots=True)
class Number:
    """One indicator: the year up to the day, the same days last year (None where the two can't be compared, because a
    unit has not handed in all of either), and the week of that day, with what is known of the year and the week."""

    indicator: Indicator
    now: Value
    before: Value
    week: Value
    known: Known
    known_week: Known


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
    return [_number(facts, indicator, as_of) for indicator in indicators().values() if indicator.overview]


def _number(facts: Facts, indicator: Indicator, as_of: date) -> Number:
    year, before, week = year_to(as_of), same_days_last_year(as_of), week_of(as_of)
    compared = comparable(facts, indicator.ledger, year, before)
    return Number(
        indicator,
        now=value(facts, indicator.code, *year),
        before=value(facts, indicator.code, *before) if compared else None,
        week=value(facts, indicator.code, *week),
        known=known(facts, indicator.ledger, *year),
        known_week=known(facts, indicator.ledger, *week),
    )


def by_sector(facts: Facts, as_of: date) -> pl.DataFrame:
    """Cases opened by sector: sector, now (this year to the day), before (the same days last year, null where the two
    can't be compared); no rows while nobody has reported cases of this year."""
    now, before = year_to(as_of), same_days_last_year(as_of)
    sectors = pl.DataFrame({"sector": [option.code for option in ledgers()["cases"].column("sector").options()]})
    for name, span in (("now", now), ("before", before)):
        counted = facts.rollup("case_days").filter(pl.col("event") == "opened", pl.col("period").is_between(*span))
        by_code = counted.group_by("sector").agg(pl.col("n").sum().alias(name))
        sectors = sectors.join(by_code, on="sector", how="left", maintain_order="left")
    if known(facts, "cases", *now) is Known.NONE:
        return sectors.clear()
    tick = pl.col("before").fill_null(0) if comparable(facts, "cases", now, before) else pl.lit(None, pl.Int64)
    return sectors.with_columns(pl.col("now").fill_null(0), tick.alias("before"))


def longest_open(store: Store, as_of: date, limit: int) -> list[Matter]:
    """The cases that were open on a day and had been longest, with the days since they were opened. They are named
    by their numbers, which are masked for nobody."""
    found = rows(
        store,
        MASKED,
        "cases",
        where={"opened_on": Range(None, as_of), "closed_on": NotBy(as_of)},
        order=("opened_on", "number"),
        limit=limit,
        columns=("number", "office", "opened_on"),
    )
    names = names_of(store, "offices", found["office"])
    return [
        Matter("case", row["number"], names.get(row["office"]) or row["office"], (as_of - row["opened_on"]).days)
        for row in found.iter_rows(named=True)
    ]


def not_handed_in(store: Store, today: date) -> list[Matter]:
    """What units should have handed in and haven't, a line for each unit and ledger, the longest first."""
    return [
        Matter("report", row["ledger"], row["name"], row["days"])
        for row in submissions.overdue(store, today).iter_rows(named=True)
    ]


def attention(cases: list[Matter], reports: list[Matter]) -> list[Matter]:
    """At most six lines: half for each kind, what one leaves free goes to the other; first the cases, then the reports,
    for they stand for different days, each the longest first."""
    half = LINES // 2
    shown_reports = reports[: max(half, LINES - len(cases))]
    shown_cases = cases[: LINES - len(shown_reports)]
    return [*shown_cases, *shown_reports]


def changes_since(store: Store, day: date) -> pl.DataFrame:
    """What was committed from a day on, by ledger that units hand in: ledger, added, changed, withdrawn, at (UTC).

    What came before the demonstration was removed is none of the real rows' business.
    """
    handed_in = [ledger.name for ledger in ledgers().values() if not ledger.own]
    return written_since(store, datetime.combine(day, time(), ZONE)).filter(pl.col("ledger").is_in(handed_in))
