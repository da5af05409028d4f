"""Coordinate systems people hand in, converted once to WGS-84 longitude, latitude in degrees, and back for export.

A system is a text: one of SYSTEMS, or "EPSG:" and a code. GCJ-02 (高德, 腾讯) and BD-09 (百度) stand 510–570 m and
1.3–1.4 km off in this district; prcoords inverts both to millimetres where the usual plain formulas err by metres.
CGCS2000 and WGS-84 agree to decimetres and count as one; no other datum does.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

import prcoords
import pyproj
import shapely
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from data import geo
from data.errors import BoardError
from data.texts import Text

Point = tuple[float, float]

WGS_84 = "WGS-84"
CGCS2000 = "CGCS2000"
PLANE_METRES = "EPSG:4548"
PLANE_OF_ZONE = "EPSG:4527"
GCJ_02 = "GCJ-02"
BD_09 = "BD-09"
SYSTEMS = (WGS_84, CGCS2000, PLANE_METRES, PLANE_OF_ZONE, GCJ_02, BD_09)
# A few words on each, for lists to choose from.
MEANINGS = {
    WGS_84: Text("GPS、北斗手持机、谷歌地球", "GPS receivers, Google Earth"),
    CGCS2000: Text("国家2000经纬度、天地图", "the national system in degrees, Tianditu"),
    PLANE_METRES: Text("国家2000，中央经线117°，东坐标6位，如 494824", "CGCS2000, 117° E, eastings as 494824"),
    PLANE_OF_ZONE: Text("国家2000，3度带第39带，东坐标8位，如 39494824", "CGCS2000, zone 39, eastings as 39494824"),
    GCJ_02: Text("火星坐标：高德、腾讯、奥维 9.3 起", "Gaode, Tencent, Ovital from 9.3 on"),
    BD_09: Text("百度地图", "Baidu"),
}

CODES = {WGS_84: 4326, CGCS2000: 4490}
EPSG = re.compile(r"EPSG:(\d{4,6})")
# China's land: (west, south, east, north). Latitudes and longitudes share no number here, so their order shows.
WEST, SOUTH, EAST, NORTH = 73.0, 3.0, 136.0, 54.0
# Metres. What PROJ calls less exact would move a boundary on the ground.
EXACT = 1.0


class UnknownSystem(BoardError):
    """A coordinate system the board can't convert exactly or, where it is not `known`, has never heard of; the
    message names it."""

    def __init__(self, system: str, *, known: bool = True) -> None:
        super().__init__(
            Text(
                f"坐标系“{system}”没有公开的精确转换参数，请先由测绘单位转换为 CGCS2000 或 EPSG:4548",
                f'no exact conversion is published for the system "{system}": have the surveyors convert to CGCS2000 '
                "or EPSG:4548 first",
            )
            if known
            else Text(
                f"没有名为“{system}”的坐标系：从列表中选择，或填写 EPSG 编号，如 EPSG:4527",
                f'there is no coordinate system "{system}": choose from the list, or give an EPSG code as EPSG:4527',
            )
        )


def to_wgs84(points: Sequence[Point], system: str) -> list[Point]:
    """The points as (longitude, latitude) in WGS-84; raises UnknownSystem.

    Points are (longitude, latitude) or, in a system of metres, (easting, northing): see `turned`. What lies
    outside the system's own reach comes back infinite.
    """
    return _ways(system)[0](points)


def from_wgs84(points: Sequence[Point], system: str) -> list[Point]:
    """WGS-84 points in the system, (longitude, latitude) or (easting, northing); raises UnknownSystem."""
    return _ways(system)[1](points)


def stands(points: Sequence[Point], system: str) -> bool:
    """Whether all points, read in the system, lie in China."""
    return in_china(list(points) if system in SYSTEMS_OF_ANGLES else to_wgs84(points, system))


def turned(points: Sequence[Point], system: str) -> bool:
    """Whether all points stand the other way round, (latitude, longitude) or (northing, easting): as they are
    they lie outside China, turned they lie in it. Chinese surveyors call the northing X."""
    return not stands(points, system) and stands([(y, x) for x, y in points], system)


def in_china(points: Sequence[Point]) -> bool:
    """Whether all points, (longitude, latitude), lie in the box around China; one of no points does."""
    return all(WEST <= x <= EAST and SOUTH <= y <= NORTH for x, y in points)


def is_plane(system: str) -> bool:
    """Whether the system counts in metres or the like; raises UnknownSystem."""
    return system not in SYSTEMS_OF_ANGLES and _crs(system).is_projected


def epsg_system(code: int) -> str:
    """How the board names the system with this EPSG code; raises UnknownSystem. A height is left out."""
    try:
        flat = pyproj.CRS.from_epsg(code).to_2d().to_epsg() or code
    except CRSError as error:
        raise UnknownSystem(f"EPSG:{code}", known=False) from error
    system = next((name for name, known in CODES.items() if known == flat), f"EPSG:{flat}")
    _ways(system)
    return system


def epsg_code(system: str) -> int | None:
    """The EPSG code of a system; None for GCJ-02 and BD-09, which have none. Raises UnknownSystem."""
    if system in BENT:
        return None
    found = EPSG.fullmatch(system)
    if not found and system not in CODES:
        raise UnknownSystem(system, known=False)
    return int(found[1]) if found else CODES[system]


def inside_district(points: Sequence[Point], district: str = geo.XIQING) -> list[bool]:
    """Whether each WGS-84 point lies in the district; raises KeyError for an unknown district code."""
    return shapely.contains_xy(_area(district), [x for x, _ in points], [y for _, y in points]).tolist()


@cache
def _area(district: str) -> BaseGeometry:
    area = shape(geo.outline(district))
    shapely.prepare(area)
    return area


Way = Callable[[Sequence[Point]], list[Point]]


def _same(points: Sequence[Point]) -> list[Point]:
    return list(points)


def _bent(bend: Callable[[Point], prcoords.Coords]) -> Way:
    """A conversion by a prcoords function, which speaks (latitude, longitude)."""

    def convert(points: Sequence[Point]) -> list[Point]:
        return [(there.lon, there.lat) for there in (bend((y, x)) for x, y in points)]

    return convert


BENT: dict[str, tuple[Way, Way]] = {
    GCJ_02: (_bent(prcoords.gcj_wgs_bored), _bent(prcoords.wgs_gcj)),
    BD_09: (_bent(prcoords.bd_wgs_bored), _bent(prcoords.wgs_bd)),
}
SYSTEMS_OF_ANGLES = (WGS_84, CGCS2000, *BENT)


@cache
def _ways(system: str) -> tuple[Way, Way]:
    """To WGS-84 and from it."""
    if system in CODES:
        return _same, _same
    return BENT.get(system) or (_steps(system, back=False), _steps(system, back=True))


def _steps(system: str, *, back: bool) -> Way:
    """A conversion by PROJ. On our own two datums only the projection is undone, which is exact; any other
    datum needs a published operation."""
    crs = _crs(system)
    if not (crs.is_projected or crs.is_geographic) or crs.geodetic_crs is None:
        raise UnknownSystem(system)
    own = crs.geodetic_crs.to_2d().to_epsg() in CODES.values()
    earth = crs.geodetic_crs if own else pyproj.CRS.from_epsg(CODES[WGS_84])
    source, target = (earth, crs) if back else (crs, earth)
    try:
        step = pyproj.Transformer.from_crs(source, target, always_xy=True, allow_ballpark=False)
    except ProjError as error:
        raise UnknownSystem(system) from error
    if not 0 <= step.accuracy <= EXACT:
        raise UnknownSystem(system)

    def convert(points: Sequence[Point]) -> list[Point]:
        xs, ys = step.transform([x for x, _ in points], [y for _, y in points])
        return list(zip(xs, ys, strict=True))

    return convert


@cache
def _crs(system: str) -> pyproj.CRS:
    code = epsg_code(system)
    if code is None:
        raise UnknownSystem(system)
    try:
        return pyproj.CRS.from_epsg(code)
    except CRSError as error:
        raise UnknownSystem(system, known=False) from error
