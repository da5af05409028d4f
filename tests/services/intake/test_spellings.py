"""Spellings, places and packages in which offices' programs write the same thing, each with its one right value."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from services.intake.errors import RefusedFile
from services.intake.grid import Budget, Grid
from services.intake.limits import Limits
from services.intake.reader import read
from tests.services.intake.conftest import HandIn, NewWorkbook

Cases = Callable[..., list[list[Any]]]
HEAD = "立案编号"


def csv(rows: list[list[Any]], delimiter: str = ",") -> str:
    return "".join(delimiter.join("" if cell is None else str(cell) for cell in row) + "\r\n" for row in rows)


@pytest.mark.parametrize(
    "line", ["单位——万元", "单位 - 万元", "单位=万元", "单位∶万元", "人民币：万元", "备注：金额以万元填报", "〔万元〕"]
)
def test_the_unit_above_a_table_in_any_writing(hand_in: HandIn, workbook: NewWorkbook, cases: Cases, line: str) -> None:
    staged = hand_in(workbook([["案件台账", line], *cases({"罚款金额": 1.2})]))
    assert staged.rows("cases")["fine"].to_list() == [Decimal(12_000)]


@pytest.mark.parametrize("header", ["罚款金额〔万元〕", "罚款金额《万元》", "罚款金额{万元}", "罚款金额—万元"])
def test_the_unit_in_a_header_in_any_brackets(
    hand_in: HandIn, workbook: NewWorkbook, cases: Cases, header: str
) -> None:
    staged = hand_in(workbook(cases({header: 1.2})))
    assert staged.rows("cases")["fine"].to_list() == [Decimal(12_000)]


@pytest.mark.parametrize(
    ("text", "fine"),
    [("①500", None), ("²500", None), ("5²", None), (".5", "0.5"), ("人民币：500元", "500"), ("500元人民币", "500")],
)
def test_signs_beside_an_amount(
    hand_in: HandIn, workbook: NewWorkbook, cases: Cases, text: str, fine: str | None
) -> None:
    """A raised or ringed figure is no part of the number it stands beside."""
    staged = hand_in(workbook(cases({"罚款金额": text})))
    assert staged.errors()["rule"].to_list() == ([] if fine else ["number"])
    assert staged.rows("cases")["fine"].to_list() == ([Decimal(fine)] if fine else [])


@pytest.mark.parametrize(
    "text",
    ["二○二三年五月二十九日", "2023—05—29", "2023、5、29", "2023/5/29 2:30:00 下午", "20230529143000", "'2023-05-29"],
)
def test_one_day_in_any_writing(hand_in: HandIn, workbook: NewWorkbook, cases: Cases, text: str) -> None:
    staged = hand_in(workbook(cases({"立案日期": text})))
    assert staged.rows("cases")["opened_on"].to_list() == [date(2023, 5, 29)]


def test_a_number_that_its_format_fills_up(hand_in: HandIn, cases: Cases) -> None:
    """What a person sees is 007, and so is the key; an apostrophe typed before a number is no part of it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, code = book.add_worksheet(), book.add_format({"num_format": "000"})
        for number, row in enumerate(cases({HEAD: "'008"}, {HEAD: None})):
            sheet.write_row(number, 0, row)
        sheet.write_number(2, 0, 7, code)
    assert sorted(hand_in(file.getvalue()).rows("cases")["number"]) == ["007", "008"]


@pytest.mark.parametrize(
    "below",
    [
        list("①②③④⑤⑥⑦⑧⑨⑩⑪"),
        [f"（{n}）" for n in range(1, 12)],
        [*range(1, 12)],
        list("甲乙丙丁戊己庚辛壬癸子"),
        ["必填"] * 10 + ["选填"],
    ],
)
def test_a_row_that_numbers_the_columns_is_no_record(
    hand_in: HandIn, workbook: NewWorkbook, cases: Cases, below: list[Any]
) -> None:
    header, *rows = cases({})
    staged = hand_in(workbook([header, below, *rows]))
    assert not staged.has_bad
    assert staged.rows("cases").height == 1


@pytest.mark.parametrize(
    "line",
    [
        ["其中：商标", None, None, 1],
        ["※ 本表数据截至9月30日"],
        ["填表人", None, "张三", None, "审核人", None, "李四"],
        ["填报日期：", "2026年9月30日"],
    ],
)
def test_a_signature_over_several_cells_is_no_record(
    hand_in: HandIn, workbook: NewWorkbook, cases: Cases, line: list[Any]
) -> None:
    staged = hand_in(workbook([*cases({}), [], line]))
    assert not staged.has_bad
    assert staged.rows("cases").height == 1


@pytest.mark.parametrize("header", ["1.立案编号", "1、立案编号", "※立案编号", "★立案编号"])
def test_a_header_with_a_number_or_sign_before_it(
    hand_in: HandIn, workbook: NewWorkbook, cases: Cases, header: str
) -> None:
    rows = cases({})
    rows[0][0] = header
    assert hand_in(workbook(rows)).rows("cases").height == 1


@pytest.mark.parametrize("name", ["示例", "填写示例", "示例（勿删）", "样表", "填表说明"])
def test_a_sheet_that_shows_how_it_is_done_is_not_counted(hand_in: HandIn, cases: Cases, name: str) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for sheet, number in ((name, "例1号"), ("台账", "真1号")):
            page = book.add_worksheet(sheet)
            for row, cells in enumerate(cases({HEAD: number})):
                page.write_row(row, 0, cells)
    staged = hand_in(file.getvalue())
    assert staged.rows("cases")["number"].to_list() == ["真1号"]
    assert [note.sheet for note in staged.notes if "示例" in note.message.zh] == [name]


def test_a_book_of_one_sheet_is_read_whatever_it_is_called(
    hand_in: HandIn, workbook: NewWorkbook, cases: Cases
) -> None:
    assert hand_in(workbook(cases({}), sheet="样表")).rows("cases").height == 1


@pytest.mark.parametrize("beside", ["\t{}", "{}\t"])
def test_tabs_that_keep_numbers_as_text(hand_in: HandIn, cases: Cases, beside: str) -> None:
    rows = [[beside.format(cell) for cell in row] for row in cases({})]
    assert hand_in(("a.csv", csv(rows).encode("gbk"))).rows("cases").height == 1


def test_blanks_before_quotes(hand_in: HandIn, cases: Cases) -> None:
    rows = [[f'"{cell}"' for cell in row] for row in cases({})]
    assert hand_in(("a.csv", csv(rows, ", ").encode())).rows("cases").height == 1


def test_a_text_with_tabs_that_a_program_calls_xls(hand_in: HandIn, cases: Cases) -> None:
    assert hand_in(("a.xls", csv(cases({}), "\t").encode("gbk"))).rows("cases").height == 1


def repacked(content: bytes, rename: Callable[[str], str], was: str = "", now: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(rename(name), part.replace(was.encode(), now.encode()) if was else part)
    return file.getvalue()


@pytest.mark.parametrize(
    ("was", "now", "rename"),
    [
        ('Target="worksheets', 'Target="./worksheets', str),
        ('Target="worksheets', 'Target="../xl/worksheets', str),
        ('Target="worksheets/', 'Target="worksheets\\', str),
        ("", "", lambda name: name.replace("/", "\\")),
        ("", "", lambda name: name.replace("sheet1.xml", "Sheet1.xml").replace("workbook.xml", "Workbook.xml")),
        ("xl/workbook.xml", "xl/book.xml", lambda name: name.replace("workbook.xml", "book.xml")),
    ],
)
def test_parts_that_lie_elsewhere(
    hand_in: HandIn, workbook: NewWorkbook, cases: Cases, was: str, now: str, rename: Callable[[str], str]
) -> None:
    """Targets by any relative way, backslashes and other cases in names, a workbook of another name."""
    staged = hand_in(repacked(workbook(cases({})), rename, was, now))
    assert not staged.refusals
    assert staged.rows("cases").height == 1


def test_empty_rows_to_the_end_of_the_sheet_are_no_table(hand_in: HandIn, workbook: NewWorkbook, cases: Cases) -> None:
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(10, 210_000))
    content = repacked(workbook(cases({})), str, "</sheetData>", f"{empty}</sheetData>")
    assert hand_in(content).rows("cases").height == 1


def test_a_table_of_too_many_rows_is_said_to_be_too_large() -> None:
    grid = Grid("", False, Budget(Limits(rows=3)))
    for row in range(3):
        grid.put(row, 0, "x")
    with pytest.raises(RefusedFile) as refused:
        grid.put(3, 0, "x")
    assert refused.value.message.zh == "表格过大：4 行 × 1 列"


def test_blanks_between_the_elements_of_a_text_are_none_of_it(
    workbook: NewWorkbook,
) -> None:
    """As a program that indents its XML writes a text in two styles, with a phonetic reading between."""
    rich = "<is>\n <r>\n  <t>示例</t>\n </r>\n <rPh>\n  <t>shi</t>\n </rPh>\n <r>\n  <t>商行案</t>\n </r>\n</is>"
    cell = f'<row r="2"><c r="B2" t="inlineStr">{rich}</c></row><row r="9"/>'
    content = repacked(workbook([["a", "b"]]), str, "</sheetData>", f"{cell}</sheetData>")
    [sheet] = read(content, "a.xlsx", Limits())[1]
    assert sheet.cells.row(1)[1] == "示例商行案"


def test_the_title_marks_around_a_law(hand_in: HandIn, workbook: NewWorkbook, cases: Cases) -> None:
    staged = hand_in(workbook(cases({"适用法律": "《中华人民共和国专利法》"})))
    assert staged.rows("cases")["law"].to_list() == ["patent"]
