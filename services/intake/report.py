"""What people are told about an upload that is no fault: left-out rows, units, unknown columns."""

from collections.abc import Sequence

from data.ledgers import ledger as ledger_of
from data.texts import Text
from services.intake.read import Note, Reading
from services.intake.recognise import LEFT_OUT, Layout, Recognised
from services.intake.sheets_back import OWN_SHEETS
from services.intake.units import factor_of

SHOWN = 10


def reading_notes(reading: Reading, recognised: Sequence[Recognised]) -> list[Note]:
    """Notes on the sheets of one file: those that were left out, and what was found in the others."""
    known = {sheet.layout.sheet for sheet in recognised}
    notes = [
        Note(sheet.file, sheet.name, Text("隐藏的工作表，未读入", "a hidden sheet, left out"))
        if sheet.hidden
        else Note(sheet.file, sheet.name, Text("未识别为台账，未读入", "recognised as no ledger, left out"))
        for sheet in reading.sheets
        if sheet.name not in known and sheet.name not in OWN_SHEETS and not sheet.cells.is_empty()
    ]
    return notes + [note for sheet in recognised for note in notes_on(sheet.layout)]


def notes_on(layout: Layout) -> list[Note]:
    """Notes on one recognised sheet."""
    texts = [*_left_out(layout), *_units(layout), *_columns(layout)]
    return [Note(layout.file, layout.sheet, text) for text in texts]


def _left_out(layout: Layout) -> list[Text]:
    texts = []
    for reason, rows in layout.left_out.items():
        shown = "、".join(str(row) for row in rows[:SHOWN]) + ("……" if len(rows) > SHOWN else "")
        what = LEFT_OUT[reason]
        texts.append(
            Text(f"略去{what.zh} {len(rows)} 行（第 {shown} 行）", f"left out {what.en}: {len(rows)} (rows {shown})")
        )
    return texts


def _units(layout: Layout) -> list[Text]:
    ledger = ledger_of(layout.ledger)
    texts = []
    for name, unit in layout.units.items():
        column = ledger.column(name)
        if factor_of(column, unit) != 1:
            texts.append(
                Text(
                    f"{column.label.zh}按“{unit}”读入，已换算为{column.unit}",
                    f"{column.label.en} was read in {unit} and converted to {column.unit}",
                )
            )
    if layout.system:
        texts.append(Text(f"坐标按 {layout.system} 读入", f"coordinates were read as {layout.system}"))
    return texts


def _columns(layout: Layout) -> list[Text]:
    if not layout.unknown:
        return []
    names = "、".join(layout.unknown)
    return [Text(f"未识别的列，不保存：{names}", f"unknown columns, not kept: {names}")]
