"""Tiles: one number each, what it was on the same days last year, what is new this week."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from pages.parts.frame.context import Page
from services.indicators import Direction

ARROWS: dict[int, Literal["up", "down", "off"]] = {1: "up", -1: "down", 0: "off"}
BETTER: dict[Direction, int] = {"none": 0, "more": 1, "less": -1}


@dataclass(frozen=True, slots=True)
class Tile:
    """One number, written out by `services.words.formats`.

    `change` says what became of the same days last year ("1→4", "+12%", "" where nothing is compared), `rising`
    whether it went up (1), down (-1) or neither (0); `recent` is the line beneath ("本周新增 3 件"). `direction` is
    "more" or "less" where the indicator declares which is better: without one no change is coloured good or bad.
    """

    label: str
    value: str
    change: str
    rising: int
    recent: str
    definition: str
    direction: Direction = "none"


def tiles(page: Page, shown: Sequence[Tile], *, key: str) -> None:
    """The tiles: one row from a window of 1366 pixels on, pairs on a phone. A tile's name opens its definition."""
    with st.grid(len(shown), min_column_width=150, key=key):
        for number, tile in enumerate(shown):
            with st.container(border=True, gap=None, height="stretch"):
                with st.popover(tile.label, type="tertiary", key=page.key(f"{key}-{number}")):
                    st.markdown(tile.definition)
                _number(page, tile)


def _number(page: Page, tile: Tile) -> None:
    st.metric(
        tile.label,
        tile.value,
        tile.change or None,
        delta_color=_colour(tile),
        delta_arrow=ARROWS[tile.rising],
        delta_description=page._("on year") if tile.change else None,
        label_visibility="collapsed",
    )
    st.caption(tile.recent)


def _colour(tile: Tile) -> Literal["off", "normal", "inverse"]:
    """Streamlit takes any text without an ASCII minus in front for a rise, which "normal" paints green."""
    good = BETTER[tile.direction] * tile.rising
    return "off" if not good else "normal" if good > 0 else "inverse"
