"""The layers of the map on screen, a function each: pydeck over the basemap. Only what a layer draws is sent.

Tooltips are plain text, which the browser shows as it is: nothing in a name can become HTML.
"""

import json
from collections.abc import Iterable
from typing import Any

import polars as pl
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize
from pydeck.types import String

from data import geo
from services.figures.palette import palette
from services.ground.coordinates import Point
from services.maps.colours import ground, rgb
from services.maps.looks import Lettering, Look, discs, texts
from services.maps.marks import MARK_OF_PLACE, MARK_OF_VILLAGE
from services.maps.view import View

MARKETS = "markets"
# Pixels: how long a scale bar is at most, and how far from the edges.
LONGEST_BAR, BAR_EDGE = 130, 24


def market_points(marks: pl.DataFrame, selected: str | None, theme: str) -> pdk.Layer:
    """The markets as discs; one without a colour, of which nothing is known, as a hollow ring.

    The layer's id changes with the selection: Streamlit then forgets the click, which would otherwise
    dim everything else on the map.
    """
    colours = palette(theme)
    rows = [
        {
            "code": row["code"],
            "label": row["label"],
            "position": [row["longitude"], row["latitude"]],
            "radius": row["radius"],
            "fill": rgb(row["colour"] or ground(theme).district, 235),
            "line": rgb(ground(theme).district if row["colour"] else colours.muted),
        }
        for row in marks.to_dicts()
    ]
    return discs(f"{MARKETS}-{selected or 'none'}", rows, Look("fill", "line", pickable=True))


def selection_ring(marks: pl.DataFrame, selected: str | None, theme: str) -> pdk.Layer:
    """A ring round the selected market; an empty layer when none is."""
    chosen = marks.filter(pl.col("code").eq_missing(selected))
    rows = [{"position": [x, y], "radius": radius + 5} for x, y, radius in _places(chosen, "radius")]
    return discs("selected", rows, Look(line=rgb(palette(theme).text), width=3))


def reference_places(theme: str) -> pdk.Layer:
    """The real markets and malls, as small hollow marks to find one's way by."""
    rows = [
        {"label": name, "position": [x, y], "radius": MARK_OF_PLACE}
        for x, y, name in _places(geo.points("markets"), "name")
    ]
    fill, line = rgb(ground(theme).district), rgb(palette(theme).muted, 160)
    return discs("places", rows, Look(fill, line, pickable=True))


def villages(theme: str) -> pdk.Layer:
    """The villages and communities as dots."""
    rows = [{"position": [x, y], "radius": MARK_OF_VILLAGE} for x, y in _places(geo.points("villages"))]
    return discs("villages", rows, Look(rgb(palette(theme).muted, 130)))


def ties(lines: Iterable[tuple[Point, Point]], theme: str) -> pdk.Layer:
    """The lines from what was set apart to where it belongs."""
    rows = [{"from": list(place), "to": list(home)} for place, home in lines]
    return pdk.Layer(
        "LineLayer",
        id="ties",
        data=rows,
        get_source_position="from",
        get_target_position="to",
        get_color=rgb(palette(theme).text, 170),
        get_width=1.2,
        width_units=String("pixels"),
        pickable=False,
    )


def scale_bar(view: View, theme: str) -> list[pdk.Layer]:
    """A bar of a round length on the ground, near the lower left corner: it grows with the map, and so stays true."""
    lengths = [step * 10**power for power in range(1, 6) for step in (1, 2, 5)]
    metres = max((metres for metres in lengths if _long(view, metres) <= LONGEST_BAR), default=lengths[0])
    left, low, long = BAR_EDGE, view.height - BAR_EDGE, _long(view, metres)
    ends = [view.degrees(left, low), view.degrees(left + long, low)]
    ticks = [view.degrees(x, low + rise) for x in (left, left + long) for rise in (-5, 0)]
    colour = rgb(palette(theme).text)
    lines = [{"path": [ticks[0], *ends, ticks[2]]}]
    words = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    told = [{"text": words, "position": view.degrees(left + long / 2, low - 11)}]
    bar = pdk.Layer(
        "PathLayer",
        id="scale-bar",
        data=lines,
        get_path="path",
        get_color=colour,
        get_width=2,
        width_units=String("pixels"),
        pickable=False,
    )
    text = texts("scale-words", told, Lettering(colour, paper=rgb(ground(theme).district, 190)))
    return [bar, text]


def _long(view: View, metres: float) -> float:
    """A length on the ground at the middle of the map, in pixels."""
    return metres / view.metres_per_pixel


def name_looks(theme: str) -> dict[str, tuple[str, int, str]]:
    """Colour, weight and halo colour of each style of name, the lowest layer first."""
    colours, paper = palette(theme), ground(theme).district
    return {
        "neighbour": (ground(theme).faint, 400, ground(theme).land),
        "water": (ground(theme).water, 400, paper),
        "village": (colours.muted, 400, paper),
        "place": (colours.muted, 400, paper),
        "township": (colours.muted, 700, paper),
        "market": (colours.text, 400, paper),
        "selected": (colours.text, 700, paper),
    }


class CompactDeck(pdk.Deck):
    """pydeck writes indented JSON, slowly and at twice the length: a map is sent with every change of a filter."""

    def to_json(self) -> str:
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def deck(layers: list[pdk.Layer], view: View, style_url: str, theme: str) -> pdk.Deck:
    """The map: layers from the lowest up, over a style that the application serves itself."""
    colours = palette(theme)
    start = pdk.ViewState(longitude=view.longitude, latitude=view.latitude, zoom=view.zoom, min_zoom=8, max_zoom=17)
    box = {"backgroundColor": colours.panel, "color": colours.text, "border": f"1px solid {colours.border}"}
    tooltip: Any = {"text": "{label}", "style": box | {"fontSize": "14px", "lineHeight": "1.5", "maxWidth": "22em"}}
    return CompactDeck(
        layers=layers,
        initial_view_state=start,
        map_provider="carto",
        map_style=style_url,
        tooltip=tooltip,
        height=view.height,
    )


def _places(frame: pl.DataFrame, *columns: str) -> list[tuple]:
    return frame.select("longitude", "latitude", *columns).rows()
