"""Spans of whole months."""

from calendar import monthrange
from datetime import date, timedelta


def months_up_to(as_of: date, count: int = 12) -> tuple[date, date]:
    """The last `count` whole months up to a day: their first and their last day."""
    last = as_of if (as_of + timedelta(days=1)).day == 1 else as_of.replace(day=1) - timedelta(days=1)
    months = last.year * 12 + last.month - count
    return date(months // 12, months % 12 + 1, 1), last


def month_end(month: str) -> date:
    """The last day of a month that is written as "2026-09"."""
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])
