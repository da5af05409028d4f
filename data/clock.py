"""What day it is. Business dates are days in Asia/Shanghai; BOARD_TODAY fixes today for tests and demonstrations."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

from data.errors import BoardError
from data.texts import Text

ZONE = ZoneInfo("Asia/Shanghai")
# The board knows nothing from before: a clock that shows an earlier day was never set.
EARLIEST = date(2015, 1, 1)


class ClockWrong(BoardError):
    """The machine's clock, or BOARD_TODAY, shows a day before EARLIEST; `text` says so."""

    def __init__(self, day: date) -> None:
        super().__init__(
            Text(
                f"本机的日期是 {day}，显然不对：请校正服务器的时钟（或 BOARD_TODAY），在此之前看板不工作",
                f"this machine believes that it is {day}: set its clock (or BOARD_TODAY) right, nothing works before",
            )
        )


def check_clock() -> None:
    """Raises ClockWrong where what is written down would bear a date that can't be."""
    if (day := today()) < EARLIEST:
        raise ClockWrong(day)


def fixed_day() -> date | None:
    """The day of BOARD_TODAY=YYYY-MM-DD, None where that is not set; raises BoardError when it is no date."""
    fixed = os.environ.get("BOARD_TODAY")
    try:
        return date.fromisoformat(fixed) if fixed else None
    except ValueError as error:
        raise BoardError(
            Text(
                f"BOARD_TODAY={fixed} 不是日期：请写成 2026-05-29 的样子，或不设",
                f"BOARD_TODAY={fixed} is no day: write it as 2026-05-29, or unset it",
            )
        ) from error


def today() -> date:
    """The bureau's day: BOARD_TODAY where it is set, else the machine's."""
    return fixed_day() or datetime.now(ZONE).date()
