"""Who owes which ledger for which month, and what has been handed in.

A unit owes a ledger that has a date (`Ledger.dated`) and names its kind (`Ledger.reported_by`), every
month: from its own first report, at the latest from the month in which the first unit handed in anything.
Markets have no date: they are a register, and no month of it is ever missing.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.submissions import NOTHING
from data.registry import RegistryError, read
from data.store import Change, Commit, Store, commit, read_rows
from services.clock import ZONE, Clock
from services.rights import Action, Person, require

REPORTED, OPEN, OVERDUE = "reported", "open", "overdue"
STATES = (REPORTED, NOTHING, OPEN, OVERDUE)
OWED = {"office": pl.String(), "name": pl.String(), "ledger": pl.String()}
KEY = ("office", "ledger", "period")


class AsOf(NamedTuple):
    """The last day up to which every unit has reported, and the short names of the units that hold it back."""

    day: date
    lagging: tuple[str, ...]


def due_day(on: date | None = None) -> int:
    """The day of the next month by which a month is handed in: the bureau's own rule (reporting.toml), as it holds
    on a day, today by default."""
    day = read("reporting", on).get("monthly", {}).get("due_day")
    if type(day) is not int or not 1 <= day <= 28:
        raise RegistryError("reporting.toml [monthly] due_day: needs a whole number from 1 to 28")
    return day


def due_date(month: date) -> date:
    """By when the month that begins on this day is handed in: by the rule that held as it was over."""
    following = (month + timedelta(days=31)).replace(day=1)
    return following.replace(day=due_day(following))


def period_of(day: date) -> str:
    """The month of a day as a period: 2026-10."""
    return f"{day:%Y-%m}"


def first_day(period: str) -> date:
    """The first day of a period; ValueError when it is no month."""
    return date.fromisoformat(f"{period}-01")


def obligations(store: Store) -> pl.DataFrame:
    """Who hands in which ledger: office (code), name (short), ledger."""
    offices = read_rows(store, "offices", order=("code",), columns=("code", "short_name", "kind"))
    return pl.DataFrame(
        [
            (office["code"], office["short_name"], ledger.name)
            for office in offices.iter_rows(named=True)
            for ledger in ledgers().values()
            if ledger.dated and office["kind"] in ledger.reported_by
        ],
        schema=OWED,
        orient="row",
    )


def reports(store: Store, today: date) -> pl.DataFrame:
    """Every report owed so far, the running month included: office, name, ledger, period, due (Date),
    state (one of STATES), late (handed in after it was due), by, at; oldest first."""
    given = _given(store)
    at = given["at"].min()
    start = at.astimezone(ZONE).date() if isinstance(at, datetime) else today
    starts = given.group_by("office", "ledger").agg(pl.col("month").min().alias("own"))
    owed = obligations(store).join(starts, on=("office", "ledger"), how="left", maintain_order="left")
    first = pl.min_horizontal(pl.col("own"), pl.lit(min(start, today).replace(day=1)))
    monthly = owed.with_columns(month=pl.date_ranges(first, pl.lit(today), "1mo")).drop("own").explode("month")
    dues = {month: due_date(month) for month in monthly["month"].unique()}
    due = pl.col("month").replace_strict(dues, return_dtype=pl.Date())
    found = monthly.join(given, on=("office", "ledger", "month"), how="left", maintain_order="left")
    return found.with_columns(due=due, period=pl.col("month").dt.strftime("%Y-%m")).select(
        *OWED, "period", "due", _state(today), _late().alias("late"), "by", "at"
    )


def _given(store: Store) -> pl.DataFrame:
    columns = (*KEY, "content", "by", "at")
    rows = read_rows(store, "submissions", order=("period",), columns=columns)
    return rows.select(pl.col("period").str.to_date("%Y-%m", strict=False).alias("month"), *columns).drop_nulls("month")


def _state(today: date) -> pl.Expr:
    return (
        pl.when(pl.col("content") == NOTHING)
        .then(pl.lit(NOTHING))
        .when(pl.col("content").is_not_null())
        .then(pl.lit(REPORTED))
        .when(pl.col("due") < today)
        .then(pl.lit(OVERDUE))
        .otherwise(pl.lit(OPEN))
        .alias("state")
    )


def _late() -> pl.Expr:
    return (pl.col("at").dt.convert_time_zone(str(ZONE)).dt.date() > pl.col("due")).fill_null(False)


def matrix(store: Store, today: date, period: str) -> pl.DataFrame:
    """The reports of one month, as `reports` gives them; empty for a month in which nobody owed any."""
    return reports(store, today).filter(pl.col("period") == period)


def one_line(frame: pl.DataFrame) -> dict[str, int]:
    """How many reports of a `matrix` are in each state."""
    counted = dict(frame.group_by("state").len().iter_rows())
    return {state: counted.get(state, 0) for state in STATES}


def overdue(store: Store, today: date) -> pl.DataFrame:
    """What is overdue, by unit and ledger: office, name, ledger, months (how many), period (the oldest),
    days (since that was due); the longest first."""
    late = reports(store, today).filter(pl.col("state") == OVERDUE)
    days = (pl.lit(today) - pl.col("due").min()).dt.total_days()
    grouped = late.group_by(*OWED).agg(pl.len().alias("months"), pl.col("period").min(), days.alias("days"))
    return grouped.sort("days", "office", "ledger", descending=(True, False, False))


def default_as_of(store: Store, today: date) -> AsOf:
    """The last day, not after `today`, up to which every unit has reported; `today` in an empty store.

    The units that miss a month that is over are named. A running month that all have reported counts
    up to today.
    """
    if read_rows(store, "submissions", limit=1, columns=KEY).is_empty():
        return AsOf(today, ())
    missing = reports(store, today).filter(pl.col("state").is_in((OPEN, OVERDUE)))
    if missing.is_empty():
        return AsOf(today, ())
    behind = missing.filter(pl.col("period") < period_of(today))
    day = first_day(min(missing["period"])) - timedelta(days=1)
    return AsOf(day, tuple(behind["name"].unique(maintain_order=True)))


def report_nothing(store: Store, person: Person, office: str, ledger_name: str, period: str, clock: Clock) -> Commit:
    """零报告: the unit had nothing in that month. NotAllowed unless the person hands in for it, DuplicateKey when the
    month was handed in meanwhile."""
    require(person, Action.HAND_IN, office)
    values = {
        "office": office,
        "ledger": ledger_name,
        "period": period,
        "content": NOTHING,
        "by": person.code,
        "at": clock.now(),
    }
    title = ledger_of(ledger_name).title.zh
    return commit(store, person.actor, f"零报告：{title} {period}", [Change("submissions", values)])
