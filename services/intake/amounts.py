"""Numbers and amounts with their units: 1,234.50; 3.2万; ￥500元; 12户."""

from decimal import Decimal

import polars as pl

from data.ledgers.columns import MONEY_DTYPE, Column, Kind
from data.texts import UNSEEN
from services.exchange.sheets import UNITS
from services.intake.outcome import How, outcome
from services.intake.words import plain

# Twelve digits: a longer number is a code or a slip.
NUMBER = r"^([+-]?(?:(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.\d*)?|\.\d+)) *([^\s].*)?$"
# ①500 and 5² are other numbers once the sign is made a figure.
RAISED = r"\p{No}\s*\d|\d\s*\p{No}"
# Blanks that printers set between thousands; typed ones may as well stand between two amounts, so that only several
# groups of three, or one before decimals, are thousands for certain.
FINE_BLANK = r"(\d)[\u00a0\u2007\u2009\u202f](\d{3})"
THOUSANDS = r"^([+-]?\d{1,3}(?: \d{3}){2,}|[+-]?\d{1,2} \d{3}\.\d+)"
DECORATION = r"^(?:人民币|[¥￥]|rmb|cny)[: ]*"
CURRENCY_BEHIND = r"(?:\(?人民币\)?|rmb|cny)$"
EXACT = pl.Decimal(38, 8)
EIGHT_PLACES = Decimal("0.00000001")
MONEY_UNITS = {
    "元": "1", "元整": "1", "圆": "1", "人民币": "1", "yuan": "1", "rmb": "1", "cny": "1", "百元": "100",
    "千元": "1000", "仟元": "1000", "千圆": "1000", "万元": "10000", "万": "10000", "萬元": "10000", "万圆": "10000",
    "万元整": "10000", "十万元": "100000", "百万元": "1000000", "千万元": "10000000", "亿元": "100000000",
    "亿": "100000000", "亿圆": "100000000",
}  # fmt: skip
AREA_UNITS = {
    "m2": "1",
    "平方米": "1",
    "平米": "1",
    "平": "1",
    "亩": "666.66666667",
    "公顷": "10000",
    "ha": "10000",
    "mu": "666.66666667",
    "万亩": "6666666.66666667",
    "万平方米": "10000",
}
MASS_UNITS = {
    "千克": "1", "公斤": "1", "kg": "1", "斤": "0.5", "吨": "1000", "t": "1000", "万斤": "5000", "万公斤": "10000",
}  # fmt: skip


def factors(column: Column) -> dict[str, Decimal]:
    """What one of each unit that may stand in the column is in the column's own, by plain unit."""
    own = plain(column.unit)
    if own == "元":
        units = MONEY_UNITS
    elif own in AREA_UNITS:
        units = _of_area(own)
    elif own in MASS_UNITS:
        units = MASS_UNITS
    else:
        english = plain(UNITS[column.unit].en) if column.unit in UNITS else own
        names = {own, english, own.removesuffix("次"), "天" if own == "日" else own}
        units = {**dict.fromkeys(names, "1"), "万": "10000", f"万{own}": "10000"}
    return {unit: Decimal(factor) for unit, factor in units.items() if unit}


def _of_area(own: str) -> dict[str, str]:
    """Units of area in `own`; 15 亩 are a hectare, to the eight places that amounts are counted in."""
    one = Decimal(AREA_UNITS[own])
    return {unit: str((Decimal(factor) / one).quantize(EIGHT_PLACES)) for unit, factor in AREA_UNITS.items()}


def parse_numbers(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Counts, decimals and money in the column's own unit; rules: number, unit, unit_unclear, whole, minimum, maximum.

    A unit beside the number is meant; else that of the sheet, which `how.factor` converts.
    """
    bare = _bare(texts)
    groups = bare.str.extract_groups(NUMBER).struct.unnest()
    digits, unit = groups.to_series(0).str.replace_all(",", ""), groups.to_series(1).fill_null("")
    known = {**factors(column), "": how.factor}
    scale = unit.replace_strict(list(known), list(known.values()), default=None, return_dtype=EXACT)
    amounts = digits.cast(EXACT, strict=False) * scale
    values = _in_kind(column, amounts)
    rules = pl.select(
        pl.when(digits.is_null() | unit.str.contains(r"^[\d,.]") | texts.str.contains(RAISED))
        .then(pl.lit("number"))
        .when(scale.is_null())
        .then(pl.when(unit == "").then(pl.lit("unit_unclear")).otherwise(pl.lit("unit")))
        .when(values.is_null() & pl.lit(column.kind is Kind.COUNT))
        .then(pl.lit("whole"))
        .when(_beyond(values, column.minimum, low=True))
        .then(pl.lit("minimum"))
        .when(_beyond(values, column.maximum, low=False))
        .then(pl.lit("maximum"))
        .when(values.is_null())
        .then(pl.lit("number"))
    ).to_series()
    return outcome(pl.select(pl.when(rules.is_null()).then(values)).to_series(), rules)


def _bare(texts: pl.Series) -> pl.Series:
    """Texts as they came, in half width and lower case, thousands without blanks, no sign of the currency before."""
    fine = texts.str.replace_all(FINE_BLANK, "${1},${2}").str.replace_all(FINE_BLANK, "${1},${2}")
    plain_ = fine.str.normalize("NFKC").str.to_lowercase().str.replace_all(UNSEEN, "").str.strip_chars()
    plain_ = plain_.str.replace(DECORATION, "").str.replace(CURRENCY_BEHIND, "")
    grouped = plain_.str.extract(THOUSANDS)
    return pl.select(
        pl.when(grouped.is_null())
        .then(plain_)
        .otherwise(pl.concat_str(grouped.str.replace_all(" ", ""), plain_.str.replace(THOUSANDS, "")))
        .alias("bare")
    ).to_series()


def _in_kind(column: Column, amounts: pl.Series) -> pl.Series:
    if column.kind is Kind.MONEY:
        return amounts.cast(MONEY_DTYPE, strict=False)
    if column.kind is Kind.DECIMAL:
        return amounts.cast(pl.Float64)
    whole = amounts.cast(pl.Int64, strict=False)
    return pl.select(pl.when(whole.cast(EXACT, strict=False) == amounts).then(whole)).to_series()


def _beyond(values: pl.Series, bound: int | None, *, low: bool) -> pl.Series:
    if bound is None:
        return values.is_null() & False
    return (values < bound if low else values > bound).fill_null(False)
