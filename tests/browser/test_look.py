"""What only a browser can show: the shared screen, both themes, Streamlit's own words, links and downloads."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from services.figures.palette import DARK, LIGHT
from tests.browser.looking import open_page, settle

# Names of symbols are drawn by a font; CSV and the like are the same in every language.
ENGLISH = """() => {
    const found = new Set(), english = /[A-Za-z]{3}/
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const node = walker.currentNode, parent = node.parentElement
        if (english.test(node.data) && !parent.closest('style, script, noscript, [translate="no"], svg'))
            found.add(node.data.trim())
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]"))
        for (const name of ["aria-label", "title", "placeholder"]) {
            const value = element.getAttribute(name)
            if (value && english.test(value) && getComputedStyle(element).display !== "none") found.add(value)
        }
    return [...found]
}"""
SAME_IN_BOTH = re.compile(r"English|.*\b(XLSX|CSV|XLS|Esc)\b.*|软件框架 Streamlit v", re.IGNORECASE)


def rgb(colour: str) -> str:
    """A colour as a browser computes it."""
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


def test_a_shared_screen_is_larger_and_escape_leaves_it(page: Page) -> None:
    open_page(page, "/")
    page.get_by_role("button", name="投屏").click()
    settle(page)
    assert "screen=1" in page.url
    expect(page.locator(".stSidebar")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    page.locator("h1").click()
    page.keyboard.press("Escape")
    settle(page)
    assert "screen" not in page.url
    expect(page.locator(".stSidebar")).to_be_visible()


def test_the_shared_overview_fits_its_screen(page: Page) -> None:
    open_page(page, "/?screen=1")
    high, seen, wide = page.evaluate(
        "(({ scrollHeight, clientHeight, scrollWidth }) => [scrollHeight, clientHeight, scrollWidth])"
        "(document.querySelector('.stMain'))"
    )
    assert high <= seen == 1080
    assert wide <= 1920


def test_a_phone_shows_the_title_beside_the_logo_and_all_tiles(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, "/")
    logo, title = page.locator(".stLogo").first.bounding_box(), page.locator("h1").bounding_box()
    text = page.evaluate(
        "(() => { const letters = document.createRange(); letters.selectNodeContents(document.querySelector('h1')); "
        "return letters.getBoundingClientRect().left })()"
    )
    assert logo is not None
    assert title is not None
    assert text >= logo["x"] + logo["width"]
    tiles = [tile.bounding_box() for tile in page.locator(".stMetric").all()]
    assert len(tiles) == 5
    assert all(tile is not None and tile["y"] + tile["height"] < 844 for tile in tiles)


@pytest.mark.parametrize(("scheme", "palette"), [("light", LIGHT), ("dark", DARK)], ids=["light", "dark"])
def test_the_browsers_theme_is_followed(page: Page, scheme, palette) -> None:
    page.emulate_media(color_scheme=scheme)
    open_page(page, "/")
    ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert ground == rgb(palette.paper)


@pytest.mark.parametrize("path", ["/", "/enforcement", "/ledgers", "/ledgers?view=upload"])
def test_a_chinese_browser_shows_no_english(page: Page, path: str) -> None:
    open_page(page, path)
    page.locator(".stMainMenu button").click()
    expect(page.get_by_role("menuitemradio", name="跟随系统")).to_be_visible()
    assert [text for text in page.evaluate(ENGLISH) if not SAME_IN_BOTH.fullmatch(text)] == []


def test_an_english_reader_gets_streamlits_own_words(page: Page) -> None:
    open_page(page, "/?lang=en")
    page.locator(".stMainMenu button").click()
    expect(page.get_by_role("menuitemradio", name="System")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_link_shows_somebody_else_the_same_view(page: Page, browser: Browser, base_url: str) -> None:
    open_page(page, "/ledgers?view=browse")
    page.get_by_role("button", name="链接").click()
    settle(page)
    link = page.locator(".stCode").last.inner_text().replace("\n", "")
    assert "view=browse" in link
    assert "as_of=" not in link, "this view stands for today, whenever it is looked at"
    other = browser.new_page(locale="en-GB")
    other.goto(link)
    settle(other)
    expect(other.get_by_role("radio", name="Rows")).to_be_checked()
    other.close()


def test_a_figure_can_be_taken_away(page: Page) -> None:
    open_page(page, "/")
    page.get_by_role("button", name="⋯").first.click()
    for ending in ("PNG", "SVG", "CSV", "XLSX"):
        with page.expect_download() as download:
            page.get_by_role("button", name=ending, exact=True).click()
        assert download.value.suggested_filename.endswith(f".{ending.lower()}")


@pytest.mark.parametrize(("locale", "why"), [("zh-CN", "附件缺失或已损坏"), ("en-GB", "missing or damaged")])
def test_why_a_file_is_not_to_be_had_is_said_where_it_was_asked_for(
    browser: Browser, board: str, tmp_path: Path, locale: str, why: str
) -> None:
    """Streamlit makes files outside of a page's run, and has one English sentence for whatever goes wrong."""
    for kept in (tmp_path / "data" / "attachments").rglob("*"):
        if kept.is_file():
            kept.unlink()
    page = browser.new_page(locale=locale)
    page.goto(f"{board}/ledgers?view=batches&ledger=zone_records")
    settle(page)
    page.get_by_role("button", name=re.compile("个文件|files?$")).first.click()
    settle(page)
    page.locator(".stDownloadButton button").first.click()
    expect(page.locator(".stAlert").first).to_contain_text(why, timeout=15_000)
    if locale == "zh-CN":
        expect(page.get_by_text("Failed to generate")).to_have_count(0)
    page.close()
