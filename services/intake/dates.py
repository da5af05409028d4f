"""Dates, months and points in time as people write them."""

import re
from datetime import date, datetime

import polars as pl

from data.ledgers.columns import Column
from services.days.clock import ZONE
from services.intake.outcome import How, each, outcome
from services.intake.words import DASHES

TIME = r"\d{1,2}[:时点]\d{1,2}(?:[:分](?:\d{1,2}(?:\.\d+)?秒?)?)?|\d{1,2}[时点]"
# What may follow a day and says nothing of another: a time of day, a weekday, a full stop.
AFTER = (
    rf"(?:[T\s]+(?:{TIME})(?:\s*(?:[ap]m|上午|下午))?|\s*(?:上午|下午|中午|晚上?|凌晨|早上?)?\s*(?:{TIME})?"
    r"|\s*[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?|[.,。])?$"
)
FULL = rf"(?i)^(\d{{4}})\s*[-/.年、,\s]\s*(\d{{1,2}})\s*[-/.月、,\s]\s*(\d{{1,2}})\s*[日号]?{AFTER}"
# An instant with its offset; the day is the one in Asia/Shanghai.
INSTANT = r"(?i)^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})$"
# 20260908, and 20260908143000 as programs write an instant.
COMPACT = rf"^(\d{{4}})(\d{{2}})(\d{{2}})(?:\d{{6}}|[T\s]+(?:{TIME}))?$"
# Days since 1899-12-30, as Excel counts them; five digits are the years 1927 to 2173.
SERIAL = r"^(\d{5})(?:\.\d+)?$"
# A workbook of the 1904 system counts from 1904-01-01, which is day 1462 of the other.
LATER = 1462
NO_YEAR = r"^(?:\d{2}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?$"
NO_DAY = r"^\d{4}\s*[-/.年]\s*\d{1,2}\s*(?:月份?)?$"
MONTH = r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:月份?)?(?:[-/]0?1(?:[T\s]00:00.*)?)?$"
COMPACT_MONTH = r"^(\d{4})(\d{2})$"
# Excel turns 2023.10 into 2023.1, so nobody can tell January from October.
UNCLEAR_MONTH = r"^\d{4}\.1$"
# The sign of a figure by its place; 零 and 〇 are both nought.
FIGURES = "〇一二三四五六七八九零"
NUMERALS = re.compile(
    r"^([〇零一二三四五六七八九]{4}|\d{4})年([一二三四五六七八九十]{1,2}|\d{1,2})月"
    r"(?:份|([一二三四五六七八九十]{1,3}|\d{1,2})[日号])?$"
)
EARLIEST = datetime(1949, 10, 1).date()


def counted_later(texts: pl.Series) -> pl.Series:
    """Bare numbers of a workbook that counts its days from 1904, as the others count them; other texts as they are."""
    days = texts.str.extract(r"^(\d{3,5}(?:\.\d+)?)$").cast(pl.Float64).floor().cast(pl.Int64) + LATER
    return pl.select(pl.coalesce(days.cast(pl.String), texts)).to_series()


def parse_dates(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Days; rules: date, year_missing, day_missing, future (unless the column may lie ahead)."""
    texts = in_digits(texts)
    days = pl.select(
        pl.coalesce(
            texts.str.replace(FULL, "${1}-${2}-${3}").str.to_date("%Y-%m-%d", strict=False),
            texts.str.replace(COMPACT, "${1}-${2}-${3}").str.to_date("%Y-%m-%d", strict=False),
            _counted(texts),
            _of_instants(texts),
        ).alias("day")
    )["day"]
    late = days > how.today if not column.future else days.is_null() & False
    rules = pl.select(
        pl.when(late.fill_null(False))
        .then(pl.lit("future"))
        .when(texts.str.contains(NO_YEAR))
        .then(pl.lit("year_missing"))
        .when(texts.str.contains(NO_DAY))
        .then(pl.lit("day_missing"))
        .otherwise(pl.lit("date"))
    ).to_series()
    kept = pl.select(pl.when(~late & (days >= EARLIEST)).then(days)).to_series()
    return outcome(kept, rules)


def _counted(texts: pl.Series) -> pl.Expr:
    return pl.date(1899, 12, 30) + pl.duration(days=pl.lit(texts.str.extract(SERIAL, 1).cast(pl.Int32)))


def _of_instants(texts: pl.Series) -> pl.Series:
    """The day in Asia/Shanghai of texts that say their offset: 2026-09-08T16:30:00Z is the ninth."""
    days = [_day_of(text) if text else None for text in texts.str.extract(f"({INSTANT})", 1)]
    return pl.Series(days, dtype=pl.Date)


def _day_of(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text.upper().replace(" Z", "Z")).astimezone(ZONE).date()
    except ValueError:
        return None


def in_digits(texts: pl.Series) -> pl.Series:
    """Dates in Chinese numerals with their figures: 二〇二三年五月二十九日; dashes of any length as short ones."""
    texts = texts.str.replace_all(DASHES, "-").str.replace_all("[○Ｏ]", "〇")
    chinese = texts.str.contains("[〇零一二三四五六七八九十]").fill_null(False)
    if not chinese.any():
        return texts
    return pl.Series([_in_digits(text) if is_so else text for text, is_so in zip(texts, chinese, strict=True)])


def _in_digits(text: str) -> str:
    found = NUMERALS.match(text)
    if not found:
        return text
    year, month, day = found.groups()
    figures = year if year.isdigit() and year.isascii() else "".join(str(FIGURES.index(one) % 10) for one in year)
    return f"{figures}年{_figure(month)}月" + (f"{_figure(day)}日" if day else "")


def _figure(text: str) -> str:
    """二十九 as 29; what is in figures stays."""
    if text.isascii():
        return text
    tens, ten, ones = text.rpartition("十")
    return str((FIGURES.index(tens) if tens else 1) * 10 * bool(ten) + (FIGURES.index(ones) if ones else 0))


def parse_periods(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Months as "YYYY-MM"; rules: period, future."""
    clear = in_digits(texts)
    clear = pl.select(pl.when(~clear.str.contains(UNCLEAR_MONTH)).then(clear)).to_series()
    days = pl.select(
        pl.coalesce(
            clear.str.replace(MONTH, "${1}-${2}-1").str.to_date("%Y-%m-%d", strict=False),
            clear.str.replace(COMPACT_MONTH, "${1}-${2}-1").str.to_date("%Y-%m-%d", strict=False),
            _counted(clear),
        ).alias("day")
    )["day"]
    days = pl.select(pl.when(days.dt.day() == 1).then(days)).to_series()
    late = (days > how.today).fill_null(False) if not column.future else days.is_null() & False
    months = pl.select(pl.when(~late).then(days.dt.strftime("%Y-%m"))).to_series()
    return outcome(months, pl.select(pl.when(late).then(pl.lit("future")).otherwise(pl.lit("period"))).to_series())


def parse_instants(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Points in time, in UTC; without an offset they are meant in Asia/Shanghai."""
    return each([_instant(text, how, column.future) for text in texts], column.dtype)


def _instant(text: str, how: How, future: bool) -> tuple[datetime | None, str | None, list[str]]:
    try:
        value = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None, "instant", []
    value = value if value.tzinfo else value.replace(tzinfo=ZONE)
    if not future and value.astimezone(ZONE).date() > how.today:
        return None, "future", []
    return value, None, []
