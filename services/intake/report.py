"""What people are told about an upload that is no fault: left-out rows, units, unknown columns."""

from collections.abc import Sequence

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Kind
from data.texts import Text
from services.intake.headers import column_of
from services.intake.read import Note, Reading, Sheet
from services.intake.recognise import EXAMPLE, LEFT_OUT, Layout, Recognised
from services.intake.sheets_back import OWN_SHEETS
from services.intake.units import factor_of

SHOWN = 10


def reading_notes(reading: Reading, recognised: Sequence[Recognised]) -> list[Note]:
    """Notes on the sheets of one file: those that were left out, and what was found in the others."""
    known = {sheet.layout.sheet for sheet in recognised}
    notes = [
        Note(sheet.file, sheet.name, _why_left_out(sheet))
        for sheet in reading.sheets
        if sheet.name not in known and sheet.name not in OWN_SHEETS and not sheet.cells.is_empty()
    ]
    return notes + [note for sheet in recognised for note in notes_on(sheet.layout)]


def _why_left_out(sheet: Sheet) -> Text:
    if sheet.hidden:
        return Text("隐藏的工作表，未读入", "a hidden sheet, left out")
    if EXAMPLE.match(sheet.name):
        return Text("示例或说明工作表，未读入", "a sheet of examples or explanations, left out")
    return Text("未识别为台账，未读入", "recognised as no ledger, left out")


def notes_on(layout: Layout) -> list[Note]:
    """Notes on one recognised sheet."""
    texts = [*_left_out(layout), *_units(layout), *_columns(layout)]
    return [Note(layout.file, layout.sheet, text) for text in texts]


def _left_out(layout: Layout) -> list[Text]:
    texts = []
    for reason, rows in layout.left_out.items():
        shown = _shown(rows)
        what = LEFT_OUT[reason]
        texts.append(
            Text(f"略去{what.zh} {len(rows)} 行（第 {shown} 行）", f"left out {what.en}: {len(rows)} (rows {shown})")
        )
    return texts


def _units(layout: Layout) -> list[Text]:
    """In which unit amounts of money were read, each of them; of other numbers those that were converted."""
    ledger = ledger_of(layout.ledger)
    texts = []
    for name in layout.headers:
        column = column_of(ledger, name)
        unit = layout.units.get(name, "")
        factor = factor_of(column, unit)
        if factor not in (None, 1):
            zh, en = f"按“{unit}”读入，已换算为{column.unit}", f"was read in {unit} and converted to {column.unit}"
        elif column.kind is not Kind.MONEY:
            continue
        elif factor is None:
            zh, en = (
                "的单位不明确，未写单位的金额不能读入",
                "has no clear unit: amounts without one of their own are refused",
            )
        elif unit:
            zh, en = f"按“{unit}”读入", f"was read in {unit}"
        else:
            zh, en = f"未写单位，按“{column.unit}”读入", f"names no unit and was read in {column.unit}"
        texts.append(Text(f"{column.label.zh}{zh}", f"{column.label.en} {en}"))
    if layout.system:
        texts.append(Text(f"坐标按 {layout.system} 读入", f"coordinates were read as {layout.system}"))
    return texts


def _columns(layout: Layout) -> list[Text]:
    texts = []
    if layout.twice:
        names = "、".join(layout.twice)
        texts.append(
            Text(
                f"表头重复，空格处才取这些列的值：{names}",
                f"headers that stand twice; read only where the other column is empty: {names}",
            )
        )
    if layout.unknown:
        names = "、".join(layout.unknown)
        texts.append(Text(f"未识别的列，不保存：{names}", f"unknown columns, not kept: {names}"))
    return [*texts, *_hidden(layout)]


def _hidden(layout: Layout) -> list[Text]:
    """What was read though nobody sees it."""
    texts = []
    if layout.hidden_rows:
        shown = _shown(layout.hidden_rows)
        texts.append(
            Text(
                f"隐藏或被筛选掉的行也已读入：{len(layout.hidden_rows)} 行（第 {shown} 行）",
                f"hidden or filtered rows were read, too: {len(layout.hidden_rows)} (rows {shown})",
            )
        )
    if layout.hidden_columns:
        names = "、".join(layout.headers[name] for name in layout.hidden_columns)
        texts.append(Text(f"隐藏的列也已读入：{names}", f"hidden columns were read, too: {names}"))
    return texts


def _shown(rows: Sequence[int]) -> str:
    return "、".join(str(row) for row in rows[:SHOWN]) + ("……" if len(rows) > SHOWN else "")
