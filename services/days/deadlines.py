"""Time limits and working days.

Limits are entries of `data/registry/time-limits.toml`; statutory holidays come from chinesecalendar and,
for years it does not know, from `data/registry/holidays.toml`. The day of the event does not count, and
a limit that ends on a day off runs on to the next working day.
"""

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

from data.errors import BoardError
from data.ledgers import require_declared
from data.registry import RegistryError, entries, judged_by
from data.registry.shapes import DAY_OF_MONTH, DAYS, WORKING_DAYS, Limit, Term, Year
from data.texts import Text

ONE_DAY = timedelta(days=1)
SATURDAY = 5
LAST_OF_EVERY_MONTH = 28


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


class NoLimit(BoardError):
    """No limit is known to hold for this matter on this day."""


def limits() -> dict[str, Limit]:
    """Every limit by its code, in the registry's order. Raises RegistryError."""
    return {limit.code: _checked(limit) for limit in entries("time-limits", Limit)}


def _checked(limit: Limit) -> Limit:
    where = f"time-limits.toml [{limit.code}]"
    if not bool(limit.ledger) == bool(limit.starts) == bool(limit.ends):
        raise RegistryError(
            where,
            Text("ledger、starts、ends 须一并写或都不写", "ledger, starts and ends are given together or not at all"),
        )
    if limit.ledger:
        require_declared(where, limit.ledger, limit.columns)
    for number, term in enumerate(limit.terms):
        if term.unit == DAY_OF_MONTH and term.value > LAST_OF_EVERY_MONTH:
            why = f"{term.value} 不是每月都有的一天", f"{term.value} is no day of every month"
            raise RegistryError(f"{where} terms[{number}].value", Text(*why))
    return limit


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


def due(limit: Limit, start: date, *, of: date | None = None, extended: bool = False, excluded: int = 0) -> date:
    """The last day in time for something that began on `start`.

    `of` decides which version holds where that is another day than `start`; `excluded` are days that do
    not count. Raises NoLimit where no version holds, YearNotKnown beyond the known calendar.
    """
    term = term_of(limit, of or start)
    length = term.value + (term.extension if extended else 0)
    start = start + timedelta(days=excluded)
    if term.unit == WORKING_DAYS:
        return _after_working_days(start, length)
    if term.unit == DAY_OF_MONTH:
        month_after = (start.replace(day=1) + timedelta(days=32)).replace(day=length)
        return _rolled(start.replace(day=length) if start.day <= length else month_after)
    return _rolled(start + timedelta(days=length))


def term_of(limit: Limit, day: date) -> Term:
    """The version in force for a matter of this day; raises NoLimit where there is none."""
    for term in reversed(limit.terms):
        if term.since is None or term.since <= day:
            return term
    raise NoLimit(Text(f"{limit.code}：{day} 没有已知的期限", f"{limit.code}: no limit is known for {day}"))


def natural_days(limit: Limit, day: date) -> int:
    """How many natural days a matter of this day has; 0 where it is counted otherwise or not known."""
    try:
        term = term_of(limit, day)
    except NoLimit:
        return 0
    return term.value if term.unit == DAYS else 0


def _after_working_days(day: date, count: int) -> date:
    own = calendars()
    while count:
        day += ONE_DAY
        count -= _works(day, own)
    return day


def _rolled(day: date) -> date:
    own = calendars()
    while not _works(day, own):
        day += ONE_DAY
    return day


judged_by("time-limits", limits)
judged_by("holidays", calendars)
