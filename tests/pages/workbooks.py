"""The demonstration's workbooks, read here anew: what the pages must show is counted from them."""

from datetime import date
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).parents[2] / "data" / "demo"
# The first row of each sheet says that all of it is invented.
HEADER = {"header_row": 1}


def workbook(name: str) -> pl.DataFrame:
    """All rows of a workbook under its own headers, its sheets one below the other."""
    sheets = pl.read_excel(FOLDER / f"{name}.xlsx", sheet_id=0, read_options=HEADER)
    return pl.concat(sheets.values(), how="diagonal_relaxed")


def within(frame: pl.DataFrame, column: str, start: date, end: date) -> pl.DataFrame:
    """The rows whose date lies between two days, both included."""
    return frame.filter(pl.col(column).is_between(start, end))
