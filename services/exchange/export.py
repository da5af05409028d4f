"""A ledger as a file: .xlsx and .csv that the intake reads again, .parquet in frame form for other programs."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.ledgers.columns import Kind, Ledger
from data.store import Store, demonstration, last_commit, one_moment
from data.texts import Text
from services.access.desk import rows
from services.access.privacy import HIDDEN, conceal, maskable, open_rows
from services.access.rights import MASKED, OFFICE, Person, Sight
from services.access.taken import note_taken
from services.days.clock import Clock
from services.exchange.sheets import guard, header, written
from services.words.formats import day, instant

FORMS = (".xlsx", ".csv", ".parquet")
NOTES = Text("说明", "Notes")
LABELS = {
    "ledger": Text("台账", "Ledger"),
    "definition": Text("口径", "Definition"),
    "rows": Text("行数", "Rows"),
    "filters": Text("筛选", "Filters"),
    "as_of": Text("截至", "As of"),
    "known_at": Text("数据版本（提交号）", "As known at commit"),
    "exported": Text("导出时间", "Exported at"),
    "masking": Text("脱敏", "Masking"),
    "demonstration": Text("标识", "Mark"),
}
DEMONSTRATION = Text("演示数据，非真实业务数据", "Demonstration data, not real")
NONE = Text("无", "none")
# What Excel allows in one cell.
LONGEST_CELL = 32_767
TOO_LONG = Text("（内容超出单元格长度，请导出 CSV）", "(too long for a cell: export it as CSV)")
ALL_MASKED, UNMASKED = Text("已脱敏", "Masked"), Text("未脱敏，仅限内部使用", "Not masked: internal use only")
PARTLY = Text(
    "有权办理的行未脱敏，其余已脱敏，仅限内部使用",
    "Rows you may disclose are not masked, the others are: internal use only",
)


def export(
    store: Store,
    person: Person,
    ledger: Ledger,
    *,
    form: str,
    language: str = "zh_CN",
    where: Mapping[str, Any] | None = None,
    text: str = "",
    known_at: int | None = None,
    mask: bool,
    clock: Clock,
    filters: str = "",
) -> bytes:
    """The rows of a ledger, as known at a commit (the last by default), as the bytes of a file of that form.

    `form` is one of FORMS; `where` and `text` as in `services.access.desk.rows`. The file says what it holds: in the
    sheet 说明, in the rows above the table of a CSV, in the metadata of a Parquet file; `filters` are `where` and
    `text` in words. With `mask` all rows are masked, else those that the person may not disclose; who takes out
    unmasked rows is noted in the access log.
    """
    sight = replace(person.sight, names=True)
    order = tuple(column.name for column in ledger.keys)
    with one_moment(store):
        number = last_commit(store) if known_at is None else known_at
        frame = rows(store, sight, ledger.name, where=where, text=text, language=language, order=order, known_at=number)
        invented = demonstration(store, number)
    frame = conceal(frame, ledger, MASKED, language=language) if mask else frame
    frame = _without_hashes(frame, ledger, MASKED if mask else sight, language)
    disclosed = 0 if mask else _disclosed(frame, ledger, sight)
    if disclosed:
        # What was searched for is not noted: it may be somebody's name.
        noted = {name: str(value) for name, value in (where or {}).items()} | ({"text": "…"} if text else {})
        note_taken(store, person, ledger.name, form, rows=disclosed, filters=noted)
    notes = _notes(ledger, frame, language, number, clock, invented=invented)
    notes |= {"filters": filters or NONE(language), "masking": _masking(frame, disclosed)(language)}
    return WRITERS[form](frame.select(column.name for column in ledger.columns), ledger, language, notes)


def _without_hashes(frame: pl.DataFrame, ledger: Ledger, sight: Sight, language: str) -> pl.DataFrame:
    """The frame without the hashes of kept files in rows that are not open to the sight: they are of no use there."""
    shown, hidden = open_rows(frame, ledger, sight), pl.lit(HIDDEN(language))
    return frame.with_columns(
        pl.when(shown | pl.col(column.name).is_null()).then(pl.col(column.name)).otherwise(hidden).alias(column.name)
        for column in ledger.columns
        if column.kind is Kind.ATTACHMENT
    )


def _disclosed(frame: pl.DataFrame, ledger: Ledger, sight: Sight) -> int:
    """How many of the rows stand there unmasked that others would see masked."""
    if not any(map(maskable, ledger.columns)):
        return 0
    offices = frame[OFFICE] if OFFICE in ledger.schema else [None] * frame.height
    return sum(map(sight.open_to, offices))


def _masking(frame: pl.DataFrame, disclosed: int) -> Text:
    if not disclosed:
        return ALL_MASKED
    return UNMASKED if disclosed == frame.height else PARTLY


def _notes(
    ledger: Ledger, frame: pl.DataFrame, language: str, known_at: int, clock: Clock, *, invented: bool
) -> dict[str, str]:
    """What every export says of itself, by the keys of LABELS."""
    notes = {
        "ledger": ledger.title(language),
        "definition": ledger.definition(language),
        "rows": str(frame.height),
        "as_of": day(clock.today(), language),
        "known_at": str(known_at),
        "exported": instant(clock.now(), language),
    }
    if invented:
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
    """The table in the first sheet, what it is in the second; texts are never formulas. Above invented rows stands that
    they are."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(ledger.title(language))
        bold = book.add_format({"bold": True, "bg_color": "#DDE6EE", "border": 1, "text_wrap": True})
        top = 1 if "demonstration" in notes else 0
        if top:
            sheet.write_string(0, 0, notes["demonstration"])
        for position, column in enumerate(ledger.columns):
            sheet.write_string(top, position, header(column, language), bold)
        sheet.set_column(0, len(ledger.columns) - 1, 16)
        sheet.freeze_panes(top + 1, 1)
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            Decimal: book.add_format({"num_format": "#,##0.00"}),
        }
        for row, values in enumerate(_cut(written(frame, ledger, language), language).iter_rows(), start=top + 1):
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
