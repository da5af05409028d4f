"""Where a page's figures come from: the store's facts through the cache, and what each figure says of itself."""

from datetime import date
from functools import partial

from data.ledgers import ledger
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.figures.export import Provenance
from services.records.batches import last_commit
from services.records.facts import handed_in, read_days, read_rollup, reported_from
from services.records.reviews import unchecked, unchecked_behind
from services.words import formats

# Codes by column, as conditions on rows.
Codes = tuple[tuple[str, tuple[str, ...]], ...]


class CachedFacts:
    """`services.records.facts.Facts` of the store in use, through the cache."""

    def __init__(self) -> None:
        self.rollup = partial(cached.answer, read_rollup)
        self.days = partial(cached.answer, read_days)
        self.handed_in = partial(cached.answer, handed_in)
        self.reported_from = partial(cached.answer, reported_from)


def provenance(
    page: Page,
    title: str,
    definition: str,
    period: tuple[date, date],
    *ledgers: str,
    dated: str = "",
    codes: Codes = (),
    filters: str = "",
) -> Provenance:
    """The provenance of a figure over these ledgers and days (both included), and `filters` in words. Of the first
    ledger the rows behind the figure are those with a date in its column `dated` and with the `codes`; of the others
    all of the period."""
    return Provenance(
        title=title,
        definition=definition,
        period=formats.span(*period, page.language),
        as_of=page.as_of,
        commit=cached.answer(last_commit),
        source=formats.listing((page._.text(ledger(name).title) for name in ledgers), page.language),
        demonstration=page.demonstration,
        unchecked=sum(
            _unchecked(name, period, *((dated, codes) if name == ledgers[0] else ("", ()))) for name in ledgers
        ),
        filters=filters,
    )


def _unchecked(name: str, period: tuple[date, date], dated: str, codes: Codes) -> int:
    """Asked one by one only where a ledger has any at all."""
    return cached.answer(unchecked_behind, name, period, dated, codes) if cached.answer(unchecked).get(name) else 0
