"""Sheets given back: bad rows with the reason beside them, and the copy of an upload that is kept."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
import xlsxwriter

from data.ledgers import ledger as ledger_of
from data.texts import Text
from services.exchange.template import GUIDE, LISTS
from services.intake.checks import hide_numbers, personal_numbers
from services.intake.headers import column_of
from services.intake.read import Sheet
from services.intake.recognise import Recognised

REASON = Text("原因", "Reason")
OWN_SHEETS = {name for text in (GUIDE, LISTS) for name in text.both()}
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The copy of an upload that goes into the store."""

    name: str
    media_type: str
    content: bytes


def rejected(sheets: Sequence[Recognised], errors: pl.DataFrame, language: str = "zh_CN") -> bytes:
    """The user's own sheets with their bad rows only, and a column that says why, as an .xlsx file."""
    tables = []
    for sheet in sheets:
        layout = sheet.layout
        own = errors.filter((pl.col("file") == layout.file) & (pl.col("sheet") == layout.sheet))
        if own.is_empty():
            continue
        reasons = _reasons(own, language)
        rows = sheet.cells.join(reasons, left_on=pl.col("_row").cast(pl.Int64), right_on="row", how="inner")
        header = [layout.headers[name] for name in layout.headers]
        table = rows.select(*layout.headers, "reason").rows()
        tables.append((layout.sheet or layout.file, [*header, REASON(language)], table))
    return _workbook(tables)


def _reasons(errors: pl.DataFrame, language: str) -> pl.DataFrame:
    """One text for each row: column, what is wrong, how to mend it."""
    ending = "en" if language == "en" else "zh"
    labels = {
        (ledger, column): column_of(ledger_of(ledger), column).label(language)
        for ledger, column in errors.select("ledger", "column").unique().iter_rows()
    }
    named = pl.struct("ledger", "column").map_elements(
        lambda pair: labels[pair["ledger"], pair["column"]], return_dtype=pl.String
    )
    line = pl.format("{}：{}（{}）", named, pl.col(f"message_{ending}"), pl.col(f"mend_{ending}"))
    return errors.group_by("row").agg(line.unique(maintain_order=True).str.join("；").alias("reason"))


def kept_file(name: str, content: bytes, sheets: Sequence[Sheet], recognised: Sequence[Recognised]) -> KeptFile:
    """The file as it came, where everything in it was recognised and may be stored; else a copy without
    the rest: unknown columns and sheets, and mobile and identity numbers."""
    known = {sheet.layout.sheet for sheet in recognised}
    whole = all(sheet.name in known or sheet.name in OWN_SHEETS for sheet in sheets)
    whole = whole and not any(sheet.layout.unknown or sheet.layout.ignored for sheet in recognised)
    if whole and not any(_personal(sheet.cells) for sheet in sheets):
        return KeptFile(name, "application/octet-stream", content)
    tables = [
        (
            sheet.layout.sheet or name,
            list(sheet.layout.headers.values()),
            sheet.cells.select(*sheet.layout.headers).rows(),
        )
        for sheet in recognised
    ]
    return KeptFile(f"{name.rsplit('.', 1)[0]}（仅已识别列）.xlsx", XLSX, _workbook(tables))


def _personal(cells: pl.DataFrame) -> bool:
    return any(
        personal_numbers(cells[name].drop_nulls().str.normalize("NFKC")).is_not_null().any() for name in cells.columns
    )


def _workbook(tables: Sequence[tuple[str, Sequence[str], Sequence[tuple[str | None, ...]]]]) -> bytes:
    """Texts only, marked as texts, so that no spreadsheet takes one for a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@", "quote_prefix": True})
        bold = book.add_format({"bold": True, "text_wrap": True})
        for number, (name, header, rows) in enumerate(tables, start=1):
            sheet = book.add_worksheet(f"{number} {name}".translate(FORBIDDEN)[:31].strip("'"))
            sheet.set_column(0, len(header), 16)
            for position, title in enumerate(header):
                sheet.write_string(0, position, title, bold)
            for row, cells in enumerate(rows, start=1):
                for position, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write_string(row, position, hide_numbers(cell), text)
    return file.getvalue()
