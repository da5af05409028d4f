"""GCJ-02 and BD-09 as published by eviltransform and by Baidu's own web map: independent of the library in use."""

from math import atan2, cos, pi, radians, sin, sqrt

Point = tuple[float, float]

AXIS, ECCENTRICITY = 6378245.0, 0.00669342162296594323


def gcj_02(point: Point) -> Point:
    """A WGS-84 (longitude, latitude) as the national survey bends it."""
    x, y = point[0] - 105, point[1] - 35
    wave = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (wave + 20 * sin(pi * y) + 40 * sin(pi / 3 * y) + 160 * sin(pi / 12 * y) + 320 * sin(pi / 30 * y)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (wave + 20 * sin(pi * x) + 40 * sin(pi / 3 * x) + 150 * sin(pi / 12 * x) + 300 * sin(pi / 30 * x)) * 2 / 3
    latitude = radians(point[1])
    magic = 1 - ECCENTRICITY * sin(latitude) ** 2
    meridian = AXIS * (1 - ECCENTRICITY) / (magic * sqrt(magic)) * pi / 180
    parallel = AXIS / sqrt(magic) * cos(latitude) * pi / 180
    return point[0] + east / parallel, point[1] + north / meridian


def bd_09(point: Point) -> Point:
    """A WGS-84 (longitude, latitude) as Baidu bends it once more."""
    x, y = gcj_02(point)
    radius = sqrt(x * x + y * y) + 0.00002 * sin(y * pi * 3000 / 180)
    angle = atan2(y, x) + 0.000003 * cos(x * pi * 3000 / 180)
    return radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006
