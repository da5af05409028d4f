"""Coordinate systems people hand in, converted once to WGS-84 longitude, latitude in degrees.

GCJ-02 (高德, 腾讯) and BD-09 (百度) stand 510–570 m and 1.3–1.4 km off in this district; prcoords inverts both to
millimetres where the usual plain formulas err by metres. CGCS2000 and WGS-84 agree to decimetres.
"""

from collections.abc import Callable, Sequence
from functools import cache

import prcoords
import pyproj
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from data import geo

Point = tuple[float, float]

WGS_84 = "WGS-84"
PLANE_METRES = "EPSG:4548"


class UnknownSystem(ValueError):
    """A coordinate system the board can't convert; the message names it."""


def to_wgs84(points: Sequence[Point], system: str) -> list[Point]:
    """The points as (longitude, latitude) in WGS-84; raises UnknownSystem.

    Points of EPSG:4548 (CGCS2000, 3-degree zone at 117° E) are metres, (easting, northing) or, as
    Chinese surveyors write X and Y, (northing, easting); all others are (longitude, latitude).
    """
    if system not in SYSTEMS:
        raise UnknownSystem(system)
    return SYSTEMS[system](points)


def inside_district(points: Sequence[Point], district: str = geo.XIQING) -> list[bool]:
    """Whether each WGS-84 point lies in the district; raises KeyError for an unknown district code."""
    return shapely.contains_xy(_area(district), [x for x, _ in points], [y for _, y in points]).tolist()


@cache
def _area(district: str) -> BaseGeometry:
    area = shape(geo.outline(district))
    shapely.prepare(area)
    return area


@cache
def _from_plane() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(PLANE_METRES, "EPSG:4326", always_xy=True)


def _same(points: Sequence[Point]) -> list[Point]:
    return list(points)


def _plane(points: Sequence[Point]) -> list[Point]:
    """In China a northing is over 2,000 km and an easting under 1,000 km, so the order shows."""
    eastings, northings = [min(point) for point in points], [max(point) for point in points]
    return list(zip(*_from_plane().transform(eastings, northings), strict=True))


def _bent(invert: Callable[[Point], prcoords.Coords]) -> Callable[[Sequence[Point]], list[Point]]:
    """A conversion by a prcoords function, which speaks (latitude, longitude)."""

    def convert(points: Sequence[Point]) -> list[Point]:
        return [(there.lon, there.lat) for there in (invert((y, x)) for x, y in points)]

    return convert


SYSTEMS: dict[str, Callable[[Sequence[Point]], list[Point]]] = {
    WGS_84: _same,
    "CGCS2000": _same,
    PLANE_METRES: _plane,
    "GCJ-02": _bent(prcoords.gcj_wgs_bored),
    "BD-09": _bent(prcoords.bd_wgs_bored),
}
