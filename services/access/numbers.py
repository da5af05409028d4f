"""Checks of codes by their check digits, and personal numbers that no cell may hold."""

import re
from collections.abc import Callable
from datetime import date

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Column, Kind, Ledger
from services.access.names import MASK

# GB 32100-2015: 18 characters without I, O, S, V, Z; weights 3^(i-1) mod 31; check = 31 - sum mod 31.
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = [pow(3, place, 31) for place in range(17)]
USCC_FORM = re.compile(f"[{USCC_ALPHABET}]{{2}}[0-9]{{6}}[{USCC_ALPHABET}]{{10}}")

# GB 11643-1999 (ISO 7064, MOD 11-2): weights 2^(18-i) mod 11, check characters by remainder.
IDENTITY_WEIGHTS = [pow(2, 17 - place, 11) for place in range(17)]
IDENTITY_CHECKS = "10X98765432"

DECISION_NUMBER = re.compile(r"\S+〔(?:19|20)\d{2}〕第?\d+(?:-\d+)?号")
SEASON = re.compile(r"((?:19|20)\d{2})-((?:19|20)\d{2})")
MOBILE = r"(^|[^0-9A-Za-z.])((?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})($|[^0-9])"
# The number of a record, perhaps with the reader's marks before it: nothing but eleven figures.
RECORD = "^[\ufdd0-\ufdef]*[0-9]{11}$"
IDENTITY = r"(^|[^0-9])([1-9]\d{5}(?:18|19|20)\d{2}(?:0\d|1[0-2])[0-3]\d{4}[0-9Xx])($|[^0-9A-Za-z])"
# What is no longer than this can't hold either; it spares most texts the two searches.
LONG_NUMBER = re.compile(r"\d[\d -]{9}")


def is_uscc(code: str) -> bool:
    """Whether a unified social credit code fits its form and check character (GB 32100-2015)."""
    if not USCC_FORM.fullmatch(code):
        return False
    values = [USCC_ALPHABET.index(letter) for letter in code]
    total = sum(weight * value for weight, value in zip(USCC_WEIGHTS, values, strict=False))
    return (31 - total % 31) % 31 == values[17]


def is_decision_number(text: str) -> bool:
    """Whether it reads like 津北辰市监处罚〔2025〕128号."""
    return bool(DECISION_NUMBER.fullmatch(text))


def is_season(text: str) -> bool:
    """Whether it names a growing season by its two years: 2025-2026."""
    years = SEASON.fullmatch(text)
    return bool(years) and int(years[2]) == int(years[1]) + 1


CHECKS: dict[str, Callable[[str], bool]] = {
    "uscc": is_uscc,
    "decision_number": is_decision_number,
    "season": is_season,
}


def is_identity_number(text: str) -> bool:
    """Whether 18 characters are a citizen's identity number: a real birthday and the check character."""
    number = text.upper()
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(IDENTITY_WEIGHTS, number[:17], strict=True))
    return IDENTITY_CHECKS[total % 11] == number[17]


def numbers_records(column: Column) -> bool:
    """Whether a column holds the numbers of records, its own or others', of which eleven figures are no telephone."""
    if column.kind is Kind.REFERENCE:
        return any(numbers_records(key) for key in ledger_of(column.refers_to).keys)
    return column.kind is Kind.IDENTIFIER and not column.check


def personal_numbers(texts: pl.Series, *, records: bool = False) -> pl.Series:
    """For each text (half width) "mobile", "identity" or null, by the number it holds; with `records` the texts are
    the numbers of records."""
    identity = texts.str.extract(IDENTITY, 2).map_elements(is_identity_number, return_dtype=pl.Boolean)
    named = pl.when(identity.fill_null(False)).then(pl.lit("identity"))
    mobile = texts.str.contains(MOBILE) & ~(texts.str.contains(RECORD) & pl.lit(records))
    return pl.select(named.when(mobile).then(pl.lit("mobile")).alias("rule")).to_series()


def hide_numbers(text: str, *, records: bool = False) -> str:
    """The text with its mobile and identity numbers masked, for messages and returned sheets; `records` as above."""
    if not LONG_NUMBER.search(text) or (records and re.search(RECORD, text)):
        return text
    for pattern in (IDENTITY, MOBILE):
        text = re.sub(pattern, lambda found: found[1] + found[2][:3] + MASK * 8 + found[3], text)
    return text


def without_numbers(cells: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """A ledger's cells with mobile and identity numbers masked, as `hide_numbers` does; `_row` and the rest stay."""
    records = {column.name for column in ledger.columns if numbers_records(column)}
    texts = (column for column in cells.iter_columns() if column.dtype == pl.String)
    return cells.with_columns(_hidden(column, records=column.name in records) for column in texts)


def _hidden(column: pl.Series, *, records: bool) -> pl.Series:
    """Each different text is looked at once."""
    texts = column.drop_nulls().unique()
    half = texts.str.normalize("NFKC")
    long = half.str.contains(LONG_NUMBER.pattern)
    found = zip(texts.filter(long), half.filter(long), strict=True)
    hidden = {text: hide_numbers(plain, records=records) for text, plain in found}
    return column.replace(list(hidden), list(hidden.values())) if hidden else column
