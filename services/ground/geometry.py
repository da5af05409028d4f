"""Geometry of areas and plots: GeoJSON text, metres on the local plane, areas and distances on the ellipsoid.

Shapes are cut and compared on the plane of EPSG:4548 (CGCS2000, 117° E): within 30 km of its meridian, as all of
the district is, it is true to 1 in 90,000, and its straight lines are geodesics to millimetres. Areas and the
distance of two points are computed on the WGS-84 ellipsoid itself.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import polars as pl
import pyproj
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from data.errors import BoardError
from data.texts import Text
from services.ground.coordinates import PLANE_METRES, Point

ELLIPSOID = pyproj.Geod(ellps="WGS84")
# One with WGS-84 to decimetres, see services.ground.coordinates.
CGCS2000 = "EPSG:4490"
DECIMALS = 8
MICROMETRE = 1e-6
SQUARE_METRES_OF_A_HECTARE = 10_000
SQUARE_METRES_OF_A_MU = 10_000 / 15

Shapes = NDArray[np.object_]


class NotGeometry(BoardError):
    """A text that is no GeoJSON geometry, or none of the kind wanted; `text` says so in both languages."""


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A piece of ground, or with a sign what was added to one; 15 亩 are one hectare."""

    square_metres: float

    @property
    def hectares(self) -> float:
        return self.square_metres / SQUARE_METRES_OF_A_HECTARE

    @property
    def mu(self) -> float:
        return self.square_metres / SQUARE_METRES_OF_A_MU

    def __sub__(self, other: "Area") -> "Area":
        return Area(self.square_metres - other.square_metres)


def read(text: str) -> BaseGeometry:
    """The geometry of a GeoJSON text, longitude and latitude without heights; raises NotGeometry."""
    return _parsed(text)


def _parsed(texts: Any) -> Any:
    try:
        return shapely.force_2d(shapely.from_geojson(texts))
    # GEOS cuts the text it quotes in its message, now and then in the middle of a Chinese character.
    except (shapely.errors.GEOSException, UnicodeDecodeError) as error:
        raise NotGeometry(
            Text(
                "图形不是有效的 GeoJSON，请重新导入原始文件",
                "the geometry is no valid GeoJSON: import the original file again",
            )
        ) from error


def read_area(text: str) -> Polygon | MultiPolygon:
    """The polygon or polygons of a GeoJSON text, faults and all; raises NotGeometry where there is no ground."""
    geometry = read(text)
    # Asked in degrees: an outline with impossible ones has no place on the plane, and must still be drawn and named.
    if not isinstance(geometry, Polygon | MultiPolygon) or sound(geometry).is_empty:
        raise NotGeometry(
            Text(
                "范围应为有面积的面，请导入由面构成的图形",
                "an area must be made of polygons that enclose ground: import a file that holds such",
            )
        )
    return geometry


def read_shapes(geometries: pl.Series, points: pl.Series) -> Shapes:
    """A shape a row: of the GeoJSON text, else of the point "longitude,latitude", else None; raises NotGeometry."""
    shapes = _parsed(np.array(geometries.to_list(), dtype=object))
    return np.where(shapely.is_missing(shapes), read_points(points), shapes)


def read_points(column: pl.Series) -> Shapes:
    """The points of a column of "longitude,latitude" texts; None where the text is none such."""
    degrees = column.cast(pl.String).str.split_exact(",", 1).struct.rename_fields(["x", "y"]).struct.unnest()
    pairs = degrees.select(pl.all().str.strip_chars().cast(pl.Float64, strict=False)).to_numpy()
    known = np.isfinite(pairs).all(axis=1)
    points = np.full(len(pairs), None, dtype=object)
    points[known] = shapely.points(pairs[known])
    return points


def write(geometry: BaseGeometry) -> str:
    """Compact GeoJSON: 8 decimals (a millimetre), outer rings counter-clockwise as RFC 7946 wants, faults kept."""
    plain = mapping(shapely.orient_polygons(rounded(geometry)))
    return json.dumps(plain, separators=(",", ":"))  # GEOS writes some doubles with 15 decimals.


def rounded(geometry: BaseGeometry) -> BaseGeometry:
    """A geometry in degrees with the decimals that are kept."""
    return shapely.transform(geometry, lambda degrees: np.round(degrees, DECIMALS))


def to_metres(shapes: Any) -> Any:
    """One geometry or an array of them from degrees to (easting, northing) on EPSG:4548."""
    return _transformed(shapes, CGCS2000, PLANE_METRES)


def to_degrees(shapes: Any) -> Any:
    """One geometry or an array of them from EPSG:4548 to longitude, latitude."""
    return _transformed(shapes, PLANE_METRES, CGCS2000)


def _transformed(shapes: Any, source: str, target: str) -> Any:
    across = _transformer(source, target)
    return shapely.transform(shapes, lambda xy: np.column_stack(across.transform(xy[:, 0], xy[:, 1])))


@cache
def _transformer(source: str, target: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def sound(shapes: Any) -> Any:
    """The same ground as valid polygons; what has no area is left out. Points stay points.

    To be asked for on the plane on which it is used: projected, a vertex leaves the edge that it touched.
    """
    mended = np.array(shapes, dtype=object)
    bad = ~(shapely.is_valid(mended) | shapely.is_missing(mended))
    mended[bad] = [joined(polygons(_whole(shape))) for shape in np.atleast_1d(mended[bad])]
    return mended[()]


def _whole(shape: BaseGeometry) -> BaseGeometry:
    """The outer rings less their holes: left to itself, GEOS makes ground of a hole outside its outer ring."""
    parts = polygons(shape)
    if not any(part.interiors for part in parts):
        return shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return shapely.union_all([shapely.difference(_ring(part.exterior), _rings(part.interiors)) for part in parts])


def _ring(ring: Any) -> BaseGeometry:
    return shapely.make_valid(Polygon(ring), method="structure", keep_collapsed=False)


def _rings(rings: Iterable[Any]) -> BaseGeometry:
    return shapely.union_all([_ring(ring) for ring in rings])


def ground(shapes: Any) -> Any:
    """What shapes in degrees cover, as valid polygons in metres; points stay points."""
    return sound(to_metres(shapes))


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons a geometry is made of, without the lines and points an overlay may leave."""
    return [part for part in _parts(geometry) if isinstance(part, Polygon) and not part.is_empty]


def _parts(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(geometry):
        yield from [part] if shapely.get_num_geometries(part) <= 1 else _parts(part)


def joined(parts: Iterable[Polygon]) -> Polygon | MultiPolygon:
    """Polygons that don't overlap as one feature: the polygon itself where there is just one."""
    parts = list(parts)
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def size(text: str) -> Area:
    """What an area (GeoJSON text) measures, faulty or not; raises NotGeometry."""
    return area(to_degrees(ground(read_area(text))))


def area(geometry: BaseGeometry) -> Area:
    """The ground of valid polygons in degrees on the WGS-84 ellipsoid; their edges are geodesics, points have none."""
    return Area(float(square_metres([geometry])[0]))


def square_metres(shapes: Any) -> NDArray[np.float64]:
    """The same for many geometries, in square metres: outer rings less their holes, however they are turned."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    sizes = np.array([abs(ELLIPSOID.geometry_area_perimeter(ring)[0]) for ring in rings], dtype=float)
    outer = np.append(True, part[1:] != part[:-1])[: len(part)]
    return np.bincount(owner[part], np.where(outer, sizes, -sizes), minlength=len(shapes)).astype(float)


def distance(here: Point, there: Point) -> float:
    """Metres between two points in degrees, along the geodesic."""
    return ELLIPSOID.inv(*here, *there)[2]


def width(shapes: Any) -> NDArray[np.float64]:
    """The mean width of long thin polygons, in the unit of their coordinates: twice the area by the perimeter."""
    around = shapely.length(shapes)
    return 2 * shapely.area(shapes) / np.where(around > 0, around, 1)


def place(geometry: BaseGeometry) -> Point:
    """A point that lies in a geometry in metres, as (longitude, latitude): where a pin is put."""
    point = to_degrees(shapely.point_on_surface(geometry))
    return (round(point.x, DECIMALS), round(point.y, DECIMALS))


def places(shapes: Any) -> list[Point]:
    """The same for many geometries in metres."""
    coordinates = shapely.get_coordinates(to_degrees(shapely.point_on_surface(shapes)))
    return [(x, y) for x, y in np.round(coordinates, DECIMALS).tolist()]
