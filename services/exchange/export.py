"""A ledger as a file: .xlsx and .csv that the intake reads again, .parquet in frame form for other programs."""

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.ledgers.columns import Ledger
from data.store import Store, demonstration, last_commit, read_rows
from data.texts import Text
from services.clock import Clock
from services.exchange.sheets import guard, header, written
from services.formats import day, instant
from services.privacy import conceal

FORMS = (".xlsx", ".csv", ".parquet")
NOTES = Text("说明", "Notes")
LABELS = {
    "ledger": Text("台账", "Ledger"),
    "definition": Text("口径", "Definition"),
    "rows": Text("行数", "Rows"),
    "as_of": Text("截至", "As of"),
    "known_at": Text("数据版本（提交号）", "As known at commit"),
    "exported": Text("导出时间", "Exported at"),
    "masking": Text("脱敏", "Masking"),
    "demonstration": Text("标识", "Mark"),
}
DEMONSTRATION = Text("演示数据，非真实业务数据", "Demonstration data, not real")
# What Excel allows in one cell.
LONGEST_CELL = 32_767
TOO_LONG = Text("（内容超出单元格长度，请导出 CSV）", "(too long for a cell: export it as CSV)")
MASKED, UNMASKED = Text("已脱敏", "Masked"), Text("未脱敏，仅限内部使用", "Not masked: internal use only")


def export(
    store: Store,
    ledger: Ledger,
    *,
    form: str,
    language: str = "zh_CN",
    where: Mapping[str, Any] | None = None,
    known_at: int | None = None,
    mask: bool,
    clock: Clock,
) -> bytes:
    """The rows of a ledger, as known at a commit (the last by default), as the bytes of a file of that form.

    `form` is one of FORMS; `where` is that of `read_rows`. The file says what it holds: in the sheet 说明,
    in the rows above the table of a CSV, in the metadata of a Parquet file. With `mask`, rows are as
    `services.privacy.conceal` leaves them.
    """
    frame, number = _rows(store, ledger, where or {}, known_at)
    if mask:
        frame = conceal(frame, ledger, language=language)
    notes = _notes(store, ledger, frame, language, number, mask, clock)
    return WRITERS[form](frame, ledger, language, notes)


def _rows(store: Store, ledger: Ledger, where: Mapping[str, Any], known_at: int | None) -> tuple[pl.DataFrame, int]:
    """The rows and the commit at which they were known."""
    number = last_commit(store) if known_at is None else known_at
    order = tuple(column.name for column in ledger.keys)
    frame = read_rows(store, ledger.name, where=where, order=order, known_at=known_at)
    if known_at is None and last_commit(store) != number:
        # Somebody committed meanwhile. Asking history is slow, so it is asked only then.
        frame = read_rows(store, ledger.name, where=where, order=order, known_at=number)
    return frame.select(column.name for column in ledger.columns), number


def _notes(
    store: Store, ledger: Ledger, frame: pl.DataFrame, language: str, known_at: int, mask: bool, clock: Clock
) -> dict[str, str]:
    """What every export says of itself, by the keys of LABELS."""
    notes = {
        "ledger": ledger.title(language),
        "definition": ledger.definition(language),
        "rows": str(frame.height),
        "as_of": day(clock.today(), language),
        "known_at": str(known_at),
        "exported": instant(clock.now(), language),
        "masking": (MASKED if mask else UNMASKED)(language),
    }
    if demonstration(store, known_at):
        notes["demonstration"] = DEMONSTRATION(language)
    return notes


def _parquet(frame: pl.DataFrame, ledger: Ledger, language: str, notes: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    frame.write_parquet(file, metadata=dict(notes))
    return file.getvalue()


def _csv(frame: pl.DataFrame, ledger: Ledger, language: str, notes: Mapping[str, str]) -> bytes:
    """UTF-8 with a BOM, so that Excel reads it as such; texts are guarded (`sheets.guard`)."""
    shown = written(frame, ledger, language)
    texts = [name for name, dtype in shown.schema.items() if dtype == pl.String]
    labels = {column.name: header(column, language) for column in ledger.columns}
    above = pl.DataFrame([(LABELS[key](language), text) for key, text in notes.items()], orient="row")
    table = shown.with_columns(guard(pl.col(name)) for name in texts).rename(labels)
    text = above.write_csv(include_header=False) + "\n" + table.write_csv()
    return b"\xef\xbb\xbf" + text.encode()


def _xlsx(frame: pl.DataFrame, ledger: Ledger, language: str, notes: Mapping[str, str]) -> bytes:
    """The table in the first sheet, what it is in the second; texts are never formulas."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(ledger.title(language))
        bold = book.add_format({"bold": True, "bg_color": "#DDE6EE", "border": 1, "text_wrap": True})
        for position, column in enumerate(ledger.columns):
            sheet.write_string(0, position, header(column, language), bold)
        sheet.set_column(0, len(ledger.columns) - 1, 16)
        sheet.freeze_panes(1, 1)
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            Decimal: book.add_format({"num_format": "#,##0.00"}),
        }
        for row, values in enumerate(_cut(written(frame, ledger, language), language).iter_rows(), start=1):
            for position, value in enumerate(values):
                _write(sheet, row, position, value, formats)
        about = book.add_worksheet(NOTES(language))
        about.set_column(0, 1, 30)
        for row, (key, text) in enumerate(notes.items()):
            about.write_string(row, 0, LABELS[key](language))
            about.write_string(row, 1, text)
    return file.getvalue()


def _cut(shown: pl.DataFrame, language: str) -> pl.DataFrame:
    """Texts that no cell can hold are named as such: xlsxwriter would leave the cell empty."""
    texts = [name for name, dtype in shown.schema.items() if dtype == pl.String]
    too_long = pl.lit(TOO_LONG(language))
    return shown.with_columns(
        pl.when(pl.col(name).str.len_chars() > LONGEST_CELL).then(too_long).otherwise(pl.col(name)).alias(name)
        for name in texts
    )


def _write(sheet: Worksheet, row: int, position: int, value: Any, formats: Mapping[type, Format]) -> None:
    match value:
        case None:
            return
        case str():
            sheet.write_string(row, position, value)
        case date():
            sheet.write_datetime(row, position, datetime.combine(value, time()), formats[date])
        case Decimal():
            sheet.write_number(row, position, float(value), formats[Decimal])
        case _:
            sheet.write_number(row, position, value)


WRITERS = {".xlsx": _xlsx, ".csv": _csv, ".parquet": _parquet}
