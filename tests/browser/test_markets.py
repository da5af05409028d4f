"""The market map in a browser: painted, chosen from in table and map, filtered, drawn."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from services.maps.view import HEIGHT, WIDTH, fit
from tests.browser.looking import expect_painted, open_page, picture, settle

# How the page fits the district into its map, and a market of the demonstration far from all others.
VIEW = fit(WIDTH, HEIGHT)
LONELY, LONGITUDE, LATITUDE = "SLSC39", 117.280888, 38.872692
ROW = 35
NO_WEBGL = """const get = HTMLCanvasElement.prototype.getContext
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith("webgl") ? null : get.call(this, kind, ...more)
}"""


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def expect_address(page: Page, name: str, value: str) -> None:
    """Waits until the address says so; a click reaches the server a moment later."""
    expect(page).to_have_url(re.compile(rf"[?&]{name}={value}(&|$)"))
    settle(page)


def choose_row(page: Page, number: int) -> None:
    """Marks a row of the table, whose first column holds the marks."""
    page.get_by_test_id("stDataFrame").click(position={"x": 15, "y": ROW * (number + 0.5)})
    settle(page)


def choose_on_map(page: Page, code: str, longitude: float, latitude: float) -> None:
    """Clicks a place on the map, which keeps its middle whatever its width; a click while it is drawn gets lost."""
    box = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    assert box
    right, down = VIEW.pixel(longitude, latitude)
    x, y = box["x"] + box["width"] / 2 + right - VIEW.width / 2, box["y"] + box["height"] / 2 + down - VIEW.height / 2
    for _ in range(20):
        page.mouse.move(x, y)
        page.wait_for_timeout(1_000)
        page.mouse.click(x, y)
        settle(page)
        if address(page).get("market") == [code]:
            return
    raise AssertionError(f"a click at {x:.0f}, {y:.0f} did not choose {code}")


def test_a_market_is_chosen_and_stays_chosen(page: Page) -> None:
    open_page(page, "/markets?lang=zh_CN")
    expect_painted(page, page.get_by_test_id("stDeckGlJsonChart"))
    choose_row(page, 3)
    expect_address(page, "market", "SLSC03")
    expect(page.get_by_role("heading", name="示例菜市场03")).to_be_visible()

    page.get_by_label("市场类型").click()
    page.get_by_role("option", name="农产品批发").click()
    settle(page)
    expect_address(page, "kind", "produce_wholesale")
    expect_address(page, "market", "SLSC03")
    expect(page.get_by_role("heading", name="示例菜市场03")).to_be_visible()
    picture(page, "markets-chosen")

    choose_on_map(page, LONELY, LONGITUDE, LATITUDE)
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", name="示例农产品批发市场39")).to_be_visible()
    page.get_by_role("button", name="关闭").click()
    expect(page).not_to_have_url(re.compile("market="))
    settle(page)
    assert address(page).keys() == {"lang", "kind"}
    choose_row(page, 1)
    expect_address(page, "market", "SLSC11")


def test_the_drawn_map_needs_no_webgl(page: Page) -> None:
    page.add_init_script(NO_WEBGL)
    open_page(page, "/markets?lang=zh_CN&drawn=1&market=SLSC03")
    expect(page.get_by_test_id("stDeckGlJsonChart")).to_have_count(0)
    expect_painted(page, page.get_by_test_id("stVegaLiteChart"))
    picture(page, "markets-drawn")
