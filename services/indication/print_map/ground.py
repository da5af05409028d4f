"""The basemap under a print map: neighbours, the district's outline and schematic roads, cut to the window."""

from functools import cache

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from services.ground import geometry
from services.indication.print_map.frame import Frame
from services.indication.print_map.svg import Node, lines, node
from services.maps import basemap
from services.maps.colours import ground as colours_of

COLOURS = colours_of("light")
# On paper the lightest roads of the screen would be lost.
ROADS = {"secondary": "#D2D8D1", "primary": "#BCC6BB", "trunk": "#DFC682", "motorway": "#D99F52"}


def ground(frame: Frame) -> list[Node]:
    """The basemap from the lowest layer up."""
    window, wide = frame.ground, frame.letter / 8
    inside = [
        _area(frame, shape, fill=COLOURS.district, stroke="none")
        for shape in _part("district")
        if shape.intersects(window)
    ]
    neighbours = [
        _area(frame, shape, fill=COLOURS.neighbours, stroke=COLOURS.faint, stroke_width=0.5 * wide)
        for shape in _part("neighbours")
        if shape.intersects(window)
    ]
    land = node("rect", width=frame.width, height=frame.height, fill=COLOURS.land)
    return [land, *neighbours, *inside, *_roads(frame, wide), *_outline(frame, wide)]


def _roads(frame: Frame, wide: float) -> list[Node]:
    return [
        node(
            "path",
            d=_line_path(frame, shape),
            fill="none",
            stroke=ROADS[name],
            stroke_width=basemap.WIDTHS[name] * wide,
            stroke_linecap="round",
            stroke_linejoin="round",
        )
        for name, shape in zip(_classes(), _part("roads"), strict=True)
    ]


def _outline(frame: Frame, wide: float) -> list[Node]:
    """The district's outline with a faint band, as on screen."""
    edge = [_rings_path(frame, _rings(shape)) for shape in _part("district")]
    look = {"fill": "none", "stroke": COLOURS.outline}
    halo = [node("path", d=d, stroke_width=5 * wide, stroke_opacity=0.14, **look) for d in edge]
    return halo + [
        node("path", d=d, stroke_width=0.9 * wide, stroke_dasharray=f"{6 * wide} {2 * wide}", **look) for d in edge
    ]


def _area(frame: Frame, shape: BaseGeometry, **look: str | float) -> Node:
    return node("path", d=_rings_path(frame, _rings(shape)), fill_rule="evenodd", **look)


def outline_path(frame: Frame, area: str) -> str:
    """Path data of all rings of an area as GeoJSON text, holes too. Raises NotGeometry."""
    return _rings_path(frame, outline_lines(area))


def outline_lines(area: str) -> list[LineString]:
    """The rings of an area in metres, faults and all. A corner with impossible degrees has no place on the plane and
    is left out. Raises NotGeometry."""
    return _rings(geometry.to_metres(geometry.read_area(area)))


def _rings(area: BaseGeometry) -> list[LineString]:
    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(area))]
    sound = [metres[np.isfinite(metres).all(axis=1)] for metres in rings]
    return [LineString(metres) for metres in sound if len(metres) > 1]


def _rings_path(frame: Frame, rings: list[LineString]) -> str:
    """No finer than one can see, and each ring by itself, so that a fault is neither mended nor an error."""
    fine = shapely.simplify(rings, frame.metres_per_unit / 10, preserve_topology=False)
    return lines([_units(frame, ring) for ring in fine], closed=True)


def _line_path(frame: Frame, shape: BaseGeometry) -> str:
    """Path data of the pieces of lines that the window shows."""
    pieces = shapely.get_parts(shape.intersection(frame.ground))
    return lines([_units(frame, piece) for piece in pieces if piece.length])


def _units(frame: Frame, line: BaseGeometry) -> list[tuple[float, float]]:
    return [frame.at(x, y) for x, y in shapely.get_coordinates(line).tolist()]


@cache
def _part(name: str) -> tuple[BaseGeometry, ...]:
    """A part of the basemap in metres."""
    features = basemap.features(name)["features"]
    return tuple(geometry.to_metres(shape(feature["geometry"])) for feature in features)


@cache
def _classes() -> tuple[str, ...]:
    return tuple(feature["properties"]["highway"] for feature in basemap.features("roads")["features"])
