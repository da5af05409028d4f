"""A table whose rows choose one thing by its code; the choice lives in the address."""

from collections.abc import Sequence
from functools import partial
from typing import Literal

import polars as pl
import streamlit as st

from pages.parts.frame import address
from pages.parts.frame.context import Page
from services.words import formats

# Heights in pixels of a row of a table and of its head.
ROW, HEAD = 35, 38


def picking_table(
    page: Page,
    rows: pl.DataFrame,
    codes: Sequence[str],
    *,
    name: str,
    key: str,
    height: int | Literal["auto"] = "auto",
) -> None:
    """The rows, as many as `codes`; a click on one writes its code into the address under `name`."""
    widget, chosen = page.key(key), address.get(name)
    _mark(widget, [place for place, code in enumerate(codes) if code == chosen])
    st.dataframe(
        rows,
        key=widget,
        on_select=partial(_pick, widget, name, tuple(codes)),
        selection_mode="single-row",
        hide_index=True,
        height=height,
        placeholder=formats.MISSING,
        column_config={
            column: st.column_config.DateColumn(format="YYYY-MM-DD")
            for column, dtype in rows.schema.items()
            if dtype == pl.Date()
        },
    )


def _mark(widget: str, places: list[int]) -> None:
    """Let the marked row follow the address: by itself the mark stays at its place when other rows come there."""
    if widget not in st.session_state or st.session_state[widget]["selection"]["rows"] != places:
        st.session_state[widget] = {"selection": {"rows": places}}


def _pick(widget: str, name: str, codes: tuple[str, ...]) -> None:
    """Choose what was marked. A mark taken away closes nothing: filters take it away, too."""
    for place in st.session_state[widget]["selection"]["rows"]:
        address.put(name, codes[place])
