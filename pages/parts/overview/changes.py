"""What came into the ledgers since a day."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import polars as pl
import streamlit as st

from data.ledgers import ledger
from pages.parts.asking.filters import Day, filters, read
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.overview import year as overview
from services.words import formats

# One row of them on a screen of 1366 pixels; a meeting looks at the page without scrolling.
IN_SIGHT = 4


def changed(page: Page) -> None:
    """What came into the store since a chosen day."""
    _ = page._
    with st.container(border=True, gap="xsmall"):
        st.subheader(_("What changed in the ledgers"), anchor=False)
        today = page.clock.today()
        asked = Day("since", _("Since"), today - timedelta(days=7), latest=today)
        # Nobody chooses on a shared screen, and the page is to fit it.
        since = (read(page, asked) if page.screen else (filters(page, asked),))[0]["since"]
        if page.screen:
            st.caption(_("Since {day}", day=formats.day(since, page.language)))
        rows = cached.answer(overview.changes_since, since)
        if rows.is_empty():
            st.caption(_("Nothing was written since {day}.", day=formats.day(since, page.language)))
            return
        _ledgers(page, rows.head(IN_SIGHT))
        if rows.height > IN_SIGHT:
            with st.expander(_("Other changed ledgers")):
                _ledgers(page, rows.slice(IN_SIGHT))


def _ledgers(page: Page, rows: pl.DataFrame) -> None:
    """What changed, a short text a ledger."""
    with st.container(horizontal=True, gap="large"):
        for row in rows.iter_rows(named=True):
            with st.container(gap=None, width="content"):
                st.markdown(_written(page, row))
                st.caption(page._("Last {at}", at=formats.instant(row["at"], page.language)))


def _written(page: Page, row: Mapping[str, Any]) -> str:
    counts = {name: f"**{row[name]:,}**" for name in ("added", "changed", "withdrawn")}
    title = page._.text(ledger(row["ledger"]).title)
    return page._("{ledger}: {added} new, {changed} changed, {withdrawn} withdrawn", ledger=title, **counts)
