"""Files, friendly and hostile, through the reading process."""

import io
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter
import xlwt

from services.intake.limits import Limits
from services.intake.marks import NO_RESULT
from services.intake.read import Reading, read_file
from tests.services.intake.conftest import NewWorkbook

pytestmark = pytest.mark.slow

LIMITS = Limits()
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def refusal(reading: Reading) -> str:
    """The one refusal, in Chinese; it must say how to mend it, in both languages, and no sheet may have come."""
    (refused,) = reading.refusals
    assert refused.mend.zh
    assert refused.mend.en
    assert refused.message.en
    assert not reading.sheets
    return refused.message.zh


def with_sheet(content: bytes, blocks: Iterator[bytes]) -> bytes:
    """The workbook with another first sheet."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if not part.filename.endswith("sheet1.xml"):
                new.writestr(part.filename, old.read(part))
                continue
            with new.open(part.filename, "w", force_zip64=True) as stream:
                for block in blocks:
                    stream.write(block)
    return file.getvalue()


def test_rows_keep_their_numbers(workbook: NewWorkbook) -> None:
    (sheet,) = read_file("a.xlsx", workbook([[], [], [None, "甲", 1.5]]), LIMITS).sheets
    assert sheet.cells.rows() == [(None, None, None), (None, None, None), (None, "甲", "1.5")]


def test_a_merged_cell_holds_for_each_of_its_rows(workbook: NewWorkbook) -> None:
    content = workbook([["a", "b"], [None, "1"], [None, "2"]], merged={"A2:A3": "甲"})
    assert read_file("a.xlsx", content, LIMITS).sheets[0].cells["0"].to_list() == ["a", "甲", "甲"]


def test_xls() -> None:
    book = xlwt.Workbook()
    book.add_sheet("台账").write(2, 1, "名称")
    file = io.BytesIO()
    book.save(file)
    (sheet,) = read_file("a.xls", file.getvalue(), LIMITS).sheets
    assert (sheet.name, sheet.cells.height, sheet.cells.row(2)[-1]) == ("台账", 3, "名称")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_csv_in_every_encoding(encoding: str, delimiter: str) -> None:
    text = f'名称{delimiter}地址\r\n"甲{delimiter}乙"{delimiter}杨柳青镇㙍\r\n'
    (sheet,) = read_file("a.csv", text.encode(encoding), LIMITS).sheets
    assert sheet.cells.rows() == [("名称", "地址"), (f"甲{delimiter}乙", "杨柳青镇㙍")]


def test_formulas_give_their_saved_results(workbook: NewWorkbook) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_formula("A1", "=1+1", None, 2)
    assert read_file("a.xlsx", file.getvalue(), LIMITS).sheets[0].cells.item() == "2"


def test_formulas_without_results_are_marked() -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = "=1+1"
    book.save(file)
    (sheet,) = read_file("a.xlsx", file.getvalue(), LIMITS).sheets
    assert sheet.marks.rows() == [(0, 0, NO_RESULT)]


def test_external_links_are_not_opened_and_said(workbook: NewWorkbook) -> None:
    file = io.BytesIO(workbook([["a", "b"]]))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    reading = read_file("a.xlsx", file.getvalue(), LIMITS)
    assert reading.sheets
    assert "不打开外部链接" in reading.notes[0].message.zh


def test_a_lone_cell_at_the_far_end() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write(1048575, 16383, "x")
    assert refusal(read_file("a.xlsx", file.getvalue(), LIMITS)) == "单元格 XFD1048576 离表格太远，无法读取"


def test_ten_million_empty_rows(workbook: NewWorkbook) -> None:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 100_001))
    blocks = iter([SHEET, *([rows] * 100), b"</sheetData></worksheet>"])
    content = with_sheet(workbook([["a"]]), blocks)
    assert "行" in refusal(read_file("a.xlsx", content, LIMITS))


def test_a_zip_bomb(workbook: NewWorkbook) -> None:
    content = with_sheet(workbook([["a"]]), iter([SHEET, *([b" " * 1_000_000] * 100), b"</sheetData></worksheet>"]))
    assert len(content) < 200_000
    assert refusal(read_file("a.xlsx", content, LIMITS)) == "文件解压后过大，疑似异常压缩或含大量空行"


@pytest.mark.parametrize(
    "block",
    [
        b'<row r="9"><c r="A9" s="0"/></row>' * 600_000,
        b"<a>" * 3_000_000,
        b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + b"x" * 20_000_000 + b"</t></is></c></row>",
    ],
)
def test_a_small_file_that_unpacks_to_much_is_refused_before_it_is_parsed(workbook: NewWorkbook, block: bytes) -> None:
    content = with_sheet(workbook([["a"]]), iter((SHEET, block, b"</sheetData></worksheet>")))
    assert len(content) < 100_000
    assert refusal(read_file("a.xlsx", content, LIMITS)).startswith("文件解压后过大")


def test_entities_are_not_expanded(workbook: NewWorkbook) -> None:
    content = with_sheet(
        workbook([["a"]]), iter((b'<!DOCTYPE x [<!ENTITY a "aa">]>', SHEET, b"</sheetData></worksheet>"))
    )
    assert refusal(read_file("a.xlsx", content, LIMITS)) == "文件不完整或已损坏"


def test_one_long_text_used_a_million_times(workbook: NewWorkbook) -> None:
    """Small and well-formed, but 3 GB of cells: the reading process dies, the server doesn't."""
    cells = b'<c t="inlineStr"><is><t>' + b"A" * 30_000 + b"</t></is></c>"
    rows = (b"<row>" + cells * 50 + b"</row>" for _ in range(400))
    content = with_sheet(workbook([["a"]]), iter([SHEET, *rows, b"</sheetData></worksheet>"]))
    small = replace(LIMITS, memory=64 * 1024 * 1024, ratio=10**6, unpacked=10**10, cell=10**6, text=10**10)
    assert refusal(read_file("a.xlsx", content, small)) == "读取时超出内存上限，已停止"


def test_reading_that_takes_too_long_is_stopped(workbook: NewWorkbook) -> None:
    assert "已停止" in refusal(read_file("a.xlsx", workbook([["a"]]), replace(LIMITS, seconds=0)))


def test_the_time_fits_the_size(workbook: NewWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that was made to take long is stopped after twelve seconds, and not after a minute."""
    allowed = []

    def never_ends(*_words: object, timeout: float, **_more: object) -> None:
        allowed.append(timeout)
        raise subprocess.TimeoutExpired("reader", timeout)

    monkeypatch.setattr("services.intake.child.subprocess.run", never_ends)
    for content in (workbook([["a"]]), bytes(2 * 2**20), bytes(50 * 2**20)):
        assert "已停止" in refusal(read_file("a.xlsx", content, LIMITS))
    assert [round(seconds) for seconds in allowed] == [12, 24, LIMITS.seconds]


def test_encrypted(workbook: NewWorkbook) -> None:
    """What Excel writes for a workbook with a password: an OLE container with a stream EncryptedPackage."""
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    assert refusal(read_file("a.xlsx", content, LIMITS)) == "文件有打开密码，无法读取"


def test_truncated(workbook: NewWorkbook) -> None:
    content = workbook([["a"] * 20] * 200)
    assert refusal(read_file("a.xlsx", content[: len(content) // 2], LIMITS)) == "文件不完整或已损坏"


def test_a_changed_byte_fails_the_checksum(workbook: NewWorkbook) -> None:
    content = bytearray(workbook([["a"] * 20] * 200))
    content[len(content) // 3] ^= 0xFF
    assert refusal(read_file("a.xlsx", bytes(content), LIMITS)) == "文件不完整或已损坏"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xlsx", b"MZ\x90\x00" + bytes(500), "文件内容不是 .xlsx、.xls 或 .csv 表格"),
        ("a.csv", b"MZ\x90\x00" + bytes(500), "文件内容不是 .xlsx、.xls 或 .csv 表格"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "文件其实是网页，不是表格"),
        ("a.csv", b"", "文件是空的"),
        ("a.csv", b"a,b\n\xff\xfe\xfd,1\n", "文字编码无法识别"),
    ],
)
def test_files_that_are_something_else(name: str, content: bytes, message: str) -> None:
    assert refusal(read_file(name, content, LIMITS)) == message


def test_a_zip_that_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refusal(read_file("a.xlsx", file.getvalue(), LIMITS)) == "压缩包内不是 .xlsx 工作簿"


def test_a_file_beyond_the_upload_limit(workbook: NewWorkbook) -> None:
    assert "MB" in refusal(read_file("a.xlsx", workbook([["a"]]), replace(LIMITS, upload=100)))


def test_an_xls_under_the_wrong_name_is_read_as_what_it_is() -> None:
    book, file = xlwt.Workbook(), io.BytesIO()
    book.add_sheet("台账").write(0, 0, "名称")
    book.save(file)
    assert read_file("a.xlsx", file.getvalue(), LIMITS).sheets[0].cells.item() == "名称"
