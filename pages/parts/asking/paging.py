"""Which page of many rows is shown: asked in one way, and kept in the address."""

from math import ceil

from pages.parts.asking.filters import Whole
from pages.parts.frame.context import Page
from services.words import formats

PAGE_ROWS = 50


def paging(page: Page, name: str, total: int) -> Whole:
    """The choice of a page among so many rows. `name` is its own for each table: the third page of one is nothing to
    another."""
    pages = max(1, ceil(total / PAGE_ROWS))
    return Whole(name, page._("Page (of {n})", n=formats.number(pages)), pages)


def skipped(number: int) -> int:
    """How many rows lie before this page."""
    return (number - 1) * PAGE_ROWS
