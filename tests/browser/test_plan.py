"""From a missing upload to the plan: what the page 任务 says of its task before and after the row is handed in."""

from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.handing_in import Row, choose, hand_in, press, workbook
from tests.browser.looking import open_page

IP, TASK, CODE = "知识产权科", "加快提升区域行政执法能力", "2"
# October's upload was due by Thursday, 5 November; the board's day is the 23rd.
OCTOBER = "专利案件数据上报 2026-10"


def upload(period: str, day: date) -> Row:
    return {"案件所属月份": period, "填报单位": IP, "上传日期": day, "应上传件数": "1", "已上传件数": "1"}


def commit(page: Page, board: str, file: Path) -> None:
    open_page(page, f"{board}/ledgers?view=upload&ledger=patent_uploads")
    choose(page, "报送单位", IP)
    hand_in(page, file)
    press(page, "确认入库")
    expect(page.get_by_text("已入库").first).to_be_visible(timeout=60_000)


def line_of_task(page: Page) -> Locator:
    """The task's line in a list of tasks."""
    return page.get_by_test_id("stHorizontalBlock").filter(has=page.get_by_role("button", name=TASK))


def line_of_table(page: Page, text: str) -> Locator:
    """The lines of a table that hold a text: it is painted, and lies beneath for those who hear it read."""
    return page.locator("canvas tbody tr", has_text=text)


def test_a_late_upload_moves_its_task_and_leaves_the_units_list(page: Page, board: str, tmp_path: Path) -> None:
    """Ten months in time are on plan; October is missing, and then uploaded on 20 November, fifteen days late."""
    months = [upload(f"2026-{month:02}", date(2026, month + 1, 2)) for month in range(1, 10)]
    commit(page, board, workbook(tmp_path / "上传.xlsx", [upload("2025-12", date(2026, 1, 4)), *months]))
    open_page(page, f"{board}/plan?view=tasks")
    expect(line_of_task(page)).to_contain_text("■ 逾期")
    expect(line_of_task(page)).to_contain_text("专利案件上传台账 10 条，待办 1 项")
    open_page(page, f"{board}/plan?task={CODE}")
    expect(page.get_by_role("heading", name=TASK)).to_contain_text("■ 逾期")
    expect(page.get_by_text(f"■ 逾期 · 11月5日 · {IP} · {OCTOBER}")).to_be_visible()
    open_page(page, f"{board}/plan?view=units")
    expect(line_of_table(page, IP)).to_contain_text("■ 逾期")
    open_page(page, f"{board}/plan?view=units&unit=IP")
    expect(line_of_task(page)).to_contain_text("待办 1 项")
    expect(line_of_table(page, OCTOBER)).to_contain_text("2026-11-05")

    commit(page, board, workbook(tmp_path / "补传.xlsx", [upload("2026-10", date(2026, 11, 20))]))
    open_page(page, f"{board}/plan?view=tasks")
    expect(line_of_task(page)).to_contain_text("■ 超期")
    expect(line_of_task(page)).to_contain_text("逾期上传 1 次")
    open_page(page, f"{board}/plan?task={CODE}")
    expect(page.get_by_role("heading", name=TASK)).to_contain_text("■ 超期")
    expect(page.get_by_text(OCTOBER)).to_have_count(0)
    open_page(page, f"{board}/plan?view=units")
    expect(line_of_table(page, IP)).to_contain_text("○ 未到期")
    open_page(page, f"{board}/plan?view=units&unit=IP")
    expect(line_of_task(page)).to_contain_text("逾期上传 1 次")
    expect(line_of_table(page, "按期上传")).to_contain_text("2026-12-05")
    expect(line_of_table(page, OCTOBER)).to_have_count(0)
