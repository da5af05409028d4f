"""A map on a page: the deck or its drawing, and the line beneath that says from where it comes."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pydeck as pdk
import streamlit as st


def show_map(deck: pdk.Deck, key: str, picked: Callable[[str], None], *, height: int, credit: str) -> None:
    """Show the deck; `picked` is called with a market's code when it is clicked, before the page runs again.

    Zoom and place survive reruns as long as key and initial view stay the same.
    """
    st.pydeck_chart(deck, height=height, selection_mode="single-object", on_select=partial(_tell, key, picked), key=key)
    st.caption(credit)


def show_drawn(spec: dict[str, Any], key: str) -> None:
    """Show the map as a drawn picture, which carries its own credit."""
    st.vega_lite_chart(spec=spec, width="content", key=key)


def _tell(key: str, picked: Callable[[str], None]) -> None:
    for objects in st.session_state[key].selection.objects.values():
        for found in objects:
            if "code" in found:
                picked(found["code"])
