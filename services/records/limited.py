"""Rows of a ledger held against a limit: which it is about, and the last day in time of each."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Kind
from data.registry.shapes import Limit
from data.store import AnyOf, Range
from services.days.calendar import YearNotKnown
from services.days.clock import ZONE
from services.days.limits import NoLimit, due, due_at, in_hours
from services.days.months import month_end


class Due(NamedTuple):
    """The last day in time, and by a limit in hours the moment (UTC). Where the day lies beyond the known calendar it
    is empty, `floor` the first day that is in doubt and `year` the one whose holidays must be known; where no limit
    holds, every day is in doubt."""

    day: date | None = None
    at: datetime | None = None
    floor: date | None = None
    year: int | None = None


SCHEMA = {"due": pl.Date(), "due_at": pl.Datetime("us", "UTC"), "floor": pl.Date(), "year": pl.Int64()}


def applies(limit: Limit) -> dict[str, Any]:
    """Conditions for the store: the rows that a limit is about at all, begun or not."""
    conditions: dict[str, Any] = {limit.due or limit.starts: Range()}
    ledger = ledger_of(limit.ledger)
    for name, wanted in limit.only.items():
        codes = wanted if isinstance(wanted, tuple) else (wanted,)
        conditions[name] = AnyOf(codes) if ledger.column(name).kind is Kind.CHOICES else [*codes]
    return conditions


def concerns(limit: Limit) -> list[pl.Expr]:
    """The same conditions for rows in frame form."""
    lists = {name: value if isinstance(value, tuple) else (value,) for name, value in limit.only.items()}
    only = [
        pl.col(name).str.split(";").list.eval(pl.element().is_in(codes)).list.any().fill_null(False)
        for name, codes in lists.items()
    ]
    return [pl.col(limit.due or limit.starts).is_not_null(), *only]


def with_due(rows: pl.DataFrame, limit: Limit) -> pl.DataFrame:
    """The rows with due, due_at, floor and year of `Due`. Most rows share theirs with
    others, so each is worked out once."""
    names = (limit.due or limit.starts, limit.version, limit.extended, limit.excluded)
    given = [rows[name] if name else [None] * rows.height for name in names]
    last = cache(_own if limit.due else _last(limit))
    found = [last(*row) for row in zip(*given, strict=True)]
    return rows.drop(SCHEMA, strict=False).hstack(pl.DataFrame(found, schema=SCHEMA, orient="row"))


def begun(start: date | datetime | str) -> date:
    """The day on which a limit begins: of a moment the day in Asia/Shanghai, of a month ("2026-09") its last."""
    if isinstance(start, str):
        return month_end(start)
    return start.astimezone(ZONE).date() if isinstance(start, datetime) else start


def _own(day: date | datetime, *_: object) -> Due:
    return Due(begun(day), day if isinstance(day, datetime) else None)


def _last(limit: Limit) -> Callable[..., Due]:
    def last(start: Any, of: date | datetime | None, extended: int | None, excluded: int | None) -> Due:
        # What is less than nothing is a slip of the pen: no limit gets shorter by it.
        more = {"of": of and begun(of), "extended": max(int(extended or 0), 0), "excluded": max(excluded or 0, 0)}
        try:
            if in_hours(limit):
                at = due_at(limit, start, **more)
                return Due(begun(at), at)
            return Due(due(limit, begun(start), **more))
        except YearNotKnown as unknown:
            return Due(floor=date(unknown.year, 1, 1), year=unknown.year)
        except NoLimit:
            return Due(floor=begun(start))

    return last
