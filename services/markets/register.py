"""The regulated markets: what is known of each up to a day, and one market's past.

Counts are of whole months, the last twelve up to the day: so they rest on the same rollup as the other
pages, and a January does not empty the map. Dates of inspection are exact.
"""

from datetime import date

import polars as pl

from data.ledgers import ledger
from data.store import Range, Store
from services.access.desk import rows
from services.access.rights import MASKED, Sight
from services.days.months import months_up_to
from services.records.facts import PLACES, Facts
from services.records.readable import names_of
from services.records.reported import complete

TIMELINE = 60
# What a market's timeline says of a row: codes of two of its columns, and the day it was done with.
WHAT = {
    "cases": ("act", "sector", "closed_on"),
    "complaints": ("kind", "sector", "closed_on"),
    "inspections": ("theme", "reason", "follow_up_done"),
}


def register(store: Store, sight: Sight) -> pl.DataFrame:
    """All live markets in frame form, masked, by code."""
    return rows(store, sight, "markets", order=("code",)).drop("since")


def known(facts: Facts, markets: pl.DataFrame, as_of: date, sector: str | None = None) -> pl.DataFrame:
    """The markets with cases and complaints of the last twelve whole months, the day of the last inspection (null when
    there was none), and whether that one is `looked_after`: whether every inspection of it would be known.

    A count is null, and not zero, where no row lies in these months and the unit that supervises the market (or any
    unit, where that one does not owe the ledger) has not handed in all of them.
    """
    start, end = months_up_to(as_of)
    for name, (rollup, event) in PLACES.items():
        cells = facts.rollup(rollup).filter(pl.col("event") == event, pl.col("period").is_between(start, end))
        if sector:
            cells = cells.filter(pl.col("sector") == sector)
        counted = cells.group_by(pl.col("market").alias("code")).agg(pl.col("n").sum().alias(name))
        zero = pl.when(_handed_in(facts, name, start, end)).then(pl.lit(0, pl.Int64))
        markets = markets.join(counted, on="code", how="left").with_columns(pl.coalesce(name, zero).alias(name))
    visits = facts.rollup("inspection_markets").filter(pl.col("period") <= as_of)
    last = visits.group_by(pl.col("market").alias("code")).agg(pl.col("period").max().alias("inspected_on"))
    looked_after = _handed_in(facts, "inspections", as_of.replace(day=1), as_of)
    return markets.join(last, on="code", how="left").with_columns(looked_after.alias("looked_after")).sort("code")


def _handed_in(facts: Facts, ledger: str, start: date, end: date) -> pl.Expr:
    """Whether the unit that supervises a market has handed in all of a span; all units, where that one owes nothing."""
    units, done = facts.handed_in(ledger)["office"].unique(), complete(facts, ledger, start, end)
    own = pl.col("office").is_in(list(done))
    return pl.when(pl.col("office").is_in(units.to_list())).then(own).otherwise(bool(done) and len(done) == len(units))


def offices(store: Store) -> dict[str, str]:
    """Short names of the offices that supervise markets, by code, those with most markets first."""
    counted = register(store, MASKED).group_by("office").len().sort("len", "office", descending=[True, False])
    names = names_of(store, "offices", counted["office"])
    return {code: names.get(code) or code for code in counted["office"]}


def chosen(
    markets: pl.DataFrame,
    *,
    kind: str | None = None,
    office: str | None = None,
    township: str | None = None,
    status: str | None = None,
    text: str = "",
) -> pl.DataFrame:
    """The markets that pass all filters; `text` is looked for in code, name, operator, address and credit code."""
    for name, wanted in (("kind", kind), ("office", office), ("township", township), ("status", status)):
        if wanted:
            markets = markets.filter(pl.col(name) == wanted)
    if text:
        searched = ("code", "name", "operator", "address", "credit_code")
        found = [pl.col(name).str.to_lowercase().str.contains(text.lower(), literal=True) for name in searched]
        markets = markets.filter(pl.any_horizontal(found).fill_null(False))
    return markets


def timeline(store: Store, code: str, as_of: date) -> pl.DataFrame:
    """What happened at one market up to a day, the newest first, at most TIMELINE rows: day, ledger, number,
    what and how (codes of the columns in WHAT), done (Date), problems (of inspections). It names nobody."""
    parts = [_happened(store, name, what, code, as_of) for name, what in WHAT.items()]
    return pl.concat(parts).sort("day", descending=True).head(TIMELINE)


def _happened(store: Store, name: str, what: tuple[str, str, str], code: str, as_of: date) -> pl.DataFrame:
    dated = ledger(name).dated
    first, second, done = what
    found = rows(
        store,
        MASKED,
        name,
        where={"market": code, dated: Range(None, as_of)},
        order=(f"-{dated}",),
        limit=TIMELINE,
        columns=[dated, "number", *what, *(("problems",) if name == "inspections" else ())],
    )
    problems = pl.col("problems") if name == "inspections" else pl.lit(None, pl.Int64)
    return found.select(
        pl.col(dated).alias("day"),
        pl.lit(name).alias("ledger"),
        "number",
        pl.col(first).alias("what"),
        pl.col(second).alias("how"),
        pl.col(done).alias("done"),
        problems.alias("problems"),
    )
