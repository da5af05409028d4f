"""How values are written, everywhere: numbers, money, changes, dates. One mark for what is missing.

`language` is a code of `data.texts.LANGUAGES` ("zh_CN", "en"). Every function takes None and answers
with the missing mark.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from services.clock import ZONE

MISSING = "—"
SMALL_BASE = 20
ARROW = "→"
DASH = "—"
MARKUP = frozenset("\\`*_{}[]()<>#+-.!|~$:&^=@")
SCALES = ((Decimal(10**8), " 亿"), (Decimal(10**4), " 万"))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Number = int | float | Decimal


def number(value: Number | None) -> str:
    """A count in full, with thousands separators: 12,345."""
    if value is None:
        return MISSING
    return f"{_rounded(Decimal(str(value)), 0 if value == int(value) else 1):,}"


def short(value: Number | None, language: str) -> str:
    """A count for a headline: 4.35 万 in Chinese from ten thousand on, 43,500 in English."""
    if value is None or language == "en":
        return number(value)
    figure, scale = _scaled(Decimal(str(value)))
    return figure + scale


def money(yuan: Decimal | int | None, language: str) -> str:
    """An amount in yuan: 12.8 万元 in Chinese, ¥128,000 in English."""
    if yuan is None:
        return MISSING
    if language == "en":
        return f"{'-' if yuan < 0 else ''}¥{abs(_rounded(Decimal(yuan), 0)):,}"
    figure, scale = _scaled(Decimal(yuan))
    return f"{figure}{scale}元" if scale else f"{figure} 元"


def money_in_full(yuan: Decimal | None, language: str) -> str:
    """An amount to the 分, for tables and profiles: 128,000.00 元, ¥128,000.00."""
    if yuan is None:
        return MISSING
    return f"¥{yuan:,.2f}" if language == "en" else f"{yuan:,.2f} 元"


def _scaled(value: Decimal) -> tuple[str, str]:
    """The figure and its scale: two decimals below ten, one from there on.

    The scale is chosen after rounding, so that 99,999,999 is 1 亿 and not 10,000 万.
    """
    for divisor, scale in SCALES:
        figure = value / divisor
        figure = _rounded(figure, 2 if abs(figure) < 10 else 1)
        if abs(figure) >= 1:
            return f"{_plain(figure):,}", scale
    return number(value), ""


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros, and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def change(
    now: Number | None,
    before: Number | None,
    *,
    base: int | None = None,
    write: Callable[[Number], str] = number,
) -> str:
    """What became of `before`: "+12%", or "1→4" when it rests on fewer than 20 things.

    `base` is how many things `before` was made of, where it is not itself a count (an amount of money).
    """
    if now is None or before is None:
        return MISSING
    if (before if base is None else base) < SMALL_BASE or not before:
        return f"{write(before)}{ARROW}{write(now)}"
    percent = _rounded((Decimal(str(now)) / Decimal(str(before)) - 1) * 100, 0)
    return f"{percent:+}%" if percent else "±0%"


def share(part: int | None, whole: int | None) -> str:
    """A part of a whole: "91%", or "10/11" when the whole is fewer than 20 things."""
    if part is None or not whole:
        return MISSING
    if whole < SMALL_BASE:
        return f"{part}/{whole}"
    return f"{_rounded(Decimal(part * 100) / whole, 0)}%"


def days(count: int | None, language: str) -> str:
    """A length of time in days: 3 天, 3 days."""
    if count is None:
        return MISSING
    if language == "en":
        return f"{count:,} day" if abs(count) == 1 else f"{count:,} days"
    return f"{count:,} 天"


def day(value: date | None, language: str, *, year: bool = True) -> str:
    """A date: 2026年5月29日 or 29 May 2026; without the year 5月29日 or 29 May."""
    if value is None:
        return MISSING
    if language == "en":
        return f"{value.day} {MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")
    return (f"{value.year}年" if year else "") + f"{value.month}月{value.day}日"


def month(value: date | None, language: str) -> str:
    """A month: 2026年5月, May 2026."""
    if value is None:
        return MISSING
    return f"{MONTHS[value.month - 1]} {value.year}" if language == "en" else f"{value.year}年{value.month}月"


def quarter(value: date | None, language: str) -> str:
    """A quarter: 2026年第2季度, Q2 2026."""
    if value is None:
        return MISSING
    which = (value.month + 2) // 3
    return f"Q{which} {value.year}" if language == "en" else f"{value.year}年第{which}季度"


def span(start: date | None, end: date | None, language: str, *, year: bool = True) -> str:
    """A span of days, both included: 2026年5月29日—6月4日, 1–4 Jun 2026; what is the same is said once."""
    if start is None or end is None:
        return MISSING
    if start == end:
        return day(end, language, year=year)
    across = start.year != end.year
    within = not across and start.month == end.month
    if language == "en":
        first = f"{start.day}–" if within else f"{day(start, language, year=across)} – "
        return first + day(end, language, year=year or across)
    last = f"{end.day}日" if within else day(end, language, year=across)
    return f"{day(start, language, year=year or across)}{DASH}{last}"


def instant(value: datetime | None, language: str) -> str:
    """A point in time, absolute and in the bureau's zone: 2026年5月29日 14:05, 29 May 2026, 14:05."""
    if value is None:
        return MISSING
    local = value.astimezone(ZONE)
    return day(local.date(), language) + (", " if language == "en" else " ") + f"{local:%H:%M}"


def listing(parts: Iterable[str], language: str) -> str:
    """Several names in one sentence: 甲、乙 or A, B."""
    return (", " if language == "en" else "、").join(parts)


def literal(text: str) -> str:
    """A text from outside for use inside markdown: shown as it stands, no markup, link, formula or icon."""
    return "".join(f"\\{sign}" if sign in MARKUP else " " if sign in "\r\n" else sign for sign in text)
