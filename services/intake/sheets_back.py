"""Sheets given back: bad rows with the reason beside them, and the copy of an upload that is kept."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
import xlsxwriter

from data.ledgers import ledger as ledger_of
from services.access.numbers import personal_numbers
from services.exchange.sheets import guard
from services.exchange.template import GUIDE, LISTS
from services.intake.headers import RETURNED, column_of
from services.intake.marks import MARKED
from services.intake.read import Sheet
from services.intake.recognise import Recognised

OWN_SHEETS = {name for text in (GUIDE, LISTS) for name in text.both()}
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The copy of an upload that goes into the store."""

    name: str
    media_type: str
    content: bytes


def rejected(sheets: Sequence[Recognised], errors: pl.DataFrame, language: str = "zh_CN") -> bytes:
    """The user's own sheets with their bad rows only, and a column that says why, as an .xlsx file."""
    tables = []
    several = len({sheet.layout.file for sheet in sheets}) > 1
    for sheet in sheets:
        layout = sheet.layout
        own = errors.filter((pl.col("file") == layout.file) & (pl.col("sheet") == layout.sheet))
        if own.is_empty():
            continue
        reasons = _reasons(own, language)
        rows = sheet.cells.join(reasons, left_on=pl.col("_row").cast(pl.Int64), right_on="row", how="inner")
        header = [layout.headers[name] for name in layout.headers]
        texts = [pl.col(name).str.replace(MARKED, "") for name in layout.headers]
        table = rows.select(*texts, "reason").rows()
        name = f"{layout.file.rsplit('.', 1)[0]} {layout.sheet}" if several else layout.sheet or layout.file
        tables.append((name, [*header, RETURNED(language)], table))
    return _workbook(tables)


def _reasons(errors: pl.DataFrame, language: str) -> pl.DataFrame:
    """One text for each row: cell, column, what is wrong, how to mend it."""
    ending = "en" if language == "en" else "zh"
    columns = errors.select("ledger", "column").unique()
    labels = [column_of(ledger_of(ledger), name).label(language) for ledger, name in columns.iter_rows()]
    named = errors.join(
        columns.with_columns(label=pl.Series(labels, dtype=pl.String)), on=("ledger", "column"), maintain_order="left"
    )
    line = pl.format("{} {}：{}（{}）", "cell", "label", f"message_{ending}", f"mend_{ending}")
    return (
        named.sort("row", maintain_order=True)
        .group_by("row")
        .agg(line.unique(maintain_order=True).str.join("；").alias("reason"))
    )


def kept_files(name: str, content: bytes, sheets: Sequence[Sheet], recognised: Sequence[Recognised]) -> list[KeptFile]:
    """The file as it came, where everything in it was recognised and may be stored; else each recognised
    sheet (`recognised` without personal numbers) as a CSV, without the columns and sheets nobody knows."""
    known = {sheet.layout.sheet for sheet in recognised}
    whole = all(sheet.name in known or sheet.name in OWN_SHEETS for sheet in sheets)
    layouts = [sheet.layout for sheet in recognised]
    whole = whole and not any(layout.unknown or layout.ignored or layout.twice for layout in layouts)
    if whole and not any(_personal(sheet.cells) for sheet in sheets):
        return [KeptFile(name, "application/octet-stream", content)]
    stem = name.rsplit(".", 1)[0]
    return [
        KeptFile(f"{stem} {sheet.layout.sheet.translate(FORBIDDEN)}（仅已识别列）.csv", "text/csv", _csv(sheet))
        for sheet in recognised
    ]


def _personal(cells: pl.DataFrame) -> bool:
    # Each different text once: a small file may repeat a long one many times.
    columns = (cells[name].drop_nulls().unique().str.normalize("NFKC") for name in cells.columns)
    return any(personal_numbers(column).is_not_null().any() for column in columns)


def _csv(sheet: Recognised) -> bytes:
    headers = sheet.layout.headers
    bare = sheet.cells.with_columns(pl.col(list(headers)).str.replace(MARKED, ""))
    texts = bare.select(guard(pl.col(name)).alias(str(place)) for place, name in enumerate(headers))
    named = pl.DataFrame([list(headers.values())], schema=texts.columns, orient="row")
    header = named.select(guard(pl.col(name)) for name in texts.columns)
    return b"\xef\xbb\xbf" + pl.concat([header, texts]).write_csv(include_header=False).encode()


def _workbook(tables: Sequence[tuple[str, Sequence[str], Sequence[tuple[str | None, ...]]]]) -> bytes:
    """Texts only, marked as texts, so that no spreadsheet takes one for a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
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
                        sheet.write_string(row, position, cell, text)
    return file.getvalue()
