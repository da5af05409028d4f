"""A figure on a page: title, chart, where it comes from, and everything to take away."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import polars as pl
import streamlit as st

from pages.parts.doing.download import File, download
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.figures.export import Provenance, png, svg, table_csv, table_xlsx
from services.figures.spec import Build, picture_spec, screen_spec, with_rows
from services.records.batches import last_commit
from services.words import formats

# How wide Streamlit's toolbars are, at the right end above a chart and above a table, in pixels.
CHART_TOOLBAR, TABLE_TOOLBAR = 64, 88
# The most periods that are named as not compared.
MOST_PERIODS = 6
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The rows of a table that is taken away; where they are many, they are read when somebody asks for them.
Rows = pl.DataFrame | Callable[[], pl.DataFrame]
# Told the form (".xlsx" …) of each file that leaves, where it names persons.
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Taking:
    """One form in which a figure can be taken away; the bytes are made when somebody asks for them."""

    ending: str
    media_type: str
    make: Callable[[], bytes]

    def noted(self, note: Note | None) -> "Taking":
        """The same, noted once it is made."""

        def make(note: Note) -> bytes:
            content = self.make()
            note(f".{self.ending}")
            return content

        return Taking(self.ending, self.media_type, partial(make, note)) if note else self


def figure(
    page: Page,
    build: Build,
    rows: pl.DataFrame,
    provenance: Provenance,
    *,
    key: str,
    columns: Mapping[str, str],
    options: tuple[Hashable, ...] = (),
    whole: pl.DataFrame | None = None,
    empty: str = "",
    height: int | None = None,
    note: Note | None = None,
) -> None:
    """The figure `build(look, *options)` over `rows`, in a card.

    `columns` names and orders the columns of the tables that are taken away: those of `whole` where what is drawn is
    not what people read (a part of the rows, or coordinates). Without rows the card says `empty`: what to do so that
    there is something to see. `note` is told of every file that leaves.
    """
    table = (rows if whole is None else whole).select(pl.col(name).alias(label) for name, label in columns.items())
    takings = pictures(page, build, rows, provenance, options) + _tables(page, table, provenance)
    with st.container(border=True, gap="xsmall"):
        _head(page, provenance, takings if rows.height else [], key, CHART_TOOLBAR, note)
        if rows.height:
            spec = with_rows(screen_spec(build, page.look, *options), rows)
            st.vega_lite_chart(spec=spec, key=page.key(key), height=height or "content", alt=provenance.title)
        else:
            st.info(empty or page._("No rows here yet. Hand in data on the ledgers page, or choose another period."))
        origin(page, provenance)


def table(page: Page, rows: Rows, provenance: Provenance, *, key: str, note: Note | None = None) -> None:
    """What stands above a table the page draws itself: its title, and the table to take away. `note` is told of every
    file that leaves."""
    some = not isinstance(rows, pl.DataFrame) or rows.height
    _head(page, provenance, _tables(page, rows, provenance) if some else [], key, TABLE_TOOLBAR, note)


def origin(page: Page, provenance: Provenance) -> None:
    """Beneath a figure or table: period, filters, as-of day and source. What somebody typed can't become markup."""
    st.caption(replace(provenance, filters=formats.literal(provenance.filters)).line(page._))


def not_compared(page: Page, rows: pl.DataFrame) -> None:
    """Names the periods that a figure hatches or leaves empty, and what is missing of them; of many the newest. Rows:
    period, when (in words), incomplete, note."""
    named = rows.filter("incomplete").unique("period").sort("period", descending=True)
    if named.height:
        periods = [f"{when}{note}" for when, note in named.select("when", "note").head(MOST_PERIODS).iter_rows()]
        _, more = page._, named.height - len(periods)
        listed = formats.listing(periods, page.language)
        listed = _("{periods} and {n} more", periods=listed, n=more) if more > 0 else listed
        st.caption(_("Hatched or empty, not to be compared: {periods}", periods=listed))


def _head(page: Page, provenance: Provenance, takings: list[Taking], key: str, free: int, note: Note | None) -> None:
    """The title and the ⋯ beside it; the last `free` pixels are kept for the toolbar that Streamlit lays over them
    while the pointer is on what stands below."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.subheader(formats.literal(provenance.title), anchor=False, help=provenance.definition, width="content")
        if takings:
            take_away(page, provenance, [taking.noted(note) for taking in takings], key)
            st.space(free)


def take_away(page: Page, provenance: Provenance, takings: list[Taking], key: str) -> None:
    """The ⋯ that opens the forms to take away."""
    opened = st.popover("⋯", type="tertiary", key=page.key(f"{key}-take"), on_change="rerun")
    if opened.open:
        with opened:
            _offer(page, provenance, takings, key)


def _offer(page: Page, provenance: Provenance, takings: list[Taking], key: str) -> None:
    st.caption(page._("Download"))
    name = f"{provenance.title}-{provenance.as_of:%Y%m%d}"
    files = [
        File(taking.ending.upper(), f"{name}.{taking.ending}", taking.media_type, taking.make, icon=None)
        for taking in takings
    ]
    download(page, *files, key=f"{key}-file", wide=True)
    if provenance.held:
        st.caption(formats.literal(provenance.held))


def pictures(
    page: Page, build: Build, rows: pl.DataFrame, provenance: Provenance, options: tuple[Hashable, ...]
) -> list[Taking]:
    """The figure as PNG and SVG, in print."""

    def draw(how: Callable[..., bytes]) -> bytes:
        return how(picture_spec(build, page.look, *options), rows, provenance, page._)

    return [Taking("png", "image/png", partial(draw, png)), Taking("svg", "image/svg+xml", partial(draw, svg))]


def _tables(page: Page, rows: Rows, provenance: Provenance) -> list[Taking]:
    def write(how: Callable[..., bytes]) -> bytes:
        if isinstance(rows, pl.DataFrame):
            return how(rows, provenance, page._)
        with cached.run():  # Somebody may have committed since the page was drawn: one moment, and the file names it.
            read, commit = rows(), cached.answer(last_commit)
        return how(read, replace(provenance, commit=commit), page._)

    return [Taking("csv", "text/csv", partial(write, table_csv)), Taking("xlsx", XLSX, partial(write, table_xlsx))]
