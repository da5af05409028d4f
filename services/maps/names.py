"""The names on the moving map: symbol layers of the basemap's style, so that the browser places them at every zoom,
and more of them appear on zooming in. The drawn map and paper have room for one zoom and place theirs in `labels`.

Chinese is set in the reader's own fonts; the Latin letters come with the application (`data/geo/letters.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import shapely
from shapely.geometry import shape

from data import geo
from data.geo.glyphs import stack
from data.registry import entries
from services.maps import room
from services.maps.layers import name_looks
from services.maps.marks import MARK_OF_PLACE, MARK_OF_VILLAGE, SIZES, large_waters, townships
from services.maps.view import HEIGHT, WIDTH, fit

FOLDER = "/basemap"
GLYPHS = f"{FOLDER}/letters/{{fontstack}}/{{range}}.pbf"
MARKETS = "market-names"
REGULAR, BOLD = "regular", "bold"
MARKS = {"village": MARK_OF_VILLAGE, "place": MARK_OF_PLACE}
# Which side of a name is at its point, in the order in which room is looked for; how far away, in heights of a letter.
WEST, EAST = ("left", "top", "bottom"), ("right", "top", "bottom")
ROUND = (*WEST, "right")
NEAR = ("center", "top", "bottom", "left", "right", "top-left", "top-right", "bottom-left", "bottom-right")
GAP, NEAR_BY = 0.3, 1.4
Feature = dict[str, Any]


def letters(font: str, letters: str) -> bytes | None:
    """The letters of a font ("regular", "bold") in a range of code points: those that come with the application, and
    none of the others; None for an unknown font."""
    if font not in (REGULAR, BOLD):
        return None
    return _latin(font) if letters == "0-255" else stack(font, letters, [])


@cache
def _latin(font: str) -> bytes:
    return (geo.FOLDER / "letters" / f"{font}.pbf").read_bytes()


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a map: in a language, `scale` times the usual size, with those of the markets on it or without;
    `without` kinds whose marks the map does not bear."""

    theme: str
    language: str
    scale: float = 1
    markets: bool = False
    without: frozenset[str] = frozenset()

    def layers(self) -> list[dict[str, Any]]:
        """The layers, the least important lowest: MapLibre finds room for the highest first."""
        kinds = [kind for kind in ("neighbour", "village", "place", "water") if kind not in self.without]
        below = [self._named(kind) for kind in kinds]
        if not self.markets:
            return [*below, self._named("township"), room.layer(room.ROOM, REGULAR)]
        market, selected = (
            [self._of_markets(style, east) for east in (True, False)] for style in ("market", "selected")
        )
        return [*below, *market, self._named("township"), *selected, room.layer(MARKETS, REGULAR)]

    def _size(self, style: str) -> int:
        return round(SIZES[style] * self.scale)

    def _layer(self, style: str, source: str, text: Any, **layout: Any) -> dict[str, Any]:
        colour, weight, paper = name_looks(self.theme)[style]
        usual = {"text-field": text, "text-font": [BOLD if weight > 400 else REGULAR], "text-size": self._size(style)}
        return {
            "id": f"names-{style}",
            "type": "symbol",
            "source": source,
            "layout": usual | {"text-padding": 3, "text-max-width": 12} | layout,
            "paint": {"text-color": colour, "text-halo-color": paper, "text-halo-width": 1.5},
        }

    def _named(self, style: str) -> dict[str, Any]:
        """Names that stand beside the mark of their place, or where they have none, on it or near by."""
        text = ["coalesce", ["get", self.language], ["get", "name"]]
        radius = MARKS.get(style)
        anchors, distance = (ROUND, radius / SIZES[style] + GAP) if radius else (NEAR, NEAR_BY)
        return self._layer(style, f"names-{style}", text, **_beside(anchors, distance))

    def _of_markets(self, style: str, east: bool) -> dict[str, Any]:
        """The names beside the markets' marks, of the largest first; the selected one even where it covers others. In
        the east of the district they stand to the left, so that the map's edge cuts none."""
        selected = style == "selected"
        beside = _beside(EAST if east else WEST, ["get", "offset"])
        more = {"symbol-sort-key": ["get", "place"], "text-allow-overlap": selected}
        layer = self._layer(style, MARKETS, ["get", "name"], **beside, **more)
        here = ["all", ["==", ["get", "selected"], selected], ["==", ["get", "east"], east]]
        return layer | {"id": f"{layer['id']}-{'east' if east else 'west'}", "filter": here}


def _beside(anchors: Sequence[str], distance: Any) -> dict[str, Any]:
    return {"text-variable-anchor": list(anchors), "text-justify": "auto", "text-radial-offset": distance}


def _neighbours() -> list[Feature]:
    """The other districts, each in the middle of what a map of this one shows of it."""
    districts = {entry.code: entry.label for entry in entries("districts") if entry.code != geo.XIQING}
    seen, whole = shapely.box(*fit(WIDTH, HEIGHT).bounds), {code: shape(geo.outline(code)) for code in districts}
    parts = {code: area.intersection(seen) if area.intersects(seen) else area for code, area in whole.items()}
    middles = {code: part.representative_point() for code, part in parts.items()}
    return [
        point_feature(middles[code].x, middles[code].y, zh_CN=label.zh, en=label.en)
        for code, label in districts.items()
    ]


def _townships() -> list[Feature]:
    labels = {entry.label.zh: entry.label for entry in entries("townships")}
    return [
        point_feature(x, y, zh_CN=name, en=labels[name].en.removesuffix(" Town").removesuffix(" Subdistrict"))
        for name, x, y in townships().select("name", "longitude", "latitude").iter_rows()
        if name in labels
    ]


def _named(file: str) -> list[Feature]:
    rows = geo.points(file).select("name", "longitude", "latitude").unique("name", maintain_order=True)
    return [point_feature(x, y, name=name) for name, x, y in rows.iter_rows()]


def point_feature(x: float, y: float, **properties: object) -> Feature:
    return {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(shapely.Point(x, y))}


# Parts of the basemap that hold names, as `basemap.PARTS` has them.
NAMED: Mapping[str, Any] = {
    "names-neighbour": _neighbours,
    "names-village": lambda: _named("villages"),
    "names-place": lambda: _named("markets"),
    "names-water": lambda: [point_feature(x, y, name=name) for name, (x, y) in large_waters().items()],
    "names-township": _townships,
}
