"""Time limits and working days.

Limits are entries of `data/registry/time-limits.toml`; statutory holidays come from chinesecalendar and,
for years it does not know, from `data/registry/holidays.toml`. The day of the event does not count, and
a limit that ends on a day off runs on to the next working day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import chinese_calendar

from data.errors import BoardError
from data.registry import RegistryError, entries, read, text_of
from data.texts import Text

WORKING_DAYS, DAYS, DAY_OF_MONTH = "working_days", "days", "day_of_month"
ONE_DAY = timedelta(days=1)


class YearNotKnown(BoardError):
    """The holidays of a year are known neither to chinesecalendar nor to the bureau's own table."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the holidays of {year} are not known: enter them in holidays.toml under BOARD_DATA/registry")
        self.year = year


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
            raise RegistryError(f"{where}: needs a definition")
        more = dict(entry.more)
        source, grade = text_of(more.pop("source", None), f"{where} source"), str(more.pop("grade", "-"))
        terms = tuple(_term(term, where) for term in more.pop("terms", ()))
        found[entry.code] = Limit(entry.code, entry.label, entry.definition, source, grade, terms, more)
    return found


def _term(table: Mapping[str, Any], where: str) -> Term:
    try:
        term = Term(**table)
    except TypeError as error:
        raise RegistryError(f"{where} terms: {error}") from error
    if term.unit not in (WORKING_DAYS, DAYS, DAY_OF_MONTH):
        raise RegistryError(f"{where} terms: unit {term.unit!r} is none of {WORKING_DAYS}, {DAYS}, {DAY_OF_MONTH}")
    return term


def is_working_day(day: date) -> bool:
    """Whether offices work on this day; raises YearNotKnown."""
    own = read("holidays").get(str(day.year))
    if own is not None:
        return day in own.get("working", ()) or (day.weekday() < 5 and day not in own.get("off", ()))
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError as error:
        raise YearNotKnown(day.year) from error


def working_days(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; 0 when `end` is not later."""
    return sum(is_working_day(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))


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
    while count:
        day += ONE_DAY
        count -= is_working_day(day)
    return day


def _rolled(day: date) -> date:
    while not is_working_day(day):
        day += ONE_DAY
    return day
