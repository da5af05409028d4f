"""The cells of a sheet as a reader meets them: where they stand, what is known beside their text, what they cost."""

from dataclasses import dataclass, field

import polars as pl

from data.texts import Text
from services.intake.errors import RefusedFile
from services.intake.limits import Limits
from services.intake.marks import MERGED

Box = tuple[int, int, int, int]
MARK_SCHEMA = {"row": pl.Int64(), "column": pl.Int64(), "mark": pl.String()}


@dataclass
class RawSheet:
    """A sheet's cells as text, columns "0", "1", …; row i is the sheet's row i + 1 and column j its column j + 1.
    `marks`: row, column (from 0) and the signs of `marks` for the cells that have some; `hidden_rows` and
    `hidden_columns` are those that hold something, from 0."""

    name: str
    hidden: bool
    cells: pl.DataFrame
    marks: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MARK_SCHEMA))
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


@dataclass
class Budget:
    """What all sheets of one file may cost together."""

    limits: Limits
    text: int = 0
    cells: int = 0


def too_large(rows: int, columns: int, limits: Limits) -> RefusedFile:
    """The refusal of a table that is too large as a whole."""
    return RefusedFile(
        Text(f"表格过大：{rows:,} 行 × {columns} 列", f"too large: {rows:,} rows × {columns} columns"),
        Text(
            f"每张表最多 {limits.rows:,} 行、{limits.columns} 列，共不超过 {limits.text // 10_000:,} 万字，请拆分",
            f"at most {limits.rows:,} rows, {limits.columns} columns, and {limits.text:,} characters in all: split it",
        ),
    )


def too_far(row: int, column: int) -> RefusedFile:
    """The refusal of a cell that no table reaches."""
    cell = f"{column_letters(column)}{row + 1}"
    return RefusedFile(
        Text(f"单元格 {cell} 离表格太远，无法读取", f"cell {cell} lies too far from any table"),
        Text("删除该单元格及其周围的空行空列", "delete that cell and the empty rows and columns around it"),
    )


def column_letters(column: int) -> str:
    """A column's letters from its number, from 0: 0 is A."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Grid:
    """One sheet as it grows. Everything counts from 0."""

    def __init__(self, name: str, hidden: bool, budget: Budget) -> None:
        self.name, self.hidden, self.budget = name, hidden, budget
        self.merged: list[Box] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._columns: dict[int, tuple[list[int], list[str]]] = {}
        self._marks: dict[tuple[int, int], str] = {}
        self._height = 0

    def put(self, row: int, column: int, text: str, mark: str = "") -> None:
        """A cell that holds something, a text `clean` of marks; RefusedFile where no table reaches, or where it
        becomes too much."""
        limits, budget, length = self.budget.limits, self.budget, len(text)
        if row >= limits.rows or column >= limits.columns:
            whole = row == self._height or column in self._columns
            raise too_large(row + 1, len(self._columns), limits) if whole else too_far(row, column)
        if length > limits.cell:
            # One character more than may be, so that the rule about length still sees that it is too long.
            text = text[: (limits.geometry if text[0] == "{" else limits.cell) + 1]
            length = len(text)
        budget.text += length
        if budget.text > limits.text:
            raise too_large(self._height, len(self._columns), limits)
        if column not in self._columns:
            self._columns[column] = ([], [])
        rows, texts = self._columns[column]
        rows.append(row)
        texts.append(text)
        if row >= self._height:
            self._height = row + 1
        if mark:
            self._marks[row, column] = mark

    def sheet(self) -> RawSheet:
        """What was put, merged cells filled down: a value that spans rows holds for each of them."""
        width = max(self._columns, default=-1) + 1
        self.budget.cells += width * self._height
        if self.budget.cells > self.budget.limits.cells:
            raise too_large(self._height, width, self.budget.limits)
        table: dict[int, list[str | None]] = {}
        for column, (rows, texts) in self._columns.items():
            values = table[column] = [None] * self._height
            for row, text in zip(rows, texts, strict=True):
                values[row] = text
        self._fill(table)
        blank = [None] * self._height
        cells = pl.DataFrame(
            {str(n): pl.Series(table.get(n, blank), dtype=pl.String) for n in range(width)},
        )
        return RawSheet(
            self.name,
            self.hidden,
            cells,
            self._marked(),
            tuple(sorted(row for row in self.hidden_rows if self._holds(row, table))),
            tuple(sorted(column for column in self.hidden_columns if column in table)),
        )

    def _holds(self, row: int, table: dict[int, list[str | None]]) -> bool:
        return row < self._height and any(values[row] for values in table.values())

    def _fill(self, table: dict[int, list[str | None]]) -> None:
        """A merged cell that spans one column carries its value in every row; wider ones are titles, or a value
        of which nobody knows whose it is."""
        for top, left, bottom, right in self.merged:
            values = table.get(left)
            if values is None or top >= self._height or values[top] is None:
                continue
            last = min(bottom, self._height - 1) if left == right else top
            text, mark = values[top], self._marks.get((top, left), "") + MERGED
            self.budget.text += len(text or "") * (last - top)
            if self.budget.text > self.budget.limits.text:
                raise too_large(self._height, len(table), self.budget.limits)
            for row in range(top, last + 1):
                values[row] = text
                self._marks[row, left] = mark

    def _marked(self) -> pl.DataFrame:
        places = list(self._marks)
        return pl.DataFrame(
            {
                "row": [row for row, _ in places],
                "column": [column for _, column in places],
                "mark": list(self._marks.values()),
            },
            schema=MARK_SCHEMA,
        )
