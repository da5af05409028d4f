"""An officer's way through the ledgers page: template, mistakes, mending, commit, numbers move, undo."""

from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.handing_in import CASE, Row, choose, hand_in, press, whole_month, workbook
from tests.browser.looking import open_page, picture, settle


def fill(template: Path, rows: list[Row], renamed: dict[str, str] | None = None) -> None:
    """Write rows under a template's headers, some of which the officer calls differently."""
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    sheet.delete_rows(2)
    headers = [str(cell.value).split("（")[0].rstrip("*") for cell in sheet[1]]
    for position, header in enumerate(headers, start=1):
        if header in (renamed or {}):
            sheet.cell(1, position, (renamed or {})[header])
        for number, row in enumerate(rows, start=2):
            sheet.cell(number, position, row.get(header))
    book.save(template)


def test_officer_hands_in_mends_commits_and_undoes(page: Page, board: str, tmp_path: Path) -> None:
    open_page(page, f"{board}/ledgers?view=upload&ledger=cases")
    with page.expect_download() as download:
        page.get_by_role("button", name="中文").last.click()
    template = tmp_path / "案件台账.xlsx"
    download.value.save_as(template)
    choose(page, "报送单位", "执法支队")

    wrong = {**CASE, "立案编号": "测立〔2026〕2号", "立案日期": "2026-13-45", "行业": "吃的"}
    fill(template, [CASE, wrong], renamed={"备注": "经办科室意见"})
    hand_in(page, template)
    expect(page.get_by_text("2 处需改正")).to_be_visible()

    choose(page, "表头“经办科室意见”", "备注")
    press(page, "记住并重新校验")
    expect(page.get_by_text("表头“经办科室意见” → 备注")).to_be_attached(timeout=60_000)
    page.reload()
    settle(page)
    expect(page.get_by_text("2 处需改正")).to_be_visible()
    expect(page.get_by_role("button", name="确认入库")).to_be_disabled()

    fill(template, [CASE, {**CASE, "立案编号": "测立〔2026〕2号"}])
    page.get_by_text("其他文件").click()
    hand_in(page, template)
    expect(page.get_by_text("处需改正")).to_have_count(0)
    expect(page.get_by_text("将清除全部演示数据")).to_be_visible()
    whole_month(page)
    press(page, "确认入库")
    expect(page.get_by_text("已入库").first).to_be_visible(timeout=60_000)
    picture(page, "ledgers-committed")

    press(page, "查看数据")
    expect(page.get_by_text("共 2 行")).to_be_visible()
    open_page(page, f"{board}/")
    expect(page.get_by_text("2 件").first).to_be_visible()

    open_page(page, f"{board}/ledgers?view=batches&ledger=cases")
    press(page, "撤销")
    page.get_by_role("button", name="撤销批次").click()
    expect(page.get_by_text("已撤销").first).to_be_visible(timeout=60_000)
    open_page(page, f"{board}/ledgers?view=browse&ledger=cases")
    expect(page.get_by_text("该台账尚无数据")).to_be_visible()


def test_the_mended_file_does_not_stand_beside_the_wrong_one(page: Page, board: str, tmp_path: Path) -> None:
    open_page(page, f"{board}/ledgers?view=upload&ledger=cases")
    choose(page, "报送单位", "执法支队")
    hand_in(page, workbook(tmp_path / "错的.xlsx", [{**CASE, "行业": "吃的"}]))
    expect(page.get_by_text("1 处需改正")).to_be_visible()
    page.get_by_text("其他文件").click()
    hand_in(page, workbook(tmp_path / "改好的.xlsx", [CASE]))
    expect(page.get_by_text("处需改正")).to_have_count(0)
    expect(page.get_by_text("错的.xlsx")).to_have_count(0)


def test_nothing_english_is_left_in_fields_and_menus(page: Page, base_url: str) -> None:
    open_page(page, f"{base_url}/ledgers?view=browse&ledger=cases")
    field = page.get_by_test_id("stDateInputField").first
    expect(field).to_contain_text("年-月-日")
    expect(page.get_by_text("yyyy")).to_have_count(0)
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    expect(page.get_by_text("软件框架 Streamlit")).to_be_visible()


def test_who_acts_is_chosen_in_this_tab_and_other_tabs_follow(page: Page, base_url: str) -> None:
    other = page.context.new_page()
    open_page(other, f"{base_url}/markets")
    open_page(page, f"{base_url}/ledgers?view=status")
    page.get_by_text("操作人：").click()
    page.wait_for_url("**/actor?*")
    page.get_by_label("人员").select_option(index=1)
    page.get_by_role("button", name="使用此姓名").click()
    page.wait_for_url("**/ledgers?view=status*")
    expect(page.get_by_text("操作人：系统")).to_have_count(0)
    assert len(page.context.pages) == 2
    other.bring_to_front()
    other.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(other.get_by_text("操作人：")).to_be_visible(timeout=60_000)
    expect(other.get_by_text("操作人：系统")).to_have_count(0)
