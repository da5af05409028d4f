"""`python -m services.intake.reader`: the sheets of one table file, each as Arrow IPC blocks (see `child`)."""

import io

import polars as pl
from msgspec import to_builtins

from data.texts import Text
from services.intake import xlsx
from services.intake.biff import read_biff
from services.intake.child import Answer, answer
from services.intake.container import CSV, DAMAGE, XLSX, broken, kind_of, open_package, package_notes, worksheets
from services.intake.grid import RawSheet
from services.intake.limits import Limits
from services.intake.text_table import read_text

__all__ = ["RawSheet", "packed", "read"]


def packed(content: bytes, name: str, limits: Limits) -> Answer:
    """One file's notes and sheets as the process answers them; raises RefusedFile."""
    notes, sheets = read(content, name, limits)
    blocks = [_ipc(frame) for sheet in sheets for frame in (sheet.cells, sheet.marks)]
    lengths = [len(block) for block in blocks]
    described = [
        {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "bytes": lengths[2 * number : 2 * number + 2],
            "hidden_rows": sheet.hidden_rows,
            "hidden_columns": sheet.hidden_columns,
        }
        for number, sheet in enumerate(sheets)
    ]
    return {"notes": to_builtins(notes), "sheets": described}, blocks


def _ipc(frame: pl.DataFrame) -> bytes:
    block = io.BytesIO()
    # What repeats itself is handed over once.
    frame.write_ipc(block, compression="lz4")
    return block.getvalue()


def read(content: bytes, name: str, limits: Limits) -> tuple[list[Text], list[RawSheet]]:
    """Notes and sheets of one file; raises RefusedFile."""
    kind = kind_of(content, name)
    if kind == CSV:
        return [], [read_text(content, limits)]
    try:
        if kind == XLSX:
            with open_package(content, limits) as archive:
                return package_notes(archive), xlsx.sheets(archive, worksheets(archive), limits)
        return [], read_biff(content, limits)
    except DAMAGE as error:
        raise broken() from error


if __name__ == "__main__":
    answer(packed)
