"""The markets as a table."""

import polars as pl
import streamlit as st

from pages.parts.asking.picking import picking_table
from pages.parts.frame.context import Page
from pages.parts.markets.asked import LEDGER
from pages.parts.showing.figure import table
from services.days.months import months_up_to
from services.figures.export import Provenance
from services.maps.view import HEIGHT
from services.records.readable import readable
from services.words import formats

BESIDE_PROFILE = 240
SHOWN = ("name", "kind", "merchants", "cases", "complaints", "inspected_on", "office", "township")
COUNTED = ("cases", "complaints", "inspected_on")


def listing(page: Page, shown: pl.DataFrame, selected: str | None, source: Provenance) -> None:
    """The markets as a table; a click on a row opens its profile."""
    _ = page._
    labels = {name: _.text(LEDGER.column(name).label) for name in SHOWN if name not in COUNTED}
    labels |= {"cases": _("Cases"), "complaints": _("Complaints"), "inspected_on": _("Last inspection")}
    texts = readable(page.store, shown.select(*LEDGER.schema), LEDGER, page.language, page.sight)
    rows = texts.hstack(shown.select(COUNTED)).select(SHOWN).rename(labels)
    table(page, rows, source, key="markets")
    months = formats.months(*months_up_to(page.as_of), page.language)
    st.caption(_("Cases by filing date and complaints by day of receipt, {months}", months=months))
    if rows.is_empty():
        st.info(_("No market fits these filters. Clear them, or hand in markets on the ledgers page."))
        return
    height = BESIDE_PROFILE if selected else HEIGHT
    picking_table(page, rows, shown["code"].to_list(), name="market", key="market-rows", height=height)
