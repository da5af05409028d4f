"""The Gauss-Krüger planes of CGCS2000, by meridian, by zone, and by what the numbers themselves show.

Codes of the EPSG dataset: zones of three degrees 25–45 are 4513–4533 with the zone before the easting, 4534–4554
without it by central meridian 75°–135°; zones of six degrees 13–23 are 4491–4501, and 4502–4512 without.
"""

from collections.abc import Sequence

import pyproj

from services.ground.coordinates import Point, inside_district, stands, to_wgs84

SEMI_MAJOR, FLATTENING = 6_378_137.0, 298.257
FALSE_EASTING, ZONE_STEP = 500_000.0, 1_000_000
# Degrees never reach it, and no easting or northing in China lies below it.
LEAST_METRES = 1_000.0
THREE, SIX = range(25, 46), range(13, 24)
METHODS = ("Transverse Mercator", "Gauss-Kruger", "Gauss_Kruger")
PLAIN = {"Latitude of natural origin": 0.0, "Scale factor at natural origin": 1.0, "False northing": 0.0}


def in_metres(points: Sequence[Point]) -> bool:
    """Whether the numbers can't be degrees."""
    return any(abs(number) > LEAST_METRES for point in points for number in point)


def by_zone(zone: int) -> str | None:
    """The plane whose eastings begin with that zone's number."""
    if zone in THREE:
        return f"EPSG:{4513 + zone - THREE.start}"
    return f"EPSG:{4491 + zone - SIX.start}" if zone in SIX else None


def zone_before(plane: str) -> int | None:
    """The zone whose number stands before the eastings of a plane; None for any other system."""
    return next((zone for zone in (*SIX, *THREE) if by_zone(zone) == plane), None)


def by_meridian(meridian: float, width: int | None = None) -> str | None:
    """The plane of a central meridian without a zone before the easting; of six degrees only where that is said."""
    step, first = (6, 4502) if width == 6 else (3, 4534)
    place, rest = divmod(meridian - 75, step)
    return f"EPSG:{int(first + place)}" if not rest and 75 <= meridian <= 135 else None


def meridian_of(zone: int) -> int | None:
    """The central meridian of a zone of three (25–45) or six degrees (13–23)."""
    return zone * 3 if zone in THREE else zone * 6 - 3 if zone in SIX else None


def zone_of(points: Sequence[Point]) -> int | None:
    """The zone that stands before all eastings (39 of 39,494,824), in whichever column they are."""
    for column in (0, 1):
        zones = {int(point[column] // ZONE_STEP) for point in points}
        if len(zones) == 1 and by_zone(zone := zones.pop()):
            return zone
    return None


def by_numbers(points: Sequence[Point], meridian: int | None = None, width: int | None = None) -> str | None:
    """The plane that metres show to be theirs: by the zone before the easting, else by a meridian that is stated,
    else the one of this district where they fall into it; None where nothing shows."""
    if not in_metres(points):
        return None
    if zone := zone_of(points):
        return by_zone(zone)
    if meridian:
        return by_meridian(meridian, width)
    here = by_meridian(117)
    turned = [(y, x) for x, y in points]
    return next((here for given in (points, turned) if here and _falls_here(given, here)), None)


def _falls_here(points: Sequence[Point], plane: str) -> bool:
    return stands(points, plane) and any(inside_district(to_wgs84(points, plane)))


def by_parameters(crs: pyproj.CRS) -> str | None:
    """The plane a projection is by its numbers, whatever it is called: transverse Mercator of scale 1 on the
    ellipsoid of CGCS2000; None for any other."""
    operation, ellipsoid = crs.coordinate_operation, crs.ellipsoid
    if operation is None or ellipsoid is None or operation.method_name not in METHODS:
        return None
    if ellipsoid.semi_major_metre != SEMI_MAJOR or abs(ellipsoid.inverse_flattening - FLATTENING) > 0.001:
        return None
    values = {one.name: float(one.value) for one in operation.params}
    meridian, east = values.get("Longitude of natural origin"), values.get("False easting")
    plain = [values.get(name) for name in PLAIN] == list(PLAIN.values())
    if meridian is None or east is None or not plain:
        return None
    zone, rest = divmod(east - FALSE_EASTING, ZONE_STEP)
    if rest:
        return None
    if zone:
        return by_zone(int(zone)) if meridian_of(int(zone)) == meridian else None
    return by_meridian(meridian)
