"""Kinds of cells, heads, rows and files in the spellings that offices use, beside those kept in `faults/`."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
import xlwt

from services.intake.limits import Limits
from services.intake.read import read_file
from services.intake.staged import Counts, Staged
from services.intake.text_table import TYPED
from services.intake.units import UNCLEAR, money_unit_around
from services.intake.values import shows_dates
from tests.services.intake.conftest import HandIn, NewWorkbook

Cases = Callable[..., list[list[Any]]]
LIMITS = Limits()
WIDE = ("utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")


def faults(staged: Staged) -> list[tuple[str, str]]:
    return staged.errors().select("cell", "rule").rows()


def rewritten(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name.endswith(part) else data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("填报单位：执法支队    单位：万元    填报日期：2026年10月8日", "万元"),
        ("金额单位:人民币万元", "万元"),
        ("（单位 万元）", "万元"),
        ("单位：件、万元", "万元"),
        ("货值金额以千元计", "千元"),
        ("2. 金额以元为单位，保留两位小数。", "元"),
        ("罚没款统计表（亿元）", "亿元"),
        ("单 位：万 元", "万元"),
        ("计量单位为千元", "千元"),
        ("Unit: RMB 10,000 yuan", "万元"),
        ("填报单位：万元乡所", ""),
        ("单位：元宝镇", ""),
        ("罚款单位为元，货值单位为万元", UNCLEAR),
    ],
)
def test_units_around_a_table(line: str, unit: str) -> None:
    assert money_unit_around([line]) == unit


@pytest.mark.parametrize(
    "header",
    [
        "罚款金额（单位：万元）",
        "罚款金额（人民币万元）",
        "罚款金额单位：万元",
        "罚款（万元）金额",
        "罚款金额（万元，含没收）",
        "罚款金额\n/万元",
    ],
)
def test_units_in_a_header(workbook: NewWorkbook, cases: Cases, hand_in: HandIn, header: str) -> None:
    assert hand_in(workbook(cases({header: 1.2}))).rows("cases")["fine"].to_list() == [Decimal(12_000)]


@pytest.mark.parametrize("place", ["title", "sheet", "footer", "row"])
def test_a_unit_wherever_it_stands(workbook: NewWorkbook, cases: Cases, hand_in: HandIn, place: str) -> None:
    rows, name = cases({"罚款金额": 1.2}), "Sheet1"
    if place == "title":
        rows = [["案件台账（千元）"], *rows]
    elif place == "sheet":
        name = "案件台账（千元）"
    elif place == "footer":
        rows = [*rows, ["注：金额以千元为单位"]]
    else:
        rows = [rows[0], [None] * (len(rows[0]) - 1) + ["（千元）"], *rows[1:]]
    assert hand_in(workbook(rows, sheet=name)).rows("cases")["fine"].to_list() == [Decimal(1_200)]


def test_two_units_that_contradict_each_other_are_not_guessed(
    workbook: NewWorkbook, cases: Cases, hand_in: HandIn
) -> None:
    rows = [["单位：万元"], *cases({"罚款金额": 1.2}, {"立案编号": "示例立〔2023〕2号", "罚款金额": "3元"})]
    staged = hand_in(workbook([*rows, ["注：金额以元为单位"]]))
    assert [rule for _, rule in faults(staged)] == ["unit_unclear"]
    assert staged.rows("cases")["fine"].to_list() == [Decimal(3)]


@pytest.mark.parametrize(
    ("code", "dates"),
    [
        ('yyyy"年"m"月"d"日"', True),
        ("[$-804]aaaa", True),
        ("[$-804]yyyy/m/d;@", True),
        ("[DBNum1][$-804]yyyy年m月", True),
        ("[<43831]m/d;yyyy-m-d", True),
        ("[$-404]e/m/d", True),
        ("[h]:mm", True),
        ("General", False),
        ("G/通用格式", False),
        ("0.00E+00", False),
        ('#,##0.00"元"', False),
        ("[Red]0.00", False),
        ("0_);[Red](0)", False),
        ("@", False),
    ],
)
def test_which_formats_show_dates(code: str, dates: bool) -> None:
    assert shows_dates(code) is dates


@pytest.mark.parametrize("format_", [*range(27, 37), *range(50, 59), "[$-804]aaaa", '[>45000]yyyy"年"m"月";0'])
def test_days_in_chinese_formats(format_: int | str) -> None:
    """46273 is 8 September 2026; as a bare serial it would be a number."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        kind = book.add_format({"num_format": "[$-804]aaaa" if isinstance(format_, int) else format_})
        book.add_worksheet().write_number(0, 0, 46273, kind)
    content = file.getvalue()
    if isinstance(format_, int):
        content = rewritten(content, "styles.xml", lambda xml: xml.replace('numFmtId="164"', f'numFmtId="{format_}"'))
        content = rewritten(content, "styles.xml", lambda xml: re.sub("<numFmts.*?</numFmts>", "", xml))
    (sheet,) = read_file("a.xlsx", content, LIMITS).sheets
    assert sheet.cells.item() == "2026-09-08"


@pytest.mark.parametrize(
    "cell",
    [
        "<f>1+1</f>",
        "<f>1+1</f><v/>",
        "<f>1+1</f><v></v>",
        '<f t="shared" si="0"/>',
        '<f t="array" ref="B2">1+1</f>',
        "<f>A1</f><v>\n</v>",
    ],
)
def test_formulas_without_a_result(workbook: NewWorkbook, cases: Cases, hand_in: HandIn, cell: str) -> None:
    content = workbook(cases({"罚款金额": 4711}))
    content = rewritten(content, "sheet1.xml", lambda xml: xml.replace("<v>4711</v>", cell))
    assert faults(hand_in(content)) == [("L2", "no_result")]


def test_a_zero_that_was_never_calculated(workbook: NewWorkbook, cases: Cases, hand_in: HandIn) -> None:
    """xlsxwriter writes it in place of a result, and asks for a calculation on opening."""
    content = workbook(cases({"罚款金额": 4711}))
    content = rewritten(content, "sheet1.xml", lambda xml: xml.replace("<v>4711</v>", "<f>1+1</f><v>0</v>"))
    assert faults(hand_in(content)) == [("L2", "no_result")]
    content = rewritten(content, "workbook.xml", lambda xml: xml.replace('fullCalcOnLoad="1"', ""))
    assert hand_in(content).rows("cases")["fine"].to_list() == [Decimal(0)]


def test_a_table_keeps_its_place(cases: Cases, hand_in: HandIn) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for number, row in enumerate(cases({"罚款金额": "abc"}), start=3):
            page.write_row(number, 1, row)
    assert faults(hand_in(file.getvalue())) == [("M5", "number")]


@pytest.mark.parametrize(
    "text", ["示例立〔2023〕第1号", "示例立〔2023〕01号", "示例立（２０２３）1 号", "示例立\u200b〔2023〕1号"]
)
def test_one_spelling_of_a_key(workbook: NewWorkbook, cases: Cases, hand_in: HandIn, text: str) -> None:
    assert hand_in(workbook(cases({"立案编号": text}))).rows("cases")["number"].to_list() == ["示例立〔2023〕1号"]


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("示例立〔2023〕1号\n示例立〔2023〕2号", "several"),
        (date(2023, 5, 29), "date_cell"),
        (True, "no_identifier"),
        ("无", "no_identifier"),
        ("1.2E+17", "cut"),
        ("12345678901234500000", "cut"),
        (12345678901234567, "cut"),
        ("#REF!", "error_cell"),
    ],
)
def test_what_is_no_key(cases: Cases, hand_in: HandIn, value: Any, rule: str) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(cases({"立案编号": value})):
            page.write_row(number, 0, row)
    assert faults(hand_in(file.getvalue())) == [("A2", rule)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["（一）商标类"], "section"),
        (["2026年9月"], "section"),
        (["商标类小计", None, None, 3], "total"),
        (["合计3件"], "total"),
        (["第 1 页 共 3 页"], "remark"),
        (["以下空白"], "remark"),
        (["制表人：张某", None, "审核人：李某"], "remark"),
        ([None, "（盖章）"], "remark"),
        (["制表人 张某", None, "负责人 李某"], "remark"),
    ],
)
def test_rows_that_are_no_records(
    workbook: NewWorkbook, cases: Cases, hand_in: HandIn, row: list[Any], reason: str
) -> None:
    good, second = cases({}, {"立案编号": "示例立〔2023〕2号"})[1:]
    staged = hand_in(workbook([cases({})[0], good, row, second]))
    assert (staged.counts["cases"], staged.sheets[0].left_out) == (Counts(new=2), {reason: [3]})


def test_a_line_that_is_no_record_is_one_fault(workbook: NewWorkbook, cases: Cases, hand_in: HandIn) -> None:
    rows = cases({}, {"罚款金额": 160})
    rows[2] = [None] * (len(rows[0]) - 1) + [160]
    assert [rule for _, rule in faults(hand_in(workbook(rows)))] == ["incomplete"]


def test_the_same_visit_twice_in_one_sheet_is_asked_about(workbook: NewWorkbook, hand_in: HandIn) -> None:
    header = ["检查日期", "受检对象", "检查单位", "检查主题", "检查事由", "街镇", "行业", "检查户数"]
    visit = ["2023-05-29", "示例商行一", "执法支队", "地理标志", "日常", "辛口镇", "食品", 1]
    staged = hand_in(workbook([header, visit, visit]))
    assert faults(staged) == [("A2", "repeated"), ("A3", "repeated")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "文件是“XML 电子表格 2003”，不能直接读取",
        ),
        ("a.xls", "\ufeff<table><tr><td>1</td></tr></table>".encode("utf-16"), "文件其实是网页，不是表格"),
        ("a.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "文件其实是单个文件网页（.mht），不是表格"),
        ("a.csv", "a，b\n1，2\n甲，乙，3\n".encode(), "第 3 行的“，”个数与表头不同，无法分辨哪些分隔单元格"),
        ("a.csv", b"\xef\xbb\xbf" + "甲,乙\n".encode("gbk"), "文字编码无法识别"),
        ("a.csv", b'a,b\n"c,d\ne,f\n', "第 2 行起有引号没有配对，其后的行无法分辨"),
        ("a.csv", b'a,b,c,d\n1,2,3,"x\n2,3,4,y\n3,4,5,z"\n', "第 2 行起有引号没有配对，其后的行无法分辨"),
    ],
)
def test_reasons_of_refusal(name: str, content: bytes, message: str) -> None:
    assert [refused.message.zh for refused in read_file(name, content, LIMITS).refusals] == [message]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"sep=;\r\na;b\r\n1;2\r\n", [("sep=", None), ("a", "b"), ("1", "2")]),
        (b"a|b\n1,5|2\n", [("a", "b"), ("1,5", "2")]),
        ("a\tb\r\n1\t2\r\n".encode("utf-16"), [("a", "b"), ("1", "2")]),
        ('a,b\n"一、\n二",2\n'.encode("gb18030"), [("a", "b"), ("一、\n二", "2")]),
        *(("一\tb\r\n1\t2\r\n".encode(wide), [("一", "b"), ("1", "2")]) for wide in WIDE),
        *((f"标题\na{sign}b\n1,200{sign}2\n".encode(), [("标题", None), ("a", "b"), ("1,200", "2")]) for sign in TYPED),
        ("a  b\n1\u30002\n".encode("gbk"), [("a", "b"), ("1", "2")]),
        ("a,b\n甲、乙，丙,2\n丁、戊，己,3\n".encode(), [("a", "b"), ("甲、乙，丙", "2"), ("丁、戊，己", "3")]),
        (b"a,b\n1,2\n\x1a", [("a", "b"), ("1", "2")]),
    ],
)
def test_dialects_of_text_tables(content: bytes, rows: list[tuple[str | None, ...]]) -> None:
    (sheet,) = read_file("a.csv", content, LIMITS).sheets
    assert sheet.cells.rows() == rows


def test_an_old_workbook_tells_as_much_as_a_new_one(cases: Cases, hand_in: HandIn) -> None:
    """An .xls, or an .et, which is the same: dates, merged and hidden cells, formulas, long numbers."""
    book = xlwt.Workbook()
    page = book.add_sheet("案件台账")
    day = xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"')
    rows = cases(*({"立案编号": f"示例立〔2023〕{n}号", "罚款金额": None, "没收金额": None} for n in range(1, 6)))
    at = {name: position for position, name in enumerate(rows[0])}
    for number, row in enumerate(rows, start=2):
        for position, value in enumerate(row):
            if value is not None and (number, position) != (3, at["立案日期"]):
                page.write(number, position + 1, value)
    page.write(3, at["立案日期"] + 1, 45075, day)
    page.write_merge(3, 4, at["罚款金额"] + 1, at["罚款金额"] + 1, 9000)
    page.write(5, at["没收金额"] + 1, xlwt.Formula("1+1"))
    page.row(6).hidden = True
    page.write(7, at["案件名称"] + 14, 1)
    file = io.BytesIO()
    book.save(file)
    staged = hand_in(("台账.et", file.getvalue()))
    fine, confiscated = (chr(66 + at[name]) for name in ("罚款金额", "没收金额"))
    assert faults(staged) == [(f"{fine}4", "merged"), (f"{fine}5", "merged"), (f"{confiscated}6", "no_result")]
    assert staged.sheets[0].hidden_rows == (7,)
    (sheet,) = read_file("台账.et", file.getvalue(), LIMITS).sheets
    assert sheet.cells.row(3)[at["立案日期"] + 1] == "2023-05-29"
