"""The window of a map: which ground, in metres of EPSG:4548, falls on which units of the drawing."""

from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from data import geo
from services.ground import geometry
from services.indication.print_map.content import TOWNSHIP, Layers
from services.maps.basemap import AROUND

METRES_OF_A_POINT = 0.0254 / 72
# The scales a map is printed at, 1 to so many.
SCALES = [step * 10**power for power in range(3, 7) for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5)]
MARGIN = 0.07
LEAST_METRES = 400.0
LEAST_NEIGHBOURHOOD = 1500.0

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A window `width` by `height` units, its upper left corner at (west, north) metres; `letter` is the size of
    small type in units. Grid north is up."""

    west: float
    north: float
    metres_per_unit: float
    width: float
    height: float
    letter: float

    def at(self, easting: float, northing: float) -> tuple[float, float]:
        """Where a point in metres falls, in units from the upper left corner."""
        return (easting - self.west) / self.metres_per_unit, (self.north - northing) / self.metres_per_unit

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        """The same for a point in degrees."""
        return self.at(*shapely.get_coordinates(geometry.to_metres(shapely.Point(longitude, latitude)))[0].tolist())

    @property
    def ground(self) -> BaseGeometry:
        """The window in metres."""
        south = self.north - self.height * self.metres_per_unit
        return shapely.box(self.west, south, self.west + self.width * self.metres_per_unit, self.north)

    @property
    def bounds(self) -> Bounds:
        """(west, south, east, north) in degrees of what the window shows."""
        outline = shapely.segmentize(self.ground, self.width * self.metres_per_unit / 8)
        return geometry.to_degrees(outline).bounds


def on_paper(extent: Bounds, width: float, height: float, letter: float, foot: float = 0) -> Frame:
    """The window in points round an extent in metres, at the largest scale of SCALES at which it fits. The lowest
    `foot` points are left free.

    Raises ValueError for an extent wider than any scale shows.
    """
    needed = _needed(extent, width, height - foot) / METRES_OF_A_POINT
    for scale in SCALES:
        if scale >= needed:
            return _around(extent, scale * METRES_OF_A_POINT, width, height, letter, foot)
    raise ValueError(f"no scale shows {extent}")


def on_screen(extent: Bounds, width: float, height: float, letter: float, foot: float = 0) -> Frame:
    """The window in pixels in which an extent in metres just fits, the lowest `foot` pixels left free."""
    return _around(extent, _needed(extent, width, height - foot), width, height, letter, foot)


def extent(layers: Layers) -> Bounds:
    """What a map of these layers must show, in metres: areas, pins and villages as far as they lie around Tianjin.

    With nothing of the kind, the villages of the radish's township.
    """
    shown = [box for box in map(_around_here, _degrees(layers)) if box is not None]
    if not shown:
        rows = geo.points("villages").filter(township=TOWNSHIP).select("longitude", "latitude").rows()
        shown = [shapely.MultiPoint(rows)]
    plane = geometry.to_metres(shapely.GeometryCollection([shapely.box(*shape.bounds) for shape in shown]))
    least = LEAST_METRES if layers.areas else LEAST_NEIGHBOURHOOD
    return _at_least(plane.bounds, least)


def off_map(frame: Frame, point: tuple[float, float]) -> bool:
    """Whether a point in degrees lies outside the window."""
    x, y = frame.pixel(*point)
    return not (0 <= x <= frame.width and 0 <= y <= frame.height)


def _degrees(layers: Layers) -> Iterable[BaseGeometry]:
    for text in (*(area.geometry for area in layers.areas), layers.added, layers.removed):
        if text:
            yield geometry.read(text)
    places = [*layers.counts.select("longitude", "latitude").drop_nulls().rows(), *(pin.place for pin in layers.pins)]
    yield from (shapely.Point(place) for place in places)


def _around_here(shape: BaseGeometry) -> BaseGeometry | None:
    """The box of what lies around Tianjin: a boundary with swapped degrees lies in the Antarctic."""
    box = shapely.box(*shape.bounds).intersection(AROUND)
    return None if box.is_empty else box


def _at_least(bounds: Bounds, metres: float) -> Bounds:
    west, south, east, north = bounds
    across, along = max(0.0, metres - (east - west)) / 2, max(0.0, metres - (north - south)) / 2
    return west - across, south - along, east + across, north + along


def _needed(extent: Bounds, width: float, height: float) -> float:
    """Metres a unit so that the extent fits with its margin."""
    west, south, east, north = extent
    inner = 1 - 2 * MARGIN
    return max((east - west) / width, (north - south) / height) / inner


def _around(extent: Bounds, metres_per_unit: float, width: float, height: float, letter: float, foot: float) -> Frame:
    west, south, east, north = extent
    left = (west + east - width * metres_per_unit) / 2
    top = (south + north + (height - foot) * metres_per_unit) / 2
    return Frame(left, top, metres_per_unit, width, height, letter)
