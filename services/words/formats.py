"""How values are written, everywhere: numbers, money, changes, dates. One mark for what is missing, one minus sign.

Halves are rounded away from zero. `language` is a code of `data.texts.LANGUAGES` ("zh_CN", "en"). Every function
takes None and answers with the missing mark.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from data.texts import visible
from services.days.clock import ZONE

MISSING = "—"
MINUS = "−"
SAME = "±0"
SMALL_BASE = 20
ARROW = "→"
DASH = "—"
MARKUP = frozenset("\\`*_{}[]()<>#+-.!|~$:&^=@")
# What Streamlit's front end makes links, icons and arrows of after the escapes are gone, cut where it is looked for:
# addresses (http://, www., a@b), :name: and :material/name:, and arrows and dashes of -, <, >, =, ~.
WORKING = re.compile(
    r"(?<=http)s?(?=://)|(?<=www)(?=\.)|(?<=@)(?=[-\w])|(?<=:)(?=[-+\w/]+:)|(?<=[-<>=~])(?=[->=])",
    re.ASCII | re.IGNORECASE,
)
# A span with nothing in it: it parts a text in two and shows nothing.
CUT = ":small[]"
BLANK = re.compile(r"[ \t\r\n]+")
# Each scale with how fine the one below it is written: a value is written in the first that it reaches there.
SCALES = ((Decimal(10**8), " 亿", Decimal(10**3)), (Decimal(10**4), " 万", Decimal("0.1")))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Number = int | float | Decimal


def number(value: Number | None) -> str:
    """A count in full, with thousands separators: 12,345."""
    if value is None:
        return MISSING
    return _signed(_rounded(Decimal(str(value)), 0 if value == int(value) else 1))


def _signed(value: Decimal) -> str:
    """A rounded number with thousands separators; what rounds to zero has no sign."""
    return minus(f"{value or abs(value):,}")


def minus(text: str) -> str:
    """A number that Python wrote, with the board's minus sign."""
    return text.replace("-", MINUS)


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
        whole = _rounded(Decimal(yuan), 0)
        return f"{MINUS if whole < 0 else ''}¥{abs(whole):,}"
    figure, scale = _scaled(Decimal(yuan))
    return f"{figure}{scale}元" if scale else f"{figure} 元"


def money_in_full(yuan: Decimal | None, language: str) -> str:
    """An amount to the 分, for tables and profiles: 128,000.00 元, ¥128,000.00."""
    if yuan is None:
        return MISSING
    figure = _signed(_rounded(yuan, 2))
    if language != "en":
        return f"{figure} 元"
    return f"{MINUS}¥{figure.removeprefix(MINUS)}" if figure.startswith(MINUS) else f"¥{figure}"


def money_change(now: Decimal, before: Decimal, language: str) -> str:
    """What became of an amount, as an amount: +2.5 万元, −2.5 万元, ±0. A percentage of so few cases says too much."""
    if now == before:
        return SAME
    return f"{'+' if now > before else MINUS}{money(abs(now - before), language)}"


def _scaled(value: Decimal) -> tuple[str, str]:
    """The figure and its scale: two decimals below ten, one from there on.

    The scale is chosen by what the one below would show: 99,999,999 is 1 亿 and not 10,000 万, but 9,999 stays 9,999.
    """
    for divisor, scale, finest in SCALES:
        if abs(_rounded(value / finest, 0) * finest) >= divisor:
            figure = value / divisor
            return _signed(_plain(_rounded(figure, 2 if abs(figure) < 10 else 1))), scale
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
    return minus(f"{percent:+}%") if percent else f"{SAME}%"


def share(part: int | None, whole: int | None) -> str:
    """A part of a whole: "91%", or "10/11" when the whole is fewer than 20 things."""
    if part is None or not whole:
        return MISSING
    if whole < SMALL_BASE:
        return f"{part}/{whole}"
    return f"{_rounded(Decimal(part * 100) / whole, 0)}%"


def percent(value: float | Decimal | None, places: int = 0) -> str:
    """A number of hundredths: 45 is 45%; at most so many decimals."""
    return MISSING if value is None else f"{_signed(_plain(rounded(value, places)))}%"


def rounded(value: float | Decimal, places: int = 0) -> Decimal:
    """A value with so many decimals, halves away from zero."""
    return _rounded(Decimal(str(value)), places)


def days(count: float | None, language: str) -> str:
    """A length of time in days: 3 天, 3 days; a median keeps its half: 6.5 天."""
    if count is None:
        return MISSING
    if language == "en":
        return f"{number(count)} day" if abs(count) == 1 else f"{number(count)} days"
    return f"{number(count)} 天"


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


def months(first: date | None, last: date | None, language: str) -> str:
    """A span of whole months: 2025年10月—2026年9月, Oct 2025 – Sep 2026."""
    if first is None or last is None:
        return MISSING
    dash = " – " if language == "en" else DASH
    return f"{month(first, language)}{dash}{month(last, language)}"


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
    """A text from outside for use inside markdown: shown as it stands, no markup, link, formula, icon or arrow, and
    nothing in it that can't be seen."""
    line = BLANK.sub(" ", visible(text)).strip(" ")
    parts = WORKING.sub(lambda found: f"{found[0]}\0", line).split("\0")
    return CUT.join("".join(f"\\{sign}" if sign in MARKUP else sign for sign in part) for part in parts)
