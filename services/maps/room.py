"""The room that a map's pins take up: no name is put there, whatever the zoom.

The pins are drawn over the style, so the style must be told of them: its address lists them, in letters that need no
escape there.
"""

import re
from collections.abc import Iterable
from typing import Any

from services.ground.coordinates import Point

ROOM = "room"
# An address has an end; what lies uppermost comes first.
MOST_PINS = 200
PIN = re.compile(r"(\d{1,3}\.\d{5})_(\d{1,2}\.\d{5})_(\d{1,2})", re.ASCII)


def written(pins: Iterable[tuple[Point, float]]) -> str:
    """Pins (longitude, latitude; radius in pixels), the uppermost first, as the style's address names them."""
    told = [f"{x:.5f}_{y:.5f}_{radius:.0f}" for (x, y), radius in pins]
    return "~".join(told[:MOST_PINS])


def read(text: str) -> dict[str, Any]:
    """The pins of an address as GeoJSON, each with the size of a letter that covers it; what is none is left out."""
    found = filter(None, map(PIN.fullmatch, text.split("~")[:MOST_PINS]))
    features = [
        {
            "type": "Feature",
            "properties": {"size": 2 * int(radius)},
            "geometry": {"type": "Point", "coordinates": [float(x), float(y)]},
        }
        for x, y, radius in (pin.groups() for pin in found)
    ]
    return {"type": "FeatureCollection", "features": features}


def layer(source: str, font: str) -> dict[str, Any]:
    """Letters that nobody sees where the features of a source lie, each of its own `size`."""
    layout = {"text-field": "O", "text-font": [font], "text-size": ["get", "size"], "text-allow-overlap": True}
    return {"id": ROOM, "type": "symbol", "source": source, "layout": layout, "paint": {"text-opacity": 0}}
