"""The market map, its legend, its credit and its picture."""

from collections.abc import Mapping
from functools import partial

import polars as pl
import streamlit as st

from pages.parts.frame.context import Page
from pages.parts.markets.asked import LEDGER, choose
from pages.parts.showing.figure import pictures, take_away
from pages.parts.showing.map import map_style, scale, show_drawn, show_map
from services.days.lights import NO_DATA
from services.days.months import months_up_to
from services.figures.export import Provenance
from services.figures.spec import screen_spec, with_rows
from services.maps import drawn, layers, marks
from services.maps.credit import credit
from services.maps.view import HEIGHT, WIDTH, fit
from services.words import formats


def tooltip(page: Page, row: Mapping) -> str:
    """A market in a few plain lines; the front end shows them as text. Its kind is said once, also as its class."""
    _ = page._
    kinds = _.labels(LEDGER.column("kind").options())
    kind, class_text = kinds.get(row["kind"], ""), row["class_text"] or NO_DATA.label(page.language)
    cases, complaints = formats.number(row["cases"]), formats.number(row["complaints"])
    months = formats.months(*months_up_to(page.as_of), page.language)
    return "\n".join(
        [
            f"{row['name']} · {kind}",
            *([class_text] if class_text != kind else []),
            _("{months}: cases {cases}, complaints {complaints}", months=months, cases=cases, complaints=complaints),
            _("Last inspection {day}", day=inspected(page, row)),
        ]
    )


def inspected(page: Page, row: Mapping) -> str:
    """The day of the last inspection; a market without one was never inspected, where its unit has handed in."""
    if row["inspected_on"] is None and row["looked_after"]:
        return page._("never")
    return formats.day(row["inspected_on"], page.language)


def show(
    page: Page, shown: pl.DataFrame, selected: str | None, legend: drawn.Legend, source: Provenance, still: bool
) -> None:
    """The map, moving or drawn, its legend, its credit, and the picture to take away."""
    view = fit(WIDTH, HEIGHT)
    labels = pl.Series("label", [tooltip(page, row) for row in shown.to_dicts()], dtype=pl.String)
    points = marks.set_apart(marks.markets(shown.with_columns(labels)), view)
    names = marks.names(points, selected, view, page.language, scale=scale(page))
    lines = credit(page._, formats.day(page.as_of, page.language))
    mark = page._("Demonstration data") if page.demonstration else ""
    rows = partial(drawn.rows, points, names, selected, view, legend=legend, credit=lines, mark=mark)
    if still:
        show_drawn(with_rows(screen_spec(drawn.screen_map, page.look, view), rows(page.look)), "drawn-map")
    else:
        stack = [
            layers.reference_places(page.theme),
            layers.villages(page.theme),
            layers.ties(marks.homes(points), page.theme),
            layers.market_points(points, selected, page.theme),
            layers.selection_ring(points, selected, page.theme),
            *layers.scale_bar(view, page.theme),
        ]
        deck = layers.deck(stack, view, map_style(page, markets=points["code"], selected=selected), page.theme)
        show_map(deck, "map", choose, height=HEIGHT, credit=" · ".join(lines), legend=legend)
    taken = pictures(page, drawn.printed_map, rows(page.look.printed()), source, (view,))
    with st.container(horizontal=True, horizontal_alignment="right"):
        take_away(page, source, taken, "map-picture")
