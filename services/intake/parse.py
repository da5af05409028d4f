"""Cells of one column from text to frame form. Each different text is looked at once."""

import re
from collections.abc import Callable

import polars as pl

from data.ledgers.columns import Column, Kind
from data.texts import UNSEEN
from services.access.numbers import CHECKS, is_uscc, numbers_records, personal_numbers
from services.access.privacy import maskable, withheld
from services.exchange.sheets import unguard
from services.intake.amounts import parse_numbers
from services.intake.choices import parse_choices, parse_several, parse_yes_no
from services.intake.dates import counted_later, parse_dates, parse_instants, parse_periods
from services.intake.marks import CUT, DATE, FROM_1904, MARKED, MERGED, NO_RESULT
from services.intake.outcome import How, each, outcome
from services.intake.places import parse_geometries, parse_points
from services.intake.words import YEAR, identifier

BLANK = ["-", "--", "—", "——", "–", "/", "\\"]
LONGEST = 5_000
# Cells that hold what a spreadsheet makes of a formula that fails, also as text in a CSV file.
ERROR = (
    r"^(?:#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA|BLOCKED!|CONNECT!|UNKNOWN!"
    r"|BUSY!|EXTERNAL!|PYTHON!|TIMEOUT!)|Err:\d{3})$"
)
PICTURE = r"^=(?:_xlfn\.)?(?:DISPIMG|IMAGE)\("
# How a spreadsheet writes a number too long for it, or ends one in noughts that were other figures.
ROUNDED = r"(?i)^\d(?:\.\d+)?E\+\d+$|^\d{15}00+$"
# What people type before a number to keep it as it is.
TYPED_AS_TEXT = "^['‘’`]+"
NO_IDENTIFIER = r"(?i)^(?:true|false|无|暂无|没有|无编号|不详|待定|待补|未编号|none|null|n/a)$"
DAY = r"^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?$"
# What may be one value over several rows of a merged cell; of the others nobody knows whose it is.
FILLED_DOWN = frozenset(Kind) - {Kind.MONEY, Kind.COUNT, Kind.DECIMAL}
SHA256 = r"^[0-9a-f]{64}$"


def parse(column: Column, cells: pl.Series, how: How) -> pl.DataFrame:
    """For each cell (text, perhaps with marks before it, or null): value, rule (null when fine), offers, withheld
    (masked: not given)."""
    known = _looked_at(column, cells.drop_nulls().unique())
    if maskable(column):
        masked = known["text"].map_elements(withheld, return_dtype=pl.Boolean)
    else:
        masked = pl.repeat(False, known.height, dtype=pl.Boolean, eager=True)
    given = ~known["half"].is_in(BLANK) & ~masked
    read = _read(column, known.filter(given & known["spoilt"].is_null()), how)
    known = known.with_columns(withheld=masked).join(read, on="cell", how="left")
    rows = cells.alias("cell").to_frame().join(known, on="cell", how="left", maintain_order="left")
    spoilt = pl.when(~pl.col("half").is_in(BLANK)).then(pl.col("spoilt"))
    return rows.select(
        "value", pl.coalesce(spoilt, "rule").alias("rule"), pl.col("offers").fill_null(""),
        pl.col("withheld").fill_null(False),
    )  # fmt: skip


def _looked_at(column: Column, cells: pl.Series) -> pl.DataFrame:
    """Each different cell: its text as it came and in half width, and the rule it breaks whatever it says."""
    marks = cells.str.extract(MARKED).fill_null("")
    seen = cells.str.replace(MARKED, "").str.replace_all(UNSEEN, "")
    texts = pl.Series([unguard(text) for text in seen], dtype=pl.String)
    half = texts.str.normalize("NFKC").str.strip_chars().str.replace(TYPED_AS_TEXT, "")
    if column.kind in (Kind.DATE, Kind.PERIOD, Kind.INSTANT):
        half = pl.select(pl.when(marks.str.contains(FROM_1904)).then(counted_later(half)).otherwise(half)).to_series()
    alone = column.key or column.kind not in FILLED_DOWN
    rules = {
        "picture": half.str.contains(PICTURE),
        "error_cell": half.str.contains(ERROR),
        "no_result": marks.str.contains(NO_RESULT),
        "cut": marks.str.contains(CUT),
        "merged": marks.str.contains(MERGED) & pl.lit(alone),
    }
    if column.kind in (Kind.IDENTIFIER, Kind.REFERENCE):
        rules["cut"] |= half.str.contains(ROUNDED)
    if column.kind is Kind.IDENTIFIER:
        rules["date_cell"] = marks.str.contains(DATE) | half.str.contains(DAY)
        rules["no_identifier"] = half.str.contains(NO_IDENTIFIER)
    spoilt = pl.coalesce(pl.when(broken).then(pl.lit(rule)) for rule, broken in rules.items())
    return pl.select(cells.alias("cell"), texts.alias("text"), half.alias("half"), spoilt.alias("spoilt"))


def _read(column: Column, known: pl.DataFrame, how: How) -> pl.DataFrame:
    """Value, rule and offers for each cell that is given."""
    result = PARSERS[column.kind](column, known["text" if column.kind in WRITTEN_AS_IS else "half"], how)
    refused = personal_numbers(known["half"], records=numbers_records(column))
    if column.check == "uscc":
        # Some credit codes are 18 digits that would pass for an identity number.
        valid = known["half"].map_elements(is_uscc, return_dtype=pl.Boolean)
        refused = pl.select(pl.when(~valid).then(refused)).to_series()
    return result.select(
        known["cell"],
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
    """In the one spelling of a key; checked where the column says how. Rules: several, and that of the check."""
    codes = pl.Series([identifier(text) for text in texts], dtype=pl.String)
    several = pl.Series([_several(text) for text in texts], dtype=pl.Boolean)
    codes = codes.str.to_uppercase() if column.check == "uscc" else codes
    valid = codes.map_elements(CHECKS[column.check], return_dtype=pl.Boolean) if column.check else None
    valid = codes.str.len_chars() <= LONGEST if valid is None else valid
    rule = pl.when(several).then(pl.lit("several")).otherwise(pl.lit(column.check or "too_long"))
    return outcome(pl.select(pl.when(valid & ~several).then(codes)).to_series(), pl.select(rule).to_series())


def _several(text: str) -> bool:
    """Whether a cell holds two identifiers: parts on lines of their own, or two years, that look alike."""
    parts = [re.sub(r"\d+", "0", identifier(part)) for part in re.split(r"[\s、;,]+", text.strip())]
    alike = len(parts) > 1 and len(set(parts)) == 1 and len(parts[0]) > 1
    return alike or len(YEAR.findall(text)) > 1


def _references(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    if how.names is None:
        raise ValueError(f"{column.name}: no names to look up")
    return each([how.names.find(text, how.remembered) for text in texts], column.dtype)


def _attachments(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    return outcome(pl.select(pl.when(texts.str.contains(SHA256)).then(texts)).to_series(), "attachment")


# Texts keep their full-width signs, numbers the blanks that printers set between thousands.
WRITTEN_AS_IS = (Kind.TEXT, Kind.PERSON, Kind.MONEY, Kind.COUNT, Kind.DECIMAL)
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
