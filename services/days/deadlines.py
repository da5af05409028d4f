"""Time limits and working days.

Limits are entries of `data/registry/time-limits.toml`; statutory holidays come from chinesecalendar and,
for years it does not know, from `data/registry/holidays.toml`. The day of the event does not count, and
a limit that ends on a day off runs on to the next working day.
"""

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import chinese_calendar

from data.errors import BoardError
from data.registry import RegistryError, entries, judged_by, read, text_of
from data.texts import Text

WORKING_DAYS, DAYS, DAY_OF_MONTH = "working_days", "days", "day_of_month"
ONE_DAY = timedelta(days=1)
SATURDAY = 5
LAST_OF_EVERY_MONTH, LONGEST = 28, 3650


class YearNotKnown(BoardError):
    """The holidays of a year are known neither to chinesecalendar nor to the bureau's own table."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the holidays of {year} are not known: enter them in holidays.toml under BOARD_DATA/registry")
        self.year = year


@dataclass(frozen=True, slots=True)
class Calendar:
    """What makes a year's working days differ from its weekdays: weekdays off, and weekend days worked."""

    off: frozenset[date]
    working: frozenset[date]


class NoLimit(BoardError):
    """No limit is known to hold for this matter on this day."""


@dataclass(frozen=True, slots=True)
class Term:
    """One version of a limit, in force for matters from `since` on (None: from the beginning)."""

    value: int
    unit: str
    extension: int = 0
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit and where it comes from. `terms` are oldest first; none means that it is not verified.

    `measured` says how a ledger's rows are held against it: ledger, starts, ends and, where they apply,
    version, only, extended, excluded (see time-limits.toml); it is empty where no ledger has the dates.
    """

    code: str
    label: Text
    definition: Text
    source: Text
    grade: str
    terms: tuple[Term, ...]
    measured: Mapping[str, Any]

    def term(self, day: date) -> Term:
        """The version in force for a matter of this day; raises NoLimit where there is none."""
        for term in reversed(self.terms):
            if term.since is None or term.since <= day:
                return term
        raise NoLimit(f"{self.code}: no limit is known for {day}")

    def natural_days(self, day: date) -> int:
        """How many natural days a matter of this day has; 0 where it is counted otherwise or not known."""
        try:
            term = self.term(day)
        except NoLimit:
            return 0
        return term.value if term.unit == DAYS else 0


def limits() -> dict[str, Limit]:
    """Every limit by its code, in the registry's order; raises RegistryError for a faulty entry."""
    found: dict[str, Limit] = {}
    for entry in entries("time-limits"):
        where = f"time-limits.toml [{entry.code}]"
        if entry.definition is None:
            raise RegistryError(where, Text("缺少 definition", "needs a definition"))
        more = dict(entry.more)
        source, grade = text_of(more.pop("source", None), f"{where} source"), str(more.pop("grade", "-"))
        terms = tuple(_term(term, where) for term in more.pop("terms", ()))
        found[entry.code] = Limit(entry.code, entry.label, entry.definition, source, grade, terms, more)
    return found


def _term(table: Mapping[str, Any], where: str) -> Term:
    try:
        term = Term(**table)
    except TypeError as error:
        raise RegistryError(f"{where} terms", Text(f"不能使用（{error}）", str(error))) from error
    if term.unit not in (WORKING_DAYS, DAYS, DAY_OF_MONTH):
        known = f"{WORKING_DAYS}, {DAYS}, {DAY_OF_MONTH}"
        raise RegistryError(
            f"{where} terms", Text(f"unit {term.unit!r} 应为 {known} 之一", f"unit {term.unit!r} is none of {known}")
        )
    most = LAST_OF_EVERY_MONTH if term.unit == DAY_OF_MONTH else LONGEST
    if type(term.value) is not int or not 1 <= term.value <= most:
        raise RegistryError(f"{where} terms", _whole("value", term.value, 1, most))
    if type(term.extension) is not int or not 0 <= term.extension <= LONGEST:
        raise RegistryError(f"{where} terms", _whole("extension", term.extension, 0, LONGEST))
    return term


def _whole(key: str, value: Any, low: int, high: int) -> Text:
    return Text(
        f"{key} {value!r} 应为 {low} 到 {high} 的整数", f"{key} {value!r} is no whole number from {low} to {high}"
    )


def calendars() -> dict[int, Calendar]:
    """The bureau's own table of days off and days worked by year; raises RegistryError for a faulty one."""
    return {_year(code): _calendar(code, table) for code, table in read("holidays").items()}


def _year(code: str) -> int:
    if not (code.isascii() and code.isdecimal() and len(code) == 4):
        raise RegistryError(
            f"holidays.toml [{code}]", Text("不是年份，应写作 [2027]", "is no year; write it as [2027]")
        )
    return int(code)


def _calendar(code: str, table: Any) -> Calendar:
    where, days = f"holidays.toml [{code}]", {}
    if not isinstance(table, dict):
        raise RegistryError(where, Text("不是一张表", "is no table"))
    for name, weekend in (("off", False), ("working", True)):
        for day in table.get(name, ()):
            if type(day) is not date or day.year != int(code):
                example = f"{code}-01-01"
                raise RegistryError(
                    f"{where} {name}",
                    Text(
                        f"{day} 不是 {code} 年的日期，应写作 {example}",
                        f"{day} is no day of {code}; write it as {example}",
                    ),
                )
            if (day.weekday() >= SATURDAY) is not weekend:
                what = (
                    Text("是工作日，本来就上班", "is a weekday, and worked anyway")
                    if weekend
                    else Text("是周末，本来就休息", "is a weekend day, and off anyway")
                )
                raise RegistryError(f"{where} {name}", Text(f"{day} {what.zh}", f"{day} {what.en}"))
        days[name] = frozenset(table.get(name, ()))
    return Calendar(**days)


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
    term = limit.term(of or start)
    length = term.value + (term.extension if extended else 0)
    start = start + timedelta(days=excluded)
    if term.unit == WORKING_DAYS:
        return _after_working_days(start, length)
    if term.unit == DAY_OF_MONTH:
        month_after = (start.replace(day=1) + timedelta(days=32)).replace(day=length)
        return _rolled(start.replace(day=length) if start.day <= length else month_after)
    return _rolled(start + timedelta(days=length))


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
