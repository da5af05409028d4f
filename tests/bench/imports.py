"""A workbook of 50,000 cases through the intake into a copy of a store, and the same file only read."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from time import perf_counter

import fastexcel
import xlsxwriter

from data.demo.build import sheets
from data.ledgers import ledger
from data.store import Store, open_store
from services.access.identity import THE_BOARD
from services.days.clock import FixedClock
from services.intake.confirm import confirm
from services.intake.stage import stage
from tests.bench.rows import drawn
from tests.bench.servers import TODAY

ROWS = 50_000


def workbook() -> bytes:
    """50,000 cases that no store has, a sheet a year, with every column of the ledger."""
    (rows,) = drawn("cases", ROWS)
    fresh = rows.with_columns(number="又" + rows["number"]).to_dicts()
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, cells in sheets(ledger("cases"), fresh):
            sheet = book.add_worksheet(title)
            for number, values in enumerate(cells):
                for position, value in enumerate(values):
                    sheet.write(number, position, value, dates if isinstance(value, date) else None)
    return file.getvalue()


def bare_read(content: bytes) -> float:
    """Milliseconds of calamine for all sheets as text, as the intake reads them."""
    start = perf_counter()
    book = fastexcel.read_excel(content)
    for name in book.sheet_names:
        book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    return 1000 * (perf_counter() - start)


def imported(content: bytes, folder: Path) -> float:
    """Milliseconds from the file to the commit with its rollups, in a copy of the store in the folder."""
    clock = FixedClock(date.fromisoformat(TODAY))
    with _copied(folder) as store:
        start = perf_counter()
        staged = stage(store, THE_BOARD, [("cases.xlsx", content)], clock=clock)
        confirm(store, THE_BOARD, staged.id, clock=clock, answered=True)
        return 1000 * (perf_counter() - start)


@contextmanager
def _copied(folder: Path) -> Iterator[Store]:
    copy = folder.with_suffix(".copy")
    shutil.copytree(folder, copy)
    store = open_store(folder=copy)
    try:
        yield store
    finally:
        store.close()
        shutil.rmtree(copy)
