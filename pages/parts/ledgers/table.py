"""A table of ledger rows on screen: written for reading, headers with units, persons masked unless asked for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import polars as pl
import streamlit as st

from data.ledgers.columns import Column, Kind, Ledger
from pages.parts.asking.picking import HEAD, ROW
from pages.parts.frame.context import Page
from services.exchange.sheets import header
from services.records.readable import readable
from services.words.formats import MISSING


def rows_table(
    page: Page,
    rows: pl.DataFrame,
    ledger: Ledger,
    *,
    key: str,
    height: int,
    names: bool = False,
    choose: Literal["single-row", "multi-row"] | None = None,
    on_select: Callable[[], None] | Literal["rerun"] = "rerun",
) -> list[int]:
    """Rows in frame form as a table; the places of the rows that are chosen in it, where any can be."""
    shown = readable(page.store, rows, ledger, page.language, replace(page.ledgers_sight, names=names))
    how: dict[str, Any] = {"selection_mode": choose, "on_select": on_select} if choose else {}
    state = st.dataframe(
        shown,
        height=min(height, HEAD + ROW * max(rows.height, 1)),
        hide_index=True,
        column_config={column.name: _configured(page, column) for column in ledger.columns},
        key=page.key(key),
        placeholder=MISSING,
        alt=page._.text(ledger.title),
        **how,
    )
    return list(state.selection.rows) if choose else []


def _configured(page: Page, column: Column) -> Any:
    label = header(column, page.language)
    match column.kind:
        case Kind.DATE:
            return st.column_config.DateColumn(label, format="YYYY-MM-DD")
        case Kind.COUNT | Kind.DECIMAL | Kind.MONEY:
            return st.column_config.NumberColumn(label, format="localized")
        case _:
            return st.column_config.TextColumn(label, pinned=column.key)
