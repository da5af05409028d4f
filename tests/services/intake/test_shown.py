"""What a person sees in a cell is what comes in: number formats that write around figures, and numbers of records."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from data.store import Store, read_rows
from services.access.identity import THE_BOARD
from services.days.clock import Clock
from services.intake.assignments import Assignment
from services.intake.confirm import confirm
from services.intake.number_formats import around, formats, shown
from services.intake.stage import assign
from tests.services.intake.conftest import HandIn, NewWorkbook

Cases = Callable[..., list[list[Any]]]
# Columns of the sheets below that get a format, in a good case.
NUMBER, FINE = "立案编号", "罚款金额"


def formatted(rows: list[list[Any]], column: str, value: Any, code: str) -> bytes:
    """A workbook whose last row holds the value in that format."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page, style = book.add_worksheet(), book.add_format({"num_format": code})
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        page.write(len(rows) - 1, rows[0].index(column), value, style)
    return file.getvalue()


def formatted_old(rows: list[list[Any]], column: str, value: Any, code: str) -> bytes:
    """The same as an .xls."""
    book = xlwt.Workbook()
    page = book.add_sheet("台账")
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            if (number, position) != (len(rows) - 1, rows[0].index(column)):
                page.write(number, position, cell)
    page.write(len(rows) - 1, rows[0].index(column), value, xlwt.easyxf(num_format_str=code))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("file", [formatted, formatted_old])
@pytest.mark.parametrize(
    ("code", "value", "number"),
    [
        ('"ZD"0000', 7, "ZD0007"),
        ("\\Z\\D0000", 7, "ZD0007"),
        ('0"号"', 12, "12号"),
        ('General"号"', 12, "12号"),
        ("000-0000", 1234, "000-1234"),
        ('"津西"0000"-"00', 202601, "津西2026-01"),
        ('"津"@"号"', "西7", "津西7号"),
        ("0000", 7, "0007"),
        ("#,##0", 1234, "1234"),
    ],
)
def test_a_number_of_a_record_comes_in_as_it_is_seen(
    hand_in: HandIn, cases: Cases, file: Callable[..., bytes], code: str, value: Any, number: str
) -> None:
    staged = hand_in(file(cases({}), NUMBER, value, code))
    assert staged.rows("cases")["number"].to_list() == [number]


@pytest.mark.parametrize("file", [formatted, formatted_old])
@pytest.mark.parametrize(
    ("code", "value", "fine"),
    [
        ('0.00"万元"', 3.5, "35000"),
        ('0.00"元"', 3.5, "3.5"),
        ('0!.0,"万元"', 12345, "12345"),
        ('0\\.0000"万元"', 12345, "12345"),
        ('[>=10000]0!.0,"万元";0"元"', 12345, "12345"),
        ('[>=10000]0!.0,"万元";0"元"', 500, "500"),
        ('#,##0.0,,"百万元"', 1_200_000, "1200000"),
        ('_ "￥"* #,##0.00_ ;_ "￥"* \\-#,##0.00_ ;_ "￥"* "-"??_ ;_ @_ ', 1234.5, "1234.5"),
        ("[$￥-804]#,##0.00", 5, "5"),
        ("#\\ ##0", 12345, "12345"),
        ("0_);(0)", 5, "5"),
        ('#,##0.00"元整"', 5, "5"),
    ],
)
def test_an_amount_is_the_number_in_the_unit_that_is_seen(
    hand_in: HandIn, cases: Cases, file: Callable[..., bytes], code: str, value: float, fine: str
) -> None:
    staged = hand_in(file(cases({FINE: None}), FINE, value, code))
    assert staged.errors().select("cell", "rule").rows() == []
    assert staged.rows("cases")["fine"].to_list() == [Decimal(fine)]


@pytest.mark.parametrize("code", ["[$$-409]#,##0.00", '0.00"美元"', '0"分"'])
def test_an_amount_in_another_unit_is_none_in_yuan(hand_in: HandIn, cases: Cases, code: str) -> None:
    staged = hand_in(formatted(cases({FINE: None}), FINE, 5, code))
    assert staged.errors()["cell"].to_list() == ["L2"]


def test_thousands_shown_in_a_column_of_thousands_are_multiplied_once(hand_in: HandIn, cases: Cases) -> None:
    """The cell holds 12,345 yuan and shows 12 under a header that says 千元."""
    staged = hand_in(formatted(cases({"罚款金额（千元）": None}), "罚款金额（千元）", 12345, "#,##0,"))
    assert staged.rows("cases")["fine"].to_list() == [Decimal(12345)]


def test_a_day_of_eight_figures_in_a_format_that_writes_it_out(hand_in: HandIn, cases: Cases) -> None:
    for code in ('0000"年"00"月"00"日"', "0000-00-00"):
        staged = hand_in(formatted(cases({}), "立案日期", 20230529, code))
        assert staged.rows("cases")["opened_on"].to_list() == [date(2023, 5, 29)]


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("0%", "0.85", "85%"),
        ("0.00%", "-0.855", "-85.5%"),
        ('"第"0"号"', "7", "第7号"),
        ('0"-"00', "123456", "1234-56"),
    ],
)
def test_what_a_format_shows(code: str, value: str, text: str) -> None:
    assert shown(value, formats(code)) == text


@pytest.mark.parametrize(
    "code", ["", "General", "@", "0", "#,##0.00", "# ?/?", "0.00E+00", ";;;", '"', "[", "[Red]0;-0", "0_ "]
)
def test_formats_that_show_figures_alone(code: str) -> None:
    assert formats(code) == ()
    assert around(code) == ("", "")


@pytest.mark.parametrize("code", ["[" * 1_000_000, '"' * 1_000_001, "0," * 1_000_000])
def test_a_hostile_format_costs_nothing(code: str) -> None:
    for held in (formats(code), formats("0" + code)):
        assert len(shown("5", held) if held else "5") < 1_000


def test_a_number_of_eleven_figures_is_no_telephone_where_records_are_numbered(
    store: Store, hand_in: HandIn, workbook: NewWorkbook, cases: Cases, clock: Clock
) -> None:
    """Nor when the sheet is judged again from what was kept of it, once an office is assigned."""
    offices = (Path(__file__).parent / "faults" / "offices.xlsx").read_bytes()
    confirm(store, THE_BOARD, hand_in(("offices.xlsx", offices)).id, clock=clock)
    staged = hand_in(workbook(cases({NUMBER: "13823456789", "承办单位": "某队"})), office="ZD")
    assert staged.errors()["rule"].to_list() == ["reference"]
    target = Assignment("cases", "value", "某队", "ZD", "office")
    staged = assign(store, THE_BOARD, staged.id, [target], clock=clock)
    confirm(store, THE_BOARD, staged.id, clock=clock)
    assert read_rows(store, "cases")["number"].to_list() == ["13823456789"]


@pytest.mark.parametrize("text", ["张三13823456789", "138-2345-6789", "11010519491231002X"])
def test_other_personal_numbers_are_refused_there_too(
    hand_in: HandIn, workbook: NewWorkbook, cases: Cases, text: str
) -> None:
    staged = hand_in(workbook(cases({NUMBER: text})))
    assert staged.errors()["rule"].to_list() in (["mobile"], ["identity"])
    assert text not in staged.errors()["value"].to_list()


def test_eleven_figures_elsewhere_are_a_telephone(hand_in: HandIn, workbook: NewWorkbook, cases: Cases) -> None:
    assert hand_in(workbook(cases({"备注": "13823456789"}))).errors()["rule"].to_list() == ["mobile"]
