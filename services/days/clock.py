"""The one clock. Business dates are days in Asia/Shanghai; instants are UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol

from data.clock import ZONE, fixed_day


class Clock(Protocol):
    """What day it is for the bureau, and what instant it is for the record."""

    def today(self) -> date: ...

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock."""

    def today(self) -> date:
        return datetime.now(ZONE).date()

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands at noon of one day, for tests and for pictures of the demonstration."""

    day: date

    def today(self) -> date:
        return self.day

    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), ZONE).astimezone(UTC)


def clock() -> Clock:
    """The clock to use: fixed on BOARD_TODAY=YYYY-MM-DD where that is set, else the machine's.

    Raises BoardError when BOARD_TODAY is no date.
    """
    fixed = fixed_day()
    return FixedClock(fixed) if fixed else SystemClock()
