"""What the reader of the enforcement page has chosen, and the figures' common surroundings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import polars as pl
import streamlit as st

from data.ledgers import ledger
from pages.parts.context import Page
from pages.parts.filters import joined
from pages.parts.sources import CachedFacts, provenance
from services import formats
from services.enforcement.filters import DIMENSIONS, Filters, chosen
from services.enforcement.trend import first_known
from services.figures.export import Provenance

CASES = ledger("cases")
# Each of these views has its own address; the sector it shows bears the same code.
VIEWS = ("food", "seeds", "cement")


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """One run's choice: a view of VIEWS or "" for all sectors, the event that figures count (a key of `events`), the
    filters with the view's sector in them, the same in words by dimension, and the rollups `case_days` and
    `case_months`, which all sessions share: read them only."""

    page: Page
    facts: CachedFacts
    view: str
    event: str
    filters: Filters
    words: Mapping[str, str]
    days: pl.DataFrame
    months: pl.DataFrame

    def cells(self, filters: Filters | None = None) -> pl.DataFrame:
        """The cells of the rollup that counts these filters, the chosen ones by default."""
        return chosen(self.days, self.months, filters or self.filters)

    @property
    def what(self) -> tuple[str, str]:
        """The name and the definition of the chosen event."""
        return events(self.page)[self.event]

    def before(self) -> Filters | None:
        """The same days last year, or None where they can't be compared: a month that is not over, or no
        data so far back."""
        last_year = self.filters.year_before()
        known = first_known(self.days, last_year.start) == last_year.start
        return last_year if known and self.filters.comparable() else None

    def labels(self, dimension: str) -> dict[str, str]:
        """Labels by code of a choice column, of the wanted codes or of all."""
        wanted = self.filters.wanted(dimension) if dimension in DIMENSIONS else ()
        options = CASES.column(dimension).options()
        return {
            choice.code: self.page._.text(choice.label) for choice in options if not wanted or choice.code in wanted
        }

    def provenance(
        self,
        title: str,
        definition: str,
        *ledgers: str,
        filters: Filters | None = None,
        heeded: Collection[str] = tuple(DIMENSIONS),
    ) -> Provenance:
        """What a figure over these filters says of itself; the case ledger is its source by default. `heeded` are the
        dimensions it follows at all, more names do no harm."""
        counted = (filters or self.filters).counted()
        words = [text for name, text in self.words.items() if name in heeded and counted.wanted(name)]
        span = (counted.start, min(counted.end, self.page.as_of) if not counted.by_month else counted.end)
        filtered = joined(self.page, words)
        return provenance(self.page, title, definition, span, *(ledgers or ("cases",)), filters=filtered)

    def unheeded(self, cells: pl.DataFrame) -> None:
        """Says which filters a figure over these cells can't follow, if any."""
        names = [self.page._.text(CASES.column(name).label) for name in self.filters.unheeded(cells)]
        if names:
            listed = formats.listing(names, self.page.language)
            st.caption(self.page._("Not filtered here, because it is not counted this way: {names}", names=listed))


def events(page: Page) -> dict[str, tuple[str, str]]:
    """What may be counted: name and definition by event of the rollups."""
    _ = page._
    return {
        "opened": (_("Opened"), _("Cases by filing date.")),
        "closed": (_("Closed"), _("Cases by closing date, whenever they were opened: it may exceed those opened.")),
        "transferred": (_("Transferred"), _("Cases by the date of transfer.")),
    }


def counted_rows(page: Page, counted: pl.DataFrame, labels: Mapping[str, str]) -> pl.DataFrame:
    """The rows of `services.figures.bars` for a frame of code and n: label and text beside them.

    A code that the labels leave out is not shown; a missing n reads 尚无数据.
    """
    text = pl.when(pl.col("n").is_null()).then(pl.lit(page._("No data yet"))).otherwise(pl.format("{}", "n"))
    return counted.filter(pl.col("code").is_in(list(labels))).with_columns(
        pl.col("code").replace_strict(dict(labels), return_dtype=pl.String()).alias("label"), text.alias("text")
    )
