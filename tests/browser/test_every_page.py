"""Every page of the registry, in both languages and on both sizes of screen, as somebody in the room sees it."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from data.registry import entries
from data.registry.shapes import Entry
from data.texts import LANGUAGES
from tests.browser.looking import open_page, picture, settle

SIZES = ((1920, 1080), (1366, 768))
PAGES = entries("pages")
OVERFLOW = """() => {
    const main = document.querySelector('[data-testid="stMain"]')
    return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - window.innerWidth)
}"""


@dataclass(frozen=True)
class View:
    """One page in one language."""

    entry: Entry
    language: str

    @property
    def path(self) -> str:
        """Its address; the first page is the start page and has none of its own."""
        return f"/{'' if self.entry == PAGES[0] else self.entry.code}?lang={self.language}"

    def __str__(self) -> str:
        return f"{self.entry.code}-{self.language}"


VIEWS = [View(entry, language) for entry in PAGES for language in LANGUAGES]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_page_stands_without_fault_and_without_sideways_scrolling(page: Page, view: View) -> None:
    open_page(page, view.path)
    expect(page.get_by_role("heading", name=view.entry.label(view.language), level=1)).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        # A map is drawn anew in its narrower place a moment later.
        page.wait_for_function(f"({OVERFLOW})() <= 0", timeout=30_000)
        picture(page, f"{view}-{width}")


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_on_a_shared_screen_there_is_no_navigation(page: Page, view: View) -> None:
    open_page(page, f"{view.path}&screen=1")
    expect(page.get_by_role("heading", name=view.entry.label(view.language), level=1)).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    assert page.evaluate(OVERFLOW) <= 0
    picture(page, f"{view}-screen")
