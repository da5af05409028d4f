"""The number of a Chinese patent: year (4), kind (1), serial (7), and a check digit that older papers leave out."""

import polars as pl

INVENTION, UTILITY_MODEL, DESIGN = "invention", "utility_model", "design"
# 8 and 9 came by the PCT.
KINDS = {"1": INVENTION, "2": UTILITY_MODEL, "3": DESIGN, "8": INVENTION, "9": UTILITY_MODEL}
FORM = r"^(?:ZL|CN)?((?:19|20)\d{2}([12389])\d{7})(?:\.?([0-9X]))?$"
WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
CHECK_DIGITS = "0123456789X"


def _part(column: str, group: int) -> pl.Expr:
    return pl.col(column).str.to_uppercase().str.extract(FORM, group)


def figures(column: str) -> pl.Expr:
    """The twelve figures of the number; null where it has another form."""
    return _part(column, 1)


def kind(column: str) -> pl.Expr:
    """The kind of patent that the fifth figure says; null where the number has another form."""
    return _part(column, 2).replace_strict(KINDS, return_dtype=pl.String)


def fits_its_check_digit(column: str) -> pl.Expr:
    """Whether the check digit is the weighted sum of the twelve figures, modulo 11; null where there is none."""
    weighted = (figures(column).str.slice(place, 1).cast(pl.Int64) * weight for place, weight in enumerate(WEIGHTS))
    remainder = pl.sum_horizontal(weighted, ignore_nulls=False) % len(CHECK_DIGITS)
    return _part(column, 3) == remainder.replace_strict(dict(enumerate(CHECK_DIGITS)), return_dtype=pl.String)
