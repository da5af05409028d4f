"""Rings of one shape put together to polygons: which are outer and which are holes, by where they lie and, where the
format says it so, by the way they are wound."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import Polygon

Ring = Sequence[tuple[float, float]]
Rings = list[list[Ring]]
FEWEST = 3


@dataclass(slots=True)
class Assembled:
    """The rings of each polygon, the outer first; and the oddities (of `handled.ODDITIES`) that were met."""

    polygons: Rings = field(default_factory=list)
    met: list[str] = field(default_factory=list)


def by_place(rings: Sequence[Ring]) -> Assembled:
    """Rings that nothing but their place tells apart: one that lies in another is its hole, one in a hole is ground."""
    return _assembled(rings, [False] * len(rings), wound=False)


def by_winding(rings: Sequence[Ring]) -> Assembled:
    """Rings of a Shapefile, where outer ones go clockwise and holes the other way.

    All turned round is read by place. A ring wound as a hole that lies in no other stays a hole, for a check to
    find; one wound as an outer ring inside another is its hole.
    """
    return _assembled(rings, [_is_hole(ring) for ring in rings], wound=True)


def _assembled(rings: Sequence[Ring], holes: Sequence[bool], *, wound: bool) -> Assembled:
    made = Assembled()
    around = _around(rings)
    deep = [len(others) % 2 == 1 for others in around]
    wrong = [one != other for one, other in zip(deep, holes, strict=True)]
    free = [not others for others in around]
    # Where no outermost ring is wound as an outer one, all are turned round.
    told = wound and any(one and not hole for one, hole in zip(free, holes, strict=True))
    outside = [told and hole and one for one, hole in zip(free, holes, strict=True)]
    made.met += ["wound"] if wound and any(wrong) and not any(outside) else []
    made.met += ["outside"] if any(outside) else []
    polygons = {place: [ring] for place, ring in enumerate(rings) if not deep[place] and not outside[place]}
    first = next(iter(polygons))
    for place, ring in enumerate(rings):
        if place not in polygons:
            owners = [other for other in around[place] if other in polygons]
            polygons[max(owners, key=lambda other: len(around[other]), default=first)].append(ring)
    made.polygons = list(polygons.values())
    return made


def _around(rings: Sequence[Ring]) -> list[set[int]]:
    """The rings that each ring lies in: by a point inside it, for rings may touch."""
    areas = np.array([_polygon(ring) for ring in rings], dtype=object)
    sizes = shapely.area(areas)
    inner, outer = shapely.STRtree(areas).query(shapely.point_on_surface(areas), predicate="within")
    found: list[set[int]] = [set() for _ in rings]
    for one, other in zip(inner.tolist(), outer.tolist(), strict=True):
        if one != other and sizes[other] > sizes[one]:
            found[one].add(other)
    return found


def _polygon(ring: Ring) -> Polygon:
    polygon = Polygon(ring) if len(set(ring)) >= FEWEST else Polygon()
    return polygon if polygon.is_valid else polygon.buffer(0)


def _is_hole(ring: Ring) -> bool:
    closed = ring if ring[0] == ring[-1] else [*ring, ring[0]]
    xy = np.array(closed)
    return float((xy[:-1, 0] * xy[1:, 1] - xy[1:, 0] * xy[:-1, 1]).sum()) > 0
