"""Schematic roads: the source knows one middle point for each piece of a road, and no line.

Points of one name and class are joined by their shortest spanning tree, long jumps are cut.
"""

from collections import defaultdict

import numpy as np

from data.geo.packages import Record

LONGEST_KM = {"motorway": 4.0, "trunk": 3.0, "primary": 2.5, "secondary": 2.0}
FEWEST_POINTS = 3
KM_PER_DEGREE = 111.32
PLANE = np.array([np.cos(np.radians(39.0)), 1.0]) * KM_PER_DEGREE

Point = tuple[float, float]


def schematic(records: list[Record]) -> list[dict]:
    """One GeoJSON MultiLineString feature for each road name and class, sorted by class and name."""
    points: dict[tuple[str, str], dict[Point, None]] = defaultdict(dict)
    for record in records:
        if record.kind in LONGEST_KM:
            points[record.kind, record.name][record.longitude, record.latitude] = None
    features = (_feature(*key, list(points[key])) for key in sorted(points) if len(points[key]) >= FEWEST_POINTS)
    return [feature for feature in features if feature["geometry"]["coordinates"]]


def _feature(kind: str, name: str, points: list[Point]) -> dict:
    rounded = [[round(x, 5), round(y, 5)] for x, y in points]
    pieces = [[rounded[a], rounded[b]] for a, b, km in spanning_tree(points) if km <= LONGEST_KM[kind]]
    return {
        "type": "Feature",
        "properties": {"name": name, "highway": kind},
        "geometry": {"type": "MultiLineString", "coordinates": pieces},
    }


def spanning_tree(points: list[Point]) -> list[tuple[int, int, float]]:
    """The edges (from, to, kilometres) of the shortest tree over all points, in Prim's order from the first."""
    plane = np.array(points) * PLANE
    nearest = np.hypot(*(plane - plane[0]).T)
    parent = np.zeros(len(points), dtype=int)
    outside = np.arange(len(points)) > 0
    edges = []
    while outside.any():
        added = int(np.argmin(np.where(outside, nearest, np.inf)))
        edges.append((int(parent[added]), added, float(nearest[added])))
        outside[added] = False
        distance = np.hypot(*(plane - plane[added]).T)
        closer = outside & (distance < nearest)
        parent[closer], nearest[closer] = added, distance[closer]
    return edges
