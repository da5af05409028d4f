"""Where a map of given size looks at: the whole outline of the district, with a margin, in Web Mercator."""

import math
from dataclasses import dataclass

from shapely.geometry import shape

from data import geo

TILE = 512
METRES_ROUND_THE_EQUATOR = 40_075_016.686
# A page's map: as narrow as a window of 1366 pixels leaves it, so that the outline is cut in none.
WIDTH, HEIGHT = 620, 680

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """A map's centre in degrees, its zoom as MapLibre and deck.gl count it, and its size in pixels."""

    longitude: float
    latitude: float
    zoom: float
    width: int
    height: int

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point falls, in pixels from the upper left corner."""
        x, y = _mercator(longitude, latitude)
        middle_x, middle_y = _mercator(self.longitude, self.latitude)
        return self.width / 2 + (x - middle_x) * self.world, self.height / 2 + (y - middle_y) * self.world

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """The point that falls on a pixel, as (longitude, latitude)."""
        middle_x, middle_y = _mercator(self.longitude, self.latitude)
        across, along = (x - self.width / 2) / self.world, (y - self.height / 2) / self.world
        return (middle_x + across - 0.5) * 360, _latitude(middle_y + along)

    @property
    def world(self) -> float:
        """The pixels round the equator."""
        return TILE * 2**self.zoom

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """What the map shows, as (west, south, east, north) in degrees."""
        x, y = _mercator(self.longitude, self.latitude)
        across, along = self.width / 2 / self.world, self.height / 2 / self.world
        return (x - across - 0.5) * 360, _latitude(y + along), (x + across - 0.5) * 360, _latitude(y - along)

    @property
    def metres_per_pixel(self) -> float:
        """The scale at the middle of the map."""
        return METRES_ROUND_THE_EQUATOR * math.cos(math.radians(self.latitude)) / self.world


def fit(width: int, height: int, *, margin: int = 20, foot: int = 0, district: str = geo.XIQING) -> View:
    """The view in which the district's outline just fits: `margin` pixels around, `foot` more below."""
    return around(shape(geo.outline(district)).bounds, width, height, margin=margin, foot=foot)


def around(bounds: Bounds, width: int, height: int, *, margin: int = 20, foot: int = 0, least: float = 0) -> View:
    """The view in which (west, south, east, north) in degrees just fits, `least` degrees of longitude at least."""
    west, south, east, north = bounds
    (left, top), (right, bottom) = _mercator(west, north), _mercator(east, south)
    across, along = max(right - left, least / 360), max(bottom - top, least / 360)
    world = min((width - 2 * margin) / across, (height - foot - 2 * margin) / along)
    middle = (top + bottom) / 2 + foot / 2 / world
    return View((west + east) / 2, _latitude(middle), math.log2(world / TILE), width, height)


def _mercator(longitude: float, latitude: float) -> tuple[float, float]:
    """Web Mercator from the upper left corner of the world, which is one unit wide and high."""
    return longitude / 360 + 0.5, 0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh((0.5 - y) * 2 * math.pi)))
