"""Dates, months and points in time as people write them."""

from datetime import datetime

import polars as pl

from data.ledgers.columns import Column
from services.clock import ZONE
from services.intake.outcome import How, each, outcome

FULL = r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?$"
COMPACT = r"^(\d{4})(\d{2})(\d{2})$"
# Days since 1899-12-30, as Excel counts them; five digits are the years 1927 to 2173.
SERIAL = r"^(\d{5})(?:\.\d+)?$"
NO_YEAR = r"^(?:\d{2}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?$"
NO_DAY = r"^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$"
MONTH = r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:-0?1(?:[T\s].*)?)?$"
COMPACT_MONTH = r"^(\d{4})(\d{2})$"
# Excel turns 2023.10 into 2023.1, so nobody can tell January from October.
UNCLEAR_MONTH = r"^\d{4}\.1$"
EARLIEST = datetime(1949, 10, 1).date()


def parse_dates(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Days; rules: date, year_missing, day_missing, future (unless the column may lie ahead)."""
    serial = texts.str.extract(SERIAL, 1).cast(pl.Int32)
    days = pl.select(
        pl.coalesce(
            texts.str.replace(FULL, "${1}-${2}-${3}").str.to_date("%Y-%m-%d", strict=False),
            texts.str.replace(COMPACT, "${1}-${2}-${3}").str.to_date("%Y-%m-%d", strict=False),
            pl.date(1899, 12, 30) + pl.duration(days=pl.lit(serial)),
        ).alias("day")
    )["day"]
    late = days > how.today if not column.future else days.is_null() & False
    rules = pl.select(
        pl.when(late.fill_null(False))
        .then(pl.lit("future"))
        .when(texts.str.contains(NO_YEAR))
        .then(pl.lit("year_missing"))
        .when(texts.str.contains(NO_DAY))
        .then(pl.lit("day_missing"))
        .otherwise(pl.lit("date"))
    ).to_series()
    kept = pl.select(pl.when(~late & (days >= EARLIEST)).then(days)).to_series()
    return outcome(kept, rules)


def parse_periods(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Months as "YYYY-MM"; rules: period, future."""
    clear = pl.select(pl.when(~texts.str.contains(UNCLEAR_MONTH)).then(texts)).to_series()
    days = pl.select(
        pl.coalesce(
            clear.str.replace(MONTH, "${1}-${2}-1").str.to_date("%Y-%m-%d", strict=False),
            clear.str.replace(COMPACT_MONTH, "${1}-${2}-1").str.to_date("%Y-%m-%d", strict=False),
        ).alias("day")
    )["day"]
    late = (days > how.today).fill_null(False) if not column.future else days.is_null() & False
    months = pl.select(pl.when(~late).then(days.dt.strftime("%Y-%m"))).to_series()
    return outcome(months, pl.select(pl.when(late).then(pl.lit("future")).otherwise(pl.lit("period"))).to_series())


def parse_instants(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Points in time, in UTC; without an offset they are meant in Asia/Shanghai."""
    return each([_instant(text, how, column.future) for text in texts], column.dtype)


def _instant(text: str, how: How, future: bool) -> tuple[datetime | None, str | None, list[str]]:
    try:
        value = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None, "instant", []
    value = value if value.tzinfo else value.replace(tzinfo=ZONE)
    if not future and value.astimezone(ZONE).date() > how.today:
        return None, "future", []
    return value, None, []
