"""What is owed and by when: for a day, every matter of every limit that has begun and is not done, open or late.

A matter is a row of a ledger and a limit that it is held against, or a month of which a unit's row is missing. Which
ledger and columns those are stands in `data/registry/time-limits.toml` alone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Kind, Ledger
from data.registry.shapes import Limit
from data.store import NotBy, Range, Store
from services.access import desk
from services.access.rights import IP_SECTION, MASKED, OFFICE
from services.days.calendar import ONE_DAY
from services.days.clock import ZONE
from services.days.lights import LIGHTS, OVERDUE, UNDATED, dated
from services.days.limits import limits
from services.records.limited import applies, with_due

# Rows read for one limit, those that began first before others.
MOST_ROWS = 2_000
SCHEMA = {
    "limit": pl.String(), "ledger": pl.String(), "id": pl.Int64(), "number": pl.String(), "office": pl.String(),
    "due": pl.Date(), "due_at": pl.Datetime("us", "UTC"), "left": pl.Int64(), "light": pl.String(),
    "excluded": pl.Int64(), "extended": pl.Int64(), "year": pl.Int64(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matters:
    """`rows`, the gravest and the oldest first: limit (its code), ledger, id (0 where a month's row is missing), number
    (the row's key, or the month), office, due (the last day in time), due_at (the moment, UTC, by limits in hours
    alone), left (natural days, negative once it is late), light, excluded (days that don't count), extended (how
    often), year (whose holidays are not known: due and left are empty then, and nothing is guessed). `cut` are the
    limits of which more is open than was read.
    The rule of a limit and its source are `services.days.limits.limits()[code]`'s definition and source.
    """

    rows: pl.DataFrame
    cut: tuple[str, ...] = ()

    @property
    def unknown_years(self) -> list[int]:
        """The years whose holidays must be known to date what is open."""
        return self.rows["year"].drop_nulls().unique().sort().to_list()


def matters(
    store: Store,
    on: date,
    at: datetime | None = None,
    *,
    offices: Sequence[str] = (),
    codes: Collection[str] = (),
) -> Matters:
    """What was owed on a day, at a moment of it (its end by default), by some offices or limits, by default by all.
    No column that may name anybody is read; units see each other's dates, as they do in figures."""
    at = at or datetime.combine(on + ONE_DAY, time(), ZONE)
    wanted = {code: limit for code, limit in limits().items() if limit.ledger and (not codes or code in codes)}
    found = {code: _waiting(store, limit, on, at, offices) for code, limit in wanted.items()}
    rows = pl.concat([pl.DataFrame(schema=SCHEMA), *(rows for rows, _ in found.values())])
    gravity = pl.col("light").replace_strict({code: place for place, code in enumerate(LIGHTS)}, return_dtype=pl.Int64)
    ordered = rows.sort(gravity, "due", "due_at", "limit", "number", nulls_last=True)
    return Matters(ordered, tuple(code for code, (_, cut) in found.items() if cut))


def _waiting(store: Store, limit: Limit, on: date, at: datetime, offices: Sequence[str]) -> tuple[pl.DataFrame, bool]:
    """The matters of one limit, and whether there are more."""
    ledger = ledger_of(limit.ledger)
    named = OFFICE in ledger.schema
    if offices and not named and IP_SECTION not in offices:
        return pl.DataFrame(schema=SCHEMA), False
    first = limit.due or limit.starts
    where = {**applies(limit), **_not_done(ledger, limit, on, at)}
    # Rows without a unit are the IP section's, so its own are told apart after they are read where there may be such.
    sifted = named and bool(offices) and not (ledger.column(OFFICE).required or IP_SECTION not in offices)
    if offices and named and not sifted:
        where[OFFICE] = [*offices]
    key = ledger.keys[0].name
    wanted = [key, *([OFFICE] if named else []), *limit.columns]
    rows = desk.rows(
        store, MASKED, limit.ledger, where=where, order=(first,), limit=MOST_ROWS + 1, columns=[*dict.fromkeys(wanted)]
    )
    waiting = pl.concat([rows.head(MOST_ROWS), _without_row(store, ledger, limit, on)], how="diagonal_relaxed")
    matters = _judged(with_due(waiting, limit), limit, key, on, at)
    own = matters.filter(pl.col("office").is_in(offices)) if offices and named else matters
    return own, rows.height > MOST_ROWS


def _without_row(store: Store, ledger: Ledger, limit: Limit, on: date) -> pl.DataFrame:
    """The months of which a unit's row is missing, where a limit begins with the month of a ledger that has one row a
    unit and month: from the first month of which a unit has any row up to the last that is over. A unit without rows
    owes none: nobody knows that it reports. What `only` would say of a missing row isn't known either."""
    month = limit.starts
    monthly = {column.name for column in ledger.keys} == {month, OFFICE} and ledger.column(month).kind is Kind.PERIOD
    if limit.only or not monthly:
        return pl.DataFrame()
    written = desk.rows(store, MASKED, ledger.name, columns=[month, OFFICE]).select(month, OFFICE)
    last = (on.replace(day=1) - ONE_DAY).replace(day=1)
    first = (pl.col(month).min() + "-01").str.to_date("%Y-%m-%d")
    every = pl.date_ranges(month, pl.lit(last), "1mo").list.eval(pl.element().dt.strftime("%Y-%m"))
    owed = written.group_by(OFFICE).agg(first).with_columns(every).explode(month).drop_nulls(month)
    missing = owed.join(written, on=[month, OFFICE], how="anti").sort(month, OFFICE)
    return missing.with_columns(pl.lit(0, pl.Int64()).alias("id"))


def _not_done(ledger: Ledger, limit: Limit, on: date, at: datetime) -> dict[str, Any]:
    """Conditions: it has begun by then, and neither its end nor what it is given up for has come."""

    def by(name: str) -> date:
        return at if ledger.column(name).kind is Kind.INSTANT else on

    bounds: dict[str, Any] = {name: NotBy(by(name)) for name in (limit.ends, limit.stops) if name}
    if limit.starts:
        period = ledger.column(limit.starts).kind is Kind.PERIOD
        bounds[limit.starts] = Range(None, f"{on:%Y-%m}" if period else by(limit.starts))
    return bounds


def _judged(rows: pl.DataFrame, limit: Limit, key: str, on: date, at: datetime) -> pl.DataFrame:
    """Rows with what is due as matters; those for whose day no limit is known are none."""
    light = cache(lambda due: dated(due, None, on).code)
    lights = [
        UNDATED.code if due is None else OVERDUE.code if moment and moment <= at else light(due)
        for due, moment in zip(rows["due"], rows["due_at"], strict=True)
    ]
    office = pl.col(OFFICE) if OFFICE in rows.columns else pl.lit(None, pl.String())
    judged = rows.with_columns(
        pl.lit(limit.code).alias("limit"),
        pl.lit(limit.ledger).alias("ledger"),
        pl.col(key).cast(pl.String()).alias("number"),
        office.fill_null(IP_SECTION).alias("office"),
        (pl.col("due") - pl.lit(on)).dt.total_days().alias("left"),
        pl.Series("light", lights, dtype=pl.String()),
        _count(limit.excluded).alias("excluded"),
        _count(limit.extended).alias("extended"),
    )
    known = judged.filter(pl.col("due").is_not_null() | pl.col("year").is_not_null())
    return known.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())


def _count(name: str) -> pl.Expr:
    return (pl.col(name).cast(pl.Int64()) if name else pl.lit(0, pl.Int64())).fill_null(0)
