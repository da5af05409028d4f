"""A small map of one or two outlines with places on it, for the views beside the review."""

from collections.abc import Sequence

import pydeck as pdk

from pages.parts.frame.context import Page
from pages.parts.indication.review_map import UNMARKED, township
from pages.parts.showing.map import map_style, show_map
from services.indication import review_layers as layers
from services.indication.print_map.content import Area
from services.indication.review_layers import Spot
from services.maps.credit import credit
from services.maps.layers import deck, scale_bar, villages
from services.maps.view import around
from services.words import formats

WIDTH, HEIGHT, MARGIN, LEAST = 620, 540, 40, 0.006


def preview_map(page: Page, outline: str, key: str) -> None:
    """One outline that is not in the store yet."""
    outline_map(page, [Area(outline, page._("The boundary of the file"))], key)


def outline_map(
    page: Page,
    areas: Sequence[Area],
    key: str,
    *,
    changed: tuple[str | None, str | None] = (None, None),
    spots: Sequence[Spot] = (),
) -> None:
    """Areas, ground that was added and removed, and places; the view holds all of them."""
    _, theme = page._, page.theme
    box = layers.bounds([area.geometry for area in areas], [spot.place for spot in spots]) or township()
    view = around(box, WIDTH, HEIGHT, margin=MARGIN, least=LEAST)
    tints = layers.change_colours(theme)
    stack: list[pdk.Layer] = [
        villages(theme),
        *layers.areas(areas, theme),
        *layers.changed(*changed, theme),
        layers.pins("places", spots, "none", theme),
        layers.signs("places", spots, theme),
        *scale_bar(view, theme),
    ]
    words = {"added": _("Ground added"), "removed": _("Ground removed")}
    legend = layers.area_legend(areas, theme)
    legend += [(words[name], tints[name]) for name, text in zip(words, changed, strict=True) if text]
    line = " · ".join(credit(_, formats.day(page.clock.today(), page.language)))
    drawn = deck(stack, view, map_style(page, without=UNMARKED, pins=layers.taken([spots])), theme)
    show_map(drawn, key, lambda _code: None, height=HEIGHT, credit=line, legend=legend)
