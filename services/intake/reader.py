"""`python -m services.intake.reader`: the sheets of one table file, each an Arrow IPC block (see `child`)."""

import csv
import io
from dataclasses import asdict, dataclass
from itertools import zip_longest

import fastexcel
import polars as pl

from data.texts import Text
from services.intake.child import Answer, answer
from services.intake.container import CSV, XLSX, Package, broken, check_package, kind_of
from services.intake.errors import RefusedFile
from services.intake.limits import Limits


@dataclass
class RawSheet:
    """A sheet's cells as text, columns "0", "1", …; row i is the sheet's row i + 1."""

    name: str
    hidden: bool
    cells: pl.DataFrame


def packed(content: bytes, name: str, limits: Limits) -> Answer:
    """One file's notes and sheets as the process answers them; raises RefusedFile."""
    notes, sheets = read(content, name, limits)
    blocks = [_ipc(sheet.cells) for sheet in sheets]
    described = [
        {"name": sheet.name, "hidden": sheet.hidden, "bytes": len(block)}
        for sheet, block in zip(sheets, blocks, strict=True)
    ]
    return {"notes": [asdict(note) for note in notes], "sheets": described}, blocks


def _ipc(cells: pl.DataFrame) -> bytes:
    block = io.BytesIO()
    cells.write_ipc(block)
    return block.getvalue()


def read(content: bytes, name: str, limits: Limits) -> tuple[list[Text], list[RawSheet]]:
    """Notes and sheets of one file; raises RefusedFile."""
    kind = kind_of(content, name)
    if kind == CSV:
        return [], [RawSheet("", False, _csv(content, limits))]
    package = check_package(content, limits) if kind == XLSX else Package()
    return package.notes, _workbook(content, package, limits)


def _workbook(content: bytes, package: Package, limits: Limits) -> list[RawSheet]:
    try:
        book = fastexcel.read_excel(content)
        sheets = []
        for name in book.sheet_names:
            sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True)
            cells = sheet.to_polars()
            cells.columns = [str(position) for position in range(cells.width)]
            _refuse_size(cells, limits)
            sheets.append(RawSheet(name, sheet.visible != "visible", _filled(cells, package.merged.get(name, []))))
        return sheets
    except fastexcel.FastExcelError as error:
        if "assword" in str(error):
            raise RefusedFile(
                Text("文件有打开密码，无法读取", "the file is protected by a password"),
                Text("取消密码后重新上传", "remove the password and upload again"),
            ) from error
        raise broken() from error


def _refuse_size(cells: pl.DataFrame, limits: Limits) -> None:
    if cells.height > limits.rows or cells.width > limits.columns or cells.estimated_size() > limits.text:
        raise RefusedFile(
            Text(
                f"表格过大：{cells.height:,} 行 × {cells.width} 列",
                f"too large: {cells.height:,} rows × {cells.width} columns",
            ),
            Text(
                f"每张表最多 {limits.rows:,} 行、{limits.columns} 列，请拆分",
                f"at most {limits.rows:,} rows and {limits.columns} columns a sheet: split it",
            ),
        )


def _filled(cells: pl.DataFrame, boxes: list[tuple[int, int, int, int]]) -> pl.DataFrame:
    """Merged cells that span one column carry their value in every row; wider ones are titles."""
    columns: dict[int, list[tuple[int, int]]] = {}
    for top, left, bottom, right in boxes:
        if left == right and 0 <= left < cells.width and top < cells.height:
            columns.setdefault(left, []).append((top, min(bottom, cells.height - 1)))
    changed = []
    for position, spans in columns.items():
        values = cells[str(position)].to_list()
        for top, bottom in spans:
            values[top : bottom + 1] = [values[top]] * (bottom + 1 - top)
        changed.append(pl.Series(str(position), values, pl.String))
    return cells.with_columns(changed)


def _csv(content: bytes, limits: Limits) -> pl.DataFrame:
    """The cells of a text table: UTF-8 with or without a mark, else GB18030."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError as error:
            raise RefusedFile(
                Text("文字编码无法识别", "the text is in no known encoding"),
                Text("另存为“CSV UTF-8”或 .xlsx 后重新上传", "save it as CSV UTF-8 or .xlsx and upload again"),
            ) from error
    head = text[:10_000]
    delimiter = max(",\t;", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise broken() from error
    columns = [[cell if cell and cell.strip() else None for cell in column] for column in zip_longest(*rows)]
    cells = pl.DataFrame({str(position): column for position, column in enumerate(columns)}, strict=False)
    _refuse_size(cells, limits)
    return cells.cast(pl.String)


if __name__ == "__main__":
    answer(packed)
