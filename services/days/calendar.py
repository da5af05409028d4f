"""Working days and days off.

Statutory holidays come from chinesecalendar and, for years it does not know, from `data/registry/holidays.toml`. A year
that neither knows is never guessed: YearNotKnown names it.
"""

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

from data.errors import BoardError
from data.registry import RegistryError, entries, judged_by
from data.registry.shapes import Year
from data.texts import Text

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class YearNotKnown(BoardError):
    """The holidays of a year are known neither to chinesecalendar nor to the bureau's own table."""

    def __init__(self, year: int) -> None:
        super().__init__(
            Text(
                f"没有 {year} 年的节假日安排：请填入 BOARD_DATA/registry 下的 holidays.toml",
                f"the holidays of {year} are not known: enter them in holidays.toml under BOARD_DATA/registry",
            )
        )
        self.year = year


@dataclass(frozen=True, slots=True)
class Calendar:
    """What makes a year's working days differ from its weekdays: weekdays off, and weekend days worked."""

    off: frozenset[date]
    working: frozenset[date]


def calendars() -> dict[int, Calendar]:
    """The bureau's own table of days off and days worked by year; raises RegistryError for a faulty one."""
    return {_year(each.code): _calendar(each) for each in entries("holidays", Year)}


def _year(code: str) -> int:
    if not (code.isascii() and code.isdecimal() and len(code) == 4):
        raise RegistryError(
            f"holidays.toml [{code}]", Text("不是年份，应写作 [2027]", "is no year; write it as [2027]")
        )
    return int(code)


def _calendar(each: Year) -> Calendar:
    for name, weekend in (("off", False), ("working", True)):
        where = f"holidays.toml [{each.code}] {name}"
        for day in getattr(each, name):
            if day.year != int(each.code):
                example = f"{each.code}-01-01"
                raise RegistryError(
                    where,
                    Text(
                        f"{day} 不是 {each.code} 年的日期，应写作 {example}",
                        f"{day} is no day of {each.code}; write it as {example}",
                    ),
                )
            if (day.weekday() >= SATURDAY) is not weekend:
                what = (
                    Text("是工作日，本来就上班", "is a weekday, and worked anyway")
                    if weekend
                    else Text("是周末，本来就休息", "is a weekend day, and off anyway")
                )
                raise RegistryError(where, Text(f"{day} {what.zh}", f"{day} {what.en}"))
    return Calendar(frozenset(each.off), frozenset(each.working))


def built_in(year: int) -> Calendar | None:
    """The days of a year as chinesecalendar knows them; None for a year it does not."""
    days = [date(year, 1, 1) + timedelta(days=step) for step in range(366 if isleap(year) else 365)]
    try:
        working = {day: chinese_calendar.is_workday(day) for day in days}
    except NotImplementedError:
        return None
    return Calendar(
        off=frozenset(day for day, works in working.items() if not works and day.weekday() < SATURDAY),
        working=frozenset(day for day, works in working.items() if works and day.weekday() >= SATURDAY),
    )


def is_working_day(day: date) -> bool:
    """Whether offices work on this day; raises YearNotKnown."""
    return _works(day, calendars())


def _works(day: date, own: Mapping[int, Calendar]) -> bool:
    """By the bureau's own calendars, which are read once for a whole count of days."""
    if calendar := own.get(day.year):
        return day in calendar.working or (day.weekday() < SATURDAY and day not in calendar.off)
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError as error:
        raise YearNotKnown(day.year) from error


def working_days(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; 0 when `end` is not later."""
    own = calendars()
    return sum(_works(start + timedelta(days=step), own) for step in range(1, (end - start).days + 1))


def at_most_working_days(start: date, end: date, most: int) -> bool:
    """Whether `most` working days or fewer lie after `start` up to and including `end`.

    Only as many days are looked at as decide it, so days beyond the known calendar count where they can't alter the
    answer; raises YearNotKnown where they can.
    """
    own, days = calendars(), (end - start).days
    for step in range(1, days + 1):
        if days - step < most:
            return True
        most -= _works(start + timedelta(days=step), own)
        if most < 0:
            return False
    return True


def after_working_days(day: date, count: int) -> date:
    """The last of so many working days after a day; raises YearNotKnown."""
    own = calendars()
    while count:
        day += ONE_DAY
        count -= _works(day, own)
    return day


def rolled(day: date) -> date:
    """The day itself where offices work on it, else the next on which they do; raises YearNotKnown."""
    own = calendars()
    while not _works(day, own):
        day += ONE_DAY
    return day


judged_by("holidays", calendars)
