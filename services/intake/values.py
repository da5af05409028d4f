"""Numbers of a workbook as text: plain, as a date where its format says so, or marked where digits are lost."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from services.intake.marks import CUT, DATE, FROM_1904
from services.intake.number_formats import Format, shown

# Built-in formats without a code of their own: 27 to 36 and 50 to 58 are the Chinese ones (ECMA-376, 18.8.30).
DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
# What a format code shows as it stands: quoted, escaped, padding, colours and locales, scientific notation.
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[0#?.]e[+-]', re.IGNORECASE)
DATE_CODE = re.compile(r"[ymdhse年月日时分秒]|a{3,4}|上午|下午")
GENERAL = ("general", "g/通用格式", "@")
# Beyond fifteen digits a spreadsheet keeps none.
EXACT = 10**15
LAST_DAY = 2_958_466
DAY_ZERO, DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


def shows_dates(code: str) -> bool:
    """Whether a number format shows a date or time: yyyy"年"m"月"d"日", [$-804]aaaa, but not 0.0E+00 or General."""
    sections = (LITERAL.sub("", section).strip().lower() for section in code.split(";"))
    return any(bool(DATE_CODE.search(section)) for section in sections if section not in GENERAL)


def number(value: float, *, date: bool, from_1904: bool, form: tuple[Format, ...] = ()) -> tuple[str, str]:
    """A number's text, as its format shows it, and marks."""
    if date and 0 <= value < LAST_DAY:
        return _moment(value, DAY_ZERO_1904 if from_1904 else DAY_ZERO), DATE
    if abs(value) >= EXACT:
        return f"{value:.15G}", CUT
    text = f"{value:.15g}"
    if "e" in text:
        text = format(Decimal(text), "f")
    return shown(text, form) if form and isfinite(value) else text, FROM_1904 if from_1904 else ""


@lru_cache(maxsize=10_000)
def _moment(serial: float, zero: datetime) -> str:
    """2026-09-08, 2026-09-08 14:30:00, or 14:30:00 for a time without a day."""
    moment = zero + timedelta(seconds=round(serial * 86_400))
    if serial < 1 and zero is DAY_ZERO:
        return moment.strftime("%H:%M:%S")
    if moment.time() == datetime.min.time():
        return moment.strftime("%Y-%m-%d")
    return moment.strftime("%Y-%m-%d %H:%M:%S")
