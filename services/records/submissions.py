"""Who owes which ledger for which month, and what has been handed in.

A unit owes a ledger that has a date (`Ledger.dated`) and names its kind (`Ledger.reported_by`), every
month: from its own first report, at the latest from the month in which the first unit handed in anything.
Markets have no date: they are a register, and no month of it is ever missing.

A month is handed in (已报送) once its unit has said, by handing in rows or a nil report, that it has reported up to
the month's last day. Rows alone say nothing: what else the month held is not known from them.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.submissions import NOTHING
from data.registry import entries
from data.registry.shapes import Reporting
from data.store import Change, Commit, Store, commit, read_rows
from data.store.errors import Conflict
from data.texts import Text
from services.access.rights import Action, Person, require
from services.days.clock import ZONE, Clock

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
    (monthly,) = entries("reporting", Reporting, on)
    return monthly.due_day


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


def last_day(month: date) -> date:
    """The last day of the month that begins on this day."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


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
    state (one of STATES), late (handed in after it was due), by, at, content, until (the day up to which the unit has
    reported in this month; both null for nothing yet); oldest first. With a part of it a month is OPEN or OVERDUE."""
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
        *OWED, "period", "due", _state(today), _late().alias("late"), "by", "at", "content", "until"
    )


def _given(store: Store) -> pl.DataFrame:
    columns = (*KEY, "content", "until", "by", "at")
    return reach(read_rows(store, "submissions", order=("period",), columns=columns)).select("month", *columns)


def reach(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `submissions` with `month` (its first day) and, filled in, `until`: where no day is given the whole month
    was meant, as far as it was over when it was handed in."""
    month, when = pl.col("period").str.to_date("%Y-%m", strict=False), pl.col("at").dt.convert_time_zone(str(ZONE))
    meant = pl.min_horizontal(month.dt.month_end(), when.dt.date())
    until = pl.min_horizontal(pl.col("until").fill_null(meant), month.dt.month_end())
    return rows.with_columns(month=month, until=until).drop_nulls("month")


def whole() -> pl.Expr:
    """Whether a month is handed in: reported up to its last day."""
    return (pl.col("until") >= pl.col("month").dt.month_end()).fill_null(False)


def _state(today: date) -> pl.Expr:
    return (
        pl.when(whole() & (pl.col("content") == NOTHING))
        .then(pl.lit(NOTHING))
        .when(whole())
        .then(pl.lit(REPORTED))
        .when(pl.col("due") < today)
        .then(pl.lit(OVERDUE))
        .otherwise(pl.lit(OPEN))
        .alias("state")
    )


def _late() -> pl.Expr:
    on = pl.col("at").dt.convert_time_zone(str(ZONE)).dt.date()
    return (whole() & (on > pl.col("due"))).fill_null(False)


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


def reported_until(store: Store, today: date) -> pl.DataFrame:
    """Up to which day each unit has reported each ledger without a gap: office, name, ledger, until (Date, not after
    `today`)."""
    lacking = pl.col("state").is_in((OPEN, OVERDUE))
    before = pl.col("period").str.to_date("%Y-%m").dt.offset_by("-1d")
    gap = pl.coalesce("until", before).filter(lacking).first()
    found = reports(store, today).sort("period", maintain_order=True).group_by(*OWED, maintain_order=True)
    return found.agg(pl.min_horizontal(gap, pl.lit(today)).alias("until"))


def begun(store: Store) -> bool:
    """Whether any unit has handed in anything at all."""
    return not read_rows(store, "submissions", limit=1, columns=KEY).is_empty()


def default_as_of(store: Store, today: date) -> AsOf:
    """The last day, not after `today`, up to which every unit has reported; `today` in an empty store.

    The units that miss a month that is over, or a part of one, are named.
    """
    if not begun(store):
        return AsOf(today, ())
    reported = reported_until(store, today)
    behind = reported.filter(pl.col("until") < today.replace(day=1) - timedelta(days=1))
    day = reported["until"].min()
    return AsOf(day if isinstance(day, date) else today, tuple(behind["name"].unique(maintain_order=True)))


def report_nothing(store: Store, person: Person, office: str, ledger_name: str, period: str, clock: Clock) -> Commit:
    """零报告: the unit had nothing in that month, or nothing more than what it has handed in of it; a month that
    is not over is reported up to today. NotAllowed unless the person hands in for it, DuplicateKey when the month was
    handed in meanwhile."""
    require(person, Action.HAND_IN, office)
    key = {"office": office, "ledger": ledger_name, "period": period}
    until = min(last_day(first_day(period)), clock.today())
    said = {"until": until, "by": person.code, "at": clock.now()}
    part = reach(read_rows(store, "submissions", where=key)).filter(pl.col("until") < until).to_dicts()
    change = (
        Change("submissions", said, part[0]["id"], part[0]["version"])
        if part
        else Change("submissions", {**key, "content": NOTHING, **said})
    )
    title = ledger_of(ledger_name).title.zh
    return commit(store, person.actor, f"{'报全' if part else '零报告'}：{title} {period}", [change])


def take_back_nothing(store: Store, person: Person, office: str, ledger_name: str, period: str) -> Commit:
    """Take a nil report back: the month counts as not handed in again. NotAllowed unless the person hands in for it,
    Conflict when there is no nil report (any more)."""
    require(person, Action.HAND_IN, office)
    key = {"office": office, "ledger": ledger_name, "period": period, "content": NOTHING}
    given = read_rows(store, "submissions", where=key).to_dicts()
    if not given:
        raise Conflict(Text("这个月没有零报告，可能已被撤回", "there is no nil report for this month any more"))
    title, row = ledger_of(ledger_name).title.zh, given[0]
    back = Change("submissions", id=row["id"], version=row["version"], withdraw="撤回零报告")
    return commit(store, person.actor, f"撤回零报告：{title} {period}", [back])
