"""The overview in a browser: on one screen, with its definitions and its links."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.looking import open_page, picture, settle

BELOW = """() => {
    const main = document.querySelector('[data-testid="stMain"]')
    return main.scrollHeight - main.clientHeight
}"""


def test_it_fits_on_a_meeting_rooms_screen(page: Page) -> None:
    open_page(page, "/?lang=zh_CN")
    assert page.evaluate(BELOW) <= 0
    picture(page, "overview")
    page.get_by_role("button", name="立案", exact=True).click()
    expect(page.get_by_text("立案日期在期间内的案件数")).to_be_visible()


def test_a_line_that_needs_attention_leads_to_its_case(page: Page) -> None:
    open_page(page, "/?lang=zh_CN")
    line = page.get_by_test_id("stPageLink-NavLink").filter(has_text="立案已").first
    found = re.search(r"案件 (\S+?)，", line.inner_text())
    assert found
    line.click()
    page.wait_for_url("**/enforcement**")
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["case"] == [found[1]]
    expect(page.get_by_role("heading", name=found[1])).to_be_visible()
