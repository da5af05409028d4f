"""Points and geometries; their coordinate system is declared by the sheet and converted once."""

import re

import numpy as np
import polars as pl
import shapely

from data.ledgers.columns import Column
from services.ground import geometry
from services.ground.coordinates import (
    EPSG,
    PLANE_METRES,
    SYSTEMS,
    WGS_84,
    Point,
    UnknownSystem,
    epsg_system,
    in_china,
    is_plane,
    stands,
    to_wgs84,
    turned,
)
from services.ground.spoken_systems import spoken
from services.intake.outcome import Found, How, each
from services.intake.words import plain

PAIR = re.compile(r"^\(?\s*(-?\d+(?:\.\d+)?)\s*[,，、;；\s]\s*(-?\d+(?:\.\d+)?)\s*\)?$")
# What a cell of a spreadsheet holds (32,767), less room for the guard of an export.
LONGEST_GEOMETRY = 30_000
SYSTEM_WORDS = {
    **{plain(name): name for name in SYSTEMS},
    **dict.fromkeys(("wgs84", "gps", "epsg:4326", "84坐标系"), WGS_84),
    **dict.fromkeys(("cgcs2000坐标系", "国家2000", "2000国家大地坐标系", "天地图", "epsg:4490"), "CGCS2000"),
    **dict.fromkeys(("gcj02", "火星坐标", "火星坐标系", "高德", "高德地图", "高德坐标", "腾讯", "腾讯地图"), "GCJ-02"),
    **dict.fromkeys(("bd09", "百度", "百度地图", "百度坐标", "百度坐标系"), "BD-09"),
    "4548": PLANE_METRES,
}


def system_named(text: str) -> str:
    """The coordinate system a header or line names, also as EPSG:n; "" when it names none.

    Raises UnknownSystem for one without an exact conversion (西安80, 北京54), which nothing may be read in.
    """
    word = plain(text)
    if unusable := spoken(word).unusable:
        raise UnknownSystem(unusable[0])
    code = EPSG.fullmatch(word.upper())
    if word in SYSTEM_WORDS or not code:
        return SYSTEM_WORDS.get(word, "")
    try:
        return epsg_system(int(code[1]))
    except UnknownSystem:
        return ""


def parse_points(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Points as "longitude,latitude" in WGS-84 with six decimals; rules: point, point_order, system."""
    pairs = [PAIR.match(text) for text in texts]
    read = [(float(pair[1]), float(pair[2])) if pair else None for pair in pairs]
    if not how.system:
        return each([(None, "system" if point else "point", []) for point in read], column.dtype)
    return each([_point(point, how.system) for point in read], column.dtype)


def _point(point: Point | None, system: str) -> Found:
    if point is None:
        return None, "point", []
    if turned([point], system):
        point = (point[1], point[0])
        if not is_plane(system):
            return None, "point_order", [f"{point[0]},{point[1]}"]
    if not stands([point], system):
        return None, "point", []
    longitude, latitude = to_wgs84([point], system)[0]
    return f"{longitude:.6f},{latitude:.6f}", None, []


def parse_geometries(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Polygons as GeoJSON in WGS-84, written as every geometry in the store is; rules: geometry, geometry_size,
    geometry_place. GeoJSON is WGS-84 by definition (RFC 7946) unless the sheet names another system."""
    return each([_area(text, how.system or WGS_84) for text in texts], column.dtype)


def _area(text: str, system: str) -> Found:
    if len(text) > LONGEST_GEOMETRY:
        return None, "geometry_size", []
    try:
        shape = geometry.read_area(text)
    except geometry.NotGeometry:
        return None, "geometry", []
    placed = shapely.transform(shape, lambda points: np.array(to_wgs84(points.tolist(), system)))
    west, south, east, north = placed.bounds
    if not in_china([(west, south), (east, north)]):
        return None, "geometry_place", []
    return geometry.write(placed), None, []
