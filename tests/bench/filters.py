"""One filter of each page, changed as a person changes it: the last key or click is the one that counts."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page


@dataclass(frozen=True)
class Filter:
    """`change` gives the filter another value than the one before, `time` by time, from 0."""

    name: str
    path: str
    change: Callable[[Page, int], None]


def widget(page: Page, name: str) -> Locator:
    """A filter's widget by its name in the address."""
    return page.locator(f".st-key-{name}-en")


def as_of(page: Page, time: int) -> None:
    """Another day of the calendar in the head; its popover stays open."""
    if not widget(page, "as_of").is_visible():
        page.get_by_role("button", name="As of").click()
    widget(page, "as_of").get_by_role("spinbutton").last.press("Alt+ArrowDown")
    page.get_by_role("gridcell").get_by_role("button").nth(time + 3).click()


def kind(page: Page, time: int) -> None:
    widget(page, "kind").locator("input").click()
    page.get_by_role("option").nth(time % 2 + 1).click()


def view(page: Page, time: int) -> None:
    widget(page, "view").get_by_role("radio").nth(time % 3 + 1).click()


def act(page: Page, time: int) -> None:
    """One unlawful act more of the eleven; the first line offers all of them."""
    widget(page, "acts").locator("input").click()
    page.get_by_role("option").nth(1).click()


FILTERS = (
    Filter("overview: as of", "/?lang=en", as_of),
    Filter("markets: kind", "/markets?lang=en", kind),
    Filter("enforcement: view", "/enforcement?lang=en", view),
    Filter("enforcement: act", "/enforcement?lang=en", act),
)
