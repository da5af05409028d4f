"""An administrator in a browser: only he finds the page, a setting holds at once on another page, and is undone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.store import open_store, save_credential
from services.access.accounts.passwords import hashed
from services.access.accounts.people import Wanted, add
from services.access.identity import THE_BOARD
from services.days.clock import SystemClock
from tests.browser.looking import open_page, picture, settle

PASSWORD = "wolke-teppich-97-apfel"


def account(folder: Path, code: str, role: str) -> None:
    store = open_store(folder=folder)
    add(store, THE_BOARD, Wanted(code, f"示例{code}", "IP", role))
    save_credential(store, code, hashed(PASSWORD), initial=False, now=SystemClock().now())
    store.close()


def sign_in(page: Page, board: str, code: str) -> None:
    page.goto(f"{board}/login?lang=zh_CN")
    page.locator("#code").fill(code)
    page.locator("#password").fill(PASSWORD)
    page.locator("button").first.click()
    page.wait_for_url(f"{board}/")
    settle(page)


@pytest.fixture
def accounts(board: str, tmp_path: Path) -> str:
    """Address of a board with an administrator and a manager."""
    account(tmp_path / "data", "GL01", "administrator")
    account(tmp_path / "data", "FZ01", "manager")
    return board


def test_a_setting_made_and_undone_shows_on_another_page(page: Page, accounts: str) -> None:
    sign_in(page, accounts, "GL01")
    page.get_by_role("link", name="管理").click()
    settle(page)
    open_page(page, f"{accounts}/admin?lang=zh_CN&admin=settings&registry=reporting&entry=monthly")
    page.get_by_label("次月几日前（含）").fill("5")
    page.get_by_label("原因").fill("局务会")
    page.get_by_role("button", name="保存设置").click()
    expect(page.get_by_text("设置已保存").first).to_be_visible()
    settle(page)
    picture(page, "admin-setting")
    open_page(page, f"{accounts}/ledgers?lang=zh_CN")
    expect(page.get_by_text("次月 5 日")).to_be_visible()
    open_page(page, f"{accounts}/admin?lang=zh_CN&admin=settings&registry=reporting")
    page.get_by_role("button", name="撤销").click()
    page.get_by_role("button", name="撤销批次").click()
    expect(page.get_by_text("尚未自定")).to_be_visible()
    open_page(page, f"{accounts}/ledgers?lang=zh_CN")
    expect(page.get_by_text("次月 10 日")).to_be_visible()


def test_others_neither_find_nor_use_it(page: Page, accounts: str) -> None:
    sign_in(page, accounts, "FZ01")
    sidebar = page.get_by_test_id("stSidebarNav")
    expect(sidebar).to_contain_text("台账")
    expect(sidebar).not_to_contain_text("管理")
    open_page(page, f"{accounts}/admin?lang=zh_CN&admin=settings")
    expect(page.get_by_text("本页仅供管理员使用")).to_be_visible()
    expect(page.get_by_role("button", name="保存设置")).to_have_count(0)
