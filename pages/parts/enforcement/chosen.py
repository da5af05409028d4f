"""What the reader of the enforcement page has chosen, and the figures' common surroundings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
import streamlit as st

from data.ledgers import ledger
from pages.parts.asking.filters import joined
from pages.parts.frame.context import Page
from pages.parts.showing.sources import CachedFacts, provenance
from services.enforcement.selection import DIMENSIONS, Filters, counted
from services.figures.export import Provenance
from services.records.reported import Known, comparable, known, missing
from services.words import formats

CASES = ledger("cases")
# Each of these views has its own address; the sector it shows bears the same code.
VIEWS = ("food", "seeds", "cement")
MOST_NAMED = 3
# The date by which a case counts for an event.


DATED = {"opened": "opened_on", "closed": "closed_on", "transferred": "transferred_on"}


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """One run's choice: a view of VIEWS or "" for all sectors, the event that figures count (a key of `events`), the
    filters with the view's sector in them, and the same in words by dimension."""

    page: Page
    facts: CachedFacts
    view: str
    event: str
    filters: Filters
    words: Mapping[str, str]

    def cells(self, *by: str, filters: Filters | None = None, rollup: str = "") -> pl.DataFrame:
        """The cells that these filters choose, the chosen ones by default, with the dimensions `by`."""
        return counted(self.facts, filters or self.filters, rollup, by)

    @property
    def what(self) -> tuple[str, str]:
        """The name and the definition of the chosen event."""
        return events(self.page)[self.event]

    def before(self) -> Filters | None:
        """The same days last year, or None where they can't be compared: a unit has not handed in all of either span,
        or the span is longer than a year, so that the two would hold the same days."""
        now, last_year = self.filters, self.filters.year_before()
        apart = last_year.end < now.start
        spans = (now.start, now.end), (last_year.start, last_year.end)
        return last_year if apart and comparable(self.facts, "cases", *spans, units=now.offices) else None

    def known(self, start: date, end: date) -> Known:
        """What the chosen units, or all, have handed in of the cases of a span."""
        return known(self.facts, "cases", start, end, self.filters.offices)

    @property
    def unknown(self) -> bool:
        """Whether nobody has handed in anything of the chosen days: then nothing of them is zero."""
        return self.known(self.filters.start, self.filters.end) is Known.NONE

    def not_compared(self) -> str:
        """Why nothing is compared with last year, or "" where it is."""
        _, now = self.page._, self.filters
        last_year = now.year_before()
        if self.before():
            return ""
        if last_year.end >= now.start:
            return _("Not compared: the period is longer than a year.")
        for span in ((now.start, now.end), (last_year.start, last_year.end)):
            if units := missing(self.facts, "cases", *span, now.offices):
                days = formats.span(*span, self.page.language)
                return _("Not compared: not all of {days} is handed in by {units}.", days=days, units=self.named(units))
        return _("Not compared: no unit owes cases.")

    def named(self, units: tuple[str, ...]) -> str:
        """Units by name; of many the first."""
        _, first = self.page._, formats.listing(units[:MOST_NAMED], self.page.language)
        return first if len(units) <= MOST_NAMED else _("{units} and {n} more", units=first, n=len(units) - MOST_NAMED)

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
        dated: str = "",
        heeded: Collection[str] = tuple(DIMENSIONS),
    ) -> Provenance:
        """What a figure over these filters says of itself; the case ledger is its source by default, and its rows are
        those of the chosen event. `heeded` are the dimensions it follows at all."""
        counted = filters or self.filters
        followed = [name for name in counted.chosen() if name in heeded]
        named = ledgers or ("cases",)
        kept = tuple((name, counted.wanted(name)) for name in followed if name in ledger(named[0]).schema)
        own = (dated or DATED[self.event]) if named[0] == "cases" else ""
        said = joined(self.page, [self.words[name] for name in followed if name in self.words])
        span = (counted.start, counted.end)
        return provenance(self.page, title, definition, span, *named, dated=own, codes=kept, filters=said)

    def unheeded(self, heeded: Sequence[str]) -> None:
        """Says which filters a figure that heeds only these dimensions can't follow, if any."""
        names = [self.page._.text(CASES.column(name).label) for name in self.filters.unheeded(heeded)]
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

    A code that the labels leave out is not shown; a missing n reads 尚未报送.
    """
    text = pl.when(pl.col("n").is_null()).then(pl.lit(page._("Not reported yet"))).otherwise(pl.format("{}", "n"))
    return counted.filter(pl.col("code").is_in(list(labels))).with_columns(
        pl.col("code").replace_strict(dict(labels), return_dtype=pl.String()).alias("label"), text.alias("text")
    )
