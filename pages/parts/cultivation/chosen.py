"""What the reader of the cultivation page has chosen, and what its views share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
import streamlit as st

from data.ledgers import ledger
from pages.parts.frame import address
from pages.parts.frame.context import Page
from pages.parts.showing.sources import provenance
from services.cultivation.ladders import ladders, stages
from services.cultivation.market_day import Known
from services.cultivation.records import Records
from services.figures.export import Provenance
from services.words import formats

MARKETS = ledger("markets")


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """One run's choice: what is known on the as-of day, the codes of the markets that pass the filters, the ladder
    or "" for both, and the filters in words."""

    page: Page
    known: Known
    markets: tuple[str, ...]
    ladder: str
    filters: str = ""

    @property
    def records(self) -> Records:
        return self.known.records

    @property
    def as_of(self) -> date:
        return self.page.as_of

    @property
    def names(self) -> Mapping[str, str]:
        """Names by code of every market on a ladder."""
        return dict(self.records.markets.select("code", "name").iter_rows())

    def kept(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows of a frame of markets (and ladders) that pass the filters."""
        frame = frame.filter(pl.col("market").is_in(self.markets))
        if self.ladder and "ladder" in frame.columns:
            return frame.filter(pl.col("ladder") == self.ladder)
        return frame

    def labels(self, rows: pl.DataFrame) -> dict[tuple[str, str], str]:
        """A name for each market and ladder of the rows; the ladder is said where a market is on both."""
        both = rows.select("market", "ladder").unique(maintain_order=True)
        twice = set(both.filter(pl.col("market").is_duplicated())["market"])
        names, _ = self.names, self.page._
        ladder_names = _.labels(ladders().values())
        return {
            (market, ladder): f"{names[market]} · {ladder_names[ladder]}" if market in twice else names[market]
            for market, ladder in both.iter_rows()
        }

    def labelled(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, str]]:
        """The rows with market replaced by a key for each market and ladder, and the label of each key: for figures
        that show one line a market."""
        labels = {"/".join(where): label for where, label in self.labels(rows).items()}
        return rows.with_columns(market=pl.concat_str("market", "ladder", separator="/")), labels

    def provenance(self, title: str, definition: str, *ledgers: str, since: date | None = None) -> Provenance:
        """What a figure says of itself; without `since` it holds for the as-of day alone."""
        days = since or self.as_of, self.as_of
        return provenance(self.page, title, definition, days, *ledgers, filters=self.filters)

    def stage(self, code: str) -> str:
        """A stage's name."""
        return self.page._.text(stages()[code].label) if code in stages() else code

    def span(self, row: Mapping) -> str:
        """How long a market has been at its stage, against the plan where there is one."""
        language = self.page.language
        whole = (row["end"] - row["start"]).days if row["light"] and row["end"] else row["usual"]
        if not whole:
            return formats.days(row["days"], language)
        return self.page._("{days} of {whole}", days=formats.number(row["days"]), whole=formats.days(whole, language))


def open_market(code: str, view: str = "market") -> None:
    """Show one market; for widgets' callbacks."""
    address.put("market", code)
    address.put("view", view)


def nothing_fits(page: Page) -> None:
    """What to do where the filters leave no market."""
    st.info(page._("No market fits these filters. Clear them to see all markets."))
