"""What the browser's tests do to hand something in: a workbook, the widgets of the page 台账."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.looking import settle

Row = Mapping[str, str | date]

# A case that is not decided yet, under the template's headers.
CASE: Row = {
    "立案编号": "测立〔2026〕1号",
    "案件名称": "测试商行销售侵犯注册商标专用权商品案",
    "案由": "销售侵犯注册商标专用权商品",
    "适用法律": "商标法",
    "权利类型": "商标",
    "行业": "食品",
    "街镇": "杨柳青镇",
    "承办单位": "执法支队",
    "发生渠道": "市场摊位",
    "案件来源": "检查",
    "立案日期": date(2026, 10, 15),
}


def workbook(file: Path, rows: Sequence[Row]) -> Path:
    """An officer's own workbook with these rows, all under the first one's headers."""
    book = openpyxl.Workbook()
    for values in (list(rows[0]), *(list(row.values()) for row in rows)):
        book.worksheets[0].append(values)
    book.save(file)
    return file


def choose(page: Page, label: str, option: str) -> None:
    """Takes an option of a select box."""
    page.get_by_label(label, exact=False).first.click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def press(page: Page, name: str) -> None:
    """Presses the first button of that name."""
    page.get_by_role("button", name=name).first.click()


def hand_in(page: Page, file: Path) -> None:
    """Has a file checked; the page then shows what it would change."""
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_role("button", name="校验文件")).to_be_enabled(timeout=30_000)
    press(page, "校验文件")
    expect(page.get_by_text("尚未写入")).to_be_visible(timeout=60_000)
    settle(page)


def whole_month(page: Page) -> None:
    """Says that the upload holds all rows of its months."""
    page.get_by_text("数据已全部在内（整月）").click()
    expect(page.get_by_role("button", name="确认入库")).to_be_enabled(timeout=30_000)
