"""Where a page's figures come from: the store's facts through the cache, and what each figure says of itself."""

from datetime import date
from functools import cache, partial

from data.ledgers import ledger
from pages.parts import cached
from pages.parts.context import Page
from services import formats
from services.batches import last_commit
from services.figures.export import Provenance
from services.indicators import read_rollup, reported_from
from services.reviews import unchecked


class CachedFacts:
    """`services.indicators.Facts` of the store in use, read once for each commit and asked for once a run:
    every answer first asks the store for its last commit."""

    def __init__(self) -> None:
        self.rollup = cache(partial(cached.answer, read_rollup))
        self.reported_from = cache(partial(cached.answer, reported_from))


def provenance(
    page: Page, title: str, definition: str, period: tuple[date, date], *ledgers: str, filters: str = ""
) -> Provenance:
    """The provenance of a figure over these ledgers and days (both included), and `filters` in words."""
    waiting = cached.answer(unchecked)
    return Provenance(
        title=title,
        definition=definition,
        period=formats.span(*period, page.language),
        as_of=page.as_of,
        commit=cached.answer(last_commit),
        source=formats.listing((page._.text(ledger(name).title) for name in ledgers), page.language),
        demonstration=page.demonstration,
        unchecked=sum(waiting.get(name, 0) for name in ledgers),
        filters=filters,
    )
