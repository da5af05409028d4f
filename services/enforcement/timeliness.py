"""Timeliness and completeness by office: whether what the law dates was done in time and what must be
filled in is filled in. Nothing here counts cases, amounts, fines or visits of an office.

One cohort: the rows that began in the span (cases opened, complaints received), as they stand at its end.
"""

from datetime import date
from itertools import count

import polars as pl

from data.ledgers import ledger as ledger_of
from data.store import NotBy, Range, Store, read_rows
from services.access import desk
from services.access.rights import MASKED
from services.days import lights
from services.days.limits import Limit, limits
from services.records.limited import concerns, with_due
from services.records.submissions import NOTHING, OPEN, REPORTED, reports

MOST_ROWS = 5_000
LEDGERS = ("cases", "complaints")
# Codes wanted by column.
Codes = tuple[tuple[str, tuple[str, ...]], ...]
FIELDS, REPORTS = "fields", "reports"
# What is settled has a light; the codes are the lights' own.
IN_TIME, LATE, RUNNING, UNKNOWN = lights.IN_TIME.code, lights.LATE.code, "running", "unknown"
# What a closed case must say, and what more unless it was dropped or handed over.
CLOSED_CASE = ("outcomes", "reported_value", "concluded_on")
DECIDED_CASE = ("decided_on", "decision_number", "published_on")


def measured() -> dict[str, Limit]:
    """The limits that the dates of cases, complaints and reports are held against, by code."""
    return {code: limit for code, limit in limits().items() if limit.ledger in LEDGERS}


def cohort(
    store: Store,
    ledger_name: str,
    start: date,
    end: date,
    sectors: tuple[str, ...] = (),
    offices: tuple[str, ...] = (),
) -> pl.DataFrame:
    """The newest MOST_ROWS rows of a ledger, sectors and offices that began in the span, with the columns needed here.

    Dates after `end` are empty: on that day they had not happened.
    """
    ledger = ledger_of(ledger_name)
    where = {ledger.dated: Range(start, end), **_wanted((("sector", sectors), ("office", offices)))}
    named = [limit for limit in measured().values() if limit.ledger == ledger_name]
    columns = {ledger.keys[0].name, "office", "closed_on", *(name for limit in named for name in limit.columns)}
    if ledger_name == "cases":
        columns |= {*CLOSED_CASE, *DECIDED_CASE}
    rows = read_rows(
        store, ledger_name, where=where, order=(f"-{ledger.dated}",), limit=MOST_ROWS, columns=sorted(columns)
    )
    dates = [name for name, dtype in rows.schema.items() if dtype == pl.Date()]
    return rows.with_columns(pl.when(pl.col(name) <= end).then(pl.col(name)).alias(name) for name in dates)


def _wanted(codes: Codes) -> dict[str, list[str]]:
    """Conditions on the columns of which codes are wanted."""
    return {name: list(wanted) for name, wanted in codes if wanted}


def judge(rows: pl.DataFrame, limit: Limit, on: date) -> pl.DataFrame:
    """The rows that a limit applies to, with due (Date) and state: IN_TIME, LATE (also when still not done
    after it was due), RUNNING, or UNKNOWN (no calendar or no limit for that day)."""
    started = rows.filter(*concerns(limit))
    if limit.stops:
        started = started.filter(pl.col(limit.ends).is_not_null() | pl.col(limit.stops).is_null())
    ends = pl.coalesce(limit.ends, pl.lit(on))
    state = (
        pl.when(ends > pl.col("due"))
        .then(pl.lit(LATE))
        .when(ends >= pl.col("floor"))
        .then(pl.lit(UNKNOWN))
        .when(pl.col(limit.ends).is_null())
        .then(pl.lit(RUNNING))
        .otherwise(pl.lit(IN_TIME))
    )
    return with_due(started, limit).with_columns(state.alias("state")).drop("due_at", "floor", "year")


def by_office(judged: pl.DataFrame) -> pl.DataFrame:
    """What is settled, by office: office, in_time, judged (in time and late). Running and unknown rows are left out."""
    settled = judged.filter(pl.col("state").is_in((IN_TIME, LATE)))
    return settled.group_by("office").agg(
        (pl.col("state") == IN_TIME).sum().cast(pl.Int64).alias("in_time"), pl.len().cast(pl.Int64).alias("judged")
    )


def completeness(cases: pl.DataFrame) -> pl.DataFrame:
    """Required fields of closed cases, by office: office, filled, needed."""
    closed = cases.filter(pl.col("closed_on").is_not_null())
    decided = ~pl.col("outcomes").fill_null("").str.contains_any(["withdrawn", "transferred"])
    always = [pl.col(name).is_not_null() for name in CLOSED_CASE]
    then = [pl.col(name).is_not_null() & decided for name in DECIDED_CASE]
    needed = len(CLOSED_CASE) + decided.cast(pl.Int64) * len(DECIDED_CASE)
    return closed.group_by("office").agg(
        pl.sum_horizontal(*always, *then).sum().cast(pl.Int64).alias("filled"), needed.sum().alias("needed")
    )


def punctuality(store: Store, start: date, end: date) -> pl.DataFrame:
    """Monthly reports due in the span, by office: office, on_time, owed. One that may still be handed in on the last
    day of the span is not owed yet."""
    owed = reports(store, end).filter(pl.col("due").is_between(start, end), pl.col("state") != OPEN)
    on_time = pl.col("state").is_in((REPORTED, NOTHING)) & ~pl.col("late")
    return owed.group_by("office").agg(
        on_time.sum().cast(pl.Int64).alias("on_time"), pl.len().cast(pl.Int64).alias("owed")
    )


def shares(
    store: Store, start: date, end: date, sectors: tuple[str, ...] = (), offices: tuple[str, ...] = ()
) -> dict[str, pl.DataFrame]:
    """Everything offices are held to, by the code of the limit, FIELDS or REPORTS: office, part, whole."""
    rows = {name: cohort(store, name, start, end, sectors, offices) for name in LEDGERS}
    found = {code: by_office(judge(rows[limit.ledger], limit, end)) for code, limit in measured().items()}
    found |= {FIELDS: completeness(rows["cases"]), REPORTS: punctuality(store, start, end)}
    return {
        code: frame.rename(dict(zip(frame.columns, ("office", "part", "whole"), strict=True)))
        for code, frame in found.items()
    }


def overdue(store: Store, on: date, codes: Codes = (), limit: int = 200) -> pl.DataFrame:
    """Cases that were open and undecided on a day and whose decision was overdue, the oldest first, at most `limit`:
    number, office, sector, opened_on, due, days. `codes` are those wanted by column."""
    decision = limits()["case_decision"]
    columns = ("number", "office", "sector", "opened_on", "decided_on", "closed_on", "extended", "excluded_days")
    where = {"decided_on": NotBy(on), "closed_on": NotBy(on), "opened_on": Range(None, on), **_wanted(codes)}
    days = (pl.lit(on) - pl.col("due")).dt.total_days().alias("days")
    parts: list[pl.DataFrame] = []
    for place in count(0, MOST_ROWS):
        rows = desk.rows(
            store, MASKED, "cases", where=where, order=("opened_on",), limit=MOST_ROWS, offset=place, columns=columns
        )
        then = rows.with_columns(pl.lit(None, pl.Date()).alias(name) for name in ("decided_on", "closed_on"))
        judged = judge(then, decision, on).filter(pl.col("state") == LATE)
        parts.append(judged.select("number", "office", "sector", "opened_on", "due", days))
        if rows.height < MOST_ROWS or sum(part.height for part in parts) >= limit:
            break
    return pl.concat(parts).head(limit)
