"""A figure on a page: title, chart, where it comes from, and everything to take away."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial

import polars as pl
import streamlit as st

from pages.parts.context import Page
from services.figures.export import Provenance, png, svg, table_csv, table_xlsx
from services.figures.spec import Build, picture_spec, screen_spec, with_rows

# How wide Streamlit's toolbars are, at the right end above a chart and above a table, in pixels.
CHART_TOOLBAR, TABLE_TOOLBAR = 64, 88
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Taking:
    """One form in which a figure can be taken away; the bytes are made when somebody asks for them."""

    ending: str
    media_type: str
    make: Callable[[], bytes]


def figure(
    page: Page,
    build: Build,
    rows: pl.DataFrame,
    provenance: Provenance,
    *,
    key: str,
    options: tuple[Hashable, ...] = (),
    columns: Mapping[str, str] | None = None,
    empty: str = "",
    height: int | None = None,
) -> None:
    """The figure `build(look, *options)` over `rows`, in a card.

    `columns` names and orders the columns of the tables that are taken away, all of them by default.
    Without rows the card says `empty`: what to do so that there is something to see.
    """
    takings = pictures(page, build, rows, provenance, options) + _tables(page, rows, provenance, columns)
    with st.container(border=True, gap="xsmall"):
        _head(page, provenance, takings if rows.height else [], key, CHART_TOOLBAR)
        if rows.height:
            spec = with_rows(screen_spec(build, page.look, *options), rows)
            st.vega_lite_chart(spec=spec, key=page.key(key), height=height or "content", alt=provenance.title)
        else:
            st.info(empty or page._("No rows here yet. Hand in data on the ledgers page, or choose another period."))
        st.caption(provenance.line(page._))


def table(
    page: Page, rows: pl.DataFrame, provenance: Provenance, *, key: str, columns: Mapping[str, str] | None = None
) -> None:
    """What stands above a table the page draws itself: its title, and the table to take away."""
    _head(page, provenance, _tables(page, rows, provenance, columns) if rows.height else [], key, TABLE_TOOLBAR)


def _head(page: Page, provenance: Provenance, takings: list[Taking], key: str, free: int) -> None:
    """The title and the ⋯ beside it; the last `free` pixels are kept for the toolbar that Streamlit lays over them
    while the pointer is on what stands below."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.subheader(provenance.title, anchor=False, help=provenance.definition, width="content")
        if takings:
            take_away(page, provenance, takings, key)
            st.space(free)


def take_away(page: Page, provenance: Provenance, takings: list[Taking], key: str) -> None:
    """The ⋯ that opens the forms to take away."""
    opened = st.popover("⋯", type="tertiary", key=page.key(f"{key}-take"), on_change="rerun")
    if opened.open:
        with opened:
            _offer(page, provenance, takings, key)


def _offer(page: Page, provenance: Provenance, takings: list[Taking], key: str) -> None:
    st.caption(page._("Download"))
    for taking in takings:
        st.download_button(
            taking.ending.upper(),
            taking.make,
            file_name=f"{provenance.title}-{provenance.as_of:%Y%m%d}.{taking.ending}",
            mime=taking.media_type,
            key=page.key(f"{key}-{taking.ending}"),
            on_click="ignore",
            width="stretch",
        )


def pictures(
    page: Page, build: Build, rows: pl.DataFrame, provenance: Provenance, options: tuple[Hashable, ...]
) -> list[Taking]:
    """The figure as PNG and SVG, in print."""

    def draw(how: Callable[..., bytes]) -> bytes:
        return how(picture_spec(build, page.look, *options), rows, provenance, page._)

    return [Taking("png", "image/png", partial(draw, png)), Taking("svg", "image/svg+xml", partial(draw, svg))]


def _tables(page: Page, rows: pl.DataFrame, provenance: Provenance, columns: Mapping[str, str] | None) -> list[Taking]:
    named = rows.select(pl.col(name).alias(label) for name, label in columns.items()) if columns else rows
    return [
        Taking("csv", "text/csv", partial(table_csv, named, provenance, page._)),
        Taking("xlsx", XLSX, partial(table_xlsx, named, provenance, page._)),
    ]
