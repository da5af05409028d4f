"""Cells of one column from text to frame form. Each different text is looked at once."""

from collections.abc import Callable

import polars as pl

from data.ledgers.columns import Column, Kind
from services.exchange.sheets import unguard
from services.intake.amounts import parse_numbers
from services.intake.checks import CHECKS, is_uscc, personal_numbers
from services.intake.choices import parse_choices, parse_several, parse_yes_no
from services.intake.dates import parse_dates, parse_instants, parse_periods
from services.intake.outcome import How, each, offered, outcome
from services.intake.places import parse_geometries, parse_points
from services.privacy import maskable, withheld

BLANK = ["-", "--", "—", "——", "–", "/", "\\"]
LONGEST = 5_000
YEAR_IN_BRACKETS = r"[\[(【〔{]\s*(\d{4})\s*[\])】〕}]"
SHA256 = r"^[0-9a-f]{64}$"


def parse(column: Column, cells: pl.Series, how: How) -> pl.DataFrame:
    """For each cell (text or null): value, rule (null when fine), offers, withheld (masked: not given)."""
    texts = cells.drop_nulls().unique()
    known = pl.DataFrame({"text": texts, "half": texts.map_elements(unguard, return_dtype=pl.String)})
    known = known.with_columns(pl.col("half").str.normalize("NFKC").str.strip_chars())
    masked = texts.map_elements(withheld, return_dtype=pl.Boolean) if maskable(column) else None
    given = ~known["half"].is_in(BLANK) if masked is None else ~known["half"].is_in(BLANK) & ~masked
    read = _read(column, known.filter(given), how)
    known = known.with_columns(withheld=pl.lit(False) if masked is None else masked).join(read, on="text", how="left")
    rows = cells.alias("text").to_frame().join(known, on="text", how="left", maintain_order="left")
    return rows.select("value", "rule", pl.col("offers").fill_null(""), pl.col("withheld").fill_null(False))


def _read(column: Column, known: pl.DataFrame, how: How) -> pl.DataFrame:
    """Value, rule and offers for each text that is given."""
    result = PARSERS[column.kind](column, known["text" if column.kind in WRITTEN_AS_IS else "half"], how)
    refused = personal_numbers(known["half"])
    if column.check == "uscc":
        # Some credit codes are 18 digits that would pass for an identity number.
        valid = known["half"].map_elements(is_uscc, return_dtype=pl.Boolean)
        refused = pl.select(pl.when(~valid).then(refused)).to_series()
    return result.select(
        known["text"],
        pl.when(refused.is_null()).then(pl.col("value")).alias("value"),
        pl.coalesce(refused, "rule").alias("rule"),
        "offers",
    )


def _texts(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Texts keep their full-width signs; only the ends are trimmed."""
    trimmed = texts.map_elements(unguard, return_dtype=pl.String).str.strip_chars()
    return outcome(pl.select(pl.when(trimmed.str.len_chars() <= LONGEST).then(trimmed)).to_series(), "too_long")


def _names(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    return _texts(column, texts.str.replace_all(r"\s+", " "), how)


def _identifiers(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Half width, without blanks, years in 〔〕; checked where the column says how."""
    codes = texts.str.replace_all(r"\s", "").str.replace_all(YEAR_IN_BRACKETS, "〔${1}〕")
    if not column.check:
        return _texts(column, codes, how)
    codes = codes.str.to_uppercase() if column.check == "uscc" else codes
    valid = codes.map_elements(CHECKS[column.check], return_dtype=pl.Boolean)
    return outcome(pl.select(pl.when(valid).then(codes)).to_series(), column.check)


def _references(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    if how.names is None:
        raise ValueError(f"{column.name}: no names to look up")
    return each(offered(texts, [how.names.find(text) for text in texts], how.names.words), column.dtype)


def _attachments(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    return outcome(pl.select(pl.when(texts.str.contains(SHA256)).then(texts)).to_series(), "attachment")


WRITTEN_AS_IS = (Kind.TEXT, Kind.PERSON)
PARSERS: dict[Kind, Callable[[Column, pl.Series, How], pl.DataFrame]] = {
    Kind.TEXT: _texts,
    Kind.PERSON: _names,
    Kind.IDENTIFIER: _identifiers,
    Kind.DATE: parse_dates,
    Kind.PERIOD: parse_periods,
    Kind.INSTANT: parse_instants,
    Kind.YES_NO: parse_yes_no,
    Kind.COUNT: parse_numbers,
    Kind.DECIMAL: parse_numbers,
    Kind.MONEY: parse_numbers,
    Kind.CHOICE: parse_choices,
    Kind.CHOICES: parse_several,
    Kind.REFERENCE: _references,
    Kind.POINT: parse_points,
    Kind.GEOMETRY: parse_geometries,
    Kind.ATTACHMENT: _attachments,
}
