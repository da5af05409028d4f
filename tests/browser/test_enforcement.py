"""The enforcement page in a browser, over the demonstration."""

from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import open_page, picture, settle

PARTS = ("development", "structure", "chain", "timeliness", "cases")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_linked_to_and_draws(page: Page, part: str):
    open_page(page, f"/enforcement?part={part}")
    drawn = page.locator('[data-testid="stVegaLiteChart"], [data-testid="stDataFrame"]')
    expect(drawn.first).to_be_visible()
    picture(page, f"enforcement-{part}")


@pytest.mark.parametrize(("view", "row"), [("food", "立案"), ("seeds", "移送农业农村部门"), ("cement", "办结")])
def test_each_view_has_its_address(page: Page, view: str, row: str):
    open_page(page, f"/enforcement?view={view}")
    chart = page.locator('[data-testid="stVegaLiteChart"]').first
    expect(chart).to_be_visible()
    expect(chart.get_by_text(row, exact=True)).to_have_count(1)


@pytest.mark.parametrize("part", PARTS[:4])
def test_no_toolbar_covers_the_ways_to_take_a_figure_away(page: Page, part: str):
    """Streamlit lays its toolbar over what stands above a chart: a click on ⋯ went full screen."""
    open_page(page, f"/enforcement?part={part}")
    menus = page.get_by_role("button", name="⋯")
    expect(menus.first).to_be_visible()
    for menu in menus.all():
        menu.scroll_into_view_if_needed()
        box = menu.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y + 90)
        page.mouse.move(x, y, steps=8)
        page.wait_for_timeout(300)
        top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('button')?.innerText ?? ''", [x, y])
        assert "⋯" in top


def test_the_form_is_filled_by_a_button(page: Page):
    open_page(page, "/enforcement")
    page.get_by_role("button", name="报表").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载报表（XLSX）").click()
    assert taken.value.suggested_filename == "知识产权执法数据统计表-2026-Q3.xlsx"
    table = openpyxl.load_workbook(BytesIO(Path(taken.value.path()).read_bytes())).worksheets[0]
    assert [row[0].value for row in table.iter_rows(min_row=4)][:2] == ["商标侵权", "地理标志"]


def test_a_click_on_an_overdue_case_opens_its_story(page: Page):
    open_page(page, "/enforcement?part=timeliness")
    table = page.locator('[data-testid="stDataFrame"]').nth(1)
    table.click(position={"x": 18, "y": 50})
    settle(page)
    number = parse_qs(urlsplit(page.url).query)["case"][0]
    expect(page.get_by_role("heading", name=number)).to_be_visible()
    expect(page.get_by_text("决定期限")).to_be_visible()
