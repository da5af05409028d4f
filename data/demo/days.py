"""Days of the demonstration: from the first to the last, and the working days between them."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from chinese_calendar import is_workday

FIRST, LAST = date(2023, 1, 1), date(2026, 11, 22)
YEARS = tuple(range(FIRST.year, LAST.year + 1))
WORKDAYS = [day for day in (FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)) if is_workday(day)]


def working_days_after(day: date, count: int) -> date | None:
    """The working day `count` working days after `day`; None when that is after the last day."""
    position = bisect_right(WORKDAYS, day) + count - 1
    return WORKDAYS[position] if position < len(WORKDAYS) else None


def days_after(day: date, count: int) -> date | None:
    """`count` days after `day`, moved on to a working day; None when that is after the last day."""
    position = bisect_left(WORKDAYS, day + timedelta(count))
    return WORKDAYS[position] if position < len(WORKDAYS) else None


def workdays_of(year: int, month: int) -> list[date]:
    """The working days of a month, up to the last day."""
    return [day for day in WORKDAYS if (day.year, day.month) == (year, month)]


def day_of(chance: Random, year: int, seasons: Sequence[float]) -> date:
    """A day of the year, months drawn by the twelve weights of `seasons`, never after the last day."""
    while True:
        month = chance.choices(range(1, 13), seasons)[0]
        day = date(year, month, chance.randint(1, monthrange(year, month)[1]))
        if day <= LAST:
            return day
