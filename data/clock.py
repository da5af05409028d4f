"""What day it is. Business dates are days in Asia/Shanghai; BOARD_TODAY fixes today for tests and demonstrations."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

from data.errors import BoardError

ZONE = ZoneInfo("Asia/Shanghai")


def fixed_day() -> date | None:
    """The day of BOARD_TODAY=YYYY-MM-DD, None where that is not set; raises BoardError when it is no date."""
    fixed = os.environ.get("BOARD_TODAY")
    try:
        return date.fromisoformat(fixed) if fixed else None
    except ValueError as error:
        raise BoardError(f"BOARD_TODAY={fixed} is no day: write it as 2026-05-29, or unset it") from error


def today() -> date:
    """The bureau's day: BOARD_TODAY where it is set, else the machine's."""
    return fixed_day() or datetime.now(ZONE).date()
