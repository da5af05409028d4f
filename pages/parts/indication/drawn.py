"""The review map as a picture, for browsers that can't draw the moving one, and what a print map is made of."""

from collections.abc import Sequence

import streamlit as st

from pages.parts.indication import sources
from pages.parts.indication.chosen import Chosen
from services.figures.export import Provenance
from services.indication.approval import approval_of
from services.indication.checks import Finding
from services.indication.comments import Comment
from services.indication.on_paper import on_paper
from services.indication.print_map.content import Layers
from services.indication.print_map.picture import map_picture

WIDTH, HEIGHT = 900, 760


def drawn_map(chosen: Chosen, found: Sequence[Finding], said: Sequence[Comment]) -> None:
    """The picture with legend, scale and credit in it."""
    source, layers = map_about(chosen), paper_layers(chosen, found, said)
    number = approval_of(chosen.version, layers)
    picture = map_picture(layers, source, chosen.page._, width=WIDTH, height=HEIGHT, approval=number)
    st.image(picture, width="stretch", alt=source.title)


def paper_layers(chosen: Chosen, found: Sequence[Finding], said: Sequence[Comment]) -> Layers:
    """What of the chosen layers a picture or print map shows."""
    shown, page = chosen.shown, chosen.page
    grown = sources.plots(chosen.seasons)
    return on_paper(
        sources.areas(chosen),
        grown if "plots" in shown else grown.clear(),
        found if "findings" in shown else (),
        [one for one in said if one.open] if "comments" in shown else (),
        page._,
    )


def map_about(chosen: Chosen) -> Provenance:
    """What the map of the chosen version says of itself."""
    _ = chosen.page._
    title = chosen.version.title if chosen.version else _("Shawo radish: villages, no boundary")
    definition = _("Boundaries as handed in; plots as numbers by village.")
    return sources.about(chosen.page, title, definition, chosen.seasons, chosen.on)
