"""A map on a page: the deck with its legend, or its drawing, and the line that says from where it comes."""

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import pydeck as pdk
import streamlit as st

from pages.parts.frame.context import Page
from services.maps.basemap import style_url
from services.maps.drawn import Legend


def show_map(
    deck: pdk.Deck, key: str, picked: Callable[[str], None], *, height: int, credit: str, legend: Legend = ()
) -> None:
    """Show the deck; `picked` is called with a market's code when it is clicked, before the page runs again.

    Zoom and place survive reruns as long as key and initial view stay the same.
    """
    st.pydeck_chart(deck, height=height, selection_mode="single-object", on_select=partial(_tell, key, picked), key=key)
    if legend:
        st.html(_legend(legend))
    st.caption(credit)


def scale(page: Page) -> float:
    """How many times the usual size a map's names have."""
    return 1.3 if page.screen else 1


def map_style(page: Page, **asked: Any) -> str:
    """The address of the ground and the names for this reader; what else is `asked` for is that of `style_url`."""
    return style_url(page.theme, page.language, scale=scale(page), **asked)


def show_drawn(spec: dict[str, Any], key: str) -> None:
    """Show the map as a drawn picture, which carries its own legend and credit."""
    st.vega_lite_chart(spec=spec, width="content", key=key)


def _legend(legend: Legend) -> str:
    """The legend in a line, as HTML: Streamlit's markdown would obey what stands in a name."""
    entries = (
        f'<span><span style="color:{escape(colour or "inherit")}">{"●" if colour else "○"}</span> {escape(text)}</span>'
        for text, colour in legend
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:0 1rem;font-size:.875rem">{"".join(entries)}</div>'


def _tell(key: str, picked: Callable[[str], None]) -> None:
    for objects in st.session_state[key].selection.objects.values():
        for found in objects:
            if "code" in found:
                picked(found["code"])
