"""Workbooks as units hand them in, and the intake that receives them."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from data.store import Store
from services.access.identity import THE_BOARD
from services.days.clock import Clock, FixedClock
from services.intake.errors import RefusedFile
from services.intake.limits import Limits
from services.intake.read import Note, Reading, Refusal, Sheet
from services.intake.reader import read
from services.intake.stage import stage
from services.intake.staged import Staged

Rows = Sequence[Sequence[Any]]
NewWorkbook = Callable[..., bytes]
HandIn = Callable[..., Staged]


@pytest.fixture
def clock() -> Clock:
    return FixedClock(date(2026, 11, 23))


@pytest.fixture
def workbook() -> NewWorkbook:
    """Makes an .xlsx with the rows from A1 on; `merged` maps ranges to what the merged cell holds."""

    def new(rows: Rows, *, sheet: str = "Sheet1", merged: dict[str, str] | None = None) -> bytes:
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
            page = book.add_worksheet(sheet)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            for box, text in (merged or {}).items():
                page.merge_range(box, text)
        return file.getvalue()

    return new


@pytest.fixture
def cases() -> Callable[..., list[list[Any]]]:
    """Makes the rows of a case sheet, header first: each case differs from a good one as it says."""
    good = {
        "立案编号": "示例立〔2023〕1号",
        "案件名称": "示例商行销售侵权商品案",
        "案由": "假冒专利",
        "适用法律": "专利法",
        "权利类型": "专利",
        "行业": "食品",
        "街镇": "杨柳青镇",
        "承办单位": "执法支队",
        "发生渠道": "线上",
        "案件来源": "检查",
        "立案日期": "2023-05-29",
    }

    def new(*differing: dict[str, Any]) -> list[list[Any]]:
        header = list(dict.fromkeys([*good, *(name for case in differing for name in case)]))
        return [header, *([{**good, **case}.get(name) for name in header] for case in differing)]

    return new


def read_here(name: str, content: bytes, limits: Limits) -> Reading:
    """As `read_file`, without a process of its own: the reading itself is tested in test_read.py."""
    try:
        notes, sheets = read(content, name, limits)
    except RefusedFile as refused:
        return Reading(refusals=(Refusal(name, refused.message, refused.mend),))
    return Reading(
        tuple(
            Sheet(name, one.name, one.cells, one.hidden, one.marks, one.hidden_rows, one.hidden_columns)
            for one in sheets
        ),
        tuple(Note(name, "", note) for note in notes),
    )


@pytest.fixture
def hand_in(store: Store, clock: Clock) -> HandIn:
    """Stages one workbook, or files given as (name, content)."""

    def new(*files: bytes | tuple[str, bytes], **options: Any) -> Staged:
        named = [file if isinstance(file, tuple) else ("台账.xlsx", file) for file in files]
        return stage(store, options.pop("person", THE_BOARD), named, clock=clock, read=read_here, **options)

    return new
