"""Where one market lies: the drawn map in small, with its credit."""

from functools import partial

import polars as pl
import streamlit as st

from pages.parts.cultivation.chosen import Chosen
from pages.parts.showing.figure import pictures, take_away
from services.figures.palette import palette
from services.figures.spec import screen_spec, with_rows
from services.maps import drawn, marks
from services.maps.credit import credit
from services.maps.view import fit
from services.words import formats

WIDTH, HEIGHT = 250, 230


def place(chosen: Chosen, code: str) -> None:
    """The district with all markets on a ladder, this one ringed and named; a sentence where it has no point."""
    page, _ = chosen.page, chosen.page._
    known = chosen.records.markets.filter(pl.col("point").is_not_null())
    if code not in known["code"]:
        st.caption(_("No point is known for this market; it is entered in the ledger of markets."))
        return
    colours = palette(page.theme)
    tint = pl.when(pl.col("code") == code).then(pl.lit(colours.primary)).otherwise(pl.lit(colours.muted))
    points = marks.markets(known.with_columns(colour=tint, label=pl.col("name")))
    view = fit(WIDTH, HEIGHT, margin=8)
    own = [name for name in marks.names(points, code, view, page.language) if name.label.style == "selected"]
    lines = credit(_, formats.day(page.as_of, page.language))
    mark = _("Demonstration data") if page.demonstration else ""
    rows = partial(drawn.rows, points, own, code, view)
    spec = screen_spec(drawn.screen_map, page.look, view, False)
    st.vega_lite_chart(spec=with_rows(spec, rows(page.look)), width="content", key=page.key(f"place-{code}"))
    about = chosen.provenance(
        _("Position of {market}", market=chosen.names[code]), _("Markets on a ladder, by their point."), "markets"
    )
    printed = rows(page.look.printed(), credit=lines, mark=mark)
    with st.container(horizontal=True, wrap=False):
        st.caption(" · ".join(lines))
        take_away(page, about, pictures(page, drawn.printed_map, printed, about, (view,)), "place-picture")
