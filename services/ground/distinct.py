"""Shapes without duplicate vertices, where GEOS alone would stumble over rings of no size."""

from typing import Any

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from services.ground import geometry


def distinct(shapes: Any, tolerance: float) -> Any:
    """Shapes in which neighbouring vertices within the tolerance are one; rings within twice of it are left out."""
    kept = np.array(shapes, dtype=object)
    parts, owner = shapely.get_parts(np.atleast_1d(kept), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    specked = np.unique(owner[part[_specks(rings, tolerance)]])
    kept.reshape(-1)[specked] = [_without_specks(shape, tolerance) for shape in kept.reshape(-1)[specked]]
    return shapely.remove_repeated_points(kept[()], tolerance)


def _without_specks(shape: BaseGeometry, tolerance: float) -> BaseGeometry:
    rings = [(part.exterior, *part.interiors) for part in geometry.polygons(shape)]
    large = [[ring for ring in all_rings if not _specks(ring, tolerance)] for all_rings in rings]
    return geometry.joined(
        Polygon(kept[0], kept[1:]) for kept, whole in zip(large, rings, strict=True) if kept and kept[0] is whole[0]
    )


def _specks(rings: Any, tolerance: float) -> Any:
    """Which rings are too small for GEOS to thin out."""
    west, south, east, north = np.moveaxis(shapely.bounds(rings), -1, 0)
    return np.maximum(east - west, north - south) <= 2 * tolerance
