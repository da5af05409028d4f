"""Shapes out of GeoJSON objects and WKB: made plane and closed, otherwise as faulty as they came."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from data.texts import Text
from services.indication.boundary.handled import Numbers, meet
from services.intake.errors import RefusedFile

FEWEST = 3


class Shaper:
    """Makes the shapes of one file and remembers, in `met`, what was odd in which feature."""

    def __init__(self) -> None:
        self.met: Numbers = {}

    def from_object(self, geometry: dict[str, Any] | None, number: int) -> BaseGeometry | None:
        """The shape of a GeoJSON geometry object; None, remembered, when it is empty.

        Raises RefusedFile for a ring of two points, a coordinate that is no number or an unknown type;
        KeyError, TypeError or ValueError for a malformed object.
        """
        return self._kept(None if geometry is None else self._shape(geometry, number), number)

    def from_rings(self, polygons: Sequence[Sequence[Sequence[Any]]], number: int) -> BaseGeometry | None:
        """The shape of polygons, each its outer ring and then its holes; raises RefusedFile as `from_object`."""
        one = len(polygons) == 1
        kind, given = ("Polygon", polygons[0]) if one else ("MultiPolygon", polygons)
        return self.from_object({"type": kind, "coordinates": given}, number)

    def from_wkb(self, wkb: bytes | None, number: int) -> BaseGeometry | None:
        """The same for what a driver read."""
        if wkb is None:
            return self._kept(None, number)
        shape = shapely.from_wkb(wkb, on_invalid="ignore")
        if shape is None:
            shape = shapely.from_wkb(wkb, on_invalid="fix")
            if shape is None:
                raise unreadable(number)
            meet(self.met, "closed", number)
        if shapely.has_z(shape):
            meet(self.met, "flat", number)
        if not np.isfinite(shapely.get_coordinates(shape)).all():
            raise unreadable(number)
        return self._kept(shapely.force_2d(shape), number)

    def _kept(self, shape: BaseGeometry | None, number: int) -> BaseGeometry | None:
        if shape is None or shape.is_empty:
            meet(self.met, "empty", number)
            return None
        if isinstance(shape, GeometryCollection):
            return self._gathered(shape, number)
        return shape

    def _gathered(self, shape: GeometryCollection, number: int) -> BaseGeometry:
        """A collection of nothing but polygons is one area of several parts."""
        parts = list(shape.geoms)
        while any(isinstance(part, GeometryCollection) for part in parts):
            parts = [piece for part in parts for piece in getattr(part, "geoms", [part])]
        if not all(isinstance(part, Polygon | MultiPolygon) for part in parts):
            return shape
        meet(self.met, "gathered", number)
        return MultiPolygon([polygon for part in parts for polygon in getattr(part, "geoms", [part])])

    def _shape(self, geometry: dict[str, Any], number: int) -> BaseGeometry:
        kind = geometry["type"]
        if kind == "GeometryCollection":
            return GeometryCollection([self._shape(part, number) for part in geometry["geometries"]])
        given = geometry["coordinates"]
        match kind:
            case "Point":
                return Point(self._position(given, number)) if given else Point()
            case "MultiPoint":
                return MultiPoint(self._line(given, number))
            case "LineString":
                return LineString(self._line(given, number))
            case "MultiLineString":
                return MultiLineString([self._line(line, number) for line in given])
            case "Polygon":
                return self._polygon(given, number)
            case "MultiPolygon":
                return MultiPolygon([self._polygon(rings, number) for rings in given])
            case _:
                raise unreadable(number)

    def _polygon(self, rings: Sequence[Sequence[Any]], number: int) -> Polygon:
        closed = [self._ring(ring, number) for ring in rings if ring]
        return Polygon(closed[0], closed[1:]) if closed else Polygon()

    def _ring(self, ring: Sequence[Any], number: int) -> list[tuple[float, float]]:
        points = self._line(ring, number)
        if len(set(points)) < FEWEST:
            raise RefusedFile(
                Text(f"第 {number} 个要素有不足三个点的环", f"feature {number} has a ring of fewer than three points"),
                Text("补全该环的顶点或删除该环", "complete that ring or delete it"),
            )
        if points[0] != points[-1]:
            meet(self.met, "closed", number)
            points.append(points[0])
        return points

    def _line(self, positions: Sequence[Any], number: int) -> list[tuple[float, float]]:
        return [self._position(position, number) for position in positions]

    def _position(self, position: Sequence[Any], number: int) -> tuple[float, float]:
        x, y, *heights = position
        if heights:
            meet(self.met, "flat", number)
        point = float(x), float(y)
        if not all(map(math.isfinite, point)):
            raise unreadable(number)
        return point


def unreadable(number: int) -> RefusedFile:
    """The refusal of a feature whose geometry can't be understood."""
    return RefusedFile(
        Text(
            f"第 {number} 个要素的图形无法识别，或坐标不是有效数字",
            f"the geometry of feature {number} is of no known kind, or a coordinate is no number",
        ),
        Text("在原软件中检查该要素后重新导出", "look at that feature in the program it was made with, export again"),
    )
